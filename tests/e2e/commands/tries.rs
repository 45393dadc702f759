//! `try`: a request made as anyone from the command line; and root's password given anew.

use std::fs;

use serde_json::Value;

use crate::home::Home;

#[test]
fn a_request_is_made_as_anyone_and_done_or_refused_with_the_reasons() {
    let home = Home::new();
    home.ask("iam create-user --user-name alice");
    home.ask("s3api create-bucket --bucket reports");
    let run = |line: &str| {
        let answer = home.run(&line.split_whitespace().collect::<Vec<_>>());
        (answer.code, answer.out, answer.err)
    };
    let (code, said, why) = run("try --as user/alice s3:ListAllMyBuckets");
    assert!(code == Some(1) && said.contains("s3:ListAllMyBuckets"), "{code:?} {said}");
    assert!(why.contains("because no identity-based policy allows the s3:ListAllMyBuckets action"), "{why}");
    home.ask("iam attach-user-policy --user-name alice --policy-arn arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess");
    let (code, said, wrong) = run("try --as user/alice s3:ListAllMyBuckets");
    assert!(code == Some(0) && said.contains("reports"), "{code:?} {said} {wrong}");
    let (code, said, _) = run("try s3:ListBucket arn:aws:s3:::reports --as user/alice --json");
    let told: Value = serde_json::from_str(&said).unwrap_or_else(|_| panic!("{said}"));
    assert!(code == Some(0) && told["allowed"] == true && told["action"] == "s3:ListBucket", "{said}");
    // What is let through and can't be done is told apart from what is denied.
    let (code, said, _) = run("try s3:GetObject arn:aws:s3:::reports/none --as user/alice --json");
    let told: Value = serde_json::from_str(&said).unwrap_or_else(|_| panic!("{said}"));
    assert!(code == Some(2) && told["allowed"] == true && told["done"] == false && told["error"]["code"] == "NoSuchKey", "{said}");
    let (code, _, said) = run("try --as root s3:GetObject arn:aws:s3:::nothere/q1.csv");
    assert!(code == Some(2) && said.contains("NoSuchBucket"), "{code:?} {said}");
    let (_, _, why) = run("try s3:GetObject arn:aws:s3:::reports/none --as user/alice");
    assert!(why.contains("iam-console: Allowed, but not done. An error occurred (NoSuchKey)"), "{why}");
    // What was tried is noted: the service was used.
    let used = home.ask("iam list-policies-granting-service-access --arn ARN --service-namespaces s3".replace("ARN", &arn(&home)).as_str());
    assert_eq!(used["PoliciesGrantingServiceAccess"][0]["Policies"][0]["PolicyName"], "AmazonS3ReadOnlyAccess");
    for (line, said) in [
        ("try", "ACTION"),
        ("try nonsense --as user/alice", "nonsense"),
        ("try s3:ListAllMyBuckets --as user/nobody", "There is no user"),
        ("try s3:ListAllMyBuckets --as anonymous --mfa", "MFA codes are given by users"),
        ("try s3:ListAllMyBuckets --as user/alice --external-id x", "An external ID goes with sts:AssumeRole alone."),
        ("try s3:GetObject arn:aws:s3:::reports/%1b[31m --as group/x", "group"),
    ] {
        let (code, out, err) = run(line);
        assert!(code == Some(2) && out.is_empty() && err.contains(said) && !err.contains('\u{1b}'), "{line}: {code:?} {out} {err}");
    }
}

