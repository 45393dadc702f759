//! Flows through the practice estate: the sample, a resource's page, and the role that an instance is given.

use crate::common::console::{Console, Setup};
use crate::common::{PASSWORD, World};
use iam_console::account::Account;
use iam_console::account::caller::Caller;
use iam_console::account::entity::{Entity, KeyState, KmsKey, ResourceKey, ResourceKind};
use iam_console::account::operation::*;
use iam_console::awscli;
use iam_console::store::HistoryDeed;

/// Lets Lambda take a role on.
const LAMBDA: &str =
    r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}}"#;

/// A new account with the sample estate.
fn console() -> Console {
    let mut console = Console::fresh();
    console.keys(":resources<enter>").see("There are no resources yet.").keys("p").see("Made the sample estate");
    console
}

#[test]
fn the_sample_estate_is_made_at_once_and_taken_back_at_once() {
    let mut console = console();
    console.see("Resources  7").see("reports-").see("3 objects").see("running, no role").see("role thumbnails-role").see("stored");
    console.keys("u").see("There are no resources yet.");
    console.keys("<ctrl-r>").see("Resources  7");
}

#[test]
fn an_instance_reads_the_bucket_once_it_has_a_role() {
    let mut console = console();
    // Without a role there are no credentials.
    console.keys("/instance<enter><enter>").see("none, so no credentials").keys("<esc><esc>");
    console.keys(":try<enter>").pick("instance").pick("bucket").pick("q1.csv").keys("<enter>");
    console.see("Unable to locate credentials.").see("Create a role for EC2, and attach it to the instance.");
    // A role for EC2, which comes with an instance profile, attached to the instance.
    console.keys(":aws iam create-role --role-name reader --assume-role-policy-document '{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}'<enter><esc>");
    console.keys(":aws iam create-instance-profile --instance-profile-name reader<enter><esc>");
    console.keys(":aws iam add-role-to-instance-profile --instance-profile-name reader --role-name reader<enter>");
    console.keys(":resources<enter>/instance<enter><enter>a").see("Actions on instance web").keys("/attach<enter><enter>");
    console.see("Attach IAM role").see("reader").keys("<enter>").see("Gave i-");
    console.see("IAM role              reader").keys("t").see("web, with the role reader");
    // The role may do nothing yet.
    console.keys(":try<enter><home>").pick("instance").pick("bucket").pick("q1.csv").keys("<enter>");
    console.see("AccessDenied").see("assumed-role/reader/i-").see("Identity policies");
    console.keys(":aws iam attach-role-policy --role-name reader --policy-arn arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess<enter>t");
    console.see("✔ allowed, and done").see("January");
}

#[test]
fn a_bucket_policy_is_edited_with_a_word_on_whom_it_lets_in() {
    let mut console = console();
    console.keys("<home><enter><tab>").see("Objects  3").keys("<enter>").see("What it answers").keys("<esc><tab>").see("has no policy");
    console.keys("e").see("Edit resource policy");
}

