//! Those with equal policies are answered together as each of them would be alone, whatever the policies ask of who asks.

use std::collections::BTreeSet;

use iam_console::access::{Effect, Progress, Shift, difference, who_can};
use iam_console::account::Account;
use iam_console::account::authorization::{Asker, Circumstances};
use iam_console::account::entity::{
    Attachment, Entity, EntityTag, Group, InlinePolicy, ManagedPolicy, Membership, PolicyKey, PolicyVersion, Role, TagHolder, User,
};
use iam_console::account::id::{IdKind, UniqueId};
use iam_console::policy::request::{Action, Resource};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::common::{fresh, now};
use super::random::{self, Part, REQUESTS, bucket_policies, parts, put, put_bucket_policies, put_parts};

/// So many users and as many roles have the same policies.
const EACH: usize = 3;

/// What the policies say, and which tag each user and role has.
#[derive(Clone, Debug)]
struct Scene {
    policies: Vec<String>,
    tags: Vec<Option<&'static str>>,
    paths: Vec<&'static str>,
}

fn condition() -> impl Strategy<Value = Option<Value>> {
    let own = |kind, number| UniqueId::derived(kind, &format!("{kind:?}{number}")).as_str().to_owned();
    let (user, role) = (own(IdKind::User, 0), own(IdKind::Role, 1));
    prop_oneof![
        3 => Just(None),
        1 => Just(Some(json!({"StringEquals": {"aws:username": "u0"}}))),
        1 => Just(Some(json!({"StringNotLike": {"aws:username": ["u1", "u2"]}}))),
        1 => Just(Some(json!({"StringEquals": {"aws:PrincipalTag/team": "red"}}))),
        1 => Just(Some(json!({"StringNotEquals": {"aws:PrincipalTag/team": ["red", "blue"]}}))),
        1 => Just(Some(json!({"Null": {"aws:PrincipalTag/team": "true"}}))),
        1 => Just(Some(json!({"StringLike": {"aws:userid": [user, format!("{role}:*")]}}))),
        1 => Just(Some(json!({"ArnLike": {"aws:PrincipalArn": ["arn:aws:iam::*:user/u1", "arn:aws:iam::*:role/*/r?"]}}))),
        1 => Just(Some(json!({"StringLike": {"s3:prefix": "${aws:username}/*"}}))),
        1 => Just(Some(json!({"StringEquals": {"aws:username": "${aws:PrincipalTag/name}"}}))),
        1 => Just(Some(json!({"StringEquals": {"aws:PrincipalTag/team": "red"}, "Bool": {"aws:MultiFactorAuthPresent": "true"}}))),
    ]
}

fn statement() -> impl Strategy<Value = Value> {
    let effect = prop_oneof![3 => Just("Allow"), 2 => Just("Deny")];
    let action = prop_oneof![Just("*"), Just("s3:*"), Just("s3:GetObject"), Just("s3:List*"), Just("sqs:*"), Just("iam:*")];
    let resource = prop_oneof![
        Just("*"),
        Just("arn:aws:s3:::reports/*"),
        Just("arn:aws:s3:::home/${aws:username}/*"),
        Just("arn:aws:s3:::home/${aws:PrincipalTag/team}/*"),
        Just("arn:aws:iam::*:user/${aws:username, 'x'}"),
    ];
    (effect, action, resource, condition()).prop_map(|(effect, action, resource, condition)| {
        let mut statement = json!({"Effect": effect, "Action": action, "Resource": resource});
        if let Some(condition) = condition {
            statement["Condition"] = condition;
        }
        statement
    })
}

fn scene() -> impl Strategy<Value = Scene> {
    let document = proptest::collection::vec(statement(), 1..4)
        .prop_map(|statements| json!({"Version": "2012-10-17", "Statement": statements}).to_string());
    let tag = prop_oneof![Just(None), Just(Some("red")), Just(Some("blue"))];
    let path = prop_oneof![3 => Just("/"), 1 => Just("/x/")];
    let (documents, tags) = (proptest::collection::vec(document, 2), proptest::collection::vec(tag, 2 * EACH));
    (documents, tags, proptest::collection::vec(path, EACH)).prop_map(|(policies, tags, paths)| Scene { policies, tags, paths })
}

