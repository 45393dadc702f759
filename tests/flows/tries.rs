//! Flows through *Try it*: requests as somebody, done or refused with their reasons.

use crate::common::World;
use crate::common::console::{Console, Setup};
use iam_console::account::entity::{Entity, ResourceKind};
use iam_console::account::estate::{Offer, sample_lines};
use iam_console::account::operation::{CreateBucket, CreateRole, Operation};
use iam_console::awscli::{Command, NoFiles, parse_line};
use iam_console::store::{HistoryDeed, Note};

/// A console on an account with the sample estate.
fn console() -> Console {
    let mut world = World::fresh();
    for line in sample_lines(world.account.id().as_str()) {
        let Command::Call(invocation) = parse_line(line.strip_prefix("aws ").unwrap(), &NoFiles).unwrap() else { panic!("{line}") };
        world.run(invocation.operation).unwrap();
    }
    Console::on(world.account, Setup::default())
}

/// Chooses as whom, on what and what by the words of the filter.
fn chooses<'a>(console: &'a mut Console, who: &str, on: &str, what: &str) -> &'a mut Console {
    console.keys(":try<enter><home>").pick(who).pick(on).pick(what)
}

/// The same, and tries it.
fn tries<'a>(console: &'a mut Console, who: &str, on: &str, what: &str) -> &'a mut Console {
    chooses(console, who, on, what).keys("<enter>")
}

#[test]
fn an_instance_without_a_role_has_no_credentials() {
    let mut console = console();
    tries(&mut console, "instance", "bucket", "q1.csv").see("Unable to locate credentials.").see("Create a role for EC2");
    let last = console.open.history().items().next_back().unwrap();
    assert!(matches!(&last.deed, HistoryDeed::Noted(Note::Refused { code, .. }) if code == "NoCredentialsError"));
}

#[test]
fn strangers_read_what_the_bucket_policy_lets_them() {
    let mut console = console();
    let bucket = format!("reports-{}", console.open.account().id());
    tries(&mut console, "anonymous", "bucket", "q1.csv").see("✖ AccessDenied").see("Resource policy").keys("w").see("What came of it");
    let last = console.open.history().items().next_back().unwrap();
    assert!(matches!(&last.deed, HistoryDeed::Noted(Note::Refused { code, .. }) if code == "AccessDenied"), "{last:?}");
    console.keys("<esc>");
    tries(&mut console, "partner", "bucket", "q1.csv").see("✖ AccessDenied");
    let policy = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"111122223333"}},"Action":"s3:GetObject","Resource":"arn:aws:s3:::{bucket}/*"}}]}}"#
    );
    console.keys(&format!(":aws s3api put-bucket-policy --bucket {bucket} --policy '{policy}'<enter>"));
    tries(&mut console, "partner", "bucket", "q1.csv").see("✔ allowed, and done").see("January");
    let last = console.open.history().items().next_back().unwrap();
    assert!(
        matches!(&last.deed, HistoryDeed::Changed(operations) if operations[0].spec().id == "GetObject") && !last.is_change,
        "{last:?}"
    );
    tries(&mut console, "root user", "bucket", "q1.csv").see("✔ allowed, and done");
    console.keys(":history<enter>").see("Read object q1.csv of bucket").see("arn:aws:").keys("<esc>u").see("Undone");
    tries(&mut console, "anonymous", "bucket", "q1.csv").see("✖ AccessDenied");
}

#[test]
fn a_try_counts_as_a_use_and_changes_what_it_says() {
    let mut console = console();
    tries(&mut console, "root", "queue", "send").see("✔ allowed, and done").see("MessageId");
    assert_eq!(console.open.account().messages_in("orders").count(), 2);
    tries(&mut console, "role/thumbnails", "queue", "receive").see("✖ AccessDenied");
}

/// A role that trusts another account is assumed from there, with the external ID that it asks for and not without.
#[test]
fn another_account_assumes_a_role_of_this_one() {
    let mut world = World::fresh();
    let trust = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":"blue-42"}}}]}"#;
    world.change(CreateRole { role_name: "Partner".into(), assume_role_policy_document: trust.into(), ..Default::default() });
    let mut console = Console::on(world.account, Setup::default());
    tries(&mut console, "another account", "none in", "assume role Partner")
        .see("✖ AccessDenied")
        .see("sts:AssumeRole")
        .see("Trust policy");
    tries(&mut console, "another account", "none in", "external").see("✔ allowed, and done").see("assumed-role/Partner/try");
    console.see("Expiration").miss("SecretAccessKey").miss("SessionToken");
}

