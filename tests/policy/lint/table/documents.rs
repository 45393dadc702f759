//! Whole documents: their grammar, their size, and what is said twice.

use super::{Case, allow, case, document, fixed, of, on, when};
use iam_console::policy::document::DocumentKind::{Identity, Managed};

/// All of them.
pub(super) fn cases() -> Vec<Case> {
    [grammar(), documents(), redundancy()].into_iter().flatten().collect()
}

/// A statement that is right in itself.
fn read(sid: &str) -> String {
    format!(r#"{{"Sid": "{sid}", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::a/*"}}"#)
}

fn grammar() -> Vec<Case> {
    let good = || document(&read("A"));
    vec![
        case("json", Identity, "{".into(), "", good()),
        fixed("json", Identity, good().replace("\"Sid\":", "\"Sid\""), "", good()),
        fixed("json", Identity, format!("x{}", good()), "x", good()),
        fixed("json", Identity, good().replace("{\"Sid\"", "{ // read\n\"Sid\""), "// read", good()),
        fixed("json", Identity, good().replace("\"Sid\"", "/* read */ \"Sid\""), "/* read */", good()),
        fixed("json", Identity, good().replace("\"Sid\"", "'Sid'"), "'Sid'", good()),
        fixed("json", Identity, good().replace("\"Sid\"", "“Sid”"), "“Sid”", good()),
        fixed("json", Identity, good().replace("\"Sid\"", "Sid"), "Sid", good()),
        fixed("json", Identity, good().replace("\"s3:GetObject\"", "s3:GetObject"), "s3:GetObject", good()),
        fixed("json", Identity, good().replace(", \"Action\"", " \"Action\""), "", good()),
        fixed("json", Identity, good().replace("}]", "},]"), ",", good()),
        fixed("json", Identity, good().replace("}]", "]"), "", good()),
        fixed("json", Identity, good().replace("]}", "}"), "", good()),
        fixed("json", Identity, good().replace("}]}", ""), "", good()),
        fixed("json", Identity, good() + "}", "}", good()),
        fixed("json", Identity, good().replace("\"Allow\", ", "\"Allow,\n"), "", good()),
        fixed("json", Identity, good().replace("a/*\"}]", "a/*}]"), "", good()),
        fixed("json", Identity, good().replace("a/*\"}]}", "a/*"), "", good()),
        fixed("json", Identity, good().replace("\"Allow\",", "\"Allow,"), "", good()),
        fixed("json", Identity, good().replace("\"Allow\", \"", "\"Allow,\""), "", good()),
        fixed("json", Identity, good().replace("\"Effect\": ", "\"Effect: "), "", good()),
        fixed("json", Identity, good().replace("\"s3:GetObject\"", "[\"s3:GetObject,\"s3:PutObject\"]"), "", good()),
        case("json", Identity, good().replace("\"Allow\"", ""), ",", good()),
        case("json", Identity, good().replace("\"arn:aws:s3:::a/*\"", ""), "}", good()),
        fixed("structure", Identity, good().replace("\"Sid\"", "\"sid\""), "\"sid\"", good()),
        fixed("structure", Identity, when("s3:GetObject", r#""StringEqual": {"aws:username": "a"}"#), "\"StringEqual\"", good()),
        fixed("structure", Identity, when("s3:GetObject", r#""NullIfExists": {"aws:username": "true"}"#), "\"NullIfExists\"", good()),
        fixed("old-version", Managed, good().replace("\"Version\": \"2012-10-17\", ", ""), "{", good()),
        fixed("old-version", Managed, good().replace("2012-10-17", "2008-10-17"), "\"2008-10-17\"", good()),
        fixed("refused-value", Identity, good().replace("Allow", "allow"), "\"allow\"", good()),
        fixed("sid", Identity, document(&read("my sid")), "\"my sid\"", good()),
        fixed("sid", Identity, document(&format!("{}, {}", read("A"), read("A").replace("a/*", "b/*"))), "\"A\"", good()),
        case("element", Identity, of("\"*\"", r#""Action": "s3:GetObject", "Resource": "*""#), "\"Principal\"", good()),
        case("nothing-named", Identity, allow(r#""Resource": "*""#), "", good()),
        case("resource-form", Identity, on("s3:GetObject", "bucket"), "\"bucket\"", good()),
        case("action-form", Identity, on("GetObject", "*"), "\"GetObject\"", good()),
        case("action-form", Identity, on("s3:Get:Object", "*"), "\"s3:Get:Object\"", good()),
        fixed("action-form", Identity, on("s3*:Get*", "*"), "\"s3*:Get*\"", on("s3:Get*", "*")),
        fixed("action-form", Identity, on(" s3:GetObject", "*"), "\" s3:GetObject\"", good()),
        fixed("action-form", Identity, on("*:*", "*"), "\"*:*\"", on("*", "*")),
        case("action-form", Identity, on("*:Get*", "*"), "\"*:Get*\"", good()),
    ]
}

fn documents() -> Vec<Case> {
    let good = || document(&read("A"));
    let long = |count: usize| on("s3:GetObject", &format!("arn:aws:s3:::{}", "x/".repeat(count)));
    vec![
        fixed("missing-version", Identity, good().replace("\"Version\": \"2012-10-17\", ", ""), "{", good()),
        fixed("missing-version", Identity, good().replace("\"Version\": \"2012-10-17\", ", "\n    "), "{", good()),
        fixed("empty-sid", Identity, document(&read("")), "\"\"", good()),
        fixed("empty-condition", Identity, when("s3:GetObject", ""), "\"Condition\": {}", good()),
        case("too-long", Managed, long(3100), "{", long(2000)),
        case("nearly-too-long", Managed, long(2900), "{", long(2000)),
    ]
}

fn redundancy() -> Vec<Case> {
    let actions = |actions: &str| allow(&format!(r#""Action": [{actions}], "Resource": "*""#));
    let statements = |one: &str, other: &str| document(&format!("{one}, {other}"));
    let put = read("B").replace("GetObject", "PutObject");
    let all = read("C").replace("GetObject", "*");
    let never = |text: &str| text.replace("Allow", "Deny");
    vec![
        fixed(
            "duplicate-entry",
            Identity,
            actions(r#""s3:GetObject", "s3:getobject""#),
            "\"s3:getobject\"",
            actions(r#""s3:GetObject", "s3:PutObject""#),
        ),
        fixed(
            "covered-entry",
            Identity,
            actions(r#""s3:GetObject", "s3:Get*""#),
            "\"s3:GetObject\"",
            actions(r#""s3:PutObject", "s3:Get*""#),
        ),
        fixed("covered-entry", Identity, actions(r#""s3:Get*", "s3:Get**""#), "\"s3:Get**\"", actions(r#""s3:Get?bject", "s3:Put*""#)),
        fixed("redundant-statement", Identity, statements(&read("A"), &all), "", statements(&read("A"), &put)),
        fixed("redundant-statement", Identity, statements(&never(&read("A")), &never(&all)), "", statements(&never(&read("A")), &put)),
        fixed("shadowed-statement", Identity, statements(&read("A"), &never(&all)), "\"Allow\"", statements(&read("A"), &never(&put))),
        fixed(
            "shadowed-entry",
            Identity,
            statements(&read("A").replace("\"s3:GetObject\"", "[\"s3:GetObject\", \"s3:PutObject\"]"), &never(&put)),
            "\"s3:PutObject\"",
            statements(&read("A"), &never(&put)),
        ),
    ]
}
