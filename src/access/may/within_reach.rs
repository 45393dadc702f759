//! Which circumstances of a request who asks can bring about.

use std::iter::once;

use crate::account::authorization::is_of_principal;
use crate::catalog::{ConditionKey, KeyType, SERVICE_REFERENCE, is_sent as is_sent_by};
use crate::policy::condition::{Instant, Network};
use crate::policy::decision::Change;
use crate::policy::request::{Request, Value};

/// Keys that tell where the account or the resource stands, or how the network is built: no request has them otherwise.
const FIXED: [&str; 7] = [
    "aws:PrincipalOrgID",
    "aws:PrincipalOrgPaths",
    "aws:ResourceAccount",
    "aws:ResourceOrgID",
    "aws:ResourceOrgPaths",
    "aws:SourceVpcArn",
    "aws:VpcSourceIp",
];

/// Services that answer in one region alone.
const OF_ONE_REGION: [&str; 8] = ["account", "budgets", "ce", "cloudfront", "iam", "organizations", "route53", "support"];

/// Whether who asks can make a change of the request. Others are no matter of the request.
pub(super) fn is_within_reach(request: &Request, change: &Change) -> bool {
    match change {
        Change::SetKey { key, value } => {
            let key = key.name();
            !is_fixed(key) && is_sent(request, key) && values(value).all(|value| may_be(request, key, value))
        }
        Change::DropKey { key } => !is_fixed(key.name()),
        Change::Add { .. } | Change::Remove(_) | Change::Loosen(_) | Change::RemoveBoundary => true,
    }
}

/// Whether a key is as it is. Nobody can come as somebody else: what tells who asks stays, but for tags.
fn is_fixed(key: &str) -> bool {
    let is_identity = is_of_principal(key) && !starts(key, "aws:PrincipalTag/");
    // What the token of a provider says of who asks.
    let is_said = [":sub", ":aud"].iter().any(|end| key.to_ascii_lowercase().ends_with(end));
    is_identity || is_said || FIXED.iter().any(|fixed| fixed.eq_ignore_ascii_case(key))
}

/// Whether a request for the action may carry a key, by the service authorization reference.
fn is_sent(request: &Request, key: &str) -> bool {
    // A bucket's tags are for bills, until ABAC is turned on for it, which these buckets have not.
    if starts(key, "aws:ResourceTag/") && request.action.service() == "s3" {
        return false;
    }
    let action = SERVICE_REFERENCE.action(request.action.text());
    action.is_none_or(|(service, action)| is_sent_by(key, once((service, once(action)))))
}

/// Whether a key that can be another may have this value.
fn may_be(request: &Request, key: &str, value: &str) -> bool {
    is_of_its_type(key, value) && may_come(request, key, value)
}

/// Whether AWS sends such values with a key: a number is never below zero, and what is a date is written as one.
fn is_of_its_type(key: &str, value: &str) -> bool {
    match ConditionKey::named(key).map(|key| key.kind) {
        Some(KeyType::Numeric) => value.parse::<u64>().is_ok(),
        Some(KeyType::Date) if key.eq_ignore_ascii_case("aws:TokenIssueTime") => value.contains('T') && Instant::read(value).is_some(),
        _ => true,
    }
}

fn may_come(request: &Request, key: &str, value: &str) -> bool {
    match key.to_ascii_lowercase().as_str() {
        // What has an ARN is where it is.
        "aws:requestedregion" => request.resource.arn().is_none() && !OF_ONE_REGION.contains(&request.action.service()),
        // Time passes, and a session is opened anew.
        name @ ("aws:currenttime" | "aws:epochtime" | "aws:tokenissuetime") => {
            let now = request.context.value_of(name).into_iter().flat_map(values).find_map(Instant::read);
            now.zip(Instant::read(value)).is_none_or(|(now, then)| now.seconds() <= then.seconds())
        }
        "aws:sourceip" => !Network::address(value).is_some_and(Network::is_private),
        _ => true,
    }
}

fn values(value: &Value) -> impl Iterator<Item = &str> {
    match value {
        Value::Single(value) => std::slice::from_ref(value),
        Value::Multi(values) => values.as_slice(),
    }
    .iter()
    .map(String::as_str)
}

fn starts(key: &str, start: &str) -> bool {
    key.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
}
