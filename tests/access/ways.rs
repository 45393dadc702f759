//! Changes of who has which policy, and how AWS's own policies are taken away.

use iam_console::access::{Advice, Answer, Question, Whose, may, may_with, meant};
use iam_console::account::authorization::Circumstances;
use iam_console::account::operation::*;
use iam_console::policy::decision::{Change, Decision, Layer};
use iam_console::policy::request::{Action, Resource};

use super::common::{World, now};

const DENY_ALL: &str = "arn:aws:iam::aws:policy/AWSDenyAll";
const S3_READ: &str = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
const READS: &str = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}"#;
const NO_DELETION: &str = r#"{"Version":"2012-10-17","Statement":{"Sid":"No","Effect":"Deny","Action":"s3:Delete*","Resource":"*"}}"#;
const DELETES: &str = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:Delete*","Resource":"*"}}"#;

fn world() -> World {
    let mut world = World::fresh();
    world.change(CreateUser { user_name: "alice".into(), ..Default::default() });
    world.change(CreateGroup { group_name: "devs".into(), ..Default::default() });
    world.change(CreateBucket { bucket: "reports".into(), ..Default::default() });
    world
}

fn question(world: &World, who: &str, action: &str) -> Question {
    Question {
        asker: world.account.asker_named(who).unwrap(),
        action: Action::parse(action).unwrap(),
        resource: Resource::parse("arn:aws:s3:::reports/k").unwrap(),
        given: Vec::new(),
        circumstances: Circumstances::with_access_key(now()),
    }
}

fn asked(world: &World, action: &str) -> Answer {
    may(&world.account, &question(world, "user/alice", action)).unwrap()
}

/// Does the first way, and asks again.
fn done(world: &mut World, action: &str) -> (String, Decision) {
    let way = asked(world, action).ways.first().cloned().unwrap();
    let words = way.in_words(&world.account);
    for operation in way.operations(&world.account).unwrap() {
        world.change(operation);
    }
    (words, asked(world, action).explanation.decision)
}

#[test]
fn who_is_denied_by_a_group_may_leave_it() {
    let mut world = world();
    world.change(AddUserToGroup { group_name: "devs".into(), user_name: "alice".into() });
    world.change(PutGroupPolicy { group_name: "devs".into(), policy_name: "nodel".into(), policy_document: NO_DELETION.into() });
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document: DELETES.into() });
    let told = asked(&world, "s3:DeleteObject");
    let remedies: Vec<String> = told.remedies.iter().map(|remedy| told.remedy_in_words(remedy)).collect();
    assert!(remedies[0].contains("out of statement No of policy nodel of the group devs"), "{remedies:?}");
    let (words, decision) = done(&mut world, "s3:DeleteObject");
    assert!(words.starts_with("Remove alice from the group devs"), "{words}");
    assert_eq!(decision, Decision::Allowed);
}

#[test]
fn what_is_missing_may_be_had_from_a_group_or_a_policy() {
    let mut world = world();
    assert!(asked(&world, "s3:GetObject").ways.is_empty());
    world.change(CreatePolicy { policy_name: "reads".into(), policy_document: READS.into(), ..Default::default() });
    let (words, decision) = done(&mut world, "s3:GetObject");
    assert_eq!((words.as_str(), decision), ("Attach policy reads to alice: it allows it.", Decision::Allowed));
    let policy_arn = format!("arn:aws:iam::{}:policy/reads", world.account.id());
    world.change(DetachUserPolicy { user_name: "alice".into(), policy_arn: policy_arn.clone() });
    world.change(AttachGroupPolicy { group_name: "devs".into(), policy_arn });
    let (words, decision) = done(&mut world, "s3:GetObject");
    assert_eq!((words.as_str(), decision), ("Add alice to the group devs, whose policies allow it.", Decision::Allowed));
}

#[test]
fn policies_of_aws_are_detached_and_never_changed() {
    let mut world = world();
    world.change(AttachUserPolicy { user_name: "alice".into(), policy_arn: S3_READ.into() });
    world.change(AttachUserPolicy { user_name: "alice".into(), policy_arn: DENY_ALL.into() });
    let told = asked(&world, "s3:GetObject");
    let remedies: Vec<String> = told.remedies.iter().map(|remedy| told.remedy_in_words(remedy)).collect();
    assert_eq!(remedies, ["Detach AWSDenyAll from alice."]);
    assert_eq!(told.report().remedies[0].changes[0].text, "Detach AWSDenyAll from alice.");
    assert_eq!(done(&mut world, "s3:GetObject"), ("Detach AWSDenyAll from alice.".to_owned(), Decision::Allowed));
    let allowed = asked(&world, "s3:GetObject");
    let revocation = allowed.report().revocations[0].text.clone();
    assert_eq!(revocation, "Detach AmazonS3ReadOnlyAccess from alice.");
}

