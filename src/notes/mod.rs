//! Show notes: Markdown to the HTML that podcast apps show, time stamps, plain text.
