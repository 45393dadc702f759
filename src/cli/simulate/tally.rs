//! What is worth saying once all cases are answered: how many could not be read, differ from the known answer, have fields that
//! counted for nothing or an id that was there before.

use std::collections::{BTreeMap, HashSet};
use std::process::ExitCode;

use xxhash_rust::xxh3::xxh3_64;

use crate::account::display::visible;
use crate::app::words::{count, listed};
use crate::cli::output::USAGE;
use crate::policy::cases::Case;

/// Ids that are kept to be compared with later ones, as numbers of eight bytes. A file may be longer than memory.
const IDS: usize = 1_000_000;
/// Names of fields that are told.
const FIELDS: usize = 20;
/// Letters of an id that are told.
const LETTERS: usize = 64;

/// What the answers were.
#[derive(Default, PartialEq, Eq, Debug)]
pub(super) struct Tally {
    bad: usize,
    /// Cases with a known answer.
    known: usize,
    /// Those where it is another.
    differ: usize,
    /// Fields that counted for nothing, each with the number of cases that have it.
    ignored: BTreeMap<String, usize>,
    ids: HashSet<u64>,
    /// Cases with an id that an earlier one has, and the first such id.
    again: usize,
    first_again: Option<String>,
}

impl Tally {
    /// Takes a case that could be read.
    pub(super) fn take(&mut self, case: &Case) {
        self.known += usize::from(case.expected.is_some());
        for name in &case.ignored {
            if let Some(cases) = self.ignored.get_mut(name) {
                *cases += 1;
            } else if self.ignored.len() < FIELDS {
                self.ignored.insert(name.clone(), 1);
            }
        }
        let id = xxh3_64(case.id.as_bytes());
        let is_new = if self.ids.len() < IDS { self.ids.insert(id) } else { !self.ids.contains(&id) };
        if !is_new {
            self.again += 1;
            self.first_again.get_or_insert_with(|| visible(&case.id).chars().take(LETTERS).collect());
        }
    }

    /// Takes a line that could not.
    pub(super) const fn take_bad(&mut self) {
        self.bad += 1;
    }

    /// Takes note of whether the answer to a case is another than the known one.
    pub(super) fn note_difference(&mut self, differs: bool) {
        self.differ += usize::from(differs);
    }

    /// Decisions of any kind are what was asked for; a bad line is bad input.
    pub(super) fn exit_code(&self) -> ExitCode {
        if self.bad == 0 { ExitCode::SUCCESS } else { ExitCode::from(USAGE) }
    }

    /// What is worth saying in the end.
    pub(super) fn summary(&self) -> Option<String> {
        let bad = (self.bad > 0).then(|| format!("{} could not be read.", count(self.bad, "line")));
        let known = (self.known > 0).then(|| match self.differ {
            0 => format!("{} with a known answer, all as known.", count(self.known, "case")),
            differ => format!("{} with a known answer, {differ} of them decided otherwise.", count(self.known, "case")),
        });
        let fields: Vec<String> =
            self.ignored.iter().map(|(name, cases)| format!("{} in {}", visible(name), count(*cases, "case"))).collect();
        let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
        let ignored =
            (!fields.is_empty()).then(|| format!("Fields that counted for nothing, though nearly named as others: {}.", listed(&fields)));
        let again = self.first_again.as_ref().map(|id| {
            let have = if self.again == 1 { "has" } else { "have" };
            format!("{} {have} an id that an earlier one has, first {id}.", count(self.again, "case"))
        });
        let said: Vec<String> = known.into_iter().chain(bad).chain(ignored).chain(again).collect();
        (!said.is_empty()).then(|| said.join(" "))
    }
}
