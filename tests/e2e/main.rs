//! The program itself, in a pseudo-terminal of its own or with its output in a pipe, as a person or a script uses it.
//!
//! Time decides nothing here: what is waited for either comes or does not come, and then the screen is printed.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod authenticator;
mod home;
mod keys;
mod program;
mod terminal;

mod commands;
mod console;
mod durability;
mod hostile;
mod named_files;
mod plain;
mod read_only;
mod secrets;