/// IAM takes a condition on who is not there, and says nothing of it.
#[test]
fn who_is_not_there_is_told_where_a_condition_names_them() {
    let mut console = console();
    let id = console.open.account().id().to_string();
    let bucket = format!("arn:aws:s3:::reports-{id}");
    let statement = |who: &str| {
        format!(
            r#"{{"Effect":"Deny","Principal":"*","Action":"s3:GetObject","Resource":"{bucket}/*","Condition":{{"ArnNotEquals":{{"aws:PrincipalArn":"arn:aws:iam::{id}:{who}"}}}}}}"#
        )
    };
    console.keys(":bucket rep<enter>e");
    for (who, is_told) in [("user/gone", true), ("root", false)] {
        let text = format!(r#"{{"Version":"2012-10-17","Statement":{}}}"#, statement(who));
        console.keys("<pgup><pgup><home><home>").keys(&"<ctrl-k>".repeat(80)).paste(&text);
        if is_told {
            console.see("There is no user gone with this ARN in this account");
        } else {
            console.miss("There is no user");
        }
    }
}

#[test]
fn what_the_block_of_public_policies_refuses_is_read_in_full() {
    let mut console = console();
    let bucket = format!("reports-{}", console.open.account().id());
    console.keys(&format!(":aws s3api put-bucket-policy --bucket {bucket} --policy '{{\"Version\":\"2012-10-17\",\"Statement\":{{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::{bucket}/*\"}}}}'<enter>"));
    console.see("BlockPublicPolicy").see("f12 why").keys("<f12>").see("Why it was refused").see("PutPublicAccessBlock first.");
}

#[test]
fn what_there_is_not_is_said_not_to_be_taken_away() {
    let mut console = console();
    console.keys("/web<enter><enter>a/Detach<enter><enter>").see("The instance has no role.").miss("Detach IAM role – ");
}

#[test]
fn what_was_made_is_selected() {
    let mut console = console();
    console.keys("c/queue<enter><enter>").keys("zebra<enter>").see("▌ SQS").keys("<enter>").see("zebra");
    console.see("Resources › zebra");
}

/// How many resources of a kind there are.
fn number(console: &Console, kind: ResourceKind) -> usize {
    console.open.account().resources(kind).count()
}

#[test]
fn one_of_every_kind_is_made_by_its_form_and_deleted_again() {
    let mut console = Console::fresh();
    console.keys(&format!(":aws iam create-role --role-name fn --assume-role-policy-document '{LAMBDA}'<enter><esc>:resources<enter>"));
    for (kind, called, fields, typed) in [
        (ResourceKind::Bucket, "bucket", "my-reports", "my-reports"),
        (ResourceKind::Instance, "ec2", "web", ""),
        (ResourceKind::Function, "lambda", "resize", "resize"),
        (ResourceKind::Queue, "queue", "orders", "orders"),
        (ResourceKind::Table, "table", "people", "people"),
        (ResourceKind::Key, "kms", "for reports", ""),
        (ResourceKind::Secret, "secrets", "prod/db<tab>Hidden-Horse-9", "prod/db"),
    ] {
        console.keys("c").see("Create a resource").keys("/").keys(called).keys("<enter><enter>").keys(fields).keys("<enter>");
        assert_eq!(number(&console, kind), 1, "{called}:\n{}", console.screen());
        console.miss("Hidden-Horse-9").see("Resources  1");
        if !typed.is_empty() {
            let (said, after) = match kind {
                ResourceKind::Secret => ("Nobody can use it from now on.", "scheduled for deletion"),
                _ => ("What it holds goes with it.", "There are no resources yet."),
            };
            let typed = if kind == ResourceKind::Secret { "" } else { typed };
            console.keys("d").see(said).keys(typed).keys("<enter>").see(after);
        }
        console.keys("u");
        if typed.is_empty() {
            console.see("There are no resources yet.");
        } else {
            console.see("Resources  1").keys("u").see("There are no resources yet.");
        }
    }
}

#[test]
fn what_is_wrong_in_a_form_is_said_at_its_field() {
    let mut console = Console::fresh();
    console.keys(":resources<enter>");
    for (called, fields, said) in [
        ("bucket", "Not_One", "3 to 63 small letters"),
        ("lambda", "resize<tab><ctrl-u>arn:aws:iam::111122223333:role/x", "✖"),
        ("queue", "not a queue", "✖"),
        ("table", "x", "✖"),
        ("secrets", "a b<tab>x", "Invalid name."),
    ] {
        console.keys("c/").keys(called).keys("<enter><enter>").keys(fields).keys("<enter>").see(said).keys("<esc>");
    }
    assert_eq!(ResourceKind::ALL.into_iter().map(|kind| number(&console, kind)).sum::<usize>(), 0);
}

/// Whoever may make a function, but not see which roles there are, is told no names.
#[test]
fn forms_name_roles_and_profiles_to_those_only_who_may_list_them() {
    let mut world = World::fresh();
    world.user("alice");
    world.change(CreateRole { role_name: "Zebra".into(), assume_role_policy_document: LAMBDA.into(), ..Default::default() });
    world.change(CreateInstanceProfile { instance_profile_name: "Zeppelin".into(), ..Default::default() });
    world.change(AddRoleToInstanceProfile { instance_profile_name: "Zeppelin".into(), role_name: "Zebra".into() });
    let policy_document = |more: &str| {
        format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":["lambda:*","ec2:*","s3:List*","sqs:List*","dynamodb:List*","kms:List*","secretsmanager:List*"{more}],"Resource":"*"}}}}"#
        )
    };
    let put = |more: &str| PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document: policy_document(more) };
    world.change(put(""));
    let mut console = Console::on(world.account, Setup::default());
    console.keys(":sign-in<enter>alice<tab>").keys(PASSWORD).keys("<enter>").miss("root user ▲");
    console
        .keys(":resources<enter>c/lambda<enter><enter>")
        .see("Execution role")
        .miss("Zebra")
        .see("Which there are may not be seen: User:")
        .see("f12 why");
    console
        .keys("<esc>c/ec2<enter><enter>")
        .see("IAM role")
        .miss("Zeppelin")
        .see("iam:ListInstanceProfiles")
        .keys("<f11>")
        .see("Who could allow it")
        .keys("<esc>");
    console.keys(":aws lambda create-function --function-name x --role ").miss("Zebra").keys("<esc>");
    let open = put(r#","iam:ListRoles","iam:ListInstanceProfiles""#);
    console.open.submit(&Caller::ROOT, &[open.into()]).unwrap();
    console.keys(":clock +1m<enter>:resources<enter>c/lambda<enter><enter>").see("Such roles: Zebra");
    console.keys("<esc>c/ec2<enter><enter>").see("Zeppelin").keys("<esc>");
}

