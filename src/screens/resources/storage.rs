//! What can be done with buckets, queues, tables, keys and secrets.

use std::collections::BTreeMap;

use super::deed::{Deed, Making};
use crate::account::estate::QueueSetting;
use crate::account::operation::{
    AttributeDefinition, CancelKeyDeletion, CreateAlias, CreateBucket, CreateKey, CreateQueue, CreateSecret, CreateTable, DeleteAlias,
    DeleteBucketPolicy, DisableKey, EnableKey, GetPublicAccessBlock, GetQueueAttributes, GetSecretValue, KeySchemaElement, ListAliases,
    PublicAccessBlockConfiguration, PutItem, PutObject, PutPublicAccessBlock, PutSecretValue, RestoreSecret, SendMessage,
    SetQueueAttributes,
};
use crate::account::secret::Secret;
use crate::app::cx::Cx;
use crate::widgets::form::Field;

pub(super) static BUCKET: Deed = Deed {
    title: "S3 bucket",
    button: "Create bucket",
    about: "Holds objects; its policy may let in others, even everybody",
    lists: None,
    fields: |_, _| {
        let hint = "3 to 63 lower-case letters, digits, dots and hyphens; no other bucket in the world has the name.";
        vec![Field::text_line(0, "Bucket name", "").of(CreateBucket::SPEC.member("Bucket")).hint(hint)]
    },
    operations: |making| Ok(vec![CreateBucket { bucket: making.text(0), create_bucket_configuration: None }.into()]),
};

