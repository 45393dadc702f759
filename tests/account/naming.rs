//! Which policies a rename leaves behind.

use iam_console::account::identity::naming::{NamedBy, Naming, NamingPlace};
use iam_console::account::operation::*;
use serde_json::json;

use super::common::World;

fn told(naming: &[Naming]) -> Vec<(String, NamedBy)> {
    let told = |place: &NamingPlace| match place {
        NamingPlace::Managed(name) | NamingPlace::Inline { name, .. } => name.clone(),
        NamingPlace::Trust(role) => format!("trust of {role}"),
        NamingPlace::Resource(key) => key.name.clone(),
    };
    let mut named: Vec<_> = naming.iter().map(|Naming { place, by }| (told(place), *by)).collect();
    named.sort_by(|one, other| one.0.cmp(&other.0));
    named
}

fn named(world: &World) -> Vec<(String, NamedBy)> {
    told(&world.account.policies_naming_user(world.account.user_named("bob").unwrap()))
}

fn statement(resource: &str, condition: &serde_json::Value) -> String {
    let mut statement = json!({ "Effect": "Allow", "Action": ["iam:GetUser", "s3:GetObject"], "Resource": resource });
    if !condition.is_null() {
        statement["Condition"] = condition.clone();
    }
    json!({ "Version": "2012-10-17", "Statement": [statement] }).to_string()
}

#[test]
fn whatever_fits_the_old_name_and_not_any_is_told() {
    let none = json!(null);
    let equals = |key: &str, value: &str| json!({ "StringLike": { key: value } });
    let cases = [
        ("arn:aws:iam::*:user/bob", &none, Some(NamedBy::Resource)),
        ("arn:aws:iam::*:user/b*", &none, Some(NamedBy::Resource)),
        ("arn:aws:iam::*:user/???", &none, Some(NamedBy::Resource)),
        ("arn:aws:iam::*:user/*", &none, None),
        ("arn:aws:iam::*:user/bobby", &none, None),
        ("*", &none, None),
        ("*", &equals("aws:username", "bob"), Some(NamedBy::Condition)),
        ("*", &equals("AWS:UserName", "bo?"), Some(NamedBy::Condition)),
        ("*", &equals("aws:username", "*"), None),
        ("*", &equals("aws:PrincipalArn", "arn:aws:iam::*:user/bob"), Some(NamedBy::Condition)),
        ("*", &equals("aws:PrincipalTag/name", "bob"), None),
        ("arn:aws:s3:::home/${aws:username}/*", &none, Some(NamedBy::Variable)),
        ("arn:aws:iam::*:mfa/${aws:username}", &none, Some(NamedBy::Variable)),
        // It follows the user.
        ("arn:aws:iam::*:user/${aws:username}", &none, None),
        ("*", &equals("s3:prefix", "home/${aws:username}/"), Some(NamedBy::Variable)),
    ];
    for (resource, condition, expected) in cases {
        let mut world = World::fresh();
        world.user("bob");
        let document = statement(resource, condition);
        world.run(CreatePolicy { policy_name: "P".into(), policy_document: document, ..Default::default() }).unwrap();
        let policy_arn = format!("arn:aws:iam::{}:policy/P", world.account.id());
        // What a variable stands for is the user's name only where the policy is the user's.
        let unattached = expected.filter(|by| *by != NamedBy::Variable);
        assert_eq!(named(&world), unattached.map(|by| ("P".to_owned(), by)).into_iter().collect::<Vec<_>>(), "{resource} {condition}");
        world.run(CreateGroup { group_name: "G".into(), path: None }).unwrap();
        world.run(AddUserToGroup { group_name: "G".into(), user_name: "bob".into() }).unwrap();
        world.run(AttachGroupPolicy { group_name: "G".into(), policy_arn }).unwrap();
        assert_eq!(named(&world), expected.map(|by| ("P".to_owned(), by)).into_iter().collect::<Vec<_>>(), "{resource} {condition}");
    }
}

