//! Every predicate, true and false.

use super::super::predicates;
use super::super::{Given, Kind, Outcome, Source, Value};
use super::Stage;
use crate::account::authorization::Asker;
use crate::account::caller::Caller;
use crate::account::operation::{ConsoleLogin, DeleteUser, Operation};
use crate::account::secret::Secret;

const EC2: &str =
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;
const READ: &str =
    r#"{"Version":"2012-10-17","Statement":[{"Sid":"Read","Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*"}]}"#;
const WIDE: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"},{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"false"}}}]}"#;
const PUBLIC: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*"}]}"#;

pub(super) fn company() -> Stage {
    Stage::new().with(&[
        "aws iam create-user --user-name alice --tags Key=team,Value=red",
        "aws iam create-user --user-name bob",
        "aws iam create-login-profile --user-name alice --password Correct-horse-7",
        "aws iam create-access-key --user-name bob",
        "aws iam create-group --group-name readers",
        "aws iam attach-group-policy --group-name readers --policy-arn arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
        "aws iam add-user-to-group --group-name readers --user-name alice",
        "aws iam attach-user-policy --user-name alice --policy-arn arn:aws:iam::aws:policy/IAMUserChangePassword",
        &format!("aws iam put-user-policy --user-name bob --policy-name Read --policy-document '{READ}'"),
        &format!("aws iam create-role --role-name app --assume-role-policy-document '{EC2}'"),
        &format!("aws iam create-policy --policy-name Wide --policy-document '{WIDE}'"),
        "aws iam create-instance-profile --instance-profile-name app",
        "aws iam add-role-to-instance-profile --instance-profile-name app --role-name app",
        "aws s3api create-bucket --bucket reports",
        "aws ec2 run-instances --image-id ami-12345678 --instance-type t3.micro --iam-instance-profile Name=app --tag-specifications '[{\"ResourceType\":\"instance\",\"Tags\":[{\"Key\":\"Name\",\"Value\":\"app\"}]}]'",
    ])
}

#[test]
fn what_is_there() {
    let stage = company();
    stage.holds(&[
        "exists(user:ALICE)",
        "exists(group:readers)",
        "exists(role:app)",
        "exists(policy:Wide)",
        "exists(policy:AmazonS3FullAccess)",
        "exists(bucket:reports)",
        "exists(instance:i-app)",
        "count(users) == 2",
        "count(members, group:readers) == 1",
        "count(memberships, user:alice) == 1",
        "count(versions, policy:Wide) == 1",
        "member(user:alice, group:readers)",
        "tagged(user:alice, team)",
        "tagged(user:alice, team, red)",
        "tagged(instance:i-app, Name, app)",
        "direct_policies(user:alice) == 0",
        "direct_policies(user:bob) == 1",
        "direct_policies(group:readers) == 1",
        "some(g in groups, member(user:alice, g))",
        "every(u in users, exists(u))",
        "none(u in users, keys(u, any) > 1)",
        "count(u in users, password(u)) == 1",
        "every(u in [user:alice, user:bob], exists(u))",
        "instance_role(instance:i-app) == app",
    ]);
    stage.fails(&[
        "exists(user:carol)",
        "exists(policy:Nope)",
        "exists(bucket:other)",
        "exists(instance:i-other)",
        "member(user:bob, group:readers)",
        "tagged(user:alice, team, blue)",
        "tagged(user:bob, team)",
        "every(u in users, password(u))",
        "some(r in roles, trusts(r, service:lambda))",
        "instance_role(instance:i-app) == none",
    ]);
}

#[test]
fn policies() {
    let stage = company().begin();
    stage.holds(&[
        "attached(group:readers, AmazonS3ReadOnlyAccess)",
        "inline(user:bob, read)",
        "trusts(role:app, service:ec2)",
        "policy_version(policy:Wide) == 1",
        "statements(policy:Wide) == 2",
        "wildcard(policy:Wide, action)",
        "wildcard(policy:Wide, resource)",
        "lint(policy:Wide) > 0",
        "unchanged(user:alice)",
        "unchanged(root)",
    ]);
    stage.fails(&[
        "attached(user:alice, AmazonS3ReadOnlyAccess)",
        "inline(user:alice, Read)",
        "boundary(user:alice, Wide)",
        "trusts(role:app, anonymous)",
        "wildcard(policy:Wide, principal)",
    ]);
    let id = stage.open.account().id();
    let arn = format!("arn:aws:iam::{id}:policy/Wide");
    let stage = stage.begin().with(&[
        &format!("aws iam put-user-permissions-boundary --user-name bob --permissions-boundary {arn}"),
        "aws iam remove-user-from-group --group-name readers --user-name alice",
    ]);
    stage.holds(&["boundary(user:bob, Wide)", "!member(user:alice, group:readers)"]);
    stage.fails(&["unchanged(user:alice)"]);
    let lost = stage.verdict("unchanged(user:alice)");
    assert!(lost.findings[0].found.contains("alice loses"), "{:?}", lost.findings);
}

