//! Sessions: who gets temporary credentials, for how long, and what they are good for.

mod chains;
mod federation;
mod mfa;
mod partner;
mod roles;
mod sign_in;

use crate::common::World;
use iam_console::account::authorization::Asker;
use iam_console::account::caller::Caller;
use iam_console::account::entity::{EntityKey, Session};
use iam_console::account::operation::*;
use iam_console::account::refusal::{ErrorCode, Refusal};
use iam_console::account::reply::{Reply, SessionDetail};
use iam_console::account::secret::Secret;
use serde_json::{Value, json};

fn policy(statement: &Value) -> String {
    json!({ "Version": "2012-10-17", "Statement": statement }).to_string()
}

/// A role that an AWS principal of the account may enter, by these actions; `condition` may be null.
fn role(world: &mut World, name: &str, whom: &str, condition: &Value) {
    let principal = json!({ "AWS": format!("arn:aws:iam::{}:{whom}", world.account.id()) });
    role_for(world, name, &principal, &json!(["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]), condition);
}

fn role_for(world: &mut World, name: &str, principal: &Value, actions: &Value, condition: &Value) {
    let mut statement = json!({ "Effect": "Allow", "Principal": principal, "Action": actions });
    if !condition.is_null() {
        statement["Condition"] = condition.clone();
    }
    let create = CreateRole {
        role_name: name.into(),
        assume_role_policy_document: policy(&statement),
        max_session_duration: Some(7200),
        ..Default::default()
    };
    world.run(create).unwrap();
    world.run(AttachRolePolicy { role_name: name.into(), policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess".into() }).unwrap();
}

fn arn(world: &World, role: &str) -> String {
    format!("arn:aws:iam::{}:role/{role}", world.account.id())
}

fn assume(world: &World, role: &str) -> AssumeRole {
    AssumeRole { role_arn: arn(world, role), role_session_name: "alice".into(), ..Default::default() }
}

fn opened(reply: Reply) -> SessionDetail {
    match reply {
        Reply::Session(detail) => *detail,
        other => panic!("{other:?}"),
    }
}

/// The caller that credentials are of.
fn with(world: &World, detail: &SessionDetail) -> Caller {
    world.account.caller_named(&detail.credentials.access_key_id, false).unwrap()
}

/// Opens a session, and is in it.
fn enter(world: &mut World, caller: &Caller, operation: impl Into<Operation>) -> Caller {
    let detail = opened(world.run_as(caller, operation).unwrap());
    with(world, &detail)
}

fn session<'a>(world: &'a World, caller: &Caller) -> &'a Session {
    world.account.session_of(caller).unwrap()
}

/// A message with the account's id left out.
fn said(world: &World, refusal: &Refusal) -> String {
    refusal.message.replace(world.account.id().as_str(), "ACCOUNT")
}

fn identity(world: &mut World, caller: &Caller) -> Value {
    let reply = world.run_as(caller, GetCallerIdentity {}).unwrap();
    let id = world.account.id();
    serde_json::from_str(&serde_json::to_string(&reply).unwrap().replace(id.as_str(), "ACCOUNT")).unwrap()
}

#[test]
fn everybody_may_ask_who_they_are() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    role(&mut world, "Auditor", "root", &Value::Null);
    let deny = policy(&json!({ "Effect": "Deny", "Action": "*", "Resource": "*" }));
    world.run(PutUserPolicy { user_name: "alice".into(), policy_name: "none".into(), policy_document: deny }).unwrap();
    assert_eq!(
        identity(&mut world, &Caller::ROOT),
        json!({ "UserId": "ACCOUNT", "Account": "ACCOUNT", "Arn": "arn:aws:iam::ACCOUNT:root" })
    );
    let id = world.account.user_named("alice").unwrap().id;
    assert_eq!(identity(&mut world, &alice), json!({ "UserId": id, "Account": "ACCOUNT", "Arn": "arn:aws:iam::ACCOUNT:user/alice" }));
    let auditor = world.account.caller_named("role/Auditor/bob", false).unwrap();
    let id = world.account.role_named("Auditor").unwrap().id;
    let expected = json!({ "UserId": format!("{id}:bob"), "Account": "ACCOUNT", "Arn": "arn:aws:sts::ACCOUNT:assumed-role/Auditor/bob" });
    assert_eq!(identity(&mut world, &auditor), expected);
    assert_eq!(world.run_as(Caller::nobody(), GetCallerIdentity {}).unwrap_err().code, ErrorCode::MissingAuthenticationToken);
}

#[test]
fn credentials_are_in_the_reply_alone() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    role(&mut world, "Auditor", "user/alice", &Value::Null);
    let operation = Operation::from(assume(&world, "Auditor"));
    let planned = world.account.plan(&alice, &operation, &mut world.env).unwrap();
    let detail = opened(planned.reply.clone());
    let credentials = &detail.credentials;
    assert!(credentials.access_key_id.starts_with("ASIA") && credentials.access_key_id.ends_with("EXAMPLE"));
    assert!(credentials.secret_access_key.reveal().ends_with("EXAMPLEKEY"));
    assert!(credentials.session_token.reveal().starts_with("PRACTICE"));
    let change = planned.change.unwrap();
    assert!(change.edits.iter().any(|edit| matches!(edit.key(), EntityKey::Session(_))));
    let written = serde_json::to_string(&change).unwrap() + &format!("{change:?}{:?}", planned.reply);
    for secret in [&credentials.secret_access_key, &credentials.session_token] {
        assert!(!written.contains(secret.reveal()));
    }
    let token = AssumeRoleWithWebIdentity { web_identity_token: Secret::new("{\"iss\": 1}"), ..Default::default() };
    let saml = AssumeRoleWithSAML { saml_assertion: Secret::new("{\"iss\": 1}"), ..Default::default() };
    let code = GetSessionToken { token_code: Some(Secret::new("123456")), ..Default::default() };
    for operation in [Operation::from(token), saml.into(), code.into()] {
        let written = serde_json::to_string(&operation).unwrap() + &format!("{operation:?}");
        assert!(!written.contains("iss") && !written.contains("123456"), "{written}");
    }
}

#[test]
fn the_owner_calls_as_anybody_with_a_code_or_without() {
    let mut world = World::fresh();
    world.user("alice");
    let document = policy(&json!({
        "Effect": "Allow", "Action": "iam:ListUsers", "Resource": "*", "Condition": { "Bool": { "aws:MultiFactorAuthPresent": "true" } },
    }));
    world.run(PutUserPolicy { user_name: "alice".into(), policy_name: "p".into(), policy_document: document }).unwrap();
    let named = |text: &str, mfa| world.account.caller_named(text, mfa).map_err(|error| error.to_string());
    let (without, with) = (named("user/alice", false).unwrap(), named("user/alice", true).unwrap());
    let root = world.account.access_keys().next().unwrap().id;
    assert_eq!(named(root.as_str(), false), Ok(Caller::with_key(Asker::Root, root)));
    assert!(named(root.as_str(), true).unwrap_err().contains("ask without MFA"));
    let gone = named("AKIAIOSFODNN7EXAMPLE", false).unwrap();
    assert_eq!(named("partner", false), named(&world.account.asker_arn(&world.account.partner().who).unwrap(), false));
    assert!(named("user/nobody", false).unwrap_err().contains("There is no user"));
    world.run_as(&without, ListUsers::default()).unwrap_err();
    world.run_as(&with, ListUsers::default()).unwrap();
    assert_eq!(world.run_as(&gone, ListUsers::default()).unwrap_err().code, ErrorCode::InvalidClientTokenId);
    assert_eq!(world.run_as(&gone, GetCallerIdentity::default()).unwrap_err().code, ErrorCode::InvalidClientTokenId);
}

/// Who signs nothing is asked for a signature, but where a resource's policy may let anybody in.
#[test]
fn requests_that_nobody_signed_get_no_further() {
    let mut world = World::fresh();
    role_for(&mut world, "Open", &json!({ "AWS": "*" }), &json!("sts:AssumeRole"), &Value::Null);
    let enter = assume(&world, "Open");
    for (operation, code) in [
        (Operation::from(enter), ErrorCode::MissingAuthenticationToken),
        (ListUsers::default().into(), ErrorCode::MissingAuthenticationToken),
        (GetSessionToken::default().into(), ErrorCode::MissingAuthenticationToken),
        (DescribeInstances::default().into(), ErrorCode::MissingParameter),
        (ListFunctions {}.into(), ErrorCode::MissingAuthenticationTokenException),
        (ListKeys {}.into(), ErrorCode::MissingAuthenticationTokenException),
        (ListBuckets {}.into(), ErrorCode::AccessDenied),
        (ListQueues::default().into(), ErrorCode::AccessDenied),
    ] {
        assert_eq!(world.run_as(Caller::nobody(), operation.clone()).unwrap_err().code, code, "{}", operation.spec().name);
    }
    let partner = world.account.partner();
    let stranger = world.run_as(&partner, ListUsers::default()).unwrap_err();
    assert!(stranger.remedy.is_some_and(|remedy| remedy.contains("assumes a role of this one first")), "{}", stranger.message);
    world.run_as(&partner, assume(&world, "Open")).unwrap();
}
