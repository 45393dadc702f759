//! Conditions: those that are met, or not met, where nobody thinks of it; in files of their own, what they consist of.

pub(super) mod family;
pub(super) mod keys;
mod mending;
pub(super) mod never_met;
pub(super) mod operators;
pub(in crate::policy) mod values;
pub(super) mod variables;

use self::mending::{with_condition, with_null, with_operator};
use super::edits::remove_entry;
use super::findings::{Finding, Findings};
use super::rules;
use super::subject::{Facts, Subject};
use crate::policy::document::{Condition, Operator, PrincipalKind, SetQualifier, Test};
use crate::policy::request::USER_ID;

/// Keys that every request has.
const ALWAYS_THERE: [&str; 9] = [
    "aws:CurrentTime",
    "aws:EpochTime",
    "aws:PrincipalArn",
    "aws:PrincipalAccount",
    "aws:PrincipalType",
    "aws:RequestedRegion",
    "aws:SecureTransport",
    "aws:UserAgent",
    USER_ID,
];

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for facts in &subject.statements {
        for condition in &facts.statement.conditions {
            if !subject.may_look_at_condition(findings.is_full()) {
                return;
            }
            values(subject, condition, findings);
            allow_negated(subject, facts, condition, findings);
            mfa(facts, condition, findings);
            mfa_of_service(facts, condition, findings);
            network(subject, facts, condition, findings);
        }
    }
}

fn values(subject: &Subject<'_>, condition: &Condition, findings: &mut Findings) {
    if condition.values.is_empty() {
        let message = format!("{} has no values, which nothing equals; name some, or leave the key out.", condition.key.value);
        findings.add(Finding::new(&rules::EMPTY_VALUES, condition.key.span, message));
    }
    let mut seen = std::collections::HashSet::new();
    for value in &condition.values {
        if !seen.insert(value.value.as_str()) {
            let edits = remove_entry(subject.text, condition.values.len(), value.span);
            let finding = Finding::new(&rules::DUPLICATE_VALUE, value.span, "The value stands in the list already; leave it out.");
            findings.add(finding.fixed("Leave it out", edits));
        }
    }
}

fn allow_negated(subject: &Subject<'_>, facts: &Facts<'_>, condition: &Condition, findings: &mut Findings) {
    let operator = condition.operator;
    let key = condition.key.value.as_str();
    let is_open = facts.allows() && operator.test.is_negated() && operator.set.is_none() && !operator.if_exists;
    if !is_open || facts.has_null(key) || ALWAYS_THERE.iter().any(|known| known.eq_ignore_ascii_case(key)) {
        return;
    }
    let message = format!(
        "{operator} is true also where a request has no {key}, and then the statement allows it; where that is not meant, add Null with \"false\"."
    );
    let finding = Finding::new(&rules::ALLOW_NEGATED, condition.operator_span, message);
    findings.add(finding.fixed(format!("Ask that {key} is there"), with_null(subject.text, facts.statement, key)));
}

/// A Deny without MFA: requests with access keys do not say that there was none.
fn mfa(facts: &Facts<'_>, condition: &Condition, findings: &mut Findings) {
    let operator = condition.operator;
    let is_plain = operator.test == Test::Bool && !operator.if_exists && operator.set.is_none();
    let asks_for_none = condition.values.iter().any(|value| value.value.eq_ignore_ascii_case("false"));
    if facts.allows() || !is_plain || !asks_for_none || !condition.key.value.eq_ignore_ascii_case("aws:MultiFactorAuthPresent") {
        return;
    }
    let message =
        "Requests with a user's access keys do not have aws:MultiFactorAuthPresent, so this Deny misses them; write BoolIfExists.";
    let wanted = Operator { if_exists: true, ..operator };
    let finding = Finding::new(&rules::MFA_WITHOUT_IF_EXISTS, condition.operator_span, message);
    findings.add(finding.fixed("Write BoolIfExists", with_operator(facts, condition, wanted)));
}

/// A service never comes with MFA: what is allowed only with it, it is not allowed at all.
fn mfa_of_service(facts: &Facts<'_>, condition: &Condition, findings: &mut Findings) {
    let Some(operator) = Some(condition.operator).filter(|operator| operator.test == Test::Bool && !operator.if_exists) else { return };
    let asks_for_it = operator.set != Some(SetQualifier::ForAllValues)
        && condition.key.value.eq_ignore_ascii_case("aws:MultiFactorAuthPresent")
        && condition.values.iter().any(|value| value.value.eq_ignore_ascii_case("true"));
    let named = facts.statement.principals.iter().filter(|principals| !principals.negated).flat_map(|principals| &principals.entries);
    let services = named.filter(|entry| entry.kind == PrincipalKind::Service);
    for service in services.filter(|_| asks_for_it && facts.allows()) {
        let message = format!(
            "{} never signs in with MFA, so this statement does not let it in; name it in a statement without aws:MultiFactorAuthPresent.",
            service.text.value
        );
        findings.add(Finding::new(&rules::MFA_OF_SERVICE, service.text.span, message));
    }
}

/// A Deny by where requests come from hits those that services make for a user.
fn network(subject: &Subject<'_>, facts: &Facts<'_>, condition: &Condition, findings: &mut Findings) {
    const NETWORKS: [&str; 3] = ["aws:SourceIp", "aws:SourceVpc", "aws:SourceVpce"];
    const EXCEPTIONS: [&str; 5] =
        ["aws:ViaAWSService", "aws:PrincipalIsAWSService", "aws:CalledVia", "aws:CalledViaFirst", "aws:CalledViaLast"];
    let is_network = NETWORKS.iter().any(|key| key.eq_ignore_ascii_case(&condition.key.value));
    let operator = condition.operator;
    let denies = !facts.allows() && operator.test.is_negated() && operator.set != Some(SetQualifier::ForAnyValue);
    if !is_network || !denies || EXCEPTIONS.iter().any(|key| facts.has_condition_on(key)) {
        return;
    }
    let message = format!(
        "Services that act for a user, as CloudFormation does, come from elsewhere than {} says, and are denied too; except them with \"Bool\": {{\"aws:ViaAWSService\": \"false\"}}.",
        condition.key.value
    );
    let plain = Operator { set: None, test: Test::Bool, if_exists: false };
    let edits = with_condition(subject.text, facts.statement, plain, "aws:ViaAWSService", "false");
    findings
        .add(Finding::new(&rules::DENY_BY_NETWORK, condition.operator_span, message).fixed("Except services that act for a user", edits));
}
