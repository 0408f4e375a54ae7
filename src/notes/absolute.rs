//! The author's own Markdown, with addresses that hold wherever it is pasted.
//!
//! Only addresses change, at the place where they stand. Left as they are: addresses inside HTML, and those that are
//! written with escapes.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag};

use super::{Resolve, markdown, resolved};

/// Markdown with the addresses of links and images made absolute; those that `resolve` does not know stay.
pub(super) fn absolute(text: &str, resolve: Resolve<'_>) -> String {
    let parser = Parser::new_ext(text, markdown::options());
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    let mut edit = |within: Range<usize>, from: usize, address: &str| {
        let Some(to) = resolved(address, resolve).filter(|to| to != address && !address.is_empty()) else { return };
        let found = text.get(from..within.end).and_then(|part| part.find(address)).map(|at| from + at);
        edits.extend(found.map(|start| (start..start + address.len(), to)));
    };
    for (_, definition) in parser.reference_definitions().iter() {
        let label = text.get(definition.span.clone()).and_then(|part| part.find("]:")).unwrap_or_default();
        edit(definition.span.clone(), definition.span.start + label, &definition.dest);
    }
    for (event, range) in parser.into_offset_iter() {
        if let Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) = event
            && let Some(words) = text.get(range.clone()).and_then(|part| part.rfind("]("))
        {
            edit(range.clone(), range.start + words, &dest_url);
        }
    }
    edits.sort_by_key(|(range, _)| range.start);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (range, to) in edits {
        // Each place once, whatever names it.
        if let Some(kept) = text.get(at..range.start) {
            out.push_str(kept);
            out.push_str(&to);
            at = range.end;
        }
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_become_absolute_and_nothing_else_changes() {
        let resolve = |address: &str| {
            (address != "nowhere").then(|| format!("https://gulls.fm/{}", address.trim_start_matches('/')))
        };
        let text = "At [1:02](#t=62 \"#t=62\"), see [![a](a.jpg)](/a.jpg) and [b] [c](nowhere) <https://x.fm>.\n\n\
                    `[x](/x)`\n\n[b]: /b \"/b\"\n";
        let expected = "At [1:02](https://gulls.fm/#t=62 \"#t=62\"), see [![a](https://gulls.fm/a.jpg)](https://gulls.fm/a.jpg) \
                        and [b] [c](nowhere) <https://x.fm>.\n\n`[x](/x)`\n\n[b]: https://gulls.fm/b \"/b\"\n";
        assert_eq!(absolute(text, &resolve), expected);
    }
}
