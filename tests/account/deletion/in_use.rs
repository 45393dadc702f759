//! Deleting what something else still uses, and operations that belong together cut off between any two of them.

use iam_console::account::Account;
use iam_console::account::authorization::Asker;
use iam_console::account::caller::Caller;
use iam_console::account::estate::sample_lines;
use iam_console::account::operation::*;
use iam_console::account::refusal::ErrorCode;
use iam_console::account::reply::Reply;
use iam_console::account::secret::Secret;
use iam_console::awscli::{Command, NoFiles, parse_line};
use jiff::SignedDuration;
use serde_json::json;

use crate::common::{PASSWORD, World, codes};
use crate::{assert_whole, entities};

const TRUST: &str = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":["ec2.amazonaws.com","lambda.amazonaws.com"]},"Action":"sts:AssumeRole"}}"#;

/// A role in an instance profile, that a running instance and a function have.
fn world() -> World {
    let mut world = World::fresh();
    world.run(CreateRole { role_name: "app".into(), assume_role_policy_document: TRUST.into(), ..Default::default() }).unwrap();
    world.run(CreateInstanceProfile { instance_profile_name: "app".into(), ..Default::default() }).unwrap();
    world.run(AddRoleToInstanceProfile { instance_profile_name: "app".into(), role_name: "app".into() }).unwrap();
    let iam_instance_profile = Some(InstanceProfileSpecification { name: Some("app".into()), ..Default::default() });
    let image_id = Some("ami-0123456789abcdef0".into());
    world.run(RunInstances { image_id, iam_instance_profile, ..Default::default() }).unwrap();
    let role = format!("arn:aws:iam::{}:role/app", world.account.id());
    world.run(CreateFunction { function_name: "resize".into(), role, ..Default::default() }).unwrap();
    world
}

fn conflict(world: &mut World, operation: impl Into<Operation>) -> String {
    let refusal = world.run(operation).unwrap_err();
    assert_eq!(refusal.code, ErrorCode::DeleteConflict);
    assert!(!refusal.blockers.is_empty() && refusal.remedy.is_some(), "{refusal:?}");
    refusal.message
}

/// As whom an instance or a function acts, or why it can't.
fn acts(world: &mut World, principal: &str) -> Result<Caller, (ErrorCode, String)> {
    match world.run_as(&Caller::ROOT, OpenSession { principal: principal.into() }) {
        Ok(Reply::Opened { caller }) => Ok(caller),
        Ok(other) => panic!("{other:?}"),
        Err(refusal) => Err((refusal.code, refusal.remedy.unwrap_or_default())),
    }
}

#[test]
fn a_role_in_use_is_held_by_its_instance_profile_alone() {
    let mut world = world();
    let instance =
        world.account.actors(&Caller::ROOT, world.env.now).into_iter().find(|actor| actor.name.starts_with("instance/")).unwrap().name;
    let inside = acts(&mut world, &instance).unwrap();
    acts(&mut world, "function/resize").unwrap();
    let role = || DeleteRole { role_name: "app".into() };
    assert_eq!(conflict(&mut world, role()), "Cannot delete entity, must remove roles from instance profile first.");
    let profile = DeleteInstanceProfile { instance_profile_name: "app".into() };
    assert_eq!(conflict(&mut world, profile), "Cannot delete entity, must remove roles from instance profile first.");

    // As on AWS, nothing asks the instance or the function.
    world.run(RemoveRoleFromInstanceProfile { instance_profile_name: "app".into(), role_name: "app".into() }).unwrap();
    world.run(role()).unwrap();
    assert_whole(&world.account);
    assert_eq!(world.run_as(&inside, ListBuckets {}).unwrap_err().code, ErrorCode::InvalidAccessKeyId, "its session goes with it");
    for (who, says) in [(instance.as_str(), "Attach a role that is there to the instance."), ("function/resize", "Give it another.")] {
        let (code, remedy) = acts(&mut world, who).unwrap_err();
        assert!(code == ErrorCode::NoCredentialsError && remedy.ends_with(says), "{who}: {remedy}");
    }
    // One that is made anew under the name is another: the function has none until it is given it.
    world.run(CreateRole { role_name: "app".into(), assume_role_policy_document: TRUST.into(), ..Default::default() }).unwrap();
    assert!(acts(&mut world, "function/resize").is_err());
    let role = Some(format!("arn:aws:iam::{}:role/app", world.account.id()));
    world.run(UpdateFunctionConfiguration { function_name: "resize".into(), role, ..Default::default() }).unwrap();
    acts(&mut world, "function/resize").unwrap();
}

