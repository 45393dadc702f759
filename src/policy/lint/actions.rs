//! Actions that there are not.

use super::edits::{quoted, replace};
use super::findings::{Finding, Findings, shown};
use super::rules;
use super::subject::{Entry, Named, Subject};
use crate::catalog::Service;
use crate::policy::actions::{nearest_actions, nearest_services};
use crate::policy::document::Patterns;

/// For so many unknown names those near them are looked for, which takes a while.
const SEARCHES: usize = 12;
/// So many of those near are told.
const NEAR: usize = 3;
pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    names(subject, findings);
    for statement in subject.statements.iter().map(|facts| facts.statement) {
        nothing(statement.actions.as_ref(), "NotAction", findings);
        nothing(statement.resources.as_ref(), "NotResource", findings);
    }
}

/// Names that no action has.
pub(super) fn names(subject: &Subject<'_>, findings: &mut Findings) {
    let mut searches = SEARCHES;
    for facts in &subject.statements {
        for entry in &facts.actions {
            if findings.is_full() {
                return;
            }
            // What IAM refuses is told already.
            if entry.names_nothing() && !findings.has_error_at(entry.text.span) {
                let most = if searches > 0 { NEAR } else { 0 };
                searches = searches.saturating_sub(1);
                findings.add(unknown(entry, most));
            }
        }
    }
}

fn unknown(entry: &Entry<'_>, most: usize) -> Finding {
    let (prefix, name) = entry.text.value.split_once(':').unwrap_or_default();
    match entry.named {
        Named::Service(service) if entry.is_wild() => no_such_actions(entry, service, name, most),
        Named::Service(service) => unknown_action(entry, service, name, most),
        Named::Everything | Named::Unknown | Named::Unread => unknown_service(entry, prefix, name, most),
    }
}

fn unknown_service(entry: &Entry<'_>, prefix: &str, name: &str, most: usize) -> Finding {
    let near = if most == 0 { Vec::new() } else { nearest_services(prefix, most) };
    let message = format!("No service has the prefix {}{}", shown(prefix), meant(&near, "it may be retired, or misspelled"));
    let better = near.first().map(|near| format!("{near}:{name}"));
    with_replacement(Finding::new(&rules::UNKNOWN_SERVICE, entry.text.span, message), entry, better)
}

fn unknown_action(entry: &Entry<'_>, service: &Service, name: &str, most: usize) -> Finding {
    let near = if most == 0 { Vec::new() } else { nearest_actions(service, name, most) };
    let near: Vec<String> = near.into_iter().map(|name| format!("{}:{name}", service.prefix)).collect();
    let near: Vec<&str> = near.iter().map(String::as_str).collect();
    let (which, remedy) = match name {
        "" => ("without a name".to_owned(), "write one, or * for all of them"),
        name if name.contains(char::is_whitespace) => ("with a blank in its name".to_owned(), "take the blank out"),
        name => (shown(name), "it may be retired, or misspelled"),
    };
    let message = format!("{} has no action {which}{}", service.name, meant(&near, remedy));
    let better = near.first().map(|near| (*near).to_owned());
    with_replacement(Finding::new(&rules::UNKNOWN_ACTION, entry.text.span, message), entry, better)
}

fn no_such_actions(entry: &Entry<'_>, service: &Service, name: &str, most: usize) -> Finding {
    let plain: String = name.chars().filter(|letter| !matches!(letter, '*' | '?')).collect();
    let near = if most == 0 { Vec::new() } else { nearest_actions(service, &plain, most) };
    let message = format!("No action of {} matches {}{}", service.name, shown(name), meant(&near, "take the pattern out, or mend it"));
    Finding::new(&rules::NO_SUCH_ACTIONS, entry.text.span, message)
}

fn with_replacement(finding: Finding, entry: &Entry<'_>, better: Option<String>) -> Finding {
    match better {
        Some(better) => finding.fixed(format!("Write {better}"), Some(vec![replace(entry.text.span, quoted(&better))])),
        None => finding,
    }
}

/// The end of a sentence: which names are near, or what to do.
fn meant(near: &[&str], otherwise: &str) -> String {
    match near {
        [] => format!("; {otherwise}."),
        [one] => format!("; {one} is near."),
        [most @ .., last] => format!("; {} and {last} are near.", most.join(", ")),
    }
}

fn nothing(patterns: Option<&Patterns>, element: &str, findings: &mut Findings) {
    let Some(patterns) = patterns.filter(|patterns| patterns.negated) else { return };
    for entry in patterns.entries.iter().filter(|entry| entry.value == "*") {
        let message =
            format!("{element} with * leaves nothing that the statement could be about; name what is excepted, or take the statement out.");
        findings.add(Finding::new(&rules::MATCHES_NOTHING, entry.span, message));
    }
}
