//! What a change gives and takes on a role, whose trust policy must let in.

use iam_console::access::{CutBy, LetIn, OutsideShift, Progress, Scope, Shift, Whose, difference, what_can};
use iam_console::account::Account;
use iam_console::account::authorization::Asker;
use iam_console::account::entity::{Boundary, Entity, EntityTag, InlinePolicy, PolicyKey, Role, TagHolder};
use iam_console::account::id::{IdKind, UniqueId};
use iam_console::account::operation::*;
use iam_console::policy::actions::ActionId;
use iam_console::policy::decision::Decision;
use iam_console::policy::request::Principal;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::agreement::{CREDENTIALS, decide, touches, users, what_can_agrees};
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

/// The ARN of another account's user tells its name.
#[test]
fn the_name_of_another_accounts_user_is_known() {
    let mut world = world();
    let mut told_where = |name: &str| {
        world.change(trusting(&[lets(&world, "Allow", "root")]));
        let principal = json!({ "AWS": "arn:aws:iam::111122223333:user/partner" });
        let condition = json!({ "StringEquals": { "aws:username": name } });
        let partner = json!({ "Effect": "Allow", "Principal": principal, "Action": ASSUME, "Condition": condition });
        let root = lets(&world, "Allow", "root");
        told(&mut world, trusting(&[root, partner]))
    };
    let gains = told_where("partner");
    assert!(gains[0].starts_with("arn:aws:iam::111122223333:user/partner may gain sts:AssumeRole"), "{gains:?}");
    let nothing = told_where("eve");
    assert!(nothing[0].starts_with("Nobody gains or loses anything"), "{nothing:?}");
}

