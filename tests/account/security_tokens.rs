//! Temporary credentials: who gets which, for how long, and what they are good for.

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use iam_console::account::authorization::Asker;
use iam_console::account::caller::Caller;
use iam_console::account::entity::{EntityKey, Session};
use iam_console::account::operation::*;
use iam_console::account::refusal::{ErrorCode, Refusal};
use iam_console::account::reply::{Reply, SessionDetail};
use iam_console::account::secret::Secret;
use serde_json::{Value, json};

use super::common::{World, codes, saml_metadata};

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
fn a_role_is_assumed_where_trust_and_policy_let_one() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    role(&mut world, "Auditor", "user/alice", &Value::Null);
    role(&mut world, "Delegated", "root", &Value::Null);
    role(&mut world, "Closed", "user/alice", &json!({ "StringEquals": { "sts:ExternalId": "x-42" } }));
    let detail = opened(world.run_as(&alice, assume(&world, "Auditor")).unwrap());
    let user = detail.assumed_role_user.clone().unwrap();
    let role = world.account.role_named("Auditor").unwrap().id;
    assert_eq!(user.assumed_role_id, format!("{role}:alice"));
    assert_eq!(user.arn, format!("arn:aws:sts::{}:assumed-role/Auditor/alice", world.account.id()));
    assert_eq!(detail.packed_policy_size, None);
    let caller = with(&world, &detail);
    assert_eq!(session(&world, &caller).expires, Some(world.env.now + jiff::SignedDuration::from_hours(1)));
    world.run_as(&caller, ListUsers::default()).unwrap();

    let refused = |world: &mut World, operation: AssumeRole| {
        let refusal = world.run_as(&alice, operation).unwrap_err();
        assert_eq!(refusal.code, ErrorCode::AccessDenied);
        said(world, &refusal)
    };
    let denied =
        "User: arn:aws:iam::ACCOUNT:user/alice is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::ACCOUNT:role/";
    for name in ["Delegated", "Closed", "Nothing"] {
        let operation = assume(&world, name);
        let message = refused(&mut world, operation);
        assert!(message.starts_with(&format!("{denied}{name}")), "{message}");
    }
    let given = AssumeRole { external_id: Some("x-42".into()), ..assume(&world, "Closed") };
    world.run_as(&alice, given).unwrap();
    let may = policy(&json!({ "Effect": "Allow", "Action": "sts:AssumeRole", "Resource": arn(&world, "Delegated") }));
    world.run(PutUserPolicy { user_name: "alice".into(), policy_name: "may".into(), policy_document: may }).unwrap();
    world.run_as(&alice, assume(&world, "Delegated")).unwrap();
    let refusal = world.run(assume(&world, "Auditor")).unwrap_err();
    assert_eq!((refusal.code, refusal.message.as_str()), (ErrorCode::AccessDenied, "Roles may not be assumed by root accounts."));
}

#[test]
fn members_are_refused_in_the_words_of_sts() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    role(&mut world, "Auditor", "user/alice", &Value::Null);
    let base = assume(&world, "Auditor");
    let long = policy(&json!({ "Effect": "Allow", "Action": format!("s3:Get{}", "x".repeat(2048)), "Resource": "*" }));
    let descriptor = |arn: &str| PolicyDescriptor { arn: Some(arn.into()) };
    let read_only = descriptor("arn:aws:iam::aws:policy/ReadOnlyAccess");
    let table = [
        (
            AssumeRole { role_session_name: "Session1:2".into(), ..base.clone() },
            ErrorCode::ValidationError,
            "1 validation error detected: Value 'Session1:2' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular \
             expression pattern: [\\w+=,.@-]*",
        ),
        (
            AssumeRole { duration_seconds: Some(899), ..base.clone() },
            ErrorCode::ValidationError,
            "1 validation error detected: Value at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or \
             equal to 900",
        ),
        (
            AssumeRole { duration_seconds: Some(7201), ..base.clone() },
            ErrorCode::ValidationError,
            "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
        ),
        (AssumeRole { policy: Some("{".into()), ..base.clone() }, ErrorCode::MalformedPolicyDocument, "Syntax errors in policy."),
        (
            AssumeRole { policy: Some(long), ..base.clone() },
            ErrorCode::PackedPolicyTooLarge,
            "Packed policy consumes 105% of allotted space, please use smaller policy.",
        ),
        (
            AssumeRole { policy_arns: Some(vec![descriptor("arn:aws:iam::aws:policy/Nothing")]), ..base.clone() },
            ErrorCode::MalformedPolicyDocument,
            "Policy arn:aws:iam::aws:policy/Nothing does not exist or is not attachable.",
        ),
        (
            AssumeRole { policy_arns: Some(vec![read_only; 11]), ..base.clone() },
            ErrorCode::ValidationError,
            "1 validation error detected: Value at 'policyArns' failed to satisfy constraint: Member must have length less than or equal to \
             10",
        ),
        (
            AssumeRole { tags: Some(vec![Tag { key: "aws:team".into(), value: "owls".into() }]), ..base.clone() },
            ErrorCode::ValidationError,
            "aws:team is an invalid tag key. Tag keys cannot start with aws:",
        ),
        (
            AssumeRole { transitive_tag_keys: Some(vec!["team".into()]), ..base.clone() },
            ErrorCode::ValidationError,
            "The transitive tag key team is not one of the session tags.",
        ),
        (
            AssumeRole { token_code: Some(Secret::new("123456")), ..base },
            ErrorCode::AccessDenied,
            "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.",
        ),
    ];
    for (operation, code, message) in table {
        let refusal = world.run_as(&alice, operation).unwrap_err();
        assert_eq!((refusal.code, refusal.message.as_str()), (code, message));
    }
}

