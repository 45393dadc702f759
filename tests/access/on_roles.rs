//! What a change gives and takes on a role, whose trust policy must let in.

use iam_console::access::{CutBy, LetIn, Progress, Whose, difference, what_can};
use iam_console::account::Account;
use iam_console::account::authorization::Asker;
use iam_console::account::entity::{Entity, InlinePolicy, Role};
use iam_console::account::id::{IdKind, UniqueId};
use iam_console::account::operation::*;
use iam_console::policy::actions::ActionId;
use iam_console::policy::decision::Decision;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::agreement::{CREDENTIALS, decide, touches, users};
use super::common::{World, now};
use super::random::{account, put};

const ASSUME: &str = "sts:AssumeRole";

fn document(statements: &[Value]) -> String {
    json!({ "Version": "2012-10-17", "Statement": statements }).to_string()
}

/// The users ana and hal, of whom hal may assume Auditor by a policy of his own; and the role, which trusts both by name.
fn world() -> World {
    let mut world = World::fresh();
    for name in ["ana", "hal"] {
        world.change(CreateUser { user_name: name.into(), ..Default::default() });
    }
    let assume_role_policy_document = document(&[lets(&world, "Allow", "user/ana"), lets(&world, "Allow", "user/hal")]);
    world.change(CreateRole { role_name: "Auditor".into(), assume_role_policy_document, ..Default::default() });
    let policy_document = own(&[auditor(&world)]);
    world.change(PutUserPolicy { user_name: "hal".into(), policy_name: "own".into(), policy_document });
    world
}

fn auditor(world: &World) -> String {
    format!("arn:aws:iam::{}:role/Auditor", world.account.id())
}

fn lets(world: &World, effect: &str, who: &str) -> Value {
    json!({ "Effect": effect, "Principal": { "AWS": format!("arn:aws:iam::{}:{who}", world.account.id()) }, "Action": ASSUME })
}

fn own(on: &[String]) -> String {
    document(&[json!({ "Effect": "Allow", "Action": ASSUME, "Resource": on })])
}

fn told(world: &mut World, operation: impl Into<Operation>) -> Vec<String> {
    let before = world.account.clone();
    world.change(operation);
    difference(&before, &world.account, &Progress::default()).unwrap().told()
}

fn trusting(statements: &[Value]) -> UpdateAssumeRolePolicy {
    UpdateAssumeRolePolicy { role_name: "Auditor".into(), policy_document: document(statements) }
}

#[test]
fn another_trust_policy_is_told_by_who_may_assume_the_role_then() {
    let mut world = world();
    let on = format!("{ASSUME} on {}", auditor(&world));
    let [ana, hal, root] = ["user/ana", "user/hal", "root"].map(|who| lets(&world, "Allow", who));
    assert_eq!(told(&mut world, trusting(std::slice::from_ref(&root))), [format!("ana loses {on}")]);
    assert_eq!(told(&mut world, trusting(&[root.clone(), ana.clone()])), [format!("ana gains {on}")]);
    let denied = json!({ "Effect": "Deny", "Principal": { "AWS": "*" }, "Action": "sts:*",
        "Condition": { "StringEquals": { "aws:username": "ana" } } });
    let kept_out = told(&mut world, trusting(&[root, ana, denied]));
    assert!(kept_out.iter().any(|told| told.starts_with(&format!("ana loses {ASSUME}"))), "{kept_out:?}");
    // Who may by a policy of one's own and who is named, may as before.
    let nothing = told(&mut world, trusting(std::slice::from_ref(&hal)));
    assert!(!nothing.iter().any(|told| told.starts_with("hal")), "{nothing:?}");
}

#[test]
fn a_policy_about_assuming_counts_where_the_trust_policy_lets_in() {
    let mut world = world();
    let on = format!("{ASSUME} on {}", auditor(&world));
    let root = lets(&world, "Allow", "root");
    let policy_document = own(&[auditor(&world)]);
    let put = || PutUserPolicy { user_name: "ana".into(), policy_name: "own".into(), policy_document: policy_document.clone() };
    let delete = || DeleteUserPolicy { user_name: "ana".into(), policy_name: "own".into() };
    // Who is trusted by name may assume it anyway.
    let nothing = told(&mut world, put());
    assert!(nothing[0].starts_with("Nobody gains or loses anything"), "{nothing:?}");
    world.change(delete());
    world.change(trusting(std::slice::from_ref(&root)));
    assert_eq!(told(&mut world, put()), [format!("ana gains {on}")]);
    assert_eq!(told(&mut world, delete()), [format!("ana loses {on}")]);
    world.change(trusting(&[lets(&world, "Allow", "user/hal")]));
    let nothing = told(&mut world, put());
    assert!(nothing[0].contains("the role's trust policy or the key's policy has to let ana do it as well"), "{nothing:?}");
}

