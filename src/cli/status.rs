//! `status`: how the five tasks of Security Status stand.

use std::process::ExitCode;

use serde_json::json;

use super::output::{Trouble, print};
use crate::account::Account;
use crate::account::display::visible;
use crate::account::operation::Effect;
use crate::account::security_status::Reading;
use crate::store::{Access, Home};

/// A negative verdict.
const NOT_COMPLETE: u8 = 1;

/// What `status` is asked.
#[derive(Clone, Copy)]
#[allow(clippy::struct_excessive_bools, reason = "the command's flags")]
pub(super) struct Options {
    pub json: bool,
    pub strict: bool,
    pub exit_code: bool,
}

/// Prints how the tasks stand.
pub(super) fn run(home: &Home, account: &str, access: Access, options: Options) -> Result<ExitCode, Trouble> {
    let open = super::open(home, account, access, Effect::Read)?;
    let reading = if options.strict { Reading::Strict } else { Reading::Classic };
    let text = if options.json { as_json(open.account(), reading) } else { as_text(open.account(), reading) };
    print(&text)?;
    let complete = open.account().security_status(reading).iter().all(|status| status.done);
    Ok(if options.exit_code && !complete { ExitCode::from(NOT_COMPLETE) } else { ExitCode::SUCCESS })
}

fn as_json(account: &Account, reading: Reading) -> String {
    let status = account.security_status(reading);
    let tasks: Vec<_> = status
        .iter()
        .map(|status| json!({ "id": status.task.id(), "label": status.task.label(), "done": status.done, "why": status.why }))
        .collect();
    let done = status.iter().filter(|status| status.done).count();
    format!("{}\n", json!({ "complete": done, "of": status.len(), "tasks": tasks }))
}

fn as_text(account: &Account, reading: Reading) -> String {
    let status = account.security_status(reading);
    let done = status.iter().filter(|status| status.done).count();
    let heading = if reading == Reading::Strict { "Security Status, read strictly" } else { "Security Status" };
    let mut text = format!("{heading}: {done} out of {} complete.\n\n", status.len());
    for status in &status {
        let (sign, word) = if status.done { ("[x]", "Done ") } else { ("[ ]", "To do") };
        let line = format!("{sign} {word}  {}\n           {}\n", status.task.label(), visible(&status.why));
        text.push_str(&line);
    }
    text
}
