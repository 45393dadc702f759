//! The store in processes of its own: killed at any moment, refused by the disk, with any umask. Nothing acknowledged is
//! ever lost.
//!
//! Each test starts this program again as its child, which finds the home to work on in an environment variable.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use common::{env, fresh, now};
use iam_console::account::caller::Caller;
use iam_console::account::operation::*;
use iam_console::store::*;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use tempfile::TempDir;

/// Where the child finds its home; only a child has it.
const CHILD: &str = "IAM_CONSOLE_TEST_CHILD";

/// The home to work on, if this process is a child.
fn childs_home() -> Option<Home> {
    std::env::var_os(CHILD).map(Home::at)
}

/// This program again, to run one test alone as the child; set up by a line of shell where one is given.
fn child_of(test: &str, home: &Path, setup: Option<&str>) -> Command {
    let program = std::env::current_exe().unwrap();
    let mut command = if let Some(setup) = setup {
        let mut shell = Command::new("sh");
        shell.arg("-c").arg(format!("{setup}; exec \"$0\" \"$@\"")).arg(program);
        shell
    } else {
        Command::new(program)
    };
    command.args(["--exact", test, "--nocapture"]).env(CHILD, home).stdin(Stdio::null());
    command
}

/// The lines that a child printed for us, when it has ended by itself.
fn said_by(test: &str, home: &Path, setup: &str) -> Vec<String> {
    let output = child_of(test, home, Some(setup)).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{said}\n{}", String::from_utf8_lossy(&output.stderr));
    let is_ours = |line: &&str| ["acknowledged: ", "refused: ", "read only: ", "users: "].iter().any(|begins| line.starts_with(begins));
    said.lines().filter(is_ours).map(str::to_owned).collect()
}

fn say(what: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{what}").unwrap();
    out.flush().unwrap();
}

fn home_with_account() -> (TempDir, PathBuf, Home) {
    let directory = TempDir::new().unwrap();
    let root = directory.path().join("home");
    let home = Home::at(&root);
    home.create(DEFAULT_ACCOUNT, &mut env()).unwrap();
    (directory, root, home)
}

/// Opens the account, and checks that it is what its journal makes of its origin; answers the last revision.
fn assert_whole(home: &Home) -> Revision {
    let mut ledger = home.ledger(DEFAULT_ACCOUNT, Access::ReadWrite, now()).unwrap();
    let Loaded { account, history, read_only, .. } = ledger.load().unwrap();
    assert_eq!(read_only, None);
    let mut replayed = fresh();
    for (number, item) in (1..).zip(history.items()) {
        assert_eq!(item.revision, number);
        replayed.apply(&ledger.entry(number).unwrap().edits());
    }
    assert!(account.entities().eq(replayed.entities()), "the state is not what the journal tells");
    history.revision()
}

/// One more entry, of a kind that depends on how many there are.
fn commit_one(open: &mut OpenAccount) -> Revision {
    let number = open.history().revision() + 1;
    let name = |part: u64| format!("user-{number}-{part}");
    let create = |part| CreateUser { user_name: name(part), ..Default::default() }.into();
    let outcome = match number % 5 {
        0 if open.history().undoable().is_some() => open.undo(&Caller::ROOT, None),
        1 => open.submit(&Caller::ROOT, &[create(0), create(1), DeleteUser { user_name: name(0) }.into()]),
        2 => open.submit(&Caller::ROOT, &[DeleteUser { user_name: "nobody".into() }.into()]),
        _ => open.submit(&Caller::ROOT, &[create(0)]),
    };
    match outcome {
        Ok(done) => done.entry.unwrap(),
        Err(Failure::Refused(_)) => number,
        Err(failure) => panic!("{failure}"),
    }
}

/// Opens the account again and again, and commits and says so, until it is killed.
fn commit_until_killed(home: &Home) {
    for opening in 0.. {
        say("opening: practice");
        let mut open = home.open(DEFAULT_ACCOUNT, Access::ReadWrite, surroundings()).unwrap();
        for _ in 0..12 {
            let revision = commit_one(&mut open);
            say(&format!("acknowledged: {revision}"));
            if !revision.is_multiple_of(3) {
                open.settle().unwrap();
            }
        }
        if opening % 2 == 0 {
            open.close().unwrap();
        }
    }
}

