//! A user's security credentials: console access, MFA devices, access keys.

use crate::common::console::{Console, Setup};
use crate::common::{World, codes};
use iam_console::account::Account;
use iam_console::account::entity::{AccessKey, KeyStatus, Owner, TagHolder};
use iam_console::account::operation::*;
use iam_console::account::password;
use iam_console::account::secret::{MASK, Secret};

/// A console on Alice's credentials, of a new account with her in it.
fn console() -> Console {
    in_world(world())
}

fn world() -> World {
    let mut world = World::fresh();
    world.change(CreateUser { user_name: "alice".into(), ..Default::default() });
    world
}

fn in_world(world: World) -> Console {
    let mut console = Console::on(world.account, Setup::default());
    console.keys(":alice<enter><backtab><backtab>").see("Console sign-in").see("MFA devices").see("Access keys");
    console
}

/// Gives Alice a password.
fn with_password(mut world: World, password: &str, reset: bool) -> World {
    let (user_name, password) = (Some("alice".into()), Some(Secret::new(password)));
    world.change(CreateLoginProfile { user_name, password, password_reset_required: Some(reset) });
    world
}

/// Gives Alice a device whose clock is so many steps off.
fn with_device(mut world: World, name: &str, drift: i64) -> World {
    world.change(CreateVirtualMFADevice { virtual_mfa_device_name: name.into(), ..Default::default() });
    let serial_number = world.account.serial_number(world.account.mfa_device_named(name).unwrap());
    let [authentication_code_1, authentication_code_2] = codes(&world.account, name, drift - 1);
    world.change(EnableMFADevice { user_name: Some("alice".into()), serial_number, authentication_code_1, authentication_code_2 });
    world
}

fn alice(account: &Account) -> Owner {
    Owner::User(account.user_named("alice").unwrap().id)
}

fn keys(console: &Console) -> Vec<AccessKey> {
    let account = console.open.account();
    account.access_keys_of(alice(account)).into_iter().cloned().collect()
}

/// Whether Alice signs in with this password.
fn signs_in_with(console: &Console, password: &str) -> bool {
    let account = console.open.account();
    let hash = account.password_hash_of(alice(account));
    hash.is_some_and(|hash| password::verify(&Secret::new(password), &hash.hash))
}

/// Whether Alice must choose a new password; `None` where she has no console access.
fn must_choose(console: &Console) -> Option<bool> {
    let account = console.open.account();
    account.login_profile_of(account.user_named("alice").unwrap().id).map(|profile| profile.reset_required)
}

fn policies(console: &Console) -> usize {
    let account = console.open.account();
    account.attached_count_of(account.user_named("alice").unwrap().id)
}

#[test]
fn a_generated_password_is_shown_once_and_written_down_nowhere() {
    let mut console = console();
    console.see("Disabled   There is no password").keys("p").see("Enable console access for alice").see("IAMUserChangePassword");
    console.keys("<enter>").see("Enabled console access for alice").see("Retrieve password").see("signin.aws.amazon.com").see(MASK);
    console.keys("y");
    let password = console.copied[0].clone();
    assert!(password.len() >= 20 && signs_in_with(&console, &password));
    console.miss(&password).keys("s").see(&password).keys("s").miss(&password);
    console.keys("w").see("Wrote alice_credentials.csv");
    let (_, file) = &console.saved[0];
    assert!(file.starts_with("User name,Password,Console sign-in URL\r\nalice,"), "{file}");
    console.keys("<enter>").see("Enabled without MFA ▲").see("A new password must be chosen at the next sign-in.");
    assert_eq!((must_choose(&console), policies(&console)), (Some(true), 1));
    let history: Vec<String> = console.open.history().items().map(|item| format!("{item:?}")).collect();
    assert!(!history.concat().contains(&password));
    console.keys("u").see("Disabled");
    assert_eq!((must_choose(&console), policies(&console)), (None, 0));
}

