//! The structure of documents.

use iam_console::catalog::AWS_MANAGED_POLICIES;
use iam_console::policy::document::{Document, Effect, Fault, PrincipalKind, Version};

fn statement(elements: &str) -> String {
    format!(r#"{{"Version":"2012-10-17","Statement":[{{{elements}}}]}}"#)
}

/// The faults, each as the text it points at and our sentence.
fn faults(text: &str) -> Vec<(String, Fault)> {
    let faults = Document::read(text).expect_err(text);
    assert!(!faults.is_empty(), "{text}");
    faults.into_iter().map(|fault| (text[fault.span.start..fault.span.end].to_owned(), fault)).collect()
}

#[test]
fn every_part_has_its_value_and_its_place() {
    let text = r#"{"Id":"x","Version":"2012-10-17","Statement":{"Sid":"A","Effect":"Deny","NotPrincipal":{"AWS":["1","2"],"Service":"s"},
        "NotAction":["s3:\u0047et*"],"Resource":"*","Condition":{"stringlike":{"aws:username":["a",true,1.50e3]},"Null":{"k":[]}}}}"#;
    let document = Document::read(text).unwrap();
    let at = |span: iam_console::policy::document::Span| &text[span.start..span.end];
    assert_eq!((document.version, at(document.version_span.unwrap()), at(document.span)), (Version::V2012, "\"2012-10-17\"", text));
    assert_eq!(document.id.unwrap().value, "x");
    let [statement] = &document.statements[..] else { panic!() };
    assert_eq!((statement.effect, at(statement.effect_span)), (Effect::Deny, "\"Deny\""));
    assert_eq!(at(statement.sid.as_ref().unwrap().span), "\"A\"");
    let principals = statement.principals.as_ref().unwrap();
    assert!(principals.negated && at(principals.key_span) == "\"NotPrincipal\"");
    let entries: Vec<_> = principals.entries.iter().map(|entry| (entry.kind, at(entry.text.span))).collect();
    assert_eq!(entries, [(PrincipalKind::Aws, "\"1\""), (PrincipalKind::Aws, "\"2\""), (PrincipalKind::Service, "\"s\"")]);
    let actions = statement.actions.as_ref().unwrap();
    assert_eq!((actions.negated, at(actions.key_span), at(actions.entries[0].span)), (true, "\"NotAction\"", r#""s3:\u0047et*""#));
    assert_eq!(actions.entries[0].value, "s3:Get*");
    let conditions = &statement.conditions;
    assert_eq!(
        (conditions.len(), conditions[0].operator.to_string(), conditions[0].key.value.as_str()),
        (2, "StringLike".into(), "aws:username")
    );
    assert_eq!(conditions[0].values.iter().map(|value| value.value.as_str()).collect::<Vec<_>>(), ["a", "true", "1.50e3"]);
    assert!(conditions[1].values.is_empty());
    assert!(at(statement.conditions_span.unwrap()).starts_with("\"Condition\":{") && at(statement.span).ends_with("}}}"));
}

#[test]
fn what_is_no_policy_is_shown_where_it_is() {
    const ACTIONS: &str = "Policy statement must contain actions.";
    const RESOURCES: &str = "Policy statement must contain resources.";
    const SYNTAX: &str = "Syntax errors in policy.";
    for (text, place, message) in [
        ("", "", SYNTAX),
        ("{", "", SYNTAX),
        ("{}}", "}", SYNTAX),
        ("nope", "nope", SYNTAX),
        ("[]", "[]", SYNTAX),
        (r#"{"Version":"2012-10-17"}"#, r#"{"Version":"2012-10-17"}"#, SYNTAX),
        (r#"{"Statement":[]}"#, "[]", SYNTAX),
        (r#"{"Statement":[5]}"#, "5", SYNTAX),
        (r#"{"Statement":"x"}"#, "\"x\"", SYNTAX),
        (r#"{"Version":"2013-01-01","Statement":{"Effect":"Allow","Action":"*"}}"#, "\"2013-01-01\"", SYNTAX),
        (r#"{"Version":["2012-10-17"],"Statement":{"Effect":"Allow","Action":"*"}}"#, "[\"2012-10-17\"]", SYNTAX),
        (r#"{"Id":1,"Statement":{"Effect":"Allow","Action":"*"}}"#, "1", SYNTAX),
        (r#"{"Owner":"me","Statement":{"Effect":"Allow","Action":"*"}}"#, "\"Owner\"", SYNTAX),
        (&statement(r#""Effect":"Allow","Action":"*","Sid":null"#), "null", SYNTAX),
        (&statement(r#""Effect":"Maybe","Action":"*""#), "\"Maybe\"", SYNTAX),
        (&statement(r#""Effect":"allow","Action":"*""#), "\"allow\"", "The policy failed legacy parsing"),
        (&statement(r#""Action":"*""#), "{\"Action\":\"*\"}", SYNTAX),
        (&statement(r#""Effect":"Allow""#), "{\"Effect\":\"Allow\"}", ACTIONS),
        (&statement(r#""Effect":"Allow","Action":[]"#), "[]", ACTIONS),
        (&statement(r#""Effect":"Allow","Action":"*","NotResource":[]"#), "[]", RESOURCES),
        (&statement(r#""Effect":"Allow","Action":["*",5]"#), "5", SYNTAX),
        (&statement(r#""Effect":"Allow","Action":"*","NotAction":"*""#), "\"NotAction\"", SYNTAX),
        (&statement(r#""Effect":"Allow","Action":"*","Action":"*""#), "\"Action\"", SYNTAX),
        (&statement(r#""Effect":"Allow","Action":"*","Actions":"*""#), "\"Actions\"", SYNTAX),
        (&statement(r#""Effect":"Allow","Action":"*","Principal":"me""#), "\"me\"", SYNTAX),
        (&statement(r#""Effect":"Allow","Action":"*","Principal":["*"]"#), "[\"*\"]", SYNTAX),
        (&statement(r#""Effect":"Allow","Action":"*","Principal":{"User":"me"}"#), "\"User\"", SYNTAX),
        (&statement(r#""Effect":"Allow","Action":"*","Condition":[]"#), "[]", SYNTAX),
        (&statement(r#""Effect":"Allow","Action":"*","Condition":{"StringEqual":{"k":"v"}}"#), "\"StringEqual\"", SYNTAX),
        (&statement(r#""Effect":"Allow","Action":"*","Condition":{"Bool":"x"}"#), "\"x\"", SYNTAX),
        (&statement(r#""Effect":"Allow","Action":"*","Condition":{"Bool":{},"bool":{}}"#), "\"bool\"", SYNTAX),
        (&statement(r#""Effect":"Allow","Action":"*","Condition":{"Bool":{"k":null}}"#), "null", SYNTAX),
        (&statement(r#""Effect":"Allow","Action":"*","Condition":{"Bool":{"k":[["a"]]}}"#), "[\"a\"]", SYNTAX),
    ] {
        let found = faults(text);
        assert_eq!((found.len(), found[0].0.as_str(), &*found[0].1.message), (1, place, message), "{text}: {found:?}");
    }
}

#[test]
fn all_faults_are_told_and_with_the_remedy() {
    let found = faults(&statement(r#""effect":"Allow","Action":5,"Condition":{"StringLikes":{"k":"v"}}"#));
    let about: Vec<&str> = found.iter().map(|(_, fault)| fault.about.as_str()).collect();
    assert_eq!(about.len(), 4, "{about:?}");
    assert!(about.iter().any(|about| about.contains("Effect is meant")), "{about:?}");
    assert!(about.iter().any(|about| about.contains("StringLike is near")), "{about:?}");
}

#[test]
fn all_of_the_catalogue_is_read() {
    for policy in AWS_MANAGED_POLICIES.all() {
        let document = Document::read(policy.document()).unwrap_or_else(|faults| panic!("{}: {faults:?}", policy.name));
        assert!(!document.statements.is_empty() && document.version == Version::V2012, "{}", policy.name);
    }
}
