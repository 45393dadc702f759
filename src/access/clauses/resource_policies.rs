//! What the policies of the account's resources grant and deny its users and roles.

use std::cell::LazyCell;
use std::collections::HashMap;
use std::mem::{Discriminant, discriminant};
use std::sync::{Arc, LazyLock};

use super::asks::Asks;
use super::clause::{Clause, gated};
use super::hearer::Hearer;
use super::one_resource::OneResource;
use super::personal::{Personal, StatementAt};
use super::scope::Scope;
use crate::account::Account;
use crate::account::authorization::{Asker, Origin, Source, WITHOUT_PERMISSION, is_of_principal};
use crate::account::entity::{Entity, EntityKey, ResourceKind};
use crate::account::id::UniqueId;
use crate::policy::actions::{ActionId, ActionSet};
use crate::policy::compiled::{Named, Principals, Rules, Statement};
use crate::policy::condition::Condition;
use crate::policy::decision::{Layer, Place, Policies};
use crate::policy::document::Effect;

/// A statement of a resource's policy that is about somebody.
#[derive(Clone, Debug)]
pub(in crate::access) struct Heard {
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
pub(in crate::access) struct Said<'a> {
    /// Its own policies.
    pub policies: &'a Policies,
    /// What the policies of resources say of it.
    pub heard: &'a [Heard],
    /// Who it is, where that makes a difference.
    pub asks: Option<&'a Asks>,
}

/// The policies of resources.
pub(in crate::access) struct ResourcePolicies {
    policies: Arc<[OfResource]>,
    personal: Personal,
    /// Whether what users need no permission for counts as said, too.
    with_needless: bool,
}

/// A resource's policy.
#[derive(Clone)]
struct OfResource {
    origin: Origin,
    rules: Arc<Rules>,
    on: Arc<OneResource>,
    /// The places of the statements that say something else of one than of another.
    personal: Vec<usize>,
}

/// Clauses that were made of statements, so that the same statement is the same clause in an account before and after a change, and
/// lists of them, so that whoever hears the same has the same list.
#[derive(Default)]
pub(in crate::access) struct HeardClauses {
    /// By the rules, which are held, the statement, the resource, and the conditions that are left.
    clauses: HashMap<ClauseKey, (Arc<Rules>, Arc<Clause>)>,
    /// What is said of all users or roles alike: by the policies, which are held, by what kind they are of, and whether they have a
    /// boundary.
    of_all: HashMap<Audience, Told>,
    lists: HashMap<Vec<(*const Clause, Named)>, Arc<[Heard]>>,
}

/// What users need no permission for, as a statement.
static NEEDLESS: LazyLock<Arc<Clause>> = LazyLock::new(|| {
    let actions = ActionId::named(WITHOUT_PERMISSION).into_iter().collect();
    Arc::new(Clause::made(Effect::Allow, actions, Scope::everything(), Vec::new()))
});

/// Of which policies something is said to whom.
type Audience = (*const [OfResource], Discriminant<Asker>, bool);

/// Policies, and what they say.
type Told = (Arc<[OfResource]>, Arc<[Heard]>);

/// Of which statement a clause is made.
type ClauseKey = (*const Rules, usize, Arc<OneResource>, Vec<usize>);

impl ResourcePolicies {
    /// Those of the practice estate. Policies that can't be read say nothing.
    pub fn of_estate(account: &Account) -> Self {
        let keys = ResourceKind::ALL.into_iter().flat_map(|kind| account.resources(kind)).filter_map(Entity::resource);
        let policies = keys.filter_map(|key| {
            let rules = account.policy_on(&key)?.rules().cloned()?;
            let on = OneResource::of_estate(account, &key);
            Some(OfResource::of(Source::Resource(key), rules, on))
        });
        Self::new(policies)
    }

    fn new(policies: impl Iterator<Item = OfResource>) -> Self {
        let policies: Arc<[OfResource]> = policies.collect();
        let mut personal = Personal::default();
        for (at, policy) in policies.iter().enumerate() {
            policy.personal.iter().for_each(|statement| personal.add((at, *statement), &policy.rules));
        }
        Self { policies, personal, with_needless: false }
    }

    /// The same with what users need no permission for, as if everybody were let do it: a deny takes it, and a boundary does not.
    pub fn and_needless(self) -> Self {
        Self { with_needless: true, ..self }
    }

    /// The same with the trust policies of all roles.
    pub fn with_trust(account: &Account) -> Self {
        Self::with_trust_of(account, account.roles().map(|role| role.id))
    }

    /// The same with the trust policies of some roles.
    pub fn with_trust_of(account: &Account, ids: impl Iterator<Item = UniqueId>) -> Self {
        let trust = ids.filter_map(|id| {
            let role = account.role(id)?;
            let rules = account.current_policy(&role.trust_policy).rules().cloned()?;
            Some(OfResource::of(Source::Trust(role.id), rules, OneResource::of_role(account, role)))
        });
        Self::new(Self::of_estate(account).policies.iter().cloned().chain(trust))
    }

    /// That of one resource or role.
    pub fn of_one(account: &Account, one: &OneResource) -> Self {
        Self::new(Self::with_trust(account).policies.iter().filter(|policy| policy.on.arns == one.arns).cloned())
    }

