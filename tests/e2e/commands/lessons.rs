//! `lessons` and `verify`, as a trainer and a script use them.

use std::fs;

use serde_json::Value;

use crate::home::Home;

#[test]
fn a_lesson_is_begun_proved_and_looked_at() {
    let home = Home::new();
    let run = |line: &str| home.run(&line.split_whitespace().collect::<Vec<_>>());
    // A line, its exit code, and what it says.
    for (line, code, said) in [
        ("lessons list", 0, "Meet the account"),
        ("lessons show w01", 0, "Afterwards you can"),
        ("lessons show w99", 2, "There is no lesson w99"),
        ("lessons show absent.md", 2, "absent.md could not be read"),
        ("lessons new mine", 0, "Wrote mine.md."),
        ("lessons new mine", 2, "mine.md could not be written"),
        ("lessons new ../mine", 2, "A lesson's id is"),
        (
            "lessons check mine.md",
            0,
            "mine.md: proved (1 step, 1 trap, 6 demands of the challenge, 6 changes of its solution, reading level",
        ),
        ("lessons preview mine.md", 0, "Make a group readers"),
        ("lessons preview mine.md --step 1", 0, "-- After its solution: done"),
        ("lessons preview mine.md --step 7", 2, "The lesson has no step 7"),
        ("lessons check absent.md", 2, ""),
    ] {
        let answer = run(line);
        assert!(answer.code == Some(code) && format!("{}{}", answer.out, answer.err).contains(said), "{line}: {answer:?}");
    }
    let path = home.path().join("mine.md");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("expect = \"no-member\"", "expect = \"hint\"")).unwrap();
    let answer = run("lessons check --json mine.md");
    let told: Value = serde_json::from_str(&answer.out).unwrap();
    assert_eq!((answer.code, told[0]["proved"].as_bool(), told[0]["faults"][0]["line"].as_u64()), (Some(1), Some(false), Some(30)));
    fs::write(&path, text.replace("member(user:alice", "membr(\u{1b}[31muser:alice")).unwrap();
    let answer = run("lessons check mine.md");
    assert!(answer.code == Some(2) && answer.out.contains("mine.md:14:") && !answer.out.contains('\u{1b}'), "{answer:?}");
    fs::write(&path, b"+++\n\xff\n").unwrap();
    assert!(run("lessons check mine.md").out.contains("mine.md:2:1: This is no text"));
    assert!(!home.path().join("accounts").exists(), "lessons need no account");
}

#[test]
fn an_account_is_graded() {
    let home = Home::new();
    let run = |line: &str| home.run(&line.split_whitespace().collect::<Vec<_>>());
    assert_eq!(run("lessons new mine").code, Some(0));
    assert_eq!(run("verify mine.md --account absent").code, Some(3));
    assert_eq!(run("verify absent.md").code, Some(2));
    assert_eq!(run("verify mine.md").code, Some(3), "no account is made to be graded");
    assert_eq!(run("accounts new practice").code, Some(0));
    let answer = run("verify mine.md");
    assert!(answer.code == Some(1) && answer.out.contains("mine in the account practice: not yet."), "{answer:?}");
    // The account's own id stands for that of lessons.
    let identity: Value = serde_json::from_str(&home.aws("sts get-caller-identity").out).unwrap();
    let id = identity["Account"].as_str().unwrap();
    for line in [
        "iam create-user --user-name alice",
        "iam create-user --user-name bob",
        "iam create-group --group-name readers",
        "iam add-user-to-group --group-name readers --user-name alice",
        "s3api create-bucket --bucket reports-111122223333",
        "s3api create-bucket --bucket backups-111122223333",
        r#"iam put-group-policy --group-name readers --policy-name Read --policy-document {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports-111122223333/*"}]}"#,
    ] {
        assert_eq!(home.aws(&line.replace("111122223333", id)).code, Some(0), "{line}");
    }
    let answer = run("verify mine.md --format json");
    let told: Value = serde_json::from_str(&answer.out).unwrap();
    assert_eq!((answer.code, told["passed"].as_bool()), (Some(0), Some(true)), "{answer:?}");
    // Without its challenge its step is graded, without the answer that no account shows.
    let text = fs::read_to_string(home.path().join("mine.md")).unwrap();
    let (front, rest) = text.split_once("[challenge]").unwrap();
    let (_, rest) = rest.split_once("+++").unwrap();
    let (rest, _) = rest.split_once("## Challenge").unwrap();
    fs::write(home.path().join("steps.md"), format!("{front}+++{rest}")).unwrap();
    let answer = run("verify steps.md");
    assert!(answer.code == Some(0) && answer.out.contains("[x] readers (without its answers and tries"), "{answer:?}");
    assert_eq!(home.aws("iam remove-user-from-group --group-name readers --user-name alice").code, Some(0));
    let answer = run("verify steps.md");
    assert!(answer.code == Some(1) && answer.out.contains("[ ] readers") && !answer.out.contains("answered yet"), "{answer:?}");
    assert_eq!(home.aws("iam add-user-to-group --group-name readers --user-name alice").code, Some(0));
    let asks = front.replace("member(user:alice, group:readers) && right(alone)", "right(alone)");
    fs::write(home.path().join("asks.md"), format!("{asks}+++{rest}")).unwrap();
    let answer = run("verify asks.md");
    assert!(answer.code == Some(2) && answer.out.contains("nothing to grade") && answer.out.contains("[-] readers"), "{answer:?}");
    let answer = run("verify mine.md --format junit");
    assert!(answer.out.contains("<testsuite name=\"mine\" tests=\"6\" failures=\"0\">"), "{answer:?}");
}
