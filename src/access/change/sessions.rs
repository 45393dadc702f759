//! The sessions of roles that policies name, where a change may give or take them something else than the others of their role.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::affected::surely_affected;
use super::alike::{Alike, hear, policies_of};
use super::relevant::Relevant;
use crate::access::clauses::asks::Asks;
use crate::access::clauses::named_sessions::NamedSession;
use crate::access::clauses::reads::ReadsOfRules;
use crate::access::clauses::resource_policies::{Heard, HeardClauses, ResourcePolicies};
use crate::access::progress::{Cancelled, Progress};
use crate::account::Account;
use crate::account::entity::EntityKey;
use crate::account::id::UniqueId;
use crate::policy::decision::Policies;

/// So many are told of by themselves in a review.
const MOST: usize = 64;

/// Each by itself, of those roles whose policies are others than before, and of those of whom something else is heard; and of how
/// many more it is not told.
///
/// # Errors
/// Where nobody wants the answer any more.
pub(in crate::access) fn alike(
    accounts: [&Account; 2],
    changed: &[EntityKey],
    progress: &Progress,
) -> Result<(Vec<Alike>, usize), Cancelled> {
    let [before, after] = accounts;
    let mut named: BTreeSet<NamedSession> = accounts.into_iter().flat_map(NamedSession::of_account).collect();
    if named.is_empty() {
        return Ok((Vec::new(), 0));
    }
    let surely = surely_affected(before, after, changed);
    let [old, new] = &accounts.map(ResourcePolicies::with_trust);
    // What is told of those of a name holds for none of them that their role's own policies name.
    let roles: BTreeSet<UniqueId> = named.iter().map(|session| session.role).collect();
    for role in roles {
        let [was, is] = &*policies_of(before, after, role);
        let own = [(before, was), (after, is)].map(|(account, policies)| of_own(account, role, policies));
        named.extend(own.into_iter().flatten());
    }
    let (mut clauses, mut relevant, mut reads_of_rules) = (HeardClauses::default(), Relevant::default(), ReadsOfRules::default());
    let (mut found, mut left) = (Vec::new(), 0);
    for session in named {
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
            left += 1;
            continue;
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
    Ok((found, left))
}

/// The sessions of a role that its own policies name.
fn of_own(account: &Account, role: UniqueId, policies: &Policies) -> Vec<NamedSession> {
    let all = policies.identity.iter().chain(&policies.boundary).flat_map(|policy| NamedSession::of_rules(account, policy.rules()));
    all.filter(|session| session.role == role).collect()
}
