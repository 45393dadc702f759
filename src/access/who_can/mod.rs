//! Who can do an action on a resource, and through what?

pub(super) mod breadth;
pub(super) mod classes;
mod left_out;
pub(super) mod personal;
mod sessions;
mod spared;
pub(super) mod statement_about;
pub(super) mod wide;

use std::collections::HashMap;
use std::hash::Hash;
use std::mem::discriminant;
use std::sync::Arc;

use self::breadth::{Breadth, OnAll};
use self::classes::{Class, classes};
use self::personal::OfAction;
use self::wide::is_pattern;
use crate::access::clauses::named_sessions::NamedSession;
use crate::access::clauses::outsiders::{KeptOut, outsiders};
use crate::access::clauses::session_names::SessionNames;
use crate::access::may::hinges::{Varying, hinges};
use crate::access::progress::{Cancelled, Progress};
use crate::access::question::Question;
use crate::access::shares::shared_out;
use crate::account::Account;
use crate::account::authorization::{Asker, Authority, Circumstances, Origin};
use crate::account::entity::PolicyText;
use crate::policy::compiled::{Named, Outcome};
use crate::policy::decision::{Decision, Explanation, Layer, Place, StatementFinding, explain};
use crate::policy::document::Effect;
use crate::policy::request::{Action, Resource, Value};

/// The answer about all principals of an account.
#[derive(Clone, Default, Debug)]
pub struct WhoCan {
    /// Everybody: those who have equal policies and an equal answer together. Root comes first; whom of no identity in this account
    /// the policy of the resource lets in comes last.
    pub grantees: Vec<Grantee>,
    /// How many principals of the account there are, and others who are let in.
    pub asked: usize,
    /// Of a pattern a resource that it covers, where one is known.
    pub example: Option<String>,
    /// Whether it would have taken too long to tell some principals apart: they may have more than is told.
    pub is_cut_short: bool,
}

/// Principals with one answer.
#[derive(Clone, Debug)]
pub struct Grantee {
    /// Who they are, by name; of sessions that policies name alike, one that stands for them.
    pub askers: Vec<Asker>,
    /// The sessions that are meant, where it is not all of a role.
    pub session: Option<NamedSession>,
    /// Of everyone, those whom the policy of a resource names and who may not.
    pub left_out: Vec<KeptOut>,
    /// What they may.
    pub access: Access,
    /// On how much of what was asked about.
    pub breadth: Breadth,
    /// What decided, the first statement first: the grant of those who may, the denial of those who may not. None where
    /// nothing allows it.
    pub decided_by: Vec<Place>,
    /// All policies that grant it, a statement of each: without one, the others still do.
    pub granted_by: Vec<Place>,
    /// The policy of the resource, where it is one of those or decided.
    pub resource: Option<Origin>,
    /// Their policies with the origins.
    pub authority: Arc<Authority>,
}

/// Whether principals may, as things are, and whether that turns on circumstances.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Access {
    /// The decision on a request now.
    pub decision: Decision,
    /// The condition keys under which it would be the other way round; none where it always is so.
    pub hinges: Vec<String>,
}

impl Access {
    /// Whether it may be allowed: now, or under other circumstances.
    pub const fn is_possible(&self) -> bool {
        matches!(self.decision, Decision::Allowed) || !self.hinges.is_empty()
    }
}

impl Grantee {
    /// What they may, in words.
    pub const fn label(&self) -> &'static str {
        match (self.access.decision, self.access.hinges.is_empty(), &self.breadth) {
            (Decision::Allowed, true, Breadth::One) => "allowed",
            (Decision::Allowed, false, Breadth::One) => "allowed now",
            (Decision::Allowed, true, Breadth::All) => "all of it",
            (Decision::Allowed, false, Breadth::All) => "all of it now",
            (Decision::Allowed, true, Breadth::Part(_)) => "part of it",
            (Decision::Allowed, false, Breadth::Part(_)) => "part of it now",
            (_, false, _) => "not now",
            (Decision::ExplicitDeny, true, _) => "explicitly denied",
            (Decision::ImplicitDeny, true, _) => "not allowed",
        }
    }

    /// The origin of the policy that decided.
    pub fn origin(&self) -> Option<&Origin> {
        self.origin_at(*self.decided_by.first()?)
    }

    /// The origins of all policies that grant it, that which decided first.
    pub fn origins(&self) -> Vec<&Origin> {
        let mut origins: Vec<&Origin> = Vec::new();
        for origin in self.decided_by.iter().take(1).chain(&self.granted_by).filter_map(|place| self.origin_at(*place)) {
            if !origins.contains(&origin) {
                origins.push(origin);
            }
        }
        origins
    }

    fn origin_at(&self, place: Place) -> Option<&Origin> {
        if place.layer == Layer::Resource && self.resource.is_some() {
            return self.resource.as_ref();
        }
        self.authority.origins.get(place.layer, place.policy as usize)
    }
}

