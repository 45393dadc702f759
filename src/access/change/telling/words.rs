//! What changes and grants come to, in sentences.

use std::cmp::Reverse;

use crate::access::change::difference::{Affected, Difference, Effect};
use crate::access::change::gains::shift::Shift;
use crate::access::change::outside::OutsideShift;
use crate::access::change::parts::exemption::{Exempt, Exemption};
use crate::access::clauses::demand::Demand;
use crate::access::clauses::named_sessions::NamedSession;
use crate::access::clauses::scope::Scope;
use crate::access::clauses::spelled::Spelled;
use crate::account::words::{count, listed, listed_in_full};
use crate::policy::actions::{ActionId, ActionSet, ServiceId};

/// Names that are spelled out; of more they are counted.
const SPELLED: usize = 3;

/// More names of actions than this nobody reads.
const MOST_NAMED: usize = 500;

impl Difference {
    /// Whether nobody gains or loses anything.
    pub fn is_empty(&self) -> bool {
        let is_nobodys = self.effects.is_empty() && self.outside.is_empty();
        is_nobodys && !self.are_sessions_left && self.undecided.is_empty() && self.left_behind.is_empty()
    }

    /// A sentence for each thing that somebody gains or loses who is there then: `3 users lose s3:DeleteObject on arn:aws:s3:::reports/*`.
    pub fn sentences(&self) -> Vec<String> {
        self.spelled(Spelled::First)
    }

    /// The same with as many names as are to be spelled out.
    fn spelled(&self, spelled: Spelled) -> Vec<String> {
        let there = self.effects.iter().filter(|effect| !effect.are_gone);
        let mut effects: Vec<(usize, String)> = there.flat_map(|effect| effect.measured(spelled)).collect();
        // Where there is room for few, it is for the greatest.
        effects.sort_by_key(|(actions, _)| Reverse(*actions));
        // What everyone gains or loses is the widest of all.
        let (everyone, others): (Vec<&OutsideShift>, Vec<_>) = self.outside.iter().partition(|shift| shift.is_of_everyone());
        let mut sentences: Vec<String> = everyone.into_iter().flat_map(|shift| shift.spelled(spelled)).collect();
        sentences.extend(effects.into_iter().map(|(_, sentence)| sentence));
        sentences.extend(others.into_iter().flat_map(|shift| shift.spelled(spelled)));
        sentences.extend((!self.spared.is_empty()).then(|| format!("Nothing changes for {}", who(&self.spared, spelled))));
        sentences.extend(
            self.are_sessions_left
                .then(|| "More sessions that policies name may gain or lose something: too many to tell of each".to_owned()),
        );
        sentences.extend(self.left_behind.iter().map(|arn| format!("What policies say of {arn} holds for nobody then")));
        sentences.extend(self.undecided.iter().map(|name| format!("Policies that ask for the tags of {name} may decide otherwise")));
        sentences.extend(self.unsettled.map(|groups| {
            let groups = count(groups, "group");
            format!("Where it says may, it can be certain or never so: {groups} of principals with different policies are too many to decide each case")
        }));
        sentences
    }
}

impl Difference {
    /// What there is to say of it: its sentences, or one that nobody gains or loses anything, and why.
    pub fn told(&self) -> Vec<String> {
        self.told_spelled(Spelled::First)
    }

    /// The same with as many names as are to be spelled out.
    pub(in crate::access) fn told_spelled(&self, spelled: Spelled) -> Vec<String> {
        let sentences = self.spelled(spelled);
        if !sentences.is_empty() {
            return sentences;
        }
        if !self.is_empty() {
            return vec!["Nobody else gains or loses anything.".to_owned()];
        }
        let why = self.unchanged.iter().map(|(unchanged, affected)| unchanged.in_words(&who(affected, spelled)));
        let why = why.collect::<Vec<_>>().join("; ");
        let why = if why.is_empty() { "no policy of a user or role says anything else than before".to_owned() } else { why };
        vec![format!("Nobody gains or loses anything: {why}.")]
    }
}

impl Effect {
    /// A sentence for each thing that is gained or lost.
    pub fn sentences(&self) -> Vec<String> {
        self.measured(Spelled::First).into_iter().map(|(_, sentence)| sentence).collect()
    }

    /// The same with as many names as are to be spelled out, each with how many actions it gives or takes.
    fn measured(&self, spelled: Spelled) -> Vec<(usize, String)> {
        let who = who(&self.who, spelled);
        let unknown = (!self.unknown.is_empty()).then(|| {
            let (patterns, no_such) = (listed(&self.unknown), if self.unknown.len() == 1 { "no such action" } else { "no such actions" });
            (0, format!("What policies say of {patterns} changes for {who}: the reference knows {no_such}, so it is not told how"))
        });
        let is_one = matches!(self.who.as_slice(), [one] if !one.session.as_ref().is_some_and(NamedSession::are_several));
        let told = OfSomebody { who: &who, is_one, lost: &self.lost, gained: &self.gained, freed: &self.freed };
        [told.measured(spelled), unknown.into_iter().collect()].concat()
    }
}

