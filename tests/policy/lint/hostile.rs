//! Any text: no panic, places inside the text, an end in good time.

use std::fmt::Write as _;

use iam_console::catalog::AWS_MANAGED_POLICIES;
use iam_console::policy::document::DocumentKind;
use proptest::prelude::*;

use crate::entries::{KINDS, findings};

/// What may stand in a policy.
fn word() -> impl Strategy<Value = String> {
    let words = [
        "*",
        "s3:*",
        "s3:Get*",
        "S3:getObject",
        "iam:PassRole",
        "nosuch:Thing",
        "s3:?",
        "arn:aws:s3:::b/*",
        "arn:aws:s3:::${aws:username}",
        "${",
        "${}",
        "${aws:TagKeys}",
        "arn:aws:sqs:::q",
        "arn:",
        ":::::",
        "aws:SourceIp",
        "aws:TagKeys",
        "10.0.0.0/8",
        "true",
        "é\u{1F600}",
        "",
        "\\\"",
        "Allow",
    ];
    prop_oneof![8 => prop::sample::select(words.to_vec()).prop_map(str::to_owned), 1 => "\\PC{0,12}"]
}

fn list() -> impl Strategy<Value = String> {
    prop::collection::vec(word(), 0..4).prop_map(|words| serde_json::to_string(&words).unwrap())
}

prop_compose! {
    fn statement()(
        effect in prop::sample::select(vec!["Allow", "Deny", "allow"]),
        action in prop::sample::select(vec!["Action", "NotAction"]),
        actions in list(),
        resource in prop::sample::select(vec!["Resource", "NotResource"]),
        resources in list(),
        principal in prop::sample::select(vec!["", r#""Principal":"*","#, r#""NotPrincipal":{"AWS":"*","Service":["s3.amazonaws.com"]},"#]),
        operator in prop::sample::select(vec!["StringEquals", "ForAllValues:StringLike", "Bool", "NotIpAddress", "ArnLikeIfExists", "Null", "NumericLessThan", "BinaryEquals"]),
        key in word(),
        values in list(),
        sid in word(),
    ) -> String {
        let (key, sid) = (serde_json::to_string(&key).unwrap(), serde_json::to_string(&sid).unwrap());
        format!(r#"{{"Sid":{sid},"Effect":"{effect}",{principal}"{action}":{actions},"{resource}":{resources},"Condition":{{"{operator}":{{{key}:{values}}}}}}}"#)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn any_text_has_findings_in_it(text in "\\PC*", kind in prop::sample::select(KINDS.to_vec())) {
        findings(&text, kind);
    }

    #[test]
    fn any_document_has_findings_in_it(statements in prop::collection::vec(statement(), 0..4), kind in prop::sample::select(KINDS.to_vec())) {
        findings(&format!(r#"{{"Version":"2012-10-17","Statement":[{}]}}"#, statements.join(",\n ")), kind);
        findings(&format!(r#"{{"Statement":[{}]}}"#, statements.join(",")), kind);
    }

    #[test]
    fn broken_policies_have_findings_in_them(at in 0..1582usize, cut in any::<prop::sample::Index>(), byte in any::<char>()) {
        let mut text = AWS_MANAGED_POLICIES.all()[at].document().chars().take(6000).collect::<String>();
        let cut = cut.index(text.len());
        if text.is_char_boundary(cut) {
            text.insert(cut, byte);
        }
        findings(&text, DocumentKind::Managed);
    }
}

fn listed(count: usize, entry: impl Fn(usize) -> String) -> String {
    (0..count).fold(String::new(), |mut all, at| {
        let comma = if at == 0 { "" } else { "," };
        write!(all, "{comma}{}", entry(at)).unwrap();
        all
    })
}

/// Far beyond what any document needs; a quadratic check would take hours.
#[test]
fn huge_documents_come_to_an_end() {
    const COUNT: usize = 20_000;
    let statement = |actions: &str, resources: &str, condition: &str| {
        format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":[{actions}],"Resource":[{resources}],"Condition":{{{condition}}}}}]}}"#
        )
    };
    let wild = |at: usize| format!("\"s3:*{at}*\"");
    let bucket = |at: usize| format!("\"arn:aws:ec2:*:*:*{at}*\"");
    let known = |_: usize| "\"ec2:*\"".to_owned();
    let documents = [
        statement(&listed(COUNT, wild), "\"*\"", ""),
        statement(&listed(2_000, known), &listed(COUNT, bucket), ""),
        statement(&listed(COUNT, |at| format!("\"none{at}:x\"")), &listed(2_000, bucket), ""),
        statement(
            "\"s3:GetObject\"",
            "\"arn:aws:s3:::a\"",
            &format!(r#""StringNotEquals":{{{}}}"#, listed(COUNT, |at| format!("\"aws:x{at}\":\"*\""))),
        ),
        statement(
            "\"s3:GetObject\"",
            "\"*\"",
            &format!(r#""NumericLessThan":{{"aws:EpochTime":[{}]}}"#, listed(COUNT, |at| format!("\"x{at}\""))),
        ),
        statement(&listed(COUNT, known), "\"arn:aws:s3:::x\"", ""),
        statement(&format!("\"s3:{}\"", "*a".repeat(COUNT)), &format!("\"arn:aws:s3:::{}\"", "*a".repeat(COUNT)), ""),
        statement("\"s3:*\"", &format!("\"arn:aws:s3:::{}\"", "${".repeat(COUNT)), ""),
        format!(
            r#"{{"Version":"2012-10-17","Statement":[{}]}}"#,
            listed(COUNT / 10, |at| {
                let effect = if at % 2 == 0 { "Allow" } else { "Deny" };
                format!(
                    r#"{{"Effect":"{effect}","Action":["s3:G*{at}","s3:*P{at}"],"Resource":["arn:aws:s3:::*{at}","arn:aws:s3:::b*{at}/x"]}}"#
                )
            })
        ),
    ];
    for document in documents {
        assert!(findings(&document, DocumentKind::Identity).len() <= 1000);
    }
}
