//! Small random accounts, and requests that meet their policies.

use iam_console::account::Account;
use iam_console::account::change::Edit;
use iam_console::account::entity::{
    Attachment, Boundary, Bucket, Entity, Group, InlinePolicy, ManagedPolicy, Membership, PasswordPolicy, PolicyKey, PolicyOn,
    PolicyVersion, User,
};
use iam_console::account::id::{IdKind, UniqueId};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::common::{fresh, now};

/// Actions that the statements meet, each with resources that it takes; ACCOUNT is the account's id.
pub const REQUESTS: &[(&str, &[&str])] = &[
    ("s3:GetObject", &["arn:aws:s3:::reports/q1", "arn:aws:s3:::reports/q2", "arn:aws:s3:::home/u0/x", "arn:aws:s3:::home/u1/x"]),
    ("s3:DeleteObject", &["arn:aws:s3:::reports/q1", "arn:aws:s3:::home/u0/x"]),
    ("s3:ListBucket", &["arn:aws:s3:::reports", "arn:aws:s3:::home"]),
    ("s3:ListAllMyBuckets", &["*"]),
    ("sqs:SendMessage", &["arn:aws:sqs:us-east-1:ACCOUNT:q", "arn:aws:sqs:us-east-1:ACCOUNT:r"]),
    ("iam:GetUser", &["arn:aws:iam::ACCOUNT:user/x"]),
    ("iam:ChangePassword", &["arn:aws:iam::ACCOUNT:user/u0", "arn:aws:iam::ACCOUNT:user/u1"]),
    ("iam:GetAccountPasswordPolicy", &["*"]),
    ("ec2:DescribeInstances", &["*"]),
];

fn id(kind: IdKind, number: usize) -> UniqueId {
    UniqueId::derived(kind, &format!("{kind:?}{number}"))
}

fn some(words: &'static [&'static str]) -> impl Strategy<Value = Vec<&'static str>> {
    proptest::sample::subsequence(words, 1..=2)
}

