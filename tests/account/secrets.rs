//! Secrets: where they are, and where they never are.

use base64::prelude::{BASE64_STANDARD, Engine as _};
use iam_console::account::caller::Caller;
use iam_console::account::change::Change;
use iam_console::account::entity::EntityKey;
use iam_console::account::operation::*;
use iam_console::account::reply::Reply;
use iam_console::account::secret::{MASK, Secret};
use iam_console::account::shape::{Rule, Shape};
use iam_console::awscli;
use proptest::prelude::*;
use serde_json::{Map, Value as Json, json};

use super::common::{World, any_write, codes_at};

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

/// Stands in every member that is a secret.
const HIDDEN: &str = "Hidden-Horse-123456-nobody-may-see-this";

/// A value for a member; a text where one has to be.
fn value_of(shape: &'static Shape) -> Json {
    match &shape.rule {
        Rule::Text { min, .. } | Rule::Blob { min, .. } => json!("x".repeat((*min).max(1))),
        Rule::Choice(words) => json!(words[0]),
        Rule::Number { min, .. } => json!(min),
        Rule::Flag => json!(true),
        Rule::Tags(_) | Rule::Texts(..) | Rule::Structures(..) => json!([]),
        Rule::Structure(_) | Rule::Map { .. } | Rule::Item => json!({}),
    }
}

/// Whether a member of an operation is a secret, as its value tells.
fn secrets_of(operation: &Operation) -> Vec<&'static str> {
    operation.members().into_iter().filter(|(_, value)| matches!(value, Value::Secret(_))).map(|(member, _)| member.name).collect()
}

/// An operation with all of its members, and the secret in each that takes one.
fn with_secrets(spec: &'static OperationSpec) -> Operation {
    let members: Map<String, Json> = spec.members.iter().map(|member| (member.name.to_owned(), value_of(member.shape))).collect();
    let plain =
        Operation::from_json(spec.id, Json::Object(members.clone())).unwrap().unwrap_or_else(|error| panic!("{}: {error}", spec.id));
    let mut members = members;
    for name in secrets_of(&plain) {
        members.insert(name.to_owned(), json!(HIDDEN));
    }
    Operation::from_json(spec.id, Json::Object(members)).unwrap().unwrap()
}

/// Whatever an operation with secrets is written into says nothing of them: the journal, history, the command line, an error.
#[test]
fn no_operation_tells_of_its_secrets() {
    let mut world = World::fresh();
    let mut kinds = 0;
    for spec in OPERATIONS.iter().copied() {
        let operation = with_secrets(spec);
        let secrets = secrets_of(&operation);
        kinds += secrets.len();
        let mut told = vec![
            serde_json::to_string(&operation).unwrap(),
            format!("{operation:?} {operation:#?}"),
            awscli::line(&operation),
            operation.sentence("root"),
            operation.done_sentence("root"),
            format!("{:?}", operation.as_noted(&world.account)),
        ];
        for caller in [&Caller::ROOT, Caller::nobody()] {
            if let Err(refusal) = world.account.plan(caller, &operation, &mut world.env) {
                told.push(format!("{refusal} {refusal:?} {}", awscli::error_line(&operation, &refusal)));
            }
        }
        for text in told {
            assert!(!text.contains("Hidden-Horse") && !text.contains("nobody-may-see"), "{}: {text}", spec.id);
        }
    }
    assert!(kinds >= 20, "passwords, codes, tokens, private keys, secrets, texts to be encrypted: {kinds}");
}

