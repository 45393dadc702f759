//! Changes of documents, odd ones too, and that all else stays as it is.

use proptest::prelude::*;

use super::*;
use crate::policy::document::Span;

/// The text with a change made.
fn amended(text: &str, amendment: &Amendment) -> String {
    applied(text, &amend(text, amendment).unwrap_or_else(|| panic!("{amendment:?} in {text}")))
}

fn applied(text: &str, edits: &[TextEdit]) -> String {
    let mut changed = text.to_owned();
    for edit in edits.iter().rev() {
        changed.replace_range(edit.span.start..edit.span.end, &edit.text);
    }
    changed
}

fn condition(operator: &str, key: &str, values: &[&str]) -> ConditionOutline {
    ConditionOutline { operator: operator.into(), key: key.into(), values: values.iter().map(|value| (*value).to_owned()).collect() }
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn lists_are_changed_where_they_differ() {
    let set = |text: &str, wanted: &[&str]| {
        let text = format!("{{\"Statement\": [{{\"Action\": {text}, \"x\": 1}}]}}");
        let changed = amended(&text, &Amendment::SetEntries(0, Element::Action, owned(wanted)));
        changed.strip_prefix("{\"Statement\": [{\"Action\": ").unwrap().strip_suffix(", \"x\": 1}]}").unwrap().to_owned()
    };
    assert_eq!(set("[]", &["a"]), "[\"a\"]");
    assert_eq!(set("[ \"a\" , \"b\",\"c\" ]", &["a", "c"]), "[ \"a\" , \"c\" ]");
    assert_eq!(set("[\"a\", \"b\", \"c\"]", &["b"]), "[\"b\"]");
    assert_eq!(set("[\"a\", \"b\"]", &[]), "[]");
    assert_eq!(set("[\"a\", \"b\", \"c\"]", &["c", "d", "a"]), "[\"a\", \"c\", \"d\"]");
    assert_eq!(set("[\n  \"a\",\n  \"b\"\n]", &["a", "c"]), "[\n  \"a\",\n  \"c\"\n]");
    assert_eq!(set("[\"\\u0061\", 1, \"b\"]", &["a"]), "[\"\\u0061\", 1]", "what is no text stays, and so do escapes");
    assert_eq!(set("\"a\"", &["a"]), "\"a\"");
    assert_eq!(set("\"a\"", &["b"]), "\"b\"");
    assert_eq!(set("\"a\"", &["b", "a"]), "[\"a\", \"b\"]");
    assert_eq!(set("\"a\"", &[]), "[]");
}

#[test]
fn statements_change_places_and_elements_are_turned_round() {
    let text = "{\"Statement\": [ {\"Sid\":\"A\"},\n {\"Sid\": \"Long\", \"NotAction\": \"s3:*\"} ]}";
    let swapped = "{\"Statement\": [ {\"Sid\": \"Long\", \"NotAction\": \"s3:*\"},\n {\"Sid\":\"A\"} ]}";
    assert_eq!(amended(text, &Amendment::SwapStatements(0, 1)), swapped);
    assert_eq!(amended(swapped, &Amendment::SwapStatements(1, 0)), text);
    assert_eq!(amend(text, &Amendment::SwapStatements(1, 2)), None);
    let turned = amended(text, &Amendment::Negate(1, Element::Action));
    assert_eq!(turned, text.replace("NotAction", "Action"));
    assert_eq!(amended(&turned, &Amendment::Negate(1, Element::Action)), text);
    assert_eq!(amend(text, &Amendment::Negate(1, Element::Resource)), None, "there is nothing to turn round");
}

#[test]
fn statements_come_behind_the_others_and_go() {
    let text = "{\n  \"Statement\": [\n    {\n      \"Effect\": \"Deny\"\n    }\n  ]\n}";
    let added = amended(text, &Amendment::AddStatement(Effect::Allow));
    assert_eq!(
        added,
        "{\n  \"Statement\": [\n    {\n      \"Effect\": \"Deny\"\n    },\n    {\n      \"Effect\": \"Allow\",\n      \"Action\": [],\n      \"Resource\": []\n    }\n  ]\n}"
    );
    assert_eq!(amended(&added, &Amendment::RemoveStatement(1)), text);
    assert_eq!(amended("{\"Statement\":{\"Sid\":\"A\"}}", &Amendment::RemoveStatement(0)), "{\"Statement\":[]}");
    let one = amended("{\"Statement\":{\"Sid\":\"A\"}}", &Amendment::AddStatement(Effect::Deny));
    assert_eq!(one, "{\"Statement\":[{\"Sid\":\"A\"}, {\"Effect\": \"Deny\", \"Action\": [], \"Resource\": []}]}");
    let none = amended("{\"Version\": \"2012-10-17\"}", &Amendment::AddStatement(Effect::Allow));
    assert_eq!(Outline::of(&none).unwrap().statements.len(), 1, "{none}");
    assert_eq!(amend("[]", &Amendment::AddStatement(Effect::Allow)), None);
    assert_eq!(amend("{", &Amendment::AddStatement(Effect::Allow)), None);
}

#[test]
fn conditions_come_and_go_with_their_operator_and_their_block() {
    let text = "{\n  \"Statement\": [\n    {\n      \"Effect\": \"Deny\"\n    }\n  ]\n}";
    let tag = condition("StringEquals", "aws:PrincipalTag/team", &["web"]);
    let mfa = condition("Bool", "aws:MultiFactorAuthPresent", &["false"]);
    let one = amended(text, &Amendment::AddCondition(0, tag.clone()));
    assert_eq!(
        one,
        "{\n  \"Statement\": [\n    {\n      \"Effect\": \"Deny\",\n      \"Condition\": {\n        \"StringEquals\": {\n          \"aws:PrincipalTag/team\": \"web\"\n        }\n      }\n    }\n  ]\n}"
    );
    let two = amended(&one, &Amendment::AddCondition(0, mfa.clone()));
    assert!(
        two.contains("        },\n        \"Bool\": {\n          \"aws:MultiFactorAuthPresent\": \"false\"\n        }\n      }\n"),
        "{two}"
    );
    let more = amended(&two, &Amendment::AddCondition(0, condition("StringEquals", "aws:PrincipalTag/team", &["web", "ops"])));
    assert!(more.contains("\"aws:PrincipalTag/team\": [\"web\", \"ops\"]"), "{more}");
    assert_eq!(amended(&two, &Amendment::RemoveCondition(0, mfa)), one);
    assert_eq!(amended(&one, &Amendment::RemoveCondition(0, tag)), text);
}

#[test]
fn an_effect_is_turned_and_nothing_else() {
    let text = "{ \"Statement\" : {\t\"Effect\":\"Allow\" ,\"Odd\":[ ] } }\r\n";
    assert_eq!(amended(text, &Amendment::SetEffect(0, Effect::Deny)), "{ \"Statement\" : {\t\"Effect\":\"Deny\" ,\"Odd\":[ ] } }\r\n");
    assert_eq!(amend(text, &Amendment::SetEffect(1, Effect::Deny)), None);
}

/// Blanks of any kind.
fn blanks() -> impl Strategy<Value = String> {
    prop_oneof![4 => Just(String::new()), 2 => Just(" ".to_owned()), 1 => "[ \t\r\n]{0,3}"]
}

fn list() -> impl Strategy<Value = String> {
    let item = prop_oneof![4 => "\"[a-d]\"", 1 => Just("7".to_owned()), 1 => Just("{\"k\":[1]}".to_owned())];
    prop_oneof![
        1 => "\"[a-d]\"",
        4 => (proptest::collection::vec((blanks(), item, blanks()), 0..5), blanks()).prop_map(|(items, inside)| {
            let items: Vec<String> = items.into_iter().map(|(before, item, behind)| before + &item + &behind).collect();
            if items.is_empty() { format!("[{inside}]") } else { format!("[{}]", items.join(",")) }
        }),
    ]
}

fn statement() -> impl Strategy<Value = String> {
    let effect = prop_oneof![Just("\"Effect\":\"Allow\""), Just("\"Effect\" : \"Deny\""), Just("\"Odd\":null")];
    let conditions = prop_oneof![
        Just(String::new()),
        Just(",\"Condition\":{}".to_owned()),
        Just(", \"Condition\": {\"StringLike\": {\"k\": \"v\",\n\"l\": [\"w\"]}, \"Bool\":{\"m\":true}}".to_owned()),
    ];
    (blanks(), effect, blanks(), list(), list(), conditions).prop_map(|(one, effect, other, actions, resources, conditions)| {
        format!("{{{one}{effect}{other},\"Action\":{actions},{one}\"NotResource\": {resources}{other}{conditions}}}")
    })
}

fn document() -> impl Strategy<Value = String> {
    let all = ("(2008|2012)-10-17", proptest::collection::vec((blanks(), statement()), 0..4), blanks()).prop_map(
        |(version, statements, behind)| {
            let statements: Vec<String> = statements.into_iter().map(|(before, statement)| before + &statement).collect();
            format!("{{\"Version\":\"{version}\",{behind}\"Statement\": [{}{behind}],\"Unknown\":[1, 2]}}", statements.join(","))
        },
    );
    prop_oneof![4 => all, 1 => statement().prop_map(|one| format!("{{\"Statement\":{one}}}"))]
}

fn amendment() -> impl Strategy<Value = Amendment> {
    let at = 0_usize..4;
    let effect = prop_oneof![Just(Effect::Allow), Just(Effect::Deny)];
    let element = prop_oneof![Just(Element::Action), Just(Element::Resource)];
    let one = ("(StringLike|Bool|Null)", "[klm]", proptest::collection::vec("[v-x\"\\\\]", 1..3))
        .prop_map(|(operator, key, values)| ConditionOutline { operator, key, values });
    prop_oneof![
        effect.clone().prop_map(Amendment::AddStatement),
        at.clone().prop_map(Amendment::RemoveStatement),
        (at.clone(), at.clone()).prop_map(|(one, other)| Amendment::SwapStatements(one, other)),
        (at.clone(), element.clone()).prop_map(|(at, element)| Amendment::Negate(at, element)),
        (at.clone(), effect).prop_map(|(at, effect)| Amendment::SetEffect(at, effect)),
        (at.clone(), element, proptest::collection::hash_set("[a-f\"é]", 0..4)).prop_map(|(at, element, wanted)| Amendment::SetEntries(
            at,
            element,
            wanted.into_iter().collect()
        )),
        (at.clone(), one.clone()).prop_map(|(at, one)| Amendment::AddCondition(at, one)),
        (at.clone(), one).prop_map(|(at, one)| Amendment::RemoveCondition(at, one)),
        (at, "(Principal|Sid|Odd)").prop_map(|(at, name)| Amendment::RemoveElement(at, name)),
        Just(Amendment::CurrentVersion),
    ]
}

#[test]
fn an_element_goes_with_its_comma_and_the_parts_of_a_statement_are_found() {
    let text = r#"{"Statement": [{"Effect": "Allow", "Principal": {"AWS": ["1", "2"]}, "Action": ["s3:*", "s3:Get"], "Condition": {"Bool": {"k": "true"}}}]}"#;
    let gone = amended(text, &Amendment::RemoveElement(0, "Principal".into()));
    assert_eq!(gone, text.replace(r#""Principal": {"AWS": ["1", "2"]}, "#, ""));
    assert_eq!(amend(text, &Amendment::RemoveElement(0, "NotPrincipal".into())), None, "there is none");
    let outline = Outline::of(text).unwrap();
    let statement = &outline.statements[0];
    assert_eq!(statement.others, [OtherOutline { name: "Principal".into(), texts: vec!["AWS 1".into(), "AWS 2".into()] }]);
    let part = |part: &str| {
        let start = text.find(part).unwrap();
        statement.part_around(Span { start, end: start + part.len() }).cloned()
    };
    assert_eq!(part("\"s3:Get\""), Some(StatementPart::Entry(Element::Action, "s3:Get".into())));
    assert_eq!(part(r#"["s3:*", "s3:Get"]"#), Some(StatementPart::Entries(Element::Action)));
    assert_eq!(part("\"true\""), Some(StatementPart::Condition("Bool".into(), "k".into())));
    assert_eq!(part("\"2\""), Some(StatementPart::Other("Principal".into())));
    assert_eq!(part("\"Allow\""), None);
}

#[test]
fn a_principal_goes_alone_and_the_last_of_its_kind_with_the_kind() {
    let text = r#"{"Statement": [{"Principal": {"AWS": ["1", "2"], "Service": "ec2.amazonaws.com"}}]}"#;
    let without = |name: &str| amended(text, &Amendment::RemovePrincipal(0, name.into()));
    assert_eq!(without("2"), text.replace(r#"["1", "2"]"#, r#"["1"]"#));
    assert_eq!(without("ec2.amazonaws.com"), text.replace(r#", "Service": "ec2.amazonaws.com""#, ""));
    assert_eq!(amend(text, &Amendment::RemovePrincipal(0, "3".into())), None, "there is none");
}

#[test]
fn a_principal_is_left_out_besides_others() {
    let left_out = |text: &str| amended(text, &Amendment::LeavePrincipalOut(0, "2".into()));
    let text = |kinds: &str| format!(r#"{{"Statement": [{{"NotPrincipal": {kinds}}}]}}"#);
    assert_eq!(left_out(&text(r#"{"AWS": "1"}"#)), text(r#"{"AWS": ["1", "2"]}"#));
    assert_eq!(left_out(&text(r#"{"AWS": ["1"]}"#)), text(r#"{"AWS": ["1", "2"]}"#));
    assert_eq!(left_out(&text(r#"{"Service": "a"}"#)), text(r#"{"Service": "a", "AWS": "2"}"#));
    assert_eq!(amend(r#"{"Statement": [{"Principal": "*"}]}"#, &Amendment::LeavePrincipalOut(0, "2".into())), None);
}

/// Which statement a change is about, and which a swap is about first.
const fn place(amendment: &Amendment) -> Option<usize> {
    match amendment {
        Amendment::CurrentVersion | Amendment::AddStatement(_) => None,
        Amendment::RemoveStatement(at)
        | Amendment::SwapStatements(at, _)
        | Amendment::Negate(at, _)
        | Amendment::SetEffect(at, _)
        | Amendment::SetEntries(at, ..)
        | Amendment::AddCondition(at, _)
        | Amendment::ReplaceCondition(at, ..)
        | Amendment::RemoveCondition(at, _)
        | Amendment::RemoveElement(at, _)
        | Amendment::RemovePrincipal(at, _)
        | Amendment::LeavePrincipalOut(at, _) => Some(*at),
    }
}

/// The statements as they are written.
fn written(text: &str) -> Vec<String> {
    let slice = |span: Span| text[span.start..span.end].to_owned();
    Outline::of(text).unwrap().statements.iter().map(|statement| slice(statement.span)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn what_is_not_meant_stays_byte_by_byte(text in document(), amendment in amendment()) {
        let Some(edits) = amend(&text, &amendment) else { return Ok(()) };
        prop_assert!(edits.windows(2).all(|two| two[0].span.end <= two[1].span.start), "{edits:?}");
        let changed = applied(&text, &edits);
        let after = Outline::of(&changed);
        prop_assert!(after.is_some(), "{changed} is no JSON any more");
        let (before, now) = (written(&text), written(&changed));
        let mut expected = before.clone();
        match (&amendment, place(&amendment)) {
            (Amendment::CurrentVersion, _) => {}
            (Amendment::RemoveStatement(at), _) => drop(expected.remove(*at)),
            (Amendment::SwapStatements(one, other), _) => expected.swap(*one, *other),
            (_, None) => expected.push(now.last().unwrap().clone()),
            (_, Some(at)) => expected[at] = now[at].clone(),
        }
        prop_assert_eq!(&now, &expected);
        prop_assert_eq!(changed.matches("Unknown").count(), text.matches("Unknown").count());
        // And what is meant is so.
        let after = after.unwrap();
        match &amendment {
            Amendment::SetEffect(at, effect) => prop_assert_eq!(after.statements[*at].effect, Some(*effect)),
            Amendment::SetEntries(at, element, wanted) => {
                let statement = &after.statements[*at];
                let entries = if *element == Element::Action { &statement.actions } else { &statement.resources };
                let texts = &entries.as_ref().unwrap().texts;
                prop_assert!(wanted.iter().all(|one| texts.contains(one)), "{changed}");
                prop_assert!(texts.iter().all(|text| wanted.contains(text) || text == "7"), "{changed}");
            }
            Amendment::AddCondition(at, one) | Amendment::ReplaceCondition(at, _, one) => {
                let found = after.statements[*at].conditions.iter().find(|other| (&other.operator, &other.key) == (&one.operator, &one.key));
                prop_assert!(found.is_some_and(|found| one.values.iter().all(|value| found.values.contains(value))), "{changed}");
            }
            Amendment::RemoveCondition(at, one) => {
                prop_assert!(after.statements[*at].conditions.iter().all(|other| (&other.operator, &other.key) != (&one.operator, &one.key)));
            }
            Amendment::Negate(at, element) => {
                let names = |text: &str| element.names().map(|name| text.contains(&format!("\"{name}\"")));
                let ([was, was_not], [is, is_not]) = (names(&before[*at]), names(&now[*at]));
                prop_assert_eq!((was, was_not), (is_not, is), "{}", changed);
            }
            Amendment::RemoveElement(at, name) => {
                prop_assert!(before[*at].contains(&format!("\"{name}\"")) && !now[*at].contains(&format!("\"{name}\"")), "{changed}");
            }
            Amendment::CurrentVersion => prop_assert_eq!(changed.matches(r#""2012-10-17""#).count(), 1, "{}", changed),
            Amendment::AddStatement(_)
            | Amendment::RemoveStatement(_)
            | Amendment::SwapStatements(..)
            | Amendment::RemovePrincipal(..)
            | Amendment::LeavePrincipalOut(..) => {}
        }
    }
}