impl WhoCan {
    /// How many principals may now on all that was asked about.
    pub fn on_all(&self) -> usize {
        let is_whole = |group: &&Grantee| group.access.decision == Decision::Allowed && !matches!(group.breadth, Breadth::Part(_));
        self.grantees.iter().filter(is_whole).map(|group| group.askers.len()).sum()
    }

    /// How many principals may now, may under other circumstances, and may not.
    pub fn counts(&self) -> (usize, usize, usize) {
        let count = |of: fn(&Access) -> bool| self.grantees.iter().filter(|group| of(&group.access)).map(|group| group.askers.len()).sum();
        let allowed = count(|access| access.decision == Decision::Allowed);
        let possible: usize = count(Access::is_possible);
        (allowed, possible - allowed, self.asked - possible)
    }
}

/// Finds out who can do an action on a resource. Principals with equal policies are asked about once; where something in these
/// looks at who asks, once for all for whom that comes to the same. A resource with wildcards is a pattern: who can on all that it covers, and who on a part of it.
///
/// # Errors
/// Where nobody wants the answer any more.
pub fn who_can(
    account: &Account,
    action: &Action,
    resource: &Resource,
    given: &[(String, Value)],
    circumstances: Circumstances,
    progress: &Progress,
) -> Result<WhoCan, Cancelled> {
    progress.expect(principals(account));
    let question =
        Question { asker: Asker::Root, action: action.clone(), resource: resource.clone(), given: given.to_vec(), circumstances };
    who_can_of(account, &everybody(account, progress)?, question, progress)
}

/// How many principals an account has.
pub(in crate::access) fn principals(account: &Account) -> usize {
    1 + account.user_count() + account.role_count()
}

/// All principals of an account by what policies they have, root first.
///
/// # Errors
/// Where nobody wants the answer any more.
pub(in crate::access) fn everybody(account: &Account, progress: &Progress) -> Result<Vec<Class>, Cancelled> {
    let mut classes = classes(account, progress)?;
    classes.insert(0, Class { askers: vec![Asker::Root], authority: Arc::default() });
    Ok(classes)
}

/// The same of principals who are known already, whoever asks in the question.
///
/// # Errors
/// Where nobody wants the answer any more.
pub(in crate::access) fn who_can_of(
    account: &Account,
    classes: &[Class],
    question: Question,
    progress: &Progress,
) -> Result<WhoCan, Cancelled> {
    let (action, resource) = (&question.action, &question.resource);
    if is_pattern(action, resource) {
        return OnAll::new(account, question, classes, progress)?.who_can(classes, progress);
    }
    // Where no policy has a statement about the action, all of a kind are told the same.
    let tools = || (OfAction::new(action), HashMap::<_, Told>::new());
    let parts = shared_out(classes, tools, |class, (of_action, nothing)| {
        progress.go_on()?;
        let (mut who, mut class) = (WhoCan::default(), class.clone());
        if let Some(asker) = class.askers.first() {
            class.authority = account.with_policy_on(&class.authority, asker, action, resource);
        }
        let is_about = of_action.is_in(&class.authority.policies);
        let personal = is_about.then(|| of_action.personal(&class.authority.policies)).filter(|personal| !personal.is_empty());
        let known = |asker: &Asker, _: &Authority| {
            let (request, _) = personal.as_ref().and_then(|_| question.asked_by(asker).request(account).ok())?;
            personal.as_ref().map(|personal| (personal.come_to(&request), account.may_have_session_tags(asker)))
        };
        who.ask(class, progress, known, |asker, authority, _| {
            let ask = || Told::of(answer(account, &question.asked_by(asker), authority, false), Breadth::One);
            if is_about { ask() } else { nothing.entry(discriminant(asker)).or_insert_with(ask).clone() }
        })?;
        Ok(who)
    })?;
    let mut who = WhoCan::of(parts);
    let policy = account.policy_of_resource(action, resource).map(|(_, policy)| policy);
    let of_outsider = |asker: &Asker| {
        let asked = question.asked_by(asker);
        let authority = asked.authority(account);
        (Told::of(answer(account, &asked, &authority, false), Breadth::One), authority)
    };
    for asker in policy.iter().flat_map(|policy| outsiders(account, action, policy)) {
        progress.go_on()?;
        let (told, authority) = of_outsider(&asker);
        if told.access.is_possible() {
            who.add_outsider(told, asker, authority.into());
        }
    }
    let policies = || policy.iter().map(PolicyText::as_str);
    who.add_spared(account, action, policies(), progress, |asker| {
        let (told, authority) = of_outsider(asker);
        (told, authority.into())
    })?;
    let mut names = SessionNames::default();
    policy.iter().filter_map(PolicyText::rules).for_each(|rules| names.add(account, rules));
    names.add_own_of_all(account, classes);
    who.add_sessions(&names, progress, |asker| {
        let (told, authority) = of_outsider(asker);
        (told, authority.into())
    })?;
    who.leave_out(account, action, policies(), progress, |asker| of_outsider(asker).0.access.is_possible())?;
    Ok(who)
}

