//! Sessions that policies name apart from the others of their role: what a change gives and takes them.

use iam_console::access::{Progress, difference, who_can};
use iam_console::account::authorization::{Asker, Circumstances};
use iam_console::account::operation::*;
use iam_console::policy::request::{Action, Resource};
use serde_json::{Value, json};

use super::common::{World, now};

/// Roles W and X, which may read S3 or nothing, and a bucket that lets nobody in by itself.
fn world() -> World {
    let mut world = World::fresh();
    let root = world.account.root_arn();
    for role in ["W", "X"] {
        let statement = json!({ "Effect": "Allow", "Principal": { "AWS": root }, "Action": "sts:AssumeRole" });
        let assume_role_policy_document = json!({ "Version": "2012-10-17", "Statement": statement }).to_string();
        world.change(CreateRole { role_name: role.into(), assume_role_policy_document, ..Default::default() });
    }
    world.change(CreateBucket { bucket: "reports".into(), ..Default::default() });
    world.run(PutPublicAccessBlock { bucket: "reports".into(), ..Default::default() }).unwrap();
    world
}

fn allow(world: &mut World, role: &str, action: &str) {
    let policy_document = json!({ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": action, "Resource": "*" } });
    let policy_document = policy_document.to_string();
    world.change(PutRolePolicy { role_name: role.into(), policy_name: "own".into(), policy_document });
}

/// What is told of a bucket's policy that comes in the place of what there was.
fn told_of_policy(world: &mut World, statements: &Value) -> Vec<String> {
    let policy = json!({ "Version": "2012-10-17", "Statement": statements }).to_string();
    told(world, PutBucketPolicy { bucket: "reports".into(), policy })
}

fn told(world: &mut World, operation: impl Into<Operation>) -> Vec<String> {
    let before = world.account.clone();
    world.run(operation).unwrap();
    difference(&before, &world.account, &Progress::default()).unwrap().told()
}

fn session(world: &World, role: &str, name: &str) -> String {
    format!("arn:aws:sts::{}:assumed-role/{role}/{name}", world.account.id())
}

/// The unique id of a role.
fn id(world: &World, role: &str) -> String {
    world.account.role_named(role).unwrap().id.to_string()
}

fn on_reports(effect: &str, principal: &Value, condition: Option<Value>) -> Value {
    let mut statement = json!({ "Effect": effect, "Principal": principal, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" });
    if let Some(condition) = condition {
        statement["Condition"] = condition;
    }
    statement
}

#[test]
fn a_session_that_a_policy_names_gains_and_loses_by_itself() {
    let mut world = world();
    let bob = json!({ "AWS": session(&world, "W", "bob") });
    let statement = on_reports("Allow", &bob, None);
    assert_eq!(told_of_policy(&mut world, &statement), ["session bob of W gains s3:GetObject on arn:aws:s3:::reports/*"]);
    // What the role may anyway is nothing new to its session.
    allow(&mut world, "W", "s3:GetObject");
    let nothing = on_reports("Deny", &json!({ "AWS": session(&world, "W", "eve") }), None);
    assert_eq!(told_of_policy(&mut world, &nothing), ["session eve of W loses s3:GetObject on arn:aws:s3:::reports/*"]);
    let eve_of_x = on_reports("Allow", &json!({ "AWS": session(&world, "X", "eve") }), None);
    let both = "session eve of W and session eve of X gain s3:GetObject on arn:aws:s3:::reports/*";
    assert_eq!(told_of_policy(&mut world, &eve_of_x), [both]);
}

#[test]
fn whom_the_name_of_the_session_in_a_condition_means_is_told() {
    let mut world = world();
    allow(&mut world, "W", "s3:GetObject");
    let (w, everyone) = (id(&world, "W"), json!("*"));
    let when = |operator: &str, text: &str| Some(json!({ operator: { "aws:userid": text } }));
    for (condition, expected) in [
        (when("StringEquals", &format!("{w}:bob")), "session bob of W loses s3:GetObject on arn:aws:s3:::reports/*"),
        (when("StringLike", "*:bob"), "session bob of W loses s3:GetObject on arn:aws:s3:::reports/*"),
        (when("StringLike", &format!("{w}:ops-*")), "session ops-* of W loses s3:GetObject on arn:aws:s3:::reports/*"),
        (when("StringLike", &format!("{w}:*")), "W loses s3:GetObject on arn:aws:s3:::reports/*"),
    ] {
        let empty = json!({ "Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::reports/*" });
        told_of_policy(&mut world, &empty);
        let told = told_of_policy(&mut world, &json!([empty, on_reports("Deny", &everyone, condition.clone())]));
        assert_eq!(told.iter().filter(|told| told.contains('W')).collect::<Vec<_>>(), [expected], "{condition:?}: {told:?}");
    }
    // All but one: the one keeps what the others lose.
    let condition = when("StringNotEquals", &format!("{w}:bob"));
    world.run(DeleteBucketPolicy { bucket: "reports".into() }).unwrap();
    let told = told_of_policy(&mut world, &on_reports("Deny", &everyone, condition));
    assert!(told.contains(&"W loses s3:GetObject on arn:aws:s3:::reports/*".to_owned()), "{told:?}");
    assert!(told.contains(&"Nothing changes for session bob of W".to_owned()), "{told:?}");
}

#[test]
fn the_role_who_gains_is_told_without_the_session_that_a_bucket_keeps_out() {
    let mut world = world();
    let bob = json!({ "AWS": session(&world, "W", "bob") });
    let statement = on_reports("Deny", &bob, None);
    told_of_policy(&mut world, &statement);
    let policy_document =
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*"}}"#;
    let put = PutRolePolicy { role_name: "W".into(), policy_name: "own".into(), policy_document: policy_document.into() };
    assert_eq!(told(&mut world, put), ["W gains s3:GetObject on arn:aws:s3:::reports/*", "Nothing changes for session bob of W"]);
}

/// Who might read a report, or what a pattern covers: each by its name, and as what.
fn who_can_read(world: &World, resource: &str) -> Vec<(String, &'static str)> {
    let (action, resource) = (Action::parse("s3:GetObject").unwrap(), Resource::parse(resource).unwrap());
    let circumstances = Circumstances::with_access_key(now());
    let who = who_can(&world.account, &action, &resource, &[], circumstances, &Progress::default()).unwrap();
    let name = |asker: &Asker| world.account.asker_arn(asker).unwrap().rsplit_once(':').unwrap().1.to_owned();
    let rows = who.grantees.iter().flat_map(|group| group.askers.iter().map(move |asker| (name(asker), group.label())));
    rows.filter(|(name, _)| name != "root").collect()
}

#[test]
fn who_can_asks_the_sessions_that_are_named() {
    let mut world = world();
    allow(&mut world, "X", "s3:GetObject");
    let (w, federated) = (id(&world, "W"), format!("arn:aws:sts::{}:federated-user/ann", world.account.id()));
    let statements = [
        on_reports("Allow", &json!({ "AWS": [session(&world, "W", "bob"), federated] }), None),
        on_reports("Deny", &json!({ "AWS": session(&world, "X", "eve") }), None),
        on_reports("Allow", &json!("*"), Some(json!({ "StringLike": { "aws:userid": format!("{w}:ops-*") } }))),
    ];
    told_of_policy(&mut world, &json!(statements));
    for (resource, label) in [("arn:aws:s3:::reports/q1", "allowed"), ("arn:aws:s3:::reports/*", "all of it")] {
        let told = who_can_read(&world, resource);
        let of = |name: &str| told.iter().find(|(other, _)| other == name).map(|(_, label)| *label);
        assert_eq!(of("assumed-role/W/bob"), Some(label), "{told:?}");
        assert_eq!(of("assumed-role/W/ops-any"), Some(label), "{told:?}");
        assert_eq!(of("federated-user/ann"), Some(label), "{told:?}");
        assert_eq!(of("assumed-role/X/session"), Some(label), "{told:?}");
        assert_eq!(of("assumed-role/X/eve"), Some("explicitly denied"), "{told:?}");
        assert_eq!(of("assumed-role/W/session"), Some("not allowed"), "{told:?}");
    }
}

#[test]
fn a_federated_user_may_gain_and_lose() {
    let mut world = world();
    let ann = json!({ "AWS": format!("arn:aws:sts::{}:federated-user/ann", world.account.id()) });
    let [allowed, denied] = ["Allow", "Deny"].map(|effect| on_reports(effect, &ann, None));
    let on = "s3:GetObject on arn:aws:s3:::reports/*";
    for (statement, expected) in [
        (&allowed, format!("the federated user ann may gain {on}")),
        (&denied, format!("the federated user ann may lose {on}")),
        (&allowed, format!("the federated user ann may gain {on}")),
    ] {
        assert_eq!(told_of_policy(&mut world, statement), [expected]);
    }
    assert_eq!(told(&mut world, DeleteBucketPolicy { bucket: "reports".into() }), [format!("the federated user ann may lose {on}")]);
}
