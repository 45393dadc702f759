//! stub
use std::process::ExitCode;
use super::arguments::RecordArguments;
use crate::cli::output::Trouble;
use crate::store::Home;
pub(super) fn run(_home: &Home, _account: &str, _arguments: &RecordArguments) -> Result<ExitCode, Trouble> {
    Ok(ExitCode::SUCCESS)
}
