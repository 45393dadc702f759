//! Values of conditions and principals, and policy variables.

use super::Own;
use super::conditions::{fits, type_name};
use super::offer::Offer;
use super::place::Place;
use super::statement::Around;
use super::tags::{tag_keys, tag_values};
use crate::catalog::{AWS_MANAGED_POLICIES, ConditionKey, KeyType, SERVICE_REFERENCE};
use crate::policy::document::{Operator, Test};

/// Services that are often named as principals.
const SERVICES: [&str; 18] = [
    "apigateway.amazonaws.com",
    "cloudformation.amazonaws.com",
    "cloudtrail.amazonaws.com",
    "codebuild.amazonaws.com",
    "codepipeline.amazonaws.com",
    "config.amazonaws.com",
    "delivery.logs.amazonaws.com",
    "ec2.amazonaws.com",
    "ecs-tasks.amazonaws.com",
    "eks.amazonaws.com",
    "events.amazonaws.com",
    "glue.amazonaws.com",
    "lambda.amazonaws.com",
    "rds.amazonaws.com",
    "s3.amazonaws.com",
    "sagemaker.amazonaws.com",
    "sns.amazonaws.com",
    "states.amazonaws.com",
];

/// Regions that are on in every account.
const REGIONS: [&str; 17] = [
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-south-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "ca-central-1",
    "eu-central-1",
    "eu-north-1",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "sa-east-1",
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
];

/// The variable that is meant most often.
const LIKELIEST: &str = "aws:username";

/// Offers policy variables, where one is begun; whether that is so.
pub(super) fn variable(place: &Place<'_>, around: &Around<'_>, offer: &mut Offer<'_>) -> bool {
    let Some(at) = offer.typed().rfind("${").filter(|at| !offer.typed().get(*at..).is_some_and(|rest| rest.contains('}'))) else {
        return false;
    };
    let is_replaced = match place.path.as_slice() {
        ["Statement", "Resource" | "NotResource"] => true,
        ["Statement", "Condition", operator, _] => Operator::named(operator).is_some_and(|operator| {
            let name = operator.test.name();
            name.starts_with("String") || name.starts_with("Arn")
        }),
        _ => false,
    };
    if !is_replaced {
        return false;
    }
    offer.variable(at + 2);
    let own = around.sent_keys().into_iter().map(|key| (2, key));
    let global = SERVICE_REFERENCE.global_condition_keys().iter().map(|key| (u8::from(key.key != LIKELIEST), key));
    for (rank, key) in global.chain(own).filter(|(_, key)| !key.kind.is_multivalued()) {
        match key.key.find(['$', '<']).and_then(|at| key.key.get(..at)) {
            Some(start) => offer.add_open(rank, key.key, start, type_name(key.kind)),
            None => offer.add_as(rank, key.key, &format!("{}}}", key.key), type_name(key.kind)),
        }
    }
    for (sign, about) in [("*", "a star itself"), ("?", "a question mark itself"), ("$", "a dollar sign itself")] {
        offer.add_as(3, sign, &format!("{sign}}}"), about);
    }
    true
}

/// Offers principals of a kind.
pub(super) fn principals(of: &str, own: Option<&Own<'_>>, offer: &mut Offer<'_>) {
    let account = own.map_or("111122223333", |own| own.account);
    let arns = || own.map(|own| (own.arns)()).unwrap_or_default();
    match of {
        "AWS" => {
            offer.add(0, &format!("arn:aws:iam::{account}:root"), "the account: its own policies say who in it");
            for arn in arns().iter().filter(|arn| arn.contains(":user/") || arn.contains(":role/")) {
                offer.add(0, arn, "of this account");
            }
            offer.add(0, &format!("arn:aws:iam::{account}:user/"), "one user");
            offer.add(0, &format!("arn:aws:iam::{account}:role/"), "one role, in all its sessions");
            offer.add(1, "*", "everyone");
        }
        "Service" => services(offer),
        "Federated" => {
            offer.add(0, &format!("arn:aws:iam::{account}:oidc-provider/"), "an OpenID Connect provider");
            offer.add(0, &format!("arn:aws:iam::{account}:saml-provider/"), "a SAML provider");
            for provider in ["accounts.google.com", "cognito-identity.amazonaws.com", "graph.facebook.com", "www.amazon.com"] {
                offer.add(1, provider, "a web identity provider");
            }
        }
        _ => {}
    }
}

fn services(offer: &mut Offer<'_>) {
    for service in SERVICES {
        let prefix = service.split('.').next().unwrap_or_default();
        offer.add(0, service, SERVICE_REFERENCE.service(prefix).map_or("", |service| service.name));
    }
}

