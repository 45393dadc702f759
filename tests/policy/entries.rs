//! Where bytes of any kind come in: what is done with them, and what must hold whatever they are. The fuzz targets and the
//! regression test run the same.

use iam_console::policy::cases::{Answer, Cases};
use iam_console::policy::compiled::Rules;
use iam_console::policy::condition::{Decimal, Instant, Network};
use iam_console::policy::decision::{decide, explain};
use iam_console::policy::document::{Document, DocumentKind, Fault, LineIndex, Span, Test, validate};
use iam_console::policy::lint::{Finding, lint};
use iam_console::policy::pattern::{ArnPattern, Style, Template};
use iam_console::policy::request::{Action, Arn, Context, Principal, Resource, Value};
use iam_console::policy::summary::Summary;
use serde_json::json;

/// Takes bytes in, and fails where something does not hold.
pub type Entry = fn(&[u8]);

/// Every entry, by the name of its folder of regressions.
pub const ENTRIES: [(&str, Entry); 4] = [("document", document), ("arn", arn), ("condition", condition), ("case_line", case_line)];

/// Every kind of policy.
pub const KINDS: [DocumentKind; 7] = [
    DocumentKind::Identity,
    DocumentKind::Managed,
    DocumentKind::Trust,
    DocumentKind::Resource,
    DocumentKind::ServiceControl,
    DocumentKind::ResourceControl,
    DocumentKind::VpcEndpoint,
];

/// A policy document.
pub fn document(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let read = Document::read(text);
    match &read {
        Ok(document) => {
            are_places(text, [document.span]);
            assert_eq!(Rules::compile(document).statements().len(), document.statements.len());
            let _ = Summary::of(document);
            let printed = document.to_string();
            assert_eq!(Document::read(&printed).expect("what was read is written").to_string(), printed);
        }
        Err(faults) => are_told(text, faults),
    }
    for kind in KINDS {
        if let Some(document) = accepted(text, kind) {
            assert_eq!(Some(&document), read.as_ref().ok(), "what is accepted was read");
        }
        findings(text, kind);
    }
}

/// The document, if it is accepted; else its faults are in the text and told.
pub fn accepted(text: &str, kind: DocumentKind) -> Option<Document> {
    validate(text, kind).map_err(|faults| are_told(text, &faults)).ok()
}

fn are_told(text: &str, faults: &[Fault]) {
    assert!(!faults.is_empty());
    are_places(text, faults.iter().map(|fault| fault.span));
    for fault in faults {
        assert!(fault.about.len() < 2_000 && fault.about.ends_with('.'), "{fault:?}");
    }
}

/// What the linter finds, all of it in the text.
pub fn findings(text: &str, kind: DocumentKind) -> Vec<Finding> {
    let findings = lint(text, kind);
    let edits = findings.iter().flat_map(|finding| &finding.fix).flat_map(|fix| &fix.edits);
    are_places(text, findings.iter().map(|finding| finding.span).chain(edits.map(|edit| edit.span)));
    findings
}

/// Each is a part of the text, and begins before it ends.
fn are_places(text: &str, spans: impl IntoIterator<Item = Span>) {
    let index = LineIndex::of(text);
    for span in spans {
        assert!(text.get(span.start..span.end).is_some(), "{span:?} is a part of the text");
        assert!(index.position(span.start) <= index.position(span.end));
    }
}

/// A pattern on the first line, an ARN on the second.
pub fn arn(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let (pattern, arn) = text.split_once('\n').unwrap_or((text, text));
    if let Ok(parsed) = Arn::parse(arn) {
        let Arn { partition, service, region, account, resource } = parsed;
        assert_eq!(arn, format!("arn:{partition}:{service}:{region}:{account}:{resource}"));
    }
    for what in [Principal::parse(arn).err(), Resource::parse(arn).err(), Action::parse(arn).err()].into_iter().flatten() {
        assert!(!what.to_string().is_empty());
    }
    let mut context = Context::default();
    context.insert("aws:username", Value::Single(arn.to_owned()));
    for version in [iam_console::policy::document::Version::V2008, iam_console::policy::document::Version::V2012] {
        let matches = |style| Template::new(pattern, style, version).matches(arn, &context);
        let (literal, plain, resource) = (matches(Style::Literal), matches(Style::Plain), matches(Style::Resource));
        assert!(plain || !resource, "what matches part by part matches over colons");
        assert!(plain || !literal || pattern.contains("${"), "what is the same matches");
        assert!(plain || !ArnPattern::new(pattern, version).matches(arn, &context), "parts that match, match together");
    }
}

/// An operator by its place among all, then lines: the policy's values, an empty line, the values of the request.
pub fn condition(bytes: &[u8]) {
    let Some((&[operator, set], text)) = bytes.split_first_chunk() else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    let Some(tested) = Test::ALL.get(usize::from(operator) % Test::ALL.len()) else { return };
    let (wanted, found) = text.split_once("\n\n").unwrap_or((text, text));
    let (wanted, found): (Vec<&str>, Vec<&str>) = (wanted.lines().collect(), found.lines().collect());
    for value in &found {
        let _ = (Decimal::read(value), Instant::read(value), Network::read(value), Network::address(value));
    }
    let name = match set % 4 {
        0 => tested.name().to_owned(),
        1 => format!("{}IfExists", tested.name()),
        2 => format!("ForAllValues:{}", tested.name()),
        _ => format!("ForAnyValue:{}", tested.name()),
    };
    let mut context = Context::default();
    match (set / 4 % 3, found.as_slice()) {
        (0, [one, ..]) => _ = context.insert("k", Value::Single((*one).to_owned())),
        (1, all) => _ = context.insert("k", Value::Multi(all.iter().map(|value| (*value).to_owned()).collect())),
        _ => {}
    }
    let holds = |name: &str| {
        let statement = json!({ "Effect": "Allow", "Action": "*", "Resource": "*", "Condition": { name: { "k": wanted } } });
        let text = json!({ "Version": "2012-10-17", "Statement": statement }).to_string();
        let document = Document::read(&text).ok()?;
        let rules = Rules::compile(&document);
        Some(rules.statements().first()?.conditions().first()?.check(&context).is_ok())
    };
    let held = holds(&name);
    if let (Some(held), Some(Value::Single(_))) = (held, context.value_of("k"))
        && name.contains("Equals")
        && !name.contains("Not")
        && let Some(opposite) = holds(&name.replacen("Equals", "NotEquals", 1))
        && !name.contains("Than")
    {
        assert_ne!(held, opposite, "{name} and its opposite, for a value that is there");
    }
}

/// A line of a file of cases.
pub fn case_line(bytes: &[u8]) {
    match Cases::default().read(bytes) {
        Ok(case) => {
            let decision = decide(&case.request, &case.policies);
            assert_eq!(explain(&case.request, &case.policies).decision, decision);
            let Answer::Decided { verdict, .. } = Answer::explain(case) else { panic!("a case is decided") };
            assert_eq!(verdict.decision(), decision);
        }
        Err(bad) => {
            let answer = serde_json::to_string(&Answer::bad(1, bad)).expect("JSON");
            assert!(!answer.contains('\n'));
        }
    }
}
