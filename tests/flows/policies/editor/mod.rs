//! Flows through the policy editor: a policy is written, put right, saved and changed.

mod cards;
mod findings;
mod last_step;
mod offers;

use crate::common::World;
use crate::common::console::{Console, Setup};
use iam_console::account::Account;
use iam_console::account::entity::PolicyVersion;
use iam_console::account::operation::*;
use iam_console::app::message::{Message, Opened};
use iam_console::app::route::{Route, ScreenId};

const READ: &str =
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*"}]}"#;

/// A policy of the account's own, with so many versions, the first of which holds.
fn with_versions(count: usize) -> World {
    let mut world = World::fresh();
    world.change(CreatePolicy { policy_name: "Reports".into(), policy_document: READ.into(), ..Default::default() });
    for _ in 1..count {
        let policy_arn = arn(&world.account, "Reports");
        world.change(CreatePolicyVersion { policy_arn, policy_document: READ.into(), set_as_default: None });
    }
    world
}

fn arn(account: &Account, name: &str) -> String {
    format!("arn:aws:iam::{}:policy/{name}", account.id())
}

fn console(world: World) -> Console {
    Console::on(world.account, Setup::default())
}

fn versions(console: &Console) -> Vec<String> {
    let account = console.open.account();
    account.versions_of(account.policy_named("Reports").unwrap().id).map(PolicyVersion::version_id).collect()
}

fn holds(console: &Console, name: &str) -> String {
    let account = console.open.account();
    account.default_version_of(account.policy_named(name).unwrap().id).unwrap().document.to_string()
}

