//! Secrets on the screen: while others look on, or the screen is recorded, none is seen wherever it is typed or answered; and never
//! is one in what is kept of a session.

use crate::common::console::{Console, Setup, parse_keys};
use crate::common::{PASSWORD, World};
use iam_console::account::Account;
use iam_console::account::estate::sample_lines;
use iam_console::account::operation::*;
use iam_console::account::secret::Secret;
use iam_console::app::message::Message;
use iam_console::app::settings::Settings;
use iam_console::awscli::{Command, NoFiles, parse_line};
use serde_json::Value;

/// So many letters of a secret in a row give it away.
const TELLING: usize = 8;

/// Fails where a part of a secret is to be read in a text; a long secret may be broken into rows.
#[track_caller]
fn assert_hidden(text: &str, secret: &str, place: &str) {
    let letters: Vec<char> = secret.chars().collect();
    for part in letters.windows(TELLING.min(letters.len())) {
        let part: String = part.iter().collect();
        assert!(!text.contains(&part), "{place}: {part:?} of a secret is to be read in\n{text}");
    }
}

/// Presses keys, and looks after each of them whether a secret is on the screen.
#[track_caller]
fn hiding(console: &mut Console, keys: &str, secret: &str) {
    for key in parse_keys(keys) {
        console.send(Message::Key(key));
        assert_hidden(&console.screen(), secret, keys);
    }
}

/// An account with the sample estate, alice, and a secret.
fn account() -> Account {
    let mut world = World::fresh();
    world.user("alice");
    for line in sample_lines(world.account.id().as_str()) {
        let Command::Call(invocation) = parse_line(line.strip_prefix("aws ").unwrap(), &NoFiles).unwrap() else { panic!("{line}") };
        world.run(invocation.operation).unwrap();
    }
    let secret_string = Some(Secret::new("Hidden-Treasure-77"));
    world.run(CreateSecret { name: "vault".into(), secret_string, ..Default::default() }).unwrap();
    world.account
}

/// A console that others look on at.
fn watched() -> Console {
    let settings = Settings { presenter: true, ..Settings::default() };
    Console::on(account(), Setup { settings, ..Setup::default() })
}

/// What is copied of an answer that is shown: it is whole.
fn copied(console: &mut Console) -> String {
    console.keys("y");
    console.copied[0].clone()
}

#[test]
fn what_is_typed_behind_the_colon_is_masked_as_it_is_typed() {
    let mut console = watched();
    for line in [
        "aws iam update-login-profile --user-name alice --password Hidden-Horse-9",
        "aws iam update-login-profile --password=Hidden-Horse-9 --user-name alice",
        "aws iam update-login-profile --user-name alice --pasword Hidden-Horse-9",
        "aws iam update-login-profil --user-name alice --password Hidden-Horse-9",
        "aws iam change-password --old-password x --new-password Hidden-Horse-9",
        "aws secretsmanager put-secret-value --secret-id vault --secret-string Hidden-Horse-9",
        "aws sts get-session-token --serial-number x --token-code Hidden-Horse-9",
        "aws iam update-login-profile --user-name alice --password Hidden-Horse-9 --generate-cli-skeleton",
        r#"aws iam update-login-profile --cli-input-json {"UserName":"alice","Password":"Hidden-Horse-9"}"#,
        r#"aws iam update-login-profile --cli-input-json {"UserName":"alice","Password":"Hidden-Horse-9"#,
    ] {
        hiding(&mut console, ":", "Hidden-Horse-9");
        hiding(&mut console, line, "Hidden-Horse-9");
        hiding(&mut console, "<enter>", "Hidden-Horse-9");
        hiding(&mut console, "<esc><esc>:<up>", "Hidden-Horse-9");
        hiding(&mut console, "<up><esc><esc>", "Hidden-Horse-9");
    }
    // What is no secret is seen.
    console.keys(":aws iam update-login-profile --user-name alice").see("--user-name alice").keys("<esc>");
    console.keys(":aws iam create-user --user-name bob").see("--user-name bob");
}

