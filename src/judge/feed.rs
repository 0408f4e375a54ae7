//! A document seen as a feed: which element of which standard each node is, the channel, the items.

use std::borrow::Cow;

use crate::element::{NAMESPACES, Spec, has_vocabulary, namespace_by_prefix, namespace_by_uri, spec_of};
use crate::scalar::nearest;
use crate::xml::read::Value;
use crate::xml::read::{Child, Damage, Document, NO_NAMESPACE, Namespace, NamespaceId, Node};

/// What an element is.
#[derive(Clone, Copy, Debug)]
pub enum What {
    /// An element of a standard.
    Known(&'static Spec),
    /// In the namespace of a standard (its customary prefix is given; empty is RSS) that has no such element.
    Unknown(&'static str),
    /// Of a namespace that is not known, or inside such an element.
    Foreign,
}

/// What a namespace of the document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// The customary prefix of the namespace that is meant.
    pub prefix: &'static str,
    /// Whether its URI is right.
    pub exact: bool,
}

/// A feed.
pub struct Feed<'d> {
    /// Where it was read from.
    pub document: &'d Document,
    /// `<rss>`.
    pub rss: Node<'d>,
    /// `<channel>`.
    pub channel: Option<Part<'d>>,
    /// `<item>` and `<podcast:liveItem>`, in the order of the text.
    pub items: Vec<Part<'d>>,
    /// What is meant by each namespace of the document.
    pub meanings: Vec<Option<Meaning>>,
    whats: Vec<What>,
}

/// A channel or an item, with the known elements in it.
pub struct Part<'d> {
    /// The element itself.
    pub node: Node<'d>,
    /// Which element it is.
    pub spec: &'static Spec,
    children: Vec<(&'static Spec, Node<'d>)>,
}

impl<'d> Feed<'d> {
    /// Looks at a document; `None` for one that is no RSS.
    pub fn of(document: &'d Document) -> Option<Feed<'d>> {
        document.root().filter(|root| root.local() == "rss").map(|root| Feed::new(document, root))
    }

    /// Looks at a document whose root is `<rss>`.
    pub fn new(document: &'d Document, rss: Node<'d>) -> Feed<'d> {
        let mut meanings: Vec<Option<Meaning>> = document.namespaces.iter().map(meaning).collect();
        // RSS that was put into a namespace is judged as RSS.
        if let Some(own) = meanings.get_mut(usize::from(rss.namespace())) {
            *own = Some(Meaning { prefix: "", exact: rss.namespace() == NO_NAMESPACE });
        }
        let mut feed = Feed { document, rss, channel: None, items: Vec::new(), meanings, whats: Vec::new() };
        feed.name_elements();
        let channel = rss.elements().find(|node| feed.is(*node, "channel"));
        feed.channel = channel.and_then(|node| feed.part(node));
        let inside = channel.into_iter().flat_map(|channel| feed.elements_of(channel)).chain(rss.elements());
        let items: Vec<_> =
            inside.filter(|node| feed.is(*node, "item") || feed.is(*node, "podcast:liveItem")).collect();
        feed.items = items.into_iter().filter_map(|node| feed.part(node)).collect();
        feed
    }

    fn name_elements(&mut self) {
        let document = self.document;
        self.whats = vec![What::Foreign; document.node_count()];
        for node in document.elements() {
            let parent = node.parent();
            let known_around =
                parent.is_none_or(|parent| !matches!(self.what(parent), What::Foreign | What::Unknown(_)));
            let what = match self.meaning(node.namespace()).filter(|_| known_around) {
                Some(meaning) if has_vocabulary(meaning.prefix) => match spec_of(meaning.prefix, node.local()) {
                    Some(spec) => What::Known(spec),
                    None => What::Unknown(meaning.prefix),
                },
                _ => What::Foreign,
            };
            if let Some(entry) = self.whats.get_mut(node.id() as usize) {
                *entry = what;
            }
        }
    }

    /// What is meant by a namespace.
    pub fn meaning(&self, namespace: NamespaceId) -> Option<Meaning> {
        self.meanings.get(usize::from(namespace)).copied().flatten()
    }

    /// What an element is.
    pub fn what(&self, node: Node<'_>) -> What {
        self.whats.get(node.id() as usize).copied().unwrap_or(What::Foreign)
    }

