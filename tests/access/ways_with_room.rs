//! Where a statement more goes, as far as there is room: into an inline policy, a managed one, or one that is attached already.

use iam_console::access::{Answer, Question, Whose, may_with};
use iam_console::account::entity::PolicyVersion;
use iam_console::account::operation::*;
use iam_console::policy::decision::{Decision, Remedy};
use iam_console::policy::request::Action;

use super::common::{World, env};
use super::ways_done::{OF_AWS, S3_ALL, follow_all, question, told, world};

const LIST: (&str, &str) = ("sqs:ListQueues", "*");

/// A policy so long that an inline one beside it has no room.
fn long(count: usize) -> String {
    S3_ALL.replace(r#""Resource":"*""#, &format!(r#""Resource":"arn:aws:s3:::{}""#, "x/".repeat(count)))
}

/// Makes a policy of the account, and gives its ARN.
fn policy(world: &mut World, name: &str) -> String {
    world.change(CreatePolicy { policy_name: name.into(), policy_document: S3_ALL.into(), ..Default::default() });
    format!("arn:aws:iam::{}:policy/{name}", world.account.id())
}

/// The group devs, whose inline policies are full, with this policy and as many of AWS's as it can have.
fn with_full_group(world: &mut World, name: &str) -> (Whose, Question) {
    world.change(PutGroupPolicy { group_name: "devs".into(), policy_name: "own".into(), policy_document: long(2_490) });
    let arn = policy(world, name);
    let of_aws = OF_AWS[..9].iter().map(|name| format!("arn:aws:iam::aws:policy/{name}"));
    for policy_arn in of_aws.chain([arn]) {
        world.change(AttachGroupPolicy { group_name: "devs".into(), policy_arn });
    }
    let holder = Question::holder(&world.account).unwrap();
    (Whose::Identity(world.account.group_named("devs").unwrap().id), question(&world.account, holder, LIST))
}

fn in_words(answer: &Answer, remedies: &[Remedy]) -> Vec<String> {
    remedies.iter().map(|remedy| answer.remedy_in_words(remedy)).collect()
}

/// Does all of one remedy.
fn does(world: &mut World, answer: &Answer, remedy: &Remedy) {
    for operation in answer.operations(&world.account, remedy).unwrap() {
        world.run(operation).unwrap();
    }
}

/// Where inline policies have no room left, a managed one is made and attached.
#[test]
fn where_inline_policies_are_full_a_managed_one_is_attached() {
    let (mut world, alice) = world();
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document: long(950) });
    let request = ("iam:ListUsers", "*");
    let only = "Create a policy that allows iam:ListUsers on *, and attach it to alice, whose inline policies have no room for it.";
    assert_eq!(told(&world, &alice, request), [only]);
    follow_all(&world.account, &alice, request);
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document: long(10) });
    assert_eq!(told(&world, &alice, request), ["Give alice an inline policy that allows iam:ListUsers on *."]);
}

/// A group that is asked about by itself has room as its users have: what it has gets a statement more, for others who have it as
/// well.
#[test]
fn a_full_group_gets_a_statement_more_in_what_it_has() {
    let (mut world, alice) = world();
    let (devs, asked) = with_full_group(&mut world, "files");
    let answer = may_with(&world.account, &devs, &asked).unwrap();
    let only = "Add a statement to policy files that allows sqs:ListQueues on *: group devs has it, and has room for no other policy.";
    assert_eq!(in_words(&answer, &answer.remedies), [only]);
    for (user, group) in [(true, false), (false, true)] {
        let mut world = World { account: world.account.clone(), env: env() };
        let policy_arn = format!("arn:aws:iam::{}:policy/files", world.account.id());
        if user {
            world.change(AttachUserPolicy { user_name: "bob".into(), policy_arn: policy_arn.clone() });
        }
        if group {
            world.change(CreateGroup { group_name: "ops".into(), ..Default::default() });
            world.change(AttachGroupPolicy { group_name: "ops".into(), policy_arn });
        }
        let answer = may_with(&world.account, &devs, &asked).unwrap();
        let who = if user { "bob" } else { "the group ops" };
        assert_eq!(in_words(&answer, &answer.remedies), [format!("{only} It is so for {who} as well.")]);
    }
    does(&mut world, &answer, &answer.remedies[0]);
    let answer = may_with(&world.account, &devs, &asked).unwrap();
    assert_eq!(answer.explanation.decision, Decision::Allowed);
    let of_alice = question(&world.account, alice, LIST);
    assert_eq!(of_alice.decision(&world.account), Ok(Decision::Allowed));
}

