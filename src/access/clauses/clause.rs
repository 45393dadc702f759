//! Statements taken apart into sets and patterns, once for all who have the policy.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, OnceLock};

use super::address::{Addresses, ByAddress, address};
use super::asks::{Asks, Comes, Reading};
use super::demand::{Demand, demand_of, demands_for, demands_of};
use super::one_resource::OneResource;
use super::reads::ReadsOfRules;
use super::scope::Scope;
use crate::access::progress::{Cancelled, Progress};
use crate::access::shares::shared_out;
use crate::policy::actions::ActionSet;
use crate::policy::compiled::{Policy, Rules, Statement};
use crate::policy::document::Effect;
use crate::policy::pattern::Actions;
use crate::policy::reach::ResourceTypes;

/// A statement as sets and patterns.
#[derive(Debug)]
pub(in crate::access) struct Clause {
    pub effect: Effect,
    /// The actions that can come to it: those that it names and that take a resource which it names.
    pub actions: ActionSet,
    pub scope: Scope,
    pub demands: Vec<Demand>,
    /// Patterns of actions that the reference knows none for.
    pub unknown: Vec<String>,
    /// Those of the actions all of whose resources the scope has, once that is asked for.
    on_all: OnceLock<ActionSet>,
    /// The same told apart by the patterns that actions take, once that is asked for.
    by_pattern: OnceLock<Vec<Arc<Clause>>>,
}

/// The patterns of so many a statement are told apart.
pub(in crate::access) const PATTERNS: usize = 16;

/// Clauses by the rules they are of, so that each document is taken apart once for a question. The rules are held: others could
/// otherwise come to lie where they lay, and be taken for them.
#[derive(Clone, Default)]
pub(in crate::access) struct Clauses {
    whole: ByAddress<usize, Held>,
    /// As they come to something else for somebody, or for one resource: few of each.
    asked: ByAddress<usize, Vec<(Asked, Held)>>,
    /// The same, by what counts for what they come to: the place of that among all that was read.
    read: ByAddress<[usize; 2], Held>,
    pub(super) readings: HashMap<(Reading, Option<OneResource>), usize>,
    pub(super) reads: ReadsOfRules,
    /// Whether any of them names actions that the reference does not know.
    pub name_unknown: bool,
    /// All of them, by most of what they say.
    known: HashMap<(Effect, Scope, Vec<Demand>), Vec<Arc<Clause>>>,
    /// What two of them both allow; they are held.
    both: ByAddress<[usize; 2], Both>,
}

/// What the statements that look at who asks, or at tags of a resource, come to, and for which resource.
type Asked = (Vec<Comes>, Option<OneResource>);

/// Two clauses, and what both allow.
type Both = ([Arc<Clause>; 2], Option<Arc<Clause>>);

/// Rules and their clauses.
type Held = (Arc<Rules>, Arc<[Arc<Clause>]>);

impl Clauses {
    /// The clauses of all of these policies: several who work side by side then take none apart twice.
    ///
    /// # Errors
    /// Where nobody wants to know any more.
    pub(in crate::access) fn of_all<'a>(policies: impl Iterator<Item = &'a Policy>, progress: &Progress) -> Result<Self, Cancelled> {
        let mut seen = Addresses::default();
        let each: Vec<&Arc<Rules>> = policies.map(Policy::rules).filter(|rules| seen.insert(address(rules))).collect();
        let apart = |rules: &&Arc<Rules>| rules.statements().iter().map(Clause::of).collect::<Vec<_>>();
        let apart = shared_out(&each, || (), |rules, ()| progress.go_on().map(|()| apart(rules)))?;
        let mut clauses = Self::default();
        for (rules, apart) in each.into_iter().zip(apart) {
            let of_rules = apart.into_iter().map(|clause| clauses.same(clause)).collect();
            clauses.whole.insert(address(rules), (rules.clone(), of_rules));
        }
        Ok(clauses)
    }

    /// The clauses of a policy, in the order of its statements.
    pub(in crate::access) fn of(&mut self, policy: &Policy) -> Arc<[Arc<Clause>]> {
        let rules = policy.rules();
        if let Some((_, clauses)) = self.whole.get(&address(rules)) {
            return clauses.clone();
        }
        let clauses: Arc<[_]> = rules.statements().iter().map(|statement| self.same(Clause::of(statement))).collect();
        self.whole.insert(address(rules), (rules.clone(), clauses.clone()));
        clauses
    }

    /// The one clause of all that say the same: another version of a policy says most of what the one before it said.
    fn same(&mut self, clause: Clause) -> Arc<Clause> {
        let known = self.known.entry((clause.effect, clause.scope.clone(), clause.demands.clone())).or_default();
        if let Some(same) = known.iter().find(|known| known.says_the_same(&clause)) {
            return same.clone();
        }
        self.name_unknown |= !clause.unknown.is_empty();
        let clause = Arc::new(clause);
        known.push(clause.clone());
        clause
    }

    /// What one allows and another, too; `None` where that is nothing.
    pub(in crate::access) fn within(&mut self, one: &Arc<Clause>, other: &Arc<Clause>) -> Option<Arc<Clause>> {
        if one.is_apart_from(other) {
            return None;
        }
        let both = || ([one.clone(), other.clone()], one.within(other).map(Arc::new));
        self.both.entry([address(one), address(other)]).or_insert_with(both).1.clone()
    }

    /// The same for somebody who asks, of whom it was read what counts. One that they never meet is about nothing.
    pub(super) fn asked(&mut self, policy: &Policy, asks: &Asks, reading: usize) -> Arc<[Arc<Clause>]> {
        let rules = policy.rules();
        let reading = [address(rules), reading];
        if let Some((_, clauses)) = self.read.get(&reading) {
            return clauses.clone();
        }
        let looking = self.reads.looking(rules);
        let statements = || looking.iter().filter_map(|at| rules.statements().get(*at));
        let asked = (statements().map(|statement| asks.come(statement)).collect(), asks.on.clone());
        let known = self.asked.get(&address(rules)).and_then(|known| known.iter().find(|(known, _)| *known == asked));
        let held = if let Some((_, held)) = known {
            held.clone()
        } else {
            let held: Held = (rules.clone(), self.made_for(policy, asks, &looking));
            self.asked.entry(address(rules)).or_default().push((asked, held.clone()));
            held
        };
        self.read.entry(reading).or_insert(held).1.clone()
    }

    /// The clauses of a policy for somebody who asks, at whom, or at tags of a resource, these of its statements look.
    fn made_for(&mut self, policy: &Policy, asks: &Asks, looking: &[usize]) -> Arc<[Arc<Clause>]> {
        let as_written = self.of(policy);
        let each = policy.statements().iter().zip(&*as_written).enumerate();
        let clause = |(at, (statement, as_written)): (usize, (&Statement, &Arc<Clause>))| {
            let is_as_written = asks.on.is_none() && !looking.contains(&at);
            if is_as_written { as_written.clone() } else { self.same(Clause::asked(statement, &asks.come(statement), asks.on.as_ref())) }
        };
        each.map(clause).collect()
    }
}

