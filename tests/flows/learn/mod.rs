//! Flows through lessons and the quiz.

mod coach;
mod quiz;
