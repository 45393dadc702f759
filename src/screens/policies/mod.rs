//! Managed policies: the catalogue, a policy's page, and attaching one to users, groups and roles.

pub(super) mod attach;
pub(super) mod choices;
mod deletion;
mod document;
mod entities;
pub(super) mod list;
pub(super) mod page;
pub(super) mod rows;
mod versions;
