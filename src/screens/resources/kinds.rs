//! The table of kinds: how each is made, what can be done with it, and how it is deleted.

use super::deed::Deed;
use super::{compute, keys, storage};
use crate::account::Account;
use crate::account::entity::{ResourceKey, ResourceKind};
use crate::account::operation::{
    DeleteBucket, DeleteFunction, DeleteObject, DeleteQueue, DeleteSecret, DeleteTable, ListObjectsV2, Operation, ScheduleKeyDeletion,
    TerminateInstances,
};
use crate::app::cx::Cx;
use crate::app::overlay::dialog::Dialog;
use crate::app::step::Step;
use crate::app::words::count;
use crate::widgets::Line;
use crate::widgets::form::{Field, Form};

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
    Kind { service: "KMS", create: &keys::KEY, deeds: keys::ON_KEY, writes_policy: true },
    Kind { service: "Secrets Manager", create: &keys::SECRET, deeds: keys::ON_SECRET, writes_policy: true },
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

/// The days that a key's or secret's deletion waits, as the console offers them at first.
const DAYS: &str = "30";

/// What deletes a resource, with what must go first; a key and a secret some days later.
fn deleting(account: &Account, key: &ResourceKey, days: Option<u32>) -> Vec<Operation> {
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
        ResourceKind::Key => vec![ScheduleKeyDeletion { key_id: name, pending_window_in_days: days }.into()],
        ResourceKind::Secret => {
            let delete = DeleteSecret { secret_id: name, recovery_window_in_days: days, force_delete_without_recovery: None };
            vec![delete.into()]
        }
    }
}

/// Asks before a resource is deleted.
pub(super) fn deletion(cx: &Cx<'_>, key: &ResourceKey) -> Dialog {
    let words = cx.resource_words(key);
    if matches!(key.kind, ResourceKind::Key | ResourceKind::Secret) {
        return scheduling(key, &words);
    }
    // What it holds goes first, where that may be listed: else AWS says whether something is in the way.
    let lists = (key.kind == ResourceKind::Bucket).then(|| ListObjectsV2 { bucket: key.name.clone(), ..Default::default() }.into());
    let unseen = lists.and_then(|lists| cx.refusal(&lists));
    let operations = deleting(cx.account, key, None);
    let operations = if unseen.is_some() { operations.into_iter().next_back().into_iter().collect() } else { operations };
    let (title, said) = match key.kind {
        ResourceKind::Instance => (format!("Terminate {words}?"), format!("Terminated {words}")),
        _ => (format!("Delete {words}?"), format!("Deleted {words}")),
    };
    let lost = match operations.len() {
        0 | 1 => Line::new().text("What it holds goes with it."),
        more => Line::new().text(format!("{} in it goes first.", count(more - 1, "object"))),
    };
    let confirm = move |_: &Form<usize>, _: &Cx<'_>| Ok(vec![Step::submit_all(operations.clone(), said.clone())]);
    let dialog = Dialog::new(title, "Delete", confirm);
    let dialog = match unseen {
        Some(refusal) => dialog.unseen("what goes with it", [refusal]),
        None => dialog.line(lost),
    };
    dialog.line(Line::new().quiet("Here u undoes it. On AWS a deletion is for good.")).typed(key.name.clone())
}

/// Asks in how many days a key or secret is to be gone, as its service has it.
fn scheduling(key: &ResourceKey, words: &str) -> Dialog {
    let member = if key.kind == ResourceKind::Key {
        ScheduleKeyDeletion::SPEC.member("PendingWindowInDays")
    } else {
        DeleteSecret::SPEC.member("RecoveryWindowInDays")
    };
    let (key, said) = (key.clone(), format!("Scheduled the deletion of {words}"));
    let confirm = move |form: &Form<usize>, cx: &Cx<'_>| {
        let days: u32 = form.text(0).trim().parse().map_err(|_| (0, "Enter a number of days.".to_owned()))?;
        Ok(vec![Step::submit_all(deleting(cx.account, &key, Some(days)), said.clone())])
    };
    Dialog::new(format!("Schedule the deletion of {words}?"), "Schedule deletion", confirm)
        .line(Line::new().text("Nobody can use it from now on. Until the days are over, the actions have a way to cancel it."))
        .line(Line::new().quiet("Here u undoes it. Once the days are over, by the practice clock, it is gone; on AWS for good."))
        .fields(vec![Field::text_line(0, "Waiting period (in days)", DAYS).of(member).hint("7 to 30")])
}
