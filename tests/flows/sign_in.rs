//! Flows through signing in, out, and into roles.

use crate::common::console::{Console, Setup};
use crate::common::{PASSWORD, World, codes};
use iam_console::account::caller::Caller;
use iam_console::account::operation::*;
use iam_console::account::secret::Secret;
use iam_console::store::{HistoryDeed, Note};

/// Undoes on the sign-in screen.
const UNDO: &str = "<f6>";

const INCORRECT: &str = "Your authentication information is incorrect.";

/// An account with alice, who has a password.
fn world() -> World {
    let mut world = World::fresh();
    world.user("alice");
    world
}

fn console(world: World) -> Console {
    Console::on(world.account, Setup::default())
}

/// Signs in as alice, from the sign-in screen.
fn sign_in<'a>(console: &'a mut Console, password: &str) -> &'a mut Console {
    console.keys("<f2>sign-in<enter>").see("Sign in as").keys("alice<tab>").keys(password).keys("<enter>")
}

/// Alice with a device, who must perhaps change her password first.
fn with_phone(must_change: bool) -> iam_console::account::Account {
    world_with_phone(must_change).account
}

fn world_with_phone(must_change: bool) -> World {
    let mut world = world();
    attach(&mut world, "IAMUserChangePassword");
    world.change(CreateVirtualMFADevice { virtual_mfa_device_name: "phone".into(), ..Default::default() });
    let serial_number = world.account.virtual_mfa_serial_number("phone");
    let [authentication_code_1, authentication_code_2] = codes(&world.account, "phone", 0);
    world.change(EnableMFADevice { user_name: Some("alice".into()), serial_number, authentication_code_1, authentication_code_2 });
    if must_change {
        world.change(UpdateLoginProfile { user_name: "alice".into(), password: None, password_reset_required: Some(true) });
    }
    world
}

/// Lets alice do what a policy of AWS says.
fn attach(world: &mut World, policy: &str) {
    let policy_arn = format!("arn:aws:iam::aws:policy/{policy}");
    world.change(AttachUserPolicy { user_name: "alice".into(), policy_arn });
}

/// A role that trusts whom this account trusts.
fn role(world: &mut World, name: &str) {
    let id = world.account.id().to_string();
    let trust = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"arn:aws:iam::{id}:root"}},"Action":"sts:AssumeRole"}}]}}"#
    );
    world.change(CreateRole { role_name: name.into(), assume_role_policy_document: trust, ..Default::default() });
}

#[test]
fn a_user_signs_in_and_out_and_the_header_says_who() {
    let mut console = console(world());
    console.see("root user ▲");
    sign_in(&mut console, PASSWORD).miss("root user ▲").see("alice").see("Dashboard");
    console.keys("I").see("Sign in as someone else").keys("<esc>");
    console.keys("O").see("Sign out alice?").keys("<tab><enter>").see("not signed in").see("Locked out?").miss("Security Status");
    console.keys("<f2>users<enter>").miss("User name  ");
    console.keys("<esc>").keys("<f2>settings<enter>").see("changes hold at once").keys("<esc>").see("Sign in as");
    console
        .keys("<backtab><backtab>q")
        .see("Letters do nothing on this one.")
        .keys("<esc>")
        .see("This is the top. ctrl-c quits.")
        .keys("<ctrl-c>");
    assert!(console.quit);
}

#[test]
fn a_password_that_expired_for_good_tells_why_at_a_key() {
    let mut world = world();
    world.change(UpdateAccountPasswordPolicy { max_password_age: Some(30), hard_expiry: Some(true), ..Default::default() });
    world.run_as(&Caller::ROOT, AdvanceClock { seconds: 40 * 86_400 }).unwrap();
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).see("Your password has expired. Contact your administrator.");
    console.keys("<f12>").see("Why it was refused").see("Contact your administrator.").miss("Nothing was denied").keys("<esc>");
    console.keys("<tab><tab><f12>").see("Why it was refused");
}

#[test]
fn a_wrong_sign_in_keeps_what_was_typed_but_the_password() {
    let mut console = console(world());
    sign_in(&mut console, "Wrong-Horse-9").see(INCORRECT).see("root user ▲").see("alice");
    console.keys(PASSWORD).keys("<enter>").miss("root user ▲");
    assert!(console.open.account().signed_in(console.now).is_some_and(|caller| !caller.is_root()));
}

/// A forced change takes time, and a code does not last.
#[test]
fn a_code_that_runs_out_before_the_new_password_is_asked_for_again() {
    let mut console = Console::on(with_phone(true), Setup::default());
    let [_, code] = codes(console.open.account(), "phone", 1);
    sign_in(&mut console, PASSWORD).keys(code.reveal()).keys("<enter>").see("Change your password");
    console.keys("Another-Horse-9<tab>Another-Horse-9");
    console.pass(300_000).keys("<enter>").see("Multi-factor authentication").see("The code ran out meanwhile");
    let [later, _] = crate::common::codes_at(console.open.account(), "phone", console.now);
    console.keys(later.reveal()).keys("<enter>").see("Change your password").keys("<enter><enter>").see("Dashboard").miss("root user ▲");
}

#[test]
fn guessing_codes_is_slowed_down() {
    let mut console = Console::on(with_phone(false), Setup::default());
    sign_in(&mut console, PASSWORD);
    for _ in 0..9 {
        console.keys("000000<enter>").see(INCORRECT);
    }
    console.keys("000000<enter>").see("Too many MFA codes were tried.").miss(INCORRECT);
    // Signed in as root, who undoes: what was tried stays tried.
    console.keys("<esc><esc>u");
    sign_in(&mut console, PASSWORD).keys("000000<enter>").see("Too many MFA codes were tried.");
}

