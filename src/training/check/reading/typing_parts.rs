//! The arguments that have a form of their own: actions, events, circumstances.

use super::error::CheckError;
use super::scope::Scope;
use super::syntax::{Node, Syntax};
use crate::account::operation::OPERATIONS;
use crate::account::refusal::ErrorCode;
use crate::catalog::{ConditionKey, SERVICE_REFERENCE};
use crate::policy::request::{Action, Resource, Value};
use crate::training::check::argument::{Context, Event, EventOf, KeyWas, Manner, SUBJECTS};
use crate::training::check::names::actions::{actions_meant, no_such_action};
use crate::training::check::names::{Entity, unknown};

/// The events that have a name of their own.
const EVENTS: [(&str, Event); 12] = [
    ("signin_failed", Event::SignInFailed),
    ("code_failed", Event::CodeFailed),
    ("mfa_start", Event::MfaStart),
    ("mfa_enrolled", Event::MfaEnrolled),
    ("password_changed", Event::PasswordChanged),
    ("key_created", Event::KeyCreated),
    ("key_used", Event::KeyUsed),
    ("key_deactivated", Event::KeyDeactivated),
    ("key_deleted", Event::KeyDeleted),
    ("assumed", Event::Assumed),
    ("session_revoked", Event::SessionRevoked),
    ("set_default_version", Event::SetDefaultVersion),
];

/// An action, as `s3:GetObject`.
pub(super) fn action_of(word: &str, node: &Node) -> Result<String, CheckError> {
    let expected = || CheckError::new(node.at.clone(), format!("Expected an action, as in s3:GetObject, and found {word}."));
    if Action::parse(word).is_err() {
        return Err(expected());
    }
    match no_such_action(word) {
        Some(why) => Err(CheckError::new(node.at.clone(), why)),
        None => Ok(word.to_owned()),
    }
}

/// Actions: one, a pattern that stands for some, as `s3:Get*`, or an access level.
pub(super) fn actions_of(word: &str, node: &Node) -> Result<String, CheckError> {
    if !actions_meant(word).is_empty() {
        return Ok(word.to_owned());
    }
    if word.contains(':') && !word.contains(['*', '?']) {
        return action_of(word, node);
    }
    let message = format!("Expected actions, as in s3:Get*, or an access level, as in read; {word} stands for none.");
    Err(CheckError::new(node.at.clone(), message))
}

/// A resource: an ARN, `*`, `self` for whoever asks, or an entity of the account.
pub(super) fn resource_of(word: &str, node: &Node) -> Result<String, CheckError> {
    if word == "self" || Entity::read(word).is_some_and(|_| !word.starts_with("arn:")) {
        return Ok(word.to_owned());
    }
    let wrong = |error| CheckError::new(node.at.clone(), format!("Expected a resource, as in arn:aws:s3:::reports/q1.csv: {error}."));
    Resource::parse(word).map(|_| word.to_owned()).map_err(wrong)
}

/// What can be said of the access key of an event, and of which events.
fn key_words(event: &Event) -> &'static [KeyWas] {
    match event {
        Event::KeyUsed | Event::KeyDeactivated => &[KeyWas::Old, KeyWas::New],
        Event::KeyDeleted => &[KeyWas::Old, KeyWas::New, KeyWas::Inactive],
        _ => &[],
    }
}

/// `key_created`, `CreateUser`, `rejected(AccessDenied)`, with whom it is about: `CreateUser(user:alice)`; and of an access key
/// what it was: `key_deleted(user:alice, old, inactive)`.
pub(super) fn event_of(node: &Node, scope: &Scope) -> Result<EventOf, CheckError> {
    match &node.what {
        Syntax::Word(word) | Syntax::Text(word) => Ok(EventOf { event: named(word, node)?, of: None, key: Vec::new() }),
        Syntax::Call { name, arguments, .. } if name == "rejected" => match arguments.as_slice() {
            [of @ Node { what: Syntax::Word(code) | Syntax::Text(code), .. }] => {
                let codes = || ErrorCode::ALL.iter().map(|code| code.as_str());
                if !codes().any(|known| known == code) {
                    return Err(unknown("error code", code, codes(), of.at.clone()));
                }
                Ok(EventOf { event: Event::Rejected(Some(code.clone())), of: None, key: Vec::new() })
            }
            _ => Err(CheckError::new(node.at.clone(), "Expected rejected(CODE), as in rejected(AccessDenied).")),
        },
        Syntax::Call { name, arguments, .. } => match arguments.as_slice() {
            [of @ Node { what: Syntax::Word(word) | Syntax::Text(word), .. }, rest @ ..] => {
                let event = named(name, node)?;
                let of = Some(scope.entity(word, SUBJECTS, of)?);
                let key = rest.iter().map(|word| key_was(word, name, key_words(&event))).collect::<Result<_, _>>()?;
                Ok(EventOf { event, of, key })
            }
            _ => Err(CheckError::new(node.at.clone(), format!("Expected {name} or {name}(ENTITY)."))),
        },
        _ => Err(CheckError::new(node.at.clone(), "Expected an event, as in CreateUser or key_created.")),
    }
}

