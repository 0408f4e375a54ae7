//! XML out: a small tree of elements, and the one writer that escapes.
//!
//! Markup is never put together from strings: whatever becomes XML is an [`Element`] first (feed extensions, Podlove
//! chapters, the sitemap), and `quick-xml` writes it. Characters that XML 1.0 section 2.2 forbids are left out.

mod element;
pub mod read;
mod write;

pub use element::{Content, Element};
pub use write::{Filling, is_xml_char, reindent, write_document, write_fragment, xml_text};
