//! Sessions that policies name apart from the others of their role: what a change gives and takes them.

use iam_console::access::{Affected, Difference, NamedSession, Progress, Question, difference, may, who_can};
use iam_console::account::Account;
use iam_console::account::authorization::{Asker, Circumstances};
use iam_console::account::id::UniqueId;
use iam_console::account::operation::*;
use iam_console::policy::decision::Decision;
use iam_console::policy::reach::Pattern;
use iam_console::policy::request::{Action, Resource, Value as ContextValue};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::agreement::shifts_agree;
use super::common::{World, now};

/// Roles W and X, which may read S3 or nothing, and a bucket that lets nobody in by itself.
fn world() -> World {
    let mut world = World::fresh();
    let root = world.account.root_arn();
    for role in ["W", "X"] {
        let statement = json!({ "Effect": "Allow", "Principal": { "AWS": root }, "Action": "sts:AssumeRole" });
        let assume_role_policy_document = json!({ "Version": "2012-10-17", "Statement": statement }).to_string();
        world.change(CreateRole { role_name: role.into(), assume_role_policy_document, ..Default::default() });
    }
    world.change(CreateBucket { bucket: "reports".into(), ..Default::default() });
    world.run(PutPublicAccessBlock { bucket: "reports".into(), ..Default::default() }).unwrap();
    world
}

