//! One module a screen, and the table of them.
