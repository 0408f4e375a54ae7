//! SubRip (.srt), which has no standard, in all its dialects; and YouTube's .sbv.
//!
//! Left out: colours and positions.

mod read;
mod write;

pub(super) use read::read;
pub(super) use write::write;