/// Reads what a child says until enough of its lines begin so; answers the last number said.
fn read_until(said: &mut impl BufRead, begins: &str, mut enough: u32) -> Option<Revision> {
    let mut acknowledged = None;
    while enough > 0 {
        let mut line = String::new();
        assert!(said.read_line(&mut line).unwrap() > 0, "the child ended by itself");
        acknowledged = line.strip_prefix("acknowledged: ").map(|number| number.trim().parse().unwrap()).or(acknowledged);
        enough -= u32::from(line.starts_with(begins));
    }
    acknowledged
}

fn kill(mut child: Child, mut said: impl BufRead) -> Option<Revision> {
    child.kill().unwrap();
    child.wait().unwrap();
    let mut rest = String::new();
    said.read_to_string(&mut rest).unwrap();
    // The last line may have been cut; then nobody has read the acknowledgement.
    let whole = rest.split_inclusive('\n').filter(|line| line.ends_with('\n'));
    whole.filter_map(|line| line.strip_prefix("acknowledged: ")?.trim().parse().ok()).next_back()
}

#[test]
fn what_was_acknowledged_survives_being_killed() {
    if let Some(home) = childs_home() {
        return commit_until_killed(&home);
    }
    let (_directory, root, home) = home_with_account();
    let mut rng = StdRng::seed_from_u64(9);
    let mut kept = 0;
    for round in 0..24 {
        let mut child = child_of("what_was_acknowledged_survives_being_killed", &root, None).stdout(Stdio::piped()).spawn().unwrap();
        let mut said = BufReader::new(child.stdout.take().unwrap());
        // Every other round ends around an opening, the first or a later one; the others anywhere between.
        let before = if round % 2 == 0 {
            read_until(&mut said, "opening", rng.random_range(1..3))
        } else {
            read_until(&mut said, "acknowledged", rng.random_range(1..40))
        };
        thread::sleep(Duration::from_micros(rng.random_range(0..12_000)));
        let acknowledged = kill(child, said).or(before).unwrap_or(kept);
        let found = assert_whole(&home);
        assert!(found >= acknowledged && found >= kept, "round {round}: {acknowledged} acknowledged, {kept} before, {found} found");
        kept = found;
    }
    assert!(kept > 24, "the children did next to nothing");
    let mut open = home.open(DEFAULT_ACCOUNT, Access::ReadWrite, surroundings()).unwrap();
    commit_one(&mut open);
    open.close().unwrap();
}

/// A batch that takes about a megabyte of the journal.
fn large_batch(number: Revision) -> Vec<Operation> {
    let user_name = |user: usize| format!("user-{number}-{user}");
    let tags = |_| (0..50).map(|key| Tag { key: format!("key-{key}"), value: "x".repeat(256) }).collect();
    (0..20).map(|user| CreateUser { user_name: user_name(user), tags: Some(tags(user)), ..Default::default() }.into()).collect()
}

/// No file may grow beyond this many blocks, as if the disk were full; the signal that comes with it is ignored.
fn full_at(blocks: u32) -> String {
    format!("trap '' XFSZ; ulimit -f {blocks}")
}

