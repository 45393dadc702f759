//! Lists of patterns, prepared to be compared with each other.

use std::collections::HashSet;

use crate::policy::document::{Patterns, Text};
use crate::policy::lint::subject::Subject;
use crate::policy::reach::Pattern;

/// Longer patterns are compared as texts alone.
const LONGEST: usize = 2_048;

/// What a list is of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    Actions,
    Resources,
}

/// `Action` or `Resource`, or their opposites.
pub(super) struct List<'d> {
    pub negated: bool,
    pub entries: Vec<Entry<'d>>,
    texts: HashSet<String>,
    /// The places of entries with wildcards.
    wild: Vec<usize>,
}

/// A pattern of a list.
pub(super) struct Entry<'d> {
    pub text: &'d Text,
    /// As it is compared: actions in lower case.
    pub key: String,
    /// The literal beginning.
    start: usize,
    is_wild: bool,
    pattern: Pattern,
}

impl<'d> List<'d> {
    pub(super) fn of(patterns: &'d Patterns, of: Of) -> Self {
        let entries: Vec<Entry<'d>> = patterns.entries.iter().map(|text| Entry::of(text, of)).collect();
        let wild = entries.iter().enumerate().filter(|(_, entry)| entry.is_wild).map(|(at, _)| at).collect();
        Self { negated: patterns.negated, texts: entries.iter().map(|entry| entry.key.clone()).collect(), entries, wild }
    }

    /// Whether the list surely reaches all that an entry of another does; no where it would take too long to say.
    pub(super) fn covers(&self, subject: &Subject<'_>, entry: &Entry<'_>) -> bool {
        if self.negated {
            return self
                .entries
                .iter()
                .all(|own| subject.may_take(own.key.len() * entry.key.len()) && !own.pattern.overlaps(&entry.pattern));
        }
        self.texts.contains(&entry.key) || self.covering(subject, entry).is_some()
    }

    /// Whether the list reaches all that another does.
    pub(super) fn covers_all(&self, subject: &Subject<'_>, other: &List<'_>) -> bool {
        match (self.negated, other.negated) {
            // Fewer exceptions reach more.
            (true, true) => self.entries.iter().all(|own| other.texts.contains(&own.key)),
            (false, true) => self.texts.contains("*"),
            _ => other.entries.iter().all(|entry| self.covers(subject, entry)),
        }
    }

    /// The first entry with a wildcard, another one than this, that covers an entry.
    pub(super) fn covering(&self, subject: &Subject<'_>, entry: &Entry<'_>) -> Option<&Entry<'d>> {
        let wild = self.wild.iter().filter_map(|at| self.entries.get(*at));
        wild.take_while(|_| !subject.is_spent()).filter(|own| own.text.span != entry.text.span).find(|own| own.covers(subject, entry))
    }
}

impl<'d> Entry<'d> {
    fn of(text: &'d Text, of: Of) -> Self {
        let (key, pattern) = match of {
            Of::Actions => (text.value.to_ascii_lowercase(), Pattern::of_action(&text.value)),
            Of::Resources => (text.value.clone(), Pattern::of_resource(&text.value)),
        };
        let start = key.find(['*', '?', '$']).unwrap_or(key.len());
        Self { text, start, is_wild: key.contains(['*', '?']), key, pattern }
    }

    /// Whether it surely reaches all that another one does.
    pub(super) fn covers(&self, subject: &Subject<'_>, other: &Entry<'_>) -> bool {
        // What is written out at the beginning must be so in the other, too: most pairs differ there.
        let begins = self.key.get(..self.start).is_some_and(|start| other.key.starts_with(start));
        let is_short = self.key.len().max(other.key.len()) <= LONGEST;
        // A step of a comparison takes a few nanoseconds.
        let steps = if begins && is_short { self.key.len() * other.key.len() / 8 } else { 1 };
        subject.may_take(steps) && begins && is_short && self.pattern.covers(&other.pattern)
    }
}
