//! Flows through the policy editor: a policy is written, put right, saved and changed.

use crate::common::console::{Console, Setup};
use crate::common::{PASSWORD, World};
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

#[test]
fn offers_are_narrowed_down_without_quotes() {
    let mut console = Console::fresh();
    console
        .keys(":create-policy<enter><ctrl- >")
        .see("every action of every service")
        .keys("s3:")
        .see("s3:AbortMultipartUpload")
        .keys("deleteo")
        .see("DeleteObjectTagging");
    console.keys("<tab>").see("\"Action\": [\"s3:DeleteObject\"]").miss("DeleteObjectTagging");
}

#[test]
fn what_is_offered_within_quotes_ends_behind_them() {
    let mut console = Console::fresh();
    console
        .keys(":create-policy<enter>\"s3:deleteo<tab>, \"s3:geto<tab>")
        .see("[\"s3:DeleteObject\", \"s3:GetObject\"],")
        .see("line 7, column 51");
    // A name is followed by its colon.
    console.keys("<down><end>,<enter>\"Condi<tab>").see("\"Condition\": ");
}

#[test]
fn slips_of_the_hand_are_told_one_by_one_and_mended() {
    let mut console = Console::fresh();
    let text = "{ // all\n  'Version': \"2012-10-17\",\n  Statement: [{\"Effect\": “Allow” \"Action\": \"s3:ListAllMyBuckets\", \"Resource\": \"*\",}\n";
    console.keys(":create-policy<enter><ctrl-a>").paste("");
    console.keys("<pgdn><end>").keys(&"<backspace>".repeat(200)).paste(text);
    for told in [
        "JSON has no comments",
        "stand in double quotes, not in single ones",
        "A name stands in double quotes",
        "the quotes of a word processor",
        "A comma is missing here",
        "No comma may stand behind the last entry",
        "The document ends before the list is closed",
    ] {
        console.see(told).keys("<ctrl-f>").miss(told);
    }
    console.see("Errors 0").see("\"Version\"").see("\"Statement\": [{\"Effect\": \"Allow\", \"Action\"");
}