impl Clause {
    /// Whether it has none of some actions.
    pub fn has_none_of(&self, actions: &ActionSet) -> bool {
        self.actions.is_disjoint(actions)
    }

    /// Whether it has none of another's.
    pub fn is_apart_from(&self, other: &Self) -> bool {
        self.actions.is_disjoint(&other.actions)
    }

    /// Whether another says the same.
    pub fn says_the_same(&self, other: &Self) -> bool {
        let what = |clause: &Self| (clause.effect, clause.scope.has_variables(), clause.scope.may_lack());
        what(self) == what(other)
            && (&self.actions, &self.scope) == (&other.actions, &other.scope)
            && (&self.demands, &self.unknown) == (&other.demands, &other.unknown)
    }

    pub fn of(statement: &Statement) -> Self {
        let scope = Scope::of(statement.resources());
        let (named, unknown) = statement.actions().map_or_else(|| (ActionSet::new(), Vec::new()), named_by);
        Self { unknown, ..Self::made(statement.effect(), named, scope, demands_of(statement)) }
    }

    fn asked(statement: &Statement, comes: &Comes, on: Option<&OneResource>) -> Self {
        match (comes, on) {
            (Comes::Never, _) => Self::made(statement.effect(), ActionSet::new(), Scope::everything(), Vec::new()),
            (Comes::To { open, .. }, Some(on)) => on.clause(statement, &open.iter().map(|open| open.at).collect::<Vec<_>>()),
            (Comes::To { open, filled, may_lack }, None) => {
                let scope = Scope::asked(statement.resources(), filled.as_deref(), *may_lack);
                let (named, unknown) = statement.actions().map_or_else(|| (ActionSet::new(), Vec::new()), named_by);
                let left = open.iter().filter_map(|open| Some((statement.conditions().get(open.at)?, open.values.as_ref())));
                Self { unknown, ..Self::made(statement.effect(), named, scope, demands_for(left)) }
            }
        }
    }

    /// What both allow; `None` where that is nothing.
    fn within(&self, other: &Self) -> Option<Self> {
        if self.is_apart_from(other) || !self.scope.overlaps(&other.scope) {
            return None;
        }
        let actions = self.actions.clone().intersection(&other.actions);
        let mut demands = [self.demands.as_slice(), other.demands.as_slice()].concat();
        let scope = if other.scope.covers(&self.scope) { &self.scope } else { &other.scope };
        // What both name is no pattern where none has all of the other.
        if !self.scope.covers(scope) {
            demands.push(demand_of(&self.scope));
        }
        demands.sort();
        demands.dedup();
        Some(Self::made(self.effect, actions, scope.clone(), demands))
    }

    /// Those of its actions all of whose resources its scope has, whatever else an action may be asked about.
    pub fn on_all(&self) -> &ActionSet {
        self.on_all.get_or_init(|| on_all(&self.actions, &self.scope))
    }

    /// Clauses that come to the same, each with no patterns but those that its actions take: a bucket's name is none to an action on
    /// objects.
    pub fn by_pattern(self: &Arc<Self>) -> &[Arc<Self>] {
        let count = self.scope.patterns().len();
        if !(2..=PATTERNS).contains(&count) || self.scope.is_everything() {
            return std::slice::from_ref(self);
        }
        self.by_pattern.get_or_init(|| self.split())
    }

