//! `iam-console`: the AWS IAM console in a terminal, on a practice account that lives on the learner's own machine.
//!
//! Every change to an account is an IAM API operation, and every operation goes through one door,
//! [`account::Account::plan`]. A layer may use what stands above it in the list below, never what stands below it.

pub mod catalog;

pub mod account;

pub mod awscli;

pub mod store;

pub mod theme;

pub mod widgets;

pub mod app;

pub mod screens;

pub mod terminal;

pub mod cli;
