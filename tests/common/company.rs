//! A small company's account, with something of everything that a screen shows: people with and without a password, an
//! MFA device, keys in use and out of it, groups, roles, tags, boundaries, policies of its own and of AWS, an alias, a password
//! policy, a name as long as IAM takes.

use std::sync::LazyLock;

use super::{World, codes, env, now};
use iam_console::account::Account;
use iam_console::account::entity::{Owner, PolicyKey};
use iam_console::account::operation::*;
use iam_console::account::origin::new_account;
use iam_console::account::secret::Secret;
use jiff::ToSpan;

/// The longest name that a user can have.
pub const LONG_NAME: &str = "svc.nightly-export-of-the-sales-reports+eu-central-1@example.com";

const EC2_TRUST: &str =
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;
const PARTNER_TRUST: &str = r#"{"Statement":[
    {"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}},
    {"Effect":"Deny","Principal":{"AWS":"arn:aws:iam::999999999999:user/mallory"},"Action":"sts:AssumeRole"}]}"#;
/// Too much: all of S3.
const REPORTS_V1: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}"#;
/// Reading the reports, and filing new ones with an MFA device; nobody deletes any.
const REPORTS_V2: &str = r#"{"Version":"2012-10-17","Statement":[
    {"Sid":"Read","Effect":"Allow","Action":["s3:GetObject","s3:ListBucket"],"Resource":["arn:aws:s3:::reports","arn:aws:s3:::reports/*"]},
    {"Sid":"File","Effect":"Allow","Action":["s3:PutObject","s3:ListAllMyBuckets"],"Resource":"arn:aws:s3:::reports/inbox/*",
     "Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}},
    {"Sid":"Keep","Effect":"Deny","Action":"s3:DeleteObject*","Resource":"arn:aws:s3:::reports/*"}]}"#;
/// As the second, with a queue, a service that there is not, and without the denial.
const REPORTS_V3: &str = r#"{"Version":"2012-10-17","Statement":[
    {"Sid":"Read","Effect":"Allow","Action":["s3:GetObject","s3:ListBucket"],"Resource":["arn:aws:s3:::reports","arn:aws:s3:::reports/*"]},
    {"Sid":"File","Effect":"Allow","Action":["s3:PutObject","s3:DeleteObject"],"Resource":"arn:aws:s3:::reports/inbox/*"},
    {"Sid":"Tell","Effect":"Allow","Action":["sqs:SendMessage","quill:Write"],"Resource":"arn:aws:sqs:*:*:reports"}]}"#;
const BOUNDARY: &str =
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:*","logs:*","cloudwatch:Get*"],"Resource":"*"}]}"#;
const OWN_PASSWORD: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:ChangePassword","Resource":"arn:aws:iam::*:user/team/${aws:username}"}]}"#;

const QUEUE: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sqs:*","Resource":"arn:aws:sqs:eu-central-1:111122223333:daily"},{"Effect":"Deny","Action":"sqs:DeleteQueue","Resource":"*"}]}"#;

/// The company's account; the same at every run.
pub fn company() -> Account {
    static COMPANY: LazyLock<Account> = LazyLock::new(found);
    COMPANY.clone()
}

/// The company's account with more inline policies: of a user, a group and a role.
pub fn company_with_inline_policies() -> Account {
    static COMPANY: LazyLock<Account> = LazyLock::new(|| {
        let mut world = World { account: company(), env: env() };
        inline_policies(&mut world);
        world.account
    });
    COMPANY.clone()
}

fn found() -> Account {
    let mut env = env();
    env.now = now() - (24 * 120).hours();
    let account = new_account("practice", &mut env).unwrap().account;
    let mut world = World { account, env };
    world.change(CreateAccountAlias { account_alias: "acme-labs".into() });
    groups(&mut world);
    alice(&mut world);
    bob(&mut world);
    world.env.now = now() - (24 * 3).hours();
    world.change(CreateUser { user_name: "carol".into(), ..Default::default() });
    nightly_export(&mut world);
    roles(&mut world);
    own_policies(&mut world);
    password_policy(&mut world);
    world.account
}

fn groups(world: &mut World) {
    let policies = [("Developers", "/", ["AmazonS3ReadOnlyAccess", "CloudWatchLogsReadOnlyAccess"])];
    let policies = policies.into_iter().chain([("Ops", "/platform/", ["AmazonEC2FullAccess", "AmazonS3ReadOnlyAccess"])]);
    for (group, path, policies) in policies {
        world.change(CreateGroup { group_name: group.into(), path: Some(path.into()) });
        for policy in policies {
            world.change(AttachGroupPolicy { group_name: group.into(), policy_arn: arn(policy) });
        }
    }
}

/// Alice has a password that is a hundred days old and no MFA device, and one policy of her own.
fn alice(world: &mut World) {
    world.env.now = now() - (24 * 100).hours();
    let tags = [("team", "search"), ("cost-centre", "4711")].map(|(key, value)| Tag { key: key.into(), value: value.into() });
    let user_name = "alice".to_owned();
    world.change(CreateUser { user_name: user_name.clone(), path: Some("/team/".into()), tags: Some(tags.into()), ..Default::default() });
    password(world, "alice", false);
    world.change(AddUserToGroup { group_name: "Developers".into(), user_name: user_name.clone() });
    world.change(AttachUserPolicy { user_name, policy_arn: arn("AmazonS3ReadOnlyAccess") });
}

