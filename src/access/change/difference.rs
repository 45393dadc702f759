//! What a change gives and takes: an account compared with what it will be.

use std::collections::{BTreeMap, HashMap};
use std::hash::{Hash, Hasher};

use super::gains::consented::Consented;
use super::gains::freed::{freed, gone};
use super::gains::joined::joined;
use super::gains::shift::Shift;
use super::gains::unknown::changed_of_unknown;
use super::outside::{OutsideShift, outside_shifts};
use super::parts::recalled::Recalled;
use super::renamed::left_behind;
use super::settled::{Settling, Turn, is_settled, members, share};
use super::telling::unchanged::{Unchanged, why};
use super::whom::affected::affected;
use super::whom::alike::{Alike, name, with_same_policies};
use super::whom::sessions;
use super::whom::tagged::undecided;
use crate::access::asked::who::Who;
use crate::access::clauses::clause::Clauses;
use crate::access::clauses::named_sessions::{NamedSession, told_apart};
use crate::access::clauses::reach::{Cuts, Reach};
use crate::access::clauses::scope::Scope;
use crate::access::progress::{Cancelled, Progress};
use crate::access::shares::shared_out;
use crate::account::Account;
use crate::account::id::{IdKind, UniqueId};

/// What somebody gains and loses.
#[derive(Clone, PartialEq, Eq, Default)]
struct Shifts {
    gained: Vec<Shift>,
    lost: Vec<Shift>,
    freed: Vec<Shift>,
    /// Patterns of actions that the reference does not know, of which something else is said than before.
    unknown: Vec<String>,
}

impl Hash for Shifts {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // Where much is exempt it takes long to go through all of it, and the first and last parts tell most apart.
        for Shift { actions, exempt, .. } in self.gained.iter().chain(&self.lost).chain(&self.freed) {
            (actions, exempt.len(), exempt.first(), exempt.last()).hash(state);
        }
    }
}

/// What users or roles gain and lose, those together who do alike, or a session of a role.
type OfGroups = Vec<(Vec<UniqueId>, Option<NamedSession>, Shifts)>;

/// Of so many groups of principals with different policies it is told why nothing changes for them.
const FEW: usize = 16;

/// What a change gives and takes.
#[derive(Clone, Default, Debug)]
pub struct Difference {
    /// Who gains or loses what; those who gain and lose the same together.
    pub effects: Vec<Effect>,
    /// The sessions that policies name of roles that gain or lose something, where they do not.
    pub spared: Vec<Affected>,
    /// Whether policies name more sessions, of which it is not told what they gain and lose.
    pub are_sessions_left: bool,
    /// What others than the account's own gain and lose by the policies of resources and roles.
    pub outside: Vec<OutsideShift>,
    /// What has tags that change and that policies ask for, where it is not worked out what comes of that.
    pub undecided: Vec<String>,
    /// The ARNs that nobody has then, though policies say something of them.
    pub left_behind: Vec<String>,
    /// How many groups of principals with different policies there are, where these are too many to settle what may be.
    pub unsettled: Option<usize>,
    /// Where nobody gains or loses anything: those whose policies change all the same, by what leaves it as it is.
    pub unchanged: Vec<(Unchanged, Vec<Affected>)>,
}

/// What users and roles gain and lose.
#[derive(Clone, Debug)]
pub struct Effect {
    /// Who.
    pub who: Vec<Affected>,
    /// Whether these are not there any more then, which goes without saying.
    pub are_gone: bool,
    /// What they may do then and could not before.
    pub gained: Vec<Shift>,
    /// What they could do and may not then.
    pub lost: Vec<Shift>,
    /// What was denied to them and is not then, though nothing allows it yet.
    pub freed: Vec<Shift>,
    /// Patterns of actions that the reference does not know, of which their policies then say something else.
    pub unknown: Vec<String>,
}

/// A user or role, or sessions of a role.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Affected {
    /// Which.
    pub id: UniqueId,
    /// Its name, as it will be, or was; that of a session with its own.
    pub name: String,
    /// The sessions that are meant, where it is not all of a role.
    pub session: Option<NamedSession>,
}

impl Affected {
    /// Whether it is a user.
    pub fn is_user(&self) -> bool {
        self.id.kind() == Some(IdKind::User)
    }
}

