//! What a resource looks like: `*` or an ARN, and what IAM knows of the ARNs of IAM and S3.

use super::super::read_statement::LEGACY;
use super::super::{Fault, FaultKind, Statement, Text, arn_parts};

/// AWS's partitions.
const PARTITIONS: [&str; 8] = ["aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-eusc"];

/// How the resource part of an IAM ARN may begin, in the order of IAM's message.
const IAM_PATHS: [&str; 13] = [
    "user/",
    "federated-user/",
    "role/",
    "group/",
    "instance-profile/",
    "mfa/",
    "server-certificate/",
    "policy/",
    "sms-mfa/",
    "saml-provider/",
    "oidc-provider/",
    "report/",
    "access-report/",
];

/// Further beginnings that AWS's own policies have, though its message does not tell them.
const UNTOLD_IAM_PATHS: [&str; 2] = ["root", "role-template/"];

/// What S3 keeps by region and account; buckets and objects have names that are unique everywhere.
const REGIONAL_S3: [&str; 5] = ["accesspoint", "access-grants", "async-request", "job", "storage-lens"];

/// Checks the form of a statement's resources.
pub(super) fn check(statement: &Statement, faults: &mut Vec<Fault>) {
    let resources = statement.resources.iter().flat_map(|resources| &resources.entries);
    faults.extend(resources.filter_map(fault));
}

fn fault(resource: &Text) -> Option<Fault> {
    match wrong(&resource.value) {
        Some((message, about)) => Some(Fault::new(FaultKind::Resource, resource.span, message, about)),
        None if fails_older_parser(&resource.value) => {
            let about = "An ARN has six parts, divided by five colons: arn:partition:service:region:account:resource.";
            Some(Fault::new(FaultKind::Legacy, resource.span, LEGACY, about))
        }
        None => None,
    }
}

/// Whether an ARN has an empty part and is too short. One that ends early without an empty part, as in `arn:aws:sqs:*`, is as
/// if a star took in the rest.
fn fails_older_parser(text: &str) -> bool {
    text != "*" && text.contains("::") && arn_parts(text).len() < 6
}

/// IAM's message and ours, where a text is no resource.
fn wrong(text: &str) -> Option<(String, &'static str)> {
    if text == "*" {
        return None;
    }
    let parts = arn_parts(text);
    let ["arn", partition, ref rest @ ..] = parts[..] else {
        let about = "A resource is an ARN, as in arn:aws:s3:::reports/*, or \"*\" for all of them.";
        return Some((format!("Resource {text} must be in ARN format or \"*\"."), about));
    };
    if partition != "*" && !PARTITIONS.contains(&partition) {
        let about = "The second part of an ARN is the partition: aws, aws-cn or aws-us-gov.";
        return Some((format!("Partition \"{partition}\" is not valid for resource \"{}\".", filled(partition, rest)), about));
    }
    match *rest {
        [vendor, ..] if !super::actions::is_vendor(vendor) => Some(vendor_wrong()),
        [] | [_] => Some(vendor_wrong()),
        ["s3", region, ref rest @ ..] => s3(text, region, rest.get(1).copied()),
        ["iam", region, ref rest @ ..] => iam(text, region, rest),
        _ => None,
    }
}

fn vendor_wrong() -> (String, &'static str) {
    let about = "The third part of an ARN is one service, written out: s3, not * or s3*. Further parts follow it.";
    ("Resource vendor must be fully qualified and cannot contain regexes.".to_owned(), about)
}

/// The ARN of a message: IAM fills in what is missing.
fn filled(partition: &str, rest: &[&str]) -> String {
    let rest = if rest == [""] { &[] } else { rest };
    let part = |at: usize| rest.get(at).copied().unwrap_or("*");
    format!("arn:{partition}:{}:{}:{}:{}", part(0), part(1), part(2), part(3))
}

/// Whether a part's star takes in all that follows, since nothing does.
fn is_open(region: &str, rest_is_missing: bool) -> bool {
    rest_is_missing && region.ends_with('*')
}

fn s3(text: &str, region: &str, resource: Option<&str>) -> Option<(String, &'static str)> {
    let is_regional =
        resource.is_some_and(|resource| resource.starts_with(['*', '?']) || REGIONAL_S3.iter().any(|start| resource.starts_with(start)));
    if region.is_empty() || is_regional || is_open(region, resource.is_none()) {
        return None;
    }
    let about = "Buckets and objects have neither region nor account in their ARN: arn:aws:s3:::bucket/key.";
    Some((format!("Resource {text} can not contain region information."), about))
}

fn iam(text: &str, region: &str, rest: &[&str]) -> Option<(String, &'static str)> {
    if is_open(region, rest.is_empty()) {
        return None;
    }
    if !region.is_empty() {
        let about = "IAM is the same in all regions: the fourth part of its ARNs stays empty, as in arn:aws:iam::123456789012:user/alice.";
        return Some((format!("IAM resource {text} cannot contain region information."), about));
    }
    match rest {
        [account] if account.ends_with('*') => None,
        [_, path] if *path == "*" || IAM_PATHS.iter().chain(&UNTOLD_IAM_PATHS).any(|start| path.starts_with(start)) => None,
        _ => {
            let about = "The last part of an IAM ARN is a type and a name, as in user/alice or role/*, or \"*\" for all.";
            Some((format!("IAM resource path must either be \"*\" or start with {}.", IAM_PATHS.join(", ")), about))
        }
    }
}
