//! History: what was done to the account and what was refused, and what was said in this session.

mod details;
pub(super) mod list;
mod record;
mod rows;
