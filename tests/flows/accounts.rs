//! Flows through the list of practice accounts.

use crate::common::console::Console;
use iam_console::account::id::AccountId;
use iam_console::app::message::{AccountsAnswer, Message};
use iam_console::app::step::AccountsRequest;
use iam_console::store::{Failure, Listed, StoreError, Summary};

fn listed(name: &str, id: AccountId) -> Listed {
    Listed { name: name.into(), summary: Ok(Summary { account_id: id, created: crate::common::now(), revision: 1234 }) }
}

/// On the list of *lab*, the open *practice*, and *torn*, which can't be opened.
fn console() -> Console {
    let mut console = Console::fresh();
    let torn = StoreError::NotAnAccount { path: "/home/x/torn".into() };
    console.accounts = vec![
        listed("lab", "111122223333".parse().unwrap()),
        listed("practice", console.open.account().id()),
        Listed { name: "torn".into(), summary: Err(torn) },
    ];
    console.keys(":accounts<enter>");
    console
}

#[test]
fn the_accounts_are_asked_for_and_listed() {
    let mut console = console();
    assert_eq!(console.requests, [AccountsRequest::List]);
    console.see("Accounts  3").see("1111-2222-3333").see("1,234").see("▌ practice").see("● open").see("✖ can't be opened");
    console.keys("sss").see("sort: Created").keys("/lab<enter>").see("1 of 3").keys("y");
    assert_eq!(console.copied[0], "111122223333");
}

#[test]
fn before_the_answer_the_list_says_that_it_looks() {
    let mut console = Console::fresh();
    console.keys(":accounts<enter>").see("Looking which accounts are on this machine").keys("<enter>").see("No account is selected.");
}

#[test]
fn another_account_is_opened_by_enter() {
    let mut console = console();
    console.keys("<enter>").see("practice is open already.").keys("g<enter>");
    assert_eq!(console.requests[0], AccountsRequest::Switch("lab".into()));
    console.send(Message::Accounts(Err("The account lab is open in another window.".into())));
    console.see("✖ The account lab is open in another window.").see("▌ lab");
}

#[test]
fn what_can_not_be_opened_says_why_whatever_is_tried() {
    let mut console = console();
    console.keys("G").see("/home/x/torn is no account of this program");
    for key in ["<enter>", "n", "r", "d", "y"] {
        console.keys(key).see("▲ /home/x/torn is no account of this program");
    }
    assert_eq!(console.requests.len(), 1);
}

#[test]
fn a_new_account_needs_a_name_that_it_can_have() {
    let mut console = console();
    console
        .keys("c")
        .see("all five tasks")
        .keys("<enter>")
        .see("✖ Enter a value.")
        .keys("Lab<enter>")
        .see("can't be the name of an account");
    console.keys("<ctrl-u>lab<enter>").see("There is an account lab already").keys("-2<enter>").miss("Create a practice account");
    assert_eq!(console.requests[0], AccountsRequest::Create("lab-2".into()));
    console.keys("c<esc>").miss("Create a practice account");
}

#[test]
fn a_copy_gets_a_name_of_its_own() {
    let mut console = console();
    console.keys("n").see("Copy practice").see("the account id").keys("practice<enter>").see("There is an account practice already");
    console.keys("<ctrl-u>before-exam<enter>");
    assert_eq!(console.requests[0], AccountsRequest::Copy { from: "practice".into(), to: "before-exam".into() });
}

#[test]
fn a_reset_names_what_to_remove_from_the_phone() {
    let mut console = Console::fresh();
    console.keys(":assign-mfa<enter><ctrl-u>phone<enter>");
    let codes = crate::common::codes(console.open.account(), "phone", 0);
    console.keys(codes[0].reveal()).keys(codes[1].reveal()).keys("<enter>").see("MFA device assigned");
    let id = console.open.account().id();
    console.accounts = vec![listed("practice", id)];
    console.keys(":accounts<enter>r").see("Reset practice?").see(&format!("the account id stays {}", id.grouped()));
    console.see("Remove from your phone:").see(&format!("phone@{id}"));
    console.keys("<enter>").see("Type practice to confirm.").keys("practice<enter>");
    assert_eq!(console.requests[0], AccountsRequest::Reset("practice".into()));
}

#[test]
fn entries_that_another_account_uses_are_not_to_be_removed() {
    let mut console = Console::fresh();
    let id = console.open.account().id();
    console.accounts = vec![listed("before-exam", id), listed("practice", id)];
    console.keys(":accounts<enter>gd").see("practice has the same account id: keep the phone's entries");
}

#[test]
fn the_open_account_is_not_deleted_and_another_only_by_name() {
    let mut console = console();
    console.keys("d").see("practice is open: switch to another account");
    console
        .keys("gd")
        .see("Delete lab?")
        .see("with 111122223333.")
        .keys("lba<enter>")
        .see("Type lab to confirm.")
        .keys("<ctrl-u>lab<enter>");
    assert_eq!(console.requests[0], AccountsRequest::Delete("lab".into()));
}

#[test]
fn the_trash_is_emptied_after_a_question() {
    let mut console = console();
    console.keys("t").see("Empty the trash?").keys("<enter>");
    assert_eq!(console.requests.len(), 1);
    console.keys("t<tab><enter>");
    assert_eq!(console.requests[0], AccountsRequest::EmptyTrash);
}

#[test]
fn the_list_fits_a_small_screen() {
    let mut console = console();
    console
        .resize(60, 16)
        .see("1111-2222-3333")
        .see("● open")
        .keys("G")
        .see("is no account of this program")
        .keys("<esc>")
        .see("Security Status");
}

#[test]
fn an_account_that_has_stopped_is_shown_so_and_opened_again_by_enter() {
    let mut console = console();
    let stopped = StoreError::Stopped { account: "practice".into(), why: "the disk is full".into() };
    console.send(Message::Stopped(stopped));
    console.see("the disk is full, so the account practice takes no more changes").see("enter opens it again").see("read-only");
    console.keys("<enter>");
    assert_eq!(console.requests[0], AccountsRequest::Switch("practice".into()));
}

#[test]
fn a_change_of_an_account_that_is_closed_is_answered_and_its_dialog_can_be_left() {
    let mut console = Console::fresh();
    console.is_slow = true;
    console.keys(":aws iam create-user --user-name alice<enter>");
    let closed = Failure::Store(StoreError::Closed { account: "practice".into() });
    console.fail_held(&closed);
    console.see("The account practice is closed: open it again.").keys("<esc>").miss("esc close");
}

#[test]
fn to_read_only_the_keys_say_that_nothing_can_be_made_or_thrown_away() {
    let mut console = console();
    let accounts = console.accounts.clone();
    let read_only = Some(StoreError::ReadOnlyHome.to_string());
    console.send(Message::Accounts(Ok(AccountsAnswer { accounts, done: None, read_only })));
    for key in ["c", "n", "r", "d", "t"] {
        console.keys(key).see("▲ The accounts are open to read only, so nothing was changed").keys("g").miss("▲ The accounts");
    }
    console.keys("y");
    assert_eq!(console.copied[0], "111122223333");
}
