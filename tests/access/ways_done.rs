//! Whatever is offered to allow a denial is done as it is told: then it is allowed, and nobody else is let past a denial
//! without a word.

use iam_console::access::{Advice, Answer, Made, Question, TaggedSession, Whose, may, may_with};
use iam_console::account::Account;
use iam_console::account::authorization::{Asker, Circumstances, Credentials};
use iam_console::account::operation::*;
use iam_console::account::reply::Reply;
use iam_console::awscli::{self, Command, NoFiles};
use iam_console::policy::decision::{Change, Decision, Remedy};
use iam_console::policy::request::{Action, Resource};
use proptest::prelude::*;

use super::common::{World, env, now};
use super::random::{REQUESTS, account, bucket_policies, parts, put_bucket_policies};

pub fn question(account: &Account, asker: Asker, (action, resource): (&str, &str)) -> Question {
    Question {
        asker,
        action: Action::parse(action).unwrap(),
        resource: Resource::parse(&resource.replace("ACCOUNT", account.id().as_str())).unwrap(),
        given: Vec::new(),
        circumstances: Circumstances::with_access_key(now()),
    }
}

/// Does all of an advice by the commands that are told of it.
fn follow(world: &mut World, question: &mut Question, answer: &Answer, advice: Advice) {
    let operations = match advice {
        Advice::Way(at) => answer.ways[at].operations(&world.account).unwrap(),
        Advice::Session(at) => return open(world, question, &answer.sessions[at]),
        Advice::Remedy(at) => {
            let remedy = &answer.remedies[at];
            let is_of_request = |change: &&Change| answer.tag(&world.account, change).is_none();
            for change in remedy.changes.iter().filter(is_of_request) {
                match change {
                    Change::SetKey { key, value } => question.given.push((key.name().to_owned(), (**value).clone())),
                    Change::DropKey { .. } => panic!("no such circumstance is offered"),
                    Change::Add { .. } | Change::Remove(_) | Change::Loosen(_) | Change::RemoveBoundary => {}
                }
            }
            let is_deed = |change: &&Change| !matches!(change, Change::SetKey { .. }) || !is_of_request(change);
            let changes: Vec<Change> = remedy.changes.iter().filter(is_deed).cloned().collect();
            answer.operations(&world.account, &Remedy { changes }).unwrap_or_else(|| panic!("{remedy:?} has no command"))
        }
    };
    for operation in operations {
        let line = awscli::line(&operation);
        let Ok(Command::Call(read)) = awscli::parse_line(&line, &NoFiles) else { panic!("{line}") };
        if let Err(refused) = world.run(read.operation) {
            panic!("{line}: {refused:?}");
        }
    }
}

/// Opens a session with tags as who may, by its command, and asks in it.
fn open(world: &mut World, question: &mut Question, session: &TaggedSession) {
    let mut operations = session.operations();
    let assume = operations.pop().unwrap();
    for operation in operations {
        world.run(operation).unwrap();
    }
    let line = awscli::line(&assume);
    let Ok(Command::Call(read)) = awscli::parse_line(&line, &NoFiles) else { panic!("{line}") };
    let opened = world.run_as(&session.by, read.operation).unwrap_or_else(|refused| panic!("{line}: {refused:?}"));
    let Reply::Session(opened) = opened else { panic!("{opened:?}") };
    let key = opened.credentials.access_key_id.parse().unwrap();
    question.circumstances.credentials = Credentials::Opened(key);
    question.asker = world.account.session(key).unwrap().of.clone();
}

fn in_words(account: &Account, answer: &Answer, advice: Advice) -> String {
    match advice {
        Advice::Session(at) => answer.sessions[at].in_words(account),
        Advice::Way(at) => answer.ways[at].in_words(account),
        Advice::Remedy(at) => answer.remedy_in_words(&answer.remedies[at]),
    }
}

