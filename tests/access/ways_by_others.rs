//! What the policy of a resource keeps the root user from doing: who may do it is told, or that nobody may.

use iam_console::access::{Answer, may};
use iam_console::account::authorization::Asker;
use iam_console::account::entity::{Entity, ResourceKind};
use iam_console::account::operation::*;
use iam_console::account::secret::Secret;
use serde_json::{Value, json};

use super::common::World;
use super::ways_done::{question, told, world};

/// A key whose policy lets these do this, and nobody else anything.
fn with_key(let_in: &[(&str, &str, Value)]) -> (World, Asker, String) {
    let (mut world, alice) = world();
    let trust = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;
    world.change(CreateRole { role_name: "Keeper".into(), assume_role_policy_document: trust.into(), ..Default::default() });
    world.run(CreateKey::default()).unwrap();
    let key = world.account.resources(ResourceKind::Key).find_map(Entity::resource).unwrap();
    let arn = world.account.resource_arn(&key);
    let statement = |(who, action, condition): &(&str, &str, Value)| {
        let principal = match *who {
            "*" => "*".to_owned(),
            who => format!("arn:aws:iam::{}:{who}", world.account.id()),
        };
        json!({ "Effect": "Allow", "Principal": { "AWS": principal }, "Action": action, "Resource": "*", "Condition": condition })
    };
    let statements: Vec<Value> = let_in.iter().map(statement).collect();
    let policy = json!({ "Version": "2012-10-17", "Statement": statements }).to_string();
    let bypass_policy_lockout_safety_check = Some(true);
    world.run(PutKeyPolicy { key_id: key.name, policy, bypass_policy_lockout_safety_check, ..Default::default() }).unwrap();
    (world, alice, arn)
}

fn answer(world: &World, asker: &Asker, action: &str, on: &str) -> Answer {
    may(&world.account, &question(&world.account, asker.clone(), (action, on))).unwrap()
}

#[test]
fn whoever_a_key_policy_lets_change_it_is_told_where_root_may_not() {
    let mfa = || json!({ "Bool": { "aws:MultiFactorAuthPresent": "true" } });
    for (let_in, told_of) in [
        (vec![("user/bob", "kms:*", json!({}))], "The root user is denied kms:PutKeyPolicy; bob may do it."),
        // Who asks comes first.
        (
            vec![("user/bob", "kms:*", json!({})), ("user/alice", "kms:PutKeyPolicy", json!({}))],
            "The root user is denied kms:PutKeyPolicy; alice and bob may do it.",
        ),
        (vec![("role/Keeper", "kms:*", json!({}))], "The root user is denied kms:PutKeyPolicy; role Keeper may do it."),
        (vec![("user/bob", "kms:*", mfa())], "The root user is denied kms:PutKeyPolicy; with MFA bob may do it."),
        (vec![("root", "kms:Put*", mfa())], "The root user is denied kms:PutKeyPolicy without MFA; with MFA the root user may do it."),
    ] {
        let (world, alice, key) = with_key(&let_in);
        let let_alice_in = format!("Let the key policy allow {} the action kms:Decrypt.", world.account.asker_arn(&alice).unwrap());
        assert_eq!(told(&world, &alice, ("kms:Decrypt", &key)), [format!("{let_alice_in} {told_of}")], "{let_in:?}");
    }
    // The account as a whole: root does it, and nothing is said of it.
    let (world, alice, key) = with_key(&[("root", "kms:Put*", json!({}))]);
    let words = told(&world, &alice, ("kms:Decrypt", &key));
    assert!(words.len() == 1 && !words[0].contains("root user"), "{words:?}");
}

/// What ends an allowance is for whom the key policy lets change it, too; what an account's own policy says stays with root.
#[test]
fn what_takes_an_allowance_away_tells_who_does_it() {
    let (world, alice, key) = with_key(&[("user/alice", "kms:Decrypt", json!({})), ("user/bob", "kms:*", json!({}))]);
    let answer = answer(&world, &alice, "kms:Decrypt", &key);
    let words: Vec<String> = answer.revocations().iter().map(|remedy| answer.remedy_in_words(remedy)).collect();
    for words in &words {
        assert_eq!(words.ends_with("; bob may do it."), words.contains("key policy"), "{words}");
    }
    assert!(words.iter().any(|words| words.contains("key policy")) && words.iter().any(|words| !words.contains("key policy")), "{words:?}");
}