#[test]
fn what_a_role_still_holds_is_named_before_it_goes() {
    let mut world = world();
    let policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess".to_owned();
    world.run(AttachRolePolicy { role_name: "app".into(), policy_arn: policy_arn.clone() }).unwrap();
    let policy_document =
        json!({ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "s3:*", "Resource": "*" } }).to_string();
    world.run(PutRolePolicy { role_name: "app".into(), policy_name: "own".into(), policy_document }).unwrap();
    let role = || DeleteRole { role_name: "app".into() };
    for (removal, said) in [
        (
            Operation::from(RemoveRoleFromInstanceProfile { instance_profile_name: "app".into(), role_name: "app".into() }),
            "Cannot delete entity, must remove roles from instance profile first.",
        ),
        (DetachRolePolicy { role_name: "app".into(), policy_arn }.into(), "Cannot delete entity, must detach all policies first."),
        (
            DeleteRolePolicy { role_name: "app".into(), policy_name: "own".into() }.into(),
            "Cannot delete entity, must delete policies first.",
        ),
    ] {
        assert_eq!(conflict(&mut world, role()), said);
        world.run(removal).unwrap();
    }
    world.run(role()).unwrap();
}

#[test]
fn a_service_s_role_is_deleted_by_its_own_operation_only() {
    let mut world = World::fresh();
    world.run(CreateServiceLinkedRole { aws_service_name: "autoscaling.amazonaws.com".into(), ..Default::default() }).unwrap();
    let role_name = "AWSServiceRoleForAutoScaling".to_owned();
    let refusal = world.run(DeleteRole { role_name: role_name.clone() }).unwrap_err();
    assert_eq!(refusal.code, ErrorCode::UnmodifiableEntity, "{refusal}");
    world.run(DeleteServiceLinkedRole { role_name }).unwrap();
    assert_whole(&world.account);
}

