//! `iam-console`: the AWS IAM console in a terminal, on a practice account that lives on the learner's own machine.
//!
//! # The one idea
//!
//! Every change to an account is an IAM API operation, and every operation goes through one door:
//!
//! ```text
//! key, mouse, `:aws iam …`, `iam-console aws iam …`
//!         │
//!         ▼
//!    Operation ──► Account::plan(caller, operation, env) ──► Planned { reply, change } or a Refusal
//!                       pure: reads, never writes                │
//!                                                                ▼
//!                                            Ledger::commit      durable before it is acknowledged:
//!                                                                │  a journal line, synced; sled follows
//!                                                                ▼
//!                                            Account::apply      memory follows the disk
//! ```
//!
//! Undo and redo (a change's images, swapped), the echo of AWS CLI lines (an operation, printed), previews (a plan, not
//! committed), the history (the journal) and headless use all fall out of this shape.
//!
//! # Layers
//!
//! A layer may use what stands above it in this list, never what stands below; `tests/architecture.rs` holds it to that.
//!
//! * [`catalog`]: what AWS publishes: managed policies, services with their actions, resources and condition keys, and service
//!   principals.
//! * [`policy`]: the policy engine, with no account in it: documents, matching, decisions and their reasons.
//! * [`account`]: the pure model: entities, operations, plans, changes. An [`account::Account`] is a value that is cheap
//!   to clone, so the store makes the next one while a screen draws from this one.
//! * [`access`]: questions about an account: may she, who can, what can, what does a change give and take.
//! * [`awscli`]: operations as `aws iam …` lines, in and out; replies as the AWS CLI prints them.
//! * [`store`]: where accounts live. [`store::OpenAccount`] is the one thing that front ends talk to: it plans, commits,
//!   undoes.
//! * [`training`]: lessons, what they check, and how far a learner has come.
//! * [`theme`], [`widgets`]: colours by role; lines, lists, forms, documents, QR codes, on one canvas.
//! * [`app`]: the application without a terminal: a model, messages, effects, the shell around the screens.
//! * [`screens`]: one folder a screen, and the table of them.
//! * [`terminal`]: entering and leaving, events, the runtime that performs effects.
//! * [`cli`]: arguments, and what runs without a screen.
//!
//! # Threads
//!
//! One thread reads input, one waits for signals, one keeps the account (it alone plans and commits, so neither a slow
//! disk nor a slow hash blocks a key), a question over the whole account is answered on one that ends with it, and the main
//! thread owns model and screen. They meet in one channel, which is drained before each frame; nothing is drawn or written
//! when nothing happens.

pub mod catalog;

pub mod policy;

pub mod account;

pub mod access;

pub mod awscli;

pub mod store;

pub mod training;

pub mod theme;

pub mod widgets;

pub mod app;

pub mod screens;

pub mod terminal;

pub mod cli;
