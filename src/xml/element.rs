//! An element to be written.

/// An element with its qualified name, attributes in the order they were added, and content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// With the prefix: `podcast:person`.
    pub name: String,
    /// Names and values, unescaped.
    pub attributes: Vec<(String, String)>,
    /// What is inside.
    pub content: Vec<Content>,
}

/// What an element holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Characters, unescaped.
    Text(String),
    /// Another element.
    Element(Element),
}

impl Element {
    /// An empty element.
    pub fn new(name: impl Into<String>) -> Element {
        Element { name: name.into(), attributes: Vec::new(), content: Vec::new() }
    }

    /// With an attribute.
    pub fn attr(mut self, name: &str, value: impl ToString) -> Element {
        self.attributes.push((name.to_string(), value.to_string()));
        self
    }

    /// With an attribute, if there is a value.
    pub fn attr_if(self, name: &str, value: Option<impl ToString>) -> Element {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// With text.
    pub fn text(mut self, text: impl Into<String>) -> Element {
        let text = text.into();
        if !text.is_empty() {
            self.content.push(Content::Text(text));
        }
        self
    }

    /// With a child.
    pub fn child(mut self, child: Element) -> Element {
        self.content.push(Content::Element(child));
        self
    }

    /// With children.
    pub fn children(mut self, children: impl IntoIterator<Item = Element>) -> Element {
        self.content.extend(children.into_iter().map(Content::Element));
        self
    }
}
