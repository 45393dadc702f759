//! Users: the list, the create wizard, a user's page.

pub(super) mod create;
mod deletion;
pub(super) mod list;
pub(super) mod page;
pub(super) mod rows;
pub(super) mod sign_in;
