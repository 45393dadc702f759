//! Groups: the list, making one, a group's page with its users and permissions.
//!
//! Says before anyone leaves, or a policy does, what is lost by it; a user's page asks the same way. Knows the pages of users
//! and policies by their rows only.

pub(super) mod create;
pub(super) mod leaving;
pub(super) mod list;
pub(super) mod page;
mod rename;
pub(super) mod rows;
