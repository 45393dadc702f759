//! Lessons of one's own: recorded from what was done, kept in a folder, gone through in the console, graded.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::home::Home;
use crate::program::{Program, Setup};

/// A lesson of one step about alice, with a check of its own.
fn lesson(id: &str, check: &str) -> String {
    format!(
        "+++\nformat = 1\nid = \"{id}\"\ntitle = \"Our alice\"\nlevel = \"novice\"\nminutes = 5\nmisconceptions = [\"M01\"]\n\n\
         [[step]]\nid = \"alice\"\ncheck = \"{check}\"\nscreen = \"users\"\nsolve = [\"aws iam create-user --user-name alice\"]\n+++\n\n\
         # Our alice\n\nAbout alice.\n\n## Create alice {{#alice}}\n\nCreate the user alice.\n\n### Why {{#alice/why}}\n\nShe is there.\n\n\
         ### {{#alice/hint}}\n\nOpen Users.\n"
    )
}

/// A folder with a good lesson and a wrong one.
fn folder(home: &Home) -> PathBuf {
    let folder = home.path().join("ours");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("alice.md"), lesson("ours", "exists(user:alice)")).unwrap();
    fs::write(folder.join("wrong.md"), lesson("other", "exits(\u{1b}[31muser:alice)")).unwrap();
    folder
}

#[test]
fn a_folder_is_named_on_the_command_line_or_in_the_settings() {
    let home = Home::new();
    let run = |line: &str| home.run(&line.split_whitespace().collect::<Vec<_>>());
    assert!(run("lessons show ours").err.contains("There is no lesson ours"));
    let nothing = run("lessons check");
    assert!(nothing.code == Some(2) && nothing.err.contains("There is nothing to check"), "{nothing:?}");
    let folder = folder(&home);
    let listed = run("lessons list --lessons ours");
    assert!(listed.out.contains("Our alice") && listed.out.contains("wrong.md is no lesson yet:"), "{listed:?}");
    assert!(listed.out.contains("wrong.md:11:") && !listed.out.contains('\u{1b}'), "{listed:?}");
    // The settings say where, wherever one is.
    fs::write(home.path().join("settings.toml"), format!("welcome = false\nlessons = {:?}\n", folder.display().to_string())).unwrap();
    assert_eq!(run("lessons show ours").code, Some(0));
    let listed: Value = serde_json::from_str(&run("lessons list --json").out).unwrap();
    assert_eq!(listed.as_array().unwrap().last().unwrap()["file"], "wrong.md");
    let checked = run("lessons check");
    assert!(checked.code == Some(2) && checked.out.contains("alice.md: proved (1 step"), "{checked:?}");
    fs::remove_file(folder.join("wrong.md")).unwrap();
    assert_eq!(run("lessons check").code, Some(0));
    // Two of one id, and one that is taken.
    fs::write(folder.join("twice.md"), lesson("ours", "exists(user:alice)")).unwrap();
    let twice = run("lessons check ours/alice.md");
    assert!(twice.code == Some(1) && twice.out.contains("alice.md:3:7: ours is the id of twice.md beside it, too"), "{twice:?}");
    // Faults are told in the order of the file.
    fs::write(folder.join("twice.md"), lesson("ours", "exists(user:alice) && exists(user:nobody)")).unwrap();
    let places = run("lessons check ours/twice.md").out;
    let lines: Vec<u32> = places.lines().filter_map(|line| line.trim().split(':').nth(1)?.parse().ok()).collect();
    assert!(lines.len() > 1 && lines.is_sorted(), "{places}");
    fs::write(folder.join("twice.md"), lesson("w01", "exists(user:alice)")).unwrap();
    let taken = run("lessons check ours/twice.md");
    assert!(taken.code == Some(1) && taken.out.contains("w01 is the id of a lesson that comes with the program"), "{taken:?}");
    assert_eq!(run("lessons new w01").code, Some(2));
    // A pipe is waited for by nobody.
    assert!(std::process::Command::new("mkfifo").arg(folder.join("pipe.md")).status().unwrap().success());
    let pipe = run("lessons check ours/pipe.md");
    assert!(pipe.code == Some(2) && pipe.out.contains("it is not a regular file"), "{pipe:?}");
    fs::remove_file(folder.join("pipe.md")).unwrap();
    // A fixture that is there and can't be read is told, and no other is taken for it.
    fs::create_dir_all(folder.join("fixtures")).unwrap();
    fs::write(folder.join("fixtures/team.txt"), [0xff; 9]).unwrap();
    fs::write(folder.join("twice.md"), lesson("other", "exists(user:alice)").replace("minutes = 5", "minutes = 5\nfixture = \"team\""))
        .unwrap();
    let unread = run("lessons check ours/twice.md");
    assert!(unread.code == Some(2) && unread.out.contains("twice.md:7:11: The fixture in ") && unread.out.contains("UTF-8"), "{unread:?}");
    let absent = run("lessons list --lessons nowhere");
    assert!(absent.code == Some(0) && absent.err.contains("nowhere could not be read"), "{absent:?}");
}

