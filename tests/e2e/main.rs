//! The program itself, in a pseudo-terminal of its own or with its output in a pipe, as a person or a script uses it.
//!
//! Time decides nothing here: what is waited for either comes or does not come, and then the screen is printed.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod asking;
mod authenticator;
mod contents;
mod home;
mod keys;
mod program;
mod terminal;

mod accounts;
mod beside;
mod certificate;
mod clipboard;
mod durability;
mod early_and_late;
mod headless;
mod help;
mod hostile;
mod idle;
mod journey;
mod learners;
mod leaving;
mod lessons;
mod named_files;
mod own_lessons;
mod plain;
mod principals;
mod read_only;
mod readers;
mod recording;
mod secrets;
mod seed_files;
mod simulate;
mod storms;
mod surroundings;
mod suspending;
mod tries;
