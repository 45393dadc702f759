//! What decides besides the policies that somebody has: the account's password policy, and what credentials reach.

use iam_console::access::{Answer, Progress, Question, Whose, difference, may, may_with, what_can, who_can};
use iam_console::account::authorization::{Circumstances, Credentials, Source};
use iam_console::account::caller::Caller;
use iam_console::account::operation::*;
use iam_console::account::reply::Reply;
use iam_console::policy::decision::Decision;
use iam_console::policy::request::{Action, Resource};
use serde_json::json;

use super::common::{World, codes, now};

const ALL: &str = "arn:aws:iam::aws:policy/AdministratorAccess";

/// Bob, with a path, and a policy that lets users change their own password.
fn world() -> (World, Caller) {
    let mut world = World::fresh();
    world.change(CreateUser { user_name: "bob".into(), path: Some("/team/".into()), ..Default::default() });
    lets(&mut world, true);
    let bob = world.account.caller_named("user/bob", false).unwrap();
    (world, bob)
}

fn lets(world: &mut World, allow: bool) {
    world.run(UpdateAccountPasswordPolicy { allow_users_to_change_password: Some(allow), ..Default::default() }).unwrap();
}

fn asked(world: &World, who: &str, action: &str, resource: &str) -> Answer {
    let now = world.account.time_at(world.env.real_now);
    let (asker, circumstances) = world.account.asked_as(who, Credentials::AccessKey, now).unwrap();
    let resource = Resource::parse(&resource.replace("ACCOUNT", world.account.id().as_str())).unwrap();
    let action = Action::parse(action).unwrap();
    may(&world.account, &Question { asker, action, resource, given: Vec::new(), circumstances }).unwrap()
}

fn decided(world: &World, who: &str, action: &str, resource: &str) -> Decision {
    asked(world, who, action, resource).explanation.decision
}

const BOB: &str = "arn:aws:iam::ACCOUNT:user/team/bob";
const ALICE: &str = "arn:aws:iam::ACCOUNT:user/alice";

fn put(world: &mut World, effect: &str, action: &str) {
    let statement = json!({ "Effect": effect, "Action": action, "Resource": "*" });
    let policy_document = json!({ "Version": "2012-10-17", "Statement": statement }).to_string();
    world.run(PutUserPolicy { user_name: "bob".into(), policy_name: "own".into(), policy_document }).unwrap();
}

#[test]
fn the_password_policy_lets_users_change_their_own_password_and_says_so() {
    let (mut world, bob) = world();
    world.user("alice");
    let own = asked(&world, "user/bob", "iam:ChangePassword", BOB);
    assert_eq!(own.explanation.decision, Decision::Allowed);
    let why = "Allowed: the account's password policy lets every user change their own password and read the rules for it. A deny wins over that.";
    assert_eq!((own.why().as_str(), own.report().why.as_str()), (why, why));
    let origin = &own.authority.origins.identity[0];
    assert_eq!(
        (world.account.source_name(&origin.source), &*world.account.origin_in_words(origin)),
        ("password policy", "account setting")
    );
    let revocation = own.report().revocations[0].text.clone();
    assert_eq!(revocation, "Turn off in the account's password policy that users may change their own password: it holds for all of them.");
    assert_eq!(decided(&world, "user/bob", "iam:GetAccountPasswordPolicy", "*"), Decision::Allowed);
    assert_eq!(decided(&world, "user/bob", "iam:ChangePassword", ALICE), Decision::ImplicitDeny, "another's password is not one's own");
    let other = asked(&world, "user/bob", "iam:CreateUser", ALICE);
    assert!(other.authority.policies.identity.is_empty() && other.explanation.statements().is_empty(), "it has no say in anything else");
    lets(&mut world, false);
    assert_eq!(decided(&world, "user/bob", "iam:ChangePassword", BOB), Decision::ImplicitDeny);
    assert!(world.run_as(&bob, GetAccountPasswordPolicy {}).is_err());
}

#[test]
fn a_deny_and_a_boundary_count_against_what_the_password_policy_lets() {
    let (mut world, bob) = world();
    world.run_as(&bob, GetAccountPasswordPolicy {}).unwrap();
    put(&mut world, "Deny", "iam:*");
    assert_eq!(decided(&world, "user/bob", "iam:ChangePassword", BOB), Decision::ExplicitDeny);
    assert!(world.run_as(&bob, GetAccountPasswordPolicy {}).is_err());
    put(&mut world, "Allow", "s3:*");
    let permissions_boundary = "arn:aws:iam::aws:policy/AmazonS3FullAccess".to_owned();
    world.change(PutUserPermissionsBoundary { user_name: "bob".into(), permissions_boundary });
    assert_eq!(decided(&world, "user/bob", "iam:ChangePassword", BOB), Decision::ImplicitDeny);
    assert!(world.run_as(&bob, GetAccountPasswordPolicy {}).is_err());
}