#[test]
fn session_policies_narrow_and_grant_nothing() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    role(&mut world, "Auditor", "user/alice", &Value::Null);
    let narrow = policy(&json!({ "Effect": "Allow", "Action": "iam:ListUsers", "Resource": "*" }));
    let detail = opened(world.run_as(&alice, AssumeRole { policy: Some(narrow), ..assume(&world, "Auditor") }).unwrap());
    assert!(detail.packed_policy_size.is_some_and(|size| (1..=100).contains(&size)));
    let caller = with(&world, &detail);
    world.run_as(&caller, ListUsers::default()).unwrap();
    let refusal = world.run_as(&caller, ListRoles::default()).unwrap_err();
    assert!(refusal.message.contains("because no session policy allows the iam:ListRoles action"), "{}", refusal.message);
    let arns = Some(vec![PolicyDescriptor { arn: Some("arn:aws:iam::aws:policy/IAMReadOnlyAccess".into()) }]);
    let caller = {
        let operation = AssumeRole { policy_arns: arns, ..assume(&world, "Auditor") };
        enter(&mut world, &alice, operation)
    };
    world.run_as(&caller, ListRoles::default()).unwrap();
    world.run_as(&caller, CreateUser { user_name: "x".into(), ..Default::default() }).unwrap_err();
}

#[test]
fn tags_and_source_identity_go_along_a_chain_of_an_hour_at_most() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    role(&mut world, "First", "user/alice", &Value::Null);
    role(&mut world, "Second", "role/First", &Value::Null);
    let tag = |key: &str| Tag { key: key.into(), value: "blue".into() };
    let first = AssumeRole {
        tags: Some(vec![tag("team"), tag("room")]),
        transitive_tag_keys: Some(vec!["team".into()]),
        source_identity: Some("alice-1".into()),
        duration_seconds: Some(7200),
        ..assume(&world, "First")
    };
    let detail = opened(world.run_as(&alice, first).unwrap());
    assert_eq!(detail.source_identity.as_deref(), Some("alice-1"));
    let caller = with(&world, &detail);
    let second = assume(&world, "Second");
    let chained = |extra: AssumeRole, world: &mut World| world.run_as(&caller, extra).map(opened).map_err(|refusal| refusal.message);
    assert_eq!(
        chained(AssumeRole { duration_seconds: Some(3601), ..second.clone() }, &mut world).unwrap_err(),
        "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining."
    );
    assert!(chained(AssumeRole { tags: Some(vec![tag("Team")]), ..second.clone() }, &mut world).unwrap_err().contains("inherited"));
    let other = AssumeRole { source_identity: Some("bob".into()), ..second.clone() };
    assert!(chained(other, &mut world).unwrap_err().contains("can't be changed"));
    let detail = chained(second, &mut world).unwrap();
    let session = session(&world, &with(&world, &detail)).clone();
    assert_eq!(session.tags.iter().map(|tag| tag.key.as_str()).collect::<Vec<_>>(), ["team"]);
    assert_eq!(session.source_identity.as_deref(), Some("alice-1"));
    assert_eq!(session.opened_by, Some(caller));
}

