//! Condition keys: whether there are such, and whether requests for these actions carry them.

use crate::catalog::{self, ConditionKey, KeyType};
use crate::policy::actions::nearest_keys;
use crate::policy::document::{Condition, SetQualifier};
use crate::policy::lint::edits::{quoted, replace};
use crate::policy::lint::findings::{Finding, Findings, shown};
use crate::policy::lint::rules;
use crate::policy::lint::subject::{Facts, Subject};

/// For so many unknown keys those near them are looked for.
const SEARCHES: usize = 20;
/// Keys that AWS has replaced, and by what.
const DEPRECATED: [(&str, &str); 2] = [("aws:SourceOwner", "aws:SourceAccount"), ("aws:ARN", "aws:PrincipalArn")];

pub(in crate::policy::lint) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let mut searches = SEARCHES;
    for facts in &subject.statements {
        for condition in &facts.statement.conditions {
            if !subject.may_look_at_condition(findings.is_full()) {
                return;
            }
            key(facts, condition, &mut searches, findings);
        }
    }
}

/// The type of a condition's key, as the services of the statement have it before others.
pub(super) fn type_of(facts: &Facts<'_>, name: &str) -> Option<KeyType> {
    let own = facts.services.iter().copied().find_map(|service| service.condition_key(name));
    own.or_else(|| ConditionKey::named(name)).map(|key| key.kind)
}

fn key(facts: &Facts<'_>, condition: &Condition, searches: &mut usize, findings: &mut Findings) {
    let name = condition.key.value.as_str();
    if let Some((_, better)) = DEPRECATED.iter().find(|(old, _)| old.eq_ignore_ascii_case(name)) {
        let message = format!("{name} is deprecated; ask for {better}.");
        let edits = vec![replace(condition.key.span, quoted(better))];
        return findings
            .add(Finding::new(&rules::DEPRECATED_KEY, condition.key.span, message).fixed(format!("Write {better}"), Some(edits)));
    }
    if ConditionKey::named(name).is_none() {
        if !is_of_provider(name) {
            let is_searched = *searches > 0;
            *searches = searches.saturating_sub(1);
            findings.add(unknown(facts, condition, is_searched));
        }
    } else if !is_sent(facts, name) {
        let actions = facts.actions.iter().take(3).map(|entry| entry.text.value.as_str()).collect::<Vec<_>>().join(", ");
        let message = format!(
            "By the service authorization reference, requests for {} do not carry {name}; {}.",
            shown(&actions),
            consequence(facts, condition)
        );
        findings.add(Finding::new(&rules::KEY_NOT_SENT, condition.key.span, message));
    }
}

/// What comes of a key that no request has.
fn consequence(facts: &Facts<'_>, condition: &Condition) -> String {
    let operator = condition.operator;
    let passes = match operator.set {
        Some(SetQualifier::ForAllValues) => true,
        Some(SetQualifier::ForAnyValue) => operator.if_exists,
        None => operator.if_exists || operator.test.is_negated(),
    };
    let effect = facts.statement.effect.name();
    if passes { format!("{operator} is always true then") } else { format!("{operator} is never true then, and the {effect} never holds") }
}

/// Identity providers bring keys of their own into the sessions of a role.
fn is_of_provider(name: &str) -> bool {
    name.rsplit_once(':').is_some_and(|(prefix, _)| prefix.contains('.'))
}

fn unknown(facts: &Facts<'_>, condition: &Condition, is_searched: bool) -> Finding {
    let name = condition.key.value.as_str();
    let is_global = name.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("aws:"));
    let rule = if is_global { &rules::UNKNOWN_GLOBAL_KEY } else { &rules::UNKNOWN_KEY };
    let near = if is_searched { nearest_keys(name, facts.services.iter().copied(), 1) } else { Vec::new() };
    let finding = |end: &str| Finding::new(rule, condition.key.span, format!("There is no condition key {}; {end}.", shown(name)));
    match near.first() {
        Some(near) => {
            let edits = vec![replace(condition.key.span, quoted(near))];
            finding(&format!("{near} is near")).fixed(format!("Write {near}"), Some(edits))
        }
        None => finding("no request has it, so take it out or mend it"),
    }
}

/// Whether a request for one of the statement's actions may carry a key.
fn is_sent(facts: &Facts<'_>, name: &str) -> bool {
    let actions = facts.services.iter().copied().map(|service| {
        let of_service = facts.actions.iter().filter(|entry| entry.service().is_some_and(|own| own.prefix == service.prefix));
        (service, of_service.flat_map(|entry| entry.actions.iter().copied()))
    });
    !facts.names_known_actions() || catalog::is_sent(name, actions)
}
