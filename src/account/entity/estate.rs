//! The practice estate: a few resources of other services, so that policies have something to have an effect on.
//!
//! Nothing of the real services but what can be asked for, allowed and denied.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::Entity;
use super::resource_key::{ResourceKey, ResourceKind};
use super::resource_policy::ResourcePolicy;
use crate::account::id::UniqueId;
use crate::account::secret::Disclosed;

/// An S3 bucket, without its objects.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Bucket {
    /// Unique.
    pub name: String,
    /// Where it lies, as in `us-east-1`.
    pub region: String,
    /// When it was made.
    pub created: Timestamp,
    /// What keeps it from being public; `None` once that was deleted.
    pub public_access_block: Option<PublicAccessBlock>,
}

/// The four switches of S3 Block Public Access.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[allow(clippy::struct_excessive_bools, reason = "the API's members")]
pub struct PublicAccessBlock {
    /// Public access control lists are refused.
    pub block_public_acls: bool,
    /// Public access control lists have no effect.
    pub ignore_public_acls: bool,
    /// A public bucket policy is refused.
    pub block_public_policy: bool,
    /// A public bucket policy lets in the account's own principals and services alone.
    pub restrict_public_buckets: bool,
}

impl PublicAccessBlock {
    /// All on, as a new bucket has it since April 2023.
    pub const ALL: Self =
        Self { block_public_acls: true, ignore_public_acls: true, block_public_policy: true, restrict_public_buckets: true };
}

/// An object in a bucket. What it holds is text.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct BucketObject {
    /// The bucket.
    pub bucket: String,
    /// Unique in the bucket.
    pub key: String,
    /// At most 64 KiB.
    pub content: String,
    /// When it was put there.
    pub modified: Timestamp,
}

/// What an EC2 instance does.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum InstanceState {
    /// It runs.
    Running,
    /// It is off, and can be started again.
    Stopped,
}

impl InstanceState {
    /// The API's word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Stopped => "stopped",
        }
    }
}

/// A role or instance profile that a resource was given. It may be gone by now: the resource is none the wiser.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Passed {
    /// Its unique id: one that is made anew under the name is another.
    pub id: UniqueId,
    /// Its path and name, as in `/team/app`; they never change.
    pub place: String,
}

/// An EC2 instance.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Instance {
    /// `i-` and 17 digits.
    pub id: String,
    /// The image that it was launched from.
    pub image: String,
    /// How large it is, as in `t3.micro`.
    pub instance_type: String,
    /// The instance profile whose role it has.
    pub profile: Option<Passed>,
    /// What it does at its first start. Whoever may read it reads all that is in it.
    pub user_data: Option<String>,
    /// What it does.
    pub state: InstanceState,
    /// When it was launched.
    pub launched: Timestamp,
}

/// A Lambda function.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Function {
    /// Unique.
    pub name: String,
    /// The execution role.
    pub role: Passed,
    /// What it is written for, as in `python3.13`.
    pub runtime: Option<String>,
    /// What in it is called.
    pub handler: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// When it was last changed.
    pub modified: Timestamp,
}

/// An SQS queue, without its messages and its policy.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Queue {
    /// Unique.
    pub name: String,
    /// When it was made.
    pub created: Timestamp,
    /// When its attributes last changed.
    pub modified: Timestamp,
    /// The attributes that were set, without the policy.
    pub attributes: BTreeMap<String, String>,
    /// The number of the last message; none is given twice.
    pub latest_message: u32,
}

/// A message in a queue.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Message {
    /// The queue.
    pub queue: String,
    /// 1, 2, …
    pub number: u32,
    /// Its id.
    pub id: String,
    /// What it says.
    pub body: String,
    /// When it was sent.
    pub sent: Timestamp,
}

/// What the values of a table's key are.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum KeyType {
    /// Texts.
    S,
    /// Numbers.
    N,
}

impl KeyType {
    /// The API's word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::S => "S",
            Self::N => "N",
        }
    }
}

/// A `DynamoDB` table with a partition key and nothing else, without its items.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Table {
    /// Unique.
    pub name: String,
    /// The attribute that tells items apart.
    pub key: String,
    /// What its values are.
    pub key_type: KeyType,
    /// When it was made.
    pub created: Timestamp,
    /// Its id.
    pub id: String,
}

/// An item of a table.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Item {
    /// The table.
    pub table: String,
    /// The value of the key attribute.
    pub key: String,
    /// All attributes with their types, as the API writes them.
    pub attributes: Map<String, Value>,
}

/// A KMS key, without its policy.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct KmsKey {
    /// Its id, a UUID.
    pub id: String,
    /// What it is for.
    pub description: String,
    /// When it was made.
    pub created: Timestamp,
    /// When it will be gone, where its deletion is scheduled.
    pub deletion: Option<Timestamp>,
    /// Whether nobody can encrypt and decrypt with it for now.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub disabled: bool,
}

/// What can be done with a KMS key now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum KeyState {
    /// All.
    Enabled,
    /// Nobody can encrypt and decrypt with it.
    Disabled,
    /// It is to be deleted, and nothing can be done but to cancel that.
    PendingDeletion,
}

impl KeyState {
    /// The API's word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Enabled => "Enabled",
            Self::Disabled => "Disabled",
            Self::PendingDeletion => "PendingDeletion",
        }
    }
}

impl KmsKey {
    /// What can be done with it now.
    pub const fn state(&self) -> KeyState {
        match (self.deletion, self.disabled) {
            (Some(_), _) => KeyState::PendingDeletion,
            (None, true) => KeyState::Disabled,
            (None, false) => KeyState::Enabled,
        }
    }
}

/// Another name of a KMS key.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct KeyAlias {
    /// Without `alias/`.
    pub name: String,
    /// The key's id.
    pub key: String,
    /// When it was made.
    pub created: Timestamp,
}

/// A secret of Secrets Manager, without its value and its policy.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct StoredSecret {
    /// Unique.
    pub name: String,
    /// Six letters that end its ARN: of a secret that is made anew they are others.
    pub suffix: String,
    /// What it is for.
    pub description: Option<String>,
    /// When it was made.
    pub created: Timestamp,
    /// When it was last changed.
    pub changed: Timestamp,
    /// When it is to be deleted, where that is scheduled.
    pub deletion: Option<Timestamp>,
}

/// Secret: what a secret of Secrets Manager holds.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SecretValue {
    /// The secret's name.
    pub of: String,
    /// The id of this version of it.
    pub version: String,
    /// The value.
    pub value: Disclosed,
    /// When it was set.
    pub created: Timestamp,
}

/// The policy of a bucket, function, queue, key or secret.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PolicyOn {
    /// The resource.
    pub resource: ResourceKey,
    /// The document.
    pub document: ResourcePolicy,
}

/// What stands by itself has a name.
macro_rules! resources {
    ($($entity:ident $kind:ident $name:ident,)*) => {$(
        impl $entity {
            /// The resource's own key.
            pub fn resource(&self) -> ResourceKey {
                ResourceKey::new(ResourceKind::$kind, &self.$name)
            }
        }
    )*

        impl Entity {
            /// The key of a resource of the estate that stands by itself; `None` for anything else.
            pub fn resource(&self) -> Option<ResourceKey> {
                match self {
                    $(Self::$entity(of) => Some(of.resource()),)*
                    _ => None,
                }
            }
        }
    };
}

resources! {
    Bucket Bucket name,
    Instance Instance id,
    Function Function name,
    Queue Queue name,
    Table Table name,
    KmsKey Key id,
    StoredSecret Secret name,
}
