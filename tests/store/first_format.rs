//! An account that a program of the first format left: tags of resources lay under keys in lower case. It is opened with all it
//! holds, whether sled has it or only journal and checkpoint.

use std::fs;

use iam_console::account::entity::{EntityTag, ResourceKey, ResourceKind, TagHolder};
use iam_console::account::operation::*;
use iam_console::store::*;

use super::place::*;

const INSTANCE: &str = "i-1f8c9a0cab1cc5556";

/// The home with that account; sled's state is not in it.
fn of_the_first_format() -> OnDisk {
    let disk = OnDisk::new();
    fs::remove_dir_all(disk.path("")).unwrap();
    fs::create_dir_all(disk.path("")).unwrap();
    copy_tree(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/store/first_format").as_ref(), &disk.path(""));
    disk
}

fn tags(open: &OpenAccount, holder: ResourceKey) -> Vec<(String, String)> {
    let holder = TagHolder::Resource(holder);
    let held = open.account().entities().filter_map(|(_, entity)| <&EntityTag>::try_from(entity).ok());
    held.filter(|tag| tag.on == holder).map(|tag| (tag.key.clone(), tag.value.clone())).collect()
}

fn check(open: &OpenAccount) {
    let of =
        |pairs: &[(&str, &str)]| -> Vec<(String, String)> { pairs.iter().map(|(key, value)| ((*key).into(), (*value).into())).collect() };
    assert_eq!(tags(open, ResourceKey::new(ResourceKind::Instance, INSTANCE)), of(&[("nAME", "web3"), ("team", "a")]));
    assert_eq!(tags(open, ResourceKey::new(ResourceKind::Queue, "q")), of(&[("Owner", "me")]));
    assert!(open.account().user_named("alice").is_some());
}

fn create_tag(key: &str, value: &str) -> Operation {
    let tags = vec![Tag { key: key.into(), value: value.into() }];
    CreateTags { resources: vec![INSTANCE.into()], tags }.into()
}

/// Leaves sled as a program of the first format would have: keys in lower case, and its digest.
fn spell_in_first_format(disk: &OnDisk) {
    let digest = journal_digest(disk);
    let db = sled::open(disk.path("state")).unwrap();
    let (entities, meta) = (db.open_tree("entities").unwrap(), db.open_tree("meta").unwrap());
    let mut spelled = 0;
    for item in &entities {
        let (key, value) = item.unwrap();
        let text = String::from_utf8(key.to_vec()).unwrap();
        let former = text.to_lowercase();
        if (text.starts_with("tag/instance:") || text.starts_with("tag/queue:")) && former != text {
            entities.remove(key).unwrap();
            entities.insert(former.as_bytes(), value).unwrap();
            spelled += 1;
        }
    }
    assert_eq!(spelled, 2);
    meta.insert("digest", u128::from_str_radix(&digest, 16).unwrap().to_be_bytes().as_slice()).unwrap();
    db.flush().unwrap();
}

/// The digest that the journal's last line tells.
fn journal_digest(disk: &OnDisk) -> String {
    let last = disk.names("journal").pop().unwrap();
    let text = fs::read_to_string(disk.path("journal").join(last)).unwrap();
    let (_, from) = text.lines().next_back().unwrap().split_once("\"digest\":\"").unwrap();
    from.chars().take(32).collect()
}

#[test]
fn it_opens_from_its_journal_and_goes_on() {
    let disk = of_the_first_format();
    check(&disk.try_open(Access::ReadOnly).unwrap());
    assert!(fs::read_to_string(disk.path("account.json")).unwrap().contains("\"format\":1"), "looking at it writes nothing");
    let mut open = disk.open();
    check(&open);
    assert_eq!(disk.names("checkpoints"), ["000000000006.json", "000000000007.json"], "a backup comes before the conversion");
    assert!(fs::read_to_string(disk.path("account.json")).unwrap().contains("\"format\":2"));
    // Now `Name` stands beside `nAME`; what was done under the first format is undone all the same.
    run(&mut open, create_tag("Name", "web4"));
    drop(open);
    let mut open = disk.open();
    let named = |open: &OpenAccount| tags(open, ResourceKey::new(ResourceKind::Instance, INSTANCE));
    assert_eq!(named(&open).len(), 3);
    for (undone, left) in [(8, 2), (7, 2)] {
        open.undo(&iam_console::account::caller::Caller::ROOT, Some(undone)).unwrap();
        assert_eq!(named(&open).len(), left);
    }
    assert_eq!(named(&open), [("NAME".to_owned(), "web2".to_owned()), ("team".to_owned(), "a".to_owned())]);
    open.close().unwrap();
    let open = disk.open();
    assert_eq!((named(&open).len(), open.notices()), (2, &[][..]));
}

#[test]
fn it_opens_without_its_checkpoint() {
    let disk = of_the_first_format();
    fs::remove_dir_all(disk.path("checkpoints")).unwrap();
    check(&disk.try_open(Access::ReadOnly).unwrap());
    check(&disk.open());
}

#[test]
fn its_state_is_spelled_anew_and_nothing_is_called_damaged() {
    let disk = of_the_first_format();
    drop(disk.open());
    let journal = journal_digest(&disk);
    spell_in_first_format(&disk);
    for _ in 0..2 {
        let open = disk.open();
        check(&open);
        assert_eq!(open.notices(), &[] as &[String]);
    }
    assert_eq!(journal_digest(&disk), journal, "the journal is left as it is");
}

#[test]
fn a_digest_that_neither_format_has_is_damage() {
    let disk = of_the_first_format();
    drop(disk.open());
    spell_in_first_format(&disk);
    let db = sled::open(disk.path("state")).unwrap();
    db.open_tree("entities").unwrap().remove("tag/queue:q/owner").unwrap();
    db.flush().unwrap();
    drop(db);
    let open = disk.open();
    check(&open);
    assert_eq!(open.notices(), ["The stored state was damaged; it was put aside and made anew from the journal, and nothing is lost."]);
}