#[test]
fn what_is_answered_is_masked_and_copied_whole() {
    let mut console = watched();
    for (line, name) in [
        ("iam create-access-key --user-name alice", "SecretAccessKey"),
        ("sts get-session-token", "SessionToken"),
        ("sts get-federation-token --name bob", "SecretAccessKey"),
        ("secretsmanager get-secret-value --secret-id vault", "SecretString"),
    ] {
        console.keys(&format!(":aws {line}<enter>")).see("********");
        let answer: Value = serde_json::from_str(&copied(&mut console)).unwrap();
        let secret = answer.get(name).or_else(|| answer["AccessKey"].get(name)).or_else(|| answer["Credentials"].get(name));
        let secret = secret.and_then(Value::as_str).unwrap_or_else(|| panic!("{line}: {answer}")).to_owned();
        assert_hidden(&console.screen(), &secret, line);
        hiding(&mut console, "<down><up><end><home><esc>", &secret);
        hiding(&mut console, ":history<enter><enter><esc>", &secret);
    }
    // In text, and as a part that a query asks for.
    for line in ["--output text", "--query SecretString", "--query SecretString --output text"] {
        console.keys(&format!(":aws secretsmanager get-secret-value --secret-id vault {line}<enter>"));
        assert_hidden(&console.screen(), "Hidden-Treasure-77", line);
        assert!(copied(&mut console).contains("Hidden-Treasure-77"), "{line}");
        console.keys("<esc>");
    }
}

#[test]
fn what_is_tried_and_read_from_a_page_is_masked_too() {
    let mut console = watched();
    console.keys(":try<enter><home>").pick("root").pick("vault").pick("read");
    hiding(&mut console, "<enter>", "Hidden-Treasure-77");
    console.see("✔ allowed, and done");
    hiding(&mut console, "w<esc>", "Hidden-Treasure-77");
    hiding(&mut console, ":resources<enter>/vault<enter><enter>a/retrieve<enter><enter><enter>", "Hidden-Treasure-77");
    console.see("What it answers").see("********");
    assert!(copied(&mut console).contains("Hidden-Treasure-77"));
}

#[test]
fn what_is_typed_into_forms_is_masked_though_it_is_to_be_shown() {
    let mut console = watched();
    hiding(&mut console, ":sign-in<enter>alice<tab>Hidden-Horse-9<ctrl-o><enter>", "Hidden-Horse-9");
    hiding(&mut console, "<esc><esc>:user alice<enter><right><right><right>p", "Hidden-Horse-9");
    hiding(&mut console, "<esc>:resources<enter>/vault<enter><enter>a/set<enter><enter>Hidden-Horse-9<ctrl-o>", "Hidden-Horse-9");
}

/// Nobody looks on: what is asked for is shown. And yet nothing that is kept has it.
#[test]
fn nothing_that_is_kept_of_a_session_has_a_secret_in_it() {
    let mut console = Console::on(account(), Setup::default());
    console.keys(":aws secretsmanager get-secret-value --secret-id vault<enter>").see("Hidden-Treasure-77").keys("<esc>");
    let mut secrets = vec!["Hidden-Treasure-77".to_owned(), PASSWORD.to_owned(), "Wrong-Horse-99".to_owned(), "New-Horse-99".to_owned()];
    console.keys(":aws iam create-access-key --user-name alice<enter>");
    let answer: Value = serde_json::from_str(&copied(&mut console)).unwrap();
    secrets.push(answer["AccessKey"]["SecretAccessKey"].as_str().unwrap().to_owned());
    console.keys("<esc>:aws sts get-session-token<enter>");
    let answer: Value = serde_json::from_str(&copied(&mut console)).unwrap();
    for name in ["SecretAccessKey", "SessionToken"] {
        secrets.push(answer["Credentials"][name].as_str().unwrap().to_owned());
    }
    console.keys("<esc>:aws iam update-login-profile --user-name alice --password New-Horse-99<enter><esc>");
    console.keys(":aws secretsmanager put-secret-value --secret-id vault --secret-string New-Horse-99<enter><esc>");
    console.keys(":aws iam change-password --old-password Wrong-Horse-99 --new-password New-Horse-99<enter><esc><esc>");
    console.keys(":sign-in<enter>alice<tab>Wrong-Horse-99<enter><esc><esc>");
    console.keys(":credential-report<enter>cw:who-can<enter><esc><esc>:history<enter>");
    let history: Vec<String> = console
        .open
        .history()
        .items()
        .map(|item| format!("{item:?} {}", console.open.history().sentence(item, console.open.account())))
        .collect();
    let saved: Vec<String> = console.saved.iter().map(|(name, text)| format!("{name} {text}")).collect();
    assert!(!saved.is_empty());
    let kept = [history.join("\n"), saved.join("\n"), format!("{:?}", console.settings), format!("{:?}", console.progress)];
    for secret in &secrets {
        for text in &kept {
            assert_hidden(text, secret, "what is kept");
        }
        // The history, entry by entry, and the notices; then the lines that can be recalled.
        hiding(&mut console, ":history<enter><home>", secret);
        for _ in 0..console.open.history().items().count().min(12) {
            hiding(&mut console, "<enter><end><esc><down>", secret);
        }
        hiding(&mut console, "<right><home><enter><esc><down><enter><esc>", secret);
        hiding(&mut console, ":<up><up><up><up><up><up><up><up><esc><esc>", secret);
    }
}
