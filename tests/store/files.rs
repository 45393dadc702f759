//! The files of an account: checkpoints, segments, and that nobody else can read them.

use iam_console::account::caller::Caller;
use iam_console::store::*;

use super::common::{env, now};
use super::place::*;

#[test]
fn a_clean_close_leaves_a_checkpoint_and_the_journal_goes_on_in_a_new_segment() {
    let disk = OnDisk::new();
    disk.open().close().unwrap();
    assert_eq!((disk.names("checkpoints"), disk.names("journal")), (vec![], vec![]), "nothing happened yet");
    for round in 1..=7 {
        let mut open = disk.open();
        run(&mut open, create_user(&format!("user-{round}")));
        run(&mut open, create_group(&format!("group-{round}")));
        open.close().unwrap();
        disk.open().close().unwrap();
    }
    let named = |revisions: &[u64], extension: &str| -> Vec<String> {
        revisions.iter().map(|revision| format!("{revision:012}.{extension}")).collect()
    };
    assert_eq!(disk.names("checkpoints"), named(&[6, 8, 10, 12, 14], "json"), "the last five are kept");
    assert_eq!(disk.names("journal"), named(&[1, 3, 5, 7, 9, 11, 13], "jsonl"), "all segments are kept");
    let mut open = disk.open();
    assert_eq!((open.history().revision(), open.notices()), (14, &[][..]));
    open.undo(&Caller::ROOT, Some(1)).unwrap();
    assert!(open.account().user_named("user-1").is_none());
}

#[test]
fn after_a_crash_the_segment_goes_on() {
    let disk = OnDisk::new();
    for name in ["alice", "bob"] {
        let mut open = disk.open();
        run(&mut open, create_user(name));
        drop(open);
    }
    assert_eq!(disk.names("journal"), ["000000000001.jsonl"]);
    let open = disk.open();
    assert_eq!(
        open.notices(),
        ["The program had been interrupted: its last change was carried over from the journal, and nothing is lost."]
    );
}

#[test]
fn a_thousand_entries_leave_a_checkpoint_without_closing() {
    let disk = OnDisk::new();
    let mut ledger = disk.home.ledger(DEFAULT_ACCOUNT, Access::ReadWrite, now()).unwrap();
    ledger.load().unwrap();
    let note = Note::Refused {
        operation: Box::new(create_user("x")),
        code: "LimitExceeded".into(),
        message: "Cannot exceed quota".into(),
        is_explicit_deny: None,
        session: Vec::new(),
        uses: Vec::new(),
    };
    for _ in 0..999 {
        ledger.commit(now(), &Caller::ROOT, Deed::Noted(note.clone())).unwrap();
    }
    ledger.settle().unwrap();
    assert_eq!(disk.names("checkpoints").len(), 0);
    ledger.commit(now(), &Caller::ROOT, Deed::Noted(note.clone())).unwrap();
    ledger.settle().unwrap();
    assert_eq!(disk.names("checkpoints"), ["000000001000.json"]);
    ledger.commit(now(), &Caller::ROOT, Deed::Noted(note)).unwrap();
    assert_eq!(disk.names("journal"), ["000000000001.jsonl", "000000001001.jsonl"]);
    drop(ledger);
    assert_eq!(disk.open().history().revision(), 1001);
}