/// A user who has no room gets it through a group that has.
#[test]
fn what_a_group_has_gets_a_statement_where_its_user_has_no_room() {
    let (mut world, alice) = world();
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document: long(950) });
    for name in OF_AWS {
        let policy_arn = format!("arn:aws:iam::aws:policy/{name}");
        world.change(AttachUserPolicy { user_name: "alice".into(), policy_arn });
    }
    let policy_arn = policy(&mut world, "files");
    world.change(AttachGroupPolicy { group_name: "devs".into(), policy_arn });
    let only = "Add a statement to policy files that allows sqs:ListQueues on *: alice has it, and has room for no other policy. It is so \
                for the group devs as well.";
    assert_eq!(told(&world, &alice, LIST), [only]);
    follow_all(&world.account, &alice, LIST);
}

/// What would deny it finds room in the same way.
#[test]
fn a_denial_goes_into_what_is_attached() {
    let (mut world, _) = world();
    let (devs, mut asked) = with_full_group(&mut world, "files");
    asked.action = Action::parse("s3:ListAllMyBuckets").unwrap();
    let answer = may_with(&world.account, &devs, &asked).unwrap();
    let words = in_words(&answer, &answer.revocations());
    let denies =
        "Add a statement to policy files that denies s3:ListAllMyBuckets on *: group devs has it, and has room for no other policy.";
    let at = words.iter().position(|words| words == denies).unwrap_or_else(|| panic!("{words:?}"));
    does(&mut world, &answer, &answer.revocations()[at]);
    assert_eq!(may_with(&world.account, &devs, &asked).unwrap().explanation.decision, Decision::ExplicitDeny);
}

/// A policy has five versions: which one goes for the new one is told, and it is never the default.
#[test]
fn a_policy_of_five_versions_tells_which_one_goes() {
    let (mut world, _) = world();
    let (devs, asked) = with_full_group(&mut world, "files");
    let policy_arn = format!("arn:aws:iam::{}:policy/files", world.account.id());
    let told = |world: &World| {
        let answer = may_with(&world.account, &devs, &asked).unwrap();
        (in_words(&answer, &answer.remedies).concat(), answer)
    };
    for number in 1..5 {
        assert!(!told(&world).0.contains("deleted"), "with {number} versions");
        let (policy_arn, policy_document) = (policy_arn.clone(), S3_ALL.into());
        world.change(CreatePolicyVersion { policy_arn, policy_document, set_as_default: Some(false) });
    }
    for (default, goes) in [("v1", "v2"), ("v4", "v1")] {
        let mut world = World { account: world.account.clone(), env: env() };
        world.run(SetDefaultPolicyVersion { policy_arn: policy_arn.clone(), version_id: default.into() }).unwrap();
        let (words, answer) = told(&world);
        let said = format!(" It has as many versions as a policy can have: {goes}, the oldest that is not the default, is deleted.");
        assert!(words.starts_with("Add a statement to policy files") && words.ends_with(&said), "{words}");
        does(&mut world, &answer, &answer.remedies[0]);
        let policy = world.account.policy_named("files").unwrap().id;
        let mut left: Vec<String> = world.account.versions_of(policy).map(PolicyVersion::version_id).collect();
        left.sort_unstable();
        let expected: Vec<String> = (1..=6).map(|number| format!("v{number}")).filter(|version| *version != goes).collect();
        assert_eq!((left, told(&world).1.explanation.decision), (expected, Decision::Allowed));
    }
}

/// A boundary whose one statement goes and that gets another is written once, and is never without one.
#[test]
fn the_one_statement_of_a_boundary_makes_room_for_another() {
    let (mut world, alice) = world();
    let policy_document =
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":["s3:List*"],"Resource":["*","arn:aws:s3:::home/${aws:username}/*"]}]}"#.into();
    world.change(CreatePolicy { policy_name: "cap".into(), policy_document, ..Default::default() });
    let permissions_boundary = format!("arn:aws:iam::{}:policy/cap", world.account.id());
    world.change(PutUserPermissionsBoundary { user_name: "alice".into(), permissions_boundary });
    let request = ("s3:ListAllMyBuckets", "*");
    let words = told(&world, &alice, request);
    assert!(words.iter().any(|words| words.contains("Widen the permissions boundary")), "{words:?}");
    follow_all(&world.account, &alice, request);
}
