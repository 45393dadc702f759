//! What a change gives and takes, in sentences.

use iam_console::access::{Progress, difference};
use iam_console::account::operation::*;

use super::common::World;

pub fn world() -> World {
    let mut world = World::fresh();
    for name in ["alice", "bob", "carol", "dan"] {
        world.change(CreateUser { user_name: name.into(), ..Default::default() });
    }
    world.change(CreateGroup { group_name: "Writers".into(), path: None });
    for name in ["alice", "bob", "carol"] {
        world.change(AddUserToGroup { group_name: "Writers".into(), user_name: name.into() });
    }
    let text = document(r#"{"Effect":"Allow","Action":["s3:PutObject","s3:DeleteObject"],"Resource":"arn:aws:s3:::reports/*"}"#);
    world.change(PutGroupPolicy { group_name: "Writers".into(), policy_name: "Own".into(), policy_document: text });
    world
}

pub fn document(statement: &str) -> String {
    format!(r#"{{"Version":"2012-10-17","Statement":[{statement}]}}"#)
}

/// What an operation gives and takes.
pub fn sentences(world: &mut World, operation: impl Into<Operation>) -> Vec<String> {
    let before = world.account.clone();
    world.run(operation).unwrap();
    difference(&before, &world.account, &Progress::default()).unwrap().sentences()
}

fn own(statement: &str) -> PutGroupPolicy {
    PutGroupPolicy { group_name: "Writers".into(), policy_name: "Own".into(), policy_document: document(statement) }
}

#[test]
fn what_a_change_gives_and_takes_is_told_in_words() {
    let mut world = world();
    let narrower = own(r#"{"Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::reports/*"}"#);
    assert_eq!(sentences(&mut world, narrower), ["alice, bob and carol lose s3:DeleteObject on arn:aws:s3:::reports/*"]);
    let remove = RemoveUserFromGroup { group_name: "Writers".into(), user_name: "carol".into() };
    assert_eq!(sentences(&mut world, remove), ["carol loses s3:PutObject on arn:aws:s3:::reports/*"]);
    let wider = own(r#"{"Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::*"}"#);
    let told = "alice and bob gain s3:PutObject on arn:aws:s3:::* (already allowed on arn:aws:s3:::reports/*)";
    assert_eq!(sentences(&mut world, wider), [told]);
    let attach = AttachUserPolicy { user_name: "dan".into(), policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess".into() };
    let told = sentences(&mut world, attach);
    assert!(told.iter().any(|sentence| sentence.starts_with("dan gains ") && sentence.contains("services on *")), "{told:?}");
}

#[test]
fn what_somebody_keeps_beside_what_goes_is_not_gained() {
    let mut world = world();
    let other = document(r#"{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::logs/*"}"#);
    world.change(PutGroupPolicy { group_name: "Writers".into(), policy_name: "Other".into(), policy_document: other });
    let delete = DeleteGroupPolicy { group_name: "Writers".into(), policy_name: "Own".into() };
    assert_eq!(sentences(&mut world, delete), ["alice, bob and carol lose s3:DeleteObject and s3:PutObject on arn:aws:s3:::reports/*"]);
    let again = own(r#"{"Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::reports/*"}"#);
    assert_eq!(sentences(&mut world, again), ["alice, bob and carol gain s3:PutObject on arn:aws:s3:::reports/*"]);
}

#[test]
fn of_many_with_policies_of_their_own_those_are_told_who_lose_something() {
    let mut world = world();
    for number in 0..40 {
        let user_name = format!("user-{number:02}");
        world.change(CreateUser { user_name: user_name.clone(), ..Default::default() });
        world.change(AddUserToGroup { group_name: "Writers".into(), user_name: user_name.clone() });
        // Every third may do by itself what the group is about to lose.
        let bucket = if number % 3 == 0 { "reports" } else { "logs" };
        let policy_document = document(&format!(
            r#"{{"Effect":"Allow","Action":"s3:DeleteObject","Resource":["arn:aws:s3:::{bucket}/*","arn:aws:s3:::own-{number}/*"]}}"#
        ));
        world.change(PutUserPolicy { user_name, policy_name: "Own".into(), policy_document });
    }
    let before = world.account.clone();
    world.change(own(r#"{"Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::reports/*"}"#));
    let difference = difference(&before, &world.account, &Progress::default()).unwrap();
    let told: Vec<&str> = difference.effects.iter().flat_map(|effect| &effect.who).map(|who| who.name.as_str()).collect();
    let losing = (0..40).filter(|number| number % 3 != 0).map(|number| format!("user-{number:02}"));
    assert_eq!(told, ["alice", "bob", "carol"].map(str::to_owned).into_iter().chain(losing).collect::<Vec<_>>());
}

#[test]
fn a_denial_that_comes_or_goes_is_told_by_what_it_denies() {
    let mut world = world();
    let denied = own(
        r#"{"Effect":"Allow","Action":"s3:*","Resource":"*"},{"Effect":"Deny","Action":"s3:DeleteObject","Resource":"arn:aws:s3:::reports/*"}"#,
    );
    world.change(own(r#"{"Effect":"Allow","Action":"s3:*","Resource":"*"}"#));
    assert_eq!(sentences(&mut world, denied), ["alice, bob and carol lose s3:DeleteObject on arn:aws:s3:::reports/*"]);
    let free = own(r#"{"Effect":"Allow","Action":"s3:*","Resource":"*"}"#);
    assert_eq!(sentences(&mut world, free), ["alice, bob and carol gain s3:DeleteObject on arn:aws:s3:::reports/*"]);
}

/// A denial under a condition takes what it denies where the condition holds, which is said.
#[test]
fn the_condition_of_a_denial_is_named() {
    let mut world = world();
    let allow = r#"{"Effect":"Allow","Action":"s3:DeleteObject","Resource":"*"}"#;
    world.change(own(allow));
    let deny =
        r#"{"Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::reports/*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}"#;
    let told = |verb: &str| {
        format!("alice, bob and carol may {verb} s3:DeleteObject on arn:aws:s3:::reports/*, where Bool aws:SecureTransport false")
    };
    assert_eq!(sentences(&mut world, own(&format!("{allow},{deny}"))), [told("lose")]);
    let freed = sentences(&mut world, own(allow));
    assert_eq!(freed[0], told("gain"));
}

#[test]
fn what_changes_nobodys_access_is_told_to() {
    let mut world = world();
    let other =
        r#"{"Effect":"Allow","Action":["s3:DeleteObject","s3:PutObject"],"Resource":["arn:aws:s3:::reports/*","arn:aws:s3:::reports/x"]}"#;
    assert_eq!(sentences(&mut world, own(other)), Vec::<String>::new());
    assert_eq!(sentences(&mut world, CreateUser { user_name: "eve".into(), ..Default::default() }), Vec::<String>::new());
}

/// What is a variable in a document is ordinary text in one of the older version.
#[test]
fn the_version_alone_may_change_what_a_policy_says() {
    let mut world = world();
    let new = own(r#"{"Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::reports/${*}"}"#);
    let old = PutGroupPolicy { policy_document: new.policy_document.replace("2012", "2008"), ..new.clone() };
    world.change(new.clone());
    for version in [old, new] {
        let told = sentences(&mut world, version);
        assert!(told.iter().any(|sentence| sentence.contains("s3:PutObject on arn:aws:s3:::reports/${*}")), "{told:?}");
    }
}

#[test]
fn what_a_statement_allowed_before_is_not_gained_again() {
    let mut world = world();
    let on = |resources: &str| own(&format!(r#"{{"Effect":"Allow","Action":["s3:GetObject","s3:ListBucket"],"Resource":[{resources}]}}"#));
    world.change(on(r#""arn:aws:s3:::reports""#));
    // A bucket is listed and an object read: nothing else is gained by naming both.
    assert_eq!(
        sentences(&mut world, on(r#""arn:aws:s3:::reports","arn:aws:s3:::reports/*""#)),
        ["alice, bob and carol gain s3:GetObject on arn:aws:s3:::reports/*"]
    );
    assert_eq!(
        sentences(&mut world, on(r#""arn:aws:s3:::reports","arn:aws:s3:::reports/*","arn:aws:s3:::logs/*""#)),
        ["alice, bob and carol gain s3:GetObject on arn:aws:s3:::logs/*"]
    );
    assert_eq!(
        sentences(&mut world, on(r#""arn:aws:s3:::reports/*""#)),
        [
            "alice, bob and carol lose s3:ListBucket on arn:aws:s3:::reports",
            "alice, bob and carol lose s3:GetObject on arn:aws:s3:::logs/*"
        ]
    );
    let from = |networks: &str| {
        own(&format!(
            r#"{{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*","Condition":{{"IpAddress":{{"aws:SourceIp":[{networks}]}}}}}}"#
        ))
    };
    world.change(from(r#""203.0.113.0/24""#));
    let under = "s3:GetObject on arn:aws:s3:::reports/*, under IpAddress aws:SourceIp 198.51.100.7/32";
    assert_eq!(sentences(&mut world, from(r#""203.0.113.0/24","198.51.100.7/32""#)), [format!("alice, bob and carol may gain {under}")]);
    assert_eq!(sentences(&mut world, from(r#""203.0.113.0/24""#)), [format!("alice, bob and carol may lose {under}")]);
}

#[test]
fn what_is_lost_and_gained_alike_is_allowed_under_other_conditions() {
    let mut world = world();
    let deny = |condition: &str| {
        own(&format!(
            r#"{{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}},{{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{{{condition}}}}}"#
        ))
    };
    let [plain, strict] =
        ["Bool", "BoolIfExists"].map(|operator| deny(&format!(r#""{operator}":{{"aws:MultiFactorAuthPresent":"false"}}"#)));
    let [here, there] =
        ["203.0.113.0/24", "198.51.100.0/24"].map(|network| deny(&format!(r#""IpAddress":{{"aws:SourceIp":"{network}"}}"#)));
    world.change(here);
    let all = "alice, bob and carol";
    let otherwise = format!("{all} may s3:GetObject on * under other conditions than before");
    let free = format!("{all} are no longer denied 179 actions of s3 on *, under IpAddress aws:SourceIp 203.0.113.0/24");
    assert_eq!(sentences(&mut world, there), [otherwise, free]);
    world.change(plain);
    let lost = "alice, bob and carol may lose s3:GetObject on *, where BoolIfExists aws:MultiFactorAuthPresent false";
    let not_before = "denied before under Bool aws:MultiFactorAuthPresent false";
    assert_eq!(sentences(&mut world, strict), [format!("{lost} ({not_before})")], "with an access key alone");
}

/// What is told of an operation, that nobody gains or loses anything included.
fn told(world: &mut World, operation: impl Into<Operation>) -> String {
    let before = world.account.clone();
    world.run(operation).unwrap();
    difference(&before, &world.account, &Progress::default()).unwrap().told().join("\n")
}

#[test]
fn why_nobody_gains_or_loses_anything_is_told() {
    let mut world = world();
    let all = "arn:aws:iam::aws:policy/AmazonS3FullAccess";
    let attach = |user: &str| AttachUserPolicy { user_name: user.into(), policy_arn: all.into() };
    let group = CreateGroup { group_name: "Empty".into(), path: None };
    assert_eq!(told(&mut world, group), "Nobody gains or loses anything: no policy of a user or role says anything else than before.");
    let empty = AttachGroupPolicy { group_name: "Empty".into(), policy_arn: all.into() };
    assert_eq!(told(&mut world, empty), "Nobody gains or loses anything: no policy of a user or role says anything else than before.");
    world.change(CreateUser { user_name: "eve".into(), ..Default::default() });
    let gone = DeleteUser { user_name: "eve".into() };
    assert_eq!(told(&mut world, gone), "Nobody gains or loses anything: no policy of a user or role says anything else than before.");
    let permissions_boundary = "arn:aws:iam::aws:policy/IAMReadOnlyAccess".into();
    world.change(PutUserPermissionsBoundary { user_name: "dan".into(), permissions_boundary });
    assert_eq!(told(&mut world, attach("dan")), "Nobody gains or loses anything: the permissions boundary of dan lets none of it through.");
    world.change(own(r#"{"Effect":"Deny","Action":["s3:*","s3-object-lambda:*"],"Resource":"*"}"#));
    assert_eq!(told(&mut world, attach("alice")), "Nobody gains or loses anything: an explicit deny takes it from alice.");
    world.change(own(r#"{"Effect":"Allow","Action":"*","Resource":"*"}"#));
    assert_eq!(told(&mut world, attach("bob")), "Nobody gains or loses anything: all policies of bob together allow the same as before.");
}

/// What a policy says of actions that no set has is not told to be nothing.
#[test]
fn what_the_reference_does_not_know_is_named() {
    let mut world = world();
    let policy_document = document(r#"{"Effect":"Allow","Action":"foo:*","Resource":"arn:aws:foo:::x"}"#);
    let put = PutGroupPolicy { group_name: "Writers".into(), policy_name: "x".into(), policy_document };
    let delete = DeleteGroupPolicy { group_name: "Writers".into(), policy_name: "x".into() };
    let named = "What policies say of foo:* changes for alice, bob and carol: the reference knows no such action, so it is not told how";
    assert_eq!(sentences(&mut world, put.clone()), [named]);
    assert_eq!(
        told(&mut world, put.clone()),
        "Nobody gains or loses anything: no policy of a user or role says anything else than before."
    );
    // Of somebody who has the same otherwise nothing changes.
    let PutGroupPolicy { policy_name, policy_document, .. } = put;
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name, policy_document });
    assert_eq!(sentences(&mut world, delete), [named.replace("alice, bob and carol", "bob and carol")]);
    // A boundary takes it away where nothing in it lets it through.
    let bounded = |permissions_boundary: &str| PutUserPermissionsBoundary {
        user_name: "alice".into(),
        permissions_boundary: format!("arn:aws:iam::aws:policy/{permissions_boundary}"),
    };
    assert!(!sentences(&mut world, bounded("AdministratorAccess")).contains(&named.replace("alice, bob and carol", "alice")));
    assert!(sentences(&mut world, bounded("IAMReadOnlyAccess")).contains(&named.replace("alice, bob and carol", "alice")));
}

#[test]
fn who_may_assume_a_role_is_told() {
    let mut world = world();
    let trust = |service: &str| {
        format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Principal":{{"Service":"{service}"}},"Action":"sts:AssumeRole"}}}}"#
        )
    };
    let create = CreateRole { role_name: "app".into(), assume_role_policy_document: trust("ec2.amazonaws.com"), ..Default::default() };
    let on = format!("sts:AssumeRole on arn:aws:iam::{}:role/app", world.account.id());
    assert_eq!(sentences(&mut world, create), [format!("ec2.amazonaws.com gains {on}")]);
    let update = UpdateAssumeRolePolicy { role_name: "app".into(), policy_document: trust("lambda.amazonaws.com") };
    assert_eq!(sentences(&mut world, update), [format!("ec2.amazonaws.com loses {on}"), format!("lambda.amazonaws.com gains {on}")]);
}

/// Whom the account knows meets a condition on who asks, or does not: it is not told as if that were open.
#[test]
fn what_is_asked_of_who_asks_is_decided() {
    let mut world = world();
    let tag = |value: &str| vec![Tag { key: "team".into(), value: value.into() }];
    world.change(TagUser { user_name: "alice".into(), tags: tag("red") });
    let red =
        own(r#"{"Effect":"Allow","Action":"sqs:ListQueues","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalTag/team":"red"}}}"#);
    world.change(DeleteGroupPolicy { group_name: "Writers".into(), policy_name: "Own".into() });
    assert_eq!(sentences(&mut world, red), ["alice gains sqs:ListQueues on *"]);
    assert_eq!(sentences(&mut world, TagUser { user_name: "alice".into(), tags: tag("blue") }), ["alice loses sqs:ListQueues on *"]);
    assert_eq!(sentences(&mut world, TagUser { user_name: "bob".into(), tags: tag("red") }), ["bob gains sqs:ListQueues on *"]);
    let untag = UntagUser { user_name: "bob".into(), tag_keys: vec!["team".into()] };
    assert_eq!(sentences(&mut world, untag), ["bob loses sqs:ListQueues on *"]);
    assert_eq!(sentences(&mut world, TagUser { user_name: "dan".into(), tags: tag("red") }), Vec::<String>::new());
}

/// What a variable stands for goes with the name.
#[test]
fn a_new_name_gives_and_takes_what_is_named_by_it() {
    let mut world = world();
    world.change(own(r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::home/${aws:username}/*"}"#));
    let rename = UpdateUser { user_name: "alice".into(), new_user_name: Some("eve".into()), ..Default::default() };
    assert_eq!(
        sentences(&mut world, rename),
        ["eve loses s3:GetObject on arn:aws:s3:::home/alice/*", "eve gains s3:GetObject on arn:aws:s3:::home/eve/*"]
    );
    let all = r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::home/*"}"#;
    assert_eq!(
        sentences(&mut world, own(all)),
        ["bob, carol and eve gain s3:GetObject on arn:aws:s3:::home/* (already allowed on arn:aws:s3:::home/${aws:username}/*)"]
    );
    let none = DeleteGroupPolicy { group_name: "Writers".into(), policy_name: "Own".into() };
    world.change(own(r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::home/${aws:username}/*"}"#));
    assert_eq!(
        sentences(&mut world, none),
        ["bob, carol and eve lose s3:GetObject on arn:aws:s3:::home/${aws:username}/*"],
        "a user has a name"
    );
}

/// Tags of what is asked for open it, and shut it.
#[test]
fn a_tag_of_a_resource_gives_and_takes_what_is_on_it() {
    let mut world = world();
    let document = document(
        r#"{"Effect":"Allow","Action":"iam:GetUser","Resource":"*","Condition":{"StringEquals":{"iam:ResourceTag/team":"${aws:PrincipalTag/team}"}}}"#,
    );
    world.change(PutUserPolicy { user_name: "dan".into(), policy_name: "team".into(), policy_document: document });
    let tags = |value: &str| vec![Tag { key: "team".into(), value: value.into() }];
    world.change(TagUser { user_name: "dan".into(), tags: tags("red") });
    let carol = world.account.user_arn(world.account.user_named("carol").unwrap());
    assert_eq!(
        sentences(&mut world, TagUser { user_name: "carol".into(), tags: tags("red") }),
        [format!("dan gains iam:GetUser on {carol}")]
    );
    assert_eq!(
        sentences(&mut world, TagUser { user_name: "carol".into(), tags: tags("blue") }),
        [format!("dan loses iam:GetUser on {carol}")]
    );
    let own = TagUser { user_name: "dan".into(), tags: tags("blue") };
    let dan = world.account.user_arn(world.account.user_named("dan").unwrap());
    let told = sentences(&mut world, own);
    for part in [
        "lose iam:GetUser on *, under StringEquals iam:ResourceTag/team red",
        "gain iam:GetUser on *, under StringEquals iam:ResourceTag/team blue",
    ] {
        assert!(told.iter().any(|told| told.contains(part)), "{told:?}");
    }
    assert!(!told.iter().any(|told| told.contains(&dan)), "to itself it is the same: {told:?}");
}

/// A value that is there by default goes with the tag, too.
#[test]
fn a_variable_with_a_default_is_filled_in() {
    let mut world = world();
    world.change(own(r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::home/${aws:PrincipalTag/team, 'all'}/*"}"#));
    let tags = vec![Tag { key: "team".into(), value: "red".into() }];
    assert_eq!(
        sentences(&mut world, TagUser { user_name: "alice".into(), tags }),
        ["alice loses s3:GetObject on arn:aws:s3:::home/all/*", "alice gains s3:GetObject on arn:aws:s3:::home/red/*"]
    );
}

/// What is not worked out is not told to be nothing.
#[test]
fn tags_that_a_trust_policy_asks_for_may_decide_otherwise() {
    let mut world = world();
    let condition = r#""Condition":{"StringEquals":{"aws:ResourceTag/team":"red"}}"#;
    let own = world.account.id();
    let trust = document(&format!(r#"{{"Effect":"Allow","Principal":{{"AWS":"{own}"}},"Action":"sts:AssumeRole",{condition}}}"#));
    world.change(CreateRole { role_name: "App".into(), assume_role_policy_document: trust, ..Default::default() });
    let tag = |key: &str| TagRole { role_name: "App".into(), tags: vec![Tag { key: key.into(), value: "red".into() }] };
    assert_eq!(sentences(&mut world, tag("team")), ["Policies that ask for the tags of App may decide otherwise"]);
    assert_eq!(sentences(&mut world, tag("stage")), Vec::<String>::new());
}

#[test]
fn every_user_gains_to_change_the_own_password() {
    let mut world = world();
    let told = sentences(&mut world, UpdateAccountPasswordPolicy { allow_users_to_change_password: Some(true), ..Default::default() });
    assert!(
        told.iter().any(|told| told.starts_with("alice, bob and 2 others gain iam:ChangePassword on arn:aws:iam::*:user/${aws:username}")),
        "{told:?}"
    );
}

/// A guard that goes is told, though nobody may do yet what it kept from them.
#[test]
fn what_is_no_longer_denied_is_told() {
    let mut world = world();
    let allow = r#"{"Effect":"Allow","Action":"s3:DeleteObject","Resource":"*"}"#;
    world.change(own(&format!(r#"{allow},{{"Effect":"Deny","Action":["s3:DeleteObject","s3:DeleteBucket"],"Resource":"*"}}"#)));
    assert_eq!(
        sentences(&mut world, own(allow)),
        ["alice, bob and carol gain s3:DeleteObject on *", "alice, bob and carol are no longer denied s3:DeleteBucket on *"]
    );
    world.change(own(r#"{"Effect":"Deny","Action":"s3:DeleteBucket","Resource":"*"}"#));
    let wider = own(r#"{"Effect":"Deny","Action":"s3:Delete*","Resource":"*"}"#);
    assert_eq!(sentences(&mut world, wider), Vec::<String>::new());
    let without_mfa = r#""Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}"#;
    let narrower = own(&format!(r#"{{"Effect":"Deny","Action":"s3:Delete*","Resource":"*",{without_mfa}}}"#));
    let told = sentences(&mut world, narrower);
    assert!(told.len() == 1 && told[0].starts_with("alice, bob and carol are no longer denied "), "{told:?}");
}

/// Whose ARN policies name as what is asked for is out of their reach under another.
#[test]
fn what_policies_say_of_an_old_arn_is_told_to_hold_for_nobody() {
    let mut world = world();
    let arn = |what: &str| format!("arn:aws:iam::{}:{what}", world.account.id());
    let (dan, writers) = (arn("user/dan"), arn("group/Writers"));
    let text = document(&format!(r#"{{"Effect":"Allow","Action":"iam:*","Resource":["{dan}","{writers}"]}}"#));
    world.change(PutUserPolicy { user_name: "carol".into(), policy_name: "own".into(), policy_document: text });
    let bob = UpdateUser { user_name: "bob".into(), new_user_name: Some("rob".into()), ..Default::default() };
    assert_eq!(sentences(&mut world, bob), Vec::<String>::new());
    let dan_renamed = UpdateUser { user_name: "dan".into(), new_user_name: Some("eve".into()), ..Default::default() };
    assert_eq!(sentences(&mut world, dan_renamed), [format!("What policies say of {dan} holds for nobody then")]);
    let group = UpdateGroup { group_name: "Writers".into(), new_group_name: Some("Authors".into()), ..Default::default() };
    assert_eq!(sentences(&mut world, group), [format!("What policies say of {writers} holds for nobody then")]);
}
