//! Documents in the form that decides: made once, cheap to clone, with what explanations need.

mod keys;
mod policy;
mod principals;
mod statement;

pub use policy::{Policy, Rules};
pub use principals::{Named, NoPrincipal, Principals, Unnameable};
pub(in crate::policy) use statement::{Asked, WithoutPrincipal};
pub use statement::{Outcome, Statement};