#[test]
fn a_role_that_a_function_acts_with_is_said_to_be_in_use_before_it_goes() {
    let mut console = console();
    console
        .keys(":role thumbnails-role<enter>d")
        .see("Delete role thumbnails-role?")
        .see("In use: function")
        .see("Without the role thumbnails-role nothing");
    console.keys("thumbnails-role<enter>").see("Deleted role thumbnails-role");
    console.keys(":try<enter><home>").pick("function").pick("bucket").pick("q1.csv").keys("<enter>");
    console.see("Unable to locate credentials.").see("The function's execution role is gone. Give it another.");
}

/// Every kind has tags, changed by its own service's operations.
#[test]
fn resources_of_every_kind_are_tagged() {
    let operations = [
        ("/bucket", "put-bucket-tagging", "delete-bucket-tagging"),
        ("/instance", "create-tags", "delete-tags"),
        ("/lambda", "lambda tag-resource", "lambda untag-resource"),
        ("/queue", "tag-queue", "untag-queue"),
        ("/dynamodb", "dynamodb tag-resource", "dynamodb untag-resource"),
        ("/kms", "kms tag-resource", "kms untag-resource"),
        ("/secrets", "secretsmanager tag-resource", "secretsmanager untag-resource"),
    ];
    for (filter, tagging, untagging) in operations {
        let mut console = console();
        console
            .keys(filter)
            .keys("<enter><enter><left>")
            .see("Tags  ")
            .keys("ateam<tab>search<enter>")
            .see("team")
            .see("search")
            .see(tagging);
        console.keys("gG/team<enter>").keys("<enter>").see("Tag team of").keys("<ctrl-u>web<enter>").miss("search").see("web").see(tagging);
        console.keys("x").see("Remove tag team from").keys("<tab><enter>").see(untagging).see("Tags  0");
        console.keys("u<esc>").see("Resources  ");
    }
}