/// An object is named by whoever tries it, and so is what is put into it.
#[test]
fn objects_and_items_are_named_as_one_likes() {
    let mut console = console();
    let bucket = format!("reports-{}", console.open.account().id());
    chooses(&mut console, "root user", "bucket", "put an object").see("Object key").see("hello.txt");
    console
        .keys("<ctrl-u>2026/q4.csv<tab><ctrl-u>none yet<enter>")
        .see("put object 2026/q4.csv")
        .keys("<enter>")
        .see("✔ allowed, and done");
    assert_eq!(console.open.account().object(&bucket, "2026/q4.csv").map(|object| object.content.as_str()), Some("none yet"));
    console.keys("<up>").pick("read an object").see("Try to read an object").keys("<ctrl-u>2026/q4.csv<enter><enter>");
    console.see("read object 2026/q4.csv").see("none yet");
    // What is chosen is where the selection begins the next time; leaving the question chooses nothing.
    console.keys("<up>").pick("put an object").keys("<esc>").see("read object 2026/q4.csv").miss("Object key");
    chooses(&mut console, "root user", "table", "put an item").see("Key").keys("<ctrl-u>7<enter><enter>").see("✔ allowed, and done");
    assert!(console.open.account().item("people", "7").is_some());
}

/// All that can be tried on what the sample estate holds, by its own name in the list, as one who may do all.
#[test]
fn everything_that_is_offered_is_tried_by_its_name() {
    let mut console = console();
    let bucket = format!("reports-{}", console.open.account().id());
    // So that there is a policy to read.
    let policy = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"111122223333"}},"Action":"s3:GetObject","Resource":"arn:aws:s3:::{bucket}/*"}}]}}"#
    );
    console.keys(&format!(":aws s3api put-bucket-policy --bucket {bucket} --policy '{policy}'<enter>"));
    let account = console.open.account();
    let resources = account.all_resources().map(Some).chain([None]);
    let offers: Vec<(String, Offer)> = resources
        .flat_map(|on| {
            let words = on.as_ref().map_or_else(|| "none in".to_owned(), |key| account.resource_words(key));
            account.offers(on.as_ref()).into_iter().map(move |offer| (words.clone(), offer)).collect::<Vec<_>>()
        })
        .collect();
    assert!(offers.len() > 30, "{}", offers.len());
    for (on, offer) in offers {
        let mut console = Console::on(account.clone(), Setup::default());
        let name = match &offer.operation {
            _ if !offer.is_open => "",
            Operation::GetObject(_) => "<ctrl-u>q1.csv<enter>",
            Operation::GetItem(_) => "<ctrl-u>1<enter>",
            Operation::AssumeRole(_) => "app<enter>",
            _ => "<enter>",
        };
        console.keys(":try<enter><down>").pick(&on).pick(&offer.words).keys(name).keys("<enter>");
        if matches!(offer.operation, Operation::AssumeRole(_)) {
            console.see("Roles may not be assumed by root accounts.");
            continue;
        }
        console.see("✔ allowed, and done");
        let last = console.open.history().items().next_back().unwrap();
        let HistoryDeed::Changed(operations) = &last.deed else { panic!("{on}: {}: {last:?}", offer.words) };
        assert_eq!(operations[0].spec().id, offer.operation.spec().id, "{on}: {}", offer.words);
    }
}

/// What is denied to whoever was tried is explained for them, and so is who could help.
#[test]
fn the_keys_of_a_denial_are_about_whoever_was_tried() {
    let mut console = console();
    tries(&mut console, "role/thumbnails", "bucket", "q1.csv").see("✖ AccessDenied").see("D says why in full, A who could allow it.");
    // The keys stay as long as the answer does.
    console.keys("Z").see("does nothing here").keys("D").see("May they?").see("assumed-role/thumbnails-role").miss("✔ allowed");
    console.keys("<esc>").see("✖ AccessDenied").keys("A").see("Who could allow it").see("write an inline policy of thumbnails-role");
    console.keys("<esc>").see("✖ AccessDenied");
    tries(&mut console, "partner", "bucket", "q1.csv").see("✖ AccessDenied  Access Denied").see("A who could allow it.");
    console.keys("D").see("The policies of other accounts are not known here.").keys("A").see("write the policy of bucket").keys("<esc>");
}

/// Who types a name where one is chosen means no command.
#[test]
fn letters_on_what_is_to_be_chosen_are_no_commands() {
    let mut console = console();
    console.keys(":aws iam create-user --user-name ursula<enter><esc>:try<enter><home>");
    console.keys("ursula").see("Letters do nothing on this one. enter opens what there is to choose.");
    assert!(console.open.account().user_named("ursula").is_some());
    console.keys("<end>u").see("Undone");
    assert!(console.open.account().user_named("ursula").is_none());
}

