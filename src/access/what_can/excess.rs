//! What of somebody's grants lies beyond what is meant for them: told from the patterns, never one action after the other.

use crate::access::change::telling::words::actions_in_words;
use crate::access::clauses::reach::Grant;
use crate::access::clauses::scope::Scope;
use crate::access::what_can::WhatCan;
use crate::account::authorization::Origin;
use crate::account::words::count;
use crate::policy::actions::{ActionSet, ServiceId};
use crate::policy::reach::Pattern;

/// What is meant for somebody.
#[derive(Clone, Debug)]
pub enum Meant {
    /// Nothing but these actions.
    Actions(ActionSet),
    /// Nothing but these actions; of those that the reference does not know nothing is said.
    Known(ActionSet),
    /// These actions on nothing but what the patterns name; of other actions nothing is said.
    On(ActionSet, Scope),
}

/// What one statement grants beyond that.
#[derive(Clone, Debug)]
pub struct Excess {
    /// What it grants, in words as behind *may*: `rds:*`, `s3:GetObject on arn:aws:s3:::backups/*`, `do 12 actions of s3`.
    pub words: String,
    /// The policy that the statement is in.
    pub origin: Option<Origin>,
}

impl Meant {
    /// These actions on nothing but what the patterns, which are ARNs or `*`, name.
    pub fn on<'p>(actions: ActionSet, patterns: impl IntoIterator<Item = &'p str>) -> Self {
        let named = patterns.into_iter().map(|text| (text.to_owned(), Pattern::of_resource(text))).collect();
        Self::On(actions, Scope::named(named, false))
    }
}

impl WhatCan {
    /// What is granted beyond what is meant, in the order of the statements. A condition makes a grant none the smaller: it can be
    /// met. Where a part is denied or bounded, what is left counts.
    pub fn excess<'a>(&'a self, meant: &'a Meant) -> impl Iterator<Item = Excess> + 'a {
        let grants = self.reach().grants.iter();
        grants.filter_map(move |grant| {
            let words = match meant {
                Meant::Actions(actions) => others(grant, actions, &grant.clause.unknown),
                Meant::Known(actions) => others(grant, actions, &[]),
                Meant::On(actions, scope) => self.elsewhere(grant, actions, scope),
            };
            words.map(|words| Excess { words, origin: self.origin_at(grant.place).cloned() })
        })
    }

    /// What a grant has of some actions on other resources than those of a scope.
    fn elsewhere(&self, grant: &Grant, actions: &ActionSet, scope: &Scope) -> Option<String> {
        let actions = grant.actions.clone().intersection(actions);
        if actions.is_empty() || scope.covers(&grant.clause.scope) {
            return None;
        }
        let left: ActionSet = actions.iter().filter(|action| !self.reach().leaves_only(grant, *action, scope)).collect();
        (!left.is_empty()).then(|| format!("{} on {}", may(&left), grant.clause.scope.in_words()))
    }
}

/// What a grant has besides some actions. Of a pattern that the reference knows no action for, nobody knows what it will come to.
fn others(grant: &Grant, meant: &ActionSet, unknown: &[String]) -> Option<String> {
    let others = grant.actions.clone().minus(meant);
    let known = (!others.is_empty()).then(|| may(&others));
    let more = unknown.len().saturating_sub(NAMED);
    let more = (more > 0).then(|| count(more, "other pattern"));
    let words: Vec<String> = known.into_iter().chain(unknown.iter().take(NAMED).cloned()).chain(more).collect();
    (!words.is_empty()).then(|| words.join(" and "))
}

/// So many services are named, of more the largest, and so many patterns.
const NAMED: usize = 3;

/// Actions as behind *may*: of many services those with the most of them are named.
fn may(actions: &ActionSet) -> String {
    let mut services: Vec<ServiceId> = actions.services().collect();
    let others = services.len().saturating_sub(NAMED);
    if others == 0 || actions.len() == ActionSet::all().len() {
        let words = actions_in_words(actions);
        let is_named = words.contains(':') && !words.contains(" actions of ");
        return if is_named { words } else { format!("do {words}") };
    }
    services.sort_by_key(|service| std::cmp::Reverse(actions.len_of(*service)));
    let largest: Vec<&str> = services.iter().take(NAMED).filter_map(|service| service.service()).map(|service| service.prefix).collect();
    let rest = if others == 1 { "1 other service".to_owned() } else { format!("{others} other services") };
    format!("do {} actions of {} and {rest}", actions.len(), largest.join(", "))
}
