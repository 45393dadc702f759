//! The actions that a check names: by their names, by patterns, by access levels.

use crate::account::words::is_meant;
use crate::catalog::{AccessLevel, SERVICE_REFERENCE};
use crate::policy::actions::{ActionSet, nearest_actions, nearest_services};

/// The actions that a word stands for: a pattern of them, or an access level.
pub(in crate::training::check) fn actions_meant(word: &str) -> ActionSet {
    match level_meant(word) {
        Some(level) => ActionSet::all().iter().filter(|action| action.action().is_some_and(|action| action.level == level)).collect(),
        None => ActionSet::matching(word),
    }
}

/// The access level that a word names.
pub(in crate::training::check) fn level_meant(word: &str) -> Option<AccessLevel> {
    AccessLevel::ALL.into_iter().find(|level| level.label().eq_ignore_ascii_case(word))
}

/// That there is no such action, and which may be meant.
pub(in crate::training) fn no_such_action(word: &str) -> Option<String> {
    let (prefix, name) = word.split_once(':')?;
    let near = match SERVICE_REFERENCE.service(prefix) {
        None => nearest_services(prefix, 1).first().map(|near| format!("{near}:{name}")),
        Some(service) if service.action(name).is_some() => return None,
        Some(service) => nearest_actions(service, name, 1).first().map(|near| format!("{prefix}:{near}")),
    };
    let meant = is_meant(near.as_slice());
    Some(format!("There is no action {word}.{meant}"))
}
