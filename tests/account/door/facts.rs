//! The facts of authorisation, point by point: what root and a new user may, in which order policies have their say, and what each
//! change of the account takes and gives. [`POINTS`] names the test of each.

use std::fs;
use std::path::Path;

use iam_console::account::authorization::Asker;
use iam_console::account::caller::Caller;
use iam_console::account::operation::*;
use iam_console::account::refusal::ErrorCode;
use iam_console::account::reply::{Reply, SignInStep};
use iam_console::account::secret::Secret;
use iam_console::policy::request::Principal;
use serde_json::{Value, json};

use crate::common::{PASSWORD, World};

/// Each point, and where it is tested.
const POINTS: &[(&str, &str, &str)] = &[
    ("No identity policy or boundary limits root", "account/door/facts.rs", "nothing_but_a_resource_s_policy_limits_root"),
    (
        "A resource's deny limits root, but not its repair",
        "account/estate/policies.rs",
        "root_is_never_shut_out_of_a_bucket_s_or_queue_s_policy",
    ),
    ("Root can't switch roles", "account/sessions/sign_in/switching.rs", "root_and_strangers_do_not_switch"),
    ("Root's keys and password are root's alone", "account/door/facts.rs", "an_administrator_has_no_hold_on_root"),
    ("Root restores the last administrator", "account/door/facts.rs", "root_restores_the_last_administrator"),
    ("Service and resource control policies come before all others", "policy/checklist/layers.rs", "p10_"),
    ("A new user may nothing", "account/door/mod.rs", "a_new_user_may_nothing_and_is_told_in_aws_words"),
    (
        "With a password it signs in, and sees that it may nothing",
        "flows/denied/parts.rs",
        "what_may_not_be_seen_is_replaced_by_what_aws_says",
    ),
    (
        "It changes its password by the account's setting or a policy",
        "account/door/facts.rs",
        "a_password_is_changed_by_the_account_s_setting_or_by_a_policy",
    ),
    ("An explicit deny anywhere comes first", "account/door/facts.rs", "an_explicit_deny_in_any_kind_of_policy_comes_first"),
    (
        "Identity policies add up, and what none allows is denied",
        "account/door/facts.rs",
        "identity_policies_add_up_and_the_rest_is_denied",
    ),
    ("Boundary and session policy each narrow what is left", "account/door/facts.rs", "a_boundary_and_a_session_policy_each_narrow"),
    ("Within an account one grant is enough", "account/door/facts.rs", "within_an_account_one_grant_is_enough_but_for_roles_and_keys"),
    ("Across accounts it takes both", "account/estate/door.rs", "another_account_and_the_public_need_the_bucket_s_policy"),
    (
        "Policies go on users, groups and roles only",
        "account/door/facts.rs",
        "policies_are_attached_to_users_groups_and_roles_and_to_nothing_else",
    ),
    (
        "Out of the group, its grants are lost unless another remains",
        "account/door/facts.rs",
        "who_leaves_a_group_loses_what_nothing_else_grants",
    ),
    (
        "EC2 reads S3 by a role in an instance profile",
        "account/estate/door.rs",
        "an_instance_reads_the_bucket_through_its_role_and_handing_the_role_over_is_a_permission_of_its_own",
    ),
    ("MFA belongs on root", "account/status.rs", "the_five_tasks_follow_the_state_and_turn_back_with_it"),
    (
        "A role replaces permissions, a group adds them",
        "account/sessions/sign_in/switching.rs",
        "switching_replaces_permissions_and_leads_back",
    ),
    ("Signing in needs a console password", "account/sessions/sign_in/mod.rs", "whatever_is_wrong_the_answer_is_the_same"),
    ("Delete group: members stay and lose its grants", "account/door/facts.rs", "a_deleted_group_leaves_its_members_without_its_grants"),
    (
        "New default version: all attached change together",
        "account/door/facts.rs",
        "a_new_default_version_changes_everybody_who_has_the_policy",
    ),
    ("Detach boundary: permissions widen", "account/door/facts.rs", "without_its_boundary_a_user_may_what_its_policies_say"),
    ("An inline policy dies with its identity", "account/door/facts.rs", "an_inline_policy_dies_with_its_user"),
    (
        "Deactivate or delete a key: calls fail, the console goes on",
        "account/door/facts.rs",
        "without_the_key_calls_fail_and_the_console_goes_on",
    ),
    ("Console access off or password expired: keys go on", "account/door/facts.rs", "without_the_password_keys_go_on"),
    ("A deny of everything freezes a user", "account/door/facts.rs", "a_deny_of_everything_freezes_a_user"),
    ("Revoking denies older sessions only", "account/sessions/roles.rs", "revoking_ends_the_sessions_that_are_open_and_no_others"),
    ("Deleted and made again, a principal is trusted no more", "account/roles/mod.rs", "a_deleted_principal_stays_whom_the_policy_named"),
    (
        "The credential report is up to four hours old",
        "account/usage/mod.rs",
        "the_credential_report_has_a_line_for_everybody_and_holds_for_four_hours",
    ),
    ("Changes hold at once", "account/door/facts.rs", "changes_hold_at_once"),
];

