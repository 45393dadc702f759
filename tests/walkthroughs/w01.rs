//! *Meet the account*.

use iam_console::training::progress::Outcome;

use crate::common::learner::{answer, begun, number_before, record, try_as};

#[test]
fn w01_is_gone_through_by_keys_to_its_end() {
    let mut console = begun("meet");
    console.see("Meet the account  step 1 of 7").see("▲ Count what is open").see("Security Status").see("lesson w01");
    console.keys("<alt-n>").see("This step is not done yet.");
    console.keys("<alt-a>").see("How many of the five tasks").keys("five<enter>").see("Type a number.");
    console.keys("<ctrl-u>5<enter>").see("✔ Count what is open").see("Right: 5").see("alt-n go on");

    console.keys("<alt-n>").see("▲ Create alice").see("step 2 of 7");
    console.keys(":create-user<enter>alice<tab><space><tab><right><tab>Correct-horse-7<tab><space><enter><enter><enter><enter>");
    console.see("Users › alice");
    console.see("✔ Create alice").miss("Retrieve password").miss("Nobody has seen it");

    console.keys("<alt-n>").see("▲ What may she do?").keys("<alt-a><down><enter>").see("Kept, now find out.");
    try_as(&mut console, "alice", "listallmy").see("✔ What may she do?").see("Right: denied");

    console.keys("<alt-n>").see("▲ An identity without a way in");
    console.keys(":aws iam create-user --user-name bob<enter><esc>O<tab><enter>").see("Locked out?").see("An identity without");
    console.keys("bob<tab>Let-me-in-24<enter>").see("✔ An identity without a way in");
    console.keys("<f5>New-Root-Horse-1<tab>New-Root-Horse-1<enter>").see("Root user email address").keys("New-Root-Horse-1<enter>");
    console.see("root user ▲");

    console.keys("<alt-n>").see("▲ The same request as root");
    try_as(&mut console, "root", "listallmy").see("✔ allowed, and done").see("A question waits");
    console.keys("<alt-a>").see("Why is root allowed?");
    answer(&mut console, "Root is the account itself").see("✔ The same request as root");

    console.keys("<alt-n>").see("▲ Four words").keys("<alt-a>");
    for (word, job) in [("user", "one person"), ("group", "a set of users"), ("policy", "a document")] {
        let number = number_before(&console, job);
        console.see(&format!("What belongs to: {word}?")).keys(&number).keys("<enter>");
    }
    console.keys("<enter>").see("✔ Four words");

    console.keys("<alt-n>").see("▲ Challenge: six predictions").see("6 of 6 questions wait").keys("<alt-a>").see("question 1 of 6");
    for (asked, decision) in [
        ("deletes the bucket", "1"),
        ("reads the object", "2"),
        ("creates a user", "1"),
        ("lists the buckets", "2"),
        ("It is only", "2"),
        ("creates a user", "1"),
    ] {
        console.see(asked).keys(decision).keys("<enter>");
    }
    console.see("▲ Challenge: six predictions").see("✖ Question 3: Not right: allowed");
    console.keys("<alt-a>").see("question 3 of 6").keys("2<enter>").see("✔ Challenge: six predictions");
    console.keys("<alt-n>").see("What you have learned").see("7 of 7 steps solved, in");

    let kept = record(&console, "w01");
    assert!(kept.finished.is_some() && kept.count(Outcome::Solved) == 7, "{kept:#?}");
    console.keys("<alt-x>").see("practice").miss("What you have learned").keys(":walkthroughs<enter>").see("✔ done").see("1/");
}
