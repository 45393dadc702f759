//! Federated sessions: by a federation token, a web identity, a SAML assertion.

use super::{arn, enter, opened, policy, role_for, said, session, with};
use crate::common::{World, saml_metadata};
use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use iam_console::account::authorization::Asker;
use iam_console::account::caller::Caller;
use iam_console::account::operation::*;
use iam_console::account::refusal::ErrorCode;
use iam_console::account::secret::Secret;
use serde_json::{Value, json};

#[test]
fn a_federated_user_has_what_both_its_policy_and_its_opener_have() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    let both = policy(&json!({ "Effect": "Allow", "Action": ["sts:GetFederationToken", "s3:ListAllMyBuckets"], "Resource": "*" }));
    let federate =
        |policy: Option<&str>| GetFederationToken { name: "bob".into(), policy: policy.map(str::to_owned), ..Default::default() };
    let refused = world.run_as(&alice, federate(None)).unwrap_err();
    assert!(said(&world, &refused).contains("sts:GetFederationToken on resource: arn:aws:sts::ACCOUNT:federated-user/bob"));
    world.run(PutUserPolicy { user_name: "alice".into(), policy_name: "p".into(), policy_document: both }).unwrap();
    let bare = opened(world.run_as(&alice, federate(None)).unwrap());
    let user = bare.federated_user.clone().unwrap();
    assert_eq!(user.federated_user_id, format!("{}:bob", world.account.id()));
    let bare = with(&world, &bare);
    assert_eq!(bare.who, Asker::FederatedUser { by: alice.owner().unwrap(), name: "bob".into() });
    assert_eq!(world.run_as(&bare, ListBuckets {}).unwrap_err().code, ErrorCode::AccessDenied, "without a policy it may nothing");
    let all = policy(&json!({ "Effect": "Allow", "Action": "*", "Resource": "*" }));
    let wide = enter(&mut world, &alice, federate(Some(&all)));
    world.run_as(&wide, ListBuckets {}).unwrap();
    for (operation, code) in [
        (Operation::from(ListUsers::default()), ErrorCode::InvalidClientTokenId),
        (ListQueues::default().into(), ErrorCode::AccessDenied),
        (GetSessionToken::default().into(), ErrorCode::AccessDenied),
    ] {
        assert_eq!(world.run_as(&wide, operation).unwrap_err().code, code);
    }
    world.run_as(&wide, GetCallerIdentity {}).unwrap();
}

#[test]
fn a_web_identity_gets_in_by_its_token() {
    let mut world = World::fresh();
    let create = CreateOpenIDConnectProvider {
        url: "https://token.example.com".into(),
        client_id_list: Some(vec!["sts.amazonaws.com".into()]),
        ..Default::default()
    };
    world.run(create).unwrap();
    let provider = format!("arn:aws:iam::{}:oidc-provider/token.example.com", world.account.id());
    let condition = json!({ "StringEquals": { "token.example.com:sub": "repo-7", "token.example.com:env": "live" } });
    role_for(&mut world, "Deploy", &json!({ "Federated": provider }), &json!("sts:AssumeRoleWithWebIdentity"), &condition);
    let role_arn = arn(&world, "Deploy");
    let call = |token: &Value| AssumeRoleWithWebIdentity {
        role_arn: role_arn.clone(),
        role_session_name: "run-1".into(),
        web_identity_token: Secret::new(token.to_string()),
        ..Default::default()
    };
    let good = json!({ "iss": "https://token.example.com", "sub": "repo-7", "aud": "sts.amazonaws.com", "env": "live" });
    let changed = |key: &str, value: Value| {
        let mut token = good.clone();
        token[key] = value;
        token
    };
    let detail = opened(world.run_as(Caller::nobody(), call(&good)).unwrap());
    assert_eq!(detail.provider, Some(provider));
    assert_eq!(
        (detail.subject_from_web_identity_token.as_deref(), detail.audience.as_deref()),
        (Some("repo-7"), Some("sts.amazonaws.com"))
    );
    let caller = with(&world, &detail);
    world.run_as(&caller, ListUsers::default()).unwrap();
    let kept = &session(&world, &caller).federated;
    let of = |key: &str| kept.get(key).map(String::as_str);
    assert_eq!((of("token.example.com:sub"), of("token.example.com:aud")), (Some("repo-7"), Some("sts.amazonaws.com")));
    // A JWT as a provider hands it out; nobody checks the signature.
    let jwt = format!("eyJhbGciOiJSUzI1NiJ9.{}.c2lnbmF0dXJl", BASE64_URL_SAFE_NO_PAD.encode(good.to_string()));
    opened(
        world.run_as(Caller::nobody(), AssumeRoleWithWebIdentity { web_identity_token: Secret::new(jwt.as_str()), ..call(&good) }).unwrap(),
    );
    let kept = &session(&world, &caller).federated;
    let of = |key: &str| kept.get(key).map(String::as_str);
    assert_eq!((of("aws:FederatedProvider"), kept.len()), (detail.provider.as_deref(), 3), "other claims do not last");
    let tags = json!({ "principal_tags": { "team": ["blue"] } });
    let table = [
        (
            json!("none"),
            ErrorCode::InvalidIdentityToken,
            "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)",
        ),
        (
            changed("iss", json!("https://other.example.com")),
            ErrorCode::InvalidIdentityToken,
            "No OpenIDConnect provider found in your account for https://other.example.com",
        ),
        (changed("aud", json!("other")), ErrorCode::InvalidIdentityToken, "Incorrect token audience"),
        (changed("sub", json!("repo-8")), ErrorCode::AccessDenied, "Not authorized to perform sts:AssumeRoleWithWebIdentity"),
        (changed("env", json!("test")), ErrorCode::AccessDenied, "Not authorized to perform sts:AssumeRoleWithWebIdentity"),
        (changed("https://aws.amazon.com/tags", tags), ErrorCode::AccessDenied, "Not authorized to perform sts:AssumeRoleWithWebIdentity"),
        (
            changed("exp", json!(1_000_000_000)),
            ErrorCode::ExpiredTokenException,
            "Token expired: current date/time 1795468445 must be before the expiration date/time 1000000000",
        ),
    ];
    for (token, code, message) in table {
        let refusal = world.run_as(Caller::nobody(), call(&token)).unwrap_err();
        assert_eq!((refusal.code, refusal.message.as_str()), (code, message), "{token}");
    }
}

