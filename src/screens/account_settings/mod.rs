//! Account settings: the password policy in force, and the form that sets another.

pub(super) mod clock;
mod edit;
mod fields;
mod preview;
mod questions;
pub(super) mod show;
mod words;
