//! Statements of resources' policies that say something else of one than of another, by whom they name: of a thousand roles, each of
//! which trusts one user by name, nobody is asked about all.

use std::collections::HashMap;

use crate::policy::compiled::{Rules, Statement};

/// A statement by the place of its policy among others, and its own in that.
pub(super) type StatementAt = (usize, usize);

/// Such statements of several policies.
#[derive(Default)]
pub(super) struct Personal {
    /// Those that name nobody but users and sessions, by these.
    by_caller: HashMap<String, Vec<StatementAt>>,
    others: Vec<StatementAt>,
}

impl Personal {
    /// Takes in a statement of these rules.
    pub fn add(&mut self, place: StatementAt, rules: &Rules) {
        let principals = rules.statements().get(place.1).and_then(Statement::principals);
        match principals.filter(|principals| principals.names_just_callers()) {
            Some(principals) => principals.texts().for_each(|caller| self.by_caller.entry(caller.to_owned()).or_default().push(place)),
            None => self.others.push(place),
        }
    }

    /// Those that may be about a caller with this ARN.
    pub fn about(&self, caller: &str) -> Vec<StatementAt> {
        let named = self.by_caller.get(caller).into_iter().flatten();
        let mut about: Vec<StatementAt> = named.chain(&self.others).copied().collect();
        about.dedup();
        about
    }
}
