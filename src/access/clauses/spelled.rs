//! How much of what is told is spelled out.

/// Which of some names are spelled out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Spelled {
    /// The first, and how many more there are.
    First,
    /// All of them.
    All,
}
