//! What a principal can do: by service and access level, on which resources, under which conditions, and through what.

mod cuts;
pub(super) mod excess;
pub(super) mod guards;
mod in_vain;
mod never;

use std::sync::Arc;

pub use self::cuts::{Cut, CutBy, LetThrough};
use self::guards::{Guards, Withheld};
pub use self::in_vain::InVain;
use self::never::never;
use crate::access::asked::who::Who;
use crate::access::clauses::asks::Asks;
use crate::access::clauses::clause::Clauses;
use crate::access::clauses::demand::Demand;
use crate::access::clauses::reach::{Grant, Reach};
use crate::access::clauses::resource_policies::{HeardClauses, ResourcePolicies, Said};
use crate::access::clauses::scope::Scope;
use crate::access::may::besides::besides;
use crate::access::progress::{Cancelled, Progress};
use crate::account::Account;
use crate::account::authorization::{Asker, Authority, Origin};
use crate::account::entity::PolicyKey;
use crate::account::id::{AccessKeyId, UniqueId};
use crate::catalog::AccessLevel;
use crate::policy::actions::{ActionId, ActionSet, ServiceId};
use crate::policy::decision::{Layer, Place};

/// What the policies of a user, group or role come to, with what the policies of the account's resources say of it. Told from the
/// patterns.
#[derive(Clone, Debug)]
pub struct WhatCan {
    /// Whether it is the root user, who may everything that no policy of a resource denies.
    pub is_root: bool,
    /// How many policies a session has that narrow all of this further.
    pub session_policies: usize,
    /// What no policy decides: what needs no permission, and what the credentials do not reach. In sentences.
    pub besides: Vec<String>,
    /// The policies, with their origins.
    pub authority: Arc<Authority>,
    reach: Arc<Reach>,
    /// Where the policies of resources come from, in the order of their places.
    resources: Arc<[Origin]>,
    /// What the policies of roles and keys withhold, by the places of the grants; none where it is nobody who asks.
    withheld: Arc<[Vec<Withheld>]>,
    /// The actions of each grant that no circumstances allow, by its place.
    never: Arc<[ActionSet]>,
}

/// Actions of one service and access level that one statement grants.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// The service.
    pub service: ServiceId,
    /// The access level.
    pub level: AccessLevel,
    /// How many of the level's actions.
    pub count: usize,
    /// How many there are.
    pub of: usize,
    /// Whether something cuts it, or actions of its level off the statement: what, [`WhatCan::cuts`] tells.
    pub is_cut: bool,
    grant: usize,
}

impl Row {
    /// Whether an action is of the row's level: what cuts another does not concern it.
    fn is_of_level(&self, action: ActionId) -> bool {
        action.action().is_some_and(|action| action.level == self.level)
    }
}

/// Whose policies are looked at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Whose {
    /// Those of somebody who makes requests.
    Asker(Asker),
    /// Those of a session that the account keeps, by its key.
    Session(AccessKeyId),
    /// Those of a user, group or role by themselves.
    Identity(UniqueId),
    /// A managed policy by itself.
    Policy(PolicyKey),
}

