//! The accounts that are measured.

use std::path::Path;
use std::process::Command;

use iam_console::account::caller::Caller;
use iam_console::account::operation::{AddUserToGroup, AttachGroupPolicy, CreateGroup, CreateUser, Operation, Tag, TagUser};
use iam_console::store::{Access, DEFAULT_ACCOUNT, Home, OpenAccount, surroundings};

/// Opens the account of a home.
pub fn open(home: &Path) -> OpenAccount {
    Home::at(home).open(DEFAULT_ACCOUNT, Access::ReadWrite, surroundings()).expect("opens")
}

/// Makes this program make an account of this kind, in the home that [`HOME`] names.
const KIND: &str = "IAM_CONSOLE_BENCH_ACCOUNT";
const HOME: &str = "IAM_CONSOLE_BENCH_HOME";

/// An account that is measured.
#[derive(Clone, Copy)]
pub enum Kind {
    Empty,
    Full,
}

impl Kind {
    const fn name(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Full => "full",
        }
    }

    /// Makes the account in a process of its own: what that takes of memory would make every start that is measured afterwards
    /// slower, since a process is copied before it becomes another.
    pub fn make_elsewhere(self, home: &Path) {
        let status = Command::new(std::env::current_exe().expect("this program")).env(KIND, self.name()).env(HOME, home).status();
        assert!(status.expect("it starts").success(), "the account is made");
    }
}

/// Makes an account where this process is there for that.
pub fn make_where_asked() -> bool {
    let (Some(kind), Some(home)) = (std::env::var_os(KIND), std::env::var_os(HOME)) else { return false };
    let home = Path::new(&home);
    match [Kind::Empty, Kind::Full].into_iter().find(|known| kind == known.name()).expect("a kind") {
        Kind::Empty => empty(home),
        Kind::Full => full(home),
    }
    true
}

/// A new account.
fn empty(home: &Path) {
    Home::at(home).create(DEFAULT_ACCOUNT, &mut surroundings()()).expect("made");
    fill(home, &[CreateUser { user_name: name(0), ..Default::default() }.into()]);
}

/// An account at IAM's quotas for users and groups, each user in two groups.
fn full(home: &Path) {
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
