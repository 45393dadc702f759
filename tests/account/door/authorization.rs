//! What has a say when somebody asks: policies with their origins, and the condition keys that AWS would send.

use iam_console::account::authorization::{Asker, Circumstances, Credentials, Derived, Provenance, Source, context_of, overridden};
use iam_console::account::change::Edit;
use iam_console::account::entity::{Boundary, EntityTag, InlinePolicy, PolicyKey, TagHolder};
use iam_console::account::operation::*;
use iam_console::policy::decision::{Decision, Layer, decide};
use iam_console::policy::request::{Action, Principal, Request, Resource, Value};

use crate::common::{World, now};

const S3_READ: &str = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
const TRUST: &str = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}}"#;

/// Alice in Developers, with a policy of her own, an inline one, a boundary and a tag; a role with a tag.
fn world() -> World {
    let mut world = World::fresh();
    world.change(CreateUser { user_name: "alice".into(), path: Some("/team/".into()), ..Default::default() });
    world.change(CreateGroup { group_name: "Developers".into(), path: None });
    world.change(AddUserToGroup { group_name: "Developers".into(), user_name: "alice".into() });
    world.change(AttachGroupPolicy { group_name: "Developers".into(), policy_arn: S3_READ.into() });
    world.change(AttachUserPolicy { user_name: "alice".into(), policy_arn: "arn:aws:iam::aws:policy/IAMReadOnlyAccess".into() });
    world.change(TagUser { user_name: "alice".into(), tags: vec![Tag { key: "Team".into(), value: "red".into() }] });
    let trust = TRUST.replace("\"*\"", &format!("\"{}\"", world.account.id()));
    world.change(CreateRole { role_name: "Auditor".into(), assume_role_policy_document: trust, ..Default::default() });
    let role = world.account.role_named("Auditor").unwrap().id;
    let user = world.account.user_named("alice").unwrap().id;
    let own = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::home/${aws:username}/*"}}"#;
    let inline = InlinePolicy { of: user, name: "Own".into(), document: own.into() };
    let broken = InlinePolicy { of: user, name: "Broken".into(), document: "{".into() };
    let boundary = Boundary { of: user, policy: PolicyKey::aws_managed("PowerUserAccess") };
    let tag = EntityTag { on: TagHolder::Entity(role), key: "Stage".into(), value: "prod".into() };
    let added = [inline.into(), broken.into(), boundary.into(), tag.into()];
    world.account.apply(&added.map(|entity| Edit::between(None, Some(entity)).unwrap()));
    world
}

fn value<'a>(derived: &'a [Derived], key: &str) -> Option<&'a str> {
    derived.iter().find(|derived| derived.key == key).map(|derived| match &derived.value {
        Value::Single(value) => value.as_str(),
        Value::Multi(_) => panic!("{key} has one value"),
    })
}

#[test]
fn every_policy_has_its_origin() {
    let account = world().account;
    let authority = account.policies_for(&account.asker_named("user/alice").unwrap());
    let words: Vec<(&str, String)> = authority
        .policies
        .identity
        .iter()
        .zip(&authority.origins.identity)
        .map(|(policy, origin)| (policy.name(), account.origin_in_words(origin)))
        .collect();
    assert_eq!(
        words,
        [
            ("IAMReadOnlyAccess", "direct".to_owned()),
            ("Own", "inline".to_owned()),
            ("group:Developers/AmazonS3ReadOnlyAccess", "via group Developers".to_owned())
        ]
    );
    assert_eq!(authority.policies.boundary[0].name(), "PowerUserAccess");
    assert_eq!(authority.origins.get(Layer::Boundary, 0).unwrap().source, Source::Managed(PolicyKey::aws_managed("PowerUserAccess")));
    assert!(matches!(&authority.unread[..], [origin] if account.source_name(&origin.source) == "Broken"));
    let outsider = Asker::Outsider(Principal::parse("lambda.amazonaws.com").unwrap());
    assert!(
        account.policies_for(&outsider).policies.identity.is_empty() && account.policies_for(&Asker::Root).policies.boundary.is_empty()
    );
}

#[test]
fn compiled_rules_are_shared() {
    let account = world().account;
    let key = PolicyKey::aws_managed("AmazonS3ReadOnlyAccess");
    let (one, other) = (account.policy_rules(&key).unwrap(), account.clone().policy_rules(&key).unwrap());
    assert!(std::sync::Arc::ptr_eq(&one, &other));
    assert!(account.policy_rules(&PolicyKey::aws_managed("NoSuchPolicy")).is_none());
}

#[test]
fn a_path_may_be_left_out_but_is_no_other() {
    let account = world().account;
    let named = |text: &str| account.asker_named(text).map_err(|error| error.to_string());
    assert_eq!(named("user/team/alice"), named("user/alice"));
    assert!(named("user/alice").is_ok());
    for other in ["user/zzz/alice", "user/alice/alice", "user/team/x/alice"] {
        assert!(named(other).is_err(), "{other}");
    }
}

#[test]
fn p40_the_console_derives_the_keys_that_aws_would_send() {
    let account = world().account;
    let alice = account.asker_named("user/alice").unwrap();
    let role_arn = account.role_arn(account.role_named("Auditor").unwrap());
    let (action, resource) = (Action::parse("sts:AssumeRole").unwrap(), Resource::parse(&role_arn).unwrap());
    let id = account.id();
    let by_key = account.context_for(&alice, &action, &resource, &Circumstances::with_access_key(now()));
    for (key, expected) in [
        ("aws:PrincipalArn", format!("arn:aws:iam::{id}:user/team/alice")),
        ("aws:PrincipalAccount", id.as_str().to_owned()),
        ("aws:PrincipalType", "User".into()),
        ("aws:userid", account.user_named("alice").unwrap().id.to_string()),
        ("aws:username", "alice".into()),
        ("aws:PrincipalTag/Team", "red".into()),
        ("aws:CurrentTime", "2026-11-23T21:14:05Z".into()),
        ("aws:EpochTime", now().as_second().to_string()),
        ("aws:SourceIp", "203.0.113.10".into()),
        ("aws:SecureTransport", "true".into()),
        ("aws:RequestedRegion", "us-east-1".into()),
        ("aws:ResourceAccount", id.as_str().to_owned()),
        ("aws:ResourceTag/Stage", "prod".into()),
        ("iam:ResourceTag/Stage", "prod".into()),
    ] {
        assert_eq!(value(&by_key, key), Some(expected.as_str()), "{key}");
    }
    for absent in ["aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge", "aws:TokenIssueTime", "aws:SourceVpc"] {
        assert_eq!(value(&by_key, absent), None, "{absent}");
    }
    let with = |credentials| account.context_for(&alice, &action, &resource, &Circumstances { now: now(), credentials });
    let session = with(Credentials::Session);
    assert_eq!(value(&session, "aws:MultiFactorAuthPresent"), Some("false"));
    assert_eq!(value(&session, "aws:MultiFactorAuthAge"), None);
    let mfa = with(Credentials::MfaSession { age: 300 });
    assert_eq!(value(&mfa, "aws:MultiFactorAuthPresent"), Some("true"));
    assert_eq!(value(&mfa, "aws:MultiFactorAuthAge"), Some("300"));
    assert_eq!(value(&mfa, "aws:TokenIssueTime"), Some("2026-11-23T21:09:05Z"));
}

#[test]
fn a_session_tells_of_its_role_and_root_of_the_account() {
    let account = world().account;
    let (action, resource) = (Action::parse("s3:GetObject").unwrap(), Resource::parse("arn:aws:s3:::b/k").unwrap());
    let of = |asker: &str| {
        let asker = account.asker_named(asker).unwrap();
        account.context_for(&asker, &action, &resource, &Circumstances::with_access_key(now()))
    };
    let session = of("role/Auditor/night-watch");
    let role = account.role_named("Auditor").unwrap();
    assert_eq!(value(&session, "aws:PrincipalArn"), Some(account.role_arn(role).as_str()));
    assert_eq!(value(&session, "aws:userid"), Some(format!("{}:night-watch", role.id).as_str()));
    assert_eq!(value(&session, "aws:PrincipalTag/Stage"), Some("prod"));
    assert_eq!(value(&session, "aws:MultiFactorAuthPresent"), Some("false"));
    assert_eq!(value(&session, "aws:username"), None);
    let root = of("root");
    assert_eq!(value(&root, "aws:userid"), Some(account.id().as_str()));
    assert_eq!(value(&root, "aws:PrincipalType"), Some("Account"));
    let service = of("lambda.amazonaws.com");
    assert_eq!(value(&service, "aws:PrincipalServiceName"), Some("lambda.amazonaws.com"));
    assert_eq!(value(&service, "aws:PrincipalArn"), None);
}

#[test]
fn what_is_given_takes_the_place_of_what_is_derived() {
    let account = world().account;
    let alice = account.asker_named("user/alice").unwrap();
    let (action, resource) = (Action::parse("s3:GetObject").unwrap(), Resource::parse("arn:aws:s3:::b/k").unwrap());
    let derived = account.context_for(&alice, &action, &resource, &Circumstances::with_access_key(now()));
    let given = [("AWS:sourceip".to_owned(), Value::Single("198.51.100.1".to_owned()))];
    let all = overridden(derived, &given);
    let address: Vec<&Derived> = all.iter().filter(|derived| derived.key.eq_ignore_ascii_case("aws:SourceIp")).collect();
    assert!(matches!(address[..], [Derived { from: Provenance::Given, .. }]));
    assert_eq!(context_of(&all).value_of("aws:SourceIp"), Some(&given[0].1));
}

#[test]
fn the_account_decides_with_all_of_it() {
    let account = world().account;
    let decision = |asker: &str, action: &str, resource: &str| {
        let asker = account.asker_named(asker).unwrap();
        let (action, resource) = (Action::parse(action).unwrap(), Resource::parse(resource).unwrap());
        let authority = account.policies_on(&asker, &action, &resource);
        let context = context_of(&account.context_for(&asker, &action, &resource, &Circumstances::with_access_key(now())));
        let principal = Principal::parse(&account.asker_arn(&asker).unwrap()).unwrap();
        decide(&Request::new(principal, action, resource).with_context(context), &authority.policies)
    };
    assert_eq!(decision("user/alice", "s3:GetObject", "arn:aws:s3:::reports/q1.csv"), Decision::Allowed);
    assert_eq!(decision("user/alice", "s3:PutObject", "arn:aws:s3:::home/alice/x"), Decision::Allowed);
    assert_eq!(decision("user/alice", "s3:PutObject", "arn:aws:s3:::home/bob/x"), Decision::ImplicitDeny);
    assert_eq!(decision("user/alice", "iam:ListUsers", "*"), Decision::ImplicitDeny, "the boundary leaves IAM out");
    assert_eq!(decision("root", "iam:ListUsers", "*"), Decision::Allowed);
    let role = account.role_arn(account.role_named("Auditor").unwrap());
    assert_eq!(decision("user/alice", "sts:AssumeRole", &role), Decision::ImplicitDeny, "nothing of her own allows it");
    assert_eq!(decision("lambda.amazonaws.com", "sts:AssumeRole", &role), Decision::ImplicitDeny);
}

#[test]
fn askers_are_named_in_all_ways() {
    let mut world = world();
    let trust = TRUST.replace("\"*\"", &format!("\"{}\"", world.account.id()));
    for (path, name) in [("/", "team"), ("/team/", "Lead"), ("/team/eu/", "Scout")] {
        world.change(CreateRole {
            role_name: name.into(),
            path: Some(path.into()),
            assume_role_policy_document: trust.clone(),
            ..Default::default()
        });
    }
    let account = world.account;
    let id = account.id();
    let arn = |text: &str| format!("arn:aws:iam::{id}:{text}");
    let session_of = |session: &str| format!("arn:aws:sts::{id}:assumed-role/{session}");
    let session = session_of("Auditor/s1");
    for (text, name, shown) in [
        ("root", "root user", arn("root")),
        (&*arn("root"), "root user", arn("root")),
        ("user/ALICE", "alice", arn("user/team/alice")),
        ("user/team/alice", "alice", arn("user/team/alice")),
        (&arn("user/team/alice"), "alice", arn("user/team/alice")),
        ("role/Auditor/s1", "role Auditor", session.clone()),
        (&session, "role Auditor", session.clone()),
        ("role/team/Lead", "role Lead", session_of("Lead/session")),
        ("role/team/eu/Scout", "role Scout", session_of("Scout/session")),
        ("role/team/eu/Scout/s1", "role Scout", session_of("Scout/s1")),
        ("role/team/Lead2", "role team", session_of("team/Lead2")),
        ("role/Lead/team", "role Lead", session_of("Lead/team")),
        ("role/team", "role team", session_of("team/session")),
        ("anonymous", "anonymous", "anonymous".into()),
    ] {
        let asker = account.asker_named(text).unwrap();
        assert_eq!((account.asker_name(&asker).as_str(), account.asker_arn(&asker)), (name, Some(shown)), "{text}");
    }
    for (text, what) in [
        ("user/nobody", "no user"),
        (&*arn("user/alice"), "no user"),
        ("role/Nobody", "no role"),
        ("role/Auditor/x", "name of a session"),
        ("role/eu/Scout", "no role \"eu\""),
        ("group/Developers", "makes no requests"),
        ("arn:aws:iam::111122223333:user/x", "Nothing is known here"),
        (&*arn("root").replace("arn:aws:", "arn:aws-cn:"), "partition aws"),
        (&*arn("role/Auditor").replace("arn:aws:", "arn:aws-cn:"), "partition aws"),
        ("alice", "Is it user/alice?"),
        ("x/y", "A principal is"),
        ("function/resize", "act in a session of their role"),
        ("", "A principal is"),
    ] {
        let error = account.asker_named(text).unwrap_err().to_string();
        assert!(error.contains(what), "{text}: {error}");
    }
}
