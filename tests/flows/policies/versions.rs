//! Flows through a policy of the account's own: its summary, its tags, its versions, and its end.

use crate::common::company::company;
use crate::common::console::{Console, Setup};
use crate::common::{World, env};
use iam_console::account::Account;
use iam_console::account::entity::{ManagedPolicy, PolicyKey, TagHolder};
use iam_console::account::operation::CreatePolicyVersion;
use iam_console::app::route::ScreenId;

/// On the page of the company's own policy.
fn reports() -> Console {
    let mut console = Console::on(company(), Setup::default());
    console.keys(":policy ReportsAccess<enter>").see("Policies › ReportsAccess");
    console
}

fn policy(account: &Account) -> &ManagedPolicy {
    account.policy_named("ReportsAccess").unwrap()
}

fn versions(console: &Console) -> Vec<u32> {
    let account = console.open.account();
    account.versions_of(policy(account).id).map(|version| version.number).collect()
}

#[test]
fn a_summary_is_walked_down_to_the_statement_and_back() {
    let mut console = reports();
    console.see("Explicit deny (1 service)").see("Allow (1 of 457 services)").see("▌ ✖ Deny").see("Limited: Write, Tagging");
    console.keys("<down>").see("▲ No Resource here is one that these take, so nothing comes of them: ListAllMyBuckets");
    console.keys("<enter>").see("Allow › S3  3").see("Allowed (3)").see("Remaining (177)").see("▌ ListBucket").see("GetObject");
    console.keys("f").see("ListAccessPoints").see("Not granted").keys("<enter>").see("This action is not granted");
    console.keys("f/PutObject<enter><enter>").see("Allow › S3 › PutObject  1").see("BucketName | string like | reports");
    console.see("Resource  arn:aws:s3:::reports/inbox/*").see("Condition  aws:MultiFactorAuthPresent | true");
    console.keys("f").see("There is one kind of rows only").keys("<enter>").see("\"Sid\": \"File\"").miss("\"Sid\": \"Read\"");
    console.keys("<enter>").see("v shows its summary").keys("v").see("› PutObject");
    console.keys("<esc>").see("filter: PutObject").keys("<esc><esc>").see("Explicit deny (1 service)").keys("f").miss("✔ Allow  S3");
    console.keys("f").miss("✖ Deny  ").keys("f").see("✖ Deny").keys("<esc>").see("Policies  1,584");
}

#[test]
fn a_policy_that_grants_nothing_says_so() {
    let mut console = reports();
    let text = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Fly","Resource":"*"}]}"#;
    console.keys(&format!(":aws iam create-policy --policy-name Nothing --policy-document '{text}'<enter><esc>"));
    console.keys(":policy Nothing<enter>").see("Uncategorized (1)").see("s3:Fly").see("The service has no such action");
    console.keys("<enter>").see("\"s3:Fly\"").keys("v<tab>").see("Attached to nobody");
}

#[test]
fn another_version_becomes_the_default_and_everybody_is_told_what_it_changes() {
    let mut console = reports();
    console.keys("<backtab><backtab>").see("3 of 5 versions").see("▌ v3").see("✔ default");
    console.keys("<down>t").see("v2 is the default already.").keys("x").see("Set another one as default first");
    console.keys("<up><enter>").see("changes from v2, the default").see("As the default it would change this:");
    console.see("+         \"s3:DeleteObject\"").see("-         \"s3:ListAllMyBuckets\"").see("gain s3:DeleteObject");
    console.keys("<enter>").see("v shows its summary").keys("v").see("quill:Write").keys("v").see("\"Sid\": \"Read\"");
    console.keys("v").see("changes from v2").keys("t").see("Make v3 the default of ReportsAccess?").see("It is used in 1 place");
    console.keys("<esc>t<tab><enter>").see("the default   changes from v2").miss("not the default").miss("As the default it would");
    assert_eq!(policy(console.open.account()).default_version, 3);
    console.keys("<tab><tab>").see("Allow (2 of 457 services)").see("SQS").keys("u");
    assert_eq!(policy(console.open.account()).default_version, 2);
    console.see("Allow (1 of 457 services)");
}

