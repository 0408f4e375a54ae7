//! The show as it is published: identity, addresses, inheritance, order.
