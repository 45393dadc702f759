//! Sessions are asked about with their own policies.

use iam_console::access::{Progress, Question, Whose, may, what_can};
use iam_console::account::authorization::Credentials;
use iam_console::account::caller::Caller;
use iam_console::account::operation::*;
use iam_console::account::reply::Reply;
use iam_console::policy::decision::{Change, Decision, Layer};
use iam_console::policy::request::{Action, Resource};
use serde_json::json;

use super::common::World;

const READ_ONLY: &str = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
const LISTS: &str = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["s3:List*","sts:*"],"Resource":"*"}}"#;

/// A role that alice may assume, with S3 in full, and alice with it, too.
fn world() -> (World, Caller) {
    let mut world = World::fresh();
    let alice = world.user("alice");
    let principal = world.account.asker_arn(&alice.who).unwrap();
    let assume_role_policy_document = json!({
        "Version": "2012-10-17",
        "Statement": { "Effect": "Allow", "Principal": { "AWS": principal }, "Action": "sts:AssumeRole" },
    })
    .to_string();
    world.change(CreateRole { role_name: "W".into(), assume_role_policy_document, ..Default::default() });
    world.change(AttachRolePolicy { role_name: "W".into(), policy_arn: READ_ONLY.into() });
    world.change(AttachUserPolicy { user_name: "alice".into(), policy_arn: READ_ONLY.into() });
    let policy_document = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:*","Resource":"*"}}"#.into();
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "sts".into(), policy_document });
    world.change(CreateBucket { bucket: "reports".into(), ..Default::default() });
    (world, alice)
}

fn opened(world: &mut World, by: &Caller, operation: impl Into<Operation>) -> String {
    match world.run_as(by, operation).unwrap() {
        Reply::Session(detail) => detail.credentials.access_key_id,
        other => panic!("{other:?}"),
    }
}

fn asked(world: &World, who: &str, action: &str) -> Question {
    let now = world.account.time_at(world.env.real_now);
    let (asker, circumstances) = world.account.asked_as(who, Credentials::AccessKey, now).unwrap();
    let (action, resource) = (Action::parse(action).unwrap(), Resource::parse("arn:aws:s3:::reports/k").unwrap());
    Question { asker, action, resource, given: Vec::new(), circumstances }
}

#[test]
fn an_open_session_is_asked_about_by_key_and_by_name_with_its_policies() {
    let (mut world, alice) = world();
    let role_arn = format!("arn:aws:iam::{}:role/W", world.account.id());
    let assume = AssumeRole { role_arn, role_session_name: "s1".into(), policy: Some(LISTS.into()), ..Default::default() };
    let key = opened(&mut world, &alice, assume);
    let federate = GetFederationToken { name: "fed".into(), policy: Some(LISTS.into()), ..Default::default() };
    let federated = opened(&mut world, &alice, federate);
    let federated_arn = format!("arn:aws:sts::{}:federated-user/fed", world.account.id());
    let session_arn = format!("arn:aws:sts::{}:assumed-role/W/s1", world.account.id());
    for who in [key.as_str(), "role/W/s1", &session_arn, &federated, &federated_arn] {
        let question = asked(&world, who, "s3:GetObject");
        let answer = may(&world.account, &question).unwrap();
        assert_eq!(answer.explanation.decision, Decision::ImplicitDeny, "{who}");
        assert_eq!(answer.authority.policies.of(Layer::Session).len(), 1, "{who}");
        assert!(question.notes(&world.account).iter().any(|note| note.contains("the session policy that was passed")), "{who}");
    }
    // Another session of the role, and the role by itself, have none.
    for who in ["role/W", "role/W/s2"] {
        let question = asked(&world, who, "s3:GetObject");
        assert_eq!(may(&world.account, &question).unwrap().explanation.decision, Decision::Allowed, "{who}");
        assert_eq!(question.notes(&world.account), Vec::<String>::new());
    }
    let session = what_can(&world.account, &Whose::Session(key.parse().unwrap()), &Progress::default()).unwrap();
    assert_eq!(session.session_policies, 1);
    // What is over is no session any more.
    world.run(AdvanceClock { seconds: 3600 }).unwrap();
    assert_eq!(may(&world.account, &asked(&world, "role/W/s1", "s3:GetObject")).unwrap().explanation.decision, Decision::Allowed);
}

