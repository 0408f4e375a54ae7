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
    /// Apps have a look of their own and take such things out; what covers the page or loads something is a danger where they do not.
    HTML_STYLE_ATTRIBUTE = "html-style-attribute": Advice, [], Safe;
        summary "a `style` attribute";
        bad "<p style=\"color: red\">Hello</p>";
        good "<p>Hello</p>";
        source "W3C feed validator, DangerousStyleAttr";
    /// Every app guesses for itself where the element ends: half of the notes become a link, or all of them bold.
    HTML_MALFORMED = "html-malformed": Warning, [], Safe;
        summary "tags that do not fit together";
        bad "<p>See <a href=\"https://example.org/\">the map</p>";
        good "<p>See <a href=\"https://example.org/\">the map</a></p>";
        source "HTML, 13.1.2";
    /// Apple shows paragraphs, lists and links; other tags are dropped, and what a heading or a table said with its form is lost.
    HTML_UNSUPPORTED_TAG = "html-unsupported-tag": Advice, [Apple, Psp1], None;
        summary "a tag that podcast apps do not show";
        bad "<h2>Links</h2>";
        good "<p>Links</p>";
        source "Apple, A Podcaster's Guide to RSS; PSP-1";
    /// Listeners see the tags themselves.
    HTML_ESCAPED_TWICE = "html-escaped-twice": Warning, [], Unsafe;
        summary "HTML that was escaped twice";
        bad "<![CDATA[&lt;p&gt;Hello&lt;/p&gt;]]>";
        good "<![CDATA[<p>Hello</p>]]>";
        source "W3C feed validator, NotHtml";
    /// Apple and PSP-1 ask for it; people can read it, and no layer of escapes is forgotten.
    HTML_NOT_CDATA = "html-not-cdata": Advice, [Apple, Psp1], Safe;
        summary "HTML that is escaped instead of standing in a CDATA section";
        bad "<description>&lt;p&gt;Hello&lt;/p&gt;</description>";
        good "<description><![CDATA[<p>Hello</p>]]></description>";
        source "Apple, A Podcaster's Guide to RSS; PSP-1";
    /// Most podcast apps show the text only, and those who do not see hear it.
    HTML_IMAGE_ALT_MISSING = "html-image-alt-missing": Advice, [], None;
        summary "an image without `alt`";
        bad "<img src=\"https://example.org/map.png\">";
        good "<img src=\"https://example.org/map.png\" alt=\"The way to the studio\">";
        source "HTML, 4.8.4.4";
    /// It tells a third party who read the notes, and when; apps take it out.
    HTML_TRACKING_PIXEL = "html-tracking-pixel": Advice, [], Safe;
        summary "an image that nobody sees";
        bad "<img src=\"https://count.example/1.gif\" width=\"1\" height=\"1\">";
        good "<p>Hello</p>";
        source "podwright";
    /// A link is heard by its text alone; one that names another address than it opens looks like a trap.
    LINK_TEXT_MISSING = "link-text-missing": Advice, [], None;
        summary "a link without a text, or with the address of another place as its text";
        bad "<a href=\"https://example.org/map\"></a>";
        good "<a href=\"https://example.org/map\">Map</a>";
        source "WCAG 2.2, 2.4.4";
}
