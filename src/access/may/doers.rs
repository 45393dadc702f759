//! Who does what is found to turn a decision: the root user, or where the policy of what is changed shuts that out, somebody else.

use std::collections::HashMap;
use std::iter;

use jiff::Timestamp;
use rand::SeedableRng as _;
use rand::rngs::StdRng;

use crate::access::progress::Progress;
use crate::access::question::Question;
use crate::access::who_can::{Grantee, who_can};
use crate::account::Account;
use crate::account::authorization::{Asker, Authority, Circumstances, Credentials};
use crate::account::caller::Caller;
use crate::account::entity::ResourceKind;
use crate::account::env::Env;
use crate::account::operation::Operation;
use crate::account::refusal::{Denied, Refusal};
use crate::account::words::listed;
use crate::policy::compiled::Outcome;
use crate::policy::decision::{Decision, Layer, Policies, StatementFinding, explain, shown};
use crate::policy::document::Effect;
use crate::policy::request::{Action, Principal, Request, Resource};

/// So many are told who may do something.
const TOLD: usize = 3;

/// Finds who does what a question's answer comes to.
pub(super) struct Doers<'a> {
    account: &'a Account,
    question: &'a Question,
    /// Who may do what the root user was denied, with MFA or without: everybody is asked once.
    allowed: HashMap<(String, String, bool), Allowed>,
}

/// Whom policies allow something.
struct Allowed {
    callers: Vec<Caller>,
    /// The first whom they allow it under other circumstances alone, in a sentence.
    otherwise: Option<String>,
}

impl<'a> Doers<'a> {
    pub(super) fn new(account: &'a Account, question: &'a Question) -> Self {
        Self { account, question, allowed: HashMap::new() }
    }

    /// Who does operations one after the other, in a sentence; `None` where that is the root user.
    ///
    /// # Errors
    /// Why nobody does, in a part of a sentence.
    pub(super) fn of(&mut self, operations: &[Operation]) -> Result<Option<String>, String> {
        let (account, question) = (self.account, self.question);
        let now = question.circumstances.now;
        let Some(refusal) = refused(account, &[Caller::ROOT], operations, now) else { return Ok(None) };
        let Some(denied) = refusal.denied else { return Err(format!("that is refused now: {}", refusal.message)) };
        let (mut otherwise, mut possible) = (None, None);
        for mfa in [false, true] {
            let mut who: Vec<&Caller> = Vec::new();
            let place = (denied.action.clone(), denied.resource.clone(), mfa);
            let allowed = self.allowed.entry(place).or_insert_with(|| allowed(account, question, &denied, mfa));
            possible = possible.or_else(|| allowed.otherwise.clone());
            for caller in &allowed.callers {
                match refused(account, &[Caller::ROOT, caller.clone()], operations, now) {
                    None => who.push(caller),
                    Some(refusal) => otherwise = otherwise.or(Some(refusal)),
                }
                if who.len() == TOLD {
                    break;
                }
            }
            if !who.is_empty() {
                let without = if who.iter().any(|who| who.is_root()) { " without MFA" } else { "" };
                let with = if mfa { "with MFA " } else { "" };
                let names: Vec<String> = who.into_iter().map(|who| by_name(account, who)).collect();
                return Ok(Some(format!(
                    "The root user is denied {}{without}; {with}{} may do it.",
                    shown(&denied.action),
                    listed(&names)
                )));
            }
        }
        let why = || match possible {
            Some(possible) => format!("nobody may do that as requests come now ({}). {possible}", shown(&denied.action)),
            None => why_nobody(account, &denied, now),
        };
        Err(otherwise.map_or_else(why, |refusal| format!("that is refused now: {}", refusal.message)))
    }
}

/// Why the account refuses operations that are done one after the other, each by the first of these who may; `None` where it takes
/// them. What refuses those who may counts for more than a denial.
pub(super) fn refused(account: &Account, callers: &[Caller], operations: &[Operation], now: Timestamp) -> Option<Refusal> {
    let mut account = account.clone();
    let mut env = Env::at(now, StdRng::seed_from_u64(0));
    operations.iter().find_map(|operation| {
        let mut refusal = None;
        for caller in callers {
            match account.plan(caller, operation, &mut env) {
                Ok(planned) => {
                    account.apply(planned.change.as_ref().map(|change| change.edits.as_slice()).unwrap_or_default());
                    return None;
                }
                Err(refused) if refused.denied.is_some() => refusal = refusal.or(Some(refused)),
                Err(refused) => refusal = Some(refused),
            }
        }
        refusal
    })
}

