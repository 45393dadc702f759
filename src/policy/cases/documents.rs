//! The documents of cases, compiled. Files of cases repeat their documents: what was compiled is kept for a while.

use std::collections::HashMap;
use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_64;

use super::fault::Wrong;
use super::members::{Line, Raw};
use crate::policy::compiled::{Rules, Statement};
use crate::policy::document::Document;

/// The longest document that is read, in bytes. The longest that AWS takes has 32 KiB, a key's policy.
const LONGEST: usize = 1 << 20;

/// How many bytes of documents are kept; where one more would be too much, all are given up.
const KEPT: usize = 4 << 20;

/// Whom a policy is about where its statements don't say.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Holder {
    /// The caller, or the accounts of an organization: statements have no principals.
    Caller,
    /// Everyone who comes by: statements may have principals.
    Way,
    /// The resource: statements name principals and what of the resource they are about.
    Resource,
    /// A role, as who may assume it: statements name principals, and no resource, for the role is meant.
    Role,
}

/// Compiled documents by the hash of their texts. Texts are compared: where two have one hash the later one stays.
#[derive(Default, Debug)]
pub(super) struct Documents {
    kept: HashMap<u64, (Box<str>, Arc<Rules>)>,
    bytes: usize,
}

impl Documents {
    /// The rules of a document.
    pub(super) fn rules(&mut self, line: Line<'_>, value: Raw<'_>, path: &str, holder: Holder) -> Result<Arc<Rules>, Wrong> {
        let text = value.get();
        let hash = xxh3_64(text.as_bytes());
        let rules = match self.kept.get(&hash) {
            Some((known, rules)) if **known == *text => Arc::clone(rules),
            _ => {
                let rules = Arc::new(compile(line, value, path)?);
                self.keep(hash, text, &rules);
                rules
            }
        };
        match rules.statements().iter().find_map(|statement| misplaced(statement, holder)) {
            Some((statement, what)) => Err(Wrong::field(line.place(text) + statement.span().start, path, what)),
            None => Ok(rules),
        }
    }

    fn keep(&mut self, hash: u64, text: &str, rules: &Arc<Rules>) {
        if self.bytes + text.len() > KEPT {
            self.kept.clear();
            self.bytes = 0;
        }
        self.bytes += text.len();
        if let Some((other, _)) = self.kept.insert(hash, (text.into(), Arc::clone(rules))) {
            self.bytes -= other.len();
        }
    }
}

fn compile(line: Line<'_>, value: Raw<'_>, path: &str) -> Result<Rules, Wrong> {
    let text = value.get();
    if text.len() > LONGEST {
        return Err(line.wrong(value, path, format_args!("the document has {} bytes; more than {LONGEST} are not read", text.len())));
    }
    if text.starts_with('"') {
        return Err(line.wrong(value, path, "a policy is the document itself, an object; this is a string"));
    }
    let document = Document::read(text).map_err(|faults| match faults.as_slice() {
        [fault] => Wrong::field(line.place(text) + fault.span.start, path, &fault.about),
        [fault, others @ ..] => {
            Wrong::field(line.place(text) + fault.span.start, path, format_args!("{} ({} more)", fault.about, others.len()))
        }
        [] => line.wrong(value, path, "it can't be read"),
    })?;
    Ok(Rules::compile(&document))
}

/// A statement that means nothing where it stands: AWS takes no such policy, so whatever was decided with it would be a guess.
fn misplaced(statement: &Statement, holder: Holder) -> Option<(&Statement, &'static str)> {
    if holder == Holder::Caller && statement.principals().is_some() {
        return Some((statement, "this policy is about whoever it is attached to; its statements have no principals"));
    }
    if matches!(holder, Holder::Resource | Holder::Role) && statement.principals().is_none() {
        return Some((statement, "the statement has neither Principal nor NotPrincipal: it would be about nobody"));
    }
    match (holder, statement.resources().is_some()) {
        (Holder::Role, true) => Some((statement, "the statement of a trust policy has no Resource: the role is meant")),
        (Holder::Caller | Holder::Way | Holder::Resource, false) => Some((statement, "the statement has neither Resource nor NotResource")),
        _ => None,
    }
}
