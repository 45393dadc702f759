//! Notices: one sentence on what just happened. They never block, and are shown as long as they are about what one sees:
//!
//! - a hint, which says why a key does nothing, until the next key;
//! - a message until one goes elsewhere or opens something;
//! - a change until the next one, or until one has gone elsewhere a few times.

use jiff::Timestamp;

use super::sight::denial::Denial;
use crate::theme::Role;

/// What a notice says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tone {
    /// Done.
    Good,
    /// Good to know.
    Info,
    /// Not possible now.
    Warning,
    /// Refused, or gone wrong.
    Bad,
}

impl Tone {
    /// The sign before the sentence.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Good => "✔",
            Self::Info => "●",
            Self::Warning => "▲",
            Self::Bad => "✖",
        }
    }

    /// The sign's role.
    pub const fn role(self) -> Role {
        match self {
            Self::Good => Role::Good,
            Self::Info => Role::Info,
            Self::Warning => Role::Warning,
            Self::Bad => Role::Bad,
        }
    }
}

/// One sentence on what just happened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notice {
    /// How it is meant.
    pub tone: Tone,
    /// What happened.
    pub text: String,
    /// What to do about it, or another thing worth knowing.
    pub remedy: Option<String>,
    /// The AWS CLI lines that would have done it.
    pub commands: Vec<String>,
    /// Which of them speaks for all.
    pub lead: usize,
    /// Whether it is a change that can be undone.
    pub undoable: bool,
    /// Whether the history has an entry of what it says.
    pub is_recorded: bool,
    /// Who was denied what, where that is what it says.
    pub denied: Option<Box<Denial>>,
}

impl Notice {
    /// A notice of a tone.
    pub fn new(tone: Tone, text: impl Into<String>) -> Self {
        Self { tone, text: text.into(), remedy: None, commands: Vec::new(), lead: 0, undoable: false, is_recorded: false, denied: None }
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn remedy(mut self, remedy: Option<String>) -> Self {
        self.remedy = remedy;
        self
    }
}

/// A notice that is shown now.
#[derive(Clone, Debug)]
pub struct Shown {
    /// What it says.
    pub notice: Notice,
    stay: Stay,
    /// Given since the last key.
    is_new: bool,
    /// How often one has gone elsewhere since.
    moves: usize,
}

/// How long a notice is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Stay {
    Hint,
    Message,
    Change,
}

/// So often one may go elsewhere before a change is no news any more.
const MOVES: usize = 3;

impl Shown {
    /// Why a key does nothing.
    pub const fn hint(notice: Notice) -> Self {
        Self { notice, stay: Stay::Hint, is_new: true, moves: 0 }
    }

    /// What happened.
    pub fn said(notice: Notice) -> Self {
        let is_change = notice.is_recorded && notice.tone == Tone::Good;
        Self { notice, stay: if is_change { Stay::Change } else { Stay::Message }, is_new: true, moves: 0 }
    }

    /// Whether it says why a key does nothing.
    pub fn is_hint(&self) -> bool {
        self.stay == Stay::Hint
    }

    /// Whether it is of an earlier screen.
    pub const fn is_elsewhere(&self) -> bool {
        self.moves > 0
    }

    /// What is left of it as the next key is pressed.
    pub fn before_key(self) -> Option<Self> {
        (self.stay != Stay::Hint).then_some(Self { is_new: false, ..self })
    }

    /// What is left of it once one has gone elsewhere, or something was opened over the screen. What was said on the way is
    /// about where it leads.
    pub fn after(self, went: bool, opened: bool) -> Option<Self> {
        let moves = self.moves + usize::from(went);
        match self.stay {
            _ if self.is_new => Some(self),
            Stay::Change => (moves < MOVES).then_some(Self { moves, ..self }),
            Stay::Hint | Stay::Message => (!went && !opened).then_some(self),
        }
    }
}

/// A notice with when it was given, for the history.
#[derive(Clone, Debug)]
pub struct PastNotice {
    /// When.
    pub at: Timestamp,
    /// What it said.
    pub notice: Notice,
}
