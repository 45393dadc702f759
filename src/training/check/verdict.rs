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
    /// Whether what is looked for is just that what was found is not so, and need not be said beside it.
    pub is_plain: bool,
    /// Whether what is looked for tells a decision, which is not for whoever is still to predict it.
    pub is_decision: bool,
    /// Whether something is there that must not be, and not just nothing there yet that must be.
    pub is_too_much: bool,
    /// Where to look.
    pub place: Option<Place>,
}

impl Finding {
    /// What is looked for, where that must be said beside what was found: a sentence that something is so does not tell by itself
    /// that it should not be. Where something is asked, no decision is told: it may be just what is to be predicted.
    pub fn besides(&self, is_asked: bool) -> Option<&str> {
        let is_told = (self.is_plain && !self.is_too_much) || (self.is_decision && is_asked);
        (!is_told).then_some(self.wanted.as_str())
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

    /// An entity on a screen, and the part of its page.
    pub fn on(screen: &'static str, entity: &str, part: Option<&'static str>) -> Self {
        Self { screen, entity: Some(entity.to_owned()), part }
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