/// What takes more than a resource is decided and not done, and so is what the practice account has not.
#[test]
fn what_try_cannot_do_is_decided_all_the_same() {
    let home = Home::new();
    home.ask("iam create-user --user-name alice");
    home.ask("s3api create-bucket --bucket reports");
    let account = home.ask("sts get-caller-identity --query Account");
    let table = format!("arn:aws:dynamodb:us-east-1:{}:table/absent", account.as_str().unwrap());
    let kms = format!("arn:aws:kms:us-east-1:{}", account.as_str().unwrap());
    let key = home.ask("kms create-key --query KeyMetadata.KeyId");
    let key = key.as_str().unwrap();
    home.ask(&format!("kms create-alias --alias-name alias/closed --target-key-id {key}"));
    let closed = format!(
        r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Principal":{{"AWS":"arn:aws:iam::{}:user/alice"}},"Action":"kms:*","Resource":"*"}}}}"#,
        account.as_str().unwrap()
    );
    fs::write(home.path().join("closed.json"), closed).unwrap();
    home.ask(&format!("kms put-key-policy --key-id {key} --policy file://closed.json --bypass-policy-lockout-safety-check"));
    for (line, code, on_stdout, on_stderr) in [
        (
            "s3:PutBucketPolicy arn:aws:s3:::reports --as user/alice",
            1,
            "s3:PutBucketPolicy",
            "is not authorized to perform: s3:PutBucketPolicy",
        ),
        ("s3:PutBucketPolicy arn:aws:s3:::reports", 0, "Allowed", "iam-console aws s3api put-bucket-policy --as root"),
        ("s3:GetBucketAcl arn:aws:s3:::reports --as user/alice", 1, "s3:GetBucketAcl", "has no s3:GetBucketAcl"),
        ("iam:CreateUser * --as user/alice", 1, "iam:CreateUser", "is not authorized to perform: iam:CreateUser"),
        ("dynamodb:GetItem TABLE --as user/alice", 1, "dynamodb:GetItem", "Nothing was done: there is no table absent."),
        ("dynamodb:GetItem TABLE", 2, "Allowed", "Nothing was done: there is no table absent."),
        ("sts:GetCallerIdentity --as user/alice", 0, "user/alice", ""),
        // An answer about a thing of another kind would be about no request that AWS knows.
        (
            "s3:GetObject arn:aws:s3:::reports",
            2,
            "",
            "s3:GetObject is not made on arn:aws:s3:::reports, but on what is called arn:aws:s3:::BUCKETNAME/OBJECTNAME",
        ),
        ("s3:ListBucket arn:aws:s3:::reports/q1.csv", 2, "", "but on what is called arn:aws:s3:::BUCKETNAME."),
        ("sqs:ListQueues arn:aws:s3:::reports", 2, "", "sqs:ListQueues takes no resource: leave arn:aws:s3:::reports out."),
        ("s3:GetObject *", 2, "", "s3:GetObject is not made on *"),
        ("kms:Encrypt KMS:alias/none", 2, "", "There is no arn:aws:kms:"),
        // An alias stands for its key, whose policy decides.
        ("kms:Encrypt KMS:alias/closed", 1, "kms:Encrypt", "no resource-based policy allows the kms:Encrypt action"),
        ("kms:DescribeKey KMS:alias/closed", 1, "", "no resource-based policy allows the kms:DescribeKey action"),
        ("s3:DeleteBucket arn:aws:s3:::reports --as user/alice", 1, "s3:DeleteBucket", "is not authorized to perform: s3:DeleteBucket"),
        ("s3:DeleteBucket arn:aws:s3:::reports", 0, "", "done. Deleted bucket reports"),
    ] {
        let line = format!("try {}", line.replace("TABLE", &table).replace("KMS", &kms));
        let answer = home.run(&line.split_whitespace().collect::<Vec<_>>());
        let is_so = answer.code == Some(code) && answer.out.contains(on_stdout) && answer.err.contains(on_stderr);
        assert!(is_so, "{line}: {answer:?}");
    }
    // The simulator decides on the same.
    let alias = format!("{kms}:alias/closed");
    let asked = home.run(&["simulate", "--principal", "user/alice", "--action", "kms:Encrypt", "--resource", &alias]);
    assert!(asked.out.contains(&format!("{kms}:key/{key}")), "{asked:?}");
}

/// What is being made need not be there, and is not told to be missing; what is read or changed must be.
#[test]
fn what_is_made_is_not_told_to_be_missing() {
    let home = Home::new();
    let account = home.ask("sts get-caller-identity --query Account");
    let iam = format!("arn:aws:iam::{}", account.as_str().unwrap());
    for (action, resource, code) in [
        ("iam:CreateUser", "user/new", 0),
        ("iam:CreateRole", "role/new", 0),
        ("iam:CreatePolicy", "policy/new", 0),
        ("iam:AttachUserPolicy", "user/new", 2),
        ("iam:PutRolePolicy", "role/new", 2),
        // What is made of it is made of what is there.
        ("iam:CreateAccessKey", "user/new", 2),
        ("iam:CreatePolicyVersion", "policy/new", 2),
    ] {
        let answer = home.run(&["try", action, &format!("{iam}:{resource}")]);
        let (kind, _) = resource.split_once('/').unwrap();
        let is_told =
            answer.out.contains(&format!("There is no {kind} with this ARN")) || answer.err.contains(&format!("there is no {kind} new"));
        assert!(answer.code == Some(code) && is_told == (code == 2), "{action}: {answer:?}");
    }
}

fn arn(home: &Home) -> String {
    home.ask("iam get-user --user-name alice --query User.Arn").as_str().unwrap().to_owned()
}

