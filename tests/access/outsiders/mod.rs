//! Who can, of those who have no identity in the account; and through how many policies somebody may.

mod changes;

use iam_console::access::{Access, Grantee, KeptOut, Progress, Question, WhoCan, difference, may, who_can};
use iam_console::account::authorization::{Asker, Circumstances};
use iam_console::account::operation::*;
use iam_console::policy::decision::Decision;
use iam_console::policy::request::{Action, Resource};
use serde_json::{Value, json};

use super::common::{World, now};

fn asked(world: &World, action: &str, resource: &str) -> WhoCan {
    let (action, resource) = (Action::parse(action).unwrap(), Resource::parse(resource).unwrap());
    who_can(&world.account, &action, &resource, &[], Circumstances::with_access_key(now()), &Progress::default()).unwrap()
}

/// Who of no identity in the account may, or might.
fn outsiders(who: &WhoCan) -> Vec<(String, Access)> {
    let all = who.grantees.iter().flat_map(|group| group.askers.iter().map(move |asker| (asker, &group.access)));
    all.filter_map(|(asker, access)| {
        let Asker::Outsider(principal) = asker else { return None };
        Some((principal.text().to_owned(), access.clone()))
    })
    .collect()
}

fn names(who: &WhoCan) -> Vec<String> {
    outsiders(who).into_iter().map(|(name, _)| name).collect()
}

fn put(world: &mut World, statements: &Value) {
    let policy = json!({ "Version": "2012-10-17", "Statement": statements }).to_string();
    world.run(PutBucketPolicy { bucket: "reports".into(), policy }).unwrap();
}

fn world() -> World {
    let mut world = World::fresh();
    world.change(CreateBucket { bucket: "reports".into(), ..Default::default() });
    // Nothing of the public access block is on.
    world.run(PutPublicAccessBlock { bucket: "reports".into(), ..Default::default() }).unwrap();
    world
}

const KEY: &str = "arn:aws:s3:::reports/q1";

