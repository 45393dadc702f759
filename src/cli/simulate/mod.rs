//! `simulate`: may this request be done, and why? Cases from a file, each with its own policies, or one question about the
//! practice account.

mod arguments;
mod ask;
mod cases;
mod lines;
mod tally;
mod words;

pub(super) use arguments::SimulateArguments;
pub(super) use ask::run as ask;
pub(super) use cases::run as cases;
pub(super) use words::{Paint, answer_in_words};
