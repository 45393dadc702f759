//! What is asked for beside whoever has the account open: it counts there, once, whatever happens to either.

use std::fs;

use iam_console::account::authorization::Asker;
use iam_console::account::caller::Caller;
use iam_console::account::env::{Env, HashingCost};
use iam_console::account::id::UniqueId;
use iam_console::account::operation::*;
use iam_console::store::*;
use jiff::{SignedDuration, Timestamp};
use rand::SeedableRng;
use rand::rngs::StdRng;

use super::common::now;
use super::place::*;

/// So many minutes after all that tests do otherwise.
fn minutes(minutes: i64) -> Timestamp {
    now() + SignedDuration::from_mins(minutes)
}

fn at(time: Timestamp) -> EnvSource {
    Box::new(move || Env { hashing: HashingCost::Least, ..Env::at(time, StdRng::seed_from_u64(7)) })
}

/// An account with alice, who may do nothing, that is open.
fn open() -> (OnDisk, OpenAccount, Caller) {
    let disk = OnDisk::new();
    let mut writer = disk.open();
    run(&mut writer, create_user("alice"));
    let alice = writer.account().caller_named("user/alice", false).unwrap();
    (disk, writer, alice)
}

fn id(of: &Caller) -> UniqueId {
    match of.who {
        Asker::User(id) => id,
        _ => panic!("no user"),
    }
}

fn get_user(name: &str) -> Operation {
    GetUser { user_name: Some(name.into()) }.into()
}

fn who_am_i() -> Operation {
    GetCallerIdentity {}.into()
}

fn opened_beside(disk: &OnDisk, time: Timestamp) -> OpenAccount {
    let reader = disk.home.open(DEFAULT_ACCOUNT, Access::Beside, at(time)).unwrap();
    assert_eq!(reader.read_only(), Some("it is open in another window or command"));
    reader
}

/// Asks for something beside whoever has the account open, and tells whether it was allowed.
fn ask_at(disk: &OnDisk, caller: &Caller, operation: Operation, time: Timestamp) -> bool {
    let mut reader = opened_beside(disk, time);
    let answered = match reader.submit(caller, &[operation]) {
        Ok(_) => true,
        Err(Failure::Refused(_)) => false,
        Err(failure) => panic!("{failure}"),
    };
    assert_eq!(reader.uncounted(), None);
    reader.close().unwrap();
    answered
}

fn ask(disk: &OnDisk, caller: &Caller, operation: Operation) -> bool {
    ask_at(disk, caller, operation, now())
}

/// Whose users were asked for and denied, as history has it.
fn denied(open: &OpenAccount) -> Vec<String> {
    let named = |item: &HistoryItem| match &item.deed {
        HistoryDeed::Noted(Note::Refused { operation, .. }) => match &**operation {
            Operation::GetUser(get) => get.user_name.clone(),
            other => Some(other.spec().name.to_owned()),
        },
        _ => None,
    };
    open.history().items().filter_map(named).collect()
}

fn used(open: &OpenAccount, of: &Caller) -> Option<(String, Timestamp)> {
    open.account().last_activity(id(of)).map(|used| (used.action.clone(), used.at))
}

fn lines(disk: &OnDisk) -> usize {
    fs::read_to_string(disk.path("asked.jsonl")).unwrap_or_default().lines().count()
}

/// Where lines end, and what lies next to that.
fn ends(bytes: &[u8]) -> impl Iterator<Item = usize> {
    let ends = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(offset, _)| offset);
    let around = move |offset: usize| [offset - 1, offset, offset + 1].into_iter().filter(|offset| *offset < bytes.len());
    ends.flat_map(around)
}

/// A line as it is left, with this in it.
fn sealed(json: &str) -> String {
    format!("{:016x} {json}\n", xxhash_rust::xxh3::xxh3_64(json.as_bytes()))
}

#[test]
fn whoever_has_it_open_to_read_only_sees_it_come_once() {
    let (disk, writer, alice) = open();
    assert!(ask(&disk, &alice, who_am_i()));
    let mut reading = opened_beside(&disk, minutes(20));
    assert!(!reading.take_in(), "that is known from the beginning");
    assert!(ask_at(&disk, &alice, who_am_i(), minutes(20)));
    assert!(reading.take_in() && !reading.take_in());
    assert_eq!(used(&reading, &alice), Some(("GetCallerIdentity".into(), minutes(20))));
    reading.close().unwrap();
    drop(writer);
}

