//! Those of no identity in this account whom the policy of a resource names: everyone, other accounts, services, providers.

use crate::account::Account;
use crate::account::authorization::Asker;
use crate::policy::document::{Document, Effect, PrincipalEntry, PrincipalKind};
use crate::policy::request::{Action, CallerKind, Principal};

/// Whom statements that allow name in the policy of a resource, each once, as they stand there.
pub(super) fn outsiders(account: &Account, action: &Action, policy: &str) -> Vec<Asker> {
    let Ok(document) = Document::read(policy) else { return Vec::new() };
    let allowing = document.statements.iter().filter(|statement| statement.effect == Effect::Allow);
    let named = allowing.filter_map(|statement| statement.principals.as_ref()).filter(|principals| !principals.negated);
    let mut found: Vec<Asker> = Vec::new();
    for principal in named.flat_map(|principals| &principals.entries).filter_map(|entry| principal(account, action, entry)) {
        let asker = Asker::Outsider(principal);
        if !found.contains(&asker) {
            found.push(asker);
        }
    }
    found
}

/// Who is meant that has no identity here. `None` for the account's own.
pub(super) fn principal(account: &Account, action: &Action, entry: &PrincipalEntry) -> Option<Principal> {
    let text = entry.text.value.as_str();
    let principal = match entry.kind {
        PrincipalKind::Everyone => everyone(account, action)?,
        PrincipalKind::Aws if text == "*" => everyone(account, action)?,
        PrincipalKind::Aws if !text.starts_with("arn:") => of_account(account, text)?,
        PrincipalKind::Aws | PrincipalKind::Service | PrincipalKind::Federated => Principal::parse(text).ok()?,
        PrincipalKind::CanonicalUser => return None,
    };
    let principal = match principal.account() {
        Some(number) if principal.kind() == CallerKind::Root => of_account(account, number)?,
        _ => principal,
    };
    let is_own = principal.account() == Some(account.id().as_str()) && principal.kind() != CallerKind::Provider;
    (!is_own).then_some(principal)
}

/// Who stands for an account: its policies let whom they will do what it is given, and its root user can't do all of that.
fn of_account(account: &Account, number: &str) -> Option<Principal> {
    match account.partner().who {
        Asker::Outsider(partner) if number == account.partner_id() => Some(partner),
        _ => Principal::parse(&format!("arn:aws:iam::{number}:user/{SOME_USER}")).ok(),
    }
}

/// The name of a user who stands for any.
const SOME_USER: &str = "anybody";

/// Who stands for everyone: somebody who has not signed, or where that takes no requests, the other account that is known.
pub(super) fn everyone(account: &Account, action: &Action) -> Option<Principal> {
    if account.out_of_reach(&Asker::anonymous(), None, action.text()).is_none() {
        return Some(Principal::anonymous());
    }
    of_account(account, account.partner_id())
}
