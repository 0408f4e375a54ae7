//! How fast feeds are judged, beside a bare loop of `quick-xml` over the same bytes: `cargo bench --bench validate`.
//!
//! One feed of ten thousand items by all rules that need no network, then a thousand small feeds in one process. ITEMS, FEEDS and
//! RUNS in the environment change the sizes.

use std::env;
use std::fmt::Write;
use std::hint::black_box;
use std::time::{Duration, Instant};

use podwright::check::Policy;
use podwright::judge::{Around, judge};
use podwright::validate::{Input, Options, validate, validate_bytes};
use podwright::xml::read::read_bytes;
use quick_xml::Reader;
use quick_xml::events::Event;

/// Items of each small feed.
const FEW: usize = 12;

fn main() {
    let (items, feeds, runs) = (number("ITEMS", 10_000), number("FEEDS", 1000), number("RUNS", 5).max(1));
    let around = Around::default();
    let large = feed(0, items).into_bytes();
    println!(
        "one feed of {items} items, {:.1} MB; median of {runs}, {} threads",
        megabytes(large.len()),
        rayon::current_num_threads()
    );
    let bare = row("bare quick-xml loop", large.len(), runs, || bare_loop(&large));
    let read = row("read", large.len(), runs, || read_bytes("feed.xml", &large).1.len());
    let (document, _) = read_bytes("feed.xml", &large);
    row("judge", large.len(), runs, || judge(&document, &around).0.len());
    let all = row("read, judge, levels", large.len(), runs, || {
        Policy::default().apply(validate_bytes("feed.xml", &large, &around).0).0.len()
    });
    println!("of the bare loop's speed: read {:.2}, all rules {:.2}", ratio(bare, read), ratio(bare, all));

    let inputs: Vec<Input> =
        (0..feeds).map(|seed| Input::bytes(&format!("{seed}.xml"), feed(seed, FEW).into_bytes())).collect();
    let bytes = inputs.iter().filter_map(|input| input.bytes.as_ref()).map(Vec::len).sum();
    println!("\n{feeds} feeds of {FEW} items, {:.1} MB", megabytes(bytes));
    let bare = row("bare quick-xml loop", bytes, runs, || {
        inputs.iter().filter_map(|input| input.bytes.as_ref()).map(|bytes| bare_loop(bytes)).sum()
    });
    let all = row("validate", bytes, runs, || validate(&inputs, &Options::default()).diagnostics.len());
    println!("of the bare loop's speed: all rules {:.2}", ratio(bare, all));
}

fn number(name: &str, default: usize) -> usize {
    env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
}

fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

fn ratio(bare: Duration, other: Duration) -> f64 {
    bare.as_secs_f64() / other.as_secs_f64()
}

/// Every event, and nothing done with it.
fn bare_loop(bytes: &[u8]) -> usize {
    let mut reader = Reader::from_reader(bytes);
    let mut events = 0;
    loop {
        match reader.read_event() {
            Ok(Event::Eof) | Err(_) => return events,
            Ok(event) => {
                black_box(event);
                events += 1;
            }
        }
    }
}

/// What a piece of work takes; printed with the megabytes a second, and what it counted.
fn row(name: &str, bytes: usize, runs: usize, mut work: impl FnMut() -> usize) -> Duration {
    let mut counted = 0;
    let mut times: Vec<Duration> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            counted = black_box(work());
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    let time = times[runs / 2];
    println!(
        "{name:<22} {:>8.1} ms {:>7.0} MB/s {counted:>9}",
        time.as_secs_f64() * 1e3,
        megabytes(bytes) / time.as_secs_f64()
    );
    time
}

