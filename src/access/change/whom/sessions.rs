//! The sessions of roles that policies name, where a change may give or take them something else than the others of their role.

use std::collections::HashMap;
use std::sync::Arc;

use super::affected::surely_affected;
use super::alike::{Alike, hear, policies_of};
use super::relevant::Relevant;
use crate::access::clauses::asks::Asks;
use crate::access::clauses::reads::ReadsOfRules;
use crate::access::clauses::resource_policies::{Heard, HeardClauses, ResourcePolicies, is_changed};
use crate::access::clauses::session_names::{SessionNames, name_sessions};
use crate::access::progress::{Cancelled, Progress};
use crate::account::Account;
use crate::account::entity::{EntityKey, Role};
use crate::policy::compiled::Policy;

/// So many are told of by themselves in a review.
const MOST: usize = 64;

/// Each by itself, of those roles whose policies are others than before, and of those of whom something else is heard; and whether
/// these are all.
///
/// # Errors
/// Where nobody wants the answer any more.
pub(in crate::access) fn alike(
    accounts: [&Account; 2],
    changed: &[EntityKey],
    progress: &Progress,
) -> Result<(Vec<Alike>, bool), Cancelled> {
    let [before, after] = accounts;
    let surely = surely_affected(before, after, changed);
    let mut names = SessionNames::default();
    for account in accounts {
        names.add_account(account);
        add_own(&mut names, account, |role| is_changed(before, after, changed) || surely.contains(&role.id), progress)?;
    }
    let (sessions, mut are_all) = names.sessions();
    if sessions.is_empty() {
        return Ok((Vec::new(), are_all));
    }
    let [old, new] = &accounts.map(ResourcePolicies::with_trust);
    let (mut clauses, mut relevant, mut reads_of_rules) = (HeardClauses::default(), Relevant::default(), ReadsOfRules::default());
    let mut found = Vec::new();
    for session in sessions {
        progress.go_on()?;
        let heard = [(before, old), (after, new)].map(|(account, policies)| {
            let has_boundary = account.boundary_of(session.role).is_some();
            policies.about(account, &session.asker(), has_boundary, &mut clauses)
        });
        let of_role = [(before, old), (after, new)].map(|(account, policies)| hear(account, session.role, policies, &mut clauses));
        let is_as_before = |[was, is]: &[Arc<[Heard]>; 2]| Arc::ptr_eq(was, is);
        if !surely.contains(&session.role) && is_as_before(&heard) && is_as_before(&of_role) {
            continue;
        }
        if found.len() == MOST {
            are_all = false;
            break;
        }
        let policies = relevant.of(&policies_of(before, after, session.role), &heard);
        let look = policies.iter().any(|policies| reads_of_rules.of_all(policies).look_at_who_asks());
        let asks = |account: &Account| {
            let is_there = look && account.role(session.role).is_some();
            Asks::of(account, is_there.then(|| session.asker()).as_ref(), false, None)
        };
        let asks = accounts.map(asks);
        found.push(Alike { ids: vec![session.role], session: Some(session), heard, asks, policies: policies.into() });
    }
    Ok((found, are_all))
}

/// What the own policies of some roles name of them. Of those who hold the same it is looked up once whether these name any.
fn add_own(names: &mut SessionNames, account: &Account, may_count: impl Fn(&Role) -> bool, progress: &Progress) -> Result<(), Cancelled> {
    let mut known = HashMap::new();
    for role in account.roles().filter(|role| may_count(role)) {
        progress.go_on()?;
        let own = || account.policies_of_principal(role.id).policies;
        let name_some = |policy: &Policy| name_sessions(account, policy.rules());
        let is_named = *known.entry(account.holding_key(role.id)).or_insert_with(|| {
            let own = own();
            own.identity.iter().chain(&own.boundary).any(name_some)
        });
        if is_named {
            let own = own();
            own.identity.iter().chain(&own.boundary).for_each(|policy| names.add_own(account, role, policy.rules()));
        }
    }
    Ok(())
}