#[test]
fn a_lesson_of_the_folder_is_gone_through_and_its_account_graded() {
    let home = Home::new();
    folder(&home);
    let setup = Setup { size: (120, 36), ..Setup::default() }.arguments(&["--lessons", "ours", "--learner", "anna"]);
    let mut program = Program::open(home.path(), &setup);
    program.keys(":walkthroughs<enter>").wait_for("Your own (2)").keys("<tab>").wait_for("no lesson yet");
    program.keys("G<enter>").wait_for("wrong.md:11:").keys("<esc>").wait_for("Your own (2)");
    program.keys("gb").wait_for("Create the user alice.").keys(":aws iam create-user --user-name alice<enter>");
    program.wait_for("✔ Create alice").keys("<alt-n>").wait_for("What you have learned").keys("<ctrl-c>");
    assert_eq!(program.exit_code(), Some(0));

    let run = |line: &str| home.run(&line.split_whitespace().collect::<Vec<_>>());
    let progress = run("progress export --format csv --learner anna");
    assert!(progress.out.contains("anna,ours,") && progress.out.contains(",alice,solved,"), "{progress:?}");
    assert!(!run("progress export --format csv").out.contains("ours"), "somebody else has done nothing");

    let accounts = fs::read_dir(home.path().join("lessons/anna/accounts")).unwrap();
    let account = accounts.map(|entry| entry.unwrap().file_name().into_string().unwrap()).next().unwrap();
    let users = run(&format!("aws iam list-users --account {account} --learner anna"));
    assert!(users.code == Some(0) && users.out.contains("alice"), "a lesson's account is one in a shell, too: {users:?}");
    assert_eq!(run(&format!("aws iam list-users --account {account} --learner bob")).code, Some(255));
    let verify = |lesson: &str, learner: &str| run(&format!("verify {lesson} --lessons ours --account {account} --learner {learner}"));
    let passed = verify("ours", "anna");
    assert!(passed.code == Some(0) && passed.out.contains("[x] alice"), "{passed:?}");
    // The lesson's id stands for its account's name.
    let by_id = run("verify ours --lessons ours --account ours --learner anna");
    assert!(by_id.code == Some(0) && by_id.out.contains(&format!("in the account {account}: passed")), "{by_id:?}");
    for command in ["status", "aws iam get-user --user-name alice", "try s3:ListAllMyBuckets --as root"] {
        let named = run(&format!("{command} --account ours --learner anna"));
        assert!(matches!(named.code, Some(0 | 1)) && !named.err.contains("There is no account"), "{command}: {named:?}");
        assert_ne!(run(&format!("{command} --account ours --learner bob")).code, Some(0), "{command}: bob has begun nothing");
    }
    let new = run("lessons new another --lessons ours");
    assert!(new.code == Some(0) && home.path().join("ours/another.md").exists(), "{new:?}");
    let checked = run("lessons check another --lessons ours");
    assert!(checked.code == Some(0) && checked.out.contains("another.md: proved"), "{checked:?}");
    assert!(checked.out.contains("still the text of the draft"), "{checked:?}");
    let shipped = run("lessons check w02 tour");
    assert!(shipped.code == Some(0) && shipped.out.starts_with("w02: proved") && shipped.out.contains("tour: proved"), "{shipped:?}");
    let other = verify("w01", "anna");
    assert!(other.code == Some(2) && other.err.contains("is of another lesson than w01"), "{other:?}");
    assert_eq!(verify("ours", "bob").code, Some(3), "it is anna's");
    assert_eq!(run("aws iam delete-user --user-name alice").code, Some(254), "the own account never had her");
}

