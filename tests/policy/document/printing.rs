//! Documents written as text and read again.

use iam_console::catalog::AWS_MANAGED_POLICIES;
use iam_console::policy::document::{Document, DocumentKind, Operator, Span, Statement, Test, Text, laid_out, validate};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::{Map, Value, json};

/// The document with all places moved to the beginning; whether something stands somewhere is kept.
fn without_places(mut document: Document) -> Document {
    let nowhere = Span::default;
    let text = |text: &mut Text| text.span = nowhere();
    document.span = nowhere();
    document.version_span = document.version_span.map(|_| nowhere());
    document.id.iter_mut().for_each(text);
    for statement in &mut document.statements {
        let Statement { span, sid, effect: _, effect_span, principals, actions, resources, conditions, conditions_span } = statement;
        (*span, *effect_span) = (nowhere(), nowhere());
        *conditions_span = conditions_span.map(|_| nowhere());
        sid.iter_mut().for_each(text);
        if let Some(principals) = principals {
            principals.key_span = nowhere();
            principals.entries.iter_mut().for_each(|entry| text(&mut entry.text));
        }
        for patterns in actions.iter_mut().chain(resources) {
            patterns.key_span = nowhere();
            patterns.entries.iter_mut().for_each(text);
        }
        for condition in conditions {
            condition.operator_span = nowhere();
            text(&mut condition.key);
            condition.values.iter_mut().for_each(text);
        }
    }
    document
}

/// Reads a text, writes what was read and reads it again; what is written is laid out, and written again it is the same.
fn printed(text: &str, kind: DocumentKind) -> String {
    let document = validate(text, kind).unwrap_or_else(|faults| panic!("{text}\n{faults:?}"));
    let (line, printed) = (document.to_string(), format!("{document:#}"));
    assert_eq!(laid_out(&line), printed);
    for written in [&line, &printed] {
        let again = validate(written, kind).unwrap_or_else(|faults| panic!("{written}\n{faults:?}"));
        assert_eq!(format!("{again:#}"), printed);
        assert_eq!(without_places(again), without_places(document.clone()), "{text}");
    }
    printed
}

#[test]
fn a_text_in_canonical_form_is_written_as_it_stands() {
    let text = r#"{
  "Version": "2008-10-17",
  "Id": "an \"id\"",
  "Statement": [
    {
      "Sid": "One",
      "Effect": "Deny",
      "NotPrincipal": {
        "Service": "s3.amazonaws.com",
        "AWS": [
          "111122223333",
          "444455556666"
        ]
      },
      "NotAction": [
        "s3:b*",
        "s3:a*"
      ],
      "NotResource": "arn:aws:s3:::é\\\t\u4f60\ud83d\ude00/*",
      "Condition": {
        "StringLike": {
          "s3:prefix": [
            "b",
            "a"
          ],
          "aws:username": "a"
        },
        "Bool": {
          "aws:SecureTransport": []
        }
      }
    },
    {
      "Effect": "Allow",
      "Principal": "*",
      "Action": "*",
      "Resource": "*",
      "Condition": {}
    }
  ]
}"#;
    assert_eq!(printed(text, DocumentKind::Resource), text);
}

#[test]
fn what_reading_lets_go_stays_gone() {
    let text = r#"{"Statement":{"Resource":["*"],"Condition":{"NoSuchOperator":{},"bool":{"k":[true]},"NumericEquals":{"k":[1.50e3,7]}},
        "Action":["s3:\u0047et*"],"Effect":"Allow"}}"#;
    let wanted = json!({ "Statement": [{
        "Effect": "Allow", "Action": "s3:Get*", "Resource": "*",
        "Condition": { "Bool": { "k": "true" }, "NumericEquals": { "k": ["1.50e3", "7"] } },
    }] });
    assert_eq!(printed(text, DocumentKind::Identity), format!("{wanted:#}"));
}

#[test]
fn every_policy_of_the_catalogue_is_written_and_read() {
    for policy in AWS_MANAGED_POLICIES.all() {
        printed(policy.document(), DocumentKind::Managed);
    }
}

/// A value alone, or a list, of any length that `least` lets there be.
fn one_or_list(item: impl Strategy<Value = Value> + Clone + 'static, least: usize) -> impl Strategy<Value = Value> {
    prop_oneof![item.clone(), vec(item, least..4).prop_map(Value::Array)]
}

fn texts(texts: &[&str]) -> impl Strategy<Value = Value> + Clone + use<> {
    select(texts.iter().map(|text| Value::from(*text)).collect::<Vec<_>>())
}

fn object(members: Vec<(String, Value)>) -> Value {
    Value::Object(members.into_iter().collect())
}

fn principal() -> impl Strategy<Value = Value> {
    let kinds = subsequence(vec!["AWS", "Service", "Federated", "CanonicalUser"], 1..=4).prop_shuffle();
    let named = kinds.prop_flat_map(|kinds| {
        let who = one_or_list(texts(&["*", "111122223333", "arn:aws:iam::111122223333:user/a", "s3.amazonaws.com", "é\u{4f60}"]), 1);
        let count = kinds.len();
        vec(who, count).prop_map(move |who| object(kinds.iter().map(|kind| (*kind).to_owned()).zip(who).collect()))
    });
    prop_oneof![1 => Just(json!("*")), 3 => named]
}

