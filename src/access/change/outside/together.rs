//! What is told of everyone outside the account, of one kind of them, and of those who are named.

use super::OutsideShift;
use super::guarded::OnGuarded;
use super::outsider::{Outsider, Whom};
use crate::access::change::gains::shift::Shift;
use crate::access::change::settled::Turn;
use crate::access::clauses::demand::implies;
use crate::access::clauses::resource_policies::Heard;
use crate::policy::actions::ActionSet;

pub(super) const EVERYONE: &str = "everyone outside the account";
const SERVICES: &str = "AWS services";

/// Of whom something is told together, the widest first: everyone but for who is named, everyone but services, and each kind by itself.
const AUDIENCES: [&[Whom]; 5] = [
    &[Whom::Unsigned, Whom::AnyAccount, Whom::AnyService],
    &[Whom::Unsigned, Whom::AnyAccount],
    &[Whom::Unsigned],
    &[Whom::AnyAccount],
    &[Whom::AnyService],
];

/// What policies say of somebody before and after a change, and what comes of that.
pub(super) struct Hearing<'a> {
    pub outsider: Outsider<'a>,
    pub heard: [Vec<Heard>; 2],
    /// What is gained, lost and freed.
    pub shifts: Vec<(Turn, Shift)>,
}

impl Hearing<'_> {
    fn of(&self, turn: Turn) -> impl Iterator<Item = &Shift> + '_ {
        self.shifts.iter().filter(move |(of, _)| *of == turn).map(|(_, shift)| shift)
    }

    /// What is heard on the side that tells.
    fn heard(&self, turn: Turn) -> &[Heard] {
        let [before, after] = &self.heard;
        if turn == Turn::Lost { before } else { after }
    }
}

/// What is told of all of some kinds of outsiders.
struct OfKinds<'h, 'a> {
    kinds: Vec<&'h Hearing<'a>>,
    /// Its place among all audiences.
    place: usize,
    is_everyone: bool,
    /// Who of those that are named is not meant.
    left_out: Vec<&'h Hearing<'a>>,
    shift: Shift,
}

