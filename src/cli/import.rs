//! `podwright import`.

use std::collections::BTreeSet;

use super::args::{ImportArgs, SiteGenerator};
use super::progress::Progress;
use super::{Failure, Outcome, Talk, build, file, print};
use crate::build::{Import, ImportOptions, import, import_sources};
use crate::check::Policy;
use crate::diagnostic::{Report, Severity, Summary};
use crate::import::{Generator, next_page};
use crate::net::{Client, Settings};
use crate::report::Format;
use crate::xml::read::{Document, read_bytes};

pub(super) fn run(talk: &Talk, args: &ImportArgs) -> Outcome {
    let name = args.feed.to_string_lossy().replace('\\', "/");
    let url = file::is_url(&name).then_some(name.as_str());
    let client = Client::new(&Settings::default());
    let pages = match url {
        _ if args.from.is_some() => Vec::new(),
        Some(url) => fetched(talk, &client, url)?,
        None => {
            let (name, bytes) = file::read(&args.feed)?;
            vec![read_bytes(&name, &bytes).0]
        }
    };
    let (now, _) = build::now(&args.dir, None)?;
    let progress = Progress::new(talk);
    let step = |done, all| progress.step(done, all);
    let options = ImportOptions {
        url,
        now,
        force: args.force,
        dry_run: args.dry_run,
        audio: args.audio.then_some(&client),
        progress: Some(&step),
    };
    let done = match args.from {
        Some(generator) => import_sources(&args.feed, &args.dir, generator.into(), &options),
        None => import(&pages, &args.dir, &options),
    };
    let done = done.map_err(|error| Failure::of(name.clone(), error.to_string()))?;
    progress.end();

    let (diagnostics, _) = Policy::default().apply(done.diagnostics.clone());
    let judged = Summary { files: 1, items: done.episodes, ..Summary::default() };
    let report = Report::new(diagnostics, judged);
    talk.report(&report, Format::Human, Severity::Error);
    let act = if args.dry_run { "would write" } else { "wrote" };
    for path in &done.written {
        match args.dry_run {
            true => print(&format!("would write {path}\n")),
            false => talk.say_more(format!("wrote {path}")),
        }
    }
    tell(talk, args, &done, act);
    Ok(report.exit_status(Severity::Error))
}

impl From<SiteGenerator> for Generator {
    fn from(generator: SiteGenerator) -> Generator {
        match generator {
            SiteGenerator::Jekyll => Generator::Jekyll,
            SiteGenerator::Hugo => Generator::Hugo,
            SiteGenerator::Eleventy => Generator::Eleventy,
        }
    }
}

/// More pages than this, and they lead in a circle with ever new addresses.
const PAGES: usize = 1000;

/// A feed and its further pages, from its address.
fn fetched(talk: &Talk, client: &Client, url: &str) -> Result<Vec<Document>, Failure> {
    let mut pages = Vec::new();
    let mut seen = BTreeSet::new();
    let mut next = Some(url.to_string());
    while let Some(address) = next.take().filter(|address| pages.len() < PAGES && seen.insert(address.clone())) {
        let answer = file::fetch(&address, client).map_err(|why| Failure::of(address.clone(), why))?;
        talk.say_more(format!("fetched {address}"));
        let (page, _) = read_bytes(&address, &answer.body);
        next = next_page(&page, &answer.url);
        pages.push(page);
    }
    Ok(pages)
}

/// What was made, and what comes next.
fn tell(talk: &Talk, args: &ImportArgs, done: &Import, act: &str) {
    let dir = args.dir.display();
    let unchanged = match done.unchanged {
        0 => String::new(),
        count => format!(", {count} were there already"),
    };
    let (episodes, files) = (counted(done.episodes, "episode"), counted(done.written.len(), "file"));
    talk.say(format!("\"{}\", {episodes}: {act} {files} below {dir}{unchanged}", done.title));
    if done.html_notes > 0 {
        talk.say(format!("notes that stay HTML, because Markdown would lose something: {}", done.html_notes));
    }
    if done.recordings > 0 {
        talk.say(format!("recordings beside their episodes, published from public/media/: {}", done.recordings));
    }
    if done.known > 0 {
        talk.say(format!("findings about the feed as it was, known from now on (lint.baseline): {}", done.known));
    }
    talk.say(format!("\nNext:\n  podwright build --root {dir}"));
    let site = done.new_feed_url.rsplit_once('/').map_or("", |(site, _)| site);
    talk.say(format!("\n`site` in feed.toml says that public/ will be served at {site}/; set it, if it will not. When it is online there:"));
    let new = &done.new_feed_url;
    match &done.feed_url {
        Some(old) if old == new => {
            talk.say(format!("  1. the feed keeps its address, {new}: let its domain lead to the new host"));
        }
        old => {
            let old = old.as_deref().unwrap_or("the address of the old feed");
            talk.say(format!("  1. at the old host, let {old} answer with a redirect (301) to {new} for good"));
            talk.say(format!(
                "  2. if it can't, put <itunes:new-feed-url>{new}</itunes:new-feed-url> into the channel of the old feed"
            ));
            talk.say("  3. leave that for at least four weeks: apps move when they look the next time");
        }
    }
    if done.recordings < done.episodes {
        talk.say("Recordings stay where they are: keep the old host until they are moved, too (--audio).");
    }
}

/// `1 episode`, `2 episodes`.
fn counted(number: usize, word: &str) -> String {
    if number == 1 { format!("1 {word}") } else { format!("{number} {word}s") }
}