fn condition() -> impl Strategy<Value = Value> {
    let anything = "\\PC{0,5}|[\\x00-\\x20\"\\\\\u{7f}-\u{ff}]{0,5}";
    let value = prop_oneof![
        anything.prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-1e9..1e9).prop_map(Value::from),
        texts(&["10.0.0.0/8", "${aws:username, 'x'}", "2024-01-01T00:00:00Z", "${*}"]),
    ];
    // Dates must be dates; they are among the catalogue's.
    let tests = Test::ALL.iter().copied().filter(|test| !test.is_about_dates()).collect::<Vec<_>>();
    let operator = (select(tests), option::of(select(vec!["ForAllValues:", "ForAnyValue:"])), any::<bool>(), any::<bool>());
    let operator = operator.prop_map(|(test, set, if_exists, small)| {
        let suffix = if if_exists && test != Test::Null { "IfExists" } else { "" };
        let name = format!("{}{}{suffix}", set.unwrap_or_default(), test.name());
        assert!(Operator::named(&name).is_some());
        (name.to_lowercase(), if small { name.to_lowercase() } else { name })
    });
    let keys = vec((anything, one_or_list(value, 0)), 0..4).prop_map(object);
    // Operators are the same in any case of letters, and may stand once.
    vec((operator, keys), 0..4).prop_map(|operators| {
        let mut seen = Vec::new();
        let mut members = Map::new();
        for ((name, written), keys) in operators {
            if !seen.contains(&name) {
                seen.push(name);
                members.insert(written, keys);
            }
        }
        Value::Object(members)
    })
}

fn statement(with_principal: bool) -> impl Strategy<Value = Vec<(String, Value)>> {
    let named = |name: &'static str| select(vec![name.to_owned(), format!("Not{name}")]);
    let actions = one_or_list(texts(&["*", "s3:*", "S3:g?t*", "iam:PassRole", "made-up:Thing"]), 1);
    let resources = one_or_list(texts(&["*", "arn:aws:s3:::b/${aws:username}/*", "arn:*:s3:::é", "arn:aws:s3:::\u{1F600}\u{100}"]), 1);
    let whom = if with_principal { (named("Principal"), principal()).prop_map(Some).boxed() } else { Just(None).boxed() };
    let (actions, resources) = ((named("Action"), actions), (named("Resource"), resources));
    (option::of(any::<bool>()), select(vec!["Allow", "Deny"]), whom, actions, resources, option::of(condition())).prop_map(
        |(sid, effect, whom, actions, resources, condition)| {
            let sid = sid.map(|_| ("Sid".to_owned(), Value::Null));
            let condition = condition.map(|condition| ("Condition".to_owned(), condition));
            let effect = ("Effect".to_owned(), effect.into());
            sid.into_iter().chain([effect]).chain(whom).chain([actions, resources]).chain(condition).collect()
        },
    )
}

/// A document's text, its members in any order, laid out or not.
fn document(with_principal: bool) -> impl Strategy<Value = String> {
    let statement = statement(with_principal).prop_shuffle();
    let version = option::of(select(vec!["2008-10-17", "2012-10-17"]));
    (version, option::of("[ -~]{0,9}"), vec(statement, 1..4), any::<bool>(), any::<bool>()).prop_map(
        |(version, id, statements, lone, pretty)| {
            let numbered = statements.into_iter().enumerate().map(|(at, mut members)| {
                members.iter_mut().filter(|(name, _)| name == "Sid").for_each(|(_, sid)| *sid = format!("Sid{at}").into());
                object(members)
            });
            let statements: Vec<Value> = numbered.collect();
            let statement = match <[Value; 1]>::try_from(statements) {
                Ok([one]) if lone => one,
                Ok(one) => Value::Array(one.into()),
                Err(many) => Value::Array(many),
            };
            let mut members = vec![("Statement".to_owned(), statement)];
            members.extend(version.map(|version| ("Version".to_owned(), version.into())));
            members.extend(id.map(|id| ("Id".to_owned(), id.into())));
            let document = object(members);
            let text = if pretty { format!("{document:#}") } else { document.to_string() };
            ascii(&text)
        },
    )
}

/// IAM takes other characters only as escapes.
fn ascii(text: &str) -> String {
    let escaped = |letter: char| letter.encode_utf16(&mut [0; 2]).iter().map(|half| format!("\\u{half:04X}")).collect::<Vec<_>>();
    let letters = text.chars().flat_map(|letter| if letter > '\u{ff}' { escaped(letter) } else { vec![letter.into()] });
    letters.collect::<Vec<_>>().concat()
}

proptest! {
    #[test]
    fn reading_and_writing_are_identity(on_resource in any::<bool>(), documents in (document(true), document(false))) {
        if on_resource {
            // A kind that takes any principal.
            printed(&documents.0, DocumentKind::VpcEndpoint);
        } else {
            printed(&documents.1, DocumentKind::Identity);
        }
    }
}
