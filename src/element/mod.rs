//! Feed elements: a file each, with its keys, its specification and how it is written.
