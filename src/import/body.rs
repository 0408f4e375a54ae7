//! The show notes of an item: of `content:encoded`, `description` and `itunes:summary` the one that says most, as Markdown.

use crate::html::HtmlWriter;
use crate::judge::Part;
use crate::notes::Notes;
use crate::xml::read::Node;

/// The elements that hold an item's notes, best first.
const HOLDERS: &[&str] = &["content:encoded", "description", "itunes:summary"];
/// The same of a channel, which has one description.
const OF_CHANNEL: &[&str] = &["description", "itunes:summary", "content:encoded"];

/// What became of an item's texts.
#[derive(Debug, Default)]
pub struct Body {
    /// Markdown, or HTML that may stand in its place.
    pub text: String,
    /// Whether it is Markdown.
    pub markdown: bool,
    /// The words, a line for each block.
    pub lines: String,
    /// A short text that is none of the notes.
    pub summary: Option<String>,
    /// Elements whose words are in the above.
    pub taken: Vec<u32>,
}

/// The notes of an item or the description of a channel. `resolve` makes relative addresses absolute.
pub fn body(part: &Part<'_>, resolve: &dyn Fn(&str) -> Option<String>) -> Body {
    let texts = texts(part);
    let Some(main) = main(&texts) else {
        return Body { markdown: true, taken: texts.iter().map(|text| text.node.id()).collect(), ..Body::default() };
    };
    let absolute = Notes::from_html(&main.notes.page_html(resolve));
    let (text, markdown) = absolute.markdown();
    let lines = absolute.plain_lines();
    let mut body = Body { text, markdown, lines, summary: None, taken: vec![main.node.id()] };
    for text in texts.iter().filter(|text| text.node.id() != main.node.id()) {
        if text.is_part_of(main) {
            body.taken.push(text.node.id());
        } else if text.holder == "description" && part.spec.name != "channel" {
            body.summary = Some(text.notes.plain_lines().split_whitespace().collect::<Vec<_>>().join(" "));
            body.taken.push(text.node.id());
        }
    }
    body
}

/// The words of the notes that an item has as apps get them, blanks left out, and the addresses in them.
pub fn visible(part: &Part<'_>, resolve: &dyn Fn(&str) -> Option<String>) -> (String, Vec<String>) {
    let texts = texts(part);
    main(&texts).map_or_else(Default::default, |main| {
        let shown = Notes::from_html(&main.notes.feed_html(resolve));
        (fold(&shown.plain_lines()), shown.targets().map(str::to_string).collect())
    })
}

/// Whether a text says nothing that lines of words do not say: it is in there, or was cut from their begin.
pub fn is_part_of(part: &str, lines: &str) -> bool {
    holds(&fold(lines), &fold(&notes_of(part).plain_lines()))
}

struct Text<'d> {
    holder: &'static str,
    node: Node<'d>,
    notes: Notes,
    /// The words without blanks.
    visible: String,
}

impl Text<'_> {
    fn is_part_of(&self, other: &Text<'_>) -> bool {
        let targets: Vec<&str> = other.notes.targets().collect();
        holds(&other.visible, &self.visible) && self.notes.targets().all(|target| targets.contains(&target))
    }
}

fn holds(whole: &str, part: &str) -> bool {
    let cut = part.trim_end_matches(['.', '…', ']', '[']);
    part.is_empty() || whole.contains(part) || (cut.len() < part.len() && !cut.is_empty() && whole.starts_with(cut))
}

fn texts<'d>(part: &Part<'d>) -> Vec<Text<'d>> {
    let read = |holder: &&'static str| {
        let node = part.first(holder)?;
        let text = node.text();
        let notes = notes_of(&text);
        let visible = fold(&notes.plain_lines());
        Some(Text { holder, node, notes, visible })
    };
    let holders = if part.spec.name == "channel" { OF_CHANNEL } else { HOLDERS };
    holders.iter().filter_map(read).collect()
}

/// The best one that says anything; a later one only where it says all of that and more.
fn main<'a, 'd>(texts: &'a [Text<'d>]) -> Option<&'a Text<'d>> {
    let mut best: Option<&Text<'_>> = None;
    for text in texts.iter().filter(|text| !text.notes.is_empty()) {
        match best {
            None => best = Some(text),
            Some(so_far) if text.visible.len() > so_far.visible.len() && so_far.is_part_of(text) => best = Some(text),
            Some(_) => {}
        }
    }
    best
}

/// Words without the blanks that tags and line ends bring.
pub fn fold(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}').collect()
}

/// A text of a feed as notes: HTML, or plain text whose lines are kept.
pub fn notes_of(text: &str) -> Notes {
    let text = text.trim();
    if is_html(text) {
        return Notes::from_html(text);
    }
    let mut html = HtmlWriter::new();
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut open = false;
    let mut line_before = false;
    for line in lines.lines().map(str::trim) {
        if line.is_empty() {
            if open {
                html.close();
            }
            open = false;
            line_before = false;
            continue;
        }
        if !open {
            html.open("p", &[]);
            open = true;
        }
        if line_before {
            html.open("br", &[]);
        }
        html.text(line);
        line_before = true;
    }
    Notes::from_html(&html.finish())
}

/// Whether a text has a tag or a reference in it.
fn is_html(text: &str) -> bool {
    let tag = text.match_indices('<').any(|(at, _)| {
        let rest = text.get(at + 1..).unwrap_or_default();
        rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!') && rest.contains('>')
    });
    let reference = || {
        text.match_indices('&').any(|(at, _)| {
            let rest: String = text.get(at + 1..).unwrap_or_default().chars().take(12).collect();
            let name = rest.split(';').next().unwrap_or_default();
            rest.contains(';') && !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '#')
        })
    };
    tag || reference()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::Feed;
    use crate::source::Source;
    use crate::xml::read::read;

    fn of(inside: &str) -> Body {
        let xml = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
             xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\"><channel><item>{inside}</item></channel></rss>"
        );
        let (document, _) = read(&Source::new("x.xml", xml));
        let feed = Feed::new(&document, document.root().unwrap());
        body(&feed.items[0], &|address| Some(format!("https://gulls.example/{address}")))
    }

    #[test]
    fn what_says_most_is_the_notes() {
        let same = of("<description>Two friends, one boat.</description>\
                       <content:encoded><![CDATA[<p>Two friends, one boat.</p><p><a href=\"boat\">The boat</a></p>]]></content:encoded>");
        assert_eq!(same.text, "Two friends, one boat.\n\n[The boat](https://gulls.example/boat)\n");
        assert_eq!((same.summary, same.taken.len()), (None, 2));
        let other =
            of("<description>A trip.</description><content:encoded>&lt;p>Two friends.&lt;/p></content:encoded>\
                        <itunes:summary>Another text</itunes:summary>");
        assert_eq!(
            (other.text.as_str(), other.summary.as_deref(), other.taken.len()),
            ("Two friends.\n", Some("A trip."), 2)
        );
        let longer = of("<description>Two fri…</description><itunes:summary>Two friends, one boat.</itunes:summary>");
        assert_eq!((longer.text.as_str(), longer.summary, longer.taken.len()), ("Two friends, one boat.\n", None, 2));
    }

    #[test]
    fn lines_of_plain_text_are_kept() {
        let plain = of("<description>One &amp; two\nhttps://gulls.example/a\n\n3 &lt; 4</description>");
        assert_eq!(plain.text, "One & two\\\n<https://gulls.example/a>\n\n3 \\< 4\n");
    }
}
