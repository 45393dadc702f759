//! Damaged sled, checkpoints and metadata: the account is whole again, and is told so.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use iam_console::account::caller::Caller;
use iam_console::account::entity::{Entity, EntityKey};
use iam_console::store::*;

use super::place::*;

/// An account with a checkpoint, changes after it, and a snapshot of sled's.
fn sample() -> (OnDisk, BTreeMap<EntityKey, Entity>) {
    let disk = OnDisk::new();
    let mut open = disk.open();
    open.submit(&Caller::ROOT, &(0..40).map(|number| create_user(&format!("user-{number}"))).collect::<Vec<_>>()).unwrap();
    open.close().unwrap();
    // Opened twice more, so that sled has left a snapshot and gone on after it.
    disk.open().close().unwrap();
    let mut open = disk.open();
    for number in 0..10 {
        run(&mut open, tag("user-1", &format!("key-{number}"), "x"));
        open.settle().unwrap();
    }
    let account = entities(open.account());
    drop(open);
    assert!(disk.names("state").iter().any(|name| name.starts_with("snap.")), "{:?}", disk.names("state"));
    (disk, account)
}

/// Opens the account, and checks that it is whole, can be written and opened again. Answers what it told.
fn assert_whole(disk: &OnDisk, account: &BTreeMap<EntityKey, Entity>, context: &str) -> Vec<String> {
    let mut open = disk.try_open(Access::ReadWrite).unwrap_or_else(|error| panic!("{context}: {error}"));
    assert_eq!(open.read_only(), None, "{context}");
    assert!(&entities(open.account()) == account, "{context}");
    assert_eq!(open.history().revision(), 11, "{context}");
    let notices = open.notices().to_vec();
    run(&mut open, create_user("late"));
    let with_late = entities(open.account());
    open.close().unwrap_or_else(|error| panic!("{context}: {error}"));
    let open = disk.open();
    assert!(entities(open.account()) == with_late, "{context}");
    // Bytes that sled passed over the first time may still trouble it; what was mended is sound.
    if !notices.is_empty() {
        assert_eq!(open.notices(), <[String; 0]>::default(), "{context}: again, after {notices:?}");
    }
    notices
}

fn flip(path: &Path, offset: usize) {
    let mut bytes = fs::read(path).unwrap();
    bytes[offset] ^= 0x41;
    fs::write(path, bytes).unwrap();
}

fn truncate(path: &Path, length: u64) {
    fs::OpenOptions::new().write(true).open(path).unwrap().set_len(length).unwrap();
}

#[test]
fn a_flipped_byte_in_sled_does_no_harm() {
    let (sample, account) = sample();
    for name in sample.names("state").into_iter().filter(|name| name != "blobs") {
        let length = fs::read(sample.path("state").join(&name)).unwrap().len();
        let mut rebuilt = 0;
        let offsets: Vec<usize> =
            (0..12).map(|part| part * (length - 1) / 11).chain([1, 9, 40, 200, 1000, 3000]).filter(|offset| *offset < length).collect();
        for offset in offsets {
            let disk = sample.copy();
            flip(&disk.path("state").join(&name), offset);
            // Where sled doesn't use the byte, there is nothing to tell.
            rebuilt += assert_whole(&disk, &account, &format!("{name}, byte {offset}")).len();
        }
        assert!(rebuilt > 0, "no flip in {name} was noticed");
    }
}

#[test]
fn a_truncated_file_of_sled_does_no_harm() {
    let (sample, account) = sample();
    for name in sample.names("state").into_iter().filter(|name| name != "blobs") {
        let length = fs::metadata(sample.path("state").join(&name)).unwrap().len();
        for part in 0..6 {
            let disk = sample.copy();
            truncate(&disk.path("state").join(&name), part * length / 6);
            assert_whole(&disk, &account, &format!("{name} cut to {}", part * length / 6));
        }
    }
}

#[test]
fn a_damaged_snapshot_is_made_anew_from_sleds_own_log() {
    let (disk, account) = sample();
    for name in disk.names("state").into_iter().filter(|name| name.starts_with("snap.")) {
        truncate(&disk.path("state").join(name), 5);
    }
    let notices = assert_whole(&disk, &account, "snapshot");
    assert_eq!(notices[0], "The state's snapshot was damaged and has been made anew; nothing is lost.");
    assert!(!disk.names("").iter().any(|name| name.starts_with("state.damaged")), "{notices:?}");
}

