//! Questions of a step: asked, answered, and told why.

use crate::common::learner::{answer, begun, number_before, told, try_as};

#[test]
fn each_reason_names_the_option_that_it_is_about() {
    let mut console = begun("groups");
    console.keys(&"<alt-s>".repeat(5)).see("What a group is not").keys("<alt-a>");
    let number = number_before(&console, "Carry several policies");
    console.keys(&number).keys("<space><enter>");
    told(&mut console, "Carry several policies: ");
    told(&mut console, "Be the principal of a policy: A group never makes a request");
}

#[test]
fn an_answer_that_was_kept_is_not_asked_for_again_until_it_turns_out_wrong() {
    let mut console = begun("meet");
    console.keys("<alt-s>:aws iam create-user --user-name alice<enter><esc><alt-s>").see("step 3 of 7");
    console.keys("<alt-a><enter>:try<enter><alt-h>").see("Kept, now find out").see("Where  ").miss("Card   alt-a");
    // Nobody had allowed it, and the answer was that somebody had.
    console.keys(":aws s3api list-buckets<enter><esc>");
    try_as(&mut console, "alice", "listallmybuckets").see("✖ Not right: allowed").see("alt-a answers again.");
}

#[test]
fn reading_behind_a_colon_counts_as_asking() {
    let mut console = begun("meet");
    console.keys("<alt-s><alt-s><alt-s><alt-s>").see("▲ The same request as root");
    console.keys(":aws s3api list-buckets<enter>").see("reports-111122223333").keys("<esc><alt-a>");
    answer(&mut console, "Root is the account itself").see("✔ The same request as root");
}

#[test]
fn a_wrong_option_says_why_it_is_wrong() {
    let mut console = begun("meet");
    console.keys("<alt-s><alt-s><alt-s><alt-s>:aws s3api list-buckets<enter><esc><alt-a>");
    answer(&mut console, "Root made the buckets");
    told(&mut console, "✖ Not right: Root made the buckets");
    told(&mut console, "no permissions. A user who made").keys("<alt-a>");
    answer(&mut console, "AdministratorAccess is attached");
    told(&mut console, "No policy can be attached to root");
}

#[test]
fn what_is_chosen_from_in_a_long_question_stays_in_sight() {
    let mut console = begun("meet");
    console.keys("<alt-s><alt-s><alt-s><alt-s><alt-s><alt-a>").see("Match each of the four words").miss("–12 of 12");
    console
        .resize(60, 16)
        .see("What belongs to: user?")
        .see("▌1  ")
        .keys("<down><down><down>")
        .see("▌4  ")
        .keys("<up><up><up><enter>")
        .see("What belongs to: group?")
        .see("▌1  user: ")
        .keys("<enter>")
        .see("This one has its place already.")
        .keys("<backspace>")
        .see("What belongs to: user?");
}

#[test]
fn an_answer_that_comes_early_is_told_to_be_kept_however_small_the_card_is() {
    let mut console = begun("meet");
    console.resize(80, 24).keys("<alt-s><alt-s><alt-s><alt-s>").see("step 5 of 7").keys("<alt-a>");
    answer(&mut console, "Root is the account itself")
        .see("● Kept, now find out. You say: ")
        .see("Make the request again")
        .see("▲ the root user has not tried");
    console.keys("<alt-h>").see("Kept, now find out").see("Where ");
}

#[test]
fn where_first_answers_count_and_too_few_can_be_right_the_reset_is_told() {
    let mut console = begun("meet");
    console.keys(&"<alt-s>".repeat(6)).see("step 7 of 7").miss("First answers count");
    // Two that are wrong are one too many, though four are still open.
    console.keys("<alt-a>3<enter>").see("question 2 of 6").keys("3<enter><esc>");
    told(&mut console, "First answers count here, and too few were right: alt-r asks anew.");
    console.resize(80, 24).see("alt-r reset step…").see("First answers count here").resize(120, 40);
    console.keys("<alt-h>").see("Where  alt-r reset step…").keys("<alt-h><alt-h>");
    told(&mut console, "Keys First answers count here, and too few were right: alt-r asks anew.");
    console.keys("<alt-h>").see("Reset this step?").see("Its answers are forgotten, and its questions asked anew.").keys("<tab><enter>");
    console.see("6 of 6 questions wait").miss("First answers count");
}

#[test]
fn a_number_is_asked_for_with_its_field_and_a_wrong_one_says_which_way() {
    let mut console = begun("meet");
    console.keys("<alt-a>").see("▌ Type a number").keys("x<enter>").see("✖ Type a number.").keys("<ctrl-u>2<enter>");
    told(&mut console, "✖ Not right: 2 There are more than 2: look again.").keys("<alt-a>7<enter>");
    told(&mut console, "There are fewer than 7: look again.");
}
