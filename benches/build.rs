//! How long a show takes to build: whole, again without a change, after one episode changed; and the memory it needs.
//!
//! `cargo bench --bench build`; EPISODES, WORDS, CHAPTERS, CUES and RUNS in the environment change the sizes.
//! `cargo bench --bench build -- generate podwright|hugo DIR` writes the show and measures nothing.

mod show;

use std::env;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use podwright::build::{Options, build};
use show::Shape;

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    // Cargo adds `--bench`.
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let shape = shape();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["generate", "podwright", folder] => Ok(show::write(Path::new(folder), &shape)?),
        ["generate", "hugo", folder] => Ok(show::write_hugo(Path::new(folder), &shape)?),
        ["one-build", folder, out] => one_build(Path::new(folder), Path::new(out)),
        [] => measure(&shape),
        _ => Err("expected nothing, or: generate podwright|hugo DIR".into()),
    }
}

fn number(name: &str, default: usize) -> usize {
    env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
}

fn shape() -> Shape {
    let default = Shape::default();
    Shape {
        episodes: number("EPISODES", default.episodes).max(1),
        words: number("WORDS", default.words),
        chapters: number("CHAPTERS", default.chapters),
        cues: number("CUES", default.cues),
    }
}

/// What one build took.
struct Cost {
    time: Duration,
    peak_kb: u64,
}

fn measure(shape: &Shape) -> Outcome<()> {
    let runs = number("RUNS", 3).max(1);
    let folder = tempfile::tempdir()?;
    let root = folder.path();
    show::write(root, shape)?;
    println!(
        "{} episodes of {} words, {} chapters, {} cues; median of {runs}",
        shape.episodes, shape.words, shape.chapters, shape.cues
    );

    // A new folder for each run: some file systems are slow in making files where many were just removed.
    let full = median(runs, |run| {
        let lock = root.join("podwright.lock");
        if lock.exists() {
            fs::remove_file(lock)?;
        }
        spawn(root, &format!("public-{run}"))
    })?;
    let again = median(runs, |_| spawn(root, "public-0"))?;
    let changed = median(runs, |run| {
        show::change(root, shape, run)?;
        spawn(root, "public-0")
    })?;

    let few = Shape { episodes: (shape.episodes / 10).max(1), ..*shape };
    let small = tempfile::tempdir()?;
    show::write(small.path(), &few)?;
    let base = spawn(small.path(), "public-0")?;
    let more = (shape.episodes - few.episodes).max(1) as u64;

    let row = |name: &str, cost: &Cost| {
        let share = cost.time.as_secs_f64() / full.time.as_secs_f64() * 100.0;
        let seconds = cost.time.as_secs_f64();
        println!("{name:<28} {seconds:>8.3} s {share:>6.1} % {:>7} MB", cost.peak_kb / 1024);
    };
    row("full build", &full);
    row("again, nothing changed", &again);
    row("again, one episode changed", &changed);
    println!("memory an episode            {:>8} kB", full.peak_kb.saturating_sub(base.peak_kb) / more);
    Ok(())
}

/// The run with the median time.
fn median(runs: usize, mut run: impl FnMut(usize) -> Outcome<Cost>) -> Outcome<Cost> {
    let mut costs = (0..runs).map(&mut run).collect::<Outcome<Vec<_>>>()?;
    costs.sort_by_key(|cost| cost.time);
    Ok(costs.swap_remove(runs / 2))
}

/// A build in a process of its own, so that its peak of memory is its own.
fn spawn(root: &Path, out: &str) -> Outcome<Cost> {
    let start = Instant::now();
    let output = Command::new(env::current_exe()?).arg("one-build").arg(root).arg(root.join(out)).output()?;
    let time = start.elapsed();
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    Ok(Cost { time, peak_kb: String::from_utf8_lossy(&output.stdout).trim().parse().unwrap_or_default() })
}

fn one_build(root: &Path, out: &Path) -> Outcome<()> {
    let now = chrono::DateTime::parse_from_rfc3339("2100-01-01T00:00:00Z")?;
    let (checked, made) = build(root, &Options { now, out: Some(out.to_path_buf()), ..Options::default() }, false)?;
    if made.is_none() {
        return Err(format!("refused: {:?}", checked.report.diagnostics.first()).into());
    }
    println!("{}", peak_kb());
    Ok(())
}

/// The most memory this process had, in kB; 0 where the system does not tell in `/proc`.
fn peak_kb() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}
