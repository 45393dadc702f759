//! Every screen, looked at by those who may not see what the account holds: none of its names, and none of its documents, stands
//! anywhere. What is a tool of the account's owner, who is the learner whoever is signed in, is left out.

use crate::common::console::{Console, Setup, parse_keys};
use crate::common::{PASSWORD, World};
use iam_console::account::Account;
use iam_console::account::caller::Caller;
use iam_console::account::entity::{Owner, ResourceKind};
use iam_console::account::operation::*;
use iam_console::account::secret::Secret;
use iam_console::app::message::Message;
use iam_console::app::route::ScreenId;
use iam_console::screens::SCREENS;

/// Stands in every name of the account, and in its tags and descriptions.
const NAME: &str = "quokka";
/// Stands in every document.
const DOCUMENT: &str = "wombat";

/// Tools of the owner's, and the sign-in, where nobody is signed in.
const TOOLS: &[ScreenId] = &[
    ScreenId::Access,
    ScreenId::Simulator,
    ScreenId::Decisions,
    ScreenId::Try,
    ScreenId::History,
    ScreenId::Accounts,
    ScreenId::Authenticator,
    ScreenId::SignIn,
];

fn document(sid: &str, actions: &str) -> String {
    format!(
        r#"{{"Version":"2012-10-17","Statement":{{"Sid":"{sid}","Effect":"Allow","Action":[{actions}],"Resource":"arn:aws:s3:::{DOCUMENT}"}}}}"#
    )
}

/// An account with something of everything, in whose names and documents distinctive words stand, and in which alice has signed in,
/// who may do this alone.
pub(crate) fn world(actions: &str) -> Account {
    let mut world = World::fresh();
    let id = world.account.id().to_string();
    world.user("alice");
    world.change(CreateAccountAlias { account_alias: format!("{NAME}-labs") });
    let tags = || Some(vec![Tag { key: format!("{NAME}-key"), value: format!("{NAME}-value") }]);
    let user_name = format!("{NAME}-user");
    world.user(&user_name);
    world.change(TagUser { user_name: user_name.clone(), tags: tags().unwrap() });
    world.change(CreateAccessKey { user_name: Some(user_name.clone()) });
    let group_name = format!("{NAME}-group");
    world.change(CreateGroup { group_name: group_name.clone(), path: None });
    world.change(AddUserToGroup { group_name: group_name.clone(), user_name: user_name.clone() });
    let policy_document = document(DOCUMENT, r#""s3:GetObject""#);
    let policy_name = format!("{NAME}-policy");
    let description = Some(format!("{NAME} {DOCUMENT}"));
    world.change(CreatePolicy {
        policy_name: policy_name.clone(),
        policy_document: policy_document.clone(),
        description,
        ..Default::default()
    });
    let policy_arn = format!("arn:aws:iam::{id}:policy/{policy_name}");
    let again = document(DOCUMENT, r#""s3:PutObject""#);
    world.change(CreatePolicyVersion { policy_arn: policy_arn.clone(), policy_document: again, set_as_default: Some(true) });
    let role_name = format!("{NAME}-role");
    let trust =
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}}"#;
    world.change(CreateRole {
        role_name: role_name.clone(),
        assume_role_policy_document: trust.into(),
        tags: tags(),
        ..Default::default()
    });
    let instance_profile_name = format!("{NAME}-profile");
    world.change(CreateInstanceProfile { instance_profile_name: instance_profile_name.clone(), ..Default::default() });
    world.change(AddRoleToInstanceProfile { instance_profile_name: instance_profile_name.clone(), role_name: role_name.clone() });
    for operation in [
        Operation::from(AttachUserPolicy { user_name: user_name.clone(), policy_arn: policy_arn.clone() }),
        AttachGroupPolicy { group_name: group_name.clone(), policy_arn: policy_arn.clone() }.into(),
        AttachRolePolicy { role_name: role_name.clone(), policy_arn: policy_arn.clone() }.into(),
        PutUserPermissionsBoundary { user_name: user_name.clone(), permissions_boundary: policy_arn.clone() }.into(),
    ] {
        world.change(operation);
    }
    let inline = format!("{NAME}-inline");
    let policy_document = document(DOCUMENT, r#""sqs:SendMessage""#);
    let (policy_name, document_of) = (|| inline.clone(), || policy_document.clone());
    world.change(PutUserPolicy { user_name: user_name.clone(), policy_name: policy_name(), policy_document: document_of() });
    world.change(PutGroupPolicy { group_name, policy_name: policy_name(), policy_document: document_of() });
    world.change(PutRolePolicy { role_name, policy_name: policy_name(), policy_document: document_of() });
    let url = format!("https://{NAME}.example.com");
    world.change(CreateOpenIDConnectProvider { url, client_id_list: Some(vec![format!("{NAME}-app")]), ..Default::default() });
    resources(&mut world, &instance_profile_name);
    let may = format!(r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":[{actions}],"Resource":"*"}}}}"#);
    if !actions.is_empty() {
        world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "May".into(), policy_document: may });
    }
    world.change(ConsoleLogin { user_name: Some("alice".into()), password: Secret::new(PASSWORD), ..Default::default() });
    world.account
}

