//! Policies of AWS Organizations: service control and resource control policies.

use super::super::{Effect, Fault, FaultKind, PrincipalKind, Span, Statement};

/// What AWS Organizations answers, whatever it is.
const UNMET: &str = "The provided policy document does not meet the requirements of the specified policy type.";

/// Checks a statement of a service control policy: it binds the accounts it is attached to, so it names nobody.
pub(super) fn service_control(statement: &Statement, faults: &mut Vec<Fault>) {
    if let Some(principals) = &statement.principals {
        unmet(principals.key_span, "A service control policy binds everyone in its accounts; leave the principals out.", faults);
    }
    super::needs_resources(statement, faults);
    super::actions::check(statement, faults);
    super::resources::check(statement, faults);
}

/// Checks a statement of a resource control policy: it denies actions of services that heed it, to everyone.
pub(super) fn resource_control(statement: &Statement, faults: &mut Vec<Fault>) {
    if statement.effect != Effect::Deny {
        unmet(statement.effect_span, "A resource control policy only denies: RCPFullAWSAccess, which is always there, allows.", faults);
    }
    everyone(statement, faults);
    if let Some(actions) = &statement.actions {
        if actions.negated {
            unmet(actions.key_span, "A resource control policy has Action, not NotAction.", faults);
        }
        for action in actions.entries.iter().filter(|action| action.value == "*") {
            unmet(action.span, "Name the service, as in s3:*; a resource control policy of your own may not say \"*\".", faults);
        }
    }
    super::needs_resources(statement, faults);
    super::actions::check(statement, faults);
    super::resources::check(statement, faults);
}

fn everyone(statement: &Statement, faults: &mut Vec<Fault>) {
    const RULE: &str = "A resource control policy has \"Principal\": \"*\"; say who is excepted with a Condition.";
    let Some(principals) = &statement.principals else { return unmet(statement.span, RULE, faults) };
    let is_everyone = principals.entries.iter().map(|entry| entry.kind).eq([PrincipalKind::Everyone]);
    if principals.negated || !is_everyone {
        unmet(principals.key_span, RULE, faults);
    }
}

fn unmet(span: Span, about: &str, faults: &mut Vec<Fault>) {
    faults.push(Fault::new(FaultKind::Element, span, UNMET, about));
}
