//! `--plain`: a walkthrough and the five tasks on lines that are typed and read, without a terminal.

use std::fs;
use std::io::Write;
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
fn hints_name_what_the_learner_made_in_the_order_in_which_it_was_made() {
    let home = Home::new();
    let make =
        |name: &str| format!("aws iam create-virtual-mfa-device --virtual-mfa-device-name {name} --outfile x --bootstrap-method QRCodePNG");
    let (first, second) = (make("zz-phone"), make("tablet"));
    let said = talk(&home, &["1", "w02", &first, "clock +1m", &second, "step 8", "hint", "hint", "hint", "leave", "4"]);
    says(&said, &["What does it:", "enable-mfa-device --serial-number arn:aws:iam::111122223333:mfa/tablet "]);
}

#[test]
fn hints_tell_of_a_refusal_that_it_is_one_and_of_none_that_nobody_asks_for() {
    let home = Home::new();
    let said = talk(&home, &["1", "w01", "step 4", "hint", "hint", "hint", "leave", "1", "w06", "hint", "hint", "hint", "leave", "4"]);
    says(&said, &["This will be refused, and is there to be seen:", "sign-in user/bob", "type answer and what you think"]);
    assert!(!said.contains("attach-role-policy"), "{said}");
}

#[test]
fn walkthroughs_are_called_by_number_or_name_until_one_is_meant() {
    let home = Home::new();
    let said = talk(&home, &["1", "99", "nonsense", "W05", "leave", "exit"]);
    says(&said, &["There is no walkthrough 99", "There is no walkthrough nonsense", "Walkthrough: "]);
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
fn a_prediction_is_judged_after_the_act_and_screens_are_told() {
    let home = Home::new();
    let lines = [
        "1",
        "2",
        "view dashboard",
        "view nosuch",
        "view create-user",
        "view access",
        "answer 5",
        "next",
        "aws iam create-user --user-name alice",
        "aws iam create-login-profile --user-name alice --password Correct-horse-7",
        "next",
        "answer 1",
        "try --as user/alice s3:ListAllMyBuckets",
        "view access",
        "view users",
        "leave",
        "4",
    ];
    let said = talk(&home, &lines);
    says(
        &said,
        &[
            "Security Status: 0 of 5 tasks complete.",
            "1. Delete your root access keys: to do.",
            "A screen nosuch is not there.",
            "A screen create-user shows nothing but what is done there.",
            "No request was tried yet.",
            "Your answer is kept. Go on and see.",
            "Your answer is not right.",
            "may not",
            "(implicit deny)",
            "Identity policies       alice has no identity policies.",
            "alice: a console password, 0 MFA devices.",
        ],
    );
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
fn where_several_questions_are_open_an_answer_says_to_which_it_is_one() {
    let home = Home::new();
    let said = talk(&home, &["1", "2", "step 7", "9", "1", "1", "reset", "leave", "4"]);
    says(
        &said,
        &[
            "Question root-deletes:",
            "Type answer root-deletes and a number.",
            "Question root-deletes: That is no answer here. Type answer root-deletes and a number.",
            "Question root-deletes: That is right.",
            "Question alice-reads: That is not right.",
            // Begun anew, all six are asked.
            "Question root-deletes:",
            "What next?",
        ],
    );
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
fn a_password_stands_on_a_line_of_its_own() {
    let home = Home::new();
    let said = talk(&home, &["w01", "password", "leave", "4"]);
    let (_, behind) = said.split_once("is on the next line.\n").unwrap();
    assert!(behind.lines().next().is_some_and(|password| !password.is_empty() && !password.contains(' ')), "{behind}");
}

#[test]
fn what_help_did_not_bring_about_is_told_and_the_end_names_the_next_lesson() {
    let home = Home::new();
    let said = talk(&home, &["w02", "step 8", "hint", "hint", "hint", "hint", "yes", "step 9", "leave", "4"]);
    says(&said, &["Shall it be done for you?", "Done.", "it is not done yet.", "Found: ", "What next?"]);
    let said = talk(&home, &["tour", "skip", "skip", "skip", "skip", "skip", "skip", "skip", "leave", "4"]);
    says(&said, &["Type leave to go back to the menu. There, w01 begins the next one, Meet the account."]);
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
fn hints_have_the_time_that_a_command_takes_and_what_is_refused_is_told_with_the_steps_before_it() {
    let home = Home::new();
    let said = talk(&home, &["w10", "step 7", "hint", "hint", "hint", "leave", "4"]);
    says(&said, &["What does it:", "type answer and what you think.", "\"aws:TokenIssueTime\": \"2"]);
    assert!(!said.contains("NOW"), "{said}");
    let said = talk(&home, &["w06", "step 10", "hint", "hint", "hint", "hint", "yes", "leave", "4"]);
    says(&said, &["Step 3, Who may use the role, comes first, and is not done: type step 3 to go there.", "Found: "]);
    let said = talk(&home, &["w01", "step 5", "sign-out", "hint", "hint", "hint", "hint", "yes", "leave", "4"]);
    says(&said, &["Shall it be done for you?", "Step 5 is done."]);
}

#[test]
fn what_no_resource_says_all_about_is_no_request_to_try() {
    let home = Home::new();
    let said = talk(&home, &["w01", "try --as root s3:PutBucketPolicy arn:aws:s3:::reports-111122223333", "leave", "4"]);
    says(&said, &["is no request that try makes", "aws s3api put-bucket-policy"]);
}

#[test]
fn a_question_of_yes_or_no_is_left_by_whatever_else_is_typed() {
    let home = Home::new();
    let hints = ["w01", "skip", "hint", "hint", "hint", "hint"];
    let said = talk(&home, &[&hints[..], &["steps", "hint", "", "hint", "no", "leave", "4"]].concat());
    let taken = "Taken as no, and done as typed.";
    says(&said, &["Shall it be done for you?", taken, "Step 1 of 7", "Shall it be done", "Taken as no.", "What next?", "Shall it be done"]);
    assert_eq!(said.matches(taken).count(), 1);
}

#[test]
fn a_step_that_only_new_first_answers_bring_on_says_so_and_is_reset() {
    let home = Home::new();
    let steps = ["w01", "step 7", "answer root-deletes 3", "answer alice-reads 3", "hint", "hint", "hint", "hint", "reset", "leave", "4"];
    let said = talk(&home, &steps);
    let told = "First answers count here, and too few were right: type reset, and the questions are asked anew.";
    says(&said, &["Step 7 of 7", told, told]);
    assert!(!said.contains("Shall it be done for you?"), "{said}");
}

#[test]
fn doing_it_together_says_what_comes_first_and_tells_lines_in_words() {
    let home = Home::new();
    let said = talk(&home, &["w02", "step 4", "hint", "hint", "hint", "hint", "leave", "4"]);
    says(&said, &["Step 3, Begin with a device, comes first, and is not done: type step 3 to go there.", "Found: "]);
    assert!(!said.contains("Shall it be done for you?"), "{said}");
    let said = talk(&home, &["w01", "step 4", "hint", "hint", "hint", "hint", "yes", "leave", "4"]);
    says(&said, &["Shall it be done for you?", "You are signed in as the user bob.  (to see it refused)", "Step 4 is done."]);
    assert!(!said.contains("\nfails "), "{said}");
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
fn what_was_asked_of_may_is_no_prediction() {
    let home = Home::new();
    let said = talk(
        &home,
        &[
            "w01",
            "aws iam create-user --user-name alice",
            "step 3",
            "may user/alice s3:ListAllMyBuckets *",
            "answer 2",
            "try --as user/alice s3:ListAllMyBuckets",
            "steps",
            "reset",
            "answer 2",
            "leave",
            "4",
        ],
    );
    let late = "That comes too late to be a prediction: the step counts as done with help. Type reset to predict anew.";
    says(&said, &[late, "Your answer is kept. Go on and see.", "Step 3 of 7: What may she do?: done with help", "Your answer is kept."]);
    assert_eq!(said.matches(late).count(), 1);
}

/// Behind the question stands what the request brings along, as with `simulate`.
#[test]
fn what_a_request_brings_along_is_asked_with_it() {
    let home = Home::new();
    home.aws("iam create-user --user-name alice");
    let document = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"198.51.100.0/24"},"Bool":{"aws:MultiFactorAuthPresent":"true"}}}}"#;
    home.aws(&format!("iam put-user-policy --user-name alice --policy-name office --policy-document {document}"));
    let may = "may user/alice s3:ListAllMyBuckets *";
    let asked = [
        format!("{may} --mfa"),
        format!("{may} aws:SourceIp=198.51.100.7 --mfa"),
        format!("{may} SourceIp=203.0.113.10"),
        format!("{may} aws:SourceIp"),
        "may user/alice".to_owned(),
        format!("{may} 'open"),
        "4".to_owned(),
    ];
    let said = talk(&home, &asked.iter().map(String::as_str).collect::<Vec<_>>());
    says(
        &said,
        &[
            "(implicit deny)",
            "(allowed)",
            "Is aws:SourceIp meant?",
            "aws:SourceIp is no KEY=VALUE",
            "One types may WHO ACTION RESOURCE",
            "has no other half",
        ],
    );
}

#[test]
fn the_menu_says_what_was_begun_or_comes_next_and_n_goes_there() {
    let home = Home::new();
    says(&talk(&home, &["n", "4"]), &["New here?", "There is no lesson that comes next: type 1 for all of them."]);
    let begun = talk(&home, &["w02", "leave", "4"]);
    says(&begun, &["Walkthrough: Lock the root", "Begun and not finished: Lock the root. Type n to go on with it."]);
    says(&talk(&home, &["n", "leave", "4"]), &["Begun and not finished", "Walkthrough: Lock the root"]);
}

#[test]
fn a_step_that_is_done_says_what_was_answered_and_has_no_hints_and_one_left_out_says_what_is_missing() {
    let home = Home::new();
    let said = talk(&home, &["w01", "answer 5", "hint", "next", "skip", "step 1", "step 2", "leave", "1", "help", "", "4"]);
    says(&said, &["Step 1 is done.", "The step is done. Type next to go on.", "Step 1 of 7", "Question: answered, and right: 5."]);
    says(&said, &["Step 2 of 7: Create alice: skipped.", "Found: there is no user alice.", "Type next to go on.", "back to the menu"]);
    assert!(!said.contains("There is no walkthrough help"), "{said}");
}

#[test]
fn codes_are_explained_beside_the_line_and_no_file_is_promised() {
    let home = Home::new();
    let make = "aws iam create-virtual-mfa-device --virtual-mfa-device-name phone --outfile a.png --bootstrap-method QRCodePNG";
    let said = talk(&home, &["w02", "step 3", make, "step 4", "hint", "hint", "hint", "leave", "4"]);
    says(
        &said,
        &["No file is written here", "secret key", "--authentication-code1 CODE1", "For CODE1 type", "For CODE2 type", "The word codes"],
    );
}

#[test]
fn a_wrong_prediction_of_the_first_challenge_brings_up_what_it_is_about() {
    let home = Home::new();
    let said = talk(&home, &["w01", "step 7", "answer root-deletes 3", "leave", "4"]);
    says(&said, &["Question root-deletes: That is not right.", "2. Quiz: due: "]);
}

#[test]
fn a_wrong_source_says_what_it_would_take() {
    let home = Home::new();
    let remove = "aws iam remove-user-from-group --group-name auditors --user-name dan";
    let said = talk(&home, &["w05", "step 5", remove, "answer source 5", "step 1", "leave", "4"]);
    says(&said, &["Step 5 of", "That would take a policy on the resource itself"]);
}
