//! `--as`: commands that run as somebody of the practice account.

use std::fs;

use crate::home::Home;

/// What is asked as a user is signed with the user's key in use, where there is one.
#[test]
fn what_is_asked_as_a_user_is_a_use_of_their_key() {
    let home = Home::new();
    home.ask("iam create-user --user-name alice");
    home.ask("sts get-caller-identity --as user/alice");
    let key = home.ask("iam create-access-key --user-name alice --query AccessKey.AccessKeyId");
    let last = || {
        let line = format!("iam get-access-key-last-used --access-key-id {} --query AccessKeyLastUsed.ServiceName", key.as_str().unwrap());
        home.ask(&line)
    };
    assert_eq!(last(), "N/A");
    home.ask("sts get-caller-identity --as user/alice --mfa");
    assert_eq!(last(), "N/A", "a code is given for a session, not for a key");
    home.ask("sts get-caller-identity --as user/alice");
    assert_eq!(last(), "sts");
}

#[test]
fn commands_run_as_whom_they_are_told() {
    let home = Home::new();
    home.ask("iam create-user --user-name alice");
    let account = home.ask("sts get-caller-identity --query Account");
    let account = account.as_str().unwrap();
    let trust = format!(
        r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Principal":{{"AWS":"arn:aws:iam::{account}:user/alice"}},"Action":"sts:AssumeRole"}}}}"#
    );
    fs::write(home.path().join("trust.json"), trust).unwrap();
    home.ask("iam create-role --role-name Auditor --assume-role-policy-document file://trust.json");
    let answer = |line: &str| {
        let answer = home.aws(line);
        (answer.code, answer.out.replace(account, "ACCOUNT"), answer.err.replace(account, "ACCOUNT"))
    };
    for (line, code, out, err) in [
        ("sts get-caller-identity --query Arn", 0, "\"arn:aws:iam::ACCOUNT:root\"\n", ""),
        ("sts get-caller-identity --query Arn --as user/alice", 0, "\"arn:aws:iam::ACCOUNT:user/alice\"\n", ""),
        ("--as=role/Auditor/bob sts get-caller-identity --query Arn", 0, "\"arn:aws:sts::ACCOUNT:assumed-role/Auditor/bob\"\n", ""),
        (
            "iam list-users --as user/alice --mfa",
            254,
            "",
            "\nAn error occurred (AccessDenied) when calling the ListUsers operation: User: arn:aws:iam::ACCOUNT:user/alice is not authorized \
             to perform: iam:ListUsers on resource: arn:aws:iam::ACCOUNT:user/ because no identity-based policy allows the iam:ListUsers \
             action\n",
        ),
        (
            "s3api list-buckets --no-sign-request",
            254,
            "",
            "An error occurred (AccessDenied) when calling the ListBuckets operation: Access Denied",
        ),
        ("sts get-caller-identity --as user/bob", 252, "", "There is no user \"bob\" in this account."),
        ("sts get-caller-identity --as", 252, "", "A principal is user/NAME"),
    ] {
        let (given, said, refused) = answer(line);
        assert_eq!((given, said.as_str()), (Some(code), out), "{line}: {refused}");
        assert!(if err.is_empty() { refused.is_empty() } else { refused.contains(err) }, "{line}: {refused}");
    }

    let assume = format!("sts assume-role --role-arn arn:aws:iam::{account}:role/Auditor --role-session-name a1 --as user/alice");
    let credentials = home.ask(&format!("{assume} --query Credentials"));
    let key = credentials["AccessKeyId"].as_str().unwrap();
    let (_, out, _) = answer(&format!("sts get-caller-identity --query Arn --as {key}"));
    assert_eq!(out, "\"arn:aws:sts::ACCOUNT:assumed-role/Auditor/a1\"\n");
    let secrets = ["SecretAccessKey", "SessionToken"].map(|name| credentials[name].as_str().unwrap().as_bytes().to_owned());
    for (path, ..) in home.footprint().into_iter().filter(|(path, ..)| path.is_file()) {
        let bytes = fs::read(&path).unwrap();
        let holds = |secret: &Vec<u8>| bytes.windows(secret.len()).any(|part| part == secret);
        assert!(!secrets.iter().any(holds), "{}", path.display());
    }
}

