//! The policies of resources, and what is told of them.

use super::console;
use crate::common::console::{Console, Setup};
use crate::common::{PASSWORD, World};
use iam_console::account::caller::Caller;
use iam_console::account::operation::*;

#[test]
fn a_bucket_policy_is_edited_with_a_word_on_whom_it_lets_in() {
    let mut console = console();
    console.keys("<home><enter><tab>").see("Objects  3").keys("<enter>").see("What it answers").keys("<esc><tab>").see("has no policy");
    console.keys("e").see("Edit resource policy");
}

/// IAM takes a condition on who is not there, and says nothing of it.
#[test]
fn who_is_not_there_is_told_where_a_condition_names_them() {
    let mut console = console();
    let id = console.open.account().id().to_string();
    let bucket = format!("arn:aws:s3:::reports-{id}");
    let statement = |who: &str| {
        format!(
            r#"{{"Effect":"Deny","Principal":"*","Action":"s3:GetObject","Resource":"{bucket}/*","Condition":{{"ArnNotEquals":{{"aws:PrincipalArn":"arn:aws:iam::{id}:{who}"}}}}}}"#
        )
    };
    console.keys(":bucket rep<enter>e");
    for (who, is_told) in [("user/gone", true), ("root", false)] {
        let text = format!(r#"{{"Version":"2012-10-17","Statement":{}}}"#, statement(who));
        console.keys("<pgup><pgup><home><home>").keys(&"<ctrl-k>".repeat(80)).paste(&text);
        if is_told {
            console.see("There is no user gone with this ARN in this account");
        } else {
            console.miss("There is no user");
        }
    }
}

#[test]
fn what_the_block_of_public_policies_refuses_is_read_in_full() {
    let mut console = console();
    let bucket = format!("reports-{}", console.open.account().id());
    console.keys(&format!(":aws s3api put-bucket-policy --bucket {bucket} --policy '{{\"Version\":\"2012-10-17\",\"Statement\":{{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::{bucket}/*\"}}}}'<enter>"));
    console.see("BlockPublicPolicy").see("f12 why").keys("<f12>").see("Why it was refused").see("PutPublicAccessBlock first.");
}

/// What Block Public Access takes from others is told with the ticks as they are, and what the policy gave them when that goes.
#[test]
fn what_others_lose_is_told_before_public_access_is_blocked() {
    let mut console = console();
    let bucket = format!("reports-{}", console.open.account().id());
    let statement = format!(r#"{{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::{bucket}/*"}}"#);
    let policy = format!(r#"{{"Version":"2012-10-17","Statement":{statement}}}"#);
    let operations: [Operation; 2] = [
        PutPublicAccessBlock { bucket: bucket.clone(), ..Default::default() }.into(),
        PutBucketPolicy { bucket: bucket.clone(), policy }.into(),
    ];
    console.open.submit(&Caller::ROOT, &operations).unwrap();
    console.keys(":clock +1m<enter>").keys(":bucket rep<enter>");
    // Services are not shut out.
    let lost = "everyone outside the account but AWS services loses";
    console.keys("a/block public<enter><enter>").see("Nobody gains or loses anything");
    console.keys("<tab><tab><tab><space>").see(lost).keys("<space>").miss(lost).see("Nobody gains or loses anything");
    console
        .keys("<space><enter>")
        .keys("a/block public<enter><enter>")
        .keys("<tab><tab><tab><space>")
        .see("everyone outside the account but AWS services gains");
    console.keys("<enter>").keys("a/delete bucket<enter><enter>").see("everyone outside the account loses");
}

/// The list tells of each resource what may be read of it, and no more.
#[test]
fn what_a_policy_comes_to_is_shown_to_those_who_may_read_it() {
    let mut world = World::fresh();
    world.user("alice");
    for bucket in ["open-reports", "shut-reports"] {
        world.change(CreateBucket { bucket: bucket.into(), ..Default::default() });
    }
    let policy_document = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:ListAllMyBuckets","s3:ListBucket"],"Resource":"*"},{"Effect":"Allow","Action":"s3:GetBucketPolicy","Resource":"arn:aws:s3:::open-reports"}]}"#;
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document: policy_document.into() });
    let mut console = Console::on(world.account, Setup::default());
    console.keys(":sign-in<enter>alice<tab>").keys(PASSWORD).keys("<enter>").miss("root user ▲").keys(":resources<enter>");
    let row = |console: &Console, name: &str| console.screen().lines().find(|line| line.contains(name)).unwrap().to_owned();
    let (open, shut) = (row(&console, "open-reports"), row(&console, "shut-reports"));
    assert!(open.contains("none") && open.contains("0 objects"), "{open}");
    assert!(!shut.contains("none") && shut.contains("denied") && shut.contains("0 objects"), "{shut}");
    console.keys("/shut<enter><enter>").see("Resource policy       access denied");
    // What may not be listed at all stands below, with what leads on.
    console.keys("<esc><esc>").see("Not to be listed by you").see("Secrets Manager").see("D why").see("A who could");
}