#[test]
fn nothing_can_be_done_with_a_ledger_that_is_closed() {
    let disk = OnDisk::new();
    let mut ledger = disk.home.ledger(DEFAULT_ACCOUNT, Access::ReadWrite, now()).unwrap();
    let note = Note::Refused {
        operation: Box::new(create_user("x")),
        code: String::new(),
        message: String::new(),
        is_explicit_deny: None,
        session: Vec::new(),
        uses: Vec::new(),
    };
    let closed = StoreError::Closed { account: "practice".into() };
    for _ in 0..2 {
        assert_eq!(ledger.commit(now(), &Caller::ROOT, Deed::Noted(note.clone())), Err(closed.clone()));
        assert_eq!(ledger.settle(), Err(closed.clone()));
        assert_eq!(ledger.entry(1), Err(closed.clone()));
        assert_eq!(ledger.close(), Err(closed.clone()));
        ledger.load().unwrap();
        ledger.commit(now(), &Caller::ROOT, Deed::Noted(note.clone())).unwrap();
        ledger.close().unwrap();
    }
    assert_eq!(disk.open().history().revision(), 2);
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read_them() {
    use std::os::unix::fs::PermissionsExt;
    let disk = OnDisk::new();
    disk.home.create("other", &mut env()).unwrap();
    let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let check = |when: &str| {
        let root = disk.home.folder_of("").join("..").canonicalize().unwrap();
        for path in walk(&root) {
            assert_eq!(mode(&path), 0o600, "{when}: {}", path.display());
            for above in path.ancestors().skip(1).take_while(|above| above.starts_with(&root)) {
                assert_eq!(mode(above), 0o700, "{when}: {}", above.display());
            }
        }
    };
    check("new");
    let mut open = disk.open();
    run(&mut open, create_user("alice"));
    open.settle().unwrap();
    check("open");
    open.close().unwrap();
    disk.open().close().unwrap();
    disk.home.copy(DEFAULT_ACCOUNT, "copy", now()).unwrap();
    disk.home.reset(DEFAULT_ACCOUNT, now()).unwrap();
    check("closed, copied and reset");
}

#[test]
fn an_account_that_is_moved_or_removed_while_it_is_open_takes_no_more_changes() {
    let removed = |disk: &OnDisk| std::fs::remove_dir_all(disk.path("")).unwrap();
    let moved = |disk: &OnDisk| std::fs::rename(disk.path(""), disk.home.folder_of("elsewhere")).unwrap();
    let replaced = |disk: &OnDisk| {
        std::fs::rename(disk.path(""), disk.home.folder_of("elsewhere")).unwrap();
        disk.home.create(DEFAULT_ACCOUNT, &mut env()).unwrap();
    };
    let without_its_journal = |disk: &OnDisk| std::fs::remove_dir_all(disk.path("journal")).unwrap();
    for (how, change) in [
        ("removed", &removed as &dyn Fn(&OnDisk)),
        ("moved", &moved),
        ("replaced", &replaced),
        ("without its journal", &without_its_journal),
    ] {
        let disk = OnDisk::new();
        let mut open = disk.open();
        run(&mut open, create_user("alice"));
        change(&disk);
        let before = disk.names("");
        for _ in 0..2 {
            let Err(Failure::Store(gone @ StoreError::Gone { .. })) = open.submit(&Caller::ROOT, &[create_user("bob")]) else {
                panic!("{how}: acknowledged")
            };
            let gone = gone.to_string();
            assert!(gone.contains(" was moved or removed while the account was open"), "{how}: {gone}");
            assert!(gone.ends_with("put its folder back, then open the account again."), "{how}: {gone}");
        }
        assert!(open.account().user_named("bob").is_none());
        open.close().unwrap();
        assert_eq!(disk.names(""), before, "{how}: nothing is written in its place");
        if how == "moved" {
            std::fs::rename(disk.home.folder_of("elsewhere"), disk.path("")).unwrap();
            let mut again = disk.open();
            assert_eq!(run(&mut again, create_user("bob")), 2, "the remedy that is told is one");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_link_in_the_place_of_the_lock_is_not_followed() {
    let disk = OnDisk::new();
    let elsewhere = disk.directory.path().join("precious");
    std::fs::write(&elsewhere, "precious").unwrap();
    std::fs::remove_file(disk.path("lock")).unwrap();
    std::os::unix::fs::symlink(&elsewhere, disk.path("lock")).unwrap();
    assert!(disk.try_open(Access::ReadWrite).err().unwrap().to_string().contains("it is a symbolic link"));
    assert_eq!(std::fs::read_to_string(&elsewhere).unwrap(), "precious");
}
