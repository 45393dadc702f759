//! What has happened since the lesson began. It is done on the screen of the step, which the step names: the history only tells it.

use crate::training::check::argument::{EventOf, SUBJECTS};
use crate::training::check::asked::Asked;
use crate::training::check::decided::Answer;
use crate::training::check::names::Entity;
use crate::training::check::names::Sort;
use crate::training::check::past::{is_caller, last_outcome, past};
use crate::training::check::predicate::{Parameter, Predicate, truth};
use crate::training::check::told::Told;
use crate::training::check::value::Kind;
use crate::training::check::verdict::Place;

pub(super) const PREDICATES: &[Predicate] = &[
    Predicate { needed: 1, ..truth("did", &[Parameter::Event, Parameter::Entity(SUBJECTS)], did) },
    truth("did_by", &[Parameter::Entity(Sort::CALLERS), Parameter::Event], did_by),
    Predicate { repeats: true, ..truth("order", &[Parameter::Event], order) },
    Predicate {
        needed: 3,
        gives: |_| Kind::Decision,
        ..truth("tried", &[Parameter::Entity(Sort::CALLERS), Parameter::Action, Parameter::Resource, Parameter::Manner], tried)
    },
    Predicate {
        needed: 1,
        ..truth("signed_in", &[Parameter::Entity(&[Sort::User, Sort::Root, Sort::Role]), Parameter::Context], signed_in)
    },
];

impl EventOf {
    /// Whom it is about.
    fn about(&self, asked: &Asked<'_>) -> Option<Entity> {
        self.of.as_ref().and_then(|subject| asked.subject(subject))
    }
}

fn did(asked: &Asked<'_>) -> Answer {
    let Some(event) = asked.events().next() else { return Answer::truth(false, "", "") };
    let about = asked.given_entity(1).or_else(|| event.about(asked));
    let is = past(asked.facts).any(|item| item.is(event, about.as_ref(), None));
    let told = Told::of(event, about.as_ref());
    let half = past(asked.facts).any(|item| item.is_half(event, about.as_ref()));
    Answer::truth(is, told.done, told.half.filter(|_| half).unwrap_or(told.open)).in_place(told.place)
}

fn did_by(asked: &Asked<'_>) -> Answer {
    let who = asked.entity(0);
    let Some(event) = asked.events().next() else { return Answer::truth(false, "", "") };
    let about = event.about(asked);
    let is = past(asked.facts).any(|item| item.is(event, about.as_ref(), Some(&who)));
    let told = Told::of(event, about.as_ref());
    let label = who.label();
    Answer::truth(is, format!("{} by {label}", told.done), format!("{}, by {label}", told.open)).in_place(told.place)
}

/// Whether there is one of each, every one behind the one before.
fn order(asked: &Asked<'_>) -> Answer {
    let mut items = past(asked.facts);
    let told = |event: &EventOf| Told::of(event, event.about(asked).as_ref());
    let late = asked.events().position(|event| !items.any(|item| item.is(event, event.about(asked).as_ref(), None)));
    let all: Vec<Told> = asked.events().map(told).collect();
    let yes = all.iter().map(|told| told.done.as_str()).collect::<Vec<_>>().join(", then ");
    let Some(late) = late else { return Answer::truth(true, yes, "") };
    let Some(missing) = all.get(late) else { return Answer::truth(false, yes, "") };
    let before = late.checked_sub(1).and_then(|before| all.get(before));
    // What was done too early does not count, and nobody would guess why.
    let is_early =
        asked.events().nth(late).is_some_and(|event| past(asked.facts).any(|item| item.is(event, event.about(asked).as_ref(), None)));
    let no = match before.filter(|_| is_early) {
        Some(before) => format!("{}, but not since {}", missing.done, before.done),
        None => missing.open.clone(),
    };
    Answer::truth(false, yes, no).in_place(missing.place.clone())
}

fn tried(asked: &Asked<'_>) -> Answer {
    let (who, action) = (asked.entity(0), asked.word(1));
    let on = super::decisions::resource(asked, 2, &who);
    let manner = asked.manner(3);
    let outcome = last_outcome(asked.facts, &who, (action, &on), manner);
    let what = format!("{}{}", super::decisions::what(action, &on), manner.words());
    let label = who.label();
    Answer::outcome(outcome, format!("{label} tries {what}"), format!("{label} has not tried {what} yet")).at(Place::of("try"))
}

fn signed_in(asked: &Asked<'_>) -> Answer {
    let entity = asked.entity(0);
    let facts = asked.facts;
    let is_who = is_caller(facts.scene.account, facts.scene.caller, &entity);
    let gave_code = facts.scene.account.session_of(facts.scene.caller).is_some_and(|session| session.mfa.is_some());
    let is = is_who && asked.context(1).mfa.is_none_or(|mfa| mfa == gave_code);
    let what = match asked.context(1).mfa {
        Some(true) => "signed in with an MFA code",
        Some(false) => "signed in without an MFA code",
        None => "signed in",
    };
    let label = entity.label();
    Answer::truth(is, format!("{label} is {what}"), format!("{label} is not {what}")).at(Place::of("sign-in"))
}
