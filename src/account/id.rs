//! Identifiers as AWS forms them.

use std::fmt;
use std::str::FromStr;

use rand::{Rng, RngExt};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Letters and digits of AWS's unique ids.
const ID_ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// A twelve-digit AWS account id.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountId([u8; 12]);

impl AccountId {
    /// A random account id. The first digit is never 0, so that no spreadsheet shortens it.
    pub fn random(rng: &mut impl Rng) -> Self {
        let mut digits = [b'0'; 12];
        for (place, digit) in digits.iter_mut().enumerate() {
            *digit = rng.random_range(if place == 0 { b'1' } else { b'0' }..=b'9');
        }
        Self(digits)
    }

    /// The twelve digits.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("000000000000")
    }

    /// The digits in the console's grouping, `4821-0973-5516`.
    pub fn grouped(&self) -> String {
        let digits = self.as_str();
        format!("{}-{}-{}", &digits[..4], &digits[4..8], &digits[8..])
    }
}

impl FromStr for AccountId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let digits: [u8; 12] = text.as_bytes().try_into().map_err(|_| IdError)?;
        if digits.iter().all(u8::is_ascii_digit) { Ok(Self(digits)) } else { Err(IdError) }
    }
}

/// What a unique id names, told by its first four letters (IAM identifiers: unique ID prefixes).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum IdKind {
    /// `AIDA`
    User,
    /// `AGPA`
    Group,
    /// `AROA`
    Role,
    /// `ANPA`
    ManagedPolicy,
    /// `AIPA`
    InstanceProfile,
    /// `ASAM`, of our own: AWS tells no ids of providers in this form.
    SamlProvider,
    /// `AOID`, of our own.
    OidcProvider,
}

impl IdKind {
    const ALL: [Self; 7] =
        [Self::User, Self::Group, Self::Role, Self::ManagedPolicy, Self::InstanceProfile, Self::SamlProvider, Self::OidcProvider];

    const fn prefix(self) -> &'static [u8; 4] {
        match self {
            Self::User => b"AIDA",
            Self::Group => b"AGPA",
            Self::Role => b"AROA",
            Self::ManagedPolicy => b"ANPA",
            Self::InstanceProfile => b"AIPA",
            Self::SamlProvider => b"ASAM",
            Self::OidcProvider => b"AOID",
        }
    }

    /// The word that ARNs have for it: `user`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Group => "group",
            Self::Role => "role",
            Self::ManagedPolicy => "policy",
            Self::InstanceProfile => "instance-profile",
            Self::SamlProvider => "saml-provider",
            Self::OidcProvider => "oidc-provider",
        }
    }
}

/// The unique id of an IAM entity: 21 characters that stay when the entity is renamed and are never used twice.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UniqueId([u8; 21]);

impl UniqueId {
    /// The id before all others, where a range begins.
    pub const FIRST: Self = Self([0; 21]);
    /// The id after all others, where a range ends.
    pub const LAST: Self = Self([0xff; 21]);
    /// The id of the role that the other account of the practice world has.
    pub const PARTNERS_ROLE: Self = Self(*b"AROA7PARTNERGUEST2345");
    /// The id of the user who asks from the other account.
    pub const PARTNERS_USER: Self = Self(*b"AIDA7PARTNERUSER23456");

    /// A random id of the given kind.
    pub fn random(kind: IdKind, rng: &mut impl Rng) -> Self {
        Self::from_letters(kind, std::iter::repeat_with(|| rng.random_range(0..32)))
    }

    /// The same id for the same text, for entities that AWS owns and we only catalogue.
    pub fn derived(kind: IdKind, text: &str) -> Self {
        let mut hash = xxhash_rust::xxh3::xxh3_128(text.as_bytes());
        Self::from_letters(
            kind,
            std::iter::repeat_with(move || {
                let letter = (hash % 32) as usize;
                hash /= 32;
                letter
            }),
        )
    }

    fn from_letters(kind: IdKind, mut letters: impl Iterator<Item = usize>) -> Self {
        let mut id = [b'A'; 21];
        id[..4].copy_from_slice(kind.prefix());
        for (place, letter) in id[4..].iter_mut().zip(&mut letters) {
            *place = ID_ALPHABET[letter % 32];
        }
        Self(id)
    }

    /// What the id names; `None` for the ends of a range.
    pub fn kind(&self) -> Option<IdKind> {
        IdKind::ALL.into_iter().find(|kind| self.0.starts_with(kind.prefix()))
    }