    /// The standard's words on an element, if it is of one.
    pub fn spec(&self, node: Node<'_>) -> Option<&'static Spec> {
        match self.what(node) {
            What::Known(spec) => Some(spec),
            _ => None,
        }
    }

    /// Whether an element is the one of that customary name.
    pub fn is(&self, node: Node<'_>, name: &str) -> bool {
        self.spec(node).is_some_and(|spec| spec.name == name)
    }

    /// The elements of an element. What stands inside one whose end tag is missing stands behind it.
    pub fn elements_of(&self, node: Node<'d>) -> impl Iterator<Item = Node<'d>> {
        let mut next = node.first_element();
        let mut behind: Vec<Option<Node<'d>>> = Vec::new();
        std::iter::from_fn(move || {
            while next.is_none() {
                next = behind.pop()?;
            }
            let here = next?;
            next = here.next_element();
            if here.damage() == Damage::End {
                behind.push(next);
                next = here.first_element();
            }
            Some(here)
        })
    }

    /// The element that an element belongs to, seen the same way.
    pub fn parent_of(&self, node: Node<'d>) -> Option<Node<'d>> {
        let mut parent = node.parent()?;
        while parent.damage() == Damage::End {
            parent = parent.parent()?;
        }
        Some(parent)
    }

    /// Whether a part has no element of that name, and none that was meant to be it: a misspelt one has been said.
    pub fn lacks(&self, part: &Part<'d>, name: &str) -> bool {
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let meant = |node: Node<'_>| {
            matches!(self.what(node), What::Unknown(own) if own == prefix) && nearest(node.local(), [local]).is_some()
        };
        part.first(name).is_none() && !self.elements_of(part.node).any(meant)
    }

    /// A known element with the known elements in it.
    pub fn part(&self, node: Node<'d>) -> Option<Part<'d>> {
        let spec = self.spec(node)?;
        let children = self.elements_of(node).filter_map(|node| Some((self.spec(node)?, node))).collect();
        Some(Part { node, spec, children })
    }
}

impl<'d> Part<'d> {
    /// The known elements in it, in the order of the text.
    pub fn children(&self) -> impl Iterator<Item = (&'static Spec, Node<'d>)> {
        self.children.iter().copied()
    }

    /// The elements of that customary name.
    pub fn all<'s>(&'s self, name: &'s str) -> impl Iterator<Item = Node<'d>> + 's {
        self.children.iter().filter(move |(spec, _)| spec.name == name).map(|(_, node)| *node)
    }

    /// The first element of that customary name.
    pub fn first(&self, name: &str) -> Option<Node<'d>> {
        self.children.iter().find(|(spec, _)| spec.name == name).map(|(_, node)| *node)
    }

    /// The text of the first element of that name, without the blanks around it; `None` where there is none or it is blank.
    pub fn text(&self, name: &str) -> Option<String> {
        let node = self.first(name)?;
        Some(node.text().trim().to_string()).filter(|text| !text.is_empty())
    }

    /// The value of the first element of that name.
    pub fn value(&self, name: &str) -> Option<Value<'d>> {
        self.first(name).map(Value::of)
    }

    /// The value of an attribute of the first element of that name.
    pub fn attribute(&self, name: &str, attribute: &str) -> Option<Value<'d>> {
        Value::named(self.first(name)?, attribute)
    }

    /// Whether it is a live item.
    pub fn is_live(&self) -> bool {
        self.spec.name == "podcast:liveItem"
    }

    /// What people know it by: its guid, else its title.
    pub fn label(&self) -> String {
        self.text("guid").or_else(|| self.text("title")).unwrap_or_default()
    }
}

/// What a namespace means.
fn meaning(namespace: &Namespace) -> Option<Meaning> {
    match namespace {
        Namespace::Uri(uri) if uri.is_empty() => Some(Meaning { prefix: "", exact: true }),
        Namespace::Uri(uri) => match namespace_by_uri(uri) {
            Some(known) => Some(Meaning { prefix: known.prefix, exact: true }),
            None => near(uri).map(|prefix| Meaning { prefix, exact: false }),
        },
        Namespace::Undeclared(prefix) => {
            namespace_by_prefix(prefix).map(|known| Meaning { prefix: known.prefix, exact: false })
        }
    }
}

/// The namespace that is meant by a URI that is none: misspelt in a known way, or in case, scheme, `www.` or a slash at the end.
fn near(uri: &str) -> Option<&'static str> {
    let plain = |uri: &str| {
        let lower = uri.trim().to_ascii_lowercase();
        let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://")).unwrap_or(&lower);
        rest.strip_prefix("www.").unwrap_or(rest).trim_end_matches(['/', '#']).to_string()
    };
    let wanted = plain(uri);
    let meant = NAMESPACES.iter().find(|known| {
        known.wrong.contains(&uri) || std::iter::once(&known.uri).chain(known.also).any(|right| plain(right) == wanted)
    });
    meant.map(|known| known.prefix)
}

/// The visible characters directly in an element that should hold none.
pub(super) fn stray_text<'d>(node: Node<'d>) -> Option<Cow<'d, str>> {
    let mut texts = node.children().filter_map(|child| match child {
        Child::Text(text) => Some(text.value()),
        _ => None,
    });
    texts.find(|text| !text.trim().is_empty())
}
