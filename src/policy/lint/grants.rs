//! What a statement gives that is wider than most tasks need.

use super::findings::{Finding, Findings, some_of};
use super::rules;
use super::subject::{Entry, Facts, Subject};
use crate::catalog::AccessLevel;
use crate::policy::document::Text;

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for facts in subject.statements.iter().filter(|facts| facts.allows()) {
        negated(facts, findings);
        if facts.lists_actions() && subject.kind.is_identity() {
            wide(facts, findings);
            roles(facts, findings);
        }
    }
}

/// `Allow` with what it does not name.
fn negated(facts: &Facts<'_>, findings: &mut Findings) {
    if let Some(actions) = facts.statement.actions.as_ref().filter(|actions| actions.negated) {
        let message = "Allow with NotAction gives every action that is not listed, of every service; list what is needed with Action, or deny with NotAction.";
        findings.add(Finding::new(&rules::ALLOW_NOT_ACTION, actions.key_span, message));
    }
    if let Some(resources) = facts.statement.resources.as_ref().filter(|resources| resources.negated) {
        let message =
            "Allow with NotResource gives every resource that is not listed, of every account; list what is needed with Resource.";
        findings.add(Finding::new(&rules::ALLOW_NOT_RESOURCE, resources.key_span, message));
    }
}

/// Whether an entry gives every action on every resource, whatever the circumstances.
fn is_full_access(facts: &Facts<'_>, entry: &Entry<'_>) -> bool {
    entry.is_everything() && facts.is_on_everything() && facts.statement.conditions.is_empty()
}

/// Wildcards on every resource, with no condition.
fn wide(facts: &Facts<'_>, findings: &mut Findings) {
    if !facts.is_on_all_of_a_kind() || !facts.statement.conditions.is_empty() {
        return;
    }
    for entry in facts.actions.iter().filter(|entry| is_full_access(facts, entry)) {
        let message = "This gives every action on every resource; name the services and actions that are needed.";
        findings.add(Finding::new(&rules::FULL_ACCESS, entry.text.span, message));
    }
    // One finding for all names written out, one for each pattern.
    let (wild, plain): (Vec<_>, Vec<_>) = facts.actions.iter().partition(|entry| entry.is_wild());
    for entry in wild {
        if !permissions(&[entry], findings) && entry.text.value.ends_with(":*") && !entry.actions.is_empty() {
            let message = format!("{} on every resource is all of the service; name the actions, or the resources.", entry.text.value);
            findings.add(Finding::new(&rules::WHOLE_SERVICE, entry.text.span, message));
        }
    }
    permissions(&plain, findings);
}

/// Actions that manage permissions, on every resource. An action that takes no resource can't be given on fewer.
fn permissions(entries: &[&Entry<'_>], findings: &mut Findings) -> bool {
    let mut place: Option<&Text> = None;
    let mut names = Vec::new();
    for entry in entries {
        for action in
            entry.actions.iter().filter(|action| action.level == AccessLevel::PermissionsManagement && !action.resources.is_empty())
        {
            place.get_or_insert(entry.text);
            names.push(format!("{}:{}", entry.service().map_or("", |service| service.prefix), action.name));
        }
    }
    let Some(place) = place else { return false };
    let lets = if names.len() == 1 { "lets its holder" } else { "let their holder" };
    let message = format!("{} on every resource {lets} change who may do what; name the resources.", some_of(&names));
    findings.add(Finding::new(&rules::PERMISSIONS_ON_ALL, place.span, message));
    true
}

/// Roles that may be passed to services, or made for them. Of full access that is not said besides.
fn roles(facts: &Facts<'_>, findings: &mut Findings) {
    for (action, key, rule) in [
        ("iam:passrole", "iam:PassedToService", &rules::PASS_ROLE),
        ("iam:createservicelinkedrole", "iam:AWSServiceName", &rules::CREATE_LINKED_ROLE),
    ] {
        let Some(entry) = facts.actions.iter().find(|entry| !is_full_access(facts, entry) && entry.matches(action)) else { continue };
        if !is_on_every_role(facts) || facts.asks_for(key) {
            continue;
        }
        let message = if action == "iam:passrole" {
            format!(
                "{} lets its holder give any role to any service, and so use what that role may do; name the roles, or ask for {key}.",
                entry.text.value
            )
        } else {
            format!("{} makes service-linked roles for any service; name the role, or ask for {key}.", entry.text.value)
        };
        findings.add(Finding::new(rule, entry.text.span, message));
    }
}

fn is_on_every_role(facts: &Facts<'_>) -> bool {
    facts.statement.resources.as_ref().is_some_and(|resources| {
        let is_every = |text: &str| text == "*" || text.ends_with(":role/*") || text.starts_with("arn:") && text.ends_with(":*");
        resources.negated || resources.entries.iter().any(|entry| is_every(&entry.value))
    })
}