fn resources(world: &mut World, profile: &str) {
    let id = world.account.id().to_string();
    let bucket = format!("{NAME}-bucket");
    world.change(CreateBucket { bucket: bucket.clone(), ..Default::default() });
    world.change(PutObject { bucket: bucket.clone(), key: format!("{NAME}.txt"), body: None });
    let policy = format!(
        r#"{{"Version":"2012-10-17","Statement":{{"Sid":"{DOCUMENT}","Effect":"Allow","Principal":{{"AWS":"{id}"}},"Action":"s3:GetObject","Resource":"arn:aws:s3:::{bucket}/*"}}}}"#
    );
    world.change(PutBucketPolicy { bucket, policy });
    let specification = TagSpecification {
        resource_type: Some("instance".into()),
        tags: Some(vec![Tag { key: "Name".into(), value: format!("{NAME}-instance") }]),
    };
    world.change(RunInstances {
        image_id: Some("ami-0abcdef1234567890".into()),
        iam_instance_profile: Some(InstanceProfileSpecification { name: Some(profile.into()), arn: None }),
        tag_specifications: Some(vec![specification]),
        ..Default::default()
    });
    world.change(CreateQueue { queue_name: format!("{NAME}-queue"), attributes: None, tags: None });
    world.change(CreateSecret { name: format!("{NAME}-secret"), ..Default::default() });
    world.change(CreateKey { description: Some(format!("{NAME}-key")), ..Default::default() });
    let key = world.account.all_resources().find(|key| key.kind == ResourceKind::Key).unwrap();
    world.change(CreateAlias { alias_name: format!("alias/{NAME}"), target_key_id: key.name });
}

/// Words that must stand nowhere: with the names, the ids of others' access keys.
fn words(account: &Account, names: bool) -> Vec<String> {
    let user = account.user_named(&format!("{NAME}-user")).unwrap().id;
    let keys = account.access_keys_of(Owner::User(user)).into_iter().map(|key| key.id.to_string());
    let names = names.then(|| keys.chain([NAME.to_owned()])).into_iter().flatten();
    names.chain([DOCUMENT.to_owned()]).collect()
}

pub(crate) fn console(account: &Account, size: (u16, u16)) -> Console {
    Console::on(account.clone(), Setup { size, ..Setup::default() })
}

/// Presses keys one after another and looks after each; the first that was seen and must not be.
fn walk(console: &mut Console, keys: &str, words: &[String]) -> Option<String> {
    parse_keys(keys).into_iter().enumerate().find_map(|(at, key)| {
        console.send(Message::Key(key));
        let screen = console.screen();
        let word = words.iter().find(|word| screen.contains(word.as_str()))?;
        Some(format!("{word} after {} keys of {keys}\n{screen}", at + 1))
    })
}

