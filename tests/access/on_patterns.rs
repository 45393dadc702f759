//! Who can do an action on all that a pattern covers, and who on a part of it.

use iam_console::access::{Breadth, Grantee, Progress, Question, WhoCan, may, who_can};
use iam_console::account::Account;
use iam_console::account::authorization::{Asker, Circumstances};

use iam_console::account::operation::*;
use iam_console::policy::decision::Decision;
use iam_console::policy::document::Version;
use iam_console::policy::pattern::{Style, Template};
use iam_console::policy::request::{Action, Context, Resource};
use proptest::prelude::*;

use super::common::{World, now};
use super::random::{REQUESTS, account, bucket_policies, parts, put_bucket_policies};

fn ask(account: &Account, action: &str, resource: &str) -> WhoCan {
    let (action, resource) = (Action::parse(action).unwrap(), Resource::parse(resource).unwrap());
    who_can(account, &action, &resource, &[], Circumstances::with_access_key(now()), &Progress::default()).unwrap()
}

fn of<'a>(who: &'a WhoCan, asker: &Asker) -> &'a Grantee {
    who.grantees.iter().find(|group| group.askers.contains(asker)).unwrap()
}

/// What is told of a user: the words for it, and on what.
fn told(world: &World, user: &str, action: &str, resource: &str) -> String {
    let who = ask(&world.account, action, &resource.replace("ACCOUNT", world.account.id().as_str()));
    assert!(!who.is_cut_short);
    let group = of(&who, &Asker::User(world.account.user_named(user).unwrap().id));
    match &group.breadth {
        Breadth::Part(within) => format!("{}: {}", group.label(), within.in_words()),
        _ => group.label().to_owned(),
    }
}

fn world() -> World {
    let mut world = World::fresh();
    for name in ["alice", "bob"] {
        world.change(CreateUser { user_name: name.into(), ..Default::default() });
    }
    world
}

