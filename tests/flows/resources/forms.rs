//! Resources as forms make and change them.

use super::{LAMBDA, console};
use crate::common::console::{Console, Setup};
use crate::common::{PASSWORD, World};
use iam_console::account::caller::Caller;
use iam_console::account::entity::{KmsKey, ResourceKind};
use iam_console::account::operation::*;

/// How many resources of a kind there are.
fn number(console: &Console, kind: ResourceKind) -> usize {
    console.open.account().resources(kind).count()
}

#[test]
fn one_of_every_kind_is_made_by_its_form_and_deleted_again() {
    let mut console = Console::fresh();
    console.keys(&format!(":aws iam create-role --role-name fn --assume-role-policy-document '{LAMBDA}'<enter><esc>:resources<enter>"));
    for (kind, called, fields, typed) in [
        (ResourceKind::Bucket, "bucket", "my-reports", "my-reports"),
        (ResourceKind::Instance, "ec2", "web", ""),
        (ResourceKind::Function, "lambda", "resize", "resize"),
        (ResourceKind::Queue, "queue", "orders", "orders"),
        (ResourceKind::Table, "table", "people", "people"),
        (ResourceKind::Key, "kms", "for reports", ""),
        (ResourceKind::Secret, "secrets", "prod/db<tab>Hidden-Horse-9", "prod/db"),
    ] {
        console.keys("c").see("Create a resource").keys("/").keys(called).keys("<enter><enter>").keys(fields).keys("<enter>");
        assert_eq!(number(&console, kind), 1, "{called}:\n{}", console.screen());
        console.miss("Hidden-Horse-9").see("Resources  1");
        if !typed.is_empty() {
            let (said, after) = match kind {
                ResourceKind::Secret => ("Nobody can use it from now on.", "scheduled for deletion"),
                _ => ("What it holds goes with it.", "There are no resources yet."),
            };
            let typed = if kind == ResourceKind::Secret { "" } else { typed };
            console.keys("d").see(said).keys(typed).keys("<enter>").see(after);
        }
        console.keys("u");
        if typed.is_empty() {
            console.see("There are no resources yet.");
        } else {
            console.see("Resources  1").keys("u").see("There are no resources yet.");
        }
    }
}

#[test]
fn what_is_wrong_in_a_form_is_said_at_its_field() {
    let mut console = Console::fresh();
    console.keys(":resources<enter>");
    for (called, fields, said) in [
        ("bucket", "Not_One", "3 to 63 small letters"),
        ("lambda", "resize<tab><ctrl-u>arn:aws:iam::111122223333:role/x", "✖"),
        ("queue", "not a queue", "✖"),
        ("table", "x", "✖"),
        ("secrets", "a b<tab>x", "Invalid name."),
    ] {
        console.keys("c/").keys(called).keys("<enter><enter>").keys(fields).keys("<enter>").see(said).keys("<esc>");
    }
    assert_eq!(ResourceKind::ALL.into_iter().map(|kind| number(&console, kind)).sum::<usize>(), 0);
}

/// Whoever may make a function, but not see which roles there are, is told no names.
#[test]
fn forms_name_roles_and_profiles_to_those_only_who_may_list_them() {
    let mut world = World::fresh();
    world.user("alice");
    world.change(CreateRole { role_name: "Zebra".into(), assume_role_policy_document: LAMBDA.into(), ..Default::default() });
    world.change(CreateInstanceProfile { instance_profile_name: "Zeppelin".into(), ..Default::default() });
    world.change(AddRoleToInstanceProfile { instance_profile_name: "Zeppelin".into(), role_name: "Zebra".into() });
    let policy_document = |more: &str| {
        format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":["lambda:*","ec2:*","s3:List*","sqs:List*","dynamodb:List*","kms:List*","secretsmanager:List*"{more}],"Resource":"*"}}}}"#
        )
    };
    let put = |more: &str| PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document: policy_document(more) };
    world.change(put(""));
    let mut console = Console::on(world.account, Setup::default());
    console.keys(":sign-in<enter>alice<tab>").keys(PASSWORD).keys("<enter>").miss("root user ▲");
    console
        .keys(":resources<enter>c/lambda<enter><enter>")
        .see("Execution role")
        .miss("Zebra")
        .see("Which there are may not be seen: User:")
        .see("f12 why");
    console
        .keys("<esc>c/ec2<enter><enter>")
        .see("IAM role")
        .miss("Zeppelin")
        .see("iam:ListInstanceProfiles")
        .keys("<f11>")
        .see("Who could allow it")
        .keys("<esc>");
    console.keys(":aws lambda create-function --function-name x --role ").miss("Zebra").keys("<esc>");
    let open = put(r#","iam:ListRoles","iam:ListInstanceProfiles""#);
    console.open.submit(&Caller::ROOT, &[open.into()]).unwrap();
    console.keys(":clock +1m<enter>:resources<enter>c/lambda<enter><enter>").see("Such roles: Zebra");
    console.keys("<esc>c/ec2<enter><enter>").see("Zeppelin").keys("<esc>");
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

#[test]
fn forms_begin_where_one_types_and_offer_what_can_be_had() {
    let mut console = console();
    console.keys(":aws iam create-role --role-name aaa --assume-role-policy-document '{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}'<enter><esc>");
    console.keys(":resources<enter>c/ec2<enter><enter>front<enter>").see("front");
    assert!(console.open.account().all_resources().any(|key| console.open.account().nickname(&key).as_deref() == Some("front")));
    console.keys("c/lambda<enter><enter>").see("Such roles: thum").miss("role/aaa").keys("<esc>");
    // Of many only the first are named.
    for number in 0..9 {
        console.keys(&format!(":aws iam create-role --role-name zz{number} --assume-role-policy-document '{{\"Version\":\"2012-10-17\",\"Statement\":[{{\"Effect\":\"Allow\",\"Principal\":{{\"Service\":\"lambda.amazonaws.com\"}},\"Action\":\"sts:AssumeRole\"}}]}}'<enter><esc>"));
    }
    console.keys("c/lambda<enter><enter>").see("zz6 and 2 more");
}

#[test]
fn the_days_that_a_deletion_waits_are_chosen() {
    let mut console = console();
    console.keys("/key<enter><enter>d").see("Schedule the deletion of").see("30").keys("<ctrl-u>6<enter>");
    console.see("PendingWindowInDays must be between 7 and 30").keys("<ctrl-u>x<enter>").see("Enter a number of days.");
    console.keys("<ctrl-u>14<enter>").see("Scheduled the deletion of");
    let account = console.open.account();
    let key: &KmsKey = account.resources(ResourceKind::Key).find_map(|entity| entity.try_into().ok()).unwrap();
    assert!(key.deletion.is_some());
}
