//! The keys that entities are held under, in memory, in the journal and in the store.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::identity::PolicyKey;
use crate::account::id::{AccessKeyId, IdKind, UniqueId};
use crate::account::secret::Disclosed;

/// Where an entity is held. Written as a path, as in `membership/AIDA…/AGPA…`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum EntityKey {
    /// The root user.
    Root,
    /// The account alias.
    Alias,
    /// The account's own password policy.
    PasswordPolicy,
    /// A user.
    User(UniqueId),
    /// A group.
    Group(UniqueId),
    /// A role.
    Role(UniqueId),
    /// A user's being in a group.
    Membership {
        /// The member.
        user: UniqueId,
        /// The group.
        group: UniqueId,
    },
    /// A managed policy's being attached.
    Attachment {
        /// The user, group or role.
        to: UniqueId,
        /// The policy.
        policy: PolicyKey,
    },
    /// The permissions boundary of a user or role.
    Boundary(UniqueId),
    /// A tag.
    Tag {
        /// What it is on.
        on: TagHolder,
        /// The key in lower case, since keys are unique without regard to case.
        key: String,
    },
    /// A user's console access.
    LoginProfile(UniqueId),
    /// An access key.
    AccessKey(AccessKeyId),
    /// A virtual MFA device by its name in lower case.
    MfaDevice(String),
    /// Secret: a password's hash.
    PasswordHash(Owner),
    /// Secret: a secret access key.
    KeySecret(AccessKeyId),
    /// Secret: a device's seed.
    MfaSeed(String),
    /// Usage: the last code of a seed, by the seed's mark.
    MfaUse(SeedMark),
}

impl EntityKey {
    /// The key of a user, group or role by its unique id; `None` for other ids.
    pub fn of_identity(id: UniqueId) -> Option<Self> {
        match id.kind()? {
            IdKind::User => Some(Self::User(id)),
            IdKind::Group => Some(Self::Group(id)),
            IdKind::Role => Some(Self::Role(id)),
            IdKind::ManagedPolicy => None,
        }
    }

    /// The key of a tag with this key, however it is spelled.
    pub fn tag(on: TagHolder, key: &str) -> Self {
        Self::Tag { on, key: key.to_lowercase() }
    }

    /// The key of the device of this name, however it is spelled.
    pub fn mfa_device(name: &str) -> Self {
        Self::MfaDevice(name.to_ascii_lowercase())
    }

    /// The key of this device's seed.
    pub fn mfa_seed(name: &str) -> Self {
        Self::MfaSeed(name.to_ascii_lowercase())
    }

    /// Whether undo passes it by: what was used stays used.
    pub const fn is_usage(&self) -> bool {
        matches!(self, Self::MfaUse(_))
    }

    /// Whether it must never leave the account's own folder.
    pub const fn is_secret(&self) -> bool {
        matches!(self, Self::PasswordHash(_) | Self::KeySecret(_) | Self::MfaSeed(_))
    }
}

impl fmt::Display for EntityKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => f.write_str("root"),
            Self::Alias => f.write_str("alias"),
            Self::PasswordPolicy => f.write_str("password-policy"),
            Self::User(id) => write!(f, "user/{id}"),
            Self::Group(id) => write!(f, "group/{id}"),
            Self::Role(id) => write!(f, "role/{id}"),
            Self::Membership { user, group } => write!(f, "membership/{user}/{group}"),
            Self::Attachment { to, policy } => write!(f, "attachment/{to}/{policy}"),
            Self::Boundary(id) => write!(f, "boundary/{id}"),
            Self::Tag { on, key } => write!(f, "tag/{on}/{key}"),
            Self::LoginProfile(id) => write!(f, "login-profile/{id}"),
            Self::AccessKey(id) => write!(f, "access-key/{id}"),
            Self::MfaDevice(name) => write!(f, "mfa-device/{name}"),
            Self::PasswordHash(owner) => write!(f, "password-hash/{owner}"),
            Self::KeySecret(id) => write!(f, "key-secret/{id}"),
            Self::MfaSeed(name) => write!(f, "mfa-seed/{name}"),
            Self::MfaUse(mark) => write!(f, "mfa-use/{mark}"),
        }
    }
}

