//! What whoever is signed in may see: what a screen needs to be allowed, and what stands in the place of what is not.

pub(super) mod denied;
pub(super) mod needs;
pub(crate) mod reading;
pub(super) mod seen_arns;
