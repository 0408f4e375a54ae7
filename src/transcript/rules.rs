//! The rules about transcripts: those of the files and those of what is in them.
//!
//! Judged by the readers of the formats and by [`lint`](super::lint()).

crate::rules! {
    /// Apps read transcripts as UTF-8; other bytes show as wrong letters or nothing at all.
    TRANSCRIPT_UNREADABLE = "transcript-unreadable": Error, [], Safe;
        summary "a transcript that apps cannot read";
        bad "a windows-1252 file";
        good "the same in UTF-8";
        source "transcript formats of the podcast namespace";
    /// A transcript without a word opens as an empty page in the app.
    TRANSCRIPT_EMPTY = "transcript-empty": Error, [], None;
        summary "no word in a transcript";
        bad "WEBVTT";
        good "WEBVTT and at least one cue";
        source "own judgement";
    /// Browsers reject the whole file when its first line is not WEBVTT.
    VTT_HEADER_INVALID = "vtt-header-invalid": Error, [], Safe;
        summary "the first line of a WebVTT file is wrong";
        bad "webvtt";
        good "WEBVTT";
        source "WebVTT, section 4.1";
    /// Players drop a cue with such a time without a word, and some apps drop the whole file.
    VTT_TIMESTAMP_INVALID = "vtt-timestamp-invalid": Error, [], Safe;
        summary "a time that players do not read";
        bad "1:02.000 --> 1:04.000";
        good "00:01:02.000 --> 00:01:04.000";
        source "WebVTT, section 4.1";
    /// Players swallow what they take for a tag, and the words with it.
    VTT_MARKUP_INVALID = "vtt-markup-invalid": Warning, [], Safe;
        summary "markup that WebVTT does not have";
        bad "R & B";
        good "R &amp; B";
        source "WebVTT, section 4.2";
    /// An empty line ends a cue: players show nothing of the text behind it.
    VTT_TEXT_OUTSIDE_CUE = "vtt-text-outside-cue": Error, [], None;
        summary "text that belongs to no cue";
        bad "a timing line, an empty line, words";
        good "a timing line, words";
        source "WebVTT, section 4.1";
    /// SRT has no forgiving readers in common: what is out of form is skipped by some apps.
    SRT_STRUCTURE_INVALID = "srt-structure-invalid": Error, [], Safe;
        summary "an SRT file out of form";
        bad "1:02.5 --> 1:04";
        good "00:01:02,500 --> 00:01:04,000";
        source "SubRip as apps read it";
    /// Apps look for segments with startTime, endTime and body, and show nothing else.
    TRANSCRIPT_JSON_INVALID = "transcript-json-invalid": Error, [], Safe;
        summary "JSON that is no podcast transcript";
        bad "{\"segments\": [{\"start\": 1, \"text\": \"Hi\"}]}";
        good "{\"version\": \"1.0.0\", \"segments\": [{\"startTime\": 1, \"endTime\": 2, \"body\": \"Hi\"}]}";
        source "podcast namespace, JSON transcripts";
    /// Some apps skip a segment without an end, and fail at one without words.
    TRANSCRIPT_JSON_END_MISSING = "transcript-json-end-missing": Warning, [], None;
        summary "a segment without an end or without words";
        bad "{\"startTime\": 1, \"body\": \"Hi\"}";
        good "{\"startTime\": 1, \"endTime\": 2, \"body\": \"Hi\"}";
        source "what apps do";
    /// A cue without text shows as a gap in the transcript; often its words were lost on the way.
    CUE_EMPTY = "cue-empty": Advice, [], None;
        summary "a cue without text";
        bad "a timing line and nothing below it";
        good "a timing line and words";
        source "own judgement";
    /// A cue that ends where it begins, or before, is never shown.
    CUE_TIMES_REVERSED = "cue-times-reversed": Error, [], Unsafe;
        summary "a cue ends before it begins";
        bad "00:02.000 --> 00:01.000";
        good "00:01.000 --> 00:02.000";
        source "WebVTT, section 4.1";
    /// Players walk through the cues in order; one that begins too early is skipped or shown late.
    CUE_ORDER = "cue-order": Error, [], None;
        summary "a cue begins before the one above it";
        bad "00:05.000 before 00:01.000";
        good "00:01.000 before 00:05.000";
        source "WebVTT, section 4.1";
    /// Two cues of one speaker at the same time cover or push each other.
    CUE_OVERLAP = "cue-overlap": Warning, [], Unsafe;
        summary "a cue begins before the last one ends";
        bad "00:01.000 --> 00:05.000, then 00:03.000";
        good "00:01.000 --> 00:03.000, then 00:03.000";
        source "what apps do";
    /// The transcript was made from another cut of the audio, and all its times may be wrong.
    CUE_PAST_END = "cue-past-end": Error, [], None;
        summary "a cue lies behind the end of the audio";
        bad "a cue at 1:10:00 of an hour";
        good "the transcript of the published audio";
        source "own judgement";
    /// A transcript that begins late, ends early or has hardly a word is cut off or belongs to another file.
    TRANSCRIPT_COVERAGE = "transcript-coverage": Warning, [], None;
        summary "a transcript covers only a part of the audio";
        bad "words up to 20:00 of an hour";
        good "words to the end";
        source "own judgement";
    /// Captions need times, and none are ever made up: from a text without times only text and HTML are published.
    TRANSCRIPT_TIMES_MISSING = "transcript-times-missing": Warning, [], None;
        summary "a timed format is wanted from a text without times";
        bad "a .txt without times, formats = [\"vtt\"]";
        good "a transcript with times: NAME.vtt, .srt or .json";
        source "own judgement";
    /// Recognisers double words where they cut the sound.
    TRANSCRIPT_DOUBLED_WORD = "transcript-doubled-word": Warning, [], Unsafe;
        summary "the same word twice in a row";
        bad "we went to to the harbour";
        good "we went to the harbour";
        source "own judgement";
    /// A lone letter is what a recogniser leaves of a sound or of a cut word.
    TRANSCRIPT_STRAY_LETTER = "transcript-stray-letter": Advice, [], None;
        summary "a single letter as a word";
        bad "Very m much";
        good "Very much";
        source "own judgement";
    /// Recognisers that lose the thread repeat themselves; the words really spoken there are missing.
    TRANSCRIPT_LOOP = "transcript-loop": Warning, [], None;
        summary "the same words three times and more in a row";
        bad "I will go home. I will go home. I will go home.";
        good "what was said";
        source "own judgement";
    /// Apps show a speaker with name and picture only if the episode names that person.
    TRANSCRIPT_SPEAKER_UNDECLARED = "transcript-speaker-undeclared": Warning, [], None;
        summary "a speaker who is no person of the episode";
        bad "Ida: Hi, and no Ida among the people";
        good "people = [\"Ida Brook\"]";
        source "own judgement";
    /// Two spellings are two people for search, for apps and for readers.
    TRANSCRIPT_SPEAKER_VARIANT = "transcript-speaker-variant": Warning, [], Unsafe;
        summary "a speaker is spelt in two ways";
        bad "Ida Brook: and Ida Brok:";
        good "Ida Brook: everywhere";
        source "own judgement";
    /// SPEAKER_00 tells nobody who is speaking.
    TRANSCRIPT_SPEAKER_PLACEHOLDER = "transcript-speaker-placeholder": Advice, [], None;
        summary "a speaker without a name";
        bad "SPEAKER_00: Hi";
        good "Ida Brook: Hi";
        source "own judgement";
    /// Some apps take what stands before a colon for the speaker, and drop the words behind the next one.
    SRT_COLON_AMBIGUOUS = "srt-colon-ambiguous": Warning, [], None;
        summary "a colon inside the words of an SRT cue";
        bad "The rule is simple: never shout.";
        good "The rule is simple, never shout.";
        source "what apps do";
    /// A long stretch without text: music, or words that were lost.
    CUE_GAP = "cue-gap": Advice, [], None;
        summary "more than a minute without text";
        bad "a cue that ends at 10:00, the next begins at 12:30";
        good "words, or a cue such as [music]";
        source "own judgement";
    /// Who needs the captions can't follow, and mostly the times are wrong.
    CUE_READING_SPEED = "cue-reading-speed": Advice, [], None;
        summary "more characters a second than can be read";
        bad "80 characters between 00:01.000 and 00:02.000";
        good "the same over four seconds";
        source "own judgement";
    /// Apps pick hyphenation, voices and search by the language; the wrong one makes all of them useless.
    TRANSCRIPT_LANGUAGE_DIFFERS = "transcript-language-differs": Warning, [], None;
        summary "the words are in another language than declared";
        bad "German words, language = \"en\"";
        good "German words, language = \"de\"";
        source "own judgement, by frequent small words";
    /// Marks for programs show as they are, and get into search.
    TRANSCRIPT_MARKUP_LEFT = "transcript-markup-left": Advice, [], None;
        summary "marks of a program between the words";
        bad "It was **great** &nbsp; really";
        good "It was great, really";
        source "own judgement";
    /// Letters that were read in a wrong encoding once, and will be shown so.
    TRANSCRIPT_MOJIBAKE = "transcript-mojibake": Warning, [], None;
        summary "letters in a wrong encoding";
        bad "Ã©cole";
        good "école";
        source "Unicode, UTF-8";
    /// Recognisers learned from films, and hear their credits in silence and music. Nobody said it.
    TRANSCRIPT_MACHINE_PHRASE = "transcript-machine-phrase": Advice, [], None;
        summary "a phrase that recognisers make up";
        bad "Subtitles by the Amara.org community";
        good "nothing";
        source "own judgement";
    /// A slip of the typist or a joint of two recognised pieces.
    TRANSCRIPT_CAPITAL_INSIDE = "transcript-capital-inside": Advice, [], None;
        summary "a capital inside a word";
        bad "it was puEblished";
        good "it was published";
        source "own judgement";
    /// Recognisers write a number that was begun twice as a single one, a thousand times too large.
    TRANSCRIPT_NUMBER_STUTTER = "transcript-number-stutter": Advice, [], None;
        summary "a number whose first figures come twice";
        bad "$3,303,000,000,000";
        good "$3,000,000,000,000";
        source "own judgement";
    /// Where all other sentences have capitals, a part of this one is missing, or the full stop is wrong.
    TRANSCRIPT_SENTENCE_LOWER_CASE = "transcript-sentence-lower-case": Advice, [], None;
        summary "a sentence begins in lower case";
        bad "We went home. and then it rained.";
        good "We went home, and then it rained.";
        source "own judgement";
    /// A nod of the listener makes two halves of a sentence, which read as two turns.
    TRANSCRIPT_TURN_BROKEN = "transcript-turn-broken": Advice, [], None;
        summary "a turn of one word breaks a sentence in two";
        bad "Ida: so we went\nTom: Yeah.\nIda: to the harbour.";
        good "Ida: so we went to the harbour.\nTom: Yeah.";
        source "own judgement";
    /// A name in two spellings is found by half of the searches.
    TRANSCRIPT_NAME_VARIANT = "transcript-name-variant": Advice, [], Unsafe;
        summary "a name is spelt in two ways";
        bad "SwarmOne, SwarmOne, Swarm1AI";
        good "SwarmOne everywhere";
        source "own judgement";
    /// Apps take one of the formats, and readers of another one miss what is said only there.
    TRANSCRIPT_RENDITIONS_DIFFER = "transcript-renditions-differ": Warning, [], None;
        summary "two files of one language have other words";
        bad "hello.vtt of the first cut, hello.txt of the second";
        good "both of the published sound";
        source "own judgement";
}
