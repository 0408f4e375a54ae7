//! Made-up words, and transcripts of them.

use std::fmt::Write as _;

/// What everything is said with.
pub const WORDS: &[&str] = &[
    "paper", "folder", "record", "voice", "window", "morning", "letter", "garden", "harbour", "engine", "river",
    "station", "market", "winter", "summer", "kitchen", "bridge", "teacher", "painter", "sailor", "between", "under",
    "always", "seldom", "quietly", "slowly", "carry", "follow", "answer", "remember", "listen", "publish", "simple",
    "bright", "heavy", "narrow", "open", "the", "a", "of", "and", "with", "without", "from", "toward", "because",
];
/// Who says it, five cues at a time.
pub const SPEAKERS: &[&str] = &["Ada Quill", "Bo Lantern"];
/// How long a cue is.
pub const CUE_MS: u64 = 6_000;

/// Numbers that look like chance and never change.
pub struct Dice(u64);

impl Dice {
    /// The same numbers for the same episode and use.
    pub fn new(seed: usize, what: u64) -> Dice {
        Dice((seed as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ what)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }

    /// Words, no word twice in a row, with a full stop.
    pub fn sentence(&mut self, words: usize) -> String {
        let mut text = String::new();
        let mut last = WORDS.len();
        for at in 0..words {
            let next = self.below(WORDS.len());
            last = if next == last { (next + 1) % WORDS.len() } else { next };
            let word = WORDS[last];
            match at {
                0 => text.extend(word.chars().take(1).flat_map(char::to_uppercase).chain(word.chars().skip(1))),
                _ => text.extend([" ", word]),
            }
        }
        text + "."
    }
}

/// Start and end in milliseconds, speaker, words.
pub fn cues(index: usize, count: usize) -> Vec<(u64, u64, &'static str, String)> {
    let mut dice = Dice::new(index, 5);
    (0..count)
        .map(|at| {
            let start = at as u64 * CUE_MS;
            (start, start + CUE_MS - 200, SPEAKERS[at / 5 % 2], dice.sentence(12))
        })
        .collect()
}

/// The transcript of an episode as WebVTT.
pub fn vtt(index: usize, count: usize) -> String {
    let stamp =
        |ms: u64| format!("{:02}:{:02}:{:02}.{:03}", ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60, ms % 1000);
    let mut text = "WEBVTT\n".to_string();
    for (start, end, speaker, words) in cues(index, count) {
        let _ = write!(text, "\n{} --> {}\n<v {speaker}>{words}\n", stamp(start), stamp(end));
    }
    text
}
