//! What several screens are put together from: the look of pages and wizards, tables to choose from, a policy's summary, the tabs
//! that users, groups, roles and policies have alike.

pub(super) mod last_accessed;
pub(super) mod narrowing;
pub(super) mod page;
pub(super) mod permissions;
pub(super) mod summary;
pub(super) mod table;
pub(super) mod wizard;
