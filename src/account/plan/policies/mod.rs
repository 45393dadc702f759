//! Policies: managed ones with their versions, inline ones, what they are attached to, whom they bound.

mod attachments;
mod boundaries;
pub(super) mod documents;
mod inline;
mod managed;
pub(super) mod versions;
