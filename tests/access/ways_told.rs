//! What is offered to turn an answer is done as it is told, and says so where it is not for who asks alone.

use iam_console::access::{Made, may};
use iam_console::account::authorization::Asker;
use iam_console::account::entity::{Entity, ResourceKind};
use iam_console::account::operation::*;
use iam_console::policy::decision::{Change, Decision};
use iam_console::policy::request::Resource;

use super::common::World;
use super::ways_done::{GET, S3_ALL, follow_all, question, told, world};

/// A policy of alice's, and perhaps bob's, that the account can write anew.
fn attached(world: &mut World, name: &str, text: &str, users: &[&str]) -> String {
    world.change(CreatePolicy { policy_name: name.into(), policy_document: text.into(), ..Default::default() });
    let policy_arn = format!("arn:aws:iam::{}:policy/{name}", world.account.id());
    for user in users {
        world.change(AttachUserPolicy { user_name: (*user).into(), policy_arn: policy_arn.clone() });
    }
    policy_arn
}

#[test]
fn a_policy_of_one_statement_is_told_to_be_narrowed_where_it_is() {
    let (mut world, alice) = world();
    let both = S3_ALL.replace(r#""s3:*""#, r#"["s3:GetObject","s3:PutObject"]"#);
    attached(&mut world, "ReadS3", &both, &["alice", "bob"]);
    let answer = may(&world.account, &question(&world.account, alice.clone(), GET)).unwrap();
    let revocations = answer.revocations();
    let removal = revocations.iter().find(|remedy| matches!(remedy.changes[..], [Change::Remove(_)])).unwrap();
    let words = answer.remedy_in_words(removal);
    let written = answer.written(&world.account, &removal.changes[0]);
    assert!(matches!(written.unwrap().made, Made::Narrowed(_)));
    assert!(words.starts_with("Take s3:GetObject out of the actions of statement 1 of policy ReadS3"), "{words}");
    // Where the statement is about nothing else, it goes with its policy.
    world.change(DetachUserPolicy { user_name: "alice".into(), policy_arn: format!("arn:aws:iam::{}:policy/ReadS3", world.account.id()) });
    attached(&mut world, "One", &S3_ALL.replace("s3:*", "s3:GetObject"), &["alice"]);
    let answer = may(&world.account, &question(&world.account, alice, GET)).unwrap();
    let told: Vec<String> = answer.revocations().iter().map(|remedy| answer.remedy_in_words(remedy)).collect();
    assert!(told.contains(&"Detach One from alice.".to_owned()), "{told:?}");
}

#[test]
fn a_role_gets_a_boundary_of_the_accounts_own_in_the_place_of_one_of_aws() {
    let (mut world, _) = world();
    let trust = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;
    world.change(CreateRole {
        role_name: "Auditor".into(),
        assume_role_policy_document: trust.into(),
        permissions_boundary: Some("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess".into()),
        ..Default::default()
    });
    world.change(PutRolePolicy { role_name: "Auditor".into(), policy_name: "own".into(), policy_document: S3_ALL.into() });
    let auditor = world.account.asker_named("role/Auditor").unwrap();
    let asked = question(&world.account, auditor, ("s3:PutObject", GET.1));
    let answer = may(&world.account, &asked).unwrap();
    let widens = |change: &&Change| answer.own_boundary(&world.account, change).is_some();
    let change = answer.remedies.iter().flat_map(|remedy| &remedy.changes).find(widens).unwrap();
    for operation in answer.own_boundary(&world.account, change).unwrap() {
        world.run(operation).unwrap();
    }
    assert!(world.account.policy_named("Boundary-Auditor").is_some());
    assert_eq!(asked.decision(&world.account), Ok(Decision::Allowed));
}

#[test]
fn a_session_that_stands_for_any_is_left_out_of_nothing() {
    let (mut world, _) = world();
    let trust = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;
    world.change(CreateRole { role_name: "Auditor".into(), assume_role_policy_document: trust.into(), ..Default::default() });
    let text = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"},{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"StringNotLike":{"aws:userid":"AIDAX*"}}}]}"#;
    world.change(PutRolePolicy { role_name: "Auditor".into(), policy_name: "own".into(), policy_document: text.into() });
    let auditor = world.account.asker_named("role/Auditor").unwrap();
    let Asker::RoleSession { session, .. } = &auditor else { panic!("{auditor:?}") };
    let words = told(&world, &auditor, GET);
    assert!(!words.is_empty() && !words.iter().any(|words| words.contains(&format!(":{session}"))), "{words:?}");
    assert!(words[0].starts_with("Leave s3:GetObject out of") || words[0].starts_with("Leave arn:"), "{words:?}");
}

const OFFICE: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"NotIpAddress":{"aws:SourceIp":"198.51.100.0/24"}}}]}"#;

