//! What the policies that bear on somebody come to: clauses of actions, resources and demands, and how far they reach.

pub(super) mod address;
pub(super) mod asked_by;
pub(super) mod asks;
pub(super) mod beginnings;
pub(super) mod clause;
pub(super) mod demand;
mod hearer;
pub(super) mod named_sessions;
pub(super) mod on_one;
pub(super) mod one_resource;
pub(super) mod outsiders;
mod personal;
pub(super) mod reach;
pub(super) mod reads;
pub(super) mod resource_policies;
pub(super) mod scope;
pub(super) mod session_names;
pub(super) mod spelled;
pub(super) mod statements;
