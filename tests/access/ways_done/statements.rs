//! Statements as they are changed: narrowed, loosened, mended.

use super::{GET, S3_ALL, follow_all, question, told, world};
use crate::common::World;
use iam_console::access::{Made, may};
use iam_console::account::operation::*;
use iam_console::policy::decision::Decision;

/// An allowance of one's own that fails by its condition alone is loosened, and nothing in any policy need change before that.
#[test]
fn a_condition_that_alone_is_in_the_way_is_changed() {
    let (mut world, alice) = world();
    let by = |condition: &str| S3_ALL.replace(r#""Resource":"*""#, &format!(r#""Resource":"*","Condition":{condition}"#));
    for (condition, first, loosened) in [
        (
            r#"{"StringEquals":{"aws:PrincipalTag/team":"red"}}"#,
            "Tag alice so that the request comes with aws:PrincipalTag/team = red.",
            "Take the condition StringEquals aws:PrincipalTag/team out of statement 1 of policy own (Identity policies): what it allows no longer depends on it.",
        ),
        (
            r#"{"IpAddress":{"aws:SourceIp":"198.51.100.0/24"}}"#,
            "Make the request from an address such as 198.51.100.1 (aws:SourceIp).",
            "Add 203.0.113.10 to the values of IpAddress aws:SourceIp in statement 1 of policy own (Identity policies).",
        ),
        (
            r#"{"StringEquals":{"aws:username":["bob"]}}"#,
            "Give alice an inline policy that allows s3:GetObject on arn:aws:s3:::reports/q1 (or arn:aws:s3:::reports/*).",
            "Add alice to the values of StringEquals aws:username in statement 1 of policy own (Identity policies).",
        ),
    ] {
        world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document: by(condition) });
        let told = told(&world, &alice, GET);
        assert_eq!(told[0], first, "{told:?}");
        assert!(told.contains(&loosened.to_owned()), "{told:?}");
        follow_all(&world.account, &alice, GET);
    }
    // So is that of the resource's policy.
    world.change(DeleteUserPolicy { user_name: "alice".into(), policy_name: "own".into() });
    let policy = r#"{"Version":"2012-10-17","Statement":[{"Sid":"Ours","Effect":"Allow","Principal":{"AWS":"ARN"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*","Condition":{"IpAddress":{"aws:SourceIp":["198.51.100.0/24"]}}}]}"#;
    let arn = world.account.asker_arn(&alice).unwrap();
    world.change(PutBucketPolicy { bucket: "reports".into(), policy: policy.replace("ARN", &arn) });
    let told = told(&world, &alice, GET);
    assert!(
        told.contains(&"Add 203.0.113.10 to the values of IpAddress aws:SourceIp in statement Ours of the resource policy.".to_owned()),
        "{told:?}"
    );
    follow_all(&world.account, &alice, GET);
}

/// A denial that no list narrows to just what was asked leaves out who asks, where others are to stay denied.
#[test]
fn a_denial_of_several_patterns_leaves_out_who_asks() {
    let (mut world, alice) = world();
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document: S3_ALL.into() });
    let deny = r#"{"Version":"2012-10-17","Statement":[{"Sid":"Shut","Effect":"Deny","Action":["s3:Get*","s3:GetObject"],"Resource":["arn:aws:s3:::reports/*","arn:aws:s3:::*/q1"]}]}"#;
    world.change(PutGroupPolicy { group_name: "devs".into(), policy_name: "guard".into(), policy_document: deny.into() });
    let words = told(&world, &alice, GET);
    assert!(
        words[0].starts_with("Leave arn:aws:iam::") && words[0].contains("by a condition more: ArnNotEquals aws:PrincipalArn."),
        "{words:?}"
    );
    assert!(words[1].starts_with("Remove alice from the group devs"), "{words:?}");
    follow_all(&world.account, &alice, GET);
    // Of what is one's own alone, the statement goes, and that is all that is said.
    world.change(DeleteGroupPolicy { group_name: "devs".into(), policy_name: "guard".into() });
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "guard".into(), policy_document: deny.into() });
    let words = told(&world, &alice, GET);
    let expected = "Remove statement Shut of policy guard (Identity policies). It then no longer denies s3:Get*, s3:GetObject to anybody.";
    assert_eq!(words, [expected]);
    follow_all(&world.account, &alice, GET);
}

