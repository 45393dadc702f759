//! The home of all accounts: making, listing, copying, resetting, throwing away.

use std::fs;
use std::path::PathBuf;

use iam_console::account::caller::Caller;
use iam_console::store::*;
use tempfile::TempDir;

use super::common::{env, now};
use super::place::*;

#[test]
fn an_account_is_made_once_and_then_opened() {
    let directory = TempDir::new().unwrap();
    let home = Home::at(directory.path().join("deep/home"));
    assert_eq!(home.list().unwrap(), []);
    let Opened { mut account, root_password } = home.open_or_create(DEFAULT_ACCOUNT, Access::ReadWrite, repeatable()).unwrap();
    assert!(root_password.is_some_and(|password| password.reveal().len() >= 8));
    assert_eq!((account.notices(), account.read_only(), account.history().revision()), (&[][..], None, 0));
    assert_eq!(account.account().root().unwrap().email, "root@practice.example.com");
    let id = account.account().id();
    run(&mut account, create_user("alice"));
    account.close().unwrap();

    let Opened { account, root_password } = home.open_or_create(DEFAULT_ACCOUNT, Access::ReadWrite, repeatable()).unwrap();
    assert_eq!((root_password, account.account().id()), (None, id));
    assert!(account.account().user_named("alice").is_some());
    let summary = Summary { account_id: id, created: now(), revision: 1 };
    assert_eq!(home.list().unwrap(), [Listed { name: "practice".into(), summary: Ok(summary) }]);
}

#[test]
fn the_list_has_every_account_and_how_far_it_is() {
    let disk = OnDisk::new();
    disk.home.create("a.second_one-2", &mut env()).unwrap();
    let mut open = disk.open();
    let revision = |disk: &OnDisk| disk.home.list().unwrap()[1].summary.clone().unwrap().revision;
    assert_eq!(revision(&disk), 0);
    for number in 1..=3 {
        run(&mut open, create_user(&format!("user-{number}")));
        assert_eq!(revision(&disk), number);
    }
    open.close().unwrap();
    assert_eq!(revision(&disk), 3);
    let names: Vec<String> = disk.home.list().unwrap().into_iter().map(|listed| listed.name).collect();
    assert_eq!(names, ["a.second_one-2", "practice"]);
}

#[test]
fn names_are_checked_and_taken_names_refused() {
    let disk = OnDisk::new();
    let bad = StoreError::BadName { name: "../practice".into() };
    assert_eq!(disk.home.create("../practice", &mut env()).err(), Some(bad.clone()));
    assert_eq!(disk.home.open("../practice", Access::ReadOnly, repeatable()).err(), Some(bad.clone()));
    assert_eq!(disk.home.delete("../practice", now()), Err(bad.clone()));
    assert_eq!(disk.home.copy(DEFAULT_ACCOUNT, "../practice", now()), Err(bad));
    let exists = StoreError::AccountExists { account: "practice".into() };
    assert_eq!(disk.home.create(DEFAULT_ACCOUNT, &mut env()).err(), Some(exists.clone()));
    assert_eq!(disk.home.copy(DEFAULT_ACCOUNT, DEFAULT_ACCOUNT, now()), Err(exists));
    let absent = StoreError::NoSuchAccount { account: "absent".into() };
    assert_eq!(disk.home.copy("absent", "other", now()), Err(absent.clone()));
    assert_eq!(disk.home.reset("absent", now()), Err(absent.clone()));
    assert_eq!(disk.home.delete("absent", now()), Err(absent.clone()));
    assert_eq!(disk.home.open("absent", Access::ReadWrite, repeatable()).err(), Some(absent));
}

