//! Conditions as policies write them, against contexts.

use super::super::document::{Span, Test, Text};
use super::*;

fn text(value: &str) -> Text {
    Text { value: value.to_owned(), span: Span::default() }
}

fn condition(operator: &str, key: &str, values: &[&str]) -> Condition {
    let condition = document::Condition {
        operator: Operator::named(operator).unwrap(),
        operator_span: Span::default(),
        key: text(key),
        values: values.iter().map(|value| text(value)).collect(),
    };
    Condition::compile(&condition, Version::V2012)
}

#[allow(clippy::unnecessary_wraps, reason = "what a context gives for a key")]
fn single(value: &str) -> Option<Value> {
    Some(Value::Single(value.to_owned()))
}

#[allow(clippy::unnecessary_wraps, reason = "what a context gives for a key")]
fn multi(values: &[&str]) -> Option<Value> {
    Some(Value::Multi(values.iter().map(|value| (*value).to_owned()).collect()))
}

fn check(operator: &str, wanted: &[&str], found: Option<Value>) -> Result<(), Unmet> {
    let mut context = Context::default();
    context.insert("name", Value::Single("alice".to_owned()));
    if let Some(found) = found {
        context.insert("Key", found);
    }
    condition(operator, "kEY", wanted).check(&context)
}

#[test]
fn p24_values_are_or_and_negated_ones_none() {
    assert_eq!(check("StringEquals", &["a", "b"], single("b")), Ok(()));
    assert_eq!(check("StringEquals", &["a", "b"], single("c")), Err(Unmet::Values));
    assert_eq!(check("StringNotEquals", &["a", "b"], single("b")), Err(Unmet::Values));
    assert_eq!(check("StringNotEquals", &["a", "b"], single("c")), Ok(()));
}

#[test]
fn p25_absent_keys() {
    for (operator, expected) in [
        ("StringEquals", false),
        ("StringNotEquals", true),
        ("StringEqualsIfExists", true),
        ("StringNotEqualsIfExists", true),
        ("ForAllValues:StringEquals", true),
        ("ForAllValues:StringNotEquals", true),
        ("ForAnyValue:StringEquals", false),
        ("ForAnyValue:StringNotEquals", false),
        ("ForAnyValue:StringEqualsIfExists", true),
        ("NumericLessThan", false),
        ("NumericNotEquals", true),
        ("NotIpAddress", true),
        ("ArnNotLike", true),
        ("DateNotEquals", true),
        ("BoolIfExists", true),
    ] {
        assert_eq!(check(operator, &["1"], None), if expected { Ok(()) } else { Err(Unmet::Absent) }, "{operator}");
    }
}

#[test]
fn p28_multivalued_keys_need_a_set_operator() {
    for operator in ["StringEquals", "StringNotEquals", "StringEqualsIfExists", "StringLike"] {
        assert_eq!(check(operator, &["a"], multi(&["a"])), Err(Unmet::NeedsSetOperator), "{operator}");
        assert_eq!(check(operator, &["a"], multi(&[])), Err(Unmet::NeedsSetOperator), "{operator}");
    }
    for (operator, found, expected) in [
        ("ForAllValues:StringEquals", multi(&["a", "b"]), true),
        ("ForAllValues:StringEquals", multi(&["a", "c"]), false),
        ("ForAllValues:StringEquals", multi(&[]), true),
        ("ForAllValues:StringEquals", multi(&["", "a"]), true),
        ("ForAllValues:StringEquals", single(""), false),
        ("ForAllValues:StringEquals", single("a"), true),
        ("ForAnyValue:StringEquals", multi(&["c", "b"]), true),
        ("ForAnyValue:StringEquals", multi(&["c"]), false),
        ("ForAnyValue:StringEquals", multi(&[]), false),
        ("ForAnyValue:StringEquals", single("a"), true),
        ("ForAllValues:StringNotEquals", multi(&["c", "d"]), true),
        ("ForAllValues:StringNotEquals", multi(&["c", "a"]), false),
        ("ForAnyValue:StringNotEquals", multi(&["c", "a"]), true),
        ("ForAnyValue:StringNotEquals", multi(&["b", "a"]), false),
    ] {
        assert_eq!(check(operator, &["a", "b"], found.clone()).is_ok(), expected, "{operator} {found:?}");
    }
}