#[test]
fn every_point_has_its_test() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    for (point, file, test) in POINTS {
        let text = fs::read_to_string(tests.join(file)).unwrap();
        assert!(text.contains(&format!("fn {test}")), "{point}: there is no {test} in {file}");
    }
}

const S3_READ: &str = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
const ADMINISTRATOR: &str = "arn:aws:iam::aws:policy/AdministratorAccess";

fn document(statement: &Value) -> String {
    json!({ "Version": "2012-10-17", "Statement": statement }).to_string()
}

fn grant(world: &mut World, user: &str, statement: &Value) {
    world.run(PutUserPolicy { user_name: user.into(), policy_name: "given".into(), policy_document: document(statement) }).unwrap();
}

/// Alice, and a bucket with an object.
fn world() -> (World, Caller) {
    let mut world = World::fresh();
    let alice = world.user("alice");
    world.run(CreateBucket { bucket: "reports".into(), ..Default::default() }).unwrap();
    world.run(PutObject { bucket: "reports".into(), key: "q1.csv".into(), body: Some("1".into()) }).unwrap();
    (world, alice)
}

fn reads(world: &mut World, caller: &Caller) -> bool {
    world.run_as(caller, GetObject { bucket: "reports".into(), key: "q1.csv".into() }).is_ok()
}

fn group(world: &mut World, name: &str) {
    world.run(CreateGroup { group_name: name.into(), path: None }).unwrap();
    world.run(AttachGroupPolicy { group_name: name.into(), policy_arn: S3_READ.into() }).unwrap();
    world.run(AddUserToGroup { group_name: name.into(), user_name: "alice".into() }).unwrap();
}

