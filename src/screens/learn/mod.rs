//! What is learned with: walkthroughs and the quiz.

pub(super) mod quiz;
pub(super) mod walkthroughs;
