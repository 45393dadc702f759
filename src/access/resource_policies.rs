//! What the policies of the account's resources grant and deny its users and roles.

use std::collections::HashMap;
use std::sync::Arc;

use super::asks::Asks;
use super::clause::{Clause, gated};
use super::demand::{Demand, demand_of, demands};
use super::scope::Scope;
use crate::account::Account;
use crate::account::authorization::{Asker, Origin, Source, context_of, is_of_principal};
use crate::account::entity::{Entity, EntityKey, ResourceKey, ResourceKind, Role};
use crate::account::id::UniqueId;
use crate::policy::actions::{ActionSet, ServiceId};
use crate::policy::compiled::{Named, Rules, Statement};
use crate::policy::condition::Condition;
use crate::policy::decision::{Layer, Place, Policies};
use crate::policy::document::Effect;
use crate::policy::reach::Pattern;
use crate::policy::request::{Action, Principal, Request, Resource};

/// A statement of a resource's policy that is about somebody.
#[derive(Clone, Debug)]
pub(super) struct Heard {
    pub clause: Arc<Clause>,
    /// Which of the policies, and which of its statements.
    pub place: Place,
    /// How it names the caller.
    pub named: Named,
}

impl Heard {
    /// Whether it grants whatever the permissions boundary says: it names the caller itself, or everyone.
    pub fn is_unbounded(&self) -> bool {
        self.named > Named::Role
    }

    /// Whether it names only the account, and so leaves it to the account's own policies.
    pub fn is_consent(&self) -> bool {
        self.named == Named::Account
    }
}

/// All that has a say in what somebody may do.
#[derive(Clone, Copy)]
pub(super) struct Said<'a> {
    /// Its own policies.
    pub policies: &'a Policies,
    /// What the policies of resources say of it.
    pub heard: &'a [Heard],
    /// Who it is, where that makes a difference.
    pub asks: Option<&'a Asks>,
}

/// A resource by its ARNs, and the services that have actions on it.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) struct OneResource {
    pub arns: Vec<String>,
    pub services: Vec<String>,
}

/// The policies of resources.
pub(super) struct ResourcePolicies {
    policies: Vec<(Origin, Arc<Rules>, Arc<OneResource>)>,
}

/// Clauses that were made of statements, so that the same statement is the same clause in an account before and after a change:
/// by the rules, which are held, the statement, the resource, and the conditions that are left.
#[derive(Default)]
pub(super) struct HeardClauses(HashMap<ClauseKey, (Arc<Rules>, Arc<Clause>)>);

/// Of which statement a clause is made.
type ClauseKey = (*const Rules, usize, Arc<OneResource>, Vec<usize>);

impl ResourcePolicies {
    /// Those of the practice estate. Policies that can't be read say nothing.
    pub fn of_estate(account: &Account) -> Self {
        let keys = ResourceKind::ALL.into_iter().flat_map(|kind| account.resources(kind)).filter_map(Entity::resource);
        let policies = keys.filter_map(|key| {
            let rules = account.policy_on(&key)?.rules().cloned()?;
            let of = OneResource::of_estate(account, &key);
            Some((Origin { source: Source::Resource(key), group: None }, rules, of.into()))
        });
        Self { policies: policies.collect() }
    }

    /// The same with the trust policies of all roles.
    pub fn with_trust(account: &Account) -> Self {
        Self::with_trust_of(account, account.roles().map(|role| role.id))
    }

    /// The same with the trust policies of some roles.
    pub fn with_trust_of(account: &Account, ids: impl Iterator<Item = UniqueId>) -> Self {
        let mut all = Self::of_estate(account);
        all.policies.extend(ids.filter_map(|id| {
            let role = account.role(id)?;
            let rules = account.current_policy(&role.trust_policy).rules().cloned()?;
            let of = OneResource::of_role(account, role);
            Some((Origin { source: Source::Trust(role.id), group: None }, rules, of.into()))
        }));
        all
    }

    /// That of one resource or role.
    pub fn of_one(account: &Account, one: &OneResource) -> Self {
        let mut all = Self::with_trust(account);
        all.policies.retain(|(.., of)| of.arns == one.arns);
        all
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.policies.is_empty()
    }

    /// Where they come from, in order.
    pub fn origins(&self) -> Vec<Origin> {
        self.policies.iter().map(|(origin, ..)| origin.clone()).collect()
    }

    /// The resource of each, and all actions of its services.
    pub fn scopes(&self) -> impl Iterator<Item = (Scope, ActionSet)> {
        self.policies.iter().map(|(.., of)| (of.scope(), of.actions()))
    }

    /// What of them is about somebody. A statement that names only the account counts where nothing is allowed without.
    pub fn about(&self, account: &Account, asker: &Asker, has_boundary: bool, clauses: &mut HeardClauses) -> Vec<Heard> {
        let Some(request) = request_of(account, asker) else { return Vec::new() };
        let mut heard = Vec::new();
        for ((_, rules, of), policy) in self.policies.iter().zip(0..) {
            for (statement, at) in rules.statements().iter().zip(0..) {
                let Some(named) = statement.names(&request, has_boundary) else { continue };
                let Some(open) = open_conditions(statement, &request) else { continue };
                let clause = clauses.of(rules, (at, statement), of, &open);
                let is_needless = named == Named::Account && clause.effect == Effect::Allow && clause.has_none_of(gated());
                let place = Place { layer: Layer::Resource, policy, statement: u32::try_from(at).unwrap_or(u32::MAX) };
                if !is_needless {
                    heard.push(Heard { clause, place, named });
                }
            }
        }
        heard
    }
}

