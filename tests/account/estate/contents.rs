//! What resources hold: objects, messages, items, ciphertexts, and the values of secrets.

use super::{done, key_id, queue_url, run, world};
use crate::common::World;
use iam_console::account::entity::EntityKey;
use iam_console::account::operation::*;
use iam_console::account::refusal::ErrorCode;
use iam_console::account::secret::MASK;
use serde_json::json;

#[test]
fn objects_are_put_read_listed_and_deleted() {
    let mut world = world();
    let reply = run(&mut world, "GetObject", json!({"Bucket": "reports", "Key": "q1.csv"})).unwrap();
    assert_eq!(reply.content(), Some("a,b\n"));
    assert_eq!(serde_json::to_value(&reply).unwrap()["ContentLength"], 4);
    let listed = done(&mut world, "ListObjectsV2", json!({"Bucket": "reports", "Delimiter": "/"}));
    assert_eq!((listed["Contents"][0]["Key"].as_str(), listed["CommonPrefixes"].clone()), (Some("q1.csv"), json!([{"Prefix": "2026/"}])));
    let listed = done(&mut world, "ListObjectsV2", json!({"Bucket": "reports", "Prefix": "2026/"}));
    assert_eq!(listed["Contents"].as_array().unwrap().len(), 1);
    for key in ["q1.csv", "2026/q2.csv", "2026/q2.csv"] {
        done(&mut world, "DeleteObject", json!({"Bucket": "reports", "Key": key}));
    }
    assert_eq!(done(&mut world, "ListObjectsV2", json!({"Bucket": "reports"})), json!({}));
    done(&mut world, "DeleteBucket", json!({"Bucket": "reports"}));
    let too_long = json!({"Bucket": "reports", "Key": "x", "Body": "x".repeat(65_537)});
    assert_eq!(run(&mut world, "PutObject", too_long).unwrap_err().0, ErrorCode::ValidationException);
}

#[test]
fn an_objects_tag_is_the_digest_of_what_it_holds() {
    let mut world = world();
    for (body, digest) in [("", "d41d8cd98f00b204e9800998ecf8427e"), ("a,b\n", "f69f5b72bc79a92dc70c63c9aa142e36")] {
        let put = done(&mut world, "PutObject", json!({"Bucket": "reports", "Key": "x", "Body": body}));
        let read = done(&mut world, "GetObject", json!({"Bucket": "reports", "Key": "x"}));
        assert_eq!(put["ETag"], format!("\"{digest}\""));
        assert_eq!(put["ETag"], read["ETag"]);
    }
}

#[test]
fn what_is_encrypted_is_decrypted_by_its_key_alone() {
    let mut world = world();
    let key = key_id(&world);
    done(&mut world, "CreateAlias", json!({"AliasName": "alias/data", "TargetKeyId": key}));
    let encrypted = done(&mut world, "Encrypt", json!({"KeyId": "alias/data", "Plaintext": "größe"}));
    let blob = encrypted["CiphertextBlob"].as_str().unwrap();
    assert!(encrypted["KeyId"].as_str().unwrap().ends_with(&key));
    let text = String::from_utf8(base64::Engine::decode(&base64::prelude::BASE64_STANDARD, blob).unwrap()).unwrap();
    assert!(text.contains(&key));
    let reply = run(&mut world, "Decrypt", json!({"CiphertextBlob": text})).unwrap();
    assert!(!format!("{reply:?}").contains("Z3LDtsOfZQ=="));
    assert_eq!(serde_json::to_value(&reply).unwrap()["Plaintext"], "Z3LDtsOfZQ==");
    let other = done(&mut world, "CreateKey", json!({}))["KeyMetadata"]["KeyId"].clone();
    assert_eq!(
        run(&mut world, "Decrypt", json!({"CiphertextBlob": text, "KeyId": other})).unwrap_err().0,
        ErrorCode::IncorrectKeyException
    );
    // A blob that names the key otherwise would pass the key's policy by.
    let by_alias = json!({"CiphertextBlob": text.replace(&key, "alias/data")});
    assert_eq!(run(&mut world, "Decrypt", by_alias).unwrap_err().0, ErrorCode::InvalidCiphertextException);
    let decrypt = Operation::from_json("Decrypt", json!({"CiphertextBlob": text})).unwrap().unwrap();
    assert!(!serde_json::to_string(&decrypt).unwrap().contains(&key) && !format!("{decrypt:?}").contains(&key));
    done(&mut world, "ScheduleKeyDeletion", json!({"KeyId": "alias/data"}));
    assert_eq!(run(&mut world, "Decrypt", json!({"CiphertextBlob": text})).unwrap_err().0, ErrorCode::KmsInvalidStateException);
}