/// Replies with secrets, of every kind that there is, with the changes that go with them.
fn replies(world: &mut World) -> Vec<(&'static str, Reply, Option<Change>, Vec<String>)> {
    let mut all = Vec::new();
    let mut done = |world: &mut World, what: &'static str, caller: &Caller, operation: Operation| {
        let planned = world.account.plan(caller, &operation, &mut world.env).unwrap_or_else(|refusal| panic!("{what}: {refusal}"));
        if let Some(change) = &planned.change {
            world.account.apply(&change.edits);
        }
        let secrets = match &planned.reply {
            Reply::AccessKey { access_key } => vec![access_key.secret_access_key.reveal().to_owned()],
            Reply::VirtualMfaDevice { virtual_mfa_device: device } => {
                device.base32_string_seed.iter().chain(&device.otpauth_uri).map(|secret| secret.reveal().to_owned()).collect()
            }
            Reply::Session(detail) => {
                let credentials = &detail.credentials;
                vec![credentials.secret_access_key.reveal().to_owned(), credentials.session_token.reveal().to_owned()]
            }
            Reply::Secret(detail) => vec![detail.secret_string.reveal().to_owned()],
            Reply::Decrypted(detail) => vec![detail.plaintext.reveal().to_owned()],
            _ => Vec::new(),
        };
        let reply = planned.reply.clone();
        if !secrets.is_empty() {
            all.push((what, planned.reply, planned.change, secrets));
        }
        reply
    };
    let alice = world.user("alice");
    let user_name = || Some("alice".to_owned());
    done(world, "a key", &Caller::ROOT, CreateAccessKey { user_name: user_name() }.into());
    let device = CreateVirtualMFADevice { virtual_mfa_device_name: "phone".into(), ..Default::default() };
    done(world, "a seed", &Caller::ROOT, device.into());
    let serial_number = world.account.virtual_mfa_serial_number("phone");
    let [authentication_code_1, authentication_code_2] = codes_at(&world.account, "phone", world.env.real_now);
    let enable = EnableMFADevice { user_name: user_name(), serial_number, authentication_code_1, authentication_code_2 };
    done(world, "a device", &Caller::ROOT, enable.into());
    done(world, "a session token", &alice, GetSessionToken::default().into());
    let secret_string = Some(Secret::new(HIDDEN));
    done(world, "a secret", &Caller::ROOT, CreateSecret { name: "db".into(), secret_string, ..Default::default() }.into());
    done(world, "a secret's value", &Caller::ROOT, GetSecretValue { secret_id: "db".into() }.into());
    let Reply::Estate(key) = done(world, "a KMS key", &Caller::ROOT, CreateKey::default().into()) else { panic!("a key") };
    let key_id = key.members["KeyMetadata"]["KeyId"].as_str().unwrap().to_owned();
    let encrypt = Encrypt { key_id, plaintext: Secret::new("SGlkZGVuLUhvcnNl") };
    let Reply::Estate(encrypted) = done(world, "a ciphertext", &Caller::ROOT, encrypt.into()) else { panic!("a ciphertext") };
    let blob = String::from_utf8(BASE64_STANDARD.decode(encrypted.members["CiphertextBlob"].as_str().unwrap()).unwrap()).unwrap();
    done(world, "a plaintext", &Caller::ROOT, Decrypt { ciphertext_blob: Secret::new(blob), ..Default::default() }.into());
    all
}

#[test]
fn a_reply_shows_its_secrets_where_it_is_asked_and_nowhere_else() {
    let mut world = World::fresh();
    let replies = replies(&mut world);
    let kinds: Vec<&str> = replies.iter().map(|(what, ..)| *what).collect();
    assert_eq!(kinds, ["a key", "a seed", "a session token", "a secret's value", "a plaintext"]);
    for (what, reply, change, secrets) in replies {
        let printed = serde_json::to_string(&reply).unwrap();
        assert!(printed.contains(&secrets[0]), "{what} is shown once");
        let masked = reply.masked().unwrap_or_else(|| panic!("{what} has a mask"));
        let hidden = serde_json::to_string(&masked).unwrap();
        let debug = format!("{reply:?} {change:?} {masked:?}");
        for secret in &secrets {
            assert!(!hidden.contains(secret) && !debug.contains(secret), "{what}");
        }
        assert!(hidden.contains(MASK));
        for edit in change.iter().flat_map(|change| &change.edits) {
            let written = serde_json::to_string(edit).unwrap();
            let is_of_secrets = matches!(edit.key(), EntityKey::KeySecret(_) | EntityKey::MfaSeed(_) | EntityKey::SecretValue(_));
            assert!(is_of_secrets || !secrets.iter().any(|secret| written.contains(secret)), "{what}: {}", edit.key());
        }
    }
    assert!(world.run(ListUsers::default()).unwrap().masked().is_none(), "where there is no secret there is no mask");
}
