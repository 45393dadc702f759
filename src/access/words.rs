//! What changes and grants come to, in sentences.

use std::cmp::Reverse;

use super::difference::{Affected, Difference, Effect};
use super::outside_shift::OutsideShift;
use super::shift::Shift;
use crate::account::words::{count, listed};
use crate::policy::actions::{ActionId, ActionSet, ServiceId};

/// Names that are spelled out; of more they are counted.
const SPELLED: usize = 3;

impl Difference {
    /// Whether nobody gains or loses anything.
    pub fn is_empty(&self) -> bool {
        let is_nobodys = self.effects.is_empty() && self.trust.is_empty() && self.outside.is_empty();
        is_nobodys && self.undecided.is_empty() && self.left_behind.is_empty()
    }

    /// A sentence for each thing that somebody gains or loses: `3 users lose s3:DeleteObject on arn:aws:s3:::reports/*`.
    pub fn sentences(&self) -> Vec<String> {
        let mut effects: Vec<(usize, String)> = self.effects.iter().flat_map(Effect::measured).collect();
        // Where there is room for few, it is for the greatest.
        effects.sort_by_key(|(actions, _)| Reverse(*actions));
        let mut sentences: Vec<String> = effects.into_iter().map(|(_, sentence)| sentence).collect();
        sentences.extend(self.outside.iter().flat_map(OutsideShift::sentences));
        for shift in &self.trust {
            let role = &shift.role;
            for (principals, verb) in [(&shift.trusted, "may then assume"), (&shift.distrusted, "may no longer assume")] {
                if !principals.is_empty() {
                    sentences.push(format!("{} {verb} role {role}", listed(principals)));
                }
            }
            for (principals, verb) in [(&shift.kept_out, "then keeps out"), (&shift.let_be, "no longer keeps out")] {
                if !principals.is_empty() {
                    sentences.push(format!("Role {role} {verb} {}", listed(principals)));
                }
            }
        }
        sentences.extend(self.left_behind.iter().map(|arn| format!("What policies say of {arn} holds for nobody then")));
        sentences.extend(self.undecided.iter().map(|name| format!("Policies that ask for the tags of {name} may decide otherwise")));
        sentences
    }
}

impl Difference {
    /// What there is to say of it: its sentences, or one that nobody gains or loses anything, and why.
    pub fn told(&self) -> Vec<String> {
        let sentences = self.sentences();
        if !sentences.is_empty() {
            return sentences;
        }
        let why = self.unchanged.iter().map(|(unchanged, affected)| unchanged.in_words(&who(affected)));
        let why = why.collect::<Vec<_>>().join("; ");
        let why = if why.is_empty() { "no user and no role has what changes".to_owned() } else { why };
        vec![format!("Nobody gains or loses anything: {why}.")]
    }
}

impl Effect {
    /// A sentence for each thing that is gained or lost. What is perhaps lost and perhaps gained, all the same, is told once: it is
    /// the conditions that change.
    pub fn sentences(&self) -> Vec<String> {
        self.measured().into_iter().map(|(_, sentence)| sentence).collect()
    }

    /// The same, each with how many actions it is about.
    fn measured(&self) -> Vec<(usize, String)> {
        let who = who(&self.who);
        let one = self.who.len() == 1;
        let words = |shifts: &[Shift]| shifts.iter().map(Shift::in_words).collect::<Vec<_>>();
        let (lost_words, gained_words) = (words(&self.lost), words(&self.gained));
        let sentence = |shift: &Shift, (singular, plural): (&str, &str)| {
            let verb = match (shift.is_certain, one) {
                (true, true) => singular.to_owned(),
                (true, false) => plural.to_owned(),
                (false, _) => format!("may {plural}"),
            };
            (shift.actions.len(), format!("{who} {verb} {}", shift.in_words()))
        };
        let of = |shifts: &[Shift], own: &[String], others: &[String], verbs: (&str, &str)| -> Vec<(usize, String)> {
            let shifts = shifts.iter().zip(own).filter(|(_, words)| !others.contains(words));
            shifts.map(|(shift, _)| sentence(shift, verbs)).collect()
        };
        let otherwise = self.lost.iter().zip(&lost_words).filter(|(_, words)| gained_words.contains(words));
        let otherwise = otherwise
            .map(|(shift, words)| (shift.actions.len(), format!("{who} may {words} under other conditions than before")))
            .collect();
        let lost = of(&self.lost, &lost_words, &gained_words, ("loses", "lose"));
        let unknown = (!self.unknown.is_empty()).then(|| {
            let (patterns, no_such) = (listed(&self.unknown), if self.unknown.len() == 1 { "no such action" } else { "no such actions" });
            (0, format!("What policies say of {patterns} changes for {who}: the reference knows {no_such}, so it is not told how"))
        });
        let freed = self.freed.iter().map(|shift| {
            let verb = match (shift.is_certain, one) {
                (true, true) => "is no longer",
                (true, false) => "are no longer",
                (false, _) => "may no longer be",
            };
            (shift.actions.len(), format!("{who} {verb} denied {}", shift.in_words()))
        });
        let freed = freed.collect();
        [otherwise, lost, of(&self.gained, &gained_words, &lost_words, ("gains", "gain")), freed, unknown.into_iter().collect()].concat()
    }
}

impl Shift {
    /// The actions, resources and conditions: `s3:DeleteObject on arn:aws:s3:::reports/*`.
    pub fn in_words(&self) -> String {
        let conditions: Vec<String> = self.demands.iter().map(super::Demand::in_words).collect();
        let under = if conditions.is_empty() { String::new() } else { format!(", under {}", conditions.join(" and ")) };
        format!("{} on {}{under}", actions_in_words(&self.actions), self.scope.in_words())
    }
}

/// Who, by name where they are few: `alice`, `alice and bob`, `3 users and 1 role`.
fn who(affected: &[Affected]) -> String {
    if affected.len() < SPELLED {
        return listed(&affected.iter().map(|who| who.name.clone()).collect::<Vec<_>>());
    }
    let users = affected.iter().filter(|who| who.is_user()).count();
    let counted = [(users, "user"), (affected.len() - users, "role")].into_iter().filter(|(number, _)| *number > 0);
    listed(&counted.map(|(number, thing)| count(number, thing)).collect::<Vec<_>>())
}

/// A set of actions in words: `s3:GetObject and s3:PutObject`, `s3:*`, `12 actions of s3`, `120 actions of 5 services`.
pub fn actions_in_words(actions: &ActionSet) -> String {
    let services: Vec<ServiceId> = actions.services().collect();
    if actions.len() <= SPELLED {
        return listed(&actions.iter().map(ActionId::full_name).collect::<Vec<_>>());
    }
    let of_service = |service: &ServiceId| {
        let (count, prefix) = (actions.len_of(*service), service.service().map_or("", |service| service.prefix));
        let all = service.service().map_or(0, |service| service.actions().len());
        match (count == all, count) {
            (true, _) => format!("{prefix}:*"),
            (false, 1) => actions.of_service(*service).map(ActionId::full_name).collect(),
            (false, count) => format!("{count} actions of {prefix}"),
        }
    };
    match services.as_slice() {
        few if few.len() <= SPELLED => listed(&few.iter().map(of_service).collect::<Vec<_>>()),
        many if actions.len() == ActionSet::all().len() => format!("everything ({} services)", many.len()),
        many => format!("{} actions of {} services", actions.len(), many.len()),
    }
}
