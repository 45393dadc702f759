//! What a check found, in words.

use std::fmt;

/// Whether a check holds, and what decided it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Verdict {
    /// Whether it holds.
    pub holds: bool,
    /// What decided it: where it holds, all that had to; where it does not, what is amiss.
    pub findings: Vec<Finding>,
}

/// One thing that was looked at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// Whether it is as it is looked for.
    pub holds: bool,
    /// What is so, a sentence without its full stop: `alice has no console password`. Not escaped.
    pub found: String,
    /// What is looked for: `alice has a console password`. Not escaped.
    pub wanted: String,
    /// What saying `wanted` beside `found` would tell.
    pub tells: Tells,
    /// Whether something is there that must not be, and not just nothing there yet that must be.
    pub is_too_much: bool,
    /// Where to look.
    pub place: Option<Place>,
}

impl Finding {
    /// What is looked for, where that must be said beside what was found: a sentence that something is so does not tell by itself
    /// that it should not be. Where something is asked, no decision is told: it may be just what is to be predicted.
    pub fn besides(&self, is_asked: bool) -> Option<&str> {
        let is_told = match self.tells {
            Tells::Nothing => !self.is_too_much,
            Tells::Decision => is_asked,
            Tells::Plainly => !self.is_too_much || is_asked,
            Tells::More => false,
        };
        (!is_told).then_some(self.wanted.as_str())
    }
}

/// What the words of what is looked for would tell beside those of what was found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tells {
    /// Something that was not said yet.
    More,
    /// Just that what was found is not so.
    Nothing,
    /// A decision, which is not for whoever is still to predict it.
    Decision,
    /// A decision, and just that it is not so.
    Plainly,
}

impl Tells {
    /// By whether it is just that what was found is not so, and whether it is a decision.
    pub(super) const fn of(is_plain: bool, is_decision: bool) -> Self {
        match (is_plain, is_decision) {
            (false, false) => Self::More,
            (true, false) => Self::Nothing,
            (false, true) => Self::Decision,
            (true, true) => Self::Plainly,
        }
    }

    /// Whether it is a decision.
    pub(super) const fn is_decision(self) -> bool {
        matches!(self, Self::Decision | Self::Plainly)
    }
}

/// A place of the console.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    /// The screen's `:` name.
    pub screen: &'static str,
    /// What is looked at there, by name. Not escaped.
    pub entity: Option<String>,
    /// The tab or section.
    pub part: Option<&'static str>,
}

impl Place {
    /// A whole screen.
    pub const fn of(screen: &'static str) -> Self {
        Self { screen, entity: None, part: None }
    }
}

impl fmt::Display for Place {
    /// As a person finds it: `:users, alice, Security credentials`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, ":{}", self.screen)?;
        for next in self.entity.as_deref().into_iter().chain(self.part) {
            write!(f, ", {next}")?;
        }
        Ok(())
    }
}