#[test]
fn that_nobody_may_change_a_key_policy_is_told_with_who_can_help() {
    let only_aws = "; but nobody of this account may do that: the key policy lets none of them do kms:PutKeyPolicy. Only AWS Support can change it then.";
    let unremedied = |world: &World, alice: &Asker, key: &str| {
        let answer = answer(world, alice, "kms:Decrypt", key);
        assert!(answer.advice().is_empty(), "{:?}", answer.advice());
        answer.unremedied().unwrap().into_owned()
    };
    let (world, alice, key) = with_key(&[("user/bob", "kms:Encrypt", json!({}))]);
    let words = unremedied(&world, &alice, &key);
    assert!(words.starts_with("Let the key policy allow") && words.ends_with(only_aws), "{words}");
    // Whom it named is gone: a new one of the name is somebody else.
    let (mut world, alice, key) = with_key(&[("user/bob", "kms:*", json!({}))]);
    world.change(RemoveUserFromGroup { group_name: "devs".into(), user_name: "bob".into() });
    world.change(DeleteUser { user_name: "bob".into() });
    world.change(CreateUser { user_name: "bob".into(), ..Default::default() });
    let words = unremedied(&world, &alice, &key);
    assert!(words.ends_with(only_aws), "{words}");
    // It is refused whoever asks for it.
    let (mut world, alice, key) = with_key(&[("root", "kms:ScheduleKeyDeletion", json!({})), ("user/bob", "kms:*", json!({}))]);
    world.run(ScheduleKeyDeletion { key_id: key.clone(), ..Default::default() }).unwrap();
    let words = unremedied(&world, &alice, &key);
    assert!(words.ends_with(&format!("; but that is refused now: {key} is pending deletion.")), "{words}");
    // Whom it names is kept from it by something else, which can be changed.
    let (mut world, alice, key) = with_key(&[("user/bob", "kms:*", json!({}))]);
    let never = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"kms:*","Resource":"*"}]}"#;
    world.change(PutUserPolicy { user_name: "bob".into(), policy_name: "never".into(), policy_document: never.into() });
    let words = unremedied(&world, &alice, &key);
    let (_, why) = words.split_once("; but ").unwrap();
    assert_eq!(
        why,
        "nobody may do that now (kms:PutKeyPolicy). Its policy has a statement for bob. Denied by statement 1 of policy never (Identity \
         policies). An explicit deny wins over everything that allows."
    );
}

/// It is so with every policy that may shut the root user out.
#[test]
fn a_secret_that_shuts_root_out_is_changed_by_whom_it_leaves_out() {
    let (mut world, alice) = world();
    world.run(CreateSecret { name: "pin".into(), secret_string: Some(Secret::new("1234")), ..Default::default() }).unwrap();
    let arn = world.account.resource_arn(&world.account.resources(ResourceKind::Secret).find_map(Entity::resource).unwrap());
    let all = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"secretsmanager:*","Resource":"*"}]}"#;
    world.change(PutUserPolicy { user_name: "bob".into(), policy_name: "all".into(), policy_document: all.into() });
    let bob = format!("arn:aws:iam::{}:user/bob", world.account.id());
    let policy = json!({ "Version": "2012-10-17", "Statement": [{
        "Effect": "Deny", "Principal": "*", "Action": "secretsmanager:*", "Resource": "*",
        "Condition": { "ArnNotEquals": { "aws:PrincipalArn": bob } },
    }] });
    world.run(PutResourcePolicy { secret_id: "pin".into(), resource_policy: policy.to_string() }).unwrap();
    let words = told(&world, &alice, ("secretsmanager:GetSecretValue", &arn));
    let done_by = " The root user is denied secretsmanager:PutResourcePolicy; bob may do it.";
    assert!(!words.is_empty() && words.iter().all(|words| words.ends_with(done_by)), "{words:?}");
}

/// A session with a tag may do it, whom nobody has opened yet: that is told, and not that nobody may.
#[test]
fn what_turns_on_a_sessions_tag_is_told() {
    let (mut world, alice, key) = with_key(&[("role/Keeper", "kms:*", json!({ "StringEquals": { "aws:PrincipalTag/team": "red" } }))]);
    let unremedied = |world: &World| answer(world, &alice, "kms:Decrypt", &key).unremedied().unwrap().into_owned();
    let whoever = json!({ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": { "AWS": world.account.id().to_string() }, "Action": ["sts:AssumeRole", "sts:TagSession"] } });
    assert!(unremedied(&world).contains("; but nobody may do that now (kms:PutKeyPolicy)."), "{}", unremedied(&world));
    world.change(UpdateAssumeRolePolicy { role_name: "Keeper".into(), policy_document: whoever.to_string() });
    let told = unremedied(&world);
    let turns = "; but nobody may do that as requests come now (kms:PutKeyPolicy). Whether role Keeper may turns on aws:PrincipalTag/team.";
    assert!(told.ends_with(turns), "{told}");
}

/// Of a role the one session that may is named, not the role.
#[test]
fn a_session_is_named_where_it_alone_may() {
    let (mut world, alice, key) = with_key(&[("root", "kms:*", json!({}))]);
    let key_id = key.rsplit('/').next().unwrap().to_owned();
    let session = format!("arn:aws:sts::{}:assumed-role/Keeper/bob", world.account.id());
    let statement = json!({ "Effect": "Allow", "Principal": { "AWS": session }, "Action": "kms:*", "Resource": "*" });
    let policy = json!({ "Version": "2012-10-17", "Statement": statement }).to_string();
    let bypass_policy_lockout_safety_check = Some(true);
    world.run(PutKeyPolicy { key_id, policy, bypass_policy_lockout_safety_check, ..Default::default() }).unwrap();
    let words = told(&world, &alice, ("kms:Decrypt", &key));
    assert!(words[0].ends_with("The root user is denied kms:PutKeyPolicy; session bob of role Keeper may do it."), "{words:?}");
}
