//! Flows of those who may list and not read: what a row or a head may not show is told in AWS's words, with the ways on from there.

use crate::common::console::{Console, Setup};
use crate::common::{PASSWORD, World};
use iam_console::account::Account;
use iam_console::account::operation::*;
use iam_console::account::secret::Secret;

/// An account with a document in each place that has one, in which alice has signed in, who may do this alone.
fn world(actions: &str) -> Account {
    let mut world = World::fresh();
    world.user("alice");
    world.user("bob");
    let document =
        |action: &str| format!(r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":[{action}],"Resource":"*"}}}}"#);
    let hidden = document(r#""sqs:SendMessage""#);
    world.change(CreatePolicy { policy_name: "Own".into(), policy_document: hidden.clone(), ..Default::default() });
    world.change(CreateGroup { group_name: "Owls".into(), path: None });
    world.change(AddUserToGroup { group_name: "Owls".into(), user_name: "bob".into() });
    let id = world.account.id().to_string();
    let trust = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"arn:aws:iam::{id}:root"}},"Action":"sts:AssumeRole"}}]}}"#
    );
    for role_name in ["Auditor", "Bearer"] {
        let assume_role_policy_document = trust.clone();
        world.change(CreateRole { role_name: role_name.into(), assume_role_policy_document, ..Default::default() });
    }
    let (policy_name, policy_document) = ("Hidden".to_owned(), hidden);
    world.change(PutUserPolicy { user_name: "bob".into(), policy_name: policy_name.clone(), policy_document: policy_document.clone() });
    world.change(PutGroupPolicy { group_name: "Owls".into(), policy_name: policy_name.clone(), policy_document: policy_document.clone() });
    world.change(PutRolePolicy { role_name: "Auditor".into(), policy_name, policy_document });
    world.change(AttachRolePolicy { role_name: "Bearer".into(), policy_arn: format!("arn:aws:iam::{id}:policy/Own") });
    world.change(CreateBucket { bucket: "reports-of-bob".into(), ..Default::default() });
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "May".into(), policy_document: document(actions) });
    world.change(ConsoleLogin { user_name: Some("alice".into()), password: Secret::new(PASSWORD), ..Default::default() });
    world.account
}

fn console(account: Account, size: (u16, u16)) -> Console {
    Console::on(account, Setup { size, ..Setup::default() })
}

/// What lists tell, and pages, without any document.
const LISTS: &str = r#""iam:List*","iam:GetUser","iam:GetGroup","iam:GetRole","iam:GetLoginProfile""#;

