//! `--plain`: a walkthrough and the five tasks on lines that are typed and read, without a terminal.

mod answers;
mod hints;
mod walkthroughs;

use std::fs;
use std::io::Write as _;
use std::process::Stdio;

use crate::home::Home;
use crate::program::{Program, Setup};

/// What the program says to these lines.
fn talk(home: &Home, lines: &[&str]) -> String {
    let mut command = home.command(&["--plain"]);
    let mut running = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    running.stdin.take().unwrap().write_all((lines.join("\n") + "\n").as_bytes()).unwrap();
    let output = running.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// These are said, one after the other.
fn says(said: &str, parts: &[&str]) {
    let mut rest = said;
    for part in parts {
        let Some(at) = rest.find(part) else { panic!("{part:?} is not in what is left:\n{rest}\nof:\n{said}") };
        rest = &rest[at + part.len()..];
    }
}

#[test]
fn the_five_tasks_are_told_and_done_and_each_is_shown_how() {
    let home = Home::new();
    let lines = [
        "3",
        "aws iam create-user --user-name me",
        "aws iam create-group --group-name all",
        "nonsense",
        "1",
        "yes",
        "leave",
        "1",
        "no",
        "",
        "4",
    ];
    let said = talk(&home, &lines);
    says(
        &said,
        &[
            "Security Status: 0 of 5 tasks complete.",
            "1. Delete your root access keys: to do.",
            "1 of 5 tasks complete.",
            "2 of 5 tasks complete.",
            "nonsense means nothing here.",
            "on an account of its own.",
            "Walkthrough: Lock the root",
            "Security Status: 2 of 5 tasks complete.",
            "on an account of its own.",
            "1. Walkthroughs",
        ],
    );
}

#[test]
fn what_means_the_same_everywhere_is_taken_in_the_menu_and_in_a_walkthrough() {
    let home = Home::new();
    let everywhere = [
        "help",
        "who",
        "aws iam create-group --group-name team",
        "view history",
        "undo",
        "groups",
        "redo",
        "view groups",
        "undo 99",
        "aws iam create-virtual-mfa-device --virtual-mfa-device-name phone --outfile x --bootstrap-method QRCodePNG",
        "codes",
        "view security-credentials",
        "view credential-report",
        "view try",
        "view policies S3Full",
        "view roles",
        "view account-settings",
        "may root iam:CreateUser *",
        "aws iam delete-access-key",
    ];
    let told = [
        "codes: the codes of",
        "Signed in: root user.",
        "1. Create group team.",
        "   aws iam create-group --group-name team",
        "Taken back: Create group team.",
        "There are no user groups.",
        "Made again: Create group team.",
        "team: members: none.",
        "There is no revision 99",
        "phone: ",
        " more seconds; then ",
        "root user: a console password.",
        "MFA devices: none.",
        "user <root_account>, arn ",
        "In place of the screen try one types: try --as",
        "AmazonS3FullAccess",
        "There are no roles.",
        "The account has no password policy of its own",
        "root user may  iam:CreateUser  on  *   (allowed)",
        "the following arguments are required: --access-key-id",
        "usage: aws [options]",
    ];
    let menu = talk(&home, &[&everywhere[..], &["4"]].concat());
    says(&menu.to_lowercase(), &told.map(str::to_lowercase).iter().map(String::as_str).collect::<Vec<_>>());
    let lesson = talk(&home, &[&["1", "tour"][..], &everywhere, &["leave", "quit"]].concat());
    says(&lesson.to_lowercase(), &told.map(str::to_lowercase).iter().map(String::as_str).collect::<Vec<_>>());
    for said in [menu, lesson] {
        assert!(!said.contains("\\u{") && !said.contains('\u{1b}'), "{said}");
    }
    let read_only = ["aws iam create-user --user-name late", "undo", "who", "4"].join("\n") + "\n";
    let mut running = home.command(&["--plain", "--read-only"]);
    let mut running = running.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    running.stdin.take().unwrap().write_all(read_only.as_bytes()).unwrap();
    let said = String::from_utf8(running.wait_with_output().unwrap().stdout).unwrap();
    says(&said, &["read only", "read only", "Signed in: root user."]);
}

/// Each screen tells what whoever is signed in may see, and what AWS says of the rest.
#[test]
fn what_is_told_is_what_may_be_seen() {
    let home = Home::new();
    for name in ["none", "lists"] {
        home.aws(&format!("iam create-user --user-name {name}"));
        home.aws(&format!("iam create-login-profile --user-name {name} --password Correct-Horse-7"));
    }
    let document = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:ListUsers","Resource":"*"}}"#;
    home.aws(&format!("iam put-user-policy --user-name lists --policy-name Lists --policy-document {document}"));
    let account = home.ask("sts get-caller-identity")["Account"].as_str().unwrap().to_owned();
    let sign_in = |name: &str| format!("aws signin console-login --account-id {account} --user-name {name} --password Correct-Horse-7");
    let said = talk(&home, &[&sign_in("none"), "", "3", "", "view users", "view policies Lists", "view dashboard", "4"]);
    says(
        &said,
        &[
            "3. Security Status: User: ",
            "iam:GetAccountSummary",
            "To ask why: may arn:",
            "Security Status: User: ",
            "iam:ListUsers",
            "iam:ListPolicies",
            "Security Status: User: ",
        ],
    );
    let seen = said.split_once("3. Security Status: User: ").unwrap().1;
    for hidden in ["of 5 tasks", "There are", "lists:", "Lists"] {
        assert!(!seen.contains(hidden), "{hidden} is in:\n{seen}");
    }
    home.aws("s3api create-bucket --bucket owls");
    home.aws("sqs create-queue --queue-name hens");
    let document = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"*"}}"#;
    home.aws(&format!("iam put-user-policy --user-name lists --policy-name Buckets --policy-document {document}"));
    let said = talk(&home, &[&sign_in("lists"), "view resources", "4"]);
    says(&said, &["bucket owls", "Its policy: access denied", "queues: access denied.", "s3:GetBucketPolicy", "To ask why: may arn:"]);
    assert!(!said.contains("hens"), "{said}");
    let said = talk(&home, &[&sign_in("lists"), "view users", "view dashboard", "4"]);
    says(
        &said,
        &["none: access denied, access denied. Access keys: access denied.", "iam:GetLoginProfile", "There are 2 users.", "iam:ListGroups"],
    );
}

