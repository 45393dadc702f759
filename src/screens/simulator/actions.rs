//! The actions that are simulated, and the names and patterns that they are typed as.

use super::handed::Handed;
use super::service_actions;
use crate::account::words::grouped;
use crate::app::cx::Cx;
use crate::app::overlay::dialog::Dialog;
use crate::app::step::Step;
use crate::app::words::{count, listed};
use crate::catalog::{AccessLevel, SERVICE_REFERENCE};
use crate::policy::actions::{ActionId, ActionSet, ServiceId, nearest_actions, nearest_services};
use crate::widgets::Line;
use crate::widgets::form::Field;
use crate::widgets::list::{Column, Listing};

/// Actions in the list at most: what nobody reads is not simulated.
pub(super) const MOST: usize = 1_000;

/// The actions of both, by service and name.
///
/// # Errors
/// Why that is too many, in a sentence.
pub(super) fn joined(actions: &[ActionId], more: &[ActionId]) -> Result<Vec<ActionId>, String> {
    let mut joined = [actions, more].concat();
    joined.sort();
    joined.dedup();
    if joined.len() > MOST {
        return Err(format!("{} are too many to look at; {} is the most.", count(joined.len(), "action"), grouped(MOST)));
    }
    Ok(joined)
}

/// The actions that a line of names and patterns stands for: `s3:Get*, iam:CreateUser`.
///
/// # Errors
/// What is no action, and what may have been meant.
pub(super) fn read(text: &str) -> Result<Vec<ActionId>, String> {
    let mut set = ActionSet::new();
    for pattern in words(text) {
        let found = ActionSet::matching(pattern);
        if found.is_empty() {
            return Err(no_action(pattern));
        }
        set.union_with(&found);
    }
    joined(&[], &set.iter().collect::<Vec<_>>())
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| letter.is_whitespace() || matches!(letter, ',' | ';' | '"')).filter(|word| !word.is_empty())
}

/// Why a pattern stands for no action.
fn no_action(pattern: &str) -> String {
    let perhaps = |names: Vec<String>| {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        if names.is_empty() { String::new() } else { format!(" Perhaps {}?", names.join(", ")) }
    };
    let of_services = |prefix: &str, then: &str| nearest_services(prefix, 3).iter().map(|near| format!("{near}{then}")).collect();
    let pattern: String = pattern.chars().take(64).collect();
    let Some((prefix, name)) = pattern.split_once(':') else {
        return format!("{pattern} is no action: an action is service:Name, as in s3:GetObject.{}", perhaps(of_services(&pattern, ":*")));
    };
    match SERVICE_REFERENCE.service(prefix) {
        Some(service) => {
            let near = nearest_actions(service, name, 3).iter().map(|near| format!("{}:{near}", service.prefix)).collect();
            format!("{} has no action {name}.{}", service.short_name, perhaps(near))
        }
        None => format!("There is no service {prefix}.{}", perhaps(of_services(prefix, &format!(":{name}")))),
    }
}

/// What was typed so far stands for, in a sentence.
fn stands_for(text: &str) -> String {
    if text.trim().is_empty() {
        return "* stands for any text, as in s3:Get*; several are separated by blanks.".into();
    }
    match read(text) {
        Err(reason) => reason,
        Ok(actions) => {
            let names: Vec<String> = actions.iter().map(|action| action.full_name()).collect();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            format!("{}: {}", count(actions.len(), "action"), listed(&names))
        }
    }
}

/// Asks for names and patterns. The name of a service alone leads to its actions.
pub(super) fn typed(cx: &Cx<'_>) -> Dialog {
    let add = |form: &crate::widgets::form::Form<usize>, cx: &Cx<'_>| {
        let text = form.text(0).trim();
        if let Some(service) = ServiceId::of_prefix(text) {
            return Ok(vec![Step::Ask(Box::new(service_actions::of_service(service, cx)))]);
        }
        read(text).map(|actions| vec![Handed::Actions(actions).step()]).map_err(|reason| (0, reason))
    };
    let dialog = Dialog::new("Add actions", "Add", add).fields(vec![Field::text_line(0, "Actions", "")]);
    dialog.following(cx, |form, _| {
        let service = ServiceId::of_prefix(form.text(0).trim()).and_then(ServiceId::service);
        let hint = service.map_or_else(
            || stands_for(form.text(0)),
            |service| format!("{}: enter shows its {} to choose from.", service.name, count(service.actions().len(), "action")),
        );
        form.set_hint(0, hint);
    })
}

/// The resource types that an action takes: `bucket, object`; `*` where it takes none.
pub(super) fn types(action: ActionId) -> String {
    let types: Vec<&str> =
        action.action().into_iter().flat_map(|action| &action.resources).map(|resource| resource.resource_type).collect();
    if types.is_empty() { "* only".into() } else { types.join(", ") }
}

/// Chosen actions as rows.
pub(super) struct ActionRows;

const COLUMNS: &[Column] = &[
    Column::text("Service", 8, 10, 9),
    Column::text("Action", 30, 44, 10),
    Column::fixed("Level", 11, 7),
    Column::text("Resource types", 22, 44, 4),
];

impl Listing for ActionRows {
    type Key = ActionId;

    fn columns(&self) -> &[Column] {
        COLUMNS
    }

    fn words(&self, action: &ActionId) -> String {
        format!("{} {}", action.full_name(), level(*action))
    }

    fn cell(&self, action: &ActionId, column: usize) -> Line {
        match column {
            0 => Line::new().quiet(service(*action)),
            1 => Line::new().text(action.action().map_or("", |action| action.name)),
            2 => Line::new().quiet(level(*action)),
            _ => Line::new().quiet(types(*action)),
        }
    }
}

/// The service of an action: `s3`.
pub(super) fn service(action: ActionId) -> &'static str {
    action.service_id().service().map_or("", |service| service.prefix)
}

/// The level of an action, in a word.
pub(super) fn level(action: ActionId) -> &'static str {
    match action.action().map(|action| action.level) {
        None => "",
        Some(AccessLevel::PermissionsManagement) => "Permissions",
        Some(level) => level.label(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_stand_for_actions() {
        let names = |text: &str| read(text).map(|actions| actions.iter().map(|action| action.full_name()).collect::<Vec<_>>());
        assert_eq!(names("S3:getobject,sts:AssumeRole").unwrap(), ["s3:GetObject", "sts:AssumeRole"]);
        assert_eq!(read("s3:Get* s3:GetObject").unwrap().len(), ActionSet::matching("s3:Get*").len());
        assert_eq!(names("  ").unwrap(), Vec::<String>::new());
    }

    #[test]
    fn what_is_no_action_is_told_with_what_was_meant() {
        for (text, wanted) in [
            ("s3:GetObjects", "S3 has no action GetObjects. Perhaps s3:GetObject"),
            ("dynamo:Query", "There is no service dynamo. Perhaps dynamodb:Query?"),
            ("GetObject", "GetObject is no action: an action is service:Name, as in s3:GetObject."),
            ("*", "22,321 actions are too many"),
        ] {
            let error = read(text).unwrap_err();
            assert!(error.starts_with(wanted), "{text}: {error}");
        }
    }
}