#[test]
fn a_password_of_ones_own_is_checked_against_the_policy_as_one_types() {
    let mut world = world();
    let lets_all = UpdateAccountPasswordPolicy { minimum_password_length: Some(12), require_symbols: Some(true), ..Default::default() };
    world.change(UpdateAccountPasswordPolicy { allow_users_to_change_password: Some(true), ..lets_all });
    let mut console = in_world(world);
    console.keys("p").miss("IAMUserChangePassword").miss("characters").keys("<right>").see("· 12 to 128 characters");
    console.keys("<enter>").see("Enter a value.").keys("horse").see("· 12 to 128 characters").miss("horse").keys("<enter>");
    console.see("✖ The password needs: 12 to 128 characters; at least").see("one symbol.");
    console.keys("-battery").see("✔ 12 to 128 characters").see("✔ at least one symbol").keys("<ctrl-o>").see("horse-battery");
    console.keys("<tab><space><enter>").see("Retrieve password").keys("s<esc>").see("Enabled without MFA").miss("must be chosen");
    assert!(signs_in_with(&console, "horse-battery"));
    assert_eq!((must_choose(&console), policies(&console)), (Some(false), 0));
}

#[test]
fn console_access_is_managed_and_disabled() {
    let mut console = in_world(with_password(world(), "Correct-Horse-9", false));
    console
        .keys("p")
        .see("Manage console access of alice")
        .see("Keep the existing password")
        .keys("<enter>")
        .see("Nothing was to be changed.");
    console
        .keys("p<tab><tab><space>")
        .see("Attaches the policy IAMUserChangePassword")
        .keys("<enter>")
        .see("Made alice choose a new password");
    assert_eq!((must_choose(&console), policies(&console)), (Some(true), 1));
    assert!(signs_in_with(&console, "Correct-Horse-9"));
    console.keys("p<tab><right><enter>").see("Changed the password of alice").see("Retrieve password").keys("sy<esc>");
    assert!(signs_in_with(&console, &console.copied[0]) && !signs_in_with(&console, "Correct-Horse-9"));
    assert_eq!((must_choose(&console), policies(&console)), (Some(true), 1));
    console.keys("<enter>").see("Manage console access").keys("<right>").see("keys go on working.").miss("Console password");
    console.keys("<enter>").see("Disabled console access of alice").see("Disabled   There is no password").miss("Retrieve");
    assert_eq!(must_choose(&console), None);
    console.keys("u").see("Enabled without MFA");
}

#[test]
fn an_access_key_takes_a_look_at_the_alternatives_and_its_secret_is_shown_once() {
    let mut console = console();
    console.keys("c").see("Create an access key for alice").see("AWS CloudShell").keys("<right>").miss("CloudShell").see("AWS toolkit");
    console.keys("<right>").see("a role").keys("<enter>").see("Read the recommendation, then turn this on with space.");
    assert!(keys(&console).is_empty());
    console.keys("<space><enter>").see("Created an access key for alice").see("Retrieve access key").see(MASK);
    let key = keys(&console).remove(0);
    console.see(key.id.as_str()).keys("y");
    let secret = console.copied[0].clone();
    assert!(secret.len() == 40 && secret.ends_with("EXAMPLEKEY"));
    console.keys("w").see("Wrote alice_accessKeys.csv");
    assert_eq!(console.saved[0].1, format!("Access key ID,Secret access key\r\n{},{secret}\r\n", key.id));
    console.keys("<enter>").see("Access keys  1 of 2").see("1 active").miss(&secret);
    console.keys("c<tab><space><enter>s<enter>").see("Access keys  2 of 2").keys("c").see("2 access keys are the most there can be.");
    console.keys("uu").see("No access keys");
}

#[test]
fn a_key_is_deactivated_before_it_is_deleted() {
    let mut world = world();
    world.change(CreateAccessKey { user_name: Some("alice".into()) });
    let mut console = in_world(world);
    let id = keys(&console).remove(0).id;
    console.keys("t").see("Select an access key first.").keys("<down>").see("t deactivate…").keys("x").see("deactivate it first");
    console.keys("t").see("is refused from then on").keys("<enter>");
    assert_eq!(keys(&console)[0].status, KeyStatus::Active, "the safe choice is preselected");
    console.keys("t<right><enter>").see("– Inactive").see("1 inactive").see("t activate").keys("t").see("✔ Active");
    console.keys("t<right><enter>x").see("Type the key ID to confirm").keys("alice<enter>").see("to confirm.");
    console.keys("<ctrl-u>").paste(id.as_str()).keys("<enter>").see("Deleted access key").see("No access keys");
    assert!(keys(&console).is_empty());
    console.keys("u").see(id.as_str());
    assert_eq!(keys(&console)[0].status, KeyStatus::Inactive);
}

