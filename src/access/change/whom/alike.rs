//! Users and roles who have equal policies before a change and after it, and those of them for whom these come to the same.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::access::clauses::address::address;
use crate::access::clauses::asks::{Asks, Comes, Reading, asker, comings};
use crate::access::clauses::named_sessions::NamedSession;
use crate::access::clauses::reads::{Reads, ReadsOfRules};
use crate::access::clauses::resource_policies::{Heard, HeardClauses, ResourcePolicies, Said};
use crate::access::progress::{Cancelled, Progress};
use crate::access::shares::shared_out;
use crate::account::Account;
use crate::account::id::{IdKind, UniqueId};
use crate::policy::compiled::{Policy, Statement};
use crate::policy::decision::Policies;

/// Users or roles who have equal policies, before a change and after it.
pub(in crate::access) struct Alike {
    /// Who they are; never empty.
    pub ids: Vec<UniqueId>,
    /// The sessions that are meant, of one role, where it is not all of them.
    pub session: Option<NamedSession>,
    /// What the policies of resources say of them, before and after.
    pub heard: [Arc<[Heard]>; 2],
    /// Who one of them is, before and after, where their policies look at that.
    pub asks: [Option<Asks>; 2],
    /// Their own policies before and after, as far as they have to do with what changes; none where they are not there.
    pub policies: Arc<[Policies; 2]>,
}

impl Alike {
    /// All that has a say in what they may do, before and after.
    pub fn said(&self) -> [Said<'_>; 2] {
        let ([old, new], [was, is], [before, after]) = (&*self.policies, &self.heard, &self.asks);
        let [before, after] = [before, after].map(Option::as_ref);
        [Said { policies: old, heard: was, asks: before }, Said { policies: new, heard: is, asks: after }]
    }
}

/// Where the rules of policies lie, before and after, those of identity policies and of the boundary: equal ones lie in the same places.
pub(in crate::access) type Lying = [[Vec<usize>; 2]; 2];

/// Where the rules of these lie.
pub(in crate::access) fn lying(policies: &[Policies; 2]) -> Lying {
    let rules = |policies: &[Policy]| policies.iter().map(|policy| address(policy.rules())).collect();
    policies.each_ref().map(|policies| [rules(&policies.identity), rules(&policies.boundary)])
}

/// The same, those together whose own policies are the same and who differ in what they hear and in who they are.
pub(in crate::access) fn with_same_policies(groups: &[Alike]) -> Vec<Vec<&Alike>> {
    let (mut together, mut places) = (Vec::<Vec<&Alike>>::new(), HashMap::new());
    for group in groups {
        let at = *places.entry(lying(&group.policies)).or_insert(together.len());
        match together.get_mut(at) {
            Some(others) => others.push(group),
            None => together.push(vec![group]),
        }
    }
    together
}

/// The own policies of a user or role before and after; none where it is not there.
pub(in crate::access) fn policies_of(before: &Account, after: &Account, id: UniqueId) -> Arc<[Policies; 2]> {
    let of = |account: &Account| name(account, id).map(|_| account.policies_of_principal(id).policies).unwrap_or_default();
    [before, after].map(of).into()
}

/// What policies of resources say of a user or role.
pub(in crate::access) fn hear(account: &Account, id: UniqueId, policies: &ResourcePolicies, clauses: &mut HeardClauses) -> Arc<[Heard]> {
    let has_boundary = account.boundary_of(id).is_some();
    match asker(account, id) {
        Some(asker) => policies.about(account, &asker, has_boundary, clauses),
        // Whoever is made or goes gains and loses nothing of what needs no permission.
        None => clauses.listed(policies.needless().filter(|_| id.kind() == Some(IdKind::User)).into_iter().collect()),
    }
}