#[test]
fn it_counts_there() {
    let (disk, mut writer, alice) = open();
    assert!(ask(&disk, &alice, who_am_i()));
    let reader = opened_beside(&disk, now());
    let seen = (used(&reader, &alice).map(|(action, _)| action), reader.history().revision());
    assert_eq!(seen, (Some("GetCallerIdentity".into()), 1), "who reads on sees it");
    assert_eq!(used(&writer, &alice), None);
    assert!(writer.take_in());
    assert_eq!((used(&writer, &alice), writer.history().revision()), (Some(("GetCallerIdentity".into(), now())), 2));
    assert!(!writer.take_in());

    // As it is written to, what was looked at included.
    writer.look(&alice, &[ListRoles::default().into()], now());
    ask(&disk, &alice, get_user("a"));
    run(&mut writer, create_user("bob"));
    assert_eq!((denied(&writer), writer.history().revision()), (vec!["a".into()], 4));
    // As something is taken back or made again.
    ask(&disk, &alice, get_user("b"));
    writer.undo(&Caller::ROOT, None).unwrap();
    ask(&disk, &alice, get_user("c"));
    writer.redo(&Caller::ROOT, None).unwrap();
    let deeds: Vec<_> = writer.history().items().skip(4).map(|item| matches!(item.deed, HistoryDeed::Noted(_))).collect();
    assert_eq!((deeds, denied(&writer).len()), (vec![true, false, true, false], 3));
    // As it is closed.
    ask(&disk, &alice, get_user("d"));
    writer.close().unwrap();
    let writer = disk.open();
    assert_eq!(denied(&writer), ["a", "b", "c", "d"]);
    // As it is opened again, though whoever had it is gone.
    ask(&disk, &alice, get_user("e"));
    drop(writer);
    let writer = disk.open();
    assert_eq!((denied(&writer), lines(&disk)), (["a", "b", "c", "d", "e"].map(str::to_owned).to_vec(), 0));
    assert_eq!(writer.notices(), <[String; 0]>::default());
}

#[test]
fn who_asked_may_be_gone_before_it_counts() {
    let (disk, mut writer, alice) = open();
    let mut reader = opened_beside(&disk, now());
    run(&mut writer, delete_user("alice"));
    reader.submit(&alice, &[get_user("a")]).unwrap_err();
    assert!(writer.take_in());
    assert_eq!(denied(&writer), ["a"]);
    let item = writer.history().items().next_back().unwrap();
    assert_eq!(writer.history().doer(item, writer.account()), "alice (deleted)");
}

#[test]
fn the_same_counts_once_in_a_quarter_of_an_hour_as_long_as_nothing_changes() {
    let (disk, mut writer, alice) = open();
    for _ in 0..3 {
        ask(&disk, &alice, get_user("a"));
        ask(&disk, &alice, who_am_i());
    }
    assert_eq!(lines(&disk), 2);
    ask_at(&disk, &alice, get_user("a"), minutes(14));
    assert_eq!(lines(&disk), 2);
    ask_at(&disk, &alice, get_user("a"), minutes(15));
    ask_at(&disk, &alice, who_am_i(), minutes(15));
    assert_eq!(lines(&disk), 4);
    assert!(writer.take_in());
    assert_eq!((denied(&writer).len(), writer.history().revision()), (2, 5));
    // What is in the history counts as what is still left does.
    ask_at(&disk, &alice, get_user("a"), minutes(16));
    assert_eq!(lines(&disk), 0);
    run(&mut writer, create_user("a"));
    ask_at(&disk, &alice, get_user("a"), minutes(17));
    ask_at(&disk, &alice, get_user("a"), minutes(18));
    assert_eq!(lines(&disk), 1, "another account may answer for other reasons");
    writer.close().unwrap();
    assert_eq!(denied(&disk.open()).len(), 3);
}

