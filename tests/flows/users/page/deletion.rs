//! A user is deleted from its page.

use super::{holds, on_page_in, on_page_of, world};
use crate::common::World;
use crate::common::console::Console;
use iam_console::account::entity::{KeyStatus, Owner};
use iam_console::account::operation::*;

#[test]
fn a_deleted_user_leaves_its_page_and_comes_back_with_undo() {
    let mut console = on_page_of("alice");
    console.keys("d").see("Delete user alice?").see("Remove alice from Developers").keys("bob<enter>").see("Type alice to confirm.");
    console.keys("<ctrl-u>alice<enter>").see("Deleted user alice with 2 things it held").see("Users  2");
    assert!(console.open.account().user_named("alice").is_none());
    console.keys("u").see("Users  3");
    assert_eq!(holds(&console, "alice").0, ["Developers"]);
}

#[test]
fn a_user_with_active_keys_is_deleted_once_they_are_deactivated() {
    let mut console = on_page_of("alice");
    console.keys(":aws iam create-access-key --user-name alice<enter>s<esc>");
    let key = |console: &Console| {
        let account = console.open.account();
        let alice = account.user_named("alice").unwrap();
        account.access_keys_of(Owner::User(alice.id)).first().map(|key| key.status)
    };
    assert_eq!(key(&console), Some(KeyStatus::Active));
    console.keys("d").see("Deactivate the active keys of alice first?").see("never used").keys("<enter>").see("Users › alice");
    assert_eq!(key(&console), Some(KeyStatus::Active), "the safe choice is preselected");
    console.keys("d<right><enter>").see("Delete user alice?").see("Delete access key AKIA");
    assert_eq!(key(&console), Some(KeyStatus::Inactive));
    console.keys("<esc>d").see("Delete user alice?").keys("alice<enter>").see("Deleted user alice with 3 things it held").see("Users  2");
    assert!(console.open.account().user_named("alice").is_none());
}

#[test]
fn the_page_of_a_user_who_is_gone_says_so() {
    let mut console = on_page_of("alice");
    console.keys(":aws iam create-user --user-name dan<enter><esc>:dan<enter>").see(":user/dan");
    console.keys("u").see("This user is not there any more.");
    for key in ["a", "x", "n", "d", "y", "<enter>", "<tab>", "<tab>e", "<tab>p"] {
        console.keys(key).see("This user is not there any more.");
    }
    console.keys("<ctrl-r>").see(":user/dan");
    console.keys("u<esc>").see("Users  3");
}

/// AWS lets the last administrator go without a word.
#[test]
fn the_deletion_of_the_last_administrator_says_that_only_root_is_left() {
    const WORDS: &str = "No user is left then who may attach AdministratorAccess";
    let administrator = |world: &mut World, user_name: &str| {
        let policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess".into();
        world.change(AttachUserPolicy { user_name: user_name.into(), policy_arn });
    };
    let mut world = world();
    administrator(&mut world, "alice");
    let mut console = on_page_in(world, "carol");
    console.keys("d").see("Delete user carol?").miss(WORDS).keys("<esc>");
    console.keys(":user alice<enter>d").see(WORDS).see("Root may give it still,").keys("alice<enter>");
    console.see("Deleted user alice").keys("u").see("Users  3");
    console.keys(":aws iam attach-user-policy --user-name bob --policy-arn arn:aws:iam::aws:policy/IAMFullAccess<enter>");
    console.keys(":user alice<enter>d").see("Delete user alice?").miss(WORDS).keys("<esc>");
    // Both at once are the last again; so is the group that all of it comes from.
    console.keys(":users<enter><home><space><down><space>d").see("Delete 2 users?").see(WORDS).keys("<esc>");
    // Whatever takes it from the last, it is said: here her own policy is detached, and a boundary set.
    console.keys(":aws iam detach-user-policy --user-name bob --policy-arn arn:aws:iam::aws:policy/IAMFullAccess<enter>");
    console.keys(":user alice<enter>/Administrator<enter>x").see("Remove AdministratorAccess").see(WORDS).keys("<esc>");
}
