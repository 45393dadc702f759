//! Sessions out of sessions: roles that trust themselves or each other, and what is left of a session once whoever opened it is
//! gone or its time is over.

use iam_console::access::{Question, may};
use iam_console::account::authorization::{Asker, Circumstances};
use iam_console::account::caller::Caller;
use iam_console::account::entity::{Session, SessionKind};
use iam_console::account::estate::Actor;
use iam_console::account::operation::*;
use iam_console::account::refusal::ErrorCode;
use iam_console::account::reply::{Reply, SessionDetail};
use iam_console::account::secret::Secret;
use iam_console::policy::decision::Decision;
use iam_console::policy::request::{Action, Resource};
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::assert_whole;
use crate::common::{PASSWORD, World, codes, codes_at};

fn arn(world: &World, of: &str) -> String {
    format!("arn:aws:iam::{}:{of}", world.account.id())
}

fn trusting(world: &World, of: &[&str]) -> String {
    let whom: Vec<String> = of.iter().map(|of| arn(world, of)).collect();
    json!({ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": { "AWS": whom }, "Action": "sts:AssumeRole" } })
        .to_string()
}

/// A role that these may enter, with all permissions.
fn role(world: &mut World, name: &str, of: &[&str]) {
    let assume_role_policy_document = trusting(world, of);
    let role_name = name.to_owned();
    world.run(CreateRole { role_name, assume_role_policy_document, max_session_duration: Some(43_200), ..Default::default() }).unwrap();
    world.run(AttachRolePolicy { role_name: name.into(), policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess".into() }).unwrap();
}

fn trust(world: &mut World, name: &str, of: &[&str]) {
    let policy_document = trusting(world, of);
    world.run(UpdateAssumeRolePolicy { role_name: name.into(), policy_document }).unwrap();
}

fn assume(world: &World, name: &str) -> AssumeRole {
    AssumeRole { role_arn: arn(world, &format!("role/{name}")), role_session_name: "chained".into(), ..Default::default() }
}

fn opened(reply: Reply) -> SessionDetail {
    match reply {
        Reply::Session(detail) => *detail,
        other => panic!("{other:?}"),
    }
}

/// Assumes a role, and is in it.
fn enter(world: &mut World, caller: &Caller, name: &str) -> Caller {
    let operation = assume(world, name);
    let detail = opened(world.run_as(caller, operation).unwrap());
    world.account.caller_named(&detail.credentials.access_key_id, false).unwrap()
}

#[test]
fn a_role_can_not_trust_itself_before_it_is_there_and_trusts_itself_only_where_that_is_written() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    let assume_role_policy_document = trusting(&world, &["role/Loop"]);
    let create = CreateRole { role_name: "Loop".into(), assume_role_policy_document, ..Default::default() };
    let refusal = world.run(create).unwrap_err();
    let message = format!("Invalid principal in policy: \"AWS\":\"{}\"", arn(&world, "role/Loop"));
    assert_eq!((refusal.code, refusal.message), (ErrorCode::MalformedPolicyDocument, message));

    role(&mut world, "Loop", &["user/alice"]);
    let first = enter(&mut world, &alice, "Loop");
    // All permissions, and yet the trust policy has to name it.
    let operation = assume(&world, "Loop");
    let refusal = world.run_as(&first, operation).unwrap_err();
    assert_eq!(refusal.code, ErrorCode::AccessDenied);
    trust(&mut world, "Loop", &["user/alice", "role/Loop"]);
    let second = enter(&mut world, &first, "Loop");
    assert_eq!(second.who, first.who, "the same role, another session");
    let expires = |caller: &Caller| world.account.session_of(caller).unwrap().expires.unwrap();
    assert!(expires(&second).duration_since(world.env.now) <= SignedDuration::from_hours(1));
    let longer = AssumeRole { duration_seconds: Some(3601), ..assume(&world, "Loop") };
    assert_eq!(
        world.run_as(&second, longer).unwrap_err().message,
        "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining."
    );
    assert_whole(&world.account);
}

#[test]
fn a_role_that_trusts_itself_alone_lets_nobody_in_and_is_deleted_like_any_other() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    world.run(AttachUserPolicy { user_name: "alice".into(), policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess".into() }).unwrap();
    role(&mut world, "Loop", &["user/alice"]);
    trust(&mut world, "Loop", &["role/Loop"]);
    let operation = assume(&world, "Loop");
    let refusal = world.run_as(&alice, operation).unwrap_err();
    assert!(refusal.remedy.is_some_and(|remedy| remedy.contains("trust policy does not let the caller in")));
    let deletion = Operation::from(DeleteRole { role_name: "Loop".into() });
    for removal in world.account.removals_before(&deletion).into_iter().chain([deletion]) {
        world.run(removal).unwrap();
    }
    assert_whole(&world.account);
    // Made anew under the name, it is another, and can't trust itself either before it is there.
    role(&mut world, "Loop", &["user/alice"]);
    enter(&mut world, &alice, "Loop");
}

#[test]
fn a_chain_that_goes_round_has_an_hour_at_every_link_and_few_links_at_a_time() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    role(&mut world, "A", &["user/alice"]);
    role(&mut world, "B", &["role/A"]);
    trust(&mut world, "A", &["user/alice", "role/B"]);
    let mut caller = enter(&mut world, &alice, "A");
    for round in 0..40 {
        caller = enter(&mut world, &caller, if round % 2 == 0 { "B" } else { "A" });
        let session = world.account.session_of(&caller).unwrap();
        assert_eq!(session.kind, SessionKind::AssumeRole);
        assert!(session.expires.unwrap().duration_since(session.issued) <= SignedDuration::from_hours(1), "round {round}");
        // Half an hour later: each link is new, those before it run out.
        world.run(AdvanceClock { seconds: 1800 }).unwrap();
        let is_on = |session: &&Session| session.expires.is_some_and(|end| end > world.env.now);
        let on = world.account.sessions().filter(is_on).count();
        assert!((1..=3).contains(&on), "round {round}: {on} sessions go on");
    }
    world.run_as(&caller, ListUsers::default()).unwrap();
    world.run(AdvanceClock { seconds: 1800 }).unwrap();
    assert_eq!(world.run_as(&caller, ListUsers::default()).unwrap_err().code, ErrorCode::ExpiredToken);
    assert_whole(&world.account);
}

#[test]
fn questions_about_roles_that_trust_each_other_have_an_end() {
    let mut world = World::fresh();
    world.user("alice");
    role(&mut world, "A", &["user/alice"]);
    role(&mut world, "B", &["role/A"]);
    trust(&mut world, "A", &["role/A", "role/B"]);
    trust(&mut world, "B", &["role/A", "role/B"]);
    let decision = |who: &str, role: &str| {
        let question = Question {
            asker: world.account.asker_named(who).unwrap(),
            action: Action::parse("sts:AssumeRole").unwrap(),
            resource: Resource::parse(&arn(&world, role)).unwrap(),
            given: Vec::new(),
            circumstances: Circumstances::with_access_key(world.env.now),
        };
        may(&world.account, &question).unwrap().explanation.decision
    };
    for (who, role, expected) in [
        ("role/A", "role/A", Decision::Allowed),
        ("role/A", "role/B", Decision::Allowed),
        ("role/B", "role/A", Decision::Allowed),
        ("user/alice", "role/A", Decision::ImplicitDeny),
    ] {
        assert_eq!(decision(who, role), expected, "{who} {role}");
    }
    // Each of them goes although the other names it; what is left of it there is its unique id.
    let id = world.account.role_named("A").unwrap().id.to_string();
    for name in ["A", "B"] {
        let deletion = Operation::from(DeleteRole { role_name: name.into() });
        for removal in world.account.removals_before(&deletion).into_iter().chain([deletion]) {
            world.run(removal).unwrap();
        }
        assert_whole(&world.account);
        if let Some(other) = world.account.role_named("B") {
            assert!(world.account.current_policy(&other.trust_policy).as_str().contains(&id));
        }
    }
}

#[test]
fn a_session_that_is_over_may_nothing_wherever_it_is_used() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    role(&mut world, "A", &["user/alice"]);
    let session = enter(&mut world, &alice, "A");
    let key = session.key.unwrap();
    world.run_as(&session, ListUsers::default()).unwrap();
    world.run(AdvanceClock { seconds: 3600 }).unwrap();
    let expired = |operation: &Operation| match operation.spec().service {
        "s3" => (ErrorCode::ExpiredToken, "The provided token has expired."),
        "ec2" => (ErrorCode::RequestExpired, "Request has expired."),
        "dynamodb" => (ErrorCode::ExpiredTokenException, "The security token included in the request is expired"),
        _ => (ErrorCode::ExpiredToken, "The security token included in the request is expired"),
    };
    let chained = assume(&world, "A");
    let before = crate::entities(&world.account);
    for operation in [
        Operation::from(ListUsers::default()),
        GetCallerIdentity {}.into(),
        CreateUser { user_name: "x".into(), ..Default::default() }.into(),
        ListBuckets {}.into(),
        DescribeInstances::default().into(),
        ListTables {}.into(),
        chained.into(),
    ] {
        let refusal = world.run_as(&session, operation.clone()).unwrap_err();
        assert_eq!((refusal.code, refusal.message.as_str()), expired(&operation), "{}", operation.spec().name);
        assert!(refusal.remedy.is_some());
    }
    assert_eq!(crate::entities(&world.account), before);
    // By its key, as `--as` and *Try it* name it.
    assert_eq!(world.account.caller_named(key.as_str(), false), Ok(session.clone()));
    assert_eq!(world.account.actor_named(key.as_str(), false), Ok(Actor::Caller(session)));
}

#[test]
fn a_session_of_a_deleted_user_is_no_more_but_the_role_s_that_it_opened_goes_on() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    world.run(AttachUserPolicy { user_name: "alice".into(), policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess".into() }).unwrap();
    role(&mut world, "A", &["user/alice"]);
    let in_role = enter(&mut world, &alice, "A");
    let opened_by = |world: &mut World, operation: Operation| {
        let detail = opened(world.run_as(&alice, operation).unwrap());
        world.account.caller_named(&detail.credentials.access_key_id, false).unwrap()
    };
    let own = opened_by(&mut world, GetSessionToken::default().into());
    let policy = json!({ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "*", "Resource": "*" } }).to_string();
    let federated = opened_by(&mut world, GetFederationToken { name: "bob".into(), policy: Some(policy), ..Default::default() }.into());
    for caller in [&own, &federated, &in_role] {
        world.run_as(caller, ListBuckets {}).unwrap();
    }
    let deletion = Operation::from(DeleteUser { user_name: "alice".into() });
    for removal in world.account.removals_before(&deletion).into_iter().chain([deletion]) {
        world.run(removal).unwrap();
    }
    world.user("alice");
    for caller in [&alice, &own, &federated] {
        let refusal = world.run_as(caller, ListBuckets {}).unwrap_err();
        assert_eq!(refusal.code, ErrorCode::InvalidAccessKeyId, "another of the name is somebody else");
    }
    world.run_as(&in_role, ListBuckets {}).unwrap();
    let operation = assume(&world, "A");
    let again = world.account.asker_named("user/alice").map(Caller::owner_as).unwrap();
    assert_eq!(world.run_as(&again, operation).unwrap_err().code, ErrorCode::AccessDenied, "the role trusts who is gone");
}

#[test]
fn whoever_deletes_themselves_is_stopped_half_way_and_all_of_it_stays() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    let policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess";
    world.run(AttachUserPolicy { user_name: "alice".into(), policy_arn: policy_arn.into() }).unwrap();
    let before = crate::entities(&world.account);
    let deletion = Operation::from(DeleteUser { user_name: "alice".into() });
    let mut all = world.account.removals_before(&deletion);
    all.push(deletion.clone());
    let refused = world.account.plan_all(&alice, &all, &mut world.env).unwrap_err();
    assert_eq!((refused.refusal.code, refused.index), (ErrorCode::AccessDenied, all.len() - 1), "the permissions went before");
    assert_eq!(crate::entities(&world.account), before);
    // One by one, as from a shell: what was done stays done, and root or undo is the way out.
    for removal in &all {
        if let Err(refusal) = world.run_as(&alice, removal.clone()) {
            assert_eq!(refusal.code, ErrorCode::AccessDenied);
        }
    }
    assert!(world.account.user_named("alice").is_some());
    world.run_as(&Caller::ROOT, deletion).unwrap();
    assert!(matches!(alice.who, Asker::User(id) if world.account.user(id).is_none()));
}

/// Alice with a device, and a role that asks for a code of it.
fn with_device() -> (World, Caller, String) {
    let mut world = World::fresh();
    let alice = world.user("alice");
    world.run(CreateVirtualMFADevice { virtual_mfa_device_name: "phone".into(), ..Default::default() }).unwrap();
    let serial_number = world.account.virtual_mfa_serial_number("phone");
    let [authentication_code_1, authentication_code_2] = codes(&world.account, "phone", 0);
    let user_name = Some("alice".into());
    let enable = EnableMFADevice { user_name, serial_number: serial_number.clone(), authentication_code_1, authentication_code_2 };
    world.run(enable).unwrap();
    role(&mut world, "A", &["user/alice"]);
    (world, alice, serial_number)
}

#[test]
fn a_code_counts_once_wherever_it_is_given() {
    let login = |code: &Secret| {
        let (user_name, password) = (Some("alice".into()), Secret::new(PASSWORD));
        Operation::from(ConsoleLogin { user_name, password, mfa_code: Some(code.clone()), ..Default::default() })
    };
    let token = |code: &Secret, serial: &str| {
        let (serial_number, token_code) = (Some(serial.to_owned()), Some(code.clone()));
        Operation::from(GetSessionToken { serial_number, token_code, duration_seconds: None })
    };
    let entering = |world: &World, code: &Secret, serial: &str| {
        let (serial_number, token_code) = (Some(serial.to_owned()), Some(code.clone()));
        Operation::from(AssumeRole { serial_number, token_code, ..assume(world, "A") })
    };
    let ways = ["console", "token", "role"];
    for first in ways {
        for second in ways {
            let (mut world, alice, serial) = with_device();
            world.env.real_now += SignedDuration::from_mins(5);
            let [code, _] = codes_at(&world.account, "phone", world.env.real_now);
            let mut give = |way: &str| match way {
                "console" => world.run_as(Caller::nobody(), login(&code)),
                "token" => world.run_as(&alice, token(&code, &serial)),
                _ => {
                    let operation = entering(&world, &code, &serial);
                    world.run_as(&alice, operation)
                }
            };
            give(first).unwrap();
            let refusal = give(second).unwrap_err();
            let expected = if second == "console" { ErrorCode::FailedAuthentication } else { ErrorCode::AccessDenied };
            assert_eq!(refusal.code, expected, "{first}, then {second}");
            assert!(!refusal.to_string().contains(code.reveal()));
        }
    }
}

#[test]
fn values_of_a_principal_are_no_way_into_a_trust_policy() {
    let mut world = World::fresh();
    world.user("alice");
    let refused = |world: &mut World, principal: Value| {
        let statement = json!({ "Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole" });
        let assume_role_policy_document = json!({ "Version": "2012-10-17", "Statement": statement }).to_string();
        world.run(CreateRole { role_name: "X".into(), assume_role_policy_document, ..Default::default() }).unwrap_err().code
    };
    for principal in [
        json!({ "AWS": arn(&world, "user/nobody") }),
        json!({ "AWS": arn(&world, "group/Readers") }),
        json!({ "AWS": arn(&world, "user/*") }),
        json!({ "AWS": "AIDAAAAAAAAAAAAAAAAAA" }),
        json!({ "AWS": "" }),
        json!({ "AWS": [] }),
        json!({}),
        json!(7),
    ] {
        assert_eq!(refused(&mut world, principal.clone()), ErrorCode::MalformedPolicyDocument, "{principal}");
    }
}
