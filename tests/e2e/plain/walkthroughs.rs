//! Walkthroughs on lines: begun, gone on with, left, done together, ended.

use std::fs;

use super::{says, talk};
use crate::home::Home;

#[test]
fn a_walkthrough_is_gone_through_on_lines_and_gone_on_with_later() {
    let home = Home::new();
    let said = talk(
        &home,
        &[
            "1",
            "2",
            "answer 4",
            "5",
            "next",
            "hint",
            "aws iam create-user --user-name alice",
            "aws iam create-login-profile --user-name alice --password Correct-horse-7",
            "next",
            "2",
            "try --as user/alice s3:ListAllMyBuckets",
            "frobnicate",
            "leave",
            "4",
        ],
    );
    says(
        &said,
        &[
            "1. Walkthroughs: 0 of",
            "Step 1 of 7",
            "That is not right.",
            "That is right.",
            "Step 1 is done.",
            "Step 2 of 7: Create alice: to do.",
            "Found: there is no user alice.",
            "\"UserName\": \"alice\"",
            "Step 2 is done.",
            "Step 3 of 7",
            "Your answer is kept. Go on and see.",
            "It was denied: nothing allows it.",
            "Your answer is right.",
            "Step 3 is done.",
            "What next?",
        ],
    );
    assert!(said.is_ascii() || !said.contains(['│', '─', '┌', '\u{1b}']), "no boxes, no escapes: {said}");
    let later = talk(&home, &["1", "2", "steps", "aws iam delete-login-profile --user-name alice", "back", "steps", "leave", "4"]);
    says(
        &later,
        &[
            "Meet the account, novice, 12 minutes, begun.",
            "Step 3 of 7",
            "Step 2 of 7: Create alice: done.",
            "Step 2 of 7: Create alice: undone",
        ],
    );
}

#[test]
fn a_walkthrough_is_done_together_on_lines_to_its_end() {
    let home = Home::new();
    let hints = ["hint", "hint", "hint", "hint", "yes", "next"];
    let lines: Vec<&str> =
        ["1", "w06"].into_iter().chain(hints.into_iter().cycle().take(16 * hints.len())).chain(["steps", "leave", "4"]).collect();
    let said = talk(&home, &lines);
    let steps = said.rsplit("> ").find(|part| part.contains("Step 1 of ")).unwrap();
    assert!(steps.lines().filter(|line| line.starts_with("Step ")).all(|line| line.contains("done with help")), "{said}");
}

#[test]
fn passwords_of_any_signs_sign_in_and_what_has_no_credentials_is_not_decided() {
    let home = Home::new();
    let password = "cQ!U^Y_4'Mox5e&$eL4q\\&";
    let lines = [
        "1",
        "w06",
        "try --as instance/i-app s3:GetObject arn:aws:s3:::reports-111122223333/q1.csv",
        "as root",
        "aws iam create-user --user-name odd",
        r#"aws iam create-login-profile --user-name odd --password "cQ!U^Y_4'Mox5e&$eL4q\\&""#,
        &format!("sign-in user/odd {password}"),
        "who",
        "view policies AmazonS3ReadOnlyAccess",
        "leave",
        "4",
    ];
    says(
        &talk(&home, &lines),
        &[
            "whoever asks has no credentials now",
            "Signed in: odd.",
            "Signed in: odd.",
            "AmazonS3ReadOnlyAccess, AWS's own:",
            "\"Statement\"",
        ],
    );
}

#[test]
fn walkthroughs_are_called_by_number_or_name_until_one_is_meant() {
    let home = Home::new();
    let said = talk(&home, &["1", "99", "nonsense", "W05", "leave", "exit"]);
    says(&said, &["There is no walkthrough 99", "There is no walkthrough nonsense", "Walkthrough: "]);
}