const LIMITED: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":["arn:aws:s3:::reports/*","arn:aws:s3:::logs/*"],"Condition":{"NumericLessThan":{"aws:MultiFactorAuthAge":"3600"},"StringNotEqualsIgnoreCaseIfExists":{"aws:username":["Smith, J","ana"]}}},{"Effect":"Deny","Action":"sqs:*","Resource":"*"}]}"#;

/// A document laid out in an odd way, with something that nobody knows.
const ODD: &str = "{ \"Version\":\"2012-10-17\",\n\"Statement\" : [ {\"Effect\" :\"Allow\",\n\t\"Action\": [\"s3:GetObject\" , \"s3:List*\"],\"Resource\":\"*\"} ] }";

/// An editor on a policy of this document, the cards open.
fn cards(document: &str) -> Console {
    let mut world = World::fresh();
    world.change(CreatePolicy { policy_name: "Reports".into(), policy_document: document.into(), ..Default::default() });
    let mut console = console(world);
    console.keys(":policy Reports<enter>e<f4>").see("✔ Allow").see("f4 JSON");
    console
}

#[test]
fn a_policy_is_written_named_and_created() {
    let mut console = Console::fresh();
    console.keys(":policies<enter>c").see("Policies › Create policy").see("step 1 of 2").see("of 6,144 characters").see("Errors 2");
    // Quotes and brackets close themselves.
    console.keys("\"s3:GetObject\"<down><home><end><left>\"arn:aws:s3:::reports/*\"").see("Errors 0");
    console.keys("<ctrl-s>").see("Review and create").keys("Re ports").see("✖").keys("<ctrl-u>ReadReports<tab>For the auditors");
    console.see("aws iam create-policy --policy-name ReadReports").keys("<enter>");
    console.see("Created policy ReadReports").see("Policies › ReadReports").see("Customer managed");
    assert!(holds(&console, "ReadReports").contains("\"Action\": [\"s3:GetObject\"]"), "{}", holds(&console, "ReadReports"));
    console.keys("u");
    assert_eq!(console.open.account().policy_count(), 0);
}

#[test]
fn a_new_version_is_saved_and_holds() {
    let mut console = console(with_versions(1));
    console.keys(":policy Reports<enter>e").see("Edit policy Reports").see("step 1 of 2");
    console.keys("<ctrl-s>").see("Nothing is changed yet.");
    console.keys("<pgdn><up><up><up><up><end>").keys("<ctrl-w><ctrl-w><ctrl-w>").keys("<esc>").see("Leave this page?").keys("<esc>");
    console.keys("<ctrl-u><ctrl-u><ctrl-u>").keys("<ctrl-s>").see("Nothing is changed yet.");
    // The object is one more than it was.
    console.keys("<pgup><down><down><down><down><down><end><left><left><backspace><backspace><backspace>*");
    console.see("s3:GetObj*").keys("<ctrl-s>").see("Set this new version as the default").see("aws iam create-policy-version");
    console.keys("<enter>").see("Saved policy Reports: its new version holds").see("Policies › Reports");
    assert_eq!(versions(&console), ["v2", "v1"]);
    assert!(holds(&console, "Reports").contains("s3:GetObj*"));
}

#[test]
fn one_of_aws_is_the_beginning_of_ones_own() {
    let mut console = Console::fresh();
    console.keys(":policy AmazonS3ReadOnlyAccess<enter>").see("copy as own policy").keys("e").see("Create policy").see("s3:Get*");
    console.keys("<ctrl-s>").see("AmazonS3ReadOnlyAccess-copy").keys("<enter>").see("Created policy AmazonS3ReadOnlyAccess-copy");
}

#[test]
fn what_is_written_stays_until_it_is_thrown_away() {
    let mut console = Console::fresh();
    console.keys(":create-policy<enter>\"s3:GetObject").keys("<f2>users<enter>").see("Users").keys("[").see("s3:GetObject");
    console.keys("<esc>").see("Leave this page?").see("would be lost").keys("<esc>").see("s3:GetObject");
    console.keys("<esc><tab><enter>");
    assert_eq!(console.model.route(), Some(&Route::to(ScreenId::Policies)));
}

#[test]
fn a_long_text_is_pasted_and_laid_out() {
    let mut console = Console::fresh();
    let actions = vec!["\"s3:GetObject\""; 11_000].join(",");
    let document = READ.replace("\"s3:GetObject\"", &format!("[{actions}]"));
    assert!(document.len() > 150_000);
    let clear = "<ctrl-k><ctrl-k>".repeat(12);
    console.keys(":create-policy<enter><pgup><home><home>").keys(&clear).paste(&document).see("✖").see("of 6,144 characters");
    console.keys("<ctrl-t>").see("\"s3:GetObject\",").keys("<up><up>x<ctrl-u>");
    console.keys("<ctrl-s><ctrl-s>").miss("Created policy");
}

#[test]
fn nothing_that_is_pasted_steers_the_terminal() {
    let mut console = Console::fresh();
    console.keys(":create-policy<enter>").paste("\u{1b}[2J\u{202e}\"a\u{7}\u{200b}b\"\u{85}");
    for cell in console.buffer().content() {
        assert!(!cell.symbol().chars().any(|letter| letter.is_control() || letter == '\u{202e}'), "{:?}", cell.symbol());
    }
    console.see("\\u{202e}").see("Control characters were left out");
}

#[test]
fn where_nothing_can_be_changed_nothing_is_written() {
    let mut console = Console::fresh();
    let (account, history) = (console.open.account().clone(), console.open.history().clone());
    let opened =
        Opened { name: "practice".into(), account, history, notices: Vec::new(), read_only: Some("the disk is full".into()), lesson: None };
    console.send(Message::Opened(Box::new(opened)));
    console.keys(":create-policy<enter>").see("Nothing can be changed: the disk is full.").miss("step 1 of 2");
}

#[test]
fn a_click_puts_the_cursor_where_it_is() {
    let mut console = Console::fresh();
    console.keys(":create-policy<enter>").click("Statement1\",").see("line 5, column 15").keys("x").see("\"xStatement1\"");
}

#[test]
fn an_inline_policy_is_written_for_a_user_and_changed() {
    let mut world = World::fresh();
    world.change(CreateUser { user_name: "alice".into(), ..Default::default() });
    let mut console = console(world);
    console
        .keys(":user alice<enter>i")
        .see("Users › alice › Create inline policy")
        .see("Create inline policy of user alice   step 1")
        .see("of 2,048 characters");
    console
        .keys("<ctrl-o>/read one<enter><enter><ctrl-s>ReadReports")
        .see("aws iam put-user-policy")
        .see("alice gains s3:GetBucketLocation and s3:ListBucket");
    console.keys("<enter>").see("Created inline policy ReadReports").see("Users › alice");
    let id = console.open.account().user_named("alice").unwrap().id;
    assert!(console.open.account().inline_policy(id, "readreports").unwrap().document.contains("example-bucket"));
    console.keys("u");
    assert_eq!(console.open.account().inline_count_of(id), 0);
}

#[test]
fn ctrl_z_takes_back_what_was_written() {
    let mut console = console(with_versions(1));
    console
        .keys(":policy Reports<enter>e")
        .see("f4 visual")
        .keys("<down><ctrl-k>")
        .miss("2012-10-17\",")
        .keys("<ctrl-z>")
        .see("2012-10-17\",");
    console.keys("<f4>t").see("✖ Deny").keys("<ctrl-z>").see("✔ Allow");
}

#[test]
fn what_stands_on_one_line_is_laid_out_and_unchanged() {
    let short = r#"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}"#;
    let mut console = cards(short.replace("Deny", "Allow").as_str());
    console.keys("<f4>").see("  \"Statement\": {").keys("<ctrl-s>").see("Nothing is changed yet.").keys("<esc>").miss("Leave this page?");
    assert_eq!(versions(&console), ["v1"]);
}

/// A policy from elsewhere takes the place of what stands there, whatever it is, and that is said; one key brings it back.
#[test]
fn a_whole_policy_is_pasted_in_the_place_of_another() {
    const GIVEN_WAY: &str = "What was pasted took the place of all that stood here.";
    let mut console = Console::fresh();
    console
        .keys(":create-policy<enter>")
        .paste(READ)
        .see("\"s3:GetObject\"")
        .see("Errors 0")
        .keys("<ctrl-s>")
        .see("It is attached to nobody");
    console.keys("<ctrl-b><ctrl-z>").see("\"Action\": []").miss(GIVEN_WAY);
    console.paste(READ).see(GIVEN_WAY).see("\"s3:GetObject\"").keys("<down>").miss(GIVEN_WAY);
    let mut console = Console::on(with_versions(1).account, Setup::default());
    console.keys(":policy Reports<enter>e\n").paste(LIMITED).see(GIVEN_WAY).see("ctrl-u undo").see("\"s3:*\"").miss("GetObject");
    console.keys("<ctrl-u>").see("GetObject").miss("\"s3:*\"").miss(GIVEN_WAY);
    // A statement is no policy: it goes where the cursor is.
    console.paste("{\"Effect\": \"Deny\"}").see("GetObject").miss(GIVEN_WAY);
}

#[test]
fn the_page_is_emptied_by_a_key() {
    let mut console = Console::on(with_versions(1).account, Setup::default());
    console.keys(":policy Reports<enter>e").see("GetObject").keys("<ctrl-x>").miss("GetObject").see("line 1, column 1");
    console.keys("<ctrl-x>").see("The page is empty already.").keys("<ctrl-z>").see("GetObject");
    console.keys("<f4><ctrl-x>").see("That is done in the JSON. f4 leads there.").see("GetObject");
}

/// Whose it is stands there in any case: one comes here from somebody else's page, too.
#[test]
fn the_heading_says_whose_policy_it_is() {
    let mut world = World::fresh();
    let policy_document = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sqs:ListQueues","Resource":"*"}}"#.to_owned();
    world.change(CreateGroup { group_name: "Restricted".into(), ..Default::default() });
    world.change(PutGroupPolicy { group_name: "Restricted".into(), policy_name: "no-reports".into(), policy_document });
    let on = |size| {
        let mut console = Console::on(world.account.clone(), Setup { size, ..Setup::default() });
        console.keys(":group Restricted<enter><tab>e");
        console
    };
    on((120, 40)).see("Edit inline policy no-reports of group Restricted   step 1 of 2 ").keys("<ctrl-s>").see("of group Restricted");
    on((80, 24)).see("Edit inline policy of group Restricted   step 1 of 2").see("characters");
    on((60, 16)).see("› Edit inline policy").see("group Restricted   step 1 of 2");
}

#[test]
fn a_copy_of_a_policy_of_aws_leads_back_to_it() {
    let mut console = Console::fresh();
    console.keys(":policy AmazonS3ReadOnlyAccess<enter>").see("Policies › AmazonS3ReadOnlyAccess").keys("e");
    console.see("AmazonS3ReadOnlyAccess › Create policy").keys("<esc>").see("Policies › AmazonS3ReadOnlyAccess").miss("Create policy");
}

/// What is written comes before how long its owner's name is.
#[test]
fn a_long_name_gives_way_in_the_title() {
    let mut world = World::fresh();
    world.change(CreateKey::default());
    let name = world.account.all_resources().next().unwrap().name.clone();
    let mut console = Console::on(world.account, Setup { size: (80, 24), ..Setup::default() });
    console.keys(":resources<enter><enter>").see(&name).keys("e").see("Edit resource policy of key …").see("step 1 of 2");
    console.resize(140, 40).see(&format!("Edit resource policy of key {name}"));
}

/// The navigation marks what the breadcrumb begins with.
#[test]
fn an_inline_policy_belongs_to_whose_it_is() {
    let mut world = World::fresh();
    world.change(CreateUser { user_name: "ann".into(), ..Default::default() });
    world.change(CreateBucket { bucket: "reports".into(), ..Default::default() });
    let mut console = console(world);
    console.keys(":ann<enter>i").see("Users › ann › Create inline policy").see("▌ Users").miss("▌ Policies");
    console.keys("<esc>").see("▌ Users").keys(":reports<enter>e").see("Edit resource policy").see("▌ Resources").miss("▌ Policies");
    console.keys("<esc>:create-policy<enter>").see("▌ Policies");
}