#[test]
fn tagging_a_session_and_setting_its_source_need_leave_of_their_own() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    let principal = json!({ "AWS": format!("arn:aws:iam::{}:user/alice", world.account.id()) });
    role_for(&mut world, "Plain", &principal, &json!("sts:AssumeRole"), &Value::Null);
    world.run_as(&alice, assume(&world, "Plain")).unwrap();
    let tags = Some(vec![Tag { key: "team".into(), value: "blue".into() }]);
    for (operation, action) in [
        (AssumeRole { tags, ..assume(&world, "Plain") }, "sts:TagSession"),
        (AssumeRole { source_identity: Some("alice".into()), ..assume(&world, "Plain") }, "sts:SetSourceIdentity"),
    ] {
        let message = world.run_as(&alice, operation).unwrap_err().message;
        assert!(message.contains(&format!("is not authorized to perform: {action} on resource")), "{message}");
    }
}

fn enable_phone(world: &mut World) -> String {
    world.run(CreateVirtualMFADevice { virtual_mfa_device_name: "phone".into(), ..Default::default() }).unwrap();
    let serial_number = world.account.virtual_mfa_serial_number("phone");
    let [authentication_code_1, authentication_code_2] = codes(&world.account, "phone", 0);
    let serial = serial_number.clone();
    world.run(EnableMFADevice { user_name: Some("alice".into()), serial_number, authentication_code_1, authentication_code_2 }).unwrap();
    serial
}

#[test]
fn a_code_opens_what_asks_for_one_and_counts_once() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    role(&mut world, "Guarded", "user/alice", &json!({ "Bool": { "aws:MultiFactorAuthPresent": "true" } }));
    let serial = enable_phone(&mut world);
    let plain = assume(&world, "Guarded");
    assert_eq!(world.run_as(&alice, plain.clone()).unwrap_err().code, ErrorCode::AccessDenied);
    let [_, code] = codes(&world.account, "phone", 1);
    let with_code = |code: &Secret, serial: &str| AssumeRole {
        serial_number: Some(serial.to_owned()),
        token_code: Some(code.clone()),
        ..plain.clone()
    };
    let wrong = world.run_as(&alice, with_code(&Secret::new("000000"), &serial)).unwrap_err();
    assert_eq!(wrong.message, "MultiFactorAuthentication failed with invalid MFA one time pass code. ");
    let unknown = world.run_as(&alice, with_code(&code, &serial.replace("phone", "other"))).unwrap_err();
    assert_eq!(
        unknown.message,
        "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with \
         this user."
    );
    let caller = enter(&mut world, &alice, with_code(&code, &serial));
    assert_eq!(session(&world, &caller).mfa, None, "the code was for entering, not for what is done inside");
    let again = world.run_as(&alice, with_code(&code, &serial)).unwrap_err();
    assert_eq!(again.message, "MultiFactorAuthentication failed with invalid MFA one time pass code. ");
}

#[test]
fn session_tokens_are_for_users_and_root_and_call_iam_only_with_mfa() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    world.run(AttachUserPolicy { user_name: "alice".into(), policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess".into() }).unwrap();
    let serial = enable_phone(&mut world);
    let hours = |world: &World, caller: &Caller| {
        let session = session(world, caller);
        session.expires.unwrap().duration_since(session.issued).as_hours()
    };
    let plain = enter(&mut world, &alice, GetSessionToken::default());
    assert_eq!(hours(&world, &plain), 12);
    let unknown = world.run_as(&plain, ListUsers::default()).unwrap_err();
    assert_eq!(unknown.code, ErrorCode::InvalidClientTokenId, "IAM knows such credentials only with MFA");
    assert_eq!(unknown.message, "The security token included in the request is invalid.");
    world.run_as(&plain, ListBuckets {}).unwrap();
    let again = world.run_as(&plain, GetSessionToken::default()).unwrap_err();
    assert_eq!(again.message, "Cannot call GetSessionToken with session credentials");
    let [_, code] = codes(&world.account, "phone", 1);
    let strong = GetSessionToken { serial_number: Some(serial), token_code: Some(code), duration_seconds: Some(129_600) };
    let strong = enter(&mut world, &alice, strong);
    assert_eq!(hours(&world, &strong), 36);
    world.run_as(&strong, ListUsers::default()).unwrap();
    let root = opened(world.run_as(&Caller::ROOT, GetSessionToken { duration_seconds: Some(7200), ..Default::default() }).unwrap());
    assert_eq!(hours(&world, &with(&world, &root)), 1, "root's are short whatever is asked for");
    role(&mut world, "Auditor", "root", &Value::Null);
    let auditor = world.account.caller_named("role/Auditor", false).unwrap();
    for operation in [Operation::from(GetSessionToken::default()), GetFederationToken { name: "bob".into(), ..Default::default() }.into()] {
        let message = world.run_as(&auditor, operation.clone()).unwrap_err().message;
        assert_eq!(message, format!("Cannot call {} with session credentials", operation.spec().name));
    }
}

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

#[test]
fn revoking_ends_the_sessions_that_are_open_and_no_others() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    role(&mut world, "Auditor", "user/alice", &Value::Null);
    let older = {
        let operation = assume(&world, "Auditor");
        enter(&mut world, &alice, operation)
    };
    world.run(AdvanceClock { seconds: 60 }).unwrap();
    let now = world.account.time_at(world.env.real_now);
    let revoke = world.account.role_named("Auditor").unwrap().revoking_sessions(now);
    world.run_as(&Caller::ROOT, revoke).unwrap();
    let denied = world.run_as(&older, ListUsers::default()).unwrap_err();
    assert!(denied.message.ends_with("with an explicit deny in an identity-based policy"), "{}", denied.message);
    let newer = {
        let operation = assume(&world, "Auditor");
        enter(&mut world, &alice, operation)
    };
    world.run_as(&newer, ListUsers::default()).unwrap();
}

