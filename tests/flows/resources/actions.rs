//! What is done with a resource of each kind, by its form.

use super::{LAMBDA, console};
use crate::common::console::Console;
use iam_console::account::Account;
use iam_console::account::caller::Caller;
use iam_console::account::entity::{Entity, KeyState, KmsKey, ResourceKey, ResourceKind};
use iam_console::account::operation::*;
use iam_console::awscli;
use iam_console::store::HistoryDeed;

/// Something that can be done with a resource.
struct Deed {
    /// What is typed on its page before it can be done.
    before: &'static str,
    /// What finds it among the actions.
    filter: &'static str,
    /// What is typed into its form.
    typed: &'static str,
    /// The AWS CLI's command that does it; none for what only reads, which has no entry in the history.
    command: &'static str,
    /// Whether it is done, by the resource's name.
    is_done: fn(&Account, &str) -> bool,
}

const fn deed(filter: &'static str, typed: &'static str, command: &'static str, is_done: fn(&Account, &str) -> bool) -> Deed {
    Deed { before: "", filter, typed, command, is_done }
}

const YES: &str = "<tab><enter>";

fn has_policy(account: &Account, kind: ResourceKind, name: &str) -> bool {
    account.policy_on(&ResourceKey::new(kind, name)).is_some()
}

const ON_BUCKET: &[Deed] = &[
    deed("put object", "notes.txt<tab>Hello<enter>", "put-object", |account, name| {
        account.object(name, "notes.txt").is_some_and(|object| object.content == "Hello")
    }),
    deed("block public", "<space><enter>", "put-public-access-block", |account, name| {
        account.bucket(name).is_some_and(|bucket| bucket.public_access_block.is_some_and(|on| !on.block_public_acls))
    }),
    deed("delete bucket policy", YES, "delete-bucket-policy", |account, name| !has_policy(account, ResourceKind::Bucket, name)),
];

const ON_INSTANCE: &[Deed] = &[
    deed("attach", "<enter>", "associate-iam-instance-profile", |account, name| {
        account.instance(name).is_some_and(|instance| instance.profile.is_some())
    }),
    Deed {
        before: "a/attach<enter><enter><enter>",
        ..deed("detach", YES, "disassociate-iam-instance-profile", |account, name| {
            account.instance(name).is_some_and(|instance| instance.profile.is_none())
        })
    },
    Deed {
        before: "a/stop<enter><enter><tab><enter>",
        ..deed("start", YES, "start-instances", |account, name| {
            account.instance(name).is_some_and(|instance| instance.state.as_str() == "running")
        })
    },
    deed("stop", YES, "stop-instances", |account, name| {
        account.instance(name).is_some_and(|instance| instance.state.as_str() == "stopped")
    }),
    Deed {
        before: STOPPED,
        ..deed("instance type", "<ctrl-u>m7g.2xlarge<enter>", "modify-instance-attribute", |account, name| {
            account.instance(name).is_some_and(|instance| instance.instance_type == "m7g.2xlarge")
        })
    },
    Deed {
        before: STOPPED,
        ..deed("edit user data", "#!/bin/sh<enter>", "modify-instance-attribute", |account, name| {
            account.instance(name).is_some_and(|instance| instance.user_data.as_deref() == Some("#!/bin/sh"))
        })
    },
    deed("view user data", "<enter>", "", |_, _| true),
];

/// Stops an instance first.
const STOPPED: &str = "a/stop<enter><enter><tab><enter>";

/// Disables a key first.
const DISABLED: &str = "a/nobody can<enter><enter><tab><enter>";

const ON_FUNCTION: &[Deed] = &[
    deed("invoke", "<ctrl-u>{}<enter>", "", |_, _| true),
    deed("execution role", "<ctrl-u>OTHER<enter>", "update-function-configuration", |account, name| {
        account.function(name).is_some_and(|function| function.role.place == "/other")
    }),
    deed("add permission", "s3<enter>", "add-permission", |account, name| has_policy(account, ResourceKind::Function, name)),
    Deed {
        before: "a/add permission<enter><enter>s3<enter>",
        ..deed("remove permission", "s3<enter>", "remove-permission", |account, name| !has_policy(account, ResourceKind::Function, name))
    },
];

const ON_QUEUE: &[Deed] = &[
    deed("edit queue", "<ctrl-u>5<enter>", "set-queue-attributes", |account, name| {
        account.queue(name).is_some_and(|queue| account.queue_settings(queue).iter().any(|setting| setting.value == "5"))
    }),
    deed("send message", "Order 2<enter>", "send-message", |account, name| {
        account.messages_in(name).any(|message| message.body == "Order 2")
    }),
    deed("delete queue policy", YES, "set-queue-attributes", |account, name| !has_policy(account, ResourceKind::Queue, name)),
];

const ON_TABLE: &[Deed] = &[deed("put item", "<enter>", "put-item", |account, name| account.item(name, "3").is_some())];

fn key_state(account: &Account, name: &str) -> Option<KeyState> {
    account.kms_key_named(name).map(KmsKey::state)
}

