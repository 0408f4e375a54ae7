//! What may be typed. Help texts are here, behaviour is not.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Publishes a podcast from a folder of plain files.
#[derive(Debug, Parser)]
#[command(
    name = "podwright",
    version,
    about = "Publishes a podcast from a folder of plain files",
    after_help = "A first day:\n  podwright init my-show --title \"My Show\" --site https://my.show/\n  cd my-show\n  \
                  podwright new \"Hello\" --audio ~/hello.mp3\n  podwright build\n\nThen upload public/ to any static host.",
    arg_required_else_help = true,
    max_term_width = 100
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// What every command takes.
    #[command(flatten)]
    pub common: Common,
}

/// Understood by all commands.
#[derive(Args, Clone, Debug)]
pub struct Common {
    /// Drop words about the run; findings stay
    #[arg(long, short, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say more about the run
    #[arg(long, short, global = true)]
    pub verbose: bool,
    /// Colours in the output
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: Color,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The commands, in the order of a first day.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a new show that builds at once
    Init(InitArgs),
    /// Make a new episode from what is at hand
    New(NewArgs),
    /// Read the whole show and report every finding; write nothing
    Check(CheckArgs),
    /// Check, then write public/
    Build(BuildArgs),
    /// Judge any feed: a file, a folder, a URL, standard input
    Validate(ValidateArgs),
    /// Say what changes for listeners between two feeds
    Diff(DiffArgs),
    /// Make a show out of a feed that is published elsewhere
    Import(ImportArgs),
    /// Say what is scheduled, what the next build publishes, and what differs from the lock
    Status(StatusArgs),
    /// Measure new and changed media, and write podwright.lock alone
    Lock(LockArgs),
    /// Print the show notes of an episode, to paste elsewhere
    Notes(NotesArgs),
    /// Convert and judge transcripts
    #[command(subcommand)]
    Transcript(TranscriptCommand),
    /// Convert and judge chapters
    #[command(subcommand)]
    Chapters(ChaptersCommand),
    /// List the rules that `check` and `validate` judge by
    Rules(RulesArgs),
    /// Explain a rule: why it matters, a bad and a good example, its source
    Explain(ExplainArgs),
    /// Print a JSON Schema, for editors
    Schema(SchemaArgs),
    /// Print the completion script of a shell
    Completions(CompletionsArgs),
    /// Print the manual page
    #[command(after_help = "Example:\n  podwright man > podwright.1")]
    Man,
}

/// `podwright init`.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  podwright init\n  podwright init my-show --title \"My Show\" --site https://my.show/ --language en\n\n\
                  Audio files that already lie in the folder become episodes, named from their tags."
)]
pub struct InitArgs {
    /// The new show's folder
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    /// The show's title
    #[arg(long)]
    pub title: Option<String>,
    /// The address that public/ will be served at
    #[arg(long, value_name = "URL")]
    pub site: Option<String>,
    /// The language spoken, as a tag: en, pt-BR
    #[arg(long, value_name = "LANG")]
    pub language: Option<String>,
    /// Replace files that are there
    #[arg(long)]
    pub force: bool,
    /// Say what would be written, write nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// `podwright new`.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  podwright new \"The first one\"\n  podwright new --audio ~/recordings/one.mp3 --date 2026-12-01T06:00:00+01:00\n  \
                  podwright new \"An interview\" --transcript page.txt\n  podwright new --transcript https://show.fm/episodes/7 --audio https://cdn.show.fm/7.mp3\n\n\
                  Without audio the episode is a draft. Its path is printed."
)]
pub struct NewArgs {
    /// The episode's title; without it the audio's title tag or the file name
    pub title: Option<String>,
    /// The recording: a file, its address, or `-` for standard input
    #[arg(long, value_name = "FILE")]
    pub audio: Option<PathBuf>,
    /// Its transcript, or the page it was published on: a file, its address, or `-` for standard input
    #[arg(long, value_name = "FILE")]
    pub transcript: Option<PathBuf>,
    /// When it comes out; without it now
    #[arg(long)]
    pub date: Option<String>,
    /// Replace files that are there
    #[arg(long)]
    pub force: bool,
    /// Say what would be written, write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Where the show is.
    #[command(flatten)]
    pub root: Root,
}

