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

/// The families, each with what its predicates are about.
pub(super) const FAMILIES: [(&str, &[Predicate]); 7] = [
    ("What is there", identities::PREDICATES),
    ("Policies", policies::PREDICATES),
    ("Credentials", credentials::PREDICATES),
    ("Decisions of the engine", decisions::PREDICATES),
    ("Nothing but what is named", limits::PREDICATES),
    ("What has happened", journal::PREDICATES),
    ("Questions and the checklist", lesson::PREDICATES),
];

/// All predicates.
pub(super) fn all() -> impl Iterator<Item = &'static Predicate> {
    FAMILIES.iter().flat_map(|(_, family)| family.iter())
}