#[test]
fn what_was_used_since_stays_the_last() {
    let (disk, writer, alice) = open();
    ask_at(&disk, &alice, who_am_i(), minutes(1));
    ask_at(&disk, &alice, GetAccessKeyInfo { access_key_id: "AKIAIOSFODNN7EXAMPLE".into() }.into(), minutes(2));
    let left = fs::read(disk.path("asked.jsonl")).unwrap();
    drop(writer);
    fs::write(disk.path("asked.jsonl"), "").unwrap();
    let mut writer = disk.home.open(DEFAULT_ACCOUNT, Access::ReadWrite, at(minutes(9))).unwrap();
    writer.attempt(&alice, &[who_am_i()]).unwrap();
    fs::write(disk.path("asked.jsonl"), left).unwrap();
    assert!(writer.take_in());
    assert_eq!(used(&writer, &alice), Some(("GetCallerIdentity".into(), minutes(9))));
    let actions = writer.account().services_used_by(id(&alice)).next().unwrap().actions.clone();
    assert_eq!(actions["GetAccessKeyInfo"].at, minutes(2));
    assert_eq!(actions["GetCallerIdentity"].at, minutes(9));
    assert_eq!(writer.history().revision(), 3, "of what was asked for again nothing is left to tell");
}

/// The moments at which a crash can come between a line that is left and its being gone, once it is an entry.
#[test]
fn a_crash_neither_loses_nor_doubles_any() {
    let (disk, mut writer, alice) = open();
    ask(&disk, &alice, get_user("a"));
    ask(&disk, &alice, who_am_i());
    ask_at(&disk, &alice, who_am_i(), minutes(20));
    ask_at(&disk, &alice, get_user("b"), minutes(20));
    ask_at(&disk, &alice, get_user("a"), minutes(20));
    assert_eq!(lines(&disk), 5);
    let (left, before) = (fs::read(disk.path("asked.jsonl")).unwrap(), disk.copy());
    assert!(writer.take_in());
    assert_eq!(writer.history().revision(), 6);
    let (account, history) = (entities(writer.account()), items(writer.history()));
    drop(writer);
    let journal = "journal/000000000001.jsonl";
    let (short, whole) = (fs::read(before.path(journal)).unwrap().len(), fs::read(disk.path(journal)).unwrap());

    for length in (short..whole.len()).step_by(131).chain(ends(&whole)).filter(|length| *length >= short) {
        let crashed = before.copy();
        fs::write(crashed.path(journal), &whole[..length]).unwrap();
        // Two crashes in a row, the second with all of them made entries, and then an end in order.
        for context in ["once", "twice"] {
            fs::write(crashed.path("asked.jsonl"), &left).unwrap();
            let open = crashed.open();
            assert!(entities(open.account()) == account, "{context}, cut to {length}");
            assert_eq!((items(open.history()), lines(&crashed)), (history.clone(), 0), "{context}, cut to {length}");
        }
    }
    // What is left behind those lines meanwhile is told apart from them.
    let crashed = disk.copy();
    fs::write(crashed.path("asked.jsonl"), &left).unwrap();
    ask_at(&crashed, &alice, get_user("c"), minutes(20));
    assert_eq!(denied(&crashed.open()), ["a", "b", "a", "c"]);
}

#[test]
fn what_is_torn_or_damaged_takes_nothing_else_along() {
    let (disk, writer, alice) = open();
    for name in ["a", "b", "c"] {
        ask(&disk, &alice, get_user(name));
    }
    drop(writer);
    let left = fs::read(disk.path("asked.jsonl")).unwrap();
    // Only the end of a line is missing where all else is there.
    let line_at = |offset: usize| left[..=offset].split(|byte| *byte == b'\n').count() - 1;
    for offset in (0..left.len()).step_by(47).chain(ends(&left)) {
        let damaged = disk.copy();
        fs::write(damaged.path("asked.jsonl"), &left[..offset]).unwrap();
        ask(&damaged, &alice, get_user("d"));
        let open = damaged.open();
        let expected: Vec<_> = ["a", "b", "c"][..line_at(offset)].iter().chain(&["d"]).map(|name| (*name).to_owned()).collect();
        assert_eq!((denied(&open), lines(&damaged)), (expected, 0), "cut to {offset}");
        drop(open);

        let mut bytes = left.clone();
        bytes[offset] ^= 0x41;
        fs::write(damaged.path("asked.jsonl"), bytes).unwrap();
        let open = damaged.open();
        assert!(denied(&open).len() >= 3, "byte {offset}");
        assert_eq!(open.notices().iter().filter(|notice| notice.contains("asked.jsonl")).count(), 0);
    }
}

