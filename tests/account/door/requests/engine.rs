//! Who lives under policies fares as the engine says.

use super::{BY_TOKEN, world};
use crate::common::{World, codes};
use iam_console::access::{Question, may};
use iam_console::account::authorization::Circumstances;
use iam_console::account::caller::Caller;
use iam_console::account::operation::*;
use iam_console::account::refusal::ErrorCode;
use iam_console::account::reply::Reply;
use iam_console::policy::decision::Decision;
use iam_console::policy::request::{Action, Resource};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use serde_json::json;

/// Policies of all kinds that somebody may live under.
const STATEMENTS: [&str; 12] = [
    r#"{"Effect":"Allow","Action":"*","Resource":"*"}"#,
    r#"{"Effect":"Allow","Action":["iam:*","sts:*"],"Resource":"*"}"#,
    r#"{"Effect":"Allow","Action":["iam:Get*","iam:List*"],"Resource":"*"}"#,
    r#"{"Effect":"Allow","NotAction":"iam:*","Resource":"*"}"#,
    r#"{"Effect":"Allow","Action":"iam:*User*","Resource":"arn:aws:iam::*:user/team/*"}"#,
    r#"{"Effect":"Allow","Action":["s3:*","sqs:*","kms:*"],"Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}}"#,
    r#"{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:RequestTag/team":"blue"}}}"#,
    r#"{"Effect":"Allow","Action":"iam:Attach*","Resource":"*","Condition":{"ArnLike":{"iam:PolicyARN":"arn:aws:iam::aws:policy/Read*"}}}"#,
    r#"{"Effect":"Deny","Action":"iam:PassRole","Resource":"*"}"#,
    r#"{"Effect":"Deny","Action":["iam:Delete*","s3:Delete*","iam:Tag*","kms:TagResource"],"Resource":"*"}"#,
    r#"{"Effect":"Deny","NotAction":["ec2:*","lambda:*","dynamodb:*"],"Resource":"*","Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}}"#,
    r#"{"Effect":"Allow","Action":["ec2:*","lambda:*","iam:PassRole"],"Resource":"*","Condition":{"StringNotEquals":{"aws:username":"${aws:PrincipalAccount}"}}}"#,
];

/// What the engine says to all that an operation asks for, as *May they?* asks it.
fn engine_allows(world: &World, caller: &Caller, operation: &Operation) -> bool {
    let circumstances: Circumstances = world.account.circumstances_of(caller, world.env.now);
    world.account.requests_of(caller, operation).into_iter().all(|asked| {
        let question = Question {
            asker: caller.who.clone(),
            action: Action::parse(&asked.action).unwrap(),
            resource: Resource::parse(&asked.resource).unwrap_or_else(|_| Resource::parse("*").unwrap()),
            given: asked.keys,
            circumstances,
        };
        may(&world.account, &question).unwrap().explanation.decision == Decision::Allowed
    })
}

