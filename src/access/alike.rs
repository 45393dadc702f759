//! Those whom a change may give or take something, and who of them has equal policies before and after.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::clause::Clause;
use super::progress::{Cancelled, Progress};
use super::resource_policies::{Heard, HeardClauses, ResourcePolicies, Said, is_changed};
use crate::account::Account;
use crate::account::authorization::{Asker, Authority, HoldingKey};
use crate::account::entity::{EntityKey, PolicyKey};
use crate::account::id::{IdKind, UniqueId};

/// Users or roles who have equal policies, before a change and after it.
pub(super) struct Alike {
    /// Who they are; never empty.
    pub ids: Vec<UniqueId>,
    /// What the policies of resources say of them, before and after.
    heard: [Vec<Heard>; 2],
}

/// What makes users or roles alike.
type Likeness<'a> = (bool, [Option<HoldingKey<'a>>; 2], [Vec<(*const Clause, bool)>; 2]);

/// The users and roles whom a change may give or take something, those who have equal policies together.
///
/// # Errors
/// Where nobody wants the answer any more.
pub(super) fn alike(before: &Account, after: &Account, changed: &[EntityKey], progress: &Progress) -> Result<Vec<Alike>, Cancelled> {
    let affected = affected(before, after, changed);
    let all = &affected | &perhaps_affected(before, after, changed);
    let resources = [before, after].map(ResourcePolicies::of_estate);
    let mut clauses = HeardClauses::default();
    let mut found: HashMap<Likeness<'_>, Alike> = HashMap::new();
    progress.expect(all.len());
    for id in all {
        progress.go_on()?;
        let held = [before, after].map(|account| name(account, id).is_some().then(|| account.holding_key(id)));
        let mut heard = |account: &Account, policies: &ResourcePolicies| {
            let asker = asker(account, id).filter(|_| !policies.is_empty());
            let has_boundary = account.boundary_of(id).is_some();
            asker.map(|asker| policies.about(account, &asker, has_boundary, &mut clauses)).unwrap_or_default()
        };
        let [old, new] = &resources;
        let heard = [heard(before, old), heard(after, new)];
        let said = heard.each_ref().map(|heard| heard.iter().map(|one| (Arc::as_ptr(&one.clause), one.is_unbounded)).collect::<Vec<_>>());
        if !affected.contains(&id) && said.first() == said.last() {
            progress.step(1)?;
            continue;
        }
        let key = (id.kind() == Some(IdKind::User), held, said);
        found.entry(key).or_insert_with(|| Alike { ids: Vec::new(), heard }).ids.push(id);
    }
    let mut found: Vec<Alike> = found.into_values().collect();
    found.sort_by(|one, other| one.ids.cmp(&other.ids));
    Ok(found)
}

impl Alike {
    /// Their own policies before and after; none where they are not there.
    pub fn authorities(&self, before: &Account, after: &Account) -> [Authority; 2] {
        let of = |account: &Account| {
            let id = self.ids.first().filter(|id| name(account, **id).is_some());
            id.map(|id| account.policies_of_principal(*id)).unwrap_or_default()
        };
        [of(before), of(after)]
    }

    /// All that has a say in what they may do, before and after.
    pub fn said<'a>(&'a self, [old, new]: &[&'a Authority; 2]) -> [Said<'a>; 2] {
        let [was, is] = &self.heard;
        [Said { policies: &old.policies, heard: was }, Said { policies: &new.policies, heard: is }]
    }
}

fn asker(account: &Account, id: UniqueId) -> Option<Asker> {
    match id.kind()? {
        IdKind::User => account.user(id).map(|_| Asker::User(id)),
        IdKind::Role => account.role(id).map(|_| account.some_session_of(id)),
        _ => None,
    }
}

/// The name of a user or role; `None` where it is not there.
pub(super) fn name(account: &Account, id: UniqueId) -> Option<String> {
    match id.kind()? {
        IdKind::User => account.user(id).map(|user| user.name.clone()),
        IdKind::Role => account.role(id).map(|role| role.name.clone()),
        _ => None,
    }
}

/// The users and roles whose policies are others than before.
fn affected(before: &Account, after: &Account, changed: &[EntityKey]) -> BTreeSet<UniqueId> {
    let mut found = BTreeSet::new();
    let mut hold = |holder: UniqueId| match holder.kind() {
        Some(IdKind::Group) => {
            found.extend([before, after].iter().flat_map(|account| account.members_of(holder)).map(|user| user.id));
        }
        _ => {
            found.insert(holder);
        }
    };
    for key in changed {
        match key {
            EntityKey::User(id) | EntityKey::Role(id) | EntityKey::Boundary(id) => hold(*id),
            EntityKey::Membership { user, .. } => hold(*user),
            EntityKey::PasswordPolicy => {
                let lets = |account: &Account| account.password_policy().is_some_and(|policy| policy.allow_users_to_change);
                if lets(before) != lets(after) {
                    [before, after].iter().flat_map(|account| account.users()).for_each(|user| hold(user.id));
                }
            }
            EntityKey::Attachment { to: holder, .. } | EntityKey::InlinePolicy { of: holder, .. } => hold(*holder),
            EntityKey::Policy(id) | EntityKey::PolicyVersion { policy: id, .. } => {
                let policy = PolicyKey::Customer(*id);
                if before.policy_document(&policy) != after.policy_document(&policy) {
                    for account in [before, after] {
                        account.attachments_of_policy(&policy).chain(account.bounded_by(&policy)).for_each(&mut hold);
                    }
                }
            }
            _ => {}
        }
    }
    found
}

/// All users and roles, where the policy of a resource changes: it may be about anybody.
fn perhaps_affected(before: &Account, after: &Account, changed: &[EntityKey]) -> BTreeSet<UniqueId> {
    let accounts = [before, after].into_iter().filter(|_| is_changed(before, after, changed));
    accounts.flat_map(|account| account.users().map(|user| user.id).chain(account.roles().map(|role| role.id))).collect()
}