#[test]
fn an_exam_is_unaided_on_lines_too_and_its_questions_are_asked() {
    let home = Home::new();
    let lessons = home.run(&["lessons", "list", "--json"]);
    let lessons: serde_json::Value = serde_json::from_str(&lessons.out).unwrap();
    let place = lessons.as_array().unwrap().iter().position(|lesson| lesson["id"] == "w07").unwrap() + 1;
    let said = talk(
        &home,
        &[
            "1",
            &place.to_string(),
            "yes",
            "hint",
            "skip",
            "more",
            "fails quiz notes5 5",
            "steps",
            "quiz",
            "yes",
            "h",
            "1",
            "q",
            "quiz",
            "yes",
            "q",
            "leave",
            "4",
        ],
    );
    says(
        &said,
        &[
            "an exam of 45 minutes. Shall it begin?",
            "Walkthrough: Foundations exam",
            "45 minutes are left.",
            "An exam is taken unaided",
            "In an exam every step counts",
            "15 more minutes.",
            "Each is asked once",
            "Question 1 of 5",
            "An exam is taken unaided",
            "Question 2 of 5",
            "What was answered stays so.",
            "Question 2 of 5",
            "What was answered stays so.",
        ],
    );
    assert!(!said.contains("Step 4 is done"), "nobody passes by saying so: {said}");
}

#[test]
fn a_lesson_that_was_changed_begins_anew() {
    let home = Home::new();
    let folder = home.path().join("ours");
    fs::create_dir(&folder).unwrap();
    let lesson = |fixture: &str| {
        format!(
            "+++\nformat = 1\nid = \"ours\"\ntitle = \"Ours\"\nlevel = \"novice\"\nminutes = 5\nfixture_lines = [{fixture}]\n[[step]]\nid = \"bob\"\n\
             check = \"exists(user:bob)\"\n+++\n\nAbout bob.\n\n## Create bob {{#bob}}\n\nCreate him.\n"
        )
    };
    fs::write(folder.join("ours.md"), lesson("")).unwrap();
    fs::write(home.path().join("settings.toml"), format!("lessons = {:?}\n", folder.display().to_string())).unwrap();
    let number = (iam_console::training::Shelf::default().lessons().count() + 1).to_string();
    let lines = ["1", &number, "aws iam create-user --user-name bob", "leave", "4"];
    says(&talk(&home, &lines), &["Step 1 is done."]);
    assert!(talk(&home, &["1", &number, "leave", "4"]).contains("Create bob: done"));
    fs::write(folder.join("ours.md"), lesson("\"aws iam create-user --user-name alice\"")).unwrap();
    says(
        &talk(&home, &["1", &number, "aws iam list-users", "leave", "4"]),
        &["The lesson was changed since you began it", "Create bob: to do", "alice"],
    );
}

#[test]
fn a_password_stands_on_a_line_of_its_own() {
    let home = Home::new();
    let said = talk(&home, &["w01", "password", "leave", "4"]);
    let (_, behind) = said.split_once("is on the next line.\n").unwrap();
    assert!(behind.lines().next().is_some_and(|password| !password.is_empty() && !password.contains(' ')), "{behind}");
}

/// Whose sign-in is undone with the step has nobody signed in behind it.
#[test]
fn who_is_signed_in_behind_a_reset_is_told() {
    let home = Home::new();
    let made = [
        "aws iam create-user --user-name carol",
        "aws iam create-login-profile --user-name carol --password Correct-horse-7-battery",
        "sign-out",
        "sign-in user/carol Correct-horse-7-battery",
        "reset",
        "leave",
        "4",
    ];
    let said = talk(&home, &[&["W03"][..], &made].concat());
    says(&said, &["Signed in: carol.", "Nobody is signed in.", "Step 1 of "]);
}

#[test]
fn what_no_resource_says_all_about_is_no_request_to_try() {
    let home = Home::new();
    let said = talk(&home, &["w01", "try --as root s3:PutBucketPolicy arn:aws:s3:::reports-111122223333", "leave", "4"]);
    says(&said, &["is no request that try makes", "aws s3api put-bucket-policy"]);
}
