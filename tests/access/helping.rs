//! Who could allow what was denied is asked about what would really help: the policy that decides.

use iam_console::access::{Help, help};
use iam_console::account::authorization::Asker;
use iam_console::account::caller::Caller;
use iam_console::account::operation::*;
use iam_console::account::reply::Reply;
use iam_console::policy::request::Principal;
use serde_json::{Value, json};

use super::common::World;

const ADMINISTRATOR: &str = "arn:aws:iam::aws:policy/AdministratorAccess";
const READ_ONLY: &str = "arn:aws:iam::aws:policy/ReadOnlyAccess";

fn document(statement: &Value) -> String {
    json!({ "Version": "2012-10-17", "Statement": statement }).to_string()
}

fn deny() -> String {
    document(&json!({ "Effect": "Deny", "Action": "s3:*", "Resource": "*" }))
}

/// What helps a caller whom an operation is denied, with the account's id left out.
fn helps(world: &mut World, caller: &Caller, operation: impl Into<Operation>) -> Result<(&'static str, String), &'static str> {
    let refusal = world.run_as(caller, operation).unwrap_err();
    let Help { action, resource } = help(&world.account, caller, &refusal.denied.expect("policies deny it"))?;
    Ok((action, resource.replace(world.account.id().as_str(), "ACCOUNT")))
}

/// What helps, on what, and what makes it so.
type Case<'a> = (&'static str, &'a str, &'a dyn Fn(&mut World));

fn buckets() -> ListBuckets {
    ListBuckets {}
}

#[test]
fn a_user_is_helped_where_its_policies_decide() {
    let alice = "arn:aws:iam::ACCOUNT:user/alice";
    let team = "arn:aws:iam::ACCOUNT:group/team";
    let name = || "alice".to_owned();
    let cases: [Case<'_>; 7] = [
        ("iam:AttachUserPolicy", alice, &|_| {}),
        ("iam:DeleteUserPolicy", alice, &|world| {
            world.change(PutUserPolicy { user_name: name(), policy_name: "no".into(), policy_document: deny() });
        }),
        ("iam:DetachUserPolicy", alice, &|world| {
            world.change(CreatePolicy { policy_name: "no".into(), policy_document: deny(), ..Default::default() });
            let policy_arn = format!("arn:aws:iam::{}:policy/no", world.account.id());
            world.change(AttachUserPolicy { user_name: name(), policy_arn });
        }),
        ("iam:DeleteGroupPolicy", team, &|world| {
            world.change(PutGroupPolicy { group_name: "team".into(), policy_name: "no".into(), policy_document: deny() });
        }),
        ("iam:DetachGroupPolicy", team, &|world| {
            world.change(CreatePolicy { policy_name: "no".into(), policy_document: deny(), ..Default::default() });
            let policy_arn = format!("arn:aws:iam::{}:policy/no", world.account.id());
            world.change(AttachGroupPolicy { group_name: "team".into(), policy_arn });
        }),
        ("iam:DeleteUserPermissionsBoundary", alice, &|world| {
            world.change(AttachUserPolicy { user_name: name(), policy_arn: ADMINISTRATOR.into() });
            let permissions_boundary = "arn:aws:iam::aws:policy/IAMReadOnlyAccess".to_owned();
            world.change(PutUserPermissionsBoundary { user_name: name(), permissions_boundary });
        }),
        ("iam:DeleteUserPermissionsBoundary", alice, &|world| {
            world.change(AttachUserPolicy { user_name: name(), policy_arn: ADMINISTRATOR.into() });
            world.change(CreatePolicy { policy_name: "no".into(), policy_document: deny(), ..Default::default() });
            let permissions_boundary = format!("arn:aws:iam::{}:policy/no", world.account.id());
            world.change(PutUserPermissionsBoundary { user_name: name(), permissions_boundary });
        }),
    ];
    for (action, resource, prepare) in cases {
        let mut world = World::fresh();
        let caller = world.user("alice");
        world.change(CreateGroup { group_name: "team".into(), ..Default::default() });
        world.change(AddUserToGroup { group_name: "team".into(), user_name: name() });
        prepare(&mut world);
        assert_eq!(helps(&mut world, &caller, buckets()), Ok((action, resource.to_owned())));
    }
}