#[test]
fn a_device_is_assigned_from_here_and_counts() {
    let mut console = in_world(with_password(world(), "Correct-Horse-9", false));
    console.see("▲ No MFA device: the password alone").keys("a").see("Assign MFA device to alice").keys("<esc>");
    console.see("Console sign-in").see("MFA devices  0 of 8");
    console.keys("a<ctrl-u>phone<enter>").see("MFA code 1");
    let [first, second] = codes(console.open.account(), "phone", 0).map(|code| code.reveal().to_owned());
    console.keys(&first).keys(&second).keys("<enter>").see("MFA device assigned to alice");
    console.see("Enabled with MFA ✔").see("MFA devices  1 of 8").see("phone  Virtual").miss("clock is").miss("password alone");
}

#[test]
fn a_device_whose_clock_is_off_says_so_and_is_resynced() {
    let mut console = in_world(with_device(world(), "phone", -20));
    console.see("▲ the device's clock is 10 minutes behind").keys("r").see("Select an MFA device first.");
    console.keys("<down>r").see("Resync MFA device phone").keys("12<enter>").see("A code has six digits.");
    let [one, two] = codes(console.open.account(), "phone", 0).map(|code| code.reveal().to_owned());
    console
        .keys("<ctrl-u>")
        .keys(&two)
        .keys("<enter>")
        .see("Now the next code")
        .keys(&one)
        .keys("<enter>")
        .see("✖ The codes are in reverse order");
    console.keys("<backtab><ctrl-u>").miss("✖ The codes are in").keys(&one).keys("<tab><ctrl-u>").keys(&two[..3]).keys(" ").keys(&two[3..]);
    console.keys("<enter>").see("Resynced MFA device phone").miss("clock is");
    assert_eq!(console.open.account().mfa_device_named("phone").unwrap().assigned.as_ref().unwrap().drift, 1);
}

/// Without a phone: the practice authenticator's codes, two in a row.
#[test]
fn practice_codes_resync_a_device() {
    let mut console = in_world(with_device(world(), "phone", -20));
    console.keys("<down>r").see("No phone?  f4 practice codes").keys("<f4><enter>").see("Resynced MFA device phone").miss("clock is");
    assert_eq!(console.open.account().mfa_device_named("phone").unwrap().assigned.as_ref().unwrap().drift, 0);
    // Each code counts once.
    console.keys("r<f4>").see("✖ The present codes were used.").pass(60_000).keys("<f4><enter>").see("Resynced MFA device phone");
    assert_eq!(console.open.account().mfa_device_named("phone").unwrap().assigned.as_ref().unwrap().drift, 0);
}

#[test]
fn a_lost_phone_is_removed_and_what_is_left_is_said() {
    let mut console = in_world(with_device(with_device(world(), "phone", 0), "tablet", 0));
    console.keys("<down>x").see("Remove MFA device phone of alice?").see("To sign in with, alice has 1 device left.").see("phone@");
    console.keys("<enter>").see("MFA devices  2 of 8").keys("x<tab><enter>").see("Removed MFA device phone of alice").see("1 of 8");
    console.keys("x").see("tablet").see("alice has no device left then.").keys("<tab><enter>").see("0 of 8");
    assert_eq!(console.open.account().mfa_devices().count(), 0);
    console.keys("uu").see("MFA devices  2 of 8");
    // With a password there is something to sign in with.
    let mut world = with_device(world(), "phone", 0);
    let password = Some(Secret::new("Correct-Horse-1"));
    world.change(CreateLoginProfile { user_name: Some("alice".into()), password, password_reset_required: None });
    in_world(world).keys("<down><down>x").see("Without a device, a password alone is enough for alice to sign in.");
}

#[test]
fn y_copies_what_is_selected() {
    let mut world = with_device(world(), "phone", 0);
    world.change(CreateAccessKey { user_name: Some("alice".into()) });
    let mut console = in_world(world);
    console.see("y copy link").keys("y");
    assert!(console.copied[0].starts_with("https://") && console.copied[0].ends_with(".signin.aws.amazon.com/console"));
    console.keys("<down>y").see("the serial number of phone");
    assert!(console.copied[0].ends_with(":mfa/phone"));
    console.keys("<down>y");
    assert_eq!(console.copied[0], keys(&console)[0].id.to_string());
    console.keys("<enter>").see("has no page of its own");
}

