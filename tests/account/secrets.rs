//! Secrets: where they are, and where they never are.

use iam_console::account::entity::EntityKey;
use iam_console::account::operation::*;
use iam_console::account::reply::Reply;
use iam_console::account::secret::MASK;
use proptest::prelude::*;

use super::common::{World, any_write};

proptest! {
    #[test]
    fn a_change_survives_being_written_down_but_its_secrets_do_not(operation in any_write()) {
        let written = serde_json::to_string(&operation).unwrap();
        let read: Operation = serde_json::from_str(&written).unwrap();
        prop_assert_eq!(serde_json::to_string(&read).unwrap(), written.clone());
        for secret in ["short", "Correct-Horse-9", "quoted", "123456", "654321"] {
            prop_assert!(!written.contains(secret), "{}", written);
            let debug = format!("{operation:?}");
            prop_assert!(!debug.contains(secret), "{}", debug);
        }
    }
}

#[test]
fn the_secret_of_a_key_is_in_the_reply_and_in_its_own_keyspace_only() {
    let mut world = World::fresh();
    world.run(CreateUser { user_name: "alice".into(), ..Default::default() }).unwrap();
    let planned = world.plan(CreateAccessKey { user_name: Some("alice".into()) }).unwrap();
    let Reply::AccessKey { access_key } = &planned.reply else { panic!("{:?}", planned.reply) };
    let secret = access_key.secret_access_key.reveal();
    assert!(secret.len() == 40 && secret.ends_with("EXAMPLEKEY"));
    assert!(!format!("{:?}", planned.reply).contains(secret));
    assert!(format!("{:?}", planned.reply).contains(MASK));
    let change = planned.change.unwrap();
    assert!(!format!("{change:?}").contains(secret));
    for edit in &change.edits {
        let written = serde_json::to_string(edit).unwrap();
        let is_of_secrets = matches!(edit.key(), EntityKey::KeySecret(_));
        assert_eq!(written.contains(secret), is_of_secrets, "{}", edit.key());
    }
}
