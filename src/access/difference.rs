//! What a change gives and takes: an account compared with what it will be.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::num::NonZero;
use std::thread;

use super::clause::Clauses;
use super::progress::{Cancelled, Progress};
use super::reach::{Cuts, Reach};
use super::shift::{Shift, shifts};
use super::unchanged::{Unchanged, why};
use crate::account::Account;
use crate::account::authorization::{Authority, HoldingKey};
use crate::account::entity::{EntityKey, PolicyKey, PolicyText, TagHolder};
use crate::account::id::{IdKind, UniqueId};

/// What is gained, and what is lost.
type Shifts = (Vec<Shift>, Vec<Shift>);

/// So many groups of principals with different policies are compared without help.
const FEW: usize = 16;

/// What a change gives and takes.
#[derive(Clone, Default, Debug)]
pub struct Difference {
    /// Who gains or loses what; those who gain and lose the same together.
    pub effects: Vec<Effect>,
    /// The roles that other callers may assume than before.
    pub trust: Vec<TrustShift>,
    /// The users and roles of whom something changes that policies ask for: their name or tags. What follows depends on them.
    pub renamed_or_tagged: Vec<String>,
    /// Where nobody gains or loses anything: those whose policies change all the same, by what leaves it as it is.
    pub unchanged: Vec<(Unchanged, Vec<Affected>)>,
}

/// What users and roles gain and lose.
#[derive(Clone, Debug)]
pub struct Effect {
    /// Who.
    pub who: Vec<Affected>,
    /// What they may do then and could not before.
    pub gained: Vec<Shift>,
    /// What they could do and may not then.
    pub lost: Vec<Shift>,
}

/// A user or role.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Affected {
    /// Which.
    pub id: UniqueId,
    /// Its name, as it will be, or was.
    pub name: String,
}

impl Affected {
    /// Whether it is a user.
    pub fn is_user(&self) -> bool {
        self.id.kind() == Some(IdKind::User)
    }
}

/// The trust policy of a role, before and after.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TrustShift {
    /// The role's name.
    pub role: String,
    /// The principals that it names then and did not before.
    pub trusted: Vec<String>,
    /// The principals that it named and does not then.
    pub distrusted: Vec<String>,
}

/// Finds out what a change gives and takes: the account before, and as the change leaves it.
///
/// Looks only at the users and roles whose policies change, and once at those of them who have equal ones.
///
/// # Errors
/// Where nobody wants the answer any more.
pub fn difference(before: &Account, after: &Account, progress: &Progress) -> Result<Difference, Cancelled> {
    let changed = after.keys_changed_since(before);
    let mut difference = Difference { trust: trust_shifts(before, after, &changed), ..Difference::default() };
    difference.renamed_or_tagged = renamed_or_tagged(before, after, &changed);
    let affected = affected(before, after, &changed);
    let mut grouped: HashMap<(bool, Option<HoldingKey<'_>>, Option<HoldingKey<'_>>), Vec<UniqueId>> = HashMap::new();
    progress.expect(affected.len());
    for id in affected {
        progress.go_on()?;
        let was = exists(before, id).then(|| before.holding_key(id));
        let is = exists(after, id).then(|| after.holding_key(id));
        grouped.entry((id.kind() == Some(IdKind::User), was, is)).or_default().push(id);
    }
    let mut grouped: Vec<Vec<UniqueId>> = grouped.into_values().collect();
    grouped.sort();
    let named = |id: &UniqueId| Affected { id: *id, name: name(after, *id).or_else(|| name(before, *id)).unwrap_or_default() };
    let mut places: HashMap<Shifts, usize> = HashMap::new();
    for (ids, (gained, lost)) in grouped.iter().zip(compared(before, after, &grouped, progress)?) {
        if gained.is_empty() && lost.is_empty() {
            continue;
        }
        let who = ids.iter().map(named);
        let key = (gained, lost);
        if let Some(effect) = places.get(&key).and_then(|at| difference.effects.get_mut(*at)) {
            effect.who.extend(who);
        } else {
            let (gained, lost) = key.clone();
            places.insert(key, difference.effects.len());
            difference.effects.push(Effect { who: who.collect(), gained, lost });
        }
    }
    for effect in &mut difference.effects {
        effect.who.sort_by_cached_key(|who| (!who.is_user(), who.name.to_ascii_lowercase()));
    }
    difference.effects.sort_by_cached_key(|effect| effect.who.first().map(|who| (!who.is_user(), who.name.to_ascii_lowercase())));
    if difference.is_empty() {
        let (mut clauses, mut unchanged) = (Clauses::default(), BTreeMap::<Unchanged, Vec<Affected>>::new());
        for ids in grouped.iter().take(FEW) {
            let who: Vec<Affected> = ids.iter().map(named).collect();
            let Some(first) = who.first() else { continue };
            unchanged.entry(why(before, after, first, &mut clauses, progress)?).or_default().extend(who);
        }
        difference.unchanged = unchanged.into_iter().collect();
    }
    Ok(difference)
}

