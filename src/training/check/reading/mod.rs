//! From a text to a check: its words, its form, and what they mean.

pub(super) mod error;
mod scope;
pub(super) mod syntax;
mod token;
pub(super) mod typing;
pub(super) mod typing_parts;