#[test]
fn a_code_is_asked_for_and_a_wrong_one_refused() {
    let mut world = world();
    world.change(CreateVirtualMFADevice { virtual_mfa_device_name: "phone".into(), ..Default::default() });
    let serial_number = world.account.virtual_mfa_serial_number("phone");
    let [first, second] = codes(&world.account, "phone", 0);
    world.change(EnableMFADevice {
        user_name: Some("alice".into()),
        serial_number,
        authentication_code_1: first,
        authentication_code_2: second,
    });
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).see("Multi-factor authentication").see("root user ▲");
    console.keys("12345<enter>").see("A code has six digits.").miss("validation error").miss(INCORRECT);
    console.keys("<ctrl-u>000000<enter>").see(INCORRECT).see("which is wrong is never told. Each code counts once.");
    console.keys("<f4>").see("Authenticator").keys("[").see("Multi-factor authentication");
    console.keys("<f4>").see("Authenticator").see("back to Sign in").keys("<esc>").see("Multi-factor authentication").see("MFA code");
    let [_, code] = codes(console.open.account(), "phone", 1);
    console.keys(code.reveal()).keys("<enter>").see("Dashboard").miss("root user ▲");
    console.keys("O<tab><enter>");
    sign_in(&mut console, PASSWORD).keys(code.reveal()).keys("<enter>").see(INCORRECT).keys("<esc>").see("IAM user name");
}

#[test]
fn a_forced_change_comes_before_anything_else() {
    let mut world = world();
    attach(&mut world, "IAMUserChangePassword");
    world.change(UpdateLoginProfile { user_name: "alice".into(), password: None, password_reset_required: Some(true) });
    let mut console = console(world);
    let remembers = UpdateAccountPasswordPolicy { password_reuse_prevention: Some(1), ..Default::default() };
    console.open.submit(&Caller::ROOT, &[remembers.into()]).unwrap();
    sign_in(&mut console, PASSWORD).see("Change your password").see("· not your last password");
    console.keys("Another-Horse-9<tab>Another-Horse-8<enter>").see("The passwords differ.");
    console.keys("<ctrl-u>Another-Horse-9<enter>").see("Dashboard").miss("root user ▲");
    console.keys(":change-password<enter>wrong<tab>Third-Horse-99<tab>Third-Horse-99<enter>").see("The old password was incorrect.");
    console.keys("Another-Horse-9<enter>").see("Dashboard");
    assert!(console.open.history().undoable().is_some());
}

#[test]
fn whoever_is_locked_out_gets_in_by_a_new_password_of_root() {
    let mut console = console(world());
    sign_in(&mut console, PASSWORD).keys("O<tab><enter>").see("Locked out?");
    console.keys("<backtab><backtab><left>").see("Root user email address").keys("<f5>").see("Set the root user's password");
    console.keys("short<enter>").see("8 characters").see("Enter a value").keys("<tab>short<enter>").see("at least 8");
    console.keys("<tab><ctrl-u>New-Root-Horse<backtab><ctrl-u>New-Root-Horse<enter>").see("✔ Set the root user's password");
    console.keys("New-Root-Horse<enter>").see("root user ▲").see("Security Status");
}

#[test]
fn the_deletion_of_who_is_signed_in_ends_the_session_and_undo_is_the_owners() {
    let mut world = world();
    attach(&mut world, "AdministratorAccess");
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).keys(":user alice<enter>").see("alice");
    let gone = [
        DetachUserPolicy { user_name: "alice".into(), policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess".into() }.into(),
        Operation::from(DeleteLoginProfile { user_name: Some("alice".into()) }),
        DeleteUser { user_name: "alice".into() }.into(),
    ];
    console.open.submit(&iam_console::account::caller::Caller::ROOT, &gone).unwrap();
    // The console hears of it with its next change.
    console.keys(":clock +1m<enter>").see("The session as").see("Locked out?").see("not signed in");
    // Who is back signs in: a session that was over does not begin again by itself.
    console.keys(UNDO).see("not signed in").keys(UNDO).see("not signed in");
    sign_in(&mut console, PASSWORD).miss("not signed in").see("alice");
}

#[test]
fn a_role_takes_the_place_of_the_own_permissions_until_one_switches_back() {
    let mut world = world();
    attach(&mut world, "AdministratorAccess");
    role(&mut world, "Auditor");
    role(&mut world, "Deployer");
    let mut console = console(world);
    console.keys(":switch-role<enter>").see("The root user can't switch roles.").keys("<esc>");
    sign_in(&mut console, PASSWORD)
        .keys(":switch-role<enter>")
        .see("Switch Role")
        .keys("Aud")
        .see("Auditor")
        .keys("<f3><tab>Checks<enter>");
    console.see("⇄ Checks (Auditor)   by alice   until ").keys("B").miss("⇄ Checks").see("alice");
    console.keys("B").see("You have not switched roles.");
    console
        .keys(":switch-role<enter>")
        .see("Role history")
        .keys("<backtab><backtab><right>")
        .see("Auditor")
        .keys("<enter>")
        .see("⇄ Checks");
    console.keys(":clock +2h<enter>").see("The session as").see("You are alice again.").miss("⇄ Checks");
    console.keys(":clock").see("Move the practice clock forward").keys(" +1d").see("enter moves the practice clock").keys("<esc>");
    console.keys(":clock -1d<enter>").see("forward only");
}

/// A display name that only begins as the role's own does not stand for it.
#[test]
fn the_roles_own_name_stands_beside_another() {
    let mut world = world();
    attach(&mut world, "AdministratorAccess");
    role(&mut world, "Dev");
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).keys(":switch-role<enter>").keys("Dev<f3><tab>Developer administrators<enter>");
    console.see("⇄ Developer administrators (Dev)").keys("B").keys(":switch-role<enter><tab>").see("Switch Role");
}

