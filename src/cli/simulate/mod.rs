//! `simulate`: may this request be done, and why? Cases from a file, each with its own policies, or one question about the
//! practice account.

mod arguments;
mod cases;
mod lines;

use std::process::ExitCode;

use super::output::{Trouble, USAGE, complain};
use crate::store::Home;
pub(super) use arguments::SimulateArguments;
pub(super) use cases::run as cases;

/// Answers a question about the practice account.
///
/// # Errors
/// The account can't be read, or the answer not written.
pub(super) fn ask(_home: &Home, _account: &str, _arguments: &SimulateArguments) -> Result<ExitCode, Trouble> {
    complain("Questions about the practice account can't be asked yet; --cases FILE answers cases.");
    Ok(ExitCode::from(USAGE))
}