const ON_KEY: &[Deed] = &[
    deed("create alias", "data<enter>", "create-alias", |account, _| account.key_alias("data").is_some()),
    Deed {
        before: "a/create alias<enter><enter>data<enter>",
        ..deed("delete alias", "<ctrl-u>alias/data<enter>", "delete-alias", |account, _| account.key_alias("data").is_none())
    },
    deed("nobody can", YES, "disable-key", |account, name| key_state(account, name) == Some(KeyState::Disabled)),
    Deed {
        before: DISABLED,
        ..deed("lets the key", YES, "enable-key", |account, name| key_state(account, name) == Some(KeyState::Enabled))
    },
    Deed {
        before: ":aws kms schedule-key-deletion --key-id NAME<enter><esc>",
        ..deed("cancel key", YES, "cancel-key-deletion", |account, name| key_state(account, name) == Some(KeyState::Disabled))
    },
];

const ON_SECRET: &[Deed] = &[
    deed("retrieve", "<enter>", "", |_, _| true),
    deed("set secret", "Another-Horse-9<enter>", "put-secret-value", |account, name| {
        account.value_of_secret(name).is_some_and(|held| held.value.reveal() == "Another-Horse-9")
    }),
    Deed {
        before: ":aws secretsmanager delete-secret --secret-id NAME<enter><esc>",
        ..deed("cancel deletion", YES, "restore-secret", |account, name| {
            account.stored_secret(name).is_some_and(|secret| secret.deletion.is_none())
        })
    },
];

const DEEDS: [(ResourceKind, &[Deed]); 7] = [
    (ResourceKind::Bucket, ON_BUCKET),
    (ResourceKind::Instance, ON_INSTANCE),
    (ResourceKind::Function, ON_FUNCTION),
    (ResourceKind::Queue, ON_QUEUE),
    (ResourceKind::Table, ON_TABLE),
    (ResourceKind::Key, ON_KEY),
    (ResourceKind::Secret, ON_SECRET),
];

/// The sample estate with what its actions need: policies to take away, a profile and a role to give.
fn with_something_to_do() -> Console {
    let mut console = console();
    let bucket = format!("reports-{}", console.open.account().id());
    let policy = |resource: &str, action: &str| {
        format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Principal":{{"AWS":"111122223333"}},"Action":"{action}","Resource":"{resource}"}}}}"#
        )
    };
    let queue_url = console.open.account().queue_url("orders");
    let attributes = [("Policy".to_owned(), policy("*", "sqs:*"))].into();
    let operations: [Operation; 5] = [
        CreateInstanceProfile { instance_profile_name: "reader".into(), ..Default::default() }.into(),
        CreateRole { role_name: "other".into(), assume_role_policy_document: LAMBDA.into(), ..Default::default() }.into(),
        AddRoleToInstanceProfile { instance_profile_name: "reader".into(), role_name: "other".into() }.into(),
        PutBucketPolicy { policy: policy(&format!("arn:aws:s3:::{bucket}/*"), "s3:GetObject"), bucket }.into(),
        SetQueueAttributes { queue_url, attributes }.into(),
    ];
    console.open.submit(&Caller::ROOT, &operations).unwrap();
    // The console hears of it with its next change.
    console.keys(":clock +1m<enter>");
    console
}

/// What can be done with a resource of each kind, by its form.
#[test]
fn every_action_of_a_resource_is_done_by_its_form() {
    for (kind, deeds) in DEEDS {
        for Deed { before, filter, typed, command, is_done } in deeds {
            let mut console = with_something_to_do();
            let account = console.open.account();
            let key = account.all_resources().find(|key| key.kind == kind).unwrap();
            let (words, other) = (account.resource_words(&key), format!("arn:aws:iam::{}:role/other", account.id()));
            console.keys(&format!(":{words}<enter>")).see(&key.name).keys("a").see(&format!("Actions on {words}  {}", deeds.len()));
            console.keys("<esc>").keys(&before.replace("NAME", &key.name)).keys("a/").keys(filter).keys("<enter><enter>").see(" – ");
            console.keys(&typed.replace("OTHER", &other));
            if command.is_empty() {
                console.see("What it answers");
            } else {
                let last = console.open.history().items().next_back().unwrap();
                let HistoryDeed::Changed(operations) = &last.deed else { panic!("{words}: {filter}: {last:?}\n{}", console.screen()) };
                let line = awscli::line(operations.last().unwrap());
                assert!(line.contains(command), "{words}: {filter}: {line}\n{}", console.screen());
            }
            assert!(is_done(console.open.account(), &key.name), "{words}: {filter}\n{}", console.screen());
        }
    }
}

/// What can't be done now is told where it is chosen, and not asked: there is nothing to take away, or it is so already.
#[test]
fn an_action_that_comes_to_nothing_says_why() {
    let mut console = console();
    let key = console.open.account().resources(ResourceKind::Key).find_map(Entity::resource).unwrap();
    let of_key = format!(":resources<enter>/{}<enter><enter>", key.name);
    let cases = [
        (":bucket rep<enter>", "delete bucket policy", "It has no policy."),
        (":instance web<enter>", "start", "The instance runs."),
        (&of_key, "cancel key", "Its deletion is not scheduled."),
        (":prod/data<enter>", "cancel deletion", "Its deletion is not scheduled."),
    ];
    for (keys, action, why) in cases {
        let done = console.open.history().revision();
        console.keys(keys).keys("a").keys("/").keys(action).see(&format!("Not now: {why}")).keys("<enter><enter>");
        console.see(why).miss("cancel  ").miss(" – ");
        assert_eq!(console.open.history().revision(), done, "{action}");
    }
}