/// What is denied explicitly to others than one who asks.
fn denied_to_others(account: &Account, asker: &Asker) -> Vec<(Asker, &'static str, &'static str)> {
    let others = account.users().map(|user| Asker::User(user.id)).filter(|other| other != asker);
    let mut denied = Vec::new();
    for other in others {
        for (action, resources) in REQUESTS {
            for resource in *resources {
                let question = question(account, other.clone(), (action, resource));
                if question.decision(account).unwrap() == Decision::ExplicitDeny {
                    denied.push((other.clone(), *action, *resource));
                }
            }
        }
    }
    denied
}

/// Follows all that is offered for a request, each by itself.
pub fn follow_all(account: &Account, asker: &Asker, request: (&str, &str)) {
    let question = question(account, asker.clone(), request);
    let answer = may(account, &question).unwrap();
    if answer.explanation.decision == Decision::Allowed {
        return;
    }
    let denied = denied_to_others(account, asker);
    let all = answer.advice();
    let told: Vec<String> = all.iter().map(|advice| in_words(account, &answer, *advice)).collect();
    for (at, words) in told.iter().enumerate() {
        assert!(!told[..at].contains(words), "told twice: {words}");
    }
    for (advice, words) in all.into_iter().zip(told) {
        let (mut world, mut then) = (World { account: account.clone(), env: env() }, question.clone());
        follow(&mut world, &mut then, &answer, advice);
        assert_eq!(then.decision(&world.account), Ok(Decision::Allowed), "{request:?} of {asker:?}: {words}");
        // What is said to hold for others as well may let them past, too.
        if ["That holds for all whom", "for all who have it", "none of its users"].iter().any(|said| words.contains(said)) {
            continue;
        }
        for (other, action, resource) in &denied {
            let question = self::question(&world.account, other.clone(), (action, resource));
            let still = question.decision(&world.account).unwrap();
            assert_eq!(still, Decision::ExplicitDeny, "{action} on {resource} of {other:?}: {words}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn every_way_that_is_offered_allows_and_lets_nobody_else_through(
        (policies, parts, _) in parts(),
        buckets in bucket_policies(),
        at in any::<prop::sample::Index>(),
    ) {
        let mut account = account(&policies, &parts);
        put_bucket_policies(&mut account, &buckets);
        // Those that S3 would have taken.
        let takes = |(bucket, policy): &(&str, String)| {
            let policy = policy.replace("ACCOUNT", account.id().as_str());
            let mut world = World { account: account.clone(), env: env() };
            world.run(PutBucketPolicy { bucket: (*bucket).to_owned(), policy }).is_ok()
        };
        prop_assume!(buckets.iter().all(takes));
        let (action, resources) = *at.get(REQUESTS);
        let asker = Asker::User(account.users().next().unwrap().id);
        let resource: &&str = at.get(resources);
        follow_all(&account, &asker, (action, resource));
    }
}

pub const S3_ALL: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}"#;

pub fn world() -> (World, Asker) {
    let mut world = World::fresh();
    for name in ["alice", "bob"] {
        world.change(CreateUser { user_name: name.into(), ..Default::default() });
    }
    world.change(CreateGroup { group_name: "devs".into(), ..Default::default() });
    world.change(AddUserToGroup { group_name: "devs".into(), user_name: "alice".into() });
    world.change(AddUserToGroup { group_name: "devs".into(), user_name: "bob".into() });
    world.change(CreateBucket { bucket: "reports".into(), ..Default::default() });
    let alice = world.account.asker_named("user/alice").unwrap();
    (world, alice)
}

pub fn told(world: &World, asker: &Asker, request: (&str, &str)) -> Vec<String> {
    let answer = may(&world.account, &question(&world.account, asker.clone(), request)).unwrap();
    answer.advice().into_iter().map(|advice| in_words(&world.account, &answer, advice)).collect()
}

/// Policies of AWS's that allow nothing of SQS.
pub const OF_AWS: [&str; 10] = [
    "AmazonS3ReadOnlyAccess",
    "AmazonS3FullAccess",
    "AmazonEC2ReadOnlyAccess",
    "AmazonEC2FullAccess",
    "AmazonDynamoDBReadOnlyAccess",
    "IAMReadOnlyAccess",
    "IAMUserChangePassword",
    "AmazonRDSReadOnlyAccess",
    "AmazonVPCReadOnlyAccess",
    "AWSLambda_ReadOnlyAccess",
];

pub const GET: (&str, &str) = ("s3:GetObject", "arn:aws:s3:::reports/q1");

/// An allowance of one's own that fails by its condition alone is loosened, and nothing in any policy need change before that.
#[test]
fn a_condition_that_alone_is_in_the_way_is_changed() {
    let (mut world, alice) = world();
    let by = |condition: &str| S3_ALL.replace(r#""Resource":"*""#, &format!(r#""Resource":"*","Condition":{condition}"#));
    for (condition, first, loosened) in [
        (
            r#"{"StringEquals":{"aws:PrincipalTag/team":"red"}}"#,
            "Tag alice so that the request comes with aws:PrincipalTag/team = red.",
            "Take the condition StringEquals aws:PrincipalTag/team out of statement 1 of policy own (Identity policies): what it allows no longer depends on it.",
        ),
        (
            r#"{"IpAddress":{"aws:SourceIp":"198.51.100.0/24"}}"#,
            "Make the request from an address such as 198.51.100.1 (aws:SourceIp).",
            "Add 203.0.113.10 to the values of IpAddress aws:SourceIp in statement 1 of policy own (Identity policies).",
        ),
        (
            r#"{"StringEquals":{"aws:username":["bob"]}}"#,
            "Give alice an inline policy that allows s3:GetObject on arn:aws:s3:::reports/q1 (or arn:aws:s3:::reports/*).",
            "Add alice to the values of StringEquals aws:username in statement 1 of policy own (Identity policies).",
        ),
    ] {
        world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document: by(condition) });
        let told = told(&world, &alice, GET);
        assert_eq!(told[0], first, "{told:?}");
        assert!(told.contains(&loosened.to_owned()), "{told:?}");
        follow_all(&world.account, &alice, GET);
    }
    // So is that of the resource's policy.
    world.change(DeleteUserPolicy { user_name: "alice".into(), policy_name: "own".into() });
    let policy = r#"{"Version":"2012-10-17","Statement":[{"Sid":"Ours","Effect":"Allow","Principal":{"AWS":"ARN"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*","Condition":{"IpAddress":{"aws:SourceIp":["198.51.100.0/24"]}}}]}"#;
    let arn = world.account.asker_arn(&alice).unwrap();
    world.change(PutBucketPolicy { bucket: "reports".into(), policy: policy.replace("ARN", &arn) });
    let told = told(&world, &alice, GET);
    assert!(
        told.contains(&"Add 203.0.113.10 to the values of IpAddress aws:SourceIp in statement Ours of the resource policy.".to_owned()),
        "{told:?}"
    );
    follow_all(&world.account, &alice, GET);
}