#[test]
fn a_full_disk_loses_nothing_acknowledged() {
    if let Some(home) = childs_home() {
        let mut open = home.open(DEFAULT_ACCOUNT, Access::ReadWrite, surroundings()).unwrap();
        let failure = loop {
            let number = open.history().revision();
            match open.submit(&Caller::ROOT, &large_batch(number)) {
                Ok(done) => say(&format!("acknowledged: {}", done.entry.unwrap())),
                Err(failure) => break failure,
            }
        };
        say(&format!("refused: {failure}"));
        let small = CreateUser { user_name: "small".into(), ..Default::default() }.into();
        say(&format!("refused: {}", open.submit(&Caller::ROOT, &[small]).unwrap_err()));
        say(&format!("refused: {}", open.undo(&Caller::ROOT, None).unwrap_err()));
        say(&format!("refused: {}", open.settle().unwrap_err()));
        say(&format!("users: {}", open.account().users().count()));
        return;
    }
    let (_directory, root, home) = home_with_account();
    home.open(DEFAULT_ACCOUNT, Access::ReadWrite, surroundings()).unwrap().close().unwrap();
    let said = said_by("a_full_disk_loses_nothing_acknowledged", &root, &full_at(8192));
    let acknowledged = said.iter().filter(|line| line.starts_with("acknowledged")).count();
    assert!(acknowledged > 0, "{said:?}");
    let refused: Vec<&String> = said.iter().filter(|line| line.starts_with("refused")).collect();
    assert!(refused.len() == 4 && refused.iter().all(|line| *line == refused[0]), "{said:?}");
    assert!(refused[0].contains("000000000001.jsonl can't be written (File too large"), "{said:?}");
    assert!(refused[0].contains("takes no more changes: everything acknowledged is safe"), "{said:?}");
    assert_eq!(said.last().unwrap(), &format!("users: {}", 20 * acknowledged), "memory is where the disk is");

    // The line that didn't fit was cut back: nothing is left to complain of.
    let mut open = home.open(DEFAULT_ACCOUNT, Access::ReadWrite, surroundings()).unwrap();
    assert_eq!((open.history().revision(), open.read_only()), (acknowledged as Revision, None));
    assert!(open.notices().iter().all(|notice| notice.contains("carried over")), "{:?}", open.notices());
    commit_one(&mut open);
    open.close().unwrap();
    assert_eq!(assert_whole(&home), acknowledged as Revision + 1);
}

#[test]
fn sled_that_finds_no_room_stops_the_account_and_loses_nothing() {
    if let Some(home) = childs_home() {
        let mut open = home.open(DEFAULT_ACCOUNT, Access::ReadWrite, surroundings()).unwrap();
        let error = loop {
            say(&format!("acknowledged: {}", commit_one(&mut open)));
            if let Err(error) = open.settle() {
                break error;
            }
        };
        say(&format!("refused: {error}"));
        let small = CreateUser { user_name: "small".into(), ..Default::default() }.into();
        return say(&format!("refused: {}", open.submit(&Caller::ROOT, &[small]).unwrap_err()));
    }
    let (_directory, root, home) = home_with_account();
    home.open(DEFAULT_ACCOUNT, Access::ReadWrite, surroundings()).unwrap().close().unwrap();
    let said = said_by("sled_that_finds_no_room_stops_the_account_and_loses_nothing", &root, &full_at(1100));
    let [.., acknowledged, refused, again] = &said[..] else { panic!("{said:?}") };
    assert!(refused.contains("/state") && again == refused, "{refused} {again}");
    assert_eq!(format!("acknowledged: {}", assert_whole(&home)), *acknowledged);
}

#[test]
fn a_place_that_cannot_be_written_is_opened_to_read() {
    if let Some(home) = childs_home() {
        let mut open = home.open(DEFAULT_ACCOUNT, Access::ReadWrite, surroundings()).unwrap();
        say(&format!("read only: {}", open.read_only().unwrap()));
        say(&format!("users: {}", open.account().users().count()));
        let small = CreateUser { user_name: "small".into(), ..Default::default() }.into();
        say(&format!("refused: {}", open.submit(&Caller::ROOT, &[small]).unwrap_err()));
        return open.close().unwrap();
    }
    let (_directory, root, home) = home_with_account();
    let mut open = home.open(DEFAULT_ACCOUNT, Access::ReadWrite, surroundings()).unwrap();
    commit_one(&mut open);
    open.close().unwrap();
    let said = said_by("a_place_that_cannot_be_written_is_opened_to_read", &root, &full_at(0));
    assert!(said[0].starts_with("read only: ") && said[0].contains("lock can't be written (File too large"), "{said:?}");
    assert_eq!(said[1], "users: 1");
    assert!(said[2].starts_with("refused: The account practice is open to read only, so nothing was changed: "), "{said:?}");
    assert_eq!(assert_whole(&home), 1);
}