/// Writes a resource in the editor, where those of the account are offered.
const RESOURCE: &str = ":create-policy<enter>\"s3:GetObject\"<down><home><end><left>\"arn:aws:s3:::q";

/// What is done on screens beside walking through their tabs: wizards are gone through, and what there is to choose from is opened.
const DEEDS: &[&str] = &[
    ":create-user<enter>zed<enter><tab><tab><tab>b<esc><tab><space><enter>",
    ":create-group<enter>Zebras<enter><enter>",
    ":create-role<enter><enter>b<esc><enter>",
    ":create-policy<enter><ctrl-o><down><down>",
    RESOURCE,
    ":switch-role<enter>q",
    ":change-password<enter>x",
    "cq",
    ":q",
    ":user ",
    ":AKIA",
    ":aws iam get-user --user-name ",
    ":aws iam attach-user-policy --user-name alice --policy-arn q",
    ":aws s3api get-object --bucket ",
    ":resources<enter>c/ec2<enter><enter><tab><tab>",
    ":resources<enter>c/lambda<enter><enter><tab>",
];

#[test]
fn no_name_of_the_account_is_told_to_whom_all_is_denied() {
    let account = world("");
    let words = words(&account, true);
    let mut seen = Vec::new();
    let screens = SCREENS.iter().filter(|spec| !TOOLS.contains(&spec.id)).filter_map(|spec| spec.names.first());
    let screens: Vec<String> = screens.map(|name| format!(":{name}<enter><right><right><right><right>")).collect();
    assert!(screens.len() > 20, "{screens:?}");
    for keys in screens.iter().map(String::as_str).chain(DEEDS.iter().copied()) {
        for size in [(120, 40), (80, 24)] {
            seen.extend(walk(&mut console(&account, size), keys, &words));
        }
    }
    assert!(seen.is_empty(), "{}", seen.join("\n"));
}

