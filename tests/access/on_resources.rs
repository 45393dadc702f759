//! What the policies of resources add and take: what somebody can, what a change gives, what is not there.

use iam_console::access::{Progress, Question, Whose, difference, may, what_can};
use iam_console::account::Account;
use iam_console::account::authorization::{Asker, Circumstances};
use iam_console::account::operation::*;
use iam_console::policy::actions::ActionId;
use iam_console::policy::decision::{Decision, Layer};
use iam_console::policy::request::{Action, Resource};
use serde_json::{Value, json};

use super::common::{World, now};

fn world() -> World {
    let mut world = World::fresh();
    for name in ["carol", "dan"] {
        world.change(CreateUser { user_name: name.into(), ..Default::default() });
    }
    for bucket in ["other", "reports"] {
        world.change(CreateBucket { bucket: bucket.into(), ..Default::default() });
    }
    world
}

fn user(world: &World, name: &str) -> String {
    format!("arn:aws:iam::{}:user/{name}", world.account.id())
}

fn policy(statements: &Value) -> String {
    json!({ "Version": "2012-10-17", "Statement": statements }).to_string()
}

fn put(world: &mut World, bucket: &str, statements: &Value) {
    world.change(PutBucketPolicy { bucket: bucket.into(), policy: policy(statements) });
}

/// What a change gives and takes, in sentences.
fn told(world: &World, change: impl FnOnce(&mut World)) -> Vec<String> {
    let mut then = World { account: world.account.clone(), env: World::fresh().env };
    change(&mut then);
    difference(&world.account, &then.account, &Progress::default()).unwrap().sentences()
}

fn of(account: &Account, name: &str) -> Whose {
    Whose::Asker(account.asker_named(name).unwrap())
}

#[test]
fn what_a_bucket_policy_grants_is_among_what_somebody_can() {
    let mut world = world();
    let carol = user(&world, "carol");
    put(
        &mut world,
        "other",
        &json!([{ "Effect": "Allow", "Principal": { "AWS": carol }, "Action": "s3:Get*", "Resource": "arn:aws:s3:::other/*" }]),
    );
    let what = what_can(&world.account, &of(&world.account, "user/carol"), &Progress::default()).unwrap();
    let rows = what.rows();
    let get = ActionId::named("s3:GetObject").unwrap();
    let row = rows.iter().find(|row| what.actions(row).contains(&get)).unwrap();
    assert_eq!(what.scope(row).unwrap().in_words(), "arn:aws:s3:::other/*");
    let origin = what.origin(row).unwrap();
    assert_eq!((world.account.source_name(&origin.source), &*world.account.origin_in_words(origin)), ("bucket policy", "of bucket other"));
    assert!(what.is_whole(row, get));
    let dan = what_can(&world.account, &of(&world.account, "user/dan"), &Progress::default()).unwrap();
    assert!(dan.rows().is_empty());
}

#[test]
fn what_a_bucket_policy_denies_is_cut_off_and_told_of_root() {
    let mut world = world();
    let dan = user(&world, "dan");
    let policy_document = policy(&json!([{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }]));
    for user_name in ["carol", "dan"] {
        let policy_document = policy_document.clone();
        world.change(PutUserPolicy { user_name: user_name.into(), policy_name: "own".into(), policy_document });
    }
    put(
        &mut world,
        "other",
        &json!([{
            "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::other", "arn:aws:s3:::other/*"],
            "Condition": { "StringNotEquals": { "aws:PrincipalArn": dan } },
        }]),
    );
    let cuts = |who: &str| {
        let what = what_can(&world.account, &of(&world.account, who), &Progress::default()).unwrap();
        let cuts: Vec<String> = what.rows().iter().flat_map(|row| what.cuts(row)).filter_map(|cut| Some(cut.scope?.in_words())).collect();
        (cuts, what.denied_to_root().len())
    };
    assert_eq!(cuts("user/carol"), (vec!["arn:aws:s3:::other and arn:aws:s3:::other/*".to_owned()], 0));
    assert_eq!(cuts("user/dan"), (Vec::new(), 0), "the condition leaves dan out");
    assert_eq!(cuts("root"), (Vec::new(), 1));
}

