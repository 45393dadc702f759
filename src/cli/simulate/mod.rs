//! `simulate`: may this request be done, and why? Cases from a file, each with its own policies, or one question about the
//! practice account.

mod arguments;
mod cases;
mod lines;

use std::process::ExitCode;

use super::output::{Trouble, USAGE, complain};
use crate::account::operation::Effect;
use crate::store::{Access, Home};
pub(super) use arguments::SimulateArguments;
pub(super) use cases::run as cases;

/// Answers a question about the practice account.
///
/// # Errors
/// The account can't be read, or the answer not written.
pub(super) fn ask(home: &Home, account: &str, _arguments: &SimulateArguments) -> Result<ExitCode, Trouble> {
    let _open = super::open(home, account, Access::ReadOnly, Effect::Read)?;
    complain("Questions about the practice account can't be asked yet; --cases FILE answers cases.");
    Ok(ExitCode::from(USAGE))
}
