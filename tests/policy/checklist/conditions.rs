//! Points 24 to 33: conditions.

use iam_console::policy::decision::Decision;
use iam_console::policy::request::Value;

use super::case::*;

#[allow(clippy::unnecessary_wraps, reason = "a value that is there")]
fn one(value: &str) -> Option<Value> {
    Some(Value::Single(value.to_owned()))
}

#[allow(clippy::unnecessary_wraps, reason = "a value that is there")]
fn many(values: &[&str]) -> Option<Value> {
    Some(Value::Multi(values.iter().map(|value| (*value).to_owned()).collect()))
}

/// Whether a statement matches under a condition, where the request has this value for its key.
#[track_caller]
fn holds(operator: &str, wanted: &str, found: Option<Value>, expected: bool) {
    let conditions = format!(r#"{{"{operator}":{{"aws:Key":{wanted}}}}}"#);
    let what = format!("{operator} {wanted} {found:?}");
    let mut case = get();
    if let Some(found) = found {
        case.request.context.insert("aws:key", found);
    }
    expect(&case.clone().identity(&allow_if(&conditions)), if expected { ALLOWED } else { NONE }, &what);
    let denied: Decision = if expected { DENY } else { ALLOWED };
    expect(&case.identity(&allow("*", "*")).identity(&deny_if(&conditions)), denied, &what);
}

#[test]
fn p24_keys_and_operators_and_values_or() {
    let case = || get().with("a", "1").with("b", "2");
    for (conditions, decision) in [
        (r#"{"StringEquals":{"a":"1","b":"2"}}"#, ALLOWED),
        (r#"{"StringEquals":{"a":"1","b":"3"}}"#, NONE),
        (r#"{"StringEquals":{"a":"1"},"StringLike":{"b":"2*"}}"#, ALLOWED),
        (r#"{"StringEquals":{"a":"1"},"StringLike":{"b":"3*"}}"#, NONE),
        (r#"{"StringEquals":{"a":["0","1"]}}"#, ALLOWED),
        (r#"{"StringNotEquals":{"a":["0","1"]}}"#, NONE),
        (r#"{"StringNotEquals":{"a":["0","2"]}}"#, ALLOWED),
        (r#"{"StringNotLike":{"a":["0","?"]}}"#, NONE),
        (r#"{"NumericNotEquals":{"a":["3","1.0"]}}"#, NONE),
    ] {
        expect(&case().identity(&allow_if(conditions)), decision, conditions);
    }
}

#[test]
fn p25_absent_keys() {
    for (operator, wanted, expected) in [
        ("StringEquals", r#""v""#, false),
        ("StringLike", r#""*""#, false),
        ("NumericEquals", "1", false),
        ("NumericLessThan", "1", false),
        ("DateGreaterThan", r#""2020-01-01""#, false),
        ("Bool", "true", false),
        ("Bool", "false", false),
        ("BinaryEquals", r#""aGk=""#, false),
        ("IpAddress", r#""0.0.0.0/0""#, false),
        ("ArnEquals", r#""arn:aws:s3:::b""#, false),
        ("ArnLike", r#""arn:*:*:*:*:*""#, false),
        ("StringNotEquals", r#""v""#, true),
        ("StringNotEqualsIgnoreCase", r#""v""#, true),
        ("StringNotLike", r#""*""#, true),
        ("NumericNotEquals", "1", true),
        ("DateNotEquals", r#""2020-01-01""#, true),
        ("NotIpAddress", r#""0.0.0.0/0""#, true),
        ("ArnNotEquals", r#""arn:aws:s3:::b""#, true),
        ("ArnNotLike", r#""arn:aws:s3:::b""#, true),
        ("StringEqualsIfExists", r#""v""#, true),
        ("BoolIfExists", "true", true),
        ("IpAddressIfExists", r#""10.0.0.0/8""#, true),
        ("StringNotEqualsIfExists", r#""v""#, true),
        ("ForAllValues:StringEquals", r#""v""#, true),
        ("ForAllValues:StringNotEquals", r#""v""#, true),
        ("ForAllValues:StringLikeIfExists", r#""v""#, true),
        ("ForAnyValue:StringEquals", r#""v""#, false),
        ("ForAnyValue:StringNotEquals", r#""v""#, false),
        ("ForAnyValue:StringEqualsIfExists", r#""v""#, true),
        ("ForAnyValue:StringNotLikeIfExists", r#""v""#, true),
    ] {
        holds(operator, wanted, None, expected);
    }
}

#[test]
fn p26_a_deny_with_not_equals_if_exists_denies_where_the_key_is_absent() {
    let case = |conditions: &str| get().identity(&allow("*", "*")).identity(&deny_if(conditions));
    expect(&case(r#"{"StringNotEqualsIfExists":{"aws:SourceVpc":"vpc-1"}}"#), DENY, "absent");
    expect(&case(r#"{"StringNotEqualsIfExists":{"aws:SourceVpc":"vpc-1"}}"#).with("aws:SourceVpc", "vpc-1"), ALLOWED, "equal");
    expect(&case(r#"{"StringNotEqualsIfExists":{"aws:SourceVpc":"vpc-1"}}"#).with("aws:SourceVpc", "vpc-2"), DENY, "other");
    expect(&case(r#"{"NotIpAddressIfExists":{"aws:SourceIp":"10.0.0.0/8"}}"#), DENY, "addresses");
}

#[test]
fn p27_bool_without_if_exists_misses_long_term_keys() {
    let case = |operator: &str| {
        get().identity(&allow("*", "*")).identity(&deny_if(&format!(r#"{{"{operator}":{{"aws:MultiFactorAuthPresent":"false"}}}}"#)))
    };
    expect(&case("Bool"), ALLOWED, "the key is absent: the deny misses");
    expect(&case("Bool").with("aws:MultiFactorAuthPresent", "false"), DENY, "a session without MFA");
    expect(&case("Bool").with("aws:MultiFactorAuthPresent", "true"), ALLOWED, "a session with MFA");
    expect(&case("BoolIfExists"), DENY, "the key is absent: the deny hits");
    expect(&case("BoolIfExists").with("aws:MultiFactorAuthPresent", "true"), ALLOWED, "MFA");
    for (wanted, found, expected) in [
        ("true", "True", true),
        (r#""TRUE""#, "true", true),
        (r#""false""#, "FALSE", true),
        ("false", "true", false),
        ("true", "1", false),
        (r#""yes""#, "yes", false),
        ("[true,false]", "false", true),
    ] {
        holds("Bool", wanted, one(found), expected);
    }
}

#[test]
fn p28_multivalued_keys_need_a_set_operator() {
    const SET: &str = r#"["a","b"]"#;
    for operator in ["StringEquals", "StringNotEquals", "StringLike", "StringNotLike", "StringEqualsIfExists", "StringNotEqualsIfExists"] {
        for found in [many(&[]), many(&["v"]), many(&["v", "w"]), many(&["x"])] {
            holds(operator, r#""v""#, found, false);
        }
    }
    for (operator, found, expected) in [
        ("ForAllValues:StringEquals", many(&[]), true),
        ("ForAllValues:StringEquals", many(&["a"]), true),
        ("ForAllValues:StringEquals", many(&["a", "b", "a"]), true),
        ("ForAllValues:StringEquals", many(&["a", "c"]), false),
        ("ForAllValues:StringEquals", one("a"), true),
        ("ForAllValues:StringEquals", one("c"), false),
        ("ForAllValues:StringNotEquals", many(&["c", "d"]), true),
        ("ForAllValues:StringNotEquals", many(&["c", "a"]), false),
        ("ForAllValues:StringNotEquals", many(&[]), true),
        ("ForAnyValue:StringEquals", many(&[]), false),
        ("ForAnyValue:StringEquals", many(&["c", "a"]), true),
        ("ForAnyValue:StringEquals", many(&["c"]), false),
        ("ForAnyValue:StringEquals", one("b"), true),
        ("ForAnyValue:StringNotEquals", many(&["a", "c"]), true),
        ("ForAnyValue:StringNotEquals", many(&["a", "b"]), false),
        ("ForAnyValue:StringNotEquals", many(&[]), false),
        ("ForAllValues:StringLike", many(&["a", "b"]), true),
    ] {
        holds(operator, SET, found, expected);
    }
    holds("ForAllValues:NumericLessThan", "10", many(&["9", "2"]), true);
    holds("ForAnyValue:NumericLessThan", "10", many(&["90", "2"]), true);
    holds("ForAnyValue:Bool", "true", many(&["false", "true"]), true);
    holds("ForAnyValue:ArnLike", r#""arn:aws:iam::*:role/x""#, many(&["arn:aws:iam::111122223333:role/x"]), true);
    holds("ForAllValues:IpAddress", r#""10.0.0.0/8""#, many(&["10.1.1.1", "11.1.1.1"]), false);
}

#[test]
fn p29_null_true_means_absent() {
    for (wanted, found, expected) in [
        (r#""true""#, None, true),
        ("true", None, true),
        ("true", one("x"), false),
        ("true", one(""), false),
        ("true", many(&[]), true),
        ("true", many(&["x"]), false),
        ("false", None, false),
        (r#""false""#, one("x"), true),
        ("false", many(&[]), false),
        ("false", many(&["x", "y"]), true),
    ] {
        holds("Null", wanted, found, expected);
    }
    // The usual guard of an Allow with ForAllValues.
    let guarded = || get().identity(&allow_if(r#"{"ForAllValues:StringEquals":{"aws:TagKeys":"a"},"Null":{"aws:TagKeys":"false"}}"#));
    expect(&guarded(), NONE, "absent");
    expect(&guarded().with_all("aws:TagKeys", &[]), NONE, "empty");
    expect(&guarded().with_all("aws:TagKeys", &["a"]), ALLOWED, "there");
}

#[test]
fn p30_equals_takes_stars_literally_and_arn_equals_does_not() {
    for (operator, wanted, found, expected) in [
        ("StringEquals", "a*", "abc", false),
        ("StringEquals", "a*", "a*", true),
        ("StringEquals", "a?", "ab", false),
        ("StringLike", "a*", "abc", true),
        ("StringLike", "a?c", "abc", true),
        ("StringLike", "abc", "abc", true),
        ("StringLike", "", "", true),
        ("StringNotEquals", "a*", "abc", true),
        ("StringNotLike", "a*", "abc", false),
        ("StringEqualsIgnoreCase", "A*", "abc", false),
        ("ArnEquals", "arn:aws:s3:::rep*", "arn:aws:s3:::reports", true),
        ("ArnLike", "arn:aws:s3:::rep*", "arn:aws:s3:::reports", true),
        ("ArnEquals", "arn:aws:s3:::rep?rts", "arn:aws:s3:::reports", true),
        ("ArnNotEquals", "arn:aws:s3:::rep*", "arn:aws:s3:::reports", false),
        ("ArnNotLike", "arn:aws:s3:::logs*", "arn:aws:s3:::reports", true),
    ] {
        holds(operator, &format!("\"{wanted}\""), one(found), expected);
    }
    // No values: none is equal.
    holds("StringEquals", "[]", one("v"), false);
    holds("StringNotEquals", "[]", one("v"), true);
    holds("StringEquals", "[]", None, false);
}

#[test]
fn p31_arn_operators_compare_part_by_part() {
    const TOPIC: &str = "arn:aws:sns:eu-west-1:111122223333:orders";
    for (wanted, found, expected) in [
        (TOPIC, TOPIC, true),
        ("arn:aws:sns:*:*:*", TOPIC, true),
        ("arn:*:sns:eu-*:*:ord*", TOPIC, true),
        ("arn:aws:sns:*:orders", TOPIC, false),
        ("arn:aws:sns:*", TOPIC, false),
        ("arn:*", TOPIC, false),
        ("*", TOPIC, false),
        ("arn:aws:sns:eu-west-1*:orders", TOPIC, false),
        ("arn:aws:sns:eu-?est-1:*:orders", TOPIC, true),
        ("arn:aws:sns:EU-WEST-1:*:orders", TOPIC, false),
        ("arn:aws:iam::*:role/*", "arn:aws:iam::111122223333:role/team/x", true),
        ("arn:aws:lambda:*:*:*", "arn:aws:lambda:eu-west-1:111122223333:function:pay:3", true),
        ("arn:aws:lambda:*:*:function:*", "arn:aws:lambda:eu-west-1:111122223333:function:pay:3", true),
        ("arn:aws:s3:::*", "no arn", false),
        ("arn:aws:s3:::*", "arn:aws:s3", false),
    ] {
        for operator in ["ArnLike", "ArnEquals"] {
            holds(operator, &format!("\"{wanted}\""), one(found), expected);
        }
        for operator in ["ArnNotLike", "ArnNotEquals"] {
            holds(operator, &format!("\"{wanted}\""), one(found), !expected);
        }
    }
    // What comes with a variable stays in its part.
    for (tag, expected) in [("1", false), ("1:2", false), ("111122223333", true)] {
        let request = get().with("aws:PrincipalTag/a", tag).with("aws:SourceArn", "arn:aws:iam::111122223333:user/x");
        let condition = r#"{"ArnLike":{"aws:SourceArn":"arn:aws:iam::${aws:PrincipalTag/a}:user/x"}}"#;
        expect(&request.clone().identity(&allow_if(condition)), if expected { ALLOWED } else { NONE }, tag);
        let of_another = request.with("aws:SourceArn", &format!("arn:aws:iam::{tag}:user/x"));
        expect(&of_another.identity(&allow_if(condition)), if tag.contains(':') { NONE } else { ALLOWED }, tag);
    }
    for wanted in ["arn:aws:sns:*", "*:orders", "arn:aws:sns:*:orders", "*"] {
        holds("StringLike", &format!("\"{wanted}\""), one(TOPIC), true);
    }
}

#[test]
fn p32_numbers_dates_and_addresses_by_what_they_mean() {
    for (operator, wanted, found, expected) in [
        ("NumericLessThan", "10", "9", true),
        ("NumericLessThan", "10", "10", false),
        ("NumericLessThan", "10", "9.99999999999999999999", true),
        ("NumericLessThanEquals", "10", "10.000", true),
        ("NumericGreaterThan", "9", "10", true),
        ("NumericGreaterThanEquals", "-1", "-1.0", true),
        ("NumericEquals", "1e3", "1000", true),
        ("NumericEquals", "9007199254740993", "9007199254740992", false),
        ("NumericLessThan", "10", "many", false),
        ("NumericLessThan", "10", "", false),
        ("NumericLessThan", r#""x""#, "5", false),
        ("NumericNotEquals", "10", "many", true),
        ("NumericGreaterThan", "10", "0x20", false),
        ("DateEquals", r#""2026-05-01T12:00:00Z""#, "2026-05-01T14:00:00+02:00", true),
        ("DateEquals", r#""2026-05-01T12:00:00Z""#, "1777636800", true),
        ("DateLessThan", r#""2026-05-01T12:00:00Z""#, "2026-05-01T13:59:59+02:00", true),
        ("DateLessThan", r#""2026-05-01T12:00:00Z""#, "2026-05-01T07:00:00-05:00", false),
        ("DateGreaterThan", "1777636800", "2026-05-01T12:00:01Z", true),
        ("DateGreaterThan", r#""2026-05-01""#, "2026-05-01T00:00:00.001Z", true),
        ("DateLessThan", r#""2026-05-01""#, "soon", false),
        ("DateNotEquals", r#""2026-05-01""#, "soon", true),
        ("IpAddress", r#""203.0.113.0/24""#, "203.0.113.77", true),
        ("IpAddress", r#""203.0.113.99/24""#, "203.0.113.77", true),
        ("IpAddress", r#""203.0.113.0/25""#, "203.0.113.200", false),
        ("IpAddress", r#""203.0.113.7""#, "203.0.113.7", true),
        ("IpAddress", r#""0.0.0.0/0""#, "8.8.8.8", true),
        ("IpAddress", r#""::/0""#, "2001:db8::1", true),
        ("IpAddress", r#""2001:DB8:0:0:0:0:0:0/32""#, "2001:db8:ffff::", true),
        ("IpAddress", r#""2001:db8::/33""#, "2001:db8:8000::1", false),
        ("IpAddress", r#""2001:0db8::0001""#, "2001:db8:0:0:0:0:0:1", true),
        ("IpAddress", r#""10.0.0.0/8""#, "010.0.0.1", false),
        ("IpAddress", r#""10.0.0.0/8""#, "10.0.0.1/32", false),
        ("IpAddress", r#""10.0.0.0/33""#, "10.0.0.1", false),
        ("BinaryEquals", r#""aGVsbG8=""#, "aGVsbG8=", true),
        ("BinaryEquals", r#""aGVsbG8=""#, "aGVsbG8", true),
        ("BinaryEquals", r#""aGVsbG8=""#, "aGVsbG9=", false),
    ] {
        holds(operator, wanted, one(found), expected);
    }
}

#[test]
fn p33_not_ip_address_is_true_for_the_other_family() {
    for (wanted, found, expected) in [
        (r#""0.0.0.0/0""#, "2001:db8::1", true),
        (r#""::/0""#, "203.0.113.7", true),
        (r#""::/0""#, "2001:db8::1", false),
        (r#""0.0.0.0/0""#, "203.0.113.7", false),
        (r#"["10.0.0.0/8","2001:db8::/32"]"#, "2001:db8::1", false),
        (r#"["10.0.0.0/8","2001:db8::/32"]"#, "10.1.2.3", false),
        (r#"["10.0.0.0/8","2001:db8::/32"]"#, "11.1.2.3", true),
        (r#""10.0.0.0/8""#, "here", true),
    ] {
        holds("NotIpAddress", wanted, one(found), expected);
    }
}
