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
    VTT_MARKUP_INVALID = "vtt-markup-invalid": Warning, [], None;
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
    TRANSCRIPT_JSON_INVALID = "transcript-json-invalid": Error, [], None;
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
    CUE_TIMES_REVERSED = "cue-times-reversed": Error, [], None;
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
    CUE_OVERLAP = "cue-overlap": Warning, [], None;
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
}
