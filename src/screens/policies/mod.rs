//! Managed policies: the catalogue, and a policy's page.

pub(super) mod rows;