#[test]
fn credentials() {
    let stage = company();
    stage.holds(&[
        "password(user:alice)",
        "!reset_required(user:alice)",
        "keys(root, active) == 1",
        "keys(user:bob, any) == 1",
        "keys(user:bob, inactive) == 0",
        "mfa(root) == 0",
        "can_sign_in(user:alice, password)",
        "can_sign_in(user:bob, key)",
        "password_policy(min_length) == 8",
        "accepts(\"Correct-horse-7\")",
        "key_owner(instance:i-app) == none",
    ]);
    stage.fails(&[
        "password(user:bob)",
        "can_sign_in(user:bob, password)",
        "can_sign_in(user:alice, key)",
        "can_sign_in(user:alice, password, {mfa: true})",
        "password_policy(symbols)",
        "accepts(\"short\")",
    ]);
    let stage = stage.with(&[
        "aws iam update-account-password-policy --minimum-password-length 14 --require-symbols --max-password-age 90",
        "aws iam update-login-profile --user-name alice --password Correct-horse-battery-7 --password-reset-required",
    ]);
    stage.holds(&[
        "password_policy(min_length) >= 14 && password_policy(symbols) && password_policy(max_age) == 90",
        "reset_required(user:alice)",
    ]);
    stage.fails(&["can_sign_in(user:alice, password)", "password_policy(reuse) >= 24", "accepts(\"Correct-horse\")"]);
}

#[test]
fn decisions() {
    let stage = company().with(&["aws s3api create-bucket --bucket open"]);
    let report = "arn:aws:s3:::reports/q1.csv";
    let holds = |check: &str| stage.holds(&[&check.replace("REPORT", report)]);
    holds("can(user:alice, s3:GetObject, REPORT)");
    holds("cannot(user:alice, s3:PutObject, REPORT)");
    holds("can(root, iam:CreateUser, *)");
    holds("decision(user:bob, s3:DeleteObject, REPORT) == implicitDeny");
    holds("allowed_by(user:alice, s3:GetObject, REPORT) == group");
    holds("allowed_by(user:bob, s3:GetObject, REPORT) == inline");
    holds("allowed_by(user:carol, s3:GetObject, REPORT) == none");
    holds("can_assume(service:ec2, role:app)");
    holds("!can_assume(service:lambda, role:app)");
    holds("!can_assume(user:alice, role:app)");
    holds("cannot(instance:i-app, s3:GetObject, REPORT)");
    holds("cannot(anonymous, s3:GetObject, REPORT)");
    holds("!public(bucket:reports)");
    let id = stage.open.account().id();
    let stage = stage.with(&[
        &format!("aws iam attach-role-policy --role-name app --policy-arn arn:aws:iam::{id}:policy/Wide"),
        &format!("aws iam attach-user-policy --user-name bob --policy-arn arn:aws:iam::{id}:policy/Wide"),
    ]);
    let holds = |check: &str| stage.holds(&[&check.replace("REPORT", report)]);
    holds("can(user:bob, s3:PutObject, REPORT, {mfa: true})");
    holds("decision(user:bob, s3:PutObject, REPORT, {mfa: false}) == explicitDeny");
    holds("denied_by(user:bob, s3:PutObject, REPORT) == identity");
    holds("can(user:bob, s3:PutObject, REPORT, {credential: key})");
    holds("allowed_by(user:bob, s3:PutObject, REPORT, {mfa: true}) == identity");
    let value = stage.value("allowed_by(user:alice, s3:GetObject, arn:aws:s3:::reports/x)", Kind::Source);
    assert_eq!(value, Value::Source(Source::Group));
}

