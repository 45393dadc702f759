//! What is printed as a line reads back as the same operation, however awkward its members are.

use iam_console::account::display::is_unprintable;
use iam_console::account::operation::*;
use iam_console::account::refusal::ErrorCode;
use iam_console::account::shape::{Part, Rule, Shape, Structure};
use iam_console::awscli::*;
use proptest::prelude::*;
use serde_json::{Map, Value as Json, json};

use super::common::{World, any_write};
use super::{FewFiles, read};

/// Texts that a shell, the shorthand, JSON or a terminal could take amiss.
const AWKWARD: &[&str] = &[
    "alice",
    "-x",
    "--user-name",
    "-5",
    "-",
    "it's",
    "a b",
    " a ",
    "\"q\"",
    "a\\",
    "a,b=c",
    "[x]",
    "{y}",
    "file://z",
    "fileb://z",
    "größe",
    "部署",
    "😀",
    "a\nb",
    "\u{1b}[31m",
    "a\u{202e}b",
    "\u{0}",
    "#x",
    "$HOME `id`",
    "help",
    "~",
    "!!",
    "a=b",
    "=",
    ",",
    "'",
    "\\,",
    "\u{2028}",
];

fn awkward(least: usize) -> impl Strategy<Value = String> {
    let text = prop_oneof![4 => proptest::sample::select(AWKWARD).prop_map(str::to_owned), 1 => any::<String>()];
    text.prop_map(move |text| {
        let missing = least.saturating_sub(text.chars().count());
        text + &"x".repeat(missing)
    })
}

fn any_member(member: &'static Member) -> BoxedStrategy<Option<(String, Json)>> {
    let named = any_value(member.shape).prop_map(|value| (member.name.to_owned(), value));
    if member.required { named.prop_map(Some).boxed() } else { proptest::option::of(named).boxed() }
}

fn any_value(shape: &'static Shape) -> BoxedStrategy<Json> {
    match &shape.rule {
        Rule::Text { min, .. } | Rule::Blob { min, .. } => awkward(*min).prop_map(Json::from).boxed(),
        Rule::Choice(words) => {
            prop_oneof![proptest::sample::select(*words).prop_map(str::to_owned), awkward(1)].prop_map(Json::from).boxed()
        }
        Rule::Number { min, max } => (*min..=*max).prop_map(Json::from).boxed(),
        Rule::Flag => any::<bool>().prop_map(Json::from).boxed(),
        Rule::Tags(_) => {
            let tag = (awkward(1), awkward(0)).prop_map(|(key, value)| json!({"Key": key, "Value": value}));
            proptest::collection::vec(tag, 0..3).prop_map(Json::from).boxed()
        }
        Rule::Texts(_, of) => proptest::collection::vec(any_value(of), 0..3).prop_map(Json::from).boxed(),
        Rule::Structures(_, of) => proptest::collection::vec(any_structure(of), 0..3).prop_map(Json::from).boxed(),
        Rule::Structure(of) => any_structure(of),
        Rule::Map { .. } => proptest::collection::btree_map(awkward(1), awkward(0), 0..3).prop_map(|map| json!(map)).boxed(),
        Rule::Item => proptest::collection::btree_map(awkward(1), awkward(0), 0..3)
            .prop_map(|map| map.into_iter().map(|(name, text)| (name, json!({"S": text}))).collect::<Map<_, _>>().into())
            .boxed(),
    }
}

fn any_structure(of: &'static Structure) -> BoxedStrategy<Json> {
    let part = |part: &'static Part| {
        let named = any_value(part.shape).prop_map(|value| (part.name.to_owned(), value));
        if part.required { named.prop_map(Some).boxed() } else { proptest::option::of(named).boxed() }
    };
    let parts: Vec<_> = of.parts.iter().map(part).collect();
    parts.prop_map(|parts| Json::Object(parts.into_iter().flatten().collect())).boxed()
}

/// Any operation at all, with members that are awkward to write.
fn any_operation() -> impl Strategy<Value = Operation> {
    proptest::sample::select(OPERATIONS).prop_flat_map(|spec| {
        let members: Vec<_> = spec.members.iter().map(any_member).collect();
        members.prop_map(|members| {
            Operation::from_json(spec.id, members.into_iter().flatten().collect::<Map<_, _>>().into()).unwrap().unwrap()
        })
    })
}

/// Any operation that reads.
fn any_read() -> impl Strategy<Value = Operation> {
    any_operation().prop_filter("reads", |operation| operation.spec().effect == Effect::Read)
}

/// The line reads back as the operation, and printing it again changes nothing.
fn assert_reads_back(operation: &Operation) -> Result<(), TestCaseError> {
    let printed = line(operation);
    prop_assert!(!printed.contains(is_unprintable), "{printed:?}");
    let invocation = match read(&printed) {
        Ok(invocation) => invocation,
        // What the AWS CLI refuses by itself, the service would refuse, too.
        Err(error) => {
            prop_assert!(error.message.starts_with("Parameter validation failed:\n"), "{printed}: {error}");
            let refusal = World::fresh().plan(operation.clone()).expect_err("refused");
            prop_assert_eq!(refusal.code, ErrorCode::ValidationError);
            return Ok(());
        }
    };
    // Serialised, secrets are masked on both sides.
    prop_assert_eq!(serde_json::to_value(&invocation.operation).unwrap(), serde_json::to_value(operation).unwrap(), "{}", printed);
    prop_assert_eq!(line(&invocation.operation), printed);
    Ok(())
}

proptest! {
    #[test]
    fn what_is_written_reads_back(operation in any_write()) {
        assert_reads_back(&operation)?;
    }

    #[test]
    fn what_only_reads_reads_back(operation in any_read()) {
        assert_reads_back(&operation)?;
    }

    #[test]
    fn awkward_members_read_back(operation in any_operation()) {
        assert_reads_back(&operation)?;
    }

    #[test]
    fn any_line_gives_an_answer(line in prop_oneof![any::<String>(), awkward_line()]) {
        let answer = parse_line(&line, &FewFiles);
        if let Err(error) = answer {
            prop_assert!(!error.to_string().contains(|letter| letter != '\n' && is_unprintable(letter)), "{error}");
            prop_assert!(error.to_string().len() < 20_000);
        }
        let completions = complete(&line);
        prop_assert!(line.is_char_boundary(completions.from));
    }
}

fn awkward_line() -> impl Strategy<Value = String> {
    let words = &[
        "aws",
        "iam",
        "create-user",
        "list-users",
        "tag-user",
        "create-login-profile",
        "--user-name",
        "--tags",
        "--password",
        "--pass",
        "Key=a,Value=b",
        "--query",
        "--output",
        "--cli-input-json",
        "{\"UserName\":",
        "[",
        "\"x\"",
        "}",
        "--max-items",
        "--starting-token",
        "--generate-cli-skeleton",
        "-1",
        "=",
        "'",
        "\"",
        "\\",
        "help",
    ];
    let word = prop_oneof![3 => proptest::sample::select(words).prop_map(str::to_owned), 1 => awkward(0)];
    proptest::collection::vec(word, 0..10).prop_map(|words| words.join(" "))
}