#[test]
fn the_cards_beside_the_text_follow_the_cursor() {
    let mut console = Console::fresh();
    let statement = |number| format!(r#"{{"Sid":"S{number}","Effect":"Allow","Action":"sqs:ListQueues","Resource":"*"}}"#);
    let text = format!(r#"{{"Version":"2012-10-17","Statement":[{}]}}"#, (0..30).map(statement).collect::<Vec<_>>().join(",\n"));
    console.keys(":create-policy<enter><pgdn><end>").keys(&"<backspace>".repeat(200)).paste(&text);
    console.see("1 ✔ Allow  S0").miss("Allow  S29").keys(&"<pgdn>".repeat(12)).see("30 ✔ Allow  S29").miss("Allow  S0");
    // There the cards take the keys, too.
    console.keys("<f4>t").see("30 ✖ Deny  S29");
}

#[test]
fn what_is_too_long_is_told_while_it_is_written() {
    let mut console = Console::fresh();
    let actions = (0..700).map(|number| format!("\"s3:Get{number}\"")).collect::<Vec<_>>().join(",");
    let text = format!(r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":[{actions}],"Resource":"*"}}]}}"#);
    console.keys(":create-policy<enter><pgdn><end>").keys(&"<backspace>".repeat(200)).paste(&text);
    console.see("of 6,144 characters").see("✖ Errors 1").keys("<ctrl-s>").see("of at most 6,144 characters").see("step 1 of 2");
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
fn what_iam_would_refuse_stays_at_its_place() {
    let mut console = Console::fresh();
    console.keys(":create-policy<enter><ctrl-s>").see("step 1 of 2").see("Line 7");
    console.keys("<ctrl-a><ctrl-k><ctrl-k>").see("✖").keys("<ctrl-u><ctrl-u>").see("\"Action\": []");
    console.keys("<ctrl-n>").see("line 7").keys("<f7>").see("line 8");
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
fn a_sixth_version_asks_which_one_goes() {
    let mut console = console(with_versions(5));
    console.keys(":policy Reports<enter>e<pgdn><enter><ctrl-s>").see("Version to remove").see("(•) v2").miss(") v1");
    console.see("aws iam delete-policy-version").see("What it gives and takes");
    console.keys("<tab><right>").see("(•) v3").keys("<enter>").see("Saved policy Reports");
    assert_eq!(versions(&console), ["v6", "v5", "v4", "v2", "v1"]);
    console.keys("u");
    assert_eq!(versions(&console), ["v5", "v4", "v3", "v2", "v1"]);
}

/// On a small screen, too: what goes is seen among all that could go.
#[test]
fn the_version_that_goes_is_chosen_among_all_of_them() {
    let size = (80, 24);
    let mut console = Console::on(with_versions(5).account, Setup { size, ..Setup::default() });
    console.keys(":policy Reports<enter>e<pgdn><enter><ctrl-s>").see("(•) v2").see("( ) v3").see("( ) v4").see("( ) v5");
    console.see("[x] Set this new version as the default").see("this one goes").see("What it gives and takes");
}

/// A finding leads to the quote before the pattern that it is about.
#[test]
fn what_a_finding_is_about_is_told_in_full_from_there() {
    let mut console = Console::fresh();
    let text = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:Pass*","Resource":"*"}}"#;
    console.keys(":create-policy<enter><ctrl-x>").paste(text).keys("<ctrl-n><f5>").see("iam:PassRole").miss("at no pattern");
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
fn turning_an_effect_on_its_card_changes_nothing_else() {
    let mut console = cards(ODD);
    console.keys("t").see("✖ Deny").keys("<ctrl-s><enter>").see("Saved policy Reports");
    assert_eq!(holds(&console, "Reports"), ODD.replace("\"Allow\"", "\"Deny\""));
}

#[test]
fn a_statement_is_put_together_on_its_card() {
    let mut console = cards(ODD);
    console.keys("n").see("2 ✔ Allow").see("no actions yet").keys("a/sqs<enter><enter>").see("Actions of Amazon SQS in statement 2");
    console.keys("/sendmessage<enter><space><enter>").see("SQS").keys("r/queue<enter><enter>").see("Add a resource to statement 2");
    console.see("arn:aws:sqs:*:").keys("<enter>").see("Put a name in the place of ${QueueName}");
    console.keys("orders<enter>").keys("c/requestedregion<enter><enter>").see("Add a condition to statement 2");
    console.keys("eu-west-1<enter>").see("aws:RequestedRegion").see("eu-west-1");
    console.keys("<ctrl-s><enter>").see("Saved policy Reports");
    let saved = holds(&console, "Reports");
    let (before, behind) = ODD.split_once("} ] }").unwrap();
    assert!(saved.starts_with(before) && behind.is_empty(), "{saved}");
    assert!(saved.contains("\"sqs:SendMessage\"") && saved.contains("\"aws:RequestedRegion\": \"eu-west-1\""), "{saved}");
}

#[test]
fn what_a_row_is_about_is_removed_and_brought_back() {
    let mut console = cards(ODD);
    console.keys("<down>").keys("x").see("no actions yet").keys("u").miss("no actions yet").see("S3");
    console.keys("<enter>").see("List* –").see("2 chosen").keys("/getobject <enter><space><enter>");
    console.keys("<esc>").see("f4 visual").see("\"Action\": [\"s3:List*\"]").miss("GetObject");
    console.keys("<ctrl-u><esc>");
    assert_eq!(console.model.route().map(|route| route.screen), Some(ScreenId::Policy));
}

#[test]
fn a_document_begins_with_a_starter_and_a_finding_leads_to_its_place() {
    let mut console = Console::fresh();
    console.keys(":create-policy<enter><ctrl-o>").see("Read one bucket").keys("/without mfa<enter><enter>").see("\"DenyWithoutMfa\"");
    console.keys("<ctrl-u>").see("\"Statement1\"").miss("DenyWithoutMfa").keys("<ctrl-g>").see("Error").keys("<down><enter>").see("line 8");
    console.keys("<ctrl-o>/AmazonSQSReadOnly<enter><enter>").see("sqs:GetQueueAttributes");
}

#[test]
fn a_click_on_a_card_opens_the_visual_view() {
    let mut console = Console::fresh();
    console.keys(":create-policy<enter>").click("no resources yet").see("f4 JSON").click("Allow").see("✖ Deny");
}

#[test]
fn a_policy_is_written_with_completion() {
    let mut console = Console::fresh();
    console.keys(":create-policy<enter>\"s3:getobj").see("s3:GetObjectAcl").see("Read");
    console.keys("<down><up><enter>").see("\"Action\": [\"s3:GetObject\"]").miss("s3:GetObjectAcl");
    // What is offered is asked for, too; esc leaves it.
    console.keys("<left><left><ctrl- >").see("s3:GetObjectTagging").keys("<esc>").miss("s3:GetObjectTagging").see("step 1 of 2");
    console.keys("<down><home><end><left>\"arn:aws:s3:::reports/*\"").keys("<esc>").see("Leave this page?").keys("<esc>");
    console.keys("<ctrl-s>ReadReports<enter>").see("Created policy ReadReports");
    assert!(holds(&console, "ReadReports").contains("\"Action\": [\"s3:GetObject\"]"), "{}", holds(&console, "ReadReports"));
}

#[test]
fn the_key_bar_tells_what_is_done_with_offers() {
    let mut console = Console::fresh();
    console.keys(":policies<enter>c\"s3:DeleteObj").see("enter take").see("esc close").miss("ctrl-s review");
    let screen = console.screen();
    assert!(screen.find("s3:DeleteObject ") < screen.find("s3:DeleteObj*"), "{screen}");
    console.keys("<esc>").miss("enter take");
}

#[test]
fn a_pattern_is_told_in_full() {
    let mut console = Console::fresh();
    console.keys(":create-policy<enter>\"s3:Put*").keys("<left>").see("s3:Put* is").see("actions");
    console.keys("<f5>").see("Permissions management").see("s3:PutBucketPolicy").keys("<esc>").see("step 1 of 2");
}

#[test]
fn a_finding_is_fixed_by_a_key() {
    let mut console = Console::fresh();
    console.keys(":create-policy<enter>\"s3:GetObjekt\"").keys("<down><home><end><left>\"*\"").keys("<ctrl-n>").see("s3:GetObject");
    console.see("ctrl-f").keys("<ctrl-f>").see("\"s3:GetObject\"").miss("GetObjekt").keys("<ctrl-u>").see("GetObjekt");
}

#[test]
fn what_a_new_version_gives_and_takes_is_told_before_it_is_saved() {
    let mut world = with_versions(1);
    world.change(CreateUser { user_name: "alice".into(), ..Default::default() });
    let policy_arn = arn(&world.account, "Reports");
    world.change(AttachUserPolicy { user_name: "alice".into(), policy_arn });
    let mut console = console(world);
    console.keys(":policy Reports<enter>e<f4><down>").keys("<enter>/PutObject <enter><space><enter>").see("s3:PutObject");
    console.keys("<ctrl-s>").see("What it gives and takes").see("alice gains s3:PutObject on arn:aws:s3:::reports/*");
    console.keys("<space>").see("[ ] Set this new version").see("The version before still holds").miss("alice gains");
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

const TWO: &str = r#"{"Version":"2012-10-17","Statement":[{"Sid":"One","Effect":"Allow","Action":"s3:GetObject","Resource":"*"},{"Sid":"Two","Effect":"Deny","Action":"s3:PutObject","Resource":"*"}]}"#;

#[test]
fn a_card_is_moved_past_its_neighbours_and_turned_round() {
    let mut console = cards(TWO);
    console.keys("K").see("There is no statement there").keys("J").see("1 ✖ Deny  Two").see("2 ✔ Allow  One");
    console.keys("J").see("There is no statement there").keys("<down>!").see("not").keys("<alt-up>").see("1 ✔ Allow  One");
    console.keys("<ctrl-s><enter>").see("Saved policy Reports");
    let saved = holds(&console, "Reports");
    assert!(saved.contains("\"NotAction\": \"s3:GetObject\"") && saved.contains("\"Action\": \"s3:PutObject\""), "{saved}");
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
fn the_text_is_seen_from_its_beginning_as_one_comes_from_the_cards() {
    let mut world = World::fresh();
    let long = READ.replace("reports/*", &"long/".repeat(20));
    world.change(CreatePolicy { policy_name: "Reports".into(), policy_document: long, ..Default::default() });
    let mut console = Console::on(world.account, Setup { size: (80, 24), ..Setup::default() });
    console.keys(":policy Reports<enter>e<down><down><down><down><down><down><end>").see("‹").keys("<f4><f4>").miss("‹").see("f4 visual");
}

/// The way of the key bar: from an action to the next finding, which is the list of resources that is empty.
#[test]
fn an_empty_list_that_a_finding_leads_to_is_filled_from_there() {
    for fill in ["<ctrl- >/<backspace><ctrl- ><enter>", "\"*\""] {
        let mut console = Console::fresh();
        console.keys(":create-policy<enter>\"s3:ListAllMyB<enter>").see("\"s3:ListAllMyBuckets\"");
        console.keys("<ctrl-n>").keys(fill).see("\"Resource\": [\"*\"]").see("Errors 0");
        // From there one comes back as well as on.
        console.keys("<f7>").keys("<ctrl-n>").see("Errors 0");
    }
}

#[test]
fn a_value_is_offered_into_the_list_that_is_empty_behind_the_cursor() {
    let mut console = Console::fresh();
    console.keys(":create-policy<enter>\"s3:ListAllMyB<enter><down><home>").keys(&"<right>".repeat("\"Resource\": ".len()));
    console.keys("<ctrl- ><enter>").see("\"Resource\": [\"*\"]").see("Errors 0");
}

/// Operators, keys and values are offered one after the other, without a bracket being typed.
#[test]
fn a_condition_is_written_from_what_is_offered() {
    let mut console = Console::on(World::fresh().account, Setup { size: (200, 40), ..Setup::default() });
    console.keys(":create-policy<enter>\"s3:ListAllMyB<enter><down><home><end><left>\"*\"<end>,<enter>\"Cond<enter>");
    console.see("StringEquals").keys("stringeq<enter>").see("aws:").keys("requestedreg<enter>").see("\"aws:RequestedRegion\": ");
    console.keys("\"eu-west-1\"").see("\"Condition\": {\"StringEquals\": {\"aws:RequestedRegion\": \"eu-west-1\"}}").see("Errors 0");
}

/// Behind a name whose colon lacks, completion goes on with it, and so does the finding.
#[test]
fn a_name_without_its_colon_is_gone_on_with() {
    let begun = ":create-policy<enter>\"s3:ListAllMyB<enter><down><home><end><left>\"*\"<end>,<enter>\"Cond<enter>stringeq<enter>";
    let mut console = Console::on(World::fresh().account, Setup { size: (200, 40), ..Setup::default() });
    console.keys(begun).keys("aws:ResourceTag<enter>team\"<ctrl- ><enter>blue");
    console.see("\"Condition\": {\"StringEquals\": {\"aws:ResourceTag/team\": \"blue\"}}").see("Errors 0");
    let mut console = Console::on(World::fresh().account, Setup { size: (200, 40), ..Setup::default() });
    console.keys(begun).keys("aws:ResourceTag<enter>team\"").see("A colon is expected").see("Put : here").keys("<ctrl-f>");
    console.miss("A colon is expected").see("\"aws:ResourceTag/team\":").keys("<end><left><left><ctrl- ><enter>blue").see("Errors 0");
}

#[test]
fn what_stands_on_one_line_is_laid_out_and_unchanged() {
    let short = r#"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}"#;
    let mut console = cards(short.replace("Deny", "Allow").as_str());
    console.keys("<f4>").see("  \"Statement\": {").keys("<ctrl-s>").see("Nothing is changed yet.").keys("<esc>").miss("Leave this page?");
    assert_eq!(versions(&console), ["v1"]);
}

#[test]
fn what_is_typed_takes_the_place_of_a_forms_blank() {
    let mut console = cards(ODD);
    console.keys("<down>r/object<enter>").see("▌ S3 object").keys("<enter>").see("Add a resource to statement 1");
    console.see("${BucketName}/${ObjectName}").keys("reports<enter>").see("Put a name in the place of ${ObjectName}").keys("*<enter>");
    console.see("reports/*").miss("ObjectName");
}

const LIMITED: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":["arn:aws:s3:::reports/*","arn:aws:s3:::logs/*"],"Condition":{"NumericLessThan":{"aws:MultiFactorAuthAge":"3600"},"StringNotEqualsIgnoreCaseIfExists":{"aws:username":["Smith, J","ana"]}}},{"Effect":"Deny","Action":"sqs:*","Resource":"*"}]}"#;

#[test]
fn a_condition_is_changed_in_its_place() {
    let mut console = cards(LIMITED);
    console.keys("<down><down><down><down><enter>").see("Change the condition of statement 1").see("(•) NumericLessThan").see("Save");
    console.keys("<tab><tab><ctrl-u>7200<enter>").see("▌          7200").miss("3600");
    console.keys("<down><enter>").see("(•) StringNotEqualsIgnoreCaseIfExists").see("none of them").see("\"Smith, J\", ana");
    console
        .keys("<tab><down><down>")
        .see("(•) StringLike")
        .see("one of them")
        .keys("<enter>")
        .see("▌  if      StringLike")
        .miss("IfExists");
    console.keys("<ctrl-s><enter>").see("Saved policy Reports");
    let saved: serde_json::Value = serde_json::from_str(&holds(&console, "Reports")).unwrap();
    let expected =
        serde_json::json!({"NumericLessThan": {"aws:MultiFactorAuthAge": "7200"}, "StringLike": {"aws:username": ["Smith, J", "ana"]}});
    assert_eq!(saved["Statement"][0]["Condition"], expected);
}

#[test]
fn a_resource_is_changed_and_none_is_added() {
    let mut console = cards(LIMITED);
    console.keys("<down><down><down><enter>").see("Another resource for statement 1").see("▌ as it is").keys("<enter>");
    console.see("Change a resource of statement 1").see("Save").keys("<end><backspace>2026/*<enter>").see("arn:aws:s3:::logs/2026/*");
    console.keys("<ctrl-s><enter>").see("Saved policy Reports");
    let saved: serde_json::Value = serde_json::from_str(&holds(&console, "Reports")).unwrap();
    assert_eq!(saved["Statement"][0]["Resource"], serde_json::json!(["arn:aws:s3:::reports/*", "arn:aws:s3:::logs/2026/*"]));
}

#[test]
fn only_actions_and_resources_are_turned_round_and_no_row_is_empty() {
    let mut console = cards(LIMITED);
    console
        .keys("!")
        .see("Actions and resources can be turned round")
        .keys("<down><down><down><down>!")
        .miss("not on")
        .keys("<down><down>");
    console.see("▌2 ✖ Deny").keys("<up>").see("▌  if      StringNotEquals");
}

#[test]
fn the_list_of_findings_says_what_enter_does() {
    Console::fresh().keys(":create-policy<enter><ctrl-g>").see("enter go to").miss("take this one");
}

#[test]
fn what_comes_to_nothing_is_no_grant_at_the_last_look() {
    let mut console = Console::fresh();
    let text = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sqs:ListQueues","Resource":"arn:aws:s3:::a"}}"#;
    console.keys(":create-policy<enter><pgdn><end>").keys(&"<backspace>".repeat(200)).paste(text).keys("<ctrl-s>");
    console.see("0 of 457 services").see("▲ SQS").see("Allows nothing: ListQueues takes only \"*\"").miss("✔ SQS");
    console.keys("<ctrl-b><pgdn><end>").keys(&"<backspace>".repeat(200)).paste(&text.replace("sqs:ListQueues", "sqs:SendMessage"));
    console.keys("<ctrl-s>").see("Allows nothing: no Resource of the statement is one that").see("SendMessage takes.");
}

/// Where there is little room, the fields give way to all of the reason.
#[test]
fn why_a_policy_is_not_created_is_told_in_full() {
    let mut world = World::fresh();
    world.user("alice");
    let policy_arn = "arn:aws:iam::aws:policy/IAMReadOnlyAccess".to_owned();
    world.change(AttachUserPolicy { user_name: "alice".into(), policy_arn });
    let mut console = Console::on(world.account, Setup { size: (80, 24), ..Setup::default() });
    console.keys("<f2>sign-in<enter>").see("Sign in as").keys("alice<tab>").keys(PASSWORD).keys("<enter>").see("Dashboard");
    console.keys(":create-policy<enter>\"s3:ListAllMyB<enter><ctrl-n>\"*\"<ctrl-s>Try<enter>");
    console.see("✖ User: ").see("allows the iam:CreatePolicy action").see("Policy name      Try").see("enter Create policy");
}

#[test]
fn the_row_of_a_card_shows_what_is_wrong_with_it() {
    let odd = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":["s3:GetObject","s3:GetObjekt"],"Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"true"}}},{"Effect":"Allow","Action":"sqs:*","Resource":"*"}]}"#;
    let mut console = Console::fresh();
    console.keys(":create-policy<enter><pgdn><end>").keys(&"<backspace>".repeat(200)).paste(odd).keys("<f4>");
    console.see("✖ who     everybody").see("! do      S3").see("  on      all resources").see("  if      Bool aws:SecureTransport");
    // Of the row that is selected it is told what.
    console.keys("g<down>").see("▌✖ who").see("leave the principals out").keys("<down>").see("has no action GetObjekt");
    // What the grammar does not take is removed.
    console.keys("<up>x").miss("who     everybody").see("Errors 0").keys("u").see("✖ who     everybody");
}

#[test]
fn a_pattern_of_any_service_is_changed_where_it_stands() {
    let mut world = World::fresh();
    let all =
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["*","s3:GetObject"],"Resource":["*","arn:aws:s3:::a/*"]}]}"#;
    world.change(CreatePolicy { policy_name: "Reports".into(), policy_document: all.into(), ..Default::default() });
    let mut console = console(world);
    console.keys(":policy Reports<enter>e<f4><down>").see("▌▲ do      every action of every");
    console.keys("<enter>").see("Change the actions of statement 1").keys("<ctrl-u>Get*<enter>").see("A service comes first");
    console.keys("<ctrl-u>sqs:Get*<enter>").miss("every action of every").see("do      SQS").see("S3");
    // A resource that is changed stays the one that is selected.
    console.keys("<down>").see("on      all resources").keys("<enter>/any other<enter><enter><ctrl-u>arn:aws:s3:::b/*<enter>");
    console.see("▌  on      arn:aws:s3:::b/*").miss("all resources").see("arn:aws:s3:::a/*");
    console.keys("<f4>").see("\"sqs:Get*\"").see("\"s3:GetObject\"").miss("\"*\"");
}

#[test]
fn all_that_a_document_comes_to_is_read_at_the_last_step() {
    let actions = ["sqs", "sns", "ec2", "rds", "ecs", "eks", "kms", "lambda", "logs", "events", "glue", "batch", "athena", "xray"];
    let actions = actions.map(|service| format!("\"{service}:*\"")).join(",");
    let text = format!(r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":[{actions}],"Resource":"*"}}]}}"#);
    let mut console = Console::on(World::fresh().account, Setup { size: (80, 24), ..Setup::default() });
    console
        .keys(":create-policy<enter><pgdn><end>")
        .keys(&"<backspace>".repeat(200))
        .paste(&text)
        .keys("<f6>")
        .see("That is told at step 2.");
    console.keys("<ctrl-s>").see("It is attached to nobody yet").see("more lines  f6 all").miss("X-Ray");
    console.keys("<f6>").see("It is attached to nobody yet").keys("G").see("X-Ray");
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

/// A key of the list is whole, and values are left to say; one with a blank is filled in first.
#[test]
fn a_chosen_condition_key_is_gone_on_from() {
    let mut console = cards(ODD);
    console.keys("c/sourceip<enter><enter>").see("Add a condition to statement 1").keys("10.0.0.0/8<enter>");
    console.see("IpAddress aws:SourceIp").see("10.0.0.0/8").miss("Enter a value");
    console.keys("c/principaltag<enter><enter>").see("aws:PrincipalTag/").keys("<tab><tab>red<enter>");
    console.see("Put a name in the place of ${TagKey}.").keys("team<tab><tab><enter>").see("aws:PrincipalTag/team").see("red");
}

#[test]
fn a_text_without_its_closing_quote_is_mended() {
    let mut console = Console::fresh();
    let text = READ.replace("\"s3:GetObject\",", "\n\"s3:GetObject,\n");
    console.keys(":create-policy<enter><ctrl-x>").paste(&text).see("closing quote is missing").see("Put the closing quote");
    console.keys("<ctrl-f>").see("Errors 0").see("\"s3:GetObject\",");
}

/// What is said alike of many services is said once; which they are stays told.
#[test]
fn services_of_which_the_same_is_said_are_told_in_one_row() {
    let all = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}"#;
    let mut console = Console::fresh();
    console.keys(":create-policy<enter>").paste(all).keys("<ctrl-s>").see("Permissions summary");
    console.see("Explicit deny  457 of 457 services").see("✖ all 457 services  Full access  All resources").miss("more lines");
    let but = all.replace("\"Action\":\"*\"", "\"NotAction\":[\"iam:*\",\"sts:AssumeRole\"]");
    console.keys("<ctrl-b>").paste(&but).keys("<ctrl-s>").see("✖ all services but IAM, STS  Full access");
}

/// Where fields, findings and what it gives fill the page, the row that says that there is more has one of its own.
#[test]
fn no_row_of_the_last_look_is_written_over() {
    let mut world = with_versions(5);
    world.user("bob");
    world.change(AttachUserPolicy { user_name: "bob".into(), policy_arn: arn(&world.account, "Reports") });
    let mut console = Console::on(world.account, Setup { size: (80, 24), ..Setup::default() });
    let deletes = READ.replace("s3:GetObject", "s3:DeleteAccessGrantsInstance").replace("arn:aws:s3:::reports/*", "*");
    console.keys(":policy Reports<enter>e").paste(&deletes).keys("<ctrl-s>");
    console.see("Version to remove").see("What it gives and takes").see("more lines  f6 all");
    for line in console.screen().lines().filter(|line| line.contains("f6 all")) {
        assert!(line.trim_end().ends_with("f6 all"), "{line}");
    }
}

/// Who is let in and who is shut out is told to the last, or how much more there is, and the key shows it.
#[test]
fn the_statements_of_a_trust_policy_are_counted_where_they_have_no_room() {
    let mut world = World::fresh();
    world.user("bob");
    world.user("cid");
    let id = world.account.id().to_string();
    let trust = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;
    world.change(CreateRole { role_name: "R1".into(), assume_role_policy_document: trust.into(), ..Default::default() });
    let mut console = Console::on(world.account, Setup { size: (80, 24), ..Setup::default() });
    let others = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":["arn:aws:iam::{id}:user/bob","{id}","arn:aws:iam::111122223333:root"]}},"Action":"sts:AssumeRole"}},{{"Effect":"Deny","Principal":{{"AWS":"arn:aws:iam::{id}:user/cid"}},"Action":"sts:AssumeRole"}}]}}"#
    );
    console.keys(":role R1<enter><right>e").paste(&others).keys("<ctrl-s>").see("Review and save");
    let is_told = console.screen().contains("user/cid may not assume this role");
    assert!(is_told || console.screen().contains("more lines  f6 all"), "{}", console.screen());
    console.keys("<f6>").see("Its statements").keys("G").see("user/cid may not assume this role");
}

/// What was refused is no longer said of another document.
#[test]
fn a_refusal_goes_with_the_document_that_it_was_about() {
    let mut world = World::fresh();
    world.change(CreateBucket { bucket: "reports".into(), ..Default::default() });
    let policy = |action: &str| {
        format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"{}"}},"Action":"{action}","Resource":"arn:aws:s3:::reports/*"}}]}}"#,
            world.account.id()
        )
    };
    let [wrong, right] = ["s3:DeleteAccessGrantsInstance", "s3:GetObject"].map(policy);
    let mut console = Console::on(world.account, Setup { size: (80, 24), ..Setup::default() });
    console.keys(":resources<enter>/reports<enter><enter><tab><tab>e").see("resource policy");
    console
        .keys("<ctrl-x>")
        .paste(&wrong)
        .keys("<ctrl-s>")
        .see("Review and save")
        .keys("<enter>")
        .see("applies to none of these resources");
    console.keys("<ctrl-b><ctrl-x>").paste(&right).keys("<ctrl-s>").see("Review and save").miss("applies to none of these resources");
    console.keys("<enter>").see("Saved the policy of reports");
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