/// Those of the account whom policies allow what was denied to the root user, who asks first.
fn allowed(account: &Account, question: &Question, denied: &Denied, mfa: bool) -> Allowed {
    let now = question.circumstances.now;
    let asked = Action::parse(&denied.action).ok().zip(Resource::parse(&denied.resource).ok());
    let circumstances = Circumstances { now, credentials: Credentials::with(mfa) };
    let can =
        asked.and_then(|(action, resource)| who_can(account, &action, &resource, &denied.keys, circumstances, &Progress::default()).ok());
    let grantees = can.map(|can| can.grantees).unwrap_or_default();
    let of_account = |grantee: &Grantee| {
        let askers = grantee.askers.iter().filter(|who| !matches!(who, Asker::Outsider(_)));
        askers.cloned().collect::<Vec<_>>()
    };
    let otherwise = grantees.iter().filter(|grantee| grantee.access.decision != Decision::Allowed && grantee.access.is_possible());
    let otherwise = otherwise.flat_map(|grantee| of_account(grantee).into_iter().map(|who| (who, &grantee.access.hinges))).next();
    let otherwise = otherwise.map(|(who, hinges)| format!("Whether {} may turns on {}.", named(account, &who), shown(&listed(hinges))));
    let allowed = grantees.iter().filter(|grantee| grantee.access.decision == Decision::Allowed).flat_map(of_account);
    // What is refused to a role names a session of it, which has a name that sessions may have.
    let of_role = |who: Asker| match who {
        Asker::RoleSession { role, .. } if who.is_any_session() => account.some_session_of(role),
        who => who,
    };
    let allowed = allowed.map(of_role);
    // A session that is open has what it was opened with.
    let asks = Caller { who: question.asker.clone(), key: question.circumstances.session().filter(|_| !mfa), mfa };
    let is_allowed = Question::denied(account, &asks, denied, now).is_ok_and(|asked| asked.decision(account) == Ok(Decision::Allowed));
    let is_of_account = !matches!(asks.who, Asker::Outsider(_));
    let name = account.asker_name(&asks.who);
    let asks = Some(asks).filter(|_| is_allowed && is_of_account);
    let others = allowed.filter(|who| asks.is_none() || account.asker_name(who) != name).map(|who| Caller { mfa, ..Caller::owner_as(who) });
    let callers = asks.clone().into_iter().chain(others).collect();
    Allowed { callers, otherwise }
}

/// The principals of the account, root first.
fn principals(account: &Account) -> impl Iterator<Item = Asker> {
    let users = account.users().map(|user| Asker::User(user.id));
    let roles = account.roles().map(|role| account.some_session_of(role.id));
    iter::once(Asker::Root).chain(users).chain(roles)
}

/// Whether the policy of the resource has a statement that allows what was denied, and is about somebody, conditions left aside.
fn is_let_in(account: &Account, denied: &Denied, policies: &Policies, who: &Asker) -> Option<bool> {
    let principal = Principal::parse(&account.asker_arn(who)?).ok()?;
    let request = Request::new(principal, Action::parse(&denied.action).ok()?, Resource::parse(&denied.resource).ok()?);
    let lets_in = |finding: &StatementFinding| {
        finding.effect == Effect::Allow && matches!(finding.outcome, Outcome::Matched(_) | Outcome::Condition(..))
    };
    Some(explain(&request, policies).statements_of(Layer::Resource).iter().any(lets_in))
}

/// Why nobody of the account does what was denied to the root user: the first whom the resource's policy lets in is kept from it by
/// something else, or that lets in nobody.
fn why_nobody(account: &Account, denied: &Denied, now: Timestamp) -> String {
    let action = shown(&denied.action);
    let asked = Action::parse(&denied.action).ok().zip(Resource::parse(&denied.resource).ok());
    let mut authority = Authority::default();
    if let Some((action, resource)) = &asked {
        account.add_resource_policy(&mut authority, action, resource);
    }
    let of_resource = authority.policies;
    let told = |who: Asker| {
        let question = Question::denied(account, &Caller::owner_as(who.clone()), denied, now).ok()?;
        let ((request, _), policies) = (question.request(account).ok()?, question.authority(account).policies);
        let why = explain(&request, &policies).tell(&request, &policies).decision();
        Some(format!(" Its policy has a statement for {}. {why}", named(account, &who)))
    };
    let why = principals(account).find(|who| is_let_in(account, denied, &of_resource, who) == Some(true)).and_then(told);
    let is_key = account.resource_with_arn(&denied.resource).is_some_and(|key| key.kind == ResourceKind::Key);
    match why {
        Some(why) => format!("nobody may do that now ({action}).{why}"),
        None if is_key => {
            format!(
                "nobody of this account may do that: the key policy lets none of them do {action}. Only AWS Support can change it then."
            )
        }
        None => format!("nobody of this account may do that ({action})."),
    }
}

/// The same of who makes a request. Of a role one session may do it, where that is one by its name or one that is open.
fn by_name(account: &Account, caller: &Caller) -> String {
    let role = named(account, &caller.who);
    match &caller.who {
        Asker::RoleSession { session, .. } if caller.key.is_some() => format!("the open session {session} of {role}"),
        Asker::RoleSession { session, .. } if !caller.who.is_any_session() => format!("session {session} of {role}"),
        _ => role,
    }
}

fn named(account: &Account, who: &Asker) -> String {
    if *who == Asker::Root { "the root user".to_owned() } else { account.asker_name(who) }
}
