//! The rules of an import: what was decided, what is lost.

crate::rules! {
    /// A value that can be read in more than one way was read in one; look whether it is the one that was meant.
    IMPORT_RESOLVED = "import-resolved": Warning, [], None;
        summary "an import had to decide what a value means";
        bad "<pubDate>Mon, 07 Sep 2009 16:05:00 CET</pubDate>";
        good "<pubDate>Mon, 07 Sep 2009 16:05:00 +0100</pubDate>";
        source "podwright, import";
    /// What stands in the old feed does not come into the show, and so not into its feed either.
    IMPORT_LEFT_OUT = "import-left-out": Advice, [], None;
        summary "an import leaves something of the feed out";
        bad "<itunes:new-feed-url>https://old.example/feed.xml</itunes:new-feed-url>";
        good "<itunes:new-feed-url>https://new.example/feed.xml</itunes:new-feed-url>";
        source "podwright, import";
    /// The show was built and its feed compared with the old one: an app would show or play something else.
    IMPORT_LOST = "import-lost": Error, [], None;
        summary "what apps rely on is not the same in the rebuilt feed";
        bad "an episode whose guid is another one after the import";
        good "an episode that apps know again";
        source "podwright, import";
    /// The show was built and its feed compared with the old one: there is more in it, or it is said in another way.
    IMPORT_DIFFERS = "import-differs": Advice, [], None;
        summary "the rebuilt feed differs in something that no app suffers from";
        bad "<itunes:duration>abc</itunes:duration>";
        good "<itunes:duration>754</itunes:duration>";
        source "podwright, import";
}
