//! Answers and predictions on lines.

use super::{says, talk};
use crate::home::Home;

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
fn a_step_that_only_new_first_answers_bring_on_says_so_and_is_reset() {
    let home = Home::new();
    let steps = ["w01", "step 7", "answer root-deletes 3", "answer alice-reads 3", "hint", "hint", "hint", "hint", "reset", "leave", "4"];
    let said = talk(&home, &steps);
    let told = "First answers count here, and too few were right: type reset, and the questions are asked anew.";
    says(&said, &["Step 7 of 7", told, told]);
    assert!(!said.contains("Shall it be done for you?"), "{said}");
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
