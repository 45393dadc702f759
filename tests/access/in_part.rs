//! What a change gives and takes on a part of what a statement names.

use iam_console::account::entity::PolicyVersion;
use iam_console::account::operation::*;

use super::common::World;
use super::words::{document, sentences, world};

/// Of what is granted, or denied, in part elsewhere it is told where; only what depends on circumstances is not certain.
#[test]
fn where_something_is_not_gained_or_lost_is_told() {
    let mut world = World::fresh();
    world.change(CreateUser { user_name: "dan".into(), ..Default::default() });
    let put = |name: &str, statements: &str| PutUserPolicy {
        user_name: "dan".into(),
        policy_name: name.into(),
        policy_document: document(statements),
    };
    let gone = |name: &str| DeleteUserPolicy { user_name: "dan".into(), policy_name: name.into() };
    let [all, some] =
        ["*", "arn:aws:s3:::reports/*"].map(|resource| format!(r#"{{"Effect":"Allow","Action":"s3:GetObject","Resource":"{resource}"}}"#));
    let mfa = some.replace('}', r#","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}}"#);
    let deny = r#"{"Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::kept/*"}"#;
    for (other, gained, lost) in [
        (some, "already allowed on arn:aws:s3:::reports/*", "still allowed on arn:aws:s3:::reports/*"),
        (
            mfa,
            "already allowed on arn:aws:s3:::reports/* under Bool aws:MultiFactorAuthPresent true",
            "still allowed on arn:aws:s3:::reports/* under Bool aws:MultiFactorAuthPresent true",
        ),
        (deny.to_owned(), "denied on arn:aws:s3:::kept/*", "denied before on arn:aws:s3:::kept/*"),
        (
            format!("{deny},{}", r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":["arn:aws:s3:::reports","arn:aws:s3:::logs/*"]}"#),
            "already allowed on arn:aws:s3:::logs/*, denied on arn:aws:s3:::kept/*",
            "still allowed on arn:aws:s3:::logs/*, denied before on arn:aws:s3:::kept/*",
        ),
    ] {
        world.change(put("other", &other));
        assert_eq!(sentences(&mut world, put("all", &all)), [format!("dan gains s3:GetObject on * ({gained})")]);
        assert_eq!(sentences(&mut world, gone("all")), [format!("dan loses s3:GetObject on * ({lost})")]);
    }
}

/// A denial of all but what is left out lets only that through.
#[test]
fn what_a_denial_leaves_out_is_gained_alone() {
    let mut world = world();
    world.change(AttachUserPolicy { user_name: "dan".into(), policy_arn: "arn:aws:iam::aws:policy/AmazonS3FullAccess".into() });
    let deny = |resources: &str| PutUserPolicy {
        user_name: "dan".into(),
        policy_name: "NoDelete".into(),
        policy_document: document(&format!(r#"{{"Effect":"Deny","Action":"s3:DeleteObject*",{resources}}}"#)),
    };
    world.change(deny(r#""Resource":"*""#));
    let told = sentences(&mut world, deny(r#""NotResource":"arn:aws:s3:::reports/q1.csv""#));
    let [gained] = &told[..] else { panic!("{told:?}") };
    assert!(gained.starts_with("dan gains ") && gained.ends_with(" on arn:aws:s3:::reports/q1.csv"), "{gained}");
    let told = sentences(&mut world, deny(r#""NotResource":["arn:aws:s3:::reports/q1.csv","arn:aws:s3:::logs/*"]"#));
    assert!(told.len() == 1 && told[0].starts_with("dan gains") && told[0].ends_with(" on arn:aws:s3:::logs/*"), "{told:?}");
}

#[test]
fn what_a_boundary_lets_through_is_told_by_the_narrower_pattern() {
    const READING: &str = r#"{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}"#;
    let deleting = |resource: &str| format!(r#"{{"Effect":"Allow","Action":"s3:DeleteObject","Resource":"arn:aws:s3:::{resource}"}}"#);
    let mut world = world();
    let arn = format!("arn:aws:iam::{}:policy/limit", world.account.id());
    world.change(CreatePolicy { policy_name: "limit".into(), policy_document: document(READING), ..Default::default() });
    world.change(PutUserPermissionsBoundary { user_name: "bob".into(), permissions_boundary: arn.clone() });
    let mut then = |statements: &[String]| {
        let policy_document = document(&statements.join(","));
        let told = sentences(&mut world, CreatePolicyVersion { policy_arn: arn.clone(), policy_document, set_as_default: Some(true) });
        let older: Vec<String> =
            world.account.versions_of(world.account.policy_named("limit").unwrap().id).map(PolicyVersion::version_id).collect();
        for version_id in older.into_iter().skip(1) {
            world.change(DeletePolicyVersion { policy_arn: arn.clone(), version_id });
        }
        told
    };
    let [reading, one, other] = [READING.to_owned(), deleting("reports/q1.csv"), deleting("reports/q2.csv")];
    assert_eq!(then(&[reading.clone(), one.clone()]), ["bob gains s3:DeleteObject on arn:aws:s3:::reports/q1.csv"]);
    // What was there before is not gained again, and what goes is lost where it was.
    assert_eq!(then(&[reading.clone(), one.clone(), other.clone()]), ["bob gains s3:DeleteObject on arn:aws:s3:::reports/q2.csv"]);
    assert_eq!(then(&[reading.clone(), other.clone()]), ["bob loses s3:DeleteObject on arn:aws:s3:::reports/q1.csv"]);
    // The grant is the narrower one, or it is told what is left of it.
    let all = "bob gains s3:DeleteObject on arn:aws:s3:::reports/* (already allowed on arn:aws:s3:::reports/q2.csv)";
    assert_eq!(then(&[reading.clone(), deleting("*")]), [all]);
    assert_eq!(then(std::slice::from_ref(&reading)), ["bob loses s3:DeleteObject on arn:aws:s3:::reports/*"]);
    let both = "s3:DeleteObject on arn:aws:s3:::reports/* (only on arn:aws:s3:::*/q1.csv)";
    assert_eq!(then(&[reading.clone(), deleting("*/q1.csv")]), [format!("bob gains {both}")]);
    let mfa = other.replace("\"Action\"", r#""Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}},"Action""#);
    assert_eq!(
        then(&[reading, mfa]),
        [
            format!("bob loses {both}"),
            "bob may gain s3:DeleteObject on arn:aws:s3:::reports/q2.csv, under Bool aws:MultiFactorAuthPresent true".to_owned()
        ]
    );
}

/// A user with these statements, and policies that may bound it.
fn bounded(own: &str, boundaries: &[&str]) -> (World, Vec<PutUserPermissionsBoundary>) {
    let mut world = World::fresh();
    world.change(CreateUser { user_name: "dan".into(), ..Default::default() });
    world.change(PutUserPolicy { user_name: "dan".into(), policy_name: "own".into(), policy_document: document(own) });
    let bounds = boundaries.iter().enumerate().map(|(at, statements)| {
        let policy_name = format!("limit-{at}");
        let permissions_boundary = format!("arn:aws:iam::{}:policy/{policy_name}", world.account.id());
        world.change(CreatePolicy { policy_name, policy_document: document(statements), ..Default::default() });
        PutUserPermissionsBoundary { user_name: "dan".into(), permissions_boundary }
    });
    let bounds = bounds.collect();
    (world, bounds)
}

#[test]
fn what_a_denial_leaves_out_is_not_lost_where_the_boundary_has_all_of_it() {
    let own = r#"{"Effect":"Allow","Action":"s3:GetObjectAcl","Resource":"*"},
        {"Effect":"Deny","Action":"s3:GetObjectAcl","NotResource":"arn:aws:s3:::reports/q1.csv"}"#;
    let boundaries = [
        r#"{"Effect":"Allow","Action":"s3:*","Resource":["arn:aws:s3:::reports/*","arn:aws:s3:::x/*"]}"#,
        r#"{"Effect":"Allow","Action":"s3:*","NotResource":"arn:aws:s3:::vault/*"}"#,
    ];
    let (mut world, bounds) = bounded(own, &boundaries);
    for bound in bounds {
        let told = sentences(&mut world, bound);
        assert_eq!(told, [""; 0]);
    }
}

#[test]
fn what_a_boundary_denies_is_surely_lost_though_a_bucket_grants_some_of_it() {
    let boundary = r#"{"Effect":"Allow","Action":"s3:*","Resource":["arn:aws:s3:::reports/*","arn:aws:s3:::v*"]},
        {"Effect":"Deny","Action":"s3:GetObject","Resource":"arn:aws:s3:::*/secret/*"}"#;
    let (mut world, bounds) = bounded(r#"{"Effect":"Allow","Action":"s3:*","Resource":"*"}"#, &[boundary]);
    world.change(CreateBucket { bucket: "reports".into(), ..Default::default() });
    let principal = format!(r#""Principal":{{"AWS":"arn:aws:iam::{}:user/dan"}}"#, world.account.id());
    let policy = document(&format!(r#"{{"Effect":"Allow",{principal},"Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*"}}"#));
    world.change(PutBucketPolicy { bucket: "reports".into(), policy });
    for bound in bounds {
        let told = sentences(&mut world, bound);
        let of_secret: Vec<&String> = told.iter().filter(|told| told.contains(" s3:GetObject on arn:aws:s3:::*/secret/*")).collect();
        assert!(!of_secret.is_empty() && of_secret.iter().all(|told| told.starts_with("dan loses ")), "{told:?}");
    }
}

#[test]
fn what_is_denied_altogether_of_what_the_boundary_lets_through_is_not_gained() {
    let allow = |resource: &str| format!(r#"{{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::{resource}"}}"#);
    let deny = allow("docs/*").replace("Allow", "Deny");
    let (mut world, bounds) = bounded(&deny, &[&allow("docs/secret/*")]);
    for bound in bounds {
        world.change(bound);
    }
    let policy_document = document(&allow("*"));
    let put = PutUserPolicy { user_name: "dan".into(), policy_name: "all".into(), policy_document };
    assert_eq!(sentences(&mut world, put), [""; 0]);
}

#[test]
fn what_is_denied_no_more_is_told_once() {
    let allow = |resource: &str| format!(r#"{{"Effect":"Allow","Action":"s3:GetObject","Resource":"{resource}"}}"#);
    let (mut world, _) = bounded(&[allow("*"), allow("arn:aws:s3:::*/secret/*")].join(","), &[]);
    let policy_document = document(&allow("arn:aws:s3:::docs/*").replace("Allow", "Deny"));
    world.change(PutUserPolicy { user_name: "dan".into(), policy_name: "deny".into(), policy_document });
    let gone = DeleteUserPolicy { user_name: "dan".into(), policy_name: "deny".into() };
    assert_eq!(sentences(&mut world, gone), ["dan gains s3:GetObject on arn:aws:s3:::docs/*"]);
}

#[test]
fn what_a_boundary_lets_through_already_is_not_gained_with_more() {
    let allow = |resource: &str| format!(r#"{{"Effect":"Allow","Action":"s3:GetObject","Resource":"{resource}"}}"#);
    let (mut world, bounds) = bounded(&allow("arn:aws:s3:::docs/*"), &[&allow("arn:aws:s3:::docs/a.txt")]);
    for bound in bounds {
        world.change(bound);
    }
    let put = PutUserPolicy { user_name: "dan".into(), policy_name: "all".into(), policy_document: document(&allow("*")) };
    assert_eq!(sentences(&mut world, put), [""; 0]);
}

#[test]
fn what_an_action_never_takes_is_not_lost() {
    let own = r#"{"Effect":"Allow","Action":["sqs:SendMessage","s3:GetObject","s3:ListBucket"],"Resource":"*"}"#;
    let boundary = r#"{"Effect":"Allow","Action":"*","NotResource":"arn:aws:s3:::docs/*"}"#;
    let (mut world, bounds) = bounded(own, &[boundary]);
    for bound in bounds {
        let told = sentences(&mut world, bound);
        assert!(told.len() == 1 && told[0].starts_with("dan loses s3:GetObject on "), "{told:?}");
    }
}

#[test]
fn what_a_denial_leaves_out_besides_is_surely_gained() {
    let allow = r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::docs/*"}"#;
    let but = |resources: &str| format!(r#"{allow},{{"Effect":"Deny","Action":"s3:*","NotResource":[{resources}]}}"#);
    let (mut world, _) = bounded(&but(r#""arn:aws:s3:::docs/secret/*""#), &[]);
    let policy_document = document(&but(r#""arn:aws:s3:::docs/secret/*","arn:aws:s3:::docs/a.txt""#));
    let put = PutUserPolicy { user_name: "dan".into(), policy_name: "own".into(), policy_document };
    let told = sentences(&mut world, put);
    let gains: Vec<&String> = told.iter().filter(|told| told.contains(" gain")).collect();
    assert_eq!(gains, ["dan gains s3:GetObject on arn:aws:s3:::docs/a.txt"]);
}

/// Of several parts, that which is all but something does not take the others for left out.
#[test]
fn what_is_all_but_something_is_told_apart() {
    let mut world = World::fresh();
    world.change(CreateUser { user_name: "dan".into(), ..Default::default() });
    let mut put = |name: &str, resources: &str| {
        let policy_document = document(&format!(r#"{{"Effect":"Deny","Action":"s3:GetObject",{resources}}}"#));
        sentences(&mut world, PutUserPolicy { user_name: "dan".into(), policy_name: name.into(), policy_document })
    };
    put("secret", r#""Resource":"arn:aws:s3:::docs/secret/*""#);
    put("own", r#""Resource":"arn:aws:s3:::docs/*""#);
    let told = put("own", r#""NotResource":"arn:aws:s3:::d*/a*""#);
    let still = "only on arn:aws:s3:::d*/a*, still denied on arn:aws:s3:::docs/secret/*";
    assert_eq!(told, [format!("dan is no longer denied s3:GetObject on arn:aws:s3:::docs/* ({still})")]);
}
