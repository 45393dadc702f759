//! Those whom a change may give or take something, and who of them has equal policies before and after.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, LazyLock};

use super::alike::{Alike, Lying, apart, hear, lying, name, policies_of};
use super::relevant::Relevant;
use super::tagged;
use crate::access::clauses::clause::gated;
use crate::access::clauses::resource_policies::{Heard, HeardClauses, ResourcePolicies, is_changed};
use crate::access::progress::{Cancelled, Progress};
use crate::access::shares::shared_out;
use crate::account::Account;
use crate::account::authorization::HoldingKey;
use crate::account::entity::{EntityKey, PolicyKey, TagHolder};
use crate::account::id::{IdKind, UniqueId};
use crate::policy::actions::ActionId;
use crate::policy::compiled::{self, Policy};
use crate::policy::decision::Policies;
use crate::policy::request::Action;

/// What decides which policies users or roles have, before and after; `None` where they are not there.
type Held<'a> = [Option<HoldingKey<'a>>; 2];

/// Whether they are users, and what they hold.
type Holding<'a> = (bool, Held<'a>);

/// Whether they are users, what they hold, what they hear before and after, and whether what policies ask of them changes.
type Likeness<'a> = (bool, Held<'a>, [*const [Heard]; 2], bool);

/// Users or roles who hold equal policies, of whom the policies of resources say the same.
struct Holders {
    ids: Vec<UniqueId>,
    policies: Arc<[Policies; 2]>,
    heard: [Arc<[Heard]>; 2],
}

/// What counts of that: whether they are users, whether they are there before and after, the rules that have to do with what
/// changes, identity policies and boundary, and what they hear.
type Counting = (bool, [bool; 2], Lying, [*const [Heard]; 2]);

/// The users and roles whom a change may give or take something, those together whose policies say the same of what changes.
///
/// # Errors
/// Where nobody wants the answer any more.
pub(in crate::access) fn affected(
    before: &Account,
    after: &Account,
    changed: &[EntityKey],
    progress: &Progress,
) -> Result<Vec<Alike>, Cancelled> {
    let accounts = [before, after];
    let renewed = renewed(before, after, changed);
    let mut relevant = Relevant::default();
    let mut found: HashMap<Counting, Alike> = HashMap::new();
    let surely = surely_affected(before, after, changed);
    let holders = holders(accounts, changed, (&surely, &renewed), progress)?;
    for ((is_user, held, heard, is_renewed), holders) in holders {
        progress.go_on()?;
        let policies = if is_renewed { holders.policies } else { relevant.of(&holders.policies, &holders.heard).into() };
        let key = (is_user, held.map(|held| held.is_some()), lying(&policies), heard);
        let new = || Alike { ids: Vec::new(), session: None, heard: holders.heard, asks: [None, None], policies };
        found.entry(key).or_insert_with(new).ids.extend(holders.ids);
    }
    for group in found.values_mut() {
        group.ids.sort_unstable();
    }
    let mut found = apart(before, after, &found.into_values().collect::<Vec<_>>(), &renewed, progress)?;
    found.extend(tagged::alike(before, after, changed, progress)?);
    found.sort_by(|one, other| one.ids.cmp(&other.ids));
    Ok(found)
}

