//! Flows by keys: keys in; the screen, the account and what is saved or copied out. A module for each subject.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../common/mod.rs"]
mod common;

mod access;
mod accounts;
mod coach;
mod create_role;
mod create_user;
mod credential_report;
mod dashboard;
mod denials;
mod denied;
mod dialogs;
mod editor;
mod groups;
mod hidden;
mod history;
mod inquiries;
mod mended;
mod mfa;
mod policies;
mod policy_versions;
mod providers;
mod quiz;
mod resources;
mod role_page;
mod roles;
mod secrets;
mod settings;
mod several;
mod shell;
mod sight;
mod sign_in;
mod simulator;
mod slow_store;
mod tries;
mod user;
mod user_credentials;
