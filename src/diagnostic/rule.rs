//! The shape of a rule, and the macro that declares rules where they are judged.

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Better practice.
    Advice,
    /// Listeners or apps suffer.
    Warning,
    /// Broken for a parser, or refused by a directory that the profile names.
    Error,
}

impl Severity {
    /// As in the machine-readable output.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Advice => "advice",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// Whose demand a rule is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Profile {
    /// RSS 2.0 and the best practices profile.
    Rss,
    /// Apple Podcasts.
    Apple,
    /// Spotify.
    Spotify,
    /// PSP-1 of the Podcast Standards Project.
    Psp1,
    /// The podcast namespace.
    Podcasting2,
}

impl Profile {
    /// All of them, in the order people read them.
    pub const ALL: &[Profile] = &[Profile::Rss, Profile::Apple, Profile::Spotify, Profile::Psp1, Profile::Podcasting2];

    /// As on the command line and in `[lint] profiles`.
    pub const fn name(self) -> &'static str {
        match self {
            Profile::Rss => "rss",
            Profile::Apple => "apple",
            Profile::Spotify => "spotify",
            Profile::Psp1 => "psp-1",
            Profile::Podcasting2 => "podcasting2",
        }
    }

    /// The profile of that name.
    pub fn by_name(name: &str) -> Option<Profile> {
        Profile::ALL.iter().copied().find(|p| p.name() == name)
    }
}

/// Whether a rule can mend what it finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FixKind {
    /// Words only.
    None,
    /// Applied by `--fix`: cannot change meaning or identity.
    Safe,
    /// A proposal, applied by `--fix-unsafe`.
    Unsafe,
}

/// A named check. Its id is kebab-case, family first, and never changes meaning.
#[derive(Debug)]
pub struct Rule {
    /// `enclosure-length-missing`.
    pub id: &'static str,
    /// Its default.
    pub severity: Severity,
    /// The profiles that switch it on; empty: always on (it is about the author's own files, or about any feed).
    pub profiles: &'static [Profile],
    /// Where the level depends on who asks: the levels of these profiles in place of `severity`. With several profiles
    /// the highest counts.
    pub levels: &'static [(Profile, Severity)],
    /// The problem in one clause.
    pub summary: &'static str,
    /// Why it matters to listeners or directories, in sentences; lines as written.
    pub why: &'static [&'static str],
    /// An input that breaks it.
    pub bad: &'static str,
    /// The same, mended.
    pub good: &'static str,
    /// Name and section of the standard.
    pub source: &'static str,
    /// The strongest fix it offers.
    pub fix: FixKind,
}

/// Declares rules, and `RULES`, the list of all that stand in the call.
///
/// ```
/// podwright::rules! {
///     /// Readers that trim and readers that do not see two different guids.
///     GUID_BLANKS = "guid-blanks": Warning, [Rss, Apple], Safe;
///         summary "blanks around a guid";
///         bad "<guid> a1 </guid>";
///         good "<guid>a1</guid>";
///         source "RSS 2.0, <guid>";
///         levels Apple = Error;
/// }
/// assert_eq!(RULES[0].id, GUID_BLANKS.id);
/// ```
#[macro_export]
macro_rules! rules {
    ($($(#[doc = $why:literal])+ $name:ident = $id:literal : $severity:ident, [$($profile:ident),*], $fix:ident;
        summary $summary:literal; bad $bad:literal; good $good:literal; source $source:literal;
        $(levels $($who:ident = $level:ident),+;)?)+) => {
        $(
            #[doc = concat!("`", $id, "`: ", $summary, ".")]
            pub static $name: $crate::diagnostic::Rule = $crate::diagnostic::Rule {
                id: $id,
                severity: $crate::diagnostic::Severity::$severity,
                profiles: &[$($crate::diagnostic::Profile::$profile),*],
                levels: &[$($(($crate::diagnostic::Profile::$who, $crate::diagnostic::Severity::$level)),+)?],
                summary: $summary,
                why: &[$($why),+],
                bad: $bad,
                good: $good,
                source: $source,
                fix: $crate::diagnostic::FixKind::$fix,
            };
        )+
        /// The rules declared here, in the order of the text.
        pub static RULES: &[&$crate::diagnostic::Rule] = &[$(&$name),+];
    };
}