#[test]
fn what_lets_others_past_a_denial_says_so_and_comes_behind_what_does_not() {
    let (mut world, alice) = world();
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document: S3_ALL.into() });
    world.change(PutGroupPolicy { group_name: "devs".into(), policy_name: "office".into(), policy_document: OFFICE.into() });
    let words = told(&world, &alice, GET);
    let at = |start: &str| words.iter().position(|words| words.starts_with(start)).unwrap_or_else(|| panic!("{words:?}"));
    let (alone, all) = (at("Leave arn:aws:iam::"), at("Add 203.0.113.10"));
    assert!(alone < all, "{words:?}");
    let said = " It then no longer denies s3:*. That holds for all whom the statement is about, not for alice alone.";
    assert!(words[all].ends_with(said), "{words:?}");
    follow_all(&world.account, &alice, GET);
    // So does what takes a condition off an allowance of a group.
    world.change(DeleteUserPolicy { user_name: "alice".into(), policy_name: "own".into() });
    let with_mfa = S3_ALL.replace(r#""Resource":"*""#, r#""Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}"#);
    world.change(PutGroupPolicy { group_name: "devs".into(), policy_name: "office".into(), policy_document: with_mfa.clone() });
    let said = "what it allows no longer depends on it. That holds for all whom the statement is about, not for alice alone.";
    assert!(told(&world, &alice, GET).iter().any(|words| words.ends_with(said)));
    world.change(DeleteGroupPolicy { group_name: "devs".into(), policy_name: "office".into() });
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document: with_mfa });
    assert!(!told(&world, &alice, GET).iter().any(|words| words.contains("not for alice alone")));
}

#[test]
fn another_version_counts_wherever_somebody_has_the_policy() {
    let (mut world, alice) = world();
    let policy_arn = attached(&mut world, "Twice", S3_ALL, &["alice"]);
    let policy_document = S3_ALL.replace("Allow", "Deny");
    world.change(CreatePolicyVersion { policy_arn: policy_arn.clone(), policy_document, set_as_default: Some(true) });
    let expected = "Make version 1 the default of policy Twice, for all who have it.".to_owned();
    assert!(told(&world, &alice, GET).contains(&expected));
    world.change(AttachGroupPolicy { group_name: "devs".into(), policy_arn });
    let words = told(&world, &alice, GET);
    assert!(words.contains(&expected), "{words:?}");
}

#[test]
fn what_is_done_is_told_by_whole_names() {
    let (mut world, alice) = world();
    attached(&mut world, "Read,all", S3_ALL, &[]);
    let answer = may(&world.account, &question(&world.account, alice, GET)).unwrap();
    let deeds: Vec<String> = answer.ways.iter().map(|way| way.deed(&world.account)).collect();
    assert_eq!(deeds, ["Attach policy Read,all to alice"]);
    for way in &answer.ways {
        assert!(way.in_words(&world.account).starts_with(&way.deed(&world.account)));
    }
}

/// A key's policy that names who asks is enough by itself; its statement on the account stays, for AWS takes no policy without it.
#[test]
fn a_key_policy_that_names_who_asks_decides_and_stays_changeable() {
    let (mut world, alice) = world();
    let all = S3_ALL.replace("s3:*", "kms:*");
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document: all });
    world.run(CreateKey::default()).unwrap();
    let key = world.account.resources(ResourceKind::Key).find_map(Entity::resource).unwrap();
    let (key_id, arn) = (key.name.clone(), world.account.resource_arn(&key));
    let id = world.account.id().to_string();
    let policy = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Sid":"Admin","Effect":"Allow","Principal":{{"AWS":"arn:aws:iam::{id}:root"}},"Action":"kms:*","Resource":"*"}},{{"Sid":"Named","Effect":"Allow","Principal":{{"AWS":"arn:aws:iam::{id}:user/alice"}},"Action":"kms:Decrypt","Resource":"*"}}]}}"#
    );
    world.run(PutKeyPolicy { key_id, policy, ..Default::default() }).unwrap();
    let why = |action: &str| {
        let answer = may(&world.account, &question(&world.account, alice.clone(), (action, &arn))).unwrap();
        (answer.why(), answer.revocations().iter().map(|remedy| answer.remedy_in_words(remedy)).collect::<Vec<_>>())
    };
    assert_eq!(why("kms:Decrypt").0, "Allowed by statement Named of the key policy.");
    let (words, revocations) = why("kms:DescribeKey");
    assert_eq!(words, "Allowed by statement 1 of policy own, to which statement Admin of the key policy consents.");
    assert!(!revocations.is_empty() && !revocations.iter().any(|words| words.contains("Remove statement Admin")), "{revocations:?}");
}

#[test]
fn of_a_bucket_that_is_not_there_it_is_said_what_alone_could_let_others_in() {
    let (world, _) = world();
    for who in ["lambda.amazonaws.com", "anonymous"] {
        let asker = world.account.asker_named(who).unwrap();
        let mut question = question(&world.account, asker, GET);
        question.resource = Resource::parse("arn:aws:s3:::nope/x").unwrap();
        let answer = may(&world.account, &question).unwrap();
        let told = answer.unremedied().unwrap();
        assert!(told.contains("the resource is not there") && told.ends_with("Make it first."), "{who}: {told}");
    }
}