#[test]
fn a_bucket_keeps_its_other_tags() {
    let mut console = console();
    console.keys("<home><enter><left>ateam<tab>web<enter>astage<tab>test<enter>").see("Tags  2").keys("g<enter><ctrl-u>prod<enter>");
    console.see("prod").see("team").keys("gx<tab><enter>").see("Tags  1").see("team").miss("stage  ").see("put-bucket-tagging");
}

#[test]
fn the_settings_of_a_queue_are_edited() {
    let mut console = console();
    console.keys("/queue<enter><enter>").see("Visibility timeout").see("30 seconds").keys("a/edit queue<enter><enter>").see("Edit queue");
    console.keys("<enter>").see("Nothing is changed.").keys("<ctrl-u>901<enter>").see("DelaySeconds is a whole number from 0 to 900.");
    console.keys("<ctrl-u>5<enter>").see("Set DelaySeconds of queue orders").see("5 seconds");
}

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

/// In every list it is the filter that is named where that leaves nothing, not that there was nothing.
#[test]
fn a_filter_that_nothing_matches_is_what_is_named() {
    let mut console = console();
    console
        .keys(":resources<enter>/nosuchthing<enter><enter>")
        .see("Nothing matches the filter. esc clears it.")
        .miss("sample estate, c one");
    console.keys(":bucket rep<enter><right>/nosuchthing<enter><enter>").see("Nothing matches the filter. esc clears it.");
}

/// Days that pass while the console is open are enough for what they were waited for: nobody has to do anything.
#[test]
fn what_was_to_be_deleted_is_gone_from_the_screens_once_its_day_has_come() {
    const DAY: i64 = 86_400_000;
    let mut console = console();
    let key = console.open.account().resources(ResourceKind::Secret).find_map(Entity::resource).unwrap();
    let delete = format!(":aws secretsmanager delete-secret --secret-id {} --recovery-window-in-days 7<enter><esc>", key.name);
    console.keys(&delete).keys(&format!(":{}<enter>", key.name)).see("scheduled for deletion");
    console.pass(7 * DAY - 60_000).keys(":resources<enter>").see(&key.name);
    console.keys(&format!(":{}<enter>", key.name)).pass(60_000).miss("scheduled for deletion").see("not there any more");
    // What undo takes back is told as it is, and does bring it back here.
    console.see(&format!("u takes back: Delete secret {}", key.name)).see("Whatever it went by");
    console.keys(":resources<enter>").miss(&key.name);
    let made = format!(":aws secretsmanager create-secret --name {} --secret-string New-Horse-1<enter><esc>", key.name);
    console.keys(&made).see("Resources  7").keys("u").see("Resources  6");
    console.keys("u").see("Undone: Delete secret").see("Resources  7");
}