fn bucket_policy(world: &mut World, effect: &str, principal: &Value) {
    let statement = json!({ "Effect": effect, "Principal": principal, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" });
    world.run(PutBucketPolicy { bucket: "reports".into(), policy: document(&statement) }).unwrap();
}

fn arn(world: &World, of: &str) -> String {
    format!("arn:aws:iam::{}:{of}", world.account.id())
}

#[test]
fn nothing_but_a_resource_s_policy_limits_root() {
    let (mut world, _) = world();
    assert!(reads(&mut world, &Caller::ROOT));
    let authority = world.account.policies_for(&Asker::Root);
    assert!(authority.policies.identity.is_empty() && authority.policies.boundary.is_empty(), "there is nothing to limit it with");
    let root = arn(&world, "root");
    bucket_policy(&mut world, "Deny", &json!({ "AWS": root }));
    assert!(!reads(&mut world, &Caller::ROOT));
    let named = |name: &str| OPERATIONS.iter().any(|spec| spec.name == name);
    assert!(!named("PutRootPolicy") && !named("AttachRootPolicy"));
}

#[test]
fn an_administrator_has_no_hold_on_root() {
    let (mut world, alice) = world();
    world.run(AttachUserPolicy { user_name: "alice".into(), policy_arn: ADMINISTRATOR.into() }).unwrap();
    let key = world.account.access_keys().next().unwrap().id.to_string();
    for user_name in [None, Some("alice".to_owned())] {
        let delete = DeleteAccessKey { user_name: user_name.clone(), access_key_id: key.clone() };
        let disable = UpdateAccessKey { user_name, access_key_id: key.clone(), status: "Inactive".into() };
        for operation in [Operation::from(delete), disable.into()] {
            assert_eq!(world.run_as(&alice, operation).unwrap_err().code, ErrorCode::NoSuchEntity, "only one's own are there");
        }
    }
    assert!(world.account.access_keys().any(|found| found.id.to_string() == key));
}

#[test]
fn root_restores_the_last_administrator() {
    let (mut world, alice) = world();
    world.run(AttachUserPolicy { user_name: "alice".into(), policy_arn: ADMINISTRATOR.into() }).unwrap();
    // AWS lets the last one go; nobody but root is left to give permissions.
    world.run_as(&alice, DetachUserPolicy { user_name: "alice".into(), policy_arn: ADMINISTRATOR.into() }).unwrap();
    let attach = || AttachUserPolicy { user_name: "alice".into(), policy_arn: ADMINISTRATOR.into() };
    assert_eq!(world.run_as(&alice, attach()).unwrap_err().code, ErrorCode::AccessDenied);
    world.run_as(&Caller::ROOT, attach()).unwrap();
    world.run_as(&alice, ListUsers::default()).unwrap();
}

#[test]
fn a_password_is_changed_by_the_account_s_setting_or_by_a_policy() {
    let change = |old: &str, new: &str| ChangePassword { old_password: Secret::new(old), new_password: Secret::new(new) };
    let (mut world, alice) = world();
    assert_eq!(world.run_as(&alice, change(PASSWORD, "Another-Horse-9")).unwrap_err().code, ErrorCode::AccessDenied);
    let change_policy = "arn:aws:iam::aws:policy/IAMUserChangePassword";
    world.run(AttachUserPolicy { user_name: "alice".into(), policy_arn: change_policy.into() }).unwrap();
    world.run_as(&alice, change(PASSWORD, "Another-Horse-9")).unwrap();
    world.run(DetachUserPolicy { user_name: "alice".into(), policy_arn: change_policy.into() }).unwrap();
    assert_eq!(world.run_as(&alice, change("Another-Horse-9", "Third-Horse-9")).unwrap_err().code, ErrorCode::AccessDenied);
    world.run(UpdateAccountPasswordPolicy { allow_users_to_change_password: Some(true), ..Default::default() }).unwrap();
    world.run_as(&alice, change("Another-Horse-9", "Third-Horse-9")).unwrap();
}

#[test]
fn an_explicit_deny_in_any_kind_of_policy_comes_first() {
    let deny = |world: &mut World, kind: &str| {
        let policy_document = document(&json!([
            { "Effect": "Allow", "Action": "*", "Resource": "*" },
            { "Effect": "Deny", "Action": "s3:GetObject", "Resource": "*" },
        ]));
        match kind {
            "identity" => {
                world.run(PutUserPolicy { user_name: "alice".into(), policy_name: "no".into(), policy_document }).unwrap();
            }
            "group" => {
                group(world, "Readers");
                world.run(PutGroupPolicy { group_name: "Readers".into(), policy_name: "no".into(), policy_document }).unwrap();
            }
            "boundary" => {
                world.run(CreatePolicy { policy_name: "edge".into(), policy_document, ..Default::default() }).unwrap();
                let permissions_boundary = arn(world, "policy/edge");
                world.run(PutUserPermissionsBoundary { user_name: "alice".into(), permissions_boundary }).unwrap();
            }
            _ => bucket_policy(world, "Deny", &json!("*")),
        }
    };
    for (kind, said) in [
        ("identity", "with an explicit deny in an identity-based policy"),
        ("group", "with an explicit deny in an identity-based policy"),
        ("boundary", "with an explicit deny in a permissions boundary: arn:aws:iam::ACCOUNT:policy/edge"),
        ("resource", "with an explicit deny in a resource-based policy"),
    ] {
        let (mut world, alice) = world();
        grant(&mut world, "alice", &json!({ "Effect": "Allow", "Action": "*", "Resource": "*" }));
        assert!(reads(&mut world, &alice), "{kind}");
        deny(&mut world, kind);
        let refusal = world.run_as(&alice, GetObject { bucket: "reports".into(), key: "q1.csv".into() }).unwrap_err();
        let message = refusal.message.replace(world.account.id().as_str(), "ACCOUNT");
        assert!(refusal.code == ErrorCode::AccessDenied && message.ends_with(said), "{kind}: {message}");
    }
}

#[test]
fn within_an_account_one_grant_is_enough_but_for_roles_and_keys() {
    let (mut world, alice) = world();
    assert!(!reads(&mut world, &alice));
    let herself = arn(&world, "user/alice");
    bucket_policy(&mut world, "Allow", &json!({ "AWS": herself }));
    assert!(reads(&mut world, &alice), "the bucket's policy alone");
    world.run(DeleteBucketPolicy { bucket: "reports".into() }).unwrap();
    grant(&mut world, "alice", &json!({ "Effect": "Allow", "Action": ["s3:*", "kms:*", "sts:*"], "Resource": "*" }));
    assert!(reads(&mut world, &alice), "her own policy alone");

    let trust = document(&json!({ "Effect": "Allow", "Principal": { "Service": "ec2.amazonaws.com" }, "Action": "sts:AssumeRole" }));
    world.run(CreateRole { role_name: "Web".into(), assume_role_policy_document: trust, ..Default::default() }).unwrap();
    let assume = AssumeRole { role_arn: arn(&world, "role/Web"), role_session_name: "alice".into(), ..Default::default() };
    let refusal = world.run_as(&alice, assume).unwrap_err();
    assert!(refusal.message.ends_with(":role/Web"), "STS tells no reason: {refusal}");
    assert!(refusal.remedy.is_some_and(|remedy| remedy.contains("trust policy does not let the caller in")));

    let key = |world: &mut World, principal: &str| {
        let policy =
            document(&json!({ "Effect": "Allow", "Principal": { "AWS": arn(world, principal) }, "Action": "kms:*", "Resource": "*" }));
        let create = CreateKey { policy: Some(policy), bypass_policy_lockout_safety_check: Some(true), ..Default::default() };
        let Reply::Estate(reply) = world.run(create).unwrap() else { panic!("a key") };
        reply.members["KeyMetadata"]["KeyId"].as_str().unwrap().to_owned()
    };
    world.user("bob");
    let (delegating, other) = (key(&mut world, "root"), key(&mut world, "user/bob"));
    world.run_as(&alice, DescribeKey { key_id: delegating }).unwrap();
    assert_eq!(world.run_as(&alice, DescribeKey { key_id: other }).unwrap_err().code, ErrorCode::AccessDeniedException);
}

#[test]
fn policies_are_attached_to_users_groups_and_roles_and_to_nothing_else() {
    let attaching: Vec<&str> =
        OPERATIONS.iter().map(|spec| spec.name).filter(|name| name.starts_with("Attach") && name.ends_with("Policy")).collect();
    assert_eq!(attaching.len(), 3, "{attaching:?}");
    for name in ["AttachUserPolicy", "AttachGroupPolicy", "AttachRolePolicy"] {
        assert!(attaching.contains(&name));
    }
    // A group is nobody who could be let in, and is in no group.
    let (mut world, _) = world();
    group(&mut world, "Readers");
    let statement = json!({ "Effect": "Allow", "Principal": { "AWS": arn(&world, "group/Readers") }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" });
    let put = PutBucketPolicy { bucket: "reports".into(), policy: document(&statement) };
    assert_eq!(world.run(put).unwrap_err().code, ErrorCode::MalformedPolicy);
    let nested = AddUserToGroup { group_name: "Readers".into(), user_name: "Readers".into() };
    assert_eq!(world.run(nested).unwrap_err().code, ErrorCode::NoSuchEntity);
}

#[test]
fn who_leaves_a_group_loses_what_nothing_else_grants() {
    let (mut world, alice) = world();
    group(&mut world, "Readers");
    group(&mut world, "Others");
    assert!(reads(&mut world, &alice));
    world.run(RemoveUserFromGroup { group_name: "Readers".into(), user_name: "alice".into() }).unwrap();
    assert!(reads(&mut world, &alice), "the other group grants it, too");
    world.run(RemoveUserFromGroup { group_name: "Others".into(), user_name: "alice".into() }).unwrap();
    assert!(!reads(&mut world, &alice));
    world.run(AddUserToGroup { group_name: "Readers".into(), user_name: "alice".into() }).unwrap();
    assert!(reads(&mut world, &alice));
}

fn allows(actions: &Value) -> String {
    document(&json!({ "Effect": "Allow", "Action": actions, "Resource": "*" }))
}

#[test]
fn identity_policies_add_up_and_the_rest_is_denied() {
    let (mut world, alice) = world();
    let operations: [Operation; 4] =
        [ListUsers::default().into(), ListRoles::default().into(), ListGroups::default().into(), ListPolicies::default().into()];
    let allowed = |world: &mut World| operations.clone().map(|operation| world.run_as(&alice, operation).is_ok());
    assert_eq!(allowed(&mut world), [false; 4]);
    let policy_document = allows(&json!("iam:ListUsers"));
    world.run(PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document }).unwrap();
    world
        .run(CreatePolicy { policy_name: "Roles".into(), policy_document: allows(&json!("iam:ListRoles")), ..Default::default() })
        .unwrap();
    let policy_arn = arn(&world, "policy/Roles");
    world.run(AttachUserPolicy { user_name: "alice".into(), policy_arn }).unwrap();
    assert_eq!(allowed(&mut world), [true, true, false, false]);
    for (name, action) in [("One", "iam:ListGroups"), ("Other", "iam:ListPolicies")] {
        group(&mut world, name);
        let policy_document = allows(&json!(action));
        world.run(PutGroupPolicy { group_name: name.into(), policy_name: "own".into(), policy_document }).unwrap();
    }
    assert_eq!(allowed(&mut world), [true; 4]);
    assert!(world.run_as(&alice, ListAccountAliases::default()).is_err());
}

/// What a session may is what identity policies, boundary and session policy all allow.
#[test]
fn a_boundary_and_a_session_policy_each_narrow() {
    let (mut world, _) = world();
    let trust = document(&json!({ "Effect": "Allow", "Principal": { "AWS": arn(&world, "user/alice") }, "Action": "sts:AssumeRole" }));
    let lists = json!(["iam:ListUsers", "iam:ListRoles", "iam:ListGroups"]);
    world
        .run(CreatePolicy {
            policy_name: "Edge".into(),
            policy_document: allows(&json!(["iam:ListUsers", "iam:ListRoles"])),
            ..Default::default()
        })
        .unwrap();
    let permissions_boundary = Some(arn(&world, "policy/Edge"));
    world
        .run(CreateRole { role_name: "app".into(), assume_role_policy_document: trust, permissions_boundary, ..Default::default() })
        .unwrap();
    world.run(PutRolePolicy { role_name: "app".into(), policy_name: "own".into(), policy_document: allows(&lists) }).unwrap();
    let alice = world.account.caller_named("user/alice", false).unwrap();
    let mut session = |policy: Option<String>| {
        let (role_arn, role_session_name) = (arn(&world, "role/app"), "s1".to_owned());
        let assume = AssumeRole { role_arn, role_session_name, policy, ..Default::default() };
        let Reply::Session(detail) = world.run_as(&alice, assume).unwrap() else { panic!("no session") };
        let caller = world.account.caller_named(&detail.credentials.access_key_id, false).unwrap();
        let operations: [Operation; 3] = [ListUsers::default().into(), ListRoles::default().into(), ListGroups::default().into()];
        operations.map(|operation| world.run_as(&caller, operation).is_ok())
    };
    assert_eq!(session(None), [true, true, false], "the boundary leaves two of three");
    assert_eq!(session(Some(allows(&json!(["iam:ListRoles", "iam:ListGroups", "iam:ListPolicies"])))), [false, true, false]);
}

#[test]
fn a_deleted_group_leaves_its_members_without_its_grants() {
    let (mut world, alice) = world();
    group(&mut world, "Readers");
    let deletion = Operation::from(DeleteGroup { group_name: "Readers".into() });
    for removal in world.account.removals_before(&deletion).into_iter().chain([deletion]) {
        world.run(removal).unwrap();
    }
    assert!(world.account.user_named("alice").is_some() && !reads(&mut world, &alice));
}

#[test]
fn a_new_default_version_changes_everybody_who_has_the_policy() {
    let (mut world, alice) = world();
    let bob = world.user("bob");
    let reading = |allowed: bool| {
        let action = if allowed { "s3:GetObject" } else { "s3:ListAllMyBuckets" };
        document(&json!({ "Effect": "Allow", "Action": action, "Resource": "*" }))
    };
    world.run(CreatePolicy { policy_name: "Reading".into(), policy_document: reading(true), ..Default::default() }).unwrap();
    let policy_arn = arn(&world, "policy/Reading");
    for user_name in ["alice", "bob"] {
        world.run(AttachUserPolicy { user_name: user_name.into(), policy_arn: policy_arn.clone() }).unwrap();
    }
    assert!(reads(&mut world, &alice) && reads(&mut world, &bob));
    let version = CreatePolicyVersion { policy_arn: policy_arn.clone(), policy_document: reading(false), set_as_default: Some(true) };
    world.run(version).unwrap();
    assert!(!reads(&mut world, &alice) && !reads(&mut world, &bob));
    world.run(SetDefaultPolicyVersion { policy_arn, version_id: "v1".into() }).unwrap();
    assert!(reads(&mut world, &alice) && reads(&mut world, &bob));
}

#[test]
fn without_its_boundary_a_user_may_what_its_policies_say() {
    let (mut world, alice) = world();
    grant(&mut world, "alice", &json!({ "Effect": "Allow", "Action": "s3:*", "Resource": "*" }));
    let permissions_boundary = "arn:aws:iam::aws:policy/IAMReadOnlyAccess".into();
    world.run(PutUserPermissionsBoundary { user_name: "alice".into(), permissions_boundary }).unwrap();
    assert!(!reads(&mut world, &alice));
    assert!(world.run_as(&alice, ListUsers::default()).is_err(), "a boundary grants nothing");
    world.run(DeleteUserPermissionsBoundary { user_name: "alice".into() }).unwrap();
    assert!(reads(&mut world, &alice));
}

#[test]
fn an_inline_policy_dies_with_its_user() {
    let (mut world, _) = world();
    grant(&mut world, "alice", &json!({ "Effect": "Allow", "Action": "s3:*", "Resource": "*" }));
    let deletion = Operation::from(DeleteUser { user_name: "alice".into() });
    for removal in world.account.removals_before(&deletion).into_iter().chain([deletion]) {
        world.run(removal).unwrap();
    }
    let again = world.user("alice");
    assert!(!reads(&mut world, &again));
}

/// A key of alice's, as who calls with it.
fn key(world: &mut World) -> Caller {
    let Reply::AccessKey { access_key } = world.run(CreateAccessKey { user_name: Some("alice".into()) }).unwrap() else { panic!("a key") };
    world.account.caller_named(&access_key.access_key_id, false).unwrap()
}

fn signs_in(world: &mut World) -> Result<SignInStep, String> {
    let login = ConsoleLogin { user_name: Some("alice".into()), password: Secret::new(PASSWORD), ..Default::default() };
    match world.run_as(Caller::nobody(), login) {
        Ok(Reply::SignIn { next }) => Ok(next),
        Ok(other) => panic!("{other:?}"),
        Err(refusal) => Err(refusal.message),
    }
}

#[test]
fn without_the_key_calls_fail_and_the_console_goes_on() {
    let (mut world, _) = world();
    grant(&mut world, "alice", &json!({ "Effect": "Allow", "Action": "s3:*", "Resource": "*" }));
    let by_key = key(&mut world);
    assert!(reads(&mut world, &by_key));
    assert_eq!(signs_in(&mut world), Ok(SignInStep::Done));
    let session = world.signed_in().unwrap();
    let access_key_id = by_key.key.unwrap().to_string();
    let status =
        |status: &str| UpdateAccessKey { user_name: Some("alice".into()), access_key_id: access_key_id.clone(), status: status.into() };
    world.run(status("Inactive")).unwrap();
    assert!(!reads(&mut world, &by_key) && reads(&mut world, &session));
    world.run(status("Active")).unwrap();
    assert!(reads(&mut world, &by_key));
    world.run(DeleteAccessKey { user_name: Some("alice".into()), access_key_id: access_key_id.clone() }).unwrap();
    assert!(!reads(&mut world, &by_key) && reads(&mut world, &session));
    assert_eq!(signs_in(&mut world), Ok(SignInStep::Done));
}

#[test]
fn without_the_password_keys_go_on() {
    let (mut world, _) = world();
    grant(&mut world, "alice", &json!({ "Effect": "Allow", "Action": "s3:*", "Resource": "*" }));
    let by_key = key(&mut world);
    world.run(UpdateAccountPasswordPolicy { max_password_age: Some(1), hard_expiry: Some(true), ..Default::default() }).unwrap();
    world.run(AdvanceClock { seconds: 2 * 86_400 }).unwrap();
    assert!(signs_in(&mut world).is_err() && reads(&mut world, &by_key));
    world.run(DeleteLoginProfile { user_name: Some("alice".into()) }).unwrap();
    assert!(signs_in(&mut world).is_err() && reads(&mut world, &by_key));
}

#[test]
fn a_deny_of_everything_freezes_a_user() {
    let (mut world, alice) = world();
    world.run(AttachUserPolicy { user_name: "alice".into(), policy_arn: ADMINISTRATOR.into() }).unwrap();
    assert!(reads(&mut world, &alice));
    world.run(AttachUserPolicy { user_name: "alice".into(), policy_arn: "arn:aws:iam::aws:policy/AWSDenyAll".into() }).unwrap();
    assert!(!reads(&mut world, &alice) && world.run_as(&alice, ListUsers::default()).is_err());
    world.run_as(&alice, GetCallerIdentity {}).unwrap();
}

#[test]
fn changes_hold_at_once() {
    let (mut world, alice) = world();
    world.run(AttachUserPolicy { user_name: "alice".into(), policy_arn: S3_READ.into() }).unwrap();
    assert!(reads(&mut world, &alice));
    world.run(DetachUserPolicy { user_name: "alice".into(), policy_arn: S3_READ.into() }).unwrap();
    assert!(!reads(&mut world, &alice));
    // Of a principal that was made a moment ago no trust policy says that it isn't there.
    world.user("new");
    let trust = document(&json!({ "Effect": "Allow", "Principal": { "AWS": arn(&world, "user/new") }, "Action": "sts:AssumeRole" }));
    world.run(CreateRole { role_name: "At-Once".into(), assume_role_policy_document: trust, ..Default::default() }).unwrap();
    assert!(!reads(&mut world, &Caller::owner_as(Asker::Outsider(Principal::parse("anonymous").unwrap()))));
}