/// Those of each group for whom their policies come to the same, where these look at who asks.
pub(in crate::access) fn apart(
    before: &Account,
    after: &Account,
    groups: &[Alike],
    renewed: &BTreeSet<UniqueId>,
    progress: &Progress,
) -> Result<Vec<Alike>, Cancelled> {
    let of_group = |group: &Alike, reads_of_rules: &mut ReadsOfRules| -> Result<Vec<Alike>, Cancelled> {
        let Alike { ids, heard, policies, .. } = group;
        let like = |ids: Vec<UniqueId>, asks| Alike { ids, session: None, heard: heard.clone(), asks, policies: policies.clone() };
        let [old, new] = policies.each_ref();
        let reads = [old, new].map(|policies| reads_of_rules.of_all(policies));
        if !reads.iter().any(Reads::look_at_who_asks) {
            return Ok(vec![like(ids.clone(), [None, None])]);
        }
        let asks = |id: UniqueId| {
            let of = |account| Asks::of(account, asker(account, id).as_ref(), renewed.contains(&id), None);
            // Nothing else of a user who stays is asked for than its name and tags.
            let stays = !renewed.contains(&id) && before.user(id).is_some() && after.user(id).is_some();
            let was = of(before);
            [was.clone(), if stays { was } else { of(after) }]
        };
        let looking = [old, new].map(|policies| reads_of_rules.all_looking(policies));
        let parts = parts(ids.clone(), looking, &reads, asks, progress)?;
        Ok(parts.into_iter().map(|part| like(part.ids, part.asks)).collect())
    };
    Ok(shared_out(groups, ReadsOfRules::default, of_group)?.into_iter().flatten().collect())
}

/// Those among users or roles with equal policies for whom these come to the same.
pub(in crate::access) struct Part {
    /// Who they are; never empty.
    pub ids: Vec<UniqueId>,
    /// Who one of them is, before and after.
    pub asks: [Option<Asks>; 2],
    /// What their policies come to, before and after.
    pub comings: [Vec<Comes>; 2],
}

/// Takes users or roles with equal policies apart by what these come to, before and after, of which these statements look at this of
/// who asks. Of all of whom they look at the same it is worked out once.
pub(in crate::access) fn parts(
    ids: Vec<UniqueId>,
    [old, new]: [Vec<&Statement>; 2],
    reads: &[Reads; 2],
    asks: impl Fn(UniqueId) -> [Option<Asks>; 2],
    progress: &Progress,
) -> Result<Vec<Part>, Cancelled> {
    let mut parts: Vec<Part> = Vec::new();
    let mut places: HashMap<[Option<Reading>; 2], usize> = HashMap::new();
    // What comes to the same before and after is told once.
    let mut by_comings: HashMap<(Vec<Comes>, Option<Vec<Comes>>), usize> = HashMap::new();
    let [old_reads, new_reads] = reads;
    let say_the_same = old.len() == new.len() && old.iter().zip(&new).all(|(one, other)| std::ptr::eq(*one, *other));
    for id in ids {
        progress.go_on()?;
        let asks = asks(id);
        let [was, is] = &asks;
        let reading = [was.as_ref().map(|asks| asks.reading(old_reads)), is.as_ref().map(|asks| asks.reading(new_reads))];
        let is_read_alike = say_the_same && old_reads == new_reads && reading[0] == reading[1];
        let place = *places.entry(reading).or_insert_with(|| {
            let [was, is] = &asks;
            let were = comings(was.as_ref(), &old);
            let are = (!is_read_alike).then(|| comings(is.as_ref(), &new));
            *by_comings.entry((were, are)).or_insert_with_key(|(were, are)| {
                let comings = [were.clone(), are.as_ref().unwrap_or(were).clone()];
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

/// The name of a user or role; `None` where it is not there.
pub(in crate::access) fn name(account: &Account, id: UniqueId) -> Option<String> {
    match id.kind()? {
        IdKind::User => account.user(id).map(|user| user.name.clone()),
        IdKind::Role => account.role(id).map(|role| role.name.clone()),
        _ => None,
    }
}
