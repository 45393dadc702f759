//! Replies about passwords, access keys and MFA devices.

use super::{Date, UserDetail};
use crate::account::operation::Tag;
use crate::account::secret::Disclosed;

super::structures! {
    /// `AccessKeyLastUsed`
    KeyLastUsedDetail {
        #[serde(skip_serializing_if = "Option::is_none")]
        last_used_date: Option<Date>,
        service_name: String,
        region: String,
    }

    /// `LoginProfile`
    LoginProfileDetail {
        user_name: String,
        create_date: Date,
        password_reset_required: bool,
    }

    /// `AccessKey`: the one reply that has the secret. Root has no user name.
    AccessKeyDetail {
        #[serde(skip_serializing_if = "Option::is_none")]
        user_name: Option<String>,
        access_key_id: String,
        status: &'static str,
        secret_access_key: Disclosed,
        create_date: Date,
    }

    /// `AccessKeyMetadata`
    AccessKeyMetadata {
        #[serde(skip_serializing_if = "Option::is_none")]
        user_name: Option<String>,
        access_key_id: String,
        status: &'static str,
        create_date: Date,
    }

    /// `VirtualMFADevice`. The seed is there only in the reply to its making.
    VirtualMfaDeviceDetail {
        serial_number: String,
        #[serde(rename = "Base32StringSeed", skip_serializing_if = "Option::is_none")]
        base32_string_seed: Option<Disclosed>,
        /// The address that the QR code holds; the picture is made of it where it is wanted.
        #[serde(skip)]
        otpauth_uri: Option<Disclosed>,
        #[serde(skip_serializing_if = "Option::is_none")]
        user: Option<UserDetail>,
        #[serde(skip_serializing_if = "Option::is_none")]
        enable_date: Option<Date>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        tags: Vec<Tag>,
    }

    /// `MFADevice`
    MfaDeviceDetail {
        #[serde(skip_serializing_if = "Option::is_none")]
        user_name: Option<String>,
        serial_number: String,
        enable_date: Date,
    }

    /// `PasswordPolicy`
    PasswordPolicyDetail {
        minimum_password_length: u32,
        require_symbols: bool,
        require_numbers: bool,
        require_uppercase_characters: bool,
        require_lowercase_characters: bool,
        allow_users_to_change_password: bool,
        expire_passwords: bool,
        #[serde(skip_serializing_if = "Option::is_none")]
        max_password_age: Option<u32>,
        #[serde(skip_serializing_if = "Option::is_none")]
        password_reuse_prevention: Option<u32>,
        #[serde(skip_serializing_if = "Option::is_none")]
        hard_expiry: Option<bool>,
    }
}