#[test]
fn a_deny_cuts_the_levels_of_its_own_actions_alone() {
    let mut world = world();
    let statements = json!([
        { "Effect": "Allow", "Action": ["s3:Get*", "s3:List*", "s3:DeleteObject", "s3:PutObject"], "Resource": "*" },
        { "Effect": "Deny", "Action": "s3:DeleteObject", "Resource": "arn:aws:s3:::reports/*" },
    ]);
    world.change(PutUserPolicy { user_name: "carol".into(), policy_name: "own".into(), policy_document: policy(&statements) });
    let what = what_can(&world.account, &of(&world.account, "user/carol"), &Progress::default()).unwrap();
    let of_s3 = what.rows().into_iter().filter(|row| row.service.service().is_some_and(|service| service.prefix == "s3"));
    let cut: Vec<(&str, bool, usize)> = of_s3.map(|row| (row.level.label(), row.is_cut, what.cuts(&row).len())).collect();
    assert!(cut.contains(&("Write", true, 1)), "{cut:?}");
    assert!(cut.iter().all(|(level, is_cut, cuts)| *level == "Write" || !is_cut && *cuts == 0), "{cut:?}");
}

#[test]
fn what_a_resource_grants_besides_is_not_lost() {
    let mut world = world();
    let dan = user(&world, "dan");
    let statement = |action: &str| json!({ "Effect": "Allow", "Action": action, "Resource": "arn:aws:s3:::reports/*" });
    world.change(PutUserPolicy {
        user_name: "dan".into(),
        policy_name: "x".into(),
        policy_document: policy(&json!([statement("s3:GetObject")])),
    });
    let delete = |world: &mut World| _ = world.change(DeleteUserPolicy { user_name: "dan".into(), policy_name: "x".into() });
    assert_eq!(told(&world, delete), ["dan loses s3:GetObject on arn:aws:s3:::reports/*"]);
    let mut granting = statement("s3:Get*");
    granting["Principal"] = json!({ "AWS": dan });
    put(&mut world, "reports", &json!([granting]));
    assert_eq!(told(&world, delete), Vec::<String>::new());
    // What a resource denies anyway is not gained either.
    let mut denying = statement("s3:*");
    denying["Effect"] = json!("Deny");
    denying["Principal"] = json!("*");
    put(&mut world, "reports", &json!([denying]));
    assert_eq!(told(&world, delete), Vec::<String>::new());
}

#[test]
fn what_is_denied_then_makes_no_loss_uncertain() {
    let mut world = world();
    let statements = json!([
        { "Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": { "Bool": { "aws:MultiFactorAuthPresent": "true" } } },
    ]);
    world.change(PutUserPolicy { user_name: "carol".into(), policy_name: "own".into(), policy_document: policy(&statements) });
    let all = |effect: &str, action: &str| json!([{ "Effect": effect, "Principal": "*", "Action": action, "Resource": "arn:aws:s3:::reports/*" }]);
    // Nothing of the public access block is on.
    world.run(PutPublicAccessBlock { bucket: "reports".into(), ..Default::default() }).unwrap();
    put(&mut world, "reports", &all("Allow", "s3:GetObject"));
    let lost = told(&world, |world| put(world, "reports", &all("Deny", "s3:*")));
    let of_carol: Vec<&String> = lost.iter().filter(|sentence| sentence.starts_with("carol")).collect();
    assert!(of_carol.iter().any(|sentence| sentence.starts_with("carol loses s3:GetObject on arn:aws:s3:::reports/*")), "{lost:?}");
    assert!(of_carol.iter().all(|sentence| !sentence.contains("may lose s3:GetObject")), "{lost:?}");
}

