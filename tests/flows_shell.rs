//! Flows through the shell: keys in, screen out.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::console::Console;

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
fn a_key_that_does_nothing_says_so_and_an_action_without_sense_says_why() {
    let mut console = Console::fresh();
    console.keys("x").see("x does nothing here.");
    console.keys("u").see("There is nothing to undo.");
    console.keys(":users<enter>d").see("There is no user here.");
}