#[test]
fn own_devices_are_changed_with_a_code_only() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    world.run(AttachUserPolicy { user_name: "alice".into(), policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess".into() }).unwrap();
    let serial = enable_phone(&mut world);
    let deactivate = DeactivateMFADevice { user_name: Some("alice".into()), serial_number: serial.clone() };
    let [authentication_code_1, authentication_code_2] = codes(&world.account, "phone", 1);
    let resync = ResyncMFADevice {
        user_name: Some("alice".into()),
        serial_number: serial.clone(),
        authentication_code_1: authentication_code_1.clone(),
        authentication_code_2: authentication_code_2.clone(),
    };
    let enable =
        EnableMFADevice { user_name: Some("alice".into()), serial_number: serial.clone(), authentication_code_1, authentication_code_2 };
    let delete = DeleteVirtualMFADevice { serial_number: serial };
    for operation in [Operation::from(deactivate.clone()), resync.into(), enable.into(), delete.into()] {
        let refusal = world.run_as(&alice, operation.clone()).unwrap_err();
        let expected =
            "To complete this action, please ensure that you are authenticated with an MFA device that is enabled for this user.";
        assert_eq!((refusal.code, refusal.message.as_str()), (ErrorCode::AccessDenied, expected), "{}", operation.spec().name);
    }
    let bob = world.user("bob");
    world.run(AttachUserPolicy { user_name: "bob".into(), policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess".into() }).unwrap();
    world.run_as(&Caller { mfa: true, ..alice }, deactivate.clone()).unwrap();
    enable_again(&mut world);
    world.run_as(&bob, deactivate).unwrap();
}

fn enable_again(world: &mut World) {
    let [authentication_code_1, authentication_code_2] = codes(&world.account, "phone", 4);
    let serial_number = world.account.virtual_mfa_serial_number("phone");
    world.run(EnableMFADevice { user_name: Some("alice".into()), serial_number, authentication_code_1, authentication_code_2 }).unwrap();
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

#[test]
fn an_ended_session_is_expired_for_good_and_not_unknown() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    let attach = AttachUserPolicy { user_name: "alice".into(), policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess".into() };
    world.run(attach).unwrap();
    role(&mut world, "App", "user/alice", &Value::Null);
    let open = |world: &mut World| {
        let assume = assume(world, "App");
        opened(world.run_as(&alice, assume).unwrap())
    };
    let first = open(&mut world);
    world.run(AdvanceClock { seconds: 4000 }).unwrap();
    let kept = |world: &World| world.account.sessions().count();
    for _ in 0..3 {
        open(&mut world);
        world.run(AdvanceClock { seconds: 4000 }).unwrap();
        let caller = with(&world, &first);
        assert_eq!(world.run_as(&caller, GetCallerIdentity {}).unwrap_err().code, ErrorCode::ExpiredToken);
    }
    assert_eq!(kept(&world), 4);
    // There is a bound, and it is the oldest that go.
    for _ in 0..110 {
        open(&mut world);
        world.run(AdvanceClock { seconds: 4000 }).unwrap();
    }
    assert_eq!(kept(&world), 101, "those that have ended, and the one that was opened last");
    let caller = world.account.caller_named(&first.credentials.access_key_id, false).unwrap();
    assert_eq!(world.run_as(&caller, GetCallerIdentity {}).unwrap_err().code, ErrorCode::InvalidClientTokenId);
}
