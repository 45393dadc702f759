//! Who could allow what was denied is asked about what would really help: the policy that decides, and every way to it.

use iam_console::access::{Helper, Progress, WhoCould, is_helped, who_could};
use iam_console::account::authorization::{Asker, Circumstances};
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

/// Who could help a caller whom an operation is denied.
fn could(world: &mut World, caller: &Caller, operation: impl Into<Operation>) -> Result<WhoCould, &'static str> {
    let refusal = world.run_as(caller, operation).unwrap_err();
    let denied = refusal.denied.expect("policies deny it");
    is_helped(&world.account, caller, &denied)?;
    let circumstances = Circumstances::with_mfa(world.env.now);
    Ok(who_could(&world.account, caller, &denied, circumstances, &Progress::default()).unwrap())
}

/// All that helps: what root could do, with the account's id left out.
fn helps(world: &mut World, caller: &Caller, operation: impl Into<Operation>) -> Result<Vec<(String, String)>, &'static str> {
    let root = could(world, caller, operation)?.helpers.remove(0);
    assert_eq!(root.asker, Asker::Root);
    let asked = root.ways.into_iter().map(|way| (way.asked.action, way.asked.resource.replace(world.account.id().as_str(), "ACCOUNT")));
    Ok(asked.collect())
}

fn pairs(of: &[(&str, &str)]) -> Vec<(String, String)> {
    of.iter().map(|(action, resource)| ((*action).to_owned(), (*resource).to_owned())).collect()
}

/// What helps, on what, and what makes it so.
type Case<'a> = (&'a [(&'a str, &'a str)], &'a dyn Fn(&mut World));

fn buckets() -> ListBuckets {
    ListBuckets {}
}

#[test]
fn a_user_is_helped_where_its_policies_decide() {
    let alice = "arn:aws:iam::ACCOUNT:user/alice";
    let team = "arn:aws:iam::ACCOUNT:group/team";
    let no = "arn:aws:iam::ACCOUNT:policy/no";
    let name = || "alice".to_owned();
    let cases: [Case<'_>; 7] = [
        (
            &[("iam:PutUserPolicy", alice), ("iam:PutGroupPolicy", team), ("iam:AttachUserPolicy", alice), ("iam:AttachGroupPolicy", team)],
            &|_| {},
        ),
        (&[("iam:PutUserPolicy", alice), ("iam:DeleteUserPolicy", alice)], &|world| {
            world.change(PutUserPolicy { user_name: name(), policy_name: "no".into(), policy_document: deny() });
        }),
        (&[("iam:CreatePolicyVersion", no), ("iam:DetachUserPolicy", alice)], &|world| {
            world.change(CreatePolicy { policy_name: "no".into(), policy_document: deny(), ..Default::default() });
            let policy_arn = format!("arn:aws:iam::{}:policy/no", world.account.id());
            world.change(AttachUserPolicy { user_name: name(), policy_arn });
        }),
        (&[("iam:PutGroupPolicy", team), ("iam:DeleteGroupPolicy", team), ("iam:RemoveUserFromGroup", team)], &|world| {
            world.change(PutGroupPolicy { group_name: "team".into(), policy_name: "no".into(), policy_document: deny() });
        }),
        (&[("iam:CreatePolicyVersion", no), ("iam:DetachGroupPolicy", team), ("iam:RemoveUserFromGroup", team)], &|world| {
            world.change(CreatePolicy { policy_name: "no".into(), policy_document: deny(), ..Default::default() });
            let policy_arn = format!("arn:aws:iam::{}:policy/no", world.account.id());
            world.change(AttachGroupPolicy { group_name: "team".into(), policy_arn });
        }),
        (&[("iam:PutUserPermissionsBoundary", alice), ("iam:DeleteUserPermissionsBoundary", alice)], &|world| {
            world.change(AttachUserPolicy { user_name: name(), policy_arn: ADMINISTRATOR.into() });
            let permissions_boundary = "arn:aws:iam::aws:policy/IAMReadOnlyAccess".to_owned();
            world.change(PutUserPermissionsBoundary { user_name: name(), permissions_boundary });
        }),
        (
            &[("iam:CreatePolicyVersion", no), ("iam:PutUserPermissionsBoundary", alice), ("iam:DeleteUserPermissionsBoundary", alice)],
            &|world| {
                world.change(AttachUserPolicy { user_name: name(), policy_arn: ADMINISTRATOR.into() });
                world.change(CreatePolicy { policy_name: "no".into(), policy_document: deny(), ..Default::default() });
                let permissions_boundary = format!("arn:aws:iam::{}:policy/no", world.account.id());
                world.change(PutUserPermissionsBoundary { user_name: name(), permissions_boundary });
            },
        ),
    ];
    for (expected, prepare) in cases {
        let mut world = World::fresh();
        let caller = world.user("alice");
        world.change(CreateGroup { group_name: "team".into(), ..Default::default() });
        world.change(AddUserToGroup { group_name: "team".into(), user_name: name() });
        prepare(&mut world);
        assert_eq!(helps(&mut world, &caller, buckets()), Ok(pairs(expected)));
    }
}

