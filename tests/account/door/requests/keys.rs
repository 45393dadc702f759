//! The condition keys of IAM and STS, and what a question knows of them.

use super::{BY_TOKEN, derived, with_more, world, written};
use iam_console::account::authorization::{Asked, Derived};
use iam_console::account::operation::*;
use iam_console::awscli;
use iam_console::catalog::SERVICE_REFERENCE;
use iam_console::policy::request::Value;
use std::collections::BTreeSet;

/// Keys that the reference lists for actions of IAM and STS and that no operation here gives, each with the reason.
const NOT_GIVEN: &[(&str, &str)] = &[
    ("iam:RoleTemplateARN", "no role templates are here"),
    ("iam:FIDO-", "no hardware keys are here"),
    ("iam:RegisterSecurityKey", "no hardware keys are here"),
    ("iam:ResourceTag/", "told by the role"),
    ("accounts.google.com:", "told by the provider's token, which AssumeRole has none of"),
    ("cognito-identity.amazonaws.com:", "the same"),
    ("graph.facebook.com:", "the same"),
    ("www.amazon.com:", "the same"),
    ("saml:", "the same"),
];

/// What the reference says that AWS tells with a request of IAM or STS is told here, too, by the one operation or the other.
#[test]
fn every_key_of_iam_and_sts_is_told_or_has_a_reason_not_to_be() {
    let (world, alice, operations, _) = world();
    let mut missing = BTreeSet::new();
    let mut reasons = BTreeSet::new();
    let asks = |operation: &&Operation| matches!(operation.spec().service, "iam" | "sts") && !BY_TOKEN.contains(&operation.spec().id);
    for operation in operations.iter().filter(asks) {
        let requests = world.account.requests_of(&alice, operation);
        let own = operation.action();
        let (_, action) = SERVICE_REFERENCE.action(&own).unwrap();
        let of_resources = action.resources.iter().flat_map(|resource| &resource.condition_keys);
        let derived: Vec<Derived> = requests.iter().flat_map(|asked| derived(&world, &alice, asked)).collect();
        let told = || requests.iter().flat_map(|asked| &asked.keys).map(|(key, _)| key).chain(derived.iter().map(|derived| &derived.key));
        for key in action.condition_keys.iter().chain(of_resources) {
            let stem = key.split("${").next().unwrap_or(key);
            let is_told = told().any(|told| told.starts_with(stem));
            let reason = NOT_GIVEN.iter().find(|(known, _)| stem.starts_with(known));
            reasons.extend(reason.map(|(known, _)| *known).filter(|_| !is_told));
            if !is_told && reason.is_none() {
                missing.insert(format!("{own} {stem}"));
            }
        }
    }
    assert_eq!(missing, BTreeSet::new());
    assert_eq!(reasons.len(), NOT_GIVEN.len(), "no reason is stale: {reasons:?}");
}

/// Keys that stand in no member as they are, each with what says it.
const SAID_OTHERWISE: &[(&str, &str)] = &[
    ("ec2:Attribute", "which member is given"),
    ("ec2:InstanceProfile", "the profile's name"),
    ("ec2:NewInstanceProfile", "the profile's name"),
    ("iam:AssociatedResourceArn", "what a role is handed over for"),
    ("iam:PassedToService", "the service that a role is handed over to"),
    ("secretsmanager:ForceDeleteWithoutRecovery", "a flag"),
];

/// A question and an operation come to the same: what an operation tells beside what the question derives, its members say.
#[test]
fn a_question_tells_all_that_an_operation_does_but_its_members() {
    let (world, alice, operations, _) = world();
    let (mut unsaid, mut reasons) = (BTreeSet::new(), BTreeSet::new());
    for operation in operations.into_iter().chain(with_more()) {
        let line = awscli::line(&operation);
        for asked in world.account.requests_of(&alice, &operation) {
            let derived = derived(&world, &alice, &asked);
            for (key, value) in &asked.keys {
                let values = match value {
                    Value::Single(value) => std::slice::from_ref(value),
                    Value::Multi(values) => values,
                };
                let is_said = values.iter().all(|value| line.contains(value.as_str()));
                if is_said || derived.iter().any(|derived| derived.key == *key && derived.value == *value) {
                    continue;
                }
                match SAID_OTHERWISE.iter().find(|(known, _)| key.starts_with(known)) {
                    Some((known, _)) => drop(reasons.insert(*known)),
                    None => drop(unsaid.insert(format!("{} {key}={}", operation.spec().id, written(value)))),
                }
            }
        }
    }
    assert_eq!(unsaid, BTreeSet::new());
    assert_eq!(reasons.len(), SAID_OTHERWISE.len(), "no reason is stale: {reasons:?}");
}

/// What is known of a request that does not say it, a question knows, too.
#[test]
fn a_question_knows_what_a_request_leaves_to_the_service() {
    let (world, alice, ..) = world();
    let account = world.account.id().to_string();
    for (action, resource, key, value) in [
        ("dynamodb:GetItem", "arn:aws:dynamodb:us-east-1:ACCOUNT:table/orders", "dynamodb:Select", Some("ALL_ATTRIBUTES")),
        ("dynamodb:PutItem", "arn:aws:dynamodb:us-east-1:ACCOUNT:table/orders", "dynamodb:Select", None),
        ("ec2:RunInstances", "arn:aws:ec2:us-east-1:ACCOUNT:instance/*", "ec2:InstanceType", Some("m1.small")),
        ("ec2:RunInstances", "arn:aws:ec2:us-east-1:ACCOUNT:instance/*", "ec2:Tenancy", Some("default")),
        ("kms:CreateKey", "*", "kms:KeySpec", Some("SYMMETRIC_DEFAULT")),
        ("kms:GenerateDataKey", "arn:aws:kms:us-east-1:ACCOUNT:key/k", "kms:EncryptionAlgorithm", Some("SYMMETRIC_DEFAULT")),
        (
            "iam:AttachUserPolicy",
            "arn:aws:iam::ACCOUNT:user/someusername",
            "iam:PermissionsBoundary",
            Some("arn:aws:iam::aws:policy/PowerUserAccess"),
        ),
        ("iam:AttachUserPolicy", "arn:aws:iam::ACCOUNT:user/alice", "iam:PermissionsBoundary", None),
        ("iam:PutUserPermissionsBoundary", "arn:aws:iam::ACCOUNT:user/someusername", "iam:PermissionsBoundary", None),
    ] {
        let (resource, named) = (resource.replace("ACCOUNT", &account), String::new());
        let asked = Asked { action: action.into(), resource, named, keys: Vec::new() };
        let told = derived(&world, &alice, &asked).into_iter().find(|derived| derived.key == key).map(|derived| derived.value);
        assert_eq!(told, value.map(|value| Value::Single(value.into())), "{action} {key}");
    }
}
