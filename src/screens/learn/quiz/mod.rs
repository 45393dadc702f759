//! The quiz: how one stands with each misconception, and sittings in which questions are asked and explained.

pub(in crate::screens) mod list;
mod rows;
pub(in crate::screens) mod sitting;
mod view;