/// Finds out what somebody's own policies let them do, or what a group's or one policy come to.
///
/// # Errors
/// Where nobody wants the answer any more.
pub fn what_can(account: &Account, whose: &Whose, progress: &Progress) -> Result<WhatCan, Cancelled> {
    let of_session = |key: &AccessKeyId| account.session(*key).map(|session| (session.of.clone(), session.policy_count()));
    let (asker, session_policies) = match whose {
        Whose::Asker(asker) => (Some(asker.clone()), 0),
        Whose::Session(key) => of_session(key).map_or((None, 0), |(asker, policies)| (Some(asker), policies)),
        Whose::Identity(_) | Whose::Policy(_) => (None, 0),
    };
    let authority = match (whose, &asker) {
        (_, Some(asker)) => account.policies_for(asker),
        (Whose::Identity(identity), _) => account.policies_of_identity(*identity),
        (Whose::Policy(policy), _) => account.policy_by_itself(policy),
        (Whose::Asker(_) | Whose::Session(_), None) => Authority::default(),
    };
    // No policy of a resource says anything of a group, or of a policy by itself.
    let policies = asker.as_ref().map(|asker| (asker, ResourcePolicies::with_trust(account)));
    let has_boundary = !authority.policies.boundary.is_empty();
    let hear = |(asker, policies): &(&Asker, ResourcePolicies)| policies.about(account, asker, has_boundary, &mut HeardClauses::default());
    let heard = policies.as_ref().map(hear).unwrap_or_default();
    let asks = Asks::of(account, asker.as_ref(), false, None);
    let said = Said { policies: &authority.policies, heard: &heard, asks: asks.as_ref() };
    progress.expect(Reach::steps(said));
    let mut clauses = Clauses::default();
    let mut reach = Reach::of(said, &mut clauses, &mut || progress.step(1))?;
    reach.divide();
    let who = match &asker {
        Some(Asker::User(id) | Asker::RoleSession { role: id, .. }) => Some(Who::alone(account, *id)),
        _ => None,
    };
    let never = who.map_or_else(|| Ok(Vec::new()), |who| never(&who, said, &reach, &mut clauses, progress))?.into();
    let guards = policies.as_ref().map(|(_, policies)| Guards::of(policies, &heard));
    let withheld = guards.iter().flat_map(|guards| reach.grants.iter().map(|grant| guards.withheld(grant))).collect();
    let origins = policies.as_ref().map(|(_, policies)| policies.origins()).unwrap_or_default();
    let (is_root, resources) = (asker == Some(Asker::Root), origins.into());
    let session = if let Whose::Session(key) = whose { Some(*key) } else { None };
    let besides = asker.map(|asker| besides(account, &asker, session)).unwrap_or_default();
    Ok(WhatCan { is_root, session_policies, besides, authority: authority.into(), reach: reach.into(), resources, withheld, never })
}

impl WhatCan {
    /// A row for each service, access level and statement, by service and level.
    pub fn rows(&self) -> Vec<Row> {
        let mut rows = Vec::new();
        for (at, grant) in self.reach.grants.iter().enumerate() {
            let (cut, given) = (self.cut_actions(at, grant), self.given(at, grant));
            for service in given.services() {
                let all = levels_of(service);
                let found = given.len_by_level(service);
                let cut = cut.len_by_level(service);
                for (level, ((count, of), cut)) in AccessLevel::ALL.into_iter().zip(found.into_iter().zip(all).zip(cut)) {
                    if count > 0 {
                        rows.push(Row { service, level, count, of, is_cut: cut > 0, grant: at });
                    }
                }
            }
        }
        rows.sort_by_key(|row| (row.service, row.level, row.grant));
        rows
    }

    /// The actions of a grant's statement of which something is cut, or all.
    fn cut_actions(&self, at: usize, grant: &Grant) -> ActionSet {
        let mut left = grant.actions.clone().minus(&grant.bounded);
        for denial in grant.excepted.iter().filter_map(|at| self.reach.denials.get(*at)) {
            left.subtract(&denial.clause.actions);
        }
        self.withheld(at).iter().for_each(|withheld| left.subtract(&withheld.actions));
        grant.clause.actions.clone().minus(&left)
    }

    /// The actions of a grant that it allows in some circumstances.
    fn given(&self, at: usize, grant: &Grant) -> ActionSet {
        self.never.get(at).map_or_else(|| grant.actions.clone(), |never| grant.actions.clone().minus(never))
    }

    /// What the policies of roles and keys withhold of a grant.
    fn withheld(&self, grant: usize) -> &[Withheld] {
        self.withheld.get(grant).map(Vec::as_slice).unwrap_or_default()
    }

    fn grant(&self, row: &Row) -> Option<&Grant> {
        self.reach.grants.get(row.grant)
    }

