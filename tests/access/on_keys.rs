//! What a change gives and takes on a KMS key, whose own policy must let in.

use iam_console::access::{Cut, CutBy, Progress, Question, Whose, decided_on, difference, may, what_can};
use iam_console::account::Account;
use iam_console::account::authorization::{Asker, Circumstances};
use iam_console::account::entity::{Entity, InlinePolicy, KmsKey, PolicyOn, ResourceKind};
use iam_console::account::id::{IdKind, UniqueId};
use iam_console::account::operation::*;
use iam_console::policy::actions::ActionId;
use iam_console::policy::decision::Decision;
use iam_console::policy::request::{Action, Resource};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::agreement::{CREDENTIALS, decide, touches, users, what_can_agrees};
use super::common::{World, now};
use super::random::{account, put};

/// An account with a key, whose policy keeps all but some of its actions from the account.
struct Keys {
    world: World,
    key: String,
    arn: String,
}

impl Keys {
    fn new() -> Self {
        let mut world = World::fresh();
        for name in ["gus", "hal"] {
            world.change(CreateUser { user_name: name.into(), ..Default::default() });
        }
        let all = json!({ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "kms:*", "Resource": "*" } });
        world.change(PutUserPolicy { user_name: "gus".into(), policy_name: "all".into(), policy_document: all.to_string() });
        world.run(CreateKey::default()).unwrap();
        let key = world.account.resources(ResourceKind::Key).find_map(Entity::resource).unwrap();
        let (key, arn) = (key.name.clone(), world.account.resource_arn(&key));
        let mut keys = Self { world, key, arn };
        keys.put(&[]);
        keys
    }

    fn put(&mut self, statements: &[Value]) -> Vec<String> {
        let before = self.world.account.clone();
        // Who writes it must be let write it again.
        let root = ["kms:Describe*", "kms:Put*"].map(|action| self.allow("root", action));
        let statements: Vec<&Value> = root.iter().chain(statements).collect();
        let policy = json!({ "Version": "2012-10-17", "Statement": statements }).to_string();
        let bypass_policy_lockout_safety_check = Some(true);
        self.world
            .run(PutKeyPolicy { key_id: self.key.clone(), policy, bypass_policy_lockout_safety_check, ..Default::default() })
            .unwrap();
        difference(&before, &self.world.account, &Progress::default()).unwrap().sentences()
    }

    fn allow(&self, who: &str, action: &str) -> Value {
        let principal = format!("arn:aws:iam::{}:{who}", self.world.account.id());
        json!({ "Effect": "Allow", "Principal": { "AWS": principal }, "Action": action, "Resource": "*" })
    }
}

