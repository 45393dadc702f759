//! Entries and statements that add nothing to others.

mod compared;
mod lists;
mod shadowed;

use std::collections::{HashMap, HashSet};

use self::compared::{Compared, place};
use self::lists::{Entry, List};
use super::edits::{remove_entry, remove_statement};
use super::findings::{Finding, Findings, shown};
use super::rules;
use super::subject::Subject;

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let statements: Vec<Compared<'_>> = subject.document.statements.iter().map(Compared::of).collect();
    // What an action that there is not is meant to be, no list covers: it is mended first.
    let misspelt = subject.statements.iter().flat_map(|facts| &facts.actions).filter(|entry| entry.names_nothing());
    let misspelt: HashSet<usize> = misspelt.map(|entry| entry.text.span.start).collect();
    for compared in &statements {
        entries(subject, compared.actions.as_ref(), &misspelt, findings);
        entries(subject, compared.resources.as_ref(), &misspelt, findings);
    }
    redundant(subject, &statements, &misspelt, findings);
    shadowed::check(subject, &statements, findings);
}

/// Entries of one list.
fn entries(subject: &Subject<'_>, list: Option<&List<'_>>, misspelt: &HashSet<usize>, findings: &mut Findings) {
    let Some(list) = list else { return };
    let mut seen: HashMap<&str, &str> = HashMap::new();
    let count = list.entries.len();
    let is_meant = |entry: &&Entry<'_>| !misspelt.contains(&entry.text.span.start);
    for entry in list.entries.iter().filter(is_meant).take_while(|_| count > 1 && !subject.is_spent()) {
        let fixed = |finding: Finding| finding.fixed("Leave it out", remove_entry(subject.text, count, entry.text.span));
        if let Some(first) = seen.insert(&entry.key, &entry.text.value) {
            let message = format!("{} stands in the list already; leave it out.", shown(first));
            findings.add(fixed(Finding::new(&rules::DUPLICATE_ENTRY, entry.text.span, message)));
        } else if let Some(covering) = list.covering(subject, entry) {
            // Of two that cover each other the first stays.
            if covering.text.span.start < entry.text.span.start || !entry.covers(subject, covering) {
                let message = format!("{} covers {} already; leave it out.", shown(&covering.text.value), shown(&entry.text.value));
                findings.add(fixed(Finding::new(&rules::COVERED_ENTRY, entry.text.span, message)));
            }
        }
    }
}

/// Statements that another one of the same effect covers.
fn redundant(subject: &Subject<'_>, statements: &[Compared<'_>], misspelt: &HashSet<usize>, findings: &mut Findings) {
    let is_meant = |compared: &Compared<'_>| {
        let entries = compared.actions.iter().flat_map(|list| &list.entries);
        !entries.into_iter().any(|entry| misspelt.contains(&entry.text.span.start))
    };
    let meant = statements.iter().enumerate().filter(|(_, compared)| is_meant(compared));
    for (at, compared) in meant.take_while(|_| !subject.is_spent()) {
        let covering = statements.iter().enumerate().find(|(other_at, other)| {
            *other_at != at
                && other.statement.effect == compared.statement.effect
                && subject.may_take(1)
                && other.covers(subject, compared)
                // Of two that cover each other the first stays.
                && (*other_at < at || !compared.covers(subject, other))
        });
        if let Some((other_at, _)) = covering {
            let message = format!("{} covers all of this one; take one of them out.", capital(&place(subject.document, other_at)));
            let edits = remove_statement(subject.text, subject.document, compared.statement);
            let finding = Finding::new(&rules::REDUNDANT_STATEMENT, compared.statement.span, message);
            findings.add(finding.fixed("Take the statement out", edits));
        }
    }
}

fn capital(words: &str) -> String {
    words.strip_prefix('s').map_or_else(|| words.to_owned(), |rest| format!("S{rest}"))
}