#[test]
fn whom_the_policy_of_a_resource_lets_in_is_told() {
    let mut world = world();
    assert!(names(&asked(&world, "s3:GetObject", KEY)).is_empty());
    let allow = |principal: Value| json!({ "Effect": "Allow", "Principal": principal, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" });
    let own = world.account.id().to_string();
    put(
        &mut world,
        &json!([allow(json!("*")), allow(json!({ "AWS": ["111122223333", own] })), allow(json!({ "Service": "logs.amazonaws.com" }))]),
    );
    let who = asked(&world, "s3:GetObject", KEY);
    assert_eq!(names(&who), ["anonymous", "arn:aws:iam::111122223333:user/partner", "logs.amazonaws.com"]);
    assert_eq!((who.counts().0, who.asked), (4, 4), "root and three others");
    assert!(names(&asked(&world, "s3:PutObject", KEY)).is_empty());
    // Whom a deny keeps out is not let in, and what turns on circumstances says so.
    let deny = json!({ "Effect": "Deny", "Principal": { "AWS": "111122223333" }, "Action": "*", "Resource": "arn:aws:s3:::reports/*" });
    let mut far = allow(json!("*"));
    far["Condition"] = json!({ "IpAddress": { "aws:SourceIp": "198.51.100.0/24" } });
    put(&mut world, &json!([far, allow(json!({ "AWS": "111122223333" })), deny]));
    let told = outsiders(&asked(&world, "s3:GetObject", KEY));
    let [(name, access)] = &told[..] else { panic!("{told:?}") };
    assert_eq!(
        (name.as_str(), access.decision, &access.hinges[..]),
        ("anonymous", Decision::ImplicitDeny, &["aws:SourceIp".to_owned()][..])
    );
}

#[test]
fn strangers_are_shut_out_where_public_access_is_blocked() {
    let mut world = world();
    put(&mut world, &json!({ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }));
    assert_eq!(names(&asked(&world, "s3:GetObject", KEY)), ["anonymous"]);
    let public_access_block_configuration = PublicAccessBlockConfiguration { restrict_public_buckets: Some(true), ..Default::default() };
    world.run(PutPublicAccessBlock { bucket: "reports".into(), public_access_block_configuration }).unwrap();
    assert!(names(&asked(&world, "s3:GetObject", KEY)).is_empty());
}

/// Of a pattern, too, it is told whom the policy of a resource lets in.
#[test]
fn whom_a_policy_lets_in_is_told_of_a_pattern() {
    let mut world = world();
    let allow = |principal: Value| json!({ "Effect": "Allow", "Principal": principal, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" });
    put(
        &mut world,
        &json!([allow(json!("*")), allow(json!({ "AWS": "111122223333" })), allow(json!({ "Service": "logs.amazonaws.com" }))]),
    );
    let all = ["anonymous", "arn:aws:iam::111122223333:user/partner", "logs.amazonaws.com"];
    for (resource, label) in [("*", "part of it"), ("arn:aws:s3:::r*", "part of it"), ("arn:aws:s3:::reports/q*", "all of it")] {
        let who = asked(&world, "s3:GetObject", resource);
        assert_eq!(names(&who), all, "{resource}");
        let labels = who.grantees.iter().filter(|group| matches!(group.askers[..], [Asker::Outsider(_)])).map(Grantee::label);
        assert!(labels.clone().count() == 3 && labels.clone().all(|told| told == label), "{resource}: {:?}", labels.collect::<Vec<_>>());
    }
    assert!(names(&asked(&world, "s3:GetObject", "arn:aws:s3:::other/*")).is_empty());
    assert!(names(&asked(&world, "s3:PutObject", "*")).is_empty());
    let public_access_block_configuration = PublicAccessBlockConfiguration { restrict_public_buckets: Some(true), ..Default::default() };
    world.run(PutPublicAccessBlock { bucket: "reports".into(), public_access_block_configuration }).unwrap();
    assert_eq!(names(&asked(&world, "s3:GetObject", "*")), ["logs.amazonaws.com"], "others are shut out");
}

#[test]
fn a_role_is_for_the_service_that_its_trust_policy_names() {
    let mut world = World::fresh();
    let trust = json!({ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": { "Service": "ec2.amazonaws.com" }, "Action": "sts:AssumeRole" } });
    world.change(CreateRole { role_name: "web".into(), assume_role_policy_document: trust.to_string(), ..Default::default() });
    let who = asked(&world, "sts:AssumeRole", &format!("arn:aws:iam::{}:role/web", world.account.id()));
    assert_eq!(names(&who), ["ec2.amazonaws.com"]);
}

/// An account lets in whom its own policies let, which its root user can't take a role.
#[test]
fn a_role_that_trusts_an_account_is_for_its_users() {
    let partner = World::fresh().account.partner();
    for (account, user, standing) in [
        ("111122223333", "partner", Some(&partner)),
        ("999988887777", "anybody", None),
        ("arn:aws:iam::111122223333:root", "partner", Some(&partner)),
    ] {
        let mut world = World::fresh();
        let trust = json!({ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": { "AWS": account }, "Action": "sts:AssumeRole" } });
        world.change(CreateRole { role_name: "ext".into(), assume_role_policy_document: trust.to_string(), ..Default::default() });
        let role_arn = format!("arn:aws:iam::{}:role/ext", world.account.id());
        let told = outsiders(&asked(&world, "sts:AssumeRole", &role_arn));
        let number = account.split(':').find(|part| part.len() == 12).unwrap();
        let [(name, access)] = &told[..] else { panic!("{told:?}") };
        assert_eq!((name.as_str(), access.decision), (format!("arn:aws:iam::{number}:user/{user}").as_str(), Decision::Allowed));
        if let Some(caller) = standing {
            world.run_as(caller, AssumeRole { role_arn, role_session_name: "s1".into(), ..Default::default() }).unwrap();
        }
    }
}

/// The name of another account's user is in its ARN; of who stands for an account, and of tags and ids, nobody knows here what they are.
#[test]
fn what_conditions_ask_of_another_accounts_user_is_decided_as_far_as_it_is_known() {
    let mut world = world();
    let kim = "arn:aws:iam::999988887777:user/team/kim";
    let of = |effect: &str, who: &str, condition: Value| json!({ "Effect": effect, "Principal": { "AWS": who }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*", "Condition": condition });
    let when = |operator: &str, key: &str, value: &str| json!({ operator: { key: value } });
    let mut told = |statements: Value| -> Vec<(String, Decision, Vec<String>)> {
        put(&mut world, &statements);
        let told = [KEY, "arn:aws:s3:::reports/*"].map(|resource| outsiders(&asked(&world, "s3:GetObject", resource)));
        assert_eq!(told[0], told[1], "of one object and of all");
        told[0].iter().map(|(name, access)| (name.clone(), access.decision, access.hinges.clone())).collect()
    };
    let is = |name: &str| [(name.to_owned(), Decision::Allowed, Vec::new())];
    let hinges = |name: &str, decision: Decision, key: &str| [(name.to_owned(), decision, vec![key.to_owned()])];
    let anybody = "arn:aws:iam::999988887777:user/anybody";
    assert_eq!(told(json!([of("Allow", kim, when("StringEquals", "aws:username", "kim"))])), is(kim));
    assert_eq!(told(json!([of("Allow", kim, when("StringEquals", "aws:username", "pat"))])), []);
    let all = || of("Allow", kim, json!({}));
    assert_eq!(told(json!([all(), of("Deny", kim, when("StringNotEquals", "aws:username", "kim"))])), is(kim));
    let of_account = |condition: Value| json!([of("Allow", "999988887777", condition)]);
    assert_eq!(told(of_account(when("StringEquals", "aws:username", "kim"))), hinges(anybody, Decision::ImplicitDeny, "aws:username"));
    assert_eq!(told(of_account(when("ArnEquals", "aws:PrincipalArn", kim))), hinges(anybody, Decision::ImplicitDeny, "aws:PrincipalArn"));
    assert_eq!(told(of_account(when("ArnLike", "aws:PrincipalArn", "arn:aws:iam::111122223333:*"))), []);
    assert_eq!(
        told(json!([of("Allow", kim, when("StringEquals", "aws:PrincipalTag/team", "red"))])),
        hinges(kim, Decision::ImplicitDeny, "aws:PrincipalTag/team")
    );
    let id = when("StringEquals", "aws:userid", "AIDAIOSFODNN7EXAMPLE1");
    assert_eq!(told(json!([all(), of("Deny", kim, id)])), hinges(kim, Decision::Allowed, "aws:userid"));
    // A review tells the same.
    world.change(DeleteBucketPolicy { bucket: "reports".into() });
    let mut gained = |condition: Value| changes::of_policy(&mut world, &json!([of("Allow", kim, condition)]));
    assert_eq!(gained(when("StringEquals", "aws:username", "kim")), [format!("{kim} may gain s3:GetObject on arn:aws:s3:::reports/*")]);
    assert_eq!(gained(when("StringEquals", "aws:username", "pat")), [""; 0]);
}

/// Whom a denial of all others leaves out may what nobody else may; of an account that it names, the root user.
#[test]
fn whom_a_denial_of_all_others_leaves_out_is_told() {
    let mut world = world();
    let partner = "arn:aws:iam::111122223333:user/partner";
    let root = "arn:aws:iam::999988887777:root";
    let on = |effect: &str, element: &str, who: Value| json!({ "Effect": effect, element: who, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" });
    let everyone = || on("Allow", "Principal", json!("*"));
    let but = |who: &[&str]| on("Deny", "NotPrincipal", json!({ "AWS": who }));
    for resource in [KEY, "arn:aws:s3:::reports/*"] {
        let mut told = |statements: Value| {
            put(&mut world, &statements);
            names(&asked(&world, "s3:GetObject", resource))
        };
        assert_eq!(told(json!([everyone(), but(&[partner, "111122223333"])])), [partner, "arn:aws:iam::111122223333:root"]);
        assert_eq!(told(json!([everyone(), but(&["999988887777"])])), [root]);
        assert_eq!(told(json!([on("Allow", "Principal", json!({ "AWS": root })), but(&[root])])), [root], "not its users");
        // What everyone may is not told again of each.
        let mut elsewhere = but(&[partner]);
        elsewhere["Resource"] = json!("arn:aws:s3:::reports/q1/secret");
        assert_eq!(told(json!([everyone(), elsewhere])).iter().filter(|name| *name == partner).count(), usize::from(resource != KEY));
    }
}

/// Whom a Deny names, or an Allow of all others leaves out, everyone is told without; whom it names under a condition that may
/// not hold is still of everyone.
#[test]
fn everyone_is_told_without_those_who_are_kept_out() {
    let mut world = world();
    world.user("alice");
    world.user("bob");
    let [alice, bob] = ["alice", "bob"].map(|name| format!("arn:aws:iam::{}:user/{name}", world.account.id()));
    let root = world.account.root_arn();
    let statement = |effect: &str, element: &str, principal: Value| json!({ "Effect": effect, element: principal, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" });
    let deny = |who: &str| statement("Deny", "Principal", json!({ "AWS": who }));
    let mut at_night = deny(&bob);
    at_night["Condition"] = json!({ "IpAddress": { "aws:SourceIp": "198.51.100.0/24" } });
    let everyone = statement("Allow", "Principal", json!("*"));
    for (statements, expected) in [
        (json!([everyone]), vec![]),
        (json!([everyone, deny(&alice), at_night]), vec!["alice"]),
        (json!([everyone, deny(&alice), deny("111122223333")]), vec!["alice", "arn:aws:iam::111122223333:user/partner"]),
        (json!([statement("Allow", "NotPrincipal", json!({ "AWS": [alice, bob] }))]), vec!["alice", "bob"]),
        (json!([everyone, deny(&root)]), vec!["own"]),
        (json!([everyone, deny(world.account.id().as_str()), deny(&root)]), vec!["own"]),
    ] {
        put(&mut world, &statements);
        for resource in [KEY, "arn:aws:s3:::reports/*"] {
            let who = asked(&world, "s3:GetObject", resource);
            let group = who.grantees.iter().find(|group| group.askers == [Asker::anonymous()]).unwrap();
            assert!(group.access.is_possible(), "{statements}");
            let left_out = group.left_out.iter().map(|kept_out| match kept_out {
                KeptOut::One(asker) => world.account.asker_name(asker),
                KeptOut::OwnAccount => "own".to_owned(),
            });
            let left_out: Vec<String> = left_out.collect();
            assert_eq!(left_out, expected, "{resource} {statements}");
        }
    }
}

/// Everyone is whoever has not signed only where that takes such requests.
#[test]
fn everyone_is_somebody_who_has_signed_where_a_service_asks_for_it() {
    let mut world = World::fresh();
    let trust =
        json!({ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": { "AWS": "*" }, "Action": "sts:AssumeRole" } });
    world.change(CreateRole { role_name: "open".into(), assume_role_policy_document: trust.to_string(), ..Default::default() });
    let who = asked(&world, "sts:AssumeRole", &format!("arn:aws:iam::{}:role/open", world.account.id()));
    assert_eq!(names(&who), ["arn:aws:iam::111122223333:user/partner"]);
}

#[test]
fn all_policies_through_which_somebody_may_are_told() {
    let mut world = world();
    let alice = world.user("alice");
    let read = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
    world.change(CreateGroup { group_name: "devs".into(), ..Default::default() });
    world.change(AddUserToGroup { group_name: "devs".into(), user_name: "alice".into() });
    world.change(AttachGroupPolicy { group_name: "devs".into(), policy_arn: read.into() });
    let origins = |world: &World| {
        let who = asked(world, "s3:GetObject", KEY);
        let group = who.grantees.iter().find(|group| group.askers.contains(&alice.who)).unwrap();
        let told = group.origins().into_iter().map(|origin| world.account.origin_in_words(origin));
        (group.access.decision, told.collect::<Vec<_>>())
    };
    assert_eq!(origins(&world), (Decision::Allowed, vec!["via group devs".to_owned()]));
    let named = world.account.asker_arn(&alice.who).unwrap();
    put(
        &mut world,
        &json!({ "Effect": "Allow", "Principal": { "AWS": named }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }),
    );
    assert_eq!(origins(&world).1, ["via group devs", "of bucket reports"]);
    world.change(DetachGroupPolicy { group_name: "devs".into(), policy_arn: read.into() });
    assert_eq!(origins(&world), (Decision::Allowed, vec!["of bucket reports".to_owned()]), "each by itself is enough");
    // What the account as a whole is let do, its own policies must allow.
    let account = world.account.id().to_string();
    put(
        &mut world,
        &json!({ "Effect": "Allow", "Principal": { "AWS": account }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }),
    );
    world.change(AttachUserPolicy { user_name: "alice".into(), policy_arn: read.into() });
    assert_eq!(origins(&world).1, ["direct"]);
}

/// A policy that lets everyone in is refused where public access is blocked: that has to go first.
#[test]
fn block_public_access_goes_before_everyone_is_let_in() {
    let mut world = World::fresh();
    world.change(CreateBucket { bucket: "reports".into(), ..Default::default() });
    let asked = |world: &World| {
        let question = Question {
            asker: Asker::anonymous(),
            action: Action::parse("s3:GetObject").unwrap(),
            resource: Resource::parse(KEY).unwrap(),
            given: Vec::new(),
            circumstances: Circumstances::with_access_key(now()),
        };
        may(&world.account, &question).unwrap()
    };
    let answer = asked(&world);
    assert!(answer.remedies.is_empty());
    let [way] = &answer.ways[..] else { panic!("{:?}", answer.ways) };
    assert!(way.in_words(&world.account).ends_with("And then: Let the resource policy allow * the action s3:GetObject."));
    world.run(PutPublicAccessBlock { bucket: "reports".into(), ..Default::default() }).unwrap();
    let answer = asked(&world);
    assert!(answer.remedies.iter().map(|remedy| answer.remedy_in_words(remedy)).all(|remedy| remedy.starts_with("Let ")));
    assert!(!answer.remedies.is_empty());
}