#[test]
fn no_umask_lets_others_read() {
    if let Some(home) = childs_home() {
        home.create(DEFAULT_ACCOUNT, &mut env()).unwrap();
        for _ in 0..2 {
            let mut open = home.open(DEFAULT_ACCOUNT, Access::ReadWrite, surroundings()).unwrap();
            commit_one(&mut open);
            open.close().unwrap();
        }
        return home.reset(DEFAULT_ACCOUNT, now()).unwrap();
    }
    for umask in ["000", "022", "277"] {
        let directory = TempDir::new().unwrap();
        let root = directory.path().join("home");
        said_by("no_umask_lets_others_read", &root, &format!("umask {umask}"));
        let mut seen = 0;
        let mut places = vec![root];
        while let Some(place) = places.pop() {
            let metadata = std::fs::metadata(&place).unwrap();
            let mode = if metadata.is_dir() { 0o700 } else { 0o600 };
            assert_eq!(metadata.permissions().mode() & 0o777, mode, "umask {umask}: {}", place.display());
            if metadata.is_dir() {
                places.extend(std::fs::read_dir(&place).unwrap().map(|item| item.unwrap().path()));
            }
            seen += 1;
        }
        assert!(seen > 10, "umask {umask}: only {seen} files and directories");
    }
}

/// The program itself, started by a shell under some limit.
fn program(home: &Path, limit: &str, words: &[&str]) -> std::process::Output {
    let line = format!("{limit}; exec \"$0\" \"$@\"");
    let mut shell = Command::new("sh");
    shell.args(["-c", &line, env!("CARGO_BIN_EXE_iam-console")]).args(words);
    shell.env("IAM_CONSOLE_HOME", home).stdin(Stdio::null()).output().unwrap()
}

#[test]
fn too_few_file_descriptors_are_no_damage() {
    let (_directory, root, home) = home_with_account();
    let mut open = home.open(DEFAULT_ACCOUNT, Access::ReadWrite, surroundings()).unwrap();
    commit_one(&mut open);
    open.close().unwrap();
    let mut refused = 0;
    for descriptors in 4..20 {
        let done = program(&root, &format!("ulimit -n {descriptors}"), &["status"]);
        let said = String::from_utf8(done.stderr).unwrap();
        refused += u32::from(said.contains("Too many open files"));
        assert!(!said.contains("damaged"), "{descriptors}: {said}");
        let put_aside = std::fs::read_dir(home.folder_of(DEFAULT_ACCOUNT)).unwrap().map(|item| item.unwrap().file_name());
        assert_eq!(put_aside.filter(|name| name.to_string_lossy().starts_with("state.")).count(), 0, "{descriptors}: {said}");
    }
    assert!(refused > 2, "the limit was never met");
    assert_eq!(assert_whole(&home), 1);
}

#[test]
fn a_file_that_may_not_grow_is_told_and_no_end_of_the_program() {
    let (_directory, root, home) = home_with_account();
    home.open(DEFAULT_ACCOUNT, Access::ReadWrite, surroundings()).unwrap().close().unwrap();
    let done = program(&root, "ulimit -f 0", &["aws", "iam", "create-user", "--user-name", "alice"]);
    let said = String::from_utf8(done.stderr).unwrap();
    assert_eq!(done.status.code(), Some(255), "{said}");
    assert!(said.contains("File too large"), "{said}");
}

#[test]
fn beside_an_account_that_is_open_reads_are_answered_where_there_is_no_room() {
    let (_directory, root, home) = home_with_account();
    let mut open = home.open(DEFAULT_ACCOUNT, Access::ReadWrite, surroundings()).unwrap();
    open.submit(&Caller::ROOT, &[CreateUser { user_name: "alice".into(), ..Default::default() }.into()]).unwrap();
    for (words, code, answered) in [
        (["aws", "sts", "get-caller-identity", "--as", "user/alice"], 0, "user/alice"),
        (["aws", "iam", "list-roles", "--as", "user/alice"], 254, "not authorized to perform: iam:ListRoles"),
    ] {
        let done = program(&root, "ulimit -f 0", &words);
        let said = String::from_utf8([done.stdout, done.stderr].concat()).unwrap();
        assert_eq!(done.status.code(), Some(code), "{said}");
        assert!(said.contains(answered) && said.contains("asked.jsonl can't be written (File too large"), "{said}");
    }
    assert!(!open.take_in());
    open.close().unwrap();
    assert_eq!(assert_whole(&home), 1);
}

