//! Policies: documents, decisions, findings.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cases;
mod checklist;
mod completion;
mod document;
mod entries;
mod hostile;
mod lint;
mod properties;
mod summary;
