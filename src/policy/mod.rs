//! The policy engine: pure, with no account in it. Documents in, decisions and reasons out.
//!
//! [`document`] reads and checks documents, [`pattern`] and [`condition`] match, [`compiled`] is a document in the form that
//! decides, [`request`] what is asked, [`decision`] the answer and its reasons; [`actions`] are sets of actions and [`reach`]
//! compares what patterns reach; [`cases`] are requests written down with all their policies.

pub mod actions;
pub mod cases;
pub mod compiled;
pub mod completion;
pub mod condition;
pub mod decision;
pub mod document;
pub mod lint;
pub mod pattern;
pub mod reach;
pub mod request;
pub mod summary;
