//! That somebody may do this and nothing else, and that a role lets these in and nobody else: told from all that policies grant.

use super::decisions;
use super::policies::{TRUSTED, Trusted, let_in_at, trusted};
use crate::access::{Excess, Meant, Progress, WhatCan, Whose, what_can};
use crate::account::authorization::{Origin, Source as From};
use crate::account::display::visible;
use crate::account::entity::PolicyKey;
use crate::catalog::IAM_USER_CHANGE_PASSWORD;
use crate::policy::actions::ActionSet;
use crate::training::check::asked::Asked;
use crate::training::check::decided::Answer;
use crate::training::check::names::actions::{actions_meant, level_meant};
use crate::training::check::names::{Entity, Sort};
use crate::training::check::predicate::{Parameter, Predicate, truth};
use crate::training::check::verdict::Place;

/// Who has grants that can be looked at as a whole.
const GRANTED: Parameter = Parameter::Entity(&[Sort::User, Sort::Group, Sort::Role, Sort::Instance, Sort::Function]);

/// What has a policy that says whom it lets in.
const OPENED: &[Sort] = &[Sort::Bucket, Sort::Queue, Sort::Secret, Sort::Key, Sort::Function];

pub(super) const PREDICATES: &[Predicate] = &[
    Predicate { repeats: true, ..truth("only", &[GRANTED, Parameter::Actions], only) },
    Predicate { repeats: true, ..truth("only_on", &[GRANTED, Parameter::Actions, Parameter::Resource], only_on) },
    Predicate { repeats: true, ..truth("trusts_only", &[Parameter::Entity(&[Sort::Role]), Parameter::Entity(TRUSTED)], trusts_only) },
    Predicate { repeats: true, ..truth("lets_in_only", &[Parameter::Entity(OPENED), Parameter::Entity(TRUSTED)], lets_in_only) },
];

/// Whether nothing is granted but these actions.
fn only(asked: &Asked<'_>) -> Answer {
    let patterns: Vec<&str> = (1..asked.arguments.len()).map(|place| asked.word(place)).collect();
    let mut actions = ActionSet::new();
    for pattern in &patterns {
        actions.union_with(&actions_meant(pattern));
    }
    // Nobody knows the access level of what the reference does not know.
    let is_of_levels = patterns.iter().any(|pattern| level_meant(pattern).is_some());
    let meant = if is_of_levels { Meant::Known(actions) } else { Meant::Actions(actions) };
    limited(asked, &meant, &format!("may do nothing but {}", listed(&patterns)))
}

/// Whether these actions are granted on nothing but these resources.
fn only_on(asked: &Asked<'_>) -> Answer {
    let who = asked.entity(0);
    let resources: Vec<String> = (2..asked.arguments.len()).map(|place| decisions::resource(asked, place, &who)).collect();
    let meant = Meant::on(actions_meant(asked.word(1)), resources.iter().map(String::as_str));
    let shown: Vec<&str> = resources.iter().map(|on| decisions::shown(on)).collect();
    limited(asked, &meant, &format!("may {} on nothing but {}", asked.word(1), listed(&shown)))
}

/// That somebody's grants keep to what is meant, or the first that does not.
fn limited(asked: &Asked<'_>, meant: &Meant, wanted: &str) -> Answer {
    let who = asked.entity(0);
    let label = who.label();
    let can = granted(asked);
    let beyond = can.as_ref().and_then(|can| can.excess(meant).find(|excess| !is_everybodys(excess)));
    let found = beyond.as_ref().map(|excess| format!("{label} may {}{}", visible(&excess.words), by(asked, excess.origin.as_ref())));
    let place = if who.sort == Sort::Group { Place::of_entity(&who, Some("Permissions")) } else { Place::of("access") };
    Answer::truth(beyond.is_none(), format!("{label} {wanted}"), found.unwrap_or_default()).of_absence().at(place)
}

/// All that somebody may do; nothing of whom is not there, or has no role to act with.
fn granted(asked: &Asked<'_>) -> Option<WhatCan> {
    let who = asked.entity(0);
    let whose = if who.sort == Sort::Group { Whose::Identity(asked.id(&who)?) } else { Whose::Asker(asked.asker(&who)?) };
    // Nobody cancels it.
    what_can(asked.facts.scene.account, &whose, &Progress::default()).ok()
}

/// Changing one's own password is no grant of access, as in `direct_policies`.
fn is_everybodys(excess: &Excess) -> bool {
    let change_password = From::Managed(PolicyKey::aws_managed(IAM_USER_CHANGE_PASSWORD));
    excess.origin.as_ref().is_some_and(|origin| [&change_password, &From::PasswordPolicy].contains(&&origin.source))
}

/// The policy that grants it: `, by AmazonRDSFullAccess (via group Analysts)`.
fn by(asked: &Asked<'_>, origin: Option<&Origin>) -> String {
    let account = asked.facts.scene.account;
    origin.map_or_else(String::new, |origin| format!(", by {} ({})", account.source_name(&origin.source), account.origin_in_words(origin)))
}

/// Whether the Allows of the role's trust policy name these and nobody else.
fn trusts_only(asked: &Asked<'_>) -> Answer {
    let role = asked.entity(0);
    named_only(asked, &role, ("trusts", trusted(asked, &role))).at(Place::of_entity(&role, Some("Trust relationships")))
}

/// Whether the Allows of a resource's policy name these and nobody else.
fn lets_in_only(asked: &Asked<'_>) -> Answer {
    let resource = asked.entity(0);
    named_only(asked, &resource, ("lets in", let_in_at(asked, &resource))).at(Place::of_entity(&resource, None))
}

/// That a policy of something names these and nobody else, or the first whom it names besides.
fn named_only(asked: &Asked<'_>, of: &Entity, (verb, principals): (&str, Vec<Trusted>)) -> Answer {
    let whom: Vec<_> = (1..asked.arguments.len()).filter_map(|place| asked.given_entity(place)).collect();
    let other = principals.into_iter().find(|principal| !whom.iter().any(|whom| principal.is_of(asked, whom)));
    let (label, but) = (of.label(), whom.iter().map(Entity::label).collect::<Vec<_>>());
    let but: Vec<&str> = but.iter().map(String::as_str).collect();
    let no = other.as_ref().map_or_else(String::new, |other| format!("{label} {verb} {}", visible(&other.in_words())));
    Answer::truth(other.is_none(), format!("{label} {verb} nobody but {}", listed(&but)), no).of_absence()
}

/// `a`, `a and b`, `a, b and c`.
fn listed(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
