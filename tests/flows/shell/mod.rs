//! Flows through the shell: keys in, screen out.

mod dialogs;
mod inquiries;
mod key_bar;
mod secrets;
mod slow_store;

use crate::common::company::company;
use crate::common::console::{Console, Setup};
use iam_console::app::message::{Message, Opened};
use iam_console::app::route::ScreenId;
use iam_console::app::step::AccountsRequest;
use iam_console::screens::SCREENS;
use iam_console::store::{Listed, Summary};

#[test]
fn a_new_account_begins_at_none_out_of_five() {
    Console::fresh().see("0 out of 5 complete.").see("root user ▲").see("Delete your root access keys");
}

#[test]
fn the_command_line_opens_screens_and_runs_aws_lines() {
    let mut console = Console::fresh();
    console.keys(":aws iam create-user --user-name alice<enter>").see("\"UserName\": \"alice\"").keys("<esc>");
    console.see("Created user alice").see("aws iam create-user --user-name alice").see("1 out of 5");
    console.keys(":ali").see("User").keys("<esc>:users<enter>").see("Users  1").see("alice");
    console.keys("<esc>").see("1 out of 5");
    console.keys("u").see("Undone: Create user alice").see("0 out of 5");
    console.keys("<ctrl-r>").see("Redone: Create user alice").see("1 out of 5");
}

#[test]
fn a_line_that_writes_is_answered_as_it_asks() {
    let mut console = Console::fresh();
    console.keys(":aws iam create-user --user-name bob --query User.UserName<enter>").see("\"bob\"").miss("UserId").keys("<esc>");
    console.keys(":aws iam create-user --user-name eve --query length(Nothing)<enter>").see("expects type array|object|string, given null");
    console.keys("<esc>").see("Users 2");
}

#[test]
fn a_line_with_a_faulty_document_is_told_where_the_fault_is() {
    let mut console = Console::fresh();
    let line = r#":aws iam create-policy --policy-name Faulty --policy-document '{"Statement":[{"Effect":"Allow" "Action":"s3:*"}]}'"#;
    console.keys(&format!("{line}<enter>")).see("(MalformedPolicyDocument)").see("A comma is missing here. See line 1, column 32.");
}

#[test]
fn a_key_that_does_nothing_says_so_and_an_action_without_sense_says_why() {
    let mut console = Console::fresh();
    console.keys("x").see("x does nothing here.");
    console.keys("u").see("There is nothing to undo.");
    console.keys(":users<enter>d").see("There is no user here.");
}

#[test]
fn ctrl_z_takes_back_what_was_typed_in_every_field() {
    let mut console = Console::fresh();
    console.keys(":create-user<enter>zoe").see("zoe").keys("<ctrl-z>").miss("zoe").keys("<ctrl-z>").see("User name");
    let mut console = Console::fresh();
    console
        .keys(":zebra")
        .see("zebra")
        .keys("<ctrl-z>")
        .miss("zebra")
        .keys("<esc>:policies<enter>/s3full")
        .see("filter: s3full")
        .keys("<ctrl-z>")
        .miss("s3full");
    // Where nothing is typed, it is no key for lists.
    console.keys("<esc><ctrl-z>").miss("does nothing here");
}

#[test]
fn a_letter_without_meaning_on_a_list_tells_how_rows_are_found() {
    let mut console = Console::fresh();
    console.keys(":policies<enter>Z").see("/ finds rows, ? shows what does.");
}

/// A console on the company's account.
fn of_company(size: (u16, u16)) -> Console {
    Console::on(company(), Setup { size, ..Setup::default() })
}

fn listed(name: &str) -> Listed {
    let summary = Summary { account_id: "111122223333".parse().unwrap(), created: crate::common::now(), revision: 1 };
    Listed { name: name.into(), summary: Ok(summary) }
}

/// Opens the account again so that nothing can be changed.
fn to_read(console: &mut Console) {
    let opened = Opened {
        name: "practice".into(),
        account: console.open.account().clone(),
        history: console.open.history().clone(),
        notices: Vec::new(),
        read_only: Some("the disk is full".into()),
        lesson: None,
    };
    console.send(Message::Opened(Box::new(opened)));
}

/// The letters of the screen's lines, without frames and blanks, so that a long value can be found in broken lines.
fn letters(console: &Console) -> String {
    console.screen().chars().filter(char::is_ascii_graphic).collect()
}

