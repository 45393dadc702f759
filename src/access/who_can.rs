//! Who can do an action on a resource, and through what?

use std::collections::HashMap;
use std::sync::Arc;

use super::classes::{Class, classes};
use super::hinges::hinges;
use super::progress::{Cancelled, Progress};
use super::question::Question;
use crate::account::Account;
use crate::account::authorization::{Asker, Authority, Circumstances, Origin, is_of_principal};
use crate::policy::compiled::{Rules, Statement};
use crate::policy::decision::{Decision, Place, Policies, explain};
use crate::policy::request::{Action, Resource, Value};

/// The answer about all principals of an account.
#[derive(Clone, Debug)]
pub struct WhoCan {
    /// Everybody: those who have equal policies and an equal answer together. Root comes first.
    pub grantees: Vec<Grantee>,
    /// How many principals there are.
    pub asked: usize,
}

/// Principals with one answer.
#[derive(Clone, Debug)]
pub struct Grantee {
    /// Who they are, by name.
    pub askers: Vec<Asker>,
    /// What they may.
    pub access: Access,
    /// What decided, the first statement first: the grant of those who may, the denial of those who may not. None where
    /// nothing allows it.
    pub decided_by: Vec<Place>,
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

    /// In words.
    pub const fn label(&self) -> &'static str {
        match (self.decision, self.hinges.is_empty()) {
            (Decision::Allowed, true) => "allowed",
            (Decision::Allowed, false) => "allowed now",
            (_, false) => "not now",
            (Decision::ExplicitDeny, true) => "explicitly denied",
            (Decision::ImplicitDeny, true) => "not allowed",
        }
    }
}

impl Grantee {
    /// The origin of the policy that decided.
    pub fn origin(&self) -> Option<&Origin> {
        let place = self.decided_by.first()?;
        self.authority.origins.get(place.layer, place.policy as usize)
    }
}

impl WhoCan {
    /// How many principals may now, may under other circumstances, and may not.
    pub fn counts(&self) -> (usize, usize, usize) {
        let count = |of: fn(&Access) -> bool| self.grantees.iter().filter(|group| of(&group.access)).map(|group| group.askers.len()).sum();
        let allowed = count(|access| access.decision == Decision::Allowed);
        let possible: usize = count(Access::is_possible);
        (allowed, possible - allowed, self.asked - possible)
    }
}

/// Finds out who can do an action on a resource. Principals with equal policies are asked about once, unless something in the
/// policies looks at who asks.
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
    progress.expect(1 + account.user_count() + account.role_count());
    let mut classes = classes(account, progress)?;
    classes.insert(0, Class { askers: vec![Asker::Root], authority: Authority::default() });
    let mut personal = Personal::default();
    let mut who = WhoCan { grantees: Vec::new(), asked: 0 };
    for mut class in classes {
        progress.go_on()?;
        who.asked += class.askers.len();
        account.add_resource_policy(&mut class.authority, action, resource);
        let one_by_one = class.authority.policies.resource.is_some() || personal.looks_at_who_asks(&class.authority.policies);
        let authority = Arc::new(class.authority);
        let ask = |asker: &Asker| {
            let (action, resource, given) = (action.clone(), resource.clone(), given.to_vec());
            answer(account, &Question { asker: asker.clone(), action, resource, given, circumstances }, &authority.policies)
        };
        if one_by_one {
            let mut by_answer: HashMap<(Access, Vec<Place>), usize> = HashMap::new();
            for asker in class.askers {
                let answer = ask(&asker);
                progress.step(1)?;
                if let Some(group) = by_answer.get(&answer).and_then(|at| who.grantees.get_mut(*at)) {
                    group.askers.push(asker);
                } else {
                    by_answer.insert(answer.clone(), who.grantees.len());
                    let (access, decided_by) = answer;
                    who.grantees.push(Grantee { askers: vec![asker], access, decided_by, authority: authority.clone() });
                }
            }
        } else if let Some(first) = class.askers.first() {
            let (access, decided_by) = ask(first);
            progress.step(class.askers.len())?;
            who.grantees.push(Grantee { askers: class.askers, access, decided_by, authority });
        }
    }
    Ok(who)
}

fn answer(account: &Account, question: &Question, policies: &Policies) -> (Access, Vec<Place>) {
    let Ok((request, derived)) = question.request(account) else {
        return (Access { decision: Decision::ImplicitDeny, hinges: Vec::new() }, Vec::new());
    };
    let explanation = explain(&request, policies);
    let hinges = hinges(&request, &derived, policies, &explanation);
    (Access { decision: explanation.decision, hinges }, explanation.reason.places().collect())
}

/// Which rules look at who asks; each looked through once.
#[derive(Default)]
struct Personal(HashMap<*const Rules, bool>);

impl Personal {
    fn looks_at_who_asks(&mut self, policies: &Policies) -> bool {
        policies.identity.iter().chain(&policies.boundary).any(|policy| {
            let rules = policy.rules();
            *self.0.entry(Arc::as_ptr(rules)).or_insert_with(|| rules.statements().iter().any(looks_at_who_asks))
        })
    }
}

fn looks_at_who_asks(statement: &Statement) -> bool {
    statement.context_keys().any(|key| is_of_principal(key.name()))
}
