//! Actions whose resources the statement does not name.

use super::buckets::{beside_bucket, half};
use super::edits::{insert, quoted, remove_entry, remove_item, replace};
use super::findings::{Finding, Findings, shown, some_of};
use super::named::{NamedTypes, OfService};
use super::rules;
use super::subject::{Entry, Facts, Subject};
use crate::catalog::ServiceAction;
use crate::policy::document::{DocumentKind, Span, TextEdit};

/// Checks every action that a statement lists against the types that its resources name.
pub(super) fn check(subject: &Subject<'_>, facts: &Facts<'_>, named: &NamedTypes<'_>, findings: &mut Findings) {
    for entry in facts.actions.iter().filter(|entry| !entry.actions.is_empty()) {
        let Some(of) = entry.service().and_then(|service| named.of_service(service)) else { continue };
        let is_matched = entry.actions.iter().any(|action| is_matched(action, of));
        if !is_matched && is_refused(subject, of) {
            findings.add(nowhere(subject, facts, entry, of, named));
        } else if entry.actions.iter().all(|action| action.resources.is_empty()) {
            let message = if entry.is_wild() {
                format!("The actions of {} take no resources, so only the resource * matches them, not these ARNs.", entry.text.value)
            } else {
                format!("{} takes no resource, so only the resource * matches it, not these ARNs.", entry.text.value)
            };
            let finding = Finding::new(&rules::NOT_SCOPABLE, entry.text.span, message);
            findings.add(finding.fixed("Give it a statement with resource *", on_everything(subject, facts, named, entry)));
        } else if !is_matched {
            findings.add(other_resource(subject, entry, of, named));
        } else {
            if let Some(finding) = half(subject, facts, entry, of, named) {
                findings.add(finding);
            }
            // A denial that does not reach them takes nothing away: there is nothing to mend.
            if facts.allows()
                && let Some(finding) = partly(entry)
            {
                findings.add(finding);
            }
            required(subject, facts, entry, of, findings);
        }
    }
}

/// That a part of what a pattern stands for takes no resource, though another part does.
fn partly(entry: &Entry<'_>) -> Option<Finding> {
    let names: Vec<&str> = entry.actions.iter().filter(|action| action.resources.is_empty()).map(|action| action.name).collect();
    let (pattern, some) = (shown(&entry.text.value), some_of(&names));
    let message = match names.len() {
        0 => return None,
        1 => format!(
            "One action of {pattern} takes no resource: only the resource * matches it, not these ARNs, so nothing comes of {some}."
        ),
        several => {
            let all = entry.actions.len();
            format!(
                "{several} of the {all} actions of {pattern} take no resources: only the resource * matches them, not these ARNs, so nothing comes of {some}."
            )
        }
    };
    Some(Finding::new(&rules::PARTLY_NOT_SCOPABLE, entry.text.span, message))
}

/// Whether an entry names a resource that an action takes.
fn is_matched(action: &ServiceAction, of: &OfService) -> bool {
    action.resources.iter().any(|resource| of.names(resource.resource_type))
}

/// S3 alone looks at this when a policy is put on one of its resources.
fn is_refused(subject: &Subject<'_>, of: &OfService) -> bool {
    subject.kind == DocumentKind::Resource && of.service.prefix == "s3"
}

/// An action for which S3 refuses the policy.
fn nowhere(subject: &Subject<'_>, facts: &Facts<'_>, entry: &Entry<'_>, of: &OfService, named: &NamedTypes<'_>) -> Finding {
    let types = types(entry);
    let action = &entry.text.value;
    let message = if types.is_empty() {
        format!("{action} takes no resource, so no policy of a bucket can give it: S3 refuses the policy. Take the action out.")
    } else {
        let (some, form) = (some(&types), plainest_form(&types, of));
        format!("{action} applies to none of these resources, so S3 refuses the policy: it takes type {some}, as in {form}. Add one.")
    };
    let finding = Finding::new(&rules::APPLIES_NOWHERE, entry.text.span, message);
    match beside_bucket(subject, of, named, &types) {
        Some((label, edits)) => finding.fixed(label, Some(edits)),
        None => finding.fixed("Take it out", remove_entry(subject.text, facts.actions.len(), entry.text.span)),
    }
}

