//! No secret is where it does not belong: one of every kind is made with the program, and then looked for in all that it writes and
//! says besides.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::Stdio;

use serde_json::{Value, json};

use crate::home::Home;
use crate::program::{Program, Setup};
use crate::terminal::Terminal;

/// So many letters of a secret in a row give it away.
const TELLING: usize = 8;

/// A secret, and what it is.
type Hidden = (&'static str, String);

/// The part of a secret that a text has, if it has one.
fn found(text: &[u8], secret: &str) -> Option<String> {
    let mut parts = secret.as_bytes().windows(TELLING.min(secret.len()));
    let is_in = |part: &&[u8]| text.windows(part.len()).any(|other| other == *part);
    parts.find(is_in).map(|part| String::from_utf8_lossy(part).into_owned())
}

#[track_caller]
fn assert_free(text: &[u8], secrets: &[Hidden], place: &str) {
    for (what, secret) in secrets {
        if let Some(part) = found(text, secret) {
            panic!("{place}: {part:?} of {what} is in {} bytes", text.len());
        }
    }
}

/// Runs a line, and gives all that it says.
fn said(home: &Home, arguments: &[&str]) -> String {
    let answer = home.run(arguments);
    answer.out + &answer.err
}

/// The parts of a secret that chance made: without what all of them begin and end with.
fn drawn(what: &'static str, secret: &Value) -> Vec<Hidden> {
    let secret = secret.as_str().unwrap_or_else(|| panic!("{what}: {secret}"));
    let parts = secret.trim_start_matches("PRACTICE").split("EXAMPLEKEY").filter(|part| !part.is_empty());
    parts.map(|part| (what, part.to_owned())).collect()
}

/// Makes a secret of every kind; what is said of the making is free of those that were typed.
fn make(home: &Home) -> Vec<Hidden> {
    let typed = [
        ("a password", "pW7x-Q2vB9-kLz1Rt"),
        ("a secret's value", "vU3n_8sGq-Yw0Hb5Ze"),
        ("a web identity token", "wB6k.Xj2Tf.Ro8Cs1Md"),
        ("an assertion", "sM4h-Lp9Ky-Wd7Nq2Xc"),
        ("a private key", "kP8z-Jt3Vr-Gf5Bs9Qn"),
        ("a plaintext", "SGlkZGVuLVBsYWludGV4dC04OA=="),
    ];
    let [password, value, web, saml, private, plain] = typed.map(|(_, secret)| secret);
    let typed = typed.map(|(what, secret)| (what, secret.to_owned()));
    let account = home.ask("sts get-caller-identity --query Account").as_str().unwrap().to_owned();
    home.ask("iam create-user --user-name alice");
    home.ask("iam attach-user-policy --user-name alice --policy-arn arn:aws:iam::aws:policy/AdministratorAccess");
    let trust = json!({ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "sts:AssumeRole",
        "Principal": { "AWS": format!("arn:aws:iam::{account}:user/alice") } } });
    fs::write(home.path().join("trust.json"), trust.to_string()).unwrap();
    home.ask("iam create-role --role-name Admin --assume-role-policy-document file://trust.json");
    let key = home.ask("kms create-key --query KeyMetadata.KeyId").as_str().unwrap().to_owned();
    let role = format!("arn:aws:iam::{account}:role/Admin");
    let provider = format!("arn:aws:iam::{account}:saml-provider/Idp");
    for line in [
        format!("iam create-login-profile --user-name alice --password {password}"),
        format!("iam update-login-profile --user-name alice --password {password}!"),
        format!("iam update-login-profile --user-name nobody --password {password}"),
        format!("iam update-login-profile --user-name alice --pasword {password}"),
        format!("iam update-login-profile --user-name alice --password {password} --output nothing"),
        format!("iam change-password --old-password {password} --new-password {password}-2 --as user/alice"),
        format!("iam change-password --old-password {password}! --new-password {password}-2 --as user/alice"),
        format!("secretsmanager create-secret --name vault --secret-string {value}"),
        format!("secretsmanager create-secret --name vault --secret-string {value}"),
        format!("secretsmanager put-secret-value --secret-id nothing --secret-string {value}"),
        format!("sts assume-role-with-web-identity --role-arn {role} --role-session-name talk --web-identity-token {web}"),
        format!("sts assume-role-with-saml --role-arn {role} --principal-arn {provider} --saml-assertion {saml}"),
        format!("iam create-saml-provider --name Idp --saml-metadata-document x --add-private-key {private}"),
        format!("kms encrypt --key-id nothing --plaintext {plain}"),
        format!("sts get-session-token --serial-number arn:aws:iam::{account}:mfa/phone --token-code 482916 --as user/alice"),
    ] {
        let told = home.aws(&line);
        // The password policy's words about a new password are no part of it.
        assert_free((told.out + &told.err).as_bytes(), &typed, &line);
    }
    let skeleton = home.aws(&format!("iam update-login-profile --user-name alice --password {password} --generate-cli-skeleton"));
    assert_free((skeleton.out + &skeleton.err).as_bytes(), &typed, "a skeleton");

    let mut secrets = typed.to_vec();
    let text = |value: &Value| value.as_str().unwrap_or_else(|| panic!("{value}")).to_owned();
    secrets.extend(drawn("a key's secret", &home.ask("iam create-access-key --user-name alice --query AccessKey.SecretAccessKey")));
    let assume = format!("sts assume-role --role-arn {role} --role-session-name talk --as user/alice");
    for line in [assume.as_str(), "sts get-session-token --as user/alice", "sts get-federation-token --name bob --as user/alice"] {
        let credentials = &home.ask(line)["Credentials"];
        secrets.extend(drawn("a session's secret", &credentials["SecretAccessKey"]));
        secrets.extend(drawn("a session token", &credentials["SessionToken"]));
    }
    home.ask("iam create-virtual-mfa-device --virtual-mfa-device-name phone --outfile seed --bootstrap-method Base32StringSeed");
    let seed = home.path().join("seed");
    secrets.push(("a seed", fs::read_to_string(&seed).unwrap()));
    fs::remove_file(seed).unwrap();
    let root = home.run(&["accounts", "root-password", "practice"]).out;
    let password = root.lines().next().and_then(|line| line.strip_prefix("Root's new password is ")).unwrap();
    secrets.push(("root's password", password.to_owned()));
    assert_eq!(home.ask("secretsmanager get-secret-value --secret-id vault --query SecretString"), value);
    let blob = text(&home.ask(&format!("kms encrypt --key-id {key} --plaintext {plain} --query CiphertextBlob")));
    assert!(!blob.is_empty());
    secrets
}