fn statement() -> impl Strategy<Value = Value> {
    let effect = prop_oneof![3 => Just("Allow"), 2 => Just("Deny")];
    let action = prop_oneof![4 => Just("Action"), 1 => Just("NotAction")];
    let actions =
        some(&["*", "s3:*", "s3:Get*", "s3:*Object", "s3:List*", "sqs:*", "sqs:SendMessage", "iam:*", "ec2:Describe*", "S3:getobject"]);
    let resource = prop_oneof![5 => Just("Resource"), 1 => Just("NotResource")];
    let resources = some(&[
        "*",
        "arn:aws:s3:::reports",
        "arn:aws:s3:::reports/*",
        "arn:aws:s3:::reports/q1",
        "arn:aws:s3:::*",
        "arn:aws:s3:::home/${aws:username}/*",
        "arn:aws:sqs:*:*:q",
        "arn:aws:sqs:*",
        "arn:aws:iam::*:user/*",
    ]);
    let condition = prop_oneof![
        5 => Just(None),
        1 => Just(Some(json!({"Bool": {"aws:MultiFactorAuthPresent": "true"}}))),
        1 => Just(Some(json!({"StringEquals": {"aws:username": "u0"}}))),
        1 => Just(Some(json!({"StringNotLike": {"aws:username": ["u1", "u2"]}}))),
        1 => Just(Some(json!({"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}}))),
    ];
    (effect, action, actions, resource, resources, condition).prop_map(|(effect, action, actions, resource, resources, condition)| {
        let mut statement = json!({"Effect": effect});
        statement[action] = json!(actions);
        statement[resource] = json!(resources);
        if let Some(condition) = condition {
            statement["Condition"] = condition;
        }
        statement
    })
}

fn document() -> impl Strategy<Value = String> {
    proptest::collection::vec(statement(), 1..4)
        .prop_map(|statements| json!({"Version": "2012-10-17", "Statement": statements}).to_string())
}

/// A part of an account that may be there or not.
#[derive(Clone, Debug)]
pub enum Part {
    Member(usize, usize),
    ToUser(usize, usize),
    ToGroup(usize, usize),
    Inline(usize, String),
    GroupInline(usize, String),
    Bound(usize, usize),
    Text(usize, String),
    Passwords(bool),
}

impl Part {
    /// The user that it is of, by number; `None` where it is not of one.
    pub const fn user(&self) -> Option<usize> {
        match self {
            Self::Member(user, _) | Self::ToUser(user, _) | Self::Inline(user, _) | Self::Bound(user, _) => Some(*user),
            Self::ToGroup(..) | Self::GroupInline(..) | Self::Text(..) | Self::Passwords(_) => None,
        }
    }
}

fn part() -> impl Strategy<Value = Part> {
    let (user, group, policy) = (0..3_usize, 0..2_usize, 0..3_usize);
    prop_oneof![
        (user.clone(), group.clone()).prop_map(|(user, group)| Part::Member(user, group)),
        (user.clone(), policy.clone()).prop_map(|(user, policy)| Part::ToUser(user, policy)),
        (group.clone(), policy.clone()).prop_map(|(group, policy)| Part::ToGroup(group, policy)),
        (user.clone(), document()).prop_map(|(user, text)| Part::Inline(user, text)),
        (group, document()).prop_map(|(group, text)| Part::GroupInline(group, text)),
        (user, policy.clone()).prop_map(|(user, policy)| Part::Bound(user, policy)),
        (policy, document()).prop_map(|(policy, text)| Part::Text(policy, text)),
        any::<bool>().prop_map(Part::Passwords),
    ]
}

/// Parts of an account, and parts that a change puts in.
pub fn parts() -> impl Strategy<Value = (Vec<String>, Vec<Part>, Vec<Part>)> {
    (proptest::collection::vec(document(), 3), proptest::collection::vec(part(), 0..9), proptest::collection::vec(part(), 1..4))
}

/// In the place of a user's number.
const EVERYONE: usize = 3;

/// Policies of the buckets `reports` and `home`, each with statements about two users, and perhaps one more or everyone.
pub fn bucket_policies() -> impl Strategy<Value = Vec<(&'static str, String)>> {
    let policy = |bucket: &'static str| {
        let statement = move |user: usize| {
            let effect = prop_oneof![3 => Just("Allow"), 2 => Just("Deny")];
            let action = some(&["s3:*", "s3:GetObject", "s3:*Object", "s3:List*"]);
            let resource = prop_oneof![4 => Just("Resource"), 1 => Just("NotResource")];
            let within = some(&["", "/*", "/q1", "/q*", "/u0/*", "/u1/*"]);
            (effect, action, resource, within).prop_map(move |(effect, action, resource, within)| {
                let named = if user == EVERYONE { "*".to_owned() } else { format!("arn:aws:iam::ACCOUNT:user/u{user}") };
                let principal = json!({ "AWS": named });
                let mut statement = json!({"Effect": effect, "Principal": principal, "Action": action});
                statement[resource] = within.iter().map(|within| json!(format!("arn:aws:s3:::{bucket}{within}"))).collect();
                statement
            })
        };
        (statement(0), statement(1), proptest::option::of((0..=EVERYONE).prop_flat_map(statement))).prop_map(move |(one, other, third)| {
            let statements: Vec<Value> = [one, other].into_iter().chain(third).collect();
            (bucket, json!({"Version": "2012-10-17", "Statement": statements}).to_string())
        })
    };
    (proptest::option::of(policy("reports")), proptest::option::of(policy("home")))
        .prop_map(|(reports, home)| reports.into_iter().chain(home).collect())
}

/// Puts in buckets with their policies.
pub fn put_bucket_policies(account: &mut Account, policies: &[(&str, String)]) {
    let own = account.id().to_string();
    let entities = policies.iter().flat_map(|(name, text)| -> [Entity; 2] {
        let bucket = Bucket { name: (*name).into(), region: "us-east-1".into(), created: now(), public_access_block: None };
        let document = text.replace("ACCOUNT", &own).as_str().into();
        let on = PolicyOn { resource: bucket.resource(), document };
        [bucket.into(), on.into()]
    });
    put(account, entities.collect());
}

/// Three users, two groups, three policies, and what ties them together.
pub fn account(policies: &[String], parts: &[Part]) -> Account {
    let mut account = fresh();
    let mut entities: Vec<Entity> = Vec::new();
    for (number, text) in policies.iter().enumerate() {
        let user = User { id: id(IdKind::User, number), name: format!("u{number}"), path: "/".into(), created: now() };
        entities.push(user.into());
        let policy = id(IdKind::ManagedPolicy, number);
        entities.push(version(number, text));
        let policy = ManagedPolicy {
            id: policy,
            name: format!("p{number}"),
            path: "/".into(),
            description: None,
            created: now(),
            updated: now(),
            default_version: 1,
            latest_version: 1,
        };
        entities.push(policy.into());
    }
    for number in 0..2 {
        entities.push(Group { id: id(IdKind::Group, number), name: format!("g{number}"), path: "/".into(), created: now() }.into());
    }
    put(&mut account, entities);
    put_parts(&mut account, parts);
    account
}

fn version(number: usize, text: &str) -> Entity {
    PolicyVersion { policy: id(IdKind::ManagedPolicy, number), number: 1, document: text.into(), created: now() }.into()
}

/// Puts parts in.
pub fn put_parts(account: &mut Account, parts: &[Part]) {
    let entity = |part: &Part| -> Entity {
        let (user, group) = (|number| id(IdKind::User, number), |number| id(IdKind::Group, number));
        let policy = |number| PolicyKey::Customer(id(IdKind::ManagedPolicy, number));
        match part {
            Part::Member(of, to) => Membership { user: user(*of), group: group(*to) }.into(),
            Part::ToUser(to, of) => Attachment { to: user(*to), policy: policy(*of) }.into(),
            Part::ToGroup(to, of) => Attachment { to: group(*to), policy: policy(*of) }.into(),
            Part::Inline(of, text) => InlinePolicy { of: user(*of), name: "own".into(), document: text.as_str().into() }.into(),
            Part::GroupInline(of, text) => InlinePolicy { of: group(*of), name: "own".into(), document: text.as_str().into() }.into(),
            Part::Bound(of, by) => Boundary { of: user(*of), policy: policy(*by) }.into(),
            Part::Text(number, text) => version(*number, text),
            Part::Passwords(allow) => PasswordPolicy { allow_users_to_change: *allow, ..Default::default() }.into(),
        }
    };
    put(account, parts.iter().map(entity).collect());
}

/// Puts entities in.
pub fn put(account: &mut Account, entities: Vec<Entity>) {
    for entity in entities {
        let before = account.get(&entity.key()).cloned();
        account.apply(&Edit::between(before, Some(entity)).into_iter().collect::<Vec<_>>());
    }
}
