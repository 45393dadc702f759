//! Account settings: the password policy in force, and the form that sets another.

mod clock;
pub(super) mod edit;
mod fields;
mod preview;
mod questions;
pub(super) mod show;
mod words;