fn document(statements: &str) -> String {
    format!(r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#)
}

fn own(statements: &str) -> PutUserPolicy {
    PutUserPolicy { user_name: "alice".into(), policy_name: "Own".into(), policy_document: document(statements) }
}

#[test]
fn a_pattern_is_told_apart_into_all_of_it_and_a_part() {
    let allow = |action: &str, resource: &str| format!(r#"{{"Effect":"Allow","Action":"{action}","Resource":{resource}}}"#);
    let deny = |action: &str, resource: &str| format!(r#"{{"Effect":"Deny","Action":"{action}","Resource":{resource}}}"#);
    let reports = allow("s3:GetObject", r#""arn:aws:s3:::reports/*""#);
    for (statements, action, asked, expected) in [
        (reports.clone(), "s3:GetObject", "arn:aws:s3:::reports/*", "all of it"),
        (reports.clone(), "s3:GetObject", "arn:aws:s3:::reports/2026/?", "all of it"),
        (reports.clone(), "s3:GetObject", "arn:aws:s3:::*", "part of it: arn:aws:s3:::reports/*"),
        (reports.clone(), "s3:GetObject", "*", "part of it: arn:aws:s3:::reports/*"),
        (reports.clone(), "s3:GetObject", "arn:aws:s3:::other*/x", "not allowed"),
        // An object is no bucket: all objects of a bucket are all that the action takes of these.
        (reports.clone(), "s3:GetObject", "arn:aws:s3:::reports*", "part of it: arn:aws:s3:::reports/*"),
        (allow("s3:GetObject", r#""arn:aws:s3:::*/*""#), "s3:GetObject", "arn:aws:s3:::*", "all of it"),
        (allow("s3:*", r#""*""#), "s3:GetObject", "*", "all of it"),
        (allow("s3:*", r#""*""#), "sqs:SendMessage", "*", "not allowed"),
        // Together, though neither alone.
        (
            allow("s3:GetObject", r#"["arn:aws:s3:::b/x*","arn:aws:s3:::b/y*"]"#),
            "s3:GetObject",
            "arn:aws:s3:::b/?*",
            "part of it: arn:aws:s3:::b/x* and arn:aws:s3:::b/y*",
        ),
        (
            allow("s3:GetObject", r#"["arn:aws:s3:::b/x","arn:aws:s3:::b/x?*","arn:aws:s3:::b/x:*"]"#),
            "s3:GetObject",
            "arn:aws:s3:::b/x*",
            "all of it",
        ),
        // What a denial cuts off.
        (
            format!("{reports},{}", deny("s3:*", r#""arn:aws:s3:::reports/kept/*""#)),
            "s3:GetObject",
            "arn:aws:s3:::reports/*",
            "part of it: all but arn:aws:s3:::reports/kept/*",
        ),
        (
            format!("{reports},{}", deny("s3:*", r#""arn:aws:s3:::reports/kept/*""#)),
            "s3:GetObject",
            "arn:aws:s3:::reports/kept/2*",
            "explicitly denied",
        ),
        (
            format!("{reports},{}", deny("s3:*", r#""arn:aws:s3:::reports/kept/*""#)),
            "s3:GetObject",
            "arn:aws:s3:::r*",
            "part of it: arn:aws:s3:::reports/*, but not arn:aws:s3:::reports/kept/*",
        ),
        (
            r#"{"Effect":"Allow","Action":"s3:GetObject","NotResource":"arn:aws:s3:::kept/*"}"#.into(),
            "s3:GetObject",
            "arn:aws:s3:::*",
            "part of it: all but arn:aws:s3:::kept/*",
        ),
        (
            r#"{"Effect":"Allow","Action":"s3:GetObject","NotResource":"arn:aws:s3:::kept/*"}"#.into(),
            "s3:GetObject",
            "arn:aws:s3:::reports/*",
            "all of it",
        ),
        // A variable is this user's own.
        (allow("s3:GetObject", r#""arn:aws:s3:::home/${aws:username}/*""#), "s3:GetObject", "arn:aws:s3:::home/alice/*", "all of it"),
        (allow("s3:GetObject", r#""arn:aws:s3:::home/${aws:username}/*""#), "s3:GetObject", "arn:aws:s3:::home/bob/*", "not allowed"),
        (
            allow("s3:GetObject", r#""arn:aws:s3:::home/${aws:username}/*""#),
            "s3:GetObject",
            "arn:aws:s3:::home/*",
            "part of it: arn:aws:s3:::home/${aws:username}/*",
        ),
        // A literal star is not a wildcard, nor are wildcards of a request's ARN.
        (allow("s3:GetObject", r#""arn:aws:s3:::b/${*}""#), "s3:GetObject", "arn:aws:s3:::b/*", "part of it: arn:aws:s3:::b/${*}"),
        (
            allow("sqs:*", r#""arn:aws:sqs:us-east-1:*:orders""#),
            "sqs:SendMessage",
            "arn:aws:sqs:*:*:orders",
            "part of it: arn:aws:sqs:us-east-1:*:orders",
        ),
        (allow("sqs:*", r#""arn:aws:sqs:*:ACCOUNT:*""#), "sqs:SendMessage", "arn:aws:sqs:*:*:*", "all of it"),
        (allow("sqs:*", r#""arn:aws:sqs:*:999988887777:*""#), "sqs:SendMessage", "arn:aws:sqs:*:*:*", "not allowed"),
        (
            format!(
                r#"{{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{{"Bool":{{"aws:MultiFactorAuthPresent":"true"}}}}}},{reports}"#
            ),
            "s3:GetObject",
            "arn:aws:s3:::*",
            "part of it now: arn:aws:s3:::reports/*",
        ),
        (
            r#"{"Effect":"Allow","Action":"sqs:*","Resource":"*","Condition":{"StringEquals":{"aws:RequestedRegion":"eu-west-1"}}}"#.into(),
            "sqs:SendMessage",
            "arn:aws:sqs:*:*:q",
            "not now",
        ),
        // No key that is not there can be used, whatever the policies.
        (allow("kms:*", r#""*""#), "kms:Decrypt", "arn:aws:kms:*:*:key/*", "not allowed"),
    ] {
        let mut world = world();
        let statements = statements.replace("ACCOUNT", world.account.id().as_str());
        world.change(own(&statements));
        assert_eq!(told(&world, "alice", action, asked), expected, "{statements} {action} {asked}");
        assert_eq!(told(&world, "bob", action, asked), "not allowed");
    }
}

#[test]
fn a_boundary_and_the_policies_of_resources_are_part_of_it() {
    let mut world = world();
    world.change(own(r#"{"Effect":"Allow","Action":"s3:*","Resource":"*"}"#));
    let bound = document(r#"{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::team/*"}"#);
    world.change(CreatePolicy { policy_name: "Bound".into(), policy_document: bound, ..Default::default() });
    let permissions_boundary = format!("arn:aws:iam::{}:policy/Bound", world.account.id());
    world.change(PutUserPermissionsBoundary { user_name: "alice".into(), permissions_boundary });
    assert_eq!(told(&world, "alice", "s3:GetObject", "arn:aws:s3:::*"), "part of it: arn:aws:s3:::team/*");
    assert_eq!(told(&world, "alice", "s3:GetObject", "arn:aws:s3:::team/?"), "all of it");
    world.change(CreateBucket { bucket: "shared".into(), ..Default::default() });
    let bob = format!("arn:aws:iam::{}:user/bob", world.account.id());
    let policy = document(&format!(
        r#"{{"Effect":"Allow","Principal":{{"AWS":"{bob}"}},"Action":"s3:GetObject","Resource":"arn:aws:s3:::shared/pub/*"}}"#
    ));
    world.change(PutBucketPolicy { bucket: "shared".into(), policy });
    assert_eq!(told(&world, "bob", "s3:GetObject", "arn:aws:s3:::*"), "part of it: arn:aws:s3:::shared/pub/*");
    assert_eq!(told(&world, "bob", "s3:GetObject", "arn:aws:s3:::shared/pub/*"), "all of it");
    assert_eq!(told(&world, "bob", "s3:GetObject", "arn:aws:s3:::shared/other/*"), "not allowed");
}

fn create_role(world: &mut World, name: &str, trusted: &str) {
    let id = world.account.id();
    let trust = format!(r#"{{"Effect":"Allow","Principal":{{"AWS":"arn:aws:iam::{id}:{trusted}"}},"Action":"sts:AssumeRole"}}"#);
    let (role_name, assume_role_policy_document) = (name.into(), document(&trust));
    world.change(CreateRole { role_name, assume_role_policy_document, ..Default::default() });
}

#[test]
fn roles_that_are_there_decide_by_whom_they_trust() {
    let mut world = world();
    world.change(own(r#"{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*"}"#));
    assert_eq!(told(&world, "alice", "sts:AssumeRole", "arn:aws:iam::*:role/*"), "not allowed", "there is no role");
    create_role(&mut world, "open", "root");
    create_role(&mut world, "bobs", "user/bob");
    let open = format!("part of it: arn:aws:iam::{}:role/open", world.account.id());
    assert_eq!(told(&world, "alice", "sts:AssumeRole", "arn:aws:iam::*:role/*"), open);
    assert_eq!(told(&world, "alice", "sts:AssumeRole", "arn:aws:iam::*:role/o*"), "all of it");
    // What is told lies in what was asked about, though another role is trusted alike.
    create_role(&mut world, "zen", "root");
    assert_eq!(told(&world, "alice", "sts:AssumeRole", "arn:aws:iam::*:role/*o*"), open);
    assert_eq!(
        told(&world, "bob", "sts:AssumeRole", "arn:aws:iam::*:role/*"),
        format!("part of it: arn:aws:iam::{}:role/bobs", world.account.id())
    );
}

/// An alias has no policy of its own: those of whoever asks decide, whatever keys there are.
#[test]
fn keys_are_decided_by_their_policies_and_aliases_are_not() {
    let mut world = world();
    world.change(own(r#"{"Effect":"Allow","Action":"kms:*","Resource":"*"}"#));
    for (asked, expected) in [("arn:aws:kms:*:*:alias/*", "all of it"), ("arn:aws:kms:*:*:key/*", "not allowed"), ("*", "all of it")] {
        assert_eq!(told(&world, "alice", "kms:UpdateAlias", asked), expected, "{asked}, without a key");
    }
    world.change(CreateKey::default());
    for (asked, expected) in [("arn:aws:kms:*:*:alias/*", "all of it"), ("arn:aws:kms:*:*:key/*", "all of it"), ("*", "all of it")] {
        assert_eq!(told(&world, "alice", "kms:UpdateAlias", asked), expected, "{asked}, with a key");
    }
}

/// Of which resources a tag says so is another matter for each of them: it is not told of a pattern as a whole.
#[test]
fn what_a_tag_names_is_not_told_of_a_pattern_as_a_whole() {
    let mut world = world();
    let named = r#"{"Effect":"Allow","Action":"iam:GetUser","Resource":"arn:aws:iam::*:user/${aws:ResourceTag/is}"}"#;
    world.change(own(named));
    world.change(TagUser { user_name: "bob".into(), tags: vec![Tag { key: "is".into(), value: "bob".into() }] });
    let who = ask(&world.account, "iam:GetUser", "arn:aws:iam::*:user/*");
    assert!(who.is_cut_short, "{who:?}");
}

#[test]
fn tags_tell_resources_apart_where_policies_ask_for_them() {
    let mut world = world();
    let owned = r#"{"Effect":"Allow","Action":"iam:GetUser","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/team":"red"}}}"#;
    world.change(own(owned));
    let tags = vec![Tag { key: "team".into(), value: "red".into() }];
    world.change(TagUser { user_name: "bob".into(), tags });
    let bob = format!("arn:aws:iam::{}:user/bob", world.account.id());
    assert_eq!(told(&world, "alice", "iam:GetUser", "arn:aws:iam::*:user/*"), format!("part of it now: {bob}"));
}

#[test]
fn a_bucket_policy_decides_for_each_principal_by_its_own_statements() {
    for (effect, allowed, alice, bob) in [
        ("Allow", "", "part of it: arn:aws:s3:::shared/a/*", "part of it: arn:aws:s3:::shared/b/*"),
        ("Deny", "arn:aws:s3:::shared/*", "part of it: all but arn:aws:s3:::shared/a/*", "part of it: all but arn:aws:s3:::shared/b/*"),
    ] {
        let mut world = world();
        for user in ["alice", "bob"].into_iter().filter(|_| !allowed.is_empty()) {
            let statement = format!(r#"{{"Effect":"Allow","Action":"s3:GetObject","Resource":"{allowed}"}}"#);
            world.change(PutUserPolicy { user_name: user.into(), ..own(&statement) });
        }
        world.change(CreateBucket { bucket: "shared".into(), ..Default::default() });
        let statement = |user: &str, to: &str| {
            let id = world.account.id();
            format!(
                r#"{{"Effect":"{effect}","Principal":{{"AWS":"arn:aws:iam::{id}:user/{user}"}},"Action":"s3:GetObject","Resource":"arn:aws:s3:::shared/{to}/*"}}"#
            )
        };
        let policy = document(&format!("{},{}", statement("alice", "a"), statement("bob", "b")));
        world.change(PutBucketPolicy { bucket: "shared".into(), policy });
        assert_eq!(told(&world, "alice", "s3:GetObject", "arn:aws:s3:::shared/*"), alice, "{effect}");
        assert_eq!(told(&world, "bob", "s3:GetObject", "arn:aws:s3:::shared/*"), bob, "{effect}");
    }
}

/// Denials to somebody else, all-but denials, and parts that are allowed by nothing.
#[test]
fn only_what_is_denied_throughout_is_told_to_be_left_out() {
    let all = r#"{"Effect":"Allow","Action":"s3:*","Resource":"*"}"#;
    let reports = r#"{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::reports/*"}"#;
    let deny = |names: &str| format!(r#"{{"Effect":"Deny","Action":"s3:*",{names}}}"#);
    for (statements, expected) in [
        (format!("{all},{}", deny(r#""NotResource":"arn:aws:s3:::reports/*""#)), "part of it: arn:aws:s3:::reports/*"),
        (format!("{reports},{}", deny(r#""Resource":"arn:aws:s3:::other/*""#)), "part of it: arn:aws:s3:::reports/*"),
        (
            format!(
                "{all},{},{}",
                deny(r#""NotResource":"arn:aws:s3:::reports/*""#),
                deny(r#""Resource":["arn:aws:s3:::reports/kept/*","arn:aws:s3:::other/*"]"#)
            ),
            "part of it: arn:aws:s3:::reports/*, but not arn:aws:s3:::other/* and arn:aws:s3:::reports/kept/*",
        ),
    ] {
        let mut world = world();
        world.change(own(&statements));
        assert_eq!(told(&world, "alice", "s3:GetObject", "arn:aws:s3:::*"), expected, "{statements}");
    }
}

#[test]
fn tags_of_instance_profiles_count() {
    let mut world = world();
    let tags = Some(vec![Tag { key: "team".into(), value: "red".into() }]);
    world.change(CreateInstanceProfile { instance_profile_name: "web".into(), tags, ..Default::default() });
    world.change(own(r#"{"Effect":"Allow","Action":"iam:*","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/team":"red"}}}"#));
    let expected = format!("part of it now: arn:aws:iam::{}:instance-profile/web", world.account.id());
    assert_eq!(told(&world, "alice", "iam:GetInstanceProfile", "arn:aws:iam::*:instance-profile/*"), expected);
}

#[test]
fn what_a_boundary_cuts_off_is_not_told_to_be_allowed() {
    for (allowed, bound, expected) in [
        ("arn:aws:s3:::reports/*", "arn:aws:s3:::reports/public/*", "part of it: arn:aws:s3:::reports/public/*"),
        ("arn:aws:s3:::reports/public/*", "arn:aws:s3:::reports/*", "part of it: arn:aws:s3:::reports/public/*"),
        // Neither alone tells it.
        ("arn:aws:s3:::reports/*", "arn:aws:s3:::*/public", "part of it: for example arn:aws:s3:::reports/public"),
    ] {
        let mut world = world();
        let allow = |resource: &str| format!(r#"{{"Effect":"Allow","Action":"s3:GetObject","Resource":"{resource}"}}"#);
        world.change(own(&allow(allowed)));
        let policy_document = document(&allow(bound));
        world.change(CreatePolicy { policy_name: "Bound".into(), policy_document, ..Default::default() });
        let permissions_boundary = format!("arn:aws:iam::{}:policy/Bound", world.account.id());
        world.change(PutUserPermissionsBoundary { user_name: "alice".into(), permissions_boundary });
        assert_eq!(told(&world, "alice", "s3:GetObject", "arn:aws:s3:::*"), expected, "{allowed} {bound}");
    }
}

#[test]
fn an_action_without_resources_is_decided_on_any_arn() {
    let mut world = world();
    world.change(own(r#"{"Effect":"Allow","Action":"s3:*","Resource":"*"}"#));
    for asked in ["arn:aws:s3:::*", "arn:*:*:*:*:*"] {
        let who = ask(&world.account, "s3:ListAllMyBuckets", asked);
        assert_eq!(of(&who, &Asker::Root).label(), "all of it", "{asked}");
        assert_eq!(told(&world, "alice", "s3:ListAllMyBuckets", asked), "all of it");
        assert_eq!(told(&world, "bob", "s3:ListAllMyBuckets", asked), "not allowed");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    /// Every resource that a pattern covers is decided as it is told: allowed where all of it is, denied where nothing is, and
    /// where a part is, allowed only within what is told, and the resource that stands for the part is allowed.
    #[test]
    fn who_can_on_a_pattern_agrees_with_deciding((policies, given, _) in parts(), shared in bucket_policies()) {
        let mut account = account(&policies, &given);
        put_bucket_policies(&mut account, &shared);
        let own = |text: &str| text.replace("ACCOUNT", account.id().as_str());
        for (action, asked) in [
            ("s3:GetObject", "*"), ("s3:GetObject", "arn:aws:s3:::reports/*"), ("s3:GetObject", "arn:aws:s3:::home/u?/*"),
            ("s3:DeleteObject", "arn:aws:s3:::*/*"), ("s3:ListBucket", "arn:aws:s3:::*o*"), ("sqs:SendMessage", "arn:aws:sqs:*:*:?"),
            ("iam:GetUser", "arn:aws:iam::ACCOUNT:user/*"),
        ] {
            let who = ask(&account, action, &own(asked));
            let pattern = Template::new(&own(asked), Style::Resource, Version::V2008);
            let covered: Vec<String> = REQUESTS.iter().filter(|(other, _)| *other == action).flat_map(|(_, arns)| arns.iter())
                .chain(&["arn:aws:s3:::reports/z", "arn:aws:s3:::home/u2/y", "arn:aws:s3:::zoo", "arn:aws:sqs:eu-west-1:ACCOUNT:z"])
                .map(|arn| own(arn)).filter(|arn| pattern.matches(arn, &Context::default())).collect();
            for asker in account.users().map(|user| Asker::User(user.id)) {
                let decide = |resource: &str| {
                    let question = Question {
                        asker: asker.clone(), action: Action::parse(action).unwrap(), resource: Resource::parse(resource).unwrap(),
                        given: Vec::new(), circumstances: Circumstances::with_access_key(now()),
                    };
                    may(&account, &question).unwrap().explanation.decision == Decision::Allowed
                };
                let group = of(&who, &asker);
                let is_allowed = group.access.decision == Decision::Allowed;
                let is_taken = |arn: &&String| iam_console::access::misfit(&Action::parse(action).unwrap(), &Resource::parse(arn).unwrap()).is_none();
                for resource in covered.iter().filter(is_taken) {
                    match &group.breadth {
                        Breadth::All => prop_assert_eq!(decide(resource), is_allowed, "{} {} {}", action, asked, resource),
                        Breadth::Part(within) => {
                            let name = account.asker_name(&asker);
                            let has = |text: &String| {
                                let (negated, text) = text.strip_prefix("all but ").map_or((false, text.as_str()), |text| (true, text));
                                text.contains(" others")
                                    || Template::new(&text.replace("${aws:username}", &name), Style::Resource, Version::V2008)
                                        .matches(resource, &Context::default()) != negated
                            };
                            let is_within = within.patterns.is_empty() || within.patterns.iter().any(has);
                            let is_left_out = within.without.iter().any(has);
                            let is_decided = decide(resource);
                            prop_assert!(is_within && !is_left_out || !is_decided, "{} {} {}: {:?}", action, asked, resource, group.breadth);
                            // All that is told is allowed, where it is more than an example.
                            let is_shortened = within.patterns.iter().any(|text| text.contains(" others"));
                            let is_told = !is_shortened && (!within.patterns.is_empty() || !within.without.is_empty());
                            if is_told && is_within && !is_left_out {
                                prop_assert!(is_decided, "{} {} {}: {:?}", action, asked, resource, group.breadth);
                            }
                        }
                        Breadth::One => prop_assert!(false, "a pattern"),
                    }
                }
                if let Breadth::Part(within) = &group.breadth {
                    prop_assert!(decide(&within.example), "{} {}: {}", action, asked, within.example);
                }
            }
        }
    }
}