#[test]
fn esc_leaves_every_question_without_a_trace() {
    let mut world = with_device(with_password(world(), "Correct-Horse-9", false), "phone", 0);
    world.change(CreateAccessKey { user_name: Some("alice".into()) });
    let mut console = in_world(world);
    for keys in ["p", "p<tab><space><space>secret", "c", "c<tab><space>", "<down>r", "r123456", "x", "<down>t"] {
        console.keys(keys).keys("<esc>").see("Console sign-in").see("Enabled with MFA");
    }
    assert!(console.open.history().undoable().is_none());
}

#[test]
fn every_credential_can_be_reached_on_the_smallest_screen() {
    let mut world = with_device(with_device(with_password(world(), "Correct-Horse-9", true), "phone", 0), "tablet", 0);
    world.change(CreateAccessKey { user_name: Some("alice".into()) });
    let mut console = in_world(world);
    console.resize(60, 16).see("Enabled with MFA").see("Practice sign-in link");
    console.keys("<down>").see("MFA devices  2 of 8").see("phone").keys("<down>").see("tablet").keys("<down>").see("✔ Active");
    console
        .keys("c")
        .see("Command Line Interface")
        .keys("<tab>")
        .see("I understand")
        .keys("<esc>p")
        .see("Keep the existing password")
        .keys("<esc>");
    console.keys("g").see("Console sign-in");
}

#[test]
fn a_new_key_is_selected() {
    let mut console = console();
    console.keys("c<tab><space><enter>s<enter>").see("Access keys  1 of 2").keys("y");
    assert_eq!(console.copied[0], keys(&console)[0].id.to_string());
}

#[test]
fn a_key_says_what_it_is_for_and_when_it_was_used() {
    let mut console = console();
    console.keys("c<tab><space><tab>nightly backup<enter>").see("Retrieve access key").keys("s<enter>").see("Last used never");
    console.see("For nightly backup");
    let id = keys(&console).remove(0).id.to_string();
    let tag = |console: &Console| {
        let account = console.open.account();
        let user = account.user_named("alice").unwrap().id;
        account.tags_of(&TagHolder::Entity(user)).map(|tag| (tag.key.clone(), tag.value.clone())).collect::<Vec<_>>()
    };
    assert_eq!(tag(&console), [(id.clone(), "nightly backup".to_owned())]);
    console.see("e edit description").keys("e").see("Description of access key").keys("<ctrl-u>reports<enter>").see("For reports");
    console.keys("e<ctrl-u><enter>").miss("For reports");
    assert!(tag(&console).is_empty());
    console.keys("uu").see("For nightly backup");
}

#[test]
fn a_device_has_tags() {
    let mut console = in_world(with_device(world(), "phone", 0));
    console.keys("e").see("Select an MFA device, for its tags").keys("<down>").see("e tags").keys("e").see("This MFA device has no tags.");
    console.see("Tags of MFA device phone").see(":mfa/phone").keys("e").see("There is no tag here.");
    console.keys("ateam<tab>search<enter>").see("Tags  1").see("search").keys("e<ctrl-u>web<enter>").see("web").miss("search");
    let tags = |console: &Console| {
        let account = console.open.account();
        account.tags_of(&TagHolder::mfa_device("phone")).map(|tag| format!("{}={}", tag.key, tag.value)).collect::<Vec<_>>()
    };
    assert_eq!(tags(&console), ["team=web"]);
    console.keys("x").see("Remove tag team from phone?").keys("<tab><enter>").see("This MFA device has no tags.");
    assert!(tags(&console).is_empty());
    console.keys("u").see("web").keys("y").keys("<esc>").see("MFA devices  1 of 8");
    assert!(console.copied[0].ends_with(":mfa/phone"));
}

#[test]
fn an_access_key_that_is_asked_for_by_its_id_is_selected() {
    let mut world = world();
    world.change(CreateAccessKey { user_name: Some("alice".into()) });
    let id = world.account.access_keys_of(alice(&world.account))[0].id.to_string();
    let mut console = Console::on(world.account, Setup::default());
    console.keys(&format!(":{id}<enter>")).see("Users › alice").keys("y");
    assert_eq!(console.copied.first(), Some(&id));
}