/// What is taken away may be the only policy that allows, and not the only one that denies: the way says so. Where signing in with
/// MFA is enough, nobody need do anything.
#[test]
fn a_way_that_is_not_enough_says_so() {
    let words = |world: &mut World, alice: &Caller| {
        let could = could(world, alice, buckets()).unwrap();
        let root = could.helpers.into_iter().next().unwrap();
        (root.ways.into_iter().map(|way| way.words).collect::<Vec<_>>(), could.is_for_mfa)
    };
    let inline = |world: &mut World, policy_name: &str, statements: Value| {
        let policy_document = document(&statements);
        world.change(PutUserPolicy { user_name: "alice".into(), policy_name: policy_name.into(), policy_document });
    };
    let mut world = World::fresh();
    let alice = world.user("alice");
    let unless = json!({ "BoolIfExists": { "aws:MultiFactorAuthPresent": "false" } });
    inline(
        &mut world,
        "ForceMFA",
        json!([
            { "Effect": "Allow", "Action": "*", "Resource": "*" },
            { "Effect": "Deny", "Action": "s3:*", "Resource": "*", "Condition": unless }
        ]),
    );
    let anew = || "write ForceMFA of alice anew".to_owned();
    assert_eq!(words(&mut world, &alice), (vec![anew(), "delete ForceMFA of alice; then nothing allows it yet".into()], true));
    inline(&mut world, "Own", json!({ "Effect": "Allow", "Action": "s3:*", "Resource": "*" }));
    assert_eq!(words(&mut world, &alice), (vec!["delete ForceMFA of alice".into(), anew()], true));
    inline(&mut world, "Shut", json!({ "Effect": "Deny", "Action": "s3:*", "Resource": "*" }));
    let (ways, is_for_mfa) = words(&mut world, &alice);
    assert!(
        ways.iter()
            .all(|way| way.ends_with("ForceMFA of alice; then it is denied still") || way.ends_with("anew; then it is denied still"))
    );
    assert!(ways.len() == 2 && !is_for_mfa, "{ways:?}");
    let bob = world.user("bob");
    let permissions_boundary = "arn:aws:iam::aws:policy/AmazonEC2FullAccess".to_owned();
    world.change(PutUserPermissionsBoundary { user_name: "bob".into(), permissions_boundary });
    let (ways, _) = words(&mut world, &bob);
    assert!(ways.len() > 1 && ways.iter().all(|way| way.ends_with("; then the boundary does not allow it yet")), "{ways:?}");
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
    assert_eq!(helps(&mut world, &plain, buckets()), Ok(pairs(&[("iam:PutRolePolicy", &role()), ("iam:AttachRolePolicy", &role())])));
    world.change(PutRolePolicy { role_name: "Auditor".into(), policy_name: "no".into(), policy_document: deny() });
    assert_eq!(helps(&mut world, &plain, buckets()), Ok(pairs(&[("iam:PutRolePolicy", &role()), ("iam:DeleteRolePolicy", &role())])));
    world.change(DeleteRolePolicy { role_name: "Auditor".into(), policy_name: "no".into() });
    world.change(AttachRolePolicy { role_name: "Auditor".into(), policy_arn: READ_ONLY.into() });
    let narrow = session(&mut world, Some(document(&json!({ "Effect": "Allow", "Action": "iam:*", "Resource": "*" }))));
    assert_eq!(
        helps(&mut world, &narrow, buckets()),
        Err("What limits a session from its beginning nobody widens: another one must be opened.")
    );
    let permissions_boundary = "arn:aws:iam::aws:policy/IAMReadOnlyAccess".to_owned();
    world.change(PutRolePermissionsBoundary { role_name: "Auditor".into(), permissions_boundary });
    assert_eq!(
        helps(&mut world, &plain, buckets()),
        Ok(pairs(&[("iam:PutRolePermissionsBoundary", &role()), ("iam:DeleteRolePermissionsBoundary", &role())]))
    );
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
    let bucket = pairs(&[("s3:PutBucketPolicy", "arn:aws:s3:::reports")]);
    assert_eq!(helps(&mut world, &pat, read()), Ok(bucket.clone()));
    let statement = json!({ "Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" });
    world.change(PutBucketPolicy { bucket: "reports".into(), policy: document(&statement) });
    assert_eq!(helps(&mut world, &alice, read()), Ok(bucket));
    let trust = document(&json!({ "Effect": "Allow", "Principal": { "Service": "ec2.amazonaws.com" }, "Action": "sts:AssumeRole" }));
    world.change(CreateRole { role_name: "Web".into(), assume_role_policy_document: trust, ..Default::default() });
    let role_arn = format!("arn:aws:iam::{}:role/Web", world.account.id());
    let assume = AssumeRole { role_arn, role_session_name: "alice".into(), ..Default::default() };
    assert_eq!(helps(&mut world, &alice, assume), Ok(pairs(&[("iam:UpdateAssumeRolePolicy", "arn:aws:iam::ACCOUNT:role/Web")])));
    world.change(CreateQueue { queue_name: "orders".into(), ..Default::default() });
    let send = SendMessage { queue_url: world.account.queue_url("orders"), message_body: "x".into() };
    assert_eq!(helps(&mut world, &pat, send), Ok(pairs(&[("sqs:SetQueueAttributes", "arn:aws:sqs:us-east-1:ACCOUNT:orders")])));
}

