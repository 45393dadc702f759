//! Policies: documents, decisions, findings.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod document;
mod summary;