#[test]
fn a_lost_file_of_sled_does_no_harm() {
    let (sample, account) = sample();
    for name in sample.names("state").into_iter().filter(|name| name != "blobs") {
        let disk = sample.copy();
        fs::remove_file(disk.path("state").join(&name)).unwrap();
        let notices = assert_whole(&disk, &account, &format!("without {name}"));
        if name == "db" {
            assert_eq!(notices, ["The stored state was damaged; it was put aside and made anew from the journal, and nothing is lost."]);
            assert!(disk.names("").iter().any(|name| name.starts_with("state.damaged-20261123T211405Z")), "{:?}", disk.names(""));
        }
    }
}

#[test]
fn a_lost_or_misplaced_state_is_made_anew() {
    let (sample, account) = sample();
    let disk = sample.copy();
    fs::remove_dir_all(disk.path("state")).unwrap();
    let missing = "The stored state was missing; it was made anew from the journal, and nothing is lost.";
    assert_eq!(assert_whole(&disk, &account, "removed"), [missing]);

    let disk = sample.copy();
    fs::remove_dir_all(disk.path("state")).unwrap();
    fs::write(disk.path("state"), "not a directory").unwrap();
    assert_eq!(assert_whole(&disk, &account, "a file in its place").len(), 1);

    let disk = sample.copy();
    fs::remove_dir_all(disk.path("state")).unwrap();
    fs::create_dir(disk.path("state")).unwrap();
    assert_eq!(assert_whole(&disk, &account, "an empty directory in its place").len(), 1);
}

#[test]
fn an_unfinished_snapshot_is_removed() {
    let (disk, account) = sample();
    fs::write(disk.path("state/snap.00000000FFFFFFFF.generating"), "half a snap").unwrap();
    let notices = assert_whole(&disk, &account, "unfinished snapshot");
    assert_eq!(notices, ["A snapshot that an interrupted start had left unfinished was removed; nothing is lost."]);
}

#[test]
fn a_state_of_another_account_is_not_taken_for_this_ones() {
    let (disk, account) = sample();
    let other = OnDisk::new();
    let mut open = other.open();
    for number in 0..11 {
        run(&mut open, create_group(&format!("group-{number}")));
    }
    open.close().unwrap();
    fs::remove_dir_all(disk.path("state")).unwrap();
    fs::rename(other.path("state"), disk.path("state")).unwrap();
    assert_eq!(assert_whole(&disk, &account, "another's state").len(), 1);
}

#[test]
fn a_state_before_the_first_entry_is_compared_with_the_origin() {
    let disk = OnDisk::new();
    let origin = entities(disk.open().account());
    // A new account under the same name has other ids and secrets, at the same revision.
    let other = OnDisk::new();
    other.home.delete(DEFAULT_ACCOUNT, super::common::now()).unwrap();
    other.home.create(DEFAULT_ACCOUNT, &mut repeatable()()).unwrap();
    drop(other.open());
    fs::remove_dir_all(disk.path("state")).unwrap();
    fs::rename(other.path("state"), disk.path("state")).unwrap();
    let open = disk.open();
    assert_eq!(entities(open.account()), origin);
    assert_eq!(open.notices().len(), 1);
}

#[test]
fn the_newest_sound_checkpoint_is_taken_and_then_the_origin() {
    let (sample, account) = sample();
    assert_eq!(sample.names("checkpoints"), ["000000000001.json"]);
    let disk = sample.copy();
    disk.open().close().unwrap();
    assert_eq!(disk.names("checkpoints"), ["000000000001.json", "000000000011.json"]);
    for (damaged, context) in [(0, "none"), (1, "the newest"), (2, "all")] {
        let disk = disk.copy();
        fs::remove_dir_all(disk.path("state")).unwrap();
        for name in disk.names("checkpoints").iter().rev().take(damaged) {
            flip(&disk.path("checkpoints").join(name), 300);
        }
        assert_whole(&disk, &account, context);
    }
    fs::remove_dir_all(disk.path("state")).unwrap();
    for name in disk.names("checkpoints") {
        flip(&disk.path("checkpoints").join(name), 300);
    }
    flip(&disk.path("origin.json"), 300);
    let error = disk.try_open(Access::ReadWrite).err().unwrap();
    assert_eq!(
        error.to_string(),
        "The account practice can't be opened, because its journal leads on neither from its state nor from a checkpoint: \
         restore its folder from a backup, or reset it."
    );
}