impl OutsideShift {
    /// A sentence for each thing that is gained or lost: `everyone outside the account loses s3:GetObject on arn:aws:s3:::reports/*`.
    pub fn sentences(&self) -> Vec<String> {
        self.spelled(Spelled::First)
    }

    /// The same with as many names as are to be spelled out.
    fn spelled(&self, spelled: Spelled) -> Vec<String> {
        let told = OfSomebody { who: &self.who, is_one: true, lost: &self.lost, gained: &self.gained, freed: &self.freed };
        let undecided = self
            .undecided
            .as_ref()
            .map(|on| format!("{} may gain or lose something on {on}: S3 alone knows who that is, so it is not told what", self.who));
        told.measured(spelled).into_iter().map(|(_, sentence)| sentence).chain(undecided).collect()
    }
}

/// What is told of somebody.
struct OfSomebody<'a> {
    who: &'a str,
    is_one: bool,
    lost: &'a [Shift],
    gained: &'a [Shift],
    freed: &'a [Shift],
}

impl OfSomebody<'_> {
    /// A sentence for each thing, with how many actions it gives or takes: none where they are only denied no longer. What is
    /// perhaps lost and perhaps gained, all the same, is told once: it is the conditions that change.
    fn measured(&self, spelled: Spelled) -> Vec<(usize, String)> {
        let words = |shifts: &[Shift]| shifts.iter().map(|shift| shift.spelled(spelled)).collect::<Vec<_>>();
        let (lost_words, gained_words) = (words(self.lost), words(self.gained));
        let both = |words: &&String| lost_words.contains(words) && gained_words.contains(words);
        let who = self.who;
        let otherwise = self.gained.iter().zip(&gained_words).filter(|(_, words)| both(words));
        let otherwise =
            otherwise.map(|(shift, words)| (shift.actions.len(), format!("{who} may {words} under other conditions than before")));
        let of = |shifts: &[Shift], words: &[String], verbs: (&str, &str), (allowed, denied): (&str, &str)| -> Vec<(usize, String)> {
            let shifts = shifts.iter().zip(words).filter(|(_, words)| !both(words));
            let verb = |shift: &Shift| match (shift.is_certain, self.is_one) {
                (true, true) => verbs.0.to_owned(),
                (true, false) => verbs.1.to_owned(),
                (false, _) => format!("may {}", verbs.1),
            };
            shifts
                .map(|(shift, words)| {
                    let exempt = exempt_in_words(shift, (allowed, denied), spelled);
                    let denied_under = conditions_in_words("where", &shift.denied_under, spelled);
                    (shift.actions.len(), format!("{who} {} {words}{denied_under}{exempt}", verb(shift)))
                })
                .collect()
        };
        let freed = self.freed.iter().map(|shift| {
            let verb = match (shift.is_certain, self.is_one) {
                (true, true) => "is no longer",
                (true, false) => "are no longer",
                (false, _) => "may no longer be",
            };
            let exempt = exempt_in_words(shift, ("not denied before", "still denied"), spelled);
            (0, format!("{who} {verb} denied {}{exempt}", shift.spelled(spelled)))
        });
        let lost = of(self.lost, &lost_words, ("loses", "lose"), ("still allowed", "denied before"));
        let gained = of(self.gained, &gained_words, ("gains", "gain"), ("already allowed", "denied"));
        [otherwise.collect(), lost, gained, freed.collect()].concat()
    }
}

impl Shift {
    /// The actions, resources and conditions: `s3:DeleteObject on arn:aws:s3:::reports/*`.
    pub fn in_words(&self) -> String {
        self.spelled(Spelled::First)
    }

    fn spelled(&self, spelled: Spelled) -> String {
        let under = conditions_in_words("under", &self.demands, spelled);
        let actions = match spelled {
            Spelled::First => actions_in_words(&self.actions),
            Spelled::All => actions_in_full(&self.actions),
        };
        format!("{actions} on {}{under}", self.scope.spelled(spelled))
    }
}

/// Conditions behind a word: `, under StringEquals aws:SourceVpc vpc-1`; nothing where there are none.
fn conditions_in_words(word: &str, demands: &[Demand], spelled: Spelled) -> String {
    if demands.is_empty() { String::new() } else { format!(", {word} {}", all_asked(demands, spelled)) }
}

/// All that conditions ask for.
fn all_asked(demands: &[Demand], spelled: Spelled) -> String {
    demands.iter().map(|demand| demand.spelled(spelled)).collect::<Vec<_>>().join(" and ")
}

