//! Those whom a change may give or take something, and who of them has equal policies before and after.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, LazyLock};

use super::asks::{Asks, Comes, Reading, asker, comings};
use super::clause::{Clause, gated};
use super::progress::{Cancelled, Progress};
use super::reads::{Reads, ReadsOfRules};
use super::resource_policies::{Heard, HeardClauses, ResourcePolicies, Said, is_changed};
use super::tagged;
use crate::account::Account;
use crate::account::authorization::{Authority, HoldingKey};
use crate::account::entity::{EntityKey, PolicyKey, TagHolder};
use crate::account::id::{IdKind, UniqueId};
use crate::policy::actions::ActionId;
use crate::policy::compiled::{self, Named, Policy};
use crate::policy::decision::Policies;
use crate::policy::request::Action;

/// Users or roles who have equal policies, before a change and after it.
pub(super) struct Alike {
    /// Who they are; never empty.
    pub ids: Vec<UniqueId>,
    /// What the policies of resources say of them, before and after.
    pub heard: [Vec<Heard>; 2],
    /// Who one of them is, before and after, where their policies look at that.
    pub asks: [Option<Asks>; 2],
}

/// What makes users or roles alike.
type Likeness<'a> = (bool, [Option<HoldingKey<'a>>; 2], [Vec<Statement>; 2]);

/// A statement of a resource's policy, and how it names the caller.
pub(super) type Statement = (*const Clause, Named);

/// The users and roles whom a change may give or take something, those who have equal policies together.
///
/// # Errors
/// Where nobody wants the answer any more.
pub(super) fn alike(before: &Account, after: &Account, changed: &[EntityKey], progress: &Progress) -> Result<Vec<Alike>, Cancelled> {
    let affected = affected(before, after, changed);
    let whom = &affected | &perhaps_affected(before, after, changed);
    let changed_roles = || changed.iter().filter_map(|key| if let EntityKey::Role(id) = key { Some(*id) } else { None });
    let changed_itself: BTreeSet<UniqueId> = changed.iter().filter_map(itself).collect();
    // Who changes, or whose own policies say something else of that, needs what every role says of them; others only what
    // another says than before.
    let all = [before, after].map(ResourcePolicies::with_trust);
    let few = [before, after].map(|account| ResourcePolicies::with_trust_of(account, changed_roles()));
    let mut clauses = HeardClauses::default();
    let mut of_roles: HashMap<[Option<HoldingKey<'_>>; 2], bool> = HashMap::new();
    let mut found: HashMap<Likeness<'_>, Alike> = HashMap::new();
    progress.expect(whom.len());
    for id in whom {
        progress.go_on()?;
        let held = [before, after].map(|account| name(account, id).is_some().then(|| account.holding_key(id)));
        let needs_all = affected.contains(&id)
            && (changed_itself.contains(&id) || *of_roles.entry(held.clone()).or_insert_with(|| speak_of_roles(before, after, id)));
        let [old, new] = if needs_all { &all } else { &few };
        let heard = [(before, old), (after, new)].map(|(account, policies)| hear(account, id, policies, &mut clauses));
        let said = heard.each_ref().map(|heard| said(heard));
        if !affected.contains(&id) && said.first() == said.last() {
            progress.step(1)?;
            continue;
        }
        let key = (id.kind() == Some(IdKind::User), held, said);
        found.entry(key).or_insert_with(|| Alike { ids: Vec::new(), heard, asks: [None, None] }).ids.push(id);
    }
    let renewed = renewed(before, after, changed);
    let mut found = apart(before, after, found.into_values(), &renewed, progress)?;
    found.extend(tagged::alike(before, after, changed, progress)?);
    found.sort_by(|one, other| one.ids.cmp(&other.ids));
    Ok(found)
}

/// The user or role that is changed itself, or of which something changes that policies ask for.
const fn itself(key: &EntityKey) -> Option<UniqueId> {
    match key {
        EntityKey::User(id) | EntityKey::Role(id) | EntityKey::Tag { on: TagHolder::Entity(id), .. } => Some(*id),
        _ => None,
    }
}

/// Whether policies that somebody has only before or only after say something of what trust policies decide. A boundary does so by being there:
/// it bounds what it does not name.
fn speak_of_roles(before: &Account, after: &Account, id: UniqueId) -> bool {
    let [old, new] = [before, after].map(|account| account.policies_of_principal(id).policies);
    let lacks = |policies: &[Policy], one: &Policy| !policies.iter().any(|other| Arc::ptr_eq(other.rules(), one.rules()));
    let speaks = |one: &[Policy], other: &[Policy]| {
        one.iter().filter(|policy| lacks(other, policy)).flat_map(Policy::statements).any(is_about_roles)
    };
    let is_another = |one: &[Policy], other: &[Policy]| speaks(one, other) || speaks(other, one);
    old.boundary.is_empty() != new.boundary.is_empty()
        || is_another(&old.identity, &new.identity)
        || is_another(&old.boundary, &new.boundary)
}

/// Whether a statement says something of an action that needs the trust policy of a role.
fn is_about_roles(statement: &compiled::Statement) -> bool {
    static OF_ROLES: LazyLock<Vec<Action>> = LazyLock::new(|| {
        let names = gated().iter().map(ActionId::full_name).filter(|name| name.starts_with("sts:"));
        names.filter_map(|name| Action::parse(&name).ok()).collect()
    });
    statement.actions().is_some_and(|actions| OF_ROLES.iter().any(|action| actions.check(action).is_ok()))
}

/// What policies of resources say of a user or role.
pub(super) fn hear(account: &Account, id: UniqueId, policies: &ResourcePolicies, clauses: &mut HeardClauses) -> Vec<Heard> {
    let asker = asker(account, id).filter(|_| !policies.is_empty());
    let has_boundary = account.boundary_of(id).is_some();
    asker.map(|asker| policies.about(account, &asker, has_boundary, clauses)).unwrap_or_default()
}

/// The statements that are heard, to tell those of one from those of another.
pub(super) fn said(heard: &[Heard]) -> Vec<Statement> {
    heard.iter().map(|one| (Arc::as_ptr(&one.clause), one.named)).collect()
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
        let ([was, is], [before, after]) = (&self.heard, &self.asks);
        let [before, after] = [before, after].map(Option::as_ref);
        [Said { policies: &old.policies, heard: was, asks: before }, Said { policies: &new.policies, heard: is, asks: after }]
    }
}

