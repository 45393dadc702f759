//! Groups: the list, making one, a group's page with its users and permissions.

pub(super) mod create;
pub(super) mod leaving;
pub(super) mod list;
pub(super) mod page;
mod rename;
pub(super) mod rows;