fn id(kind: IdKind, number: usize) -> UniqueId {
    UniqueId::derived(kind, &format!("{kind:?}{number}"))
}

impl Scene {
    /// The account with those of its users and roles for whom this holds.
    fn account(&self, is_there: impl Fn(UniqueId) -> bool, buckets: &[(&'static str, String)]) -> Account {
        let group = id(IdKind::Group, 0);
        let mut entities: Vec<Entity> = vec![Group { id: group, name: "all".into(), path: "/".into(), created: now() }.into()];
        let policy = |number| PolicyKey::Customer(id(IdKind::ManagedPolicy, number));
        for (number, text) in self.policies.iter().enumerate() {
            let id = id(IdKind::ManagedPolicy, number);
            let (name, path, created) = (format!("p{number}"), "/".to_owned(), now());
            entities.push(PolicyVersion { policy: id, number: 1, document: text.as_str().into(), created }.into());
            entities.push(
                ManagedPolicy { id, name, path, description: None, created, updated: created, default_version: 1, latest_version: 1 }
                    .into(),
            );
            entities.push(Attachment { to: group, policy: policy(number) }.into());
        }
        let trust = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}}"#;
        for number in 0..EACH {
            let (user, role) = (id(IdKind::User, number), id(IdKind::Role, number));
            let path = self.paths[number].to_owned();
            if is_there(user) {
                entities.push(User { id: user, name: format!("u{number}"), path: path.clone(), created: now() }.into());
                entities.push(Membership { user, group }.into());
            }
            if is_there(role) {
                let (name, created, trust_policy) = (format!("r{number}"), now(), trust.into());
                entities.push(Role { id: role, name, path, created, trust_policy, description: None, max_session_duration: 3600 }.into());
                entities.extend((0..self.policies.len()).map(|number| Attachment { to: role, policy: policy(number) }.into()));
            }
            for (holder, tag) in [(user, self.tags[number]), (role, self.tags[EACH + number])] {
                let holds = |key: &str, value: &str| EntityTag { on: TagHolder::Entity(holder), key: key.into(), value: value.into() };
                entities.extend(tag.filter(|_| is_there(holder)).map(|value| holds("team", value).into()));
                entities.extend(tag.filter(|value| is_there(holder) && *value == "blue").map(|_| holds("name", "u1").into()));
            }
        }
        let mut account = fresh();
        put(&mut account, entities);
        put_bucket_policies(&mut account, buckets);
        account
    }
}

/// Roles that trust the account, one of them only with MFA.
fn put_trusting_roles(account: &mut Account) {
    let root = account.root_arn();
    let role = |number: usize| -> Entity {
        let mut statement = json!({"Effect": "Allow", "Principal": {"AWS": root}, "Action": "sts:AssumeRole"});
        if number == 0 {
            statement["Condition"] = json!({"Bool": {"aws:MultiFactorAuthPresent": "true"}});
        }
        let trust_policy = json!({"Version": "2012-10-17", "Statement": statement}).to_string().as_str().into();
        let (id, name, path) = (id(IdKind::Role, number), format!("r{number}"), "/".to_owned());
        Role { id, name, path, created: now(), trust_policy, description: None, max_session_duration: 3600 }.into()
    };
    put(account, (0..EACH).map(role).collect());
}

/// What users have of policies about roles, before and after.
type AboutRoles = Vec<[Option<String>; 2]>;

fn about_roles() -> impl Strategy<Value = AboutRoles> {
    let effect = prop_oneof![3 => Just("Allow"), 1 => Just("Deny")];
    let resource = prop_oneof![Just("*"), Just("arn:aws:iam::*:role/*"), Just("arn:aws:iam::*:role/r1"), Just("arn:aws:iam::*:role/r?")];
    let statement = (effect, prop_oneof![Just("sts:*"), Just("sts:AssumeRole"), Just("*")], resource)
        .prop_map(|(effect, action, resource)| json!({"Effect": effect, "Action": action, "Resource": resource}));
    let document = proptest::collection::vec(statement, 1..3)
        .prop_map(|statements| json!({"Version": "2012-10-17", "Statement": statements}).to_string());
    let document = proptest::option::of(document);
    proptest::collection::vec([document.clone(), document], EACH)
}

