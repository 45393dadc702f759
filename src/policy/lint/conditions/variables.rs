//! Policy variables: which there are, and where they are replaced.

use super::family::Family;
use crate::catalog::{ConditionKey, SERVICE_REFERENCE};
use crate::policy::actions::nearest;
use crate::policy::document::{Amendment, Statement, Text, Version, amend};
use crate::policy::lint::edits::replace;
use crate::policy::lint::findings::{Finding, Findings, shown};
use crate::policy::lint::rules;
use crate::policy::lint::subject::Subject;

/// For so many unknown variables those near them are looked for.
const SEARCHES: usize = 20;

pub(in crate::policy::lint) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let mut searches = SEARCHES;
    for facts in &subject.statements {
        for (text, is_replaced) in texts(facts.statement).filter(|(text, _)| text.value.contains("${")) {
            if is_replaced {
                replaced(subject, text, &mut searches, findings);
            } else if names(&text.value).next().is_some() {
                let message = format!(
                    "{} is taken as written: variables are replaced in resources and in values of string and ARN operators only.",
                    shown(&text.value)
                );
                findings.add(Finding::new(&rules::VARIABLE_NOT_REPLACED, text.span, message));
            }
        }
    }
}

/// The texts of a statement in which somebody may write a variable, and whether it is replaced there.
fn texts(statement: &Statement) -> impl Iterator<Item = (&Text, bool)> {
    let actions = statement.actions.iter().flat_map(|actions| &actions.entries).map(|text| (text, false));
    let principals = statement.principals.iter().flat_map(|principals| &principals.entries).map(|entry| (&entry.text, false));
    let resources = statement.resources.iter().flat_map(|resources| &resources.entries).map(|text| (text, true));
    let values = statement.conditions.iter().flat_map(|condition| {
        let is_replaced = matches!(Family::of(condition.operator.test), Family::String | Family::Arn);
        condition.values.iter().map(move |text| (text, is_replaced))
    });
    actions.chain(principals).chain(resources).chain(values)
}

fn replaced(subject: &Subject<'_>, text: &Text, searches: &mut usize, findings: &mut Findings) {
    if text.value.rsplit_once("${").is_some_and(|(_, behind)| !behind.contains('}')) {
        let message = "A variable begins here and has no closing brace, so it is ordinary text; close it.";
        findings.add(Finding::new(&rules::UNCLOSED_VARIABLE, text.span, message));
    }
    if names(&text.value).next().is_some() && subject.document.version == Version::V2008 {
        let message = format!("In version 2008-10-17 {} is taken as written; write \"Version\": \"2012-10-17\".", shown(&text.value));
        let finding = Finding::new(&rules::OLD_VARIABLE, text.span, message);
        return findings.add(finding.fixed("Write \"Version\": \"2012-10-17\"", amend(subject.text, &Amendment::CurrentVersion)));
    }
    blanks(subject, text, findings);
    for name in names(&text.value) {
        match ConditionKey::named(name) {
            Some(key) if key.kind.is_multivalued() => {
                let message = format!("{name} may have several values, and a variable has one; compare it in a condition.");
                findings.add(Finding::new(&rules::MULTIVALUED_VARIABLE, text.span, message));
            }
            Some(_) => {}
            // Identity providers bring keys of their own.
            None if name.rsplit_once(':').is_some_and(|(prefix, _)| prefix.contains('.')) => {}
            None => {
                let is_searched = *searches > 0;
                *searches = searches.saturating_sub(1);
                findings.add(unknown(subject, text, name, is_searched));
            }
        }
    }
}

/// Blanks beside a variable's key.
fn blanks(subject: &Subject<'_>, text: &Text, findings: &mut Findings) {
    for inside in insides(&text.value) {
        let key = inside.split(',').next().unwrap_or_default();
        if key.trim() == key || key.trim().is_empty() {
            continue;
        }
        let (wrong, right) = (format!("${{{inside}}}"), format!("${{{}}}", inside.replacen(key, key.trim(), 1)));
        let message = format!("{} has blanks beside its key, which no key of AWS's has; write {}.", shown(&wrong), shown(&right));
        let there = subject.text.get(text.span.start..text.span.end).filter(|there| there.contains(&wrong));
        let edits = there.map(|there| vec![replace(text.span, there.replace(&wrong, &right))]);
        findings.add(Finding::new(&rules::BLANKS_IN_VARIABLE, text.span, message).fixed(format!("Write {}", shown(&right)), edits));
    }
}

fn unknown(subject: &Subject<'_>, text: &Text, name: &str, is_searched: bool) -> Finding {
    let keys = SERVICE_REFERENCE.global_condition_keys().iter().filter(|key| !key.is_open()).map(|key| key.key);
    let near = if is_searched { nearest(name, keys, 1).first().copied() } else { None };
    let end = near.map_or_else(|| "no request has it, so this matches nothing".to_owned(), |near| format!("{near} is near"));
    let finding = Finding::new(&rules::UNKNOWN_VARIABLE, text.span, format!("There is no condition key {}; {end}.", shown(name)));
    let mended = near.and_then(|near| {
        let there = subject.text.get(text.span.start..text.span.end)?;
        let written = format!("${{{name}");
        there.contains(&written).then(|| vec![replace(text.span, there.replace(&written, &format!("${{{near}")))])
    });
    finding.fixed(near.map_or_else(String::new, |near| format!("Write ${{{near}}}")), mended)
}

/// The names of the variables in a text, without their defaults. `${*}`, `${?}` and `${$}` are characters, not variables.
pub(super) fn names(text: &str) -> impl Iterator<Item = &str> {
    insides(text).map(|inside| inside.split(',').next().unwrap_or_default().trim())
}

/// What stands between the braces of the variables in a text.
fn insides(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            let (_, from) = rest.split_once("${")?;
            let (inside, behind) = from.split_once('}')?;
            rest = behind;
            if !matches!(inside, "*" | "?" | "$") {
                return Some(inside);
            }
        }
    })
}

/// A text without its variables.
pub(super) fn without_variables(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, from)) = rest.split_once("${") {
        plain.push_str(before);
        let Some((_, behind)) = from.split_once('}') else {
            rest = from;
            break;
        };
        rest = behind;
    }
    plain.push_str(rest);
    plain
}