/// What was allowed under a condition alone is gained for certain without it.
#[test]
fn what_needs_no_external_id_any_more_is_gained_for_certain() {
    let mut world = world();
    let on = format!("{ASSUME} on {}", auditor(&world));
    let mut root = lets(&world, "Allow", "root");
    root["Condition"] = json!({ "StringEquals": { "sts:ExternalId": "x-1" } });
    world.change(trusting(std::slice::from_ref(&root)));
    let hal = lets(&world, "Allow", "user/hal");
    let with = |word: &str| format!("({word} allowed under StringEquals sts:ExternalId x-1)");
    assert_eq!(told(&mut world, trusting(&[root.clone(), hal])), [format!("hal gains {on} {}", with("already"))]);
    assert_eq!(told(&mut world, trusting(std::slice::from_ref(&root))), [format!("hal loses {on} {}", with("still"))]);
    let policy_document = own(&["*".to_owned()]);
    world.change(PutUserPolicy { user_name: "ana".into(), policy_name: "all".into(), policy_document });
    let ana = lets(&world, "Allow", "user/ana");
    assert_eq!(told(&mut world, trusting(&[root, ana])), [format!("ana gains {on} {}", with("already"))]);
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
        let row = rows.iter().find(|row| what.scope(row).is_some_and(Scope::is_everything)).unwrap();
        let gates = what.cuts(row).into_iter().find_map(|cut| if let CutBy::Gates(let_in) = cut.by { Some(let_in) } else { None });
        let is_shut = what.shut().contains(ActionId::named(ASSUME).unwrap());
        assert_eq!(is_shut, gates.as_ref().is_some_and(|let_in| let_in.is_empty()));
        assert_eq!(what.reached().contains(ActionId::named(ASSUME).unwrap()), !is_shut);
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

/// Reads on S3 alone.
const S3_READ: &str = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";

#[test]
fn a_boundary_that_names_no_role_takes_and_gives_back_what_the_trust_policy_lets() {
    let mut world = world();
    let on = format!("{ASSUME} on {}", auditor(&world));
    let root = lets(&world, "Allow", "root");
    world.change(trusting(&[root]));
    let bound = PutUserPermissionsBoundary { user_name: "hal".into(), permissions_boundary: S3_READ.into() };
    assert_eq!(told(&mut world, bound), [format!("hal loses {on}")]);
    assert_eq!(told(&mut world, DeleteUserPermissionsBoundary { user_name: "hal".into() }), [format!("hal gains {on}")]);
}

#[test]
fn what_a_boundary_lets_through_in_part_is_told_by_the_trust_policy() {
    let mut world = world();
    let mfa = json!({ "Bool": { "aws:MultiFactorAuthPresent": "true" } });
    let policy_document = document(&[json!({ "Effect": "Allow", "Action": "*", "Resource": "*", "Condition": mfa })]);
    world.change(CreatePolicy { policy_name: "mfa".into(), policy_document, ..Default::default() });
    let permissions_boundary = format!("arn:aws:iam::{}:policy/mfa", world.account.id());
    world.change(PutUserPolicy { user_name: "ana".into(), policy_name: "all".into(), policy_document: own(&["*".to_owned()]) });
    world.change(PutUserPermissionsBoundary { user_name: "ana".into(), permissions_boundary });
    let [hal, root] = ["user/hal", "root"].map(|who| lets(&world, "Allow", who));
    world.change(trusting(std::slice::from_ref(&hal)));
    for (statements, may) in [(vec![hal.clone(), root], "ana may gain"), (vec![hal], "ana may lose")] {
        let told = told(&mut world, trusting(&statements));
        assert!(told.iter().any(|told| told.starts_with(&format!("{may} {ASSUME}"))), "{told:?}");
    }
}

#[test]
fn tagging_a_session_counts_where_the_trust_policy_lets() {
    let mut world = world();
    let of = |action: &str| json!({ "Effect": "Allow", "Action": action, "Resource": auditor(&world) });
    let policy_document = document(&[of("sts:TagSession")]);
    let mut root = lets(&world, "Allow", "root");
    root["Action"] = json!([ASSUME, "sts:TagSession"]);
    world.change(trusting(&[root]));
    let on = format!("sts:TagSession on {}", auditor(&world));
    let put = PutUserPolicy { user_name: "ana".into(), policy_name: "own".into(), policy_document };
    assert_eq!(told(&mut world, put), [format!("ana gains {on}")]);
    let delete = DeleteUserPolicy { user_name: "ana".into(), policy_name: "own".into() };
    assert_eq!(told(&mut world, delete), [format!("ana loses {on}")]);
}

fn team(value: &str) -> Vec<Tag> {
    vec![Tag { key: "team".into(), value: value.into() }]
}

#[test]
fn a_tag_of_who_asks_gives_what_the_trust_policy_lets() {
    let mut world = world();
    let on = format!("{ASSUME} on {}", auditor(&world));
    let root = lets(&world, "Allow", "root");
    world.change(trusting(&[root]));
    let condition = json!({ "StringEquals": { "aws:PrincipalTag/team": "Auditor" } });
    let asked = json!({ "Effect": "Allow", "Action": ASSUME, "Resource": auditor(&world), "Condition": condition });
    let named = auditor(&world).replace("Auditor", "${aws:PrincipalTag/team}");
    for policy_document in [document(&[asked]), own(&[named])] {
        world.change(PutUserPolicy { user_name: "ana".into(), policy_name: "own".into(), policy_document });
        assert_eq!(told(&mut world, TagUser { user_name: "ana".into(), tags: team("Auditor") }), [format!("ana gains {on}")]);
        let untag = UntagUser { user_name: "ana".into(), tag_keys: vec!["team".into()] };
        assert_eq!(told(&mut world, untag), [format!("ana loses {on}")]);
    }
}

#[test]
fn a_tag_of_the_role_gives_what_its_trust_policy_lets() {
    let mut world = world();
    let on = format!("{ASSUME} on {}", auditor(&world));
    let tagged = json!({ "StringEquals": { "aws:ResourceTag/team": "red" } });
    let policy_document = document(&[json!({ "Effect": "Allow", "Action": "sts:*", "Resource": "*", "Condition": tagged })]);
    world.change(PutUserPolicy { user_name: "ana".into(), policy_name: "own".into(), policy_document });
    let tag = |world: &mut World| told(world, TagRole { role_name: "Auditor".into(), tags: team("red") });
    let untag = UntagRole { role_name: "Auditor".into(), tag_keys: vec!["team".into()] };
    // Named by the role itself, she may whatever its tags.
    assert!(!tag(&mut world).iter().any(|told| told.contains(ASSUME)));
    world.change(untag.clone());
    let root = lets(&world, "Allow", "root");
    world.change(trusting(&[root]));
    let gained = tag(&mut world);
    assert!(gained.iter().any(|told| told.starts_with("ana gains ") && told.contains(&on)), "{gained:?}");
    let lost = told(&mut world, untag);
    assert!(lost.iter().any(|told| told.starts_with("ana loses ") && told.contains(&on)), "{lost:?}");
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
        if let Some(condition) = condition {
            said["Condition"] = condition;
        }
        said
    })
}

