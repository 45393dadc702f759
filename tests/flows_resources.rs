//! Flows through the practice estate: the sample, a resource's page, and the role that an instance is given.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::console::{Console, Setup};
use common::{PASSWORD, World};
use iam_console::account::Account;
use iam_console::account::caller::Caller;
use iam_console::account::entity::{ResourceKey, ResourceKind};
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
    console.see("Resources  7").see("reports-").see("3 objects").see("running, no role").see("python3.13, role thum");
    console.keys("u").see("There are no resources yet.");
    console.keys("<ctrl-r>").see("Resources  7");
}

#[test]
fn an_instance_reads_the_bucket_once_it_has_a_role() {
    let mut console = console();
    // Without a role there are no credentials.
    console.keys("/instance<enter><enter>").see("none, so no credentials").keys("<esc><esc>");
    console.keys(":try<enter><enter>/instance<enter><enter><enter>/bucket<enter><enter><enter>/q1.csv<enter><enter><enter>");
    console.see("Unable to locate credentials.").see("Create a role for EC2, and attach it to the instance.");
    // A role for EC2, which comes with an instance profile, attached to the instance.
    console.keys(":aws iam create-role --role-name reader --assume-role-policy-document '{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}'<enter><esc>");
    console.keys(":aws iam create-instance-profile --instance-profile-name reader<enter><esc>");
    console.keys(":aws iam add-role-to-instance-profile --instance-profile-name reader --role-name reader<enter>");
    console.keys(":resources<enter>/instance<enter><enter>a").see("Actions on instance web").keys("/attach<enter><enter>");
    console.see("Attach IAM role").see("reader").keys("<enter>").see("Gave i-");
    console.see("IAM role              reader").keys("t").see("On    instance web");
    // The role may do nothing yet.
    console.keys(":try<enter><home><enter>/instance<enter><enter><enter>/bucket<enter><enter><enter>/q1.csv<enter><enter><enter>");
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
        (ResourceKind::Instance, "ec2", "<tab>web", ""),
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
            console.keys("d").see("What it holds goes with it.").keys(typed).keys("<enter>").see("There are no resources yet.");
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
    let policy_document = |more: &str| {
        format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":["lambda:*","ec2:*","s3:List*","sqs:List*","dynamodb:List*","kms:List*","secretsmanager:List*"{more}],"Resource":"*"}}}}"#
        )
    };
    let put = |more: &str| PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document: policy_document(more) };
    world.change(put(""));
    let mut console = Console::on(world.account, Setup::default());
    console.keys(":sign-in<enter><tab><tab>alice<tab>").keys(PASSWORD).keys("<enter>").miss("root user ▲");
    console.keys(":resources<enter>c/lambda<enter><enter>").see("Execution role").miss("Zebra").see("iam:ListRoles is denied");
    console.keys("<esc>c/ec2<enter><enter>").see("IAM role").miss("Zeppelin").see("iam:ListInstanceProfiles is denied").keys("<esc>");
    console.keys(":aws lambda create-function --function-name x --role ").miss("Zebra").keys("<esc>");
    let open = put(r#","iam:ListRoles","iam:ListInstanceProfiles""#);
    console.open.submit(&Caller::ROOT, &[open.into()]).unwrap();
    console.keys(":clock +1m<enter>:resources<enter>c/lambda<enter><enter>").see("Roles: Zebra");
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
    console.keys(":try<enter><home><enter>/function<enter><enter><enter>/bucket<enter><enter><enter>/q1.csv<enter><enter><enter>");
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

/// What can be done with a resource of each kind, by its form: what leads there, what is typed, and what is so then.
#[test]
fn every_action_of_a_resource_is_done_by_its_form() {
    type IsSo = fn(&Account, &str) -> bool;
    let statements = |account: &Account, name: &str| account.policy_on(&ResourceKey::new(ResourceKind::Function, name)).is_some();
    let has_profile = |account: &Account, name: &str| account.instance(name).is_some_and(|instance| instance.profile.is_some());
    let attach = "a/attach<enter><enter><enter>";
    let add = "a/add permission<enter><enter>s3<enter>";
    let cases: [(ResourceKind, &[(&str, &str, &str, &str)], &[IsSo]); 7] = [
        (
            ResourceKind::Bucket,
            &[
                ("", "put object", "notes.txt<tab>Hello<enter>", "put-object"),
                ("", "block public", "<space><enter>", "put-public-access-block"),
                ("", "delete bucket policy", "<tab><enter>", "delete-bucket-policy"),
            ],
            &[
                |account, name| account.object(name, "notes.txt").is_some_and(|object| object.content == "Hello"),
                |account, name| {
                    account.bucket(name).is_some_and(|bucket| bucket.public_access_block.is_some_and(|on| !on.block_public_acls))
                },
                |account, name| account.policy_on(&ResourceKey::new(ResourceKind::Bucket, name)).is_none(),
            ],
        ),
        (
            ResourceKind::Instance,
            &[
                ("", "attach", "<enter>", "associate-iam-instance-profile"),
                (attach, "detach", "<tab><enter>", "disassociate-iam-instance-profile"),
                ("a/stop<enter><enter><tab><enter>", "start", "<tab><enter>", "start-instances"),
                ("", "stop", "<tab><enter>", "stop-instances"),
                ("", "user data", "<tab><enter>", ""),
            ],
            &[
                has_profile,
                |account, name| account.instance(name).is_some_and(|instance| instance.profile.is_none()),
                |account, name| account.instance(name).is_some_and(|instance| instance.state.as_str() == "running"),
                |account, name| account.instance(name).is_some_and(|instance| instance.state.as_str() == "stopped"),
                |_, _| true,
            ],
        ),
        (
            ResourceKind::Function,
            &[
                ("", "invoke", "<ctrl-u>{}<enter>", ""),
                ("", "execution role", "<ctrl-u>OTHER<enter>", "update-function-configuration"),
                ("", "add permission", "s3<enter>", "add-permission"),
                (add, "remove permission", "s3<enter>", "remove-permission"),
            ],
            &[
                |_, _| true,
                |_, _| true,
                statements,
                |account, name| account.policy_on(&ResourceKey::new(ResourceKind::Function, name)).is_none(),
            ],
        ),
        (
            ResourceKind::Queue,
            &[
                ("", "edit queue", "<ctrl-u>5<enter>", "set-queue-attributes"),
                ("", "send message", "Order 2<enter>", "send-message"),
                ("", "delete queue policy", "<tab><enter>", "set-queue-attributes"),
            ],
            &[
                |account, name| {
                    account.queue(name).is_some_and(|queue| account.queue_settings(queue).iter().any(|setting| setting.value == "5"))
                },
                |account, name| account.messages_in(name).any(|message| message.body == "Order 2"),
                |account, name| account.policy_on(&ResourceKey::new(ResourceKind::Queue, name)).is_none(),
            ],
        ),
        (ResourceKind::Table, &[("", "put item", "<enter>", "put-item")], &[|account, name| account.item(name, "3").is_some()]),
        (ResourceKind::Key, &[("", "alias", "data<enter>", "create-alias")], &[|account, _| account.key_alias("data").is_some()]),
        (
            ResourceKind::Secret,
            &[("", "retrieve", "<tab><enter>", ""), ("", "set secret", "Another-Horse-9<enter>", "put-secret-value")],
            &[|_, _| true, |account, name| account.value_of_secret(name).is_some_and(|value| format!("{value:?}").len() > 2)],
        ),
    ];
    for (kind, deeds, are_so) in cases {
        for ((before, filter, typed, command), is_so) in deeds.iter().zip(are_so) {
            let mut console = console();
            let account = console.open.account();
            let key = account.all_resources().find(|key| key.kind == kind).unwrap();
            let words = account.resource_words(&key);
            console.keys(":aws iam create-instance-profile --instance-profile-name reader<enter><esc>");
            let statement = r#"{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"SERVICE:*","Resource":"*"}"#;
            let policy = |service: &str| format!(r#"{{"Version":"2012-10-17","Statement":{}}}"#, statement.replace("SERVICE", service));
            if kind == ResourceKind::Bucket {
                let policy = policy("s3").replace(r#""Resource":"*""#, &format!(r#""Resource":"arn:aws:s3:::{}/*""#, key.name));
                let policy = policy.replace("s3:*", "s3:GetObject");
                console.keys(&format!(":aws s3api put-bucket-policy --bucket {} --policy '{policy}'<enter><esc>", key.name));
            }
            if kind == ResourceKind::Function {
                let create = CreateRole { role_name: "other".into(), assume_role_policy_document: LAMBDA.into(), ..Default::default() };
                console.open.submit(&Caller::ROOT, &[create.into()]).unwrap();
            }
            if kind == ResourceKind::Queue {
                let set = SetQueueAttributes {
                    queue_url: console.open.account().queue_url(&key.name),
                    attributes: [("Policy".to_owned(), policy("sqs"))].into(),
                };
                console.open.submit(&Caller::ROOT, &[set.into()]).unwrap();
            }
            console.keys(&format!(":{words}<enter>")).see(&key.name).keys("a").see(&format!("Actions on {words}  {}", deeds.len()));
            console.keys("<esc>").keys(before).keys("a/").keys(filter).keys("<enter><enter>").see(" – ");
            let other = format!("arn:aws:iam::{}:role/other", console.open.account().id());
            console.keys(&typed.replace("OTHER", &other));
            // What is only read has no entry in the history; it is shown.
            if command.is_empty() {
                console.see("What it answers");
            } else {
                let last = console.open.history().items().next_back().unwrap();
                let HistoryDeed::Changed(operations) = &last.deed else { panic!("{words}: {filter}: {last:?}\n{}", console.screen()) };
                let line = awscli::line(operations.last().unwrap());
                assert!(line.contains(command), "{words}: {filter}: {line}\n{}", console.screen());
            }
            assert!(is_so(console.open.account(), &key.name), "{words}: {filter}\n{}", console.screen());
        }
    }
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
    console
        .keys(":sign-in<enter><tab><tab>alice<tab>")
        .keys(PASSWORD)
        .keys("<enter>")
        .miss("root user ▲")
        .keys(":reports")
        .miss("Resource, bucket");
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
    console.keys(":sign-in<enter><tab><tab>alice<tab>").keys(PASSWORD).keys("<enter>").miss("root user ▲").keys(":resources<enter>");
    let row = |console: &Console, name: &str| console.screen().lines().find(|line| line.contains(name)).unwrap().to_owned();
    let (open, shut) = (row(&console, "open-reports"), row(&console, "shut-reports"));
    assert!(open.contains("none") && open.contains("0 objects"), "{open}");
    assert!(!shut.contains("none") && shut.contains("denied") && shut.contains("0 objects"), "{shut}");
    console.keys("/shut<enter><enter>").see("Resource policy       access denied");
    // What may not be listed at all stands below, with what leads on.
    console.keys("<esc><esc>").see("Not to be listed by you").see("Secrets Manager").see("D why, in full").see("A who could give me this");
}
