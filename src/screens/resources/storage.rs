//! What can be done with buckets, queues and tables.

use std::collections::BTreeMap;

use super::deed::{Deed, Making};
use crate::account::entity::{ResourceKey, ResourceKind};
use crate::account::estate::QueueSetting;
use crate::account::operation::{
    AttributeDefinition, CreateBucket, CreateQueue, CreateTable, DeleteBucketPolicy, GetPublicAccessBlock, GetQueueAttributes,
    KeySchemaElement, Operation, PublicAccessBlockConfiguration, PutItem, PutObject, PutPublicAccessBlock, SendMessage, SetQueueAttributes,
};
use crate::app::cx::Cx;
use crate::screens::sight::needs;
use crate::widgets::form::Field;

/// What forms show that change how something is set.
const SETTINGS: &str = "what is set now";

/// Reads what of public access to a bucket is blocked.
fn public_access_block(_: &Cx<'_>, bucket: &str) -> Operation {
    GetPublicAccessBlock { bucket: bucket.to_owned() }.into()
}

/// Why there is no policy to be deleted, where that may be seen.
fn lacks_policy(cx: &Cx<'_>, key: &ResourceKey) -> Option<&'static str> {
    let is_seen = cx.may(&needs::policy_of_resource(cx, key));
    (is_seen && cx.account.policy_on(key).is_none()).then_some("It has no policy.")
}

pub(super) static BUCKET: Deed = Deed {
    title: "S3 bucket",
    button: "Create bucket",
    about: "Holds objects; its policy may let in others, even everybody",
    fields: |_, _| {
        let hint = "3 to 63 lower-case letters, digits, dots and hyphens; no other bucket in the world has the name.";
        vec![Field::text_line(0, "Bucket name", "").of(CreateBucket::SPEC.member("Bucket")).hint(hint)]
    },
    operations: |making| Ok(vec![CreateBucket { bucket: making.text(0), create_bucket_configuration: None }.into()]),
    ..Deed::BARE
};

pub(super) static ON_BUCKET: &[Deed] = &[
    Deed {
        title: "Put object",
        button: "Put object",
        about: "Puts a text into the bucket, or in the place of the one of that key",
        fields: |_, _| {
            let member = |name| PutObject::SPEC.member(name);
            vec![
                Field::text_line(0, "Key", "").of(member("Key")).hint("As in notes.txt or 2026/notes.txt"),
                Field::text_line(1, "Content", "").of(member("Body")).optional(),
            ]
        },
        operations: |making| Ok(vec![PutObject { body: making.optional(1), bucket: making.name(), key: making.text(0) }.into()]),
        ..Deed::BARE
    },
    Deed {
        title: "Block public access",
        button: "Save changes",
        about: "Keeps the bucket from being public, whatever its policy says",
        reads: Some((SETTINGS, public_access_block)),
        fields: |cx, name| {
            let may_see = cx.may(&public_access_block(cx, name));
            let on = cx.account.bucket(name).and_then(|bucket| bucket.public_access_block).filter(|_| may_see);
            let hint = if may_see { "" } else { "What is saved here takes the place of what is set, all four." };
            let toggle = |id, label, on: Option<bool>| Field::toggle(id, label, on.unwrap_or(false)).joined();
            vec![
                toggle(0, "Block public access control lists", on.map(|on| on.block_public_acls)),
                toggle(1, "Ignore public access control lists", on.map(|on| on.ignore_public_acls)),
                toggle(2, "Refuse public bucket policies", on.map(|on| on.block_public_policy)),
                toggle(3, "Let a public policy reach the account's own only", on.map(|on| on.restrict_public_buckets)).hint(hint),
            ]
        },
        operations: |making| {
            let public_access_block_configuration = PublicAccessBlockConfiguration {
                block_public_acls: Some(making.form.is_on(0)),
                ignore_public_acls: Some(making.form.is_on(1)),
                block_public_policy: Some(making.form.is_on(2)),
                restrict_public_buckets: Some(making.form.is_on(3)),
            };
            Ok(vec![PutPublicAccessBlock { bucket: making.name(), public_access_block_configuration }.into()])
        },
        ..Deed::BARE
    },
    Deed {
        title: "Delete bucket policy",
        button: "Delete policy",
        moot: |cx, name| lacks_policy(cx, &ResourceKey::new(ResourceKind::Bucket, name)),
        about: "Leaves it to the policies of the account's own principals",
        operations: |making| Ok(vec![DeleteBucketPolicy { bucket: making.name() }.into()]),
        ..Deed::BARE
    },
];

pub(super) static QUEUE: Deed = Deed {
    title: "SQS queue",
    button: "Create queue",
    about: "Holds messages until they are read",
    fields: |_, _| vec![Field::text_line(0, "Queue name", "").of(CreateQueue::SPEC.member("QueueName"))],
    operations: |making| Ok(vec![CreateQueue { queue_name: making.text(0), attributes: None, tags: None }.into()]),
    ..Deed::BARE
};

/// Reads how the queue of this name is set.
fn queue_attributes(cx: &Cx<'_>, name: &str) -> Operation {
    GetQueueAttributes { queue_url: cx.account.queue_url(name), attribute_names: None }.into()
}

/// The settings of the queue of this name; where they may not be seen, without what they are.
fn queue_settings(cx: &Cx<'_>, name: &str) -> Vec<QueueSetting> {
    let mut settings: Vec<QueueSetting> = cx.account.queue(name).map_or_else(Vec::new, |queue| cx.account.queue_settings(queue).into());
    if !cx.may(&queue_attributes(cx, name)) {
        for setting in &mut settings {
            setting.value.clear();
        }
    }
    settings
}

/// What was changed of a queue's settings.
fn changed_settings(making: &Making<'_>) -> BTreeMap<String, String> {
    let settings = queue_settings(making.cx, making.name).into_iter().enumerate();
    let changed = settings.filter(|(id, setting)| making.form.text(*id) != setting.value);
    changed.map(|(id, setting)| (setting.name.to_owned(), making.text(id))).collect()
}

pub(super) static ON_QUEUE: &[Deed] = &[
    Deed {
        title: "Edit queue",
        button: "Save changes",
        about: "How long messages stay, wait and are hidden, and how large they may be",
        reads: Some((SETTINGS, queue_attributes)),
        fields: |cx, name| {
            let is_seen = cx.may(&queue_attributes(cx, name));
            let field = |(id, setting): (usize, QueueSetting)| {
                let kept = if is_seen { "" } else { "; left empty, it stays as it is" };
                let hint = format!("{} to {} {}s{kept}", setting.least, setting.most, setting.unit());
                let field = Field::text_line(id, setting.label(), setting.value).hint(hint);
                if is_seen { field } else { field.optional() }
            };
            queue_settings(cx, name).into_iter().enumerate().map(field).collect()
        },
        operations: |making| {
            let attributes = changed_settings(making);
            if attributes.is_empty() {
                return Err((0, "Nothing is changed.".into()));
            }
            Ok(vec![SetQueueAttributes { queue_url: making.cx.account.queue_url(making.name), attributes }.into()])
        },
        ..Deed::BARE
    },
    Deed {
        title: "Send message",
        button: "Send message",
        about: "Puts a message into the queue",
        fields: |_, _| vec![Field::text_line(0, "Message body", "").of(SendMessage::SPEC.member("MessageBody"))],
        operations: |making| {
            let queue_url = making.cx.account.queue_url(making.name);
            Ok(vec![SendMessage { queue_url, message_body: making.text(0) }.into()])
        },
        ..Deed::BARE
    },
    Deed {
        title: "Delete queue policy",
        button: "Delete policy",
        moot: |cx, name| lacks_policy(cx, &ResourceKey::new(ResourceKind::Queue, name)),
        about: "Leaves it to the policies of the account's own principals",
        operations: |making| {
            let attributes = BTreeMap::from([("Policy".to_owned(), String::new())]);
            Ok(vec![SetQueueAttributes { queue_url: making.cx.account.queue_url(making.name), attributes }.into()])
        },
        ..Deed::BARE
    },
];

pub(super) static TABLE: Deed = Deed {
    title: "DynamoDB table",
    button: "Create table",
    about: "Holds items, told apart by their partition key",
    fields: |_, _| {
        vec![
            Field::text_line(0, "Table name", "").of(CreateTable::SPEC.member("TableName")),
            Field::text_line(1, "Partition key", "id").hint("The attribute that tells items apart; a text."),
        ]
    },
    operations: |making| {
        let key = || Some(making.text(1));
        let create = CreateTable {
            attribute_definitions: vec![AttributeDefinition { attribute_name: key(), attribute_type: Some("S".into()) }],
            table_name: making.text(0),
            key_schema: vec![KeySchemaElement { attribute_name: key(), key_type: Some("HASH".into()) }],
            billing_mode: Some("PAY_PER_REQUEST".into()),
            tags: None,
        };
        Ok(vec![create.into()])
    },
    ..Deed::BARE
};

pub(super) static ON_TABLE: &[Deed] = &[Deed {
    title: "Put item",
    button: "Put item",
    about: "Puts an item into the table, or in the place of the one with its key",
    fields: |cx, name| {
        let key = cx.account.table(name).map_or("id", |table| table.key.as_str());
        let hint = "Attributes with their types, as DynamoDB writes them: {\"id\": {\"S\": \"3\"}, \"age\": {\"N\": \"41\"}}";
        vec![Field::text_line(0, "Item", format!("{{\"{key}\": {{\"S\": \"3\"}}}}")).hint(hint)]
    },
    operations: |making| {
        let item = serde_json::from_str(making.form.text(0)).map_err(|error| (0, format!("That is no JSON object: {error}.")))?;
        Ok(vec![PutItem { table_name: making.name(), item }.into()])
    },
    ..Deed::BARE
}];