/// Operations that a wizard or a form does together.
fn together() -> Vec<(&'static str, Vec<Operation>)> {
    let user_name = || "bob".to_owned();
    let document = |action: &str| {
        json!({ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": action, "Resource": "*" } }).to_string()
    };
    let policy_arn = format!("arn:aws:iam::{}:policy/Reading", World::fresh().account.id());
    let password = Some(Secret::new(PASSWORD));
    vec![
        (
            "create user",
            vec![
                CreateUser { user_name: user_name(), ..Default::default() }.into(),
                CreateLoginProfile { user_name: Some(user_name()), password, password_reset_required: Some(true) }.into(),
                AttachUserPolicy { user_name: user_name(), policy_arn: "arn:aws:iam::aws:policy/IAMUserChangePassword".into() }.into(),
                CreateGroup { group_name: "Ops".into(), path: None }.into(),
                AddUserToGroup { group_name: "Ops".into(), user_name: user_name() }.into(),
            ],
        ),
        (
            "create role for EC2",
            vec![
                CreateRole { role_name: "web".into(), assume_role_policy_document: TRUST.into(), ..Default::default() }.into(),
                AttachRolePolicy { role_name: "web".into(), policy_arn: "arn:aws:iam::aws:policy/ReadOnlyAccess".into() }.into(),
                CreateInstanceProfile { instance_profile_name: "web".into(), ..Default::default() }.into(),
                AddRoleToInstanceProfile { instance_profile_name: "web".into(), role_name: "web".into() }.into(),
            ],
        ),
        (
            "set default and delete version",
            vec![
                CreatePolicy { policy_name: "Reading".into(), policy_document: document("s3:GetObject"), ..Default::default() }.into(),
                CreatePolicyVersion { policy_arn: policy_arn.clone(), policy_document: document("s3:*"), set_as_default: None }.into(),
                SetDefaultPolicyVersion { policy_arn: policy_arn.clone(), version_id: "v2".into() }.into(),
                DeletePolicyVersion { policy_arn, version_id: "v1".into() }.into(),
            ],
        ),
    ]
}

/// What is there, without ids that chance gives.
fn named(world: &World) -> Vec<String> {
    let account = &world.account;
    let users = account.users().map(|user| {
        let groups: Vec<&str> = account.groups_of(user.id).into_iter().map(|group| group.name.as_str()).collect();
        format!("{} {groups:?} {} {}", user.name, account.attached_count_of(user.id), account.login_profile_of(user.id).is_some())
    });
    let roles = account.roles().map(|role| {
        let profiles: Vec<&str> = account.profiles_of_role(role.id).into_iter().map(|profile| profile.name.as_str()).collect();
        format!("{} {profiles:?} {}", role.name, account.attached_count_of(role.id))
    });
    let policies =
        account.policies().map(|policy| format!("{} {} {}", policy.name, policy.default_version, account.versions_of(policy.id).count()));
    users.chain(roles).chain(policies).collect()
}

#[test]
fn what_is_cut_off_in_the_middle_is_whole_and_is_gone_on_with_or_taken_back() {
    for (what, operations) in together() {
        let mut finished = World::fresh();
        for operation in operations.clone() {
            finished.run(operation).unwrap_or_else(|refusal| panic!("{what}: {refusal}"));
        }
        for cut in 0..operations.len() {
            let mut world = World::fresh();
            for operation in operations.iter().take(cut) {
                world.run(operation.clone()).unwrap();
            }
            assert_whole(&world.account);
            // As after a crash: what is there is read again, and what is left can still be done.
            let there = world.account.entities().map(|(_, entity)| entity.clone());
            world.account = Account::of(world.account.id(), world.account.quotas().clone(), there).unwrap();
            for operation in operations.iter().skip(cut) {
                world.run(operation.clone()).unwrap_or_else(|refusal| panic!("{what} after {cut}: {refusal}"));
            }
            assert_eq!(named(&world), named(&finished), "{what}, cut off before operation {}", cut + 1);
            assert_whole(&world.account);
        }
        // In one batch there is no middle: with something impossible at its end, none of it is done.
        let world = World::fresh();
        let mut all = operations;
        all.push(DeleteUser { user_name: "nobody".into() }.into());
        let refused = world.account.plan_all(&Caller::ROOT, &all, &mut crate::common::env()).unwrap_err();
        assert_eq!((refused.index, refused.refusal.code), (all.len() - 1, ErrorCode::NoSuchEntity), "{what}");
        assert_eq!(entities(&world.account), entities(&World::fresh().account));
    }
}

#[test]
fn a_device_that_was_made_and_not_enabled_guards_nothing_and_can_be_enabled_or_deleted() {
    let mut world = World::fresh();
    world.user("alice");
    world.run(CreateVirtualMFADevice { virtual_mfa_device_name: "phone".into(), ..Default::default() }).unwrap();
    assert_whole(&world.account);
    let login = || ConsoleLogin { user_name: Some("alice".into()), password: Secret::new(PASSWORD), ..Default::default() };
    let Ok(Reply::SignIn { next }) = world.run_as(Caller::nobody(), login()) else { panic!("signs in") };
    assert_eq!(next, iam_console::account::reply::SignInStep::Done, "no code is asked for");
    let again = CreateVirtualMFADevice { virtual_mfa_device_name: "phone".into(), ..Default::default() };
    assert_eq!(world.run(again).unwrap_err().message, "MFA device already exists.");
    let serial_number = world.account.virtual_mfa_serial_number("phone");
    let [authentication_code_1, authentication_code_2] = codes(&world.account, "phone", 0);
    let wrong = EnableMFADevice {
        user_name: Some("alice".into()),
        serial_number: serial_number.clone(),
        authentication_code_1: authentication_code_2.clone(),
        authentication_code_2: authentication_code_1.clone(),
    };
    assert_eq!(world.run(wrong.clone()).unwrap_err().message, "Authentication code for device is not valid.");
    let enable = EnableMFADevice { authentication_code_1, authentication_code_2, ..wrong };
    world.run(enable).unwrap();
    let delete = DeleteVirtualMFADevice { serial_number: serial_number.clone() };
    assert_eq!(world.run(delete.clone()).unwrap_err().message, "MFA VirtualDevice in use. Must deactivate first.");
    world.run(DeactivateMFADevice { user_name: Some("alice".into()), serial_number }).unwrap();
    world.run(delete).unwrap();
    assert_whole(&world.account);
}

#[test]
fn the_default_version_is_not_deleted_and_another_is_only_once_it_is_not() {
    let mut world = World::fresh();
    let (_, operations) = together().pop().unwrap();
    let [create, version, set, delete] = &operations[..] else { panic!("four") };
    world.run(create.clone()).unwrap();
    world.run(version.clone()).unwrap();
    let refusal = world.run(delete.clone()).unwrap_err();
    assert_eq!((refusal.code, refusal.message.as_str()), (ErrorCode::DeleteConflict, "Cannot delete the default version of a policy."));
    world.run(set.clone()).unwrap();
    world.run(delete.clone()).unwrap();
    assert_whole(&world.account);
}

#[test]
fn the_sample_estate_is_made_line_by_line_or_together_alike() {
    let operations = |world: &World| -> Vec<Operation> {
        let lines = sample_lines(world.account.id().as_str());
        let read = |line: String| match parse_line(line.strip_prefix("aws ").unwrap(), &NoFiles) {
            Ok(Command::Call(invocation)) => invocation.operation,
            other => panic!("{line}: {other:?}"),
        };
        lines.into_iter().map(read).collect()
    };
    let mut world = World::fresh();
    for operation in operations(&world) {
        world.run(operation).unwrap();
        assert_whole(&world.account);
    }
    let mut again = World::fresh();
    let all = operations(&again);
    let batch = again.account.plan_all(&Caller::ROOT, &all, &mut again.env).unwrap();
    assert_eq!(batch.after.entities().count(), world.account.entities().count());
    assert!(batch.after.asker_named("root").is_ok_and(|root| root == Asker::Root));
}

#[test]
fn a_try_as_somebody_leaves_one_session_however_often() {
    let mut world = World::fresh();
    world.user("alice");
    let principal = || OpenSession { principal: "user/alice".into() };
    for _ in 0..5 {
        world.run_as(&Caller::ROOT, principal()).unwrap();
    }
    assert_eq!(world.account.sessions().count(), 1);
    let Ok(Reply::Opened { caller }) = world.run_as(&Caller::ROOT, principal()) else { panic!("a session") };
    world.run_as(&caller, GetCallerIdentity {}).unwrap();
}

/// Moves the practice clock on.
fn later(world: &mut World, seconds: u32) {
    world.run(AdvanceClock { seconds }).unwrap();
    world.env.now = world.account.time_at(world.env.real_now);
}

/// As on AWS, revoking a role's sessions touches the credentials that an instance has until they are renewed.
#[test]
fn what_an_instance_has_is_denied_once_revoked_until_it_is_renewed() {
    let mut world = world();
    let instance =
        world.account.actors(&Caller::ROOT, world.env.now).into_iter().find(|actor| actor.name.starts_with("instance/")).unwrap().name;
    let id = instance.strip_prefix("instance/").unwrap().to_owned();
    let document = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"*"}}"#;
    world.run(PutRolePolicy { role_name: "app".into(), policy_name: "List".into(), policy_document: document.into() }).unwrap();
    let first = acts(&mut world, &instance).unwrap();
    later(&mut world, 60 * 10);
    assert_eq!(acts(&mut world, &instance).unwrap(), first, "the credentials are kept");
    let revoke = world.account.role_named("app").unwrap().revoking_sessions(world.env.now);
    world.run(revoke).unwrap();
    let denied = |world: &mut World, who: &str| {
        let caller = acts(world, who).unwrap();
        world.run_as(&caller, ListBuckets {}).map_err(|refusal| refusal.remedy.unwrap_or_default())
    };
    let remedy = denied(&mut world, &instance).unwrap_err();
    let renewed = (world.account.sessions().find(|session| Some(session.key) == first.key).unwrap().issued
        + SignedDuration::from_mins(355))
    .strftime("%Y-%m-%d %H:%M:%S UTC")
    .to_string();
    assert!(remedy.contains("they were revoked") && remedy.contains(&renewed) && remedy.contains("stop and start"), "{remedy}");
    // Six hours less five minutes after they were issued there are new ones.
    later(&mut world, 60 * 344);
    assert!(denied(&mut world, &instance).is_err());
    later(&mut world, 60);
    assert!(denied(&mut world, &instance).is_ok());

    // Whoever starts it anew has new ones at once; so has a function that is configured anew.
    let ids = || vec![id.clone()];
    for (who, renewing) in [
        (instance.clone(), vec![StopInstances { instance_ids: ids() }.into(), Operation::from(StartInstances { instance_ids: ids() })]),
        ("function/resize".to_owned(), vec![UpdateFunctionConfiguration { function_name: "resize".into(), ..Default::default() }.into()]),
    ] {
        acts(&mut world, &who).unwrap();
        later(&mut world, 5);
        let revoke = world.account.role_named("app").unwrap().revoking_sessions(world.env.now);
        world.run(revoke).unwrap();
        assert!(denied(&mut world, &who).unwrap_err().contains("new ones from"), "{who}");
        for operation in renewing {
            world.run(operation).unwrap();
        }
        assert!(denied(&mut world, &who).is_ok(), "{who}");
    }
    world.run(TerminateInstances { instance_ids: ids() }).unwrap();
    assert!(world.account.sessions().all(|session| session.service() != Some("ec2.amazonaws.com")));
}

