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

/// The binary's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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
    /// Of the processors; says more than the time where others use them too.
    work: Duration,
    peak_kb: u64,
}

fn measure(shape: &Shape) -> Outcome<()> {
    let runs = number("RUNS", 3).max(1);
    let folder = tempfile::tempdir()?;
    let root = folder.path();
    show::write(root, shape)?;
    // What was written this moment is not trusted to be what it was a moment ago, and is read each time.
    std::thread::sleep(Duration::from_secs(3));
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

    println!("{:<28} {:>10} {:>8} {:>10} {:>8} {:>10}", "", "time", "", "processors", "", "memory");
    let row = |name: &str, cost: &Cost| {
        let of = |part: Duration, whole: Duration| part.as_secs_f64() / whole.as_secs_f64().max(0.001) * 100.0;
        println!(
            "{name:<28} {:>8.3} s {:>6.1} % {:>8.3} s {:>6.1} % {:>7} MB",
            cost.time.as_secs_f64(),
            of(cost.time, full.time),
            cost.work.as_secs_f64(),
            of(cost.work, full.work),
            cost.peak_kb / 1024
        );
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
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut numbers = said.split_whitespace().map(|number| number.parse().unwrap_or_default());
    let (peak_kb, work) = (numbers.next().unwrap_or_default(), numbers.next().unwrap_or_default());
    Ok(Cost { time, work: Duration::from_millis(work), peak_kb })
}

fn one_build(root: &Path, out: &Path) -> Outcome<()> {
    let now = chrono::DateTime::parse_from_rfc3339("2100-01-01T00:00:00Z")?;
    let (checked, made) = build(root, &Options { now, out: Some(out.to_path_buf()), ..Options::default() }, false)?;
    if made.is_none() {
        return Err(format!("refused: {:?}", checked.report.diagnostics.first()).into());
    }
    println!("{} {}", peak_kb(), work_ms());
    Ok(())
}

/// What this process took of the processors, in ms; 0 where the system does not tell in `/proc`. It counts in hundredths of a
/// second.
fn work_ms() -> u64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let behind_name = stat.rsplit(')').next().unwrap_or_default();
    // utime and stime: fields 14 and 15, of which two stand before.
    behind_name.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<u64>().ok()).sum::<u64>() * 10
}

/// The most memory this process had, in kB; 0 where the system does not tell in `/proc`.
fn peak_kb() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}