/// A service, a provider, an account and a user of it, and a user of whom no policy speaks: each with the way to a role.
fn others(account: &Account) -> [(Asker, &'static str); 4] {
    let idp = format!("arn:aws:iam::{}:saml-provider/idp", account.id());
    let of = |text: &str, way| (Asker::Outsider(Principal::parse(text).unwrap()), way);
    [
        of("ec2.amazonaws.com", ASSUME),
        of(&idp, "sts:AssumeRoleWithSAML"),
        of("arn:aws:iam::111122223333:user/partner", ASSUME),
        of("arn:aws:iam::444455556666:user/stranger", ASSUME),
    ]
}

/// Statements of a role's trust policy; ACCOUNT is the account's id.
fn trust_policy() -> impl Strategy<Value = String> {
    let principal = prop_oneof![
        4 => proptest::sample::select(vec!["arn:aws:iam::ACCOUNT:root", "arn:aws:iam::ACCOUNT:user/u0", "arn:aws:iam::ACCOUNT:user/u1", "*"])
            .prop_map(|named| json!({ "AWS": named })),
        2 => proptest::sample::select(vec!["111122223333", "arn:aws:iam::111122223333:user/partner"])
            .prop_map(|named| json!({ "AWS": named })),
        1 => Just(json!({ "Service": "ec2.amazonaws.com" })),
        1 => Just(json!({ "Federated": "arn:aws:iam::ACCOUNT:saml-provider/idp" })),
    ];
    let way = prop_oneof![3 => Just(None), 1 => Just(Some("sts:AssumeRoleWithSAML"))];
    let statement = (principal, said(), way).prop_map(|(principal, mut said, way)| {
        said["Principal"] = principal;
        if let Some(way) = way {
            said["Action"] = json!(way);
        }
        said
    });
    proptest::collection::vec(statement, 1..4).prop_map(|statements| document(&statements))
}

fn own_policy() -> impl Strategy<Value = String> {
    let on = proptest::sample::select(vec!["*", "arn:aws:iam::*:role/*", "arn:aws:iam::ACCOUNT:role/*", "arn:aws:iam::ACCOUNT:role/r0"]);
    let tagged = prop_oneof![3 => Just(None), 1 => Just(Some("aws:PrincipalTag/team")), 1 => Just(Some("aws:ResourceTag/team"))];
    let statement = (on, said(), tagged).prop_map(|(on, mut said, tagged)| {
        said["Resource"] = json!(on);
        if let Some(key) = tagged {
            said["Condition"]["StringEquals"][key] = json!("red");
        }
        said
    });
    proptest::collection::vec(statement, 1..3).prop_map(|statements| document(&statements))
}

/// Of roles and users each the policy and the tag, and of users the boundary.
#[derive(Clone, Debug)]
struct Scene {
    roles: [String; 2],
    users: [Option<String>; 2],
    bounds: [Option<usize>; 2],
    tags: [bool; 4],
}

fn scene() -> impl Strategy<Value = Scene> {
    let users = [proptest::option::of(own_policy()), proptest::option::of(own_policy())];
    let bound = || prop_oneof![2 => Just(None), 1 => (0..2_usize).prop_map(Some)];
    let all = ([trust_policy(), trust_policy()], users, [bound(), bound()], any::<[bool; 4]>());
    all.prop_map(|(roles, users, bounds, tags)| Scene { roles, users, bounds, tags })
}

/// What bounds users: nothing of roles is in the one, all of them with MFA in the other.
fn bounds() -> [String; 2] {
    let allow = |action: &str| json!({ "Effect": "Allow", "Action": action, "Resource": "*" });
    let mut with_mfa = allow("*");
    with_mfa["Condition"] = json!({ "Bool": { "aws:MultiFactorAuthPresent": "true" } });
    [document(&[allow("s3:*")]), document(&[with_mfa])]
}

impl Scene {
    fn account(&self) -> Account {
        let mut account = account(&bounds(), &[]);
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
            let bound = |by: usize| Boundary {
                of,
                policy: PolicyKey::Customer(UniqueId::derived(IdKind::ManagedPolicy, &format!("ManagedPolicy{by}"))),
            };
            entities.extend(self.bounds[number].map(bound).map(Entity::from));
        }
        let holders = [(IdKind::User, "User0"), (IdKind::User, "User1"), (IdKind::Role, "Role0"), (IdKind::Role, "Role1")];
        for ((kind, name), _) in holders.into_iter().zip(self.tags).filter(|(_, is_tagged)| *is_tagged) {
            let on = TagHolder::Entity(UniqueId::derived(kind, name));
            entities.push(EntityTag { on, key: "team".into(), value: "red".into() }.into());
        }
        put(&mut account, entities);
        account
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn what_users_can_do_with_roles_agrees_with_deciding(scene in scene()) {
        let account = scene.account();
        let roles = ["r0", "r1"].map(|role| format!("arn:aws:iam::{}:role/{role}", account.id()));
        let requests = [ASSUME, "sts:TagSession"].into_iter().flat_map(|action| roles.clone().map(|on| (action, on)));
        what_can_agrees(&account, &requests.collect::<Vec<_>>())?;
    }

    #[test]
    fn what_is_told_of_roles_agrees_with_deciding((before, after, changes) in (scene(), scene(), any::<[bool; 10]>())) {
        let mut then = before.clone();
        for at in 0..2 {
            if changes[at] {
                then.roles[at] = after.roles[at].clone();
            }
            if changes[2 + at] {
                then.users[at] = after.users[at].clone();
            }
            if changes[4 + at] {
                then.bounds[at] = after.bounds[at];
            }
        }
        for at in (0..4).filter(|at| changes[6 + at]) {
            then.tags[at] = after.tags[at];
        }
        let [old, new] = [before.account(), then.account()];
        let difference = difference(&old, &new, &Progress::default()).unwrap();
        for asker in users(&old) {
            let name = old.asker_name(&asker);
            let effects = || difference.effects.iter().filter(|effect| effect.who.iter().any(|who| who.name == name));
            let gained: Vec<_> = effects().flat_map(|effect| &effect.gained).collect();
            let lost: Vec<_> = effects().flat_map(|effect| &effect.lost).collect();
            let id = ActionId::named(ASSUME).unwrap();
            for on in ["r0", "r1"].map(|role| format!("arn:aws:iam::{}:role/{role}", old.id())) {
                for credentials in CREDENTIALS {
                    let may = |account: &Account, asker: &Asker| decide(account, asker, ASSUME, &on, credentials) == Decision::Allowed;
                    let (was, is) = (may(&old, &asker), may(&new, &asker));
                    for (shifts, turned, kept) in [(&gained, !was && is, was || !is), (&lost, was && !is, !was || is)] {
                        let found: Vec<_> = shifts.iter().filter(|shift| touches(shift, id, &on, &name)).collect();
                        prop_assert!(!turned || !found.is_empty(), "{} on {}: not told ({} then {})", name, on, was, is);
                        let surely = found.iter().any(|shift| shift.is_certain && shift.demands.is_empty() && shift.exempt.is_empty());
                        prop_assert!(!surely || !kept, "{} on {}: told though not so ({} then {})", name, on, was, is);
                    }
                }
            }
        }
        for (asker, way) in others(&old) {
            let name = old.asker_name(&asker);
            let is_one = |who: &str| who.ends_with(&name) && !who.contains(" but ");
            let is_of_kind = |who: &str| match who.split(" but ").next().unwrap() {
                "everyone outside the account" => true,
                "any other account" => name.contains(":user/"),
                "any AWS service" => name.ends_with(".amazonaws.com"),
                "account 111122223333" => name.contains("111122223333"),
                _ => false,
            };
            let is_about = |who: &str| is_one(who) || is_of_kind(who);
            let about = || difference.outside.iter().filter(|shift| is_about(&shift.who));
            let id = ActionId::named(way).unwrap();
            for on in ["r0", "r1"].map(|role| format!("arn:aws:iam::{}:role/{role}", old.id())) {
                for credentials in CREDENTIALS {
                    let may = |account: &Account| decide(account, &asker, way, &on, credentials) == Decision::Allowed;
                    let (was, is) = (may(&old), may(&new));
                    let shifts = |of: fn(&OutsideShift) -> &Vec<Shift>| {
                        let all = about().flat_map(move |shift| of(shift).iter().map(move |one| (shift, one)));
                        all.filter(|(_, shift)| touches(shift, id, &on, &name)).collect::<Vec<_>>()
                    };
                    for (found, turned, kept) in
                        [(shifts(|shift| &shift.gained), !was && is, was || !is), (shifts(|shift| &shift.lost), was && !is, !was || is)]
                    {
                        prop_assert!(!turned || !found.is_empty(), "{} on {}: not told ({} then {})", name, on, was, is);
                        let surely = found.iter().any(|(of, shift)| is_one(&of.who) && shift.is_certain && shift.exempt.is_empty());
                        prop_assert!(!surely || !kept, "{} on {}: told though not so ({} then {})", name, on, was, is);
                    }
                }
            }
        }
    }
}

/// A boundary that says the same as a policy does not stand for it.
#[test]
fn what_a_boundary_says_too_is_gained_by_a_policy() {
    let mut world = world();
    let root = lets(&world, "Allow", "root");
    world.change(trusting(&[root]));
    let policy_document = own(&[auditor(&world)]);
    world.change(CreatePolicy { policy_name: "limit".into(), policy_document: policy_document.clone(), ..Default::default() });
    let permissions_boundary = Some(format!("arn:aws:iam::{}:policy/limit", world.account.id()));
    world.change(CreateUser { user_name: "bo".into(), permissions_boundary, ..Default::default() });
    let put = PutUserPolicy { user_name: "bo".into(), policy_name: "own".into(), policy_document };
    assert_eq!(told(&mut world, put), [format!("bo gains {ASSUME} on {}", auditor(&world))]);
    let delete = DeleteUserPolicy { user_name: "bo".into(), policy_name: "own".into() };
    assert_eq!(told(&mut world, delete), [format!("bo loses {ASSUME} on {}", auditor(&world))]);
}

/// One of an account that is left out of what everyone gains is told by itself.
#[test]
fn one_of_an_account_that_is_left_out_is_told() {
    let mut world = world();
    let of = |effect: &str, who: &str| json!({ "Effect": effect, "Principal": { "AWS": who }, "Action": ASSUME });
    let partner = "arn:aws:iam::111122223333:user/partner";
    world.change(trusting(&[of("Allow", "111122223333"), of("Deny", partner)]));
    let told = told(&mut world, trusting(&[of("Allow", "*")]));
    let is_of_everyone = |one: &&String| one.contains("but account 111122223333 may gain");
    assert!(told.iter().any(|one| is_of_everyone(&one)), "{told:?}");
    assert!(told.iter().any(|one| one.starts_with(&format!("{partner} may gain {ASSUME}"))), "{told:?}");
}
