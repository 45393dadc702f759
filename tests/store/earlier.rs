//! Accounts that an earlier release has left: they are opened as they were, and can be gone on with.
//!
//! `earlier/` is one by the release that took the tags of all services for the same however they are spelled: an instance with
//! the tags Name and team, then Team in the place of team, Name removed, and Name put again.

use std::fs;
use std::path::Path;

use iam_console::account::entity::{EntityKey, ResourceKind, TagHolder};
use iam_console::account::operation::*;
use iam_console::store::*;

use super::place::*;

/// The account as that release has left it, but for what can be made anew from it.
fn earlier() -> OnDisk {
    let disk = OnDisk::new();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/store/earlier");
    assert!(disk.names("state").is_empty() && disk.names("journal").is_empty(), "it was not opened yet");
    fs::create_dir_all(disk.path("journal")).unwrap();
    for name in ["account.json", "origin.json", "journal/000000000001.jsonl"] {
        fs::copy(from.join(name), disk.path(name)).unwrap();
    }
    disk
}

/// The tags of the instance, by key.
fn tags(open: &OpenAccount) -> Vec<(String, String)> {
    let account = open.account();
    let instance = account.all_resources().find(|key| key.kind == ResourceKind::Instance).unwrap();
    let mut tags: Vec<_> = account.tags_of(&TagHolder::Resource(instance)).map(|tag| (tag.key.clone(), tag.value.clone())).collect();
    tags.sort();
    tags
}

fn owned(tags: &[(&str, &str)]) -> Vec<(String, String)> {
    tags.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

fn instance_id(open: &OpenAccount) -> String {
    open.account().all_resources().find(|key| key.kind == ResourceKind::Instance).unwrap().name
}

#[test]
fn tags_that_were_one_however_spelled_are_as_they_were() {
    let disk = earlier();
    let open = disk.try_open(Access::ReadOnly).unwrap();
    assert_eq!(tags(&open), owned(&[("Name", "front"), ("Team", "red")]));
    drop(open);
    let mut open = disk.open();
    assert_eq!((tags(&open), open.history().revision()), (owned(&[("Name", "front"), ("Team", "red")]), 4));
    // What was done then can be undone now.
    open.undo(&iam_console::account::caller::Caller::ROOT, None).unwrap();
    assert_eq!(tags(&open), owned(&[("Team", "red")]));
    // By now the two spellings are two tags.
    let (resources, tag) = (vec![instance_id(&open)], |key: &str| Tag { key: key.into(), value: "x".into() });
    run(&mut open, CreateTags { resources, tags: vec![tag("team"), tag("NAME")] }.into());
    let now = owned(&[("NAME", "x"), ("Team", "red"), ("team", "x")]);
    assert_eq!(tags(&open), now);
    open.close().unwrap();
    let open = disk.open();
    assert_eq!((tags(&open), open.notices().to_vec()), (now, Vec::<String>::new()));
}

/// The stored state has the keys of that release, too, and is gone on with: nothing is damaged, and nothing is said.
#[test]
fn what_was_stored_under_the_keys_of_then_is_found_and_removed() {
    let disk = earlier();
    disk.open().close().unwrap();
    let state = sled::open(disk.path("state")).unwrap();
    let entities = state.open_tree("entities").unwrap();
    let of_tags: Vec<_> = entities.scan_prefix("tag/").map(Result::unwrap).collect();
    assert_eq!(of_tags.len(), 2);
    for (key, value) in of_tags {
        entities.remove(&key).unwrap();
        entities.insert(String::from_utf8(key.to_vec()).unwrap().to_lowercase(), value).unwrap();
    }
    state.flush().unwrap();
    drop((entities, state));
    let mut open = disk.open();
    assert_eq!((tags(&open), open.notices().to_vec()), (owned(&[("Name", "front"), ("Team", "red")]), Vec::new()));
    let resources = vec![instance_id(&open)];
    let gone = |key: &str| TagToDelete { key: Some(key.into()), value: None };
    run(&mut open, DeleteTags { resources, tags: Some(vec![gone("Name")]) }.into());
    open.close().unwrap();
    let open = disk.open();
    assert_eq!((tags(&open), open.notices().to_vec()), (owned(&[("Team", "red")]), Vec::new()));
    let instance = open.account().all_resources().find(|key| key.kind == ResourceKind::Instance).unwrap();
    assert!(open.account().get(&EntityKey::tag(TagHolder::Resource(instance), "Team")).is_some());
}