#[test]
fn a_denied_switch_says_why() {
    let mut world = world();
    role(&mut world, "Auditor");
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).keys(":switch-role<enter>").miss("why…");
    // No name is offered to who may not list any.
    console.keys("<f3>").see("iam:ListRoles").miss("Auditor").keys("Auditor<enter>");
    console.see("Invalid information in one or more fields. Check your information or contact your administrator.");
    console.see("is not authorized to perform: sts:AssumeRole").see("f6 why…").keys("<f6>").see("Why you can't switch to Auditor");
    console.see("✖ Identity policies").see("A switch needs the role's trust policy").miss("✖ Trust policy").keys("<esc>");
    console.keys("<f12>").see("sts:AssumeRole").miss("Nothing was denied").keys("<esc>").see("Switch Role").see("Auditor");
    console.keys("x<f6>").see("Nothing was denied to you just now.").keys("<enter><f6>").see("There is no such role in this account.");
}

#[test]
fn a_switch_that_the_role_does_not_trust_says_so() {
    let mut world = world();
    let trust = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;
    world.change(CreateRole { role_name: "app".into(), assume_role_policy_document: trust.into(), ..Default::default() });
    attach(&mut world, "AdministratorAccess");
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).keys(":switch-role<enter>app<enter><f6>").see("✖ Trust policy").see("✔ Identity policies");
}

/// Whoever may create something, but not see what there is, is told no names where one chooses from them.
#[test]
fn lists_to_choose_from_ask_the_policies_first() {
    let mut world = world();
    world.change(CreateUser { user_name: "zoe".into(), ..Default::default() });
    world.change(CreateGroup { group_name: "Zebras".into(), path: None });
    let policy_document = r#"{"Version":"2012-10-17","Statement":[
        {"Effect":"Allow","Action":["iam:Create*","iam:GetUser","iam:GetGroup","iam:GetPolicy*","iam:ListAttached*","iam:ListUserPolicies","iam:ListGroupsForUser"],"Resource":"*"}]}"#;
    let policy_name = "maker".to_owned();
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name, policy_document: policy_document.into() });
    let mut console = console(world);
    sign_in(&mut console, PASSWORD);
    console.keys(":create-user<enter>dave<enter>").see("Access denied").see("iam:ListGroups").miss("Zebras");
    console.keys("<tab>").see("iam:ListUsers").miss("zoe").keys("<tab>").see("iam:ListPolicies").miss("AdministratorAccess");
    console
        .keys("<esc><esc><enter>")
        .keys(":create-group<enter>Owls<enter>")
        .see("iam:ListUsers")
        .miss("zoe")
        .keys("<enter>")
        .see("iam:ListPolicies");
    console
        .keys("<esc><esc><enter>")
        .keys(":policy AmazonS3ReadOnlyAccess<enter>a")
        .see("Access denied")
        .see("iam:ListGroups")
        .miss("Zebras");
}

#[test]
fn no_secret_is_shown_in_what_is_said() {
    let mut console = console(world());
    sign_in(&mut console, "Wrong-Horse-9").miss("Wrong-Horse-9");
    assert!(
        !console.model.practice().unwrap().history.items().any(|item| console
            .open
            .history()
            .sentence(item, console.open.account())
            .contains("Wrong-Horse-9"))
    );
    assert!(!format!("{:?}", Secret::new("Wrong-Horse-9")).contains("Horse"));
}

#[test]
fn what_may_not_be_seen_is_replaced_by_what_aws_says() {
    let mut world = world();
    role(&mut world, "Zebra");
    world.change(CreateUser { user_name: "bob".into(), ..Default::default() });
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).see("– may not be counted").see("iam:GetAccountSummary").miss("out of 5");
    console.explain("D").see("May they?").see("iam:GetAccountSummary").keys("<esc>");
    console.keys(":users<enter>").see("✖ Access denied").see("is not authorized to perform: iam:ListUsers").miss("bob");
    console.see("because no identity-based policy allows the");
    console.keys("c").see("iam:ListUsers").miss("Specify user details");
    console.keys(":bo").miss("bob").keys("<esc>:Zeb").miss("Zebra").keys("<esc>");
    console.keys("D").see("May they?").see("iam:ListUsers");
    console.keys("<esc><esc>:users<enter>A").see("Who could allow it").see("root user").see("write an inline policy of");
}

#[test]
fn a_tab_may_be_denied_where_another_is_not() {
    let mut world = world();
    let document = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["iam:ListUsers","iam:GetUser","iam:ListUserTags"],"Resource":"*"}]}"#;
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "Look".into(), policy_document: document.into() });
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).keys(":users<enter>").see("alice").see("denied  ").miss("✖ Access denied");
    assert_eq!(console.screen().matches("denied").count(), 6, "{}", console.screen());
    console.keys("<enter>").see("✖ Access denied").see("iam:ListAttachedUserPolicies").see("Tags");
    console.keys("<right><right>").miss("✖ Access denied").keys("<right>").see("iam:ListMFADevices");
}

/// Conditions may ask for the time: what may be seen is asked again each minute.
#[test]
fn what_is_allowed_for_a_time_is_shown_for_that_time() {
    let mut world = world();
    let at = |minutes: i64| crate::common::now() + jiff::SignedDuration::from_mins(minutes);
    let document = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":["iam:ListUsers","iam:GetUser"],"Resource":"*","Condition":{{"DateGreaterThan":{{"aws:CurrentTime":"{}"}},"DateLessThan":{{"aws:CurrentTime":"{}"}}}}}}]}}"#,
        at(10),
        at(20)
    );
    world.change(CreateUser { user_name: "zoe".into(), ..Default::default() });
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "Look".into(), policy_document: document });
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).keys(":users<enter>").see("✖ Access denied").see("iam:ListUsers");
    console.now = at(11);
    console.keys("<down>").miss("✖ Access denied").see("zoe");
    console.now = at(21);
    console.keys("<down>").see("✖ Access denied").see("iam:ListUsers").miss("zoe");
}