#[test]
fn a_copy_begins_with_the_present_state_closed_or_open() {
    let disk = OnDisk::new();
    let mut open = disk.open();
    run(&mut open, create_user("alice"));
    open.settle().unwrap();
    run(&mut open, create_user("bob"));
    assert_eq!(disk.home.copy(DEFAULT_ACCOUNT, "while-open", now()), Ok(vec![]));
    let present = entities(open.account());
    open.close().unwrap();
    assert_eq!(disk.home.copy(DEFAULT_ACCOUNT, "when-closed", now()), Ok(vec![]));

    for name in ["while-open", "when-closed"] {
        let mut copy = disk.home.open(name, Access::ReadWrite, repeatable()).unwrap();
        assert!(entities(copy.account()) == present, "{name}");
        assert_eq!(copy.account().id(), disk.home.list().unwrap()[0].summary.clone().unwrap().account_id);
        assert_eq!((copy.history().revision(), copy.notices().len()), (0, 0));
        assert!(matches!(copy.undo(&Caller::ROOT, None), Err(Failure::NotUndoable(_))));
        run(&mut copy, create_user("carol"));
        copy.close().unwrap();
        // The copy's own beginning is what it goes back to.
        disk.home.reset(name, now()).unwrap();
        let copy = disk.home.open(name, Access::ReadWrite, repeatable()).unwrap();
        assert!(entities(copy.account()) == present, "{name}");
    }
    assert!(entities(disk.open().account()) == present, "the source is as it was");
}

/// How many accounts went for good, where nothing else lay there.
fn emptied(home: &Home) -> usize {
    let emptied = home.empty_trash().unwrap();
    assert_eq!(emptied.left, <[PathBuf; 0]>::default());
    emptied.accounts
}

#[test]
fn what_is_no_accounts_is_not_thrown_away() {
    let disk = OnDisk::new();
    disk.home.delete(DEFAULT_ACCOUNT, now()).unwrap();
    let trash = disk.home.folder_of("").join("../trash");
    fs::create_dir(trash.join("photos")).unwrap();
    fs::write(trash.join("photos/one.jpg"), "one").unwrap();
    fs::write(trash.join("notes"), "all").unwrap();
    let emptied = disk.home.empty_trash().unwrap();
    assert_eq!((emptied.accounts, emptied.left.len()), (1, 2));
    assert!(emptied.to_string().starts_with("Deleted 1 account for good. Left where it is, since it is no account's: "), "{emptied}");
    assert!(trash.join("photos/one.jpg").is_file() && trash.join("notes").is_file());
}

#[test]
fn what_a_file_manager_leaves_in_an_account_does_not_keep_it() {
    let disk = OnDisk::new();
    let trash = disk.home.folder_of("").join("../trash");
    let trashed = |name: &str| {
        let folder = fs::read_dir(&trash).unwrap().map(|entry| entry.unwrap().path()).find(|path| !path.join(".DS_Store").exists());
        fs::rename(folder.unwrap(), trash.join(name)).unwrap();
        fs::write(trash.join(name).join(".DS_Store"), "mine").unwrap();
    };
    let mut open = disk.open();
    run(&mut open, create_user("alice"));
    open.close().unwrap();
    // Of a reset there is no metadata in the trash, of what can't be read none that is whole.
    disk.home.reset(DEFAULT_ACCOUNT, now()).unwrap();
    trashed("of-a-reset");
    disk.open().close().unwrap();
    disk.home.reset(DEFAULT_ACCOUNT, now()).unwrap();
    trashed("of-a-reset-without-changes");
    fs::write(disk.path("account.json"), "junk").unwrap();
    disk.home.delete(DEFAULT_ACCOUNT, now()).unwrap();
    trashed("damaged");
    disk.home.create(DEFAULT_ACCOUNT, &mut env()).unwrap();
    disk.home.delete(DEFAULT_ACCOUNT, now()).unwrap();
    trashed("whole");
    fs::create_dir_all(trash.join("diary/journal")).unwrap();
    fs::write(trash.join("diary/journal/monday.jsonl"), "rain").unwrap();
    fs::write(trash.join("diary/account.json"), "{\"money\": 5}").unwrap();
    fs::write(trash.join("diary/cover.jpg"), "sun").unwrap();

    let emptied = disk.home.empty_trash().unwrap();
    assert_eq!(emptied.accounts, 4);
    let ours = ["damaged", "of-a-reset", "of-a-reset-without-changes", "whole"];
    let left: Vec<PathBuf> = ours.iter().map(|name| trash.join(name).join(".DS_Store")).collect();
    for path in &left {
        let beside: Vec<PathBuf> = fs::read_dir(path.parent().unwrap()).unwrap().map(|entry| entry.unwrap().path()).collect();
        assert_eq!(beside.len(), 1, "{beside:?}");
    }
    let mut told = emptied.left.clone();
    told.sort();
    let mut expected = [left, vec![trash.join("diary")]].concat();
    expected.sort();
    let canonical = |paths: Vec<PathBuf>| paths.into_iter().map(|path| path.canonicalize().unwrap()).collect::<Vec<_>>();
    assert_eq!(canonical(told), canonical(expected));
    assert!(trash.join("diary/journal/monday.jsonl").is_file() && trash.join("diary/account.json").is_file());
}

