//! `lessons record`: what was done in an account, as a lesson's draft.

use std::process::ExitCode;

use super::arguments::RecordArguments;
use super::is_id;
use crate::account::display::visible;
use crate::account::operation::Effect;
use crate::app::words::count;
use crate::cli::output::{Trouble, USAGE, complain, print};
use crate::store::{Access, Home};
use crate::training::{NoDraft, Played};

/// Prints what was done in an account as the draft of a lesson.
pub(super) fn run(home: &Home, account: &str, arguments: &RecordArguments) -> Result<ExitCode, Trouble> {
    let RecordArguments { id, from } = arguments;
    if let Err(why) = is_id(id) {
        complain(&why);
        return Ok(ExitCode::from(USAGE));
    }
    let mut open = crate::cli::open(home, account, Access::ReadOnly, Effect::Read)?;
    let played = Played::read(&mut open, home.origin(account)?, *from)?;
    let draft = match played.draft(id) {
        Ok(draft) => draft,
        Err(NoDraft::Nothing) => {
            let behind = if *from > 0 { format!(" behind revision {from}") } else { String::new() };
            complain(&format!("Nothing was done in the account {}{behind} that a lesson could be made of.", visible(account)));
            return Ok(ExitCode::from(USAGE));
        }
        Err(other) => {
            complain(&other.to_string());
            return Ok(ExitCode::from(USAGE));
        }
    };
    print(&draft.text)?;
    if draft.left_out > 0 {
        complain(&format!("{} could not be taken over: the draft says which, and why.", count(draft.left_out, "line")));
    }
    Ok(ExitCode::SUCCESS)
}