/// The same by what policies they hold, whether these have to do with what changes or not. It is known whose policies are others
/// than before, and of whom something changes that policies ask for.
fn holders<'a>(
    [before, after]: [&'a Account; 2],
    changed: &[EntityKey],
    (surely, renewed): (&BTreeSet<UniqueId>, &BTreeSet<UniqueId>),
    progress: &Progress,
) -> Result<HashMap<Likeness<'a>, Holders>, Cancelled> {
    let whom = surely | &perhaps_affected(before, after, changed);
    let changed_roles = || changed.iter().filter_map(|key| if let EntityKey::Role(id) = key { Some(*id) } else { None });
    let changed_itself: BTreeSet<UniqueId> = changed.iter().filter_map(itself).collect();
    // Who changes, or whose own policies say something else of that, needs what every role says of them; others only what
    // another says than before.
    let all = [before, after].map(|account| ResourcePolicies::with_trust(account).and_needless());
    let few = [before, after].map(|account| ResourcePolicies::with_trust_of(account, changed_roles()).and_needless());
    let mut clauses = HeardClauses::default();
    let held = |id: UniqueId| [before, after].map(|account| name(account, id).is_some().then(|| account.holding_key(id)));
    // Their own policies before and after, and whether these speak of roles.
    let own = |id: UniqueId| {
        let policies = policies_of(before, after, id);
        let speak = speak_of_roles(&policies);
        (policies, speak)
    };
    let whom: Vec<UniqueId> = whom.into_iter().collect();
    let holding = |id: &UniqueId, (): &mut ()| progress.go_on().map(|()| (*id, (id.kind() == Some(IdKind::User), held(*id))));
    let whom: Vec<(UniqueId, Holding<'a>)> = shared_out(&whom, || (), holding)?;
    let mut by_held = once_for_each(whom.iter().filter(|(id, _)| surely.contains(id)), own, progress)?;
    let mut found: HashMap<_, Holders> = HashMap::new();
    progress.expect(whom.len());
    for (id, held) in whom {
        progress.go_on()?;
        let mut policies = |held: &Holding<'a>| by_held.entry(held.clone()).or_insert_with(|| own(id)).clone();
        let needs_all = surely.contains(&id) && (changed_itself.contains(&id) || policies(&held).1);
        let [old, new] = if needs_all { &all } else { &few };
        let heard = [(before, old), (after, new)].map(|(account, policies)| hear(account, id, policies, &mut clauses));
        let [was, is] = heard.each_ref().map(Arc::as_ptr);
        if !surely.contains(&id) && std::ptr::eq(was, is) {
            progress.step(1)?;
            continue;
        }
        let (policies, _) = policies(&held);
        let (is_user, held) = held;
        let key = (is_user, held, [was, is], renewed.contains(&id));
        found.entry(key).or_insert_with(|| Holders { ids: Vec::new(), policies, heard }).ids.push(id);
    }
    Ok(found)
}

/// What is made of users or roles, once for all who hold the same.
fn once_for_each<'w, 'a: 'w, T: Send>(
    whom: impl Iterator<Item = &'w (UniqueId, Holding<'a>)>,
    made: impl Fn(UniqueId) -> T + Sync,
    progress: &Progress,
) -> Result<HashMap<Holding<'a>, T>, Cancelled> {
    let mut first_of: HashMap<&Holding<'a>, UniqueId> = HashMap::new();
    for (id, held) in whom {
        first_of.entry(held).or_insert(*id);
    }
    let first_of: Vec<(&Holding<'a>, UniqueId)> = first_of.into_iter().collect();
    let made = shared_out(&first_of, || (), |(_, id), ()| progress.go_on().map(|()| made(*id)))?;
    Ok(first_of.into_iter().map(|(held, _)| held.clone()).zip(made).collect())
}

/// The user or role that is changed itself, or of which something changes that policies ask for.
const fn itself(key: &EntityKey) -> Option<UniqueId> {
    match key {
        EntityKey::User(id) | EntityKey::Role(id) | EntityKey::Tag { on: TagHolder::Entity(id), .. } => Some(*id),
        _ => None,
    }
}

/// Whether policies that somebody has only before or only after say something of what trust policies decide. A boundary does so
/// by being there: it bounds what it does not name.
fn speak_of_roles([old, new]: &[Policies; 2]) -> bool {
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

/// The users and roles whose policies are others than before.
pub(super) fn surely_affected(before: &Account, after: &Account, changed: &[EntityKey]) -> BTreeSet<UniqueId> {
    let mut found = BTreeSet::new();
    let mut hold = |holder: UniqueId| match holder.kind() {
        Some(IdKind::Group) => {
            // Who is a member before or after alone is held by that.
            found.extend(after.ids_of_members(holder));
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
