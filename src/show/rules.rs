//! The rules that assembling a show judges.

crate::rules! {
    /// An episode without sound is nothing an app can play; directories refuse it, and apps show a dead button.
    EPISODE_AUDIO_MISSING = "episode-audio-missing": Error, [], None;
        summary "an episode without a recording: no file, no address, nothing in podwright.lock";
        bad "episodes/hello.md alone";
        good "episodes/hello.md and episodes/hello.mp3";
        source "podwright formats";
    /// What a key names is published with the show. If it is not there, apps and pages point at nothing.
    EPISODE_FILE_MISSING = "episode-file-missing": Error, [], None;
        summary "a key names a file that is not there";
        bad "transcript = \"helo.vtt\"";
        good "transcript = \"hello.vtt\"";
        source "podwright formats";
    /// Which one is published must not depend on chance.
    EPISODE_FILE_AMBIGUOUS = "episode-file-ambiguous": Error, [], None;
        summary "two files claim one place, and no key decides";
        bad "episodes/hello.mp3 and episodes/hello.m4a";
        good "audio = \"hello.mp3\"";
        source "podwright formats";
    /// Two episodes at one address: the second would overwrite the first one's page, transcript and recording.
    EPISODE_SLUG_DUPLICATE = "episode-slug-duplicate": Error, [], None;
        summary "two episodes with one address, or an address that is kept for something else";
        bad "episodes/Hello World.md and episodes/hello-world.md";
        good "slug = \"hello-world-2\"";
        source "podwright formats";
    /// White space is part of a guid for some apps and not for others: the same feed has two identities.
    GUID_WHITESPACE = "guid-whitespace": Warning, [Rss, Apple, Spotify, Psp1, Podcasting2], None;
        summary "blanks around or line breaks within a guid";
        bad "guid = \" a1-b2 \"";
        good "guid = \"a1-b2\"";
        source "podwright";
    /// An address at example.com or localhost is nobody's. No `podcast:guid` is made from it, because a guid is made once, from
    /// the first real feed address.
    SHOW_SITE_PLACEHOLDER = "show-site-placeholder": Warning, [], None;
        summary "the host of `show.site` is one that nobody can publish at";
        bad "site = \"https://example.com/\"";
        good "site = \"https://my-show.fm/\"";
        source "RFC 2606; RFC 6761";
    /// In serial shows apps sort and group by the number; Apple demands it.
    ITUNES_EPISODE_REQUIRED = "itunes-episode-required": Error, [Apple, Psp1], None;
        summary "a full episode of a serial show without a number";
        bad "type = \"serial\" in [show], and an episode without `episode`";
        good "episode = 7";
        source "Apple Podcasts, itunes:type; PSP-1, itunes:episode";
    /// Listeners meet the numbers in lists; a number twice makes one of the two look like a mistake.
    EPISODE_NUMBER_DUPLICATE = "episode-number-duplicate": Warning, [Apple, Psp1], None;
        summary "two full episodes with one season and number";
        bad "season = 2 and episode = 7 in two files";
        good "episode = 8";
        source "Apple Podcasts, itunes:episode";
    /// `itunes:episode` and `itunes:season` count from 1; apps drop other values.
    ITUNES_NUMBER_INVALID = "itunes-number-invalid": Error, [Rss, Apple, Spotify, Psp1, Podcasting2], Safe;
        summary "an episode or season number that is not a whole number from 1 on";
        bad "season = 0";
        good "season = 1";
        source "Apple Podcasts, itunes:episode; PSP-1";
    /// A link or picture in the notes that leads nowhere is a dead end on the page and a hole in the app.
    NOTES_LINK_BROKEN = "notes-link-broken": Error, [], None;
        summary "a relative link or image in Markdown without target";
        bad "![The studio](studio.jpg) without that file";
        good "![The studio](studio.jpg) with the file beside the episode";
        source "podwright formats";
    /// A path that leaves the show's folder would publish what was never meant to be, and breaks on every other machine.
    FILE_OUTSIDE_SHOW = "file-outside-show": Error, [], None;
        summary "a path that leaves the show's folder";
        bad "audio = \"../../elsewhere/one.mp3\"";
        good "audio = \"one.mp3\"";
        source "podwright formats";
    /// A file that the disk does not give out is not published; better known now than by listeners.
    FILE_UNREADABLE = "file-unreadable": Error, [], None;
        summary "a file or folder of the show that can't be read";
        bad "episodes/loop -> episodes";
        good "episodes/one.md";
        source "podwright";
    /// A recording or transcript that lies beside the episodes and belongs to none is usually a typing error in a name, and
    /// the episode goes out without it.
    FILE_UNUSED = "file-unused": Warning, [], None;
        summary "a media, transcript or chapter file that belongs to no episode";
        bad "episodes/helo.vtt beside episodes/hello.md";
        good "episodes/hello.vtt beside episodes/hello.md";
        source "podwright formats";
    /// What stands in static/ is the author's word; that something generated gives way should not come as a surprise.
    STATIC_WINS = "static-file-wins": Advice, [], None;
        summary "a file of static/ takes the place of a generated one";
        bad "static/robots.txt, while the build makes a robots.txt";
        good "no static/robots.txt, if the generated one will do";
        source "podwright formats";
    /// A change that was let through and did not happen points at a typing error, or at a change that is gone.
    ACCEPT_UNUSED = "accept-unused": Warning, [], None;
        summary "an `--accept` that met no change";
        bad "podwright build --accept item-removed:helo";
        good "podwright build --accept item-removed:hello";
        source "podwright";
    /// Every app loads it for every show in its list, on phones as well; hosts advise less than 512 kB.
    ARTWORK_TOO_LARGE = "artwork-too-large": Advice, [Rss, Apple, Spotify, Psp1, Podcasting2], None;
        summary "artwork of more than 512 kB";
        bad "artwork.jpg of 4 MB";
        good "artwork.jpg of 300 kB";
        source "advice of podcast hosts";
}
