//! Groups: the list, making one, a group's page.

pub(super) mod rows;
