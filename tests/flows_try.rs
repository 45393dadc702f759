//! Flows through *Try it*: requests as somebody, done or refused with their reasons.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::World;
use common::console::{Console, Setup};
use iam_console::account::estate::sample_lines;
use iam_console::account::operation::CreateRole;
use iam_console::awscli::{Command, NoFiles, parse_line};
use iam_console::store::{HistoryDeed, Note};

/// A console on an account with the sample estate.
fn console() -> Console {
    let mut world = World::fresh();
    for line in sample_lines(world.account.id().as_str()) {
        let Command::Call(invocation) = parse_line(line.strip_prefix("aws ").unwrap(), &NoFiles).unwrap() else { panic!("{line}") };
        world.run(invocation.operation).unwrap();
    }
    Console::on(world.account, Setup::default())
}

/// Chooses as whom, on what and what by the words of the filter, and tries it.
fn tries<'a>(console: &'a mut Console, who: &str, on: &str, what: &str) -> &'a mut Console {
    console.keys(":try<enter><home><enter>/").keys(who).keys("<enter><enter><enter>/").keys(on).keys("<enter><enter><enter>/");
    console.keys(what).keys("<enter><enter><enter>")
}

#[test]
fn an_instance_without_a_role_has_no_credentials() {
    let mut console = console();
    tries(&mut console, "instance", "bucket", "q1.csv").see("Unable to locate credentials.").see("Create a role for EC2");
    let last = console.open.history().items().next_back().unwrap();
    assert!(matches!(&last.deed, HistoryDeed::Noted(Note::Refused { code, .. }) if code == "NoCredentialsError"));
}

#[test]
fn strangers_read_what_the_bucket_policy_lets_them() {
    let mut console = console();
    let bucket = format!("reports-{}", console.open.account().id());
    tries(&mut console, "anonymous", "bucket", "q1.csv").see("✖ AccessDenied").see("Resource policy").keys("w").see("What came of it");
    let last = console.open.history().items().next_back().unwrap();
    assert!(matches!(&last.deed, HistoryDeed::Noted(Note::Refused { code, .. }) if code == "AccessDenied"), "{last:?}");
    console.keys("<esc>");
    tries(&mut console, "partner", "bucket", "q1.csv").see("✖ AccessDenied");
    let policy = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"111122223333"}},"Action":"s3:GetObject","Resource":"arn:aws:s3:::{bucket}/*"}}]}}"#
    );
    console.keys(&format!(":aws s3api put-bucket-policy --bucket {bucket} --policy '{policy}'<enter>"));
    tries(&mut console, "partner", "bucket", "q1.csv").see("✔ allowed, and done").see("January");
    let last = console.open.history().items().next_back().unwrap();
    assert!(
        matches!(&last.deed, HistoryDeed::Changed(operations) if operations[0].spec().id == "GetObject") && !last.is_change,
        "{last:?}"
    );
    tries(&mut console, "root user", "bucket", "q1.csv").see("✔ allowed, and done");
    console.keys(":history<enter>").see("Read object q1.csv of bucket").see("arn:aws:").keys("<esc>u").see("Undone");
    tries(&mut console, "anonymous", "bucket", "q1.csv").see("✖ AccessDenied");
}

#[test]
fn a_try_counts_as_a_use_and_changes_what_it_says() {
    let mut console = console();
    tries(&mut console, "root", "queue", "send").see("✔ allowed, and done").see("MessageId");
    assert_eq!(console.open.account().messages_in("orders").count(), 2);
    tries(&mut console, "role/thumbnails", "queue", "receive").see("✖ AccessDenied");
}

/// A role that trusts another account is assumed from there, with the external ID that it asks for and not without.
#[test]
fn another_account_assumes_a_role_of_this_one() {
    let mut world = World::fresh();
    let trust = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":"blue-42"}}}]}"#;
    world.change(CreateRole { role_name: "Partner".into(), assume_role_policy_document: trust.into(), ..Default::default() });
    let mut console = Console::on(world.account, Setup::default());
    tries(&mut console, "another account", "none in", "assume role Partner")
        .see("✖ AccessDenied")
        .see("sts:AssumeRole")
        .see("Trust policy");
    tries(&mut console, "another account", "none in", "external").see("✔ allowed, and done").see("assumed-role/Partner/try");
    console.see("Expiration").miss("SecretAccessKey").miss("SessionToken");
}