/// A page that was open as everything was taken from whoever looks at it.
#[test]
fn a_page_tells_nothing_any_more_once_it_is_denied() {
    let account = world(r#""*""#);
    let kinds = ["user", "group", "role", "policy", "bucket", "instance", "queue", "key", "secret", "inline", "profile", "value"];
    let mut seen = Vec::new();
    for page in &kinds[..9] {
        // What AWS says names what was asked for, and nothing else.
        let others = kinds.iter().filter(|kind| *kind != page).map(|kind| format!("{NAME}-{kind}"));
        let words: Vec<String> = others.chain(words(&account, false)).collect();
        let mut console = console(&account, (120, 40));
        console.keys(&format!(":{page} {NAME}<enter>"));
        assert!(console.screen().contains(NAME), "{page}\n{}", console.screen());
        let gone = DeleteUserPolicy { user_name: "alice".into(), policy_name: "May".into() };
        console.open.submit(&Caller::ROOT, &[gone.into()]).unwrap();
        console.keys(":clock +1m<enter><enter>");
        seen.extend(walk(&mut console, "<right><right><right><right><left>", &words));
    }
    assert!(seen.is_empty(), "{}", seen.join("\n"));
}

/// What lists tell, and pages of those who have policies, without any document.
const LISTS: &str = r#""iam:List*","iam:GetUser","iam:GetGroup","iam:GetRole","iam:GetLoginProfile","s3:List*","sqs:ListQueues","sqs:GetQueueAttributes",
    "kms:List*","kms:DescribeKey","ec2:Describe*","secretsmanager:ListSecrets","iam:UpdateUser","iam:UpdateGroup","iam:CreatePolicyVersion","iam:PutUserPolicy""#;

/// Pages, and what is opened on them.
const PAGES: &[&str] = &[
    ":user quokka-user<enter><right><right><right><right>",
    ":user quokka-user<enter>v",
    ":user quokka-user<enter><enter>",
    ":user quokka-user<enter>e",
    ":user quokka-user<enter>/inline<enter>e",
    ":user quokka-user<enter>/inline<enter><enter>",
    ":user quokka-user<enter>nX",
    ":user alice<enter>a<down><enter><space><enter>",
    ":group quokka-group<enter><right><right>",
    ":group quokka-group<enter><right>v<enter>",
    ":group quokka-group<enter>nX",
    ":group quokka-group<enter>x",
    ":role quokka-role<enter><right><right><right>",
    ":role quokka-role<enter>v/inline<enter><enter>",
    ":role quokka-role<enter>/inline<enter>e",
    ":policy quokka-policy<enter><right><right><right><right>",
    ":policy quokka-policy<enter>e",
    ":policies<enter>f",
    ":bucket quokka-bucket<enter><right><right><right>",
    ":bucket quokka-bucket<enter>e",
    ":create-user<enter>zed<enter><tab><space><enter><enter><ctrl-l>",
    ":create-policy<enter><ctrl-o>/quokka",
];

#[test]
fn no_document_is_told_to_whom_only_lists_are() {
    let account = world(LISTS);
    let words = words(&account, false);
    let mut seen = Vec::new();
    for keys in PAGES {
        for size in [(120, 40), (160, 50), (80, 24)] {
            seen.extend(walk(&mut console(&account, size), keys, &words));
        }
    }
    assert!(seen.is_empty(), "{}", seen.join("\n"));
}

/// What the tests above go by: to whom all is allowed the words are told, on the same screens.
#[test]
fn the_same_is_told_to_whom_it_is_allowed() {
    let account = world(r#""*""#);
    let told = |keys: &str, word: &str| {
        let screen = console(&account, (120, 40)).keys(keys).screen();
        assert!(screen.contains(word), "{keys}\n{screen}");
    };
    for keys in [
        ":users<enter>",
        ":groups<enter>",
        ":roles<enter>",
        ":providers<enter>",
        ":resources<enter>",
        ":user ",
        ":key AKIA",
        ":switch-role<enter>q",
        RESOURCE,
    ] {
        told(keys, NAME);
    }
    for keys in [":user quokka-user<enter>/inline<enter><enter>", ":create-policy<enter><ctrl-o>/quokka<enter><enter>"] {
        told(keys, DOCUMENT);
    }
}

/// What stands beside a key, a wizard's providers and a list in part is told in full as well, with the keys that lead on from there.
#[test]
fn what_stands_beside_something_is_told_in_full() {
    let lists = r#""iam:ListUsers","iam:GetUser","iam:ListAccessKeys","iam:ListMFADevices","iam:GetLoginProfile","iam:ListUserTags""#;
    let in_part = r#""iam:ListUsers","iam:GetUser","iam:ListUserPolicies","iam:GetUserPolicy""#;
    for (keys, actions, said, action) in [
        (":user quokka-user<enter><right><right><right><down>", lists, "Last used may not be seen", "iam:GetAccessKeyLastUsed"),
        (":create-role<enter><down><down>", r#""iam:CreateRole""#, "✖", "iam:ListOpenIDConnectProviders"),
        (":create-role<enter><down><down><down>", r#""iam:CreateRole""#, "✖", "iam:ListSAMLProviders"),
        (":user quokka-user<enter>", in_part, "Permissions policies, in part  1", "iam:ListAttachedUserPolicies"),
    ] {
        let account = world(actions);
        let mut console = console(&account, (120, 40));
        console.keys(keys);
        if said == "✖" {
            console.keys("<enter>").miss("provider yet");
        }
        console.see(said).see(action).see("D why").explain("D").see("May they?").see(action);
    }
}

/// What is read of a resource apart from its description is asked for apart.
#[test]
fn what_is_read_of_a_resource_apart_is_asked_for() {
    let described =
        r#""s3:ListAllMyBuckets","s3:ListBucket","s3:GetBucketPolicy","ec2:DescribeInstances","kms:ListKeys","kms:DescribeKey""#;
    for (keys, denied, action) in [
        (":bucket quokka-bucket<enter>", "Block public access   access denied", "s3:GetBucketPublicAccessBlock"),
        (":instance quokka-instance<enter>", "IAM role              access denied", "iam:GetInstanceProfile"),
        (":instance quokka-instance<enter>", "User data             access denied", "ec2:DescribeInstanceAttribute"),
    ] {
        let account = world(described);
        console(&account, (120, 40)).keys(keys).see(denied).see(action).miss("quokka-role").see("D why");
    }
    let account = world(&format!(r#"{described},"iam:GetInstanceProfile""#));
    let mut instance = console(&account, (80, 24));
    instance.keys(":instance quokka-instance<enter>").see("User data             access denied");
    instance.see("D why").keys("D").see("May they?").see("ec2:DescribeInstanceAttribute");
    let account = world(described);
    console(&account, (160, 40)).keys(":resources<enter>").see("running, profile quokka-profile").miss("alias/quokka").miss("role quokka");
}

/// A resource's policy is read apart from all others: what its deletion takes from others follows from it.
#[test]
fn what_a_resources_policy_gives_is_told_to_who_may_read_it() {
    let others = r#""iam:GetAccountAuthorizationDetails","s3:List*","s3:DeleteBucketPolicy","s3:PutBucketPublicAccessBlock","s3:GetBucketPublicAccessBlock""#;
    let open = |actions: &str, keys: &str| {
        let mut console = console(&world(actions), (120, 40));
        console.keys(":bucket quokka-bucket<enter>").keys(keys);
        console
    };
    for keys in ["a/delete bucket pol<enter><enter>", "a/block public<enter><enter><tab><tab><tab><space>"] {
        open(others, keys).see("What it comes to for others may not be seen:").see("s3:GetBucketPolicy").miss("loses").miss("Nobody");
        open(&format!(r#"{others},"s3:GetBucketPolicy""#), keys)
            .miss("What it comes to for others may not be seen:")
            .miss("not authorized to perform: s3:GetBucketPolicy");
    }
}

/// A finding about a principal who is not there tells which there are.
#[test]
fn who_is_not_there_is_told_to_who_may_list_who_is() {
    let mut seen = Vec::new();
    for (lists, is_told) in [(r#""s3:*""#, false), (r#""s3:*","iam:ListUsers""#, false), (r#""s3:*","iam:ListRoles""#, true)] {
        let account = world(lists);
        let id = account.id().to_string();
        let text = format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Deny","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::quokka-bucket/*","Condition":{{"ArnEquals":{{"aws:PrincipalArn":"arn:aws:iam::{id}:role/none"}}}}}}}}"#
        );
        let mut console = console(&account, (120, 40));
        console.keys(":bucket quokka-bucket<enter>e<pgup><pgup><home><home>").keys(&"<ctrl-k>".repeat(80)).paste(&text);
        seen.push((console.screen().contains("There is no role none"), is_told));
    }
    assert!(seen.iter().all(|(seen, is_told)| seen == is_told), "{seen:?}");
}

/// The form of a queue's settings tells how it is set to who may see that; of others it changes what they type.
#[test]
fn the_settings_of_a_queue_are_told_to_who_may_see_them() {
    let may = r#""sqs:ListQueues","sqs:ReceiveMessage","sqs:SetQueueAttributes""#;
    let keys = ":queue quokka-queue<enter><right>a/edit queue<enter><enter>";
    let account = world(may);
    let mut blind = console(&account, (120, 40));
    blind.keys(keys).see("Edit queue – ").miss("345600").see("What is set now may not be seen").see("f12 says why in full");
    blind.keys("<enter>").see("Nothing is changed.").keys("5<enter>").see("Set DelaySeconds of queue");
    console(&world(&format!(r#"{may},"sqs:GetQueueAttributes""#)), (120, 40)).keys(keys).see("345600").miss("What is set now may not be");
}