    /// Where they come from, in order.
    pub fn origins(&self) -> Vec<Origin> {
        self.policies.iter().map(|policy| policy.origin.clone()).collect()
    }

    /// The resource of each, and all actions of its services.
    pub fn scopes(&self) -> impl Iterator<Item = (Scope, ActionSet)> {
        self.policies.iter().map(|policy| (policy.on.scope(), policy.on.actions()))
    }

    /// What of them is about somebody. A statement that names only the account counts where nothing is allowed without.
    pub fn about(&self, account: &Account, asker: &Asker, has_boundary: bool, clauses: &mut HeardClauses) -> Arc<[Heard]> {
        let hearer = LazyCell::new(|| Hearer::of(account, asker));
        let key = (Arc::as_ptr(&self.policies), discriminant(asker), has_boundary);
        let of_all = if let Some((_, heard)) = clauses.of_all.get(&key) {
            heard.clone()
        } else {
            let each = self.policies.iter().enumerate();
            let each = each.flat_map(|(at, policy)| (0..policy.rules.statements().len()).map(move |statement| (policy, (at, statement))));
            let general = each.filter(|(policy, (_, at))| !policy.personal.contains(at)).map(|(_, place)| place);
            let mut heard = self.heard(&hearer, has_boundary, general, clauses);
            heard.extend(matches!(asker, Asker::User(_)).then(|| self.needless()).flatten());
            let heard = clauses.listed(heard);
            clauses.of_all.insert(key, (self.policies.clone(), heard.clone()));
            heard
        };
        let Some(caller) = account.asker_arn(asker) else { return of_all };
        let personal = self.personal.about(&caller);
        if personal.is_empty() {
            return of_all;
        }
        let own = self.heard(&hearer, has_boundary, personal.into_iter(), clauses);
        if own.is_empty() {
            return of_all;
        }
        let mut all = [&of_all, own.as_slice()].concat();
        all.sort_by_key(|heard| (heard.place.policy, heard.place.statement));
        clauses.listed(all)
    }

    /// What users need no permission for, where that counts.
    pub fn needless(&self) -> Option<Heard> {
        let place = Place { layer: Layer::Resource, policy: u32::MAX, statement: 0 };
        self.with_needless.then(|| Heard { clause: NEEDLESS.clone(), place, named: Named::Caller })
    }

    /// What of some of their statements is about who makes a request.
    fn heard(
        &self,
        hearer: &Hearer,
        has_boundary: bool,
        places: impl Iterator<Item = StatementAt>,
        clauses: &mut HeardClauses,
    ) -> Vec<Heard> {
        let Some(request) = &hearer.request else { return Vec::new() };
        let mut heard = Vec::new();
        for (policy, at) in places {
            let Some(of) = self.policies.get(policy) else { continue };
            let Some(statement) = of.rules.statements().get(at) else { continue };
            let Some(named) = statement.names(request, has_boundary) else { continue };
            let Some(open) = hearer.open_conditions(statement, &request.context) else { continue };
            let clause = clauses.of(&of.rules, (at, statement), &of.on, &open);
            let is_needless = named == Named::Account && clause.effect == Effect::Allow && clause.has_none_of(gated());
            let [policy, statement] = [policy, at].map(|at| u32::try_from(at).unwrap_or(u32::MAX));
            if !is_needless {
                heard.push(Heard { clause, place: Place { layer: Layer::Resource, policy, statement }, named });
            }
        }
        heard
    }
}

impl OfResource {
    fn of(source: Source, rules: Arc<Rules>, on: OneResource) -> Self {
        let each = rules.statements().iter().enumerate();
        let personal = each.filter(|(_, statement)| is_personal(statement)).map(|(at, _)| at).collect();
        Self { origin: Origin { source, group: None }, rules, on: on.into(), personal }
    }
}

/// Whether a statement may say something else of one user than of another, or of one role.
fn is_personal(statement: &Statement) -> bool {
    let looks = |condition: &Condition| condition.context_keys().any(|key| is_of_principal(key.name()));
    statement.principals().is_some_and(Principals::names_identities) || statement.conditions().iter().any(looks)
}

/// Whether the policy of a resource is another than before, or that of a role that says who may assume it.
pub(in crate::access) fn is_changed(before: &Account, after: &Account, changed: &[EntityKey]) -> bool {
    changed.iter().any(|key| match key {
        EntityKey::PolicyOn(resource) => before.policy_on(resource) != after.policy_on(resource),
        EntityKey::Role(id) => {
            let trust = |account: &Account| account.role(*id).map(|role| account.current_policy(&role.trust_policy));
            trust(before) != trust(after)
        }
        _ => false,
    })
}

impl HeardClauses {
    fn of(&mut self, rules: &Arc<Rules>, (at, statement): (usize, &Statement), on: &Arc<OneResource>, open: &[usize]) -> Arc<Clause> {
        let key = (Arc::as_ptr(rules), at, on.clone(), open.to_vec());
        self.clauses.entry(key).or_insert_with(|| (rules.clone(), Arc::new(on.clause(statement, open)))).1.clone()
    }

    /// The same list for the same clauses.
    pub fn listed(&mut self, heard: Vec<Heard>) -> Arc<[Heard]> {
        let key = heard.iter().map(|heard| (Arc::as_ptr(&heard.clause), heard.named)).collect();
        self.lists.entry(key).or_insert_with(|| heard.into()).clone()
    }
}
