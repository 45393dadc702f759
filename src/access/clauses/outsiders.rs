//! Those of no identity in this account whom the policy of a resource names: everyone, other accounts, services, providers.

use crate::account::Account;
use crate::account::authorization::Asker;
use crate::policy::document::{self, Document, Effect, PrincipalEntry, PrincipalKind};
use crate::policy::request::{Action, CallerKind, Principal};

/// What trust policies let principals do: with credentials of AWS, with what a SAML provider says, or another provider of identities.
pub(in crate::access) const ASSUMING: [&str; 3] = ["sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"];

/// Whom statements that allow name in the policy of a resource, each once, as they stand there; of one that names all but some,
/// everyone.
pub(in crate::access) fn outsiders(account: &Account, action: &Action, policy: &str) -> Vec<Asker> {
    let Ok(document) = Document::read(policy) else { return Vec::new() };
    let allowing = document.statements.iter().filter(|statement| statement.effect == Effect::Allow);
    let mut found: Vec<Asker> = Vec::new();
    for principals in allowing.filter_map(|statement| statement.principals.as_ref()) {
        let listed = principals.entries.iter().filter(|_| !principals.negated).filter_map(|entry| principal(account, action, entry));
        let all_but = principals.negated.then(|| everyone(account, action)).flatten();
        for asker in listed.chain(all_but).map(Asker::Outsider) {
            if !found.contains(&asker) {
                found.push(asker);
            }
        }
    }
    found
}

/// Whom a denial of all others leaves out, each once: of an account that it names, that is the root user.
pub(in crate::access) fn spared(account: &Account, action: &Action, policy: &str) -> Vec<Asker> {
    let Ok(document) = Document::read(policy) else { return Vec::new() };
    let denying = document.statements.iter().filter(|statement| statement.effect == Effect::Deny);
    let mut found: Vec<Asker> = Vec::new();
    for principals in denying.filter_map(|statement| statement.principals.as_ref()).filter(|principals| principals.negated) {
        for one in principals.entries.iter().filter_map(|entry| principal(account, action, entry)) {
            let text = format!("arn:aws:iam::{}:root", one.account().unwrap_or_default());
            let is_account = principals.entries.iter().any(|entry| entry.text.value == text || Some(&*entry.text.value) == one.account());
            let root = Principal::parse(&text).ok().filter(|_| is_account);
            for asker in [Some(one), root].into_iter().flatten().map(Asker::Outsider) {
                if !found.contains(&asker) {
                    found.push(asker);
                }
            }
        }
    }
    found
}

/// Whom the policy of a resource keeps out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum KeptOut {
    /// Somebody.
    One(Asker),
    /// All users and roles of this account.
    OwnAccount,
}

/// Whom the policy of a resource names to keep them out, each once: by a Deny, or as those whom an Allow of all others leaves out.
pub(in crate::access) fn kept_out(account: &Account, action: &Action, policy: &str) -> Vec<KeptOut> {
    let Ok(document) = Document::read(policy) else { return Vec::new() };
    let root = account.root_arn();
    let mut found: Vec<KeptOut> = Vec::new();
    for statement in &document.statements {
        let keeps_out = |principals: &&document::Principals| principals.negated == (statement.effect == Effect::Allow);
        for entry in statement.principals.iter().filter(keeps_out).flat_map(|principals| &principals.entries) {
            let text = entry.text.value.as_str();
            let is_own = entry.kind == PrincipalKind::Aws && (text == root || text == account.id().as_str());
            let outsider = || principal(account, action, entry).map(Asker::Outsider);
            let one = || outsider().or_else(|| account.asker_named(text).ok()).map(KeptOut::One);
            let kept_out = if is_own { Some(KeptOut::OwnAccount) } else { one() };
            found.extend(kept_out.filter(|kept_out| !found.contains(kept_out)));
        }
    }
    found
}

/// Who is meant that has no identity here. `None` for the account's own, but for federated users.
fn principal(account: &Account, action: &Action, entry: &PrincipalEntry) -> Option<Principal> {
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
    let has_identity_here = !matches!(principal.kind(), CallerKind::Provider | CallerKind::FederatedUser);
    let is_own = principal.account() == Some(account.id().as_str()) && has_identity_here;
    (!is_own).then_some(principal)
}

/// Who stands for an account: its policies let whom they will do what it is given, and its root user can't do all of that.
fn of_account(account: &Account, number: &str) -> Option<Principal> {
    match account.partner().who {
        Asker::Outsider(partner) if number == account.partner_id() => Some(partner),
        _ => anybody_of(number),
    }
}

/// How the ARN of a user ends who stands for all of an account.
const ANYBODY: &str = ":user/anybody";

/// A user of an account who stands for any.
pub(in crate::access) fn anybody_of(number: &str) -> Option<Principal> {
    Principal::parse(&format!("arn:aws:iam::{number}{ANYBODY}")).ok()
}

/// The account for all of which somebody stands.
pub fn account_of_anybody(asker: &Asker) -> Option<&str> {
    let Asker::Outsider(principal) = asker else { return None };
    principal.text().ends_with(ANYBODY).then(|| principal.account()).flatten()
}

/// Who stands for everyone: somebody who has not signed, or where that takes no requests, the other account that is known.
fn everyone(account: &Account, action: &Action) -> Option<Principal> {
    if account.out_of_reach(&Asker::anonymous(), None, action.text()).is_none() {
        return Some(Principal::anonymous());
    }
    of_account(account, account.partner_id())
}
