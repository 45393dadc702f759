//! The quiz: how one stands with each misconception, and sittings in which questions are asked and explained.

pub(super) mod list;
mod rows;
pub(super) mod sitting;
mod view;
