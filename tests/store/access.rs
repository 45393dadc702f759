//! Who may open an account: one writer, any number of readers, and nobody what a later version wrote.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use iam_console::account::caller::Caller;
use iam_console::store::*;

use super::common::now;
use super::place::*;

/// Every file below a directory with what it holds and when it was changed, and every directory.
fn footprint(directory: &Path) -> Vec<(String, Vec<u8>, SystemTime)> {
    let files = walk(directory).into_iter();
    files.map(|path| (path.display().to_string(), fs::read(&path).unwrap(), fs::metadata(&path).unwrap().modified().unwrap())).collect()
}

#[test]
fn only_one_opening_writes() {
    let disk = OnDisk::new();
    let first = disk.open();
    let locked = StoreError::Locked { account: "practice".into(), pid: Some(std::process::id()) };
    assert_eq!(disk.try_open(Access::ReadWrite).err(), Some(locked.clone()));
    let said = format!(
        "The account practice is open in another window or command (process {}), and only one can write: end that one, or open the account to read only.",
        std::process::id()
    );
    assert_eq!(locked.to_string(), said);
    assert_eq!(disk.home.reset(DEFAULT_ACCOUNT, now()), Err(locked.clone()));
    assert_eq!(disk.home.delete(DEFAULT_ACCOUNT, now()), Err(locked));
    first.close().unwrap();
    disk.open().close().unwrap();
    drop(disk.open());
    disk.open().close().unwrap();
}

#[test]
fn a_reader_sees_what_a_writer_has_acknowledged() {
    let disk = OnDisk::new();
    let mut writer = disk.open();
    for name in ["alice", "bob"] {
        run(&mut writer, create_user(name));
        let reader = disk.try_open(Access::ReadOnly).unwrap();
        assert!(entities(reader.account()) == entities(writer.account()));
        assert_eq!(items(reader.history()), items(writer.history()));
        assert_eq!(reader.notices(), <[String; 0]>::default());
    }
    writer.close().unwrap();
}

#[test]
fn a_reader_changes_not_a_byte() {
    let disk = OnDisk::new();
    let mut open = disk.open();
    run(&mut open, create_user("alice"));
    open.settle().unwrap();
    run(&mut open, create_user("bob"));
    drop(open);
    // Something to repair, were it open to write.
    fs::write(disk.path("journal/000000000001.jsonl"), [&fs::read(disk.path("journal/000000000001.jsonl")).unwrap()[..], b"torn"].concat())
        .unwrap();
    fs::write(disk.path("account.json"), "damaged").unwrap();
    let before = footprint(disk.directory.path());

    let mut open = disk.try_open(Access::ReadOnly).unwrap();
    assert_eq!(open.notices().len(), 2, "{:?}", open.notices());
    assert_eq!(open.read_only(), Some("--read-only was asked for"));
    assert!(open.account().user_named("bob").is_some());
    let read_only = StoreError::ReadOnly { account: "practice".into(), why: "--read-only was asked for".into() };
    assert_eq!(open.submit(&Caller::ROOT, &[create_user("carol")]), Err(Failure::Store(read_only.clone())));
    assert_eq!(open.undo(&Caller::ROOT, None), Err(Failure::Store(read_only)));
    assert!(matches!(open.submit(&Caller::ROOT, &[create_user("bob")]), Err(Failure::Refused(_))), "a refusal is answered, not noted");
    assert!(open.account().user_named("carol").is_none() && open.account().user_named("bob").is_some());
    assert_eq!(open.history().revision(), 2);
    open.settle().unwrap();
    open.close().unwrap();
    assert!(footprint(disk.directory.path()) == before);

    let error = disk.home.open_or_create("absent", Access::ReadOnly, repeatable()).err().unwrap();
    assert_eq!(error, StoreError::NoSuchAccount { account: "absent".into() });
    assert!(footprint(disk.directory.path()) == before);
}

#[test]
fn what_a_later_version_wrote_is_left_alone() {
    let disk = OnDisk::new();
    disk.open().close().unwrap();
    let text = fs::read_to_string(disk.path("account.json")).unwrap();
    fs::write(disk.path("account.json"), text.replace("\"format\":2", "\"format\":3")).unwrap();
    let before = footprint(disk.directory.path());
    let newer = StoreError::NewerFormat { account: "practice".into(), format: 3, known: 2 };
    assert_eq!(
        newer.to_string(),
        "The account practice was written by a later version of this program (format 3, this one knows up to 2) and is left as it is: \
         update the program."
    );
    for access in [Access::ReadWrite, Access::ReadOnly] {
        assert_eq!(disk.try_open(access).err(), Some(newer.clone()));
        assert_eq!(disk.home.open_or_create(DEFAULT_ACCOUNT, access, repeatable()).err(), Some(newer.clone()));
    }
    assert_eq!(disk.home.reset(DEFAULT_ACCOUNT, now()), Err(newer.clone()));
    assert_eq!(disk.home.delete(DEFAULT_ACCOUNT, now()), Err(newer.clone()));
    assert_eq!(disk.home.copy(DEFAULT_ACCOUNT, "other", now()), Err(newer.clone()));
    assert_eq!(disk.home.list().unwrap(), [Listed { name: "practice".into(), summary: Err(newer) }]);
    assert!(footprint(disk.directory.path()) == before);
}

