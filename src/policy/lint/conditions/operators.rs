//! Operators and the types of their keys.

use super::family::Family;
use super::keys::type_of;
use super::mending::{with_null, with_operator};
use super::values::is_readable;
use crate::catalog::KeyType;
use crate::policy::document::{Condition, Operator, SetQualifier, Test};
use crate::policy::lint::findings::{Finding, Findings};
use crate::policy::lint::rules;
use crate::policy::lint::subject::{Facts, Subject};

pub(in crate::policy::lint) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for facts in &subject.statements {
        for condition in &facts.statement.conditions {
            if !subject.may_look_at_condition(findings.is_full()) {
                return;
            }
            let Some(kind) = type_of(facts, &condition.key.value) else { continue };
            family(facts, condition, kind, findings);
            set(subject, facts, condition, kind, findings);
        }
    }
}

/// Whether an operator compares what a key has.
fn family(facts: &Facts<'_>, condition: &Condition, kind: KeyType, findings: &mut Findings) {
    let (own, key) = (Family::of(condition.operator.test), condition.key.value.as_str());
    let (wanted, what) = match kind {
        KeyType::String | KeyType::ArrayOfString => (Family::String, "texts"),
        KeyType::Arn | KeyType::ArrayOfArn => (Family::Arn, "ARNs"),
        KeyType::Bool | KeyType::ArrayOfBool => (Family::Bool, "true or false"),
        KeyType::Numeric => (Family::Numeric, "numbers"),
        KeyType::Date => (Family::Date, "dates"),
        KeyType::IpAddress => (Family::Ip, "addresses"),
    };
    let lower = key.to_ascii_lowercase();
    let fits = own == wanted
        || own == Family::Null
        || own == Family::Arn && lower.ends_with("arn")
        || own == Family::Numeric && lower == "aws:epochtime";
    if fits {
        return;
    }
    let operator = condition.operator;
    let better = Operator { test: translated(operator.test, wanted), ..operator };
    let (rule, message) = if own == Family::String && wanted == Family::Arn {
        let has_wildcard = condition.values.iter().any(|value| value.value.contains(['*', '?']));
        if facts.allows() && operator.test == Test::StringLike && has_wildcard {
            let message = format!("{key} is an ARN, and a wildcard of {operator} runs over the colons between its parts; write {better}.");
            (&rules::STRING_LIKE_FOR_ARN, message)
        } else {
            (&rules::STRING_FOR_ARN, format!("{key} is an ARN; {better} compares it part by part."))
        }
    } else {
        (&rules::OPERATOR_TYPE, format!("{key} has {what}, which {operator} does not compare; write {better}."))
    };
    let is_readable = condition.values.iter().all(|value| is_readable(better.test, &value.value));
    let edits = if is_readable { with_operator(facts, condition, better) } else { None };
    findings.add(Finding::new(rule, condition.operator_span, message).fixed(format!("Write {better}"), edits));
}

/// The test of another family that comes nearest.
fn translated(test: Test, wanted: Family) -> Test {
    let (name, negated) = (test.name(), test.is_negated());
    let is_like = name.ends_with("Like");
    match wanted {
        Family::String if is_like && negated => Test::StringNotLike,
        Family::String if is_like => Test::StringLike,
        Family::String if negated => Test::StringNotEquals,
        Family::String => Test::StringEquals,
        Family::Arn if negated => Test::ArnNotLike,
        Family::Arn => Test::ArnLike,
        Family::Ip if negated => Test::NotIpAddress,
        Family::Ip => Test::IpAddress,
        Family::Bool => Test::Bool,
        Family::Null => Test::Null,
        Family::Binary => Test::BinaryEquals,
        Family::Numeric | Family::Date => compared(name, negated, wanted),
    }
}

/// Numbers and dates are compared in the same ways.
fn compared(name: &str, negated: bool, wanted: Family) -> Test {
    let family = if wanted == Family::Date { "Date" } else { "Numeric" };
    let ways = ["LessThanEquals", "GreaterThanEquals", "LessThan", "GreaterThan"];
    let way = ways.into_iter().find(|way| name.ends_with(way)).unwrap_or(if negated { "NotEquals" } else { "Equals" });
    let named = Test::ALL.iter().copied().find(|test| test.name().strip_prefix(family) == Some(way));
    named.unwrap_or(Test::NumericEquals)
}

/// `ForAllValues` and `ForAnyValue`, where they belong.
fn set(subject: &Subject<'_>, facts: &Facts<'_>, condition: &Condition, kind: KeyType, findings: &mut Findings) {
    let (operator, key, span) = (condition.operator, condition.key.value.as_str(), condition.operator_span);
    let plain = Operator { set: None, ..operator };
    match (operator.set, kind.is_multivalued()) {
        (None, true) if operator.test != Test::Null => {
            let any = Operator { set: Some(SetQualifier::ForAnyValue), ..operator };
            let message = format!("{key} may have several values, which {operator} never matches; say ForAnyValue or ForAllValues.");
            let edits = with_operator(facts, condition, any);
            findings.add(Finding::new(&rules::SET_OPERATOR_MISSING, span, message).fixed(format!("Write {any}"), edits));
        }
        (Some(SetQualifier::ForAllValues), false) => {
            let message = format!("{key} has one value, and ForAllValues is true where a request does not have it; write {plain}.");
            let edits = with_operator(facts, condition, plain);
            findings.add(Finding::new(&rules::FOR_ALL_SINGLE, span, message).fixed(format!("Write {plain}"), edits));
        }
        (Some(SetQualifier::ForAnyValue), false) => {
            let message = format!("{key} has one value; write {plain}.");
            let edits = with_operator(facts, condition, plain);
            findings.add(Finding::new(&rules::FOR_ANY_SINGLE, span, message).fixed(format!("Write {plain}"), edits));
        }
        (Some(SetQualifier::ForAllValues), true) if facts.allows() && !facts.has_null(key) => {
            let message =
                format!("ForAllValues is true where a request has no {key}, and then the statement allows it; add Null with \"false\".");
            let edits = with_null(subject.text, facts.statement, key);
            findings.add(Finding::new(&rules::FOR_ALL_WITHOUT_NULL, span, message).fixed(format!("Ask that {key} is there"), edits));
        }
        _ => {}
    }
}