#[test]
fn only_reads_count_and_what_a_later_version_leaves_is_kept_for_it() {
    let (disk, mut writer, alice) = open();
    ask(&disk, &alice, get_user("a"));
    let left = fs::read_to_string(disk.path("asked.jsonl")).unwrap();
    let json = &left.trim_end()[17..];
    let later = sealed(&json.replace("\"GetUser\"", "\"DreamOfUser\""));
    let deletion = sealed(&json.replace("{\"GetUser\":", "{\"DeleteUser\":"));
    let undo = r#"{"undid":{"revision":1,"edits":[]}}"#;
    let deed = json.find("\"deed\":").unwrap() + 7;
    let undone = sealed(&format!("{}{undo}}}}}", &json[..deed]));
    // Of another life of the account: it was reset since.
    let earlier = sealed(&json.replace("\"revision\":1", "\"revision\":99").replace("\"a\"", "\"z\""));
    assert!([&deletion, &undone, &earlier].iter().all(|line| line.len() > 100 && **line != left));
    fs::write(disk.path("asked.jsonl"), [&*later, &deletion, &undone, &earlier, &left, &later].concat()).unwrap();
    assert!(writer.take_in());
    assert_eq!((denied(&writer), writer.history().revision()), (vec!["a".into()], 2));
    assert_eq!(fs::read_to_string(disk.path("asked.jsonl")).unwrap(), [&*later, &later].concat());
    assert!(!writer.take_in());
    ask(&disk, &alice, get_user("b"));
    assert!(writer.take_in());
    writer.close().unwrap();
    assert_eq!(denied(&disk.open()), ["a", "b"]);
    assert_eq!(fs::read_to_string(disk.path("asked.jsonl")).unwrap(), [&*later, &later].concat());
}

