//! Rules about the whole show; levels, profiles, silencing; the list of all rules.
