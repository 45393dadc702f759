//! Walkthroughs: the lessons, how far the learner has come in each, and the page of one, where it is begun.

pub(super) mod list;
pub(super) mod page;
mod rows;
mod study;

pub(super) use study::begin;