#[test]
fn p29_null_true_means_absent() {
    for (wanted, found, expected) in [
        ("true", None, true),
        ("TRUE", multi(&[]), true),
        ("true", single(""), false),
        ("false", single("x"), true),
        ("false", multi(&["x"]), true),
        ("false", None, false),
        ("no", None, false),
    ] {
        assert_eq!(check("Null", &[wanted], found.clone()).is_ok(), expected, "{wanted} {found:?}");
    }
}

#[test]
fn p30_equals_has_no_wildcards_like_has() {
    assert!(check("StringEquals", &["a*"], single("ab")).is_err());
    assert!(check("StringEquals", &["a*"], single("a*")).is_ok());
    assert!(check("StringLike", &["a*c?"], single("a:b:cd")).is_ok());
    assert!(check("StringEqualsIgnoreCase", &["ABC"], single("abc")).is_ok());
    assert!(check("StringEquals", &["ABC"], single("abc")).is_err());
    assert!(check("StringEquals", &["${name}"], single("alice")).is_ok());
    assert!(check("StringEquals", &["${absent}"], single("")).is_err());
    assert!(check("StringNotEquals", &["${absent}"], single("")).is_ok());
    assert!(check("StringNotEqualsIgnoreCase", &["${NAME}"], single("ALICE")).is_err());
    assert!(check("ArnEquals", &["arn:aws:s3:::b*"], single("arn:aws:s3:::bx")).is_ok());
}

#[test]
fn values_of_the_wrong_kind_match_nothing() {
    for (positive, negated, wanted, found) in [
        ("NumericEquals", "NumericNotEquals", "1", "one"),
        ("NumericEquals", "NumericNotEquals", "one", "1"),
        ("DateEquals", "DateNotEquals", "2026", "soon"),
        ("IpAddress", "NotIpAddress", "10.0.0.0/8", "here"),
        ("IpAddress", "NotIpAddress", "everywhere", "10.0.0.1"),
        ("ArnLike", "ArnNotLike", "arn:aws:s3:::*", "bucket"),
        ("ArnLike", "ArnNotLike", "*", "arn:aws:s3:::b"),
    ] {
        assert_eq!(check(positive, &[wanted], single(found)), Err(Unmet::Values), "{positive} {wanted} {found}");
        assert_eq!(check(negated, &[wanted], single(found)), Ok(()), "{negated} {wanted} {found}");
    }
    assert!(check("Bool", &["yes"], single("yes")).is_err());
}

#[test]
fn p32_numbers_dates_and_addresses() {
    for (operator, wanted, found, expected) in [
        ("NumericLessThan", "10", "9", true),
        ("NumericLessThanEquals", "10", "10.0", true),
        ("NumericGreaterThan", "10", "9", false),
        ("NumericGreaterThanEquals", "10", "1e1", true),
        ("DateLessThan", "2026-01-01T00:00:00Z", "2025-12-31T23:30:00-01:00", false),
        ("DateGreaterThanEquals", "2026-01-01T00:00:00Z", "1767225600", true),
        ("DateGreaterThan", "2026-01-01T00:00:00Z", "1767225600", false),
        ("DateLessThanEquals", "2026-01-01", "2026-01-01T00:00:00Z", true),
        ("Bool", "TRUE", "true", true),
        ("Bool", "false", "true", false),
        ("BinaryEquals", "aGk=", "aGk", true),
        ("BinaryEquals", "aGk=", "aGo=", false),
        ("NotIpAddress", "10.0.0.0/8", "2001:db8::1", true),
    ] {
        assert_eq!(check(operator, &[wanted], single(found)).is_ok(), expected, "{operator} {wanted} {found}");
    }
}

