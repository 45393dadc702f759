//! Flows through signing in, out, and into roles.

mod codes;
mod passwords;
mod roles;
mod sessions;

use crate::common::console::{Console, Setup};
use crate::common::{PASSWORD, World, codes};
use iam_console::account::operation::*;
use iam_console::account::secret::Secret;

/// Undoes on the sign-in screen.
const UNDO: &str = "<f6>";

const INCORRECT: &str = "Your authentication information is incorrect.";

/// An account with alice, who has a password.
pub(crate) fn world() -> World {
    let mut world = World::fresh();
    world.user("alice");
    world
}

pub(crate) fn console(world: World) -> Console {
    Console::on(world.account, Setup::default())
}

/// Signs in as alice, from the sign-in screen.
pub(crate) fn sign_in<'a>(console: &'a mut Console, password: &str) -> &'a mut Console {
    console.keys("<f2>sign-in<enter>").see("Sign in as").keys("alice<tab>").keys(password).keys("<enter>")
}

/// Alice with a device, who must perhaps change her password first.
fn world_with_phone(must_change: bool) -> World {
    let mut world = world();
    attach(&mut world, "IAMUserChangePassword");
    world.change(CreateVirtualMFADevice { virtual_mfa_device_name: "phone".into(), ..Default::default() });
    let serial_number = world.account.virtual_mfa_serial_number("phone");
    let [authentication_code_1, authentication_code_2] = codes(&world.account, "phone", 0);
    world.change(EnableMFADevice { user_name: Some("alice".into()), serial_number, authentication_code_1, authentication_code_2 });
    if must_change {
        world.change(UpdateLoginProfile { user_name: "alice".into(), password: None, password_reset_required: Some(true) });
    }
    world
}

/// Lets alice do what a policy of AWS says.
pub(crate) fn attach(world: &mut World, policy: &str) {
    let policy_arn = format!("arn:aws:iam::aws:policy/{policy}");
    world.change(AttachUserPolicy { user_name: "alice".into(), policy_arn });
}

/// A role that trusts whom this account trusts.
pub(crate) fn role(world: &mut World, name: &str) {
    let id = world.account.id().to_string();
    let trust = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"arn:aws:iam::{id}:root"}},"Action":"sts:AssumeRole"}}]}}"#
    );
    world.change(CreateRole { role_name: name.into(), assume_role_policy_document: trust, ..Default::default() });
}

#[test]
fn a_user_signs_in_and_out_and_the_header_says_who() {
    let mut console = console(world());
    console.see("root user ▲");
    sign_in(&mut console, PASSWORD).miss("root user ▲").see("alice").see("Dashboard");
    console.keys("I").see("Sign in as someone else").keys("<esc>");
    console.keys("O").see("Sign out alice?").keys("<tab><enter>").see("not signed in").see("Locked out?").miss("Security Status");
    console.keys("<f2>users<enter>").miss("User name  ");
    console.keys("<esc>").keys("<f2>settings<enter>").see("changes hold at once").keys("<esc>").see("Sign in as");
    console
        .keys("<backtab><backtab>q")
        .see("Letters do nothing on this one.")
        .keys("<esc>")
        .see("This is the top. ctrl-c quits.")
        .keys("<ctrl-c>");
    assert!(console.quit);
}

#[test]
fn a_wrong_sign_in_keeps_what_was_typed_but_the_password() {
    let mut console = console(world());
    sign_in(&mut console, "Wrong-Horse-9").see(INCORRECT).see("root user ▲").see("alice");
    console.keys(PASSWORD).keys("<enter>").miss("root user ▲");
    assert!(console.open.account().signed_in(console.now).is_some_and(|caller| !caller.is_root()));
}

#[test]
fn no_secret_is_shown_in_what_is_said() {
    let mut console = console(world());
    sign_in(&mut console, "Wrong-Horse-9").miss("Wrong-Horse-9");
    assert!(
        !console.model.practice().unwrap().history.items().any(|item| console
            .open
            .history()
            .sentence(item, console.open.account())
            .contains("Wrong-Horse-9"))
    );
    assert!(!format!("{:?}", Secret::new("Wrong-Horse-9")).contains("Horse"));
}

#[test]
fn wrong_guesses_look_alike_whatever_is_wrong() {
    let mut world = world();
    world.change(CreateUser { user_name: "bob".into(), ..Default::default() });
    let said = |account: &str, name: &str, password: &str| {
        let mut console = Console::on(world.account.clone(), Setup::default());
        console.keys(":sign-in<enter><backtab>");
        if !account.is_empty() {
            console.keys("<ctrl-u>").keys(account);
        }
        console.keys("<tab>").keys(name).keys("<tab>").keys(password).keys("<enter>").see(INCORRECT).see("root user ▲");
        let told = |line: &str| line.contains("incorrect") || line.contains('✖');
        console.screen().lines().filter(|line| told(line)).map(|line| line.trim().to_owned()).collect::<Vec<_>>()
    };
    let first = said("", "alice", "Wrong-Horse-9");
    assert!(!first.is_empty());
    for (account, name, password) in
        [("", "nobody", PASSWORD), ("", "bob", PASSWORD), ("111122223333", "alice", PASSWORD), ("no-such-alias", "alice", PASSWORD)]
    {
        assert_eq!(said(account, name, password), first, "{account} {name}");
    }
}

/// Beside fields to type in, letters are meant for those: they undo nothing, and open nothing.
#[test]
fn letters_on_a_choice_of_a_form_are_no_commands() {
    let mut world = world();
    role(&mut world, "Auditor");
    let policy_document = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*"}}"#.to_owned();
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "Own".into(), policy_document });
    let mut console = console(world);
    console
        .keys(":aws iam create-user --user-name bob<enter><esc>:sign-in<enter>")
        .see("Sign in as")
        .keys("<backtab><backtab>r")
        .see("(•) Root user");
    console.keys("i").see("(•) IAM user").keys("bob");
    console.see("Letters do nothing on this one.").miss("Undone").see("Sign in as");
    assert!(console.open.account().user_named("bob").is_some());
    console.keys("<tab><tab>alice<tab>").keys(PASSWORD).keys("<enter>").see("Dashboard");
    console.keys(":switch-role<enter>Auditor<enter>").see("⇄ Auditor").keys("B").see("alice");
    let before = console.open.history().revision();
    console.keys(":switch-role<enter>").see("Role history").keys("<backtab><backtab>Auditor").see("Letters do nothing on this one.");
    assert_eq!(console.open.history().revision(), before, "{}", console.screen());
    // From what answers a line one types the next one, and no letter of that is a command.
    console.keys("<esc>:aws sts get-caller-identity<enter>").see("UserId").keys(":aws sts get-caller-identity<enter>").see("UserId");
}

#[test]
fn history_tells_who_did_something_to_himself() {
    let mut world = world();
    attach(&mut world, "AdministratorAccess");
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).keys(":aws iam create-access-key<enter><esc><esc>:history<enter>");
    console.see("Create an access key for alice").miss("for the root user");
    console.resize(80, 24).see("alice: Create an access key for alice");
}

#[test]
fn what_is_not_open_without_a_sign_in_is_said_to_be_so() {
    let mut console = console(world());
    sign_in(&mut console, PASSWORD).keys("O<tab><enter>").see("Locked out?");
    console.keys("<f2>users<enter>").see("users is nothing that is open while nobody is signed in.").keys("<esc>");
    console.keys("<f2>sign-in<enter>").see("Sign in as");
}
