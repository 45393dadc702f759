//! Questions over a whole account at IAM's quotas: who can, what can, what does a change give and take.
//!
//! There is no floor to measure them beside; their aim is a second, on any machine that somebody would work at.

use std::hint::black_box;
use std::time::{Duration, Instant};

use iam_console::access::{Found, Inquiry, Progress, Question, WhatCan, Whose, may, what_can, who_can, who_could};
use iam_console::account::Account;
use iam_console::account::authorization::{Asker, Circumstances};
use iam_console::account::caller::Caller;
use iam_console::account::change::Edit;
use iam_console::account::entity::{Attachment, Boundary, Entity, Group, ManagedPolicy, Membership, PolicyKey, PolicyVersion, Role, User};
use iam_console::account::env::Env;
use iam_console::account::id::{IdKind, UniqueId};
use iam_console::account::operation::CreateUser;
use iam_console::account::origin::new_account;
use iam_console::account::refusal::Denied;
use iam_console::catalog::ADMINISTRATOR_ACCESS;
use iam_console::policy::request::{Action, Resource};
use jiff::Timestamp;
use rand::SeedableRng;
use rand::rngs::StdRng;

use crate::Rounds;
use crate::table::{Table, median, milliseconds};

/// What a question over the whole account may take.
const WHOLE: (Duration, &str) = (Duration::from_secs(1), "under a second");
/// What a question about one principal may take that is answered between two frames.
const ONE: (Duration, &str) = (Duration::from_millis(10), "under 10 ms");
/// What such a question may take where it is denied, and all ways to allow it are tried on the account.
const DENIED: (Duration, &str) = (Duration::from_millis(100), "under 100 ms");

const USERS: usize = 5_000;
const GROUPS: usize = 300;
const ROLES: usize = 1_000;
const POLICIES: usize = 1_500;

/// Measures the questions whose names have a text.
pub fn measure(rounds: Rounds, only: &str, table: &mut Table) {
    let account = full();
    let times = rounds.batches.min(7);
    let mut row = |what: &str, (most, aim): (Duration, &str), ask: &mut dyn FnMut()| {
        if !what.contains(only) {
            return;
        }
        let measured = median((0..times).map(|_| {
            let begun = Instant::now();
            ask();
            begun.elapsed()
        }));
        let about = format!("{USERS} users, {ROLES} roles");
        table.row([&about, what], [milliseconds(measured), String::new()], aim, measured <= most);
    };
    let circumstances = Circumstances::with_access_key(now());
    for (action, resource) in
        [("dynamodb:PutItem", "arn:aws:dynamodb:eu-west-1:482109735516:table/t7"), ("s3:GetObject", "arn:aws:s3:::bucket-7/x")]
    {
        let (action, resource) = (Action::parse(action).unwrap(), Resource::parse(resource).unwrap());
        row(&format!("who can {}", action.text()), WHOLE, &mut || {
            let who = who_can(&account, &action, &resource, &[], circumstances, &Progress::default()).unwrap();
            assert_eq!(who.asked, 1 + USERS + ROLES);
            black_box(who);
        });
        let asker = Asker::User(id(IdKind::User, 0));
        row(&format!("may somebody {}", action.text()), ONE, &mut || {
            let (asker, action, resource) = (asker.clone(), action.clone(), resource.clone());
            black_box(may(&account, &Question { asker, action, resource, given: Vec::new(), circumstances }).unwrap());
        });
    }
    for (action, resource, denied) in [
        ("dynamodb:PutItem", "arn:aws:dynamodb:eu-west-1:482109735516:table/t700", "which nothing allows"),
        ("s3:DeleteObject", "arn:aws:s3:::bucket-7/kept/x", "which is denied"),
    ] {
        let (action, resource) = (Action::parse(action).unwrap(), Resource::parse(resource).unwrap());
        row(&format!("may somebody {}, {denied}", action.text()), DENIED, &mut || {
            let (asker, action, resource) = (Asker::User(id(IdKind::User, 0)), action.clone(), resource.clone());
            let answer = may(&account, &Question { asker, action, resource, given: Vec::new(), circumstances }).unwrap();
            assert!(!answer.advice().is_empty());
            black_box(answer);
        });
    }
    for (action, resource) in [
        ("dynamodb:PutItem", "arn:aws:dynamodb:*:*:table/t7*"),
        ("s3:GetObject", "*"),
        ("sqs:SendMessage", "*"),
        ("sts:AssumeRole", "arn:aws:iam::*:role/*"),
    ] {
        let (action, resource) = (Action::parse(action).unwrap(), Resource::parse(resource).unwrap());
        row(&format!("who can {} on {}", action.text(), resource.text()), WHOLE, &mut || {
            let who = who_can(&account, &action, &resource, &[], circumstances, &Progress::default()).unwrap();
            assert!(who.asked > USERS + ROLES && !who.is_cut_short);
            black_box(who);
        });
    }
    let denied = denied(&account);
    row("who could allow it", WHOLE, &mut || {
        let could = who_could(&account, &denied.caller, &denied, circumstances, &Progress::default()).unwrap();
        assert!(could.asked == 1 + USERS + ROLES && could.helpers.iter().any(|helper| helper.asker == Asker::Root));
        black_box(could);
    });
    let whose = Whose::Asker(Asker::User(id(IdKind::User, 0)));
    row("what can a user", WHOLE, &mut || _ = black_box(rows(&what_can(&account, &whose, &Progress::default()).unwrap())));
    for (what, [before, after]) in changes(&account) {
        row(what, WHOLE, &mut || _ = black_box(effects(&before, &after)));
    }
}