/// A feed as hosts make them: notes as HTML twice, the elements of Apple and Podcasting 2.0, chapters. A few items have a fault.
fn feed(seed: usize, items: usize) -> String {
    let mut text = String::with_capacity(items * 4096);
    text.push_str(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\" \
         xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
         xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\" \
         xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" \
         xmlns:psc=\"http://podlove.org/simple-chapters\">\n<channel>\n",
    );
    let _ = write!(
        text,
        "<title>Tape and wire {seed}</title>\n<link>https://tape.fm/{seed}/</link>\n<description>How sound was kept.\
         </description>\n<language>en</language>\n<copyright>Ines Ott</copyright>\n\
         <atom:link href=\"https://tape.fm/{seed}/feed.xml\" rel=\"self\" type=\"application/rss+xml\"/>\n\
         <itunes:author>Ines Ott</itunes:author>\n<itunes:image href=\"https://tape.fm/cover.jpg\"/>\n\
         <itunes:owner><itunes:name>Ines Ott</itunes:name><itunes:email>ines@tape.fm</itunes:email></itunes:owner>\n\
         <itunes:category text=\"Technology\"/>\n<itunes:explicit>false</itunes:explicit>\n<itunes:type>episodic</itunes:type>\n\
         <podcast:guid>917393e3-1b1e-5cef-ace4-edaa54e1f810</podcast:guid>\n<podcast:locked>yes</podcast:locked>\n\
         <podcast:person>Ines Ott</podcast:person>\n"
    );
    for number in (1..=items).rev() {
        item(&mut text, seed, number);
    }
    text.push_str("</channel>\n</rss>\n");
    text
}

fn item(text: &mut String, seed: usize, number: usize) {
    let name = format!("{seed}-{number}");
    // Every fiftieth has what is often wrong.
    let explicit = if number.is_multiple_of(50) { "no" } else { "false" };
    let (hour, day) = (number % 24, 1 + number / 24 % 28);
    let (month, year) = (number / 672 % 12, 2000 + number / 8064);
    let month = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][month];
    let _ = write!(
        text,
        "<item>\n<title>The needle drops, take {number}</title>\n<link>https://tape.fm/episodes/{name}/</link>\n\
         <guid isPermaLink=\"false\">tape-{name}</guid>\n<pubDate>{day} {month} {year} {hour:02}:00:00 +0000</pubDate>\n\
         <description><![CDATA[{notes}]]></description>\n<content:encoded><![CDATA[{notes}]]></content:encoded>\n\
         <enclosure url=\"https://tape.fm/media/{name}.mp3?source=feed&amp;take={number}\" length=\"28800000\" \
         type=\"audio/mpeg\"/>\n<itunes:duration>00:30:00</itunes:duration>\n<itunes:explicit>{explicit}</itunes:explicit>\n\
         <itunes:episodeType>full</itunes:episodeType>\n<itunes:episode>{number}</itunes:episode>\n\
         <itunes:image href=\"https://tape.fm/art/{name}.jpg\"/>\n\
         <podcast:transcript url=\"https://tape.fm/episodes/{name}/{name}.vtt\" type=\"text/vtt\"/>\n\
         <podcast:transcript url=\"https://tape.fm/episodes/{name}/{name}.srt\" type=\"application/x-subrip\"/>\n\
         <podcast:chapters url=\"https://tape.fm/episodes/{name}/{name}.json\" type=\"application/json+chapters\"/>\n\
         <podcast:person>Ines Ott</podcast:person>\n<podcast:person role=\"guest\">Tom Wire</podcast:person>\n\
         <psc:chapters version=\"1.2\">\n",
        notes = NOTES,
    );
    for chapter in 0..6 {
        let _ = writeln!(text, "<psc:chapter start=\"00:{:02}:00\" title=\"R &amp; B, part {chapter}\"/>", chapter * 5);
    }
    text.push_str("</psc:chapters>\n</item>\n");
}

const NOTES: &str = "<p>Before there was tape there was wire, and before wire there was wax. Ines and Tom follow the sound \
    from the horn to the groove &amp; back, with <a href=\"https://tape.fm/sources/wax\">the patents</a> at hand.</p>\n\
    <p>Also in this one: why the needle hums, who sold the first machine, and what a river has to do with it. The letter \
    from Malmö was read by <em>Lena Lake</em>.</p>\n<ul><li><a href=\"https://tape.fm/sources/horn\">The horn</a></li>\
    <li><a href=\"https://tape.fm/sources/groove\">The groove</a></li><li>The river, <strong>on foot</strong></li></ul>\n\
    <p>Write to us, and tell a friend. The music is by Rui, played on what was left of the piano in the attic.</p>";
