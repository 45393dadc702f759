//! A thing that is told of how a step stands.

use crate::theme::Role;
use crate::widgets::Line;

/// A thing that is told of how a step stands.
#[derive(Clone)]
pub struct Thing {
    /// How much it is wanted.
    pub want: Want,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// How much a thing is wanted where there is room for few, the most wanted first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Want {
    /// An answer is waited for, which may have to come before the act.
    Awaited,
    /// Something is wrong or missing.
    Amiss,
    /// It was said, or is good to know.
    Known,
}

impl Thing {
    /// Something wrong or missing that is no mistake of anybody's yet.
    pub(super) fn warning(words: String, width: usize) -> Self {
        Self { want: Want::Amiss, lines: Line::new().with("▲ ", Role::Warning).text(words).wrapped(width) }
    }

    /// A mistake.
    pub(super) fn mistake(words: String, width: usize) -> Self {
        Self { want: Want::Amiss, lines: Line::new().with("✖ ", Role::Bad).text(words).wrapped(width) }
    }

    /// What is neither right nor wrong.
    pub(super) fn note(want: Want, words: String, width: usize) -> Self {
        Self { want, lines: Line::new().with("● ", Role::Info).text(words).wrapped(width) }
    }

    /// What is right.
    pub(in crate::app::coach) fn right(words: String, width: usize) -> Self {
        Self { want: Want::Known, lines: Line::new().with("✔ ", Role::Good).text(words).wrapped(width) }
    }
}
