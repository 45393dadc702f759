//! Hints on lines.

use super::{says, talk};
use crate::home::Home;

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
fn what_help_did_not_bring_about_is_told_and_the_end_names_the_next_lesson() {
    let home = Home::new();
    let said = talk(&home, &["w02", "step 8", "hint", "hint", "hint", "hint", "yes", "step 9", "leave", "4"]);
    says(&said, &["Shall it be done for you?", "Done.", "it is not done yet.", "Found: ", "What next?"]);
    let said = talk(&home, &["tour", "skip", "skip", "skip", "skip", "skip", "skip", "skip", "leave", "4"]);
    says(&said, &["Type leave to go back to the menu. There, w01 begins the next one, Meet the account."]);
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
fn a_question_of_yes_or_no_is_left_by_whatever_else_is_typed() {
    let home = Home::new();
    let hints = ["w01", "skip", "hint", "hint", "hint", "hint"];
    let said = talk(&home, &[&hints[..], &["steps", "hint", "", "hint", "no", "leave", "4"]].concat());
    let taken = "Taken as no, and done as typed.";
    says(&said, &["Shall it be done for you?", taken, "Step 1 of 7", "Shall it be done", "Taken as no.", "What next?", "Shall it be done"]);
    assert_eq!(said.matches(taken).count(), 1);
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