pub(super) static ON_BUCKET: &[Deed] = &[
    Deed {
        title: "Put object",
        button: "Put object",
        about: "Puts a text into the bucket, or in the place of the one of that key",
        lists: None,
        fields: |_, _| {
            let member = |name| PutObject::SPEC.member(name);
            vec![
                Field::text_line(0, "Key", "").of(member("Key")).hint("As in notes.txt or 2026/notes.txt"),
                Field::text_line(1, "Content", "").of(member("Body")).optional(),
            ]
        },
        operations: |making| Ok(vec![PutObject { body: making.optional(1), bucket: making.name(), key: making.text(0) }.into()]),
    },
    Deed {
        title: "Block public access",
        button: "Save changes",
        about: "Keeps the bucket from being public, whatever its policy says",
        lists: None,
        fields: |cx, name| {
            let may_see = cx.may(&GetPublicAccessBlock { bucket: name.to_owned() }.into());
            let on = cx.account.bucket(name).and_then(|bucket| bucket.public_access_block).filter(|_| may_see);
            let hint = if may_see { "" } else { "What is set now may not be seen by you. What is saved here takes its place, all four." };
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
    },
    Deed {
        title: "Delete bucket policy",
        button: "Delete policy",
        about: "Leaves it to the policies of the account's own principals",
        lists: None,
        fields: |_, _| Vec::new(),
        operations: |making| Ok(vec![DeleteBucketPolicy { bucket: making.name() }.into()]),
    },
];

pub(super) static QUEUE: Deed = Deed {
    title: "SQS queue",
    button: "Create queue",
    about: "Holds messages until they are read",
    lists: None,
    fields: |_, _| vec![Field::text_line(0, "Queue name", "").of(CreateQueue::SPEC.member("QueueName"))],
    operations: |making| Ok(vec![CreateQueue { queue_name: making.text(0), attributes: None, tags: None }.into()]),
};

/// Whether it may be seen how the queue of this name is set.
fn sees_settings(cx: &Cx<'_>, name: &str) -> bool {
    cx.may(&GetQueueAttributes { queue_url: cx.account.queue_url(name), attribute_names: None }.into())
}

/// The settings of the queue of this name; where they may not be seen, without what they are.
fn queue_settings(cx: &Cx<'_>, name: &str) -> Vec<QueueSetting> {
    let mut settings: Vec<QueueSetting> = cx.account.queue(name).map_or_else(Vec::new, |queue| cx.account.queue_settings(queue).into());
    if !sees_settings(cx, name) {
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
        lists: None,
        fields: |cx, name| {
            let is_seen = sees_settings(cx, name);
            let field = |(id, setting): (usize, QueueSetting)| {
                let unseen = if is_seen { "" } else { "; what is set now may not be seen by you, and stays where nothing is typed" };
                let hint = format!("{} to {} {}{unseen}", setting.least, setting.most, setting.unit());
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
    },
    Deed {
        title: "Send message",
        button: "Send message",
        about: "Puts a message into the queue",
        lists: None,
        fields: |_, _| vec![Field::text_line(0, "Message body", "").of(SendMessage::SPEC.member("MessageBody"))],
        operations: |making| {
            let queue_url = making.cx.account.queue_url(making.name);
            Ok(vec![SendMessage { queue_url, message_body: making.text(0) }.into()])
        },
    },
    Deed {
        title: "Delete queue policy",
        button: "Delete policy",
        about: "Leaves it to the policies of the account's own principals",
        lists: None,
        fields: |_, _| Vec::new(),
        operations: |making| {
            let attributes = BTreeMap::from([("Policy".to_owned(), String::new())]);
            Ok(vec![SetQueueAttributes { queue_url: making.cx.account.queue_url(making.name), attributes }.into()])
        },
    },
];

pub(super) static TABLE: Deed = Deed {
    title: "DynamoDB table",
    button: "Create table",
    about: "Holds items, told apart by their partition key",
    lists: None,
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
};

pub(super) static ON_TABLE: &[Deed] = &[Deed {
    title: "Put item",
    button: "Put item",
    about: "Puts an item into the table, or in the place of the one with its key",
    lists: None,
    fields: |cx, name| {
        let key = cx.account.table(name).map_or("id", |table| table.key.as_str());
        let hint = "Attributes with their types, as DynamoDB writes them: {\"id\": {\"S\": \"3\"}, \"age\": {\"N\": \"41\"}}";
        vec![Field::text_line(0, "Item", format!("{{\"{key}\": {{\"S\": \"3\"}}}}")).hint(hint)]
    },
    operations: |making| {
        let item = serde_json::from_str(making.form.text(0)).map_err(|error| (0, format!("That is no JSON object: {error}.")))?;
        Ok(vec![PutItem { table_name: making.name(), item }.into()])
    },
}];

pub(super) static KEY: Deed = Deed {
    title: "KMS key",
    button: "Create key",
    about: "Encrypts and decrypts for whom its key policy lets",
    lists: None,
    fields: |_, _| vec![Field::text_line(0, "Description", "").of(CreateKey::SPEC.member("Description")).optional()],
    operations: |making| Ok(vec![CreateKey { description: making.optional(0), ..Default::default() }.into()]),
};

/// The first name that a key has besides its id, where that may be seen.
fn first_alias(cx: &Cx<'_>, key: &str) -> String {
    let alias = cx.account.key_aliases().find(|alias| alias.key == key).filter(|_| cx.may(&ListAliases {}.into()));
    format!("alias/{}", alias.map_or("", |alias| &alias.name))
}

pub(super) static ON_KEY: &[Deed] = &[
    Deed {
        title: "Create alias",
        button: "Create alias",
        about: "Gives the key another name",
        lists: None,
        fields: |_, _| vec![Field::text_line(0, "Alias", "alias/").of(CreateAlias::SPEC.member("AliasName"))],
        operations: |making| Ok(vec![CreateAlias { alias_name: making.text(0), target_key_id: making.name() }.into()]),
    },
    Deed {
        title: "Delete alias",
        button: "Delete alias",
        about: "Takes another name from the key",
        lists: None,
        fields: |cx, name| vec![Field::text_line(0, "Alias", first_alias(cx, name)).of(DeleteAlias::SPEC.member("AliasName"))],
        operations: |making| Ok(vec![DeleteAlias { alias_name: making.text(0) }.into()]),
    },
    Deed {
        title: "Disable",
        button: "Disable",
        about: "Nobody can encrypt and decrypt with it, until it is enabled again",
        lists: None,
        fields: |_, _| Vec::new(),
        operations: |making| Ok(vec![DisableKey { key_id: making.name() }.into()]),
    },
    Deed {
        title: "Enable",
        button: "Enable",
        about: "Lets the key be used again",
        lists: None,
        fields: |_, _| Vec::new(),
        operations: |making| Ok(vec![EnableKey { key_id: making.name() }.into()]),
    },
    Deed {
        title: "Cancel key deletion",
        button: "Cancel key deletion",
        about: "Keeps the key; it is disabled then",
        lists: None,
        fields: |_, _| Vec::new(),
        operations: |making| Ok(vec![CancelKeyDeletion { key_id: making.name() }.into()]),
    },
];

pub(super) static SECRET: Deed = Deed {
    title: "Secret",
    button: "Store secret",
    about: "A password or the like that programs ask for when they need it",
    lists: None,
    fields: |_, _| {
        let member = |name| CreateSecret::SPEC.member(name);
        vec![
            Field::text_line(0, "Secret name", "").of(member("Name")),
            Field::secret(1, "Secret value").of(member("SecretString")),
            Field::text_line(2, "Description", "").of(member("Description")).optional(),
        ]
    },
    operations: |making| {
        let secret_string = making.optional(1).map(Secret::new);
        Ok(vec![CreateSecret { name: making.text(0), description: making.optional(2), secret_string, tags: None }.into()])
    },
};

pub(super) static ON_SECRET: &[Deed] = &[
    Deed {
        title: "Retrieve secret value",
        button: "Retrieve",
        about: "Shows what the secret holds; whoever looks over your shoulder sees it, too",
        lists: None,
        fields: |_, _| Vec::new(),
        operations: |making| Ok(vec![GetSecretValue { secret_id: making.name() }.into()]),
    },
    Deed {
        title: "Set secret value",
        button: "Save",
        about: "Puts another value in the place of the one before",
        lists: None,
        fields: |_, _| vec![Field::secret(0, "Secret value").of(PutSecretValue::SPEC.member("SecretString"))],
        operations: |making| {
            let secret_string = making.optional(0).map(Secret::new);
            Ok(vec![PutSecretValue { secret_id: making.name(), secret_string }.into()])
        },
    },
    Deed {
        title: "Cancel deletion",
        button: "Cancel deletion",
        about: "Keeps the secret that was to be deleted",
        lists: None,
        fields: |_, _| Vec::new(),
        operations: |making| Ok(vec![RestoreSecret { secret_id: making.name() }.into()]),
    },
];
