//! The rules about HTML in notes and descriptions.

crate::rules! {
    /// Apps and directories remove it, or refuse the feed; on a page it could act in the name of the reader.
    HTML_SCRIPT = "html-script": Error, [], None;
        summary "a script in notes or a description";
        bad "<p>Hello<script>count()</script></p>";
        good "<p>Hello</p>";
        source "podwright; HTML, 4.12";
    /// It is a script in another place: removed by apps, and a danger where it is not.
    HTML_EVENT_HANDLER = "html-event-handler": Error, [], None;
        summary "an attribute that runs a script, such as `onclick`";
        bad "<a href=\"https://example.org/\" onclick=\"go()\">Map</a>";
        good "<a href=\"https://example.org/\">Map</a>";
        source "HTML, 8.1.8";
    /// A link that runs a program does nothing in an app, and anything in a browser.
    HTML_SCRIPT_URL = "html-script-url": Error, [], None;
        summary "an address that is a script";
        bad "<a href=\"javascript:open()\">Map</a>";
        good "<a href=\"https://example.org/map\">Map</a>";
        source "WHATWG URL; HTML, 7.4.2";
    /// Podcast apps show nothing in its place: what listeners should find needs a link.
    HTML_EMBED = "html-embed": Warning, [], None;
        summary "a frame, player, form or other embedded thing";
        bad "<iframe src=\"https://video.example/7\"></iframe>";
        good "<a href=\"https://video.example/7\">The video</a>";
        source "podwright";
    /// Notes are a piece of somebody else's page; tags of a whole document are dropped there, or break it.
    HTML_DOCUMENT_TAG = "html-document-tag": Warning, [], None;
        summary "a tag that belongs to a whole page, such as `body` or `style`";
        bad "<body><p>Hello</p></body>";
        good "<p>Hello</p>";
        source "HTML, 4.1 to 4.3";
    /// In an app there is no page that the address could be relative to: the link leads nowhere.
    HTML_RELATIVE_URL = "html-relative-url": Warning, [], None;
        summary "a relative address in HTML that travels";
        bad "<a href=\"/map\">Map</a>";
        good "<a href=\"https://example.org/map\">Map</a>";
        source "RFC 3986, 5.1";
}