#[test]
fn a_saml_assertion_lets_in_whom_it_names() {
    let mut world = World::fresh();
    world.run(CreateSAMLProvider { name: "Idp".into(), saml_metadata_document: saml_metadata(""), ..Default::default() }).unwrap();
    let principal_arn = format!("arn:aws:iam::{}:saml-provider/Idp", world.account.id());
    let condition = json!({ "StringEquals": { "saml:aud": "https://signin.aws.amazon.com/saml" } });
    let actions = json!(["sts:AssumeRoleWithSAML", "sts:TagSession"]);
    role_for(&mut world, "Staff", &json!({ "Federated": principal_arn }), &actions, &condition);
    let role_arn = arn(&world, "Staff");
    let good = json!({
        "issuer": "https://idp.example.com",
        "subject": "carol",
        "attributes": {
            "https://aws.amazon.com/SAML/Attributes/Role": format!("{principal_arn},{role_arn}"),
            "RoleSessionName": "carol",
            "SessionDuration": "1800",
            "PrincipalTag:team": "blue",
        },
    });
    let call = |assertion: &Value| AssumeRoleWithSAML {
        role_arn: role_arn.clone(),
        principal_arn: principal_arn.clone(),
        saml_assertion: Secret::new(assertion.to_string()),
        ..Default::default()
    };
    let detail = opened(world.run_as(Caller::nobody(), call(&good)).unwrap());
    assert_eq!((detail.subject.as_deref(), detail.subject_type.as_deref()), (Some("carol"), Some("persistent")));
    let opened_session = session(&world, &with(&world, &detail)).clone();
    assert_eq!(opened_session.expires.unwrap().duration_since(opened_session.issued).as_mins(), 30);
    assert_eq!(opened_session.tags.len(), 1);
    let changed = |pointer: &str, value: Value| {
        let mut assertion = good.clone();
        *assertion.pointer_mut(pointer).unwrap() = value;
        assertion
    };
    let table = [
        (json!("none"), ErrorCode::InvalidIdentityToken, "Invalid SAML assertion"),
        (changed("/issuer", json!("other")), ErrorCode::InvalidIdentityToken, "Issuer not present in specified provider"),
        (
            changed("/attributes/RoleSessionName", json!([])),
            ErrorCode::InvalidIdentityToken,
            "RoleSessionName is required in AuthnResponse",
        ),
        (
            changed("/attributes/RoleSessionName", json!("a/b")),
            ErrorCode::InvalidIdentityToken,
            "What the token says of the session is invalid: Member must satisfy regular expression pattern: [\\w+=,.@-]*",
        ),
        (
            changed("/attributes/https:~1~1aws.amazon.com~1SAML~1Attributes~1Role", json!("a,b")),
            ErrorCode::AccessDenied,
            "Not authorized to perform sts:AssumeRoleWithSAML",
        ),
    ];
    for (assertion, code, message) in table {
        let refusal = world.run_as(Caller::nobody(), call(&assertion)).unwrap_err();
        assert_eq!((refusal.code, refusal.message.as_str()), (code, message), "{assertion}");
    }
}