#[test]
fn plain_contradictions_are_seen() {
    type Written<'a> = (&'a str, &'a [&'a str]);
    let cases: &[(bool, &[Written<'_>])] = &[
        (false, &[("StringEquals", &["a"]), ("StringEqualsIfExists", &["b"])]),
        (true, &[("StringEquals", &["a", "b"]), ("StringEqualsIfExists", &["b"])]),
        (false, &[("StringEquals", &["a"]), ("StringNotEquals", &["a", "b"])]),
        (false, &[("StringEquals", &["ab", "b"]), ("StringLike", &["a*c"])]),
        (true, &[("StringEquals", &["${*}"]), ("StringLike", &["?"])]),
        (false, &[("StringEquals", &[])]),
        (true, &[("StringEquals", &["a"]), ("StringLike", &["${aws:username}"])]),
        (true, &[("StringEqualsIfExists", &["a"]), ("StringNotEquals", &["a"])]),
        (false, &[("NumericLessThan", &["1"]), ("NumericGreaterThan", &["5"])]),
        (true, &[("NumericLessThan", &["1", "9"]), ("NumericGreaterThan", &["5"])]),
        (false, &[("NumericLessThan", &["5"]), ("NumericGreaterThanEquals", &["5.0"])]),
        (true, &[("NumericLessThanEquals", &["5"]), ("NumericGreaterThanEquals", &["5.0"])]),
        (true, &[("NumericLessThan", &["1"]), ("NumericGreaterThanIfExists", &["0"])]),
        (false, &[("NumericLessThan", &["one"])]),
        (false, &[("NumericEquals", &["3"]), ("NumericGreaterThan", &["3e0"])]),
        (true, &[("NumericEquals", &["3", "4"]), ("NumericGreaterThan", &["3"])]),
        (false, &[("DateLessThan", &["2024-01-01"]), ("DateGreaterThan", &["2025-01-01T00:00:00Z"])]),
        (true, &[("DateLessThan", &["2025-01-02"]), ("DateGreaterThan", &["2025-01-01"])]),
        (false, &[("Bool", &["true"]), ("BoolIfExists", &["false"])]),
        (true, &[("BoolIfExists", &["true"]), ("Null", &["true"])]),
        (false, &[("Null", &["true"]), ("StringEquals", &["a"])]),
        (false, &[("Null", &["true"]), ("ForAnyValue:StringEquals", &["a"])]),
        (true, &[("Null", &["true"]), ("ForAllValues:StringEquals", &["a"])]),
        (true, &[("Null", &["false"]), ("StringEquals", &["a"])]),
        (false, &[("Null", &["maybe"])]),
        (true, &[("ForAnyValue:StringEquals", &["a"]), ("ForAnyValue:StringLike", &["b"])]),
        (false, &[("ForAllValues:StringEquals", &["a"]), ("StringEquals", &["b"])]),
        (true, &[("IpAddress", &["10.0.0.0/8"])]),
    ];
    for (expected, written) in cases {
        let conditions: Vec<Condition> = written.iter().map(|(operator, values)| condition(operator, "Key", values)).collect();
        assert_eq!(may_hold_together(&conditions), *expected, "{written:?}");
    }
}

mod together {
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;

    const TEXTS: &[&str] =
        &["", "a", "A", "b", "a*", "1", "1.0", "2", "true", "TRUE", "2024", "2024-01-01", "${*}", "${aws:username}", "10.0.0.1"];

    fn some_condition() -> impl Strategy<Value = Condition> {
        let set = select(vec!["", "", "", "ForAllValues:", "ForAnyValue:"]);
        let named = (set, select(Test::ALL), any::<bool>()).prop_map(|(set, test, if_exists)| {
            let suffix = if if_exists && test != Test::Null { "IfExists" } else { "" };
            format!("{set}{}{suffix}", test.name())
        });
        (named, prop::collection::vec(select(TEXTS), 0..4)).prop_map(|(operator, values)| condition(&operator, "Key", &values))
    }

    fn some_value() -> impl Strategy<Value = Option<Value>> {
        prop_oneof![
            1 => Just(None),
            4 => select(TEXTS).prop_map(single),
            2 => prop::collection::vec(select(TEXTS), 0..3).prop_map(|values| multi(&values)),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(5_000))]

        #[test]
        fn what_holds_is_never_told_to_be_a_contradiction(conditions in prop::collection::vec(some_condition(), 1..4), values in prop::collection::vec(some_value(), 8)) {
            for value in values {
                let mut context = Context::default();
                context.insert("aws:username", Value::Single("a".to_owned()));
                if let Some(value) = value {
                    context.insert("key", value);
                }
                if conditions.iter().all(|condition| condition.check(&context).is_ok()) {
                    prop_assert!(may_hold_together(&conditions), "{conditions:?} {context:?}");
                }
            }
        }
    }
}
