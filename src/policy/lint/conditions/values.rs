//! Values of conditions that their operator can't read, or that do not say what they seem to.

use base64::Engine as _;

use super::family::Family;
use super::mending::with_operator;
use super::variables::without_variables;
use crate::policy::condition::{Decimal, Instant, Network};
use crate::policy::document::{Condition, Operator, Test, Text};
use crate::policy::lint::edits::{quoted, replace};
use crate::policy::lint::findings::{Finding, Findings, shown};
use crate::policy::lint::rules::{self, Rule};
use crate::policy::lint::subject::{Facts, Subject};

/// Whether an operator with this test can read a value. What has a variable is not looked at.
pub(in crate::policy) fn is_readable(test: Test, value: &str) -> bool {
    unreadable(test, value).is_none()
}

/// The rule that a value breaks, and how it should be written.
fn unreadable(test: Test, value: &str) -> Option<(&'static Rule, &'static str)> {
    if value.contains("${") {
        return None;
    }
    let is_flag = || value.eq_ignore_ascii_case("true") || value.eq_ignore_ascii_case("false");
    let (fits, rule, remedy) = match Family::of(test) {
        Family::String => return None,
        Family::Numeric => (Decimal::read(value).is_some(), &rules::NOT_A_NUMBER, "is no number; write digits, as in 3600"),
        Family::Date => {
            (Instant::read(value).is_some(), &rules::NOT_A_DATE, "is no date; write 2026-01-31T12:00:00Z, or the seconds since 1970")
        }
        Family::Bool | Family::Null => (is_flag(), &rules::NOT_A_BOOLEAN, "is neither true nor false; write one of them"),
        Family::Ip => (
            Network::read(value).is_some(),
            &rules::NOT_A_NETWORK,
            "is no address; write one as in 203.0.113.7, or a network as in 203.0.113.0/24",
        ),
        Family::Arn => (is_arn(value), &rules::NOT_AN_ARN, "is no ARN of six parts; write one as in arn:aws:s3:::reports"),
        Family::Binary => (is_base64(value), &rules::NOT_BASE64, "is not base64; encode the bytes"),
    };
    (!fits).then_some((rule, remedy))
}

fn is_arn(value: &str) -> bool {
    let mut parts = value.splitn(6, ':');
    parts.next().is_some_and(|first| first == "arn" || first.contains(['*', '?'])) && parts.count() == 5
}

fn is_base64(value: &str) -> bool {
    base64::engine::general_purpose::STANDARD.decode(value).is_ok()
        || base64::engine::general_purpose::STANDARD_NO_PAD.decode(value).is_ok()
}

pub(in crate::policy::lint) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for facts in &subject.statements {
        for condition in &facts.statement.conditions {
            if !subject.may_look_at_condition(findings.is_full()) {
                return;
            }
            for value in &condition.values {
                one(subject, facts, condition, value, findings);
            }
        }
    }
}

fn one(subject: &Subject<'_>, facts: &Facts<'_>, condition: &Condition, value: &Text, findings: &mut Findings) {
    let family = Family::of(condition.operator.test);
    if let Some((rule, remedy)) = unreadable(condition.operator.test, &value.value) {
        // IAM itself refuses some of them.
        if !findings.has_error_at(value.span) {
            findings.add(Finding::new(rule, value.span, format!("{} {remedy}.", shown(&value.value))));
        }
        return;
    }
    match family {
        Family::Ip => address(condition, value, findings),
        Family::String => {
            wildcard(facts, condition, value, findings);
            unquoted(subject, value, findings);
        }
        _ => {}
    }
}

fn address(condition: &Condition, value: &Text, findings: &mut Findings) {
    let (address, prefix) = value.value.split_once('/').unwrap_or((&value.value, ""));
    if prefix == "0" {
        let message = format!("{} is every address, so the condition asks for nothing; name a network.", value.value);
        return findings.add(Finding::new(&rules::EVERY_ADDRESS, value.span, message));
    }
    let is_private = Network::address(address).is_some_and(Network::is_private);
    if is_private && condition.key.value.eq_ignore_ascii_case("aws:SourceIp") {
        let message = format!(
            "{} is a private address, which aws:SourceIp never has; through a VPC endpoint the key is aws:VpcSourceIp.",
            value.value
        );
        findings.add(Finding::new(&rules::PRIVATE_ADDRESS, value.span, message));
    }
}

fn wildcard(facts: &Facts<'_>, condition: &Condition, value: &Text, findings: &mut Findings) {
    let operator = condition.operator;
    let like = match operator.test {
        Test::StringEquals => Some(Test::StringLike),
        Test::StringNotEquals => Some(Test::StringNotLike),
        Test::StringEqualsIgnoreCase | Test::StringNotEqualsIgnoreCase => None,
        _ => return,
    };
    if !without_variables(&value.value).contains(['*', '?']) {
        return;
    }
    let better = like.map(|test| Operator { test, ..operator });
    let remedy =
        better.map_or_else(|| "StringLike has wildcards".to_owned(), |better| format!("write {better} where it is meant as a wildcard"));
    let message = format!("{operator} takes the wildcard in {} for itself; {remedy}.", shown(&value.value));
    let finding = Finding::new(&rules::WILDCARD_WITHOUT_LIKE, value.span, message);
    let edits = better.and_then(|better| with_operator(facts, condition, better));
    findings.add(finding.fixed(better.map_or_else(String::new, |better| format!("Write {better}")), edits));
}

fn unquoted(subject: &Subject<'_>, value: &Text, findings: &mut Findings) {
    let there = subject.text.get(value.span.start..value.span.end).unwrap_or_default();
    if there.starts_with(|first: char| first.is_ascii_digit() || first == '-') {
        let message = format!("{there} is compared as a text; put it in quotes, so that every digit of it stays as written.");
        let edits = vec![replace(value.span, quoted(there))];
        findings.add(Finding::new(&rules::UNQUOTED_VALUE, value.span, message).fixed("Put it in quotes", Some(edits)));
    }
}
