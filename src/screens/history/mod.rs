//! History: what was done to the account and what was refused, and what was said in this session.

pub(super) mod list;
mod details;
mod record;
mod rows;
