//! Quotas: kept by operations and by undo alike.

use iam_console::account::Account;
use iam_console::account::change::inverse;
use iam_console::account::entity::{Owner, TagHolder};
use iam_console::account::obstacle::Obstacle;
use iam_console::account::operation::*;
use iam_console::account::quotas::Quotas;

use super::common::World;

/// The same account with other quotas.
pub fn with_quotas(account: &Account, quotas: Quotas) -> Account {
    Account::of(account.id(), quotas, account.entities().map(|(_, entity)| entity.clone())).unwrap()
}

/// That there is of nothing more than its quota allows.
pub fn assert_within_quotas(account: &Account) {
    let quotas = account.quotas();
    assert!(account.user_count() <= quotas.users && account.group_count() <= quotas.groups && account.role_count() <= quotas.roles);
    let mut owners = vec![Owner::Root];
    for user in account.users() {
        owners.push(Owner::User(user.id));
        assert!(account.group_count_of(user.id) <= quotas.groups_per_user);
        assert!(account.attached_count_of(user.id) <= quotas.policies_per_user);
        assert!(account.tags_of(&TagHolder::Entity(user.id)).count() <= quotas.tags_per_entity);
    }
    for owner in owners {
        assert!(account.access_keys_of(owner).len() <= quotas.access_keys_per_user);
        assert!(account.mfa_devices_of(owner).count() <= quotas.mfa_devices_per_user);
    }
    assert!(account.groups().all(|group| account.attached_count_of(group.id) <= quotas.policies_per_group));
    assert!(account.roles().all(|role| account.attached_count_of(role.id) <= quotas.policies_per_role));
    assert!(account.users().all(|user| account.inline_size_of(user.id) <= quotas.user_policy_size));
    assert!(account.groups().all(|group| account.inline_size_of(group.id) <= quotas.group_policy_size));
    assert!(account.roles().all(|role| account.inline_size_of(role.id) <= quotas.role_policy_size));
    assert!(account.saml_provider_count() <= quotas.saml_providers && account.oidc_provider_count() <= quotas.oidc_providers);
    assert!(account.policy_count() <= quotas.policies && account.instance_profile_count() <= quotas.instance_profiles);
    assert!(account.policies().all(|policy| account.versions_of(policy.id).count() <= quotas.versions_per_policy));
}

#[test]
fn quotas_are_kept() {
    let mut world = World::fresh();
    world.run(CreateAccessKey { user_name: None }).unwrap();
    let refusal = world.run(CreateAccessKey { user_name: None }).unwrap_err();
    assert_eq!(refusal.message, "Cannot exceed quota for AccessKeysPerUser: 2");

    world.run(CreateGroup { group_name: "Ops".into(), path: None }).unwrap();
    let attach = |name: &str| AttachGroupPolicy { group_name: "Ops".into(), policy_arn: format!("arn:aws:iam::aws:policy/{name}") };
    let names = iam_console::catalog::AWS_MANAGED_POLICIES.all().iter().filter(|policy| policy.path == "/").map(|policy| policy.name);
    for name in names.clone().take(10) {
        world.run(attach(name)).unwrap();
    }
    let eleventh = names.clone().nth(10).unwrap();
    assert_eq!(world.run(attach(eleventh)).unwrap_err().message, "Cannot exceed quota for PoliciesPerGroup: 10");
    let first = names.clone().next().unwrap();
    assert!(world.run(attach(first)).is_ok(), "attaching again what is attached changes nothing and is no error");
}

#[test]
fn undo_goes_past_no_quota_and_says_what_to_do() {
    let mut world = World::fresh();
    let first = world.account.access_keys_of(Owner::Root)[0].id.to_string();
    world.change(CreateAccessKey { user_name: None });
    let deletion = world.change(DeleteAccessKey { user_name: None, access_key_id: first });
    let third = world.change(CreateAccessKey { user_name: None });
    let refused = world.account.try_apply(&inverse(&deletion.edits)).unwrap_err();
    assert!(matches!(refused, Obstacle::Quota(_)));
    assert_eq!(
        refused.to_string(),
        "the quota AccessKeysPerUser is 2. Delete a key that is not used any more. To rotate, have one key replace the other"
    );
    assert!(refused.keys().contains(&third.edits.last().unwrap().key()), "the key made since is one to undo first");
    world.account.try_apply(&inverse(&third.edits)).unwrap();
    world.account.try_apply(&inverse(&deletion.edits)).unwrap();
}

#[test]
fn what_is_over_its_quota_already_can_still_be_changed() {
    let mut world = World::fresh();
    world.change(CreateUser { user_name: "alice".into(), ..Default::default() });
    let tag = |key: &str, value: &str| TagUser { user_name: "alice".into(), tags: vec![Tag { key: key.into(), value: value.into() }] };
    world.change(tag("team", "x"));
    world.change(tag("stage", "test"));
    world.account = with_quotas(&world.account, Quotas { tags_per_entity: 1, ..Quotas::default() });
    world.change(tag("team", "y"));
    assert_eq!(world.run(tag("cost", "z")).unwrap_err().message, "The number of tags has reached the maximum limit of 1.");
    world.change(UntagUser { user_name: "alice".into(), tag_keys: vec!["team".into()] });
}