/// What those of each group gain and lose, in the order of the groups. They are shared out among the machine's processors, but
/// for few, which are sooner compared than shared out.
fn compared(before: &Account, after: &Account, groups: &[Vec<UniqueId>], progress: &Progress) -> Result<Vec<Shifts>, Cancelled> {
    let workers = if groups.len() < FEW { 1 } else { thread::available_parallelism().map_or(1, NonZero::get) };
    let share = |groups: &[Vec<UniqueId>]| {
        let mut clauses = Clauses::default();
        groups.iter().map(|ids| gained_and_lost(before, after, ids, &mut clauses, progress)).collect::<Result<Vec<_>, _>>()
    };
    let mut shares = groups.chunks(groups.len().div_ceil(workers).max(1));
    let own = shares.next().unwrap_or_default();
    thread::scope(|scope| {
        let others: Vec<_> = shares.map(|groups| scope.spawn(move || share(groups))).collect();
        let mut compared = share(own)?;
        for other in others {
            compared.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?);
        }
        Ok(compared)
    })
}

/// What users or roles with equal policies gain and lose.
fn gained_and_lost(
    before: &Account,
    after: &Account,
    ids: &[UniqueId],
    clauses: &mut Clauses,
    progress: &Progress,
) -> Result<Shifts, Cancelled> {
    let Some(first) = ids.first() else { return Ok(Default::default()) };
    let (old, new) = (authority(before, *first), authority(after, *first));
    let [was, is] = Reach::compared([&old.policies, &new.policies], Cuts::All, clauses, &mut || progress.go_on())?;
    progress.step(ids.len())?;
    Ok((shifts(&was, &is), shifts(&is, &was)))
}

/// The policies of a user or role; none where it is not there.
pub(super) fn authority(account: &Account, id: UniqueId) -> Authority {
    if exists(account, id) { account.policies_of_identity(id) } else { Authority::default() }
}

fn exists(account: &Account, id: UniqueId) -> bool {
    name(account, id).is_some()
}

fn name(account: &Account, id: UniqueId) -> Option<String> {
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

/// The users and roles that are there before and after, and whose name or tags change.
fn renamed_or_tagged(before: &Account, after: &Account, changed: &[EntityKey]) -> Vec<String> {
    let mut found = BTreeSet::new();
    for key in changed {
        let id = match key {
            EntityKey::User(id)
                if before.user(*id).map(|user| (&user.name, &user.path)) != after.user(*id).map(|user| (&user.name, &user.path)) =>
            {
                *id
            }
            EntityKey::Tag { on: TagHolder::Entity(id), .. } => *id,
            _ => continue,
        };
        if exists(before, id) {
            found.extend(name(after, id));
        }
    }
    found.into_iter().collect()
}

fn trust_shifts(before: &Account, after: &Account, changed: &[EntityKey]) -> Vec<TrustShift> {
    let named = |account: &Account, id: UniqueId| -> BTreeSet<String> {
        let policy = account.role(id).map(|role| account.current_policy(&role.trust_policy));
        let rules = policy.as_ref().and_then(PolicyText::rules);
        let statements = rules.iter().flat_map(|rules| rules.statements());
        let allowing = statements.filter(|statement| statement.effect() == crate::policy::document::Effect::Allow);
        allowing.filter_map(|statement| statement.principals()).flat_map(|principals| principals.texts().map(str::to_owned)).collect()
    };
    let roles = changed.iter().filter_map(|key| if let EntityKey::Role(id) = key { Some(*id) } else { None });
    roles
        .filter_map(|id| {
            let (was, is) = (named(before, id), named(after, id));
            let role = name(after, id).or_else(|| name(before, id))?;
            let shift =
                TrustShift { role, trusted: is.difference(&was).cloned().collect(), distrusted: was.difference(&is).cloned().collect() };
            (!shift.trusted.is_empty() || !shift.distrusted.is_empty()).then_some(shift)
        })
        .collect()
}
