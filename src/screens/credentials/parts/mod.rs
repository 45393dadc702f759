//! Credentials wherever they are managed: on a user's page and, for root, on the page of its own.
//!
//! Everything here is about an [`Owner`](crate::account::entity::Owner). One file a kind of credential says how it is
//! listed and which dialogs change it; [`Credentials`] puts the kinds one above another, and is all that a screen needs.

mod access_key_creation;
pub(in crate::screens) mod access_keys;
mod credentials;
mod key_description;
pub(in crate::screens) mod mfa;
mod row;
mod sight;
mod whose;

pub(in crate::screens) use credentials::Credentials;
pub(in crate::screens) use row::{Credential, Drawn, Section};
use whose::Whose;
