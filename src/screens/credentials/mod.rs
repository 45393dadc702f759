//! Credentials: root's *Security credentials*, assigning an MFA device, the practice authenticator, the credential report; and
//! the parts that root's page and a user's page share.

pub(super) mod assign_mfa;
pub(super) mod authenticator;
pub(super) mod credential_report;
pub(super) mod parts;
pub(super) mod security_credentials;
