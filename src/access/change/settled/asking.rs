//! What the engine decides about a resource before and after, in all circumstances that make a difference to it.

use jiff::Timestamp;

use super::circumstances::{Circumstances, Varies, circumstances};
use super::demanded::{Met, is_met};
use crate::access::clauses::asks::asker;
use crate::access::clauses::clause::gated;
use crate::access::question::Question;
use crate::account::Account;
use crate::account::authorization::{Asker, Circumstances as Made, Derived, Provenance, context_of, is_of_principal};
use crate::account::id::UniqueId;
use crate::catalog::{self, SERVICE_REFERENCE};
use crate::policy::actions::ActionId;
use crate::policy::compiled::{Policy, Statement};
use crate::policy::condition::Condition;
use crate::policy::decision::{Decision, Policies, decide};
use crate::policy::pattern::Resources;
use crate::policy::request::{Action, Context, Request, Resource};

/// Keys that come with every request.
const ALWAYS: [&str; 5] = ["aws:currenttime", "aws:epochtime", "aws:securetransport", "aws:viaawsservice", "aws:requestedregion"];

/// Keys that tell whose a resource is. What policies name without an account may be another's.
const OF_OWNER: [&str; 2] = ["aws:resourceaccount", "s3:resourceaccount"];

/// Those that come with every request of a session.
const OF_SESSIONS: [&str; 2] = ["aws:multifactorauthpresent", "aws:tokenissuetime"];

/// One user or role, in an account before and after a change.
pub(super) struct Who<'a> {
    accounts: [&'a Account; 2],
    /// None where it is not there.
    askers: [Option<Asker>; 2],
    /// What tells who it is.
    pub contexts: [Context; 2],
    is_user: bool,
}

/// What is decided in some circumstances, before and after.
pub(super) struct Decided {
    /// Whether it is allowed.
    pub allowed: [bool; 2],
    /// Of several lists of conditions, which are met.
    pub met: Vec<bool>,
}

/// A side of a question about one resource.
struct Side {
    request: Request,
    derived: Vec<Derived>,
    policies: Policies,
}

impl<'a> Who<'a> {
    pub fn of(accounts: [&'a Account; 2], id: UniqueId) -> Self {
        let askers = accounts.map(|account| asker(account, id));
        let context = |at: usize| {
            let asker = askers.get(at).and_then(Option::as_ref);
            asker.zip(accounts.get(at)).map(|(asker, account)| context_of(&account.keys_of(asker))).unwrap_or_default()
        };
        let contexts = [context(0), context(1)];
        let is_user = askers.iter().flatten().any(|asker| matches!(asker, Asker::User(_)));
        Self { accounts, askers, contexts, is_user }
    }

    /// Whether a key tells who asks, and is the same in every session.
    pub fn knows(&self, key: &str) -> bool {
        let is_of_session = key.eq_ignore_ascii_case("aws:userid") || key.to_ascii_lowercase().starts_with("aws:principaltag/");
        is_of_principal(key) && (self.is_user || !is_of_session)
    }

    /// What is decided of an action on a resource, in all circumstances that make a difference; `None` where that can't be told.
    /// `left` is how many decisions there are left.
    pub fn decided(&self, action: ActionId, resource: &str, lists: &[Met], left: &mut usize) -> Option<Vec<Decided>> {
        let (name, resource) = (Action::parse(&action.full_name()).ok()?, Resource::parse(resource).ok()?);
        if self.accounts.iter().any(|account| account.account_of(&resource) != account.id().as_str())
            || self.is_unknown(action, &name, &resource)
        {
            return None;
        }
        let side = |at: usize| self.side(at, &name, &resource);
        let sides = [side(0), side(1)];
        let mut conditions: Vec<&Condition> = lists.iter().flat_map(|met| &met.conditions).collect();
        for side in sides.iter().flatten() {
            let is_open = |resources: &Resources| resources.variables().any(|key| !self.knows(key.name()));
            for statement in side.about() {
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
        let all = circumstances(&conditions, &contexts, |key| self.varies(key, action, &sides))?;
        *left = left.checked_sub(2 * all.len())?;
        Some(all.iter().map(|circumstances| decided_in(circumstances, &sides, lists)).collect())
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

    /// What may be of a key in a request for this.
    fn varies(&self, key: &str, action: ActionId, sides: &[Option<Side>; 2]) -> Varies {
        let own = || SERVICE_REFERENCE.action(&action.full_name()).into_iter().map(|(service, action)| (service, [action].into_iter()));
        let is_one_of = |keys: &[&str]| keys.iter().any(|one| one.eq_ignore_ascii_case(key));
        let of_resource = |derived: &Derived| derived.from == Provenance::Resource && derived.key.eq_ignore_ascii_case(key);
        if is_one_of(&ALWAYS) || !self.is_user && is_one_of(&OF_SESSIONS) {
            return Varies::Always;
        }
        let is_held = || {
            sides.iter().flatten().any(|side| {
                let arn = side.request.resource.arn();
                self.accounts.iter().any(|account| arn.is_some_and(|arn| account.resource_with_arn(arn).is_some()))
            })
        };
        if is_one_of(&OF_OWNER) && !is_held() {
            return Varies::Always;
        }
        let is_known = self.knows(key) || sides.iter().flatten().flat_map(|side| &side.derived).any(of_resource);
        if is_known || !catalog::is_sent(key, own()) { Varies::Not } else { Varies::OrAbsent }
    }
}

impl Side {
    /// The statements that are about the action, and of the resource's policy about who asks.
    fn about(&self) -> impl Iterator<Item = &Statement> {
        let Self { request, policies, .. } = self;
        let own = [&policies.identity, &policies.boundary, &policies.session].into_iter().flatten().flat_map(Policy::statements);
        let has_boundary = !policies.boundary.is_empty();
        let of_resource = policies.resource.iter().flat_map(Policy::statements);
        let of_resource = of_resource.filter(move |statement| statement.names(request, has_boundary).is_some());
        let is_about = |statement: &&Statement| statement.actions().is_some_and(|actions| actions.check(&request.action).is_ok());
        own.chain(of_resource).filter(is_about)
    }
}

fn decided_in(circumstances: &Circumstances, sides: &[Option<Side>; 2], lists: &[Met]) -> Decided {
    let put = |context: &mut Context| {
        for (key, value) in circumstances {
            context.replace(key, value.clone());
        }
    };
    let allowed = sides.each_ref().map(|side| {
        side.as_ref().is_some_and(|side| {
            let mut request = side.request.clone();
            put(&mut request.context);
            decide(&request, &side.policies) == Decision::Allowed
        })
    });
    // What is asked of who asks is asked of it as it is then, where it is still there.
    let mut told = sides.iter().rev().flatten().next().map(|side| side.request.clone());
    if let Some(request) = &mut told {
        put(&mut request.context);
    }
    let met = lists.iter().map(|list| told.as_ref().is_some_and(|request| is_met(list, request))).collect();
    Decided { allowed, met }
}
