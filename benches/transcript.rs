//! How fast a transcript of 900 cues becomes every other format: `cargo bench --bench transcript`.

#[path = "show/transcript.rs"]
mod words;

use std::hint::black_box;
use std::time::{Duration, Instant};

use podwright::source::Source;
use podwright::transcript::{Format, WriteOptions, read, write};

const CUES: usize = 900;
const RUNS: usize = 101;

fn main() {
    let text = words::vtt(7, CUES);
    let source = Source::new("episode.vtt", text.clone());
    let (transcript, _) = read(&source, Format::Vtt);
    println!("{} cues, {} kB; median of {RUNS}", CUES, text.len() / 1000);
    row("read vtt", text.len(), || drop(black_box(read(&source, Format::Vtt))));
    for format in [Format::Vtt, Format::Srt, Format::Json, Format::Html, Format::Text] {
        let options = WriteOptions::default();
        row(&format!("write {}", format.name()), text.len(), || drop(black_box(write(&transcript, format, &options))));
    }
}

/// Megabytes of the WebVTT file a second.
fn row(name: &str, bytes: usize, mut work: impl FnMut()) {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    let time = times[RUNS / 2].as_secs_f64();
    println!("{name:<12} {:>8.3} ms {:>7.0} MB/s", time * 1e3, bytes as f64 / time / 1e6);
}
