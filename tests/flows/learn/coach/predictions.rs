//! Predictions: what was looked up first is none.

use crate::common::learner::{begun, record, told, try_as};
use iam_console::training::progress::Outcome;

#[test]
fn what_was_looked_up_is_no_prediction() {
    for looked_up in [
        ":access<enter>user/alice<tab>s3:ListAllMyBuckets<tab><ctrl-u>*<enter>",
        ":aws iam simulate-principal-policy --policy-source-arn arn:aws:iam::$:user/alice --action-names s3:ListAllMyBuckets<enter><esc>",
    ] {
        let mut console = begun("meet");
        let id = console.open.account().id().to_string();
        console.keys("<alt-s>:aws iam create-user --user-name alice<enter><esc>");
        console.keys(":aws iam create-login-profile --user-name alice --password Correct-horse-7<enter><esc><alt-n>");
        console.see("step 3 of 7").keys(&looked_up.replace('$', &id)).keys("<alt-a><down><enter>");
        told(&mut console, "Kept, now find out.");
        told(&mut console, "That comes too late to be a prediction: the step counts as done with help. alt-r predicts anew.");
        told(try_as(&mut console, "alice", "listallmy"), "✔ What may she do? done with help");
        assert_eq!(record(&console, "w01").outcome("first-decision"), Some(Outcome::Assisted));
        // What was seen counts no more once the step is begun anew.
        console.keys("<alt-r>").see("Reset this step?").keys("<tab><enter>");
        told(&mut console, "▲ alice has not tried s3:ListAllMyBuckets yet").keys("<alt-a><down><enter>");
        told(&mut console, "Kept, now find out.").miss("too late");
        told(try_as(&mut console, "alice", "listallmy"), "✔ What may she do? done");
        assert_eq!(record(&console, "w01").outcome("first-decision"), Some(Outcome::Solved));
    }
}

#[test]
fn what_was_looked_up_of_others_or_elsewhere_leaves_a_prediction_good() {
    let mut console = begun("meet");
    console.keys("<alt-s>:aws iam create-user --user-name alice<enter><esc>");
    console.keys(":aws iam create-login-profile --user-name alice --password Correct-horse-7<enter><esc><alt-n>").see("step 3 of 7");
    console.keys(":access<enter>user/bob<tab>s3:ListAllMyBuckets<tab><ctrl-u>*<enter><alt-a><down><enter>");
    told(&mut console, "Kept, now find out.").miss("too late");
    let mut console = begun("roles for services");
    console.keys(&"<alt-s>".repeat(8)).see("step 9 of 12").keys(":access<enter>user/svc-mail<tab>s3:GetObject<tab><ctrl-u>");
    console.keys("arn:aws:s3:::results-111122223333/summary.txt<enter><alt-a><down><enter>");
    told(&mut console, "Kept, now find out.").miss("too late");
}

#[test]
fn what_was_looked_up_before_a_change_tells_nothing_of_what_is_so_after_it() {
    let mut console = begun("groups");
    console.keys("<alt-s><alt-s><alt-s>").see("step 4 of 7").keys(":access<enter>user/bob<tab>s3:GetObject<tab><ctrl-u>");
    console.keys("arn:aws:s3:::reports-111122223333/q1.csv<enter>").see("allowed").keys("<alt-a><down><enter>");
    told(&mut console, "Kept, now find out.").miss("too late");
}

#[test]
fn what_was_looked_up_is_no_prediction_where_nothing_else_is_to_be_done() {
    for (looked_up, outcome) in [(false, Outcome::Solved), (true, Outcome::Assisted)] {
        let mut console = begun("meet");
        console.keys(":aws iam create-user --user-name alice<enter><esc>:aws iam create-user --user-name bob<enter><esc>");
        console.keys(&"<alt-s>".repeat(6)).see("step 7 of 7");
        if looked_up {
            console.keys(":access<enter>user/bob<tab>s3:ListAllMyBuckets<tab><ctrl-u>*<enter>");
        }
        console.keys("<alt-a>1<enter>2<enter>2<enter>2<enter>2<enter>1<enter>");
        assert_eq!(record(&console, "w01").outcome("six"), Some(outcome), "{}", console.screen());
    }
}

#[test]
fn what_was_predicted_is_kept_and_what_was_not_done_is_no_mistake() {
    let mut console = begun("meet");
    console.keys("<alt-s>").keys(":aws iam create-user --user-name alice<enter><esc><alt-s><alt-a>1<enter>");
    told(&mut console, "● Kept, now find out. You say: allowed ▲ alice has not tried s3:ListAllMyBuckets yet");
    console
        .see("alt-a answer again…")
        .keys(":aws iam attach-user-policy --user-name alice --policy-arn arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess<enter><esc>");
    try_as(&mut console, "alice", "listallmy");
    told(&mut console, "▲ alice tries s3:ListAllMyBuckets: allowed");
}