/// Offers values for a condition key.
pub(super) fn of_key(operator: &str, key: &str, around: &Around<'_>, own: Option<&Own<'_>>, offer: &mut Offer<'_>) {
    let test = Operator::named(operator).map(|operator| operator.test);
    let of_service = around.services().into_iter().find_map(|service| service.condition_key(key));
    let kind = of_service.or_else(|| ConditionKey::named(key)).map(|key| key.kind);
    if test == Some(Test::Null) {
        offer.add(0, "true", "the key is absent");
        offer.add(0, "false", "the key is there");
        return;
    }
    if test == Some(Test::Bool) || kind == Some(KeyType::Bool) {
        offer.add(0, "true", "");
        offer.add(0, "false", "");
        return;
    }
    let lower = key.to_ascii_lowercase();
    match lower.as_str() {
        "iam:passedtoservice" | "iam:awsservicename" | "aws:principalservicename" => services(offer),
        "aws:requestedregion" => REGIONS.iter().for_each(|region| offer.add(0, region, "region")),
        "aws:sourceaccount" | "aws:principalaccount" | "aws:resourceaccount" => {
            if let Some(own) = own {
                offer.add(0, own.account, "this account");
                offer.add(1, own.partner, "the partner's account");
            }
        }
        "aws:username" => {
            for user in own.map(|own| (own.arns)()).unwrap_or_default().iter().filter(|arn| arn.contains(":user/")) {
                offer.add(0, user.rsplit('/').next().unwrap_or_default(), "a user of this account");
            }
        }
        "aws:tagkeys" => tag_keys("aws:RequestTag/", own).iter().for_each(|tag| offer.add(0, tag, "a tag of this account")),
        "aws:principaltype" => {
            for kind in ["Account", "User", "FederatedUser", "AssumedRole", "Anonymous"] {
                offer.add(0, kind, "");
            }
        }
        _ if key.contains('/') => tag_values(key, own).iter().for_each(|value| offer.add(0, value, "of a tag of this account")),
        _ if matches!(kind, Some(KeyType::Arn | KeyType::ArrayOfArn)) && is_of_texts(test) => arns(&lower, own, offer),
        _ => example(test, kind, own.map(|own| own.account), offer),
    }
}

/// Whether an operator compares texts or ARNs.
fn is_of_texts(test: Option<Test>) -> bool {
    test.is_some_and(|test| fits(test, KeyType::String) || fits(test, KeyType::Arn))
}

/// What the ARNs of a key are of, by the end of its name: a part that they have.
const ARNS_OF: [(&str, &[&str]); 9] = [
    ("aws:principalarn", &[":user/", ":role/"]),
    ("policyarn", &[":policy/"]),
    ("permissionsboundary", &[":policy/"]),
    ("instancearn", &[":instance/"]),
    ("functionarn", &[":function:"]),
    ("rolearn", &[":role/"]),
    ("tablearn", &[":table/"]),
    ("queuearn", &[":sqs:"]),
    ("secretarn", &[":secret:"]),
];

/// Offers ARNs for a key, in lower letters: what the account has of its kind, then forms. Of a key that may name anything, all
/// but objects.
fn arns(key: &str, own: Option<&Own<'_>>, offer: &mut Offer<'_>) {
    let parts = ARNS_OF.iter().find(|(name, _)| key.ends_with(name)).map(|(_, parts)| *parts);
    let is_meant = |arn: &&String| match parts {
        Some(parts) => parts.iter().any(|part| arn.contains(part)),
        None => !(arn.contains(":group/") || arn.starts_with("arn:aws:s3:") && arn.contains('/')),
    };
    own.map(|own| (own.arns)()).unwrap_or_default().iter().filter(is_meant).for_each(|arn| offer.add(0, arn, "of this account"));
    let account = own.map_or("*", |own| own.account);
    match parts {
        Some([":policy/"]) => {
            offer.add(1, &format!("arn:aws:iam::{account}:policy/*"), "policies of an account");
            for policy in AWS_MANAGED_POLICIES.all() {
                offer.add(2, &format!("arn:aws:iam::aws:policy/{}", policy.path_and_name()), "AWS managed");
            }
        }
        Some([":user/", ..]) => {
            offer.add(1, &format!("arn:aws:iam::{account}:role/*"), "roles of an account");
            offer.add(1, &format!("arn:aws:iam::{account}:user/*"), "users of an account");
        }
        _ => {}
    }
}

/// How a value of a type is written.
fn example(test: Option<Test>, kind: Option<KeyType>, account: Option<&str>, offer: &mut Offer<'_>) {
    let is = |kind| test.is_some_and(|test| test != Test::Null && fits(test, kind));
    match kind {
        _ if test == Some(Test::BinaryEquals) => offer.add(0, "QmluYXJ5VmFsdWU=", "bytes in base64"),
        Some(KeyType::Date) | None if is(KeyType::Date) => offer.add(0, "2026-12-31T23:59:59Z", "a date, UTC"),
        Some(KeyType::IpAddress) | None if is(KeyType::IpAddress) => {
            offer.add(0, "203.0.113.0/24", "a network");
            offer.add(0, "2001:db8::/32", "a network of IPv6");
        }
        _ if is(KeyType::Numeric) => offer.add(0, "3600", "a number; of seconds, an hour"),
        None if is(KeyType::Arn) => {
            let account = account.unwrap_or("*");
            offer.add(0, &format!("arn:aws:iam::{account}:role/*"), "roles of an account");
            offer.add(0, &format!("arn:aws:iam::{account}:user/*"), "users of an account");
        }
        _ => {}
    }
}
