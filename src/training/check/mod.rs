//! The language in which a lesson says what must be so: small, typed, total.
//!
//! A [`Check`] is parsed once and decided as often as the account changes; it reads and never writes, ends always, and says
//! with every [`Verdict`] what it found, what it looks for and where to look. A [`Term`] is the same for what a question asks.

mod error;
mod facts;
mod value;
mod verdict;

pub use error::CheckError;
pub use facts::{Attempt, Facts, Given, Made};
pub use value::{Kind, Outcome, Source, Value};
pub use verdict::{Finding, Place, Verdict};