#[test]
fn root_is_given_a_password_that_is_told_once_and_kept_as_a_hash() {
    let home = Home::new();
    home.ask("iam list-users");
    let answer = home.run(&["accounts", "root-password", "practice"]);
    assert!(answer.code == Some(0) && answer.err.is_empty(), "{answer:?}");
    let password = answer.out.lines().next().and_then(|line| line.strip_prefix("Root's new password is ")).unwrap().to_owned();
    assert!(password.len() >= 8, "{answer:?}");
    let again = home.run(&["accounts", "root-password", "practice"]).out;
    assert!(!again.contains(&password), "another each time");
    for (path, ..) in home.footprint().into_iter().filter(|(path, ..)| path.is_file()) {
        let bytes = fs::read(&path).unwrap();
        assert!(!bytes.windows(password.len()).any(|part| part == password.as_bytes()), "{}", path.display());
    }
    for (arguments, code, said) in [
        (["accounts", "root-password", "absent"], 3, "There is no account absent"),
        (["accounts", "root-password", "../x"], 2, "can't be the name"),
    ] {
        let answer = home.run(&arguments);
        assert!(answer.code == Some(code) && answer.out.is_empty() && answer.err.contains(said), "{arguments:?}: {answer:?}");
    }
}

/// What a trust policy asks for besides, a try can give.
#[test]
fn a_try_gives_a_code_and_an_external_id() {
    let home = Home::new();
    home.ask("iam create-user --user-name alice");
    let account = home.ask("sts get-caller-identity --query Account");
    let account = account.as_str().unwrap();
    for (role, principal, condition) in [
        ("Vendor", "111122223333".to_owned(), r#"{"StringEquals":{"sts:ExternalId":"x-7"}}"#),
        ("Careful", format!("arn:aws:iam::{account}:user/alice"), r#"{"Bool":{"aws:MultiFactorAuthPresent":"true"}}"#),
    ] {
        let trust = format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Principal":{{"AWS":"{principal}"}},"Action":"sts:AssumeRole","Condition":{condition}}}}}"#
        );
        fs::write(home.path().join("trust.json"), trust).unwrap();
        home.ask(&format!("iam create-role --role-name {role} --assume-role-policy-document file://trust.json"));
    }
    let tries = |line: &str| {
        let line = line.replace("ROLE", &format!("arn:aws:iam::{account}:role/"));
        home.run(&line.split_whitespace().collect::<Vec<_>>()).code
    };
    assert_eq!(tries("try --as partner sts:AssumeRole ROLEVendor"), Some(1));
    assert_eq!(tries("try --as partner --external-id x-7 sts:AssumeRole ROLEVendor"), Some(0));
    assert_eq!(tries("try --as user/alice sts:AssumeRole ROLECareful"), Some(1));
    assert_eq!(tries("try --as user/alice --mfa sts:AssumeRole ROLECareful"), Some(0));
}

/// A session ends by the practice clock; nothing is done with its credentials after that, whichever way they are used.
#[test]
fn what_a_session_is_used_for_after_its_end_is_refused() {
    let home = Home::new();
    home.ask("iam create-user --user-name alice");
    home.ask("iam attach-user-policy --user-name alice --policy-arn arn:aws:iam::aws:policy/AdministratorAccess");
    let account = home.ask("sts get-caller-identity --query Account");
    let account = account.as_str().unwrap();
    let trust = format!(
        r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Principal":{{"AWS":"{account}"}},"Action":"sts:AssumeRole"}}}}"#
    );
    fs::write(home.path().join("trust.json"), trust).unwrap();
    home.ask("iam create-role --role-name Reader --assume-role-policy-document file://trust.json");
    home.ask("iam attach-role-policy --role-name Reader --policy-arn arn:aws:iam::aws:policy/ReadOnlyAccess");
    let assume = format!(
        "sts assume-role --role-arn arn:aws:iam::{account}:role/Reader --role-session-name a1 --duration-seconds 900 --as user/alice"
    );
    let key = home.ask(&format!("{assume} --query Credentials.AccessKeyId"));
    let key = key.as_str().unwrap();
    let answer = |line: &str| {
        let answer = home.run(&line.split_whitespace().collect::<Vec<_>>());
        (answer.code, answer.out + &answer.err)
    };
    let lines = [
        format!("aws s3api list-buckets --as {key}"),
        format!("try s3:ListAllMyBuckets --as {key}"),
        format!("try iam:ListUsers --as {key}"),
    ];
    for line in &lines {
        assert_eq!(answer(line).0, Some(0), "{line}");
    }
    home.ask("practice advance-clock --seconds 840");
    for line in &lines {
        assert_eq!(answer(line).0, Some(0), "{line}: there is a minute left");
    }
    home.ask("practice advance-clock --seconds 60");
    for (line, code) in lines.iter().zip([254, 1, 1]) {
        let (exit, said) = answer(line);
        assert!(exit == Some(code) && said.contains("ExpiredToken"), "{line}: {exit:?} {said}");
    }
    // The role itself is there all the same, for who opens another session.
    assert_eq!(answer("try s3:ListAllMyBuckets --as role/Reader").0, Some(0));
}
