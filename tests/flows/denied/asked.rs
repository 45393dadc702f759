//! Flows of those who may little: what is denied is explained where it was asked for, is in the history, and tells nothing more.

use crate::common::console::{Console, Setup};
use crate::common::{PASSWORD, World};
use iam_console::account::Account;
use iam_console::account::authorization::Asker;
use iam_console::account::caller::Caller;
use iam_console::account::operation::*;
use iam_console::account::secret::Secret;
use iam_console::store::{HistoryDeed, Note};

/// An account with something of everything, in which alice has signed in, who has these policies.
fn world(policies: &[&str]) -> World {
    let mut world = World::fresh();
    world.user("alice");
    world.user("bob");
    let policy_document = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}}"#.to_owned();
    world.change(CreatePolicy { policy_name: "Own".into(), policy_document, ..Default::default() });
    world.change(CreateGroup { group_name: "Developers".into(), path: None });
    world.change(CreateGroup { group_name: "Owls".into(), path: None });
    world.change(AddUserToGroup { group_name: "Developers".into(), user_name: "bob".into() });
    let id = world.account.id().to_string();
    let trust = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"arn:aws:iam::{id}:root"}},"Action":"sts:AssumeRole"}}]}}"#
    );
    world.change(CreateRole { role_name: "Auditor".into(), assume_role_policy_document: trust, ..Default::default() });
    for policy in policies {
        let policy_arn = format!("arn:aws:iam::aws:policy/{policy}");
        world.change(AttachUserPolicy { user_name: "alice".into(), policy_arn });
    }
    let login = ConsoleLogin { user_name: Some("alice".into()), password: Secret::new(PASSWORD), ..Default::default() };
    world.change(login);
    world
}

fn console(account: Account, size: (u16, u16)) -> Console {
    Console::on(account, Setup { size, ..Setup::default() })
}

/// What is asked for, by which keys, and which action is denied by it.
const ASKED: &[(&str, &str, &str)] = &[
    ("a wizard", ":create-user<enter>mallory<enter><enter><enter>", "iam:CreateUser"),
    ("a wizard of one form", ":create-group<enter>Cats<enter><enter><enter>", "iam:CreateGroup"),
    ("a deletion", ":role Auditor<enter>dAuditor<enter>", "iam:DeleteRole"),
    ("a deletion with what is held", ":group Developers<enter>dDevelopers<enter>", "iam:RemoveUserFromGroup"),
    ("a renaming", ":group Developers<enter>nX<enter>", "iam:UpdateGroup"),
    ("a renaming of a user", ":user bob<enter>nX<enter>", "iam:UpdateUser"),
    ("an edit of a role", ":role Auditor<enter>EX<enter>", "iam:UpdateRole"),
    ("a form with a question behind it", ":edit-password-policy<enter><right><enter>", "iam:UpdateAccountPasswordPolicy"),
    ("one's own password", ":change-password<enter>{password}<tab>Another-Horse-9<tab>Another-Horse-9<enter>", "iam:ChangePassword"),
    ("the alias", "cacme-of-alice<enter>", "iam:CreateAccountAlias"),
    ("a device", ":assign-mfa<enter>phone<enter>", "iam:CreateVirtualMFADevice"),
    ("a choice from a list", ":user bob<enter><right>a<space><enter>", "iam:AddUserToGroup"),
    ("a tag", ":user bob<enter><right><right>ateam<tab>blue<enter>", "iam:TagUser"),
    ("a resource", ":resources<enter>c<enter>reports-of-alice<enter>", "s3:CreateBucket"),
    ("a line that writes", ":aws iam delete-user --user-name bob<enter>", "iam:DeleteUser"),
    ("a line that reads", ":aws secretsmanager get-secret-value --secret-id prod<enter>", "secretsmanager:GetSecretValue"),
];

