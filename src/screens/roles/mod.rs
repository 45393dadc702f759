//! Roles: the list, making one for an AWS service, a role's page.
//!
//! Keeps apart who may assume a role, its trust policy, and what it may do then, its permissions.

mod conditions;
pub(super) mod create;
pub(super) mod list;
pub(super) mod page;
pub(super) mod rows;
pub(super) mod trust;
mod use_case;