/// What nobody lets the first user do.
fn denied(account: &Account) -> Denied {
    let caller = Caller::owner_as(Asker::User(id(IdKind::User, 0)));
    let create = CreateUser { user_name: "another".into(), ..CreateUser::default() };
    let refusal = account.plan(&caller, &create.into(), &mut Env::at(now(), StdRng::seed_from_u64(42))).expect_err("nothing allows it");
    *refusal.denied.expect("policies deny it")
}

fn rows(what: &WhatCan) -> usize {
    let rows = what.rows().len();
    assert!(rows > 100);
    rows
}

fn effects(before: &Account, after: &Account) -> usize {
    let inquiry = Inquiry::change(before.clone(), after.clone(), now());
    let Found::Change(told) = inquiry.answer(&Progress::default()).unwrap() else { panic!("it was asked what changes") };
    assert!(!told.sentences().is_empty());
    told.sentences().len()
}

fn now() -> Timestamp {
    Timestamp::from_second(1_790_000_000).unwrap()
}

fn id(kind: IdKind, number: usize) -> UniqueId {
    UniqueId::derived(kind, &format!("{kind:?}{number}"))
}

fn own(number: usize) -> PolicyKey {
    PolicyKey::Customer(id(IdKind::ManagedPolicy, number % POLICIES))
}

fn text(number: usize) -> String {
    // Few policies are about roles.
    let assume = r#"{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"arn:aws:iam::*:role/role-1*"},"#;
    let assume = if number.is_multiple_of(100) { assume } else { "" };
    format!(
        r#"{{"Version":"2012-10-17","Statement":[
        {{"Effect":"Allow","Action":["s3:Get*","s3:List*"],"Resource":["arn:aws:s3:::bucket-{number}","arn:aws:s3:::bucket-{number}/*"]}},
        {{"Effect":"Allow","Action":"dynamodb:*","Resource":"arn:aws:dynamodb:*:*:table/t{number}"}},
        {{"Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::home/${{aws:username}}/*"}},
        {{"Effect":"Allow","Action":"sqs:*","Resource":"*","Condition":{{"StringNotEquals":{{"aws:username":"user-{number}"}}}}}},
        {assume}
        {{"Effect":"Deny","Action":"s3:Delete*","Resource":"arn:aws:s3:::bucket-{number}/kept/*"}}]}}"#
    )
}

const BROAD: &str = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","NotAction":"iam:*","Resource":"*"}}"#;
/// The same but for what it denies.
const NARROWED: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","NotAction":"iam:*","Resource":"*"},
    {"Effect":"Deny","Action":["sts:*","s3:Get*"],"Resource":["arn:aws:iam::*:role/role-2*","arn:aws:s3:::bucket-2*"]}]}"#;

/// Every user in ten groups, every group and role with ten policies.
fn full() -> Account {
    let mut account = new_account("practice", &mut Env::at(now(), StdRng::seed_from_u64(42))).unwrap().account;
    let own = account.id().as_str().to_owned();
    let entities = policies().chain(groups()).chain(roles(&own)).chain(users());
    let edits: Vec<Edit> = entities.filter_map(|entity| Edit::between(None, Some(entity))).collect();
    account.apply(&edits);
    account
}

fn policies() -> impl Iterator<Item = Entity> {
    (0..POLICIES).flat_map(|number| managed(id(IdKind::ManagedPolicy, number), &text(number)))
}

fn managed(id: UniqueId, text: &str) -> [Entity; 2] {
    let (name, path, created) = (format!("policy-{id}"), "/".to_owned(), now());
    let policy = ManagedPolicy { id, name, path, description: None, created, updated: created, default_version: 1, latest_version: 1 };
    [version(id, text), policy.into()]
}

fn version(policy: UniqueId, text: &str) -> Entity {
    PolicyVersion { policy, number: 1, document: text.into(), created: now() }.into()
}

