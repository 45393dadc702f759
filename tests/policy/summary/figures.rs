//! Figures that were counted from the catalogue by other code, as of 2026-10-27.

use std::collections::BTreeSet;

use super::{CATALOGUE, action, of_aws, row};
use iam_console::policy::document::{Document, Effect, Statement};
use iam_console::policy::summary::{Oddity, Resources, Wanted};

#[test]
fn amazon_s3_read_only_access() {
    let summary = of_aws("AmazonS3ReadOnlyAccess");
    let allow = summary.allow();
    assert_eq!(allow.actions().len(), 95);
    let (s3, lambda) = (row(allow, "s3"), row(allow, "s3-object-lambda"));
    assert_eq!((s3.access.granted(), s3.access.to_string().as_str()), (83, "Full: List Limited: Read"));
    assert_eq!(s3.access.levels().map(|(_, granted, there_are)| (granted, there_are)).take(2).collect::<Vec<_>>(), [(18, 18), (65, 66)]);
    assert_eq!((lambda.access.granted(), lambda.access.to_string().as_str()), (12, "Full: List, Read"));
    assert_eq!((&s3.resources, &s3.wanted), (&Resources::All, &Wanted::Nothing));
    assert_eq!(summary.line(), "S3 and S3 Object Lambda");
}

#[test]
fn what_well_known_policies_allow() {
    for (name, actions) in [("AmazonS3FullAccess", 206), ("ReadOnlyAccess", 7_001), ("PowerUserAccess", 22_057), ("IAMReadOnlyAccess", 76)]
    {
        assert_eq!(of_aws(name).allow().actions().len(), actions, "{name}");
    }
    let all = of_aws("AdministratorAccess");
    assert_eq!((all.allow().actions().len(), all.allow().reached(), all.line().as_str()), (22_321, 457, "All services · Full access"));
    let iam = of_aws("IAMReadOnlyAccess");
    assert_eq!(iam.line(), "IAM · Full: List Limited: Read");
    let read = row(iam.allow(), "iam").access.levels().nth(1).unwrap();
    assert_eq!((read.1, read.2), (36, 37));
    assert_eq!(of_aws("AmazonS3FullAccess").line(), "S3 and S3 Object Lambda");
}

/// Whether a statement names this action in full and allows it.
fn spells(document: &Document, name: &str) -> bool {
    let named = |statement: &Statement| {
        let actions = statement.actions.as_ref().filter(|actions| !actions.negated);
        statement.effect == Effect::Allow
            && actions.is_some_and(|actions| actions.entries.iter().any(|text| text.value.eq_ignore_ascii_case(name)))
    };
    document.statements.iter().any(named)
}

#[test]
fn who_allows_what_in_the_catalogue() {
    let pass_role = action("iam:PassRole");
    let wanted = ["s3:GetObject", "kms:Decrypt", "ec2:RunInstances", "sts:AssumeRole", "iam:CreateAccessKey"].map(action);
    let mut counts = [0; 5];
    let (mut by_name, mut in_any_way) = (0, 0);
    let mut everything = Vec::new();
    for (policy, document, summary) in &*CATALOGUE {
        let allowed = summary.allow().actions();
        for (action, count) in wanted.iter().zip(&mut counts) {
            *count += usize::from(allowed.contains(*action));
        }
        by_name += usize::from(spells(document, "iam:PassRole") && allowed.contains(pass_role));
        in_any_way += usize::from(allowed.contains(pass_role));
        if allowed.len() == 22_321 {
            everything.push(policy.name);
        }
    }
    assert_eq!((by_name, in_any_way), (251, 254));
    // A 110th names kms:Decrypt on arn:aws:kms:*::* only, and no key is without an account.
    assert_eq!(counts, [197, 109, 66, 29, 3]);
    assert_eq!(everything, ["AWSMcpServiceActionsFullAccess", "AdministratorAccess"]);
}

#[test]
fn who_passes_any_role_by_name() {
    let mut names = Vec::new();
    for (policy, _, summary) in CATALOGUE.iter().filter(|(_, document, _)| spells(document, "iam:PassRole")) {
        let rows = summary.allow().resources_of(action("iam:PassRole"));
        if rows.iter().any(|row| row.entry.is_none() && row.conditions.is_empty()) {
            names.push(policy.name);
        }
    }
    let expected = [
        "AWSElasticBeanstalkService",
        "AdministratorAccess-Amplify",
        "AmazonDynamoDBFullAccesswithDataPipeline",
        "AmazonElasticMapReduceFullAccess",
        "AmazonElasticMapReduceRole",
    ];
    assert_eq!(names, expected);
}

#[test]
fn what_the_reference_does_not_know() {
    let (mut services, mut actions) = (BTreeSet::new(), BTreeSet::new());
    for uncategorized in CATALOGUE.iter().flat_map(|(_, _, summary)| summary.uncategorized()) {
        match uncategorized.what {
            Oddity::UnknownService => services.insert(uncategorized.text.clone()),
            Oddity::UnknownAction => actions.insert(uncategorized.text.clone()),
            Oddity::MismatchedResource => false,
        };
    }
    assert_eq!((services.len(), actions.len()), (108, 51));
}