    /// The 21 characters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl FromStr for UniqueId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let id = Self(text.as_bytes().try_into().map_err(|_| IdError)?);
        let spelled = id.0.iter().all(|letter| letter.is_ascii_uppercase() || letter.is_ascii_digit());
        if spelled && id.kind().is_some() { Ok(id) } else { Err(IdError) }
    }
}

/// The id of an access key, 20 characters to `EXAMPLE`: from `AKIA` a long-term one, from `ASIA` one of temporary credentials.
///
/// The ending is AWS's own convention for keys in samples: no secret scanner takes them for real.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccessKeyId([u8; 20]);

impl AccessKeyId {
    /// The id before all others, where a range begins.
    pub const FIRST: Self = Self([0; 20]);
    /// The id after all others, where a range ends.
    pub const LAST: Self = Self([0xff; 20]);

    /// A random id of a long-term access key.
    pub fn random(rng: &mut impl Rng) -> Self {
        Self::random_from(*b"AKIA.........EXAMPLE", rng)
    }

    /// A random id of temporary credentials.
    pub fn random_temporary(rng: &mut impl Rng) -> Self {
        Self::random_from(*b"ASIA.........EXAMPLE", rng)
    }

    fn random_from(mut id: [u8; 20], rng: &mut impl Rng) -> Self {
        for place in &mut id[4..13] {
            *place = ID_ALPHABET[rng.random_range(0..32)];
        }
        Self(id)
    }

    /// Whether it is of temporary credentials.
    pub fn is_temporary(&self) -> bool {
        self.0.starts_with(b"ASIA")
    }

    /// The 20 characters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl FromStr for AccessKeyId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let id = Self(text.as_bytes().try_into().map_err(|_| IdError)?);
        let spelled = id.0.iter().all(|letter| letter.is_ascii_uppercase() || letter.is_ascii_digit());
        if spelled && (id.0.starts_with(b"AKIA") || id.is_temporary()) { Ok(id) } else { Err(IdError) }
    }
}

/// The text is no identifier of the kind asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct IdError;

impl fmt::Display for IdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an identifier of this kind")
    }
}

impl std::error::Error for IdError {}

/// Displays, serialises and parses an identifier as its text.
macro_rules! as_text {
    ($($id:ident),*) => {$(
        impl fmt::Display for $id {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl fmt::Debug for $id {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl Serialize for $id {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> Deserialize<'de> for $id {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
                text.parse().map_err(de::Error::custom)
            }
        }
    )*};
}

as_text!(AccountId, UniqueId, AccessKeyId);

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand::rngs::StdRng;

    #[test]
    fn ids_are_shaped_as_aws_shapes_them() {
        let mut rng = StdRng::seed_from_u64(7);
        for _ in 0..200 {
            let user = UniqueId::random(IdKind::User, &mut rng);
            assert!(user.as_str().starts_with("AIDA") && user.as_str().len() == 21);
            assert_eq!(user.as_str().parse(), Ok(user));
            assert_eq!(user.kind(), Some(IdKind::User));

            let key = AccessKeyId::random(&mut rng);
            assert!(key.as_str().starts_with("AKIA") && key.as_str().ends_with("EXAMPLE"));
            assert_eq!(key.as_str().parse(), Ok(key));

            let account = AccountId::random(&mut rng);
            assert_eq!(account.as_str().parse(), Ok(account));
            assert_ne!(account.as_str().as_bytes()[0], b'0');
        }
    }

    #[test]
    fn derived_ids_are_stable() {
        let arn = "arn:aws:iam::aws:policy/AdministratorAccess";
        assert_eq!(UniqueId::derived(IdKind::ManagedPolicy, arn), UniqueId::derived(IdKind::ManagedPolicy, arn));
        assert_ne!(UniqueId::derived(IdKind::ManagedPolicy, arn), UniqueId::derived(IdKind::ManagedPolicy, "other"));
    }

    #[test]
    fn other_text_is_no_id() {
        for text in ["", "AIDA", "aidaaaaaaaaaaaaaaaaaa", "XXXXAAAAAAAAAAAAAAAAA", "AIDA/AAAAAAAAAAAAAAAA", "AIDAé AAAAAAAAAAAAAAA"] {
            assert!(text.parse::<UniqueId>().is_err(), "{text}");
        }
        for text in ["12345678901", "1234567890123", "12345678901x", "١٢٣٤٥٦"] {
            assert!(text.parse::<AccountId>().is_err(), "{text}");
        }
    }
}
