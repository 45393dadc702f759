//! How the console looks: a picture of every screen in every state, text and style, and what holds for all of them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../common/mod.rs"]
mod common;
mod cuts;
mod picture;
mod properties;
mod scenes;
mod snapshots;