/// A denial that no list narrows to just what was asked leaves out who asks, where others are to stay denied.
#[test]
fn a_denial_of_several_patterns_leaves_out_who_asks() {
    let (mut world, alice) = world();
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document: S3_ALL.into() });
    let deny = r#"{"Version":"2012-10-17","Statement":[{"Sid":"Shut","Effect":"Deny","Action":["s3:Get*","s3:GetObject"],"Resource":["arn:aws:s3:::reports/*","arn:aws:s3:::*/q1"]}]}"#;
    world.change(PutGroupPolicy { group_name: "devs".into(), policy_name: "guard".into(), policy_document: deny.into() });
    let words = told(&world, &alice, GET);
    assert!(
        words[0].starts_with("Leave arn:aws:iam::") && words[0].contains("by a condition more: ArnNotEquals aws:PrincipalArn."),
        "{words:?}"
    );
    assert!(words[1].starts_with("Remove alice from the group devs"), "{words:?}");
    follow_all(&world.account, &alice, GET);
    // Of what is one's own alone, the statement goes, and that is all that is said.
    world.change(DeleteGroupPolicy { group_name: "devs".into(), policy_name: "guard".into() });
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "guard".into(), policy_document: deny.into() });
    let words = told(&world, &alice, GET);
    let expected = "Remove statement Shut of policy guard (Identity policies). Without it, none of this is denied by it any more: s3:Get*, s3:GetObject.";
    assert_eq!(words, [expected]);
    follow_all(&world.account, &alice, GET);
}

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

