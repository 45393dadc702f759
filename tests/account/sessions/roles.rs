//! Roles that are assumed: who may, with which policies, tags and source identity, and what ends it.

use super::{arn, assume, enter, opened, policy, role, role_for, said, session, with};
use crate::common::World;
use iam_console::account::caller::Caller;
use iam_console::account::operation::*;
use iam_console::account::refusal::ErrorCode;
use iam_console::account::secret::Secret;
use serde_json::{Value, json};

#[test]
fn a_role_is_assumed_where_trust_and_policy_let_one() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    role(&mut world, "Auditor", "user/alice", &Value::Null);
    role(&mut world, "Delegated", "root", &Value::Null);
    role(&mut world, "Closed", "user/alice", &json!({ "StringEquals": { "sts:ExternalId": "x-42" } }));
    let detail = opened(world.run_as(&alice, assume(&world, "Auditor")).unwrap());
    let user = detail.assumed_role_user.clone().unwrap();
    let role = world.account.role_named("Auditor").unwrap().id;
    assert_eq!(user.assumed_role_id, format!("{role}:alice"));
    assert_eq!(user.arn, format!("arn:aws:sts::{}:assumed-role/Auditor/alice", world.account.id()));
    assert_eq!(detail.packed_policy_size, None);
    let caller = with(&world, &detail);
    assert_eq!(session(&world, &caller).expires, Some(world.env.now + jiff::SignedDuration::from_hours(1)));
    world.run_as(&caller, ListUsers::default()).unwrap();

    let refused = |world: &mut World, operation: AssumeRole| {
        let refusal = world.run_as(&alice, operation).unwrap_err();
        assert_eq!(refusal.code, ErrorCode::AccessDenied);
        said(world, &refusal)
    };
    let denied =
        "User: arn:aws:iam::ACCOUNT:user/alice is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::ACCOUNT:role/";
    for name in ["Delegated", "Closed", "Nothing"] {
        let operation = assume(&world, name);
        let message = refused(&mut world, operation);
        assert!(message.starts_with(&format!("{denied}{name}")), "{message}");
    }
    let given = AssumeRole { external_id: Some("x-42".into()), ..assume(&world, "Closed") };
    world.run_as(&alice, given).unwrap();
    let may = policy(&json!({ "Effect": "Allow", "Action": "sts:AssumeRole", "Resource": arn(&world, "Delegated") }));
    world.run(PutUserPolicy { user_name: "alice".into(), policy_name: "may".into(), policy_document: may }).unwrap();
    world.run_as(&alice, assume(&world, "Delegated")).unwrap();
    let refusal = world.run(assume(&world, "Auditor")).unwrap_err();
    assert_eq!((refusal.code, refusal.message.as_str()), (ErrorCode::AccessDenied, "Roles may not be assumed by root accounts."));
}

