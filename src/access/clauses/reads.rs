//! What statements look at of who asks and of tags of the resource, and what of it is the same for several.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use super::address::{ByAddress, address};
use crate::account::authorization::is_of_principal;
use crate::policy::compiled::{Policy, Rules, Statement};
use crate::policy::condition::Condition;
use crate::policy::decision::Policies;
use crate::policy::pattern::Resources;
use crate::policy::request::{Context, Value};

/// What counts of a condition key for what statements come to; what comes later counts for more.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Counts {
    /// Its value, where something that is asked of who asks changes; else nothing.
    WhereRenewed,
    /// The same, and else whether it has a value.
    WhetherThere,
    /// Its value.
    Value,
}

/// The condition keys that statements look at, those of who asks and those that tell tags of a resource.
#[derive(Default, PartialEq, Eq, Hash)]
pub(in crate::access) struct Reads {
    of_principal: BTreeMap<String, Counts>,
    of_resource: BTreeSet<String>,
}

/// What is known of a condition key, as far as it counts.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(in crate::access) enum Known {
    Nothing,
    IsThere(bool),
    Value(Option<Value>),
}

impl Reads {
    fn of_rules(rules: &Rules) -> Self {
        let mut reads = Self::default();
        rules.statements().iter().for_each(|statement| reads.add_statement(statement));
        reads
    }

    fn add_statement(&mut self, statement: &Statement) {
        // A condition that looks at something else too is not decided, whoever asks.
        let is_decided =
            |condition: &Condition| condition.context_keys().all(|key| is_of_principal(key.name()) || is_resource_tag(key.name()));
        for condition in statement.conditions() {
            let counts = if is_decided(condition) { Counts::Value } else { Counts::WhereRenewed };
            condition.context_keys().for_each(|key| self.add(key.name(), counts));
        }
        let variables = statement.resources().into_iter().flat_map(Resources::variables);
        variables.for_each(|key| self.add(key.name(), Counts::WhetherThere));
    }

    fn add(&mut self, key: &str, counts: Counts) {
        if is_of_principal(key) {
            let known = self.of_principal.entry(key.to_ascii_lowercase()).or_insert(counts);
            *known = counts.max(*known);
        } else if is_resource_tag(key) {
            self.of_resource.insert(key.to_ascii_lowercase());
        }
    }

    /// Whether they look at who asks.
    pub fn look_at_who_asks(&self) -> bool {
        !self.of_principal.is_empty()
    }

    /// What counts of a context, in which these keys of who asks are known.
    pub fn known(&self, context: &Context, is_renewed: bool, is_known: impl Fn(&str) -> bool) -> Vec<Known> {
        let known = |(key, counts): (&String, &Counts)| match counts {
            _ if !is_known(key) => Known::Nothing,
            Counts::WhereRenewed if !is_renewed => Known::Nothing,
            Counts::WhetherThere if !is_renewed => Known::IsThere(context.value_of(key).is_some()),
            _ => Known::Value(context.value_of(key).cloned()),
        };
        let tags = self.of_resource.iter().map(|key| Known::Value(context.value_of(key).cloned()));
        self.of_principal.iter().map(known).chain(tags).collect()
    }
}

/// What rules look at; each are looked through once. The rules are held: others could otherwise come to lie where they
/// lay, and be taken for them.
#[derive(Clone, Default)]
pub(in crate::access) struct ReadsOfRules {
    of: ByAddress<usize, (Arc<Rules>, Arc<Reads>)>,
    looking: ByAddress<usize, (Arc<Rules>, Arc<[usize]>)>,
    /// All of them, each once.
    known: HashSet<Arc<Reads>>,
}

impl ReadsOfRules {
    /// What these look at: the same for all that look at the same.
    pub fn of(&mut self, rules: &Arc<Rules>) -> Arc<Reads> {
        let Self { of, known, .. } = self;
        let mut reads = || {
            let reads = Arc::new(Reads::of_rules(rules));
            let reads = known.get(&reads).unwrap_or(&reads).clone();
            known.insert(reads.clone());
            reads
        };
        of.entry(address(rules)).or_insert_with(|| (rules.clone(), reads())).1.clone()
    }

    /// The statements that look at any of it, by their places.
    pub fn looking(&mut self, rules: &Arc<Rules>) -> Arc<[usize]> {
        let looks = |statement: &Statement| reads(statement, |key| is_of_principal(key) || is_resource_tag(key));
        let looking = || rules.statements().iter().enumerate().filter(|(_, statement)| looks(statement)).map(|(at, _)| at).collect();
        self.looking.entry(address(rules)).or_insert_with(|| (rules.clone(), looking())).1.clone()
    }

    /// The statements of somebody's policies that look at any of it: of others it is known what they come to.
    pub fn all_looking<'p>(&mut self, policies: &'p Policies) -> Vec<&'p Statement> {
        let mut all = Vec::new();
        for rules in policies.identity.iter().chain(&policies.boundary).map(Policy::rules) {
            all.extend(self.looking(rules).iter().filter_map(|at| rules.statements().get(*at)));
        }
        all
    }

    /// What identity policies and boundary look at.
    pub fn of_all(&mut self, policies: &Policies) -> Reads {
        let mut all = Reads::default();
        for rules in policies.identity.iter().chain(&policies.boundary).map(Policy::rules) {
            let reads = self.of(rules);
            for (key, counts) in &reads.of_principal {
                match all.of_principal.get_mut(key) {
                    Some(known) => *known = (*known).max(*counts),
                    None => _ = all.of_principal.insert(key.clone(), *counts),
                }
            }
            all.of_resource.extend(reads.of_resource.iter().cloned());
        }
        all
    }
}

/// Whether a condition key tells a tag of the resource.
pub(in crate::access) fn is_resource_tag(key: &str) -> bool {
    const PART: &[u8] = b":resourcetag/";
    key.as_bytes().windows(PART.len()).any(|part| part.eq_ignore_ascii_case(PART))
}

/// Whether a statement looks at one of some condition keys.
pub(in crate::access) fn reads(statement: &Statement, is_one: impl Fn(&str) -> bool) -> bool {
    let in_conditions = statement.conditions().iter().flat_map(Condition::context_keys);
    let in_resources = statement.resources().into_iter().flat_map(Resources::variables);
    in_conditions.chain(in_resources).any(|key| is_one(key.name()))
}