/// The other account has a role, and its session is no principal of this one.
#[test]
fn the_other_accounts_role_is_assumed_by_whom_it_is_allowed() {
    let mut console = console();
    console.keys(":aws iam create-user --user-name ann<enter><esc>:try<enter><home>").pick("user/ann");
    console.pick("none in particular").pick("partner-guest").keys("<enter>").see("✖ AccessDenied").see("sts:AssumeRole");
    console.keys(":aws iam attach-user-policy --user-name ann --policy-arn arn:aws:iam::aws:policy/AdministratorAccess<enter>");
    console.keys("t").see("✔ allowed, and done").see("assumed-role/partner-guest");
}

#[test]
fn what_came_before_the_account_was_changed_is_marked_so() {
    let mut console = console();
    tries(&mut console, "root", "queue", "send").see("✔ allowed, and done").miss("before the account was changed");
    console.keys(":aws iam create-user --user-name zoe<enter><esc>").see("before the account was changed");
    console.keys("t").see("✔ allowed, and done").miss("before the account was changed");
}

#[test]
fn what_was_chosen_is_there_when_the_screen_is_opened_again() {
    let mut console = console();
    tries(&mut console, "root", "queue", "send").see("✔ allowed, and done");
    console.keys(":users<enter>:try<enter>").see("sqs:SendMessage").miss("✔ allowed, and done").keys("<enter>").see("✔ allowed, and done");
    console.keys("<esc>:try<enter>").see("sqs:SendMessage");
}

/// What the policies let through and the service can't do is told apart from what they deny.
#[test]
fn an_object_that_is_not_there_is_allowed_all_the_same() {
    let mut console = console();
    tries(&mut console, "root", "bucket", "read an object").keys("<ctrl-u>none.txt<enter><enter>");
    console.see("✔ allowed, but not done").see("✖ NoSuchKey  The specified key does not exist.");
    let denied = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}"#;
    console.keys(&format!(":aws iam create-user --user-name zoe<enter>:aws iam put-user-policy --user-name zoe --policy-name Read --policy-document '{denied}'<enter>"));
    tries(&mut console, "user/zoe", "bucket", "read an object").keys("<ctrl-u>none.txt<enter><enter>");
    console.see("✖ AccessDenied").see("s3:ListBucket").miss("allowed, but not done");
}

/// An instance is one as whom something is done; what is said of it is what holds now.
#[test]
fn try_it_on_an_instance_is_as_the_instance() {
    let mut console = console();
    console
        .keys(":resources<enter>/web<enter><enter>t")
        .see("Try it")
        .see("instance/i-")
        .see("without a role")
        .see("q1.csv")
        .keys("<enter>");
    console.see("Unable to locate credentials.");
    for line in [
        "create-role --role-name web-role --assume-role-policy-document '{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}'",
        "attach-role-policy --role-name web-role --policy-arn arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
        "create-instance-profile --instance-profile-name web-role",
        "add-role-to-instance-profile --instance-profile-name web-role --role-name web-role",
    ] {
        console.keys(&format!(":aws iam {line}<enter><esc>"));
    }
    let instance = console.open.account().resources(ResourceKind::Instance).find_map(Entity::resource).unwrap().name;
    let attach = "associate-iam-instance-profile --iam-instance-profile Name=web-role";
    console.keys(&format!(":aws ec2 {attach} --instance-id {instance}<enter><esc>"));
    console.keys("t").see("with the role web-role").keys("t").see("✔ allowed, and done");
    // Opened again, it says what holds by then.
    let remove = "remove-role-from-instance-profile --instance-profile-name web-role --role-name web-role";
    console.keys(&format!(":users<enter>:aws iam {remove}<enter><esc>:try<enter>")).see("As").see("without a role").miss("with the role");
}

#[test]
fn how_many_more_there_are_than_are_offered_is_said_and_any_is_named() {
    let mut world = World::fresh();
    world.run(CreateBucket { bucket: "things".into(), ..Default::default() }).unwrap();
    for number in 0..62 {
        let trust = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;
        let role = CreateRole { role_name: format!("r{number:02}"), assume_role_policy_document: trust.into(), ..Default::default() };
        world.run(role).unwrap();
    }
    let mut console = Console::on(world.account, Setup::default());
    chooses(&mut console, "root user", "none in particular", "role…").see("Role name or ARN").see("External ID");
    console.keys("<ctrl-u>r61<enter>").see("assume role r61").keys("<up><enter>role…").see("assume a role…  of 12 more").keys("<esc><esc>");
    chooses(&mut console, "root user", "things", "delete an").see("Object key").keys("<ctrl-u>k61<enter>").see("delete object k61");
}

/// What no policy denied is told in full by the same key as a denial.
#[test]
fn what_was_refused_is_read_in_full() {
    let mut console = console();
    chooses(&mut console, "root user", "bucket", "read an object").keys("<ctrl-u>none.csv<enter><enter>").see("NoSuchKey");
    console.see("D why").keys("D").see("Why it was refused").see("The specified key does not exist.").keys("<esc>").miss("Why it was");
}
