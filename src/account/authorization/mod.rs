//! What has a say when somebody asks for something: the policies of a principal, each with its origin, the policy of the
//! resource, and the condition keys that AWS would send along.
//!
//! Decides nothing itself: it gathers what the engine decides on.

mod asker;
mod circumstances;
mod classes;
mod context;
mod named;
mod origin;
mod password_policy;
mod policies;
mod reach;
mod requests;
mod resource;
mod revoked;
mod service_keys;
mod verdict;

pub use crate::policy::request::{is_of_principal, is_principal_tag};
pub use asker::{Asker, AskerError};
pub use circumstances::{Circumstances, Credentials};
pub use classes::HoldingKey;
pub use context::{Derived, Provenance, context_of, in_utc, overridden};
pub use origin::{Origin, Origins, Source};
pub use policies::Authority;
pub use reach::WITHOUT_PERMISSION;
pub use requests::Asked;
pub use resource::{ROOTS_ALWAYS, is_roots_always};
