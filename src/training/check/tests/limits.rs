//! What somebody may do at most, where, and whom a role lets in at most.

use super::predicates::company;
use crate::training::check::Check;

const RDS: &str = "arn:aws:iam::aws:policy/AmazonRDSReadOnlyAccess";
const READING: &str = "s3:Get*, s3:List*, s3:Describe*, s3-object-lambda:Get*, s3-object-lambda:List*";

#[test]
fn only_looks_at_all_that_is_granted() {
    let stage = company();
    let reads = format!("only(user:alice, {READING})");
    // What everybody may, their own password, is no grant.
    stage.holds(&[
        &reads,
        "only(user:alice, list, read)",
        "only(user:bob, s3:GetObject)",
        "only(user:bob, read)",
        "only(user:nobody, s3:GetObject)",
        "only(role:app, s3:GetObject)",
        "only(instance:i-app, s3:GetObject)",
        &reads.replace("user:alice", "group:readers"),
    ]);
    stage.fails(&["only(user:bob, s3:PutObject)", "only(user:alice, s3:*)", "only(user:alice, list)", "only(group:readers, s3:*)"]);
    let stage = stage.with(&[&format!("aws iam attach-group-policy --group-name readers --policy-arn {RDS}")]);
    stage.fails(&[&reads, &format!("every(u in users, only(u, {READING}))")]);
    let finding = &stage.verdict(&reads).findings[0];
    let found = finding.found.as_str();
    assert!(found.starts_with("alice may do ") && found.ends_with(", by AmazonRDSReadOnlyAccess (via group readers)"), "{found}");
    assert!(finding.is_too_much);
    let limits = "alice may do nothing but s3:Get*, s3:List*, s3:Describe*, s3-object-lambda:Get* and s3-object-lambda:List*";
    assert_eq!(finding.wanted, limits);
}