#[test]
fn members_are_refused_in_the_words_of_sts() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    role(&mut world, "Auditor", "user/alice", &Value::Null);
    let base = assume(&world, "Auditor");
    let long = policy(&json!({ "Effect": "Allow", "Action": format!("s3:Get{}", "x".repeat(2048)), "Resource": "*" }));
    let descriptor = |arn: &str| PolicyDescriptor { arn: Some(arn.into()) };
    let read_only = descriptor("arn:aws:iam::aws:policy/ReadOnlyAccess");
    let table = [
        (
            AssumeRole { role_session_name: "Session1:2".into(), ..base.clone() },
            ErrorCode::ValidationError,
            "1 validation error detected: Value 'Session1:2' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular \
             expression pattern: [\\w+=,.@-]*",
        ),
        (
            AssumeRole { duration_seconds: Some(899), ..base.clone() },
            ErrorCode::ValidationError,
            "1 validation error detected: Value at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or \
             equal to 900",
        ),
        (
            AssumeRole { duration_seconds: Some(7201), ..base.clone() },
            ErrorCode::ValidationError,
            "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
        ),
        (AssumeRole { policy: Some("{".into()), ..base.clone() }, ErrorCode::MalformedPolicyDocument, "Syntax errors in policy."),
        (
            AssumeRole { policy: Some(long), ..base.clone() },
            ErrorCode::PackedPolicyTooLarge,
            "Packed policy consumes 105% of allotted space, please use smaller policy.",
        ),
        (
            AssumeRole { policy_arns: Some(vec![descriptor("arn:aws:iam::aws:policy/Nothing")]), ..base.clone() },
            ErrorCode::MalformedPolicyDocument,
            "Policy arn:aws:iam::aws:policy/Nothing does not exist or is not attachable.",
        ),
        (
            AssumeRole { policy_arns: Some(vec![read_only; 11]), ..base.clone() },
            ErrorCode::ValidationError,
            "1 validation error detected: Value at 'policyArns' failed to satisfy constraint: Member must have length less than or equal to \
             10",
        ),
        (
            AssumeRole { tags: Some(vec![Tag { key: "aws:team".into(), value: "owls".into() }]), ..base.clone() },
            ErrorCode::ValidationError,
            "aws:team is an invalid tag key. Tag keys cannot start with aws:",
        ),
        (
            AssumeRole { transitive_tag_keys: Some(vec!["team".into()]), ..base.clone() },
            ErrorCode::ValidationError,
            "The transitive tag key team is not one of the session tags.",
        ),
        (
            AssumeRole { token_code: Some(Secret::new("123456")), ..base },
            ErrorCode::AccessDenied,
            "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.",
        ),
    ];
    for (operation, code, message) in table {
        let refusal = world.run_as(&alice, operation).unwrap_err();
        assert_eq!((refusal.code, refusal.message.as_str()), (code, message));
    }
}

#[test]
fn session_policies_narrow_and_grant_nothing() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    role(&mut world, "Auditor", "user/alice", &Value::Null);
    let narrow = policy(&json!({ "Effect": "Allow", "Action": "iam:ListUsers", "Resource": "*" }));
    let detail = opened(world.run_as(&alice, AssumeRole { policy: Some(narrow), ..assume(&world, "Auditor") }).unwrap());
    assert!(detail.packed_policy_size.is_some_and(|size| (1..=100).contains(&size)));
    let caller = with(&world, &detail);
    world.run_as(&caller, ListUsers::default()).unwrap();
    let refusal = world.run_as(&caller, ListRoles::default()).unwrap_err();
    assert!(refusal.message.contains("because no session policy allows the iam:ListRoles action"), "{}", refusal.message);
    let arns = Some(vec![PolicyDescriptor { arn: Some("arn:aws:iam::aws:policy/IAMReadOnlyAccess".into()) }]);
    let caller = {
        let operation = AssumeRole { policy_arns: arns, ..assume(&world, "Auditor") };
        enter(&mut world, &alice, operation)
    };
    world.run_as(&caller, ListRoles::default()).unwrap();
    world.run_as(&caller, CreateUser { user_name: "x".into(), ..Default::default() }).unwrap_err();
}

#[test]
fn tags_and_source_identity_go_along_a_chain_of_an_hour_at_most() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    role(&mut world, "First", "user/alice", &Value::Null);
    role(&mut world, "Second", "role/First", &Value::Null);
    let tag = |key: &str| Tag { key: key.into(), value: "blue".into() };
    let first = AssumeRole {
        tags: Some(vec![tag("team"), tag("room")]),
        transitive_tag_keys: Some(vec!["team".into()]),
        source_identity: Some("alice-1".into()),
        duration_seconds: Some(7200),
        ..assume(&world, "First")
    };
    let detail = opened(world.run_as(&alice, first).unwrap());
    assert_eq!(detail.source_identity.as_deref(), Some("alice-1"));
    let caller = with(&world, &detail);
    let second = assume(&world, "Second");
    let chained = |extra: AssumeRole, world: &mut World| world.run_as(&caller, extra).map(opened).map_err(|refusal| refusal.message);
    assert_eq!(
        chained(AssumeRole { duration_seconds: Some(3601), ..second.clone() }, &mut world).unwrap_err(),
        "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining."
    );
    assert!(chained(AssumeRole { tags: Some(vec![tag("Team")]), ..second.clone() }, &mut world).unwrap_err().contains("inherited"));
    let other = AssumeRole { source_identity: Some("bob".into()), ..second.clone() };
    assert!(chained(other, &mut world).unwrap_err().contains("can't be changed"));
    let detail = chained(second, &mut world).unwrap();
    let session = session(&world, &with(&world, &detail)).clone();
    assert_eq!(session.tags.iter().map(|tag| tag.key.as_str()).collect::<Vec<_>>(), ["team"]);
    assert_eq!(session.source_identity.as_deref(), Some("alice-1"));
    assert_eq!(session.opened_by, Some(caller));
}