#[test]
fn a_public_bucket() {
    let stage = Stage::new().with(&[
        "aws s3api create-bucket --bucket reports",
        "aws s3api put-public-access-block --bucket reports --public-access-block-configuration BlockPublicAcls=false,IgnorePublicAcls=false,BlockPublicPolicy=false,RestrictPublicBuckets=false",
        &format!("aws s3api put-bucket-policy --bucket reports --policy '{PUBLIC}'"),
    ]);
    stage.holds(&[
        "public(bucket:reports)",
        "can(anonymous, s3:GetObject, arn:aws:s3:::reports/q1.csv)",
        "allowed_by(anonymous, s3:GetObject, arn:aws:s3:::reports/q1.csv) == resource",
        "every(b in buckets, public(b))",
    ]);
}

#[test]
fn what_has_happened() {
    let mut stage = company().begin().with(&["aws iam delete-login-profile --user-name alice", "aws iam create-user --user-name alice"]);
    stage.holds(&[
        "did(CreateUser)",
        "did(CreateUser, user:bob)",
        "did_by(root, CreateUser)",
        "did(DeleteLoginProfile, user:alice)",
        "did(key_created, user:bob)",
        "did(AttachGroupPolicy, group:readers)",
        "did(rejected)",
        "did(rejected(EntityAlreadyExists))",
        "order(CreateUser(user:alice), CreateUser(user:bob), key_created(user:bob))",
        "tried(root, iam:CreateUser, *) == allowed",
    ]);
    stage.fails(&[
        "did(DeleteUser)",
        "did(key_created, user:alice)",
        "did(rejected(AccessDenied))",
        "did_by(user:alice, CreateUser)",
        "order(key_created(user:bob), CreateUser(user:bob))",
        "tried(user:bob, iam:DeleteUser, *) == allowed",
        "did(signin_failed, user:alice)",
    ]);
    let bob = Caller::owner_as(Asker::User(stage.open.account().user_named("bob").unwrap().id));
    stage.submit(&bob, &DeleteUser { user_name: "alice".into() }.into());
    let login = ConsoleLogin { user_name: Some("alice".into()), password: Secret::new("wrong"), ..ConsoleLogin::default() };
    stage.submit(Caller::nobody(), &Operation::from(login.clone()));
    stage.fails(&["did(code_failed, user:alice)"]);
    stage.submit(Caller::nobody(), &Operation::from(ConsoleLogin { mfa_code: Some(Secret::new("000000")), ..login }));
    stage.holds(&[
        "did(code_failed, user:alice)",
        "tried(user:bob, iam:DeleteUser, user:alice) == implicitDeny",
        "did(rejected(AccessDenied))",
        "did(signin_failed, user:alice)",
    ]);
    assert_eq!(stage.value("tried(user:alice, iam:DeleteUser, *)", Kind::Decision), Value::Decision(Outcome::None));
}

#[test]
fn the_lesson() {
    let mut stage = Stage::new();
    stage.fails(&["right(one)", "answered(one)", "first_right(one)", "viewed(users)", "quiz(notes5) >= 5", "checklist_done(all)"]);
    stage.holds(&["checklist_open() == 5", "signed_in(root)"]);
    stage.fails(&["signed_in(root, {mfa: true})", "signed_in(user:alice)"]);
    let given =
        Given { first: vec!["5".into()], first_was_right: Some(true), last: vec!["5".into()], right: Some(true), ..Given::default() };
    stage.attempt.answers.insert("one".into(), given);
    stage.attempt.views.insert("users".into());
    stage.attempt.quizzes.insert("notes5".into(), 5);
    stage.marks.right.insert("one".into());
    stage.marks.wrong.insert("two".into());
    stage.run("aws iam create-user --user-name alice");
    stage.run("aws iam create-group --group-name devs");
    stage.holds(&[
        "right(one) && !wrong(one)",
        "wrong(two) && !right(two)",
        "answered(one)",
        "first_right(one)",
        "first_right(one, two, three) == 1",
        "viewed(users)",
        "quiz(notes5) >= 5",
        "checklist_done(individual-users)",
        "checklist_open() == 3",
    ]);
    stage.fails(&["checklist_done(individual-users, strict)", "checklist_done(groups, strict)", "checklist_done(root-keys)"]);
}

#[test]
fn names_are_used_once_and_usage_names_every_parameter() {
    let mut names: Vec<&str> = predicates::all().map(|predicate| predicate.name).collect();
    names.sort_unstable();
    let all = names.len();
    names.dedup();
    assert_eq!(names.len(), all);
    let usage = |name: &str| predicates::all().find(|predicate| predicate.name == name).unwrap().usage();
    assert_eq!(usage("can"), "can(entity, action, resource[, {circumstances}])");
    assert_eq!(usage("order"), "order(event, …)");
    assert_eq!(usage("checklist_open"), "checklist_open()");
}
