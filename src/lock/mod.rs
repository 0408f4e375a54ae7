//! podwright.lock: identity and measured facts of every published episode, and the guards over them.
