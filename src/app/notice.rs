//! Notices: one sentence on what just happened. They never block, and stay until the next one.

use jiff::Timestamp;

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
}

impl Notice {
    /// A notice of a tone.
    pub fn new(tone: Tone, text: impl Into<String>) -> Self {
        Self { tone, text: text.into(), remedy: None, commands: Vec::new(), lead: 0, undoable: false, is_recorded: false }
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn remedy(mut self, remedy: Option<String>) -> Self {
        self.remedy = remedy;
        self
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
