//! Flows through the history.

use crate::common::console::Console;

/// A console in whose account alice was made, made again in vain, and joined to a new group; on the history.
fn console() -> Console {
    let mut console = Console::fresh();
    console.keys(":aws iam create-user --user-name alice<enter><esc>");
    console.keys(":aws iam create-user --user-name alice<enter>").see("EntityAlreadyExists").keys("<esc>");
    console.keys(":aws iam create-group --group-name Developers<enter><esc>");
    console.keys(":aws iam add-user-to-group --user-name alice --group-name Developers<enter>");
    console.keys(":history<enter>");
    console
}

/// The row of the screen where this text stands.
fn row_of(console: &Console, text: &str) -> usize {
    console.screen().lines().position(|line| line.contains(text)).unwrap_or_else(|| panic!("{text} in\n{}", console.screen()))
}

#[test]
fn an_empty_history_says_what_comes_here() {
    let mut console = Console::fresh();
    console.keys(":history<enter>").see("Nothing has happened in this account yet.").see("m go where something can be changed");
    console.keys("<enter>").see("Nothing has happened in this account yet.").keys("z").see("Nothing has happened");
    console.keys("ff").see("Nothing was refused in this account yet.").keys("<esc>").see("Security Status");
}

#[test]
fn everything_is_there_newest_first() {
    let mut console = console();
    console.see("History  4").see("root user");
    let rows = ["Add alice to Developers", "Create group Developers", "Refused, EntityAlreadyExists", "✔ Create user alice"];
    let places = rows.map(|text| row_of(&console, text));
    assert!(places.is_sorted(), "{places:?}");
    console
        .keys("f")
        .see("History  3")
        .miss("Refused,")
        .keys("f")
        .see("History  1")
        .see("✖ Refused, EntityAlreadyExists: Create user alice");
    console.keys("ff").see("History  4").keys("/aws<enter>").see("Nothing matches the filter").keys("z").see("esc clears it.");
    console.keys("<esc>/group<enter>").see("History  1 of 4").keys("<esc>").see("History  4");
}

#[test]
fn a_refusal_is_there_at_once() {
    let mut console = Console::fresh();
    console
        .keys(":history<enter>:aws iam delete-user --user-name nobody<enter><esc>")
        .see("History  1")
        .see("Refused, NoSuchEntity: Delete user nobody");
    console.keys("z").see("changed nothing, so there is nothing to undo.");
    console.keys("<enter>").see("✖ NoSuchEntity").see("The user with name nobody cannot be found.");
    console.see("aws iam delete-user --user-name nobody").see("refused; nothing was changed");
}

#[test]
fn details_name_time_caller_and_commands() {
    let mut console = console();
    console.keys("<enter>").see("Revision 4").see("23 November 2026, 21:14 UTC (just now)").see("root user").see("Add alice to Developers");
    console.see("aws iam add-user-to-group --group-name Developers --user-name alice").keys("y");
    assert_eq!(console.copied[0], "aws iam add-user-to-group --group-name Developers --user-name alice");
    console.keys("<esc><down>y").see("Sent the AWS CLI command to the terminal's clipboard.");
    assert_eq!(console.copied[0], "aws iam create-group --group-name Developers");
}

#[test]
fn any_change_is_undone_and_redone_here() {
    let mut console = console();
    console.keys("z").see("Undone: Add alice to Developers").see("Undo: Add alice to Developers").see("undone");
    assert_eq!(console.open.account().groups_of(console.open.account().user_named("alice").unwrap().id).len(), 0);
    console.keys("<enter>").see("undone; z in the list redoes it").keys("<esc>z").see("Redone: Add alice to Developers");
    assert_eq!(console.open.account().groups_of(console.open.account().user_named("alice").unwrap().id).len(), 1);
    console.see("Redo: Add alice to Developers").keys("u").see("Undone: Add alice to Developers");
}

#[test]
fn a_change_that_others_stand_on_says_what_to_undo_first() {
    let mut console = console();
    console.keys("Gz").see("Revision 1 can't be undone, because revision 4 came after it").see("Undo revision 4 first.");
    assert!(console.open.account().user_named("alice").is_some());
    console.see("▲ Revision 1 can't be undone");
}

#[test]
fn an_undo_is_taken_back_once_and_has_no_command() {
    let mut console = console();
    console.keys("zgz").see("Redone: Add alice to Developers");
    // On the row of the undo, which was redone since.
    console.keys("z").see("Revision 4, which this took back, was redone since.").keys("y").see("AWS has no command for them.");
    console.keys("<enter>").see("This took back revision 4:").see("aws iam add-user-to-group").keys("<esc>");
    console.keys("gz").see("Undone: Add alice to Developers").keys("<down>");
    console.keys("g<down>z").see("Revision 4, which this redid, was undone since.").keys("<enter>").see("This made again revision 4:");
}

#[test]
fn notices_of_the_session_are_listed_apart_from_the_changes() {
    let mut console = console();
    console.keys("y").see("Sent the AWS CLI command to the terminal's clipboard.").see("History  4");
    console
        .keys("fff")
        .see("History  1")
        .see("Sent the AWS CLI command to the terminal's clipboard.")
        .keys("z")
        .see("This is a note; nothing was changed");
    console
        .keys("y")
        .see("no AWS CLI command belongs to it.")
        .keys("<enter>")
        .see("Notice")
        .see("Time")
        .keys("y")
        .see("Sent Notice to the terminal's clipboard.");
    assert_eq!(console.copied[0], "Sent the AWS CLI command to the terminal's clipboard.");
    console.keys("<esc>f").see("History  4");
}

#[test]
fn what_was_so_already_is_no_change_and_can_not_be_undone() {
    let mut console = console();
    console
        .keys(":aws iam add-user-to-group --user-name alice --group-name Developers<enter>")
        .see("Added alice to Developers")
        .miss("u undo");
    assert_eq!(console.open.history().revision(), 4);
}

#[test]
fn history_sorts_and_fits_a_small_screen() {
    let mut console = console();
    console.resize(60, 16).see("Add alice to Developers").see("just now").keys("sss").see("sort: What").keys("<enter>").see("Revision");
    console.keys("<esc>s").miss("sort: ").keys("<esc>").see("Security Status");
}

#[test]
fn the_newest_is_first_though_the_clock_was_put_back() {
    let mut console = Console::fresh();
    console.keys(":aws iam create-user --user-name alice<enter><esc>");
    console.now -= jiff::ToSpan::hours(5);
    console.keys(":aws iam create-user --user-name bob<enter><esc>:history<enter>");
    assert!(row_of(&console, "✔ Create user bob") < row_of(&console, "✔ Create user alice"));
}