/// Where the show is.
#[derive(Args, Clone, Debug)]
pub struct Root {
    /// The show's folder [default: the folder here or above that holds feed.toml]
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
}

/// How findings are judged and shown.
#[derive(Args, Clone, Debug, Default)]
pub struct Judging {
    /// How to print findings
    #[arg(long, default_value = "human")]
    pub format: Format,
    /// Judge by this profile: rss, apple, spotify, psp-1, podcasting2, all (repeatable) [default: `[lint]`, else all]
    #[arg(long = "profile", value_name = "NAME")]
    pub profiles: Vec<String>,
    /// Change a rule's level: error, warning, advice, allow (repeatable)
    #[arg(long = "level", value_name = "RULE=LEVEL")]
    pub levels: Vec<String>,
    /// Only these rules
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub select: Vec<String>,
    /// Not these rules
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub ignore: Vec<String>,
    /// Fail on warnings too
    #[arg(long)]
    pub deny_warnings: bool,
    /// Findings already known, written by --write-baseline
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Write the present findings as known
    #[arg(long, value_name = "FILE")]
    pub write_baseline: Option<PathBuf>,
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// With the line itself, for people
    #[default]
    Human,
    /// One line each
    Concise,
    /// One object
    Json,
    /// SARIF 2.1.0
    Sarif,
    /// GitHub annotations
    Github,
    /// JUnit XML
    Junit,
}

/// `podwright check`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  podwright check\n  podwright check --profile apple --deny-warnings\n  \
                  podwright check --format json\n  podwright check --diff --fix-unsafe     # what would be mended\n  \
                  podwright check --fix")]
pub struct CheckArgs {
    /// Mend what can be mended without changing a meaning or an identity
    #[arg(long)]
    pub fix: bool,
    /// Mend what is only proposed, too
    #[arg(long)]
    pub fix_unsafe: bool,
    /// Print what --fix (or --fix-unsafe) would change, and change nothing
    #[arg(long)]
    pub diff: bool,
    /// How findings are judged and shown.
    #[command(flatten)]
    pub judging: Judging,
    /// Where the show is.
    #[command(flatten)]
    pub root: Root,
}

/// `podwright build`.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  podwright build\n  podwright build --base-url http://localhost:8000/ --out /tmp/preview --drafts\n  \
                  podwright build --frozen\n  podwright build --accept item-removed:hello\n\n\
                  Now is --at, else SOURCE_DATE_EPOCH, else the clock. Exit status: 0 built, 1 refused (nothing is written), 2 broken."
)]
pub struct BuildArgs {
    /// Where to write [default: public in the show's folder]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Stands for show.site in this build
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Drafts and scheduled episodes too
    #[arg(long)]
    pub drafts: bool,
    /// Build as of this date
    #[arg(long, value_name = "DATE")]
    pub at: Option<String>,
    /// Fail where podwright.lock would change
    #[arg(long, conflicts_with = "accept")]
    pub frozen: bool,
    /// Let a guarded change through: RULE or RULE:EPISODE (repeatable)
    #[arg(long, value_name = "CHANGE")]
    pub accept: Vec<String>,
    /// How findings are judged and shown.
    #[command(flatten)]
    pub judging: Judging,
    /// Where the show is.
    #[command(flatten)]
    pub root: Root,
}

/// `podwright status`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  podwright status\n  podwright status --format json\n  \
                  podwright status --at 2026-12-24T06:00:00+01:00\n\n\
                  Changes nothing. Exit status: 0 the next build goes through, 1 it would refuse.")]
