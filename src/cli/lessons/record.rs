//! `lessons record`: what was done in an account, as a lesson's draft.

use std::process::ExitCode;

use super::arguments::RecordArguments;
use super::is_id;
use crate::account::display::visible;
use crate::account::operation::Effect;
use crate::cli::output::{Trouble, USAGE, complain, print};
use crate::store::{Access, Home};
use crate::training::Played;

/// Prints what was done in an account as the draft of a lesson.
pub(super) fn run(home: &Home, account: &str, arguments: &RecordArguments) -> Result<ExitCode, Trouble> {
    let RecordArguments { id, from } = arguments;
    if let Err(why) = is_id(id) {
        complain(&why);
        return Ok(ExitCode::from(USAGE));
    }
    let open = crate::cli::open(home, account, Access::ReadOnly, Effect::Read)?;
    let began_with = home.origin(account)?;
    let played = Played { account: open.account(), began_with: &began_with, history: open.history(), from: *from };
    let Some(draft) = played.draft(id) else {
        let behind = if *from > 0 { format!(" behind revision {from}") } else { String::new() };
        complain(&format!("Nothing was done in the account {}{behind} that a lesson could be made of.", visible(account)));
        return Ok(ExitCode::from(USAGE));
    };
    print(&draft).map(|()| ExitCode::SUCCESS)
}