#[cfg(unix)]
#[test]
fn a_trash_that_leads_elsewhere_is_not_emptied() {
    let disk = OnDisk::new();
    let elsewhere = tempfile::tempdir().unwrap();
    fs::create_dir(elsewhere.path().join("empty")).unwrap();
    let trash = disk.home.folder_of("").join("../trash");
    fs::remove_dir_all(&trash).unwrap();
    std::os::unix::fs::symlink(elsewhere.path(), &trash).unwrap();
    let error = disk.home.empty_trash().unwrap_err();
    assert!(matches!(error, StoreError::Linked { .. }), "{error}");
    assert!(elsewhere.path().join("empty").is_dir());
}

#[cfg(unix)]
#[test]
fn where_nobody_can_look_no_account_is_made() {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("accounts"), "").unwrap();
    let opened = Home::at(directory.path()).open_or_create(DEFAULT_ACCOUNT, Access::ReadWrite, surroundings());
    let error = opened.err().unwrap().to_string();
    assert!(error.contains("accounts/practice can't be looked for ("), "{error}");
    assert!(!directory.path().join("trash").exists());
}

#[cfg(unix)]
#[test]
fn an_account_that_lies_elsewhere_is_not_deleted_by_its_link() {
    let disk = OnDisk::new();
    disk.open().close().unwrap();
    let elsewhere = disk.directory.path().join("elsewhere");
    fs::rename(disk.path(""), &elsewhere).unwrap();
    let link = disk.home.folder_of(DEFAULT_ACCOUNT);
    std::os::unix::fs::symlink(&elsewhere, &link).unwrap();
    assert_eq!(disk.home.delete(DEFAULT_ACCOUNT, now()), Err(StoreError::Linked { path: link.clone() }));
    assert!(link.is_symlink() && elsewhere.join("account.json").is_file());
}

#[test]
fn reset_goes_back_to_the_beginning_and_keeps_what_was_in_the_trash() {
    let disk = OnDisk::new();
    let mut open = disk.open();
    let (origin, id) = (entities(open.account()), open.account().id());
    run(&mut open, create_user("alice"));
    open.close().unwrap();
    disk.home.reset(DEFAULT_ACCOUNT, now()).unwrap();

    let mut open = disk.open();
    assert!(entities(open.account()) == origin);
    assert_eq!((open.account().id(), open.history().revision(), open.notices()), (id, 0, &[][..]));
    assert_eq!(run(&mut open, create_user("bob")), 1);
    open.close().unwrap();
    disk.home.reset(DEFAULT_ACCOUNT, now()).unwrap();

    let trash = disk.home.folder_of("").join("../trash");
    assert!(trash.join("practice-20261123T211405Z/journal/000000000001.jsonl").is_file());
    assert!(trash.join("practice-20261123T211405Z-2/checkpoints/000000000001.json").is_file(), "a second one has its own place");
    assert_eq!(emptied(&disk.home), 2);
    assert_eq!(emptied(&disk.home), 0);
    assert!(entities(disk.open().account()) == origin);
}

