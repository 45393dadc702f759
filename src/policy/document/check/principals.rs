//! What the principals of a policy look like. Whether those of the account exist, only the account knows.

use super::super::{Fault, FaultKind, PrincipalEntry, PrincipalKind};
use crate::policy::request::is_account_id;

/// What is answered to a principal that is none.
pub const INVALID_PRINCIPAL: &str = "Invalid principal in policy";

/// Identity providers that need no entity of their own.
const WEB_IDENTITIES: [&str; 4] = ["accounts.google.com", "cognito-identity.amazonaws.com", "graph.facebook.com", "www.amazon.com"];

/// A service of AWS whose name has another ending than those of the others.
const ALEXA: &str = "alexa-appkit.amazon.com";

/// What is wrong with a principal of a resource's policy. Everyone may be let in, but no part of a principal is a wildcard.
pub(super) fn of_resource(entry: &PrincipalEntry) -> Option<Fault> {
    let text = entry.text.value.as_str();
    let is_one = match entry.kind {
        PrincipalKind::Everyone => true,
        PrincipalKind::Aws => is_aws_principal(text) || is_unique_id(text),
        PrincipalKind::Service => text == "*" || text == ALEXA || is_service(text),
        PrincipalKind::Federated => text == "*" || is_federated(text),
        PrincipalKind::CanonicalUser => text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit()),
    };
    let about = if text.contains(":group/") {
        "A group is no principal: it makes no requests. Name its users, or give the group a policy of its own."
    } else if text.contains(['*', '?']) {
        "A principal is one principal, without wildcards; \"*\" alone is everyone. Name many with a condition on aws:PrincipalArn."
    } else {
        "A principal is an account, a user or role that is there, a service such as s3.amazonaws.com, or an identity provider."
    };
    (!is_one).then(|| Fault::new(FaultKind::Element, entry.text.span, INVALID_PRINCIPAL, about))
}

/// An account, or what has the form of a principal of one.
pub(super) fn is_aws_principal(text: &str) -> bool {
    if text == "*" || is_account_id(text) {
        return true;
    }
    let parts: Vec<&str> = text.splitn(6, ':').collect();
    let ["arn", "aws", service @ ("iam" | "sts"), "", account, resource] = parts[..] else { return false };
    if !is_account_id(account) || resource.contains(['*', '?']) {
        return false;
    }
    match (service, resource.split_once('/')) {
        ("iam", None) => resource == "root",
        ("iam", Some(("user" | "role", name))) | ("sts", Some(("assumed-role" | "federated-user", name))) => {
            !name.ends_with('/') && !name.is_empty()
        }
        _ => false,
    }
}

/// The unique id of a user or role: what stands in a policy when its name is gone.
fn is_unique_id(text: &str) -> bool {
    let is_kind = text.starts_with("AIDA") || text.starts_with("AROA");
    is_kind && (16..=128).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

pub(super) fn is_service(text: &str) -> bool {
    let name = text.strip_suffix(".amazonaws.com").or_else(|| text.strip_suffix(".amazonaws.com.cn"));
    let is_label = |label: &str| !label.is_empty() && label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    name.is_some_and(|name| name.split('.').all(is_label))
}

pub(super) fn is_federated(text: &str) -> bool {
    let parts: Vec<&str> = text.splitn(6, ':').collect();
    match parts[..] {
        ["arn", "aws", "iam", "", account, provider] => {
            let name = provider.strip_prefix("saml-provider/").or_else(|| provider.strip_prefix("oidc-provider/"));
            is_account_id(account) && name.is_some_and(|name| !name.is_empty())
        }
        _ => WEB_IDENTITIES.contains(&text),
    }
}