/// Where a document is shown, by which keys, what may be done besides, and what reading it is.
const DOCUMENTS: &[(&str, &str, &str, &str)] = &[
    ("a user's inline policy", ":user bob<enter>", "", "iam:GetUserPolicy"),
    ("a group's, of one in it", ":user bob<enter>/Owls<enter>", r#","iam:GetUserPolicy""#, "iam:GetGroupPolicy"),
    ("a group's", ":group Owls<enter><right>", "", "iam:GetGroupPolicy"),
    ("a role's", ":role Auditor<enter>", "", "iam:GetRolePolicy"),
    ("a role's, in words", ":role Auditor<enter><right>", "", "iam:GetRolePolicy"),
    ("a managed policy", ":role Bearer<enter>", "", "iam:GetPolicy"),
    ("a managed policy's version", ":role Bearer<enter>", r#","iam:GetPolicy""#, "iam:GetPolicyVersion"),
    ("one in words", ":role Bearer<enter><right>", r#","iam:GetPolicy""#, "iam:GetPolicyVersion"),
    ("the versions of a policy", ":policy Own<enter><left><left>", r#","iam:GetPolicy""#, "iam:GetPolicyVersion"),
];

/// Whether the screen tells that this is denied, and its keys lead on from there; what is not so.
fn told(console: &mut Console, what: &str, action: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let asked = console.screen();
    if !asked.contains(action) || !asked.contains("D why") || !asked.contains("A who") {
        wrong.push(format!("{what}: {action} is not told\n{asked}"));
    }
    for (key, title) in [("D", "May they?"), ("A", "Who could allow it")] {
        let answer = console.explain(key).screen();
        if !answer.contains(title) || !answer.contains(action) {
            wrong.push(format!("{what}: {key} does not lead on\n{answer}"));
        }
        console.keys("<esc>");
    }
    wrong
}

#[test]
fn a_document_is_shown_to_who_may_read_it_and_to_nobody_else() {
    let mut wrong = Vec::new();
    for (what, keys, besides, action) in DOCUMENTS {
        for size in [(120, 36), (80, 24)] {
            let what = format!("{what} at {size:?}");
            let mut console = console(world(&format!("{LISTS}{besides}")), size);
            let shown = console.keys(keys).screen();
            if shown.contains("SQS") {
                wrong.push(format!("{what}: the document is told\n{shown}"));
            }
            wrong.extend(told(&mut console, &what, action));
            let opened = console.keys("<enter>").screen();
            if opened.contains("SendMessage") {
                wrong.push(format!("{what}: the document is opened\n{opened}"));
            }
            let mut reading = self::console(world(&format!(r#"{LISTS}{besides},"iam:GetPolicy","iam:GetPolicyVersion","{action}""#)), size);
            let shown = reading.keys(keys).screen();
            if shown.contains(" may not be seen") || shown.contains("Not all of it") {
                wrong.push(format!("{what}: who may read it is not shown it\n{shown}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_inline_document_is_opened_by_who_may_read_it() {
    let mut console = console(world(LISTS), (80, 24));
    console.keys(":user bob<enter><enter>").see("This may not be seen. D says why.").miss("SendMessage");
    let mut reading = self::console(world(&format!(r#"{LISTS},"iam:GetUserPolicy""#)), (80, 24));
    reading.keys(":user bob<enter><enter>").see("Inline policy Hidden of user bob").see("sqs:SendMessage");
    // What another's change allows is shown as soon as it is made.
    let (user_name, policy_name) = ("alice".to_owned(), "More".to_owned());
    let policy_document =
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:GetUserPolicy","Resource":"*"}}"#.to_owned();
    let put = PutUserPolicy { user_name, policy_name, policy_document };
    console.open.submit(&iam_console::account::caller::Caller::ROOT, &[put.into()]).unwrap();
    console.keys(":clock +1m<enter>:user bob<enter>").miss("may not be seen").keys("<enter>").see("sqs:SendMessage");
}

/// Nor is it handed out another way: written into a file, copied, or looked at while it is chosen.
#[test]
fn a_document_that_may_not_be_read_is_not_handed_out() {
    let mut console = console(world(&format!(r#"{LISTS},"iam:GetPolicy","iam:CreateUser""#)), (80, 24));
    console.keys(":policy Own<enter><left><left>W").see("Its document may not be read by you. Permissions says why.");
    console.keys("y").see("Its document may not be read by you.");
    console.keys("<left><left>W").see("Its document may not be read by you.").keys("y");
    assert!(console.saved.is_empty() && console.copied.iter().all(|text| text.ends_with("policy/Own")), "{:?}", console.copied);
    console.keys(":create-user<enter>carol<enter><tab><right><right><tab>v").miss("\"Statement\"");
}

/// Where a cell or a part of a head is denied, what may be done there, what is told of it, and what it asks for.
const PARTS: &[(&str, &str, &str, &str, &str)] = &[
    ("users", ":users<enter>", r#""iam:ListUsers""#, "Groups may not be seen", "iam:ListGroupsForUser"),
    ("groups", ":groups<enter>", r#""iam:ListGroups""#, "Users may not be seen", "iam:GetGroup"),
    (
        "policies of groups",
        ":groups<enter>",
        r#""iam:ListGroups","iam:GetGroup","iam:ListAttachedGroupPolicies""#,
        "Permissions may not be seen",
        "iam:ListGroupPolicies",
    ),
    ("roles", ":roles<enter>", r#""iam:ListRoles""#, "Last activity may not be seen", "iam:GetRole"),
    ("resources", ":resources<enter>", r#""s3:ListAllMyBuckets""#, "State may not be seen", "s3:ListBucket"),
    (
        "resources and kinds",
        ":resources<enter>",
        r#""s3:ListAllMyBuckets","s3:ListBucket""#,
        "Policy may not be seen",
        "s3:GetBucketPolicy",
    ),
    (
        "a resource's head",
        ":resources<enter><enter>",
        r#""s3:ListAllMyBuckets","s3:ListBucket""#,
        "Resource policy may not be seen",
        "s3:GetBucketPolicy",
    ),
    (
        "a user's head",
        ":user bob<enter><right><right>",
        r#""iam:ListUsers","iam:GetUser","iam:ListUserTags""#,
        "Console access may not be seen",
        "iam:GetLoginProfile",
    ),
    ("users of a group", ":group Owls<enter>", r#""iam:ListGroups","iam:GetGroup""#, "Groups may not be seen", "iam:ListGroupsForUser"),
    (
        "groups of a user",
        ":user bob<enter><right>",
        r#""iam:ListUsers","iam:GetUser","iam:ListGroupsForUser""#,
        "Users may not be seen",
        "iam:GetGroup",
    ),
];

#[test]
fn what_a_row_or_a_head_may_not_show_is_told_in_full() {
    let mut wrong = Vec::new();
    for (what, keys, actions, said, action) in PARTS {
        let account = world(actions);
        for size in [(120, 36), (80, 24)] {
            let mut console = console(account.clone(), size);
            let asked = console.keys(keys).screen();
            if !asked.contains(said) {
                wrong.push(format!("{what} at {size:?}: not {said}\n{asked}"));
            }
            wrong.extend(told(&mut console, &format!("{what} at {size:?}"), action));
        }
        // On the smallest screen there is no room for it: the keys are there all the same.
        let mut small = console(account, (60, 16));
        small.keys(keys).see("D why").explain("D").see("May they?").see(action);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Where rows are chosen from over the screen: by which keys, what may be done besides, what is told, and what it asks for.
const PICKERS: &[(&str, &str, &str, &str, &str)] = &[
    (
        "groups for a user",
        ":user alice<enter><right>a",
        "\"iam:ListUsers\",\"iam:GetUser\",\"iam:ListGroups\",\"iam:ListGroupsForUser\"",
        "Users may not be seen",
        "iam:GetGroup",
    ),
    (
        "users for a group",
        ":group Owls<enter>a",
        "\"iam:ListUsers\",\"iam:GetGroup\",\"iam:ListGroups\"",
        "Groups may not be seen",
        "iam:ListGroupsForUser",
    ),
    (
        "users to copy from",
        ":user alice<enter>a<down><enter>",
        "\"iam:ListUsers\",\"iam:GetUser\"",
        "Groups may not be seen",
        "iam:ListGroupsForUser",
    ),
    (
        "whom to attach to",
        ":policy Own<enter>a",
        "\"iam:ListUsers\",\"iam:ListGroups\",\"iam:ListRoles\",\"iam:ListPolicies\",\"iam:GetPolicy\",\"iam:GetPolicyVersion\"",
        "Policies may not be seen",
        "iam:ListAttachedGroupPolicies",
    ),
];

#[test]
fn what_a_row_to_choose_may_not_show_is_told_in_full() {
    for (what, keys, actions, said, action) in PICKERS {
        for (key, title) in [("<f12>", "May they?"), ("<f11>", "Who could allow it")] {
            let mut console = console(world(actions), (80, 24));
            let asked = console.keys(keys).screen();
            let is_told = asked.contains(said) && asked.contains("f12 says why in full, f11 who could allow it.");
            assert!(is_told && asked.contains("denied"), "{what}\n{asked}");
            console.explain(key).see(title).see(action);
        }
    }
}

/// What is not in sight is not left out either: it is done once more, which changes nothing.
#[test]
fn a_list_to_choose_from_tells_nobodys_groups_and_policies() {
    let actions = r#""iam:ListUsers","iam:GetUser","iam:ListGroups","iam:AddUserToGroup""#;
    let mut console = console(world(actions), (80, 24));
    console.keys(":user bob<enter>a<enter>").see("Add bob to groups").miss("so far").see("Owls");
    console.keys("<space><enter>").see("Added bob to Owls");
    let mut seeing = self::console(world(&format!(r#"{actions},"iam:ListGroupsForUser""#)), (80, 24));
    seeing.keys(":user bob<enter>a<enter>").see("(1 of 10 so far)").see("There is no group that the user is not in already.");
}

/// What may not be read is not copied: nothing of it is, and AWS's words say why.
#[test]
fn permissions_that_may_not_be_read_are_not_copied() {
    let lists = r#""iam:ListUsers","iam:GetUser","iam:ListGroupsForUser","iam:ListAttachedUserPolicies","iam:ListUserPolicies""#;
    let mut console = console(world(&format!(r#"{lists},"iam:CreateUser","iam:PutUserPolicy","iam:AddUserToGroup""#)), (80, 24));
    console.keys(":user alice<enter>a<down><enter>").see("Hidden").keys("<enter>").see("iam:GetUserPolicy").see("f12 says why");
    console.keys("<esc>:create-user<enter>carol<enter><tab>/bob<enter><space>").see("not all of it may be read by you");
    console.keys("<enter>").see("What may not be read can't be copied.").see("Set permissions").keys("D").see("iam:GetUserPolicy");
}

/// Where a part of a list and a cell of its row are both denied, the rows stay in sight all the same.
#[test]
fn a_list_keeps_its_rows_beside_what_is_denied_of_it() {
    let actions = r#""iam:ListUsers","iam:GetUser","iam:ListGroupsForUser","iam:ListUserPolicies","iam:ListAttachedUserPolicies""#;
    let account = world(actions);
    for size in [(80, 24), (120, 36), (60, 16)] {
        let mut console = console(account.clone(), size);
        console.keys(":user bob<enter>").see("Permissions policies, in part  1").see("▌");
        let is_row = |line: &str| line.contains("▌") && line.contains("Hidden");
        assert!(console.screen().lines().any(is_row), "{}", console.screen());
        if size.1 > 16 {
            console.see("✖ Not to be listed by you").see("iam:GetUserPolicy");
        }
        console.see("D why").explain("D").see("May they?").see("iam:GetUserPolicy");
    }
}

/// What the report doesn't tell by itself is told below the few rows there are, and in the place of it where one is opened.
#[test]
fn who_granted_what_was_used_is_denied_in_words() {
    let actions = r#""iam:ListRoles","iam:GetRole","iam:GenerateServiceLastAccessedDetails","iam:GetServiceLastAccessedDetails""#;
    let mut console = console(world(actions), (80, 24));
    console.keys(":role Bearer<enter><left><left>").see("Amazon SQS").see("iam:ListPoliciesGrantingServiceAccess").see("D why");
    console.keys("<enter>").see("Allowed by  access denied").miss("Own");
}

/// Steps of wizards whose list to choose from is denied as a whole: by which keys, what may be done, and what the list asks for.
const LISTS_OF_STEPS: &[(&str, &str, &str)] = &[
    (":create-group<enter>zx<enter>", r#""iam:CreateGroup""#, "iam:ListUsers"),
    (":create-group<enter>zx<enter><enter>", r#""iam:CreateGroup","iam:ListUsers""#, "iam:ListPolicies"),
    (":create-role<enter><enter>", r#""iam:CreateRole""#, "iam:ListPolicies"),
    (":create-user<enter>qq<enter>", r#""iam:CreateUser""#, "iam:ListGroups"),
    (":create-user<enter>qq<enter><tab>", r#""iam:CreateUser""#, "iam:ListUsers"),
    (":create-user<enter>qq<enter><tab><tab>", r#""iam:CreateUser""#, "iam:ListPolicies"),
];

#[test]
fn a_list_to_choose_from_that_is_denied_leads_to_why() {
    for (keys, actions, action) in LISTS_OF_STEPS {
        for (key, title) in [("D", "May they?"), ("A", "Who could allow it")] {
            let mut console = console(world(actions), (80, 24));
            console.keys(keys).see("✖ Access denied").see(action).keys(key).see(title).see(action);
        }
    }
    for (key, title) in [("<f12>", "May they?"), ("<f11>", "Who could allow it")] {
        let mut console = console(world(r#""iam:ListGroups","iam:GetGroup""#), (80, 24));
        console.keys(":group Owls<enter>a").see("✖ Access denied").see("f12 says why in full, f11 who could allow it.");
        console.keys(key).see(title).see("iam:ListUsers");
    }
}

/// One denied list does not hide the others.
#[test]
fn whom_to_attach_a_policy_to_is_shown_in_part() {
    let lists = r#""iam:ListUsers","iam:ListGroups","iam:ListPolicies","iam:GetPolicy","iam:GetPolicyVersion""#;
    let seen = format!(r#"{lists},"iam:ListAttachedUserPolicies","iam:ListAttachedGroupPolicies""#);
    let mut console = console(world(&seen), (80, 24));
    console.keys(":policy Own<enter>a").see("Attach Own, in part  3").see("Owls").see("bob").miss("Auditor");
    console.see("Roles may not be seen").see("f12 says why in full").keys("<f12>").see("May they?").see("iam:ListRoles");
    let mut of_row = self::console(world(lists), (80, 24));
    of_row.keys(":policy Own<enter>a").see("✖ Not to be listed by you  roles").see("Policies may not be seen");
    of_row.explain("<f12>").see("May they?").see("iam:ListAttachedGroupPolicies");
}