/// How a statement was changed is what was told.
#[test]
fn what_is_written_is_what_was_told() {
    let (mut world, alice) = world();
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document: S3_ALL.into() });
    let deny = |action: &str, resource: &str| {
        format!(r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Deny","Action":{action},"Resource":{resource}}}]}}"#)
    };
    for (action, resource, told) in [
        (r#"["s3:GetObject","s3:PutObject"]"#, r#""*""#, "Take s3:GetObject out of the actions of "),
        (r#""s3:GetObject""#, r#""*""#, "Leave arn:aws:s3:::reports/q1 out of "),
        (r#""s3:Get*""#, r#"["arn:aws:s3:::reports/q1","arn:aws:s3:::kept/*"]"#, "Take arn:aws:s3:::reports/q1 out of the resources of "),
        (r#""s3:Get*""#, r#""arn:aws:s3:::reports/*""#, "Remove statement 1 of "),
    ] {
        world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "no".into(), policy_document: deny(action, resource) });
        let answer = may(&world.account, &question(&world.account, alice.clone(), GET)).unwrap();
        let [remedy] = &answer.remedies[..] else { panic!("{:?}", answer.remedies) };
        assert!(answer.remedy_in_words(remedy).starts_with(told), "{}", answer.remedy_in_words(remedy));
        match answer.written(&world.account, &remedy.changes[0]).map(|written| written.made) {
            Some(Made::Narrowed(narrowing)) => {
                assert!(
                    told.starts_with(&format!("Take {} out", narrowing.entry))
                        || told.starts_with(&format!("Leave {} out", narrowing.entry))
                );
            }
            None => assert!(told.starts_with("Remove ")),
            other => panic!("{other:?}"),
        }
        follow_all(&world.account, &alice, GET);
    }
}

/// A statement that lacks the resource alone gets it; one that leaves addresses out gets another.
#[test]
fn lists_of_resources_and_addresses_get_one_more() {
    let (mut world, alice) = world();
    let reads = S3_ALL.replace("s3:*", "s3:Get*").replace(r#""Resource":"*""#, r#""Resource":["arn:aws:s3:::reports"]"#);
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document: reads });
    let words = told(&world, &alice, GET);
    let expected = "Add arn:aws:s3:::reports/q1 (or arn:aws:s3:::reports/*) to the resources of statement 1 of policy own (Identity policies). It allows all of this there then: s3:Get*.";
    assert!(words[0].starts_with("Give alice an inline policy") && words.contains(&expected.to_owned()), "{words:?}");
    follow_all(&world.account, &alice, GET);
    let office = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"},{"Sid":"Office","Effect":"Deny","Action":"*","Resource":"*","Condition":{"NotIpAddress":{"aws:SourceIp":["198.51.100.0/24","192.0.2.0/24"]}}}]}"#;
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document: office.into() });
    let words = told(&world, &alice, GET);
    assert!(words[0].starts_with("Make the request from an address such as 198.51.100.1"), "{words:?}");
    assert!(words[1].starts_with("Leave s3:GetObject out of statement Office"), "{words:?}");
    assert_eq!(
        words[2],
        "Add 203.0.113.10 to the values of NotIpAddress aws:SourceIp in statement Office of policy own (Identity policies). It then no longer denies any action."
    );
    follow_all(&world.account, &alice, GET);
}

