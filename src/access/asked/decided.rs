//! What the engine decides about a resource before and after, in all circumstances that make a difference to it.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::circumstances::circumstances;
use super::demanded::{Met, is_met};
use super::division::Part;
use super::varies::{Circumstances, Varies};
use super::who::Who;
use crate::access::clauses::clause::gated;
use crate::access::question::Question;
use crate::account::authorization::{Circumstances as Made, Derived, Provenance};
use crate::catalog::{self, SERVICE_REFERENCE};
use crate::policy::actions::ActionId;
use crate::policy::compiled::{Policy, Statement};
use crate::policy::condition::Condition;
use crate::policy::decision::{ALWAYS, Decision, Layer, Policies, decide, has_one_region};
use crate::policy::pattern::Resources;
use crate::policy::request::{Action, Context, Request, Resource};

/// The keys that tell the region that is asked: another one where no resource is named and the service answers in several.
const REGIONS: [&str; 2] = ["aws:requestedregion", "ec2:region"];

/// Keys that tell whose a resource is. What policies name without an account may be another's.
const OF_OWNER: [&str; 2] = ["aws:resourceaccount", "s3:resourceaccount"];

/// What is decided in some circumstances, before and after.
pub(in crate::access) struct Decided {
    /// The decisions.
    pub is: [Decision; 2],
    /// Of several lists of conditions, which are met.
    pub met: Vec<bool>,
}

/// A side of a question about one resource.
struct Side {
    request: Request,
    derived: Vec<Derived>,
    policies: Policies,
}

impl Who<'_> {
    /// What is decided of an action on a part of what it takes, in all circumstances that make a difference; `None` where that can't be
    /// told.
    /// Of the lists of conditions the first makes one, others only where nothing else is asked than what does; they are not met
    /// otherwise. `left` is how many decisions there are left.
    pub fn decided(&self, action: ActionId, part: &Part, lists: &[Met], left: &mut usize) -> Option<Vec<Decided>> {
        let (name, resource) = (Action::parse(&action.full_name()).ok()?, Resource::parse(&part.example).ok()?);
        if self.accounts.iter().any(|account| account.account_of(&resource) != account.id().as_str())
            || self.is_unknown(action, &name, &resource)
        {
            return None;
        }
        let side = |at: usize| self.side(at, &name, &resource);
        let sides = [side(0), side(1)];
        let mut conditions: Vec<&Condition> = lists.first().into_iter().flat_map(|met| &met.conditions).collect();
        for side in sides.iter().flatten() {
            let is_open = |resources: &Resources| resources.variables().any(|key| !self.knows(key.name()));
            for statement in about(&side.request, &side.policies) {
                // What such a variable stands for would have to vary.
                if statement.resources().is_some_and(is_open) {
                    return None;
                }
                let Request { context, .. } = &side.request;
                if statement.resources().is_none_or(|resources| resources.check(side.request.effective_resource(), context).is_ok()) {
                    conditions.extend(statement.conditions());
                }
            }
        }
        let contexts: Vec<&Context> = sides.iter().flatten().map(|side| &side.request.context).collect();
        let varies = |key: &str| self.varies(key, action, &sides, part);
        let keys: BTreeSet<String> = conditions.iter().map(|condition| condition.key().name().to_ascii_lowercase()).collect();
        let is_asked = |condition: &Condition| {
            let key = condition.key().name();
            keys.contains(&key.to_ascii_lowercase()) || matches!(varies(key), Varies::Not)
        };
        let lists: Vec<Option<&Met>> = lists.iter().map(|list| Some(list).filter(|list| list.conditions.iter().all(is_asked))).collect();
        conditions.extend(lists.iter().flatten().flat_map(|list| &list.conditions));
        let all = circumstances(&conditions, &contexts, varies)?;
        *left = left.checked_sub(2 * all.len())?;
        Some(all.iter().map(|circumstances| decided_in(circumstances, &sides, &lists)).collect())
    }

    /// Whether a resource's own policy must let in that the account does not know.
    fn is_unknown(&self, action: ActionId, name: &Action, resource: &Resource) -> bool {
        gated().contains(action)
            && (resource.is_role() || resource.is_key())
            && self.accounts.iter().all(|account| account.policy_of_resource(name, resource).is_none())
    }

    fn side(&self, at: usize, action: &Action, resource: &Resource) -> Option<Side> {
        let (account, asker) = (*self.accounts.get(at)?, self.askers.get(at)?.clone()?);
        let circumstances = Made::with_access_key(Timestamp::UNIX_EPOCH);
        let question = Question { asker, action: action.clone(), resource: resource.clone(), given: Vec::new(), circumstances };
        let (request, derived) = question.request(account).ok()?;
        Some(Side { request, derived, policies: question.authority(account).policies })
    }

    /// What may be of a key in a request for a part.
    fn varies(&self, key: &str, action: ActionId, sides: &[Option<Side>; 2], part: &Part) -> Varies {
        if let Some(varies) = self.varies_with_who_asks(key) {
            return varies;
        }
        let own = || SERVICE_REFERENCE.action(&action.full_name()).into_iter().map(|(service, action)| (service, [action].into_iter()));
        let is_one_of = |keys: &[&str]| keys.iter().any(|one| one.eq_ignore_ascii_case(key));
        let of_resource = |derived: &Derived| derived.from == Provenance::Resource && derived.key.eq_ignore_ascii_case(key);
        if is_one_of(&ALWAYS) {
            return Varies::Always;
        }
        let is_held = || {
            sides.iter().flatten().any(|side| {
                let arn = side.request.resource.arn();
                self.accounts.iter().any(|account| arn.is_some_and(|arn| account.resource_with_arn(arn).is_some()))
            })
        };
        let names_no_account = |side: &Side| side.request.resource.arn().is_some() && side.request.resource.account().is_none();
        let is_strangers = || sides.iter().flatten().any(names_no_account) && !is_held();
        if is_one_of(&REGIONS) {
            if sides.iter().flatten().any(|side| has_one_region(&side.request)) {
                return Varies::Not;
            }
            if let Some(region) = &part.region {
                return Varies::Among(region.clone());
            }
            let is_somewhere = sides.iter().flatten().any(|side| side.request.resource.arn().is_some()) && !is_strangers();
            return if is_somewhere { Varies::Not } else { Varies::Always };
        }
        if is_one_of(&OF_OWNER) {
            // What IAM has is reached from its own account alone.
            let owner = part.owner.as_ref().filter(|_| sides.iter().flatten().all(|side| side.request.action.service() != "iam"));
            if let Some(owner) = owner {
                return Varies::Among(owner.clone());
            }
            if is_strangers() {
                return Varies::Always;
            }
        }
        let is_known = sides.iter().flatten().flat_map(|side| &side.derived).any(of_resource);
        if is_known || !catalog::is_sent(key, own()) { Varies::Not } else { Varies::OrAbsent }
    }
}

