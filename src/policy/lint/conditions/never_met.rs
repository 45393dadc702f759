//! Conditions that contradict one another, so that no request meets all of them.

use super::family::Family;
use crate::policy::condition::Network;
use crate::policy::document::{Condition, Test, Text};
use crate::policy::lint::findings::{Finding, Findings};
use crate::policy::lint::rules;
use crate::policy::lint::subject::{Facts, Subject};

pub(in crate::policy::lint) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for facts in &subject.statements {
        let conditions = &facts.statement.conditions;
        for excluding in conditions.iter().filter(|condition| condition.operator.set.is_none()) {
            let with = conditions.iter().filter(|one| asks_for_a_value(one) && is_on_same_key(one, excluding));
            for wanting in with {
                if findings.is_full() || !subject.may_take(wanting.values.len() * excluding.values.len()) {
                    return;
                }
                if leaves_nothing(wanting, excluding) {
                    findings.add(contradiction(facts, wanting, excluding));
                }
            }
        }
    }
}

/// Whether a condition is met only by a request that has its key, with one of its values.
fn asks_for_a_value(condition: &Condition) -> bool {
    let operator = condition.operator;
    let is_plain = operator.set.is_none() && !operator.if_exists && !operator.test.is_negated();
    is_plain && operator.test != Test::Null && !condition.values.is_empty()
}

fn is_on_same_key(one: &Condition, other: &Condition) -> bool {
    one.key.value.eq_ignore_ascii_case(&other.key.value)
}

/// Whether no value that one condition wants passes another.
fn leaves_nothing(wanting: &Condition, excluding: &Condition) -> bool {
    let test = excluding.operator.test;
    if test == Test::Null {
        return !excluding.values.is_empty() && excluding.values.iter().all(|value| value.value.eq_ignore_ascii_case("true"));
    }
    let is_of_a_kind = test.is_negated() && Family::of(test) == Family::of(wanting.operator.test);
    let is_excluded = |value: &Text| excluding.values.iter().any(|out| excludes(test, &out.value, wanting.operator.test, &value.value));
    is_of_a_kind && wanting.values.iter().all(is_excluded)
}

/// Whether a value of a negated test keeps out all that a value of a test without `Not` stands for.
fn excludes(not: Test, out: &str, test: Test, value: &str) -> bool {
    match (not, test) {
        (Test::NotIpAddress, _) => Network::read(out).zip(Network::read(value)).is_some_and(|(out, value)| out.covers(value)),
        (Test::StringNotEqualsIgnoreCase, Test::StringEquals | Test::StringEqualsIgnoreCase) => out.eq_ignore_ascii_case(value),
        // A wildcard stands for more than itself, and only these take it for one.
        (Test::StringNotEquals | Test::StringNotEqualsIgnoreCase, Test::StringLike) | (Test::StringNotLike, Test::StringEquals) => {
            out == value && !value.contains(['*', '?', '$'])
        }
        (
            Test::StringNotEquals
            | Test::StringNotLike
            | Test::ArnNotEquals
            | Test::ArnNotLike
            | Test::NumericNotEquals
            | Test::DateNotEquals,
            Test::StringEquals | Test::StringLike | Test::ArnEquals | Test::ArnLike | Test::NumericEquals | Test::DateEquals,
        ) => out == value,
        // What is the same but for its letters' case passes a test of their case.
        _ => false,
    }
}

fn contradiction(facts: &Facts<'_>, wanting: &Condition, excluding: &Condition) -> Finding {
    let key = &wanting.key.value;
    let never = if facts.allows() { "allows nothing" } else { "denies nothing" };
    let message = format!(
        "{} and {} on {key} are never met at once, so the statement {never}; take one of them out, or change its values.",
        wanting.operator, excluding.operator
    );
    Finding::new(&rules::NEVER_MET, excluding.key.span, message)
}