/// What was meant and is written otherwise is mended: a `${…}` of an old document, and an action that there is not.
#[test]
fn slips_are_mended_where_they_are() {
    let (mut world, alice) = world();
    let put = |world: &mut World, group: bool, text: &str| {
        let (policy_name, policy_document) = ("own".to_owned(), text.to_owned());
        if group {
            world.change(PutGroupPolicy { group_name: "devs".into(), policy_name, policy_document });
        } else {
            world.change(PutUserPolicy { user_name: "alice".into(), policy_name, policy_document });
        }
    };
    let asked = ("s3:GetObject", "arn:aws:s3:::reports/alice/q1");
    let home = r#"{"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::reports/${aws:username}/*"},{"Effect":"Deny","Action":"s3:DeleteObject","NotResource":"arn:aws:s3:::reports/${aws:username}/*"}]}"#;
    put(&mut world, true, home);
    let answer = may(&world.account, &question(&world.account, alice.clone(), asked)).unwrap();
    assert!(
        answer.why().ends_with(
            "does not match arn:aws:s3:::reports/alice/q1. Its policy is of Version 2008-10-17, or of none, where ${aws:username} stands for itself."
        ),
        "{}",
        answer.why()
    );
    let version = "Write Version 2012-10-17 in policy own of the group devs (Identity policies): every ${…} in it stands for a value then (${aws:username} is alice), and no longer for itself. That holds for all whom the statement is about, not for alice alone.";
    assert!(told(&world, &alice, asked).contains(&version.to_owned()), "{:?}", told(&world, &alice, asked));
    follow_all(&world.account, &alice, asked);
    // So is one that denies more than was meant, and the whole document with it.
    put(&mut world, false, S3_ALL);
    let asked = ("s3:DeleteObject", asked.1);
    let words = told(&world, &alice, asked);
    assert!(words.contains(&version.to_owned()), "{words:?}");
    follow_all(&world.account, &alice, asked);
    world.change(DeleteGroupPolicy { group_name: "devs".into(), policy_name: "own".into() });
    put(&mut world, false, &S3_ALL.replace("s3:*", "s3:GetObjct"));
    let answer = may(&world.account, &question(&world.account, alice.clone(), GET)).unwrap();
    assert!(
        answer.why().ends_with(
            "Nearest is statement 1 of policy own: Action s3:GetObjct does not match s3:GetObject. There is no action s3:GetObjct; the nearest is s3:GetObject."
        ),
        "{}",
        answer.why()
    );
    let words = told(&world, &alice, GET);
    assert_eq!(words[0], "Write s3:GetObject in the place of s3:GetObjct in statement 1 of policy own (Identity policies).");
    follow_all(&world.account, &alice, GET);
    // Where more is other than the spelling, it is no way.
    put(&mut world, false, &S3_ALL.replace("s3:*", "s3:GetObjct").replace(r#""Resource":"*""#, r#""Resource":"arn:aws:s3:::other/*""#));
    let words = told(&world, &alice, GET);
    assert!(!words.iter().any(|words| words.starts_with("Write ")), "{words:?}");
}

/// A policy that is attached and the boundary, too, is changed once; whom else changes are about is said once.
#[test]
fn one_document_is_told_and_written_once() {
    let (mut world, alice) = world();
    let policy_arn = format!("arn:aws:iam::{}:policy/both", world.account.id());
    let both = S3_ALL.replace("[{", r#"[{"Sid":"Shut","Effect":"Deny","Action":["s3:GetObject","s3:PutObject"],"Resource":"*"},{"#);
    world.change(CreatePolicy { policy_name: "both".into(), policy_document: both, ..Default::default() });
    world.change(AttachUserPolicy { user_name: "alice".into(), policy_arn: policy_arn.clone() });
    world.change(PutUserPermissionsBoundary { user_name: "alice".into(), permissions_boundary: policy_arn });
    let words = told(&world, &alice, GET);
    assert_eq!(words[0].matches("Take s3:GetObject out of the actions of statement Shut of policy both").count(), 1, "{words:?}");
    assert!(!words.iter().any(|words| words.contains(" And: ")), "{words:?}");
    follow_all(&world.account, &alice, GET);
    let (mut world, alice) = self::world();
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document: S3_ALL.into() });
    for name in ["one", "two"] {
        let deny = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:GetObject","Resource":"*","Condition":{"StringNotEquals":{"aws:ResourceAccount":"999999999999"}}}]}"#;
        world.change(PutGroupPolicy { group_name: "devs".into(), policy_name: name.into(), policy_document: deny.into() });
    }
    let words = told(&world, &alice, GET);
    let added = words.iter().find(|words| words.matches(" to the values of StringNotEquals aws:ResourceAccount").count() == 2);
    assert_eq!(added.map(|words| words.matches("That holds for all whom").count()), Some(1), "{words:?}");
    follow_all(&world.account, &alice, GET);
}

/// A bucket is told from its objects.
#[test]
fn a_bucket_is_not_its_objects() {
    let (mut world, alice) = world();
    for (resource, asked, note) in [
        ("arn:aws:s3:::reports", GET, "arn:aws:s3:::reports names the bucket, not the objects in it: they are arn:aws:s3:::reports/*."),
        ("arn:aws:s3:::rep?rts", GET, "arn:aws:s3:::rep?rts names the bucket, not the objects in it: they are arn:aws:s3:::rep?rts/*."),
        (
            "arn:aws:s3:::reports/*",
            ("s3:ListBucket", "arn:aws:s3:::reports"),
            "arn:aws:s3:::reports/* names objects in the bucket, not the bucket itself.",
        ),
    ] {
        let own = S3_ALL.replace(r#""Resource":"*""#, &format!(r#""Resource":"{resource}""#));
        world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document: own });
        let answer = may(&world.account, &question(&world.account, alice.clone(), asked)).unwrap();
        assert!(answer.why().ends_with(note), "{}", answer.why());
    }
}

