//! What a standard says of an element: where it may stand, how often, with which attributes, and what its text is.
//!
//! Readers judge by it; what a table cannot say of one element is judged by a function of its file.

use crate::diagnostic::Diagnostic;
use crate::xml::read::Node;

/// What a text or the value of an attribute is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Anything, over several lines too.
    Text,
    /// Plain text in one line, of at most so many characters.
    Line(usize),
    /// Text that apps show as HTML.
    Html,
    /// An address.
    Url(UrlUse),
    /// `type/subtype`.
    MediaType,
    /// BCP 47.
    Language,
    /// A whole number of at least this.
    Integer(u64),
    /// A decimal number, not negative.
    Decimal,
    /// `true` or `false`.
    Boolean,
    /// One of these words, written so.
    Word(&'static [&'static str]),
    /// An address to write to, with or without a name.
    Email,
    /// A UUID.
    Uuid,
    /// RFC 5322, 3.3.
    MailDate,
    /// ISO 8601 with time and zone; `date_only` where a date alone will do.
    IsoDate {
        /// A date alone will do.
        date_only: bool,
    },
    /// Something that a rule of its own judges.
    Own,
    /// Something of a form that the one rule of its namespace judges.
    Form(Form),
}

/// The form of a value in a namespace that has one rule for all of its values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A decimal number, not negative.
    Number,
    /// A decimal number.
    Signed,
    /// A whole number of at least this.
    Whole(u64),
    /// A whole number, negative ones too.
    Level,
    /// Whole numbers with commas between.
    WholeNumbers,
    /// One of these words, written so.
    Word(&'static [&'static str]),
    /// `type/subtype`.
    MediaType,
    /// BCP 47.
    Language,
    /// Normal Play Time: RFC 2326, 3.6.
    PlayTime,
    /// A URI with its scheme.
    Uri,
    /// Text without markup.
    Plain,
    /// Three capital letters of ISO 4217.
    Currency,
    /// Degrees, up to this many from the equator or the meridian.
    Degrees(u32),
}

/// What an address is for: it decides which schemes are allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UrlUse {
    /// Fetched by apps: http or https.
    Fetched,
    /// Fetched by apps, and the podcast namespace asks for https.
    Secure,
    /// Opened by people: other registered schemes are legal.
    Opened,
    /// Any URI.
    Any,
}

/// What stands inside an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// Nothing.
    Empty,
    /// Elements, and no text between them.
    Elements,
    /// A text.
    Value(Kind),
}

/// What a standard says of an attribute.
#[derive(Clone, Copy, Debug)]
pub struct AttributeSpec {
    /// Its name; attributes of extensions have no prefix.
    pub name: &'static str,
    /// The element is worth nothing without it.
    pub required: bool,
    /// What its value is.
    pub kind: Kind,
}

/// An attribute that must be there.
pub const fn required(name: &'static str, kind: Kind) -> AttributeSpec {
    AttributeSpec { name, required: true, kind }
}

/// An attribute that may be there.
pub const fn optional(name: &'static str, kind: Kind) -> AttributeSpec {
    AttributeSpec { name, required: false, kind }
}

/// Judges an element of a feed by itself: what is wrong with its values beyond their kinds.
pub type Judge = fn(Node<'_>) -> Vec<Diagnostic>;

/// What a standard says of an element.
#[derive(Debug)]
pub struct Spec {
    /// With the customary prefix: `itunes:image`.
    pub name: &'static str,
    /// The elements it may stand in, named likewise. What may stand in an item may stand in a `podcast:liveItem`.
    pub parents: &'static [&'static str],
    /// It may stand there more than once.
    pub many: bool,
    /// What stands inside it.
    pub content: Content,
    /// Its attributes.
    pub attributes: &'static [AttributeSpec],
    /// Elements that it must hold.
    pub children: &'static [&'static str],
    /// Proposed for the namespace, and not part of it.
    pub proposed: bool,
    /// What judges it beyond this table.
    pub judge: Option<Judge>,
}

impl Spec {
    const fn new(name: &'static str, parents: &'static [&'static str], content: Content) -> Spec {
        Spec { name, parents, many: false, content, attributes: &[], children: &[], proposed: false, judge: None }
    }

    /// An element whose text is a value.
    pub const fn value(name: &'static str, parents: &'static [&'static str], kind: Kind) -> Spec {
        Spec::new(name, parents, Content::Value(kind))
    }

    /// An element without content.
    pub const fn empty(name: &'static str, parents: &'static [&'static str]) -> Spec {
        Spec::new(name, parents, Content::Empty)
    }

    /// An element that holds elements.
    pub const fn container(name: &'static str, parents: &'static [&'static str]) -> Spec {
        Spec::new(name, parents, Content::Elements)
    }

    /// It may stand there more than once.
    pub const fn many(mut self) -> Spec {
        self.many = true;
        self
    }

    /// With these attributes.
    pub const fn with(mut self, attributes: &'static [AttributeSpec]) -> Spec {
        self.attributes = attributes;
        self
    }

    /// It must hold these elements.
    pub const fn needs(mut self, children: &'static [&'static str]) -> Spec {
        self.children = children;
        self
    }

    /// What else there is to say of one in a feed, `judge` says.
    pub const fn judged_by(mut self, judge: Judge) -> Spec {
        self.judge = Some(judge);
        self
    }

    /// Not yet part of the namespace.
    pub const fn proposed(mut self) -> Spec {
        self.proposed = true;
        self
    }

    /// The name without the prefix.
    pub fn local(&self) -> &'static str {
        self.name.split_once(':').map_or(self.name, |(_, local)| local)
    }

    /// The customary prefix; empty for RSS itself.
    pub fn prefix(&self) -> &'static str {
        self.name.split_once(':').map_or("", |(prefix, _)| prefix)
    }

    /// The attribute of that name.
    pub fn attribute(&self, name: &str) -> Option<&'static AttributeSpec> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }

    /// Whether it may stand in that element.
    pub fn may_stand_in(&self, parent: &Spec) -> bool {
        let holds = |name: &str| self.parents.contains(&name);
        holds(parent.name) || (parent.name == "podcast:liveItem" && holds("item"))
    }
}