#[test]
fn another_policy_of_a_resource_gives_and_takes() {
    let mut world = world();
    let carol = user(&world, "carol");
    let allow = |action: &str| json!([{ "Effect": "Allow", "Principal": { "AWS": carol.clone() }, "Action": action, "Resource": "arn:aws:s3:::other/*" }]);
    put(&mut world, "other", &allow("s3:*Object"));
    assert_eq!(told(&world, |world| put(world, "other", &allow("s3:GetObject"))), ["carol loses 4 actions of s3 on arn:aws:s3:::other/*"]);
    let mut denying = allow("s3:*Object");
    denying
        .as_array_mut()
        .unwrap()
        .push(json!({ "Effect": "Deny", "Principal": "*", "Action": "s3:DeleteObject", "Resource": "arn:aws:s3:::other/*" }));
    let lost = ["carol", "the root user"].map(|who| format!("{who} loses s3:DeleteObject on arn:aws:s3:::other/*"));
    assert_eq!(told(&world, |world| put(world, "other", &denying)), lost);
    let all = json!([{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::reports/*" }]);
    let lost = told(&world, |world| put(world, "reports", &all));
    assert!(lost.len() == 1 && lost[0].starts_with("the root user loses "), "nobody else had any of it: {lost:?}");
}

#[test]
fn another_condition_in_a_trust_policy_is_told() {
    let mut world = world();
    let carol = user(&world, "carol");
    let trust = |id: &str, effect: &str| {
        policy(&json!([{
        "Effect": effect, "Principal": { "AWS": carol.clone() }, "Action": "sts:AssumeRole", "Condition": { "StringEquals": { "sts:ExternalId": id } } }]))
    };
    world.change(CreateRole { role_name: "R".into(), assume_role_policy_document: trust("one", "Allow"), ..Default::default() });
    let on = format!("arn:aws:iam::{}:role/R", world.account.id());
    let changed = |id: &str, effect: &str| {
        let policy_document = trust(id, effect);
        told(&world, |world| _ = world.change(UpdateAssumeRolePolicy { role_name: "R".into(), policy_document }))
    };
    assert_eq!(
        changed("two", "Allow"),
        [
            format!("carol may lose sts:AssumeRole on {on}, under StringEquals sts:ExternalId one"),
            format!("carol may gain sts:AssumeRole on {on}, under StringEquals sts:ExternalId two"),
        ]
    );
    let denied = changed("one", "Deny");
    assert!(denied.len() == 1 && denied[0].contains(&format!("sts:AssumeRole on {on}")) && denied[0].contains("lose"), "{denied:?}");
}

#[test]
fn what_is_not_there_is_said_and_no_policy_is_advised_for_it() {
    let mut world = world();
    let trust = policy(&json!([{ "Effect": "Allow", "Principal": { "AWS": user(&world, "carol") }, "Action": "sts:AssumeRole" }]));
    world.change(CreateRole {
        role_name: "R".into(),
        path: Some("/team/".into()),
        assume_role_policy_document: trust,
        ..Default::default()
    });
    let id = world.account.id().to_string();
    for (action, arn, note) in [
        (
            "sts:AssumeRole",
            format!("arn:aws:iam::{id}:role/R"),
            Some(format!("There is no role with this ARN in this account: R. Is arn:aws:iam::{id}:role/team/R meant?")),
        ),
        (
            "kms:Decrypt",
            format!("arn:aws:kms:us-east-1:{id}:key/none"),
            Some("There is no key with this ARN in this account: none.".into()),
        ),
        ("s3:GetObject", "arn:aws:s3:::nowhere/k".into(), Some("There is no bucket with this ARN in this account: nowhere.".into())),
        ("iam:GetUser", format!("arn:aws:iam::{id}:user/dan"), None),
        ("s3:CreateBucket", "arn:aws:s3:::new".into(), None),
        ("kms:Decrypt", "arn:aws:kms:us-east-1:999999999999:key/none".into(), None),
    ] {
        let question = Question {
            asker: Asker::User(world.account.user_named("dan").unwrap().id),
            action: Action::parse(action).unwrap(),
            resource: Resource::parse(&arn).unwrap(),
            given: Vec::new(),
            circumstances: Circumstances::with_access_key(now()),
        };
        assert_eq!(question.notes(&world.account), note.clone().into_iter().collect::<Vec<_>>(), "{arn}");
        let answer = may(&world.account, &question).unwrap();
        assert_ne!(answer.explanation.decision, Decision::Allowed);
        let remedies: Vec<String> = answer.remedies.iter().map(|remedy| answer.remedy_in_words(remedy)).collect();
        assert!(
            note.is_none() || remedies.iter().all(|remedy| !remedy.starts_with("Let the ") && !remedy.contains("outside")),
            "{remedies:?}"
        );
    }
}

/// A boundary does not bound what the policy of a resource grants, and so the same grant of the user's own is no more than a part
/// of it.
#[test]
fn what_a_boundary_lets_through_in_part_does_not_make_up_for_a_resources_grant() {
    let mut world = world();
    let carol = user(&world, "carol");
    let own = policy(&json!([{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }]));
    let with_mfa = policy(&json!([{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
        "Condition": { "Bool": { "aws:MultiFactorAuthPresent": "true" } } }]));
    world.change(PutUserPolicy { user_name: "carol".into(), policy_name: "own".into(), policy_document: own });
    world.change(CreatePolicy { policy_name: "mfa".into(), policy_document: with_mfa, ..Default::default() });
    let permissions_boundary = format!("arn:aws:iam::{}:policy/mfa", world.account.id());
    world.change(PutUserPermissionsBoundary { user_name: "carol".into(), permissions_boundary });
    let grant = |action: &str| json!([{ "Effect": "Allow", "Principal": { "AWS": carol.clone() }, "Action": action, "Resource": "arn:aws:s3:::other/q1" }]);
    put(&mut world, "other", &grant("s3:GetObject"));
    let told = told(&world, |then| put(then, "other", &grant("s3:GetObjectTagging")));
    assert!(told.iter().any(|told| told.contains("loses s3:GetObject on arn:aws:s3:::other/q1 (still allowed under")), "{told:?}");
}

#[test]
fn what_is_denied_no_more_is_not_gained_where_the_boundary_lets_none_of_it_through() {
    let mut world = world();
    let dan = user(&world, "dan");
    let user_name = || "dan".to_owned();
    let bounds = json!([
        { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" },
        { "Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::reports/q3.csv" },
    ]);
    world.change(CreatePolicy { policy_name: "Bounds".into(), policy_document: policy(&bounds), ..Default::default() });
    let permissions_boundary = format!("arn:aws:iam::{}:policy/Bounds", world.account.id());
    world.change(PutUserPermissionsBoundary { user_name: user_name(), permissions_boundary });
    let own = json!([{ "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::reports/*" }]);
    world.change(PutUserPolicy { user_name: user_name(), policy_name: "Own".into(), policy_document: policy(&own) });
    let denied = |on: &str| json!([{ "Effect": "Deny", "Principal": { "AWS": dan }, "Action": "s3:*", "Resource": on }]);
    let gone = |world: &World| {
        told(world, |world| {
            world.change(DeleteBucketPolicy { bucket: "reports".into() });
        })
    };
    put(&mut world, "reports", &denied("arn:aws:s3:::reports/payroll/*"));
    let freed = |on: &str, count: usize| format!("dan is no longer denied {count} actions of s3 on arn:aws:s3:::reports/{on}");
    assert_eq!(gone(&world), ["dan gains s3:GetObject on arn:aws:s3:::reports/payroll/*".to_owned(), freed("payroll/*", 43)]);
    put(&mut world, "reports", &denied("arn:aws:s3:::reports/q*"));
    let gains = ["dan gains s3:GetObject on arn:aws:s3:::reports/q*", "dan gains s3:PutObject on arn:aws:s3:::reports/q3.csv"];
    assert_eq!(gone(&world), [gains[0].to_owned(), gains[1].to_owned(), freed("q*", 43)]);
}

/// The policy of a resource may name who asks by an ARN in a condition, which a new name leaves behind.
#[test]
fn a_new_name_takes_what_the_policy_of_a_bucket_gave_to_the_old_one() {
    let mut world = world();
    let account = world.account.id().to_string();
    let condition = json!({ "ArnEquals": { "aws:PrincipalArn": user(&world, "dan") } });
    let statement = json!([{ "Effect": "Allow", "Principal": { "AWS": account }, "Action": "s3:GetObject",
        "Resource": "arn:aws:s3:::reports/*", "Condition": condition }]);
    put(&mut world, "reports", &statement);
    let rename = |world: &mut World| {
        world.change(UpdateUser { user_name: "dan".into(), new_user_name: Some("eve".into()), new_path: None });
    };
    let to_account = told(&world, rename);
    assert!(to_account.is_empty(), "to the account it leaves the rest to its policies: {to_account:?}");
    let mut everyone = statement;
    everyone[0]["Principal"] = json!("*");
    put(&mut world, "reports", &everyone);
    assert_eq!(told(&world, rename), ["eve loses s3:GetObject on arn:aws:s3:::reports/*"]);
}

/// The root user is kept out by the policy of a resource alone, and what another denial keeps from somebody already is not lost.
#[test]
fn a_denial_of_everyone_is_told_of_root_and_by_what_each_action_takes() {
    let mut world = world();
    let all = |effect: &str, principal: Value, action: &str, on: Value| json!({ "Effect": effect, "Principal": principal, "Action": action, "Resource": on });
    let both = || json!(["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"]);
    let objects = || json!("arn:aws:s3:::reports/*");
    let read = policy(&json!([{ "Effect": "Allow", "Action": ["s3:GetObject", "s3:ListBucket"], "Resource": "*" }]));
    world.change(PutUserPolicy { user_name: "dan".into(), policy_name: "read".into(), policy_document: read });
    put(&mut world, "reports", &json!([all("Deny", json!("*"), "s3:GetObject", objects())]));
    let shut = told(&world, |then| put(then, "reports", &json!([all("Deny", json!("*"), "s3:*", both())])));
    let is_told = |told: &[String], start: &str, end: &str| told.iter().any(|told| told.starts_with(start) && told.ends_with(end));
    assert!(is_told(&shut, "dan loses s3:ListBucket on arn:aws:s3:::reports", "reports"), "{shut:?}");
    assert!(!shut.iter().any(|told| told.starts_with("dan") && told.contains("GetObject")), "{shut:?}");
    assert!(is_told(&shut, "the root user loses ", " on arn:aws:s3:::reports"), "{shut:?}");
    put(&mut world, "reports", &json!([all("Deny", json!("*"), "s3:*", both())]));
    let narrower = told(&world, |then| put(then, "reports", &json!([all("Deny", json!("*"), "s3:*", objects())])));
    assert!(is_told(&narrower, "dan gains s3:ListBucket", " on arn:aws:s3:::reports"), "{narrower:?}");
    assert!(!narrower.iter().any(|told| told.contains("reports/*")), "{narrower:?}");
}

/// What shuts all out of a bucket can't keep the root user from mending it: that is said, and nothing is told to revoke it.
#[test]
fn the_policy_of_a_bucket_cannot_be_kept_from_the_root_user() {
    let mut world = world();
    let both = json!(["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"]);
    put(&mut world, "reports", &json!([{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": both }]));
    for (action, is_roots) in [("s3:PutBucketPolicy", true), ("s3:deletebucketpolicy", true), ("s3:ListBucket", false)] {
        let question = Question {
            asker: Asker::Root,
            action: Action::parse(action).unwrap(),
            resource: Resource::parse("arn:aws:s3:::reports").unwrap(),
            given: Vec::new(),
            circumstances: Circumstances::with_access_key(now()),
        };
        let answer = may(&world.account, &question).unwrap();
        assert_eq!(answer.explanation.decision == Decision::Allowed, is_roots, "{action}");
        let told = answer.tell().layer(Layer::Resource);
        assert_eq!(told.contains("can't take this from the root user"), is_roots, "{action}: {told}");
        assert!(answer.revocations().is_empty(), "{action}");
        assert_eq!(answer.irrevocable().is_some(), is_roots, "{action}");
    }
}

/// A denial of all but one resource leaves the actions that take that one, and on it alone.
#[test]
fn what_a_denial_of_all_but_one_resource_leaves_is_on_that_one() {
    let mut world = world();
    let people = format!("arn:aws:dynamodb:us-east-1:{}:table/people", world.account.id());
    let statements = json!([
        { "Effect": "Allow", "Action": "*", "Resource": "*" },
        { "Effect": "Deny", "Action": "dynamodb:*", "NotResource": people },
        { "Effect": "Deny", "Action": "dynamodb:Delete*", "Resource": "arn:aws:dynamodb:*:*:table/*" },
    ]);
    world.change(PutUserPolicy { user_name: "carol".into(), policy_name: "own".into(), policy_document: policy(&statements) });
    let what = what_can(&world.account, &of(&world.account, "user/carol"), &Progress::default()).unwrap();
    let rows = what.rows();
    let on = |action: &str| {
        let id = ActionId::named(action).unwrap();
        let granting = rows.iter().filter(|row| what.actions(row).contains(&id)).filter_map(|row| what.scope(row));
        granting.flat_map(|scope| scope.texts().to_vec()).collect::<Vec<_>>()
    };
    assert_eq!(on("dynamodb:GetItem"), [people]);
    for nowhere in ["dynamodb:ListTables", "dynamodb:GetRecords", "dynamodb:DeleteItem"] {
        assert_eq!(on(nowhere), Vec::<String>::new(), "{nowhere}");
    }
    assert_eq!(on("s3:GetObject"), ["*"]);
}