/// Finds out what a change gives and takes: the account before, and as the change leaves it.
///
/// Looks only at the users and roles whose policies change, and once at those of them who have equal ones.
///
/// # Errors
/// Where nobody wants the answer any more.
pub fn difference(before: &Account, after: &Account, progress: &Progress) -> Result<Difference, Cancelled> {
    let changed = after.keys_changed_since(before);
    let mut difference = Difference {
        outside: outside_shifts(before, after, &changed, progress)?,
        undecided: undecided(before, after, &changed),
        left_behind: left_behind(before, after, &changed),
        ..Difference::default()
    };
    let mut grouped = affected(before, after, &changed, progress)?;
    let (sessions, are_all) = sessions::alike([before, after], &changed, progress)?;
    grouped.extend(sessions);
    difference.are_sessions_left = !are_all;
    let name_of = |id: UniqueId| name(after, id).or_else(|| name(before, id)).unwrap_or_default();
    let named = |id: &UniqueId| Affected { id: *id, name: name_of(*id), session: None };
    let of_session = |session: &NamedSession| {
        let name = session.in_words(&name_of(session.role));
        Affected { id: session.role, name, session: Some(session.clone()) }
    };
    let mut by_shifts: HashMap<(bool, Shifts), Vec<Affected>> = HashMap::with_capacity(grouped.len());
    let (all, unsettled) = all_shifts([before, after], &grouped, &gone(before, after, &changed), progress)?;
    difference.unsettled = unsettled;
    let (sessions, all): (OfGroups, OfGroups) = all.into_iter().partition(|(_, session, _)| session.is_some());
    let sessions: Vec<(NamedSession, Shifts)> = sessions.into_iter().filter_map(|(_, session, shifts)| Some((session?, shifts))).collect();
    let nothing = Shifts::default();
    let of_role = |role: UniqueId| all.iter().find(|(ids, ..)| ids.contains(&role)).map(|(.., shifts)| shifts).or(Some(&nothing));
    for (session, shifts) in told_apart(&sessions, of_role) {
        if *shifts == Shifts::default() {
            difference.spared.push(of_session(session));
        } else {
            let are_gone = name(after, session.role).is_none();
            by_shifts.entry((are_gone, shifts.clone())).or_default().push(of_session(session));
        }
    }
    for (ids, _, shifts) in all {
        if shifts != Shifts::default() {
            let are_gone = ids.iter().all(|id| name(after, *id).is_none());
            by_shifts.entry((are_gone, shifts)).or_default().extend(ids.iter().map(named));
        }
    }
    let place = |who: &Affected| (!who.is_user(), who.name.to_ascii_lowercase());
    difference.effects.extend(by_shifts.into_iter().map(|((are_gone, Shifts { gained, lost, freed, unknown }), mut who)| {
        who.sort_by_cached_key(place);
        Effect { who, are_gone, gained, lost, freed, unknown }
    }));
    difference.effects.sort_by_cached_key(|effect| effect.who.first().map(place));
    if difference.is_empty() {
        let (mut clauses, mut unchanged) = (Clauses::default(), BTreeMap::<Unchanged, Vec<Affected>>::new());
        let there = grouped.iter().filter(|group| group.ids.iter().any(|id| name(after, *id).is_some()));
        for group in there.take(FEW) {
            let who = group.session.as_ref().map_or_else(|| group.ids.iter().map(named).collect(), |session| vec![of_session(session)]);
            unchanged.entry(why(group, &mut clauses, progress)?).or_default().extend(who);
        }
        difference.unchanged = unchanged.into_iter().collect();
    }
    Ok(difference)
}

