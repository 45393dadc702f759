//! Tests of patterns with variables.

use super::*;

fn context() -> Context {
    let mut context = Context::default();
    context.insert("aws:username", Value::Single("al*ce".to_owned()));
    context.insert("empty", Value::Single(String::new()));
    context.insert("colons", Value::Single("a:b".to_owned()));
    context.insert("aws:TagKeys", Value::Multi(vec!["one".to_owned()]));
    context
}

fn matches(pattern: &str, style: Style, text: &str) -> bool {
    Template::new(pattern, style, Version::V2012).matches(text, &context())
}

#[test]
fn p36_a_substituted_value_is_literal() {
    assert!(matches("home/${AWS:UserName}/*", Style::Resource, "home/al*ce/x"));
    assert!(!matches("home/${aws:username}/*", Style::Resource, "home/alice/x"));
}

#[test]
fn p37_a_variable_without_value_matches_nothing() {
    assert!(!matches("*${absent}", Style::Plain, "x"));
    assert!(!matches("${absent}", Style::Plain, ""));
    assert!(matches("${empty}", Style::Plain, ""));
    let template = Template::new("${empty}${absent}", Style::Plain, Version::V2012);
    assert_eq!(template.without_value(&context()), Some("absent"));
}

#[test]
fn p38_defaults_and_literal_forms() {
    assert!(matches("${absent, 'd'}/${empty,'d'}", Style::Plain, "d/"));
    assert!(matches("${absent, 'a}b'}", Style::Plain, "a}b"));
    assert!(matches("${absent, 'a*'}", Style::Plain, "a*") && !matches("${absent, 'a*'}", Style::Plain, "ab"));
    assert!(!matches("${absent, d}", Style::Plain, "d"));
    assert!(matches("a${*}b${?}${$}", Style::Resource, "a*b?$"));
    assert!(!matches("a${*}b", Style::Resource, "axb"));
}

#[test]
fn p39_multivalued_keys_are_no_variables() {
    assert!(!matches("${aws:TagKeys}", Style::Plain, "one"));
    assert!(matches("${aws:TagKeys, 'd'}", Style::Plain, "d"));
}

#[test]
fn p34_the_old_version_has_no_variables() {
    let old = Template::new("${*}/${aws:username}", Style::Plain, Version::V2008);
    assert!(old.matches("${abc}/${aws:username}", &context()));
    assert!(!old.matches("*/al*ce", &context()));
}

#[test]
fn an_unclosed_variable_is_text() {
    assert!(matches("${a*", Style::Plain, "${abc"));
    assert!(matches("a$*", Style::Plain, "a$b"));
    assert!(matches("${x, 'y}", Style::Literal, "") == matches("${absent}", Style::Literal, ""));
}

#[test]
fn a_run_that_does_not_end_its_part_stays_in_it_unless_that_is_the_last() {
    for (pattern, text, expected) in [
        ("arn:aws:sqs:*", "arn:aws:sqs:eu-west-1:111122223333:q", true),
        ("arn:aws:sqs:*:q", "arn:aws:sqs:eu-west-1:111122223333:q", true),
        ("arn:aws:sqs:e*1:q", "arn:aws:sqs:eu-west-1:111122223333:q", false),
        ("arn:aws:sqs:e*1:*:q", "arn:aws:sqs:eu-west-1:111122223333:q", true),
        ("arn:aws:sqs:*:t*-q", "arn:aws:sqs:eu:1111:x:team-q", true),
        ("arn:aws:sqs:*:t*-q", "arn:aws:sqs:eu:1111:team:x-q", false),
        ("arn:aws:s?s:::b", "arn:aws:s:s:::b", false),
        ("arn:aws:s3:::b?c", "arn:aws:s3:::b:c", true),
        ("arn:aws:s3:::b/*/d", "arn:aws:s3:::b/x/y/d", true),
        ("arn:aws:s3:::b/*/d", "arn:aws:s3:::b/x:y/d", true),
        ("arn:aws:s*:::b/*.pem", "arn:aws:s3:::b/2026-01-01T10:00.pem", true),
        ("arn:aws:s*:x:::b/*.pem", "arn:aws:s3:::b/2026-01-01T10:00.pem", false),
        ("arn:aws:s3:::?*?b/?.*:z", "arn:aws:s3:::a:b/:.x:y:z", true),
        // The colons of a variable divide nothing.
        ("arn:aws:s3::${a:b:c, 'x'}:y*z", "arn:aws:s3::x:y:z", true),
        ("arn:aws:s3:${a:b:c, 'x'}:y*z", "arn:aws:s3:x:y:z", false),
        ("arn:aws:s3:::b/**", "arn:aws:s3:::b/x:y/d", true),
        ("x*:b*c", "xx:bb:b1c", true),
        ("arn:aws:s3:::${colons}*", "arn:aws:s3:::a:b:c", true),
        ("arn:aws:s3:::x*${colons}", "arn:aws:s3:::xyza:b", true),
        ("arn:aws:s3:::x*${empty}", "arn:aws:s3:::xyz:a", true),
        ("arn:aws:s3:x*${empty}", "arn:aws:s3:xyz:a", false),
    ] {
        assert_eq!(matches(pattern, Style::Resource, text), expected, "{pattern} {text}");
    }
}

#[test]
fn thousands_of_variables_take_no_memory() {
    let mut context = Context::default();
    context.insert("k", Value::Single("x".repeat(100_000)));
    let template = Template::new(&"${k}".repeat(100_000), Style::Plain, Version::V2012);
    assert!(!template.matches("x", &context));
}

#[test]
fn case_is_ignored_in_any_script() {
    let equals = |pattern: &str, text: &str| Template::new(pattern, Style::Literal, Version::V2012).equals_ignoring_case(text, &context());
    assert!(equals("ÄRGER${aws:username}", "ärgerAL*CE") && equals("", "") && !equals("a", "b"));
}
