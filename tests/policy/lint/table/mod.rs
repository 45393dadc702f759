//! Every code: a document that has the finding, and how it is right.

mod conditions;
mod documents;
mod grants;
mod scope;

use std::collections::BTreeSet;

use iam_console::policy::document::DocumentKind::{self, Identity};
use iam_console::policy::lint::{Finding, Nobody, RULES, Rule, Severity, lint, lint_named};

/// A statement within a document of the newer version.
fn document(statement: &str) -> String {
    format!(r#"{{"Version": "2012-10-17", "Statement": [{statement}]}}"#)
}

/// An Allow.
fn allow(elements: &str) -> String {
    document(&format!(r#"{{"Effect": "Allow", {elements}}}"#))
}

fn deny(elements: &str) -> String {
    document(&format!(r#"{{"Effect": "Deny", {elements}}}"#))
}

/// An Allow of an action on every resource, with a condition.
fn when(action: &str, condition: &str) -> String {
    allow(&format!(r#""Action": "{action}", "Resource": "*", "Condition": {{{condition}}}"#))
}

/// What a resource's or role's policy says of a principal.
fn of(principal: &str, rest: &str) -> String {
    allow(&format!(r#""Principal": {principal}, {rest}"#))
}

struct Case {
    code: &'static str,
    kind: DocumentKind,
    /// Has one finding of the code.
    wrong: String,
    /// The text that the finding points at.
    place: &'static str,
    /// Has none.
    right: String,
    /// Whether there is a fix.
    fixed: bool,
}

fn case(code: &'static str, kind: DocumentKind, wrong: String, place: &'static str, right: String) -> Case {
    Case { code, kind, wrong, place, right, fixed: false }
}

fn fixed(code: &'static str, kind: DocumentKind, wrong: String, place: &'static str, right: String) -> Case {
    Case { code, kind, wrong, place, right, fixed: true }
}

fn on(action: &str, resource: &str) -> String {
    allow(&format!(r#""Action": "{action}", "Resource": "{resource}""#))
}

fn cases() -> Vec<Case> {
    [documents::cases(), scope::cases(), conditions::cases(), grants::cases()].into_iter().flatten().collect()
}

/// In an account that has alice and nobody else.
fn with_code(text: &str, kind: DocumentKind, code: &str) -> Vec<Finding> {
    let nobody = |arn: &str| {
        let (before, name) = arn.split_once(":user/").filter(|(_, name)| *name != "alice")?;
        Some(Nobody { who: format!("user {name}"), nearest: Some(format!("{before}:user/alice")) })
    };
    let named = lint_named(text, kind, nobody);
    lint(text, kind).into_iter().chain(named).filter(|finding| finding.code == code).collect()
}

#[test]
fn every_code_finds_what_is_wrong_and_only_that() {
    for case in cases() {
        let found = with_code(&case.wrong, case.kind, case.code);
        let [finding] = found.as_slice() else { panic!("{}: {} {:#?}", case.code, case.wrong, lint(&case.wrong, case.kind)) };
        if !case.place.is_empty() {
            assert_eq!(&case.wrong[finding.span.start..finding.span.end], case.place, "{}", case.code);
        }
        assert!(finding.message.ends_with('.'), "{}", finding.message);
        assert_eq!(with_code(&case.right, case.kind, case.code), [], "{}", case.right);
        assert_eq!(finding.fix.is_some(), case.fixed, "{}: {}", case.code, case.wrong);
    }
    let seen: BTreeSet<&str> = cases().iter().map(|case| case.code).collect();
    let known: BTreeSet<&str> = RULES.iter().map(|rule| rule.code).collect();
    assert_eq!(seen, known, "every code has a case");
}

#[test]
fn the_nearest_form_is_named_for_what_fits_nothing() {
    for (action, resource, form) in [
        ("s3:Get?bject*", "arn:aws:s3:::b/", "arn:${Partition}:s3:::${BucketName}/${ObjectName}"),
        ("iam:*", "arn:aws:iam::111122223333:users/alice", "arn:${Partition}:iam::${Account}:user/${UserNameWithPath}"),
        ("dynamodb:*", "arn:aws:dynamodb:*:111122223333:tables/t", "arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}"),
    ] {
        let found = with_code(&on(action, resource), Identity, "resource-fits-nothing");
        assert!(found.len() == 1 && found[0].message.contains(form), "{found:#?}");
    }
}

/// The colon of a variable divides no parts of an ARN.
#[test]
fn variables_stand_in_any_part_of_an_arn() {
    for (action, resource) in [
        ("iam:GetUser", "arn:aws:iam::${aws:PrincipalAccount}:user/bob"),
        ("sqs:SendMessage", "arn:aws:sqs:${aws:RequestedRegion}:${aws:PrincipalAccount}:q"),
        ("s3:GetObject", "arn:aws:s3:::${aws:PrincipalTag/bucket, 'a'}/*"),
    ] {
        assert_eq!(lint(&on(action, resource), Identity), [], "{resource}");
    }
    let found = lint(&on("iam:GetUser", "arn:aws:iam::${aws:PrincipalAccount}:users/bob"), Identity);
    assert_eq!(found.iter().map(|finding| finding.code).collect::<Vec<_>>()[0], "resource-form", "{found:#?}");
    let found = lint(&on("sqs:SendMessage", "arn:aws:sqs:eu-west:${aws:PrincipalAccount}:q"), Identity);
    assert_eq!(found.iter().map(|finding| finding.code).collect::<Vec<_>>(), ["region-form"]);
}

/// What an action is called has nothing to do with what else is wrong, as long as the text can be read at all.
#[test]
fn unknown_actions_are_told_beside_other_errors() {
    let statement = r#"{"Efect": "Allow", "Action": ["s3:GetObjekt", "s3:GetObject"], "Resource": "*"}"#;
    let text = document(statement);
    let codes = |text: &str| lint(text, Identity).into_iter().map(|finding| finding.code).collect::<Vec<_>>();
    assert_eq!(codes(&text), ["structure", "structure", "unknown-action"]);
    let finding = &with_code(&text, Identity, "unknown-action")[0];
    assert_eq!(&text[finding.span.start..finding.span.end], "\"s3:GetObjekt\"");
    // Of what is no JSON, or no statement, nothing is known.
    assert_eq!(codes(&text.replace("]}", "}")), ["json"]);
    assert_eq!(codes(&text.replace(statement, &format!("[{statement}]"))), ["structure"]);
    assert_eq!(codes(&document(&statement.replace(r#""s3:GetObject"]"#, "5]"))), ["structure", "structure", "unknown-action", "structure"]);
}

#[test]
fn fixes_take_their_finding_away_and_bring_no_error() {
    for case in cases().into_iter().filter(|case| case.fixed) {
        for finding in with_code(&case.wrong, case.kind, case.code) {
            let fix = finding.fix.unwrap();
            assert!(!fix.label.is_empty() && fix.edits.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start), "{fix:?}");
            let mended = fix.applied(&case.wrong);
            assert_eq!(with_code(&mended, case.kind, case.code), [], "{mended}");
            let errors: Vec<_> = lint(&mended, case.kind).into_iter().filter(|finding| finding.severity == Severity::Error).collect();
            assert!(errors.is_empty(), "{mended} {errors:#?}");
        }
    }
}

#[test]
fn rules_are_told_in_a_sentence_and_have_a_code_each() {
    let codes: BTreeSet<&str> = RULES.iter().map(|rule| rule.code).collect();
    assert_eq!(codes.len(), RULES.len());
    for rule in RULES {
        assert!(
            rule.about.ends_with('.')
                && !rule.title.ends_with('.')
                && rule.code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        );
        assert_eq!(Rule::of(rule.code), Some(rule));
    }
}

/// A fix makes it better, or there is none.
#[test]
fn what_stands_before_no_document_is_told_without_a_fix() {
    let found = &lint("x{", Identity)[0];
    assert_eq!((found.code, found.message.contains("nothing stands before that"), &found.fix), ("json", true, &None), "{found:?}");
}

/// As the policy's page says of the same policy that nothing comes of them.
#[test]
fn of_a_pattern_that_is_matched_in_part_the_other_part_is_told() {
    let told = |action: &str, resource: &str| {
        let found = lint(&on(action, resource), Identity).into_iter().find(|finding| finding.code == "partly-not-scopable");
        found.map(|finding| finding.message)
    };
    let message = told("iam:List*", "arn:aws:iam::*:user/ana").unwrap();
    assert!(message.starts_with("14 of the 38 actions of iam:List* take no resources: only the resource * matches"), "{message}");
    let message = told("sqs:*", "arn:aws:sqs:*:*:q").unwrap();
    assert_eq!(
        message,
        "One action of sqs:* takes no resource: only the resource * matches it, not these ARNs, so nothing comes of ListQueues."
    );
    assert_eq!(told("s3:GetObject*", "arn:aws:s3:::a/*"), None);
    let denied = on("s3:*", "arn:aws:s3:::a/*").replace("Allow", "Deny");
    assert!(!lint(&denied, Identity).iter().any(|finding| finding.code == "partly-not-scopable"), "nothing is lost by a denial");
}

/// What an action that there is not is meant to be, no pattern covers and no statement: it is told once, and mended first.
#[test]
fn a_misspelt_action_is_told_once() {
    let codes = |text: &str| lint(text, Identity).into_iter().map(|finding| finding.code).collect::<Vec<_>>();
    let list = |actions: &str| allow(&format!(r#""Action": [{actions}], "Resource": "*""#));
    assert_eq!(codes(&list(r#""s3:Get*", "s3:GetObjct""#)), ["unknown-action"]);
    assert_eq!(codes(&list(r#""s3:GetObject", "s3:GetObjct", "s3:GetObjct""#)), ["unknown-action", "unknown-action"]);
    assert_eq!(codes(&list(r#""s3:Get*", "s3:GetObject""#)), ["covered-entry"]);
    let two = |action: &str| {
        let statement = |action: &str| format!(r#"{{"Effect": "Allow", "Action": "{action}", "Resource": "*"}}"#);
        document(&format!("{}, {}", statement("s3:Get*"), statement(action)))
    };
    assert_eq!(codes(&two("s3:GetObjct")), ["unknown-action"]);
    assert_eq!(codes(&two("s3:GetObject")), ["redundant-statement"]);
}