/// How a statement was changed is what was told.
#[test]
fn what_is_written_is_what_was_told() {
    let (mut world, alice) = world();
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document: S3_ALL.into() });
    let deny = |action: &str, resource: &str| {
        format!(r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Deny","Action":{action},"Resource":{resource}}}]}}"#)
    };
    for (action, resource, told) in [
        (r#"["s3:GetObject","s3:PutObject"]"#, r#""*""#, "Take s3:GetObject out of the actions of "),
        (r#""s3:GetObject""#, r#""*""#, "Leave arn:aws:s3:::reports/q1 out of "),
        (r#""s3:Get*""#, r#"["arn:aws:s3:::reports/q1","arn:aws:s3:::kept/*"]"#, "Take arn:aws:s3:::reports/q1 out of the resources of "),
        (r#""s3:Get*""#, r#""arn:aws:s3:::reports/*""#, "Remove statement 1 of "),
    ] {
        world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "no".into(), policy_document: deny(action, resource) });
        let answer = may(&world.account, &question(&world.account, alice.clone(), GET)).unwrap();
        let [remedy] = &answer.remedies[..] else { panic!("{:?}", answer.remedies) };
        assert!(answer.remedy_in_words(remedy).starts_with(told), "{}", answer.remedy_in_words(remedy));
        match answer.written(&world.account, &remedy.changes[0]).map(|written| written.made) {
            Some(Made::Narrowed(narrowing)) => {
                assert!(
                    told.starts_with(&format!("Take {} out", narrowing.entry))
                        || told.starts_with(&format!("Leave {} out", narrowing.entry))
                );
            }
            None => assert!(told.starts_with("Remove ")),
            other => panic!("{other:?}"),
        }
        follow_all(&world.account, &alice, GET);
    }
}

/// A statement that lacks the resource alone gets it; one that leaves addresses out gets another.
#[test]
fn lists_of_resources_and_addresses_get_one_more() {
    let (mut world, alice) = world();
    let reads = S3_ALL.replace("s3:*", "s3:Get*").replace(r#""Resource":"*""#, r#""Resource":["arn:aws:s3:::reports"]"#);
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document: reads });
    let words = told(&world, &alice, GET);
    let expected = "Add arn:aws:s3:::reports/q1 (or arn:aws:s3:::reports/*) to the resources of statement 1 of policy own (Identity policies). It allows all of this there then: s3:Get*.";
    assert!(words[0].starts_with("Give alice an inline policy") && words.contains(&expected.to_owned()), "{words:?}");
    follow_all(&world.account, &alice, GET);
    let office = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"},{"Sid":"Office","Effect":"Deny","Action":"*","Resource":"*","Condition":{"NotIpAddress":{"aws:SourceIp":["198.51.100.0/24","192.0.2.0/24"]}}}]}"#;
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document: office.into() });
    let words = told(&world, &alice, GET);
    assert!(words[0].starts_with("Make the request from an address such as 198.51.100.1"), "{words:?}");
    assert!(words[1].starts_with("Leave s3:GetObject out of statement Office"), "{words:?}");
    assert_eq!(
        words[2],
        "Add 203.0.113.10 to the values of NotIpAddress aws:SourceIp in statement Office of policy own (Identity policies). It then no longer denies any action."
    );
    follow_all(&world.account, &alice, GET);
}