#[test]
fn a_secret_can_be_read_after_the_window_has_become_narrow() {
    let mut console = Console::fresh();
    console.keys(":aws iam create-access-key<enter>").see("SecretAccessKey");
    let screen = console.screen();
    let secret = screen.split("\"SecretAccessKey\": \"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    console.resize(60, 16);
    assert!(letters(&console).contains(&secret), "{}", console.screen());
}

#[test]
fn a_secret_that_is_larger_than_the_window_scrolls_into_sight() {
    let mut console = of_company((60, 16));
    console.keys(":user carol<enter><backtab><backtab>p<right><enter>").see("Enter a value.").paste(&format!("Aa1-{}", "x".repeat(120)));
    console.keys("<enter>").see("Retrieve password").keys("s").see("enter done");
    assert!(letters(&console).contains("xxxxxxxxxx"), "{}", console.screen());
    console.keys("<pgup>").see("Keep the password now");
}

#[test]
fn a_secret_counts_as_kept_once_it_was_seen_or_saved() {
    let lost = "Once more, and it is lost.";
    let mut console = of_company((120, 36));
    let open = |console: &mut Console| {
        console.keys(":user carol<enter><backtab><backtab>c<tab><space><enter>").see("Retrieve access key");
    };
    open(&mut console);
    console.keys("y").see("Sent the secret access key to the terminal's clipboard.").keys("<esc>").see(lost);
    console.keys("s<esc>").miss("Retrieve access key");

    console.is_full = true;
    open(&mut console);
    console.keys("w").see("no space is left").keys("<esc>").see(lost);
    console.is_full = false;
    console.keys("w").see("Wrote carol_accessKeys.csv.").keys("<esc>").miss("Retrieve access key");
}

#[test]
fn quitting_asks_about_a_secret_that_nobody_has_seen() {
    let mut console = of_company((120, 36));
    console.keys(":user carol<enter><backtab><backtab>c<tab><space><enter>").see("Retrieve access key");
    console.keys("<ctrl-c>").see("Nobody has seen the secret access key yet").keys("<esc>").see("Retrieve access key");
    assert!(!console.quit);
    console.keys("<ctrl-c>").see("Quit?").keys("<ctrl-c>");
    assert!(console.quit);
}

#[test]
fn a_hint_goes_with_the_next_key() {
    let mut console = Console::fresh();
    console.keys("<esc>").see("This is the top.").keys("j").miss("This is the top.");
    console.keys("d").see("d does nothing here").keys("?<esc>").miss("does nothing here");
    console.keys(":users<enter><esc><esc>").see("This is the top.").keys(":roles<enter>").miss("This is the top.");
}

#[test]
fn a_message_goes_with_what_it_was_about_and_a_change_after_a_few_screens() {
    let mut console = of_company((120, 36));
    console.keys("y").see("Sent the sign-in link").keys("j").see("Sent the sign-in link").keys(":users<enter>").miss("Sent the");
    console.keys("y").see("Sent the ARN").keys("d").see("Delete").miss("Sent the ARN").keys("<esc>");
    let created = "Created group Ops2";
    console.keys(":aws iam create-group --group-name Ops2<enter><esc>").see(created);
    console.keys(":roles<enter>").see(created).keys(":users<enter>").see(created).keys(":groups<enter>").miss(created);
}

#[test]
fn undo_is_offered_where_its_key_undoes() {
    let mut console = of_company((120, 36));
    console.keys(":aws iam create-group --group-name Ops2<enter>").see("Created group Ops2").miss("u undo");
    console.keys("<esc>").see("u undo").keys("?").miss("u undo");
}

#[test]
fn a_change_takes_two_rows_at_most_on_other_screens() {
    let mut console = of_company((80, 24));
    let trust = "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";
    console.keys(&format!(":aws iam create-role --role-name x --assume-role-policy-document '{trust}'<enter><esc>"));
    console.see("Created role x").keys(":users<enter>").see("Created role x");
    let screen = console.screen();
    let rows = screen.lines().skip_while(|line| !line.contains("Created role x")).count();
    assert!(rows <= 3, "{screen}");
}

#[test]
fn a_filter_can_be_typed_whether_there_is_something_to_filter_or_not() {
    let mut console = Console::fresh();
    console.keys(":users<enter>/").see("There is nothing to filter yet.").keys("zq").see("filter: zq");
    assert!(!console.quit);
    let mut console = Console::fresh();
    console.keys("/").see("There is no list here to filter.").keys("zq").see(": zq").keys("<esc>");
    assert!(!console.quit);
}

#[test]
fn while_a_filter_is_typed_the_key_bar_says_how_that_ends() {
    let mut console = of_company((120, 36));
    console.keys(":users<enter>/a").see("enter keep the filter  esc clear it").see("f1 keys").miss("enter open");
    console.keys("<enter>").see("enter open");
}

#[test]
fn what_is_called_otherwise_is_not_opened() {
    let mut console = Console::fresh();
    console.keys(":alice").see("Nothing is called so.").miss("Alexa").keys("<enter>").see("There is no screen, user,");
    console.keys("<esc>:aws:Multi").see("That is a condition key").miss("Nothing is called so.");
    console.keys("<esc>:aws iam create-user --user-name carol").see("enter runs this line of the AWS CLI.").miss("Nothing is called so.");
    console.keys("<esc>:iam-console status<enter>").see("There is no screen, user,");
    console.keys("<esc>:iam-console aws iam create-user --user-name alice<enter><esc>").see("Created user alice");
    console.keys(":alice<enter>").see("Users › alice");
}

#[test]
fn hints_of_what_lies_over_the_screen_can_be_clicked() {
    let mut console = of_company((120, 36));
    console.keys(":users<enter>d").see("Type the name to confirm").click("esc cancel").miss("Type the name");
    console.keys("<ctrl-p>").see("Actions").click("esc close").miss("─ Actions");
}

#[test]
fn the_palette_finds_what_is_done_elsewhere() {
    let mut console = Console::fresh();
    console.keys("<ctrl-p>create role").see("Roles › Create role").keys("<enter>").see("Select trusted entity");
    let mut console = of_company((120, 36));
    console.keys("<ctrl-p>user delete").see("Users › Delete").keys("<enter>").see("Type the name to confirm");
    console.keys("<esc><ctrl-p>Roles › copy").see("Roles › Copy ARN").keys("<enter>").see("y does it: Copy the selected role's ARN");
    assert!(console.copied.is_empty());
}

#[test]
fn unsaved_input_outlives_the_way_forward_and_is_asked_about() {
    let mut console = of_company((120, 36));
    console.keys(":users<enter>:create-user<enter>dave").keys("<alt-left>").see("Users  ").keys(":groups<enter>");
    console
        .keys("[")
        .see("Users  4")
        .keys("[")
        .see("Create user")
        .see("dave")
        .keys("<alt-left>:home<enter>q")
        .see("Quit?")
        .see("The user is not created yet");
    console.keys("<esc>").miss("Quit?");
    assert!(!console.quit);
    console.keys("q").see("Quit?").keys("<tab><enter>");
    assert!(console.quit);
}

/// What of each wizard is entered, and what of that is seen.
const BEGUN: &[(ScreenId, &str, &str)] = &[
    (ScreenId::CreateUser, "dave", "dave"),
    (ScreenId::CreateGroup, "Cooks", "Cooks"),
    (ScreenId::CreateRole, "<right><right>", "(•) Web identity"),
    (ScreenId::EditPolicy, "zzz", "zzz"),
    (ScreenId::EditPasswordPolicy, "<tab><ctrl-u>13", "needs 13 to 128"),
    (ScreenId::AssignMfa, "<enter>123456", "123456"),
];

#[test]
fn a_wizard_where_input_waits_is_gone_to_and_none_begins_beside_it() {
    for spec in SCREENS.iter().filter(|spec| spec.id.is_wizard()) {
        let (_, entered, seen) = BEGUN.iter().find(|(id, ..)| *id == spec.id).expect(spec.names[0]);
        let named = format!(":{}<enter>", spec.names[0]);
        let mut console = of_company((120, 36));
        console.keys(&named).keys(entered).see(seen);
        let left = "This is as you left it.";
        // Where one is already, from elsewhere, and from where one went back to.
        for way in ["", "<f2>users<enter>", "<alt-left>"] {
            console.keys(way).keys("<f2>").keys(&named[1..]).see(left).see(seen);
        }
        // It is one: behind it there is none.
        console.keys("<f2>home<enter>q").see("Quit?").keys("<esc><alt-left>").see(seen).keys("<alt-left>").miss(seen);
    }
}

#[test]
fn leaving_an_account_asks_about_unsaved_input() {
    let mut console = of_company((120, 36));
    console.accounts = vec![listed("practice"), listed("team")];
    console.keys(":create-user<enter>dave<f2>accounts<enter><down><enter>").see("Leave this account?");
    assert!(!console.requests.iter().any(|request| matches!(request, AccountsRequest::Switch(_))));
    console.see("The user is not created yet").keys("<tab><enter>");
    assert_eq!(console.requests.first(), Some(&AccountsRequest::Switch("team".into())));
}

#[test]
fn another_account_begins_with_nothing_said() {
    let mut console = of_company((120, 36));
    console.keys(":aws iam create-group --group-name Ops2<enter><esc>").see("Created group Ops2");
    to_read(&mut console);
    console.miss("Created group Ops2").keys("Y").see("no command to copy");
}

#[test]
fn where_nothing_can_be_changed_no_wizard_begins() {
    let mut console = of_company((120, 36));
    to_read(&mut console);
    let reason = "Nothing can be changed: the disk is full.";
    console.see(reason).keys(":users<enter>").miss(reason).miss("create user").keys("c").see(reason).see("Users  4");
    console.keys(":create-user<enter>").see(reason).see("Users  4").keys("u").see(reason);
    console.keys("<enter>").see("Permissions").keys("a").see(reason);
}

#[test]
fn every_overlay_tells_its_keys() {
    let mut console = of_company((120, 36));
    console.keys(":users<enter>d<f1>").see("─ Keys").see("Clear the field").keys("<esc>").see("Type the name to confirm");
    console.keys("<esc>:aws iam list-users<enter>?").see("─ Keys").see("Scroll by a page").keys("<f1>").miss("─ Keys").see("UserName");
    console.keys("<esc>:user alice<enter><tab>a?").see("─ Keys").see("Filter the list by what is typed");
}

#[test]
fn a_name_to_confirm_may_have_blanks_around_it_and_tab_leads_to_what_is_done() {
    let mut console = of_company((120, 36));
    console.keys(":users<enter>/alice<enter>d").paste(" alice ").keys("<tab><enter>").see("Deleted user alice");
}

#[test]
fn control_characters_that_are_pasted_are_left_out() {
    let mut console = Console::fresh();
    console.keys(":create-user<enter>").paste("al\u{1b}[2Jice").see("al[2Jice").see("Control characters were left out");
    console.keys("<ctrl-u>").miss("Control characters").paste("alice").see("alice").miss("Control characters");
    console.keys("<f2>").paste("aws iam\u{7} list-users").see(": aws iam list-users").see("Control characters were left out");
    console.keys("<enter>").see("\"Users\"").paste("x").see("There is no field here to paste into.");
}

#[test]
fn who_one_is_and_where_outlast_which_account_it_is() {
    let mut console = of_company((80, 24));
    console.keys(":policy AmazonS3ReadOnlyAccess<enter>").see("Policies › AmazonS3ReadOnlyAccess").see("root user ▲").see("…9064");
}

/// The colon that opens the line is written before it everywhere; typed or pasted again, it is no part of what is meant.
#[test]
fn colons_before_a_line_are_no_part_of_it() {
    let mut console = of_company((80, 24));
    console.keys(":").paste("::users").keys("<enter>").see("User name").keys("<f2>: groups<enter>").see("Group name");
    console.keys(":").paste(":aws iam list-users").keys("<enter>").see("\"Users\"").keys("<f2>").see("A screen (users), a name");
}

#[test]
fn a_line_that_asks_for_a_file_makes_no_device_whose_seed_nobody_has() {
    let mut console = Console::fresh();
    let line = ":aws iam create-virtual-mfa-device --virtual-mfa-device-name phone --outfile phone.png --bootstrap-method QRCodePNG<enter>";
    console.keys(line).see("No file is written from here");
    assert_eq!(console.open.history().revision(), 0);
}

#[test]
fn a_mistyped_screen_comes_before_what_merely_has_the_letters() {
    let mut console = Console::fresh();
    console.keys(":acess").see("AmazonWorkSpacesServiceAccess").keys("<enter>").see("May they?");
    console.keys("<esc>:polcies<enter>").see("Policies  1,");
    // What begins so was meant.
    console.keys(":AmazonWorkSpacesServ<enter>").see("AmazonWorkSpacesServiceAccess").miss("May they?");
}

#[test]
fn walkthroughs_are_found_by_name() {
    let mut console = Console::fresh();
    console.keys(":w03").see("People and passwords").see("Walkthrough w03").keys("<enter>").see("Walkthroughs › People and passwords");
    console.keys(":rotate").see("Walkthrough w10").keys("<esc>:security<enter>").see("Security credentials");
}
