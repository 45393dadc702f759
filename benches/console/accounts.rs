//! The accounts that are measured.

use std::path::Path;

use iam_console::account::caller::Caller;
use iam_console::account::operation::{AddUserToGroup, AttachGroupPolicy, CreateGroup, CreateUser, Operation, Tag, TagUser};
use iam_console::store::{Access, DEFAULT_ACCOUNT, Home, OpenAccount, surroundings};

/// Opens the account of a home.
pub fn open(home: &Path) -> OpenAccount {
    Home::at(home).open(DEFAULT_ACCOUNT, Access::ReadWrite, surroundings()).expect("opens")
}

/// A new account.
pub fn empty(home: &Path) {
    Home::at(home).create(DEFAULT_ACCOUNT, &mut surroundings()()).expect("made");
    fill(home, &[CreateUser { user_name: name(0), ..Default::default() }.into()]);
}

/// An account at IAM's quotas for users and groups, each user in two groups.
pub fn full(home: &Path) {
    Home::at(home).create(DEFAULT_ACCOUNT, &mut surroundings()()).expect("made");
    let mut operations: Vec<Operation> = Vec::new();
    for group in 0..300 {
        let group_name = format!("group-{group:03}");
        operations.push(CreateGroup { group_name: group_name.clone(), path: None }.into());
        operations.push(AttachGroupPolicy { group_name, policy_arn: "arn:aws:iam::aws:policy/ReadOnlyAccess".into() }.into());
    }
    for user in 0..5000 {
        operations.push(CreateUser { user_name: name(user), ..Default::default() }.into());
        for group in [user % 300, (user * 7 + 1) % 300] {
            operations.push(AddUserToGroup { group_name: format!("group-{group:03}"), user_name: name(user) }.into());
        }
    }
    fill(home, &operations);
}

fn fill(home: &Path, operations: &[Operation]) {
    let mut open = open(home);
    open.submit(&Caller::ROOT, operations).expect("accepted");
    open.settle().expect("settles");
    open.close().expect("closes");
}

fn name(user: usize) -> String {
    format!("user-{user:04}")
}

/// A small change, another each time.
pub fn change(round: usize) -> Operation {
    TagUser { user_name: name(0), tags: vec![Tag { key: "round".into(), value: round.to_string() }] }.into()
}

/// How long a line of the journal is that such a change writes.
pub fn line_length(home: &Path) -> usize {
    let mut open = open(home);
    let journal = Home::at(home).folder_of(DEFAULT_ACCOUNT).join("journal");
    let size = || -> u64 {
        std::fs::read_dir(&journal).expect("a journal").map(|entry| entry.expect("an entry").metadata().expect("its size").len()).sum()
    };
    let before = size();
    open.submit(&Caller::ROOT, &[change(usize::MAX)]).expect("accepted");
    usize::try_from(size() - before).expect("short")
}
