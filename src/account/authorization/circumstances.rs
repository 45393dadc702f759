//! The circumstances of a request: when, and with which credentials.

use jiff::Timestamp;

use crate::account::id::AccessKeyId;

/// When a request is made, and with what.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Circumstances {
    /// The practice account's time.
    pub now: Timestamp,
    /// What the request is signed with.
    pub credentials: Credentials,
}

/// What a request is signed with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Credentials {
    /// A long-term access key: AWS sends no MFA keys at all. For roles and their sessions, who have none: a session that was
    /// opened without MFA.
    AccessKey,
    /// A session that was opened without MFA, as by signing in to the console.
    Session,
    /// A session that was opened with MFA, so many seconds ago.
    MfaSession {
        /// Seconds since the code was given.
        age: u32,
    },
    /// A session that the account keeps, by its key: with its MFA, its time of issue, its tags and its policies.
    Opened(AccessKeyId),
}

impl Credentials {
    /// Those of an access key, or of a session that has just been opened with MFA.
    pub const fn with(mfa: bool) -> Self {
        if mfa { Self::MfaSession { age: 0 } } else { Self::AccessKey }
    }

    /// Whether they are of a session that was opened with MFA, as far as they say so themselves.
    pub const fn have_mfa(self) -> bool {
        matches!(self, Self::MfaSession { .. })
    }

    /// How a request is made with them, in words: `signed in with MFA`.
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::AccessKey => "with an access key",
            Self::Session => "signed in without MFA",
            Self::MfaSession { .. } => "signed in with MFA",
            Self::Opened(_) => "in a session that is open",
        }
    }
}

impl Circumstances {
    /// A request with a long-term access key.
    pub const fn with_access_key(now: Timestamp) -> Self {
        Self { now, credentials: Credentials::AccessKey }
    }

    /// The key of the session that the request is made in, where the account keeps it.
    pub const fn session(&self) -> Option<AccessKeyId> {
        match self.credentials {
            Credentials::Opened(key) => Some(key),
            _ => None,
        }
    }

    /// A request in a session that has just been opened with MFA.
    pub const fn with_mfa(now: Timestamp) -> Self {
        Self { now, credentials: Credentials::MfaSession { age: 0 } }
    }
}