/// The parts of which something is not so, in brackets: ` (already allowed on arn:aws:s3:::reports/*)`. Where it is so of nothing but
/// what is named, that is told: ` (only on arn:aws:s3:::reports/*)`.
fn exempt_in_words(shift: &Shift, (allowed, denied): (&str, &str), spelled: Spelled) -> String {
    let (under, of_parts): (Vec<&Exempt>, Vec<_>) = shift.exempt.iter().partition(|exempt| !exempt.under.is_empty());
    let only = |exempt: &Exempt| exempt.scope.opposite().filter(|_| exempt.is_certain);
    let left: Vec<String> = of_parts.iter().filter_map(|exempt| only(exempt)).map(|left| left.spelled(spelled)).collect();
    // Each leaves what it names, and together they leave what all of them name.
    let only_on = match left.as_slice() {
        [] => None,
        [left] => Some(format!("only on {left}")),
        [one, other] => Some(format!("only on what {one} and {other} both name")),
        all => Some(format!("only on what {} all name", listed(all))),
    };
    let parts = [
        (Exemption::Allowed, true, allowed.to_owned()),
        (Exemption::Allowed, false, format!("in part {allowed}")),
        (Exemption::Denied, true, denied.to_owned()),
        (Exemption::Denied, false, format!("in part {denied}")),
    ];
    let named = parts.into_iter().filter_map(|(why, is_certain, words)| {
        let is_one = |exempt: &&&Exempt| (exempt.why, exempt.is_certain) == (why, is_certain) && only(exempt).is_none();
        let scopes: Vec<&Scope> = of_parts.iter().filter(is_one).map(|exempt| &exempt.scope).collect();
        Some(format!("{words} on {}", Scope::all_spelled(&scopes, spelled)?))
    });
    let under = under.into_iter().map(|exempt| {
        let word = if exempt.why == Exemption::Allowed { allowed } else { denied };
        let on = if exempt.is_of_all(&shift.scope) { String::new() } else { format!(" on {}", exempt.scope.spelled(spelled)) };
        format!("{word}{on} under {}", all_asked(&exempt.under, spelled))
    });
    let words: Vec<String> = only_on.into_iter().chain(named).chain(under).collect();
    if words.is_empty() { String::new() } else { format!(" ({})", words.join(", ")) }
}

/// Who, by name: `alice`, `alice and bob`, `alice, bob and 3 others`.
fn who(affected: &[Affected], spelled: Spelled) -> String {
    let names: Vec<&str> = affected.iter().map(|who| who.name.as_str()).collect();
    if spelled == Spelled::All { listed_in_full(&names) } else { listed(&names) }
}

/// A set of actions in words, and where that counts some, with all their names, unless nobody would read so many:
/// `4 actions of sqs (sqs:GetQueueAttributes, …)`.
fn actions_in_full(actions: &ActionSet) -> String {
    let words = actions_in_words(actions);
    let is_whole = |service: &ServiceId| service.service().is_some_and(|all| actions.len_of(*service) == all.actions().len());
    let (whole, in_part): (Vec<ServiceId>, Vec<ServiceId>) = actions.services().partition(is_whole);
    let counted: usize = in_part.iter().map(|service| actions.len_of(*service)).sum();
    if actions.len() <= SPELLED || !(1..=MOST_NAMED).contains(&counted) {
        return words;
    }
    let whole = whole.iter().filter_map(|service| Some(format!("{}:*", service.service()?.prefix)));
    let names = whole.chain(in_part.iter().flat_map(|service| actions.of_service(*service)).map(ActionId::full_name));
    format!("{words} ({})", names.collect::<Vec<_>>().join(", "))
}

/// A set of actions in words: `s3:GetObject and s3:PutObject`, `s3:*`, `12 actions of s3`, `120 actions of 5 services`.
pub fn actions_in_words(actions: &ActionSet) -> String {
    let services: Vec<ServiceId> = actions.services().collect();
    if actions.len() <= SPELLED {
        return listed(&actions.iter().map(ActionId::full_name).collect::<Vec<_>>());
    }
    let of_service = |service: &ServiceId| {
        let (some, prefix) = (actions.len_of(*service), service.service().map_or("", |service| service.prefix));
        let all = service.service().map_or(0, |service| service.actions().len());
        match (some == all, some) {
            (true, _) => format!("{prefix}:*"),
            (false, 1) => actions.of_service(*service).map(ActionId::full_name).collect(),
            (false, some) => format!("{} of {prefix}", count(some, "action")),
        }
    };
    match services.as_slice() {
        few if few.len() <= SPELLED => listed(&few.iter().map(of_service).collect::<Vec<_>>()),
        many if actions.len() == ActionSet::all().len() => format!("everything ({} services)", many.len()),
        many => format!("{} of {}", count(actions.len(), "action"), count(many.len(), "service")),
    }
}