#[test]
fn damaged_metadata_comes_from_a_checkpoint() {
    let (sample, account) = sample();
    let bytes = fs::read(sample.path("account.json")).unwrap();
    // The format is not guarded by the checksum: made greater, the account looks like a later version's.
    let format = bytes.windows(9).position(|window| window == b"\"format\":").unwrap() + 9;
    for offset in (0..bytes.len() - 1).filter(|offset| *offset != format) {
        let disk = sample.copy();
        flip(&disk.path("account.json"), offset);
        let open = disk.try_open(Access::ReadOnly).unwrap_or_else(|error| panic!("byte {offset}: {error}"));
        assert_eq!(entities(open.account()), account);
        assert_eq!(open.notices(), ["The file account.json was damaged; what it says was taken from a checkpoint."], "byte {offset}");
    }
    let disk = sample.copy();
    truncate(&disk.path("account.json"), 10);
    assert_eq!(assert_whole(&disk, &account, "metadata").len(), 1);
    assert_eq!(fs::read(disk.path("account.json")).unwrap(), bytes);
}

#[test]
fn missing_metadata_comes_from_a_checkpoint_as_well() {
    let (disk, account) = sample();
    let bytes = fs::read(disk.path("account.json")).unwrap();
    fs::remove_file(disk.path("account.json")).unwrap();
    let said = "The file account.json was missing; what it says was taken from a checkpoint.";
    assert_eq!(disk.try_open(Access::ReadOnly).unwrap().notices(), [said]);
    assert!(!disk.path("account.json").exists(), "a reader writes nothing");
    assert!(disk.home.list().unwrap()[0].summary.is_ok());
    assert_eq!(assert_whole(&disk, &account, "without account.json")[0], said);
    assert_eq!(fs::read(disk.path("account.json")).unwrap(), bytes);
}

#[cfg(unix)]
#[test]
fn a_pipe_in_the_place_of_a_file_is_not_waited_for() {
    let (disk, account) = sample();
    fs::remove_file(disk.path("account.json")).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(disk.path("account.json")).status().unwrap().success());
    assert_whole(&disk, &account, "a pipe");
}

#[test]
fn a_checkpoint_that_can_not_be_read_acknowledges_nothing_and_is_made_anew() {
    let (sample, account) = sample();
    for (revision, contents) in [(99, "junk"), (1, "junk"), (11, ""), (12, "{\"format\":1}")] {
        let disk = sample.copy();
        let name = format!("{revision:012}.json");
        fs::write(disk.path("checkpoints").join(&name), contents).unwrap();
        let notices = assert_whole(&disk, &account, &name);
        let said = format!(
            "The checkpoint {} is damaged and counts for nothing; nothing is lost.",
            disk.path("checkpoints").join(&name).display()
        );
        assert!(notices.contains(&said), "{notices:?}");
        assert_eq!(disk.names("checkpoints").last().unwrap(), "000000000012.json");
        let kept = fs::read(disk.path("checkpoints").join("000000000012.json")).unwrap();
        assert!(kept.len() > 1000 && (revision == 12 || !disk.path("checkpoints").join(&name).exists()), "{name}");
    }
}

#[test]
fn an_origin_that_can_not_be_read_is_told() {
    let (disk, account) = sample();
    for damage in [|path: &Path| flip(path, 300), |path: &Path| fs::remove_file(path).unwrap()] {
        damage(&disk.path("origin.json"));
        for access in [Access::ReadOnly, Access::ReadWrite] {
            let open = disk.try_open(access).unwrap();
            assert!(entities(open.account()) == account);
            let said =
                format!("{} is missing or damaged: until it is restored, the account can't be reset.", disk.path("origin.json").display());
            assert!(open.notices().contains(&said), "{:?}", open.notices());
        }
    }
}

#[test]
fn no_more_than_two_damaged_states_are_kept() {
    let (disk, account) = sample();
    for round in 0..4 {
        fs::write(disk.path("state/db"), format!("damage {round}")).unwrap();
        assert!(entities(disk.open().account()) == account);
    }
    let kept: Vec<String> = disk.names("").into_iter().filter(|name| name.starts_with("state.damaged-")).collect();
    assert_eq!(kept.len(), 2, "{kept:?}");
}

#[test]
fn half_a_checkpoint_that_a_crash_has_left_is_cleared_away() {
    let (disk, account) = sample();
    fs::write(disk.path("checkpoints/000000000011.json.4711.writing"), "half a").unwrap();
    assert_whole(&disk, &account, "half a checkpoint");
    assert_eq!(disk.names("checkpoints"), ["000000000001.json", "000000000012.json"]);
}
