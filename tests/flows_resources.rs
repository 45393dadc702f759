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

/// Every kind has tags, changed by its own service's operations.
#[test]
fn resources_of_every_kind_are_tagged() {
    let operations = [
        ("/bucket", "put-bucket-tagging", "delete-bucket-tagging"),
        ("/instance", "create-tags", "delete-tags"),
        ("/lambda", "lambda tag-resource", "lambda untag-resource"),
        ("/queue", "tag-queue", "untag-queue"),
        ("/dynamodb", "dynamodb tag-resource", "dynamodb untag-resource"),
        ("/kms", "kms tag-resource", "kms untag-resource"),
        ("/secrets", "secretsmanager tag-resource", "secretsmanager untag-resource"),
    ];
    for (filter, tagging, untagging) in operations {
        let mut console = console();
        console
            .keys(filter)
            .keys("<enter><enter><left>")
            .see("Tags  ")
            .keys("ateam<tab>search<enter>")
            .see("team")
            .see("search")
            .see(tagging);
        console.keys("gG/team<enter>").keys("<enter>").see("Tag team of").keys("<ctrl-u>web<enter>").miss("search").see("web").see(tagging);
        console.keys("x").see("Remove tag team from").keys("<tab><enter>").see(untagging).see("Tags  0");
        console.keys("u<esc>").see("Resources  ");
    }
}

#[test]
fn a_bucket_keeps_its_other_tags() {
    let mut console = console();
    console.keys("<home><enter><left>ateam<tab>web<enter>astage<tab>test<enter>").see("Tags  2").keys("g<enter><ctrl-u>prod<enter>");
    console.see("prod").see("team").keys("gx<tab><enter>").see("Tags  1").see("team").miss("stage  ").see("put-bucket-tagging");
}

#[test]
fn the_settings_of_a_queue_are_edited() {
    let mut console = console();
    console.keys("/queue<enter><enter>").see("Visibility timeout").see("30 seconds").keys("a/edit queue<enter><enter>").see("Edit queue");
    console.keys("<enter>").see("Nothing is changed.").keys("<ctrl-u>901<enter>").see("DelaySeconds is a whole number from 0 to 900.");
    console.keys("<ctrl-u>5<enter>").see("Set DelaySeconds of queue orders").see("5 seconds");
}
