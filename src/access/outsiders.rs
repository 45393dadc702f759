//! Those of no identity in this account whom the policy of a resource names: everyone, other accounts, services, providers.

use super::Question;
use crate::account::Account;
use crate::account::authorization::Asker;
use crate::policy::document::{Document, Effect, PrincipalEntry, PrincipalKind};
use crate::policy::request::{CallerKind, Principal};

/// Whom statements that allow name in the policy of the resource that is asked about, each once, as they stand there.
pub(super) fn outsiders(account: &Account, question: &Question) -> Vec<Asker> {
    let policy = account.policy_of_resource(&question.action, &question.resource);
    let Some(document) = policy.and_then(|(_, policy)| Document::read(&policy).ok()) else { return Vec::new() };
    let allowing = document.statements.iter().filter(|statement| statement.effect == Effect::Allow);
    let named = allowing.filter_map(|statement| statement.principals.as_ref()).filter(|principals| !principals.negated);
    let mut found: Vec<Asker> = Vec::new();
    for principal in named.flat_map(|principals| &principals.entries).filter_map(|entry| principal(account, question, entry)) {
        let asker = Asker::Outsider(principal);
        if !found.contains(&asker) {
            found.push(asker);
        }
    }
    found
}

/// Who is meant that has no identity here. `None` for the account's own.
fn principal(account: &Account, question: &Question, entry: &PrincipalEntry) -> Option<Principal> {
    let text = entry.text.value.as_str();
    let principal = match entry.kind {
        PrincipalKind::Everyone => everyone(account, question)?,
        PrincipalKind::Aws if text == "*" => everyone(account, question)?,
        // An account by its number is its root user, who may hand on what it is given.
        PrincipalKind::Aws if !text.starts_with("arn:") => Principal::parse(&format!("arn:aws:iam::{text}:root")).ok()?,
        PrincipalKind::Aws | PrincipalKind::Service | PrincipalKind::Federated => Principal::parse(text).ok()?,
        PrincipalKind::CanonicalUser => return None,
    };
    let is_own = principal.account() == Some(account.id().as_str()) && principal.kind() != CallerKind::Provider;
    (!is_own).then_some(principal)
}

/// Services that take requests which nobody has signed.
const UNSIGNED: [&str; 2] = ["s3", "sqs"];

/// Who stands for everyone: somebody who has not signed, or where that takes no requests, the other account that is known.
fn everyone(account: &Account, question: &Question) -> Option<Principal> {
    if UNSIGNED.contains(&question.action.service()) {
        return Some(Principal::anonymous());
    }
    if let Asker::Outsider(partner) = account.partner().who { Some(partner) } else { None }
}
