//! `status`: how the five tasks of Security Status stand.

use std::process::ExitCode;

use clap::Args;
use jiff::Timestamp;
use serde_json::json;

use super::output::{NEGATIVE, Trouble, USAGE, complain, print};
use super::principal::Principal;
use crate::account::Account;
use crate::account::caller::Caller;
use crate::account::display::visible;
use crate::account::operation::Effect;
use crate::account::refusal::Refusal;
use crate::account::security_status::{Reading, TaskStatus};
use crate::store::{Access, Home};

/// What `status` takes.
#[derive(Args, Debug)]
pub(super) struct StatusArguments {
    /// Print JSON for scripts
    #[arg(long)]
    pub json: bool,

    /// Read the tasks strictly: not only that a thing exists, but that it does its work
    #[arg(long)]
    pub strict: bool,

    /// Exit with 1 unless all five are complete
    #[arg(long)]
    pub exit_code: bool,
}

/// Prints how the tasks stand.
pub(super) fn run(
    home: &Home,
    account: &str,
    access: Access,
    principal: &Principal,
    arguments: &StatusArguments,
) -> Result<ExitCode, Trouble> {
    let open = super::open(home, account, access, Effect::Read)?;
    let caller = match principal.caller(open.account()) {
        Ok(caller) => caller,
        Err(error) => {
            complain(&visible(&error.to_string()));
            return Ok(ExitCode::from(USAGE));
        }
    };
    if let Err(refusal) = may_see(open.account(), &caller, arguments.strict) {
        complain(&visible(&refusal.message));
        return Ok(ExitCode::from(NEGATIVE));
    }
    let reading = if arguments.strict { Reading::Strict } else { Reading::Classic };
    let now = open.account().time_at(Timestamp::now());
    let status = open.account().security_status_seen_by(&caller, reading, now);
    print(&if arguments.json { as_json(&status) } else { as_text(&status, reading) })?;
    let complete = status.iter().all(|status| status.done);
    Ok(if arguments.exit_code && !complete { ExitCode::from(NEGATIVE) } else { ExitCode::SUCCESS })
}

/// Whether the caller may see what the tasks are read from.
fn may_see(account: &Account, caller: &Caller, strict: bool) -> Result<(), Refusal> {
    let reading = if strict { Reading::Strict } else { Reading::Classic };
    let now = account.time_at(Timestamp::now());
    reading.needs().iter().try_for_each(|read| account.authorise(caller, read, now))
}

fn as_json(status: &[TaskStatus]) -> String {
    let tasks: Vec<_> = status
        .iter()
        .map(|status| json!({ "id": status.task.id(), "label": status.task.label(), "done": status.done, "why": status.why }))
        .collect();
    let done = status.iter().filter(|status| status.done).count();
    format!("{}\n", json!({ "complete": done, "of": status.len(), "tasks": tasks }))
}

fn as_text(status: &[TaskStatus], reading: Reading) -> String {
    let done = status.iter().filter(|status| status.done).count();
    let heading = if reading == Reading::Strict { "Security Status, read strictly" } else { "Security Status" };
    let mut text = format!("{heading}: {done} out of {} complete.\n\n", status.len());
    for status in status {
        let (sign, word) = if status.done { ("[x]", "Done ") } else { ("[ ]", "To do") };
        let line = format!("{sign} {word}  {}\n           {}\n", status.task.label(), visible(&status.why));
        text.push_str(&line);
    }
    text
}