/// What is told of whom: as little as tells all of it.
pub(super) fn together(hearings: &[Hearing<'_>], policies: &[OnGuarded<'_>; 2]) -> Vec<OutsideShift> {
    let (named, kinds): (Vec<&Hearing<'_>>, Vec<_>) = hearings.iter().partition(|one| one.outsider.is_named());
    let mut told: Vec<OutsideShift> = Vec::new();
    let mut tell = |who: String, turn: Turn, shift: Shift| {
        let at = told.iter().position(|one| one.who == who).unwrap_or_else(|| {
            told.push(OutsideShift { who, ..OutsideShift::default() });
            told.len() - 1
        });
        if let Some(one) = told.get_mut(at) {
            one.push(turn, shift);
        }
    };
    let [before, after] = policies;
    let turns = [Turn::Gained, Turn::Lost, Turn::Freed];
    let on = |turn: Turn| if turn == Turn::Lost { before } else { after };
    let of_turn = |turn: Turn| of_kinds(&kinds, turn).into_iter().map(move |told| (turn, told));
    let mut of_kinds: Vec<(Turn, OfKinds<'_, '_>)> = turns.into_iter().flat_map(of_turn).collect();
    of_kinds.sort_by_key(|(_, told)| told.place);
    let of_kinds = of_kinds.into_iter().map(|(turn, told)| (turn, told.without_left_out(&named, turn, on(turn))));
    let of_kinds: Vec<(Turn, OfKinds<'_, '_>)> = of_kinds.collect();
    let is_of_others = |one: &OfKinds<'_, '_>| {
        let left_out: Vec<&str> = one.left_out.iter().map(|one| one.outsider.name.as_str()).collect();
        !asks_for_one_of(&one.shift, &left_out)
    };
    for (turn, one) in of_kinds.iter().filter(|(_, one)| is_of_others(one)) {
        tell(one.who(), *turn, one.shift.clone());
    }
    let accounts: Vec<OfAccount<'_, '_>> = named.iter().filter_map(|hearing| OfAccount::of(hearing, &named)).collect();
    for hearing in &named {
        let outsider = &hearing.outsider;
        for (turn, shift) in &hearing.shifts {
            // What is denied no longer is so whatever another account says.
            let is_certain = shift.is_certain && (*turn == Turn::Freed || outsider.needs_no_other());
            let shift = Shift { is_certain, ..shift.clone() };
            let is_told = of_kinds.iter().any(|(of, one)| of == turn && one.tells(outsider, &shift));
            if !is_told && !accounts.iter().any(|account| account.tells(hearing, *turn, &shift)) {
                let account = accounts.iter().find(|account| std::ptr::eq(account.hearing, *hearing));
                let left_out = account.map(|account| account.left_out(*turn, &shift)).unwrap_or_default();
                if !asks_for_one_of(&shift, &left_out) {
                    tell(without(&outsider.name, &left_out), *turn, shift);
                }
            }
        }
    }
    told
}

/// What comes of it for all of several kinds, and what for one kind alone. What credentials of a kind do not reach is left to the
/// others.
fn of_kinds<'h, 'a>(kinds: &[&'h Hearing<'a>], turn: Turn) -> Vec<OfKinds<'h, 'a>> {
    let mut left: Vec<(&'h Hearing<'a>, Vec<Shift>)> = kinds.iter().map(|kind| (*kind, kind.of(turn).cloned().collect())).collect();
    let mut found = Vec::new();
    for (place, audience) in AUDIENCES.into_iter().enumerate() {
        let is_everyone = audience.len() == kinds.len() && kinds.len() > 1;
        let members = left.iter_mut().filter(|(kind, _)| audience.contains(&kind.outsider.whom));
        let mut members: Vec<&mut (&'h Hearing<'a>, Vec<Shift>)> = members.collect();
        if members.len() < audience.len() {
            continue;
        }
        let mut shapes: Vec<Shift> = Vec::new();
        for shift in members.iter().flat_map(|(_, shifts)| shifts) {
            let shape = Shift { actions: ActionSet::new(), ..shift.clone() };
            if !shapes.contains(&shape) {
                shapes.push(shape);
            }
        }
        for shape in shapes {
            let is_one = |shift: &Shift| Shift { actions: ActionSet::new(), ..shift.clone() } == shape;
            let actions = |shifts: &[Shift]| {
                shifts.iter().filter(|shift| is_one(shift)).fold(ActionSet::new(), |all, shift| all.union(&shift.actions))
            };
            let any = members.iter().fold(ActionSet::new(), |any, (_, shifts)| any.union(&actions(shifts)));
            let of_all = members.iter().fold(any.clone(), |of_all, (kind, shifts)| {
                let beyond = if is_everyone { kind.outsider.beyond(&any) } else { ActionSet::new() };
                of_all.intersection(&actions(shifts).union(&beyond))
            });
            if of_all.is_empty() {
                continue;
            }
            for (_, shifts) in &mut members {
                shifts.iter_mut().filter(|shift| is_one(shift)).for_each(|shift| shift.actions.subtract(&of_all));
                shifts.retain(|shift| !shift.actions.is_empty());
            }
            let kinds = members.iter().map(|(kind, _)| *kind).collect();
            found.push(OfKinds { kinds, place, is_everyone, left_out: Vec::new(), shift: Shift { actions: of_all, ..shape } });
        }
    }
    found
}

impl<'h, 'a> OfKinds<'h, 'a> {
    /// Whom it is told of, in words.
    fn who(&self) -> String {
        let is_without_services = !self.is_everyone && self.kinds.len() > 1;
        let name = match self.kinds.as_slice() {
            [kind] => &kind.outsider.name,
            _ => EVERYONE,
        };
        let but: Vec<&str> =
            self.left_out.iter().map(|one| one.outsider.name.as_str()).chain(is_without_services.then_some(SERVICES)).collect();
        without(name, &but)
    }

    /// The same without those to whom it does not come alike, and as certain only where nobody else has a say.
    fn without_left_out(self, named: &[&'h Hearing<'a>], turn: Turn, on: &OnGuarded<'_>) -> Self {
        let heard: Vec<&Heard> = self.kinds.iter().flat_map(|kind| kind.heard(turn)).collect();
        let is_left_out = |one: &&Hearing<'_>| self.has(&one.outsider) && !comes_to(&self.shift, one, turn);
        let left_out = named.iter().copied().filter(is_left_out).collect();
        let is_open_to_all =
            |kind: &Hearing<'_>| kind.outsider.whom == Whom::Unsigned && kind.outsider.beyond(&self.shift.actions).is_empty();
        let needs_no_other =
            self.kinds.iter().any(|kind| is_open_to_all(kind)) || self.kinds.iter().all(|kind| kind.outsider.needs_no_other());
        let is_certain = self.shift.is_certain && (turn == Turn::Freed || needs_no_other) && on.knows_all(&self.shift, &heard);
        Self { left_out, shift: Shift { is_certain, ..self.shift }, ..self }
    }

    /// Whether somebody who is named is of these kinds.
    fn has(&self, outsider: &Outsider<'_>) -> bool {
        let is_of = |kind: Whom| self.kinds.iter().any(|one| one.outsider.whom == kind);
        !outsider.is_own() && (self.is_everyone || outsider.kind().is_some_and(is_of))
    }

    /// Whether it tells all that something that is told of one who is named does.
    fn tells(&self, outsider: &Outsider<'_>, shift: &Shift) -> bool {
        // Whose account is left out is not meant either.
        let is_left_out = |one: &&Hearing<'_>| one.outsider.name == outsider.name || outsider.is_of_account(&one.outsider);
        self.has(outsider) && !self.left_out.iter().any(is_left_out) && tells(&self.shift, shift)
    }
}

/// An account that is named, and those of it that are named by themselves.
struct OfAccount<'h, 'a> {
    hearing: &'h Hearing<'a>,
    members: Vec<&'h Hearing<'a>>,
}

impl<'h, 'a> OfAccount<'h, 'a> {
    /// `None` for what is no account.
    fn of(hearing: &'h Hearing<'a>, named: &[&'h Hearing<'a>]) -> Option<Self> {
        let is_member = |one: &&&Hearing<'_>| one.outsider.is_of_account(&hearing.outsider);
        (hearing.outsider.whom == Whom::Account).then(|| Self { hearing, members: named.iter().filter(is_member).copied().collect() })
    }

    /// Those of it to whom something does not come that is told of all of it.
    fn left_out(&self, turn: Turn, shift: &Shift) -> Vec<&str> {
        let left_out = self.members.iter().filter(|one| !comes_to(shift, one, turn));
        left_out.map(|one| one.outsider.name.as_str()).collect()
    }

    /// Whether what is told of the account tells all that something that is told of one of it does.
    fn tells(&self, member: &Hearing<'_>, turn: Turn, shift: &Shift) -> bool {
        let is_member = self.members.iter().any(|one| std::ptr::eq(*one, member));
        is_member && self.hearing.of(turn).any(|own| tells(own, shift) && comes_to(own, member, turn))
    }
}

/// Whether it comes to somebody who is named as to all others: what they have already and what they keep does not.
fn comes_to(shift: &Shift, named: &Hearing<'_>, turn: Turn) -> bool {
    let Shift { actions, scope, demands, denied_under, exempt, is_certain } = shift;
    let is_all = |own: &&Shift| {
        own.scope.covers(scope)
            && implies(demands, &own.demands)
            && own.denied_under.iter().all(|one| denied_under.contains(one))
            && (own.exempt.is_empty() || own.exempt == *exempt)
            && (own.is_certain || !is_certain)
    };
    let told = named.of(turn).filter(is_all).fold(ActionSet::new(), |told, own| told.union(&own.actions));
    actions.clone().minus(&named.outsider.beyond(actions)).is_subset(&told)
}

/// Whether what is told of several tells all that something that is told of one of them does.
fn tells(shift: &Shift, other: &Shift) -> bool {
    let about = |shift: &Shift| (shift.scope.clone(), shift.demands.clone(), shift.denied_under.clone());
    let is_all = shift.exempt.is_empty() || shift.exempt == other.exempt;
    about(shift) == about(other) && is_all && (shift.is_certain || !other.is_certain) && other.actions.is_subset(&shift.actions)
}

/// Whether only some who are named meet the conditions: nothing is left of it for others.
fn asks_for_one_of(shift: &Shift, named: &[&str]) -> bool {
    shift.demands.iter().any(|demand| {
        let is_asked = demand.key.eq_ignore_ascii_case("aws:PrincipalArn");
        let is_equal = ["StringEquals", "StringLike", "ArnEquals", "ArnLike"].contains(&demand.operator.as_str());
        is_asked && is_equal && demand.values.iter().all(|value| named.contains(&value.as_str()))
    })
}

/// Somebody, and who of these is not meant.
fn without(name: &str, left_out: &[&str]) -> String {
    if left_out.is_empty() { name.to_owned() } else { format!("{name} but {}", left_out.join(", ")) }
}

impl OutsideShift {
    fn push(&mut self, turn: Turn, shift: Shift) {
        match turn {
            Turn::Gained => self.gained.push(shift),
            Turn::Lost => self.lost.push(shift),
            Turn::Freed => self.freed.push(shift),
        }
    }
}
