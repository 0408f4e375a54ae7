//! The rules about chapters, for the readers and for [`lint()`](super::lint()).

crate::rules! {
    /// An app that can't read the file shows no chapters at all, and says nothing about it.
    CHAPTERS_UNREADABLE = "chapters-unreadable": Error, [], Safe;
        summary "a chapters file that does not parse as what it claims to be";
        bad "{ \"version\": \"1.2.0\", \"marks\": [] }";
        good "{ \"version\": \"1.2.0\", \"chapters\": [ { \"startTime\": 0, \"title\": \"Intro\" } ] }";
        source "podcast namespace, JSON chapters 1.2; Podlove Simple Chapters 1.2; WebVTT, 4";
    /// A file without chapters makes apps show an empty list, and hides chapters that they would have found elsewhere.
    CHAPTERS_EMPTY = "chapters-empty": Error, [], None;
        summary "no chapter, or a single one";
        bad "{ \"version\": \"1.2.0\", \"chapters\": [] }";
        good "00:00:00.000 Intro\n00:04:10.000 The harbour";
        source "podwright";
    /// Readers that want a number skip a chapter whose time is anything else, or give up the file.
    CHAPTERS_START_INVALID = "chapters-start-invalid": Error, [], Safe;
        summary "a chapter's time is missing, negative or not in the format's form";
        bad "{ \"startTime\": \"1:34\", \"title\": \"The harbour\" }";
        good "{ \"startTime\": 94, \"title\": \"The harbour\" }";
        source "podcast namespace, JSON chapters 1.2; Podlove Simple Chapters 1.2, start";
    /// Players look for the chapter of a moment by walking the list; after a step back they show the wrong one.
    CHAPTERS_ORDER = "chapters-order": Error, [], None;
        summary "a chapter starts before the one above it, or with it";
        bad "00:04:10.000 The harbour\n00:00:00.000 Intro";
        good "00:00:00.000 Intro\n00:04:10.000 The harbour";
        source "podcast namespace, JSON chapters 1.2, chapters";
    /// Two chapters at one moment, or one that is over before it begins: each app makes something else of it.
    CHAPTERS_OVERLAP = "chapters-overlap": Warning, [], None;
        summary "a chapter ends before its start, or after the next has begun";
        bad "{ \"startTime\": 82, \"endTime\": 41.5, \"title\": \"Questions\" }";
        good "{ \"startTime\": 82, \"endTime\": 141.5, \"title\": \"Questions\" }";
        source "podcast namespace, JSON chapters 1.2, endTime; WebVTT, 4.6";
    /// Nobody can jump to a moment after the end; mostly the chapters are those of another cut.
    CHAPTERS_PAST_END = "chapters-past-end": Error, [], None;
        summary "a chapter starts after the end of the audio";
        bad "01:20:00.000 Outro, in an episode of 45 minutes";
        good "00:44:00.000 Outro";
        source "podwright";
    /// Spotify, YouTube and the chapter tracks of MP4 files want the first chapter at the very begin, or show none.
    CHAPTERS_FIRST_LATE = "chapters-first-late": Advice, [], None;
        summary "the first visible chapter does not start at 0";
        bad "00:01:56.000 Welcome";
        good "00:00:00.000 Intro\n00:01:56.000 Welcome";
        source "Spotify, Creating and managing chapters; YouTube, Video chapters";
    /// Apps list it as an empty line. A marker that only changes the picture is `toc: false`.
    CHAPTERS_TITLE_MISSING = "chapters-title-missing": Warning, [], None;
        summary "a visible chapter has no title";
        bad "{ \"startTime\": 94 }";
        good "{ \"startTime\": 94, \"title\": \"The harbour\" }";
        source "podcast namespace, JSON chapters 1.2, toc; Podlove Simple Chapters 1.2, title";
    /// Nobody can follow chapters that change within seconds; YouTube shows none of the list then.
    CHAPTERS_TOO_SHORT = "chapters-too-short": Advice, [], None;
        summary "a chapter shorter than 10 seconds";
        bad "00:04:10.000 The harbour\n00:04:13.000 The boat";
        good "00:04:10.000 The harbour\n00:05:30.000 The boat";
        source "YouTube, Video chapters; Spotify advises 30 seconds";
}
