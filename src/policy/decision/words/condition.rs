//! Why a condition holds, or does not.

use super::statement::hidden_variables;
use super::{Telling, listed, shown};
use crate::policy::condition::{Condition, Unmet};
use crate::policy::document::{SetQualifier, Test};
use crate::policy::lint::conditions::values::is_readable;
use crate::policy::request::{ContextKey, Value};

/// How many variables of a pattern or condition are told with their values.
const VARIABLES: usize = 3;

impl Telling<'_> {
    pub(super) fn condition(&self, condition: &Condition, unmet: Unmet) -> String {
        let (operator, key) = (condition.operator(), shown(condition.key().name()));
        let found = self.request.context.get(condition.key());
        if operator.test == Test::Null {
            let wants = if unmet == Unmet::Absent { "there" } else { "absent" };
            return format!("Condition {operator} wants {key} to be {wants}; {}.", has_or_not(found));
        }
        let wanted = self.wanted(condition);
        match (unmet, found) {
            (Unmet::NeedsSetOperator, Some(found)) => format!(
                "Condition {operator} compares {key} as one value; the request has a list ({}), which needs ForAllValues or ForAnyValue.",
                values(found)
            ),
            (Unmet::Absent, _) | (_, None) => {
                format!("Condition {operator} {key} {wanted}; the request does not have the key.{}", self.note_of_variable(condition))
            }
            (_, Some(found)) => format!("Condition {operator} {key} {wanted}; the request has {}.{}", values(found), self.note(condition)),
        }
    }

    /// What a condition that holds wants, and what the request has.
    pub(super) fn holding(&self, condition: &Condition) -> String {
        let (operator, key) = (condition.operator(), shown(condition.key().name()));
        let found = self.request.context.get(condition.key());
        if operator.test == Test::Null {
            let wants = if found.is_none_or(Value::is_of_none) { "absent" } else { "there" };
            return format!("Condition {operator} wants {key} to be {wants}, and {}", has_or_not(found));
        }
        let wanted = self.wanted(condition);
        match found {
            None => format!("Condition {operator} {key} {wanted}, and holds where the request does not have the key"),
            Some(found) => format!("Condition {operator} {key} {wanted}, and the request has {}", values(found)),
        }
    }

    /// What the condition wants of the key.
    fn wanted(&self, condition: &Condition) -> String {
        let operator = condition.operator();
        let texts = condition.texts();
        let several = texts.len() > 1;
        let list = match texts {
            [] if operator.test.is_negated() => return "lists no values, so nothing is left out".to_owned(),
            [] => return "lists no values, so none fits".to_owned(),
            // What decides is among those that are told.
            texts => {
                let found = self.request.context.get(condition.key());
                let decides = |text: &&str| matches!(found, Some(Value::Single(value)) if text.eq_ignore_ascii_case(value));
                let texts = || texts.iter().map(|text| &**text);
                listed(texts().filter(decides).chain(texts().filter(|text| !decides(text))))
            }
        };
        let whose = match operator.set {
            Some(SetQualifier::ForAllValues) => "wants every value to be ",
            Some(SetQualifier::ForAnyValue) => "wants a value that is ",
            None => "wants ",
        };
        let how = match (operator.test.is_negated(), several) {
            (true, true) => "none of ",
            (true, false) => "anything but ",
            (false, true) => "one of ",
            (false, false) => "",
        };
        let filled = self.filled(condition.variables());
        format!("{whose}{how}{}{list}{filled}", comparison(operator.test))
    }

    /// What variables stand for in this request: ` (${aws:username} is alice)`; nothing of those that have no value.
    pub(super) fn filled<'k>(&self, variables: impl Iterator<Item = &'k ContextKey>) -> String {
        let mut told: Vec<String> = Vec::new();
        for key in variables {
            let Some(Value::Single(value)) = self.request.context.get(key) else { continue };
            let one = format!("${{{}}} is {}", key.name().chars().take(60).collect::<String>(), shown(value));
            if told.len() < VARIABLES && !told.contains(&one) {
                told.push(one);
            }
        }
        if told.is_empty() { String::new() } else { format!(" ({})", told.join(", ")) }
    }

    fn note(&self, condition: &Condition) -> String {
        match self.note_of_variable(condition) {
            none if none.is_empty() => unreadable(condition) + &hidden_variables(condition.templates()),
            note => note,
        }
    }

    /// That a variable has no value, so that nothing fits.
    fn note_of_variable(&self, condition: &Condition) -> String {
        let without = condition.without_value(&self.request.context);
        without.map_or_else(String::new, |key| format!(" The variable {} {}.", shown(&format!("${{{key}}}")), self.why_no_variable(key)))
    }
}

/// Whether the request has a key, as `Null` counts it.
fn has_or_not(found: Option<&Value>) -> String {
    match found {
        None => "the request does not have it".to_owned(),
        Some(found) if found.is_of_none() => "the request has an empty list, which counts as absent".to_owned(),
        Some(found) => format!("the request has it ({})", values(found)),
    }
}

/// That values of a condition can't be compared with anything.
fn unreadable(condition: &Condition) -> String {
    let operator = condition.operator();
    let is_of_arns = matches!(operator.test, Test::ArnEquals | Test::ArnLike | Test::ArnNotEquals | Test::ArnNotLike);
    let texts = condition.texts().iter().filter(|text| !is_readable(operator.test, text));
    let texts: Vec<&str> = texts.map(|text| &**text).collect();
    if texts.is_empty() {
        return String::new();
    }
    let why = if is_of_arns { "compares ARNs part by part, and an ARN has six of them" } else { "can't compare with it" };
    format!(" No request ever fits {}: {operator} {why}.", listed(texts.into_iter()))
}

/// What stands before the value in a comparison of order.
const fn comparison(test: Test) -> &'static str {
    match test {
        Test::NumericLessThan => "less than ",
        Test::NumericLessThanEquals => "at most ",
        Test::NumericGreaterThan => "more than ",
        Test::NumericGreaterThanEquals => "at least ",
        Test::DateLessThan => "a time before ",
        Test::DateLessThanEquals => "a time not after ",
        Test::DateGreaterThan => "a time after ",
        Test::DateGreaterThanEquals => "a time not before ",
        _ => "",
    }
}

/// The values of a request.
fn values(value: &Value) -> String {
    match value {
        Value::Single(value) => shown(value),
        Value::Multi(values) if values.is_empty() => "an empty list".to_owned(),
        Value::Multi(values) => listed(values.iter().map(String::as_str)),
    }
}