/// Counts what is left beside it, and commits something between, until it is killed.
fn take_in_until_killed(home: &Home) {
    let mut open = home.open(DEFAULT_ACCOUNT, Access::ReadWrite, surroundings()).unwrap();
    say("opening: practice");
    for round in 0_u64.. {
        open.take_in();
        if round.is_multiple_of(7) {
            // Nothing that takes away who asks, as undoing might.
            let user_name = format!("user-{}", open.history().revision());
            open.submit(&Caller::ROOT, &[CreateUser { user_name, ..Default::default() }.into()]).unwrap();
        }
        if round.is_multiple_of(3) {
            open.settle().unwrap();
        }
    }
}

#[test]
fn what_is_left_beside_one_that_is_killed_counts_and_counts_once() {
    if let Some(home) = childs_home() {
        return take_in_until_killed(&home);
    }
    let (_directory, root, home) = home_with_account();
    let mut open = home.open(DEFAULT_ACCOUNT, Access::ReadWrite, surroundings()).unwrap();
    open.submit(&Caller::ROOT, &[CreateUser { user_name: "alice".into(), ..Default::default() }.into()]).unwrap();
    let alice = open.account().caller_named("user/alice", false).unwrap();
    open.close().unwrap();
    let asked = |name: &str| -> Operation { GetUser { user_name: Some(name.into()) }.into() };
    let mut rng = StdRng::seed_from_u64(9);
    let mut names = Vec::new();
    for round in 0..12 {
        let mut child = child_of("what_is_left_beside_one_that_is_killed_counts_and_counts_once", &root, None);
        let mut child = child.stdout(Stdio::piped()).spawn().unwrap();
        let mut said = BufReader::new(child.stdout.take().unwrap());
        read_until(&mut said, "opening", 1);
        let last = rng.random_range(1..8);
        for number in 0..10 {
            let name = format!("{round}-{number}");
            let mut reader = home.open(DEFAULT_ACCOUNT, Access::Beside, surroundings()).unwrap();
            assert!(matches!(reader.submit(&alice, &[asked(&name)]), Err(Failure::Refused(_))));
            assert_eq!(reader.uncounted(), None);
            names.push(name);
            if number == last {
                thread::sleep(Duration::from_micros(rng.random_range(0..9_000)));
                child.kill().unwrap();
            }
        }
        child.wait().unwrap();
    }
    let mut open = home.open(DEFAULT_ACCOUNT, Access::ReadWrite, surroundings()).unwrap();
    assert_eq!(open.uncounted(), None);
    let denied = open.history().items().filter_map(|item| match &item.deed {
        HistoryDeed::Noted(Note::Refused { operation, .. }) => match &**operation {
            Operation::GetUser(get) => get.user_name.clone(),
            _ => None,
        },
        _ => None,
    });
    assert_eq!(denied.collect::<Vec<_>>(), names);
    open.close().unwrap();
    assert!(assert_whole(&home) > 120);
}

#[test]
fn of_several_that_make_an_account_at_once_one_does() {
    let directory = TempDir::new().unwrap();
    for round in 0..12 {
        let name = format!("account-{round}");
        let mut makers: Vec<Child> = (0..4)
            .map(|_| {
                let mut command = Command::new(env!("CARGO_BIN_EXE_iam-console"));
                command.args(["accounts", "new", &name]).env("IAM_CONSOLE_HOME", directory.path());
                command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
            })
            .collect();
        let mut codes = Vec::new();
        for maker in makers.drain(..) {
            let done = maker.wait_with_output().unwrap();
            let said = String::from_utf8(done.stderr).unwrap();
            assert!(said.is_empty() || said.contains(&format!("There is an account {name} already")), "{said}");
            codes.push(done.status.code());
        }
        codes.sort();
        assert_eq!(codes, [Some(0), Some(2), Some(2), Some(2)]);
    }
    assert_eq!(std::fs::read_dir(directory.path().join("trash")).unwrap().count(), 0);
}
