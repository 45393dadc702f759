//! What the names of a check stand for in an account.

use jiff::Timestamp;

use super::{Entity, Sort};
use crate::account::Account;
use crate::account::authorization::Asker;
use crate::account::entity::{
    Bucket, Entity as Held, Function, Instance, KmsKey, Owner, PolicyKey, Queue, ResourceKey, ResourceKind, StoredSecret, Table,
};
use crate::account::entity::{EC2, LAMBDA};
use crate::account::id::UniqueId;
use crate::catalog::AWS_MANAGED_POLICIES;
use crate::policy::request::Principal;

/// The instance of this id, or whose tag `Name` it is, with `i-` before it or without.
pub fn instance_named<'a>(account: &'a Account, name: &str) -> Option<&'a Instance> {
    account.instance(name).or_else(|| {
        let called = name.strip_prefix("i-").unwrap_or(name);
        let mut instances = account.resources(ResourceKind::Instance).filter_map(Held::resource);
        let key = instances.find(|key| account.nickname(key).is_some_and(|nickname| nickname == called || nickname == name))?;
        account.instance(&key.name)
    })
}

/// The managed policy of this name: the account's own, or else AWS's.
pub(in crate::training::check) fn policy_key(account: &Account, name: &str) -> Option<PolicyKey> {
    let own = account.policy_named(name).map(|policy| PolicyKey::Customer(policy.id));
    own.or_else(|| AWS_MANAGED_POLICIES.named(name).map(PolicyKey::from))
}

/// A service as policies name it: `ec2` is `ec2.amazonaws.com`.
pub(in crate::training::check) fn service_principal(name: &str) -> String {
    if name.contains('.') { name.to_owned() } else { format!("{name}.amazonaws.com") }
}

/// The unique id of a user, group, role, policy or provider of the account.
pub(in crate::training::check) fn id_of(account: &Account, entity: &Entity) -> Option<UniqueId> {
    let name = entity.name.as_str();
    match entity.sort {
        Sort::User => account.user_named(name).map(|user| user.id),
        Sort::Group => account.group_named(name).map(|group| group.id),
        Sort::Role => account.role_named(name).map(|role| role.id),
        Sort::Policy => account.policy_named(name).map(|policy| policy.id),
        Sort::Provider => {
            let saml = account.saml_provider_named(name).map(|provider| provider.id);
            saml.or_else(|| account.oidc_provider_of(name).map(|provider| provider.id))
        }
        _ => None,
    }
}

/// A resource of the estate.
pub(in crate::training::check) fn resource_of(account: &Account, entity: &Entity) -> Option<ResourceKey> {
    let name = entity.name.as_str();
    match entity.sort {
        Sort::Bucket => account.bucket(name).map(Bucket::resource),
        Sort::Instance => instance_named(account, name).map(Instance::resource),
        Sort::Function => account.function(name).map(Function::resource),
        Sort::Queue => account.queue(name).map(Queue::resource),
        Sort::Table => account.table(name).map(Table::resource),
        Sort::Key => account.kms_key_named(name).map(KmsKey::resource),
        Sort::Secret => account.stored_secret(name).map(StoredSecret::resource),
        _ => None,
    }
}

/// Whose credentials are meant.
pub(in crate::training::check) fn owner_of(account: &Account, entity: &Entity) -> Option<Owner> {
    match entity.sort {
        Sort::Root => Some(Owner::Root),
        Sort::User => id_of(account, entity).map(Owner::User),
        _ => None,
    }
}

/// Who asks. Instances and functions ask in the role that they have, where it lets their service in; otherwise they have no
/// credentials to ask with.
pub(in crate::training::check) fn asker_of(account: &Account, entity: &Entity, now: Timestamp) -> Option<Asker> {
    let outsider = |text: &str| Principal::parse(text).ok().map(Asker::Outsider);
    let lent = |role, service| account.lets_in(role, service, now).unwrap_or(false).then_some(role);
    match entity.sort {
        Sort::Root => Some(Asker::Root),
        Sort::Anonymous => Some(Asker::anonymous()),
        Sort::User => id_of(account, entity).map(Asker::User),
        Sort::Role => id_of(account, entity).map(|role| account.some_session_of(role)),
        Sort::Instance => {
            let instance = instance_named(account, &entity.name)?;
            let role = account.role_in_profile(instance.profile.as_ref()?.id)?;
            let role = lent(role, EC2)?;
            Some(Asker::RoleSession { role: role.id, session: instance.id.clone() })
        }
        Sort::Function => {
            let function = account.function(&entity.name)?;
            let role = lent(account.role(function.role.id)?, LAMBDA)?;
            Some(Asker::RoleSession { role: role.id, session: function.name.clone() })
        }
        Sort::Service => outsider(&service_principal(&entity.name)),
        Sort::Account => outsider(&format!("arn:aws:iam::{}:user/partner", entity.name)),
        _ => None,
    }
}

/// The ARN of an entity, where it is there.
pub(in crate::training::check) fn arn_of(account: &Account, entity: &Entity) -> Option<String> {
    match entity.sort {
        Sort::Root => Some(account.root_arn()),
        Sort::Group => account.group_named(&entity.name).map(|group| account.group_arn(group)),
        Sort::User => account.user_named(&entity.name).map(|user| account.user_arn(user)),
        Sort::Role => account.role_named(&entity.name).map(|role| account.role_arn(role)),
        Sort::Policy => policy_key(account, &entity.name).map(|key| account.policy_arn(&key)),
        _ => resource_of(account, entity).map(|key| account.resource_arn(&key)),
    }
}

/// The ARN that an entity has, or would have.
pub(in crate::training::check) fn arn_named(account: &Account, entity: &Entity) -> Option<String> {
    let (id, name) = (account.id(), &entity.name);
    let made = || match entity.sort {
        Sort::User | Sort::Group | Sort::Role | Sort::Policy => Some(format!("arn:aws:iam::{id}:{}/{name}", entity.sort.word())),
        Sort::Bucket => Some(format!("arn:aws:s3:::{name}")),
        _ => None,
    };
    arn_of(account, entity).or_else(made)
}

/// The resource that a word of a check is to somebody, as an ARN or `*`.
pub(in crate::training::check) fn resource_named(account: &Account, word: &str, of: &Entity) -> String {
    if word == "self" {
        return arn_of(account, of).unwrap_or_else(|| word.to_owned());
    }
    if let Some(entity) = Entity::read(word).filter(|_| !word.starts_with("arn:")) {
        return arn_named(account, &entity).unwrap_or_else(|| word.to_owned());
    }
    // An instance is called by its name in lessons, since its id is made when it is launched.
    match word.rsplit_once(":instance/").and_then(|(before, name)| Some((before, instance_named(account, name)?))) {
        Some((before, instance)) => format!("{before}:instance/{}", instance.id),
        None => word.to_owned(),
    }
}

/// Whether an entity is there.
pub(in crate::training::check) fn is_there(account: &Account, entity: &Entity) -> bool {
    match entity.sort {
        Sort::Root | Sort::Anonymous | Sort::Service | Sort::Account => true,
        Sort::User | Sort::Group | Sort::Role | Sort::Provider => id_of(account, entity).is_some(),
        Sort::Policy => policy_key(account, &entity.name).is_some(),
        _ => resource_of(account, entity).is_some(),
    }
}
