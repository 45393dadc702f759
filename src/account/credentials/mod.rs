//! What somebody proves with who they are: passwords, codes of MFA devices, tokens of identity providers; and secrets, which are
//! never shown by accident.

pub(super) mod identity_token;
pub mod mfa;
pub mod password;
pub(super) mod saml_metadata;
pub mod secret;
