//! Roles: what can be changed of them, and whom their trust policies name as time goes on.

mod instance_profiles;
mod service_linked;

use iam_console::account::authorization::{Asker, Circumstances, context_of};
use iam_console::account::caller::Caller;
use iam_console::account::change::inverse;
use iam_console::account::operation::*;
use iam_console::account::refusal::ErrorCode;
use iam_console::account::secret::Secret;
use iam_console::policy::decision::{Decision, decide};
use iam_console::policy::request::{Action, Principal, Request, Resource};
use serde_json::{Value, json};

use crate::common::{World, now};
use crate::{assert_whole, entities};

/// A trust policy that lets in whoever has this ARN.
fn trusting(arn: &str) -> String {
    json!({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": arn}, "Action": "sts:AssumeRole"}]}).to_string()
}

/// Alice, and a role that trusts her.
fn world() -> World {
    let mut world = World::fresh();
    world.change(CreateUser { user_name: "alice".into(), ..Default::default() });
    let assume_role_policy_document = trusting(&arn(&world, "user/alice"));
    world.change(CreateRole { role_name: "app".into(), assume_role_policy_document, ..Default::default() });
    world
}

fn arn(world: &World, of: &str) -> String {
    format!("arn:aws:iam::{}:{of}", world.account.id())
}

fn role(world: &mut World) -> Value {
    let reply = world.run(GetRole { role_name: "app".into() }).unwrap();
    serde_json::to_value(reply).unwrap()["Role"].clone()
}

fn trusted(world: &mut World) -> Value {
    role(world)["AssumeRolePolicyDocument"]["Statement"][0]["Principal"]["AWS"].clone()
}

/// What the engine says to a user who asks to assume the role.
fn assuming(world: &World, user: &str) -> Decision {
    let account = &world.account;
    let asker = Asker::User(account.user_named(user).unwrap().id);
    let action = Action::parse("sts:AssumeRole").unwrap();
    let resource = Resource::parse(&arn(world, "role/app")).unwrap();
    let context = context_of(&account.context_for(&asker, &action, &resource, &Circumstances::with_access_key(now())));
    let principal = Principal::parse(&account.asker_arn(&asker).unwrap()).unwrap();
    let authority = account.policies_on(&asker, &action, &resource);
    let request = Request { context, ..Request::new(principal, action, resource) };
    decide(&request, &authority.policies)
}

#[test]
fn a_deleted_principal_stays_whom_the_policy_named() {
    let mut world = world();
    assert_eq!(assuming(&world, "alice"), Decision::Allowed);
    let id = world.account.user_named("alice").unwrap().id;
    let deleted = world.change(DeleteUser { user_name: "alice".into() });
    assert_eq!(trusted(&mut world), id.as_str());
    let again = world.change(CreateUser { user_name: "alice".into(), ..Default::default() });
    assert_eq!(trusted(&mut world), id.as_str(), "another of her name is another");
    assert_ne!(assuming(&world, "alice"), Decision::Allowed);
    let new = Caller::owner_as(Asker::User(world.account.user_named("alice").unwrap().id));
    let assume = AssumeRole { role_arn: arn(&world, "role/app"), role_session_name: "alice".into(), ..Default::default() };
    let refusal = world.run_as(&new, assume).unwrap_err();
    let told =
        format!("The role's trust policy means {id}, who was deleted: alice, who was created since under the same name, has another id");
    assert!(refusal.remedy.as_ref().is_some_and(|remedy| remedy.starts_with(&told)), "{:?}", refusal.remedy);

    let policy_document = trusting(id.as_str());
    let refusal = world.run(UpdateAssumeRolePolicy { role_name: "app".into(), policy_document }).unwrap_err();
    let message = format!(r#"Invalid principal in policy: "AWS":"{id}""#);
    assert_eq!((refusal.code, refusal.message), (ErrorCode::MalformedPolicyDocument, message));
    let alice = arn(&world, "user/alice");
    let written = world.change(UpdateAssumeRolePolicy { role_name: "app".into(), policy_document: trusting(&alice) });
    assert_eq!(assuming(&world, "alice"), Decision::Allowed, "written again, it means the new one");

    for change in [written, again, deleted] {
        world.account.try_apply(&inverse(&change.edits)).unwrap();
    }
    assert_eq!((trusted(&mut world), assuming(&world, "alice")), (json!(alice), Decision::Allowed), "undone, she is herself again");
}

#[test]
fn a_deleted_principal_whom_the_policy_keeps_out_is_not_said_to_be_let_in_by_it() {
    let mut world = World::fresh();
    world.change(CreateUser { user_name: "alice".into(), ..Default::default() });
    let alice = arn(&world, "user/alice");
    for (allowed, is_told) in [("sts:TagSession", false), ("sts:Assume*", true)] {
        let policy = json!({"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"},
            {"Effect": "Allow", "Principal": {"AWS": alice}, "Action": allowed},
            {"Effect": "Deny", "Principal": {"AWS": alice}, "Action": "sts:AssumeRole"},
        ]});
        let role_name = format!("role-{is_told}");
        world.change(CreateRole { role_name, assume_role_policy_document: policy.to_string(), ..Default::default() });
    }
    world.change(DeleteUser { user_name: "alice".into() });
    world.change(CreateUser { user_name: "alice".into(), ..Default::default() });
    let new = Caller::owner_as(Asker::User(world.account.user_named("alice").unwrap().id));
    for is_told in [false, true] {
        let role_arn = arn(&world, &format!("role/role-{is_told}"));
        let assume = AssumeRole { role_arn, role_session_name: "alice".into(), ..Default::default() };
        let remedy = world.run_as(&new, assume).unwrap_err().remedy.unwrap();
        assert_eq!(remedy.contains(", who was deleted: alice"), is_told, "{remedy}");
    }
}

#[test]
fn a_renamed_principal_keeps_what_the_policy_grants() {
    let mut world = world();
    let new = |new_user_name: &str| UpdateUser {
        user_name: "alice".into(),
        new_user_name: Some(new_user_name.into()),
        new_path: Some("/team/".into()),
    };
    world.change(new("bob"));
    world.change(CreateUser { user_name: "alice".into(), ..Default::default() });
    assert_eq!(trusted(&mut world), arn(&world, "user/team/bob"));
    assert_eq!(assuming(&world, "bob"), Decision::Allowed);
    assert_ne!(assuming(&world, "alice"), Decision::Allowed);
}

#[test]
fn all_places_of_a_policy_say_who_is_meant() {
    let mut world = world();
    world.change(CreateRole { role_name: "ci".into(), assume_role_policy_document: trusting("111122223333"), ..Default::default() });
    let (alice, ci, other) = (arn(&world, "user/alice"), arn(&world, "role/ci"), "arn:aws:iam::999999999999:user/alice");
    let id = world.account.user_named("alice").unwrap().id;
    let text = format!(
        r#"{{"Version": "2012-10-17", "Statement": [
            {{"Sid": "{alice}", "Effect": "Allow", "Principal": {{"AWS": ["{alice}", "{ci}", "{other}"]}}, "Action": "sts:AssumeRole"}},
            {{"Effect": "Deny", "Principal": {{"AWS": "{alice}", "Service": "ec2.amazonaws.com"}}, "Action": "sts:TagSession",
              "Condition": {{"StringEquals": {{"aws:PrincipalArn": "{alice}"}}}}}}
        ]}}"#
    )
    .replace(&format!("\"Sid\": \"{alice}\""), "\"Sid\": \"alice\"");
    world.change(UpdateAssumeRolePolicy { role_name: "app".into(), policy_document: text.clone() });
    assert_eq!(world.account.current_policy(&world.account.role_named("app").unwrap().trust_policy).as_str(), text);
    world.change(DeleteUser { user_name: "alice".into() });
    let now = role(&mut world)["AssumeRolePolicyDocument"]["Statement"].clone();
    assert_eq!(now[0]["Principal"]["AWS"], json!([id.as_str(), ci, other]));
    assert_eq!(now[1]["Principal"], json!({"AWS": id.as_str(), "Service": "ec2.amazonaws.com"}));
    assert_eq!(now[1]["Condition"]["StringEquals"]["aws:PrincipalArn"], alice, "a condition compares with what is written");
    assert_whole(&world.account);
}

