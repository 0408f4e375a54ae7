//! Find and read a show's folder.
