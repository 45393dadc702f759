//! The predicates, a family in each file, and what they take.

mod credentials;
mod decisions;
mod identities;
mod journal;
mod lesson;
mod limits;
mod policies;
mod sources;

pub(in crate::training::check) use decisions::ruling;
pub(in crate::training) use lesson::TASKS;

use super::predicate::Predicate;

/// All predicates, by family.
pub(super) const PREDICATES: [&[Predicate]; 7] = [
    identities::PREDICATES,
    policies::PREDICATES,
    credentials::PREDICATES,
    decisions::PREDICATES,
    limits::PREDICATES,
    journal::PREDICATES,
    lesson::PREDICATES,
];
