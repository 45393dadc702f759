//! Roles: the list, making one for an AWS service, a role's page.

pub(super) mod create;
pub(super) mod list;
pub(super) mod page;
pub(super) mod rows;
mod tag_rows;
mod trust;
mod use_case;