/// Trust is asked when a session is opened, and not later.
#[test]
fn credentials_that_were_issued_go_on_whatever_trust_and_profile_become() {
    let mut world = world();
    let instance =
        world.account.actors(&Caller::ROOT, world.env.now).into_iter().find(|actor| actor.name.starts_with("instance/")).unwrap().name;
    let first = [acts(&mut world, &instance).unwrap(), acts(&mut world, "function/resize").unwrap()];
    let policy_document = TRUST.replace("ec2.", "ecs.").replace("lambda.", "ecs-tasks.");
    world.run(UpdateAssumeRolePolicy { role_name: "app".into(), policy_document }).unwrap();
    world.run(RemoveRoleFromInstanceProfile { instance_profile_name: "app".into(), role_name: "app".into() }).unwrap();
    assert_eq!([acts(&mut world, &instance).unwrap(), acts(&mut world, "function/resize").unwrap()], first);
    later(&mut world, 6 * 3600);
    assert!(acts(&mut world, &instance).unwrap_err().1.contains("no role in the instance profile"));
    world.run(AddRoleToInstanceProfile { instance_profile_name: "app".into(), role_name: "app".into() }).unwrap();
    for (who, service) in [(instance.as_str(), "EC2"), ("function/resize", "Lambda")] {
        let (_, remedy) = acts(&mut world, who).unwrap_err();
        assert!(remedy.contains(&format!("does not let {service} in")), "{remedy}");
    }
    // Another profile brings another role's credentials at once.
    world.run(UpdateAssumeRolePolicy { role_name: "app".into(), policy_document: TRUST.into() }).unwrap();
    acts(&mut world, &instance).unwrap();
    let id = instance.strip_prefix("instance/").unwrap();
    let association_id = world.account.association_of(id).unwrap();
    world.run(DisassociateIamInstanceProfile { association_id }).unwrap();
    assert!(acts(&mut world, &instance).unwrap_err().1.contains("no instance profile"));
}

/// The documented way to bind credentials to the instance or function that they are for.
#[test]
fn what_acts_with_a_role_is_named_in_its_requests() {
    let mut world = world();
    let instance =
        world.account.actors(&Caller::ROOT, world.env.now).into_iter().find(|actor| actor.name.starts_with("instance/")).unwrap().name;
    let id = world.account.id();
    for (who, key, arn) in [
        (instance.clone(), "ec2:SourceInstanceARN", format!("arn:aws:ec2:us-east-1:{id}:{instance}")),
        ("function/resize".into(), "lambda:SourceFunctionArn", format!("arn:aws:lambda:us-east-1:{id}:function:resize")),
    ] {
        let document = |arn: &str| {
            json!({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*",
                "Condition": {"ArnEquals": {key: arn}}}})
            .to_string()
        };
        let caller = acts(&mut world, &who).unwrap();
        for (policy_document, is_let) in [(document(&arn), true), (document(&format!("{arn}x")), false)] {
            world.run(PutRolePolicy { role_name: "app".into(), policy_name: "Own".into(), policy_document }).unwrap();
            assert_eq!(world.run_as(&caller, ListBuckets {}).is_ok(), is_let, "{who}");
        }
    }
}
