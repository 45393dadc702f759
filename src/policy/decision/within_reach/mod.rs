//! Which circumstances of a request who asks can bring about, as far as the request and the service reference tell.

mod of_resource;

use std::iter::once;

pub(super) use self::of_resource::may_be_done_to;
use self::of_resource::{is_sent_with_resource, is_told_by_request};
use super::Change;
use crate::catalog::{ConditionKey, KeyType, SERVICE_REFERENCE, is_sent as is_sent_by};
use crate::policy::condition::{Instant, Network};
use crate::policy::request::{Arn, CallerKind, Request, Value, is_of_principal, is_principal_tag, is_tag, is_tag_of_resource};

/// Keys that tell where the account or the resource stands, how the network is built, or that a service passes a request on in
/// somebody's name: no request has them otherwise.
const FIXED: [&str; 17] = [
    "aws:CalledVia",
    "aws:CalledViaAWSMCP",
    "aws:CalledViaFirst",
    "aws:CalledViaLast",
    "aws:IsMcpServiceAction",
    "aws:PrincipalOrgID",
    "aws:PrincipalOrgPaths",
    "aws:ResourceAccount",
    "aws:ResourceOrgID",
    "aws:ResourceOrgPaths",
    "aws:SourceVpcArn",
    "aws:ViaAWSMCPService",
    "aws:ViaAWSService",
    "aws:VpcSourceIp",
    "kms:CallerAccount",
    "kms:ViaService",
    "s3:ResourceAccount",
];

/// Keys that tell the region that is asked, which is another one where no resource is named.
const REGIONS: [&str; 2] = ["aws:RequestedRegion", "ec2:Region"];

/// Services that answer in one region alone.
const OF_ONE_REGION: [&str; 8] = ["account", "budgets", "ce", "cloudfront", "iam", "organizations", "route53", "support"];

/// Keys that come with every request.
pub const ALWAYS: [&str; 4] = ["aws:currenttime", "aws:epochtime", "aws:securetransport", "aws:viaawsservice"];

/// Whether who asks can make a change of the request, or it is a tag that can be put on or taken off. Others are no matter of the request.
pub fn is_within_reach(request: &Request, change: &Change) -> bool {
    match change {
        Change::SetKey { key, value } => {
            may_turn(request, key.name()) && value.texts().iter().all(|value| may_be(request, key.name(), value))
        }
        Change::DropKey { key } if is_tag(key.name()) => may_turn(request, key.name()),
        Change::DropKey { key } => {
            let key = key.name();
            let is_of_session = ConditionKey::global(key).is_some_and(|key| key.category == Some("session"));
            let is_always = is_region(key) || ALWAYS.contains(&key.to_ascii_lowercase().as_str());
            // A session is one always; who has long-term credentials, too, asks with these.
            let can_go = !is_always && (!is_of_session || matches!(request.principal.kind(), CallerKind::User | CallerKind::Root));
            can_go && may_turn(request, key)
        }
        Change::Add { .. } | Change::Remove(_) | Change::Loosen(_) | Change::RemoveBoundary => true,
    }
}

/// Whether no request of who asks ever comes with a key: there is none of its name, the action does not send it, or it tells of sessions
/// or of whom a service acts for, and who asks is neither. Everyone may be a service, too.
pub fn is_never_sent(request: &Request, key: &str) -> bool {
    let is_one_of = |keys: &[&str]| keys.iter().any(|one| one.eq_ignore_ascii_case(key));
    let kind = request.principal.kind();
    if is_one_of(&OF_SERVICES) {
        return !matches!(kind, CallerKind::Service | CallerKind::Anonymous);
    }
    let is_of_session = ConditionKey::global(key).is_some_and(|key| key.category == Some("session"));
    let has_no_session = is_of_session && !is_one_of(&OF_OPENING) && matches!(kind, CallerKind::User | CallerKind::Root);
    has_no_session || !is_known_key(key) || !is_tag_of_resource(key) && !is_sent(request, key)
}

/// Whether requests of who asks may come with another value of a key, or with one, or none.
pub fn may_turn(request: &Request, key: &str) -> bool {
    if is_tag(key) {
        // Only users and roles have tags.
        let (kind, has_identity) = (request.principal.kind(), request.principal.has_identity());
        let is_of_nobody = is_principal_tag(key) && (kind == CallerKind::Root || !has_identity);
        return !is_of_nobody && may_have(request, key) && is_sent(request, key) && is_sent_with_resource(request, key);
    }
    // What the token of a provider says of who asks.
    let is_said = [":sub", ":aud"].iter().any(|end| key.to_ascii_lowercase().ends_with(end));
    let is_fixed = is_of_principal(key) || is_said || FIXED.iter().any(|fixed| fixed.eq_ignore_ascii_case(key));
    !is_fixed && may_have(request, key) && is_sent(request, key) && is_told_by_request(request, key)
}