pub struct StatusArgs {
    /// How to print it
    #[arg(long, default_value = "human")]
    pub format: ListFormat,
    /// As of this date
    #[arg(long, value_name = "DATE")]
    pub at: Option<String>,
    /// Where builds go [default: public in the show's folder]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Where the show is.
    #[command(flatten)]
    pub root: Root,
}

/// `podwright lock`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  podwright lock\n  podwright lock hello --dry-run\n  podwright lock --online\n  \
                  podwright lock --accept enclosure-moved\n\n\
                  Joins both sides of a merge that git could not. Exit status: 0 written or nothing to write, 1 refused, \
                  2 broken (a host that can't be asked, too); then the old lock stays.")]
pub struct LockArgs {
    /// Only these: names, paths of their files, or `latest` [default: all]
    #[arg(value_name = "EPISODE")]
    pub episodes: Vec<String>,
    /// Ask the hosts of remote audio how long it is and how long it plays
    #[arg(long)]
    pub online: bool,
    /// Let a guarded change through: RULE or RULE:EPISODE (repeatable)
    #[arg(long, value_name = "CHANGE")]
    pub accept: Vec<String>,
    /// Say what would change, write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Whom the network is asked for.
    #[command(flatten)]
    pub network: Network,
    /// Where the show is.
    #[command(flatten)]
    pub root: Root,
}

/// What the network may be asked for.
#[derive(Args, Clone, Debug)]
pub struct Network {
    /// Ask this machine and its network too, whoever names them
    #[arg(long)]
    pub allow_private: bool,
}

/// `podwright notes`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  podwright notes latest --format text\n  podwright notes hello | xclip\n  \
                  podwright notes episodes/hello.md --format markdown > post.md")]
pub struct NotesArgs {
    /// A name, the path of its file, or `latest`
    pub episode: String,
    /// How to write them
    #[arg(long, default_value = "html")]
    pub format: NotesFormat,
    /// Where the show is.
    #[command(flatten)]
    pub root: Root,
}

/// How show notes are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum NotesFormat {
    /// HTML that podcast apps and hosts take
    Html,
    /// Plain text
    Text,
    /// As they were written, with addresses that hold elsewhere
    Markdown,
}

/// `podwright transcript …`.
#[derive(Debug, Subcommand)]
pub enum TranscriptCommand {
    /// Convert between vtt, srt, json, html, txt and md
    #[command(after_help = "Examples:\n  podwright transcript convert talk.srt talk.vtt\n  \
                            podwright transcript convert - - --from srt --to json < talk.srt\n\n\
                            Into vtt, srt or json from a text without times: status 1, nothing is written.")]
    Convert(ConvertArgs),
    /// Say what is wrong with a transcript
    #[command(after_help = "Example:\n  podwright transcript lint talk.vtt")]
    Lint(LintArgs),
    /// Count words, turns and who says how much
    #[command(
        after_help = "Examples:\n  podwright transcript stats talk.vtt\n  podwright transcript stats page.txt --format json"
    )]
    Stats(StatsArgs),
    /// Give a transcript other times: after an intro was added, an advertisement cut, the speed changed
    #[command(
        after_help = "Examples:\n  podwright transcript shift talk.vtt --by 12.5 -o talk.vtt     # an intro of 12.5 s was added\n  \
                            podwright transcript shift talk.vtt --by -00:30               # and one of 30 s taken away\n  \
                            podwright transcript shift talk.srt --cut 12:00-13:30 > cut.srt\n  \
                            podwright transcript shift talk.vtt --scale 25/23.976\n\n\
                            Words whose stretch of the sound is gone are left out, and their number is said."
    )]
    Shift(ShiftArgs),
}