#[test]
fn reset_needs_the_beginning() {
    let disk = OnDisk::new();
    let mut open = disk.open();
    run(&mut open, create_user("alice"));
    open.close().unwrap();
    fs::write(disk.path("origin.json"), "").unwrap();
    let error = disk.home.reset(DEFAULT_ACCOUNT, now()).unwrap_err();
    assert_eq!(error, StoreError::NoOrigin { path: disk.path("origin.json") });
    assert!(disk.open().account().user_named("alice").is_some(), "nothing was thrown away");
}

#[test]
fn reset_mends_what_cannot_be_opened() {
    let disk = OnDisk::new();
    let origin = entities(disk.open().account());
    fs::remove_dir_all(disk.path("state")).unwrap();
    fs::create_dir_all(disk.path("journal")).unwrap();
    fs::write(disk.path("journal/000000000001.jsonl"), "not a line\nnor this\n").unwrap();
    let open = disk.open();
    assert!(open.read_only().is_some_and(|why| why.contains("line 1 of")), "{:?}", open.read_only());
    drop(open);
    disk.home.reset(DEFAULT_ACCOUNT, now()).unwrap();
    let open = disk.open();
    assert!(entities(open.account()) == origin);
    assert_eq!((open.notices(), open.read_only()), (&[][..], None));
}

#[test]
fn what_is_deleted_is_in_the_trash_until_that_is_emptied() {
    let disk = OnDisk::new();
    let mut open = disk.open();
    run(&mut open, create_user("alice"));
    let present = entities(open.account());
    open.close().unwrap();
    disk.home.delete(DEFAULT_ACCOUNT, now()).unwrap();
    assert_eq!(disk.home.list().unwrap(), []);

    // Moved back by hand it is an account again.
    let trashed = disk.home.folder_of("").join("../trash/practice-20261123T211405Z");
    fs::rename(&trashed, disk.home.folder_of("back")).unwrap();
    let back = disk.home.open("back", Access::ReadWrite, repeatable()).unwrap();
    assert!(entities(back.account()) == present);
    back.close().unwrap();
    disk.home.delete("back", now()).unwrap();
    assert_eq!(emptied(&disk.home), 1);
    assert!(!trashed.exists());
}

#[test]
fn an_account_of_which_nothing_can_be_read_may_be_thrown_away() {
    let disk = OnDisk::new();
    let mut open = disk.open();
    run(&mut open, create_user("alice"));
    drop(open);
    for name in ["account.json", "origin.json"] {
        fs::write(disk.path(name), "junk").unwrap();
    }
    assert!(matches!(disk.try_open(Access::ReadWrite), Err(StoreError::NotAnAccount { .. })));
    disk.home.delete(DEFAULT_ACCOUNT, now()).unwrap();
    assert_eq!(disk.home.list().unwrap(), []);
}

#[test]
fn what_another_process_is_making_in_the_trash_stays_there() {
    let disk = OnDisk::new();
    let trash = disk.home.folder_of("").join("../trash");
    for name in ["lab-making-4711", "lab-20261123T211405Z"] {
        fs::create_dir(trash.join(name)).unwrap();
        fs::write(trash.join(name).join("lock"), "4711\n").unwrap();
    }
    let lock = fs::File::open(trash.join("lab-making-4711/lock")).unwrap();
    lock.try_lock().unwrap();
    assert_eq!(emptied(&disk.home), 1);
    assert!(trash.join("lab-making-4711/lock").exists());
    drop(lock);
    assert_eq!(emptied(&disk.home), 1, "left by a crash, it goes");
}