/// Whether a key tells the region that is asked.
pub fn is_region(key: &str) -> bool {
    REGIONS.iter().any(|region| region.eq_ignore_ascii_case(key))
}

/// Keys of a session that whoever opens it brings about: signing in with MFA, and when.
const OF_OPENING: [&str; 3] = ["aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge", "aws:TokenIssueTime"];

/// Keys that say for whose sake a service asks.
const OF_SERVICES: [&str; 5] = ["aws:SourceAccount", "aws:SourceArn", "aws:SourceOrgID", "aws:SourceOrgPaths", "aws:SourceOwner"];

/// Whether a request of who asks may come with a key at all.
fn may_have(request: &Request, key: &str) -> bool {
    let is_one_of = |keys: &[&str]| keys.iter().any(|one| one.eq_ignore_ascii_case(key));
    let kind = request.principal.kind();
    if is_one_of(&OF_SERVICES) {
        return kind == CallerKind::Service;
    }
    if is_tag_of_resource(key) && !is_own(request) {
        return false;
    }
    match ConditionKey::named(key).and_then(|key| key.category) {
        // No code is given where a federated user's session is opened.
        Some("session") if is_one_of(&OF_OPENING) => !(kind == CallerKind::FederatedUser && is_of_mfa(key)),
        // A source identity is given where a role is assumed; the others say how a session came about.
        Some("session") => kind == CallerKind::RoleSession && key.eq_ignore_ascii_case("aws:SourceIdentity"),
        _ => is_known_key(key),
    }
}

/// Whether a key tells of signing in with MFA.
pub fn is_of_mfa(key: &str) -> bool {
    starts(key, "aws:MultiFactorAuth")
}

/// Whether there is a condition key. Providers bring keys of their own along, with a name in front.
pub fn is_known_key(key: &str) -> bool {
    ConditionKey::named(key).is_some() || key.rsplit_once(':').is_some_and(|(prefix, _)| prefix.contains('.'))
}

/// Whether the resource is of the account of who asks, and not of another one or a policy of AWS's own.
fn is_own(request: &Request) -> bool {
    let is_of_aws = Arn::parse(request.resource.text()).is_ok_and(|arn| arn.account == "aws" && arn.resource.starts_with("policy/"));
    !is_of_aws && request.principal.account().zip(request.owner()).is_none_or(|(own, owner)| own == owner)
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

/// Whether AWS sends such values with a key: a number is never below zero, what is a date is written as one, and so is an ARN; what is
/// true or not is in small letters.
fn is_of_its_type(key: &str, value: &str) -> bool {
    match ConditionKey::named(key).map(|key| key.kind) {
        Some(KeyType::Numeric) => value.parse::<u64>().is_ok(),
        Some(KeyType::Date) if key.eq_ignore_ascii_case("aws:TokenIssueTime") => value.contains('T') && Instant::read(value).is_some(),
        Some(KeyType::Arn | KeyType::ArrayOfArn) => Arn::parse(value).is_ok(),
        Some(KeyType::Bool) => matches!(value, "true" | "false"),
        _ => true,
    }
}

/// Whether the same can be asked in another region: what has an ARN is where it is.
fn may_ask_elsewhere(request: &Request) -> bool {
    request.resource.arn().is_none() && !has_one_region(request)
}

/// Whether the service that is asked answers in one region alone.
pub fn has_one_region(request: &Request) -> bool {
    OF_ONE_REGION.contains(&request.action.service())
}

fn may_come(request: &Request, key: &str, value: &str) -> bool {
    match key.to_ascii_lowercase().as_str() {
        "aws:requestedregion" | "ec2:region" => may_ask_elsewhere(request),
        // Time passes, and a session is opened anew.
        name @ ("aws:currenttime" | "aws:epochtime" | "aws:tokenissuetime") => {
            let now = request.context.value_of(name).into_iter().flat_map(Value::texts).find_map(|text| Instant::read(text));
            now.zip(Instant::read(value)).is_none_or(|(now, then)| now.seconds() <= then.seconds())
        }
        // What S3 knows.
        "s3:authtype" => matches!(value, "REST-HEADER" | "REST-QUERY-STRING" | "POST"),
        "s3:signatureversion" => matches!(value, "AWS" | "AWS4-HMAC-SHA256"),
        "iam:passedtoservice" | "iam:awsservicename" => value.ends_with(".amazonaws.com"),
        // Nobody is told to ask over plain HTTP: it shows everyone on the way what is sent, and many endpoints don't take it.
        "aws:securetransport" => value == "true",
        "aws:sourceip" => !Network::address(value).is_some_and(Network::is_private),
        _ => true,
    }
}

fn starts(key: &str, start: &str) -> bool {
    key.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
}
