//! Which circumstances of a request who asks can bring about.

use std::iter::once;

use super::Answer;
use crate::account::Account;
use crate::account::authorization::{Provenance, is_of_principal, is_principal_tag};
use crate::catalog::{ConditionKey, KeyType, SERVICE_REFERENCE, is_sent as is_sent_by};
use crate::policy::condition::{Instant, Network};
use crate::policy::decision::Change;
use crate::policy::request::{Arn, CallerKind, Request, Value};

/// Keys that tell where the account or the resource stands, or how the network is built and requests are signed: no request has them
/// otherwise.
const FIXED: [&str; 10] = [
    "aws:PrincipalOrgID",
    "aws:PrincipalOrgPaths",
    "aws:PrincipalServiceNamesList",
    "aws:ResourceAccount",
    "aws:ResourceOrgID",
    "aws:ResourceOrgPaths",
    "aws:SourceVpcArn",
    "aws:VpcSourceIp",
    "ec2:Region",
    "s3:signatureversion",
];

/// Services that answer in one region alone.
const OF_ONE_REGION: [&str; 8] = ["account", "budgets", "ce", "cloudfront", "iam", "organizations", "route53", "support"];

/// Keys of a session that who asks decides on by how the session is opened.
const OF_OWN_SESSION: [&str; 3] = ["aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge", "aws:TokenIssueTime"];

/// Keys that only a service sends, of whom it acts for.
const OF_SERVICES: [&str; 5] = ["aws:SourceAccount", "aws:SourceArn", "aws:SourceOrgID", "aws:SourceOrgPaths", "aws:SourceOwner"];

/// Whether who asks can make a change of the request. Others are no matter of the request.
pub(super) fn is_within_reach(account: &Account, answer: &Answer, change: &Change) -> bool {
    let (Change::SetKey { key, .. } | Change::DropKey { key }) = change else { return true };
    let (request, key) = (&answer.request, key.name());
    if is_fixed(answer, key) || is_never_sent(request, key) || is_tag_of_others(account, request, key) {
        return false;
    }
    match change {
        Change::SetKey { value, .. } => is_sent(request, key) && values(value).all(|value| may_be(request, key, value)),
        _ => true,
    }
}

/// Whether a key is as it is. Nobody can come as somebody else, or ask about what is like something else: what tells who asks and
/// what a resource is stays, but for tags. The region is another where nothing is named that is in one.
fn is_fixed(answer: &Answer, key: &str) -> bool {
    let is_from = |from: Provenance| answer.derived.iter().any(|one| one.from == from && one.key.eq_ignore_ascii_case(key));
    let is_identity = is_of_principal(key) && (!is_principal_tag(key) || is_from(Provenance::Session));
    let is_of_resource = is_from(Provenance::Resource) && !is_resource_tag(key) && !key.eq_ignore_ascii_case("aws:RequestedRegion");
    // What the token of a provider says of who asks.
    let is_said = [":sub", ":aud"].iter().any(|end| key.to_ascii_lowercase().ends_with(end));
    let is_of_opening = is_of_session(key) && !key.eq_ignore_ascii_case("aws:SourceIdentity");
    is_identity || is_of_resource || is_said || is_of_opening || is_one_of(&FIXED, key)
}

/// Whether no request of who asks comes with a key: there is none of its name, or it tells of sessions, or of whom a service acts for,
/// and who asks is none.
pub(super) fn is_never_sent(request: &Request, key: &str) -> bool {
    let of_known_service = |prefix: &str| prefix.eq_ignore_ascii_case("aws") || SERVICE_REFERENCE.service(prefix).is_some();
    let is_none = ConditionKey::named(key).is_none() && key.split_once(':').is_some_and(|(prefix, _)| of_known_service(prefix));
    let kind = request.principal.kind();
    is_none || kind == CallerKind::User && is_of_session(key) || kind != CallerKind::Service && is_one_of(&OF_SERVICES, key)
}

/// Whether a key tells how a session was opened, by which who asks can't do otherwise.
fn is_of_session(key: &str) -> bool {
    ConditionKey::global(key).is_some_and(|key| key.category == Some("session")) && !is_one_of(&OF_OWN_SESSION, key)
}

fn is_resource_tag(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    key.contains(":resourcetag/") || key.starts_with("s3:existingobjecttag/")
}

/// Whether a key tells a tag of a resource that is not this account's to tag.
fn is_tag_of_others(account: &Account, request: &Request, key: &str) -> bool {
    let is_awss = |arn: &str| Arn::parse(arn).is_ok_and(|arn| arn.account == "aws");
    let is_others = || request.owner().is_some_and(|owner| owner != account.id().as_str()) || request.resource.arn().is_some_and(is_awss);
    is_resource_tag(key) && is_others()
}

fn is_one_of(keys: &[&str], key: &str) -> bool {
    keys.iter().any(|one| one.eq_ignore_ascii_case(key))
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
        // Time passes.
        name @ ("aws:currenttime" | "aws:epochtime") => is_in_order(instant(request, name), Instant::read(value)),
        // A session is opened anew, and no later than now.
        name @ "aws:tokenissuetime" => {
            let then = Instant::read(value);
            is_in_order(instant(request, name), then) && is_in_order(then, instant(request, "aws:CurrentTime"))
        }
        "s3:authtype" => ["REST-HEADER", "REST-QUERY-STRING", "POST"].contains(&value),
        "aws:sourceip" => !Network::address(value).is_some_and(Network::is_private),
        _ => true,
    }
}

/// The time that a key of a request tells.
fn instant(request: &Request, key: &str) -> Option<Instant> {
    request.context.value_of(key).into_iter().flat_map(values).find_map(Instant::read)
}

/// Whether one time is not behind another, as far as both are known.
fn is_in_order(one: Option<Instant>, other: Option<Instant>) -> bool {
    one.zip(other).is_none_or(|(one, other)| one.seconds() <= other.seconds())
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