/// `podwright chapters …`.
#[derive(Debug, Subcommand)]
pub enum ChaptersCommand {
    /// Convert between json, psc, mp4chaps, list, ffmetadata, vtt and audacity
    #[command(after_help = "Examples:\n  podwright chapters convert chapters.txt chapters.json\n  \
                            podwright chapters convert talk.chapters.json - --to psc")]
    Convert(ConvertArgs),
    /// Say what is wrong with chapters
    #[command(after_help = "Example:\n  podwright chapters lint talk.chapters.json")]
    Lint(LintArgs),
    /// Propose chapters for a transcript with times, as front matter
    #[command(after_help = "Example:\n  podwright chapters suggest talk.vtt\n\n\
                            Headings with times are taken as they are. Else a chapter begins where the words change, and is\n\
                            named by the words that are most its own: a proposal, for you to mend.")]
    Suggest(SuggestArgs),
}

/// `podwright validate`.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  podwright validate feed.xml\n  podwright validate public/ --profile apple --deny-warnings\n  \
                  curl -s https://show.fm/feed.xml | podwright validate -\n  \
                  git ls-files '*.xml' | podwright validate --files-from - --format github\n  \
                  podwright validate feed.xml --fix --diff"
)]
pub struct ValidateArgs {
    /// A file, a folder (every *.xml and *.rss in it that could be a feed), a URL, or `-` for standard input
    #[arg(value_name = "FEED", required_unless_present = "files_from")]
    pub feeds: Vec<PathBuf>,
    /// Read names of feeds from a file, one a line; `-` for standard input
    #[arg(long, value_name = "FILE")]
    pub files_from: Option<PathBuf>,
    /// Judge one part of them: the first of eight is 1/8
    #[arg(long, value_name = "I/N")]
    pub shard: Option<String>,
    /// Ask the hosts of its media, artwork, transcripts and chapters too
    #[arg(long)]
    pub online: bool,
    /// Mend what can be mended without changing meaning or identity
    #[arg(long)]
    pub fix: bool,
    /// Apply proposals too; look at them with --diff first
    #[arg(long)]
    pub fix_unsafe: bool,
    /// Show what the fixes would change, write nothing
    #[arg(long)]
    pub diff: bool,
    /// Whom it may ask.
    #[command(flatten)]
    pub network: Network,
    /// How findings are judged and shown.
    #[command(flatten)]
    pub judging: Judging,
}

/// `podwright diff`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  podwright diff published.xml public/feed.xml\n  \
                  podwright diff https://show.fm/feed.xml .\n  \
                  git show main:public/feed.xml | podwright diff - public/feed.xml --format markdown\n\n\
                  Ends with 1 where something breaks for subscribers.")]
pub struct DiffArgs {
    /// The feed as it was: a file, a show's folder, a URL, or `-` for standard input
    pub old: PathBuf,
    /// The feed as it is, likewise; of a show's folder, as the next build would publish it
    pub new: PathBuf,
    /// How to print the changes
    #[arg(long, default_value = "human")]
    pub format: DiffFormat,
}

/// Whose sources a show is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SiteGenerator {
    /// `_config.yml`, `_posts/`
    Jekyll,
    /// `hugo.toml`, `content/`
    Hugo,
    /// Markdown with front matter
    Eleventy,
}

/// How changes are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    /// For people
    Human,
    /// For machines
    Json,
    /// For a pull request
    Markdown,
}