/// A bucket's policy that shuts all out is the root user's to take back, whoever is denied by it.
#[test]
fn a_policy_that_denies_the_root_user_too_it_can_write_anew() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    world.change(AttachUserPolicy { user_name: "alice".into(), policy_arn: ADMINISTRATOR.into() });
    world.change(CreateBucket { bucket: "vault".into(), ..Default::default() });
    let both = ["arn:aws:s3:::vault", "arn:aws:s3:::vault/*"];
    let statement = json!({ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": both });
    world.change(PutBucketPolicy { bucket: "vault".into(), policy: document(&statement) });
    let read = || GetObject { bucket: "vault".into(), key: "q1.csv".into() };
    for caller in [&alice, &Caller::ROOT] {
        assert_eq!(helps(&mut world, caller, read()), Ok(pairs(&[("s3:PutBucketPolicy", "arn:aws:s3:::vault")])));
    }
}

const S3_READ: &str = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";

/// A user who may do one thing.
fn with(world: &mut World, name: &str, action: &str, resource: &str, condition: &Value) -> Caller {
    world.change(CreateUser { user_name: name.into(), ..Default::default() });
    let resource = resource.replace("ACCOUNT", world.account.id().as_str());
    let mut statement = json!({ "Effect": "Allow", "Action": action, "Resource": resource });
    if !condition.is_null() {
        statement["Condition"] = condition.clone();
    }
    world.change(PutUserPolicy { user_name: name.into(), policy_name: "own".into(), policy_document: document(&statement) });
    world.account.caller_named(&format!("user/{name}"), false).unwrap()
}

/// Each is told by the way that is open to them, which the account itself lets them go, and nobody to whom none is.
#[test]
fn who_could_is_told_with_the_way_that_is_open_to_them() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    let own = world.account.id().to_string();
    world.change(CreatePolicy { policy_name: "dull".into(), policy_document: deny().replace("s3:*", "ec2:*"), ..Default::default() });
    let dull = format!("arn:aws:iam::{own}:policy/dull");
    world.change(AttachUserPolicy { user_name: "alice".into(), policy_arn: dull.clone() });
    world.change(CreateGroup { group_name: "readers".into(), ..Default::default() });
    world.change(AttachGroupPolicy { group_name: "readers".into(), policy_arn: S3_READ.into() });
    world.change(CreateGroup { group_name: "guests".into(), ..Default::default() });
    let user = "arn:aws:iam::ACCOUNT:user/alice";
    let policy = |arn: &str| json!({ "ArnEquals": { "iam:PolicyARN": arn } });
    let writer = with(&mut world, "writer", "iam:PutUserPolicy", user, &Value::Null);
    let joiner = with(&mut world, "joiner", "iam:AddUserToGroup", "arn:aws:iam::ACCOUNT:group/readers", &Value::Null);
    let versioner = with(&mut world, "versioner", "iam:CreatePolicyVersion", "arn:aws:iam::ACCOUNT:policy/dull", &Value::Null);
    let attacher = with(&mut world, "attacher", "iam:AttachUserPolicy", user, &policy(S3_READ));
    with(&mut world, "harmless", "iam:AttachUserPolicy", user, &policy("arn:aws:iam::aws:policy/IAMReadOnlyAccess"));
    with(&mut world, "elsewhere", "iam:AddUserToGroup", "arn:aws:iam::ACCOUNT:group/guests", &Value::Null);
    with(&mut world, "away", "iam:PutUserPolicy", user, &json!({ "IpAddress": { "aws:SourceIp": "198.51.100.0/24" } }));
    let told = could(&mut world, &alice, buckets()).unwrap();
    let name = |helper: &Helper| world.account.asker_name(&helper.asker);
    let in_words = |helper: &Helper| helper.ways.iter().map(|way| way.words.as_str()).collect::<Vec<_>>().join("; ");
    let others: Vec<(String, String, Vec<String>)> =
        told.helpers.iter().skip(1).map(|helper| (name(helper), in_words(helper), helper.access.hinges.clone())).collect();
    let expected = [
        ("writer", "write an inline policy of alice", &[][..]),
        ("joiner", "add alice to the group readers", &[]),
        ("versioner", "write a new version of dull", &[]),
        ("attacher", "attach AmazonS3ReadOnlyAccess to alice", &[]),
        ("away", "write an inline policy of alice", &["aws:SourceIp"]),
    ];
    let mut expected: Vec<(String, String, Vec<String>)> = expected
        .into_iter()
        .map(|(name, words, hinges)| (name.to_owned(), words.to_owned(), hinges.iter().map(|key| (*key).to_owned()).collect()))
        .collect();
    let mut sorted = others.clone();
    sorted.sort();
    expected.sort();
    assert_eq!(sorted, expected);
    assert_eq!(others.last().unwrap().0, "away", "who could under other circumstances comes last");
    assert_eq!(told.asked, 9, "root, alice and seven more");
    let allows = document(&json!({ "Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*" }));
    let ways: [(Caller, Operation); 4] = [
        (writer, PutUserPolicy { user_name: "alice".into(), policy_name: "s3".into(), policy_document: allows.clone() }.into()),
        (joiner, AddUserToGroup { group_name: "readers".into(), user_name: "alice".into() }.into()),
        (versioner, CreatePolicyVersion { policy_arn: dull, policy_document: allows, set_as_default: Some(true) }.into()),
        (attacher, AttachUserPolicy { user_name: "alice".into(), policy_arn: S3_READ.into() }.into()),
    ];
    for (caller, operation) in ways {
        let mut then = World { account: world.account.clone(), env: super::common::env() };
        then.run_as(&caller, operation).unwrap();
        then.run_as(&alice, buckets()).unwrap();
    }
}