#[test]
fn inline_trust_and_resource_policies_are_looked_at_and_principals_are_not() {
    let mut world = World::fresh();
    world.user("bob");
    let account = world.account.id().to_string();
    let role = |name: &str, condition: Option<serde_json::Value>| {
        let mut statement = json!({
            "Effect": "Allow", "Principal": { "AWS": format!("arn:aws:iam::{account}:user/bob") }, "Action": "sts:AssumeRole"
        });
        if let Some(condition) = condition {
            statement["Condition"] = condition;
        }
        let assume_role_policy_document = json!({ "Version": "2012-10-17", "Statement": [statement] }).to_string();
        CreateRole { role_name: name.into(), assume_role_policy_document, ..Default::default() }
    };
    world.run(role("Named", None)).unwrap();
    world.run(role("Asked", Some(json!({ "StringEquals": { "aws:username": "bob" } })))).unwrap();
    let policy_document = statement("arn:aws:iam::*:user/bob", &json!(null));
    world.run(PutRolePolicy { role_name: "Named".into(), policy_name: "Inline".into(), policy_document }).unwrap();
    world.run(CreateBucket { bucket: "papers".into(), ..Default::default() }).unwrap();
    let policy = json!({ "Version": "2012-10-17", "Statement": [{
        "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::papers/*",
        "Condition": { "StringNotEquals": { "aws:username": "bob" } }
    }] });
    world.run(PutBucketPolicy { bucket: "papers".into(), policy: policy.to_string() }).unwrap();
    let expected = [("Inline", NamedBy::Resource), ("papers", NamedBy::Condition), ("trust of Asked", NamedBy::Condition)];
    assert_eq!(named(&world), expected.map(|(name, by)| (name.to_owned(), by)));
}

/// What is deleted leaves behind what names it as a principal, too; its own policies go with it.
#[test]
fn a_deletion_leaves_principals_behind() {
    let mut world = World::fresh();
    world.user("bob");
    let account = world.account.id().to_string();
    let trust = |who: &str| {
        let principal = json!({ "AWS": format!("arn:aws:iam::{account}:{who}") });
        json!({ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole" }] })
            .to_string()
    };
    for (role_name, who) in [("Auditor", "user/bob"), ("Chained", "role/Auditor"), ("Open", "root")] {
        world.change(CreateRole { role_name: role_name.into(), assume_role_policy_document: trust(who), ..Default::default() });
    }
    let own = statement(&format!("arn:aws:iam::{account}:user/bob"), &json!(null));
    world.change(PutUserPolicy { user_name: "bob".into(), policy_name: "own".into(), policy_document: own });
    let by_name = statement("*", &json!({ "StringEquals": { "aws:username": "bob" } }));
    world.change(CreatePolicy { policy_name: "P".into(), policy_document: by_name, ..Default::default() });
    let passes = statement(&format!("arn:aws:iam::{account}:role/Auditor"), &json!(null)).replace("iam:GetUser", "iam:PassRole");
    world.change(PutUserPolicy { user_name: "bob".into(), policy_name: "passes".into(), policy_document: passes });
    let [user, auditor] = [world.account.user_named("bob").unwrap().id, world.account.role_named("Auditor").unwrap().id];
    let left = |ids: &[_]| told(&world.account.policies_naming_all(ids));
    assert_eq!(left(&[user]), [("P".to_owned(), NamedBy::Condition), ("trust of Auditor".to_owned(), NamedBy::Principal)]);
    assert_eq!(left(&[auditor]), [("passes".to_owned(), NamedBy::Resource), ("trust of Chained".to_owned(), NamedBy::Principal)]);
    assert_eq!(left(&[user, auditor]), [("P".to_owned(), NamedBy::Condition), ("trust of Chained".to_owned(), NamedBy::Principal)]);
}

/// `${aws:username}` is whoever asks: the home folders of a bucket go on without one of them, and a rename leaves one behind.
#[test]
fn a_deletion_leaves_home_folders_alone() {
    let mut world = World::fresh();
    world.user("bob");
    world.change(CreateBucket { bucket: "homes".into(), ..Default::default() });
    let policy = json!({ "Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::homes/${aws:username}/*"
    }] });
    world.change(PutPublicAccessBlock { bucket: "homes".into(), ..Default::default() });
    world.change(PutBucketPolicy { bucket: "homes".into(), policy: policy.to_string() });
    assert_eq!(named(&world), [("homes".to_owned(), NamedBy::Variable)]);
    assert_eq!(told(&world.account.policies_naming_all(&[world.account.user_named("bob").unwrap().id])), []);
}