#[test]
fn everybody_and_all_that_somebody_can_is_told_with_the_password_policy() {
    let (mut world, bob) = world();
    world.user("alice");
    let trust = json!({ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": { "Service": "ec2.amazonaws.com" }, "Action": "sts:AssumeRole" } });
    world.change(CreateRole { role_name: "web".into(), assume_role_policy_document: trust.to_string(), ..Default::default() });
    let who = |account, action, resource: &str| {
        let (action, resource) = (Action::parse(action).unwrap(), Resource::parse(resource).unwrap());
        let who = who_can(account, &action, &resource, &[], Circumstances::with_access_key(now()), &Progress::default()).unwrap();
        let may = who.grantees.into_iter().filter(|group| group.access.decision == Decision::Allowed);
        let mut names: Vec<String> = may.flat_map(|group| group.askers).map(|asker| account.asker_name(&asker)).collect();
        names.sort();
        names
    };
    let own = BOB.replace("ACCOUNT", world.account.id().as_str());
    assert_eq!(who(&world.account, "iam:GetAccountPasswordPolicy", "*"), ["alice", "bob", "root user"]);
    assert_eq!(who(&world.account, "iam:ChangePassword", &own), ["bob", "root user"]);
    assert_eq!(who(&world.account, "iam:ChangePassword", "*"), ["alice", "bob", "root user"], "each on a part");
    assert_eq!(who(&world.account, "sts:GetSessionToken", "*"), ["alice", "bob", "root user"], "and no role");
    assert_eq!(who(&world.account, "sts:GetCallerIdentity", "*").len(), 4);
    let what = what_can(&world.account, &Whose::Asker(bob.who), &Progress::default()).unwrap();
    let rows = what.rows();
    assert!(rows.iter().all(|row| what.origin(row).is_some_and(|origin| origin.source == Source::PasswordPolicy)));
    assert_eq!(rows.iter().flat_map(|row| what.actions(row)).count(), 2);
    // A group and a policy by themselves know nothing of it.
    world.change(CreateGroup { group_name: "devs".into(), ..Default::default() });
    let group = Whose::Identity(world.account.group_named("devs").unwrap().id);
    let question = Question {
        asker: Question::holder(&world.account).unwrap(),
        action: Action::parse("iam:GetAccountPasswordPolicy").unwrap(),
        resource: Resource::parse("*").unwrap(),
        given: Vec::new(),
        circumstances: Circumstances::with_access_key(now()),
    };
    assert_eq!(may_with(&world.account, &group, &question).unwrap().explanation.decision, Decision::ImplicitDeny);
}

#[test]
fn turning_the_password_policy_gives_and_takes() {
    let (mut world, _) = world();
    let with = world.account.clone();
    lets(&mut world, false);
    let told = difference(&world.account, &with, &Progress::default()).unwrap();
    let [effect] = &told.effects[..] else { panic!("{told:?}") };
    assert_eq!((effect.who[0].name.as_str(), effect.gained.len(), effect.lost.len()), ("bob", 2, 0));
    world.run(UpdateAccountPasswordPolicy { minimum_password_length: Some(12), ..Default::default() }).unwrap();
    let longer = world.account.clone();
    lets(&mut world, false);
    assert!(difference(&longer, &world.account, &Progress::default()).unwrap().effects.is_empty());
}

#[test]
fn who_one_is_needs_no_permission_and_nor_does_a_session_of_ones_own() {
    let (mut world, bob) = world();
    let session = asked(&world, "user/bob", "sts:GetSessionToken", "*");
    assert_eq!(session.why(), "Allowed: sts:GetSessionToken needs no permission, and nothing denies it.");
    assert_eq!(session.irrevocable(), None);
    world.run_as(&bob, GetSessionToken::default()).unwrap();
    // No boundary has to allow it.
    let permissions_boundary = "arn:aws:iam::aws:policy/AmazonS3FullAccess".to_owned();
    world.change(PutUserPermissionsBoundary { user_name: "bob".into(), permissions_boundary });
    assert_eq!(decided(&world, "user/bob", "sts:GetSessionToken", "*"), Decision::Allowed);
    world.run_as(&bob, GetSessionToken::default()).unwrap();
    // A deny stops the one, and not the other.
    put(&mut world, "Deny", "*");
    let told = what_can(&world.account, &Whose::Asker(bob.who.clone()), &Progress::default()).unwrap().besides;
    let [.., denied] = &told[..] else { panic!("{told:?}") };
    let expected = "sts:GetSessionToken needs no permission. Denied by statement 1 of policy own (Identity policies). An explicit deny wins over everything that allows.";
    assert_eq!(denied, expected);
    assert_eq!(decided(&world, "user/bob", "sts:GetSessionToken", "*"), Decision::ExplicitDeny);
    world.run_as(&bob, GetSessionToken::default()).unwrap_err();
    let identity = asked(&world, "user/bob", "sts:GetCallerIdentity", "*");
    assert_eq!(identity.why(), "Allowed: sts:GetCallerIdentity can't be denied to who has signed the request.");
    assert_eq!(identity.irrevocable(), Some("Nothing revokes it: no policy can deny it."));
}

#[test]
fn credentials_that_reach_less_are_named_as_what_stops_a_request() {
    let (mut world, bob) = world();
    let role_arn = format!("arn:aws:iam::{}:role/web", world.account.id());
    let trust = json!({ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": { "AWS": world.account.id().to_string() }, "Action": "sts:AssumeRole" } });
    world.change(CreateRole { role_name: "web".into(), assume_role_policy_document: trust.to_string(), ..Default::default() });
    world.change(AttachUserPolicy { user_name: "bob".into(), policy_arn: ALL.into() });
    world.change(AttachRolePolicy { role_name: "web".into(), policy_arn: ALL.into() });
    world.change(CreateVirtualMFADevice { virtual_mfa_device_name: "phone".into(), ..Default::default() });
    let serial_number = world.account.virtual_mfa_serial_number("phone");
    let [authentication_code_1, authentication_code_2] = codes(&world.account, "phone", 0);
    let user_name = Some("bob".to_owned());
    let serial = serial_number.clone();
    world.change(EnableMFADevice { user_name, serial_number, authentication_code_1, authentication_code_2 });
    let [_, code] = codes(&world.account, "phone", 1);
    let with_code = GetSessionToken { serial_number: Some(serial), token_code: Some(code), ..Default::default() };
    let federate = GetFederationToken {
        name: "fed".into(),
        policy_arns: Some(vec![PolicyDescriptor { arn: Some(ALL.into()) }]),
        ..Default::default()
    };
    let assume = AssumeRole { role_arn: role_arn.clone(), role_session_name: "s1".into(), ..Default::default() };
    let opening: [Operation; 4] = [GetSessionToken::default().into(), with_code.into(), federate.into(), assume.into()];
    let [plain, strong, federated, role] = opening.map(|operation| match world.run_as(&bob, operation).unwrap() {
        Reply::Session(detail) => detail.credentials.access_key_id,
        other => panic!("{other:?}"),
    });
    let token = "Denied: credentials of GetSessionToken call IAM only where an MFA code was given for them. No policy changes that.";
    let sts = "Denied: credentials of GetSessionToken call nothing of STS but AssumeRole and GetCallerIdentity. No policy changes that.";
    let fed = "Denied: credentials of GetFederationToken call neither IAM nor STS, but for GetCallerIdentity. No policy changes that.";
    let long = "Denied: only the long-term credentials of a user or the root user open such a session, and no session's do. No policy changes that.";
    let cases: [(&str, Operation, &str, Option<&str>); 13] = [
        (&plain, ListUsers::default().into(), "arn:aws:iam::ACCOUNT:user/", Some(token)),
        (&plain, ListBuckets {}.into(), "*", None),
        (&plain, GetSessionToken::default().into(), "*", Some(long)),
        (&plain, GetAccessKeyInfo { access_key_id: plain.clone() }.into(), "*", Some(sts)),
        (&plain, GetCallerIdentity {}.into(), "*", None),
        (
            &plain,
            AssumeRole { role_arn, role_session_name: "s2".into(), ..Default::default() }.into(),
            "arn:aws:iam::ACCOUNT:role/web",
            None,
        ),
        (&strong, ListUsers::default().into(), "arn:aws:iam::ACCOUNT:user/", None),
        (&strong, GetAccountPasswordPolicy {}.into(), "*", None),
        (&federated, ListUsers::default().into(), "arn:aws:iam::ACCOUNT:user/", Some(fed)),
        (&federated, ListBuckets {}.into(), "*", None),
        (&federated, GetCallerIdentity {}.into(), "*", None),
        (&role, GetSessionToken::default().into(), "*", Some(long)),
        (&role, ListUsers::default().into(), "arn:aws:iam::ACCOUNT:user/", None),
    ];
    for (who, operation, resource, stopped) in cases {
        let answer = asked(&world, who, &operation.action(), resource);
        let caller = world.account.caller_named(who, false).unwrap();
        let lived = world.run_as(&caller, operation.clone());
        assert_eq!(lived.is_err(), stopped.is_some(), "{who} {}: {lived:?}", operation.action());
        let Some(why) = stopped else {
            assert_eq!(answer.explanation.decision, Decision::Allowed, "{who} {}", operation.action());
            continue;
        };
        assert_eq!((answer.explanation.decision, answer.tell().decision().as_str()), (Decision::ImplicitDeny, why));
        assert!(answer.remedies.is_empty() && answer.ways.is_empty());
        let said = lived.unwrap_err().remedy.unwrap();
        assert!(why.to_lowercase().contains(&said.to_lowercase()), "the door names the same rule: {said}");
    }
}

/// Questions know what the door asks of those who have no identity here.
#[test]
fn who_has_not_signed_and_who_is_of_another_account_fare_as_at_the_door() {
    let mut world = World::fresh();
    let trust =
        json!({ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": { "AWS": "*" }, "Action": "sts:AssumeRole" } });
    world.change(CreateRole { role_name: "open".into(), assume_role_policy_document: trust.to_string(), ..Default::default() });
    let role_arn = format!("arn:aws:iam::{}:role/open", world.account.id());
    let enter = AssumeRole { role_arn: role_arn.clone(), role_session_name: "s1".into(), ..Default::default() };
    let unsigned = "Denied: nobody has signed the request, and this action takes no such requests. No policy changes that.";
    let of_another = "Denied: such a request is about the caller's own account, of which nothing is known here: one of another account assumes a role of this one first. No policy changes that.";
    let cases: [(&str, Operation, &str, Option<&str>); 7] = [
        ("anonymous", enter.clone().into(), &role_arn, Some(unsigned)),
        ("anonymous", ListUsers::default().into(), "*", Some(unsigned)),
        ("anonymous", GetCallerIdentity {}.into(), "*", Some(unsigned)),
        ("partner", enter.into(), &role_arn, None),
        ("partner", ListUsers::default().into(), "*", Some(of_another)),
        ("partner", GetSessionToken::default().into(), "*", Some(of_another)),
        ("partner", GetCallerIdentity {}.into(), "*", None),
    ];
    for (who, operation, resource, stopped) in cases {
        let answer = asked(&world, who, &operation.action(), resource);
        let caller = world.account.caller_named(who, false).unwrap();
        let lived = world.run_as(&caller, operation.clone());
        assert_eq!(lived.is_err(), stopped.is_some(), "{who} {}: {lived:?}", operation.action());
        if let Some(why) = stopped {
            assert_eq!(answer.why(), why);
            assert!(answer.remedies.is_empty() && answer.ways.is_empty());
        } else {
            assert_eq!(answer.explanation.decision, Decision::Allowed);
        }
    }
    // Where policies let anybody in, they are asked.
    world.change(CreateBucket { bucket: "pictures".into(), ..Default::default() });
    world.change(PutPublicAccessBlock { bucket: "pictures".into(), ..Default::default() });
    assert!(!asked(&world, "anonymous", "s3:GetObject", "arn:aws:s3:::pictures/k").remedies.is_empty());
}

#[test]
fn only_what_has_a_policy_is_told_to_deny_and_nothing_limits_root() {
    let (mut world, _) = world();
    world.change(CreateBucket { bucket: "reports".into(), ..Default::default() });
    let root = asked(&world, "root", "iam:AttachUserPolicy", BOB);
    assert_eq!((root.revocations(), root.report().revocations), (Vec::new(), Vec::new()));
    assert_eq!(root.irrevocable(), Some("Nothing revokes it: no policy of this account limits the root user."));
    let [resource] = root.report().layers.into_iter().filter(|layer| layer.layer == "resource").collect::<Vec<_>>().try_into().unwrap();
    assert_eq!(resource.why, "There is none: what is asked for has no policy of its own.");
    let bucket = asked(&world, "root", "s3:GetObject", "arn:aws:s3:::reports/k");
    let told: Vec<String> = bucket.report().revocations.into_iter().map(|remedy| remedy.text).collect();
    assert_eq!(told.len(), 1);
    assert!(told[0].starts_with("Let the resource policy deny arn:aws:iam::") && !told[0].contains("outside"), "{told:?}");
    assert_eq!(bucket.irrevocable(), None);
    assert_eq!(asked(&world, "user/bob", "iam:AttachUserPolicy", BOB).irrevocable(), None, "who may not has nothing to lose");
    // A deny could be there, but none is written for what may be no action.
    let unknown = asked(&world, "root", "s3:GetObj", "arn:aws:s3:::reports/k");
    assert_eq!(unknown.irrevocable(), Some("Nothing is offered to deny an action that the reference does not know."));
}
