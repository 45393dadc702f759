//! Whom a trust policy may name.

use super::document::{OneOrMore, Principal};
use super::malformed;
use crate::account::Account;
use crate::account::id::AccountId;
use crate::account::refusal::Refusal;

/// Identity providers that need no entity of their own.
const WEB_IDENTITIES: [&str; 4] = ["accounts.google.com", "cognito-identity.amazonaws.com", "graph.facebook.com", "www.amazon.com"];

/// Checks that the principals are such as can be trusted.
pub(super) fn check_principal(account: &Account, principal: &Principal) -> Result<(), Refusal> {
    let named = match principal {
        Principal::Text(text) => {
            let remedy = "Name whom you trust, as in {\"AWS\": \"123456789012\"} or {\"Service\": \"ec2.amazonaws.com\"}.";
            let kind = if text == "*" { "STAR" } else { "AWS" };
            return malformed(format!("AssumeRolepolicy contained an invalid principal: \"{kind}\":\"{text}\"."), remedy);
        }
        Principal::Named(named) => named,
    };
    let aws = texts(named.aws.as_ref()).map(|text| ("AWS", text, is_aws_principal(account, text)));
    let services = texts(named.service.as_ref()).map(|text| ("SERVICE", text, is_service(text)));
    let federated = texts(named.federated.as_ref()).map(|text| ("FEDERATED", text, is_federated(text)));
    let all: Vec<(&str, &String, bool)> = aws.chain(services).chain(federated).collect();
    if all.is_empty() {
        return malformed("Missing required field Principal", "Name at least one principal.");
    }
    match all.into_iter().find(|(_, _, is_one)| !is_one) {
        Some((kind, text, _)) => malformed(
            format!("Invalid principal in policy: \"{kind}\":\"{text}\""),
            "A principal is an account, a user or role that is there, a service such as ec2.amazonaws.com, or an identity provider.",
        ),
        None => Ok(()),
    }
}

fn texts(given: Option<&OneOrMore<String>>) -> impl Iterator<Item = &String> {
    given.into_iter().flat_map(OneOrMore::as_slice)
}

/// An account, or a principal of one; what is of this account must be there.
fn is_aws_principal(account: &Account, text: &str) -> bool {
    if text == "*" || text.parse::<AccountId>().is_ok() {
        return true;
    }
    let parts: Vec<&str> = text.splitn(6, ':').collect();
    let ["arn", "aws", service @ ("iam" | "sts"), "", id, resource] = parts[..] else { return false };
    if id.parse::<AccountId>().is_err() || resource.contains(['*', '?']) {
        return false;
    }
    let is_here = id == account.id().as_str();
    let name = resource.rsplit('/').next().unwrap_or_default();
    match (service, resource.split_once('/')) {
        ("iam", None) => resource == "root",
        ("iam", Some(("user", _))) if is_here => account.user_named(name).is_some_and(|user| account.user_arn(user) == text),
        ("iam", Some(("role", _))) if is_here => account.role_named(name).is_some_and(|role| account.role_arn(role) == text),
        ("iam", Some(("user" | "role", _))) | ("sts", Some(("assumed-role" | "federated-user", _))) => !name.is_empty(),
        _ => false,
    }
}

fn is_service(text: &str) -> bool {
    let name = text.strip_suffix(".amazonaws.com").or_else(|| text.strip_suffix(".amazonaws.com.cn"));
    let is_label = |label: &str| !label.is_empty() && label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    name.is_some_and(|name| name.split('.').all(is_label))
}

fn is_federated(text: &str) -> bool {
    let parts: Vec<&str> = text.splitn(6, ':').collect();
    match parts[..] {
        ["arn", "aws", "iam", "", id, provider] => {
            let name = provider.strip_prefix("saml-provider/").or_else(|| provider.strip_prefix("oidc-provider/"));
            id.parse::<AccountId>().is_ok() && name.is_some_and(|name| !name.is_empty())
        }
        _ => WEB_IDENTITIES.contains(&text),
    }
}