fn put_about_roles(account: &mut Account, about_roles: &AboutRoles, after: bool, of: impl Fn(usize) -> bool) {
    let each = about_roles.iter().enumerate().filter(|(user, _)| of(*user));
    let documents = each.filter_map(|(user, documents)| Some((user, documents[usize::from(after)].as_ref()?)));
    let policy = |(user, document): (usize, &String)| {
        Entity::from(InlinePolicy { of: id(IdKind::User, user), name: "roles".into(), document: document.as_str().into() })
    };
    put(account, documents.map(policy).collect());
}

/// All users and roles, and as whom each asks.
fn askers(account: &Account) -> Vec<(UniqueId, Asker)> {
    let users = account.users().map(|user| (user.id, Asker::User(user.id)));
    users.chain(account.roles().map(|role| (role.id, account.unnamed_session_of(role.id)))).collect()
}

/// What somebody gains and loses by a change.
fn shifts(before: &Account, after: &Account, of: UniqueId) -> [Vec<Shift>; 3] {
    let difference = difference(before, after, &Progress::default()).unwrap();
    let has = |effect: &&Effect| effect.who.iter().any(|who| who.id == of);
    let effects: Vec<_> = difference.effects.iter().filter(has).collect();
    assert!(effects.len() <= 1);
    effects.first().map_or_else(Default::default, |effect| [effect.gained.clone(), effect.lost.clone(), effect.freed.clone()])
}

/// Three users of a group whose policy has many statements, or those of them for whom this holds; two are trusted by name by a role
/// each. Then the group may do everything.
fn much_granted(is_member: impl Fn(usize) -> bool) -> [Account; 2] {
    let mut account = fresh();
    let (group, own) = (id(IdKind::Group, 0), account.id().as_str().to_owned());
    let of_bucket = |number: usize| {
        let effect = if number == 7 { "Deny" } else { "Allow" };
        json!({"Effect": effect, "Action": "s3:Get*", "Resource": [format!("arn:aws:s3:::b{number}"), format!("arn:aws:s3:::b{number}/*")]})
    };
    let not_first =
        json!({"Effect": "Allow", "Action": "sqs:*", "Resource": "*", "Condition": {"StringNotEquals": {"aws:username": "u0"}}});
    let statements: Vec<Value> = (0..24).map(of_bucket).chain([not_first]).collect();
    let document = json!({"Version": "2012-10-17", "Statement": statements}).to_string();
    let mut entities: Vec<Entity> = vec![
        Group { id: group, name: "all".into(), path: "/".into(), created: now() }.into(),
        InlinePolicy { of: group, name: "much".into(), document: document.as_str().into() }.into(),
    ];
    for number in 0..EACH {
        let user = id(IdKind::User, number);
        entities.push(User { id: user, name: format!("u{number}"), path: "/".into(), created: now() }.into());
        entities.extend(is_member(number).then(|| Membership { user, group }.into()));
        let by = if number == 0 { "root".to_owned() } else { format!("user/u{number}") };
        let principal = json!({"AWS": format!("arn:aws:iam::{own}:{by}")});
        let trust = json!({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}});
        let (id, name, trust_policy) = (id(IdKind::Role, number), format!("r{number}"), trust.to_string().as_str().into());
        let (path, created) = ("/".into(), now());
        entities.push(Role { id, name, path, created, trust_policy, description: None, max_session_duration: 3600 }.into());
    }
    put(&mut account, entities);
    let mut after = account.clone();
    put(&mut after, vec![Attachment { to: group, policy: PolicyKey::aws_managed("AdministratorAccess") }.into()]);
    [account, after]
}

