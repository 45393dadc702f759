//! Flows through the practice estate: the sample, a resource's page, and the role that an instance is given.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::console::Console;

/// A new account with the sample estate.
fn console() -> Console {
    let mut console = Console::fresh();
    console.keys(":resources<enter>").see("There are no resources yet.").keys("p").see("Made the sample estate");
    console
}

#[test]
fn the_sample_estate_is_made_at_once_and_taken_back_at_once() {
    let mut console = console();
    console.see("Resources  7").see("reports-").see("3 objects").see("running, no role").see("python3.13, role thum");
    console.keys("u").see("There are no resources yet.");
    console.keys("<ctrl-r>").see("Resources  7");
}

#[test]
fn an_instance_reads_the_bucket_once_it_has_a_role() {
    let mut console = console();
    // Without a role there are no credentials.
    console.keys("/instance<enter><enter>").see("none, so no credentials").keys("<esc><esc>");
    console.keys(":try<enter><enter>/instance<enter><enter><enter>/bucket<enter><enter><enter>/q1.csv<enter><enter><enter>");
    console.see("Unable to locate credentials.").see("Create a role for EC2, and attach it to the instance.");
    // A role for EC2, which comes with an instance profile, attached to the instance.
    console.keys(":aws iam create-role --role-name reader --assume-role-policy-document '{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}'<enter><esc>");
    console.keys(":aws iam create-instance-profile --instance-profile-name reader<enter><esc>");
    console.keys(":aws iam add-role-to-instance-profile --instance-profile-name reader --role-name reader<enter>");
    console.keys(":resources<enter>/instance<enter><enter>a").see("Actions on instance web").keys("/attach<enter><enter>");
    console.see("Attach IAM role").see("reader").keys("<enter>").see("Gave i-");
    console.see("IAM role              reader").keys("t").see("On    instance web");
    // The role may do nothing yet.
    console.keys(":try<enter><home><enter>/instance<enter><enter><enter>/bucket<enter><enter><enter>/q1.csv<enter><enter><enter>");
    console.see("AccessDenied").see("assumed-role/reader/i-").see("Identity policies");
    console.keys(":aws iam attach-role-policy --role-name reader --policy-arn arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess<enter>t");
    console.see("✔ allowed, and done").see("January");
}

#[test]
fn a_bucket_policy_is_edited_with_a_word_on_whom_it_lets_in() {
    let mut console = console();
    console.keys("<home><enter><tab>").see("Objects  3").keys("<enter>").see("What it answers").keys("<esc><tab>").see("has no policy");
    console.keys("e").see("Edit resource policy");
}