#[test]
fn whatever_is_denied_is_explained_where_it_stands_and_is_in_the_history() {
    let account = world(&["ReadOnlyAccess"]).account;
    let mut wrong = Vec::new();
    for size in [(120, 36), (80, 24)] {
        for (what, keys, action) in ASKED {
            let mut console = console(account.clone(), size);
            console.keys(&keys.replace("{password}", PASSWORD));
            let asked = console.screen();
            let last = console.open.history().items().next_back().map(|item| item.deed.clone());
            let is_noted = matches!(&last, Some(HistoryDeed::Noted(Note::Refused { message, .. })) if message.contains(action));
            let is_told = asked.contains("f12 why") || asked.contains("D why");
            let answers = [("<f12>", "May they?"), ("<f11>", "Who could allow it")].map(|(key, title)| {
                let answer = console.keys(key).screen();
                console.keys("<esc>");
                // Over the screen lay a dialog, which is gone then: its keys are the screen's.
                answer.contains(title) && answer.contains(action)
            });
            if !is_noted || !is_told || answers != [true, true] {
                wrong.push(format!("{what} at {size:?}: noted {is_noted}, told {is_told}, leads {answers:?}\n{asked}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_refused_entry_of_the_history_leads_to_why() {
    let mut console = console(world(&["ReadOnlyAccess"]).account, (80, 24));
    console.keys(":aws iam delete-user --user-name bob<enter><esc>:history<enter><enter>").see("✖ AccessDenied");
    console.see("f12 says why in full, f11 who could allow it.").see("f12 why").keys("<f12>").see("May they?").see("iam:DeleteUser");
    console.keys("<esc>").see("History").keys("<enter><f11>").see("Who could allow it").see("iam:DeleteUser");
    // What is refused for another reason has none of it.
    let mut console = self::console(world(&["AdministratorAccess"]).account, (80, 24));
    console.keys(":aws iam delete-user --user-name zed<enter><esc>:history<enter><enter>").see("✖ NoSuchEntity").miss("f12");
}

/// What can't be done in the midst of a dialog, and is no denial by itself, can be read in full all the same.
#[test]
fn what_is_refused_over_the_screen_is_read_in_full() {
    for (size, what) in [((120, 36), "in a dialog"), ((80, 24), "on a small screen")] {
        let mut console = console(world(&["AdministratorAccess"]).account, size);
        console.keys(":user alice<enter>dalice<enter>").see("iam:DeleteUser").see("f12 why");
        console.keys("<f12>").see("Why it was refused").see("Nothing of it is done").keys("<esc>");
        console.see("Delete user alice").keys("<esc><f12>").see("Why it was refused").miss("Nothing was denied");
        console.keys("<esc>:aws iam get-user --user-name zed<enter>").see("f12 why").keys("<f12>").see("Why it was refused");
        assert_eq!(console.open.account().user_count(), 2, "{what}");
    }
}

/// Where the refusal itself is out of sight, its reasons are still to be had, until something is done.
#[test]
fn the_refusal_that_was_told_last_is_explained_wherever_one_is() {
    for line in [":aws iam delete-user --user-name bob", ":aws iam list-account-aliases --no-sign-request"] {
        let mut console = console(world(&["ReadOnlyAccess"]).account, (80, 24));
        console.keys(line).keys("<enter><esc>:users<enter>").miss("not authorized");
        console.keys("D").miss("Nothing was denied");
    }
    for line in [":aws iam get-user --user-name zed", ":aws iam delete-user --user-name zed"] {
        let mut console = console(world(&["AdministratorAccess"]).account, (80, 24));
        console.keys(line).keys("<enter><esc>:users<enter>").miss("zed");
        console.keys("D").see("Why it was refused").see("The user with name zed cannot be found.").keys("<esc>");
        console.keys("<f12>").see("Why it was refused").keys("<esc>:aws iam create-group --group-name Cats<enter><esc>");
        console.keys("D").see("Nothing was denied to you just now.");
    }
}

#[test]
fn what_was_refused_for_another_reason_is_no_denial_though_it_is_denied_by_now() {
    let mut world = world(&["AdministratorAccess"]);
    world.user("eve");
    let mut console = self::console(world.account, (80, 24));
    console.keys(":aws iam delete-user --user-name zed<enter><esc>");
    let policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess".to_owned();
    console.open.submit(&Caller::ROOT, &[DetachUserPolicy { user_name: "alice".into(), policy_arn }.into()]).unwrap();
    console.keys(":aws sts get-caller-identity<enter><esc>:history<enter>/zed<enter><enter>").see("✖ NoSuchEntity").miss("f12");
}

#[test]
fn who_did_something_is_called_as_they_were_then() {
    let mut console = console(world(&[]).account, (120, 36));
    let root = Caller::ROOT;
    let mut named = |name: &str| {
        let create = CreateUser { user_name: name.into(), ..Default::default() };
        let policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess".into();
        console.open.submit(&root, &[create.into(), AttachUserPolicy { user_name: name.into(), policy_arn }.into()]).unwrap();
        let caller = Caller::owner_as(Asker::User(console.open.account().user_named(name).unwrap().id));
        let group_name = format!("Of-{name}");
        console.open.submit(&caller, &[CreateGroup { group_name, path: None }.into()]).unwrap();
    };
    named("dora");
    named("carl");
    let policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess".to_owned();
    let detach = DetachUserPolicy { user_name: "dora".into(), policy_arn };
    console.open.submit(&root, &[detach.into(), DeleteUser { user_name: "dora".into() }.into()]).unwrap();
    let rename = UpdateUser { user_name: "carl".into(), new_user_name: Some("charles".into()), new_path: None };
    console.open.submit(&root, &[rename.into()]).unwrap();
    console.keys(":clock +1m<enter>:history<enter>").see("dora (deleted)").see("carl (now charles)").miss("AIDA");
    console.keys("/dora<enter>").see("Create group Of-dora").see("Delete user dora").miss("Of-carl").keys("<esc>");
    console.resize(80, 24).see("dora (deleted): Create group Of-dora").see("carl (now charles): Create group Of-carl");
    console.keys("/Of-dora<enter><enter>").see("Caller   dora (deleted)");
}

#[test]
fn a_sign_in_is_of_whoever_signs_in() {
    let mut console = console(world(&[]).account, (120, 36));
    let last = |console: &Console| {
        let item = console.open.history().items().next_back().unwrap();
        (console.open.history().doer(item, console.open.account()), console.open.history().sentence(item, console.open.account()))
    };
    console.keys(":sign-in<enter>bob<tab>").keys(PASSWORD).keys("<enter>").see("Signed in as bob");
    assert_eq!(last(&console), ("bob".to_owned(), "Sign in as bob".to_owned()));
    console.keys(":sign-in<enter>alice<tab>wrong<enter>");
    assert_eq!(last(&console), ("alice".to_owned(), "Refused, FailedAuthentication: Sign in as alice".to_owned()));
    console.keys("<esc>:sign-in<enter>zed<tab>wrong<enter>");
    assert_eq!(last(&console), ("anonymous".to_owned(), "Refused, FailedAuthentication: Sign in by a name that nobody has".to_owned()));
}

/// An account in which alice may do this alone.
fn who_may(actions: &str) -> Account {
    let mut world = world(&[]);
    let policy_document = format!(r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":[{actions}],"Resource":"*"}}}}"#);
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "May".into(), policy_document });
    world.account
}

/// Keys of tags are offered in a condition to whoever may list the tags, and not to whoever may list those who have them.
#[test]
fn tags_are_offered_to_whoever_may_list_them() {
    let begun = ":create-policy<enter>\"s3:ListAllMyB<enter><down><home><end><left>\"*\"<end>,<enter>\"Cond<enter>stringeq<enter>";
    for (listing, is_offered) in [("iam:ListUserTags", true), ("iam:ListGroups", false)] {
        let mut world = world(&[]);
        world.change(TagUser { user_name: "bob".into(), tags: vec![Tag { key: "owlery".into(), value: "north".into() }] });
        let actions = format!(r#"["iam:ListUsers","iam:CreatePolicy","{listing}"]"#);
        let policy_document = format!(r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":{actions},"Resource":"*"}}}}"#);
        world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "May".into(), policy_document });
        let mut console = console(world.account, (120, 36));
        console.keys(begun).keys("aws:PrincipalTag").see("aws:PrincipalTag/");
        assert_eq!(console.screen().contains("owlery"), is_offered, "{}", console.screen());
    }
}

#[test]
fn a_denied_page_keeps_the_name_that_its_list_has_told() {
    let mut listing = console(who_may(r#""iam:ListUsers","iam:ListRoles""#), (120, 36));
    listing.keys(":users<enter>/bob<enter><enter>").see("Users › bob").see("✖ Access denied").see("iam:GetUser");
    listing.keys(":role Auditor<enter>").see("Roles › Auditor").keys("D").see("May they?").see("iam:GetRole");
    listing.see("a role's trust policy is asked about").see("assuming the role alone.").miss("Trust policy ");
    // Who one is, one knows.
    let mut oneself = console(world(&[]).account, (120, 36));
    oneself.keys(":security-credentials<enter>").see("alice");
    // Who came there another way is not told it.
    let bob = listing.open.account().user_named("bob").unwrap().id;
    let mut blind = console(world(&[]).account, (120, 36));
    blind.keys(":bob<enter>").see("There is no screen, user, group, role, policy or key called bob that you may see.").keys("<esc>");
    assert!(blind.open.account().user(bob).is_some());
    let mut seeing = console(world(&["AdministratorAccess"]).account, (120, 36));
    seeing.keys(":zzqxj<enter>").see("policy or key called zzqxj.");
}

#[test]
fn what_may_not_be_seen_is_not_counted() {
    let mut console = console(world(&[]).account, (120, 36));
    for (screen, title) in [("resources", "Resources"), ("providers", "Identity providers")] {
        console.keys(":").keys(screen).keys("<enter>").see("✖ Access denied").see(title).miss(&format!("{title}  0")).see("D why, in full");
    }
    // What can't be seen on the dashboard can't be done there.
    console.keys(":dashboard<enter>").see("iam:GetAccountSummary").see("enter open list");
    console.miss("show me how").miss("space details").miss("enter do it").keys("s").see("Security Status is denied to you.");
}

#[test]
fn the_clock_is_found_from_anywhere() {
    let mut console = console(world(&[]).account, (80, 24));
    console.keys(":clo").see("Move the practice clock forward").keys("ck<enter>").see("Move the practice clock forward?");
    console.keys("<esc><ctrl-p>clock").see("Clock…").keys(" +90d<enter>").see("Move the practice clock forward?");
    console.keys("<esc>O<tab><enter>").see("not signed in").keys("<f2>clock<enter>").see("Move the practice clock forward?");
    console.keys("<enter>").see("Advanced the practice clock by 1 day");
}

#[test]
fn whoever_locks_themselves_out_is_told_before_and_finds_the_way_back() {
    let mut console = console(world(&["AdministratorAccess"]).account, (80, 24));
    console.keys(":user alice<enter>x").see("Remove AdministratorAccess from alice?");
    console.see("▲ You lose iam:AttachUserPolicy: afterwards you can't put this").see("or root takes it back.");
    console.keys("<tab><enter>").see("✖ Access denied").see("Your last change took permissions from yourself. Undo (u) or root takes it");
    console
        .keys(":groups<enter>")
        .see("Your last change took permissions from yourself.")
        .keys("u")
        .miss("Access denied")
        .see("Developers");
    // What one could never do was not taken by what one has just been given.
    let mut other = self::console(world(&[]).account, (80, 24));
    let root = Caller::ROOT;
    let gain = "arn:aws:iam::aws:policy/IAMUserChangePassword".to_owned();
    let allow = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:AttachUserPolicy","Resource":"*"}}"#.to_owned();
    let put = PutUserPolicy { user_name: "alice".into(), policy_name: "Attach".into(), policy_document: allow };
    other.open.submit(&root, &[put.into()]).unwrap();
    other.keys(&format!(":aws iam attach-user-policy --user-name alice --policy-arn {gain}<enter><esc>"));
    assert!(matches!(other.open.history().undoable().unwrap().caller.who, Asker::User(_)), "her own last change");
    other.keys(":users<enter>").see("Access denied").miss("took permissions");
    // What is taken from others says nothing of it, and nor does what one has otherwise as well.
    console.keys(":user bob<enter><right>x").see("Remove bob from Developers?").miss("You lose").keys("<esc>");
    console.keys(":aws iam attach-user-policy --user-name alice --policy-arn arn:aws:iam::aws:policy/IAMFullAccess<enter>");
    console.keys(":user alice<enter>/IAMFull<enter>x").see("Remove IAMFullAccess from alice?").miss("You lose");
}

/// Whatever takes it from whoever is signed in to put back what they do says so: a boundary, a resource's policy that is written.
#[test]
fn who_can_t_put_it_back_is_told_of_every_change() {
    let mut world = world(&["AdministratorAccess"]);
    world.change(CreateBucket { bucket: "reports".into(), ..Default::default() });
    let deny = |on: &str| {
        let statement = format!(r#"{{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"{on}"}}"#);
        format!(r#"{{"Version":"2012-10-17","Statement":[{statement}]}}"#)
    };
    let mut console = console(world.account, (100, 36));
    console.keys(":user alice<enter>b/ReadOnlyAccess<enter><enter>").see("▲ You lose iam:PutUserPermissionsBoundary and");
    console.keys("<esc><esc><esc>:bucket reports<enter>").keys("e").see("reports");
    let write = |console: &mut Console, text: &str| {
        console.keys("<pgup><pgup><home><home>").keys(&"<ctrl-k>".repeat(80)).paste(text);
    };
    write(&mut console, &deny("arn:aws:s3:::reports/*"));
    console.keys("<ctrl-s>").see("alice loses").miss("You lose").keys("<ctrl-b>");
    write(&mut console, &deny("arn:aws:s3:::reports"));
    console.keys("<ctrl-s>").see("▲ You lose s3:PutBucketPolicy and s3:DeleteBucketPolicy: afterwards you");
    // Root may always take a bucket's policy back.
    let mut world = World::fresh();
    world.change(CreateBucket { bucket: "reports".into(), ..Default::default() });
    let mut root = self::console(world.account, (100, 36));
    root.keys(":bucket reports<enter>e");
    write(&mut root, &deny("arn:aws:s3:::reports"));
    root.keys("<ctrl-s>").see("the root user").miss("You lose");
}

#[test]
fn a_role_is_switched_to_by_what_is_typed_and_told_by_its_name() {
    let mut console = console(world(&["AdministratorAccess"]).account, (120, 36));
    let id = console.open.account().id().to_string();
    console.keys(":switch-role<enter>Auditor<tab>root user ▲<enter>").see("⇄ root user ▲ (Auditor)").see("by alice").keys("B");
    console.keys(":switch-role<enter>").see("Role history").see(&format!("Auditor @ {id}"));
    // What is typed first is a role's name; another role's fields are empty.
    console.keys("Own");
    let is_typed = |line: &str| line.contains(" Role ") && line.contains("Own");
    assert!(console.screen().lines().any(is_typed), "{}", console.screen());
    console.keys("<backtab><backtab><right>").see("Display name – optional  root user ▲");
    console.keys("<left>").see("Role history").miss("Display name – optional  root user");
    assert!(!console.screen().lines().any(is_typed), "{}", console.screen());
}

#[test]
fn what_was_looked_at_is_shown_as_accessed_at_once() {
    let mut console = console(world(&["IAMReadOnlyAccess"]).account, (120, 36));
    console.keys(":users<enter>:user alice<enter>").keys("<left>").see("Last accessed").see("today").miss("Not accessed");
    assert_eq!(console.open.history().revision(), 0, "nothing was written for it");
    console.keys("<enter>G").see("ListUsers").see("us-east-1");
}

/// What the parts of a screen ask for by themselves counts as well: the dashboard's counts, lists of resources, of policies and of
/// credentials.
#[test]
fn what_parts_of_a_screen_asked_for_was_accessed_too() {
    let mut console = console(world(&["ReadOnlyAccess"]).account, (120, 36));
    let alice = console.open.account().user_named("alice").unwrap().id;
    console.keys(":dashboard<enter>:resources<enter>:user bob<enter><right><right><right>").see("Security credentials");
    console.keys(":users<enter>:clock +1m<enter>");
    let account = console.open.account();
    for action in [
        "iam:GetAccountSummary",
        "s3:ListAllMyBuckets",
        "lambda:ListFunctions",
        "iam:ListAttachedUserPolicies",
        "iam:ListUserPolicies",
        "iam:GetLoginProfile",
        "iam:ListMFADevices",
        "iam:ListAccessKeys",
    ] {
        let (service, name) = action.split_once(':').unwrap();
        let used = account.services_used_by(alice).find(|used| used.service == service);
        assert!(used.is_some_and(|used| used.last_use_of(name).is_some()), "{action}: {used:?}");
    }
}

/// What goes before a deletion is asked of whoever is deleted as they were: with their path and their tags.
#[test]
fn who_deletes_others_loses_nothing() {
    let tag = || vec![Tag { key: "team".into(), value: "red".into() }];
    for statement in [
        r#"{"Effect":"Allow","Action":"iam:*","Resource":["arn:aws:iam::*:user/dev/*","arn:aws:iam::*:group/dev/*"]}"#,
        r#"{"Effect":"Allow","Action":"iam:*","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/team":"red"}}},
           {"Effect":"Allow","Action":["iam:*Group*"],"Resource":"arn:aws:iam::*:group/dev/*"}"#,
    ] {
        let mut world = world(&["IAMReadOnlyAccess"]);
        let document = format!(r#"{{"Version":"2012-10-17","Statement":[{statement}]}}"#);
        world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "Dev".into(), policy_document: document });
        let path = || Some("/dev/".to_owned());
        world.change(CreateUser { user_name: "mallory".into(), path: path(), tags: Some(tag()), ..Default::default() });
        world.change(CreateGroup { group_name: "Cats".into(), path: path() });
        let policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess".to_owned();
        world.change(AttachUserPolicy { user_name: "mallory".into(), policy_arn: policy_arn.clone() });
        world.change(AttachGroupPolicy { group_name: "Cats".into(), policy_arn });
        let mut console = console(world.account, (100, 36));
        console.keys(":user mallory<enter>d").see("Detach").see("AWS a deletion is for good").miss("You lose").keys("<esc>");
        console.keys(":group Cats<enter>d").see("Detach").see("AWS a deletion is for good").miss("You lose");
    }
    // Who deletes the group that all of it came through is told still.
    let mut world = world(&[]);
    let policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess".to_owned();
    world.change(AttachGroupPolicy { group_name: "Owls".into(), policy_arn });
    world.change(AddUserToGroup { group_name: "Owls".into(), user_name: "alice".into() });
    console(world.account, (100, 36)).keys(":group Owls<enter>d").see("▲ You lose iam:AttachGroupPolicy");
}

/// What one loses oneself is known at once, and why the rest may not be seen stands below it, whole.
#[test]
fn what_one_loses_oneself_leaves_room_for_why_the_rest_is_not_told() {
    let mut world = world(&[]);
    let may = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Resource":"*","Action":["iam:List*","iam:GetUser","iam:AttachUserPolicy","iam:DetachUserPolicy"]}}"#;
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "May".into(), policy_document: may.into() });
    let mut console = console(world.account, (80, 24));
    console.keys(":user alice<enter>a<down><down><enter>/AWSDenyAll<enter><space>").see("▲ You lose iam:DetachUserPolicy");
    console.see("GetAccountAuthorizationDetails").see("f12");
}