/// What users or roles with equal policies gain and lose. What patterns leave open is settled, unless that is of too many groups: of
/// how many is told, too.
fn all_shifts(
    accounts: [&Account; 2],
    grouped: &[Alike],
    gone: &[Scope],
    progress: &Progress,
) -> Result<(OfGroups, Option<usize>), Cancelled> {
    let policies = grouped.iter().flat_map(|group| group.policies.iter());
    let clauses = Clauses::of_all(policies.flat_map(|policies| policies.identity.iter().chain(&policies.boundary)), progress)?;
    let known = || Known { clauses: clauses.clone(), ..Known::default() };
    let together = with_same_policies(grouped);
    let compared = shared_out(&together, known, |groups, known| {
        known.recalled = Recalled::default();
        let of_group = |group: &&Alike| {
            let mut compared = Compared::of(accounts, group, gone, known, progress)?;
            progress.step(group.ids.len())?;
            let [gained, lost] = [&mut compared.gained, &mut compared.lost].map(std::mem::take);
            let freed = compared.freed(&gained);
            let shifts = compared.shifts(gained, lost, freed);
            let is_open = compared.is_open(group, &shifts);
            Ok((shifts, is_open))
        };
        groups.iter().map(of_group).collect::<Result<Vec<_>, _>>()
    })?;
    let compared: Vec<(&Alike, (Shifts, bool))> = together.into_iter().flatten().zip(compared.into_iter().flatten()).collect();
    let open: Vec<&Alike> = compared.iter().filter(|(_, (_, is_open))| *is_open).map(|(group, _)| *group).collect();
    let share = share(open.len());
    let mut settled = Vec::new();
    if let Some(share) = share {
        settled = shared_out(&open, known, |group, known| {
            let compared = Compared::of(accounts, group, gone, known, progress)?;
            let clauses = &mut known.clauses;
            let members = members(accounts, group, clauses);
            let share = share / members.len().max(1);
            let of_members = |ids: Vec<UniqueId>| {
                let session = group.session.clone();
                let Some(id) = ids.first() else { return Ok((ids, session, Shifts::default())) };
                let who = session.as_ref().map_or_else(|| Who::of(accounts, *id), |session| Who::session(accounts, session));
                let mut settling = Settling::new(&who, group.said(), clauses, share, progress);
                let lost = settling.settle(compared.lost.clone(), Turn::Lost)?;
                let gained = settling.settle(compared.gained.clone(), Turn::Gained)?;
                let freed = settling.settle(compared.freed(&gained), Turn::Freed)?;
                Ok((ids, session, compared.shifts(gained, lost, freed)))
            };
            members.into_iter().map(of_members).collect::<Result<Vec<_>, _>>()
        })?;
    }
    let is_settled = share.is_some();
    let left = compared.into_iter().filter(|(_, (_, is_open))| !(is_settled && *is_open));
    let all =
        left.map(|(group, (shifts, _))| (group.ids.clone(), group.session.clone(), shifts)).chain(settled.into_iter().flatten()).collect();
    Ok((all, (!is_settled).then_some(open.len())))
}

/// What is known of one group and counts for others, too.
#[derive(Default)]
struct Known {
    clauses: Clauses,
    consented: Consented,
    /// Of those whose own policies are the same.
    recalled: Recalled,
}

/// The policies of users or roles before and after, compared.
struct Compared<'a> {
    was: Reach,
    is: Reach,
    gained: Vec<Shift>,
    lost: Vec<Shift>,
    unknown: Vec<String>,
    /// Whether they are there after the change.
    are_there: bool,
    /// What is not.
    gone: &'a [Scope],
}

impl<'a> Compared<'a> {
    fn of([_, after]: [&Account; 2], group: &Alike, gone: &'a [Scope], known: &mut Known, progress: &Progress) -> Result<Self, Cancelled> {
        let Known { clauses, consented, recalled } = known;
        let said = group.said();
        let [mut was, mut is] = Reach::compared(said, Cuts::All, clauses, &mut || progress.go_on())?;
        for reach in [&mut was, &mut is] {
            reach.leave_to_gates(after.id().as_str());
        }
        let unknown = if clauses.name_unknown { changed_of_unknown(said, clauses) } else { Vec::new() };
        let are_there = group.ids.iter().any(|id| name(after, *id).is_some());
        let gained = consented.shifts(&was, &is, recalled);
        let lost = consented.shifts(&is, &was, recalled);
        Ok(Self { was, is, gained, lost, unknown, are_there, gone })
    }

    /// Whether anything is left open that can be settled. Who is gone has lost all there was, and of one resource with tags it is known
    /// what comes of them.
    fn is_open(&self, group: &Alike, Shifts { gained, lost, freed, .. }: &Shifts) -> bool {
        let is_of_one = group.asks.iter().flatten().any(|asks| asks.on.is_some());
        self.are_there && !is_of_one && gained.iter().chain(lost).chain(freed).any(|shift| !is_settled(shift))
    }

    /// What is denied no longer and is not gained.
    fn freed(&self, gained: &[Shift]) -> Vec<Shift> {
        let mut freed = if self.are_there { freed(&self.was, &self.is, gained) } else { Vec::new() };
        freed.retain(|shift| !self.gone.iter().any(|gone| gone.covers(&shift.scope)));
        freed
    }

    /// What is told of it.
    fn shifts(&self, gained: Vec<Shift>, lost: Vec<Shift>, freed: Vec<Shift>) -> Shifts {
        Shifts { lost: joined(lost), gained: joined(gained), freed: joined(freed), unknown: self.unknown.clone() }
    }
}