#[test]
fn a_folder_that_is_no_account_is_left_alone() {
    let disk = OnDisk::new();
    let accounts = disk.home.folder_of("");
    fs::create_dir_all(accounts.join("photos")).unwrap();
    fs::write(accounts.join("photos/cat.jpg"), [0xff, 0xd8]).unwrap();
    fs::create_dir_all(accounts.join("unreadable")).unwrap();
    fs::write(accounts.join("unreadable/account.json"), "{\"name\":\"someone else's\"}").unwrap();
    fs::create_dir_all(accounts.join("nested/account.json")).unwrap();
    fs::write(accounts.join("file"), "").unwrap();
    let before = footprint(disk.directory.path());
    for name in ["photos", "unreadable", "nested", "file"] {
        let no_account = StoreError::NotAnAccount { path: disk.home.folder_of(name) };
        for access in [Access::ReadWrite, Access::ReadOnly] {
            assert_eq!(disk.home.open(name, access, repeatable()).err(), Some(no_account.clone()), "{name}");
        }
        assert_eq!(disk.home.delete(name, now()), Err(no_account.clone()));
        assert_eq!(disk.home.reset(name, now()), Err(no_account.clone()));
        assert_eq!(disk.home.create(name, &mut super::common::env()).err(), Some(StoreError::AccountExists { account: name.into() }));
        assert!(no_account.to_string().contains("is no account of this program"), "{no_account}");
    }
    assert!(footprint(disk.directory.path()) == before);
    let sound: Vec<String> =
        disk.home.list().unwrap().into_iter().filter(|listed| listed.summary.is_ok()).map(|listed| listed.name).collect();
    assert_eq!(sound, ["practice"]);
}

#[test]
fn a_home_that_is_read_only_refuses_whatever_would_change_an_account() {
    let disk = OnDisk::new();
    drop(disk.open());
    fs::create_dir(disk.home.folder_of("").join("../trash/lab-20261123T211405Z")).unwrap();
    let before = footprint(disk.directory.path());
    let home = disk.home.clone().read_only();
    let refused = StoreError::ReadOnlyHome;
    assert_eq!(home.check_access(), Err(refused.clone()));
    assert_eq!(home.create("lab", &mut super::common::env()).err(), Some(refused.clone()));
    assert_eq!(home.copy(DEFAULT_ACCOUNT, "lab", now()).err(), Some(refused.clone()));
    assert_eq!(home.reset(DEFAULT_ACCOUNT, now()), Err(refused.clone()));
    assert_eq!(home.delete(DEFAULT_ACCOUNT, now()), Err(refused.clone()));
    assert_eq!(home.empty_trash(), Err(refused.clone()));
    assert_eq!(refused.to_string(), "The accounts are open to read only, so nothing was changed: --read-only was asked for.");

    let open = home.open(DEFAULT_ACCOUNT, Access::ReadWrite, repeatable()).unwrap();
    assert_eq!(open.read_only(), Some("--read-only was asked for"));
    let nothing = Home::at(disk.directory.path().join("elsewhere")).read_only();
    let error = nothing.open_or_create(DEFAULT_ACCOUNT, Access::ReadWrite, repeatable()).err();
    assert_eq!(error, Some(StoreError::NoSuchAccount { account: "practice".into() }));
    assert!(footprint(disk.directory.path()) == before);
}

#[test]
fn only_the_default_account_is_made_where_it_is_missing() {
    let disk = OnDisk::new();
    let absent = StoreError::NoSuchAccount { account: "absent".into() };
    assert_eq!(disk.home.open_or_create("absent", Access::ReadWrite, repeatable()).err(), Some(absent));
}

#[test]
fn a_line_that_is_being_written_is_not_there_yet_for_a_reader() {
    let disk = OnDisk::new();
    let mut writer = disk.open();
    run(&mut writer, create_user("alice"));
    let journal = disk.path("journal/000000000001.jsonl");
    fs::write(&journal, [&fs::read(&journal).unwrap()[..], b"0123456789abcdef {\"digest\""].concat()).unwrap();
    let reader = disk.try_open(Access::ReadOnly).unwrap();
    assert_eq!((reader.notices(), reader.history().revision()), (&[][..], 1));
    drop(writer);
    assert_eq!(disk.try_open(Access::ReadOnly).unwrap().notices().len(), 1, "nobody writes it any more");
}
