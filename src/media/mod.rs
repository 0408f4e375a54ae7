//! Facts about audio and image bytes.