/// Files that are no part of an account's own store: settings, progress, recordings, reports, what was exported.
fn files_beside_the_store(home: &Home) -> Vec<PathBuf> {
    let stores = ["accounts", "trash"].map(|folder| home.path().join(folder));
    let all = home.footprint().into_iter().map(|(path, ..)| path).filter(|path| path.is_file());
    all.filter(|path| !stores.iter().any(|store| path.starts_with(store))).collect()
}

#[test]
fn no_secret_is_in_what_is_told_exported_or_left_on_disk() {
    let home = Home::new();
    let secrets = make(&home);
    home.ask("iam generate-credential-report");
    let account = home.ask("sts get-caller-identity --query Account").as_str().unwrap().to_owned();
    let user = format!("arn:aws:iam::{account}:user/alice");
    for arguments in [
        &["aws", "iam", "get-account-authorization-details"][..],
        &["aws", "iam", "get-account-authorization-details", "--output", "text"],
        &["aws", "iam", "get-account-summary"],
        &["aws", "iam", "get-credential-report"],
        &["aws", "iam", "list-virtual-mfa-devices"],
        &["aws", "iam", "list-access-keys", "--user-name", "alice"],
        &["aws", "iam", "get-login-profile", "--user-name", "alice"],
        &["aws", "secretsmanager", "list-secrets"],
        &["aws", "kms", "list-keys"],
        &["status", "--json"],
        &["status"],
        &["accounts", "list", "--json"],
        &["progress", "export"],
        &["progress", "export", "--format", "csv"],
        &["simulate", "--principal", &user, "--action", "secretsmanager:GetSecretValue"],
        &["try", "--as", "user/alice", "iam:ListUsers", "--json"],
        &[
            "try",
            "--as",
            "partner",
            "secretsmanager:GetSecretValue",
            &format!("arn:aws:secretsmanager:us-east-1:{account}:secret:vault"),
            "--json",
        ],
        &["lessons", "list"],
        &["accounts", "copy", "practice", "copy"],
        &["aws", "iam", "get-account-authorization-details", "--account", "copy"],
        &["accounts", "reset", "copy"],
    ] {
        let told = said(&home, arguments);
        assert!(!told.is_empty(), "{arguments:?}");
        assert_free(told.as_bytes(), &secrets, &arguments.join(" "));
    }
    let report = home.ask("iam get-credential-report --query Content").as_str().unwrap().to_owned();
    assert!(report.len() > 100, "in Base64, as the API answers it");

    // On plain lines.
    let mut running = home.command(&["--plain"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    running.stdin.take().unwrap().write_all(b"2\nhelp\nstatus\nback\n4\nquit\n").unwrap();
    let output = running.wait_with_output().unwrap();
    assert_free(&[output.stdout, output.stderr].concat(), &secrets, "--plain");

    for path in files_beside_the_store(&home) {
        assert_free(&fs::read(&path).unwrap(), &secrets, &path.display().to_string());
    }
    // Nor does the store hold what needs no keeping: passwords are hashes there, tokens and assertions nowhere.
    let kept = ["a key's secret", "a seed", "a secret's value"];
    let gone: Vec<Hidden> = secrets.into_iter().filter(|(what, _)| !kept.contains(what)).collect();
    for (path, ..) in home.footprint().into_iter().filter(|(path, ..)| path.is_file()) {
        assert_free(&fs::read(&path).unwrap(), &gone, &path.display().to_string());
    }
}

/// What a recording shows, event by event: the text of the screen after each.
fn replayed(recording: &str, size: (u16, u16)) -> Vec<String> {
    let mut terminal = Terminal::new(size);
    let events = recording.lines().skip(1).map(|line| serde_json::from_str::<Value>(line).unwrap());
    let drawn = events.filter(|event| event[1] == "o").map(|event| event[2].as_str().unwrap().to_owned());
    drawn
        .map(|text| {
            terminal.take(text.as_bytes());
            terminal.text()
        })
        .collect()
}

#[test]
fn no_secret_is_in_a_recording_though_it_is_typed_and_asked_for() {
    let home = Home::new();
    let secrets = make(&home);
    let size = (120, 36);
    let setup = Setup { size, ..Setup::default() }.arguments(&["--record", "lesson.cast"]);
    let mut program = Program::open(home.path(), &setup);
    program.keys(":aws secretsmanager get-secret-value --secret-id vault<enter>").wait_for("********").keys("<esc>");
    program.wait_without("VersionStages").keys(":aws iam update-login-profile --user-name alice --password pW7x-Q2vB9-kLz1Rt-x<enter>");
    program
        .wait_for("Changed the password of alice")
        .keys(":aws iam create-access-key --user-name alice<enter>")
        .wait_for("SecretAccessKey");
    program.keys("<esc>").wait_without("SecretAccessKey").keys(":aws sts get-session-token<enter>").wait_for("SessionToken");
    program.keys("<esc>").wait_without("SessionToken").keys(":history<enter>").wait_for("History").keys("<ctrl-c>");
    assert_eq!(program.exit_code(), Some(0));
    let recording = fs::read_to_string(home.path().join("lesson.cast")).unwrap();
    let screens = replayed(&recording, size);
    assert!(screens.iter().any(|screen| screen.contains("SecretString")), "it was recorded");
    // What this session was given itself is masked, too: there is nothing but a mask behind these names.
    for screen in &screens {
        assert_free(screen.as_bytes(), &secrets, "the recording");
        let shown = screen
            .lines()
            .filter(|line| ["\"SecretAccessKey\":", "\"SessionToken\":", "\"SecretString\":"].iter().any(|name| line.contains(name)));
        for line in shown {
            assert!(line.contains("\"********\""), "{line}");
        }
    }
    assert_free(recording.as_bytes(), &secrets, "the file");
}
