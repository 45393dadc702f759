//! Credentials that last: console passwords, access keys, virtual MFA devices.

mod access_keys;
mod login_profiles;
mod mfa_devices;

pub(in crate::account) use access_keys::random_secret;
