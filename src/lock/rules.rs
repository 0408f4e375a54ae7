//! The guards, and what can be wrong with the lock itself.

crate::rules! {
    /// Apps know an episode by its guid alone. Under a new one every subscriber gets the episode again, as unheard.
    GUID_CHANGED = "guid-changed": Error, [], Safe;
        summary "an episode has another guid than the one it was published with";
        bad "podwright.lock: \"a1\".name = \"hello\"\nepisodes/hello.md: guid = \"b2\"";
        good "episodes/hello.md: guid = \"a1\"";
        source "Apple, A Podcaster's Guide to RSS, <guid>";
    /// An app that has seen a guid never shows another episode under it: the new one stays invisible.
    GUID_REUSED = "guid-reused": Error, [], None;
        summary "the guid of one episode stands in another";
        bad "podwright.lock: \"a1\".name = \"hello\"\nepisodes/hello.md: guid = \"a1\"\nepisodes/next.md: guid = \"a1\"";
        good "episodes/hello.md: guid = \"a1\"\nepisodes/next.md: guid = \"b2\"";
        source "Apple, A Podcaster's Guide to RSS, <guid>";
    /// Listeners who saved it lose it, and links to it lead nowhere.
    ITEM_REMOVED = "item-removed": Error, [], None;
        summary "a published episode is gone, or a draft again";
        bad "podwright.lock: \"a1\".name = \"hello\"\nno episodes/hello.md";
        good "podwright build --accept item-removed:hello";
        source "podwright";
    /// Some apps take another address for another episode's audio and load it again; downloads are counted twice.
    ENCLOSURE_MOVED = "enclosure-moved": Error, [], None;
        summary "a published enclosure has another URL";
        bad "podwright.lock: \"a1\".enclosure = \"https://show.fm/media/hello.mp3\"\nfeed.toml: media.base_url = \"https://cdn.show.fm/\"";
        good "podwright build --accept enclosure-moved";
        source "podwright";
    /// Apps sort and announce by date: an episode that moves turns up in another place, or is announced again.
    PUB_DATE_MOVED = "pub-date-moved": Error, [], None;
        summary "the date of a published episode changed";
        bad "podwright.lock: \"a1\".date = 2026-11-27T06:00:00Z\nepisodes/hello.md: date = 2026-11-28T06:00:00Z";
        good "episodes/hello.md: date = 2026-11-27T06:00:00Z";
        source "podwright";
    /// It says which show this is, wherever it is hosted. With another one, directories see another show.
    PODCAST_GUID_CHANGED = "podcast-guid-changed": Error, [], Safe;
        summary "podcast:guid differs from the published one";
        bad "podwright.lock: guid = \"917393e3-1b1e-5cef-ace4-edaa54e1f810\"\nfeed.toml: guid = \"d84ced82-1926-54c0-88c2-bb01dd35d7e3\"";
        good "feed.toml: guid = \"917393e3-1b1e-5cef-ace4-edaa54e1f810\"";
        source "Podcast namespace, <podcast:guid>";
    /// Every app asks at the old address. Where nothing answers there, subscribers see no new episode, and no error.
    FEED_URL_CHANGED = "feed-url-changed": Error, [], None;
        summary "a published feed has another address";
        bad "podwright.lock: feeds = [\"https://show.fm/feed.xml\"]\nfeed.toml: feed.path = \"rss.xml\"";
        good "feed.toml: feed.path = \"feed.xml\"";
        source "Apple, A Podcaster's Guide to RSS, <itunes:new-feed-url>";
    /// Links, search engines and shared time stamps point at the old address. Let through, a redirect stays there.
    PAGE_MOVED = "page-moved": Error, [], None;
        summary "the page of a published episode has another address";
        bad "podwright.lock: \"a1\".page = \"episodes/hello/\"\nepisodes/hello.md: slug = \"hello-world\"";
        good "podwright build --accept page-moved:hello";
        source "podwright";
    /// Apps and caches keep what they have loaded under a URL; part of the audience goes on hearing the old version.
    ENCLOSURE_REPLACED = "enclosure-replaced": Advice, [], None;
        summary "other bytes under the URL of a published enclosure";
        bad "podwright.lock: \"a1\".media.\"hello.mp3\" = { sha256 = \"aaaa…\" }\nepisodes/hello.mp3 with the SHA-256 bbbb…";
        good "a new file name for the new audio, and the same guid";
        source "podwright";
    /// With `--frozen` nobody is there to look at the change and keep it.
    LOCK_OUTDATED = "lock-outdated": Error, [], None;
        summary "podwright.lock would change under --frozen";
        bad "podwright build --frozen, with a new episode that is not in podwright.lock";
        good "podwright build; git add podwright.lock";
        source "podwright";
    /// Two branches disagree about what listeners have. Which of the two is true is known to people only.
    LOCK_CONFLICT = "lock-conflict": Error, [], None;
        summary "podwright.lock says two things about one episode";
        bad "<<<<<<< ours\n\"a1\".page = \"episodes/hello/\"\n=======\n\"a1\".page = \"episodes/hallo/\"\n>>>>>>> theirs";
        good "\"a1\".page = \"episodes/hello/\"";
        source "podwright";
}
