//! Rules about two versions that the lock has no guard for. The guards' own rules (`guid-changed` …) serve here too.

crate::rules! {
    /// Many apps announce only what is newer than the newest episode they know: this one arrives without a word.
    ITEM_BACKDATED = "item-backdated": Warning, [], None;
        summary "a new episode is older than the newest one that was published";
        bad "newest: 27 Nov 2026; a new item with <pubDate>Fri, 20 Nov 2026 05:00:00 +0000</pubDate>";
        good "a new item with <pubDate>Fri, 04 Dec 2026 05:00:00 +0000</pubDate>";
        source "podwright";
}
