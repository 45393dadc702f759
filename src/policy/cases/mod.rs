//! Request cases: a line of JSON each, a request with every policy that has a say in it, and perhaps the known answer.
//!
//! [`Cases`] reads lines and answers them. A line that is no case is answered, too: with what is wrong and where.

mod answer;
mod context;
mod documents;
mod fault;
mod layers;
mod members;
mod read;
mod work;

pub use answer::{Answer, Verdict};
pub use fault::BadCase;

use documents::Documents;

use super::decision::{Decision, Policies};
use super::request::Request;

/// A case.
#[derive(Debug)]
pub struct Case {
    /// What the file calls it.
    pub id: String,
    /// Who wants to do what to which resource.
    pub request: Request,
    /// All policies that have a say.
    pub policies: Policies,
    /// The answer that is known to be right, where the case has it.
    pub expected: Option<Decision>,
    /// Fields that counted for nothing, though their names are nearly those of fields that the case does not have.
    pub ignored: Vec<String>,
}

/// Reads cases, one after the other. Documents that come again are compiled once.
#[derive(Default, Debug)]
pub struct Cases {
    documents: Documents,
}

impl Cases {
    /// Reads a line.
    ///
    /// # Errors
    /// Where the line is no case, or names a request that can't be: the first thing that is wrong.
    pub fn read(&mut self, line: &[u8]) -> Result<Case, BadCase> {
        read::case(line, &mut self.documents)
    }
}

#[cfg(test)]
mod tests;