/// Those of each group for whom their policies come to the same, where these look at who asks.
fn apart(
    before: &Account,
    after: &Account,
    groups: impl Iterator<Item = Alike>,
    renewed: &BTreeSet<UniqueId>,
    progress: &Progress,
) -> Result<Vec<Alike>, Cancelled> {
    let mut found = Vec::new();
    let mut reads_of_rules = ReadsOfRules::default();
    for group in groups {
        let [old, new] = group.authorities(before, after);
        let policies = [&old.policies, &new.policies];
        let reads = policies.map(|policies| reads_of_rules.of_all(policies));
        if !reads.iter().any(Reads::look_at_who_asks) {
            found.push(group);
            continue;
        }
        let asks = |id| [before, after].map(|account| Asks::of(account, asker(account, id).as_ref(), renewed.contains(&id), None));
        for Part { ids, asks, .. } in parts(group.ids, policies, &reads, asks, progress)? {
            found.push(Alike { ids, heard: group.heard.clone(), asks });
        }
    }
    Ok(found)
}

/// Those among users or roles with equal policies for whom these come to the same.
pub(super) struct Part {
    /// Who they are; never empty.
    pub ids: Vec<UniqueId>,
    /// Who one of them is, before and after.
    pub asks: [Option<Asks>; 2],
    /// What their policies come to, before and after.
    pub comings: [Vec<Comes>; 2],
}

/// Takes users or roles with equal policies apart by what these come to, before and after, which look at this of who asks. Of all
/// of whom they look at the same it is worked out once.
pub(super) fn parts(
    ids: Vec<UniqueId>,
    policies: [&Policies; 2],
    reads: &[Reads; 2],
    asks: impl Fn(UniqueId) -> [Option<Asks>; 2],
    progress: &Progress,
) -> Result<Vec<Part>, Cancelled> {
    let mut parts: Vec<Part> = Vec::new();
    let mut places: HashMap<[Option<Reading>; 2], usize> = HashMap::new();
    let mut by_comings: HashMap<[Vec<Comes>; 2], usize> = HashMap::new();
    let [old, new] = policies;
    let [old_reads, new_reads] = reads;
    for id in ids {
        progress.go_on()?;
        let asks = asks(id);
        let [was, is] = &asks;
        let reading = [was.as_ref().map(|asks| asks.reading(old_reads)), is.as_ref().map(|asks| asks.reading(new_reads))];
        let place = *places.entry(reading).or_insert_with(|| {
            let [was, is] = &asks;
            let comings = [comings(was.as_ref(), old), comings(is.as_ref(), new)];
            *by_comings.entry(comings.clone()).or_insert_with(|| {
                parts.push(Part { ids: Vec::new(), asks, comings });
                parts.len() - 1
            })
        });
        if let Some(part) = parts.get_mut(place) {
            part.ids.push(id);
        }
    }
    Ok(parts)
}

/// The users and roles that are there before and after, and of whom something changes that policies ask for: their name or tags.
fn renewed(before: &Account, after: &Account, changed: &[EntityKey]) -> BTreeSet<UniqueId> {
    let of = |account: &Account, id: UniqueId| account.user(id).map(|user| (user.name.clone(), user.path.clone()));
    let found = changed.iter().filter_map(|key| match key {
        EntityKey::User(id) if of(before, *id) != of(after, *id) => Some(*id),
        EntityKey::Tag { on: TagHolder::Entity(id), .. } => Some(*id),
        _ => None,
    });
    found.filter(|id| name(before, *id).is_some() && name(after, *id).is_some()).collect()
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
            EntityKey::Tag { on: TagHolder::Entity(id), .. } if name(before, *id).is_some() => hold(*id),
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

/// All users and roles, where the policy of a resource or the trust policy of a role changes: it may be about anybody.
fn perhaps_affected(before: &Account, after: &Account, changed: &[EntityKey]) -> BTreeSet<UniqueId> {
    let accounts = [before, after].into_iter().filter(|_| is_changed(before, after, changed));
    accounts.flat_map(|account| account.users().map(|user| user.id).chain(account.roles().map(|role| role.id))).collect()
}