/// What was meant and is written otherwise is mended: a `${…}` of an old document, and an action that there is not.
#[test]
fn slips_are_mended_where_they_are() {
    let (mut world, alice) = world();
    let put = |world: &mut World, group: bool, text: &str| {
        let (policy_name, policy_document) = ("own".to_owned(), text.to_owned());
        if group {
            world.change(PutGroupPolicy { group_name: "devs".into(), policy_name, policy_document });
        } else {
            world.change(PutUserPolicy { user_name: "alice".into(), policy_name, policy_document });
        }
    };
    let asked = ("s3:GetObject", "arn:aws:s3:::reports/alice/q1");
    let home = r#"{"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::reports/${aws:username}/*"},{"Effect":"Deny","Action":"s3:DeleteObject","NotResource":"arn:aws:s3:::reports/${aws:username}/*"}]}"#;
    put(&mut world, true, home);
    let answer = may(&world.account, &question(&world.account, alice.clone(), asked)).unwrap();
    assert!(
        answer.why().ends_with(
            "does not match arn:aws:s3:::reports/alice/q1. Its policy is of Version 2008-10-17, or of none, where ${aws:username} stands for itself."
        ),
        "{}",
        answer.why()
    );
    let version = "Write Version 2012-10-17 in policy own of the group devs (Identity policies): every ${…} in it stands for a value then (${aws:username} is alice), and no longer for itself. That holds for all whom the statement is about, not for alice alone.";
    assert!(told(&world, &alice, asked).contains(&version.to_owned()), "{:?}", told(&world, &alice, asked));
    follow_all(&world.account, &alice, asked);
    // So is one that denies more than was meant, and the whole document with it.
    put(&mut world, false, S3_ALL);
    let asked = ("s3:DeleteObject", asked.1);
    let words = told(&world, &alice, asked);
    assert!(words.contains(&version.to_owned()), "{words:?}");
    follow_all(&world.account, &alice, asked);
    world.change(DeleteGroupPolicy { group_name: "devs".into(), policy_name: "own".into() });
    put(&mut world, false, &S3_ALL.replace("s3:*", "s3:GetObjct"));
    let answer = may(&world.account, &question(&world.account, alice.clone(), GET)).unwrap();
    assert!(
        answer.why().ends_with(
            "Nearest is statement 1 of policy own: Action s3:GetObjct does not match s3:GetObject. There is no action s3:GetObjct; the nearest is s3:GetObject."
        ),
        "{}",
        answer.why()
    );
    let words = told(&world, &alice, GET);
    assert_eq!(words[0], "Write s3:GetObject in the place of s3:GetObjct in statement 1 of policy own (Identity policies).");
    follow_all(&world.account, &alice, GET);
    // Where more is other than the spelling, it is no way.
    put(&mut world, false, &S3_ALL.replace("s3:*", "s3:GetObjct").replace(r#""Resource":"*""#, r#""Resource":"arn:aws:s3:::other/*""#));
    let words = told(&world, &alice, GET);
    assert!(!words.iter().any(|words| words.starts_with("Write ")), "{words:?}");
}

/// A policy that is attached and the boundary, too, is changed once; whom else changes are about is said once.
#[test]
fn one_document_is_told_and_written_once() {
    let (mut world, alice) = world();
    let policy_arn = format!("arn:aws:iam::{}:policy/both", world.account.id());
    let both = S3_ALL.replace("[{", r#"[{"Sid":"Shut","Effect":"Deny","Action":["s3:GetObject","s3:PutObject"],"Resource":"*"},{"#);
    world.change(CreatePolicy { policy_name: "both".into(), policy_document: both, ..Default::default() });
    world.change(AttachUserPolicy { user_name: "alice".into(), policy_arn: policy_arn.clone() });
    world.change(PutUserPermissionsBoundary { user_name: "alice".into(), permissions_boundary: policy_arn });
    let words = told(&world, &alice, GET);
    assert_eq!(words[0].matches("Take s3:GetObject out of the actions of statement Shut of policy both").count(), 1, "{words:?}");
    assert!(!words.iter().any(|words| words.contains(" And: ")), "{words:?}");
    follow_all(&world.account, &alice, GET);
    let (mut world, alice) = self::world();
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document: S3_ALL.into() });
    for name in ["one", "two"] {
        let deny = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:GetObject","Resource":"*","Condition":{"StringNotEquals":{"aws:ResourceAccount":"999999999999"}}}]}"#;
        world.change(PutGroupPolicy { group_name: "devs".into(), policy_name: name.into(), policy_document: deny.into() });
    }
    let words = told(&world, &alice, GET);
    let added = words.iter().find(|words| words.matches(" to the values of StringNotEquals aws:ResourceAccount").count() == 2);
    assert_eq!(added.map(|words| words.matches("That holds for all whom").count()), Some(1), "{words:?}");
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

/// A bucket is told from its objects.
#[test]
fn a_bucket_is_not_its_objects() {
    let (mut world, alice) = world();
    for (resource, asked, note) in [
        ("arn:aws:s3:::reports", GET, "arn:aws:s3:::reports names the bucket, not the objects in it: they are arn:aws:s3:::reports/*."),
        ("arn:aws:s3:::rep?rts", GET, "arn:aws:s3:::rep?rts names the bucket, not the objects in it: they are arn:aws:s3:::rep?rts/*."),
        (
            "arn:aws:s3:::reports/*",
            ("s3:ListBucket", "arn:aws:s3:::reports"),
            "arn:aws:s3:::reports/* names objects in the bucket, not the bucket itself.",
        ),
    ] {
        let own = S3_ALL.replace(r#""Resource":"*""#, &format!(r#""Resource":"{resource}""#));
        world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document: own });
        let answer = may(&world.account, &question(&world.account, alice.clone(), asked)).unwrap();
        assert!(answer.why().ends_with(note), "{}", answer.why());
    }
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

/// Of a provider's callers only those are let in whose token says the same, and not all that it vouches for.
#[test]
fn a_trust_policy_lets_in_who_has_such_a_token() {
    use iam_console::policy::compiled::Policy;
    use iam_console::policy::decision::{Policies, decide, explain};
    use iam_console::policy::document::Document;
    use iam_console::policy::request::{Request, Value};
    const PROVIDER: &str = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";
    let role = "arn:aws:iam::111122223333:role/Deploy";
    let mut request = Request::parse(PROVIDER, "sts:AssumeRoleWithWebIdentity", role).unwrap();
    for (key, value) in [("aud", "sts.amazonaws.com"), ("sub", "repo:acme/app:ref:refs/heads/dev")] {
        request.context.insert(&format!("token.actions.githubusercontent.com:{key}"), Value::Single(value.to_owned()));
    }
    let trust = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Sid":"Main","Effect":"Allow","Principal":{{"Federated":"{PROVIDER}"}},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{{"StringEquals":{{"token.actions.githubusercontent.com:sub":"repo:acme/app:ref:refs/heads/main"}}}}}}]}}"#
    );
    let policies =
        |text: &str| Policies { resource: Some(Policy::compile("trust", &Document::read(text).unwrap())), ..Policies::default() };
    let before = policies(&trust);
    let explanation = explain(&request, &before);
    let telling = explanation.tell(&request, &before);
    let remedies = explanation.remedies(&request, &before);
    let words: Vec<String> = remedies.iter().map(|remedy| telling.remedy(remedy)).collect();
    let at = |start: &str| words.iter().position(|words| words.starts_with(start)).unwrap();
    let (new, more) = (&words[at("Let the trust policy allow")], &words[at("Add ")]);
    assert!(
        new.contains(", if token.actions.githubusercontent.com:aud = sts.amazonaws.com and ") && new.contains("refs/heads/dev"),
        "{new}"
    );
    assert!(more.starts_with("Add repo:acme/app:ref:refs/heads/dev to the values of StringEquals "), "{more}");
    let alone = remedies[at("Let the trust policy allow")].changes[0].document(&request).unwrap();
    assert_eq!(decide(&request, &policies(&alone)), Decision::Allowed);
    request.context.insert("token.actions.githubusercontent.com:sub", Value::Single("repo:acme/other:ref:refs/heads/dev".to_owned()));
    assert_eq!(decide(&request, &policies(&alone)), Decision::ImplicitDeny);
}
