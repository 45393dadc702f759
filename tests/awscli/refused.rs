//! Lines that make no call.

use iam_console::account::secret::MASK;
use iam_console::awscli::*;

use super::{read, refused};

#[test]
fn what_the_aws_cli_refuses_by_itself_is_refused_in_its_words() {
    let table = [
        ("", "the following arguments are required: command"),
        ("aws iam", "the following arguments are required: operation"),
        ("iam create-user", "the following arguments are required: --user-name"),
        (
            "iam create-virtual-mfa-device --path /",
            "the following arguments are required: --virtual-mfa-device-name, --outfile, --bootstrap-method",
        ),
        ("iam creat-user --user-name a", "argument operation: Found invalid choice 'creat-user'\n\nMaybe you meant:\n\n  * create-user"),
        ("iam --user-name alice create-user", "argument operation: it must come before --user-name"),
        ("iam create-user --user-name", "argument --user-name: expected one argument"),
        ("iam create-user --user-name a --foo b", "Unknown options: --foo, b"),
        ("iam create-user --user-nam=a --user-naem b", "Unknown options: --user-naem, b\n\nMaybe you meant:\n\n  * --user-name"),
        ("iam create-user --user-name a --pth /", "Unknown options: --pth, /\n\nMaybe you meant:\n\n  * --path"),
        (
            "iam create-user --user-name ''",
            "Parameter validation failed:\nInvalid length for parameter UserName, value: 0, valid min length: 1",
        ),
        (
            "iam create-user --cli-input-json '{\"Foo\":1,\"Path\":5}'",
            "Parameter validation failed:\nMissing required parameter in input: \"UserName\"\nUnknown parameter in input: \"Foo\", must be one of: Path, \
             UserName, PermissionsBoundary, Tags\nInvalid type for parameter Path, value: 5, type: <class 'int'>, valid types: <class 'str'>",
        ),
        ("iam create-user --cli-input-json '['", "Error parsing parameter 'cli-input-json': Invalid JSON received."),
        (
            "iam create-user --cli-input-json '[]'",
            "Error parsing parameter 'cli-input-json': Invalid type: expecting map, received <class 'list'>",
        ),
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
        (
            "iam list-users --no-paginate --page-size 5",
            "Error during pagination: Cannot specify --no-paginate along with pagination arguments: --page-size",
        ),
        (
            "iam list-users --starting-token ''",
            "Parameter validation failed:\nInvalid length for parameter Marker, value: 0, valid min length: 1",
        ),
        ("iam list-users --max-items file://trust.json", "argument --max-items: invalid int value: 'file://trust.json'"),
        (
            "iam list-users --color purple",
            "argument --color: Found invalid choice 'purple'\n\nMaybe you meant:\n\n  * on\n  * off\n  * auto",
        ),
        (
            "iam list-users --cli-binary-format raw",
            "argument --cli-binary-format: Found invalid choice 'raw'\n\nMaybe you meant:\n\n  * base64\n  * raw-in-base64-out",
        ),
        ("iam list-users --output xml", "argument --output: Found invalid choice 'xml'\n\nMaybe you meant:\n\n  * json\n  * text"),
        (
            "iam upload-server-certificate --server-certificate-name a",
            "argument operation: 'upload-server-certificate' is there on AWS, but this practice account does not have it.",
        ),
        ("iam wait user-exists --user-name a", "argument operation: 'wait' is there on AWS, but this practice account does not have it."),
        (
            "iam tag-user --user-name a --tags Key=k,Value@=file://none.json",
            "Error parsing parameter '--tags': Unable to load paramfile file://none.json: No such file or directory (os error 2)",
        ),
        ("iam create-user --user-name 'a", "A quotation mark or a backslash at the end of the line has no other half."),
        (
            "iam create-user --user-name fileb://x",
            "Error parsing parameter '--user-name': The value is text: use file:// in the place of fileb://.",
        ),
    ];
    let unknown = read("create-user --user-name a").unwrap_err().message;
    let expected = "argument command: Found invalid choice 'create-user'\n\nMaybe you meant:\n\n  * iam create-user\n\nThis practice account has these services: ";
    assert!(unknown.starts_with(expected) && unknown.contains("iam, "), "{unknown}");
    for (line, expected) in table {
        let error = read(line).expect_err(line);
        assert_eq!(error.message, expected, "{line}");
        assert_eq!(error.exit_code, 252, "{line}");
    }
    let shown = read("iam").unwrap_err().to_string();
    assert!(shown.starts_with(
        "An error occurred (ParamValidation): the following arguments are required: operation\n\nusage: aws [options] <command>"
    ));
    let long = format!("iam create-user --user-name {}", "x".repeat(2 << 20));
    assert!(refused(&long).contains("longer than"));
    assert!(refused(&format!("iam {}", "x".repeat(100_000))).len() < 1000);
}

#[test]
fn times_that_are_none_stop_the_aws_cli_later() {
    for option in ["--cli-read-timeout", "--cli-connect-timeout"] {
        let error = read(&format!("iam list-users {option} soon")).unwrap_err();
        assert_eq!((error.to_string().as_str(), error.exit_code), ("invalid literal for int() with base 10: 'soon'", 255));
        assert!(read(&format!("iam list-users {option} 0 --color off --cli-error-format legacy")).is_ok());
    }
}

#[cfg(unix)]
#[test]
fn what_is_no_text_is_refused_like_other_words() {
    use std::os::unix::ffi::OsStringExt;
    let error = words(vec!["iam".into(), std::ffi::OsString::from_vec(b"hunter2\xff".to_vec())]).unwrap_err();
    assert_eq!(
        (error.to_string().as_str(), error.exit_code),
        ("An error occurred (ParamValidation): An argument is not valid UTF-8.", 252)
    );
    assert_eq!(words(vec!["iam".into()]), Ok(vec!["iam".to_owned()]));
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
        "iam --password hunter2 create-login-profile --user-name a",
        "iam create-login-profile --user-name a --passwrod hunter2",
        "iam create-login-profile --user-name a --passwrod=hunter2",
        "iam '--passwrod=hunter2 x' create-login-profile --user-name a",
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
