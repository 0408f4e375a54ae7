//! A progress bar on a terminal, for work that takes longer than a blink.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Talk;

/// Until then nothing is shown.
const BLINK: Duration = Duration::from_millis(400);

/// The bar of one run.
pub(super) struct Progress {
    bar: Option<ProgressBar>,
    began: Instant,
}

impl Progress {
    /// Hidden where nobody looks.
    pub(super) fn new(talk: &Talk) -> Progress {
        let ci = std::env::var_os("CI").is_some_and(|value| !value.is_empty());
        let shown = io::stderr().is_terminal() && !talk.common.quiet && !ci;
        let bar = shown.then(|| {
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
            if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos} {msg}") {
                bar.set_style(style);
            }
            bar
        });
        Progress { bar, began: Instant::now() }
    }

    /// A step is done; of how many is 0 where that is not known.
    pub(super) fn step(&self, done: usize, all: usize) {
        let Some(bar) = self.bar.as_ref().filter(|_| self.began.elapsed() > BLINK) else { return };
        match all {
            0 => bar.set_message("episodes read"),
            all => {
                bar.set_length(all as u64);
                bar.set_message("episodes written");
            }
        }
        bar.set_position(done as u64);
    }

    /// Takes the bar away.
    pub(super) fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