#[test]
fn a_role_is_changed_part_by_part() {
    let mut world = world();
    let before = entities(&world.account);
    let update = |description: Option<&str>, max_session_duration| UpdateRole {
        role_name: "APP".into(),
        description: description.map(str::to_owned),
        max_session_duration,
    };
    let facts = |world: &mut World| {
        let role = role(world);
        (role["Description"].clone(), role["MaxSessionDuration"].clone())
    };
    let mut changes = vec![world.change(update(Some("Reads buckets"), None))];
    assert_eq!(facts(&mut world), (json!("Reads buckets"), json!(3600)));
    changes.push(world.change(update(None, Some(7200))));
    assert_eq!(facts(&mut world), (json!("Reads buckets"), json!(7200)));
    assert!(world.plan(update(None, None)).unwrap().change.is_none());
    let describe = UpdateRoleDescription { role_name: "app".into(), description: String::new() };
    let planned = world.plan(describe.clone()).unwrap();
    assert_eq!(serde_json::to_value(planned.reply).unwrap()["Role"]["RoleName"], "app");
    changes.push(world.change(describe));
    assert_eq!(facts(&mut world), (Value::Null, json!(7200)));
    changes.push(world.change(TagRole { role_name: "app".into(), tags: vec![Tag { key: "team".into(), value: "red".into() }] }));
    assert_eq!(role(&mut world)["Tags"], json!([{"Key": "team", "Value": "red"}]));
    changes.push(world.change(UntagRole { role_name: "app".into(), tag_keys: vec!["TEAM".into()] }));
    assert_eq!(role(&mut world)["Tags"], Value::Null);
    for change in changes.iter().rev() {
        world.account.try_apply(&inverse(&change.edits)).unwrap();
    }
    assert_eq!(entities(&world.account), before);
}

