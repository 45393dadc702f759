//! The table of kinds: how each is made, what can be done with it, and how it is deleted.

use super::deed::Deed;
use super::{compute, storage};
use crate::account::Account;
use crate::account::entity::{ResourceKey, ResourceKind};
use crate::account::operation::{
    DeleteBucket, DeleteFunction, DeleteObject, DeleteQueue, DeleteSecret, DeleteTable, Operation, ScheduleKeyDeletion, TerminateInstances,
};
use crate::app::cx::Cx;
use crate::app::overlay::dialog::Dialog;
use crate::app::step::Step;
use crate::app::words::count;
use crate::widgets::Line;

/// What is known of a kind.
pub(super) struct Kind {
    /// The service, as people call it.
    pub service: &'static str,
    /// Makes one.
    pub create: &'static Deed,
    /// What can be done with one.
    pub deeds: &'static [Deed],
    /// Whether its policy is written as a document.
    pub writes_policy: bool,
}

/// All kinds, in the order of [`ResourceKind::ALL`].
pub(super) static KINDS: [Kind; 7] = [
    Kind { service: "S3", create: &storage::BUCKET, deeds: storage::ON_BUCKET, writes_policy: true },
    Kind { service: "EC2", create: &compute::INSTANCE, deeds: compute::ON_INSTANCE, writes_policy: false },
    Kind { service: "Lambda", create: &compute::FUNCTION, deeds: compute::ON_FUNCTION, writes_policy: false },
    Kind { service: "SQS", create: &storage::QUEUE, deeds: storage::ON_QUEUE, writes_policy: true },
    Kind { service: "DynamoDB", create: &storage::TABLE, deeds: storage::ON_TABLE, writes_policy: false },
    Kind { service: "KMS", create: &storage::KEY, deeds: storage::ON_KEY, writes_policy: true },
    Kind { service: "Secrets Manager", create: &storage::SECRET, deeds: storage::ON_SECRET, writes_policy: true },
];

/// The row of a kind.
pub(super) fn of(kind: ResourceKind) -> &'static Kind {
    let [bucket, instance, function, queue, table, key, secret] = &KINDS;
    match kind {
        ResourceKind::Bucket => bucket,
        ResourceKind::Instance => instance,
        ResourceKind::Function => function,
        ResourceKind::Queue => queue,
        ResourceKind::Table => table,
        ResourceKind::Key => key,
        ResourceKind::Secret => secret,
    }
}

/// The service of a kind, as people call it.
pub(super) fn service(kind: ResourceKind) -> &'static str {
    of(kind).service
}

/// What deletes a resource, with what must go first.
fn deleting(account: &Account, key: &ResourceKey) -> Vec<Operation> {
    let name = key.name.clone();
    match key.kind {
        ResourceKind::Bucket => {
            let objects = account.objects_in(&name).map(|object| DeleteObject { bucket: name.clone(), key: object.key.clone() }.into());
            objects.chain([DeleteBucket { bucket: name.clone() }.into()]).collect()
        }
        ResourceKind::Instance => vec![TerminateInstances { instance_ids: vec![name] }.into()],
        ResourceKind::Function => vec![DeleteFunction { function_name: name }.into()],
        ResourceKind::Queue => vec![DeleteQueue { queue_url: account.queue_url(&name) }.into()],
        ResourceKind::Table => vec![DeleteTable { table_name: name }.into()],
        ResourceKind::Key => vec![ScheduleKeyDeletion { key_id: name, pending_window_in_days: Some(7) }.into()],
        ResourceKind::Secret => {
            let delete = DeleteSecret { secret_id: name, recovery_window_in_days: Some(7), force_delete_without_recovery: None };
            vec![delete.into()]
        }
    }
}

/// Asks before a resource is deleted.
pub(super) fn deletion(cx: &Cx<'_>, key: &ResourceKey) -> Dialog {
    let operations = deleting(cx.account, key);
    let words = cx.account.resource_words(key);
    let (title, said) = match key.kind {
        ResourceKind::Key | ResourceKind::Secret => (format!("Delete {words} in 7 days?"), format!("Scheduled the deletion of {words}")),
        ResourceKind::Instance => (format!("Terminate {words}?"), format!("Terminated {words}")),
        _ => (format!("Delete {words}?"), format!("Deleted {words}")),
    };
    let lost = match operations.len() {
        0 | 1 if matches!(key.kind, ResourceKind::Key | ResourceKind::Secret) => {
            Line::new().text("Nobody can use it from now on. The actions have a way to cancel it.")
        }
        0 | 1 => Line::new().text("What it holds goes with it."),
        more => Line::new().text(format!("{} in it goes first.", count(more - 1, "object"))),
    };
    let confirm = move |_: &crate::widgets::form::Form<usize>, _: &Cx<'_>| Ok(vec![Step::submit_all(operations.clone(), said.clone())]);
    let dialog = Dialog::new(title, "Delete", confirm).line(lost);
    let undone = match key.kind {
        ResourceKind::Key | ResourceKind::Secret => "Here u undoes it. On AWS it is gone for good once the days are over.",
        _ => "Here u undoes it. On AWS a deletion is for good.",
    };
    dialog.line(Line::new().quiet(undone)).typed(key.name.clone())
}