/// Bob has a password, an MFA device, and two access keys, the older one deactivated.
fn bob(world: &mut World) {
    let user_name = "bob".to_owned();
    world.change(CreateUser { user_name: user_name.clone(), ..Default::default() });
    password(world, "bob", true);
    for group in ["Developers", "Ops"] {
        world.change(AddUserToGroup { group_name: group.into(), user_name: user_name.clone() });
    }
    world.change(CreateAccessKey { user_name: Some(user_name.clone()) });
    deactivate_key_of(world, "bob");
    world.env.now = now() - 5.hours();
    world.change(CreateAccessKey { user_name: Some(user_name.clone()) });
    world.change(CreateVirtualMFADevice { virtual_mfa_device_name: "bob".into(), ..Default::default() });
    let serial_number = world.account.serial_number(world.account.mfa_device_named("bob").unwrap());
    let [authentication_code_1, authentication_code_2] = codes(&world.account, "bob", -1);
    world.change(EnableMFADevice { user_name: Some(user_name), serial_number, authentication_code_1, authentication_code_2 });
}

/// A program with a name that fills every column, bounded, its only key deactivated.
fn nightly_export(world: &mut World) {
    let user_name = LONG_NAME.to_owned();
    let permissions_boundary = Some(arn("ReadOnlyAccess"));
    world.change(CreateUser { user_name: user_name.clone(), permissions_boundary, ..Default::default() });
    world.change(CreateAccessKey { user_name: Some(user_name) });
    deactivate_key_of(world, LONG_NAME);
}

/// A role for a service, with policies, a description and a tag; and one for another account.
fn roles(world: &mut World) {
    world.change(CreateRole {
        role_name: "app".into(),
        assume_role_policy_document: EC2_TRUST.into(),
        description: Some("Reads the reports and writes the daily summary".into()),
        tags: Some(vec![Tag { key: "team".into(), value: "web".into() }]),
        max_session_duration: Some(5400),
        ..Default::default()
    });
    for policy in ["AmazonS3ReadOnlyAccess", "AmazonEC2ReadOnlyAccess"] {
        world.change(AttachRolePolicy { role_name: "app".into(), policy_arn: arn(policy) });
    }
    world.change(CreateRole {
        role_name: "partner".into(),
        path: Some("/external/".into()),
        assume_role_policy_document: PARTNER_TRUST.into(),
        permissions_boundary: Some(arn("ReadOnlyAccess")),
        ..Default::default()
    });
}

/// Inline policies of a user, a group and a role.
fn inline_policies(world: &mut World) {
    let (policy_name, policy_document) = ("OwnQueue".to_owned(), QUEUE.to_owned());
    world.change(PutUserPolicy { user_name: "bob".into(), policy_name, policy_document: policy_document.clone() });
    world.change(PutGroupPolicy { group_name: "Ops".into(), policy_name: "TeamQueue".into(), policy_document: policy_document.clone() });
    world.change(PutRolePolicy { role_name: "app".into(), policy_name: "Queue".into(), policy_document });
}

/// A policy of the company's own in three versions, the second of which holds, for the developers; a boundary for carol; and
/// what alice may do by herself.
fn own_policies(world: &mut World) {
    let tags = vec![Tag { key: "team".into(), value: "search".into() }];
    let description = Some("Reads and files the quarterly reports".into());
    let [first, second, third] = [REPORTS_V1, REPORTS_V2, REPORTS_V3].map(str::to_owned);
    let policy_name = "ReportsAccess".to_owned();
    world.env.now = now() - (24 * 90).hours();
    world.change(CreatePolicy { policy_name, description, policy_document: first, tags: Some(tags), ..Default::default() });
    let policy_arn = own_arn(world, "ReportsAccess");
    for (policy_document, set_as_default) in [(second, Some(true)), (third, None)] {
        world.env.now += (24 * 40).hours();
        world.change(CreatePolicyVersion { policy_arn: policy_arn.clone(), policy_document, set_as_default });
    }
    world.change(AttachGroupPolicy { group_name: "Developers".into(), policy_arn });
    let policy_name = "TeamBoundary".to_owned();
    world.change(CreatePolicy { policy_name, policy_document: BOUNDARY.into(), ..Default::default() });
    let permissions_boundary = own_arn(world, "TeamBoundary");
    world.change(PutUserPermissionsBoundary { user_name: "carol".into(), permissions_boundary });
    let policy_name = "OwnPassword".to_owned();
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name, policy_document: OWN_PASSWORD.into() });
}

fn own_arn(world: &World, policy: &str) -> String {
    let id = world.account.policy_named(policy).unwrap().id;
    world.account.policy_arn(&PolicyKey::Customer(id))
}

fn password_policy(world: &mut World) {
    world.change(UpdateAccountPasswordPolicy {
        minimum_password_length: Some(12),
        require_symbols: Some(true),
        require_numbers: Some(true),
        allow_users_to_change_password: Some(true),
        max_password_age: Some(90),
        password_reuse_prevention: Some(5),
        ..Default::default()
    });
}

fn password(world: &mut World, user: &str, reset: bool) {
    let password = Some(Secret::new("Correct-Horse-9"));
    world.change(CreateLoginProfile { user_name: Some(user.into()), password, password_reset_required: Some(reset) });
}

fn deactivate_key_of(world: &mut World, user: &str) {
    let owner = Owner::User(world.account.user_named(user).unwrap().id);
    let access_key_id = world.account.access_keys_of(owner)[0].id.to_string();
    world.change(UpdateAccessKey { user_name: Some(user.into()), access_key_id, status: "Inactive".into() });
}

/// The ARN of an AWS managed policy.
fn arn(policy: &str) -> String {
    iam_console::catalog::AWS_MANAGED_POLICIES.named(policy).unwrap().arn.to_owned()
}
