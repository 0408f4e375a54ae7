//! A scratch show, and podwright run in it with an environment that holds nothing of the machine's.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, UNIX_EPOCH};

use tempfile::TempDir;

/// 2026-06-01T00:00:00Z: the moment of all tests.
pub const NOW: &str = "1780272000";

/// A show that has everything directories ask for.
pub const FEED_TOML: &str = r#"[show]
title = "Gull Watch"
description = "Birds, and the people who **count** them."
site = "https://gulls.fm/"
language = "en"
author = "Ida Brook"
artwork = "artwork.jpg"
categories = ["Science > Nature"]
explicit = false
"#;

/// What a run ended with.
#[derive(Debug)]
pub struct Run {
    /// Exit status.
    pub status: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Run {
    /// Fails the test unless the status is this one.
    #[track_caller]
    pub fn ends(self, status: i32) -> Run {
        assert_eq!(self.status, status, "{}\n{}", self.out, self.err);
        self
    }

    /// Fails the test unless standard output or error holds a text.
    #[track_caller]
    pub fn says(self, text: &str) -> Run {
        assert!(self.out.contains(text) || self.err.contains(text), "no {text:?} in\n{}\n{}", self.out, self.err);
        self
    }

    /// Fails the test if standard output or error holds a text.
    #[track_caller]
    pub fn keeps_from(self, text: &str) -> Run {
        assert!(!self.out.contains(text) && !self.err.contains(text), "{text:?} in\n{}\n{}", self.out, self.err);
        self
    }
}

/// A folder that goes away with the test.
pub struct Scratch {
    folder: TempDir,
}

impl Scratch {
    /// An empty folder.
    pub fn empty() -> Scratch {
        Scratch { folder: tempfile::tempdir().unwrap() }
    }

    /// A show with one episode, `hello`, dated 2026-01-01, that has a recording.
    pub fn show() -> Scratch {
        let show = Scratch::empty();
        show.write("feed.toml", FEED_TOML);
        show.copy("artwork.jpg", "artwork.jpg");
        show.episode("hello", "guid = \"g-hello\"\ndate = 2026-01-01T06:00:00+01:00\n", "Hello, world.\n");
        show
    }

    /// A copy of the repository's own show.
    pub fn example() -> Scratch {
        let show = Scratch::empty();
        for part in ["feed.toml", "podwright.lock", "artwork.jpg", "episodes", "pages"] {
            copy_all(&repository().join(part), &show.path(part));
        }
        show.files("episodes").keys().for_each(|name| show.settle(&format!("episodes/{name}"), 0));
        show
    }

    /// An episode with a recording; its keys without the title, which is its name.
    pub fn episode(&self, name: &str, keys: &str, notes: &str) {
        self.write(&format!("episodes/{name}.md"), format!("+++\ntitle = \"{name}\"\n{keys}+++\n{notes}"));
        self.copy("episodes/trailer.mp3", &format!("episodes/{name}.mp3"));
    }

    /// A path in it.
    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Writes a file.
    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Copies a file of the repository.
    pub fn copy(&self, from: &str, to: &str) {
        let to = self.path(to);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(repository().join(from), to).unwrap();
    }

    /// Moves a file.
    pub fn rename(&self, from: &str, to: &str) {
        let to = self.path(to);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::rename(self.path(from), to).unwrap();
    }

    /// Takes a file away.
    pub fn remove(&self, path: &str) {
        fs::remove_file(self.path(path)).unwrap();
    }

    /// The text of a file.
    #[track_caller]
    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Changes the text of a file.
    #[track_caller]
    pub fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "no {from:?} in {path}");
        self.write(path, text.replace(from, to));
    }

    /// Gives a file a time so long ago (and some seconds later) that its next change will show.
    pub fn settle(&self, path: &str, seconds: u64) {
        let time = UNIX_EPOCH + Duration::from_secs(1_700_000_000 + seconds);
        File::options().append(true).open(self.path(path)).unwrap().set_modified(time).unwrap();
    }

    /// Runs podwright here.
    pub fn run(&self, arguments: &[&str]) -> Run {
        self.run_with(arguments, &[], "")
    }

    /// Runs podwright here with more environment and standard input.
    pub fn run_with(&self, arguments: &[&str], environment: &[(&str, &str)], input: &str) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_podwright"));
        command.args(arguments).current_dir(self.folder.path()).env_clear();
        command.env("NO_COLOR", "1").env("CI", "1").env("TZ", "UTC").env("SOURCE_DATE_EPOCH", NOW);
        command.envs(environment.iter().copied());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        std::io::Write::write_all(&mut child.stdin.take().unwrap(), input.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        let here = self.folder.path().display().to_string();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace(&here, "[show]");
        Run { status: output.status.code().unwrap_or(-1), out: text(&output.stdout), err: text(&output.stderr) }
    }

    /// Every file below a folder, with its bytes.
    pub fn files(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        let top = self.path(folder);
        let mut files = BTreeMap::new();
        for entry in walkdir::WalkDir::new(&top).into_iter().filter_map(Result::ok).filter(|e| e.file_type().is_file())
        {
            let name = entry.path().strip_prefix(&top).unwrap().to_string_lossy().into_owned();
            files.insert(name, fs::read(entry.path()).unwrap());
        }
        files
    }
}

/// The repository.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Copies a file, or a folder with everything in it.
pub fn copy_all(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).unwrap();
        let mut entries: Vec<_> = fs::read_dir(from).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        // Another order than the one they were made in.
        entries.sort_by(|a, b| b.cmp(a));
        entries.iter().for_each(|name| copy_all(&from.join(name), &to.join(name)));
    } else {
        fs::copy(from, to).unwrap();
    }
}
