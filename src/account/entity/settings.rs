//! What an account has once: its root user, its alias, its password policy.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The root user: the account's owner, whom no policy limits.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RootUser {
    /// The e-mail address that root signs in with.
    pub email: String,
    /// When the account was made.
    pub created: Timestamp,
}

/// The account alias, in place of the account id in the sign-in link.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AccountAlias {
    /// 3 to 63 characters.
    pub alias: String,
}

/// How far the practice clock is ahead of the real one. It governs ages, sessions and reports; MFA codes follow the real clock.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Clock {
    /// Seconds ahead.
    pub ahead: i64,
}

/// The account's own password policy. Rules on length and characters bite when a password is next set, expiry at once;
/// root and access keys are outside of it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[allow(clippy::struct_excessive_bools, reason = "the API's members")]
pub struct PasswordPolicy {
    /// 6 to 128 characters.
    pub minimum_length: u32,
    /// At least one symbol.
    pub require_symbols: bool,
    /// At least one digit.
    pub require_numbers: bool,
    /// At least one upper-case letter.
    pub require_uppercase: bool,
    /// At least one lower-case letter.
    pub require_lowercase: bool,
    /// Users may change their own password.
    pub allow_users_to_change: bool,
    /// Days until a password expires, 1 to 1,095; `None`: never.
    pub max_age: Option<u32>,
    /// How many earlier passwords may not be used again, 1 to 24; `None`: any may.
    pub reuse_prevention: Option<u32>,
    /// Once expired, only an administrator can set a new one.
    pub hard_expiry: bool,
}

impl Default for PasswordPolicy {
    /// What `UpdateAccountPasswordPolicy` sets where a member is left out.
    fn default() -> Self {
        Self {
            minimum_length: 6,
            require_symbols: false,
            require_numbers: false,
            require_uppercase: false,
            require_lowercase: false,
            allow_users_to_change: false,
            max_age: None,
            reuse_prevention: None,
            hard_expiry: false,
        }
    }
}

impl PasswordPolicy {
    /// How many of the four kinds of characters the policy asks for.
    pub fn required_classes(&self) -> usize {
        [self.require_symbols, self.require_numbers, self.require_uppercase, self.require_lowercase].into_iter().filter(|on| *on).count()
    }
}