#[test]
fn what_a_secret_holds_is_shown_by_its_reply_and_kept_in_its_own_keyspace_alone() {
    let mut world = World::fresh();
    let create = Operation::from_json("CreateSecret", json!({"Name": "prod/db", "SecretString": "Correct-Horse-9"})).unwrap().unwrap();
    let planned = world.plan(create).unwrap();
    let change = planned.change.unwrap();
    for edit in &change.edits {
        let is_secret = matches!(edit.key(), EntityKey::SecretValue(_));
        assert_eq!(serde_json::to_string(edit).unwrap().contains("Correct-Horse-9"), is_secret, "{}", edit.key());
    }
    assert!(!format!("{change:?}").contains("Correct-Horse-9"));
    assert!(serde_json::to_string(&change.operation).unwrap().contains(MASK));
    world.account.apply(&change.edits);
    assert_eq!(done(&mut world, "GetSecretValue", json!({"SecretId": "prod/db"}))["SecretString"], "Correct-Horse-9");
    assert!(!done(&mut world, "ListSecrets", json!({})).to_string().contains("Correct-Horse-9"));
    done(&mut world, "DeleteSecret", json!({"SecretId": "prod/db"}));
    for id in ["GetSecretValue", "PutSecretValue"] {
        let refused = run(&mut world, id, json!({"SecretId": "prod/db"})).unwrap_err();
        assert_eq!(refused.0, ErrorCode::InvalidRequestException, "{id}");
    }
    done(&mut world, "DeleteSecret", json!({"SecretId": "prod/db", "ForceDeleteWithoutRecovery": true}));
    assert!(world.account.value_of_secret("prod/db").is_none());
}

#[test]
fn messages_and_items_come_back_as_they_were() {
    let mut world = world();
    let url = queue_url(&world);
    for body in ["one", "two \u{1b}[31m"] {
        done(&mut world, "SendMessage", json!({"QueueUrl": url, "MessageBody": body}));
    }
    let received = done(&mut world, "ReceiveMessage", json!({"QueueUrl": url, "MaxNumberOfMessages": 10}));
    assert_eq!((&received["Messages"][0]["Body"], &received["Messages"][1]["Body"]), (&json!("one"), &json!("two \u{1b}[31m")));
    done(&mut world, "DeleteMessage", json!({"QueueUrl": url, "ReceiptHandle": received["Messages"][0]["ReceiptHandle"]}));
    let shown = done(&mut world, "GetQueueAttributes", json!({"QueueUrl": url, "AttributeNames": ["All"]}));
    assert_eq!(shown["Attributes"]["ApproximateNumberOfMessages"], "1");

    let item = json!({"id": {"S": "a/b"}, "list": {"L": [{"M": {"n": {"N": "1.5"}}}]}, "set": {"SS": ["x"]}, "no": {"NULL": true}});
    done(&mut world, "PutItem", json!({"TableName": "people", "Item": item}));
    assert_eq!(done(&mut world, "GetItem", json!({"TableName": "people", "Key": {"id": {"S": "a/b"}}}))["Item"], item);
    for wrong in [json!("x"), json!({"S": 1}), json!({"S": "a", "N": "1"}), json!({"N": "x"}), json!({"SS": []}), json!({"L": [{"X": 1}]})]
    {
        let refused = run(&mut world, "PutItem", json!({"TableName": "people", "Item": {"id": {"S": "1"}, "x": wrong}}));
        assert_eq!(refused.unwrap_err().0, ErrorCode::ValidationException);
    }
    let long = json!({"TableName": "people", "Item": {"id": {"S": "1"}, "x": {"S": "x".repeat(20_000)}}});
    assert_eq!(run(&mut world, "PutItem", long).unwrap_err().0, ErrorCode::ValidationException);
    assert_eq!(done(&mut world, "Scan", json!({"TableName": "people"}))["Count"], 1);
}
