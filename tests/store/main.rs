//! The store: one contract for both ledgers, and for the one on disk everything that can happen to files.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod access;
mod beside;
#[path = "../common/mod.rs"]
mod common;
mod contract;
mod files;
mod first_format;
mod homes;
mod journal_damage;
mod place;
mod refused_undo;
mod sequences;
mod state_damage;