fn groups() -> impl Iterator<Item = Entity> {
    (0..GROUPS).flat_map(|number| {
        let group = id(IdKind::Group, number);
        let attached = (0..9).map(move |policy| own(number * 5 + policy)).chain([everybodys()]);
        let attached = attached.map(move |policy| Attachment { to: group, policy }.into());
        attached.chain([Group { id: group, name: format!("group-{number}"), path: "/".into(), created: now() }.into()])
    })
}

/// Whom a role trusts: a service, the account, or one user.
fn trust(number: usize, account: &str) -> String {
    let principal = match number % 3 {
        0 => r#"{"Service":"ec2.amazonaws.com"}"#.to_owned(),
        1 => format!(r#"{{"AWS":"arn:aws:iam::{account}:root"}}"#),
        _ => format!(r#"{{"AWS":"arn:aws:iam::{account}:user/user-{number}"}}"#),
    };
    format!(r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Principal":{principal},"Action":"sts:AssumeRole"}}}}"#)
}

fn roles(account: &str) -> impl Iterator<Item = Entity> {
    (0..ROLES).flat_map(move |number| {
        let id = id(IdKind::Role, number);
        let (name, path) = (format!("role-{number}"), "/".to_owned());
        let trust_policy = trust(number, account).as_str().into();
        let role = Role { id, name, path, created: now(), trust_policy, description: None, max_session_duration: 3600 };
        let attached = (0..10).map(move |policy| Attachment { to: id, policy: own(number * 3 + policy * 7) }.into());
        attached.chain([role.into()])
    })
}

fn users() -> impl Iterator<Item = Entity> {
    (0..USERS).flat_map(|number| {
        let user = id(IdKind::User, number);
        let joined = (0..10).map(move |group| Membership { user, group: id(IdKind::Group, (number * 7 + group * 31) % GROUPS) }.into());
        joined.chain([User { id: user, name: format!("user-{number}"), path: "/".into(), created: now() }.into()])
    })
}

/// The policy that every group has.
fn everybodys() -> PolicyKey {
    PolicyKey::aws_managed("ReadOnlyAccess")
}

/// The account before and after changes that many gain or lose something by.
fn changes(account: &Account) -> [(&'static str, [Account; 2]); 8] {
    let groups = || (0..GROUPS).map(|group| id(IdKind::Group, group));
    let attached = |to, policy| Entity::from(Attachment { to, policy });
    let rewritten = with(account, [version(id(IdKind::ManagedPolicy, 7), &text(9999))]);
    let without = after(account, groups().filter_map(|group| Edit::between(Some(attached(group, everybodys())), None)));
    let administrators = with(account, groups().map(|group| attached(group, PolicyKey::aws_managed(ADMINISTRATOR_ACCESS))));
    let role = account.role(id(IdKind::Role, 12)).unwrap();
    let trusting = with(account, [Role { trust_policy: trust(1, account.id().as_str()).as_str().into(), ..role.clone() }.into()]);
    // A policy about nearly everything, assuming roles too.
    let broad = id(IdKind::ManagedPolicy, POLICIES);
    let attached = with(account, groups().step_by(2).map(|group| attached(group, PolicyKey::Customer(broad))));
    let attached = with(&attached, managed(broad, BROAD));
    let bounds = |user| Boundary { of: id(IdKind::User, user), policy: PolicyKey::Customer(broad) }.into();
    let bounded = with(&with(account, managed(broad, BROAD)), (0..USERS).step_by(2).map(bounds));
    let narrowed = [&attached, &bounded].map(|account| with(account, [version(broad, NARROWED)]));
    let [attached_narrowed, bounded_narrowed] = narrowed;
    [
        ("a policy changes", [account.clone(), rewritten]),
        ("every user loses a policy", [account.clone(), without]),
        ("every user gets AdministratorAccess", [account.clone(), administrators.clone()]),
        ("every user loses AdministratorAccess", [administrators, account.clone()]),
        ("a role's trust policy changes", [account.clone(), trusting]),
        ("half the groups are denied a role", [attached, attached_narrowed]),
        ("half the users get a boundary", [account.clone(), bounded.clone()]),
        ("the boundary of half the users changes", [bounded, bounded_narrowed]),
    ]
}

/// The account with these in it, in the place of those that are there.
fn with(account: &Account, entities: impl IntoIterator<Item = Entity>) -> Account {
    after(account, entities.into_iter().filter_map(|entity| Edit::between(account.get(&entity.key()).cloned(), Some(entity))))
}

fn after(account: &Account, edits: impl IntoIterator<Item = Edit>) -> Account {
    let mut after = account.clone();
    after.apply(&edits.into_iter().collect::<Vec<_>>());
    after
}
