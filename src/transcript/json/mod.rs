//! JSON transcripts: the podcast namespace's, and what recognisers and other publishers write.

mod places;
mod read;
mod shapes;
mod write;

pub(super) use read::read;
pub(super) use write::write;