/// Of a provider's callers only those are let in whose token says the same, and not all that it vouches for.
#[test]
fn a_trust_policy_lets_in_who_has_such_a_token() {
    use iam_console::policy::compiled::Policy;
    use iam_console::policy::decision::{Policies, decide, explain};
    use iam_console::policy::document::Document;
    use iam_console::policy::request::{Request, Value};
    const PROVIDER: &str = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";
    let role = "arn:aws:iam::111122223333:role/Deploy";
    let mut request = Request::parse(PROVIDER, "sts:AssumeRoleWithWebIdentity", role).unwrap();
    for (key, value) in [("aud", "sts.amazonaws.com"), ("sub", "repo:acme/app:ref:refs/heads/dev")] {
        request.context.insert(&format!("token.actions.githubusercontent.com:{key}"), Value::Single(value.to_owned()));
    }
    let trust = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Sid":"Main","Effect":"Allow","Principal":{{"Federated":"{PROVIDER}"}},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{{"StringEquals":{{"token.actions.githubusercontent.com:sub":"repo:acme/app:ref:refs/heads/main"}}}}}}]}}"#
    );
    let policies =
        |text: &str| Policies { resource: Some(Policy::compile("trust", &Document::read(text).unwrap())), ..Policies::default() };
    let before = policies(&trust);
    let explanation = explain(&request, &before);
    let telling = explanation.tell(&request, &before);
    let remedies = explanation.remedies(&request, &before);
    let words: Vec<String> = remedies.iter().map(|remedy| telling.remedy(remedy)).collect();
    let at = |start: &str| words.iter().position(|words| words.starts_with(start)).unwrap();
    let (new, more) = (&words[at("Let the trust policy allow")], &words[at("Add ")]);
    assert!(
        new.contains(", if token.actions.githubusercontent.com:aud = sts.amazonaws.com and ") && new.contains("refs/heads/dev"),
        "{new}"
    );
    assert!(more.starts_with("Add repo:acme/app:ref:refs/heads/dev to the values of StringEquals "), "{more}");
    let alone = remedies[at("Let the trust policy allow")].changes[0].document(&request).unwrap();
    assert_eq!(decide(&request, &policies(&alone)), Decision::Allowed);
    request.context.insert("token.actions.githubusercontent.com:sub", Value::Single("repo:acme/other:ref:refs/heads/dev".to_owned()));
    assert_eq!(decide(&request, &policies(&alone)), Decision::ImplicitDeny);
}
