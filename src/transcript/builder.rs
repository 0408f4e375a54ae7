//! Cues in, turns out: what the readers of all formats have in common.

use super::model::{Cue, Heading, Origin, Paragraph, Part, Turn};

/// Puts cues together to turns: neighbours of one speaker are one turn.
#[derive(Debug, Default)]
pub(super) struct Builder {
    parts: Vec<Part>,
    /// The next cue begins a paragraph.
    paragraph_ends: bool,
    /// The next cue begins a turn, whoever speaks.
    turn_ends: bool,
}

impl Builder {
    /// Adds a cue; blanks around the text go, and a cue without text is left out.
    pub fn cue(&mut self, speaker: Option<&str>, origin: Origin, mut cue: Cue) {
        let trimmed = cue.text.trim();
        if trimmed.is_empty() {
            return;
        }
        if trimmed.len() != cue.text.len() {
            cue.text = trimmed.to_string();
        }
        match self.parts.last_mut() {
            Some(Part::Turn(turn)) if !self.turn_ends && turn.speaker.as_deref() == speaker => {
                match turn.paragraphs.last_mut() {
                    Some(paragraph) if !self.paragraph_ends => paragraph.cues.push(cue),
                    _ => turn.paragraphs.push(Paragraph { cues: vec![cue] }),
                }
            }
            _ => {
                let continued = !self.turn_ends && speaker.is_some() && self.speaker_above() == speaker;
                self.parts.push(Part::Turn(Turn {
                    speaker: speaker.map(str::to_string),
                    start: None,
                    continued,
                    paragraphs: vec![Paragraph { cues: vec![cue] }],
                    origin,
                }))
            }
        }
        self.paragraph_ends = false;
        self.turn_ends = false;
    }

    /// Who spoke before the headings that stand last.
    fn speaker_above(&self) -> Option<&str> {
        self.parts.iter().rev().find_map(|part| match part {
            Part::Turn(turn) => Some(turn.speaker.as_deref()),
            Part::Heading(_) => None,
        })?
    }

    /// Ends the paragraph.
    pub fn end_paragraph(&mut self) {
        self.paragraph_ends = true;
    }

    /// Ends the turn: the same speaker may begin another.
    pub fn end_turn(&mut self) {
        self.turn_ends = true;
    }

    /// Adds a heading.
    pub fn heading(&mut self, heading: Heading) {
        self.paragraph_ends = true;
        self.parts.push(Part::Heading(heading));
    }

    /// The cue added last.
    pub fn last_cue(&mut self) -> Option<&mut Cue> {
        match self.parts.last_mut() {
            Some(Part::Turn(turn)) => turn.paragraphs.last_mut().and_then(|paragraph| paragraph.cues.last_mut()),
            _ => None,
        }
    }

    /// What was put together.
    pub fn finish(self) -> Vec<Part> {
        self.parts
    }
}
