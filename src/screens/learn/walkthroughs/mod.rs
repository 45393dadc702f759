//! Walkthroughs: the lessons, how far the learner has come in each, and the page of one, where it is begun.

pub(in crate::screens) mod list;
pub(in crate::screens) mod page;
mod rows;
mod study;

pub(in crate::screens) use study::begin;
