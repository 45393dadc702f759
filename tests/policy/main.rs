//! Policies: documents, decisions, findings.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod applied;
mod cases;
mod checklist;
mod completion;
mod document;
mod entries;
mod generated;
mod hostile;
mod lint;
mod properties;
mod remedies;
mod summary;