#[test]
fn several_roles_are_told_in_one() {
    let mut world = world();
    let root = document(&[lets(&world, "Allow", "root")]);
    for role_name in ["R1", "R2"] {
        world.change(CreateRole { role_name: role_name.into(), assume_role_policy_document: root.clone(), ..Default::default() });
    }
    let roles = ["R1", "R2"].map(|role| format!("arn:aws:iam::{}:role/{role}", world.account.id()));
    let put = PutUserPolicy { user_name: "ana".into(), policy_name: "own".into(), policy_document: own(&roles) };
    assert_eq!(told(&mut world, put), [format!("ana gains {ASSUME} on {} and {}", roles[0], roles[1])]);
}

#[test]
fn what_can_tells_whom_trust_policies_let_in() {
    let mut world = world();
    let put = |user: &str| PutUserPolicy { user_name: user.into(), policy_name: "all".into(), policy_document: own(&["*".to_owned()]) };
    world.change(trusting(&[lets(&world, "Allow", "user/hal")]));
    world.change(CreateUser { user_name: "gus".into(), ..Default::default() });
    world.change(put("gus"));
    let gates = |world: &World| {
        let asker = world.account.asker_named("user/gus").unwrap();
        let what = what_can(&world.account, &Whose::Asker(asker), &Progress::default()).unwrap();
        let rows = what.rows();
        let row = rows.iter().find(|row| what.scope(row).is_some_and(|scope| scope.is_everything())).unwrap();
        let gates = what.cuts(row).into_iter().find_map(|cut| if let CutBy::Gates(let_in) = cut.by { Some(let_in) } else { None });
        assert_eq!((row.is_cut, what.is_whole(row, ActionId::named(ASSUME).unwrap())), (gates.is_some(), gates.is_none()));
        let texts = |let_in: &LetIn| (let_in.scope.texts().to_vec(), let_in.demands.len());
        gates.map(|gates| gates.iter().map(texts).collect::<Vec<_>>())
    };
    assert_eq!(gates(&world), Some(Vec::new()));
    let mut with_mfa = lets(&world, "Allow", "root");
    with_mfa["Condition"] = json!({ "Bool": { "aws:MultiFactorAuthPresent": "true" } });
    world.change(trusting(&[with_mfa]));
    assert_eq!(gates(&world), Some(vec![(vec![auditor(&world)], 1)]), "the condition is kept");
    world.change(trusting(&[lets(&world, "Allow", "root")]));
    assert_eq!(gates(&world), None, "the only role lets in all of it");
    let assume_role_policy_document = document(&[lets(&world, "Allow", "user/hal")]);
    world.change(CreateRole { role_name: "Closed".into(), assume_role_policy_document, ..Default::default() });
    assert_eq!(gates(&world), Some(vec![(vec![auditor(&world)], 0)]));
}

fn with_condition() -> impl Strategy<Value = Option<Value>> {
    prop_oneof![
        4 => Just(None),
        1 => Just(Some(json!({ "Bool": { "aws:MultiFactorAuthPresent": "true" } }))),
        1 => Just(Some(json!({ "StringEquals": { "aws:username": "u0" } }))),
    ]
}

fn said() -> impl Strategy<Value = Value> {
    let effect = prop_oneof![4 => Just("Allow"), 1 => Just("Deny")];
    let actions = proptest::sample::select(vec![ASSUME, "sts:*", "sts:TagSession"]);
    (effect, actions, with_condition()).prop_map(|(effect, action, condition)| {
        let mut said = json!({ "Effect": effect, "Action": action });
        condition.into_iter().for_each(|condition| said["Condition"] = condition);
        said
    })
}