#[test]
fn what_a_lessons_account_began_with_is_what_it_is_compared_with() {
    let home = Home::new();
    let unchanged = lesson("still", "exists(user:alice) && unchanged(policies)");
    let fixture =
        |who: &str| unchanged.replace("\n[[step]]", &format!("fixture_lines = [\"aws iam create-user --user-name {who}\"]\n\n[[step]]"));
    let check = "exists(user:alice) && exists(user:bob) && unchanged(user:bob)";
    let text = fixture("bob").replace("exists(user:alice) && unchanged(policies)", check);
    let folder = home.path().join("ours");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("still.md"), &text).unwrap();
    let mut command = home.command(&["--plain", "--lessons", "ours"]);
    command.stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::piped());
    let mut running = command.spawn().unwrap();
    let number = iam_console::training::Shelf::default().lessons().count() + 1;
    let lines = format!("1\n{number}\naws iam create-user --user-name alice\nnext\nleave\n4\n");
    std::io::Write::write_all(&mut running.stdin.take().unwrap(), lines.as_bytes()).unwrap();
    let said = String::from_utf8(running.wait_with_output().unwrap().stdout).unwrap();
    assert!(said.contains("Step 1 is done."), "{said}");

    let accounts = fs::read_dir(home.path().join("lessons/learner/accounts")).unwrap();
    let account = accounts.map(|entry| entry.unwrap().file_name().into_string().unwrap()).next().unwrap();
    let verify = || home.run(&["verify", "still", "--lessons", "ours", "--account", &account]);
    assert_eq!(verify().code, Some(0), "{:?}", verify());
    // The lesson's fixture is another now; the account began with the one that it had then.
    let grants = "fixture_lines = [\"aws iam create-user --user-name bob\", \"aws iam attach-user-policy --user-name bob --policy-arn arn:aws:iam::aws:policy/AdministratorAccess\"]";
    fs::write(folder.join("still.md"), text.replace("fixture_lines = [\"aws iam create-user --user-name bob\"]", grants)).unwrap();
    assert_eq!(verify().code, Some(0), "{:?}", verify());
}

/// Begins the lesson `ours` of a folder on lines, and does something more.
fn begin(home: &Home, folder: &str, lines: &str) {
    let mut command = home.command(&["--plain", "--lessons", folder]);
    let mut running = command.stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::piped()).spawn().unwrap();
    std::io::Write::write_all(&mut running.stdin.take().unwrap(), format!("1\nours\n{lines}leave\n4\n").as_bytes()).unwrap();
    assert!(running.wait_with_output().unwrap().status.success());
}

#[test]
fn a_lessons_id_stands_for_the_account_of_the_lesson_that_is_here() {
    let home = Home::new();
    let run = |line: &str| home.run(&line.split_whitespace().collect::<Vec<_>>());
    for folder in ["one", "two"] {
        fs::create_dir(home.path().join(folder)).unwrap();
        let text = lesson("ours", "exists(user:alice)").replace("Our alice", &format!("Alice of {folder}"));
        fs::write(home.path().join(folder).join("ours.md"), text).unwrap();
    }
    begin(&home, "one", "aws iam create-user --user-name alice\n");
    let only = run("aws iam list-users --account ours");
    assert!(only.code == Some(0) && only.out.contains("alice"), "one is meant where one was begun: {only:?}");
    assert_eq!(run("verify ours --lessons two --account ours").code, Some(3), "this one was not begun");

    begin(&home, "two", "");
    assert_eq!(run("verify ours --lessons one --account ours").code, Some(0));
    assert_eq!(run("verify ours --lessons two --account ours").code, Some(1));
    assert_eq!(run("verify two/ours.md --account ours").code, Some(1), "the file alone is named");
    assert!(run("--lessons one aws iam list-users --account ours").out.contains("alice"));
    assert!(!run("--lessons two aws iam list-users --account ours").out.contains("alice"));
    let tried = run("try iam:CreateUser --as root --account ours");
    let accounts = fs::read_dir(home.path().join("lessons/learner/accounts")).unwrap();
    let accounts: Vec<String> = accounts.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(accounts.len(), 2);
    assert!(tried.code == Some(2) && accounts.iter().all(|account| tried.err.contains(account)), "{tried:?}");
}

