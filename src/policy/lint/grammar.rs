//! What IAM refuses, and what takes it away where that is plain.

use super::edits::{member, quoted, replace};
use super::findings::{Finding, Findings};
use super::rules::{self, Rule};
use crate::catalog::SERVICE_REFERENCE;
use crate::policy::actions::nearest_services;
use crate::policy::document::{Fault, FaultKind, Span, Test, TextEdit, insert_member};

/// Every fault is an error.
pub(super) fn check(text: &str, faults: &[Fault], findings: &mut Findings) {
    for fault in faults {
        let finding = Finding::new(rule(fault.kind), fault.span, fault.about.clone());
        findings.add(match remedy(text, fault) {
            Some((label, edits)) => finding.fixed(label, Some(edits)),
            None => finding,
        });
    }
}

const fn rule(kind: FaultKind) -> &'static Rule {
    match kind {
        FaultKind::Json => &rules::JSON,
        FaultKind::Syntax => &rules::STRUCTURE,
        FaultKind::Version => &rules::OLD_VERSION,
        FaultKind::Legacy => &rules::REFUSED_VALUE,
        FaultKind::Sid => &rules::SID,
        FaultKind::Element => &rules::ELEMENT,
        FaultKind::Missing => &rules::NOTHING_NAMED,
        FaultKind::Resource => &rules::RESOURCE_FORM,
        FaultKind::Action => &rules::ACTION_FORM,
    }
}

/// What a fault's place is to be, with what to call that.
fn remedy(text: &str, fault: &Fault) -> Option<(String, Vec<TextEdit>)> {
    let there = text.get(fault.span.start..fault.span.end)?;
    match fault.kind {
        FaultKind::Json => super::slips::remedy(text, fault.span),
        FaultKind::Version => current_version(text, fault.span, there),
        FaultKind::Sid => sid(text, fault.span, there),
        FaultKind::Action => action(fault.span, there),
        FaultKind::Legacy | FaultKind::Syntax => name(there).map(|name| replaced(fault.span, &name)),
        _ => None,
    }
}

fn replaced(span: Span, value: &str) -> (String, Vec<TextEdit>) {
    (format!("Write {value}"), vec![replace(span, quoted(value))])
}

fn current_version(text: &str, span: Span, there: &str) -> Option<(String, Vec<TextEdit>)> {
    if there.starts_with('"') {
        return Some(replaced(span, "2012-10-17"));
    }
    let object = Span { start: span.start, end: text.len() };
    let edit = insert_member(text, object, "\"Version\": \"2012-10-17\"")?;
    Some(("Add \"Version\": \"2012-10-17\"".to_owned(), vec![edit]))
}

/// One service, where the text before the colon is near the name of one, or is one but for its wildcards.
fn action(span: Span, there: &str) -> Option<(String, Vec<TextEdit>)> {
    let value: String = serde_json::from_str(there).ok()?;
    let (service, name) = value.split_once(':').filter(|(_, name)| !name.contains(':'))?;
    let plain = service.replace(|letter: char| letter.is_whitespace() || matches!(letter, '*' | '?'), "");
    let name = name.trim();
    if plain.is_empty() {
        return (name == "*").then(|| replaced(span, "*"));
    }
    // A pattern that is more than a service's name could mean any of several.
    let is_pattern = service.contains(['*', '?']);
    let known = SERVICE_REFERENCE.service(&plain).map(|service| service.prefix);
    let near = known.or_else(|| nearest_services(&plain, 1).first().copied().filter(|_| !is_pattern))?;
    Some(replaced(span, &format!("{near}:{name}")))
}

/// A Sid with other characters loses them; one that stands twice goes.
fn sid(text: &str, span: Span, there: &str) -> Option<(String, Vec<TextEdit>)> {
    let value: String = serde_json::from_str(there).ok()?;
    let plain: String = value.chars().filter(char::is_ascii_alphanumeric).collect();
    if plain != value && !plain.is_empty() && !text.contains(&quoted(&plain)) {
        return Some(replaced(span, &plain));
    }
    let member = member(text, span, "Sid")?;
    Some(("Leave the Sid out".to_owned(), vec![super::edits::remove_item(text, member)]))
}

/// What is meant by a name or value of the language in other letters, or by an operator that is spelled wrongly.
fn name(there: &str) -> Option<String> {
    const NAMES: [&str; 14] = [
        "Version",
        "Statement",
        "Id",
        "Sid",
        "Effect",
        "Principal",
        "NotPrincipal",
        "Action",
        "NotAction",
        "Resource",
        "NotResource",
        "Condition",
        "Allow",
        "Deny",
    ];
    const FAR: usize = 2;
    /// No operator is longer, and nobody misspells more.
    const LONGEST: usize = 60;
    let value: String = serde_json::from_str(there).ok()?;
    if value.len() > LONGEST {
        return None;
    }
    let is_meant = |name: &&str| **name != value && (name.eq_ignore_ascii_case(&value) || strsim::osa_distance(name, &value) == 1);
    if let Some(name) = NAMES.into_iter().find(is_meant) {
        return Some(name.to_owned());
    }
    let (set, test) = value.rsplit_once(':').map_or(("", value.as_str()), |(set, test)| (set, test));
    let (distance, nearest) = Test::ALL.iter().map(|known| (strsim::osa_distance(known.name(), test), known.name())).min()?;
    let name = if set.is_empty() { nearest.to_owned() } else { format!("{set}:{nearest}") };
    let is_operator = crate::policy::document::Operator::named(&name).is_some();
    let is_near = distance > 0 && distance <= FAR || test == "NullIfExists";
    (is_operator && is_near).then(|| if test == "NullIfExists" { "Null".to_owned() } else { name })
}