/// What an access key was.
fn key_was(node: &Node, event: &str, known: &[KeyWas]) -> Result<KeyWas, CheckError> {
    let words: Vec<&str> = known.iter().map(|was| was.word()).collect();
    match &node.what {
        _ if known.is_empty() => Err(CheckError::new(node.at.clone(), format!("Expected ): {event} takes whom it is about and no more."))),
        Syntax::Word(word) => known
            .iter()
            .copied()
            .find(|was| was.word() == word)
            .ok_or_else(|| unknown(&format!("word here ({})", words.join(", ")), word, words.iter().copied(), node.at.clone())),
        _ => Err(CheckError::new(node.at.clone(), format!("Expected what the access key was: {}.", words.join(", ")))),
    }
}

/// `{credential: key, session: older, since: change}`: how a request was made.
pub(super) fn manner_of(entries: &[(Node, Node)]) -> Result<Manner, CheckError> {
    let mut manner = Manner::default();
    for (key, value) in entries {
        let word = |node: &Node| match &node.what {
            Syntax::Word(word) | Syntax::Text(word) => word.clone(),
            _ => String::new(),
        };
        match (word(key).as_str(), word(value).as_str()) {
            ("credential", "key") => manner.with_key = Some(true),
            ("credential", "session") => manner.with_key = Some(false),
            ("credential", _) => return Err(CheckError::new(value.at.clone(), "Expected key or session.")),
            ("since", "change") => manner.since_change = true,
            ("since", _) => return Err(CheckError::new(value.at.clone(), "Expected change: the last change of the account.")),
            ("session", "older") => manner.in_older_session = true,
            ("session", _) => {
                return Err(CheckError::new(value.at.clone(), "Expected older: opened before the last change of the account."));
            }
            (name, _) => {
                let known = ["credential", "session", "since"];
                return Err(unknown("circumstance of a request that was made", name, known.into_iter(), key.at.clone()));
            }
        }
    }
    Ok(manner)
}

fn named(word: &str, node: &Node) -> Result<Event, CheckError> {
    if word == "rejected" {
        return Ok(Event::Rejected(None));
    }
    if let Some((_, event)) = EVENTS.iter().find(|(name, _)| *name == word) {
        return Ok(event.clone());
    }
    let name = word.rsplit(':').next().unwrap_or_default();
    let is_meant = |spec: &&&crate::account::operation::OperationSpec| {
        let is_of_service = word.split_once(':').is_none_or(|(service, _)| service == spec.service);
        is_of_service && (spec.id == name || spec.name == name) || spec.action() == word
    };
    if let Some(spec) = OPERATIONS.iter().find(is_meant) {
        return Ok(Event::Operation(spec.id));
    }
    let known = EVENTS.iter().map(|(name, _)| *name).chain(["rejected"]).chain(OPERATIONS.iter().map(|spec| spec.id));
    let told = unknown("event", word, known, node.at.clone());
    let named = EVENTS.map(|(name, _)| name).join(", ");
    let message = format!("{} Events are operations, as in CreateUser, rejected, and {named}.", told.message);
    Err(CheckError::new(told.at, message))
}

/// `{mfa: true, age: 30m, credential: key, "aws:SourceIp": "10.0.0.1"}`.
pub(super) fn context_of(entries: &[(Node, Node)]) -> Result<Context, CheckError> {
    let mut context = Context::default();
    for (key, value) in entries {
        let wrong = |expected: &str| CheckError::new(value.at.clone(), format!("Expected {expected}."));
        let (Syntax::Word(name) | Syntax::Text(name)) = &key.what else {
            return Err(CheckError::new(key.at.clone(), "Expected a condition key, as in mfa: true."));
        };
        let words = words_of(value).ok_or_else(|| wrong("a value, or a list of values"))?;
        let single = words.first().filter(|_| words.len() == 1).map(String::as_str);
        match name.as_str() {
            "mfa" => context.mfa = Some(single.and_then(|word| word.parse().ok()).ok_or_else(|| wrong("true or false"))?),
            "age" => context.age = Some(single.and_then(seconds).ok_or_else(|| wrong("a time, as in 30m, 2h or 1d"))?),
            "credential" => match single {
                Some("key") => context.with_key = Some(true),
                Some("session") => context.with_key = Some(false),
                _ => return Err(wrong("key or session")),
            },
            name if name.contains(':') && ConditionKey::named(name).is_none() => {
                let known = SERVICE_REFERENCE.global_condition_keys().iter().map(|key| key.key);
                return Err(unknown("condition key", name, known, key.at.clone()));
            }
            name if name.contains(':') => {
                let value = single.map_or_else(|| Value::Multi(words.clone()), |word| Value::Single(word.to_owned()));
                context.keys.push((name.to_owned(), value));
            }
            name => return Err(unknown("circumstance", name, ["mfa", "age", "credential"].into_iter(), key.at.clone())),
        }
    }
    Ok(context)
}

fn words_of(node: &Node) -> Option<Vec<String>> {
    match &node.what {
        Syntax::Word(word) | Syntax::Text(word) => Some(vec![word.clone()]),
        Syntax::List(items) => items
            .iter()
            .map(|item| match &item.what {
                Syntax::Word(word) | Syntax::Text(word) => Some(word.clone()),
                _ => None,
            })
            .collect(),
        _ => None,
    }
}

/// `30m` and the like, in seconds.
fn seconds(word: &str) -> Option<u32> {
    let split = word.find(|letter: char| !letter.is_ascii_digit())?;
    let (number, unit) = word.split_at_checked(split)?;
    let unit = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 3_600,
        "d" => 86_400,
        _ => return None,
    };
    number.parse::<u32>().ok()?.checked_mul(unit)
}