/// The statements of policies that are about a request's action, and of the resource's policy about who asks.
pub(in crate::access) fn about<'a>(request: &'a Request, policies: &'a Policies) -> impl Iterator<Item = &'a Statement> {
    let has_boundary = !policies.boundary.is_empty();
    let of = move |layer: Layer| {
        let is_heard = move |statement: &&Statement| layer != Layer::Resource || statement.names(request, has_boundary).is_some();
        policies.of(layer).iter().flat_map(Policy::statements).filter(is_heard)
    };
    let is_about = |statement: &&Statement| statement.actions().is_some_and(|actions| actions.check(&request.action).is_ok());
    policies.layers().flat_map(of).filter(is_about)
}

fn decided_in(circumstances: &Circumstances, sides: &[Option<Side>; 2], lists: &[Option<&Met>]) -> Decided {
    let put = |context: &mut Context| {
        for (key, value) in circumstances {
            context.replace(key, value.clone());
        }
    };
    let is = sides.each_ref().map(|side| {
        side.as_ref().map_or(Decision::ImplicitDeny, |side| {
            let mut request = side.request.clone();
            put(&mut request.context);
            decide(&request, &side.policies)
        })
    });
    // What is asked of who asks is asked of it as it is then, where it is still there.
    let mut told = sides.iter().rev().flatten().next().map(|side| side.request.clone());
    if let Some(request) = &mut told {
        put(&mut request.context);
    }
    let is_met = |list: Option<&Met>| list.zip(told.as_ref()).is_some_and(|(list, request)| is_met(list, request));
    let met = lists.iter().copied().map(is_met).collect();
    Decided { is, met }
}