/// What Block Public Access takes from others is told with the ticks as they are, and what the policy gave them when that goes.
#[test]
fn what_others_lose_is_told_before_public_access_is_blocked() {
    let mut console = console();
    let bucket = format!("reports-{}", console.open.account().id());
    let statement = format!(r#"{{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::{bucket}/*"}}"#);
    let policy = format!(r#"{{"Version":"2012-10-17","Statement":{statement}}}"#);
    let operations: [Operation; 2] = [
        PutPublicAccessBlock { bucket: bucket.clone(), ..Default::default() }.into(),
        PutBucketPolicy { bucket: bucket.clone(), policy }.into(),
    ];
    console.open.submit(&Caller::ROOT, &operations).unwrap();
    console.keys(":clock +1m<enter>").keys(":bucket rep<enter>");
    // Services are not shut out.
    let lost = "everyone outside the account but AWS services loses";
    console.keys("a/block public<enter><enter>").see("Nobody gains or loses anything");
    console.keys("<tab><tab><tab><space>").see(lost).keys("<space>").miss(lost).see("Nobody gains or loses anything");
    console
        .keys("<space><enter>")
        .keys("a/block public<enter><enter>")
        .keys("<tab><tab><tab><space>")
        .see("everyone outside the account but AWS services gains");
    console.keys("<enter>").keys("a/delete bucket<enter><enter>").see("everyone outside the account loses");
}

/// The palette finds resources and providers by name, and by what people call them; not for those who may not list them.
#[test]
fn resources_are_found_from_everywhere() {
    let mut console = console();
    console.keys(":web").see("Resource, instance").keys("<enter>").see("IAM role").keys(":bucket rep<enter>").see("Block public access");
    console.keys(":prod/data<enter>").see("Secret value").keys(":orders<enter>").see("Visibility timeout");
    let mut world = World::fresh();
    world.user("alice");
    world.change(CreateBucket { bucket: "reports".into(), ..Default::default() });
    let mut console = Console::on(world.account, Setup::default());
    console.keys(":sign-in<enter>alice<tab>").keys(PASSWORD).keys("<enter>").miss("root user ▲").keys(":reports").miss("Resource, bucket");
}

/// The list tells of each resource what may be read of it, and no more.
#[test]
fn what_a_policy_comes_to_is_shown_to_those_who_may_read_it() {
    let mut world = World::fresh();
    world.user("alice");
    for bucket in ["open-reports", "shut-reports"] {
        world.change(CreateBucket { bucket: bucket.into(), ..Default::default() });
    }
    let policy_document = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:ListAllMyBuckets","s3:ListBucket"],"Resource":"*"},{"Effect":"Allow","Action":"s3:GetBucketPolicy","Resource":"arn:aws:s3:::open-reports"}]}"#;
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document: policy_document.into() });
    let mut console = Console::on(world.account, Setup::default());
    console.keys(":sign-in<enter>alice<tab>").keys(PASSWORD).keys("<enter>").miss("root user ▲").keys(":resources<enter>");
    let row = |console: &Console, name: &str| console.screen().lines().find(|line| line.contains(name)).unwrap().to_owned();
    let (open, shut) = (row(&console, "open-reports"), row(&console, "shut-reports"));
    assert!(open.contains("none") && open.contains("0 objects"), "{open}");
    assert!(!shut.contains("none") && shut.contains("denied") && shut.contains("0 objects"), "{shut}");
    console.keys("/shut<enter><enter>").see("Resource policy       access denied");
    // What may not be listed at all stands below, with what leads on.
    console.keys("<esc><esc>").see("Not to be listed by you").see("Secrets Manager").see("D why").see("A who could");
}

#[test]
fn forms_begin_where_one_types_and_offer_what_can_be_had() {
    let mut console = console();
    console.keys(":aws iam create-role --role-name aaa --assume-role-policy-document '{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}'<enter><esc>");
    console.keys(":resources<enter>c/ec2<enter><enter>front<enter>").see("front");
    assert!(console.open.account().all_resources().any(|key| console.open.account().nickname(&key).as_deref() == Some("front")));
    console.keys("c/lambda<enter><enter>").see("Such roles: thum").miss("role/aaa").keys("<esc>");
    // Of many only the first are named.
    for number in 0..9 {
        console.keys(&format!(":aws iam create-role --role-name zz{number} --assume-role-policy-document '{{\"Version\":\"2012-10-17\",\"Statement\":[{{\"Effect\":\"Allow\",\"Principal\":{{\"Service\":\"lambda.amazonaws.com\"}},\"Action\":\"sts:AssumeRole\"}}]}}'<enter><esc>"));
    }
    console.keys("c/lambda<enter><enter>").see("zz6 and 2 more");
}

#[test]
fn the_days_that_a_deletion_waits_are_chosen() {
    let mut console = console();
    console.keys("/key<enter><enter>d").see("Schedule the deletion of").see("30").keys("<ctrl-u>6<enter>");
    console.see("PendingWindowInDays must be between 7 and 30").keys("<ctrl-u>x<enter>").see("Enter a number of days.");
    console.keys("<ctrl-u>14<enter>").see("Scheduled the deletion of");
    let account = console.open.account();
    let key: &KmsKey = account.resources(ResourceKind::Key).find_map(|entity| entity.try_into().ok()).unwrap();
    assert!(key.deletion.is_some());
}
