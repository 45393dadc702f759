//! Whatever is offered to allow a denial is done as it is told: then it is allowed, and nobody else is let past a denial
//! without a word.

mod holders;
mod statements;

use crate::common::{World, env, now};
use crate::random::{REQUESTS, account, bucket_policies, parts, put_bucket_policies};
use iam_console::access::{Advice, Answer, Question, TaggedSession, may};
use iam_console::account::Account;
use iam_console::account::authorization::{Asker, Circumstances, Credentials};
use iam_console::account::operation::*;
use iam_console::account::reply::Reply;
use iam_console::awscli::{self, Command, NoFiles};
use iam_console::policy::decision::{Change, Decision, Remedy};
use iam_console::policy::request::{Action, Resource};
use proptest::prelude::*;

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
