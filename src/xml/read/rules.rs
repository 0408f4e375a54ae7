//! The rules of XML itself. They are judged while reading, in the files beside.

crate::rules! {
    /// An XML parser stops at the first such place, and most apps then show nothing of the feed at all.
    XML_NOT_WELL_FORMED = "xml-not-well-formed": Error, [], None;
        summary "text that the grammar of XML does not allow";
        bad "<enclosure url=https://show.fm/1.mp3/>";
        good "<enclosure url=\"https://show.fm/1.mp3\"/>";
        source "XML 1.0, 2.1";
    /// A server that answers with nothing, or a script that stopped early, leaves apps with an empty show.
    XML_EMPTY = "xml-empty": Error, [], None;
        summary "no element in the document";
        bad "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
        good "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\">…</rss>";
        source "XML 1.0, 2.1";
    /// A login page, an error page or the show's web page was fetched in place of the feed.
    XML_HTML_PAGE = "xml-html-page": Error, [], None;
        summary "a web page where a feed should be";
        bad "<!doctype html><html>…";
        good "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\">…</rss>";
        source "XML 1.0, 2.1";
    /// The declaration must be the very first thing; a blank line that a plugin printed before it makes parsers refuse the feed.
    XML_LEADING_CONTENT = "xml-leading-content": Error, [], Safe;
        summary "something stands before the XML declaration";
        bad "\n<?xml version=\"1.0\"?>";
        good "<?xml version=\"1.0\"?>";
        source "XML 1.0, 2.8";
    /// A document has one root element, and only comments may follow it; a parser reports an error after having read everything.
    XML_TRAILING_CONTENT = "xml-trailing-content": Error, [], Unsafe;
        summary "an element or text after the end of the root element";
        bad "</rss><p>Cached</p>";
        good "</rss>";
        source "XML 1.0, 2.1";
    /// Caching plugins leave comments there, and some readers have stumbled over them.
    XML_TRAILING_COMMENT = "xml-trailing-comment": Advice, [], Safe;
        summary "a comment after the root element";
        bad "</rss><!-- cached -->";
        good "</rss>";
        source "XML 1.0, 2.1";
    /// The end of the feed was lost on its way: the episodes at its end are missing, and most parsers refuse the rest.
    XML_TRUNCATED = "xml-truncated": Error, [], None;
        summary "the document ends in the middle";
        bad "<rss version=\"2.0\"><channel><title>Tape";
        good "<rss version=\"2.0\"><channel><title>Tape</title></channel></rss>";
        source "XML 1.0, 2.1 and 3.1";
    /// Every start tag needs an end tag of the same name, in the right order; parsers stop where it is not so.
    XML_TAG_MISMATCH = "xml-tag-mismatch": Error, [], None;
        summary "an end tag that does not fit the open element";
        bad "<title>Tape</titel>";
        good "<title>Tape</title>";
        source "XML 1.0, 3, Element Type Match";
    /// An ampersand begins a reference; alone it ends the reading of the feed in most apps.
    XML_AMPERSAND_UNESCAPED = "xml-ampersand-unescaped": Error, [], Safe;
        summary "an `&` that is not written `&amp;`";
        bad "<title>R & B</title>";
        good "<title>R &amp; B</title>";
        source "XML 1.0, 2.4";
    /// A less-than sign begins a tag; alone it ends the reading of the feed in most apps.
    XML_LESS_THAN_UNESCAPED = "xml-less-than-unescaped": Error, [], Safe;
        summary "a `<` that is not written `&lt;`";
        bad "<title>I <3 radio</title>";
        good "<title>I &lt;3 radio</title>";
        source "XML 1.0, 2.4 and 3.1";
    /// XML knows five names; those of HTML are not among them, and parsers stop at such a reference.
    XML_ENTITY_UNDEFINED = "xml-entity-undefined": Error, [], Safe;
        summary "a named reference that XML does not know";
        bad "<title>A&nbsp;tape</title>";
        good "<title>A\u{a0}tape</title>";
        source "XML 1.0, 4.1, Entity Declared";
    /// Control characters come from word processors and databases; no XML parser may accept them.
    XML_CHARACTER_FORBIDDEN = "xml-character-forbidden": Error, [], Safe;
        summary "a character that XML does not allow";
        bad "<title>A&#11;tape</title>";
        good "<title>Atape</title>";
        source "XML 1.0, 2.2 and 4.1";
    /// A parser may not choose between the two values, so it refuses the feed.
    XML_ATTRIBUTE_DUPLICATE = "xml-attribute-duplicate": Error, [], Unsafe;
        summary "one attribute twice on a tag";
        bad "<enclosure url=\"a.mp3\" url=\"b.mp3\"/>";
        good "<enclosure url=\"a.mp3\"/>";
        source "XML 1.0, 3.1; Namespaces in XML 1.0, 6.3";
    /// Nothing but 1.0 is in use, and many parsers refuse what calls itself something else.
    XML_VERSION_UNSUPPORTED = "xml-version-unsupported": Error, [], Safe;
        summary "the document declares another version of XML than 1.0";
        bad "<?xml version=\"1.1\"?>";
        good "<?xml version=\"1.0\"?>";
        source "XML 1.0, 2.8";
    /// Without it a reader has to guess the encoding; Apple asks for it in words.
    XML_DECLARATION_MISSING = "xml-declaration-missing": Advice, [], Safe;
        summary "no XML declaration that names the encoding";
        bad "<rss version=\"2.0\">";
        good "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\">";
        source "Apple, Podcast requirements; PSP-1";
    /// Feeds need no document type; many parsers refuse documents that have one, because attacks are built from them.
    XML_DOCTYPE = "xml-doctype": Warning, [], Unsafe;
        summary "a document type declaration";
        bad "<!DOCTYPE rss SYSTEM \"rss.dtd\">";
        good "<rss version=\"2.0\">";
        source "XML 1.0, 2.8";
    /// Such a reference would make a reader open a file or an address that the feed names. None does.
    XML_EXTERNAL_ENTITY = "xml-external-entity": Error, [], None;
        summary "an entity that lies outside the document";
        bad "<!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><rss>&x;</rss>";
        good "<rss version=\"2.0\">";
        source "XML 1.0, 4.2.2";
    /// A few hundred bytes can stand for gigabytes; parsers that expand them run out of memory, the others refuse the feed.
    XML_ENTITY_EXPANSION = "xml-entity-expansion": Error, [], None;
        summary "an entity that grows beyond measure";
        bad "<!DOCTYPE rss [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;…\"> …]>";
        good "<rss version=\"2.0\">";
        source "XML 1.0, 4.4";
    /// No feed needs it; readers stop there to protect themselves.
    XML_LIMIT_EXCEEDED = "xml-limit-exceeded": Error, [], None;
        summary "nesting, a name, an attribute or their number beyond any measure";
        bad "ten thousand elements inside each other";
        good "no more than 256 elements inside each other";
        source "XML 1.0, 2.1";
    /// Parsers must stop at bytes that the encoding does not allow; the lenient ones show wrong letters.
    ENCODING_INVALID_BYTES = "encoding-invalid-bytes": Error, [], None;
        summary "bytes that the encoding does not allow";
        bad "<title>Caf\\xE9</title> in a file that calls itself UTF-8";
        good "<title>Café</title>, saved as UTF-8";
        source "XML 1.0, 4.3.3";
    /// Two sources were joined without converting one. Lenient readers then read the whole feed in the wrong one of the two.
    ENCODING_MIXED = "encoding-mixed": Error, [], None;
        summary "two encodings in one document";
        bad "UTF-8 text with a note pasted in windows-1252";
        good "UTF-8 throughout";
        source "XML 1.0, 4.3.3";
    /// A reader that believes the declaration sees other letters than one that looks at the bytes.
    ENCODING_DECLARATION_MISMATCH = "encoding-declaration-mismatch": Error, [], Safe;
        summary "the declared encoding is not that of the bytes";
        bad "<?xml version=\"1.0\" encoding=\"UTF-16\"?> in a UTF-8 file";
        good "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
        source "XML 1.0, 4.3.3 and F";
    /// A reader that does not know the name refuses the feed or guesses.
    ENCODING_UNKNOWN = "encoding-unknown": Error, [], Unsafe;
        summary "an encoding that nobody knows";
        bad "<?xml version=\"1.0\" encoding=\"utf8mb4\"?>";
        good "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
        source "XML 1.0, 4.3.3; Encoding Standard";
    /// Apps are tested with UTF-8; Apple and PSP-1 accept nothing else.
    ENCODING_NOT_UTF8 = "encoding-not-utf8": Warning, [], Safe;
        summary "another encoding than UTF-8";
        bad "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>";
        good "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
        source "Apple, A Podcaster's Guide to RSS; PSP-1";
        levels Apple = Error, Psp1 = Error;
    /// The mark says nothing in UTF-8, and scripts that join files leave it in the middle of one.
    ENCODING_BOM = "encoding-bom": Advice, [], Safe;
        summary "a byte order mark before UTF-8";
        bad "\u{feff}<?xml version=\"1.0\"?>";
        good "<?xml version=\"1.0\"?>";
        source "XML 1.0, 4.3.3";
}