#[test]
fn who_has_the_same_policies_is_told_what_else_lets_in_each() {
    let [before, after] = much_granted(|_| true);
    let exempt_of_roles = |number: usize| {
        let [gained, ..] = shifts(&before, &after, id(IdKind::User, number));
        let exempt = gained.iter().flat_map(|shift| &shift.exempt).flat_map(|exempt| exempt.scope.texts().to_vec());
        exempt.filter(|text| text.contains(":role/")).collect::<BTreeSet<_>>()
    };
    assert_eq!([0, 1, 2].map(|number| exempt_of_roles(number).len()), [0, 1, 1]);
    assert_ne!(exempt_of_roles(1), exempt_of_roles(2));
    for number in 0..EACH {
        let [before_alone, after_alone] = much_granted(|member| member == number);
        let id = id(IdKind::User, number);
        assert_eq!(shifts(&before, &after, id), shifts(&before_alone, &after_alone, id), "u{number}");
        assert_eq!(shifts(&after, &before, id), shifts(&after_alone, &before_alone, id), "u{number}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn each_gains_and_loses_by_a_change_what_it_would_alone(
        (before, after, buckets, keeps_policies) in (scene(), scene(), bucket_policies(), any::<bool>())
    ) {
        let after = if keeps_policies { Scene { policies: before.policies.clone(), ..after } } else { after };
        let [all_before, all_after] = [&before, &after].map(|scene| scene.account(|_| true, &buckets));
        for (id, asker) in askers(&all_before) {
            let [alone_before, alone_after] = [&before, &after].map(|scene| scene.account(|one| one == id, &buckets));
            let (together, alone) = (shifts(&all_before, &all_after, id), shifts(&alone_before, &alone_after, id));
            prop_assert_eq!(together, alone, "{:?}", asker);
        }
    }

    #[test]
    fn each_gains_and_loses_what_it_would_if_the_others_had_no_policies(
        ((policies, parts, changed), buckets, rewritten, about_roles) in
            (parts(), bucket_policies(), proptest::option::of(bucket_policies()), about_roles())
    ) {
        let accounts = |of: &dyn Fn(&Part) -> bool| {
            let some = |parts: &[Part]| parts.iter().filter(|part| of(part)).cloned().collect::<Vec<_>>();
            let mut before = random::account(&policies, &some(&parts));
            put_bucket_policies(&mut before, &buckets);
            put_trusting_roles(&mut before);
            put_about_roles(&mut before, &about_roles, false, |user| of(&Part::Member(user, 0)));
            let mut after = before.clone();
            put_parts(&mut after, &some(&changed));
            put_about_roles(&mut after, &about_roles, true, |user| of(&Part::Member(user, 0)));
            put_bucket_policies(&mut after, rewritten.as_deref().unwrap_or_default());
            [before, after]
        };
        let [all_before, all_after] = accounts(&|_| true);
        for number in 0..EACH {
            let [before, after] = accounts(&|part| part.user().is_none_or(|user| user == number));
            let id = id(IdKind::User, number);
            prop_assert_eq!(shifts(&all_before, &all_after, id), shifts(&before, &after, id), "u{}", number);
        }
    }

    #[test]
    fn each_may_what_it_may_alone((scene, buckets) in (scene(), bucket_policies())) {
        let all = scene.account(|_| true, &buckets);
        let alone: Vec<(Asker, Account)> =
            askers(&all).into_iter().map(|(id, asker)| (asker, scene.account(|one| one == id, &buckets))).collect();
        for (action, resources) in REQUESTS {
            for resource in resources.iter().chain(&["*"]) {
                let (action, resource) = (Action::parse(action).unwrap(), resource.replace("ACCOUNT", all.id().as_str()));
                let resource = Resource::parse(&resource).unwrap();
                let who = |account: &Account| {
                    who_can(account, &action, &resource, &[], Circumstances::with_access_key(now()), &Progress::default()).unwrap()
                };
                let together = who(&all);
                for (asker, account) in &alone {
                    let found = [&together, &who(account)].map(|who| {
                        let grantee = who.grantees.iter().find(|grantee| grantee.askers.contains(asker)).unwrap();
                        (grantee.access.clone(), grantee.breadth.clone(), grantee.decided_by.clone(), grantee.granted_by.clone(), grantee.resource.clone())
                    });
                    prop_assert_eq!(&found[0], &found[1], "{:?} {} {}", asker, action.text(), resource.text());
                }
            }
        }
    }
}