#[test]
fn tagging_a_session_and_setting_its_source_need_leave_of_their_own() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    let principal = json!({ "AWS": format!("arn:aws:iam::{}:user/alice", world.account.id()) });
    role_for(&mut world, "Plain", &principal, &json!("sts:AssumeRole"), &Value::Null);
    world.run_as(&alice, assume(&world, "Plain")).unwrap();
    let tags = Some(vec![Tag { key: "team".into(), value: "blue".into() }]);
    for (operation, action) in [
        (AssumeRole { tags, ..assume(&world, "Plain") }, "sts:TagSession"),
        (AssumeRole { source_identity: Some("alice".into()), ..assume(&world, "Plain") }, "sts:SetSourceIdentity"),
    ] {
        let message = world.run_as(&alice, operation).unwrap_err().message;
        assert!(message.contains(&format!("is not authorized to perform: {action} on resource")), "{message}");
    }
}

#[test]
fn revoking_ends_the_sessions_that_are_open_and_no_others() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    role(&mut world, "Auditor", "user/alice", &Value::Null);
    let older = {
        let operation = assume(&world, "Auditor");
        enter(&mut world, &alice, operation)
    };
    world.run(AdvanceClock { seconds: 60 }).unwrap();
    let now = world.account.time_at(world.env.real_now);
    let revoke = world.account.role_named("Auditor").unwrap().revoking_sessions(now);
    world.run_as(&Caller::ROOT, revoke).unwrap();
    let denied = world.run_as(&older, ListUsers::default()).unwrap_err();
    assert!(denied.message.ends_with("with an explicit deny in an identity-based policy"), "{}", denied.message);
    let newer = {
        let operation = assume(&world, "Auditor");
        enter(&mut world, &alice, operation)
    };
    world.run_as(&newer, ListUsers::default()).unwrap();
}

#[test]
fn an_ended_session_is_expired_for_good_and_not_unknown() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    let attach = AttachUserPolicy { user_name: "alice".into(), policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess".into() };
    world.run(attach).unwrap();
    role(&mut world, "App", "user/alice", &Value::Null);
    let open = |world: &mut World| {
        let assume = assume(world, "App");
        opened(world.run_as(&alice, assume).unwrap())
    };
    let first = open(&mut world);
    world.run(AdvanceClock { seconds: 4000 }).unwrap();
    let kept = |world: &World| world.account.sessions().count();
    for _ in 0..3 {
        open(&mut world);
        world.run(AdvanceClock { seconds: 4000 }).unwrap();
        let caller = with(&world, &first);
        assert_eq!(world.run_as(&caller, GetCallerIdentity {}).unwrap_err().code, ErrorCode::ExpiredToken);
    }
    assert_eq!(kept(&world), 4);
    // There is a bound, and it is the oldest that go.
    for _ in 0..110 {
        open(&mut world);
        world.run(AdvanceClock { seconds: 4000 }).unwrap();
    }
    assert_eq!(kept(&world), 101, "those that have ended, and the one that was opened last");
    let caller = world.account.caller_named(&first.credentials.access_key_id, false).unwrap();
    assert_eq!(world.run_as(&caller, GetCallerIdentity {}).unwrap_err().code, ErrorCode::InvalidClientTokenId);
}
