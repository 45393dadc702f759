//! The practice estate: looking its resources up, and their ARNs, rendered and read.
//!
//! All of it lies in one region, but for buckets, which may lie anywhere.

mod actors;
mod due;
mod named;
mod offers;
mod partner;
mod public;
mod queue_settings;
mod sample;

pub use actors::{Actor, ActorChoice};
pub use named::{action_of, operation_of};
pub use offers::Offer;
pub use public::is_public;
pub use queue_settings::QueueSetting;
pub(super) use queue_settings::SETTABLE;
pub use sample::sample_lines;

use std::ops::RangeInclusive;

use super::Account;
use super::entity::{
    Bucket, BucketObject, Entity, EntityKey, Function, Instance, Item, KeyAlias, KmsKey, Message, PolicyOn, PolicyText, Queue, ResourceKey,
    ResourceKind, ResourcePolicy, SecretValue, StoredSecret, Table, TagHolder,
};
use crate::policy::request::Arn;

/// The region of the estate, of services that have none, and of requests that name none.
pub const HOME_REGION: &str = "us-east-1";
/// The availability zone that all instances are in.
pub const HOME_ZONE: &str = "us-east-1a";
/// The type of an instance where none is given.
pub const DEFAULT_INSTANCE_TYPE: &str = "m1.small";

/// Behind all names that begin a key.
const LAST: char = char::MAX;

