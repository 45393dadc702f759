//! `aws`: operations without a screen, for scripts. What they print, where, and the exit codes of the AWS CLI.

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::Stdio;

use serde_json::json;

use crate::home::{Home, mode};

const TRUST: &str =
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;

#[test]
fn lines_answer_as_those_of_the_aws_cli() {
    let home = Home::new();
    fs::write(home.path().join("trust.json"), TRUST).unwrap();
    fs::write(home.path().join("input.json"), r#"{"UserName":"bob","Path":"/staff/"}"#).unwrap();
    fs::write(home.path().join("broken.json"), "{").unwrap();
    fs::write(home.path().join("latin"), b"\xe9").unwrap();
    // A line, its exit code, and what is on standard output and on standard error.
    for (line, code, out, err) in [
        ("iam create-user --user-name alice --query User.UserName", 0, "\"alice\"\n", ""),
        (
            "iam create-user --user-name alice",
            254,
            "",
            "\nAn error occurred (EntityAlreadyExists) when calling the CreateUser operation: User with name alice already exists.\n",
        ),
        (
            "iam get-user --user-name nobody",
            254,
            "",
            "\nAn error occurred (NoSuchEntity) when calling the GetUser operation: The user with name nobody cannot be found.\n",
        ),
        ("iam create-user", 252, "", "the following arguments are required: --user-name"),
        ("iam create-user --user-name", 252, "", "expected one argument"),
        ("iam frobnicate", 252, "", "Found invalid choice 'frobnicate'"),
        ("iam create-user --frobnicate x --user-name y", 252, "", "Unknown options: --frobnicate"),
        ("s3 ls", 252, "", "Found invalid choice 's3'"),
        ("", 252, "", "the following arguments are required: command"),
        ("iam list-users --output xml", 252, "", "Found invalid choice 'xml'"),
        ("iam list-users --query Users[", 252, "", "Bad value for --query Users["),
        ("iam create-user --cli-input-json file://input.json --query User.Path", 0, "\"/staff/\"\n", ""),
        ("iam create-user --cli-input-json file://broken.json", 252, "", "Invalid JSON received"),
        ("iam create-user --cli-input-json file://absent.json", 252, "", "Unable to load paramfile file://absent.json"),
        (
            "iam create-role --role-name app --assume-role-policy-document file://trust.json --query Role.Arn --output text",
            0,
            ":role/app\n",
            "",
        ),
        ("iam create-role --role-name app2 --assume-role-policy-document file://latin", 252, "", "file://latin"),
        ("iam create-role --role-name app2 --assume-role-policy-document {", 254, "", "(MalformedPolicyDocument)"),
        ("iam list-users --query Users[].UserName --output text", 0, "alice\tbob\n", ""),
        ("iam list-users --path-prefix /staff/ --query Users[].UserName", 0, "[\n    \"bob\"\n]\n", ""),
        ("iam tag-user --user-name alice --tags Key=team,Value=red", 0, "", ""),
        ("iam list-user-tags --user-name alice --query Tags --output text", 0, "team\tred\n", ""),
        ("iam delete-user --user-name bob", 0, "", ""),
        ("iam list-users --max-items 1 --query length(Users)", 0, "1\n", ""),
        ("iam list-users --max-items 0 --query Users", 0, "[]\n", "warning: Non-positive values for --max-items"),
        ("iam create-user --generate-cli-skeleton --query UserName", 0, "UserName", ""),
    ] {
        let answer = home.aws(line);
        let is = |text: &str, expected: &str| {
            if expected.is_empty() { text.is_empty() } else { text.ends_with(expected) || text.contains(expected) }
        };
        assert!(answer.code == Some(code) && is(&answer.out, out) && is(&answer.err, err), "{line}\n{answer:?}");
    }
    assert_eq!(home.ask("iam list-users --query Users[].UserName"), json!(["alice"]), "what was refused left nothing behind");
}

#[test]
fn accounts_and_what_is_in_them_are_private() {
    let home = Home::new();
    home.ask("iam create-user --user-name alice");
    let for_others = |path: &Path| mode(path).trailing_zeros() < 6;
    let inside = home.footprint().into_iter().map(|(path, ..)| path).filter(|path| path != home.path());
    let open: Vec<_> = inside.filter(|path| path.is_file() && for_others(path)).collect();
    let folder = home.path().join("accounts/practice");
    assert!(open.is_empty() || !for_others(&folder), "{open:?}");
    assert!(folder.join("lock").exists());
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let home = Home::new();
    home.ask("iam create-user --user-name alice");
    // Longer than a pipe holds: it has to be written while nobody reads any more.
    for arguments in [&["aws", "iam", "list-policies"][..], &["aws", "iam", "help"], &["status"], &["accounts", "list"]] {
        let mut child = home.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut first = [0];
        let mut out = child.stdout.take().unwrap();
        if arguments.contains(&"list-policies") {
            out.read_exact(&mut first).unwrap();
        }
        drop(out);
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""), "{arguments:?}");
    }
}

#[test]
fn a_reader_that_is_full_is_told() {
    let home = Home::new();
    home.ask("iam create-user --user-name alice");
    for (line, code) in [
        ("status", 3),
        ("status --exit-code", 3),
        ("accounts list", 3),
        ("accounts new team", 3),
        ("aws iam list-users", 255),
        ("aws iam help", 255),
        ("aws iam create-access-key --user-name alice", 255),
    ] {
        let Ok(full) = fs::OpenOptions::new().write(true).open("/dev/full") else { return };
        let arguments: Vec<&str> = line.split_whitespace().collect();
        let output = home.command(&arguments).stdout(full).stderr(Stdio::piped()).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(
            said.contains("The output could not be written") && output.status.code() == Some(code),
            "{line}: {said} {:?}",
            output.status
        );
    }
}