#[test]
fn what_is_denied_is_explained_with_the_decision_that_denied_it() {
    let (mut world, alice) = world();
    let role_arn = format!("arn:aws:iam::{}:role/W", world.account.id());
    let policies = [None, Some(LISTS), Some(r#"{"Statement":{"Effect":"Deny","Action":"s3:G*","Resource":"*"}}"#)];
    let mut denied = 0;
    for (policy, name) in policies.into_iter().zip(["none", "lists", "denies"]) {
        let policy = policy.map(str::to_owned);
        let assume =
            AssumeRole { role_arn: role_arn.clone(), role_session_name: name.into(), policy: policy.clone(), ..Default::default() };
        let federate = GetFederationToken { name: name.into(), policy, ..Default::default() };
        let keys = [opened(&mut world, &alice, assume), opened(&mut world, &alice, federate), String::new()];
        for key in keys {
            let caller = if key.is_empty() { alice.clone() } else { world.account.caller_named(&key, false).unwrap() };
            for operation in [
                Operation::from(GetObject { bucket: "reports".into(), key: "k".into() }),
                PutObject { bucket: "reports".into(), key: "k".into(), ..Default::default() }.into(),
                ListBuckets {}.into(),
            ] {
                let Err(refusal) = world.run_as(&caller, operation) else { continue };
                let Some(request) = &refusal.denied else { continue };
                let now = world.account.time_at(world.env.real_now);
                let question = Question::denied(&world.account, &caller, request, now).unwrap();
                let answer = may(&world.account, &question).unwrap();
                assert_ne!(answer.explanation.decision, Decision::Allowed, "{name} {key} {}", refusal.message);
                assert_eq!(answer.report().access_denied.unwrap().split(" because ").nth(1), refusal.message.split(" because ").nth(1));
                denied += 1;
            }
        }
    }
    assert!(denied > 8, "{denied}");
}

#[test]
fn nothing_is_asked_with_credentials_that_are_no_good() {
    let (mut world, alice) = world();
    world.change(CreateAccessKey { user_name: Some("alice".into()) });
    let key = world.account.access_keys_of(alice.owner().unwrap())[0].id.to_string();
    let ask = |world: &World, who: &str| {
        let now = world.account.time_at(world.env.real_now);
        world.account.asked_as(who, Credentials::AccessKey, now).map(drop).map_err(|error| error.to_string())
    };
    assert_eq!(ask(&world, &key), Ok(()));
    let status = "Inactive".to_owned();
    world.change(UpdateAccessKey { user_name: Some("alice".into()), access_key_id: key.clone(), status });
    let inactive = "which AWS answers with InvalidClientTokenId. The access key is inactive. Activate it, or use another.";
    assert_eq!(ask(&world, &key), Err(format!("Nothing is allowed with {key}, {inactive}")));
    let session = opened(&mut world, &alice, GetSessionToken::default());
    assert_eq!(ask(&world, &session), Ok(()));
    world.run(AdvanceClock { seconds: 90_000 }).unwrap();
    let over = "which AWS answers with ExpiredToken. By the practice clock its time is over. Open a new one.";
    assert_eq!(ask(&world, &session), Err(format!("Nothing is allowed with {session}, {over}")));
}

#[test]
fn the_policies_of_a_federated_user_are_those_of_who_opened_the_session() {
    let (mut world, alice) = world();
    let federate = GetFederationToken { name: "fed".into(), policy: Some(LISTS.into()), ..Default::default() };
    let federated = opened(&mut world, &alice, federate);
    let answer = may(&world.account, &asked(&world, &federated, "s3:ListBucket")).unwrap();
    assert_eq!(answer.explanation.decision, Decision::Allowed);
    let told: Vec<String> = answer.revocations().iter().map(|remedy| answer.remedy_in_words(remedy)).collect();
    assert!(told.iter().any(|told| told == "Detach AmazonS3ReadOnlyAccess from alice."), "{told:?}");
    let denies = told.last().unwrap();
    assert!(denies.starts_with("Give alice an inline policy that denies s3:ListBucket") && !denies.contains("outside"), "{denies}");
    // The session's own policy is nobody's to change: nothing is told of it.
    let leads = |layer: Layer| {
        let of_layer = |change: &&Change| matches!(change, Change::Remove(place) if place.layer == layer);
        let revocations = answer.revocations();
        revocations.iter().flat_map(|remedy| &remedy.changes).find(of_layer).map(|change| answer.is_led_to(change))
    };
    assert_eq!((leads(Layer::Session), leads(Layer::Identity)), (None, Some(true)));
}