fn allow(world: &mut World, role: &str, action: &str) {
    let policy_document = json!({ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": action, "Resource": "*" } });
    let policy_document = policy_document.to_string();
    world.change(PutRolePolicy { role_name: role.into(), policy_name: "own".into(), policy_document });
}

/// What is told of a bucket's policy that comes in the place of what there was.
fn told_of_policy(world: &mut World, statements: &Value) -> Vec<String> {
    let policy = json!({ "Version": "2012-10-17", "Statement": statements }).to_string();
    told(world, PutBucketPolicy { bucket: "reports".into(), policy })
}

fn told(world: &mut World, operation: impl Into<Operation>) -> Vec<String> {
    let before = world.account.clone();
    world.run(operation).unwrap();
    difference(&before, &world.account, &Progress::default()).unwrap().told()
}

fn session(world: &World, role: &str, name: &str) -> String {
    format!("arn:aws:sts::{}:assumed-role/{role}/{name}", world.account.id())
}

/// The unique id of a role.
fn id(world: &World, role: &str) -> String {
    world.account.role_named(role).unwrap().id.to_string()
}

fn on_reports(effect: &str, principal: &Value, condition: Option<Value>) -> Value {
    let mut statement = json!({ "Effect": effect, "Principal": principal, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" });
    if let Some(condition) = condition {
        statement["Condition"] = condition;
    }
    statement
}

#[test]
fn a_session_that_a_policy_names_gains_and_loses_by_itself() {
    let mut world = world();
    let bob = json!({ "AWS": session(&world, "W", "bob") });
    let statement = on_reports("Allow", &bob, None);
    assert_eq!(told_of_policy(&mut world, &statement), ["session bob of W gains s3:GetObject on arn:aws:s3:::reports/*"]);
    // What the role may anyway is nothing new to its session.
    allow(&mut world, "W", "s3:GetObject");
    let nothing = on_reports("Deny", &json!({ "AWS": session(&world, "W", "eve") }), None);
    assert_eq!(told_of_policy(&mut world, &nothing), ["session eve of W loses s3:GetObject on arn:aws:s3:::reports/*"]);
    let eve_of_x = on_reports("Allow", &json!({ "AWS": session(&world, "X", "eve") }), None);
    let both = "session eve of W and session eve of X gain s3:GetObject on arn:aws:s3:::reports/*";
    assert_eq!(told_of_policy(&mut world, &eve_of_x), [both]);
}

#[test]
fn whom_the_name_of_the_session_in_a_condition_means_is_told() {
    let mut world = world();
    allow(&mut world, "W", "s3:GetObject");
    let (w, everyone) = (id(&world, "W"), json!("*"));
    let when = |operator: &str, text: &str| Some(json!({ operator: { "aws:userid": text } }));
    for (condition, expected) in [
        (when("StringEquals", &format!("{w}:bob")), "session bob of W loses s3:GetObject on arn:aws:s3:::reports/*"),
        (when("StringLike", "*:bob"), "session bob of W loses s3:GetObject on arn:aws:s3:::reports/*"),
        (when("StringLike", &format!("{w}:ops-*")), "sessions ops-* of W lose s3:GetObject on arn:aws:s3:::reports/*"),
        (when("StringLike", &format!("{w}:*")), "W loses s3:GetObject on arn:aws:s3:::reports/*"),
    ] {
        let empty = json!({ "Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::reports/*" });
        told_of_policy(&mut world, &empty);
        let told = told_of_policy(&mut world, &json!([empty, on_reports("Deny", &everyone, condition.clone())]));
        assert_eq!(told.iter().filter(|told| told.contains('W')).collect::<Vec<_>>(), [expected], "{condition:?}: {told:?}");
    }
    // Nobody of another account has the id of this account's role.
    world.run(DeleteBucketPolicy { bucket: "reports".into() }).unwrap();
    let lets_in = on_reports("Allow", &everyone, when("StringLike", &format!("{w}:ops-*")));
    let told = told_of_policy(&mut world, &lets_in);
    assert!(!told.iter().any(|told| told.contains("account")), "{told:?}");
    // All but one: the one keeps what the others lose.
    let condition = when("StringNotEquals", &format!("{w}:bob"));
    world.run(DeleteBucketPolicy { bucket: "reports".into() }).unwrap();
    let told = told_of_policy(&mut world, &on_reports("Deny", &everyone, condition));
    assert!(told.contains(&"W loses s3:GetObject on arn:aws:s3:::reports/*".to_owned()), "{told:?}");
    assert!(told.contains(&"Nothing changes for session bob of W".to_owned()), "{told:?}");
}

#[test]
fn the_role_who_gains_is_told_without_the_session_that_a_bucket_keeps_out() {
    let mut world = world();
    let bob = json!({ "AWS": session(&world, "W", "bob") });
    let statement = on_reports("Deny", &bob, None);
    told_of_policy(&mut world, &statement);
    let policy_document =
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*"}}"#;
    let put = PutRolePolicy { role_name: "W".into(), policy_name: "own".into(), policy_document: policy_document.into() };
    assert_eq!(told(&mut world, put), ["W gains s3:GetObject on arn:aws:s3:::reports/*", "Nothing changes for session bob of W"]);
}

/// Who might read a report, or what a pattern covers: each by its name, and as what.
fn who_can_read(world: &World, resource: &str) -> Vec<(String, &'static str)> {
    let (action, resource) = (Action::parse("s3:GetObject").unwrap(), Resource::parse(resource).unwrap());
    let circumstances = Circumstances::with_access_key(now());
    let who = who_can(&world.account, &action, &resource, &[], circumstances, &Progress::default()).unwrap();
    let role = |asker: &Asker| world.account.asker_name(asker).trim_start_matches("role ").to_owned();
    let name = |session: Option<&NamedSession>, asker: &Asker| {
        session.map_or_else(|| world.account.asker_name(asker), |session| session.in_words(&role(asker)))
    };
    let rows = who.grantees.iter().flat_map(|group| {
        let session = group.session.as_ref();
        group.askers.iter().map(move |asker| (name(session, asker), group.label()))
    });
    rows.filter(|(name, _)| name != "root user").collect()
}

#[test]
fn who_can_asks_the_sessions_that_are_named() {
    let mut world = world();
    allow(&mut world, "X", "s3:GetObject");
    let (w, federated) = (id(&world, "W"), format!("arn:aws:sts::{}:federated-user/ann", world.account.id()));
    let statements = [
        on_reports("Allow", &json!({ "AWS": [session(&world, "W", "bob"), federated.clone()] }), None),
        on_reports("Deny", &json!({ "AWS": session(&world, "X", "eve") }), None),
        on_reports("Allow", &json!("*"), Some(json!({ "StringLike": { "aws:userid": format!("{w}:ops-*") } }))),
    ];
    told_of_policy(&mut world, &json!(statements));
    for (resource, label) in [("arn:aws:s3:::reports/q1", "allowed"), ("arn:aws:s3:::reports/*", "all of it")] {
        let told = who_can_read(&world, resource);
        let of = |name: &str| told.iter().find(|(other, _)| other == name).map(|(_, label)| *label);
        assert_eq!(of("session bob of W"), Some(label), "{told:?}");
        assert_eq!(of("sessions ops-* of W"), Some(label), "{told:?}");
        assert_eq!(of(&federated), Some(label), "{told:?}");
        assert_eq!(of("role X"), Some(label), "{told:?}");
        assert_eq!(of("session eve of X"), Some("explicitly denied"), "{told:?}");
        assert_eq!(of("role W"), Some("not allowed"), "{told:?}");
    }
}

#[test]
fn a_federated_user_may_gain_and_lose() {
    let mut world = world();
    let ann = json!({ "AWS": format!("arn:aws:sts::{}:federated-user/ann", world.account.id()) });
    let [allowed, denied] = ["Allow", "Deny"].map(|effect| on_reports(effect, &ann, None));
    let on = "s3:GetObject on arn:aws:s3:::reports/*";
    for (statement, expected) in [
        (&allowed, format!("the federated user ann may gain {on}")),
        (&denied, format!("the federated user ann may lose {on}")),
        (&allowed, format!("the federated user ann may gain {on}")),
    ] {
        assert_eq!(told_of_policy(&mut world, statement), [expected]);
    }
    assert_eq!(told(&mut world, DeleteBucketPolicy { bucket: "reports".into() }), [format!("the federated user ann may lose {on}")]);
}

/// Lets the role be assumed with tags.
fn let_tags_be_passed(world: &mut World, role: &str) {
    let statement =
        json!({ "Effect": "Allow", "Principal": { "AWS": world.account.root_arn() }, "Action": ["sts:AssumeRole", "sts:TagSession"] });
    let policy_document = json!({ "Version": "2012-10-17", "Statement": statement }).to_string();
    world.change(UpdateAssumeRolePolicy { role_name: role.into(), policy_document });
}

#[test]
fn sessions_have_tags_that_their_role_has_not_where_its_trust_policy_lets_them_be_passed() {
    let mut world = world();
    let_tags_be_passed(&mut world, "W");
    for role in ["W", "X"] {
        allow(&mut world, role, "s3:GetObject");
    }
    let red = Some(json!({ "StringEquals": { "aws:PrincipalTag/team": "red" } }));
    let statement = on_reports("Deny", &json!("*"), red);
    let told = told_of_policy(&mut world, &statement);
    let of = |role: char| told.iter().filter(|told| told.contains(role)).collect::<Vec<_>>();
    assert_eq!(of('W'), ["W may lose s3:GetObject on arn:aws:s3:::reports/*, where StringEquals aws:PrincipalTag/team red"], "{told:?}");
    assert!(of('X').is_empty(), "{told:?}");
    let label = |role: &str| {
        let told = who_can_read(&world, "arn:aws:s3:::reports/q1");
        told.into_iter().find(|(name, _)| name == &format!("role {role}")).map(|(_, label)| label)
    };
    assert_eq!([label("W"), label("X")], [Some("allowed now"), Some("allowed")]);
}

const TRUST: [&str; 2] = [r#""sts:AssumeRole""#, r#"["sts:AssumeRole","sts:TagSession"]"#];

/// A statement of the bucket's policy, or of the role's own; ACCOUNT and ROLE are their ids.
fn statement(is_of_bucket: bool) -> impl Strategy<Value = Value> {
    let effect = prop_oneof![3 => Just("Allow"), 2 => Just("Deny")];
    let actions = proptest::sample::subsequence(vec!["s3:GetObject", "s3:PutObject", "s3:*"], 1..=2);
    let resources = proptest::sample::subsequence(vec!["arn:aws:s3:::reports/q1", "arn:aws:s3:::reports/*"], 1..=2);
    let session = |name: &str| format!("arn:aws:sts::ACCOUNT:assumed-role/W/{name}");
    let principals = vec![
        json!("*"),
        json!({ "AWS": "arn:aws:iam::ACCOUNT:root" }),
        json!({ "AWS": "arn:aws:iam::ACCOUNT:role/W" }),
        json!({ "AWS": session("bob") }),
        json!({ "AWS": [session("bob"), session("eve")] }),
    ];
    let conditions = vec![
        Value::Null,
        json!({ "StringEquals": { "aws:userid": "ROLE:bob" } }),
        json!({ "StringLike": { "aws:userid": ["*:eve", "AIDAEXAMPLE"] } }),
        json!({ "StringLike": { "aws:userid": "ROLE:*" } }),
        json!({ "StringNotEquals": { "aws:userid": "ROLE:bob" } }),
        json!({ "StringNotLike": { "aws:userid": ["ROLE:b*", "ROLE:eve"] } }),
        json!({ "StringLike": { "aws:userid": ["ROLE:*b", "ROLE:s*"] } }),
        json!({ "StringNotLike": { "aws:userid": "*b" } }),
        json!({ "StringLike": { "aws:userid": "*:b?b" } }),
        json!({ "StringEquals": { "aws:PrincipalTag/team": "red" } }),
        json!({ "StringNotEquals": { "aws:PrincipalTag/team": "red" } }),
    ];
    let (principals, conditions) = (proptest::sample::select(principals), proptest::sample::select(conditions));
    (effect, actions, resources, principals, conditions, any::<bool>()).prop_map(
        move |(effect, actions, resources, principals, condition, is_negated)| {
            let mut statement = json!({ "Effect": effect, "Action": actions, "Resource": resources });
            if is_of_bucket {
                let is_negated = is_negated && effect == "Deny" && principals != json!("*");
                statement[if is_negated { "NotPrincipal" } else { "Principal" }] = principals;
            }
            if condition != Value::Null {
                statement["Condition"] = condition;
            }
            statement
        },
    )
}

fn statements(is_of_bucket: bool) -> impl Strategy<Value = Vec<Value>> {
    proptest::collection::vec(statement(is_of_bucket), 1..4)
}

/// What is put into the place of what there was.
fn set(world: &mut World, own: &[Value], bucket: &[Value]) {
    let (account, role) = (world.account.id().to_string(), id(world, "W"));
    let document = |statements: &[Value]| {
        let text = json!({ "Version": "2012-10-17", "Statement": statements }).to_string();
        text.replace("ACCOUNT", &account).replace("ROLE", &role)
    };
    world.run(PutRolePolicy { role_name: "W".into(), policy_name: "own".into(), policy_document: document(own) }).unwrap();
    world.run(PutBucketPolicy { bucket: "reports".into(), policy: document(bucket) }).unwrap();
}

/// Whether a session may, with the tag that it was given or none.
fn may_in(account: &Account, asker: &Asker, (action, resource): (&str, &str), tag: Option<&str>) -> bool {
    let given = tag.map(|tag| ("aws:PrincipalTag/team".to_owned(), ContextValue::Single(tag.to_owned())));
    let question = Question {
        asker: asker.clone(),
        action: Action::parse(action).unwrap(),
        resource: Resource::parse(resource).unwrap(),
        given: given.into_iter().collect(),
        circumstances: Circumstances::with_access_key(now()),
    };
    may(account, &question).unwrap().explanation.decision == Decision::Allowed
}

/// Who is told of that a session is one of: those of whom nobody else is told who are fewer.
fn told_as<'a>(difference: &'a Difference, role: UniqueId, name: &str) -> Option<&'a Affected> {
    let pattern = |text: &str| Pattern::of_resource(text);
    let is_one = |who: &&Affected| {
        let session = who.session.as_ref().filter(|session| session.role == role);
        session.is_some_and(|session| session.names.iter().all(|of| pattern(of).covers(&pattern(name))))
    };
    let told: Vec<&Affected> = difference.effects.iter().flat_map(|effect| &effect.who).chain(&difference.spared).filter(is_one).collect();
    let covers =
        |one: &Affected, other: &Affected| one.session.as_ref().zip(other.session.as_ref()).is_some_and(|(one, other)| one.covers(other));
    told.iter().find(|one| !told.iter().any(|other| covers(one, other))).copied()
}

/// Of whom patterns of names mean together something else is told than of those of each.
#[test]
fn sessions_that_several_patterns_mean_are_told_by_themselves() {
    let mut world = world();
    let (w, everyone, what) = (id(&world, "W"), json!("*"), "s3:GetObject on arn:aws:s3:::reports/*");
    let when = |operator: &str, text: &str| Some(json!({ operator: { "aws:userid": format!("{w}:{text}") } }));
    let allow = on_reports("Allow", &everyone, when("StringLike", "b*"));
    let deny = on_reports("Deny", &everyone, when("StringLike", "*b"));
    assert_eq!(
        told_of_policy(&mut world, &json!([allow, deny])),
        [format!("sessions b* of W gain {what}"), "Nothing changes for sessions of W that match both *b and b*".to_owned()]
    );
    let told = who_can_read(&world, "arn:aws:s3:::reports/q1");
    let of = |name: &str| told.iter().find(|(other, _)| other == name).map(|(_, label)| *label);
    assert_eq!(of("sessions b* of W"), Some("allowed"));
    assert_eq!(of("sessions of W that match both *b and b*"), Some("explicitly denied"));
    // A pattern means no session that it does not: not that which stands for those that nothing names.
    world.run(DeleteBucketPolicy { bucket: "reports".into() }).unwrap();
    let allow = on_reports("Allow", &everyone, when("StringLike", "s*"));
    assert_eq!(told_of_policy(&mut world, &allow), [format!("sessions s* of W gain {what}")]);
}

#[test]
fn combinations_that_are_too_many_are_said_to_be() {
    let mut world = world();
    let w = id(&world, "W");
    let names: Vec<String> = ('a'..='z').map(|letter| format!("{w}:*{letter}*")).collect();
    let statements = on_reports("Allow", &json!("*"), Some(json!({ "StringLike": { "aws:userid": names } })));
    let told = told_of_policy(&mut world, &statements);
    let more = "More sessions that policies name may gain or lose something: too many to tell of each";
    assert!(told.contains(&more.to_owned()), "{told:?}");
}

/// Whom a role's own policies alone name is told of for certain, and so are the others.
#[test]
fn sessions_that_only_the_roles_own_policies_name_are_told_by_themselves() {
    let mut world = world();
    let on = "s3:GetObject on arn:aws:s3:::reports/*";
    let (w, everyone) = (id(&world, "W"), json!("*"));
    let own = |world: &mut World, effect: &str, operator: &str, text: &str| {
        let condition = json!({ operator: { "aws:userid": text } });
        let mut statement = json!({ "Effect": effect, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" });
        statement["Condition"] = condition;
        let policy_document = json!({ "Version": "2012-10-17", "Statement": statement }).to_string();
        told(world, PutRolePolicy { role_name: "W".into(), policy_name: "own".into(), policy_document })
    };
    assert_eq!(own(&mut world, "Allow", "StringLike", &format!("{w}:ops-*")), [format!("sessions ops-* of W gain {on}")]);
    for (resource, label) in [("arn:aws:s3:::reports/q1", "allowed"), ("arn:aws:s3:::reports/*", "all of it")] {
        let told = who_can_read(&world, resource);
        let of = |name: &str| told.iter().find(|(other, _)| other == name).map(|(_, label)| *label);
        assert_eq!([of("sessions ops-* of W"), of("role W")], [Some(label), Some("not allowed")], "{told:?}");
    }
    // What changes may be a resource's policy.
    let deny = on_reports("Deny", &everyone, None);
    let lost = told_of_policy(&mut world, &deny);
    assert!(lost.contains(&format!("sessions ops-* of W lose {on}")) && !lost.iter().any(|told| told.starts_with("W ")), "{lost:?}");
    world.run(DeleteBucketPolicy { bucket: "reports".into() }).unwrap();
    assert_eq!(
        own(&mut world, "Allow", "StringNotEquals", &format!("{w}:bob")),
        [format!("W gains {on}"), "Nothing changes for session bob of W and sessions ops-* of W".to_owned()]
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn what_sessions_are_told_is_what_is_decided(
        (own, own_then, bucket, bucket_then, trust) in
            (statements(false), proptest::option::of(statements(false)), statements(true), statements(true), 0..TRUST.len())
    ) {
        let mut world = world();
        let statement = format!(r#"{{"Effect":"Allow","Principal":{{"AWS":"{}"}},"Action":{}}}"#, world.account.root_arn(), TRUST[trust]);
        let policy_document = format!(r#"{{"Version":"2012-10-17","Statement":{statement}}}"#);
        world.run(UpdateAssumeRolePolicy { role_name: "W".into(), policy_document }).unwrap();
        set(&mut world, &own, &bucket);
        let before = world.account.clone();
        set(&mut world, own_then.as_ref().unwrap_or(&own), &bucket_then);
        let role = before.role_named("W").unwrap().id;
        let difference = difference(&before, &world.account, &Progress::default()).unwrap();
        for session in ["bob", "eve", "bo", "zed", "bub", "beeb", "rob", "session", "sob", "xx"] {
            let name = told_as(&difference, role, session).map_or("W", |who| &who.name);
            let of = |name: &str| difference.effects.iter().find(|effect| effect.who.iter().any(|who| who.name == name));
            let [gained, lost] = of(name).map_or([&[][..], &[]], |effect| [&effect.gained, &effect.lost]);
            let asker = Asker::RoleSession { role, session: session.to_owned() };
            for (action, resource) in ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"].into_iter().flat_map(|action| {
                ["arn:aws:s3:::reports/q1", "arn:aws:s3:::reports/q2", "arn:aws:s3:::other/q1"].map(|resource| (action, resource))
            }) {
                for tag in [None, Some("red"), Some("blue")].into_iter().take(if trust == 0 { 1 } else { 3 }) {
                    let turns = [&before, &world.account].map(|account| may_in(account, &asker, (action, resource), tag));
                    let agrees = shifts_agree([gained, lost], (name, action, resource), turns);
                    prop_assert!(agrees.is_ok(), "{} with {:?}: {:?} {:#?}", session, tag, agrees, difference.told());
                }
            }
        }
    }
}