impl FromStr for EntityKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let (kind, rest) = text.split_once('/').unwrap_or((text, ""));
        let id = || rest.parse::<UniqueId>().map_err(|_| KeyError);
        let key_id = || rest.parse::<AccessKeyId>().map_err(|_| KeyError);
        let pair = || rest.split_once('/').ok_or(KeyError);
        let first = |of: &str| of.parse::<UniqueId>().map_err(|_| KeyError);
        Ok(match kind {
            "root" if rest.is_empty() => Self::Root,
            "alias" if rest.is_empty() => Self::Alias,
            "password-policy" if rest.is_empty() => Self::PasswordPolicy,
            "user" => Self::User(id()?),
            "group" => Self::Group(id()?),
            "role" => Self::Role(id()?),
            "membership" => {
                let (user, group) = pair()?;
                Self::Membership { user: first(user)?, group: first(group)? }
            }
            "attachment" => {
                let (to, policy) = pair()?;
                Self::Attachment { to: first(to)?, policy: policy.parse()? }
            }
            "boundary" => Self::Boundary(id()?),
            "tag" => {
                let (on, key) = pair()?;
                Self::tag(on.parse()?, key)
            }
            "login-profile" => Self::LoginProfile(id()?),
            "access-key" => Self::AccessKey(key_id()?),
            "mfa-device" if !rest.is_empty() => Self::mfa_device(rest),
            "password-hash" => Self::PasswordHash(rest.parse()?),
            "key-secret" => Self::KeySecret(key_id()?),
            "mfa-seed" if !rest.is_empty() => Self::mfa_seed(rest),
            "mfa-use" => Self::MfaUse(rest.parse()?),
            _ => return Err(KeyError),
        })
    }
}

/// Whom a credential belongs to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Owner {
    /// The root user.
    Root,
    /// A user.
    User(UniqueId),
}

impl Owner {
    /// The owner's own key.
    pub const fn key(self) -> EntityKey {
        match self {
            Self::Root => EntityKey::Root,
            Self::User(id) => EntityKey::User(id),
        }
    }
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
        u128::from_str_radix(text, 16).map(|mark| Self(mark.to_be_bytes())).map_err(|_| KeyError)
    }
}

/// What a tag is on.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum TagHolder {
    /// A user or role.
    Identity(UniqueId),
    /// A virtual MFA device, by its name in lower case.
    MfaDevice(String),
}

impl TagHolder {
    /// The tag holder that is the device of this name.
    pub fn mfa_device(name: &str) -> Self {
        Self::MfaDevice(name.to_ascii_lowercase())
    }

    /// The holder's own key.
    pub fn key(&self) -> Option<EntityKey> {
        match self {
            Self::Identity(id) => EntityKey::of_identity(*id),
            Self::MfaDevice(name) => Some(EntityKey::mfa_device(name)),
        }
    }
}

impl fmt::Display for TagHolder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Identity(id) => id.fmt(f),
            Self::MfaDevice(name) => write!(f, "mfa:{name}"),
        }
    }
}

impl FromStr for TagHolder {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        match text.strip_prefix("mfa:") {
            Some(name) => Ok(Self::mfa_device(name)),
            None => text.parse().map(Self::Identity).map_err(|_| KeyError),
        }
    }
}

/// The text is no key of an entity.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct KeyError;

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not the key of an entity")
    }
}

impl std::error::Error for KeyError {}

/// Serialises as the text that `Display` writes and `FromStr` reads.
macro_rules! as_text {
    ($($kind:ident),*) => {$(
        impl Serialize for $kind {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $kind {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
                text.parse().map_err(de::Error::custom)
            }
        }
    )*};
}

as_text!(EntityKey, Owner, SeedMark, TagHolder, PolicyKey);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_print_and_parse() {
        let user: UniqueId = "AIDAAAAAAAAAAAAAAAAAA".parse().unwrap();
        let group: UniqueId = "AGPAAAAAAAAAAAAAAAAAA".parse().unwrap();
        let key_id: AccessKeyId = "AKIAIOSFODNN7EXAMPLE".parse().unwrap();
        let policy = PolicyKey::aws_managed("service-role/AWSLambdaRole");
        let keys = [
            EntityKey::Root,
            EntityKey::Alias,
            EntityKey::PasswordPolicy,
            EntityKey::User(user),
            EntityKey::Group(group),
            EntityKey::Membership { user, group },
            EntityKey::Attachment { to: user, policy },
            EntityKey::Boundary(user),
            EntityKey::tag(TagHolder::Identity(user), "Cost/Centre"),
            EntityKey::tag(TagHolder::mfa_device("Phone"), "a"),
            EntityKey::LoginProfile(user),
            EntityKey::AccessKey(key_id),
            EntityKey::mfa_device("root-account-mfa-device"),
            EntityKey::PasswordHash(Owner::Root),
            EntityKey::PasswordHash(Owner::User(user)),
            EntityKey::KeySecret(key_id),
            EntityKey::mfa_seed("Phone"),
            EntityKey::MfaUse(SeedMark::of(&Disclosed::new("ABCDEFGH"))),
        ];
        for key in keys {
            assert_eq!(key.to_string().parse(), Ok(key.clone()), "{key}");
        }
        for text in ["", "user", "user/", "user/alice", "membership/AIDAAAAAAAAAAAAAAAAAA", "root/x", "nothing/else"] {
            assert!(text.parse::<EntityKey>().is_err(), "{text}");
        }
    }
}
