//! Who does what is found to turn a decision: the root user, or where the policy of what is changed shuts that out, somebody else.

use std::iter;

use jiff::Timestamp;
use rand::SeedableRng as _;
use rand::rngs::StdRng;

use crate::access::Question;
use crate::account::Account;
use crate::account::authorization::Asker;
use crate::account::caller::Caller;
use crate::account::entity::ResourceKind;
use crate::account::env::Env;
use crate::account::operation::Operation;
use crate::account::refusal::{Denied, Refusal};
use crate::account::words::listed;
use crate::policy::compiled::Outcome;
use crate::policy::decision::{Decision, Layer, StatementFinding, explain, shown};
use crate::policy::document::Effect;

/// So many are told who may do something.
const TOLD: usize = 3;

/// Who does operations one after the other, in a sentence; `None` where that is the root user.
///
/// # Errors
/// Why nobody does, in a part of a sentence.
pub(super) fn doers(account: &Account, question: &Question, operations: &[Operation]) -> Result<Option<String>, String> {
    let now = question.circumstances.now;
    let Some(refusal) = refused(account, &[Caller::ROOT], operations, now) else { return Ok(None) };
    let Some(denied) = refusal.denied else { return Err(format!("that is refused now: {}", refusal.message)) };
    let mut otherwise = None;
    for mfa in [false, true] {
        let mut who: Vec<Asker> = Vec::new();
        for caller in callers(account, question, mfa).filter(|caller| is_allowed(account, caller, &denied, now)) {
            match refused(account, &[Caller::ROOT, caller.clone()], operations, now) {
                None => who.push(caller.who),
                Some(refusal) => otherwise = otherwise.or(Some(refusal)),
            }
            if who.len() == TOLD {
                break;
            }
        }
        if !who.is_empty() {
            let without = if who.contains(&Asker::Root) { " without MFA" } else { "" };
            let with = if mfa { "with MFA " } else { "" };
            let names: Vec<String> = who.iter().map(|who| named(account, who)).collect();
            return Ok(Some(format!("The root user is denied {}{without}; {with}{} may do it.", shown(&denied.action), listed(&names))));
        }
    }
    Err(otherwise.map_or_else(|| why_nobody(account, &denied, now), |refusal| format!("that is refused now: {}", refusal.message)))
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

/// All who may be asked to do something, who asks first. Without MFA the root user was refused already.
fn callers<'a>(account: &'a Account, question: &'a Question, mfa: bool) -> impl Iterator<Item = Caller> + 'a {
    let is_of_account = matches!(question.asker, Asker::Root | Asker::User(_) | Asker::RoleSession { .. });
    let asks = is_of_account.then(|| question.asker.clone());
    let name = asks.as_ref().map(|who| named(account, who));
    let others = principals(account).filter(move |who| Some(named(account, who)) != name);
    let key = question.circumstances.session().filter(|_| !mfa);
    let asks = asks.map(|who| Caller { who, key, mfa });
    asks.into_iter().chain(others.map(move |who| Caller { mfa, ..Caller::owner_as(who) })).filter(move |caller| mfa || !caller.is_root())
}

/// The principals of the account, root first.
fn principals(account: &Account) -> impl Iterator<Item = Asker> {
    let users = account.users().map(|user| Asker::User(user.id));
    let roles = account.roles().map(|role| account.some_session_of(role.id));
    iter::once(Asker::Root).chain(users).chain(roles)
}

/// Whether policies allow somebody what was denied to the root user.
fn is_allowed(account: &Account, caller: &Caller, denied: &Denied, now: Timestamp) -> bool {
    Question::denied(account, caller, denied, now).is_ok_and(|question| question.decision(account) == Ok(Decision::Allowed))
}

/// Why nobody of the account does what was denied to the root user: the first whom the resource's policy lets in is kept from it by
/// something else, or that lets in nobody.
fn why_nobody(account: &Account, denied: &Denied, now: Timestamp) -> String {
    let action = shown(&denied.action);
    let why = principals(account).find_map(|who| {
        let question = Question::denied(account, &Caller::owner_as(who.clone()), denied, now).ok()?;
        let ((request, _), policies) = (question.request(account).ok()?, question.authority(account).policies);
        let explanation = explain(&request, &policies);
        let lets_in = |finding: &StatementFinding| {
            finding.effect == Effect::Allow && matches!(finding.outcome, Outcome::Matched(_) | Outcome::Condition(..))
        };
        let is_let_in = explanation.statements_of(Layer::Resource).iter().any(lets_in);
        is_let_in.then(|| {
            format!(" Its policy has a statement for {}. {}", named(account, &who), explanation.tell(&request, &policies).decision())
        })
    });
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

fn named(account: &Account, who: &Asker) -> String {
    if *who == Asker::Root { "the root user".to_owned() } else { account.asker_name(who) }
}