#[test]
fn the_history_is_told_as_the_console_tells_it() {
    let home = Home::new();
    for line in [
        "iam create-user --user-name dora",
        "iam attach-user-policy --user-name dora --policy-arn arn:aws:iam::aws:policy/IAMFullAccess",
        "iam create-access-key --as user/dora",
        "s3api create-bucket --bucket things --as user/dora",
        "iam detach-user-policy --user-name dora --policy-arn arn:aws:iam::aws:policy/IAMFullAccess",
    ] {
        home.aws(line);
    }
    let keys = home.ask("iam list-access-keys --user-name dora");
    let key = keys["AccessKeyMetadata"][0]["AccessKeyId"].as_str().unwrap();
    home.aws(&format!("iam delete-access-key --user-name dora --access-key-id {key}"));
    home.aws("iam delete-user --user-name dora");
    let said = talk(&home, &["view history", "4"]);
    let lines: Vec<&str> = said.lines().collect();
    for line in ["3. Create an access key for dora.", "4. Refused, AccessDenied: Create bucket things."] {
        assert!(lines.contains(&line), "{line} is not in:\n{said}");
    }
}

#[test]
fn the_end_of_what_is_typed_is_the_end() {
    let home = Home::new();
    for lines in [
        &["1"][..],
        &["1", "2"],
        &["2"],
        &["3"],
        &["1", "99"],
        &["1", "2", "answer", "answer x y z", "try", "aws", "sign-in", "as", "clock x"],
    ] {
        assert!(talk(&home, lines).contains("iam-console, plain."));
    }
}

#[test]
fn lines_are_as_wide_as_the_terminal_and_whole_where_there_is_none() {
    let home = Home::new();
    let whole = "This practice account is fresh. You are signed in as root. Root has an access key, no MFA device, and nobody else exists.";
    assert!(talk(&home, &["w01"]).lines().any(|line| line.contains(whole)));
    let setup = Setup { size: (40, 150), ..Setup::default() }.arguments(&["--plain"]);
    let mut program = Program::start(home.path(), &setup);
    program.wait_for("begins with aws.").keys("w01<enter>").wait_for("What next?");
    let screen = program.screen();
    assert!(screen.contains("\nThis practice account is fresh. You are\n"), "{screen}");
}

#[test]
fn who_is_new_is_told_where_to_begin_and_whose_lesson_is_open_elsewhere_stays_in_the_menu() {
    let home = Home::new();
    says(&talk(&home, &["4"]), &["nothing is due, and there are always other questions", "New here? Type tour"]);
    let mut program = Program::open(home.path(), &Setup::default());
    program.keys(":walkthroughs<enter>").wait_for("Meet the account").keys("/meet<enter>b").wait_for("Count what is open");
    let said = talk(&home, &["w01", "help", "4"]);
    says(&said, &["4. Leave.", "is open in another window", "1. Walkthroughs:", "1: walkthroughs; 2: the quiz"]);
    assert!(!said.contains("New here?"), "{said}");
    program.keys("<ctrl-c>");
}

#[test]
fn a_damaged_progress_is_told() {
    let home = Home::new();
    talk(&home, &["w01", "leave", "4"]);
    for file in fs::read_dir(home.path().join("progress")).unwrap() {
        fs::write(file.unwrap().path(), "garbage").unwrap();
    }
    says(&talk(&home, &["4"]), &["The progress in ", " is damaged", "1. Walkthroughs: "]);
}

#[test]
fn the_menu_says_what_was_begun_or_comes_next_and_n_goes_there() {
    let home = Home::new();
    says(&talk(&home, &["n", "4"]), &["New here?", "There is no lesson that comes next: type 1 for all of them."]);
    let begun = talk(&home, &["w02", "leave", "4"]);
    says(&begun, &["Walkthrough: Lock the root", "Begun and not finished: Lock the root. Type n to go on with it."]);
    says(&talk(&home, &["n", "leave", "4"]), &["Begun and not finished", "Walkthrough: Lock the root"]);
}
