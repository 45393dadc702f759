//! Who has which policy, and what the account has room for.

use super::{GET, OF_AWS, S3_ALL, follow_all, question, told, world};
use crate::common::World;
use iam_console::access::{Question, Whose, may, may_with};
use iam_console::account::operation::*;

/// In the place of a boundary of AWS's comes one of the account's own; that none is left comes last.
#[test]
fn a_boundary_of_aws_is_copied_and_widened() {
    let (mut world, alice) = world();
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document: S3_ALL.into() });
    let bound = |world: &mut World, name: &str| {
        let permissions_boundary = format!("arn:aws:iam::aws:policy/{name}");
        world.change(PutUserPermissionsBoundary { user_name: "alice".into(), permissions_boundary });
        told(world, &alice, ("s3:PutObject", GET.1))
    };
    let words = bound(&mut world, "AmazonS3ReadOnlyAccess");
    assert_eq!(
        words[0],
        "Set a boundary of the account's own for alice: the text of AmazonS3ReadOnlyAccess, which is AWS's and can't be changed, and a statement more that allows s3:PutObject on arn:aws:s3:::reports/q1."
    );
    assert!(words.last().unwrap().starts_with("Remove alice's permissions boundary"), "{words:?}");
    follow_all(&world.account, &alice, ("s3:PutObject", GET.1));
    // What is too long to be a policy of the account's own can only go.
    let words = bound(&mut world, "ReadOnlyAccess");
    let last = words.last().unwrap();
    assert!(last.starts_with("Remove alice's permissions boundary") && last.contains("too long"), "{words:?}");
    assert!(!words.iter().any(|words| words.contains("a boundary of the account's own for")), "{words:?}");
    follow_all(&world.account, &alice, ("s3:PutObject", GET.1));
}

/// What AWS's own policy denies through a group is told once for each who has it, and once for all.
#[test]
fn one_change_is_told_once() {
    let (mut world, alice) = world();
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document: S3_ALL.into() });
    let deny_all = || "arn:aws:iam::aws:policy/AWSDenyAll".to_owned();
    world.change(AttachGroupPolicy { group_name: "devs".into(), policy_arn: deny_all() });
    let expected = [
        "Remove alice from the group devs: what it denies holds for the others alone then.",
        "Detach AWSDenyAll from the group devs: it then denies none of its users anything.",
    ];
    assert_eq!(told(&world, &alice, GET), expected);
    world.change(DetachGroupPolicy { group_name: "devs".into(), policy_arn: deny_all() });
    world.change(AttachUserPolicy { user_name: "alice".into(), policy_arn: deny_all() });
    assert_eq!(told(&world, &alice, GET), ["Detach AWSDenyAll from alice."]);
    follow_all(&world.account, &alice, GET);
}

/// Who signs in with nothing signs in with MFA no more than without.
#[test]
fn who_signs_in_with_nothing_needs_credentials_first() {
    let (mut world, alice) = world();
    let policy_document =
        S3_ALL.replace(r#""Resource":"*""#, r#""Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}"#);
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document });
    assert!(told(&world, &alice, GET)[0].starts_with("Give alice a password or an access key, and an MFA device: "));
    world.change(CreateAccessKey { user_name: Some("alice".into()) });
    assert!(told(&world, &alice, GET)[0].starts_with("Assign an MFA device to alice, who has none"));
    follow_all(&world.account, &alice, GET);
}

/// What a group says by itself lets nobody in by name, and nobody is called by a name that nobody has.
#[test]
fn a_group_is_let_in_by_no_name() {
    let (mut world, _) = world();
    world.change(PutGroupPolicy { group_name: "devs".into(), policy_name: "reads".into(), policy_document: S3_ALL.into() });
    let devs = world.account.group_named("devs").unwrap().id;
    let holder = Question::holder(&world.account).unwrap();
    let asked = question(&world.account, holder, ("sqs:SendMessage", "arn:aws:sqs:us-east-1:ACCOUNT:jobs"));
    let answer = may_with(&world.account, &Whose::Identity(devs), &asked).unwrap();
    let words: Vec<String> = answer.remedies.iter().map(|remedy| answer.remedy_in_words(remedy)).collect();
    assert!(!words.is_empty() && !words.iter().any(|words| words.contains("resource policy")), "{words:?}");
}

