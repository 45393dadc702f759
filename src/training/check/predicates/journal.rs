//! What has happened since the lesson began. It is done on the screen of the step, which the step names: the history only tells it.

use super::{CALLERS, Parameter, Predicate, truth};
use crate::training::check::decided::Answer;
use crate::training::check::judge::Asked;
use crate::training::check::names::Entity;
use crate::training::check::names::Sort;
use crate::training::check::past::{is_caller, last_outcome, past};
use crate::training::check::typed::EventOf;
use crate::training::check::value::{Kind, Value};
use crate::training::check::verdict::Place;

/// Whom or what something that happened can be about.
pub(in crate::training::check) const SUBJECTS: &[Sort] = &[
    Sort::User,
    Sort::Root,
    Sort::Group,
    Sort::Role,
    Sort::Policy,
    Sort::Bucket,
    Sort::Instance,
    Sort::Function,
    Sort::Secret,
    Sort::Key,
    Sort::Queue,
    Sort::Table,
];

pub(super) const PREDICATES: &[Predicate] = &[
    Predicate { needed: 1, ..truth("did", &[Parameter::Event, Parameter::Entity(SUBJECTS)], did) },
    truth("did_by", &[Parameter::Entity(CALLERS), Parameter::Event], did_by),
    Predicate { repeats: true, ..truth("order", &[Parameter::Event], order) },
    Predicate {
        needed: 3,
        gives: |_| Kind::Decision,
        ..truth("tried", &[Parameter::Entity(CALLERS), Parameter::Action, Parameter::Resource, Parameter::Manner], tried)
    },
    Predicate {
        needed: 1,
        ..truth("signed_in", &[Parameter::Entity(&[Sort::User, Sort::Root, Sort::Role]), Parameter::Context], signed_in)
    },
];

impl EventOf {
    /// In a sentence, with whom it is about: `an access key deleted (alice, old)`.
    fn words(&self, about: Option<&Entity>) -> String {
        let besides: Vec<String> = about.map(Entity::label).into_iter().chain(self.key.iter().map(|was| was.word().to_owned())).collect();
        if besides.is_empty() { self.event.words() } else { format!("{} ({})", self.event.words(), besides.join(", ")) }
    }

    /// Whom it is about.
    fn about(&self, asked: &Asked<'_>) -> Option<Entity> {
        self.of.as_ref().and_then(|subject| asked.subject(subject))
    }
}

fn did(asked: &Asked<'_>) -> Answer {
    let Some(event) = asked.events().next() else { return Answer::truth(false, "", "") };
    let about = asked.given_entity(1).or_else(|| event.about(asked));
    let is = past(asked.facts).any(|item| item.is(event, about.as_ref(), None));
    let what = event.words(about.as_ref());
    Answer::truth(is, format!("{what} has happened"), format!("{what} has not happened yet"))
}

fn did_by(asked: &Asked<'_>) -> Answer {
    let who = asked.entity(0);
    let Some(event) = asked.events().next() else { return Answer::truth(false, "", "") };
    let about = event.about(asked);
    let is = past(asked.facts).any(|item| item.is(event, about.as_ref(), Some(&who)));
    let what = event.words(about.as_ref());
    let label = who.label();
    Answer::truth(is, format!("{what}: {label} has done it"), format!("{what}: {label} has not done it yet"))
}

/// Whether there is one of each, every one behind the one before.
fn order(asked: &Asked<'_>) -> Answer {
    let mut items = past(asked.facts);
    let words = |event: &EventOf| event.words(event.about(asked).as_ref());
    let late = asked.events().find(|event| !items.any(|item| item.is(event, event.about(asked).as_ref(), None)));
    let all: Vec<String> = asked.events().map(words).collect();
    let yes = format!("in this order: {}", all.join(", then "));
    let no = late.map_or_else(String::new, |event| format!("{} has not happened in its place yet", words(event)));
    Answer::truth(late.is_none(), yes, no)
}

fn tried(asked: &Asked<'_>) -> Answer {
    let (who, action) = (asked.entity(0), asked.word(1));
    let on = super::decisions::resource(asked, 2, &who);
    let manner = asked.manner(3);
    let outcome = last_outcome(asked.facts, &who, (action, &on), manner);
    let what = if on == "*" { action.to_owned() } else { format!("{action} on {on}") };
    Answer::outcome(Value::Decision(outcome), format!("{} tries {what}{}", who.label(), manner.words())).at(Place::of("try"))
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
