//! The policy engine: documents, matching, decisions and their reasons.
//!
//! Pure, and without an account in it: documents and a request go in, a decision comes out, with every statement's part in
//! it. Documents are read once into [`document::Document`]; what decides works on a compiled form of that.

pub mod actions;
pub mod document;
pub mod reach;
