//! A damaged journal: whatever byte is wrong, nothing acknowledged goes missing without a word.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use iam_console::account::caller::Caller;
use iam_console::account::entity::{Entity, EntityKey};
use iam_console::store::*;

use super::place::*;

/// An account on disk, with what it was at every revision.
struct Sample {
    disk: OnDisk,
    states: Vec<BTreeMap<EntityKey, Entity>>,
    items: Vec<HistoryItem>,
}

impl Sample {
    /// Six entries of every kind, in sled as well, and no checkpoint.
    fn new() -> Self {
        let disk = OnDisk::new();
        let mut open = disk.open();
        let mut states = vec![entities(open.account())];
        open.submit(&Caller::ROOT, &[create_user("alice"), create_group("Ops"), add("alice", "Ops")]).unwrap();
        states.push(entities(open.account()));
        run(&mut open, tag("alice", "team", "x"));
        states.push(entities(open.account()));
        open.submit(&Caller::ROOT, &[create_user("alice")]).unwrap_err();
        states.push(entities(open.account()));
        open.undo(&Caller::ROOT, None).unwrap();
        states.push(entities(open.account()));
        open.redo(&Caller::ROOT, None).unwrap();
        states.push(entities(open.account()));
        run(&mut open, create_user("bob"));
        states.push(entities(open.account()));
        open.settle().unwrap();
        let items = items(open.history());
        drop(open);
        Self { disk, states, items }
    }

    fn journal(disk: &OnDisk) -> PathBuf {
        disk.path("journal/000000000001.jsonl")
    }

    fn bytes(&self) -> Vec<u8> {
        fs::read(Self::journal(&self.disk)).unwrap()
    }

    /// The sample with these bytes as its journal.
    fn with_journal(&self, bytes: &[u8]) -> OnDisk {
        let damaged = self.disk.copy();
        fs::write(Self::journal(&damaged), bytes).unwrap();
        damaged
    }

    /// How many entries lie whole before this offset.
    fn entries_before(&self, offset: usize) -> usize {
        self.bytes()[..offset].split(|byte| *byte == b'\n').count() - 1
    }

    /// Checks that the account is what it was at some revision, all entries before the damage told; answers the revision.
    fn check(&self, open: &OpenAccount, before: usize, context: &str) -> usize {
        let told = items(open.history());
        assert!(told.len() >= before && told[..before] == self.items[..before], "{context}: entries before the damage are gone");
        assert!(told.iter().all(|item| self.items.contains(item)), "{context}: an entry that never was");
        let state = entities(open.account());
        let revision = self.states.iter().rposition(|known| *known == state);
        revision.unwrap_or_else(|| panic!("{context}: a state that never was"))
    }
}

/// Offsets of every kind: in each line both ends of the checksum, the blank, both ends and the middle of the JSON, the
/// line's end.
fn places(bytes: &[u8]) -> Vec<usize> {
    let mut places = Vec::new();
    let mut start = 0;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let length = line.len();
        places.extend([0, 15, 16, 17, 30, length / 2, length - 2, length - 1].map(|offset| start + offset));
        start += length;
    }
    places
}

#[test]
fn with_sled_beside_it_any_wrong_byte_leaves_the_present_state_and_is_told() {
    let sample = Sample::new();
    let bytes = sample.bytes();
    for offset in places(&bytes) {
        for wrong in [bytes[offset] ^ 1, bytes[offset] ^ 0x20, b'\n'] {
            if wrong == bytes[offset] {
                continue;
            }
            let context = format!("byte {offset} made {wrong:#x}");
            let mut damaged = bytes.clone();
            damaged[offset] = wrong;
            let damaged = sample.with_journal(&damaged);
            let mut open = damaged.open();
            let revision = sample.check(&open, sample.entries_before(offset), &context);
            assert_eq!(sample.states[revision], sample.states[6], "{context}: acknowledged changes are gone");
            assert!(open.read_only().is_some_and(|why| why.contains("copy the account")), "{context}");
            let refused = open.submit(&Caller::ROOT, &[create_user("carol")]).unwrap_err();
            assert!(matches!(refused, Failure::Store(StoreError::ReadOnly { .. })), "{context}: {refused:?}");
        }
    }
}

#[test]
fn with_sled_beside_it_any_lost_end_leaves_the_present_state_and_is_told() {
    let sample = Sample::new();
    let bytes = sample.bytes();
    for length in places(&bytes) {
        let damaged = sample.with_journal(&bytes[..length]);
        let open = damaged.open();
        let context = format!("cut to {length}");
        let revision = sample.check(&open, sample.entries_before(length), &context);
        assert_eq!(sample.states[revision], sample.states[6], "{context}: acknowledged changes are gone");
        assert!(open.read_only().is_some_and(|why| why.contains("was acknowledged")), "{context}: {:?}", open.read_only());
    }
}