    /// The actions of a row, by name.
    pub fn actions(&self, row: &Row) -> Vec<ActionId> {
        let given = |grant: &Grant| self.given(row.grant, grant);
        let of_level = |grant: &Grant| given(grant).of_service(row.service).filter(|action| row.is_of_level(*action)).collect();
        self.grant(row).map(of_level).unwrap_or_default()
    }

    /// Whether a statement allows something, though nothing may be left of it.
    pub fn grants_anything(&self) -> bool {
        self.reach.grants.iter().any(|grant| !grant.clause.actions.is_empty())
    }

    /// The resources and the conditions of a statement that grants in vain.
    pub fn vain_scope(&self, vain: &InVain) -> Option<(&Scope, &[Demand])> {
        self.reach.grants.get(vain.grant).map(|grant| (&grant.clause.scope, grant.clause.demands.as_slice()))
    }

    /// The resources of a row.
    pub fn scope(&self, row: &Row) -> Option<&Scope> {
        self.grant(row).map(|grant| &grant.clause.scope)
    }

    /// The conditions of a row.
    pub fn demands(&self, row: &Row) -> &[Demand] {
        self.grant(row).map(|grant| grant.clause.demands.as_slice()).unwrap_or_default()
    }

    /// The statement that grants a row.
    pub fn place(&self, row: &Row) -> Option<Place> {
        self.grant(row).map(|grant| grant.place)
    }

    /// Where the policy of a row comes from.
    pub fn origin(&self, row: &Row) -> Option<&Origin> {
        self.origin_at(self.place(row)?)
    }

    /// Where the policy at a place comes from.
    pub fn origin_at(&self, place: Place) -> Option<&Origin> {
        match place.layer {
            Layer::Resource => self.resources.get(place.policy as usize),
            layer => self.authority.origins.get(layer, place.policy as usize),
        }
    }

    /// Whether an action is allowed on all resources that one of its grants names, whatever the circumstances: no condition, and
    /// nothing that cuts it.
    pub fn is_whole(&self, row: &Row, action: ActionId) -> bool {
        let is_withheld = self.withheld(row.grant).iter().any(|withheld| withheld.actions.contains(action));
        !is_withheld && self.grant(row).is_some_and(|grant| grant.is_whole(&self.reach, action))
    }

    /// Every action that some grant reaches, but for what is shut.
    pub fn reached(&self) -> ActionSet {
        let of_grant = |(at, grant): (usize, &Grant)| self.given(at, grant).minus(&self.shut_of(at));
        self.reach.grants.iter().enumerate().map(of_grant).fold(ActionSet::new(), |all, actions| all.union(&actions))
    }

    /// The actions that grants name in vain: they need the policy of a role or key to let in, and none of the account does.
    pub fn shut(&self) -> ActionSet {
        let shut = (0..self.reach.grants.len()).map(|at| self.shut_of(at)).fold(ActionSet::new(), |all, actions| all.union(&actions));
        shut.minus(&self.reached())
    }

    fn shut_of(&self, grant: usize) -> ActionSet {
        let shut = self.withheld(grant).iter().filter(|withheld| withheld.let_in.is_empty());
        shut.fold(ActionSet::new(), |all, withheld| all.union(&withheld.actions))
    }

    /// Patterns of actions in statements that allow, which the reference knows no action for, with their statement.
    pub fn unknown(&self) -> impl Iterator<Item = (&str, Place)> {
        self.reach.grants.iter().flat_map(|grant| grant.clause.unknown.iter().map(move |text| (text.as_str(), grant.place)))
    }

    /// What the policies come to.
    pub(in crate::access) fn reach(&self) -> &Reach {
        &self.reach
    }

    /// Whether a boundary bounds the principal.
    pub fn is_bounded(&self) -> bool {
        self.authority.origins.get(Layer::Boundary, 0).is_some()
    }
}

/// How many actions of each level a service has.
fn levels_of(service: ServiceId) -> [usize; 5] {
    let mut all = ActionSet::new();
    all.insert_service(service);
    all.len_by_level(service)
}
