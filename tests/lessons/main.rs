//! Lessons: files are read or refused with a place, and what the program brings along is proved.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod asked;
mod coverage;
mod files;
mod keys;
mod no_mistake;
mod proof;
mod stage;
mod to_do;
