//! Lines as one types them, and as they are printed for one to type.

use iam_console::account::caller::Caller;
use iam_console::account::operation::*;
use iam_console::account::secret::Secret;
use iam_console::awscli::*;

use super::{read, user};

#[test]
fn lines_are_those_one_would_type() {
    let trust = r#"{"Statement":[]}"#;
    let tags =
        |pairs: &[(&str, &str)]| pairs.iter().map(|(key, value)| Tag { key: (*key).into(), value: (*value).into() }).collect::<Vec<_>>();
    let table: Vec<(Operation, &str)> = vec![
        (
            AddUserToGroup { group_name: "Developers".into(), user_name: "alice".into() }.into(),
            "aws iam add-user-to-group --group-name Developers --user-name alice",
        ),
        (user("-x").into(), "aws iam create-user --user-name=-x"),
        (user("file://x").into(), r#"aws iam create-user --cli-input-json '{"UserName":"file://x"}'"#),
        (user("a\u{202e}b").into(), r#"aws iam create-user --cli-input-json '{"UserName":"a\u202eb"}'"#),
        (
            CreateLoginProfile {
                user_name: Some("alice".into()),
                password: Some(Secret::new("hunter2")),
                password_reset_required: Some(true),
            }
            .into(),
            "aws iam create-login-profile --user-name alice --password '********' --password-reset-required",
        ),
        (
            TagUser { user_name: "alice".into(), tags: tags(&[("team", "red"), ("cost centre", "a,b"), ("empty", "")]) }.into(),
            "aws iam tag-user --user-name alice --tags Key=team,Value=red 'Key=cost centre,Value=\"a,b\"' Key=empty,Value=",
        ),
        (
            TagUser { user_name: "a".into(), tags: tags(&[("q", "\"")]) }.into(),
            r#"aws iam tag-user --user-name a --tags '[{"Key":"q","Value":"\""}]'"#,
        ),
        (
            UntagUser { user_name: "alice".into(), tag_keys: vec!["team".into(), "cost centre".into()] }.into(),
            "aws iam untag-user --user-name alice --tag-keys team 'cost centre'",
        ),
        (
            UntagUser { user_name: "alice".into(), tag_keys: vec!["-x".into()] }.into(),
            r#"aws iam untag-user --user-name alice --tag-keys '["-x"]'"#,
        ),
        (
            CreateRole {
                role_name: "app".into(),
                assume_role_policy_document: trust.into(),
                max_session_duration: Some(7200),
                ..Default::default()
            }
            .into(),
            r#"aws iam create-role --role-name app --assume-role-policy-document '{"Statement":[]}' --max-session-duration 7200"#,
        ),
        (
            UpdateAccountPasswordPolicy {
                minimum_password_length: Some(14),
                require_symbols: Some(true),
                hard_expiry: Some(false),
                ..Default::default()
            }
            .into(),
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
        ("--region us-east-1 iam --output json create-user --user-name a --profile default --no-cli-pager --debug", user("a").into()),
        ("iam create-user \\\n  --user-name a # a comment", user("a").into()),
        ("iam create-user --user-name a --tags Key=k,Value=v 'Key=l,Value=\"x,y\"'", tagged(&[("k", "v"), ("l", "x,y")])),
        (r#"iam create-user --user-name a --tags '[{"Key":"k","Value":"v"}]'"#, tagged(&[("k", "v")])),
        (r#"iam create-user --user-name a --tags '{"Key":"k","Value":"v"}' '{"Key":"l","Value":""}'"#, tagged(&[("k", "v"), ("l", "")])),
        ("iam create-user --user-name a --tags Key@=k,Value@=file://trust.json", tagged(&[("k", r#"{"Version":"2012-10-17"}"#)])),
        ("iam create-user --user-name a --tags", tagged(&[])),
        ("iam create-user --cli-input-json file://user.json --path /b/", CreateUser { path: Some("/b/".into()), ..user("alice") }.into()),
        (
            "iam untag-user --user-name a --tag-keys x y z",
            UntagUser { user_name: "a".into(), tag_keys: vec!["x".into(), "y".into(), "z".into()] }.into(),
        ),
        (
            "iam list-policies --no-only-attached --scope AWS",
            ListPolicies { only_attached: Some(false), scope: Some("AWS".into()), ..Default::default() }.into(),
        ),
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
fn what_the_aws_cli_spells_otherwise_than_the_api() {
    let run = |least, most| -> Operation {
        RunInstances { image_id: Some("ami-0123456789abcdef0".into()), min_count: Some(least), max_count: Some(most), ..Default::default() }
            .into()
    };
    let launch = "ec2 run-instances --image-id ami-0123456789abcdef0";
    for (count, least, most) in [("1", 1, 1), ("2:5", 2, 5)] {
        let text = format!("{launch} --count {count}");
        let operation = read(&text).unwrap().operation;
        assert_eq!(operation, run(least, most));
        assert_eq!(iam_console::awscli::line(&operation), format!("aws {text}"), "it is shown as the AWS CLI takes it");
    }
    assert_eq!(read(&format!("{launch} --min-count 2 --max-count 5")).unwrap().operation, run(2, 5));
    for count in ["x", "1:", ":1", "-1", "1:2:3"] {
        let message = read(&format!("{launch} --count={count}")).unwrap_err().message;
        assert_eq!(message, "count parameter should be of the form min[:max]", "{count}");
    }
    let create = "lambda create-function --function-name f --role arn:aws:iam::111122223333:role/r";
    for code in ["", " --zip-file fileb://metadata.xml", " --code S3Bucket=b,S3Key=k"] {
        assert_eq!(read(&format!("{create}{code}")).unwrap().operation, read(create).unwrap().operation, "{code}");
    }
    let message = read(&format!("{create} --zip-file f.zip")).unwrap_err().message;
    assert!(message.starts_with("--zip-file must be a zip file with the fileb:// prefix."), "{message}");
    let missing = read(&format!("{create} --zip-file fileb://f.zip")).unwrap_err();
    let told = "Error parsing parameter '--zip-file': Unable to load paramfile fileb://f.zip: No such file or directory (os error 2)";
    assert_eq!((missing.message.as_str(), missing.exit_code), (told, 252));
}

#[test]
fn a_request_that_is_not_signed_is_nobodys() {
    let unsigned = read("s3api get-object --bucket b --key a out --no-sign-request").unwrap();
    let signed = read("s3api get-object --bucket b --key a out").unwrap();
    assert_eq!(unsigned.operation, signed.operation);
    assert_eq!((unsigned.caller(&Caller::ROOT), signed.caller(&Caller::ROOT)), (Caller::nobody(), &Caller::ROOT));
}