    fn split(&self) -> Vec<Arc<Self>> {
        let mut parts = vec![(Vec::new(), self.actions.clone())];
        let listed = self.scope.opposite().unwrap_or_else(|| self.scope.clone());
        for at in 0..listed.patterns().len() {
            let taking = reachable(self.actions.clone(), &listed.part(&[at]));
            let split = |(places, actions): (Vec<usize>, ActionSet)| {
                let with = actions.clone().intersection(&taking);
                [([places.as_slice(), &[at]].concat(), with), (places, actions.minus(&taking))]
            };
            parts = parts.into_iter().flat_map(split).filter(|(_, actions)| !actions.is_empty()).collect();
        }
        // What takes none of them is reached, or not, by the list as a whole.
        let scope = |places: &[usize]| if places.is_empty() { self.scope.clone() } else { self.scope.part(places) };
        let part = |(places, actions): (Vec<usize>, ActionSet)| {
            let (scope, demands) = (scope(&places), self.demands.clone());
            Self { effect: self.effect, actions, scope, demands, unknown: Vec::new(), on_all: OnceLock::new(), by_pattern: OnceLock::new() }
        };
        parts.into_iter().map(part).map(Arc::new).collect()
    }

    /// A clause about those of some actions that take a resource of the scope.
    pub fn made(effect: Effect, actions: ActionSet, scope: Scope, demands: Vec<Demand>) -> Self {
        let actions = reachable(actions, &scope);
        Self { effect, actions, scope, demands, unknown: Vec::new(), on_all: OnceLock::new(), by_pattern: OnceLock::new() }
    }
}

fn named_by(actions: &Actions) -> (ActionSet, Vec<String>) {
    let mut set = ActionSet::new();
    let mut unknown = Vec::new();
    for text in actions.texts() {
        let matching = ActionSet::matching(text);
        if matching.is_empty() {
            unknown.push((**text).to_owned());
        }
        set.union_with(&matching);
    }
    if actions.is_negated() { (set.complement(), Vec::new()) } else { (set, unknown) }
}

/// The actions of a set that take a resource which a scope has.
pub(in crate::access) fn reachable(actions: ActionSet, scope: &Scope) -> ActionSet {
    if scope.is_everything() {
        return actions;
    }
    if scope.is_negated() {
        let without = on_all(&actions, &scope.listed());
        return actions.minus(&without);
    }
    let mut kept = ActionSet::new();
    for service in actions.services() {
        let Some(types) = service.service().and_then(ResourceTypes::known) else { continue };
        let named: Vec<&str> = scope.patterns().iter().flat_map(|pattern| types.named_by(pattern)).collect();
        if named.is_empty() {
            continue;
        }
        for action in actions.of_service(service) {
            let takes = action.action().is_some_and(|action| action.resources.iter().any(|kind| named.contains(&kind.resource_type)));
            if takes {
                kept.insert(action);
            }
        }
    }
    kept
}

/// The actions of a set all of whose resources a scope has; of those that take none, where it has them as well.
fn on_all(actions: &ActionSet, scope: &Scope) -> ActionSet {
    if scope.is_negated() {
        return actions.clone().minus(&reachable(actions.clone(), &scope.listed()));
    }
    if scope.is_everything() {
        return actions.clone();
    }
    let mut found = ActionSet::new();
    for service in actions.services() {
        let covered = service.service().and_then(ResourceTypes::known).map(|types| types.covered_by(scope.patterns()));
        let Some(covered) = covered.filter(|covered| !covered.is_empty()) else { continue };
        for action in actions.of_service(service) {
            let kinds = action.action().map(|action| action.resources.as_slice()).unwrap_or_default();
            if !kinds.is_empty() && kinds.iter().all(|kind| covered.contains(&kind.resource_type)) {
                found.insert(action);
            }
        }
    }
    found
}

/// The actions that a principal's own policies can't grant alone even in one account: assuming a role, for which the trust policy
/// must allow, and using a KMS key, for which the key policy must.
pub(in crate::access) fn gated() -> &'static ActionSet {
    static GATED: LazyLock<ActionSet> = LazyLock::new(|| {
        let mut gated = ActionSet::new();
        for pattern in ["sts:*", "kms:*"] {
            for action in ActionSet::matching(pattern).iter() {
                if action.action().is_some_and(|action| action.resources.iter().any(|kind| matches!(kind.resource_type, "role" | "key"))) {
                    gated.insert(action);
                }
            }
        }
        gated
    });
    &GATED
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::document::Document;

    #[test]
    fn rules_that_come_and_go_are_not_taken_for_each_other() {
        let mut clauses = Clauses::default();
        for count in (0..40).map(|at| 1 + at % 2) {
            let statements = vec![r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}"#; count].join(",");
            let document = Document::read(&format!(r#"{{"Statement":[{statements}]}}"#)).unwrap();
            assert_eq!(clauses.of(&Policy::compile("p", &document)).len(), count);
        }
    }
}