/// Sessions that alice opens while she may everything: one of a role, the same with a session policy, one of a federated user, and
/// her own with an MFA code and without. What they may do later follows from what she and the role may then.
fn sessions(world: &mut World, alice: &Caller, session_policy: &str) -> [Caller; 5] {
    let account = world.account.id().to_string();
    let trust =
        json!({ "Effect": "Allow", "Principal": { "AWS": format!("arn:aws:iam::{account}:user/alice") }, "Action": "sts:AssumeRole" });
    let assume_role_policy_document = json!({ "Version": "2012-10-17", "Statement": trust }).to_string();
    world.run(CreateRole { role_name: "team".into(), assume_role_policy_document, ..Default::default() }).unwrap();
    let policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess".to_owned();
    world.run(AttachUserPolicy { user_name: "alice".into(), policy_arn: policy_arn.clone() }).unwrap();
    let assume = |name: &str, policy: Option<&str>| AssumeRole {
        role_arn: format!("arn:aws:iam::{account}:role/team"),
        role_session_name: name.into(),
        policy: policy.map(str::to_owned),
        ..Default::default()
    };
    let federate = GetFederationToken { name: "guest".into(), policy: Some(session_policy.into()), ..Default::default() };
    world.run(CreateVirtualMFADevice { virtual_mfa_device_name: "watch".into(), ..Default::default() }).unwrap();
    let serial_number = world.account.virtual_mfa_serial_number("watch");
    let [authentication_code_1, authentication_code_2] = codes(&world.account, "watch", 0);
    let enable = EnableMFADevice {
        user_name: Some("alice".into()),
        serial_number: serial_number.clone(),
        authentication_code_1,
        authentication_code_2,
    };
    world.run(enable).unwrap();
    let [_, code] = codes(&world.account, "watch", 1);
    let with_code = GetSessionToken { serial_number: Some(serial_number), token_code: Some(code), ..Default::default() };
    let opening: [Operation; 5] = [
        assume("plain", None).into(),
        assume("narrow", Some(session_policy)).into(),
        federate.into(),
        GetSessionToken::default().into(),
        with_code.into(),
    ];
    let opened = opening.map(|operation| {
        let Reply::Session(detail) = world.run_as(alice, operation).unwrap() else { panic!("a session") };
        world.account.caller_named(&detail.credentials.access_key_id, false).unwrap()
    });
    world.run(DetachUserPolicy { user_name: "alice".into(), policy_arn }).unwrap();
    opened
}

/// What somebody calls with (STS: comparing the API operations).
#[derive(Clone, Copy, Debug)]
enum Credentials {
    User,
    Root,
    Role,
    FederatedUser,
    SessionToken,
    SessionTokenWithMfa,
    Nobody,
    OtherAccount,
}

/// What is answered where credentials do not reach an operation.
const BEYOND: [ErrorCode; 5] = [
    ErrorCode::AccessDenied,
    ErrorCode::InvalidClientTokenId,
    ErrorCode::MissingAuthenticationToken,
    ErrorCode::MissingAuthenticationTokenException,
    ErrorCode::MissingParameter,
];

/// What is about the caller's own account, besides all of EC2: what makes something and what lists all there is.
const OF_OWN_ACCOUNT: [&str; 14] = [
    "CreateBucket",
    "CreateQueue",
    "CreateTable",
    "CreateFunction",
    "CreateKey",
    "CreateAlias",
    "CreateSecret",
    "ListBuckets",
    "ListQueues",
    "ListTables",
    "ListFunctions",
    "ListKeys",
    "ListAliases",
    "ListSecrets",
];

/// Whether credentials reach an operation at all, whatever policies say: by hand, and not as the account tells it.
fn reaches(credentials: Credentials, operation: &Operation) -> bool {
    use Credentials as By;
    let (service, name) = (operation.spec().service, operation.spec().name);
    match (credentials, service, name) {
        (_, "sts", "AssumeRoleWithSAML" | "AssumeRoleWithWebIdentity") => true,
        (By::Nobody, ..) => matches!(service, "s3" | "sqs"),
        (By::User, ..) | (_, "sts", "GetCallerIdentity") => true,
        (By::Root, ..) => (service, name) != ("sts", "AssumeRole"),
        (By::OtherAccount, "ec2", _) => false,
        (By::OtherAccount, _, name) if OF_OWN_ACCOUNT.contains(&name) => false,
        (_, "sts", "GetSessionToken" | "GetFederationToken")
        | (By::SessionToken | By::FederatedUser | By::OtherAccount, "iam", _)
        | (By::FederatedUser, "sts", _) => false,
        (By::SessionToken | By::SessionTokenWithMfa, "sts", _) => name == "AssumeRole",
        _ => true,
    }
}