/// In a role's place it is the role's policies that count, and what its session was given at the beginning nobody widens.
#[test]
fn a_role_is_helped_in_whose_place_one_is() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    world.change(AttachUserPolicy { user_name: "alice".into(), policy_arn: ADMINISTRATOR.into() });
    let trust = document(&json!({ "Effect": "Allow", "Principal": { "AWS": world.account.id().to_string() }, "Action": "sts:AssumeRole" }));
    world.change(CreateRole { role_name: "Auditor".into(), assume_role_policy_document: trust, ..Default::default() });
    let role = || "arn:aws:iam::ACCOUNT:role/Auditor".to_owned();
    let role_arn = role().replace("ACCOUNT", world.account.id().as_str());
    let assume =
        |policy: Option<String>| AssumeRole { role_arn: role_arn.clone(), role_session_name: "alice".into(), policy, ..Default::default() };
    let session = |world: &mut World, policy: Option<String>| {
        let Reply::Session(session) = world.run_as(&alice, assume(policy)).unwrap() else { panic!("a session") };
        world.account.caller_named(&session.credentials.access_key_id, false).unwrap()
    };
    let plain = session(&mut world, None);
    assert_eq!(helps(&mut world, &plain, buckets()), Ok(("iam:AttachRolePolicy", role())));
    world.change(PutRolePolicy { role_name: "Auditor".into(), policy_name: "no".into(), policy_document: deny() });
    assert_eq!(helps(&mut world, &plain, buckets()), Ok(("iam:DeleteRolePolicy", role())));
    world.change(DeleteRolePolicy { role_name: "Auditor".into(), policy_name: "no".into() });
    world.change(AttachRolePolicy { role_name: "Auditor".into(), policy_arn: READ_ONLY.into() });
    let narrow = session(&mut world, Some(document(&json!({ "Effect": "Allow", "Action": "iam:*", "Resource": "*" }))));
    assert_eq!(
        helps(&mut world, &narrow, buckets()),
        Err("What limits a session from its beginning nobody widens: another one must be opened.")
    );
    let permissions_boundary = "arn:aws:iam::aws:policy/IAMReadOnlyAccess".to_owned();
    world.change(PutRolePermissionsBoundary { role_name: "Auditor".into(), permissions_boundary });
    assert_eq!(helps(&mut world, &plain, buckets()), Ok(("iam:DeleteRolePermissionsBoundary", role())));
}

/// Where the policy of what is asked for decides, it is that which must be written anew: by whoever owns it, for strangers, too.
#[test]
fn the_policy_of_the_resource_is_what_helps_where_it_decides() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    world.change(AttachUserPolicy { user_name: "alice".into(), policy_arn: ADMINISTRATOR.into() });
    let pat = Caller::owner_as(Asker::Outsider(Principal::parse("arn:aws:iam::111122223333:user/pat").unwrap()));
    world.change(CreateBucket { bucket: "reports".into(), ..Default::default() });
    let read = || GetObject { bucket: "reports".into(), key: "q1.csv".into() };
    let bucket = ("s3:PutBucketPolicy", "arn:aws:s3:::reports".to_owned());
    assert_eq!(helps(&mut world, &pat, read()), Ok(bucket.clone()));
    let statement = json!({ "Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" });
    world.change(PutBucketPolicy { bucket: "reports".into(), policy: document(&statement) });
    assert_eq!(helps(&mut world, &alice, read()), Ok(bucket));
    let trust = document(&json!({ "Effect": "Allow", "Principal": { "Service": "ec2.amazonaws.com" }, "Action": "sts:AssumeRole" }));
    world.change(CreateRole { role_name: "Web".into(), assume_role_policy_document: trust, ..Default::default() });
    let role_arn = format!("arn:aws:iam::{}:role/Web", world.account.id());
    let assume = AssumeRole { role_arn, role_session_name: "alice".into(), ..Default::default() };
    assert_eq!(helps(&mut world, &alice, assume), Ok(("iam:UpdateAssumeRolePolicy", "arn:aws:iam::ACCOUNT:role/Web".to_owned())));
    world.change(CreateQueue { queue_name: "orders".into(), ..Default::default() });
    let send = SendMessage { queue_url: world.account.queue_url("orders"), message_body: "x".into() };
    assert_eq!(helps(&mut world, &pat, send), Ok(("sqs:SetQueueAttributes", "arn:aws:sqs:us-east-1:ACCOUNT:orders".to_owned())));
}