impl Account {
    /// The resources of a kind, by name.
    pub fn resources(&self, kind: ResourceKind) -> impl Iterator<Item = &Entity> + use<'_> {
        let ends = EntityKey::resource(kind, "")..=EntityKey::resource(kind, &LAST.to_string());
        self.entities.range(ends).map(|(_, entity)| entity)
    }

    /// All resources that stand by themselves, by kind and name.
    pub fn all_resources(&self) -> impl Iterator<Item = ResourceKey> + use<'_> {
        ResourceKind::ALL.into_iter().flat_map(|kind| self.resources(kind)).filter_map(Entity::resource)
    }

    /// The entities of one kind that lie between two keys.
    fn between<'a, T>(&'a self, ends: RangeInclusive<EntityKey>) -> impl Iterator<Item = &'a T> + use<'a, T>
    where
        &'a T: TryFrom<&'a Entity>,
        T: 'a,
    {
        self.entities.range(ends).filter_map(|(_, entity)| entity.try_into().ok())
    }

    /// The bucket of this name.
    pub fn bucket(&self, name: &str) -> Option<&Bucket> {
        self.entity(&EntityKey::resource(ResourceKind::Bucket, name))
    }

    /// A bucket's objects, by key.
    pub fn objects_in(&self, bucket: &str) -> impl Iterator<Item = &BucketObject> + use<'_> {
        self.between(EntityKey::object(bucket, "")..=EntityKey::object(bucket, &LAST.to_string()))
    }

    /// An object by its key.
    pub fn object(&self, bucket: &str, key: &str) -> Option<&BucketObject> {
        self.entity(&EntityKey::object(bucket, key))
    }

    /// The instance with this id.
    pub fn instance(&self, id: &str) -> Option<&Instance> {
        self.entity(&EntityKey::resource(ResourceKind::Instance, id))
    }

    /// The function of this name.
    pub fn function(&self, name: &str) -> Option<&Function> {
        self.entity(&EntityKey::resource(ResourceKind::Function, name))
    }

    /// The queue of this name.
    pub fn queue(&self, name: &str) -> Option<&Queue> {
        self.entity(&EntityKey::resource(ResourceKind::Queue, name))
    }

    /// A queue's messages, oldest first.
    pub fn messages_in(&self, queue: &str) -> impl Iterator<Item = &Message> + use<'_> {
        let at = |number| EntityKey::Message { queue: queue.to_owned(), number };
        self.between(at(0)..=at(u32::MAX))
    }

    /// The table of this name.
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.entity(&EntityKey::resource(ResourceKind::Table, name))
    }

    /// A table's items, by key.
    pub fn items_in(&self, table: &str) -> impl Iterator<Item = &Item> + use<'_> {
        self.between(EntityKey::item(table, "")..=EntityKey::item(table, &LAST.to_string()))
    }

    /// An item by the value of its key attribute.
    pub fn item(&self, table: &str, key: &str) -> Option<&Item> {
        self.entity(&EntityKey::item(table, key))
    }

    /// The KMS key with this id.
    pub fn kms_key(&self, id: &str) -> Option<&KmsKey> {
        self.entity(&EntityKey::resource(ResourceKind::Key, id))
    }

    /// The other names of KMS keys, by name.
    pub fn key_aliases(&self) -> impl Iterator<Item = &KeyAlias> + use<'_> {
        self.between(EntityKey::KeyAlias(String::new())..=EntityKey::KeyAlias(LAST.into()))
    }

    /// The KMS key of this other name, without `alias/`.
    pub fn key_alias(&self, name: &str) -> Option<&KeyAlias> {
        self.entity(&EntityKey::KeyAlias(name.to_owned()))
    }

    /// The KMS key that an operation names: by id, ARN, alias, or the alias's ARN.
    pub fn kms_key_named(&self, named: &str) -> Option<&KmsKey> {
        let start = self.estate_arn("kms", "");
        match named.strip_prefix(&start) {
            Some(local) if local.starts_with("alias/") => self.kms_key_named(local),
            Some(local) => self.kms_key(local.strip_prefix("key/")?),
            None => match named.strip_prefix("alias/") {
                Some(alias) => self.kms_key(&self.key_alias(alias)?.key),
                None => self.kms_key(named),
            },
        }
    }

    /// The secret of this name.
    pub fn stored_secret(&self, name: &str) -> Option<&StoredSecret> {
        self.entity(&EntityKey::resource(ResourceKind::Secret, name))
    }

    /// What a secret holds; `None` where it holds nothing yet.
    pub fn value_of_secret(&self, name: &str) -> Option<&SecretValue> {
        self.entity(&EntityKey::SecretValue(name.to_owned()))
    }

    /// The policy of a resource, if it has one, with whom it named when it was written.
    pub fn resource_policy_on(&self, resource: &ResourceKey) -> Option<&ResourcePolicy> {
        self.entity(&EntityKey::PolicyOn(resource.clone())).map(|policy: &PolicyOn| &policy.document)
    }

    /// What the policy of a resource says now, if it has one.
    pub fn policy_on(&self, resource: &ResourceKey) -> Option<PolicyText> {
        self.resource_policy_on(resource).map(|policy| self.current_policy(policy))
    }

    /// `arn:aws:SERVICE:REGION:ACCOUNT:` and the resource, as all but buckets have it.
    pub(crate) fn estate_arn(&self, service: &str, resource: &str) -> String {
        format!("arn:aws:{service}:{HOME_REGION}:{}:{resource}", self.id())
    }

    /// The ARN of a resource.
    pub fn resource_arn(&self, resource: &ResourceKey) -> String {
        let ResourceKey { kind, name } = resource;
        let arn = |place: &str| self.estate_arn(kind.service(), place);
        match kind {
            ResourceKind::Bucket => format!("arn:aws:s3:::{name}"),
            ResourceKind::Queue => arn(name),
            ResourceKind::Function => arn(&format!("function:{name}")),
            ResourceKind::Instance | ResourceKind::Table | ResourceKind::Key => arn(&format!("{}/{name}", kind.word())),
            ResourceKind::Secret => {
                let suffix = self.stored_secret(name).map_or("", |secret| secret.suffix.as_str());
                arn(&format!("secret:{name}-{suffix}"))
            }
        }
    }

    /// What a person calls a resource that is known by an id: an instance by its tag `Name`, a key by its other name or what it
    /// is for.
    pub fn nickname(&self, resource: &ResourceKey) -> Option<String> {
        match resource.kind {
            ResourceKind::Instance => {
                let mut tags = self.tags_of(&TagHolder::Resource(resource.clone()));
                tags.find(|tag| tag.key == "Name").map(|tag| tag.value.clone()).filter(|name| !name.is_empty())
            }
            ResourceKind::Key => {
                let alias = self.key_aliases().find(|alias| alias.key == resource.name).map(|alias| format!("alias/{}", alias.name));
                alias.or_else(|| Some(self.kms_key(&resource.name)?.description.clone()).filter(|about| !about.is_empty()))
            }
            _ => None,
        }
    }

    /// A resource in words: `bucket reports`, `instance web`.
    pub fn resource_words(&self, resource: &ResourceKey) -> String {
        format!("{} {}", resource.kind.word(), self.nickname(resource).as_deref().unwrap_or(&resource.name))
    }

    /// The resource that an ARN names, if it is there; of an object, its bucket.
    pub fn resource_with_arn(&self, arn: &str) -> Option<ResourceKey> {
        let parts = Arn::parse(arn).ok()?;
        if parts.service == "s3" {
            let bucket = parts.resource.split('/').next().unwrap_or_default();
            return self.bucket(bucket).map(Bucket::resource);
        }
        let kind = ResourceKind::ALL.into_iter().find(|kind| kind.service() == parts.service)?;
        let name = match kind {
            ResourceKind::Queue => parts.resource,
            ResourceKind::Function => parts.resource.strip_prefix("function:")?,
            ResourceKind::Secret => parts.resource.strip_prefix("secret:")?.rsplit_once('-')?.0,
            _ => parts.resource.strip_prefix(kind.word())?.strip_prefix('/')?,
        };
        let key = ResourceKey::new(kind, name);
        self.get(&EntityKey::Resource(key.clone()))?;
        (self.resource_arn(&key) == arn).then_some(key)
    }
}
