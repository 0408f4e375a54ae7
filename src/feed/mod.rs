//! A show as an RSS 2.0 document.