#[test]
fn what_is_denied_or_bounded_is_not_granted() {
    let deny = |statement: &str| format!("aws iam put-user-policy --user-name bob --policy-name No --policy-document '{statement}'");
    let all = "aws iam attach-user-policy --user-name bob --policy-arn arn:aws:iam::aws:policy/AdministratorAccess";
    let stage = company().with(&[all]);
    stage.fails(&["only(user:bob, s3:*)", "only_on(user:bob, s3:GetObject, arn:aws:s3:::reports/*)"]);
    let found = &stage.verdict("only(user:bob, s3:*)").findings[0].found;
    assert!(found.starts_with("bob may do ") && found.contains(" other services, by AdministratorAccess (direct)"), "{found}");
    let not_s3 = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","NotAction":"s3:*","Resource":"*"},{"Effect":"Deny","Action":"s3:*","NotResource":"arn:aws:s3:::reports/*"}]}"#;
    let stage = stage.with(&[&deny(not_s3)]);
    stage.holds(&["only(user:bob, s3:*)", "only_on(user:bob, s3:GetObject, arn:aws:s3:::reports/*)"]);
    // A denial under a condition leaves what it denies otherwise.
    let with_code =
        not_s3.replace("\"Resource\":\"*\"", "\"Resource\":\"*\",\"Condition\":{\"Bool\":{\"aws:MultiFactorAuthPresent\":\"false\"}}");
    company().with(&[all, &deny(&with_code)]).fails(&["only(user:bob, s3:*)"]);
    let bounds = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*"}]}"#;
    let stage = company().with(&[all, &format!("aws iam create-policy --policy-name Edge --policy-document '{bounds}'")]);
    let edge = format!("arn:aws:iam::{}:policy/Edge", stage.open.account().id());
    let stage = stage.with(&[&format!("aws iam put-user-permissions-boundary --user-name bob --permissions-boundary {edge}")]);
    stage.holds(&["only(user:bob, s3:GetObject)", "only_on(user:bob, s3:GetObject, arn:aws:s3:::reports/*)"]);
    stage.fails(&["only_on(user:bob, s3:GetObject, arn:aws:s3:::other/*)"]);
}

#[test]
fn only_on_is_about_where() {
    let stage = company();
    stage.holds(&[
        "only_on(user:bob, s3:GetObject, arn:aws:s3:::reports/*)",
        "only_on(user:bob, s3:*, arn:aws:s3:::reports, arn:aws:s3:::reports/*)",
        "only_on(user:bob, s3:PutObject, arn:aws:s3:::nowhere/*)",
    ]);
    stage.fails(&[
        "only_on(user:bob, s3:GetObject, arn:aws:s3:::reports/q1.csv)",
        "only_on(user:alice, s3:GetObject, arn:aws:s3:::reports/*)",
    ]);
    let found = stage.verdict("only_on(user:bob, s3:GetObject, arn:aws:s3:::reports/q1.csv)");
    assert_eq!(found.findings[0].found, "bob may s3:GetObject on arn:aws:s3:::reports/*, by Read (inline)");
    assert_eq!(found.findings[0].wanted, "bob may s3:GetObject on nothing but reports/q1.csv");
}

#[test]
fn lets_in_only_looks_at_everybody_whom_the_policy_names() {
    let opened = |principal: &str, condition: &str| {
        let statement = format!(
            r#"{{"Effect":"Allow","Principal":{principal},"Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*"{condition}}}"#
        );
        let policy = format!(r#"{{"Version":"2012-10-17","Statement":[{statement}]}}"#);
        company().with(&[
            "aws s3api put-public-access-block --bucket reports --public-access-block-configuration BlockPublicAcls=false,IgnorePublicAcls=false,BlockPublicPolicy=false,RestrictPublicBuckets=false",
            &format!("aws s3api put-bucket-policy --bucket reports --policy '{policy}'"),
        ])
    };
    let id = company().open.account().id();
    let (only_bob, ours) = ("lets_in_only(bucket:reports, user:bob)", format!("lets_in_only(bucket:reports, account:{id})"));
    let bob = format!(r#"{{"AWS":"arn:aws:iam::{id}:user/bob"}}"#);
    opened(&bob, "").holds(&[only_bob, &ours, "lets_in_only(bucket:reports, user:alice, user:bob)"]);
    opened(&bob, "").fails(&["lets_in_only(bucket:reports, user:alice)"]);
    let two = opened(&format!(r#"{{"AWS":["arn:aws:iam::{id}:user/bob","arn:aws:iam::999999999999:root"]}}"#), "");
    two.fails(&[only_bob, &ours]);
    let finding = &two.verdict(only_bob).findings[0];
    assert_eq!(finding.found, "bucket reports lets in arn:aws:iam::999999999999:root");
    assert_eq!(finding.wanted, "bucket reports lets in nobody but bob");
    // Whom a condition leaves of everybody is who is let in; what callers choose themselves leaves nobody out.
    let account = |operator: &str| format!(r#","Condition":{{"{operator}":{{"aws:PrincipalAccount":"{id}"}}}}"#);
    opened(r#""*""#, &account("StringEquals")).holds(&[&ours]);
    opened(r#""*""#, &account("StringEquals")).fails(&[only_bob]);
    opened(r#""*""#, &account("StringEqualsIfExists")).fails(&[&ours]);
    opened(r#""*""#, r#","Condition":{"StringLike":{"aws:UserAgent":"app/*"}}"#).fails(&[&ours, only_bob]);
    // Conditions are joined by and, whichever stands first.
    let arn = format!(r#""aws:PrincipalArn":"arn:aws:iam::{id}:user/bob""#);
    let number = format!(r#""aws:PrincipalAccount":"{id}""#);
    for both in [format!("{arn},{number}"), format!("{number},{arn}")] {
        let narrowed = opened(r#""*""#, &format!(r#","Condition":{{"StringEquals":{{{both}}}}}"#));
        narrowed.holds(&[only_bob, &ours]);
        narrowed.fails(&["lets_in_only(bucket:reports, user:alice)"]);
    }
    company().holds(&[only_bob]);
}

#[test]
fn trusts_only_looks_at_everybody_let_in() {
    let trusting = |principal: &str| {
        let policy =
            format!(r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{principal},"Action":"sts:AssumeRole"}}]}}"#);
        company().with(&[&format!("aws iam update-assume-role-policy --role-name app --policy-document '{policy}'")])
    };
    let only_ec2 = "trusts_only(role:app, service:ec2)";
    company().holds(&[only_ec2, "trusts_only(role:app, service:ec2, service:lambda)", "trusts_only(role:nobody, service:ec2)"]);
    company().fails(&["trusts_only(role:app, service:lambda)"]);
    let other = trusting(r#"{"Service":"ec2.amazonaws.com","AWS":"arn:aws:iam::999999999999:root"}"#);
    other.holds(&["trusts(role:app, service:ec2)", "trusts_only(role:app, service:ec2, account:999999999999)"]);
    other.fails(&[only_ec2]);
    assert_eq!(other.verdict(only_ec2).findings[0].found, "role app trusts arn:aws:iam::999999999999:root");
    trusting(r#"{"Service":["ec2.amazonaws.com","lambda.amazonaws.com"]}"#).fails(&[only_ec2]);
    trusting(r#"{"AWS":"*"}"#).fails(&[only_ec2]);
}

#[test]
fn limits_that_name_nothing_are_told() {
    for (check, wanted) in [
        ("only(user:alice, s3:Nope*)", "s3:Nope* stands for none"),
        ("only(user:alice, s3:GetObjekt)", "Is s3:GetObject meant?"),
        ("only(user:alice, reading)", "or an access level"),
        ("only(root, s3:*)", "found root"),
        ("only(user:alice)", "Expected only(entity, actions, …)"),
        ("only_on(user:alice, s3:GetObject)", "Expected only_on(entity, actions, resource, …)"),
    ] {
        let error = Check::parse(check).unwrap_err();
        assert!(error.message.contains(wanted), "{check}: {}", error.message);
    }
}