/// Whether the policy of a resource is another than before, or that of a role that says who may assume it.
pub(super) fn is_changed(before: &Account, after: &Account, changed: &[EntityKey]) -> bool {
    changed.iter().any(|key| match key {
        EntityKey::PolicyOn(resource) => before.policy_on(resource) != after.policy_on(resource),
        EntityKey::Role(id) => {
            let trust = |account: &Account| account.role(*id).map(|role| account.current_policy(&role.trust_policy));
            trust(before) != trust(after)
        }
        _ => false,
    })
}

/// A request by somebody, for nothing in particular.
fn request_of(account: &Account, asker: &Asker) -> Option<Request> {
    let principal = Principal::parse(&account.asker_arn(asker)?).ok()?;
    let (action, resource) = (Action::parse("sts:GetCallerIdentity").ok()?, Resource::parse("*").ok()?);
    let context = context_of(&account.keys_of(asker));
    Some(Request::new(principal, action, resource).with_context(context))
}

/// The places of the conditions that other circumstances may meet or not; `None` where who asks never meets one. What a
/// condition asks of who asks is known.
fn open_conditions(statement: &Statement, request: &Request) -> Option<Vec<usize>> {
    let is_known = |condition: &Condition| {
        is_of_principal(condition.key().name()) && condition.variables().all(|variable| is_of_principal(variable.name()))
    };
    let mut open = Vec::new();
    for (at, condition) in statement.conditions().iter().enumerate() {
        if !is_known(condition) {
            open.push(at);
        } else if condition.check(&request.context).is_err() {
            return None;
        }
    }
    Some(open)
}

/// All that a resource's policy can be about.
pub(super) fn arns(account: &Account, key: &ResourceKey) -> Vec<String> {
    let arn = account.resource_arn(key);
    match key.kind {
        ResourceKind::Bucket => vec![arn.clone(), format!("{arn}/*")],
        ResourceKind::Function => vec![arn.clone(), format!("{arn}:*")],
        _ => vec![arn],
    }
}

impl HeardClauses {
    fn of(&mut self, rules: &Arc<Rules>, (at, statement): (usize, &Statement), on: &Arc<OneResource>, open: &[usize]) -> Arc<Clause> {
        let key = (Arc::as_ptr(rules), at, on.clone(), open.to_vec());
        self.0.entry(key).or_insert_with(|| (rules.clone(), Arc::new(on.clause(statement, open)))).1.clone()
    }
}

impl OneResource {
    /// One of the practice estate's.
    pub fn of_estate(account: &Account, key: &ResourceKey) -> Self {
        Self { arns: arns(account, key), services: vec![key.kind.service().to_owned()] }
    }

    /// A role, as what is assumed.
    pub fn of_role(account: &Account, role: &Role) -> Self {
        Self { arns: vec![account.role_arn(role)], services: vec!["sts".to_owned()] }
    }

    /// A statement as far as it is about the resource, with the conditions at these places.
    pub fn clause(&self, statement: &Statement, open: &[usize]) -> Clause {
        let whole = Clause::of(statement);
        let kept = parts(&whole.scope, &self.arns);
        let conditions = statement.conditions().iter().enumerate().filter(|(at, _)| open.contains(at));
        let mut demands: Vec<Demand> = demands(conditions.map(|(_, condition)| condition));
        // What can't be told as patterns of the resource itself stands as what else is asked.
        if kept.is_none() {
            demands.push(demand_of(&whole.scope));
            demands.sort();
        }
        let has_variables = kept.is_some() && whole.scope.has_variables();
        let services = self.services.iter().filter_map(|service| ServiceId::of_prefix(service));
        let actions = services.flat_map(|service| whole.actions.of_service(service)).collect();
        let scope = kept.map_or_else(|| self.scope(), |kept| Scope::named(kept, has_variables));
        Clause::made(statement.effect(), actions, scope, demands)
    }

    /// All that it is.
    fn scope(&self) -> Scope {
        Scope::named(self.arns.iter().map(|arn| (arn.clone(), Pattern::of_resource(arn))).collect(), false)
    }

    /// All actions of its services.
    fn actions(&self) -> ActionSet {
        let mut actions = ActionSet::new();
        self.services.iter().filter_map(|service| ServiceId::of_prefix(service)).for_each(|service| actions.insert_service(service));
        actions
    }
}

/// What of a scope lies in a resource, as patterns; `None` where no patterns say so.
fn parts(scope: &Scope, arns: &[String]) -> Option<Vec<(String, Pattern)>> {
    if scope.is_negated() {
        return None;
    }
    let own: Vec<(&String, Pattern)> = arns.iter().map(|arn| (arn, Pattern::of_resource(arn))).collect();
    let mut parts: Vec<(String, Pattern)> = Vec::new();
    for (text, pattern) in scope.texts().iter().zip(scope.patterns()) {
        if own.iter().any(|(_, own)| own.covers(pattern)) {
            parts.push((text.clone(), pattern.clone()));
            continue;
        }
        for (arn, own) in &own {
            match (pattern.covers(own), pattern.overlaps(own)) {
                (true, _) => parts.push(((*arn).clone(), own.clone())),
                (false, true) => return None,
                (false, false) => {}
            }
        }
    }
    parts.sort_by(|one, other| one.0.cmp(&other.0));
    parts.dedup_by(|one, other| one.0 == other.0);
    Some(parts)
}
