//! Documents that nobody means well with: an answer or a place, never more.

use iam_console::policy::compiled::Policy;
use iam_console::policy::decision::{Policies, decide, explain};
use iam_console::policy::document::{DocumentKind, validate};
use iam_console::policy::request::{Context, Request, Value};
use proptest::prelude::*;

use crate::entries::{KINDS, accepted};

fn statement(elements: &str) -> String {
    format!(r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow",{elements}}}]}}"#)
}

/// Whatever it is to be, its faults are in the text and told.
fn places_are_in(text: &str) {
    for kind in KINDS {
        accepted(text, kind);
    }
}

#[test]
fn what_is_not_quite_json_is_refused_where_it_is() {
    let good = statement(r#""Action":"s3:*","Resource":"*""#);
    assert!(validate(&good, DocumentKind::Identity).is_ok());
    for text in [
        format!("\u{feff}{good}"),
        format!("{good}{good}"),
        format!("{good},"),
        format!("{good}\0"),
        good.replace('"', "'"),
        good.replace("s3:*", "s3:\\ud800*"),
        good.replace("s3:*", "s3:\\udc00\\ud800"),
        good.replace("s3:*", "s3:\n*"),
        good.replace("]}", ",]}"),
        good.replace("{\"Version", "// why\n{\"Version"),
        good.replace("\"s3:*\"", "NaN"),
        good.replace("\"Allow\"", "\"Allow\",\"Effect\":\"Deny\""),
        good.replace("\"s3:*\"", "null"),
        good.replace("\"s3:*\"", "{}"),
        good.replace("\"s3:*\"", "[[\"s3:*\"]]"),
        "[".repeat(1_000_000),
        r#"{"Statement":"#.repeat(100_000),
        String::new(),
        " \n\t".repeat(100_000),
    ] {
        let start: String = text.chars().take(120).collect();
        assert!(validate(&text, DocumentKind::Identity).is_err(), "{start}");
        places_are_in(&text);
    }
}

#[test]
fn large_documents_are_read_and_decided() {
    let many = |count: usize, entry: &str| vec![format!("\"{entry}\""); count].join(",");
    let keys = (0..5_000).map(|at| format!("\"key{at}\":\"v\"")).collect::<Vec<_>>().join(",");
    let variables = "${aws:username}".repeat(20_000);
    let stars = "*a".repeat(20_000);
    for elements in [
        format!(r#""Action":[{}],"Resource":"*""#, many(50_000, "s3:Get*")),
        format!(r#""Action":"*","Resource":[{}]"#, many(5_000, "arn:aws:s3:::${aws:username}/*")),
        format!(r#""Action":"*","Resource":"arn:aws:s3:::{variables}""#),
        format!(r#""Action":"*","Resource":"arn:aws:s3:::{stars}""#),
        format!(r#""Action":"*","Resource":"*","Condition":{{"StringLike":{{{keys}}}}}"#),
        format!(r#""Action":"*","Resource":"*","Condition":{{"StringLike":{{"aws:username":[{}]}}}}"#, many(5_000, "*b*b*")),
    ] {
        let document = validate(&statement(&elements), DocumentKind::Identity).unwrap();
        let policies = Policies { identity: vec![Policy::compile("large", &document)], ..Policies::default() };
        let object = format!("arn:aws:s3:::{}", "a".repeat(2_000));
        let mut request = Request::parse("arn:aws:iam::111122223333:user/alice", "s3:PutObject", &object).unwrap();
        request.context = Context::of([("aws:username".to_owned(), Value::Single("a".repeat(2_000)))]).unwrap();
        let explanation = explain(&request, &policies);
        assert_eq!(explanation.decision, decide(&request, &policies));
        let told = explanation.tell(&request, &policies).statement(&explanation.statements()[0]);
        assert!(told.len() < 2_000, "{} bytes", told.len());
        explanation.remedies(&request, &policies);
    }
}

proptest! {
    #[test]
    fn any_text_is_a_document_or_has_faults_with_places(text in "\\PC{0,60}", at in 0..100_usize) {
        places_are_in(&text);
        let good = statement(r#""Action":"s3:*","Resource":"*","Condition":{"Bool":{"k":true}}"#);
        let (head, tail) = good.split_at(at.min(good.len()));
        places_are_in(&format!("{head}{text}{tail}"));
    }
}
