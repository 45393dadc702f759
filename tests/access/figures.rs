//! What questions over an account at IAM's quotas cost. Run by hand, in a release build:
//! `cargo test --release --test access figures -- --ignored --nocapture`

use std::time::Instant;

use iam_console::access::{Progress, difference, what_can, who_can};
use iam_console::account::Account;
use iam_console::account::authorization::{Asker, Circumstances};
use iam_console::account::change::Edit;
use iam_console::account::entity::{Attachment, Entity, Group, ManagedPolicy, Membership, PolicyKey, PolicyVersion, Role, User};
use iam_console::account::id::{IdKind, UniqueId};
use iam_console::policy::request::{Action, Resource};

use super::common::{fresh, now};

fn id(kind: IdKind, number: usize) -> UniqueId {
    UniqueId::derived(kind, &format!("{kind:?}{number}"))
}

fn text(number: usize) -> String {
    format!(
        r#"{{"Version":"2012-10-17","Statement":[
        {{"Effect":"Allow","Action":["s3:Get*","s3:List*"],"Resource":["arn:aws:s3:::bucket-{number}","arn:aws:s3:::bucket-{number}/*"]}},
        {{"Effect":"Allow","Action":"dynamodb:*","Resource":"arn:aws:dynamodb:*:*:table/t{number}"}},
        {{"Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::home/${{aws:username}}/*"}},
        {{"Effect":"Deny","Action":"s3:Delete*","Resource":"arn:aws:s3:::bucket-{number}/kept/*"}}]}}"#
    )
}

/// 5,000 users in ten groups each, 300 groups with ten policies each, 1,000 roles with ten each, 1,500 policies.
fn full() -> Account {
    let trust =
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}}"#;
    let own = |number: usize| PolicyKey::Customer(id(IdKind::ManagedPolicy, number % 1500));
    let mut entities: Vec<Entity> = Vec::new();
    for number in 0..1500 {
        let policy = id(IdKind::ManagedPolicy, number);
        let document = text(number).as_str().into();
        entities.push(PolicyVersion { policy, number: 1, document, created: now() }.into());
        let name = format!("policy-{number}");
        let (path, created) = ("/".to_owned(), now());
        entities.push(
            ManagedPolicy { id: policy, name, path, description: None, created, updated: created, default_version: 1, latest_version: 1 }
                .into(),
        );
    }
    for number in 0..300 {
        let group = id(IdKind::Group, number);
        entities.push(Group { id: group, name: format!("group-{number}"), path: "/".into(), created: now() }.into());
        entities.push(Attachment { to: group, policy: PolicyKey::aws_managed("ReadOnlyAccess") }.into());
        entities.extend((0..9).map(|policy| Attachment { to: group, policy: own(number * 5 + policy) }.into()));
    }
    for number in 0..1000 {
        let role = id(IdKind::Role, number);
        let (name, path) = (format!("role-{number}"), "/".to_owned());
        entities.push(
            Role { id: role, name, path, created: now(), trust_policy: trust.into(), description: None, max_session_duration: 3600 }.into(),
        );
        entities.extend((0..10).map(|policy| Attachment { to: role, policy: own(number * 3 + policy * 7) }.into()));
    }
    for number in 0..5000 {
        let user = id(IdKind::User, number);
        entities.push(User { id: user, name: format!("user-{number}"), path: "/".into(), created: now() }.into());
        entities.extend((0..10).map(|group| Membership { user, group: id(IdKind::Group, (number * 7 + group * 31) % 300) }.into()));
    }
    let mut account = fresh();
    let edits: Vec<Edit> = entities.into_iter().filter_map(|entity| Edit::between(None, Some(entity))).collect();
    account.apply(&edits);
    account
}

#[test]
#[ignore = "a measurement"]
fn figures() {
    let account = full();
    let circumstances = Circumstances::with_access_key(now());
    let timed = |what: &str, run: &mut dyn FnMut() -> String| {
        for round in ["first", "again"] {
            let begun = Instant::now();
            let found = run();
            println!("{what}, {round}: {:?} ({found})", begun.elapsed());
        }
    };
    for (action, resource) in
        [("dynamodb:PutItem", "arn:aws:dynamodb:eu-west-1:482109735516:table/t7"), ("s3:GetObject", "arn:aws:s3:::bucket-7/x")]
    {
        let (action, resource) = (Action::parse(action).unwrap(), Resource::parse(resource).unwrap());
        timed(&format!("who can {}", action.text()), &mut || {
            let who = who_can(&account, &action, &resource, &[], circumstances, &Progress::default()).unwrap();
            format!("{:?} of {} in {} groups", who.counts(), who.asked, who.grantees.len())
        });
    }
    timed("what can a user", &mut || format!("{} rows", what_can(&account, &Asker::User(id(IdKind::User, 0))).rows().len()));
    let mut after = account.clone();
    let version = PolicyVersion { policy: id(IdKind::ManagedPolicy, 7), number: 1, document: text(9999).as_str().into(), created: now() };
    let key = Entity::from(version.clone()).key();
    after.apply(&Edit::between(account.get(&key).cloned(), Some(version.into())).into_iter().collect::<Vec<_>>());
    timed("a policy of some groups and roles changes", &mut || {
        let found = difference(&account, &after, &Progress::default()).unwrap();
        format!("{} effects", found.effects.len())
    });
    let mut all = account.clone();
    let edits: Vec<Edit> = (0..300)
        .map(|group| Attachment { to: id(IdKind::Group, group), policy: PolicyKey::aws_managed("ReadOnlyAccess") })
        .filter_map(|attachment| Edit::between(Some(attachment.into()), None))
        .collect();
    all.apply(&edits);
    timed("every user loses ReadOnlyAccess", &mut || {
        let found = difference(&account, &all, &Progress::default()).unwrap();
        format!("{} effects", found.effects.len())
    });
}