/// What the account would refuse is no way; where nothing else is left, it is told with what refuses it.
#[test]
fn what_would_be_refused_is_no_way() {
    let (mut world, alice) = world();
    let long = format!(r#""Resource":"arn:aws:s3:::reports/{}""#, "x".repeat(1_880));
    let policy_document = S3_ALL.replace(r#""Resource":"*""#, &long);
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document });
    let asked = ("sqs:ListQueues", "*");
    for number in 0..10 {
        let policy_name = format!("p{number}");
        let policy_arn = format!("arn:aws:iam::{}:policy/{policy_name}", world.account.id());
        world.change(CreatePolicy { policy_name, policy_document: S3_ALL.into(), ..Default::default() });
        world.change(AttachUserPolicy { user_name: "alice".into(), policy_arn });
    }
    // A statement more in what is attached is one, and is told with whom it touches.
    let only = "Add a statement to policy p1 that allows sqs:ListQueues on *: alice has it, and has room for no other policy.";
    let attach = |world: &mut World, user: &str| {
        let policy_arn = format!("arn:aws:iam::{}:policy/p0", world.account.id());
        world.change(AttachUserPolicy { user_name: user.into(), policy_arn });
    };
    attach(&mut world, "bob");
    assert_eq!(told(&world, &alice, asked), [only]);
    follow_all(&world.account, &alice, asked);
    for number in 1..10 {
        let policy_arn = format!("arn:aws:iam::{}:policy/p{number}", world.account.id());
        world.change(DetachUserPolicy { user_name: "alice".into(), policy_arn });
    }
    for name in &OF_AWS[..9] {
        let policy_arn = format!("arn:aws:iam::aws:policy/{name}");
        world.change(AttachUserPolicy { user_name: "alice".into(), policy_arn });
    }
    let only = "Add a statement to policy p0 that allows sqs:ListQueues on *: alice has it, and has room for no other policy. It is so for bob as well.";
    assert_eq!(told(&world, &alice, asked), [only]);
    follow_all(&world.account, &alice, asked);
    // A version more takes the place of the oldest.
    let policy_arn = format!("arn:aws:iam::{}:policy/p0", world.account.id());
    for _ in 0..4 {
        let policy_document = S3_ALL.to_owned();
        world.change(CreatePolicyVersion { policy_arn: policy_arn.clone(), policy_document, set_as_default: Some(true) });
    }
    let gone = "It has as many versions as a policy can have: v1, the oldest that is not the default, is deleted.";
    assert_eq!(told(&world, &alice, asked), [format!("{only} {gone}")]);
    follow_all(&world.account, &alice, asked);
    world.change(DetachUserPolicy { user_name: "alice".into(), policy_arn });
    world.change(AttachUserPolicy { user_name: "alice".into(), policy_arn: format!("arn:aws:iam::aws:policy/{}", OF_AWS[9]) });
    let answer = may(&world.account, &question(&world.account, alice.clone(), asked)).unwrap();
    let why = answer.unremedied().unwrap();
    let begins = "Create a policy that allows sqs:ListQueues on *, and attach it to alice, whose inline policies have no room for it; \
                  but that is refused now: ";
    assert!(why.starts_with(begins), "{why}");
    // A group that gives it is one; not where no group more can be joined.
    let allow = S3_ALL.replace("s3:*", "sqs:*");
    world.change(CreateGroup { group_name: "queues".into(), ..Default::default() });
    world.change(PutGroupPolicy { group_name: "queues".into(), policy_name: "all".into(), policy_document: allow });
    assert!(told(&world, &alice, asked)[0].starts_with("Add alice to the group queues"));
    follow_all(&world.account, &alice, asked);
    for number in 1..10 {
        let group_name = format!("group-{number}");
        world.change(CreateGroup { group_name: group_name.clone(), ..Default::default() });
        world.change(AddUserToGroup { group_name, user_name: "alice".into() });
    }
    assert_eq!(told(&world, &alice, asked), [""; 0]);
}

/// A version that allows it and is not the default is made that; what the action does not take is offered to nobody.
#[test]
fn another_version_and_no_resource_that_does_not_fit() {
    let (mut world, alice) = world();
    let none = S3_ALL.replace("s3:*", "sqs:ListQueues");
    world.change(CreatePolicy { policy_name: "files".into(), policy_document: none, ..Default::default() });
    let policy_arn = format!("arn:aws:iam::{}:policy/files", world.account.id());
    world.change(CreatePolicyVersion { policy_arn: policy_arn.clone(), policy_document: S3_ALL.into(), set_as_default: None });
    world.change(AttachUserPolicy { user_name: "alice".into(), policy_arn });
    let words = told(&world, &alice, GET);
    assert!(words.contains(&"Make version 2 the default of policy files, for all who have it.".to_owned()), "{words:?}");
    follow_all(&world.account, &alice, GET);
    assert_eq!(told(&world, &alice, ("s3:PutObject", "arn:aws:s3:::reports")), [""; 0]);
}
