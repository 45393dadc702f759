//! Edits that give a condition another operator or key.

use crate::policy::document::{Condition, Operator, Span, Statement, Test, TextEdit, insert_member};
use crate::policy::lint::edits::{quoted, replace};
use crate::policy::lint::subject::Facts;

/// Adds that a key must be there.
pub(super) fn with_null(text: &str, statement: &Statement, key: &str) -> Option<Vec<TextEdit>> {
    with_condition(text, statement, Operator { set: None, test: Test::Null, if_exists: false }, key, "false")
}

/// Adds a key to a statement's condition.
pub(super) fn with_condition(text: &str, statement: &Statement, operator: Operator, key: &str, value: &str) -> Option<Vec<TextEdit>> {
    let whole = statement.conditions_span?;
    let member = format!("{}: {}", quoted(key), quoted(value));
    let edit = match statement.conditions.iter().find(|condition| condition.operator == operator) {
        Some(there) => insert_member(text, Span { start: there.operator_span.end, end: whole.end }, &member),
        None => insert_member(text, whole, &format!("\"{operator}\": {{{member}}}")),
    };
    edit.map(|edit| vec![edit])
}

/// Writes another operator, where it stands for one key only and the condition does not have the other one yet.
pub(super) fn with_operator(facts: &Facts<'_>, condition: &Condition, operator: Operator) -> Option<Vec<TextEdit>> {
    let stands_alone = facts.operators.iter().any(|(_, span, keys)| *span == condition.operator_span && *keys == 1);
    let is_free = facts.operators.iter().all(|(other, _, _)| *other != operator);
    (stands_alone && is_free).then(|| vec![replace(condition.operator_span, quoted(&operator.to_string()))])
}