/// A thing in the place of the file, and how it is known to be as it was.
type Thing = (&'static str, fn(&OnDisk), fn(&OnDisk) -> bool);

/// Where that would be lies something else: it is neither followed nor emptied, and keeps nobody from anything.
#[cfg(unix)]
#[test]
fn what_lies_in_the_place_of_the_file_keeps_nobody_from_anything() {
    let things: [Thing; 4] = [
        (
            "a link",
            |disk| {
                fs::write(disk.directory.path().join("elsewhere"), "precious").unwrap();
                std::os::unix::fs::symlink(disk.directory.path().join("elsewhere"), disk.path("asked.jsonl")).unwrap();
            },
            |disk| fs::read_to_string(disk.directory.path().join("elsewhere")).unwrap() == "precious",
        ),
        ("a directory", |disk| fs::create_dir(disk.path("asked.jsonl")).unwrap(), |disk| disk.path("asked.jsonl").is_dir()),
        (
            "a pipe",
            |disk| assert!(std::process::Command::new("mkfifo").arg(disk.path("asked.jsonl")).status().unwrap().success()),
            |disk| !disk.path("asked.jsonl").is_file(),
        ),
        (
            "more than is ever left",
            |disk| fs::write(disk.path("asked.jsonl"), vec![b'x'; 5 << 20]).unwrap(),
            |disk| fs::metadata(disk.path("asked.jsonl")).unwrap().len() == 5 << 20,
        ),
    ];
    for (what, put, is_there) in things {
        let (disk, mut writer, alice) = open();
        put(&disk);
        let told = |why: Option<String>| why.is_some_and(|why| why.contains("asked.jsonl") && why.contains("does not count now"));
        let mut reader = opened_beside(&disk, now());
        reader.submit(&alice, &[who_am_i()]).unwrap();
        assert!(matches!(reader.submit(&alice, &[get_user("a")]), Err(Failure::Refused(_))), "{what}");
        reader.close().unwrap_or_else(|error| assert!(error.to_string().contains("asked.jsonl"), "{error}"));
        for access in [Access::ReadOnly, Access::Beside] {
            // A pipe is empty, as far as one who does not read it knows.
            let opened = disk.try_open(access).unwrap();
            assert!(opened.notices().iter().any(|notice| told(Some(notice.clone()))), "{what}: {:?}", opened.notices());
        }
        writer.take_in();
        let is_told = told(writer.uncounted());
        assert!(is_told || what == "a pipe", "{what}");
        run(&mut writer, create_user("bob"));
        writer.undo(&Caller::ROOT, None).unwrap();
        assert!(!told(writer.uncounted()), "{what}: it is told once");
        writer.close().unwrap();
        let opened = disk.open();
        assert_eq!(opened.history().revision(), 3);
        drop(opened);
        assert!(is_there(&disk), "{what}");
    }
}

#[test]
fn who_does_not_let_go_of_the_file_keeps_nobody_from_anything() {
    let (disk, mut writer, alice) = open();
    ask(&disk, &alice, get_user("a"));
    let held = fs::File::open(disk.path("asked.jsonl")).unwrap();
    held.lock().unwrap();
    let mut reader = opened_beside(&disk, now());
    reader.submit(&alice, &[get_user("b")]).unwrap_err();
    let why = reader.uncounted().unwrap();
    assert!(why.contains("asked.jsonl can't be locked (another process does not let go of it)"), "{why}");
    run(&mut writer, create_user("bob"));
    assert!(writer.uncounted().unwrap().contains("can't be locked"));
    assert_eq!(denied(&writer), <[String; 0]>::default());
    drop(held);
    writer.close().unwrap();
    assert_eq!(denied(&disk.open()), ["a"], "nothing that was left is lost");
}

#[test]
fn a_file_that_is_full_takes_no_more_and_what_is_asked_is_answered() {
    let (disk, mut writer, alice) = open();
    ask(&disk, &alice, get_user("a"));
    let left = fs::read_to_string(disk.path("asked.jsonl")).unwrap();
    let json = &left.trim_end()[17..];
    let named = |number: usize| sealed(&json.replace("\"a\"", &format!("\"a{number:06}\"")));
    let most = (4 << 20) / named(0).len();
    let lines_of_it: String = (0..most).map(named).collect();
    let full = format!("{lines_of_it}{:x>1$}", "", (4 << 20) - 9 - lines_of_it.len());
    fs::write(disk.path("asked.jsonl"), &full).unwrap();
    let mut reader = opened_beside(&disk, now());
    reader.submit(&alice, &[get_user("b")]).unwrap_err();
    let why = reader.uncounted().unwrap();
    assert!(why.contains("asked.jsonl is too full: end the window or command that has the account open"), "{why}");
    assert_eq!(fs::metadata(disk.path("asked.jsonl")).unwrap().len(), full.len() as u64);
    assert!(writer.take_in());
    assert_eq!((writer.history().revision(), lines(&disk)), (1 + most as u64, 0));
    assert!(!ask(&disk, &alice, get_user("b")));
}

#[test]
fn it_goes_with_the_account() {
    let (disk, writer, alice) = open();
    ask(&disk, &alice, who_am_i());
    ask(&disk, &alice, get_user("a"));
    // A copy of an account that is open has it in its state, as it has all that is done.
    disk.home.copy(DEFAULT_ACCOUNT, "copy", now()).unwrap();
    let copy = disk.home.open("copy", Access::ReadWrite, repeatable()).unwrap();
    assert_eq!((used(&copy, &alice).is_some(), copy.history().revision()), (true, 0));
    assert_eq!(lines(&disk), 2);
    drop(writer);
    let mut reader = opened_beside(&disk, now());
    disk.home.reset(DEFAULT_ACCOUNT, now()).unwrap();
    let trash = disk.home.folder_of("").join("../trash");
    assert!(trash.join("practice-20261123T211405Z/asked.jsonl").is_file());
    // Who asked before that, and was late, asked another account.
    reader.submit(&alice, &[get_user("b")]).unwrap_err();
    assert_eq!(lines(&disk), 1);
    let open = disk.open();
    assert_eq!((denied(&open), open.history().revision(), open.notices()), (vec![], 0, &[][..]));
    drop(open);
    disk.home.delete(DEFAULT_ACCOUNT, now()).unwrap();
    reader.submit(&alice, &[get_user("c")]).unwrap_err();
    assert!(reader.uncounted().is_some_and(|why| why.contains("asked.jsonl")));
    assert_eq!(disk.names(""), <[String; 0]>::default());
}
