//! Identity providers.

mod oidc;
mod saml;
