//! `[glossary]`: words that recognisers hear wrong, and what was meant. Corrected in what is published, never in the source.

use super::model::{Part, Transcript};

/// Replaces each heard word (or words) by what was meant, in cues, headings and speakers; answers how often.
///
/// Whole words only, in exactly the given spelling: `Swarm1AI` is not found in `Swarm1AIs`.
pub fn apply_glossary(transcript: &mut Transcript, glossary: &[(&str, &str)]) -> usize {
    let mut count = 0;
    let mut mend = |text: &mut String| {
        for (heard, meant) in glossary {
            if let Some((mended, times)) = replace_words(text, heard, meant) {
                *text = mended;
                count += times;
            }
        }
    };
    for part in &mut transcript.parts {
        match part {
            Part::Heading(heading) => mend(&mut heading.text),
            Part::Turn(turn) => {
                turn.speaker.iter_mut().for_each(&mut mend);
                for cue in turn.paragraphs.iter_mut().flat_map(|paragraph| &mut paragraph.cues) {
                    mend(&mut cue.text);
                    // A name of one word is corrected word by word as well; one of several has no times of its own.
                    cue.words.iter_mut().for_each(|word| {
                        for (heard, meant) in glossary.iter().filter(|(heard, _)| !heard.contains(' ')) {
                            if let Some((mended, _)) = replace_words(&word.text, heard, meant) {
                                word.text = mended;
                            }
                        }
                    });
                }
            }
        }
    }
    count
}

/// The text with all whole occurrences replaced, and how many; `None` if there is none.
fn replace_words(text: &str, heard: &str, meant: &str) -> Option<(String, usize)> {
    if heard.is_empty() || !text.contains(heard) {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let (mut rest, mut count) = (text, 0);
    while let Some(at) = rest.find(heard) {
        let (before, found) = rest.split_at(at);
        let after = found.get(heard.len()..).unwrap_or_default();
        out.push_str(before);
        let inside = out.chars().next_back().is_some_and(char::is_alphanumeric)
            || after.chars().next().is_some_and(char::is_alphanumeric);
        out.push_str(if inside { heard } else { meant });
        count += usize::from(!inside);
        rest = after;
    }
    out.push_str(rest);
    (count > 0).then_some((out, count))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;
    use crate::transcript::{Format, WriteOptions, read, write};

    #[test]
    fn whole_words_are_corrected_and_counted() {
        let source = Source::new("a.txt", "Ida: Swarm1AI and Swarm1AIs, said Swarm1AI.\n\nTom: Yes.\n\nIda: Good.\n");
        let (mut transcript, _) = read(&source, Format::Text);
        assert_eq!(apply_glossary(&mut transcript, &[("Swarm1AI", "SwarmOne"), ("", "x")]), 2);
        let (text, _) = write(&transcript, Format::Text, &WriteOptions::default());
        assert!(text.contains("SwarmOne and Swarm1AIs, said SwarmOne."), "{text}");
    }
}