/// A version that grants something on each of many resources, and nothing of what the others do.
fn with_much() -> World {
    let mut world = World { account: company(), env: env() };
    let statement = |actions: &str, resource: &str| format!(r#"{{"Effect":"Allow","Action":{actions},"Resource":"{resource}"}}"#);
    let mut statements: Vec<String> = ["a", "b", "c", "d", "e", "f", "g"]
        .map(|name| statement("\"sqs:SendMessage\"", &format!("arn:aws:sqs:eu-west-1:111122223333:{name}")))
        .into();
    statements.push(statement("[\"sns:Publish\",\"sns:Subscribe\",\"sns:GetTopicAttributes\"]", "arn:aws:sns:*:*:z"));
    let policy_document = format!(r#"{{"Version":"2012-10-17","Statement":[{}]}}"#, statements.join(","));
    let policy_arn = world.account.policy_arn(&PolicyKey::Customer(policy(&world.account).id));
    world.change(CreatePolicyVersion { policy_arn, policy_document, set_as_default: Some(false) });
    world
}

#[test]
fn all_that_a_version_would_change_can_be_read_and_the_greatest_comes_first() {
    let mut console = Console::on(with_much().account, Setup { size: (80, 24), ..Setup::default() });
    console.keys(":policy ReportsAccess<enter><f6>").see("tab shows the versions, where");
    console.keys("<backtab><backtab>").see("▌ v4").keys("<f6>").see("enter opens the selected version first.");
    console.keys("<enter>").see("As the default it would change this:").see("gain sns:GetTopicAttributes").see("more  f6 all");
    console.keys("<f6>").see("What it gives and takes").see("gain sns:GetTopicAttributes, sns:Publish and sns:Subscribe");
    console
        .keys("G")
        .see("gain sqs:SendMessage on arn:aws:sqs:eu-west-1:111122223333:g")
        .keys("<esc>")
        .see("As the default it would change this:");
    // Before it is done there is as much to read.
    console
        .keys("t")
        .see("Make v4 the default of ReportsAccess?")
        .keys("<f6>")
        .see("What it gives and takes")
        .keys("G")
        .see("111122223333:g");
    console.keys("<esc>").see("Make v4 the default");
}

#[test]
fn any_two_versions_are_compared() {
    let mut console = reports();
    console
        .keys("<backtab><backtab><down><down><space><up><up><enter>")
        .see("v3  not the default   changes from v1")
        .see("As the default in the place of v1 it would change this:")
        .see("-       \"Action\": \"s3:*\",");
    console.keys("<esc>").see("3 of 5 versions").keys("<down><enter>").see("v2  the default   changes from v1");
    console.see("As the default in the place of v1 it changes this:").see("lose");
    console.keys("y").see("Sent the document of v2 of ReportsAccess to the terminal's clipboard.");
    assert!(console.copied[0].contains("Keep"));
    console.keys("W").see("Wrote ReportsAccess-v2.json.");
    // The oldest one has nothing before it, once nothing is marked.
    console.keys("<esc><down><space><enter>").see("changes from v2, the default");
}

#[test]
fn a_version_that_does_not_hold_is_deleted() {
    let mut console = reports();
    console.keys("<backtab><backtab><enter>x").see("Delete v3 of ReportsAccess?").keys("<tab><enter>");
    assert_eq!(versions(&console), [2, 1]);
    console.see("2 of 5 versions").see("Policy versions (2)").keys("u").see("3 of 5 versions");
    assert_eq!(versions(&console), [3, 2, 1]);
}

#[test]
fn of_aws_policies_only_the_default_version_is_there() {
    let mut console = reports();
    console.keys(":policy AdministratorAccess<enter><backtab><backtab>").see("AWS makes the versions of its policies").miss("Tags");
    console.keys("t").see("Only the default version of an AWS managed policy is here.").keys("d").see("only AWS can delete it.");
    console.keys("<enter>").see("Only the default version of an AWS managed policy is here.");
}

#[test]
fn tags_are_added_changed_and_removed() {
    let mut console = reports();
    console.keys("<tab><tab>").see("Tags (1)").see("search");
    console.keys("astage<tab>test<enter>").see("Tags (2)").see("test");
    console
        .keys("/stage<enter><enter><ctrl-u>live<enter>")
        .see("live")
        .keys("x")
        .see("Remove tag stage from ReportsAccess?")
        .keys("<tab><enter>");
    console.keys("<esc>").see("Tags (1)").keys("x<tab><enter>").see("This policy has no tags.").keys("x").see("a adds one.");
    let account = console.open.account();
    assert_eq!(account.tags_of(&TagHolder::Entity(policy(account).id)).count(), 0);
}

#[test]
fn a_policy_is_deleted_with_all_that_it_has() {
    let mut console = reports();
    console.keys("d").see("Delete policy ReportsAccess?").see("Developers").see("v3").keys("ReportsAccess<enter>");
    assert!(console.open.account().policy_named("ReportsAccess").is_none());
    console.see("Policies  1,583").keys("u").see("Policies  1,584");
    assert_eq!(versions(&console), [3, 2, 1]);
    console.keys("g/teamb<enter>d").see("TeamBoundary limits carol as its permissions boundary.");
    console.keys("<esc>/administratoracc<enter>d").see("only AWS can delete it.");
    console.keys("<esc>/reportsa<enter>d").see("Delete policy ReportsAccess?");
}

#[test]
fn questions_and_the_editor_are_a_key_away() {
    let mut console = reports();
    console.keys("w");
    assert_eq!(console.model.route().unwrap().screen, ScreenId::Access);
    console.keys("[e");
    assert_eq!(console.model.route().unwrap().screen, ScreenId::EditPolicy);
}

#[test]
fn all_of_it_can_be_used_on_a_small_screen() {
    let mut console = Console::on(company(), Setup { size: (60, 16), ..Setup::default() });
    console.keys(":policy ReportsAccess<enter>").see("✖ Deny").keys("<down><enter>").see("ListBucket").keys("<enter>").see("esc back");
    console.keys("<backtab><backtab>").see("▌ v3").keys("<enter>").see("v3").keys("v").see("Allow (2 of 457 services)");
}
