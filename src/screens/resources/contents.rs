//! What buckets, queues and tables hold, as rows.

use crate::account::Account;
use crate::account::entity::{ResourceKey, ResourceKind};
use crate::account::operation::{DeleteItem, DeleteMessage, DeleteObject, GetItem, GetObject, Operation, ReceiveMessage};
use crate::app::cx::Cx;
use crate::app::words::{ago, count};
use crate::widgets::Line;
use crate::widgets::list::{Column, Listing};

const COLUMNS: &[Column] = &[Column::text("Key", 16, 48, 10), Column::text("Holds", 20, 80, 5), Column::fixed("Since", 14, 3)];

/// What the things are called that a kind holds; `None` for kinds that hold nothing.
pub(super) const fn called(kind: ResourceKind) -> Option<&'static str> {
    match kind {
        ResourceKind::Bucket => Some("Objects"),
        ResourceKind::Queue => Some("Messages"),
        ResourceKind::Table => Some("Items"),
        _ => None,
    }
}

/// The keys of what a resource holds, in order.
pub(super) fn keys(account: &Account, of: &ResourceKey) -> Vec<String> {
    match of.kind {
        ResourceKind::Bucket => account.objects_in(&of.name).map(|object| object.key.clone()).collect(),
        ResourceKind::Queue => account.messages_in(&of.name).map(|message| message.number.to_string()).collect(),
        ResourceKind::Table => account.items_in(&of.name).map(|item| item.key.clone()).collect(),
        _ => Vec::new(),
    }
}

/// Reads one of them.
pub(super) fn reading(account: &Account, of: &ResourceKey, key: &str) -> Option<Operation> {
    Some(match of.kind {
        ResourceKind::Bucket => GetObject { bucket: of.name.clone(), key: key.to_owned() }.into(),
        ResourceKind::Queue => ReceiveMessage { queue_url: account.queue_url(&of.name), max_number_of_messages: Some(10) }.into(),
        ResourceKind::Table => GetItem { table_name: of.name.clone(), key: key_of_item(account, &of.name, key)? }.into(),
        _ => return None,
    })
}

/// Deletes one of them.
pub(super) fn deletion(account: &Account, of: &ResourceKey, key: &str) -> Option<Operation> {
    Some(match of.kind {
        ResourceKind::Bucket => DeleteObject { bucket: of.name.clone(), key: key.to_owned() }.into(),
        ResourceKind::Queue => {
            let message = account.messages_in(&of.name).find(|message| message.number.to_string() == key)?;
            DeleteMessage { queue_url: account.queue_url(&of.name), receipt_handle: format!("{}/{}", message.number, message.id) }.into()
        }
        ResourceKind::Table => DeleteItem { table_name: of.name.clone(), key: key_of_item(account, &of.name, key)? }.into(),
        _ => return None,
    })
}

fn key_of_item(account: &Account, table: &str, key: &str) -> Option<serde_json::Map<String, serde_json::Value>> {
    let table = account.table(table)?;
    Some(serde_json::Map::from_iter([(table.key.clone(), serde_json::json!({ table.key_type.as_str(): key }))]))
}

/// What a resource holds, as rows.
pub(super) struct ContentRows<'a> {
    pub cx: &'a Cx<'a>,
    pub of: &'a ResourceKey,
}

impl Listing for ContentRows<'_> {
    type Key = String;

    fn columns(&self) -> &[Column] {
        COLUMNS
    }

    fn words(&self, key: &String) -> String {
        format!("{key} {}", self.cell(key, 1).plain())
    }

    fn cell(&self, key: &String, column: usize) -> Line {
        let account = self.cx.account;
        let (holds, since) = match self.of.kind {
            ResourceKind::Bucket => {
                let object = account.object(&self.of.name, key);
                (object.map(|object| count(object.content.len(), "byte")), object.map(|object| object.modified))
            }
            ResourceKind::Queue => {
                let message = account.messages_in(&self.of.name).find(|message| message.number.to_string() == *key);
                (message.map(|message| message.body.clone()), message.map(|message| message.sent))
            }
            _ => {
                let item = account.item(&self.of.name, key);
                (item.and_then(|item| serde_json::to_string(&item.attributes).ok()), None)
            }
        };
        match column {
            0 => Line::new().text(key.clone()),
            1 => Line::new().quiet(holds.unwrap_or_default()),
            _ => Line::new().quiet(since.map_or_else(|| "-".to_owned(), |since| ago(since, self.cx.now))),
        }
    }
}
