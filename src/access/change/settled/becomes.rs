//! What becomes of a part of what is gained, lost or freed.

use crate::access::asked::decided::Decided;
use crate::access::change::parts::exemption::Exemption;
use crate::policy::decision::Decision;

/// What may come of a change.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::access) enum Turn {
    /// It is allowed then, and was not.
    Gained,
    /// It was allowed, and is not then.
    Lost,
    /// It was denied, and is not then.
    Freed,
}

/// How it is in some circumstances.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Is {
    /// It turns.
    Turning,
    /// It does not, because of this.
    Exempt(Exemption),
}

impl Turn {
    fn of(self, Decided { is: [was, is], .. }: &Decided) -> Is {
        let allowed = |decision: &Decision| *decision == Decision::Allowed;
        let not_denied = |decision: &Decision| *decision != Decision::ExplicitDeny;
        let sides = match self {
            Self::Gained => [allowed(was), allowed(is)],
            Self::Lost => [allowed(is), allowed(was)],
            Self::Freed => [not_denied(was), not_denied(is)],
        };
        match sides {
            [false, true] => Is::Turning,
            [true, true] => Is::Exempt(Exemption::Allowed),
            [_, false] => Is::Exempt(Exemption::Denied),
        }
    }
}

/// What becomes of a part. Lists of conditions are told by their places.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Becomes {
    /// It turns whatever the circumstances.
    Always,
    /// It does but for where a list of conditions is met, because of this.
    But(usize, Exemption),
    /// It never does, and why, where that is one thing.
    Never(Option<Exemption>),
    /// It never does under the conditions that it is told by, and why, where that is one thing; under others it does.
    Elsewhere(Option<Exemption>),
    /// It does in some circumstances, and why not in others.
    Sometimes(Exemption, When),
    /// It can't be told.
    Open,
}

/// Lists of conditions besides its own that decide whether it turns.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct When {
    /// It turns only where this is met.
    pub under: Option<usize>,
    /// It turns only where this is not met, and why not where it is.
    pub but: Option<(usize, Exemption)>,
}

impl Becomes {
    /// Whether it is left to the circumstances.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Sometimes(..) | Self::Open)
    }

    pub const fn is_never(self) -> bool {
        matches!(self, Self::Never(_) | Self::Elsewhere(_))
    }
}

/// What becomes of a part of which this is decided. The first of the lists of conditions is that under which it is told; `denied` is
/// that of a denial, where it is told of one.
pub(super) fn becomes(decided: Option<&[Decided]>, turn: Turn, denied: Option<usize>) -> Becomes {
    let Some(decided) = decided else { return Becomes::Open };
    let of = |one: &Decided| turn.of(one);
    let is_met = |one: &Decided, list: usize| one.met.get(list) == Some(&true);
    let asked = || decided.iter().filter(|one| is_met(one, 0));
    // What was denied under conditions is told of these alone.
    let all: Vec<&Decided> = if turn == Turn::Freed { asked().collect() } else { decided.iter().collect() };
    if !all.is_empty() && all.iter().all(|one| of(one) == Is::Turning) {
        return Becomes::Always;
    }
    let why = |one: &Decided| if let Is::Exempt(why) = of(one) { Some(why) } else { None };
    let mut whys = asked().filter_map(why);
    let first = whys.next();
    let only = first.filter(|first| whys.all(|why| why == *first));
    if !asked().any(|one| of(one) == Is::Turning) {
        return if all.iter().any(|one| of(one) == Is::Turning) { Becomes::Elsewhere(only) } else { Becomes::Never(only) };
    }
    let told: Vec<&Decided> = asked().filter(|one| denied.is_none_or(|list| is_met(one, list))).collect();
    let is_told = told.iter().all(|one| of(one) == Is::Turning);
    let only_told = is_told && decided.iter().filter(|one| of(one) == Is::Turning).count() == told.len();
    // It turns just where it is told to.
    if only_told {
        return Becomes::Sometimes(only.unwrap_or(Exemption::Denied), When::default());
    }
    let lists = 1..decided.first().map_or(0, |one| one.met.len());
    // Where a list is met, it is exempt for one reason, and turns everywhere else.
    let but = |all: &[&Decided], list: usize| {
        let why = all.iter().find(|one| is_met(one, list)).and_then(|one| why(one))?;
        let tells = |one: &&Decided| of(one) == if is_met(one, list) { Is::Exempt(why) } else { Is::Turning };
        all.iter().all(tells).then_some((list, why))
    };
    if let Some((list, why)) = lists.clone().find_map(|list| but(&all, list)) {
        return Becomes::But(list, why);
    }
    let turns_under = |list: &usize| {
        let is_needed = told.iter().all(|one| of(one) != Is::Turning || is_met(one, *list));
        is_needed && told.iter().any(|one| !is_met(one, *list))
    };
    let turns_just_under = |list: &usize| told.iter().all(|one| (of(one) == Is::Turning) == is_met(one, *list));
    let under = lists.clone().find(turns_just_under).or_else(|| lists.clone().find(turns_under)).filter(|_| !is_told);
    let but = lists.clone().find_map(|list| but(&told, list)).filter(|_| !is_told && under.is_none());
    Becomes::Sometimes(only.unwrap_or(Exemption::Denied), When { under, but })
}