fn other_resource(subject: &Subject<'_>, entry: &Entry<'_>, of: &OfService, named: &NamedTypes<'_>) -> Finding {
    let types = types(entry);
    let (some, form) = (some(&types), plainest_form(&types, of));
    let message = format!("{} takes resources of type {some}, and none is listed; add one, as in {form}.", entry.text.value);
    let (label, edits) = beside_bucket(subject, of, named, &types).unzip();
    Finding::new(&rules::NEEDS_OTHER_RESOURCE, entry.text.span, message).fixed(label.unwrap_or_default(), edits)
}

/// The types of resources that an entry's actions take.
fn types(entry: &Entry<'_>) -> Vec<&'static str> {
    let mut types: Vec<&str> = Vec::new();
    for resource in entry.actions.iter().flat_map(|action| &action.resources) {
        if !types.contains(&resource.resource_type) {
            types.push(resource.resource_type);
        }
    }
    types
}

/// The first of them.
fn some(types: &[&str]) -> String {
    types.iter().take(3).copied().collect::<Vec<_>>().join(", ")
}

/// How a resource of one of these types is written: the plainest form is the best known.
fn plainest_form(types: &[&str], of: &OfService) -> &'static str {
    types.iter().filter_map(|kind| of.service.resource_type(kind)).map(|kind| kind.arn).min_by_key(|arn| arn.len()).unwrap_or_default()
}

/// The types that an action can't do without. Another statement may have them; a Deny needs but one of them.
fn required(subject: &Subject<'_>, facts: &Facts<'_>, entry: &Entry<'_>, of: &OfService, findings: &mut Findings) {
    let [action] = entry.actions.as_slice() else { return };
    if entry.is_wild() || !facts.allows() {
        return;
    }
    let stem = |kind: &str| kind.split('/').next().unwrap_or_default().to_owned();
    // Load balancers and their like are of one of several types.
    let has_sibling =
        |kind: &str| action.resources.iter().any(|other| stem(other.resource_type) == stem(kind) && of.names(other.resource_type));
    // The index of a table names the table, too.
    let lies_within = |kind: &str, other: &str| {
        let form = |kind| of.service.resource_type(kind).map(|kind| kind.arn);
        form(kind).zip(form(other)).is_some_and(|(kind, other)| other.strip_prefix(kind).is_some_and(|rest| rest.starts_with('/')))
    };
    let has_part = |kind: &str| {
        let mut parts = action.resources.iter().filter(|other| !other.required && of.names(other.resource_type));
        parts.any(|other| lies_within(kind, other.resource_type))
    };
    let required = action.resources.iter().filter(|resource| resource.required).map(|resource| resource.resource_type);
    let mut missing: Vec<&str> = required.filter(|kind| !of.names(kind) && !has_sibling(kind) && !has_part(kind)).collect();
    missing.sort_unstable();
    missing.dedup();
    if missing.is_empty() || is_elsewhere(subject, facts, entry) {
        return;
    }
    let message = format!("{} needs resources of type {} too, and none is listed; add them.", entry.text.value, missing.join(", "));
    findings.add(Finding::new(&rules::REQUIRED_RESOURCE, entry.text.span, message));
}

/// Whether another statement allows an action too.
fn is_elsewhere(subject: &Subject<'_>, facts: &Facts<'_>, entry: &Entry<'_>) -> bool {
    let action = entry.text.value.to_ascii_lowercase();
    let others = subject.statements.iter().filter(|other| other.statement.span != facts.statement.span);
    others
        .filter(|other| other.allows() && other.lists_actions())
        .any(|other| subject.may_take(other.actions.len()) && other.actions.iter().any(|entry| entry.matches(&action)))
}

/// Resource `*` for one action: for the statement, where it has no other; else in a statement of its own.
fn on_everything(subject: &Subject<'_>, facts: &Facts<'_>, named: &NamedTypes<'_>, entry: &Entry<'_>) -> Option<Vec<TextEdit>> {
    let (first, last) = (named.entries.first()?, named.entries.last()?);
    if facts.actions.len() == 1 {
        return Some(vec![replace(Span { start: first.span.start, end: last.span.end }, "\"*\"")]);
    }
    let statement = facts.statement;
    let is_plain = statement.conditions.is_empty() && statement.principals.is_none();
    let before = subject.text.get(..statement.span.start)?.trim_end();
    if !is_plain || !before.ends_with(['[', ',']) {
        return None;
    }
    let blanks = subject.text.get(before.len()..statement.span.start)?;
    let effect = statement.effect.name();
    let added = format!(",{blanks}{{\"Effect\": \"{effect}\", \"Action\": {}, \"Resource\": \"*\"}}", quoted(&entry.text.value));
    Some(vec![remove_item(subject.text, entry.text.span), insert(statement.span.end, added)])
}