#[test]
fn without_sled_the_entries_before_a_wrong_byte_are_there_or_the_damage_is_told() {
    let sample = Sample::new();
    let bytes = sample.bytes();
    let last_line = bytes.len() - bytes.split_inclusive(|byte| *byte == b'\n').next_back().unwrap().len();
    let target = sample.disk.copy();
    for offset in 0..bytes.len() {
        for wrong in [bytes[offset] ^ 1, bytes[offset] ^ 0x80, b'\n'] {
            if wrong == bytes[offset] {
                continue;
            }
            let context = format!("byte {offset} made {wrong:#x}");
            let mut damaged = bytes.clone();
            damaged[offset] = wrong;
            fs::write(Sample::journal(&target), &damaged).unwrap();
            // To read only, sled is not asked.
            match target.try_open(Access::ReadOnly) {
                Ok(open) => {
                    let revision = sample.check(&open, sample.entries_before(offset), &context);
                    assert!(revision >= sample.entries_before(offset), "{context}: {revision}");
                    let why = open.read_only().unwrap();
                    assert!(!open.notices().is_empty() || why.contains("hole"), "{context}: nothing was told");
                }
                Err(error) => {
                    assert!(matches!(error, StoreError::Damaged { .. }), "{context}: {error:?}");
                    assert!(offset < last_line, "{context}: a torn last line is no damage");
                }
            }
        }
    }
}

#[test]
fn without_sled_a_lost_end_leaves_what_came_before_it() {
    let sample = Sample::new();
    let bytes = sample.bytes();
    let target = sample.disk.copy();
    for length in 0..bytes.len() {
        fs::write(Sample::journal(&target), &bytes[..length]).unwrap();
        let open = target.try_open(Access::ReadOnly).unwrap();
        let before = sample.entries_before(length);
        assert_eq!(entities(open.account()), sample.states[before], "cut to {length}");
        assert_eq!(items(open.history()), sample.items[..before], "cut to {length}");
        let is_torn = length > 0 && bytes[length - 1] != b'\n';
        assert_eq!(open.notices().len(), usize::from(is_torn), "cut to {length}: {:?}", open.notices());
    }
}

#[test]
fn a_torn_last_line_is_cut_off_and_the_journal_goes_on() {
    let sample = Sample::new();
    let bytes = sample.bytes();
    // More than the next line covers.
    let torn = [&bytes[..], b"0123456789abcdef {\"digest\":\"", &[b'0'; 5000]].concat();
    let disk = sample.with_journal(&torn);
    let mut open = disk.open();
    assert_eq!(open.notices(), ["The journal's last line was not whole and has been left out; everything before it is there."]);
    assert_eq!(entities(open.account()), sample.states[6]);
    assert_eq!(run(&mut open, create_user("carol")), 7);
    let with_carol = entities(open.account());
    drop(open);
    assert!(fs::read(Sample::journal(&disk)).unwrap().starts_with(&bytes));

    let open = disk.open();
    assert_eq!(entities(open.account()), with_carol);
    assert_eq!((open.history().revision(), open.read_only()), (7, None));
    assert_eq!(open.notices().len(), 1, "only that sled was behind: {:?}", open.notices());
}

#[test]
fn what_a_later_version_has_added_is_not_taken_for_torn() {
    let sample = Sample::new();
    let json = r#"{"digest":"0","entry":{"revision":7,"at":"2026-11-23T21:14:05Z","caller":"root","deed":{"dreamt":[]}}}"#;
    let line = format!("{:016x} {json}\n", xxhash_rust::xxh3::xxh3_64(json.as_bytes()));
    let bytes = [&sample.bytes()[..], line.as_bytes()].concat();
    let disk = sample.with_journal(&bytes);
    let open = disk.open();
    assert!(open.read_only().is_some_and(|why| why.contains("line 7 of") && why.contains("was written by a later version")));
    assert_eq!(entities(open.account()), sample.states[6]);
    open.close().unwrap();
    assert_eq!(fs::read(Sample::journal(&disk)).unwrap(), bytes, "nothing was cut off");
}

#[test]
fn a_lost_segment_is_told_and_a_copy_goes_on() {
    let sample = Sample::new();
    let disk = sample.disk.copy();
    let mut open = disk.open();
    open.undo(&Caller::ROOT, None).unwrap();
    open.close().unwrap();
    let mut open = disk.open();
    run(&mut open, create_user("carol"));
    let present = entities(open.account());
    open.close().unwrap();
    assert_eq!(disk.names("journal"), ["000000000001.jsonl", "000000000008.jsonl"]);

    fs::remove_file(Sample::journal(&disk)).unwrap();
    let open = disk.open();
    assert_eq!(entities(open.account()), present);
    assert!(open.read_only().unwrap().contains("does not go on where the journal before it ends"));
    drop(open);
    disk.home.copy(DEFAULT_ACCOUNT, "mended", super::common::now()).unwrap();
    let mut mended = disk.home.open("mended", Access::ReadWrite, repeatable()).unwrap();
    assert_eq!(entities(mended.account()), present);
    run(&mut mended, create_user("dave"));
    mended.close().unwrap();
}

#[test]
fn with_all_of_it_gone_the_state_stands() {
    let sample = Sample::new();
    let disk = sample.disk.copy();
    fs::remove_dir_all(disk.path("journal")).unwrap();
    let open = disk.open();
    assert_eq!(entities(open.account()), sample.states[6]);
    assert_eq!(
        open.read_only().unwrap(),
        "the journal ends with revision 0, though revision 6 was acknowledged, so the history has a hole; \
         copy the account to go on with its present state"
    );
}

#[test]
fn where_a_torn_line_was_acknowledged_only_the_hole_is_told() {
    let sample = Sample::new();
    let bytes = sample.bytes();
    let disk = sample.with_journal(&bytes[..bytes.len() - 5]);
    let open = disk.open();
    assert!(open.read_only().is_some_and(|why| why.contains("revision 6 was acknowledged")), "{:?}", open.read_only());
    assert_eq!(open.notices(), <[String; 0]>::default());
}