/// Of many policies that would do, those that give the least are offered; who may attach only one of the others is found all the same.
#[test]
fn few_of_many_policies_are_offered_and_nobody_is_missed() {
    let mut world = World::fresh();
    let (alice, carol) = (world.user("alice"), world.user("carol"));
    let list = |more: usize| {
        let actions: Vec<String> = std::iter::once("s3:ListAllMyBuckets".to_owned())
            .chain(["s3:GetObject", "s3:PutObject", "s3:ListBucket", "s3:DeleteObject"].into_iter().take(more).map(str::to_owned))
            .collect();
        document(&json!({ "Effect": "Allow", "Action": actions, "Resource": "*" }))
    };
    for more in (0..5).rev() {
        world.change(CreatePolicy { policy_name: format!("p{more}"), policy_document: list(more), ..Default::default() });
    }
    let largest = format!("arn:aws:iam::{}:policy/p4", world.account.id());
    let policy_document = document(&json!({ "Effect": "Allow", "Action": "iam:AttachUserPolicy", "Resource": "*",
        "Condition": { "ArnEquals": { "iam:PolicyARN": largest } } }));
    world.run(PutUserPolicy { user_name: "carol".into(), policy_name: "one".into(), policy_document }).unwrap();
    let told = could(&mut world, &alice, buckets()).unwrap();
    let words: Vec<&str> = told.helpers[0].ways.iter().map(|way| way.words.as_str()).filter(|words| words.starts_with("attach")).collect();
    assert_eq!(words, ["attach p0 to alice", "attach p1 to alice", "attach AdministratorAccess to alice"]);
    let carol = told.helpers.iter().find(|helper| helper.asker == carol.who).unwrap();
    assert_eq!(carol.ways.iter().map(|way| way.words.as_str()).collect::<Vec<_>>(), ["attach p4 to alice"]);
}
