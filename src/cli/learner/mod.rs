//! What was learned, without a screen: the quiz, progress, certificates, and what a class comes to.

pub(super) mod certificate;
pub(super) mod class;
pub(super) mod progress;
pub(super) mod quiz;
pub(super) mod quiz_check;