#[test]
fn nobody_is_told_to_come_as_somebody_else() {
    let mut world = world();
    let only = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{"StringEquals":{"aws:username":"bob"}}}}"#;
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document: only.into() });
    let told = asked(&world, "s3:GetObject");
    assert!(told.remedies.iter().all(|remedy| !told.remedy_in_words(remedy).starts_with("Make the request")));
}

#[test]
fn groups_and_policies_are_asked_about_by_themselves() {
    let mut world = world();
    world.change(AttachGroupPolicy { group_name: "devs".into(), policy_arn: S3_READ.into() });
    let group = Whose::Identity(world.account.group_named("devs").unwrap().id);
    let policy = Whose::Policy(world.account.managed_named("AWSDenyAll").unwrap());
    for (whose, action, decision) in [
        (&group, "s3:GetObject", Decision::Allowed),
        (&group, "s3:PutObject", Decision::ImplicitDeny),
        (&policy, "s3:GetObject", Decision::ExplicitDeny),
    ] {
        let question = Question { asker: Question::holder(&world.account).unwrap(), ..question(&world, "user/alice", action) };
        assert_eq!(may_with(&world.account, whose, &question).unwrap().explanation.decision, decision, "{action}");
    }
}

/// What gives the least is offered, however many statements it takes to say it, and what it gives besides is told.
#[test]
fn the_way_that_gives_the_least_comes_first() {
    let mut world = world();
    let narrow = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*"},{"Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::reports/*"}]}"#;
    let all = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#;
    let some = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}"#;
    for (name, document) in [("admins", all), ("power", some), ("readers", narrow)] {
        world.change(CreateGroup { group_name: name.into(), ..Default::default() });
        world.change(PutGroupPolicy { group_name: name.into(), policy_name: "own".into(), policy_document: document.into() });
        world.change(CreatePolicy { policy_name: name.into(), policy_document: document.into(), ..Default::default() });
    }
    let answer = asked(&world, "s3:GetObject");
    let words: Vec<String> = answer.ways.iter().map(|way| way.in_words(&world.account)).collect();
    assert_eq!(words[0], "Add alice to the group readers, whose policies allow it and 1 other action.");
    assert_eq!(words[1], "Attach policy readers to alice: it allows it and 1 other action.");
    assert!(words[2].starts_with("Add alice to the group power, whose policies allow it and "), "{words:?}");
    assert!(words.len() == 4 && words.iter().all(|words| !words.contains("admins")), "{words:?}");
    // What is written for just this request comes before any of them.
    assert_eq!(answer.advice()[0], Advice::Remedy(0));
}

#[test]
fn nothing_is_offered_that_grants_what_may_be_no_action() {
    let mut world = world();
    world.change(CreatePolicy {
        policy_name: "reads".into(),
        policy_document: READS.replace("s3:GetObject", "s3:*"),
        ..Default::default()
    });
    let answer = asked(&world, "s3:GetObjekt");
    assert_eq!((answer.explanation.decision, answer.advice().len()), (Decision::ImplicitDeny, 0));
    assert_eq!(meant(&answer.request.action)[0], "s3:GetObject");
    // The engine answers all the same, and what denies it can still go.
    world.change(PutUserPolicy {
        user_name: "alice".into(),
        policy_name: "all".into(),
        policy_document: READS.replace("s3:GetObject", "*"),
    });
    assert_eq!(asked(&world, "s3:GetObjekt").explanation.decision, Decision::Allowed);
    world.change(AttachUserPolicy { user_name: "alice".into(), policy_arn: DENY_ALL.into() });
    assert_eq!(done(&mut world, "s3:GetObjekt"), ("Detach AWSDenyAll from alice.".to_owned(), Decision::Allowed));
}

/// Nobody lets in a session by a name that stands for any.
#[test]
fn a_role_is_let_in_as_the_role() {
    let mut world = world();
    let trust =
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}}"#;
    for role_name in ["App", "Other"] {
        world.change(CreateRole { role_name: role_name.into(), assume_role_policy_document: trust.into(), ..Default::default() });
    }
    let resource = Resource::parse(&world.account.role_arn(world.account.role_named("Other").unwrap())).unwrap();
    for (who, sessions) in [("role/App", 0), ("role/App/night", 1)] {
        let question = Question { resource: resource.clone(), ..question(&world, who, "sts:AssumeRole") };
        let answer = may(&world.account, &question).unwrap();
        let told: Vec<String> = answer.remedies.iter().map(|remedy| answer.remedy_in_words(remedy)).collect();
        assert_eq!(told.iter().filter(|told| told.contains("assumed-role")).count(), sessions, "{told:?}");
        assert!(told.iter().any(|told| told.starts_with("Let the trust policy allow") && told.contains("role/App the action")), "{told:?}");
    }
}

/// A role is let in beside its boundary: the session that stands for any is none to let in past it.
#[test]
fn a_role_with_a_boundary_is_let_in_and_freed_of_it() {
    let mut world = world();
    let trust =
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}}"#;
    let made = CreateRole { role_name: "App".into(), assume_role_policy_document: trust.into(), ..Default::default() };
    world.change(CreateRole { permissions_boundary: Some(S3_READ.into()), ..made });
    let answer = may(&world.account, &question(&world, "role/App", "s3:PutObject")).unwrap();
    let told: Vec<String> = answer.remedies.iter().map(|remedy| answer.remedy_in_words(remedy)).collect();
    assert!(told.iter().any(|told| told.contains("boundary")), "{told:?}");
    assert!(!told.iter().any(|told| told.contains("assumed-role")), "{told:?}");
    assert!(answer.remedies.iter().all(|remedy| remedy.changes.len() == 2), "{told:?}");
}

/// A public policy that Block Public Access keeps to the account's own is no reason, and more of it no remedy.
#[test]
fn what_shuts_out_is_told_and_not_the_policy_behind_it() {
    let mut world = world();
    let policy = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*"}}"#;
    let mut asked = |restricts: bool| {
        let public_access_block_configuration =
            PublicAccessBlockConfiguration { restrict_public_buckets: Some(restricts), ..Default::default() };
        world.run(PutPublicAccessBlock { bucket: "reports".into(), public_access_block_configuration }).unwrap();
        world.run(PutBucketPolicy { bucket: "reports".into(), policy: policy.into() }).unwrap();
        let question = question(&world, "anonymous", "s3:GetObject");
        let answer = may(&world.account, &question).unwrap();
        (answer.explanation.decision, answer.remedies.len(), answer.tell().layer(Layer::Resource).contains("RestrictPublicBuckets"))
    };
    assert_eq!(asked(false), (Decision::Allowed, 0, false));
    assert_eq!(asked(true), (Decision::ImplicitDeny, 0, true));
}

/// What belongs to another account is that account's to open, and is no less there.
#[test]
fn another_accounts_consent_is_told_as_its_own_to_give() {
    let mut world = world();
    let all = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#;
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "All".into(), policy_document: all.into() });
    let bucket = world.account.resource_arn(&world.account.partners_bucket());
    let resource = Resource::parse(&format!("{bucket}/new")).unwrap();
    let answer = may(&world.account, &Question { resource, ..question(&world, "user/alice", "s3:PutObject") }).unwrap();
    let told: Vec<String> = answer.remedies.iter().map(|remedy| answer.remedy_in_words(remedy)).collect();
    assert!(
        told.iter().any(|told| told.starts_with("Let the resource policy allow") && told.contains("outside this practice account")),
        "{told:?}"
    );
}

fn in_words(answer: &Answer) -> Vec<String> {
    answer.remedies.iter().map(|remedy| answer.remedy_in_words(remedy)).collect()
}

/// Of whoever is asked about the account knows the name, and the sentences have it.
#[test]
fn who_asks_is_named() {
    let mut world = world();
    assert_eq!(asked(&world, "s3:GetObject").why(), "Denied: alice has no identity policies.");
    let policy_document = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalTag/team":"red"}}}}"#;
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document: policy_document.into() });
    let remedies = in_words(&asked(&world, "s3:GetObject"));
    let tag = "Tag alice so that the request comes with aws:PrincipalTag/team = red.".to_owned();
    assert!(remedies.contains(&tag), "{remedies:?}");
    let answer = may(&world.account, &question(&world, "lambda.amazonaws.com", "s3:GetObject")).unwrap();
    assert_eq!(answer.tell().layer(Layer::Identity), "lambda.amazonaws.com is an AWS service, and has no policies of its own.");
    assert_eq!(answer.tell().layer(Layer::Boundary), "Only users and roles have a permissions boundary.");
    assert_eq!(answer.tell().layer(Layer::Session), "Only sessions of roles and federated users have session policies.");
    let answer = may(&world.account, &question(&world, "anonymous", "s3:GetObject")).unwrap();
    assert_eq!(answer.tell().layer(Layer::Identity), "The caller is anonymous, and has no policies of its own.");
}

/// What Block Public Access does to a bucket's policy is told in the place of what the policy could do.
#[test]
fn block_public_access_is_named_where_it_keeps_everyone_out() {
    let mut world = world();
    let everyone = |world: &World| may(&world.account, &question(world, "anonymous", "s3:GetObject")).unwrap();
    let answer = everyone(&world);
    let unblocking = |answer: &Answer, world: &World| {
        let [way] = &answer.ways[..] else { panic!("{:?}", answer.ways) };
        assert!(answer.remedies.is_empty(), "{:?}", in_words(answer));
        let words = way.in_words(&world.account);
        assert!(words.starts_with("Turn off BlockPublicPolicy and RestrictPublicBuckets of bucket reports: "), "{words}");
        words.ends_with("its policy allows it already.")
    };
    assert!(!unblocking(&answer, &world));
    let block = |restrict: bool| PutPublicAccessBlock {
        bucket: "reports".into(),
        public_access_block_configuration: PublicAccessBlockConfiguration {
            restrict_public_buckets: Some(restrict),
            ..PublicAccessBlockConfiguration::default()
        },
    };
    world.change(block(false));
    assert_eq!(in_words(&everyone(&world)), ["Let the resource policy allow * the action s3:GetObject."]);
    let policy = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*"}}"#;
    world.change(PutBucketPolicy { bucket: "reports".into(), policy: policy.into() });
    assert_eq!(everyone(&world).unremedied(), None);
    world.change(block(true));
    let answer = everyone(&world);
    assert!(answer.tell().layer(Layer::Resource).contains("the bucket's policy is not counted, since it is public"));
    assert!(unblocking(&answer, &world));
    for operation in answer.ways[0].operations(&world.account).unwrap() {
        world.change(operation);
    }
    assert_eq!(everyone(&world).explanation.decision, Decision::Allowed);
}

/// No circumstance is told that whoever asks can't bring about.
#[test]
fn nobody_is_told_to_ask_as_nobody_can() {
    for (condition, told_with) in [
        (r#""StringEquals":{"aws:RequestedRegion":"eu-west-1"}"#, None),
        (r#""DateLessThan":{"aws:CurrentTime":"2020-01-01T00:00:00Z"}"#, None),
        (r#""DateGreaterThan":{"aws:CurrentTime":"2090-01-01T00:00:00Z"}"#, Some("aws:CurrentTime")),
        (r#""StringEquals":{"aws:ResourceAccount":"111122223333"}"#, None),
        (r#""StringEquals":{"aws:PrincipalOrgID":"o-1"}"#, None),
        (r#""StringEquals":{"aws:SourceVpce":"vpce-1"}"#, Some("Make the request through the VPC endpoint vpce-1 (aws:SourceVpce).")),
        (r#""StringEquals":{"ec2:InstanceType":"t2.micro"}"#, None),
        (r#""StringEquals":{"s3:prefix":"home/"}"#, None),
        (r#""StringEquals":{"aws:ResourceTag/env":"prod"}"#, None),
        (r#""StringEquals":{"aws:PrincipalTag/env":"prod"}"#, Some("aws:PrincipalTag/env")),
        (r#""StringEquals":{"s3:ResourceAccount":"111122223333"}"#, None),
        (
            r#""StringEquals":{"s3:ExistingObjectTag/env":"prod"}"#,
            Some("Tag the object so that the request comes with s3:ExistingObjectTag/env"),
        ),
        (r#""StringEquals":{"s3:signatureversion":"AWS"}"#, Some("s3:signatureversion = AWS")),
        (r#""StringEquals":{"aws:SourceIdentity":"x"}"#, None),
        (r#""StringEquals":{"aws:Foo":"x"}"#, None),
        (r#""IpAddress":{"aws:SourceIp":"10.0.0.0/8"}"#, None),
        (r#""IpAddress":{"aws:SourceIp":"198.51.100.0/24"}"#, Some("aws:SourceIp")),
        (r#""Null":{"aws:MultiFactorAuthAge":"false"}"#, Some("signed in with MFA 5 minutes ago")),
        (r#""NumericLessThan":{"aws:MultiFactorAuthAge":"3600"}"#, Some("signed in with MFA less than an hour ago")),
    ] {
        let mut world = world();
        let policy_document = format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{{{condition}}}}}}}"#
        );
        world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document });
        let answer = asked(&world, "s3:GetObject");
        let is_of_request = |change: &Change| matches!(change, Change::SetKey { .. } | Change::DropKey { .. });
        let of_requests = answer.remedies.iter().filter(|remedy| remedy.changes.iter().any(is_of_request));
        let told: Vec<String> = of_requests.map(|remedy| answer.remedy_in_words(remedy)).collect();
        assert_eq!(told.is_empty(), told_with.is_none(), "{condition}: {told:?}");
        assert!(told_with.is_none_or(|words| told.iter().all(|told| told.contains(words))), "{condition}: {told:?}");
        assert!(!answer.remedies.is_empty(), "{condition}");
    }
}

/// An action is written as the reference spells it, however it was asked about.
#[test]
fn what_is_given_is_spelled_as_the_reference_does() {
    let world = world();
    let remedies = in_words(&asked(&world, "S3:putobject"));
    assert!(remedies.iter().any(|told| told.contains("allows s3:PutObject on ")), "{remedies:?}");
}

/// Who a denial is to be about no longer is added to those whom it leaves out, sooner than anything is let go for others.
#[test]
fn who_asks_is_added_to_those_whom_a_denial_leaves_out() {
    for (operator, key, told) in [
        ("ArnNotLike", "aws:PrincipalArn", "Leave arn:aws:iam::"),
        (
            "StringNotEquals",
            "aws:username",
            "Leave alice out of statement Shut of the resource policy, by its StringNotEquals aws:username.",
        ),
    ] {
        let mut world = world();
        world.change(AttachUserPolicy { user_name: "alice".into(), policy_arn: "arn:aws:iam::aws:policy/AmazonS3FullAccess".into() });
        let policy = format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Sid":"Shut","Effect":"Deny","Principal":"*","Action":["s3:Get*","s3:GetObject"],"Resource":"arn:aws:s3:::reports/*","Condition":{{"{operator}":{{"{key}":"arn:aws:iam::*:role/admin"}}}}}}}}"#
        );
        world.change(PutBucketPolicy { bucket: "reports".into(), policy });
        let answer = asked(&world, "s3:GetObject");
        assert_eq!(answer.explanation.decision, Decision::ExplicitDeny);
        let remedies = in_words(&answer);
        assert!(remedies.iter().any(|remedy| remedy.starts_with(told)), "{remedies:?}");
    }
}

/// A key that a statement asks two things of gets a value that suits both.
#[test]
fn two_operators_on_one_key_are_met_together() {
    let mut world = world();
    let policy_document = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:PutObject","Resource":"*","Condition":{"ForAllValues:StringEquals":{"s3:RequestObjectTagKeys":["a"]},"Null":{"s3:RequestObjectTagKeys":"false"}}}}"#;
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document: policy_document.into() });
    let remedies = in_words(&asked(&world, "s3:PutObject"));
    assert!(remedies.contains(&"Make the request with s3:RequestObjectTagKeys = the list a.".to_owned()), "{remedies:?}");
}

/// What a policy denies is not among what it gives.
#[test]
fn the_figure_of_a_way_leaves_out_what_is_denied() {
    let mut world = world();
    let policy_document = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObject","s3:PutObject","s3:ListBucket"],"Resource":"*"},{"Effect":"Deny","Action":"s3:PutObject","Resource":"*"}]}"#;
    world.change(CreatePolicy { policy_name: "some".into(), policy_document: policy_document.into(), ..Default::default() });
    let way = asked(&world, "s3:GetObject").ways.first().cloned().unwrap();
    let words = way.in_words(&world.account);
    assert_eq!(words, "Attach policy some to alice: it allows it and 1 other action, and denies s3:PutObject.");
}

#[test]
fn a_way_tells_what_is_denied_in_part() {
    for (part, told) in [
        (r#""Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}"#, "under conditions"),
        (r#""Resource":"arn:aws:s3:::logs/*""#, "on some resources"),
    ] {
        let mut world = world();
        let policy_document = format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],"Resource":"*"}},{{"Effect":"Deny","Action":"s3:PutObject",{part}}}]}}"#
        );
        world.change(CreatePolicy { policy_name: "some".into(), policy_document, ..Default::default() });
        let way = asked(&world, "s3:GetObject").ways.first().cloned().unwrap();
        let expected = format!("Attach policy some to alice: it allows it and 1 other action, and denies s3:PutObject {told}.");
        assert_eq!(way.in_words(&world.account), expected);
    }
}