/// Attached policies, inline ones and those of groups are lists of their own: what may be seen is, the rest stands below.
#[test]
fn some_policies_of_a_user_may_be_seen_without_the_others() {
    let mut world = world();
    attach(&mut world, "AmazonS3ReadOnlyAccess");
    let policy_arn = "arn:aws:iam::aws:policy/AmazonSQSFullAccess".to_owned();
    for group in ["team", "Zebras"] {
        world.change(CreateGroup { group_name: group.into(), ..Default::default() });
        world.change(AddUserToGroup { group_name: group.into(), user_name: "alice".into() });
    }
    world.change(AttachGroupPolicy { group_name: "team".into(), policy_arn: policy_arn.clone() });
    world.change(AttachGroupPolicy { group_name: "Zebras".into(), policy_arn });
    let look = |actions: &str| {
        let policy_document = format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":["iam:GetUser",{actions}],"Resource":["arn:aws:iam::*:user/*","arn:aws:iam::*:group/team"]}}]}}"#
        );
        PutUserPolicy { user_name: "alice".into(), policy_name: "Look".into(), policy_document }
    };
    for (actions, seen, unseen) in [
        (
            r#""iam:ListAttachedUserPolicies""#,
            &["AmazonS3ReadOnlyAccess", "inline policies, policies of groups"][..],
            &["Look", "AmazonSQS"][..],
        ),
        (r#""iam:ListUserPolicies""#, &["Look", "attached policies, policies of groups"], &["AmazonS3ReadOnlyAccess", "AmazonSQS"]),
        (
            r#""iam:ListGroupsForUser","iam:ListAttachedGroupPolicies""#,
            &["AmazonSQSFullAccess", "Group team", "inline policies of group team", "attached policies of group Zebras"],
            &["AmazonS3ReadOnlyAccess", "Group Zebras"],
        ),
    ] {
        world.change(look(actions));
        let mut console = Console::on(world.account.clone(), Setup::default());
        sign_in(&mut console, PASSWORD);
        console.keys(":security-credentials<enter>").see("alice").keys("<left><left><left>").see("Permissions policies");
        console.see("Not to be listed by you");
        for text in seen {
            console.see(text);
        }
        for text in unseen {
            console.miss(text);
        }
        console
            .explain("D")
            .see("May they?")
            .keys("<esc>")
            .see("Permissions policies")
            .explain("A")
            .see("write an inline policy of")
            .keys("<esc>");
        console.see("Permissions policies");
    }
}

/// Each section of the credentials asks for itself; who one is, one may always see.
#[test]
fn a_section_may_be_denied_where_others_are_not() {
    let mut world = world();
    world.change(CreateAccessKey { user_name: Some("alice".into()) });
    let document = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["iam:ListAccessKeys","iam:DeactivateMFADevice"],"Resource":"arn:aws:iam::*:user/${aws:username}"}]}"#;
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "Look".into(), policy_document: document.into() });
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).keys(":security-credentials<enter>");
    console.see("Console sign-in").see("iam:GetLoginProfile").see("MFA devices").see("iam:ListMFADevices").miss("No MFA device");
    console.see("Access keys  1 of 2").see("AKIA").see("Last used access denied").miss("Password set");
    console.see("Console access  access denied").see("Access keys  1 active");
    // The keys explain the section that is selected.
    console.keys("p").see("iam:GetLoginProfile").miss("Keep the existing").keys("<down><enter>").see("D says why");
    console.explain("D").see("May they?").see("iam:ListMFADevices").miss("iam:GetLoginProfile");
    console.keys("<esc><esc>:security-credentials<enter>").explain("A").see("Who could allow it").see("write an inline policy of");
}

#[test]
fn a_user_who_may_nothing_sees_each_section_denied() {
    let mut console = console(world());
    sign_in(&mut console, PASSWORD).keys(":security-credentials<enter>").see("iam:GetLoginProfile").see("iam:ListMFADevices");
    console.see("iam:ListAccessKeys").miss("No access keys").miss("No MFA device");
    console.keys("a").see("Assign MFA device to alice");
}

#[test]
fn each_service_is_listed_by_itself_among_the_resources() {
    let mut console = Console::on(world().account, Setup::default());
    console.keys(":resources<enter>p").see("Resources  7");
    let put = |actions: &str| PutUserPolicy {
        user_name: "alice".into(),
        policy_name: "Look".into(),
        policy_document: format!(r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":{actions},"Resource":"*"}}]}}"#),
    };
    let policy = put(r#"["s3:ListAllMyBuckets","s3:ListBucket","sqs:ListQueues"]"#).into();
    console.open.submit(&iam_console::account::caller::Caller::ROOT, &[policy]).unwrap();
    console.keys(":clock +1m<enter>");
    sign_in(&mut console, PASSWORD).keys(":resources<enter>").see("Resources, in part  2").see("reports-").see("orders").miss("thumbnails");
    console.see("✖ Not to be listed by you").see("EC2, Lambda, DynamoDB, KMS, Secrets Manager");
    console.keys("D").see("s3:GetBucketPolicy").keys("<esc><esc>:resources<enter><home><enter>").see("Details").see("3 objects");
    console.keys("<left>").see("Access denied").see("s3:GetBucketTagging");
}

#[test]
fn a_refused_write_has_the_same_keys() {
    let mut world = world();
    attach(&mut world, "IAMReadOnlyAccess");
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).keys(":aws iam create-user --user-name mallory<enter>").see("iam:CreateUser");
    console.keys("<esc>").see("D says why in full").keys("D").see("May they?").see("iam:CreateUser");
    assert!(console.open.account().user_named("mallory").is_none());
}

#[test]
fn the_owners_tools_stay_open() {
    let mut console = console(world());
    sign_in(&mut console, PASSWORD);
    for place in ["access", "simulate", "history", "settings", "accounts", "decisions"] {
        console.keys(":").keys(place).keys("<enter>").miss("✖ Access denied").keys("<esc><esc>");
    }
    console.keys(":clock +90d<enter>").see("The session as alice has ended.");
}

/// Whoever deletes themselves takes their own permissions away first: all of it is refused, and that is said before.
#[test]
fn who_is_signed_in_is_told_what_deleting_oneself_comes_to() {
    let mut world = world();
    attach(&mut world, "AdministratorAccess");
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).keys(":user alice<enter>d").see("Delete user alice?");
    console.see("This is you: the permissions go first").see("No user is left then who may attach AdministratorAccess");
    console.keys("alice<enter>").see("is not authorized to perform: iam:DeleteUser");
    assert!(console.open.account().user_named("alice").is_some_and(|user| console.open.account().login_profile_of(user.id).is_some()));
    console.keys("<esc>").see("alice");
}

#[test]
fn a_user_deleted_out_of_a_role_leaves_the_role_s_session_until_it_ends() {
    let mut world = world();
    attach(&mut world, "AdministratorAccess");
    role(&mut world, "Admin");
    world.change(AttachRolePolicy { role_name: "Admin".into(), policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess".into() });
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).keys(":switch-role<enter>Admin<enter>").see("⇄ Admin");
    console.keys(":user alice<enter>d").see("You signed in as alice before you switched roles");
    console.keys("alice<enter>").see("Deleted user alice").see("⇄ Admin");
    console.keys("B").see("not signed in").see("Locked out?").see("has ended").see("is gone");
    console.keys(UNDO).see("alice");
    assert!(console.open.account().user_named("alice").is_some(), "undo is the owner's");
}

#[test]
fn undoing_the_making_of_who_is_signed_in_signs_them_out() {
    let mut console = Console::fresh();
    console.keys(":aws iam create-user --user-name zoe<enter>").keys("<esc>:aws iam create-login-profile --user-name zoe --password ");
    console.keys(PASSWORD).keys("<enter><esc>:sign-in<enter>zoe<tab>").keys(PASSWORD).keys("<enter>").miss("root user ▲");
    console.keys("u").miss("not signed in").see("zoe");
    console.keys("u").see("The session as zoe has ended.").see("not signed in").see("Locked out?");
    assert!(console.open.account().user_named("zoe").is_none());
    console.keys("<f7>").see("not signed in").see("Locked out?").miss("stays so until").keys("<f7>").see("not signed in");
    // Nor does opening the account again begin the session anew.
    assert!(console.open.account().user_named("zoe").is_some());
    assert_eq!(console.open.account().signed_in(console.now), None);
    console.keys("<f2>sign-in<enter>").keys("zoe<tab>").keys(PASSWORD).keys("<enter>").miss("not signed in").see("zoe");
}

#[test]
fn wrong_guesses_look_alike_whatever_is_wrong() {
    let mut world = world();
    world.change(CreateUser { user_name: "bob".into(), ..Default::default() });
    let said = |account: &str, name: &str, password: &str| {
        let mut console = Console::on(world.account.clone(), Setup::default());
        console.keys(":sign-in<enter><backtab>");
        if !account.is_empty() {
            console.keys("<ctrl-u>").keys(account);
        }
        console.keys("<tab>").keys(name).keys("<tab>").keys(password).keys("<enter>").see(INCORRECT).see("root user ▲");
        let told = |line: &str| line.contains("incorrect") || line.contains('✖');
        console.screen().lines().filter(|line| told(line)).map(|line| line.trim().to_owned()).collect::<Vec<_>>()
    };
    let first = said("", "alice", "Wrong-Horse-9");
    assert!(!first.is_empty());
    for (account, name, password) in
        [("", "nobody", PASSWORD), ("", "bob", PASSWORD), ("111122223333", "alice", PASSWORD), ("no-such-alias", "alice", PASSWORD)]
    {
        assert_eq!(said(account, name, password), first, "{account} {name}");
    }
}

#[test]
fn a_session_that_runs_out_in_the_middle_of_a_form_ends_there() {
    let mut world = world();
    attach(&mut world, "AdministratorAccess");
    role(&mut world, "Admin");
    world.change(AttachRolePolicy { role_name: "Admin".into(), policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess".into() });
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).keys(":switch-role<enter>Admin<enter>").see("⇄ Admin").keys(":create-group<enter>Owls");
    console.pass(3_700_000);
    console.see("The session as").see("You are alice again.").miss("⇄ Admin");
    assert!(console.open.account().group_named("Owls").is_none());
}

/// Beside fields to type in, letters are meant for those: they undo nothing, and open nothing.
#[test]
fn letters_on_a_choice_of_a_form_are_no_commands() {
    let mut world = world();
    role(&mut world, "Auditor");
    let policy_document = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*"}}"#.to_owned();
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "Own".into(), policy_document });
    let mut console = console(world);
    console
        .keys(":aws iam create-user --user-name bob<enter><esc>:sign-in<enter>")
        .see("Sign in as")
        .keys("<backtab><backtab>r")
        .see("(•) Root user");
    console.keys("i").see("(•) IAM user").keys("bob");
    console.see("Letters do nothing on this one.").miss("Undone").see("Sign in as");
    assert!(console.open.account().user_named("bob").is_some());
    console.keys("<tab><tab>alice<tab>").keys(PASSWORD).keys("<enter>").see("Dashboard");
    console.keys(":switch-role<enter>Auditor<enter>").see("⇄ Auditor").keys("B").see("alice");
    let before = console.open.history().revision();
    console.keys(":switch-role<enter>").see("Role history").keys("<backtab><backtab>Auditor").see("Letters do nothing on this one.");
    assert_eq!(console.open.history().revision(), before, "{}", console.screen());
    // From what answers a line one types the next one, and no letter of that is a command.
    console.keys("<esc>:aws sts get-caller-identity<enter>").see("UserId").keys(":aws sts get-caller-identity<enter>").see("UserId");
}

/// Where letters are typed, the key of a denial is one that types none; and what a wizard foresees leads on as well.
#[test]
fn a_denial_leads_on_from_forms_and_wizards() {
    let mut world = world();
    attach(&mut world, "IAMReadOnlyAccess");
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).keys(":create-user<enter>").see("Specify user details").keys("mallory<enter><enter><enter>");
    console.see("iam:CreateUser").see("f12 says why in full, f11 who could allow it.").miss("D why").see("f12 why").see("f11 who could");
    let last = console.open.history().items().next_back().unwrap();
    assert!(matches!(&last.deed, HistoryDeed::Noted(Note::Refused { .. })), "what is denied is asked for all the same: {last:?}");
    // It stays explainable, whatever is typed beside it.
    console.keys("x").keys("<f12>").see("May they?").see("iam:CreateUser");
    console.keys("<esc>").see("mallory").keys("<f11>").see("Who could allow it").keys("<esc>").see("mallory");
    assert!(console.open.account().user_named("mallory").is_none());
}

/// What is denied in sight comes before what was denied at this place before.
#[test]
fn the_keys_explain_what_is_in_sight() {
    let mut world = world();
    world.user("bob");
    let document = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["iam:ListUsers","iam:GetUser"],"Resource":"*"}]}"#;
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "Look".into(), policy_document: document.into() });
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).keys(":user bob<enter>").see("Access denied").see("iam:ListAttachedUserPolicies");
    console
        .keys(":aws iam delete-user --user-name bob<enter>")
        .see("iam:DeleteUser")
        .keys("<esc>D")
        .see("iam:DeleteUser")
        .keys("<esc>")
        .miss("iam:DeleteUser");
    console.see("iam:ListAttachedUserPolicies").explain("D").see("May they?").see("iam:ListAttachedUserPolicies").miss("iam:DeleteUser");
}

/// What is denied is explained, wherever it was asked for: a command that only reads, a form with a question behind it.
#[test]
fn what_is_denied_is_explained_wherever_it_was_asked_for() {
    let mut world = world();
    attach(&mut world, "IAMReadOnlyAccess");
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).keys(":aws ec2 describe-instances<enter>").see("UnauthorizedOperation").keys("<esc>");
    console.keys("D").see("May they?").see("ec2:DescribeInstances").keys("<esc><esc>");
    console.keys(":edit-password-policy<enter><right><enter>").see("iam:UpdateAccountPasswordPolicy").see("says why in full");
    let last = console.open.history().items().next_back().unwrap();
    assert!(matches!(&last.deed, HistoryDeed::Noted(Note::Refused { .. })), "{last:?}");
    console.keys("<f12>").see("May they?").see("iam:UpdateAccountPasswordPolicy");
}

/// A group's name is entered before anything is asked for: what is denied is in the history.
#[test]
fn a_group_that_is_denied_is_asked_for_all_the_same() {
    let mut world = world();
    attach(&mut world, "IAMReadOnlyAccess");
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).keys(":create-group<enter>Owls").miss("iam:CreateGroup").keys("<enter>").miss("iam:CreateGroup");
    console.keys("<enter><enter>").see("iam:CreateGroup").see("f12 says why in full").see("f12 why");
    let last = console.open.history().items().next_back().unwrap();
    assert!(matches!(&last.deed, HistoryDeed::Noted(Note::Refused { .. })), "{last:?}");
    console.keys("<f12>").see("May they?").see("iam:CreateGroup").keys("<esc>").see("Owls");
}

/// What is root's is changed by root; one's own is one's own, wherever the way there began.
#[test]
fn roots_credentials_are_roots_alone() {
    let mut world = world();
    attach(&mut world, "AdministratorAccess");
    role(&mut world, "Auditor");
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).see("Activate MFA on your root account").see("Sign in as root");
    console.keys("<enter>").see("Sign in as").see("(•) Root user");
    console.keys("<esc>:assign-mfa<enter>").see("Assign MFA device to alice").miss("root-mfa");
    console
        .keys("<esc>:authenticator<enter>")
        .see("assign an MFA device")
        .miss("to the root user")
        .keys("a")
        .see("Assign MFA device to alice");
    console.keys("<esc>:credential-report<enter>c").see("<root_account>").keys("<enter>").see("That is the root user's");
    console.keys("<esc>:switch-role<enter>Auditor<enter>").see("⇄ Auditor");
    console.keys(":assign-mfa<enter>").see("A session of a role has no credentials of its own.");
}

#[test]
fn history_tells_who_did_something_to_himself() {
    let mut world = world();
    attach(&mut world, "AdministratorAccess");
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).keys(":aws iam create-access-key<enter><esc><esc>:history<enter>");
    console.see("Create an access key for alice").miss("for the root user");
    console.resize(80, 24).see("alice: Create an access key for alice");
}

#[test]
fn undo_after_a_forced_change_says_what_it_takes_back() {
    let mut world = world();
    attach(&mut world, "IAMUserChangePassword");
    world.change(UpdateLoginProfile { user_name: "alice".into(), password: None, password_reset_required: Some(true) });
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).see("Change your password").keys("Another-Horse-9<tab>Another-Horse-9<enter>");
    console.see("Changed the password of alice, asked for at sign-in").miss("root user ▲");
    console.keys("u").see("Undone: Change the password of alice, asked for at sign-in").miss("root user ▲");
}

#[test]
fn a_sign_in_ends_once_the_clock_is_moved_past_it() {
    let mut console = console(world());
    sign_in(&mut console, PASSWORD).keys(":clock +11h<enter>").see("alice").miss("not signed in");
    console.keys(":clock +1h<enter>").see("The session as alice has ended.").see("not signed in");
    // Whoever comes back finds the form as they left it, but for the password.
    console.see("(•) IAM user").keys(PASSWORD).keys("<enter>").see("Dashboard").see("alice");
    console.keys("O<tab><enter>").see("Sign in as").miss("alice");
}

#[test]
fn the_form_stands_at_root_once_root_s_session_has_ended() {
    let mut console = console(world());
    console.keys("O<tab><enter>").see("(•) IAM user").keys("<f5>").keys(PASSWORD).keys("<tab>").keys(PASSWORD).keys("<enter>");
    console.see("(•) Root user").keys(PASSWORD).keys("<enter>").see("root user ▲").keys(":clock +12h<enter>");
    console.see("The session as root user has ended.").see("(•) Root user").keys(PASSWORD).keys("<enter>").see("root user ▲");
}

/// Whoever was in a role comes back as the user who switched to it.
#[test]
fn the_form_stands_at_who_switched_where_the_session_ended_in_a_role() {
    let mut world = world();
    attach(&mut world, "AdministratorAccess");
    role(&mut world, "Admin");
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).keys(":switch-role<enter>Admin<enter>").see("⇄ Admin");
    console
        .keys(":clock +13h<enter>")
        .see("not signed in")
        .see("(•) IAM user")
        .keys(PASSWORD)
        .keys("<enter>")
        .see("Dashboard")
        .see("alice");
}

/// The page of a policy is told of by `GetPolicy`; what its tabs hold has operations of its own.
#[test]
fn a_page_keeps_its_head_where_only_a_tab_is_denied_and_counts_nothing_of_it() {
    let mut world = world();
    let document = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["iam:GetPolicy","iam:GetPolicyVersion","iam:ListPolicies","iam:GetRole","iam:ListRoles"],"Resource":"*"}]}"#;
    world.change(CreatePolicy { policy_name: "Look".into(), policy_document: document.into(), ..Default::default() });
    let policy_arn = format!("arn:aws:iam::{}:policy/Look", world.account.id());
    world.change(AttachUserPolicy { user_name: "alice".into(), policy_arn });
    role(&mut world, "Auditor");
    let mut console = Console::on(world.account, Setup { size: (140, 40), ..Setup::default() });
    sign_in(&mut console, PASSWORD).keys(":policy Look<enter>").see("policy/Look").miss("Entities attached (").miss("Policy versions (");
    console.keys("<right>").see("Access denied").see("iam:ListEntitiesForPolicy").see(":policy/Look").see("Customer managed");
    console.keys(":role Auditor<enter><right><right>").see("Access denied").see("iam:ListRoleTags").see("Maximum session duration");
}

/// A condition may be about how long ago the code was given: the question is about the session as it is.
#[test]
fn a_session_whose_code_is_old_is_explained_as_it_is() {
    for (effect, test) in [("Deny", "NumericGreaterThan"), ("Allow", "NumericLessThan")] {
        let mut world = world_with_phone(false);
        let document = format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":"iam:Get*","Resource":"*"}},{{"Effect":"{effect}","Action":"sqs:*","Resource":"*","Condition":{{"{test}":{{"aws:MultiFactorAuthAge":3600}}}}}}]}}"#
        );
        world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "Fresh".into(), policy_document: document });
        let mut console = console(world);
        let [_, code] = codes(console.open.account(), "phone", 1);
        sign_in(&mut console, PASSWORD).keys(code.reveal()).keys("<enter>").see("Dashboard");
        console.keys(":clock +2h<enter>:aws sqs list-queues<enter>").see("AccessDenied");
        console.keys("<f12>").see("May they?").see("✖").miss("✔ allowed").see("aws:MultiFactorAuthAge");
    }
}

/// A session that was revoked is told why it is denied, and not what one that begins now could do.
/// What a session told is asked about with a refusal in the history, though the session is over.
#[test]
fn a_refusal_is_explained_as_it_was_once_its_session_is_over() {
    let mut world = world();
    let policy_document = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"},{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"false"}}}]}"#.to_owned();
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document });
    world.user("bob");
    world.change(AttachUserPolicy { user_name: "bob".into(), policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess".into() });
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).keys(":aws s3api list-buckets<enter>").see("AccessDenied").keys("<esc>");
    console.keys("<f2>sign-in<enter>").keys("bob<tab>").keys(PASSWORD).keys("<enter>").see("Dashboard");
    console.keys(":history<enter><down><enter>").see("List the buckets").see("f12 says why in full").keys("<f12>");
    console.see("alice may not s3:ListAllMyBuckets").see("signed in without MFA").see("explicit deny");
}

#[test]
fn a_revoked_session_is_explained_as_it_is() {
    let mut world = world();
    role(&mut world, "Auditor");
    world.change(AttachRolePolicy { role_name: "Auditor".into(), policy_arn: "arn:aws:iam::aws:policy/IAMFullAccess".into() });
    attach(&mut world, "AdministratorAccess");
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).keys(":switch-role<enter>Auditor<enter>").see("⇄ Auditor").keys(":role Auditor<enter>");
    console
        .pass(2_000)
        .keys("r")
        .see("Revoke active sessions of Auditor?")
        .keys("<space><enter>")
        .keys(":users<enter>")
        .see("✖ Access denied")
        .see("with an explicit deny");
    console.keys("D").see("May they?").see("✖").miss("✔ allowed").see("aws:TokenIssueTime");
}

#[test]
fn what_is_not_open_without_a_sign_in_is_said_to_be_so() {
    let mut console = console(world());
    sign_in(&mut console, PASSWORD).keys("O<tab><enter>").see("Locked out?");
    console.keys("<f2>users<enter>").see("users is nothing that is open while nobody is signed in.").keys("<esc>");
    console.keys("<f2>sign-in<enter>").see("Sign in as");
}

#[test]
fn each_code_counts_once_and_the_authenticator_says_so() {
    let mut console = Console::on(with_phone(false), Setup::default());
    sign_in(&mut console, PASSWORD).see("Each code counts once").see(" s for the next.");
    // What the device was enabled with is used.
    console.keys("<f4>").see("Authenticator").see("used  A code counts once: the next comes in ");
    console.pass(90_000).miss("used").keys("<esc>");
    let [code, _] = crate::common::codes_at(console.open.account(), "phone", console.now);
    console.keys(code.reveal()).keys("<enter>").see("Dashboard").see("for the first time");
    console.keys(":authenticator<enter>").see("used  A code counts once: the next comes in ");
}

#[test]
fn what_may_not_be_seen_of_users_and_roles_is_not_told_beside_the_rest() {
    let mut world = world();
    role(&mut world, "Auditor");
    let policy_document = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:ListRoles","Resource":"*"}}"#.to_owned();
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "Own".into(), policy_document });
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).keys(":roles<enter>").see("Auditor").see("denied").miss("Never");
    console.keys(":security-credentials<enter>").see("Created ✖ access denied");
}

#[test]
fn who_could_allow_what_is_denied_is_told_with_what_they_could_do() {
    let mut world = world();
    world.change(CreateUser { user_name: "bob".into(), ..Default::default() });
    let policy_document =
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["iam:PutUserPolicy","iam:AttachUserPolicy"],"Resource":"*"}]}"#;
    world.change(PutUserPolicy { user_name: "bob".into(), policy_name: "gives".into(), policy_document: policy_document.into() });
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).keys(":users<enter>A").see("Who could allow it").see("alice may not iam:ListUsers");
    console.see("2 of 3 principals could allow it, signed in with MFA.").see("write an inline policy of alice +1");
    console
        .keys("<down><enter>")
        .see("What bob could do")
        .see("attach AdministratorAccess to alice")
        .see("iam:AttachUserPolicy on arn:aws:iam::");
    console.keys("<esc>e").see("May they?").see("bob may iam:PutUserPolicy").see("✔ allowed");
    console.keys("<esc>").see("Who could allow it");
}

/// A denial that is told over the screen leads on as one on a screen does.
#[test]
fn a_denied_line_leads_on() {
    let mut world = world();
    attach(&mut world, "IAMReadOnlyAccess");
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).keys(":aws iam create-user --user-name mallory<enter>");
    console.see("f12 says why in full, f11 who could allow it.").see("f12 why").see("f11 who could");
    console.keys("<f12>").see("May they?").see("iam:CreateUser").keys("<esc>").see("Dashboard");
    // What is only read is denied in the line itself; there is nothing to explain of a line that is typed anew.
    console
        .keys(":aws s3api list-buckets<enter>")
        .see("s3:ListAllMyBuckets")
        .keys("<f11>")
        .see("Who could allow it")
        .see("s3:ListAllMyBuckets");
    console.keys("<esc>:aws s3api list-buckets<enter>x").miss("f12").keys("<f12>").see("f12 does nothing here.");
}

/// What one asked for in vain is not what the page says is denied.
#[test]
fn a_denial_on_the_page_goes_before_one_that_was_done_there() {
    let mut console = console(world());
    sign_in(&mut console, PASSWORD).see("iam:GetAccountSummary").keys(":aws iam create-user --user-name mallory<enter><esc>");
    console.keys("D").see("iam:CreateUser").keys("<esc>").see("iam:GetAccountSummary");
    console.keys("<down>").explain("D").see("May they?").see("iam:GetAccountSummary").miss("iam:CreateUser");
}

/// Who signs in is nobody yet, but it is to them that the change is denied.
#[test]
fn a_forced_change_that_is_denied_is_explained() {
    let mut world = world();
    world.change(UpdateLoginProfile { user_name: "alice".into(), password: None, password_reset_required: Some(true) });
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).keys("Another-Horse-9<tab>Another-Horse-9<enter>").see("f12 says why in full");
    console.keys("<f12>").see("May they?").see("alice").see("iam:ChangePassword").keys("<esc>");
    console.keys("<f11>").see("Who could allow it").see("iam:ChangePassword").keys("<esc>").see("Change your password");
    // Nor need anybody else be signed in.
    console.keys("<esc><esc>O<tab><enter>").see("not signed in");
    sign_in(&mut console, PASSWORD).keys("Another-Horse-9<tab>Another-Horse-9<enter>").see("f12 says why in full").see("f12 why");
    console.keys("<f12>").see("May they?").see("alice").see("iam:ChangePassword").keys("<esc>");
    console.keys("<f11>").see("Who could allow it").keys("<esc>").see("Change your password");
}

#[test]
fn a_switch_by_the_bare_name_tells_the_path() {
    let mut world = world();
    attach(&mut world, "AdministratorAccess");
    role(&mut world, "Auditor");
    let id = world.account.id().to_string();
    let trust = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"arn:aws:iam::{id}:root"}},"Action":"sts:AssumeRole"}}]}}"#
    );
    world.change(CreateRole {
        role_name: "Reader".into(),
        path: Some("/team/".into()),
        assume_role_policy_document: trust,
        ..Default::default()
    });
    let mut console = console(world);
    sign_in(&mut console, PASSWORD)
        .keys(":switch-role<enter>Reader<enter>")
        .see("There is no role Reader; one with its path is")
        .see("team/Reader.");
    console.miss("trust policy does not let").keys("<ctrl-u>Nobody<enter>").see("There is no role Nobody.");
}

#[test]
fn the_header_tells_who_switched_and_how_long_it_lasts() {
    let mut world = world();
    attach(&mut world, "AdministratorAccess");
    role(&mut world, "Dev");
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).keys(":switch-role<enter>Dev<tab>Developer administrators<enter>");
    console.see("⇄ Developer administrators (Dev)   by alice   until");
    console.keys("B:switch-role<enter>Dev<enter>").see("⇄ Dev @ ").miss("(Dev)");
    console.resize(80, 24).see("until");
}

/// What the summary does not tell is asked for by itself, and what may not be counted leaves the tasks their rows.
#[test]
fn a_task_is_told_to_who_may_read_it() {
    let mut world = world();
    let document = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:GetAccountSummary","Resource":"*"}}"#;
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "few".into(), policy_document: document.into() });
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).see("– may not be counted").see("iam:ListGroups").see("out of 3 complete, 2 denied.");
    console.see("Activate MFA on your root account").see("Apply an IAM password policy").see("Denied");
    // The selected task's own denial comes first.
    console.explain("D").see("iam:ListGroups").keys("<esc>").keys("<end>").see("iam:GetAccountPasswordPolicy");
    console.explain("D").see("May they?").see("iam:GetAccountPasswordPolicy").keys("<esc>");
    // Who has what is read strictly, and no number tells it.
    console.keys("t").see("out of 1 complete, 4 denied.");
}
