//! Flows by keys: keys in; the screen, the account and what is saved or copied out. A module for each subject.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../common/mod.rs"]
mod common;

mod access;
mod accounts;
mod credential_report;
mod dashboard;
mod denied;
mod groups;
mod history;
mod learn;
mod mfa;
mod policies;
mod providers;
mod resources;
mod roles;
mod settings;
mod several;
mod shell;
mod sign_in;
mod simulator;
mod tries;
mod users;