/// Statements of a role's trust policy; ACCOUNT is the account's id.
fn trust_policy() -> impl Strategy<Value = String> {
    let principal =
        proptest::sample::select(vec!["arn:aws:iam::ACCOUNT:root", "arn:aws:iam::ACCOUNT:user/u0", "arn:aws:iam::ACCOUNT:user/u1", "*"]);
    let statement = (principal, said()).prop_map(|(principal, mut said)| {
        said["Principal"] = json!({ "AWS": principal });
        said
    });
    proptest::collection::vec(statement, 1..4).prop_map(|statements| document(&statements))
}

fn own_policy() -> impl Strategy<Value = String> {
    let on = proptest::sample::select(vec!["*", "arn:aws:iam::*:role/*", "arn:aws:iam::ACCOUNT:role/*", "arn:aws:iam::ACCOUNT:role/r0"]);
    let statement = (on, said()).prop_map(|(on, mut said)| {
        said["Resource"] = json!(on);
        said
    });
    proptest::collection::vec(statement, 1..3).prop_map(|statements| document(&statements))
}

/// Of roles and users each the policy.
#[derive(Clone, Debug)]
struct Scene {
    roles: [String; 2],
    users: [Option<String>; 2],
}

fn scene() -> impl Strategy<Value = Scene> {
    let users = [proptest::option::of(own_policy()), proptest::option::of(own_policy())];
    ([trust_policy(), trust_policy()], users).prop_map(|(roles, users)| Scene { roles, users })
}

impl Scene {
    fn account(&self) -> Account {
        let mut account = account(&[document(&[]), document(&[])], &[]);
        let own = account.id().to_string();
        let mut entities: Vec<Entity> = Vec::new();
        for (number, policy) in self.roles.iter().enumerate() {
            let (id, name) = (UniqueId::derived(IdKind::Role, &format!("Role{number}")), format!("r{number}"));
            let trust_policy = policy.replace("ACCOUNT", &own).as_str().into();
            entities.push(
                Role { id, name, path: "/".into(), created: now(), trust_policy, description: None, max_session_duration: 3600 }.into(),
            );
        }
        for (number, policy) in self.users.iter().enumerate() {
            let of = UniqueId::derived(IdKind::User, &format!("User{number}"));
            let inline =
                |policy: &String| InlinePolicy { of, name: "own".into(), document: policy.replace("ACCOUNT", &own).as_str().into() };
            entities.extend(policy.iter().map(inline).map(Entity::from));
        }
        put(&mut account, entities);
        account
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn what_is_told_of_roles_agrees_with_deciding((before, after, changes) in (scene(), scene(), any::<[bool; 4]>())) {
        let mut then = before.clone();
        for at in 0..2 {
            if changes[at] {
                then.roles[at] = after.roles[at].clone();
            }
            if changes[2 + at] {
                then.users[at] = after.users[at].clone();
            }
        }
        let [old, new] = [before.account(), then.account()];
        let difference = difference(&old, &new, &Progress::default()).unwrap();
        for asker in users(&old) {
            let name = old.asker_name(&asker);
            let effect = difference.effects.iter().find(|effect| effect.who.iter().any(|who| who.name == name));
            let (gained, lost) = effect.map_or((&[][..], &[][..]), |effect| (&effect.gained, &effect.lost));
            let id = ActionId::named(ASSUME).unwrap();
            for on in ["r0", "r1"].map(|role| format!("arn:aws:iam::{}:role/{role}", old.id())) {
                for credentials in CREDENTIALS {
                    let may = |account: &Account, asker: &Asker| decide(account, asker, ASSUME, &on, credentials) == Decision::Allowed;
                    let (was, is) = (may(&old, &asker), may(&new, &asker));
                    for (shifts, turned, kept) in [(gained, !was && is, was || !is), (lost, was && !is, !was || is)] {
                        let found: Vec<_> = shifts.iter().filter(|shift| touches(shift, id, &on, &name)).collect();
                        prop_assert!(!turned || !found.is_empty(), "{} on {}: not told ({} then {})", name, on, was, is);
                        let surely = found.iter().any(|shift| shift.is_certain && shift.demands.is_empty() && shift.exempt.is_empty());
                        prop_assert!(!surely || !kept, "{} on {}: told though not so ({} then {})", name, on, was, is);
                    }
                }
            }
        }
    }
}
