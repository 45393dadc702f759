//! The AWS CLI's language: what is printed reads back, what is typed is taken and refused as the AWS CLI does it, and answers
//! look as its answers do.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{World, any_write};
use iam_console::account::display::is_unprintable;
use iam_console::account::operation::*;
use iam_console::account::refusal::{ErrorCode, Refusal};
use iam_console::account::reply::Reply;
use iam_console::account::secret::{MASK, Secret};
use iam_console::account::shape::Rule;
use iam_console::awscli::*;
use proptest::prelude::*;
use serde_json::{Map, Value as Json, json};

/// Two files that lines may name.
struct TwoFiles;

impl Files for TwoFiles {
    fn read(&self, path: &str) -> Result<String, String> {
        match path {
            "trust.json" => Ok(r#"{"Version":"2012-10-17"}"#.into()),
            "user.json" => Ok(r#"{"UserName":"alice","Path":"/a/"}"#.into()),
            _ => Err("No such file or directory (os error 2)".into()),
        }
    }
}

fn read(line: &str) -> Result<Invocation, UsageError> {
    match parse_line(line, &TwoFiles)? {
        Command::Call(invocation) => Ok(*invocation),
        Command::Print(text) => panic!("{line} only prints:\n{text}"),
    }
}

fn printed(line: &str) -> String {
    match parse_line(line, &TwoFiles) {
        Ok(Command::Print(text)) => text,
        other => panic!("{other:?}"),
    }
}

fn refused(line: &str) -> String {
    read(line).expect_err(line).message
}

fn user(name: &str) -> CreateUser {
    CreateUser { user_name: name.into(), ..CreateUser::default() }
}

/// Texts that a shell, the shorthand, JSON or a terminal could take amiss.
const AWKWARD: &[&str] = &[
    "alice", "-x", "--user-name", "-5", "-", "it's", "a b", " a ", "\"q\"", "a\\", "a,b=c", "[x]", "{y}", "file://z", "fileb://z", "größe",
    "部署", "😀", "a\nb", "\u{1b}[31m", "a\u{202e}b", "\u{0}", "#x", "$HOME `id`", "help", "~", "!!", "a=b", "=", ",", "'", "\\,", "\u{2028}",
];

fn awkward(least: usize) -> impl Strategy<Value = String> {
    let text = prop_oneof![4 => proptest::sample::select(AWKWARD).prop_map(str::to_owned), 1 => any::<String>()];
    text.prop_map(move |text| {
        let missing = least.saturating_sub(text.chars().count());
        text + &"x".repeat(missing)
    })
}

fn any_member(member: &'static Member) -> BoxedStrategy<Option<(String, Json)>> {
    let value = match member.shape.rule {
        Rule::Text { min, .. } => awkward(min).prop_map(Json::from).boxed(),
        Rule::Choice(words) => prop_oneof![proptest::sample::select(words).prop_map(str::to_owned), awkward(1)].prop_map(Json::from).boxed(),
        Rule::Number { min, max } => (min..=max).prop_map(Json::from).boxed(),
        Rule::Flag => any::<bool>().prop_map(Json::from).boxed(),
        Rule::Tags(_) => {
            let tag = (awkward(1), awkward(0)).prop_map(|(key, value)| json!({"Key": key, "Value": value}));
            proptest::collection::vec(tag, 0..3).prop_map(Json::from).boxed()
        }
        Rule::TagKeys(_) => proptest::collection::vec(awkward(1), 0..3).prop_map(Json::from).boxed(),
    };
    let likely = if member.required { 1.0 } else { 0.5 };
    proptest::option::weighted(likely, value.prop_map(|value| (member.name.to_owned(), value))).boxed()
}

/// Any operation at all, with members that are awkward to write.
fn any_operation() -> impl Strategy<Value = Operation> {
    proptest::sample::select(OPERATIONS).prop_flat_map(|spec| {
        let members: Vec<_> = spec.members.iter().map(any_member).collect();
        members.prop_map(|members| Operation::from_json(spec.name, members.into_iter().flatten().collect::<Map<_, _>>().into()).unwrap().unwrap())
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
        let answer = parse_line(&line, &TwoFiles);
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
        "aws", "iam", "create-user", "list-users", "tag-user", "create-login-profile", "--user-name", "--tags", "--password", "--pass", "Key=a,Value=b", "--query",
        "--output", "--cli-input-json", "{\"UserName\":", "[", "\"x\"", "}", "--max-items", "--starting-token", "--generate-cli-skeleton", "-1", "=", "'", "\"", "\\", "help",
    ];
    let word = prop_oneof![3 => proptest::sample::select(words).prop_map(str::to_owned), 1 => awkward(0)];
    proptest::collection::vec(word, 0..10).prop_map(|words| words.join(" "))
}

#[test]
fn lines_are_those_one_would_type() {
    let trust = r#"{"Statement":[]}"#;
    let tags = |pairs: &[(&str, &str)]| pairs.iter().map(|(key, value)| Tag { key: (*key).into(), value: (*value).into() }).collect::<Vec<_>>();
    let table: Vec<(Operation, &str)> = vec![
        (AddUserToGroup { group_name: "Developers".into(), user_name: "alice".into() }.into(), "aws iam add-user-to-group --group-name Developers --user-name alice"),
        (user("-x").into(), "aws iam create-user --user-name=-x"),
        (user("file://x").into(), r#"aws iam create-user --cli-input-json '{"UserName":"file://x"}'"#),
        (user("a\u{202e}b").into(), r#"aws iam create-user --cli-input-json '{"UserName":"a\u202eb"}'"#),
        (
            CreateLoginProfile { user_name: Some("alice".into()), password: Some(Secret::new("hunter2")), password_reset_required: Some(true) }.into(),
            "aws iam create-login-profile --user-name alice --password '********' --password-reset-required",
        ),
        (
            TagUser { user_name: "alice".into(), tags: tags(&[("team", "red"), ("cost centre", "a,b"), ("empty", "")]) }.into(),
            "aws iam tag-user --user-name alice --tags Key=team,Value=red 'Key=cost centre,Value=\"a,b\"' Key=empty,Value=",
        ),
        (TagUser { user_name: "a".into(), tags: tags(&[("q", "\"")]) }.into(), r#"aws iam tag-user --user-name a --tags '[{"Key":"q","Value":"\""}]'"#),
        (UntagUser { user_name: "alice".into(), tag_keys: vec!["team".into(), "cost centre".into()] }.into(), "aws iam untag-user --user-name alice --tag-keys team 'cost centre'"),
        (UntagUser { user_name: "alice".into(), tag_keys: vec!["-x".into()] }.into(), r#"aws iam untag-user --user-name alice --tag-keys '["-x"]'"#),
        (
            CreateRole { role_name: "app".into(), assume_role_policy_document: trust.into(), max_session_duration: Some(7200), ..Default::default() }.into(),
            r#"aws iam create-role --role-name app --assume-role-policy-document '{"Statement":[]}' --max-session-duration 7200"#,
        ),
        (
            UpdateAccountPasswordPolicy { minimum_password_length: Some(14), require_symbols: Some(true), hard_expiry: Some(false), ..Default::default() }.into(),
            "aws iam update-account-password-policy --minimum-password-length 14 --require-symbols --no-hard-expiry",
        ),
        (
            CreateVirtualMFADevice { virtual_mfa_device_name: "phone".into(), ..Default::default() }.into(),
            "aws iam create-virtual-mfa-device --virtual-mfa-device-name phone --outfile QRCode.png --bootstrap-method QRCodePNG",
        ),
        (ListUsers { max_items: Some(5), ..Default::default() }.into(), "aws iam list-users --max-items 5 --no-paginate"),
        (GetAccountSummary {}.into(), "aws iam get-account-summary"),
    ];
    for (operation, expected) in table {
        assert_eq!(line(&operation), expected);
    }
}

#[test]
fn root_s_own_device_is_told_apart() {
    let enable = |user_name: Option<&str>| EnableMFADevice { user_name: user_name.map(str::to_owned), ..Default::default() }.into();
    assert!(note(&enable(None)).is_some_and(|note| note.contains("only the console")));
    assert_eq!(note(&enable(Some("alice"))), None);
    assert_eq!(note(&DeactivateMFADevice::default().into()), None, "the API leaves the name out here");
}

#[test]
fn lines_are_taken_as_the_aws_cli_takes_them() {
    let tagged = |tags: &[(&str, &str)]| -> Operation {
        let tags = tags.iter().map(|(key, value)| Tag { key: (*key).into(), value: (*value).into() }).collect();
        CreateUser { tags: Some(tags), ..user("a") }.into()
    };
    let table: Vec<(&str, Operation)> = vec![
        ("aws iam create-user --user-name alice", user("alice").into()),
        ("iam create-user --user-name=alice", user("alice").into()),
        ("iam create-user --us alice", user("alice").into()),
        ("iam create-user --user-name a --user-name b", user("b").into()),
        ("--region us-east-1 iam --output json create-user --user-name a --profile x --no-cli-pager --debug", user("a").into()),
        ("iam create-user \\\n  --user-name a # a comment", user("a").into()),
        ("iam create-user --user-name a --tags Key=k,Value=v 'Key=l,Value=\"x,y\"'", tagged(&[("k", "v"), ("l", "x,y")])),
        (r#"iam create-user --user-name a --tags '[{"Key":"k","Value":"v"}]'"#, tagged(&[("k", "v")])),
        (r#"iam create-user --user-name a --tags '{"Key":"k","Value":"v"}' '{"Key":"l","Value":""}'"#, tagged(&[("k", "v"), ("l", "")])),
        ("iam create-user --user-name a --tags", tagged(&[])),
        ("iam create-user --cli-input-json file://user.json --path /b/", CreateUser { path: Some("/b/".into()), ..user("alice") }.into()),
        ("iam untag-user --user-name a --tag-keys x y z", UntagUser { user_name: "a".into(), tag_keys: vec!["x".into(), "y".into(), "z".into()] }.into()),
        ("iam list-policies --no-only-attached --scope AWS", ListPolicies { only_attached: Some(false), scope: Some("AWS".into()), ..Default::default() }.into()),
        ("iam list-policies --scope wrong", ListPolicies { scope: Some("wrong".into()), ..Default::default() }.into()),
        (
            "iam create-role --role-name r --assume-role-policy-document file://trust.json --max-session-duration 99999999999999999999",
            CreateRole {
                role_name: "r".into(),
                assume_role_policy_document: r#"{"Version":"2012-10-17"}"#.into(),
                max_session_duration: Some(u32::MAX),
                ..Default::default()
            }
            .into(),
        ),
        (
            "iam resync-mfa-device --user-name a --serial-number 123456789 --authentication-code-1 123456 --authentication-code2 654321",
            ResyncMFADevice {
                user_name: Some("a".into()),
                serial_number: "123456789".into(),
                authentication_code_1: Secret::new("123456"),
                authentication_code_2: Secret::new("654321"),
            }
            .into(),
        ),
    ];
    for (line, expected) in table {
        assert_eq!(read(line).map(|invocation| invocation.operation), Ok(expected), "{line}");
    }
}

#[test]
fn what_the_aws_cli_refuses_by_itself_is_refused_in_its_words() {
    let table = [
        ("", "the following arguments are required: command"),
        ("aws iam", "the following arguments are required: operation"),
        ("iam create-user", "the following arguments are required: --user-name"),
        ("iam create-virtual-mfa-device --path /", "the following arguments are required: --virtual-mfa-device-name, --outfile, --bootstrap-method"),
        ("iam creat-user --user-name a", "argument operation: Found invalid choice 'creat-user'\n\nMaybe you meant:\n\n  * create-user"),
        ("iam create-user --user-name", "argument --user-name: expected one argument"),
        ("iam create-user --user-name a --foo b", "Unknown options: --foo, b"),
        ("iam create-user --user-nam=a --user-naem b", "the following arguments are required: --user-name"),
        ("iam create-user --user-name a --pth /", "Unknown options: --pth, /\n\nMaybe you meant:\n\n  * --path"),
        ("iam create-user --user-name ''", "Parameter validation failed:\nInvalid length for parameter UserName, value: 0, valid min length: 1"),
        (
            "iam create-user --cli-input-json '{\"Foo\":1,\"Path\":5}'",
            "Parameter validation failed:\nMissing required parameter in input: \"UserName\"\nUnknown parameter in input: \"Foo\", must be one of: Path, \
             UserName, PermissionsBoundary, Tags\nInvalid type for parameter Path, value: 5, type: <class 'int'>, valid types: <class 'str'>",
        ),
        ("iam create-user --cli-input-json '['", "Error parsing parameter 'cli-input-json': Invalid JSON received."),
        ("iam create-user --cli-input-json '[]'", "Error parsing parameter 'cli-input-json': Invalid type: expecting map, received <class 'list'>"),
        (
            "iam tag-user --user-name a --tags Key=k,Foo=v Key=k,Value=v,w",
            "Parameter validation failed:\nMissing required parameter in Tags[0]: \"Value\"\nUnknown parameter in Tags[0]: \"Foo\", must be one of: Key, Value\n\
             Invalid type for parameter Tags[1].Value, value: ['v', 'w'], type: <class 'list'>, valid types: <class 'str'>",
        ),
        ("iam tag-user --user-name a --tags Key", "Error parsing parameter '--tags': Expected: '=', received: 'EOF' for input:\nKey\n   ^"),
        (
            "iam create-role --role-name r --assume-role-policy-document x --max-session-duration 5",
            "Parameter validation failed:\nInvalid value for parameter MaxSessionDuration, value: 5, valid min value: 3600",
        ),
        (
            "iam create-role --role-name r --assume-role-policy-document x --max-session-duration one",
            "argument --max-session-duration: invalid int value: 'one'",
        ),
        (
            "iam create-role --role-name r --assume-role-policy-document file://none.json",
            "Error parsing parameter '--assume-role-policy-document': Unable to load paramfile file://none.json: No such file or directory (os error 2)",
        ),
        ("iam list-users --no-paginate --page-size 5", "Error during pagination: Cannot specify --no-paginate along with pagination arguments: --page-size"),
        ("iam list-users --output xml", "argument --output: Found invalid choice 'xml'\n\nMaybe you meant:\n\n  * json\n  * text"),
        ("iam put-user-policy --user-name a", "argument operation: 'put-user-policy' is there on AWS, but this practice account does not have it."),
        (
            "create-user --user-name a",
            "argument command: Found invalid choice 'create-user'\n\nMaybe you meant:\n\n  * iam create-user\n\nThis practice account has these services: iam.",
        ),
        ("iam create-user --user-name 'a", "A quotation mark or a backslash at the end of the line has no other half."),
        ("iam create-user --user-name fileb://x", "Error parsing parameter '--user-name': The value is text: use file:// in the place of fileb://."),
    ];
    for (line, expected) in table {
        let error = read(line).expect_err(line);
        assert_eq!(error.message, expected, "{line}");
        assert_eq!(error.exit_code, 252, "{line}");
    }
    let shown = read("iam").unwrap_err().to_string();
    assert!(shown.starts_with("An error occurred (ParamValidation): the following arguments are required: operation\n\nusage: aws [options] <command>"));
    let long = format!("iam create-user --user-name {}", "x".repeat(2 << 20));
    assert!(refused(&long).contains("longer than"));
    assert!(refused(&format!("iam {}", "x".repeat(100_000))).len() < 1000);
}

#[test]
fn files_may_be_out_of_reach() {
    let words = ["iam", "create-user", "--user-name", "file://user.json"].map(str::to_owned);
    assert_eq!(
        parse(&words, &NoFiles).unwrap_err().message,
        "Error parsing parameter '--user-name': Unable to load paramfile file://user.json: files can't be read here"
    );
}

#[test]
fn no_refused_line_gives_a_secret_away() {
    for line in [
        "iam create-login-profile --user-name a --passwrod hunter2",
        "iam create-login-profile --user-name a --passwrod=hunter2",
        "iam create-login-profile --user-name a --password x hunter2",
        "iam create-login-profile --user-name a --password-reset-required=hunter2",
        "iam create-login-profile --user-name '' --password hunter2",
        "iam create-login-profile --cli-input-json '{\"Password\":[\"hunter2\"]}'",
        "iam create-login-profile --cli-input-json '{\"Password\":\"hunter2\"'",
        "iam create-login-profile --cli-input-json '{\"Password\":\"hunter2\",\"Foo\":1}'",
        "iam enable-mfa-device --serial-number 123456789 --authentication-code1 hunter2 --authentication-code2 ''",
    ] {
        let error = read(line).expect_err(line);
        assert!(!format!("{error} {error:?}").contains("hunter2"), "{error}");
    }
    let taken = read("iam create-login-profile --user-name a --password hunter2").unwrap();
    assert!(!format!("{taken:?} {}", line(&taken.operation)).contains("hunter2"));
    assert!(line(&taken.operation).contains(MASK));
}

#[test]
fn what_only_prints_is_printed() {
    assert_eq!(printed("iam create-user help"), help(&["iam".into(), "create-user".into()]));
    assert_eq!(printed("iam help"), help(&["iam".into()]));
    assert_eq!(printed("help"), help(&[]));
    assert_eq!(help(&["frobnicate".into()]), help(&[]));
    assert!(printed("--version").starts_with("iam-console/"));
    let skeleton: Json = serde_json::from_str(&printed("iam create-user --generate-cli-skeleton")).unwrap();
    assert_eq!(skeleton, json!({"Path": "", "UserName": "", "PermissionsBoundary": "", "Tags": [{"Key": "", "Value": ""}]}));
    assert_eq!(printed("iam get-account-summary --generate-cli-skeleton input"), "{}");
    assert!(refused("iam create-user --generate-cli-skeleton output").contains("invalid choice 'output'"));
}

#[test]
fn every_skeleton_can_be_filled_in_and_given_back() {
    for spec in OPERATIONS.iter().filter(|spec| !spec.members.is_empty()) {
        let name = cli_name(spec.name);
        let skeleton = printed(&format!("{} {name} --generate-cli-skeleton", spec.service));
        let filled = skeleton.replace("\"\"", "\"something-of-twenty-letters\"").replace(": 0", ": 3600");
        let outfile = if spec.name == "CreateVirtualMFADevice" { "--outfile x --bootstrap-method QRCodePNG" } else { "" };
        let invocation = read(&format!("{} {name} {outfile} --cli-input-json {}", spec.service, quote(&filled))).unwrap();
        assert_eq!(invocation.operation.members().len(), spec.members.len(), "{}", spec.name);
    }
}

#[test]
fn a_new_device_s_seed_goes_into_a_file() {
    let taken = read("iam create-virtual-mfa-device --virtual-mfa-device-name p --outfile /tmp/seed --bootstrap-method Base32StringSeed").unwrap();
    assert_eq!(taken.bootstrap, Some(Bootstrap { outfile: "/tmp/seed".into(), method: BootstrapMethod::Base32StringSeed }));
    assert!(refused("iam create-virtual-mfa-device --virtual-mfa-device-name p --outfile x --bootstrap-method y").contains("QRCodePNG"));
    let mut world = World::fresh();
    let reply = world.run(taken.operation).unwrap();
    let serial = world.account.serial_number(world.account.mfa_device_named("p").unwrap());
    assert_eq!(print_reply(&reply).unwrap(), format!("{{\n    \"VirtualMFADevice\": {{\n        \"SerialNumber\": \"{serial}\"\n    }}\n}}"));
}

#[test]
fn replies_and_refusals_are_printed_as_the_aws_cli_prints_them() {
    let mut world = World::fresh();
    let create = CreateUser { tags: Some(vec![Tag { key: "team".into(), value: "red".into() }]), ..user("alice") };
    let reply = world.run(create.clone()).unwrap();
    let id = world.account.user_named("alice").unwrap().id;
    let account = world.account.id();
    let expected = format!(
        r#"{{
    "User": {{
        "Path": "/",
        "UserName": "alice",
        "UserId": "{id}",
        "Arn": "arn:aws:iam::{account}:user/alice",
        "CreateDate": "2026-11-23T21:14:05+00:00",
        "Tags": [
            {{
                "Key": "team",
                "Value": "red"
            }}
        ]
    }}
}}"#
    );
    assert_eq!(print_reply(&reply).unwrap(), expected);
    assert_eq!(print_reply(&Reply::Nothing {}), None);

    let again = Operation::from(create);
    let refusal = world.plan(again.clone()).unwrap_err();
    assert_eq!(
        error_line(&again, &refusal),
        "An error occurred (EntityAlreadyExists) when calling the CreateUser operation: User with name alice already exists."
    );
    let hostile = Refusal::new(ErrorCode::ValidationError, "\u{1b}[31m");
    assert!(error_line(&again, &hostile).ends_with("operation: \\u{1b}[31m"));
}

/// An account with 25 users in a group, and a policy on users and groups.
fn crowded() -> World {
    let mut world = World::fresh();
    let policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess".to_owned();
    world.change(CreateGroup { group_name: "All".into(), path: None });
    world.change(AttachGroupPolicy { group_name: "All".into(), policy_arn: policy_arn.clone() });
    for number in 0..25 {
        let user_name = format!("user-{number:02}");
        world.change(user(&user_name));
        world.change(AddUserToGroup { group_name: "All".into(), user_name: user_name.clone() });
        if number < 5 {
            world.change(AttachUserPolicy { user_name, policy_arn: policy_arn.clone() });
        }
    }
    world
}

fn answer(world: &mut World, line: &str) -> String {
    let invocation = read(line).unwrap();
    let answer = invocation.run(|operation| world.run(operation.clone())).unwrap();
    answer.print(&invocation.output).unwrap().unwrap_or_default()
}

fn json_answer(world: &mut World, line: &str) -> Json {
    serde_json::from_str(&answer(world, line)).unwrap()
}

fn names(answer: &Json, key: &str) -> Vec<String> {
    answer[key].as_array().unwrap().iter().map(|user| user["UserName"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn lists_are_put_together_from_their_pages() {
    let mut world = crowded();
    let whole = json_answer(&mut world, "iam list-users");
    assert_eq!(names(&whole, "Users").len(), 25);
    assert_eq!(whole.as_object().unwrap().keys().collect::<Vec<_>>(), ["Users"]);
    for size in [1, 7, 24, 25, 26] {
        assert_eq!(json_answer(&mut world, &format!("iam list-users --page-size {size}")), whole, "{size}");
    }
    let group = json_answer(&mut world, "iam get-group --group-name All --page-size 4");
    assert_eq!(group.as_object().unwrap().keys().collect::<Vec<_>>(), ["Users", "Group"], "what is no list comes behind the lists");
    assert_eq!(group["Users"].as_array().unwrap().len(), 25);

    let mut calls = 0;
    let invocation = read("iam list-users --page-size 10").unwrap();
    let run = invocation.run(|operation| {
        calls += 1;
        world.run(operation.clone())
    });
    run.unwrap();
    assert_eq!(calls, 3);
}

#[test]
fn a_list_that_was_cut_goes_on_where_it_was_cut() {
    let mut world = crowded();
    let whole = names(&json_answer(&mut world, "iam list-users"), "Users");
    for (most, size) in [(1, 1), (3, 10), (5, 5), (10, 3), (25, 4), (26, 4), (24, 100)] {
        let mut seen = Vec::new();
        let mut start = String::new();
        loop {
            let page = json_answer(&mut world, &format!("iam list-users --max-items {most} --page-size {size} {start}"));
            let users = names(&page, "Users");
            assert!(users.len() <= most);
            seen.extend(users);
            let Some(token) = page.get("NextToken") else { break };
            start = format!("--starting-token {}", token.as_str().unwrap());
        }
        assert_eq!(seen, whole, "{most} of pages of {size}");
    }
    // The token of the AWS CLI's own documentation.
    let cut = json_answer(&mut world, "iam list-users --max-items 2");
    assert_eq!(cut["NextToken"], "eyJNYXJrZXIiOiBudWxsLCAiYm90b190cnVuY2F0ZV9hbW91bnQiOiAyfQ==");
}

#[test]
fn only_the_first_of_several_lists_is_cut() {
    let mut world = crowded();
    let entities = "iam list-entities-for-policy --policy-arn arn:aws:iam::aws:policy/ReadOnlyAccess";
    let whole = json_answer(&mut world, entities);
    assert_eq!(whole.as_object().unwrap().keys().collect::<Vec<_>>(), ["PolicyGroups", "PolicyUsers", "PolicyRoles"]);
    assert_eq!((whole["PolicyGroups"].as_array().unwrap().len(), whole["PolicyUsers"].as_array().unwrap().len()), (1, 5));
}

#[test]
fn who_turns_the_pages_himself_sees_them_as_the_api_gives_them() {
    let mut world = crowded();
    let first = json_answer(&mut world, "iam list-users --no-paginate --max-items 10");
    assert_eq!(first.as_object().unwrap().keys().collect::<Vec<_>>(), ["Users", "IsTruncated", "Marker"]);
    assert_eq!((first["Users"].as_array().unwrap().len(), &first["IsTruncated"]), (10, &json!(true)));
    let marker = first["Marker"].as_str().unwrap();
    let second = json_answer(&mut world, &format!("iam list-users --max-items 10 --marker {marker}"));
    assert_eq!(second["Users"].as_array().unwrap().len(), 10);
    let invocation = read("iam list-users --starting-token nonsense").unwrap();
    let refusal = invocation.run(|operation| world.run(operation.clone())).unwrap_err();
    assert_eq!(refusal.member, Some("Marker"));
}

#[test]
fn queries_and_text_serve_scripts() {
    let mut world = crowded();
    assert_eq!(answer(&mut world, "iam list-users --query 'length(Users)'"), "25");
    assert_eq!(answer(&mut world, "iam list-users --query 'Users[0].UserName' --output text"), "user-00");
    assert_eq!(answer(&mut world, "iam list-users --max-items 3 --query 'Users[].UserName' --output text"), "user-00\tuser-01\tuser-02\nNone");
    assert_eq!(answer(&mut world, "iam list-users --page-size 20 --query 'length(Users)' --output text"), "20\n5", "text is asked page by page");
    assert_eq!(answer(&mut world, "iam list-groups-for-user --user-name user-00 --query 'Groups[].[GroupName,Path]' --output text"), "All\t/");
    let group = world.account.group_named("All").unwrap().id;
    let (account, date) = (world.account.id(), "2026-11-23T21:14:05+00:00");
    assert_eq!(
        answer(&mut world, "iam list-groups --output text"),
        format!("GROUPS\tarn:aws:iam::{account}:group/All\t{date}\t{group}\tAll\t/")
    );
    assert_eq!(answer(&mut world, "iam delete-user --user-name nobody-here --query User || true".split(" ||").next().unwrap().replace("delete-user --user-name nobody-here", "get-group --group-name All").as_str()), "null");
    assert_eq!(answer(&mut world, "iam create-account-alias --account-alias acme"), "");
    assert_eq!(answer(&mut world, "iam list-account-aliases --output text"), "ACCOUNTALIASES\tacme");
    let failing = read("iam list-users --query 'length(Nothing)'").unwrap();
    let error = failing.run(|operation| world.run(operation.clone())).unwrap().print(&failing.output).unwrap_err();
    assert_eq!(error.exit_code, 255);
    assert!(refused("iam list-users --query 'Users['").starts_with("Bad value for --query Users[: "));
}

#[test]
fn a_line_is_completed_where_it_ends() {
    let words = |line: &str| complete(line).candidates.into_iter().map(|candidate| candidate.word).collect::<Vec<_>>();
    let of = |line: &str| complete(line).value_of.map(|(spec, member)| format!("{}.{}", spec.name, member.name));
    assert_eq!(words("aws "), ["iam"]);
    assert_eq!(words("aws iam create-u"), ["create-user"]);
    assert_eq!(words("iam list-account"), ["list-account-aliases"]);
    assert_eq!(words("iam add-user-to-group --")[..2], ["--group-name", "--user-name"]);
    assert_eq!(words("iam add-user-to-group --group-name x --")[0], "--user-name");
    assert_eq!(words("iam list-policies --no-on"), ["--no-only-attached"]);
    assert!(words("iam list-policies --only-attached --no-o").is_empty());
    assert_eq!(words("iam update-access-key --status "), ["Active", "Inactive", "Expired"]);
    assert_eq!(words("iam update-access-key --status=In"), ["Inactive"]);
    assert_eq!(words("iam create-virtual-mfa-device --bootstrap-method Q"), ["QRCodePNG"]);
    assert_eq!(words("iam list-users --output t"), ["text"]);
    assert!(words("iam frobnicate --").is_empty());
    assert_eq!(of("iam add-user-to-group --user-name al"), Some("AddUserToGroup.UserName".into()));
    assert_eq!(of("iam add-user-to-group --user-name=al"), Some("AddUserToGroup.UserName".into()));
    assert_eq!(of("iam add-user-to-group --user-name alice "), None);
    assert_eq!(of("iam untag-user --user-name a --tag-keys x "), Some("UntagUser.TagKeys".into()));
    let quoted = complete("iam create-user --user-name 'al i");
    assert_eq!((quoted.from, quoted.typed.as_str()), (28, "al i"));
    let attached = complete("iam create-user --user-name=al");
    assert_eq!((attached.from, attached.typed.as_str()), (28, "al"));
}

/// Every operation's synopsis and options: required ones, types, limits, order.
#[test]
fn the_help_of_every_operation() {
    let mut pages = String::new();
    for spec in OPERATIONS {
        let page = help(&[spec.service.to_owned(), cli_name(spec.name)]);
        let (own, _) = page.split_once("\nGLOBAL OPTIONS").expect("the same for all");
        pages.push_str(own);
        pages.push_str("\n----\n");
    }
    insta::assert_snapshot!("help_of_operations", pages);
    insta::assert_snapshot!("help_overview", help(&[]));
    insta::assert_snapshot!("help_iam", help(&["iam".to_owned()]));
}
