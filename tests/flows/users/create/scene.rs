//! Where the flows begin, and what they ask of the account in the end.

use crate::common::World;
use crate::common::console::{Console, Setup};
use iam_console::account::Account;
use iam_console::account::entity::{Owner, TagHolder, User};
use iam_console::account::operation::*;
use iam_console::account::password::verify;
use iam_console::account::secret::Secret;

pub const POWER_USER: &str = "arn:aws:iam::aws:policy/PowerUserAccess";
pub const READ_ONLY: &str = "arn:aws:iam::aws:policy/ReadOnlyAccess";

/// A world with groups Developers and Ops, and bob, who is a developer, may read all, and is bounded as a power user.
pub fn world() -> World {
    let mut world = World::fresh();
    for group in ["Developers", "Ops"] {
        world.run(CreateGroup { group_name: group.into(), path: None }).unwrap();
    }
    let boundary = Some(POWER_USER.into());
    world.run(CreateUser { user_name: "bob".into(), permissions_boundary: boundary, ..Default::default() }).unwrap();
    world.run(AddUserToGroup { user_name: "bob".into(), group_name: "Developers".into() }).unwrap();
    world.run(AttachUserPolicy { user_name: "bob".into(), policy_arn: READ_ONLY.into() }).unwrap();
    world
}

/// The wizard on this account, nothing entered yet.
pub fn wizard_on(account: Account) -> Console {
    let mut console = Console::on(account, Setup::default());
    console.keys(":create-user<enter>").see("Specify user details");
    console
}

pub fn wizard() -> Console {
    wizard_on(world().account)
}

pub fn user<'a>(console: &'a Console, name: &str) -> &'a User {
    console.open.account().user_named(name).expect("the user is there")
}

pub fn groups(console: &Console, name: &str) -> Vec<String> {
    console.open.account().groups_of(user(console, name).id).into_iter().map(|group| group.name.clone()).collect()
}

pub fn policies(console: &Console, name: &str) -> Vec<String> {
    console
        .open
        .account()
        .attached_to(user(console, name).id)
        .into_iter()
        .map(|policy| console.open.account().policy_name(policy).to_owned())
        .collect()
}

pub fn tags(console: &Console, name: &str) -> Vec<(String, String)> {
    let tags = console.open.account().tags_of(&TagHolder::Entity(user(console, name).id));
    tags.map(|tag| (tag.key.clone(), tag.value.clone())).collect()
}

pub fn has_password(console: &Console, name: &str, password: &str) -> bool {
    let hash = console.open.account().password_hash_of(Owner::User(user(console, name).id));
    hash.is_some_and(|hash| verify(&Secret::new(password), &hash.hash))
}
