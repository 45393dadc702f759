//! Flows through the practice estate: the sample, a resource's page, and the role that an instance is given.

mod actions;
mod forms;
mod policies;

use crate::common::console::{Console, Setup};
use crate::common::{PASSWORD, World};
use iam_console::account::entity::{Entity, ResourceKind};
use iam_console::account::operation::*;

/// Lets Lambda take a role on.
const LAMBDA: &str =
    r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}}"#;

/// A new account with the sample estate.
fn console() -> Console {
    let mut console = Console::fresh();
    console.keys(":resources<enter>").see("There are no resources yet.").keys("p").see("Made the sample estate");
    console
}

#[test]
fn the_sample_estate_is_made_at_once_and_taken_back_at_once() {
    let mut console = console();
    console.see("Resources  7").see("reports-").see("3 objects").see("running, no role").see("role thumbnails-role").see("stored");
    console.keys("u").see("There are no resources yet.");
    console.keys("<ctrl-r>").see("Resources  7");
}

#[test]
fn an_instance_reads_the_bucket_once_it_has_a_role() {
    let mut console = console();
    // Without a role there are no credentials.
    console.keys("/instance<enter><enter>").see("none, so no credentials").keys("<esc><esc>");
    console.keys(":try<enter>").pick("instance").pick("bucket").pick("q1.csv").keys("<enter>");
    console.see("Unable to locate credentials.").see("Create a role for EC2, and attach it to the instance.");
    // A role for EC2, which comes with an instance profile, attached to the instance.
    console.keys(":aws iam create-role --role-name reader --assume-role-policy-document '{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}'<enter><esc>");
    console.keys(":aws iam create-instance-profile --instance-profile-name reader<enter><esc>");
    console.keys(":aws iam add-role-to-instance-profile --instance-profile-name reader --role-name reader<enter>");
    console.keys(":resources<enter>/instance<enter><enter>a").see("Actions on instance web").keys("/attach<enter><enter>");
    console.see("Attach IAM role").see("reader").keys("<enter>").see("Gave i-");
    console.see("IAM role              reader").keys("t").see("web, with the role reader");
    // The role may do nothing yet.
    console.keys(":try<enter><home>").pick("instance").pick("bucket").pick("q1.csv").keys("<enter>");
    console.see("AccessDenied").see("assumed-role/reader/i-").see("Identity policies");
    console.keys(":aws iam attach-role-policy --role-name reader --policy-arn arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess<enter>t");
    console.see("✔ allowed, and done").see("January");
}

#[test]
fn what_there_is_not_is_said_not_to_be_taken_away() {
    let mut console = console();
    console.keys("/web<enter><enter>a/Detach<enter><enter>").see("The instance has no role.").miss("Detach IAM role – ");
}

#[test]
fn what_was_made_is_selected() {
    let mut console = console();
    console.keys("c/queue<enter><enter>").keys("zebra<enter>").see("▌ SQS").keys("<enter>").see("zebra");
    console.see("Resources › zebra");
}

#[test]
fn a_role_that_a_function_acts_with_is_said_to_be_in_use_before_it_goes() {
    let mut console = console();
    console
        .keys(":role thumbnails-role<enter>d")
        .see("Delete role thumbnails-role?")
        .see("In use: function")
        .see("Without the role thumbnails-role nothing");
    console.keys("thumbnails-role<enter>").see("Deleted role thumbnails-role");
    console.keys(":try<enter><home>").pick("function").pick("bucket").pick("q1.csv").keys("<enter>");
    console.see("Unable to locate credentials.").see("The function's execution role is gone. Give it another.");
}

/// In every list it is the filter that is named where that leaves nothing, not that there was nothing.
#[test]
fn a_filter_that_nothing_matches_is_what_is_named() {
    let mut console = console();
    console
        .keys(":resources<enter>/nosuchthing<enter><enter>")
        .see("Nothing matches the filter. esc clears it.")
        .miss("sample estate, c one");
    console.keys(":bucket rep<enter><right>/nosuchthing<enter><enter>").see("Nothing matches the filter. esc clears it.");
}

/// Days that pass while the console is open are enough for what they were waited for: nobody has to do anything.
#[test]
fn what_was_to_be_deleted_is_gone_from_the_screens_once_its_day_has_come() {
    const DAY: i64 = 86_400_000;
    let mut console = console();
    let key = console.open.account().resources(ResourceKind::Secret).find_map(Entity::resource).unwrap();
    let delete = format!(":aws secretsmanager delete-secret --secret-id {} --recovery-window-in-days 7<enter><esc>", key.name);
    console.keys(&delete).keys(&format!(":{}<enter>", key.name)).see("scheduled for deletion");
    console.pass(7 * DAY - 60_000).keys(":resources<enter>").see(&key.name);
    console.keys(&format!(":{}<enter>", key.name)).pass(60_000).miss("scheduled for deletion").see("not there any more");
    // What undo takes back is told as it is, and does bring it back here.
    console.see(&format!("u takes back: Delete secret {}", key.name)).see("Whatever it went by");
    console.keys(":resources<enter>").miss(&key.name);
    let made = format!(":aws secretsmanager create-secret --name {} --secret-string New-Horse-1<enter><esc>", key.name);
    console.keys(&made).see("Resources  7").keys("u").see("Resources  6");
    console.keys("u").see("Undone: Delete secret").see("Resources  7");
}

/// The palette finds resources and providers by name, and by what people call them; not for those who may not list them.
#[test]
fn resources_are_found_from_everywhere() {
    let mut console = console();
    console.keys(":web").see("Resource, instance").keys("<enter>").see("IAM role").keys(":bucket rep<enter>").see("Block public access");
    console.keys(":prod/data<enter>").see("Secret value").keys(":orders<enter>").see("Visibility timeout");
    let mut world = World::fresh();
    world.user("alice");
    world.change(CreateBucket { bucket: "reports".into(), ..Default::default() });
    let mut console = Console::on(world.account, Setup::default());
    console.keys(":sign-in<enter>alice<tab>").keys(PASSWORD).keys("<enter>").miss("root user ▲").keys(":reports").miss("Resource, bucket");
}