/// Whose account it is that asks KMS is known of everyone.
#[test]
fn whose_account_asks_is_decided() {
    let mut keys = Keys::new();
    let own = keys.world.account.id().to_string();
    let on = format!("kms:Decrypt on {}", keys.arn);
    let of = |effect: &str, operator: &str, account: &str| json!({ "Effect": effect, "Principal": { "AWS": "*" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { operator: { "kms:CallerAccount": account } } });
    let told = keys.put(&[of("Allow", "StringEquals", &own)]);
    assert_eq!(told, [format!("gus and hal gain {on}"), format!("the root user gains {on}")]);
    let denied = keys.put(&[of("Allow", "StringEquals", &own), of("Deny", "StringNotEquals", &own)]);
    assert_eq!(denied, [""; 0]);
    let other = keys.put(&[of("Allow", "StringEquals", "111122223333")]);
    assert!(
        other.contains(&format!("account 111122223333 may gain {on}"))
            || other.iter().any(|told| told.starts_with("any other account may gain")),
        "{other:?}"
    );
}

/// What another account's key lets nobody knows, but never under a condition that who asks does not meet.
#[test]
fn what_nobody_meets_is_not_told_of_keys_elsewhere() {
    let mut keys = Keys::new();
    let own = keys.world.account.id().to_string();
    let mut told = |account: &str| {
        let condition = json!({ "StringEquals": { "kms:CallerAccount": account } });
        let statement = json!({ "Effect": "Allow", "Action": "kms:Encrypt", "Resource": "*", "Condition": condition });
        let before = keys.world.account.clone();
        let policy_document = document(&[statement]);
        keys.world.change(PutUserPolicy { user_name: "hal".into(), policy_name: "encrypt".into(), policy_document });
        difference(&before, &keys.world.account, &Progress::default()).unwrap().sentences()
    };
    assert_eq!(told("111122223333"), [""; 0]);
    assert_eq!(told(&own).len(), 1);
}

#[test]
fn a_key_policy_gives_and_takes_whatever_else_allows_the_action_everywhere() {
    let mut keys = Keys::new();
    let on = format!("kms:Decrypt on {}", keys.arn);
    let [gus, hal, root] = ["user/gus", "user/hal", "root"].map(|who| keys.allow(who, "kms:Decrypt"));
    assert_eq!(keys.put(std::slice::from_ref(&gus)), [format!("gus gains {on}")]);
    assert_eq!(keys.put(std::slice::from_ref(&hal)), [format!("gus loses {on}"), format!("hal gains {on}")]);
    // What the account is let do, its own policies let whom they will.
    let told = [format!("gus gains {on}"), format!("hal loses {on}"), format!("the root user gains {on}")];
    assert_eq!(keys.put(std::slice::from_ref(&root)), told);
    assert_eq!(keys.put(&[root.clone(), gus.clone()]), Vec::<String>::new());
    assert_eq!(keys.put(&[gus]), [format!("the root user loses {on}")]);
    assert_eq!(keys.put(&[root]), [format!("the root user gains {on}")]);
    assert_eq!(keys.put(&[]), [format!("gus loses {on}"), format!("the root user loses {on}")]);
}

#[test]
fn a_tag_of_the_key_gives_what_its_policy_lets() {
    let mut keys = Keys::new();
    let tagged = json!({ "StringEquals": { "aws:ResourceTag/team": "red" } });
    let statement = |effect: &str| json!({ "Effect": effect, "Action": "kms:Decrypt", "Resource": "*", "Condition": tagged });
    for (name, effect) in [("gus", "Deny"), ("hal", "Allow")] {
        let policy_document = document(&[statement(effect)]);
        keys.world.change(PutUserPolicy { user_name: name.into(), policy_name: "tagged".into(), policy_document });
    }
    let on = format!("kms:Decrypt on {}", keys.arn);
    let tag = |keys: &mut Keys| {
        let before = keys.world.account.clone();
        let tags = vec![KeyTag { tag_key: Some("team".into()), tag_value: Some("red".into()) }];
        keys.world.run(TagKey { key_id: keys.key.clone(), tags }).unwrap();
        let told = difference(&before, &keys.world.account, &Progress::default()).unwrap().told();
        keys.world.run(UntagKey { key_id: keys.key.clone(), tag_keys: vec!["team".into()] }).unwrap();
        told
    };
    let tagging = ["kms:Tag*", "kms:Untag*"].map(|action| keys.allow("root", action));
    keys.put(&tagging);
    let nothing = tag(&mut keys);
    assert!(nothing[0].starts_with("Nobody gains or loses anything"), "{nothing:?}");
    let root = keys.allow("root", "kms:Decrypt");
    keys.put(&[tagging.as_slice(), &[root]].concat());
    assert_eq!(tag(&mut keys), [format!("gus loses {on}"), format!("hal gains {on}")]);
    // Who is named by the key's policy may whatever the tag, unless it denies.
    let named = ["user/gus", "user/hal"].map(|who| keys.allow(who, "kms:Decrypt"));
    keys.put(&[tagging.as_slice(), &named].concat());
    assert_eq!(tag(&mut keys), [format!("gus loses {on}")]);
}

/// Statements of a key's policy; ACCOUNT is the account's id.
fn key_policy() -> impl Strategy<Value = String> {
    let principals = prop_oneof![
        3 => Just(json!({ "AWS": "arn:aws:iam::ACCOUNT:root" })),
        2 => Just(json!({ "AWS": "arn:aws:iam::ACCOUNT:user/u0" })),
        2 => Just(json!({ "AWS": "arn:aws:iam::ACCOUNT:user/u1" })),
        1 => Just(json!("*")),
    ];
    let statement = (prop_oneof![4 => Just("Allow"), 1 => Just("Deny")], principals, saying()).prop_map(|(effect, principal, mut said)| {
        (said["Effect"], said["Principal"], said["Resource"]) = (json!(effect), principal, json!("*"));
        said
    });
    proptest::collection::vec(statement, 1..4).prop_map(|statements| document(&statements))
}

/// Actions, and perhaps a condition.
fn saying() -> impl Strategy<Value = Value> {
    let actions = proptest::sample::subsequence(vec!["kms:*", "kms:Decrypt", "kms:Encrypt", "kms:D*"], 1..=2);
    (actions, prop_oneof![3 => Just(false), 1 => Just(true)]).prop_map(|(actions, with_mfa)| {
        let mut said = json!({ "Action": actions });
        if with_mfa {
            said["Condition"] = json!({ "Bool": { "aws:MultiFactorAuthPresent": "true" } });
        }
        said
    })
}

fn own_policy() -> impl Strategy<Value = String> {
    let on = proptest::sample::select(vec!["*", "arn:aws:kms:*:*:key/*", "arn:aws:kms:us-east-1:ACCOUNT:key/k0", "arn:aws:kms:*:*:key/k1"]);
    let effect = prop_oneof![4 => Just("Allow"), 1 => Just("Deny")];
    let statement = (effect, on, saying()).prop_map(|(effect, on, mut said)| {
        (said["Effect"], said["Resource"]) = (json!(effect), json!(on));
        said
    });
    proptest::collection::vec(statement, 1..3).prop_map(|statements| document(&statements))
}

fn document(statements: &[Value]) -> String {
    json!({ "Version": "2012-10-17", "Statement": statements }).to_string()
}

/// Of keys and users each the policy.
#[derive(Clone, Debug)]
struct Scene {
    keys: [String; 2],
    users: [Option<String>; 2],
}

fn scene() -> impl Strategy<Value = Scene> {
    let users = [proptest::option::of(own_policy()), proptest::option::of(own_policy())];
    ([key_policy(), key_policy()], users).prop_map(|(keys, users)| Scene { keys, users })
}

impl Scene {
    fn account(&self) -> Account {
        let mut account = account(&[document(&[]), document(&[])], &[]);
        let own = account.id().to_string();
        let mut entities: Vec<Entity> = Vec::new();
        for (number, policy) in self.keys.iter().enumerate() {
            let key = KmsKey { id: format!("k{number}"), description: String::new(), created: now(), deletion: None, disabled: false };
            let document = policy.replace("ACCOUNT", &own).as_str().into();
            entities.extend([PolicyOn { resource: key.resource(), document }.into(), key.into()]);
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
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn what_users_can_do_with_keys_agrees_with_deciding(scene in scene()) {
        let account = scene.account();
        let keys = ["k0", "k1"].map(|key| format!("arn:aws:kms:us-east-1:{}:key/{key}", account.id()));
        let requests = ["kms:Decrypt", "kms:Encrypt", "kms:DescribeKey"].into_iter().flat_map(|action| keys.clone().map(|on| (action, on)));
        what_can_agrees(&account, &requests.chain([("kms:CreateKey", "*".to_owned())]).collect::<Vec<_>>())?;
    }

    #[test]
    fn what_is_told_of_keys_agrees_with_deciding((before, after, changes) in (scene(), scene(), any::<[bool; 4]>())) {
        let [first_key, second_key, first_user, second_user] = changes;
        let pick = |is_changed: bool, old: &String, new: &String| if is_changed { new.clone() } else { old.clone() };
        let then = Scene {
            keys: [pick(first_key, &before.keys[0], &after.keys[0]), pick(second_key, &before.keys[1], &after.keys[1])],
            users: [
                if first_user { after.users[0].clone() } else { before.users[0].clone() },
                if second_user { after.users[1].clone() } else { before.users[1].clone() },
            ],
        };
        let [old, new] = [before.account(), then.account()];
        let difference = difference(&old, &new, &Progress::default()).unwrap();
        for asker in users(&old) {
            let name = old.asker_name(&asker);
            let effect = difference.effects.iter().find(|effect| effect.who.iter().any(|who| who.name == name));
            let (gained, lost) = effect.map_or((&[][..], &[][..]), |effect| (&effect.gained, &effect.lost));
            for (action, key) in ["kms:Decrypt", "kms:Encrypt", "kms:DescribeKey"].into_iter().flat_map(|action| [(action, "k0"), (action, "k1")]) {
                let on = format!("arn:aws:kms:us-east-1:{}:key/{key}", old.id());
                let id = ActionId::named(action).unwrap();
                for credentials in CREDENTIALS {
                    let may = |account: &Account, asker: &Asker| decide(account, asker, action, &on, credentials) == Decision::Allowed;
                    let (was, is) = (may(&old, &asker), may(&new, &asker));
                    for (shifts, turned, kept) in [(gained, !was && is, was || !is), (lost, was && !is, !was || is)] {
                        let found: Vec<_> = shifts.iter().filter(|shift| touches(shift, id, &on, &name)).collect();
                        prop_assert!(!turned || !found.is_empty(), "{} {} {}: not told ({} then {})", name, action, on, was, is);
                        let surely = found.iter().any(|shift| shift.is_certain && shift.exempt.is_empty());
                        prop_assert!(!surely || !kept, "{} {} {}: told though not so ({} then {})", name, action, on, was, is);
                    }
                }
            }
        }
    }
}

/// Whatever is done with a key is decided on the key, by which of its names it is named; what is done to an alias is not.
#[test]
fn an_alias_is_asked_about_as_its_key() {
    let mut keys = Keys::new();
    keys.put(&[keys.allow("root", "kms:CreateAlias")]);
    keys.world.run(CreateAlias { alias_name: "alias/data".into(), target_key_id: keys.key.clone() }).unwrap();
    let alias = keys.arn.replace(&format!("key/{}", keys.key), "alias/data");
    for (action, on) in [("kms:Encrypt", &keys.arn), ("kms:PutKeyPolicy", &keys.arn), ("kms:DeleteAlias", &alias)] {
        assert_eq!(decided_on(&keys.world.account, action, &alias).as_ref(), Ok(on), "{action}");
    }
    assert!(decided_on(&keys.world.account, "kms:Encrypt", &format!("{alias}-2")).is_err());
}

/// An alias has no policy: nothing of it waits for a key's.
#[test]
fn what_is_allowed_on_aliases_is_left() {
    let mut keys = Keys::new();
    let on_aliases = json!({ "Effect": "Allow", "Action": "kms:*Alias", "Resource": "arn:aws:kms:*:*:alias/*" });
    keys.world.change(PutUserPolicy { user_name: "hal".into(), policy_name: "aliases".into(), policy_document: document(&[on_aliases]) });
    let hal = keys.world.account.asker_named("user/hal").unwrap();
    let what = what_can(&keys.world.account, &Whose::Asker(hal), &Progress::default()).unwrap();
    let delete = ActionId::named("kms:DeleteAlias").unwrap();
    assert!(!what.shut().contains(delete) && what.rows().iter().any(|row| what.actions(row).contains(&delete)));
}

/// What is done to an alias is decided on the alias and on the key: where no key lets in, the alias' part is left.
#[test]
fn what_no_key_lets_in_is_shut_but_on_aliases() {
    let mut keys = Keys::new();
    keys.put(&[keys.allow("root", "kms:CreateAlias")]);
    keys.world.run(CreateAlias { alias_name: "alias/data".into(), target_key_id: keys.key.clone() }).unwrap();
    let alias = keys.arn.replace(&format!("key/{}", keys.key), "alias/data");
    let gus = keys.world.account.asker_named("user/gus").unwrap();
    for decrypt in [false, true] {
        let let_in: Vec<Value> = decrypt.then(|| keys.allow("root", "kms:DeleteAlias")).into_iter().collect();
        keys.put(&let_in);
        let what = what_can(&keys.world.account, &Whose::Asker(gus.clone()), &Progress::default()).unwrap();
        for (name, shut) in [("kms:CreateAlias", false), ("kms:DeleteAlias", false), ("kms:UpdateAlias", false), ("kms:Decrypt", true)] {
            let action = ActionId::named(name).unwrap();
            let on = |resource: &str| {
                let (action, resource) = (Action::parse(name).unwrap(), Resource::parse(resource).unwrap());
                let circumstances = Circumstances::with_access_key(now());
                let question = Question { asker: gus.clone(), action, resource, given: Vec::new(), circumstances };
                may(&keys.world.account, &question).unwrap().explanation.decision == Decision::Allowed
            };
            let is_on_key = on(&keys.arn);
            let is_on_alias = !shut && on(&alias);
            assert_eq!((is_on_key, is_on_alias), (decrypt && name == "kms:DeleteAlias", !shut), "{name}");
            assert_eq!(what.shut().contains(action), !is_on_key && !is_on_alias, "{name}");
            let row = what.rows().into_iter().find(|row| what.actions(row).contains(&action)).unwrap();
            let let_in: Vec<String> = what.cuts(&row).into_iter().filter(|cut| cut.actions.contains(action)).flat_map(gates_of).collect();
            let expected: &[&str] = match (name, decrypt) {
                ("kms:Decrypt", _) | ("kms:DeleteAlias", true) => &[],
                _ => &["arn:aws:kms:*:*:alias/*"],
            };
            assert_eq!(let_in, expected, "{name}");
        }
    }
}

fn gates_of(cut: Cut) -> Vec<String> {
    let CutBy::Gates(let_in) = cut.by else { return Vec::new() };
    let_in.iter().flat_map(|let_in| let_in.scope.texts().to_vec()).collect()
}
