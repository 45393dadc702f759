//! Users: the list, the create wizard, a user's page.

pub(super) mod list;
pub(super) mod rows;
