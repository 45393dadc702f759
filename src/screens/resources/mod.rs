//! *Resources*: what the practice estate holds, one list and one kind of page for all of it.
//!
//! [`kinds`] is the table that drives them: what each kind holds, shows, and can have done to it. [`deed`] turns a row of it
//! into a form and operations; [`facts`] tells what matters for authorisation.

mod compute;
mod contents;
mod deed;
mod facts;
mod keys;
mod kinds;
pub mod list;
pub mod page;
mod rows;
mod storage;
mod tabs;

pub(super) use facts::Openness;
pub(super) use tabs::Tab;