#[test]
fn what_is_wrong_with_a_change_is_said_in_awss_words() {
    let mut world = world();
    let trust = |text: String| Operation::from(UpdateAssumeRolePolicy { role_name: "app".into(), policy_document: text });
    let nobody = arn(&world, "user/nobody");
    let cases: Vec<(Operation, ErrorCode, String)> = vec![
        (trust("{".into()), ErrorCode::MalformedPolicyDocument, "This policy contains invalid Json".into()),
        (trust(trusting(&nobody)), ErrorCode::MalformedPolicyDocument, format!(r#"Invalid principal in policy: "AWS":"{nobody}""#)),
        (
            trust(trusting(&"1".repeat(12)).replace("sts:AssumeRole", &"sts:AssumeRole,".repeat(200))),
            ErrorCode::MalformedPolicyDocument,
            "AssumeRole policy may only specify STS AssumeRole actions.".into(),
        ),
        (
            UpdateRole { role_name: "none".into(), ..Default::default() }.into(),
            ErrorCode::NoSuchEntity,
            "The role with name none cannot be found.".into(),
        ),
        (
            UpdateRole { role_name: "app".into(), max_session_duration: Some(60), ..Default::default() }.into(),
            ErrorCode::ValidationError,
            "1 validation error detected: Value at 'maxSessionDuration' failed to satisfy constraint: Member must have value greater than or equal to 3600".into(),
        ),
    ];
    for (operation, code, message) in cases {
        let refusal = world.run(operation.clone()).unwrap_err();
        assert_eq!((refusal.code, refusal.message), (code, message), "{operation:?}");
    }
    let many: Vec<String> = (0..80).map(|n| format!("arn:aws:iam::{:012}:root", 111_122_220_000_u64 + n)).collect();
    let long = json!({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"AWS": many}, "Action": "sts:AssumeRole"}});
    let refusal = world.run(trust(long.to_string())).unwrap_err();
    assert_eq!(
        (refusal.code, refusal.message.as_str(), refusal.member),
        (ErrorCode::LimitExceeded, "Cannot exceed quota for ACLSizePerRole: 2048", Some("PolicyDocument"))
    );
}

#[test]
fn a_trust_policy_names_services_and_sessions_that_there_are() {
    let mut world = World::fresh();
    let account = world.account.id().to_string();
    let create = |role_name: &str, principal: &str| {
        let assume_role_policy_document =
            format!(r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Principal":{principal},"Action":"sts:AssumeRole"}}}}"#);
        CreateRole { role_name: role_name.into(), assume_role_policy_document, ..Default::default() }
    };
    let session = format!(r#"{{"AWS":"arn:aws:sts::{account}:assumed-role/first/s1"}}"#);
    let refused = world.run(create("second", &session)).unwrap_err();
    let words = format!("Invalid principal in policy: \"AWS\":\"arn:aws:sts::{account}:assumed-role/first/s1\"");
    assert_eq!((refused.code, refused.message), (ErrorCode::MalformedPolicyDocument, words));
    world.run(create("first", r#"{"Service":["ec2.amazonaws.com","pods.eks.amazonaws.com"]}"#)).unwrap();
    world.run(create("second", &session)).unwrap();
    let refused = world.run(create("third", r#"{"Service":"nonsense.amazonaws.com"}"#)).unwrap_err();
    let words = "Invalid principal in policy: \"SERVICE\":\"nonsense.amazonaws.com\"".to_owned();
    assert_eq!((refused.code, refused.message), (ErrorCode::MalformedPolicyDocument, words));
}

#[test]
fn providers_that_aws_has_built_in_vouch_without_an_entity() {
    let mut world = World::fresh();
    let assume_role_policy_document = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Federated":"accounts.google.com"},
        "Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringEquals":{"accounts.google.com:aud":"app-1"}}}}"#;
    world
        .run(CreateRole { role_name: "web".into(), assume_role_policy_document: assume_role_policy_document.into(), ..Default::default() })
        .unwrap();
    let role_arn = format!("arn:aws:iam::{}:role/web", world.account.id());
    let assume = |issuer: &str, audience: &str| {
        let token = format!(r#"{{"iss":"{issuer}","sub":"11","aud":"{audience}"}}"#);
        let web_identity_token = Secret::new(token);
        AssumeRoleWithWebIdentity { role_arn: role_arn.clone(), role_session_name: "ann".into(), web_identity_token, ..Default::default() }
    };
    world.run(assume("https://accounts.google.com", "app-1")).unwrap();
    assert_eq!(world.run(assume("accounts.google.com", "app-2")).unwrap_err().code, ErrorCode::AccessDenied);
    assert_eq!(world.run(assume("https://example.com", "app-1")).unwrap_err().code, ErrorCode::InvalidIdentityToken);
    assert_eq!(world.run(assume("https://www.amazon.com", "app-1")).unwrap_err().code, ErrorCode::AccessDenied);
}