/// `podwright import`.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  podwright import feed.xml my-show\n  podwright import https://old.host/feed.xml my-show\n  \
                  podwright import --from jekyll old-site my-show\n\n\
                  Each item becomes a file of Markdown with its guid, dates and recording as they are; the show is built and its feed\n\
                  compared with the old one. Ends with 1 where something is lost that apps rely on. Run again, it goes on where it\n\
                  stopped."
)]
pub struct ImportArgs {
    /// The feed: a file, an address, or `-` for standard input
    pub feed: PathBuf,
    /// The new show's folder
    pub dir: PathBuf,
    /// FEED is the folder of a site's sources
    #[arg(long, value_name = "GENERATOR", conflicts_with = "audio")]
    pub from: Option<SiteGenerator>,
    /// Fetch the recordings, too, and keep them beside the episodes
    #[arg(long)]
    pub audio: bool,
    /// Replace files that are there
    #[arg(long)]
    pub force: bool,
    /// Say what would be written, write nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// From one format to another.
#[derive(Args, Debug)]
pub struct ConvertArgs {
    /// What to read; `-` for standard input
    #[arg(value_name = "IN")]
    pub input: PathBuf,
    /// What to write, replaced whole; `-` for standard output
    #[arg(value_name = "OUT")]
    pub output: PathBuf,
    /// Format of IN [default: by content and ending]
    #[arg(long, value_name = "FORMAT")]
    pub from: Option<String>,
    /// Format of OUT [default: by ending]
    #[arg(long, value_name = "FORMAT")]
    pub to: Option<String>,
}

/// `podwright transcript stats`.
#[derive(Args, Debug)]
pub struct StatsArgs {
    /// What to read; `-` for standard input
    pub file: PathBuf,
    /// Its format [default: by content and ending]
    #[arg(long, value_name = "FORMAT")]
    pub from: Option<String>,
    /// How to print the figures
    #[arg(long, default_value = "human")]
    pub format: ListFormat,
}

/// `podwright transcript shift`.
#[derive(Args, Debug)]
#[command(group = clap::ArgGroup::new("change").required(true).args(["by", "scale", "cut"]))]
pub struct ShiftArgs {
    /// What to read; `-` for standard input
    pub file: PathBuf,
    /// Say everything later by this time, or earlier with a minus before it
    #[arg(long, value_name = "T", allow_hyphen_values = true)]
    pub by: Option<String>,
    /// Multiply all times: 1.001, 25/23.976
    #[arg(long, value_name = "X")]
    pub scale: Option<String>,
    /// The sound from A to B was cut out
    #[arg(long, value_name = "A-B")]
    pub cut: Option<String>,
    /// What to write, replaced whole; `-` for standard output
    #[arg(long, short, value_name = "OUT", default_value = "-")]
    pub output: PathBuf,
    /// Format of FILE [default: by content and ending]
    #[arg(long, value_name = "FORMAT")]
    pub from: Option<String>,
    /// Format of OUT [default: that of FILE]
    #[arg(long, value_name = "FORMAT")]
    pub to: Option<String>,
}

/// `podwright chapters suggest`.
#[derive(Args, Debug)]
pub struct SuggestArgs {
    /// A transcript with times; `-` for standard input
    pub file: PathBuf,
    /// Its format [default: by content and ending]
    #[arg(long, value_name = "FORMAT")]
    pub from: Option<String>,
}

/// One file to judge.
#[derive(Args, Debug)]
pub struct LintArgs {
    /// What to read; `-` for standard input
    pub file: PathBuf,
    /// Its format [default: by content and ending]
    #[arg(long, value_name = "FORMAT")]
    pub from: Option<String>,
    /// How findings are judged and shown.
    #[command(flatten)]
    pub judging: Judging,
}

/// `podwright rules`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  podwright rules\n  podwright rules --format json")]
pub struct RulesArgs {
    /// How to print them
    #[arg(long, default_value = "human")]
    pub format: ListFormat,
}

/// `podwright explain`.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  podwright explain language-invalid")]
pub struct ExplainArgs {
    /// The rule's id
    pub rule: String,
    /// How to print it
    #[arg(long, default_value = "human")]
    pub format: ListFormat,
}

/// For people or for machines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// For people
    Human,
    /// For machines
    Json,
}

/// `podwright schema`.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  podwright schema show > feed.schema.json")]
pub struct SchemaArgs {
    /// Of what
    pub of: SchemaOf,
}

/// What there is a schema of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SchemaOf {
    /// feed.toml
    Show,
    /// The front matter of an episode
    Episode,
    /// JSON chapters 1.2
    Chapters,
    /// podwright.lock
    Lock,
    /// What `--format json` prints
    Findings,
}

/// `podwright completions`.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  podwright completions bash > /etc/bash_completion.d/podwright")]
pub struct CompletionsArgs {
    /// The shell
    pub shell: clap_complete::Shell,
}
