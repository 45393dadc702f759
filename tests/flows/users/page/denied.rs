//! What who may not see all of a user is shown.

use super::{id, world};
use crate::common::PASSWORD;
use crate::common::console::{Console, Setup};
use iam_console::account::entity::Owner;
use iam_console::account::operation::*;

/// What Dora may do, on all.
fn dora_may(actions: &[&str]) -> PutUserPolicy {
    let statement = serde_json::json!({"Effect": "Allow", "Action": actions, "Resource": "*"});
    let policy_document = serde_json::json!({"Version": "2012-10-17", "Statement": statement}).to_string();
    PutUserPolicy { user_name: "dora".into(), policy_name: "Zebra".into(), policy_document }
}

/// Bob has an access key, and the account a bucket with an object; Dora is signed in. The key's id is given.
fn seen_by_dora(actions: &[&str]) -> (Console, String) {
    let mut world = world();
    world.user("dora");
    world.change(CreateAccessKey { user_name: Some("bob".into()) });
    world.change(CreateBucket { bucket: "reports".into(), ..Default::default() });
    world.change(PutObject { bucket: "reports".into(), key: "q1.csv".into(), body: None });
    world.change(dora_may(actions));
    let bob = id(&world.account, "bob");
    let key = world.account.access_keys_of(Owner::User(bob))[0].id.to_string();
    let mut console = Console::on(world.account, Setup::default());
    console.keys(":sign-in<enter>dora<tab>").keys(PASSWORD).keys("<enter>").miss("root user ▲");
    (console, key)
}

#[test]
fn a_line_is_completed_with_what_may_be_listed() {
    let lists = ["iam:ListUsers", "iam:ListPolicies", "s3:ListAllMyBuckets"];
    let (mut console, key) = seen_by_dora(&lists);
    let lines = [
        ("aws s3api get-object --bucket reports --key ", "q1.csv"),
        ("aws iam update-access-key --user-name bob --access-key-id ", key.as_str()),
        ("aws iam get-user-policy --user-name dora --policy-name ", "Zebra"),
        ("aws iam get-policy-version --policy-arn arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess --version-id ", "   v3"),
    ];
    for (line, name) in lines {
        console.keys(":").keys(line).miss(name).keys("<esc>");
    }
    let more = ["s3:ListBucket", "iam:ListAccessKeys", "iam:ListUserPolicies", "iam:ListPolicyVersions"];
    let all = dora_may(&[&lists[..], &more].concat());
    console.open.submit(&iam_console::account::caller::Caller::ROOT, &[all.into()]).unwrap();
    console.keys(":clock +1m<enter>");
    for (line, name) in lines {
        console.keys(":").keys(line).see(name).keys("<esc>");
    }
}

#[test]
fn what_is_denied_is_neither_told_by_the_order_nor_by_the_filter() {
    let (mut console, key) = seen_by_dora(&["iam:ListUsers"]);
    console.keys(":users<enter>").see("denied").keys("ss").see("sort: Groups");
    let screen = console.screen();
    let place = |name: &str| screen.lines().position(|line| line.contains(name)).unwrap();
    assert!(place("alice") < place("carol"), "{screen}");
    console.keys("/").paste(&key).keys("<enter>").miss("bob");
}