#[test]
fn status_is_told_to_those_who_may_see_it() {
    let home = Home::new();
    home.ask("iam create-user --user-name alice");
    let run = |arguments: &[&str]| {
        let answer = home.run(arguments);
        (answer.code, answer.out.is_empty(), answer.err)
    };
    assert_eq!(run(&["status", "--as", "root"]), (Some(0), false, String::new()));
    let (code, is_silent, said) = run(&["status", "--as", "user/alice"]);
    assert!(code == Some(1) && is_silent && said.contains("is not authorized to perform: iam:GetAccountSummary"), "{said}");
    home.ask("iam attach-user-policy --user-name alice --policy-arn arn:aws:iam::aws:policy/SecurityAudit");
    assert_eq!(run(&["--as", "user/alice", "status"]), (Some(0), false, String::new()));
    for (line, why) in [
        ("accounts list --as root", "Accounts are yours"),
        ("lessons list --as user/alice", "A lesson's own lines say as whom they run."),
        ("verify w01 --as root", "An account is graded by its owner"),
        ("quiz --mfa", "This is about what was learned"),
        ("progress export --as root", "This is about what was learned"),
        ("certificate w01 --as root", "This is about what was learned"),
        ("class report x.json --as root", "This is about what was learned"),
        ("simulate --cases x.jsonl --as root", "Cases bring their principals and policies along"),
        ("--as root --plain", "In the console one signs in"),
    ] {
        let (code, _, said) = run(&line.split(' ').collect::<Vec<_>>());
        assert!(
            code == Some(2) && said.contains("--as and --mfa are for aws, status, simulate and try. ") && said.contains(why),
            "{line}: {said}"
        );
    }
    let (code, _, said) = run(&["status", "--as", "user/bob"]);
    assert!(code == Some(2) && said.contains("There is no user"), "{said}");
}

#[test]
fn what_is_not_signed_is_asked_by_nobody_and_the_other_account_asks_as_itself() {
    let home = Home::new();
    home.ask("s3api create-bucket --bucket my-papers");
    let denied = home.aws("s3api list-objects-v2 --bucket my-papers --no-sign-request");
    assert_eq!(denied.code, Some(254));
    assert!(denied.err.contains("(AccessDenied)"), "{}", denied.err);
    let both = home.aws("s3api list-objects-v2 --bucket my-papers --no-sign-request --as root");
    assert_eq!(both.code, Some(252));
    assert!(both.err.contains("leave out --as"), "{}", both.err);
    let partner = home.ask("sts get-caller-identity --as partner");
    assert_eq!(partner["Arn"], "arn:aws:iam::111122223333:user/partner");
    assert!(partner["Account"] == "111122223333" && partner["UserId"].as_str().is_some_and(|id| id.starts_with("AIDA")), "{partner}");
    let nobody = home.aws("sts get-caller-identity --no-sign-request");
    assert!(nobody.err.contains("(MissingAuthenticationToken)"), "{}", nobody.err);
    let account = home.ask("sts get-caller-identity --query Account");
    let account = account.as_str().unwrap();
    let trust = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":"x-7"}}}}"#;
    fs::write(home.path().join("trust.json"), trust).unwrap();
    home.ask("iam create-role --role-name Vendor --assume-role-policy-document file://trust.json");
    let assume = format!("sts assume-role --role-arn arn:aws:iam::{account}:role/Vendor --role-session-name v1 --as partner");
    assert_eq!(home.aws(&assume).code, Some(254));
    let credentials = home.ask(&format!("{assume} --external-id x-7 --query Credentials"));
    assert!(credentials["AccessKeyId"].as_str().is_some_and(|key| key.starts_with("ASIA")));
}

#[test]
fn a_simulation_is_told_to_those_who_may_simulate() {
    let home = Home::new();
    for user in ["alice", "bob"] {
        home.ask(&format!("iam create-user --user-name {user}"));
    }
    let ask = |line: &str| {
        let answer = home.run(&format!("simulate {line} --action s3:ListAllMyBuckets").split(' ').collect::<Vec<_>>());
        (answer.code, answer.out, answer.err)
    };
    let (code, out, err) = ask("--principal user/bob --as user/alice");
    assert!(code == Some(1) && out.is_empty(), "{code:?} {out}");
    assert!(err.contains("user/alice is not authorized to perform: iam:SimulatePrincipalPolicy on resource: "), "{err}");
    let document = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:SimulatePrincipalPolicy","Resource":"arn:aws:iam::*:user/bob"}}"#;
    fs::write(home.path().join("may.json"), document).unwrap();
    home.ask("iam put-user-policy --user-name alice --policy-name May --policy-document file://may.json");
    let (code, out, err) = ask("--principal user/bob --as user/alice");
    assert!(code == Some(1) && out.contains("s3:ListAllMyBuckets") && err.is_empty(), "{code:?} {out} {err}");
    assert_eq!(ask("--principal user/alice --as user/alice").1, "", "of bob alone");
    // All but the moment at which it was asked.
    let told = |line: &str| {
        let (code, out, err) = ask(line);
        let lines = out.lines().filter(|line| !line.contains("aws:CurrentTime") && !line.contains("aws:EpochTime"));
        (code, lines.map(str::to_owned).collect::<Vec<_>>(), err)
    };
    assert_eq!(told("--principal user/bob --as root"), told("--principal user/bob"));
    let (code, _, err) = ask("--principal root --as user/alice");
    assert!(code == Some(2) && err.contains("tells of users and roles, not of root user"), "{err}");
    let (code, _, err) = ask("--principal user/bob --as user/nobody");
    assert!(code == Some(2) && err.contains("There is no user"), "{err}");
}