/// What somebody is told, equal for those who are told together.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(in crate::access) struct Told {
    pub access: Access,
    pub breadth: Breadth,
    pub decided_by: Vec<Place>,
    pub granted_by: Vec<Place>,
    pub resource: Option<Origin>,
}

impl Told {
    fn of(decided: Decided, breadth: Breadth) -> Self {
        let Decided { access, places, granted_by, resource } = decided;
        Self { access, breadth, decided_by: places, granted_by, resource }
    }

    /// Those who are told this.
    fn grantee(self, askers: Vec<Asker>, authority: Arc<Authority>) -> Grantee {
        let Self { access, breadth, decided_by, granted_by, resource } = self;
        Grantee { askers, session: None, left_out: Vec::new(), access, breadth, decided_by, granted_by, resource, authority }
    }
}

impl WhoCan {
    /// The answers about several principals in one.
    pub(in crate::access) fn of(parts: Vec<Self>) -> Self {
        let mut who = Self::default();
        for part in parts {
            who.grantees.extend(part.grantees);
            who.asked += part.asked;
            who.is_cut_short |= part.is_cut_short;
        }
        who
    }

    /// Adds somebody who is no user or role of the account.
    pub(in crate::access) fn add_outsider(&mut self, told: Told, asker: Asker, authority: Arc<Authority>) {
        self.asked += 1;
        self.grantees.push(told.grantee(vec![asker], authority));
    }

    /// Asks about all of a class, once about those of whom the same is known. `known` says what that is.
    pub(in crate::access) fn ask<K: Eq + Hash>(
        &mut self,
        class: Class,
        progress: &Progress,
        known: impl Fn(&Asker, &Authority) -> K,
        mut ask: impl FnMut(&Asker, &Arc<Authority>, &K) -> Told,
    ) -> Result<(), Cancelled> {
        self.asked += class.askers.len();
        let authority = class.authority;
        let mut places: HashMap<K, usize> = HashMap::new();
        let mut by_answer: HashMap<Told, usize> = HashMap::new();
        for asker in class.askers {
            let key = known(&asker, &authority);
            let place = places.get(&key).copied().unwrap_or_else(|| {
                let told = ask(&asker, &authority, &key);
                let place = *by_answer.entry(told.clone()).or_insert(self.grantees.len());
                if place == self.grantees.len() {
                    self.grantees.push(told.grantee(Vec::new(), authority.clone()));
                }
                places.insert(key, place);
                place
            });
            if let Some(grantee) = self.grantees.get_mut(place) {
                grantee.askers.push(asker);
            }
            progress.step(1)?;
        }
        Ok(())
    }
}

/// What a request about one resource comes to.
pub(in crate::access) struct Decided {
    pub access: Access,
    /// The statements that decided.
    pub places: Vec<Place>,
    /// A statement of each policy that grants it.
    pub granted_by: Vec<Place>,
    pub resource: Option<Origin>,
}

pub(in crate::access) fn answer(account: &Account, question: &Question, authority: &Authority, any_region: bool) -> Decided {
    let policies = &authority.policies;
    let Ok((request, derived)) = question.request(account) else {
        let access = Access { decision: Decision::ImplicitDeny, hinges: Vec::new() };
        return Decided { access, places: Vec::new(), granted_by: Vec::new(), resource: None };
    };
    let explanation = explain(&request, policies);
    let may_vary = Varying::of(account, &question.asker, any_region);
    let hinges = hinges(&request, &derived, policies, &explanation, &may_vary);
    let places: Vec<Place> = explanation.reason.places().collect();
    let granted_by = granting(&explanation);
    let is_resource = places.iter().take(1).chain(&granted_by).any(|place| place.layer == Layer::Resource);
    let resource = authority.origins.resource.clone().filter(|_| is_resource);
    Decided { access: Access { decision: explanation.decision, hinges }, places, granted_by, resource }
}

/// The first statement of each policy that grants what is allowed. A policy of the resource that names the account alone leaves it
/// to the account's own policies.
fn granting(explanation: &Explanation) -> Vec<Place> {
    let mut granting: Vec<Place> = Vec::new();
    let grants = |finding: &&StatementFinding| match (finding.place.layer, finding.effect, finding.outcome) {
        (Layer::Identity, Effect::Allow, Outcome::Matched(_)) => true,
        (Layer::Resource, Effect::Allow, Outcome::Matched(named)) => named != Named::Account,
        _ => false,
    };
    let is_allowed = explanation.decision == Decision::Allowed;
    for finding in explanation.statements().iter().filter(|_| is_allowed).filter(grants) {
        let place = finding.place;
        if !granting.iter().any(|other| (other.layer, other.policy) == (place.layer, place.policy)) {
            granting.push(place);
        }
    }
    granting
}