/// Checks that somebody may do of every operation what the engine says, and is told of the request that is denied.
fn fares_as_the_engine_says(
    world: &mut World,
    (credentials, caller): (Credentials, &Caller),
    operations: &[Operation],
) -> Result<(), TestCaseError> {
    for operation in operations {
        let name = operation.spec().name;
        let expected = BY_TOKEN.contains(&operation.spec().id) || engine_allows(world, caller, operation);
        let authorised = world.account.authorise(caller, operation, world.env.now);
        prop_assert_eq!(authorised.is_ok(), expected, "{} as {}: {:?}", name, caller, authorised);
        let lived = world.account.plan(caller, operation, &mut world.env);
        // What names no member that it could have is refused before anybody is asked.
        if lived.as_ref().is_err_and(|refusal| refusal.message.contains("failed to satisfy constraint")) {
            continue;
        }
        // Of these the token decides.
        if BY_TOKEN.contains(&operation.spec().id) {
            continue;
        }
        if !reaches(credentials, operation) {
            prop_assert!(!expected, "{name} with {credentials:?}");
            let is_refused = lived.as_ref().is_err_and(|refusal| BEYOND.contains(&refusal.code));
            prop_assert!(is_refused, "{name} with {credentials:?}: {lived:?}");
            continue;
        }
        let is_denied = lived.as_ref().is_err_and(|refusal| refusal.denied.is_some());
        prop_assert!(is_denied != expected, "{} as {caller}: {:?}", name, lived.err());
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    /// Whoever lives under policies fares as the engine says, whatever the account's password policy lets users do: a user, the
    /// user's sessions, a session of a role, one with a session policy, a federated user, root, whom no policy of these binds, a
    /// user of another account, and who has not signed.
    #[test]
    fn who_lives_under_policies_fares_as_the_engine_says(
        own in proptest::sample::subsequence(&STATEMENTS[..], 1..4),
        boundary in proptest::option::of(proptest::sample::select(&STATEMENTS[..])),
        session in proptest::sample::select(&STATEMENTS[..]),
        mfa in any::<bool>(),
        passwords in any::<bool>(),
    ) {
        let (mut world, alice, operations, _) = world();
        // Without its bucket, nobody is asked.
        world.run(CreateBucket { bucket: "reports".into(), ..Default::default() }).unwrap();
        let document = |statements: &[&str]| format!(r#"{{"Version":"2012-10-17","Statement":[{}]}}"#, statements.join(","));
        let opened = sessions(&mut world, &alice, &document(&[session]));
        let allow_users_to_change_password = Some(passwords);
        world.run(UpdateAccountPasswordPolicy { allow_users_to_change_password, ..Default::default() }).unwrap();
        let policy_document = document(&own);
        let put = PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document: policy_document.clone() };
        world.run(put).unwrap();
        world.run(PutRolePolicy { role_name: "team".into(), policy_name: "own".into(), policy_document }).unwrap();
        if let Some(statement) = boundary {
            world.run(CreatePolicy { policy_name: "edge".into(), policy_document: document(&[statement]), ..Default::default() }).unwrap();
            let permissions_boundary = format!("arn:aws:iam::{}:policy/edge", world.account.id());
            let of_role = PutRolePermissionsBoundary { role_name: "team".into(), permissions_boundary: permissions_boundary.clone() };
            world.run(of_role).unwrap();
            world.run(PutUserPermissionsBoundary { user_name: "alice".into(), permissions_boundary }).unwrap();
        }
        let opened_with = [
            Credentials::Role,
            Credentials::Role,
            Credentials::FederatedUser,
            Credentials::SessionToken,
            Credentials::SessionTokenWithMfa,
        ];
        let others = [
            (Credentials::User, Caller { mfa, ..alice }),
            (Credentials::Root, Caller::ROOT),
            (Credentials::OtherAccount, world.account.partner()),
            (Credentials::Nobody, Caller::nobody().clone()),
        ];
        for (credentials, caller) in others.into_iter().chain(opened_with.into_iter().zip(opened)) {
            fares_as_the_engine_says(&mut world, (credentials, &caller), &operations)?;
        }
    }
}
