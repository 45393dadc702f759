//! Trust policies: who may assume a role, and how. Whether the principals of the account exist, only the account knows.

use super::super::{Fault, FaultKind, PrincipalEntry, PrincipalKind, Statement};
use super::principals::{INVALID_PRINCIPAL, is_aws_principal, is_federated, is_service};

/// What a trust policy can let a principal do.
const ACTIONS: [&str; 6] = [
    "sts:assumerole",
    "sts:assumerolewithsaml",
    "sts:assumerolewithwebidentity",
    "sts:setcontext",
    "sts:setsourceidentity",
    "sts:tagsession",
];

/// Checks a statement of a trust policy.
pub(super) fn check(statement: &Statement, faults: &mut Vec<Fault>) {
    prohibited(statement, faults);
    match &statement.principals {
        Some(principals) if principals.negated || !principals.entries.is_empty() => {
            faults.extend(principals.entries.iter().filter_map(principal));
        }
        _ => {
            let about = "Say who may assume the role, as in \"Principal\": {\"Service\": \"ec2.amazonaws.com\"}.";
            faults.push(super::missing_principal(statement, about));
        }
    }
    for action in statement.actions.iter().flat_map(|actions| &actions.entries) {
        if !names_action(&action.value.to_ascii_lowercase()) {
            let message = "AssumeRole policy may only specify STS AssumeRole actions.";
            faults.push(Fault::new(FaultKind::Action, action.span, message, "The action is sts:AssumeRole."));
        }
    }
}

fn prohibited(statement: &Statement, faults: &mut Vec<Fault>) {
    if let Some(resources) = &statement.resources {
        let message = format!("Has prohibited field {}", resources.name("Resource"));
        let about = "A trust policy says who may assume this role; leave the resource out.";
        faults.push(Fault::new(FaultKind::Element, resources.key_span, message, about));
    }
    if let Some(principals) = statement.principals.as_ref().filter(|principals| principals.negated) {
        let about = "Name those who may assume the role with Principal.";
        faults.push(Fault::new(FaultKind::Element, principals.key_span, "Has prohibited field NotPrincipal", about));
    }
    if let Some(actions) = statement.actions.as_ref().filter(|actions| actions.negated) {
        let about = "Name what they may do with Action, as in sts:AssumeRole.";
        faults.push(Fault::new(FaultKind::Element, actions.key_span, "Has prohibited field NotAction", about));
    }
}

fn principal(entry: &PrincipalEntry) -> Option<Fault> {
    let text = entry.text.value.as_str();
    let (kind, is_one) = match entry.kind {
        PrincipalKind::Everyone => {
            let about = "Name whom you trust, as in {\"AWS\": \"123456789012\"} or {\"Service\": \"ec2.amazonaws.com\"}.";
            let kind = if text == "*" { "STAR" } else { "AWS" };
            let message = format!("AssumeRolepolicy contained an invalid principal: \"{kind}\":\"{text}\".");
            return Some(Fault::new(FaultKind::Element, entry.text.span, message, about));
        }
        PrincipalKind::CanonicalUser => {
            let about = "Canonical users are known to S3 alone; name the account under AWS.";
            return Some(Fault::syntax(entry.text.span, about));
        }
        PrincipalKind::Aws => ("AWS", is_aws_principal(text)),
        PrincipalKind::Service => ("SERVICE", is_service(text)),
        PrincipalKind::Federated => ("FEDERATED", is_federated(text)),
    };
    let about = "A principal is an account, a user or role that is there, a service such as ec2.amazonaws.com, or an identity provider.";
    let message = || format!("{INVALID_PRINCIPAL}: \"{kind}\":\"{text}\"");
    (!is_one).then(|| Fault::new(FaultKind::Element, entry.text.span, message(), about))
}

/// Whether a text in lower case is one of the actions, or the beginning of some and a star.
fn names_action(action: &str) -> bool {
    match action.strip_suffix('*') {
        Some(start) => start.starts_with("sts:") && ACTIONS.iter().any(|action| action.starts_with(start)),
        None => ACTIONS.contains(&action),
    }
}
