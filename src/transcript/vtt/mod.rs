//! WebVTT (W3C), read more forgivingly than browsers do and written strictly.
//!
//! Left out: styles, regions and cue settings, which place captions on a picture.

mod cue_text;
mod read;
mod write;

pub(super) use cue_text::{Dialect, payload};
pub(super) use read::read;
pub(super) use write::write;