#[test]
fn what_needs_no_progress_does_not_read_it() {
    let home = Home::new();
    fs::create_dir(home.path().join("progress")).unwrap();
    fs::write(home.path().join("progress/learner.json"), "{\"format\":9}").unwrap();
    let run = |line: &str| home.run(&line.split_whitespace().collect::<Vec<_>>());
    for command in ["lessons list", "lessons show w01", "status", "aws iam list-users"] {
        let done = run(command);
        assert_eq!((done.code, done.err.as_str()), (Some(0), ""), "{command}");
    }
    let absent = run("status --account other");
    assert!(absent.code == Some(3) && absent.err.contains("There is no account other"), "{absent:?}");
    // Here it says which account is meant.
    fs::create_dir_all(home.path().join("lessons/learner/accounts/ours-0f77")).unwrap();
    let unread = run("status --account ours");
    assert!(unread.code == Some(2) && unread.err.contains("later version"), "{unread:?}");
}

#[test]
fn what_was_done_is_printed_as_a_lesson_that_can_be_proved() {
    let home = Home::new();
    let run = |line: &str| home.run(&line.split_whitespace().collect::<Vec<_>>());
    assert_eq!(run("accounts new demo").code, Some(0));
    let nothing = run("lessons record --account demo");
    assert!(nothing.code == Some(2) && nothing.err.contains("Nothing was done in the account demo"), "{nothing:?}");
    assert_eq!(run("lessons record --account absent").code, Some(3));
    for line in [
        "iam create-user --user-name alice",
        "iam create-login-profile --user-name alice --password Tr0ub4dor&3-secret",
        "iam create-user --user-name bob",
        "iam create-group --group-name readers",
        "iam attach-group-policy --group-name readers --policy-arn arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
        "iam add-user-to-group --group-name readers --user-name alice",
        r#"iam put-user-policy --user-name alice --policy-name Own --policy-document {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["iam:*","s3:*"],"Resource":"*"}]}"#,
        "iam create-access-key --user-name alice",
        "iam create-virtual-mfa-device --virtual-mfa-device-name phone --outfile phone.txt --bootstrap-method Base32StringSeed",
        "iam create-policy --as user/alice --policy-name Reports --policy-document {\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::home/${aws:username}/*\"}]}",
        "s3api create-bucket --bucket things",
    ] {
        let answer = home.aws(&format!("{line} --account demo"));
        assert_eq!(answer.code, Some(0), "{line}: {answer:?}");
    }
    let refused = home.aws("iam create-user --user-name alice --account demo");
    assert_eq!(refused.code, Some(254));

    let draft = run("lessons record --account demo --id from-demo");
    assert_eq!((draft.code, draft.err.as_str()), (Some(0), ""));
    assert!(!draft.out.contains("Tr0ub4dor") && draft.out.contains("as user/alice"), "{}", draft.out);
    fs::write(home.path().join("draft.md"), &draft.out).unwrap();
    let checked = run("lessons check draft.md");
    assert!(checked.code == Some(0) && checked.out.contains("draft.md: proved (12 steps"), "{checked:?}\n{}", draft.out);

    let later = run("lessons record --account demo --from 4");
    assert!(later.out.contains("fixture_lines = [\n  \"aws iam create-user --user-name alice\""), "{}", later.out);
    fs::write(home.path().join("later.md"), &later.out).unwrap();
    let checked = run("lessons check later.md");
    assert!(checked.code == Some(0) && checked.out.contains("later.md: proved (8 steps"), "{checked:?}\n{}", later.out);
    assert_eq!(run("lessons record --account demo --from 99").code, Some(2));
    assert_eq!(run("lessons record --account demo --id ../x").code, Some(2));
}
