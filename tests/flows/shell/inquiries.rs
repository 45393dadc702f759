//! Questions over the whole account that take their time: asked, waited for, cancelled, asked again, left.

use crate::common::World;
use crate::common::console::{Console, Setup};
use iam_console::account::operation::*;

const S3_READ: &str = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
const DELETES: &str =
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:DeleteObject","Resource":"arn:aws:s3:::reports/*"}]}"#;
const WRITES: &str =
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::reports/*"}]}"#;

/// Alice with the right to read S3 and an own policy of two versions; Bob with nothing. Inquiries wait until they are worked on.
fn console() -> Console {
    let mut world = World::fresh();
    for name in ["alice", "bob"] {
        world.change(CreateUser { user_name: name.into(), ..Default::default() });
    }
    world.change(AttachUserPolicy { user_name: "alice".into(), policy_arn: S3_READ.into() });
    world.change(CreatePolicy { policy_name: "Reports".into(), policy_document: DELETES.into(), ..Default::default() });
    let policy_arn = format!("arn:aws:iam::{}:policy/Reports", world.account.id());
    world.change(AttachUserPolicy { user_name: "alice".into(), policy_arn: policy_arn.clone() });
    world.change(CreatePolicyVersion { policy_arn, policy_document: WRITES.into(), set_as_default: None });
    let mut console = Console::on(world.account, Setup::default());
    console.inquiries.by_hand = true;
    console
}

/// The console once it was asked who can read a report.
fn asked() -> Console {
    let mut console = console();
    console.keys(":access<enter><esc><tab>es3:GetObject<tab>arn:aws:s3:::reports/x<enter>");
    console
}

#[test]
fn how_far_it_is_is_told_once_it_takes_longer_than_a_moment() {
    let mut console = asked();
    assert_eq!(console.inquiries.waiting.len(), 1);
    console.miss("Working").miss("esc cancel").pass(99).miss("Working").pass(1).see("Working out who can…").see("esc cancel");
    console.progress(1234, 6001).see("1,234 of 6,001 principals").see("██████░");
    console.keys("w").see("still being worked out");
    console.ponder().miss("Working").see("2 of 3 principals may").see("esc back");
}

/// A name that is taken would be refused: what was still being worked out is of the name before it.
#[test]
fn what_is_asked_no_more_is_not_answered() {
    let mut world = World::fresh();
    for name in ["alice", "bob"] {
        world.change(CreateUser { user_name: name.into(), ..Default::default() });
    }
    let policy_arn = "arn:aws:iam::aws:policy/IAMUserChangePassword".to_owned();
    world.change(AttachUserPolicy { user_name: "alice".into(), policy_arn });
    let mut console = Console::on(world.account, Setup::default());
    console.keys(":user alice<enter>n<ctrl-u>bo").see("iam:ChangePassword");
    console.keys("<esc>");
    console.inquiries.by_hand = true;
    console.keys("n<ctrl-u>bo");
    assert!(!console.inquiries.waiting.is_empty());
    console.keys("b");
    while !console.inquiries.waiting.is_empty() {
        console.ponder();
    }
    console.see("Rename user alice").miss("iam:ChangePassword");
}

#[test]
fn what_is_there_within_a_moment_is_seen_at_once() {
    let mut console = asked();
    console.pass(20).ponder().see("2 of 3 principals may");
    assert_eq!(console.model.wake_at(), None);
}

#[test]
fn cancelled_it_says_how_to_ask_again() {
    let mut console = asked();
    console.pass(100).keys("<esc>").see("Cancelled: the answer was not worked out.").see("e ask again").see("Access").miss("Working");
    assert!(console.inquiries.waiting.is_empty());
    console.pass(1000).see("Cancelled").keys("e<enter>").pass(100).see("Working").ponder().see("2 of 3 principals may");
}

#[test]
fn a_second_question_takes_the_place_of_the_first() {
    let mut console = asked();
    let first = console.inquiries.waiting[0].clone();
    console.keys("e<ctrl-u>s3:PutObject<enter>");
    assert_eq!(console.inquiries.waiting.len(), 1);
    // The first had its answer on its way already.
    console.inquiries.waiting.push_front(first);
    console.ponder().miss("principals may").ponder().see("s3:PutObject on").see("1 of 3 principals may");
}

#[test]
fn left_it_is_given_up_and_asked_again_on_the_way_back() {
    let mut console = asked();
    console.pass(100).keys(":users<enter>").see("alice");
    assert!(console.inquiries.waiting.is_empty());
    console.keys("[").pass(100).see("Working").ponder().see("2 of 3 principals may");
}

#[test]
fn the_other_tab_is_asked_again_once_it_is_shown() {
    let mut console = console();
    console.keys(":user alice<enter>w<esc><tab><tab>").pass(100).see("Working out what they can");
    console.keys("<backtab>es3:GetObject<tab>arn:aws:s3:::reports/x<enter>").pass(100).see("Working out who can");
    assert_eq!(console.inquiries.waiting.len(), 1);
    console.ponder().see("2 of 3 principals may").keys("<tab>").ponder().see("user/alice can do at least in part");
}

#[test]
fn a_change_meanwhile_asks_again_and_the_answer_is_of_how_things_are() {
    let mut console = asked();
    console.inquiries.by_hand = false;
    console.ponder().see("2 of 3 principals may");
    console.inquiries.by_hand = true;
    console.keys(":user alice<enter>").keys("x");
    console.inquiries.waiting.clear();
    console.keys("<tab><enter>").keys("[").pass(100).see("Working").ponder().miss("Working").see("of 3 principals may");
    let before = console.screen();
    console.keys("u").pass(100).ponder();
    assert_ne!(console.screen(), before);
}

#[test]
fn a_dialog_says_what_is_lost_once_it_is_known() {
    let mut console = console();
    console.keys(":user alice<enter>/Reports<enter>x").see("Remove Reports from alice?").miss("s3:DeleteObject");
    console.pass(100).see("Working out who gains and loses what").progress(1, 1).see("1 of 1 users and roles");
    console.ponder().see("alice loses s3:DeleteObject on arn:aws:s3:::reports/*").keys("<esc>x").see("Remove Reports");
    assert_eq!(console.inquiries.waiting.len(), 1);
    console.keys("<esc>").miss("Remove Reports");
    assert!(console.inquiries.waiting.is_empty(), "who closes the dialog waits no more");
}

#[test]
fn the_last_look_of_the_editor_is_cancelled_and_asked_again() {
    let mut console = console();
    console.keys(":policy Reports<enter>e<f4><down>").keys("<enter>/PutObject <enter><space><enter>");
    console.keys("<ctrl-s>").see("What it gives and takes").miss("Nobody gains").pass(100).see("Working it out");
    console.keys("<esc>").see("Cancelled: it was not worked out.").see("f6 ask again").see("What it gives and takes");
    console.keys("<f6>").pass(100).see("Working it out").ponder().see("alice gains s3:PutObject on arn:aws:s3:::reports/*");
    assert!(console.inquiries.waiting.is_empty());
}

#[test]
fn a_version_that_is_opened_says_what_it_would_change() {
    let mut console = console();
    console.keys(":policy Reports<enter><backtab><backtab>").keys("g<enter>").see("changes from v1").miss("As the default");
    console.pass(100).see("Working out who gains and loses what").keys("<esc>").see("That was cancelled").see("changes from v1");
    console
        .keys("<esc><enter>")
        .ponder()
        .see("As the default it would change this")
        .see("alice loses s3:DeleteObject")
        .see("alice gains s3:PutObject");
}

#[test]
fn quitting_waits_for_nothing() {
    let mut console = asked();
    console.pass(100).keys("<ctrl-c>");
    assert!(console.quit);
}

#[test]
fn attaching_says_what_it_would_give_before_it_is_done() {
    let mut console = console();
    console.keys(":user bob<enter>").see("bob").keys("a<down><down><enter>").see("Attach policies").keys("/Reports<enter>").ponder();
    console.see("What it gives and takes").see("bob gains s3:DeleteObject on arn:aws:s3:::reports/*");
    console
        .keys("<esc>/AmazonS3Full<enter>")
        .miss("bob gains s3:DeleteObject")
        .pass(100)
        .see("Working it out")
        .ponder()
        .see("bob gains s3:*");
    console.keys("<esc><esc>").miss("What it gives and takes");
    assert!(console.inquiries.waiting.is_empty(), "who closes the list waits no more");
}

/// What one loses oneself needs no working out: it stands there meanwhile, and after that was cancelled.
#[test]
fn what_one_loses_oneself_is_told_before_the_rest_is_known() {
    let mut world = World::fresh();
    let account = world.account.id().to_string();
    world.user("alice");
    world.change(AttachUserPolicy { user_name: "alice".into(), policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess".into() });
    let deny = r#"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"iam:*","Resource":"*"}}"#;
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "No".into(), policy_document: DELETES.into() });
    let mut console = Console::on(world.account, Setup { size: (100, 36), ..Setup::default() });
    console.keys(":sign-in<enter>alice<tab>").keys(crate::common::PASSWORD).keys("<enter>").see(&account);
    console.inquiries.by_hand = true;
    console.keys(":user alice<enter>/No<enter>e<pgup><pgup><home><home>").keys(&"<ctrl-k>".repeat(80)).paste(deny);
    console.keys("<ctrl-s>").see("▲ You lose iam:PutUserPolicy").pass(100).see("Working it out").see("▲ You lose iam:PutUserPolicy");
    console.keys("<esc>").see("Cancelled: it was not worked out.").see("▲ You lose iam:PutUserPolicy");
}

/// Who deletes themselves is refused what comes behind that, and so the change as a whole: only who is left is worked out.
#[test]
fn who_is_left_to_give_permissions_is_worked_out_apart_where_a_deletion_would_be_refused() {
    const WORDS: &str = "No user is left then who may attach AdministratorAccess";
    let mut world = World::fresh();
    world.user("alice");
    world.change(AttachUserPolicy { user_name: "alice".into(), policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess".into() });
    let mut console = Console::on(world.account, Setup::default());
    console.keys(":sign-in<enter>alice<tab>").keys(crate::common::PASSWORD).keys("<enter>:user alice<enter>");
    console.inquiries.by_hand = true;
    console.keys("d").see("Delete user alice?").miss(WORDS).miss("Working").pass(100);
    console.see("Working out whether a user is left who may give permissions").miss("effect…").ponder().see(WORDS).miss("Working");
    console.keys("<esc>").miss("Delete user alice?");
    assert!(console.inquiries.waiting.is_empty());
}
