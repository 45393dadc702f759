//! Identity providers: whose users may assume roles without being users of the account.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::account::id::UniqueId;

/// A SAML provider.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SamlProvider {
    /// An id of our own: AWS tells none in this form.
    pub id: UniqueId,
    /// Unique in the account without regard to case; never changes.
    pub name: String,
    /// When the provider was made.
    pub created: Timestamp,
    /// Until when its metadata hold.
    pub valid_until: Timestamp,
    /// Its metadata: an XML document as it was given.
    pub metadata: String,
    /// Whether assertions are, or may be, encrypted.
    pub encryption: Option<AssertionEncryption>,
    /// The keys that encrypted assertions are read with.
    pub keys: Vec<SamlKey>,
}

/// Whether a provider's assertions are encrypted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum AssertionEncryption {
    /// Others are refused.
    Required,
    /// Others are taken, too.
    Allowed,
}

impl AssertionEncryption {
    /// The mode that the API calls so.
    pub fn named(word: &str) -> Option<Self> {
        [Self::Required, Self::Allowed].into_iter().find(|mode| mode.as_str() == word)
    }

    /// The API's word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Required => "Required",
            Self::Allowed => "Allowed",
        }
    }
}

/// That a private key was given. The key itself is not kept: the practice account reads no assertion that is encrypted.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SamlKey {
    /// 22 capitals and digits.
    pub id: String,
    /// When it was given.
    pub added: Timestamp,
}

/// An OIDC provider.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct OidcProvider {
    /// An id of our own: AWS tells none.
    pub id: UniqueId,
    /// The issuer's address without `https://`; never changes.
    pub url: String,
    /// When the provider was made.
    pub created: Timestamp,
    /// The audiences that its tokens may be for.
    pub client_ids: Vec<String>,
    /// SHA-1 thumbprints of certificates that its keys may be fetched with, in hexadecimal.
    pub thumbprints: Vec<String>,
}
