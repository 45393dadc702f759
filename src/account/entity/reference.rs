//! What keys and entities name one another by: owners, holders of tags, managed policies, seeds.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use super::as_text::{KeyError, as_text};
use super::resource_key::ResourceKey;
use crate::account::id::{IdKind, UniqueId};
use crate::account::secret::Disclosed;
use crate::catalog::{AWS_MANAGED_POLICIES, AwsManagedPolicy};

/// Whom a credential belongs to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Owner {
    /// The root user.
    Root,
    /// A user.
    User(UniqueId),
}

impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => f.write_str("root"),
            Self::User(id) => id.fmt(f),
        }
    }
}

impl FromStr for Owner {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        match text {
            "root" => Ok(Self::Root),
            id => id.parse().map(Self::User).map_err(|_| KeyError),
        }
    }
}

/// Tells one seed from another without giving it away. Two devices of the same name, one after the other, have two.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct SeedMark([u8; 16]);

impl SeedMark {
    /// The mark of a seed.
    pub fn of(seed: &Disclosed) -> Self {
        Self(xxhash_rust::xxh3::xxh3_128(seed.reveal().as_bytes()).to_be_bytes())
    }
}

impl fmt::Display for SeedMark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", u128::from_be_bytes(self.0))
    }
}

impl FromStr for SeedMark {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let mark = u128::from_str_radix(text, 16).map(|mark| Self(mark.to_be_bytes())).map_err(|_| KeyError)?;
        // The radix reader also takes signs, capitals and fewer digits.
        if mark.to_string() == text { Ok(mark) } else { Err(KeyError) }
    }
}

/// What a tag is on.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum TagHolder {
    /// A user, role, customer managed policy, instance profile or identity provider.
    Entity(UniqueId),
    /// A virtual MFA device, by its name in lower case.
    MfaDevice(String),
    /// A resource of the practice estate.
    Resource(ResourceKey),
}

impl TagHolder {
    /// The tag holder that is the device of this name.
    pub fn mfa_device(name: &str) -> Self {
        Self::MfaDevice(name.to_ascii_lowercase())
    }
}

impl From<UniqueId> for TagHolder {
    fn from(id: UniqueId) -> Self {
        Self::Entity(id)
    }
}

impl From<ResourceKey> for TagHolder {
    fn from(key: ResourceKey) -> Self {
        Self::Resource(key)
    }
}

impl fmt::Display for TagHolder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Entity(id) => id.fmt(f),
            Self::MfaDevice(name) => write!(f, "mfa:{name}"),
            Self::Resource(resource) => resource.fmt(f),
        }
    }
}

impl FromStr for TagHolder {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        match text.strip_prefix("mfa:") {
            Some(name) => Ok(Self::mfa_device(name)),
            None if text.contains(':') => text.parse().map(Self::Resource),
            None => text.parse().map(Self::Entity).map_err(|_| KeyError),
        }
    }
}

/// Which managed policy: `aws:` and path and name of one that AWS owns, as in `aws:service-role/AWSLambdaRole`, or
/// `customer:` and the unique id of one of the account's own.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum PolicyKey {
    /// A policy of the catalogue, by path and name.
    AwsManaged(Arc<str>),
    /// A customer managed policy, by its unique id.
    Customer(UniqueId),
}

impl PolicyKey {
    /// The AWS managed policy with this path and name.
    pub fn aws_managed(path_and_name: &str) -> Self {
        Self::AwsManaged(path_and_name.into())
    }

    /// The AWS managed policy as the catalogue has it; one that AWS has retired is there no more.
    pub fn in_catalog(&self) -> Option<&'static AwsManagedPolicy> {
        match self {
            Self::AwsManaged(place) => AWS_MANAGED_POLICIES.at(place),
            Self::Customer(_) => None,
        }
    }
}

impl From<&AwsManagedPolicy> for PolicyKey {
    fn from(policy: &AwsManagedPolicy) -> Self {
        Self::aws_managed(policy.path_and_name())
    }
}

impl fmt::Display for PolicyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AwsManaged(place) => write!(f, "aws:{place}"),
            Self::Customer(id) => write!(f, "customer:{id}"),
        }
    }
}

impl FromStr for PolicyKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        if let Some(id) = text.strip_prefix("customer:") {
            let id: UniqueId = id.parse().map_err(|_| KeyError)?;
            return if id.kind() == Some(IdKind::ManagedPolicy) { Ok(Self::Customer(id)) } else { Err(KeyError) };
        }
        text.strip_prefix("aws:").filter(|place| !place.is_empty()).map(Self::aws_managed).ok_or(KeyError)
    }
}

as_text!(Owner, SeedMark, TagHolder, PolicyKey);
