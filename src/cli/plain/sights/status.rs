//! How the five tasks of Security Status stand.

use jiff::Timestamp;

use crate::account::Account;
use crate::account::caller::Caller;
use crate::account::security_status::{Reading, Task, TaskStatus};
use crate::cli::plain::signed_in::unseen;

/// How many tasks are done, in a sentence; to whom that may not be told, why.
pub(in crate::cli::plain) fn summary(account: &Account, caller: &Caller) -> String {
    unseen(account, caller, &Reading::Classic.needs()).unwrap_or_else(|| tally(account, caller))
}

/// How the tasks stand that whoever is signed in sees.
pub(in crate::cli::plain) fn status(account: &Account, caller: &Caller) -> [TaskStatus; Task::COUNT] {
    account.security_status_seen_by(caller, Reading::Classic, account.time_at(Timestamp::now()))
}

pub(in crate::cli::plain) fn tally(account: &Account, caller: &Caller) -> String {
    let status = status(account, caller);
    let done = status.iter().filter(|status| status.done).count();
    format!("{done} of {} tasks complete.", status.len())
}

pub(in crate::cli::plain) const fn word(is_done: bool) -> &'static str {
    if is_done { "done" } else { "to do" }
}

/// Each task, whether it is done, and why; to whom that may not be told, why not.
pub(in crate::cli::plain) fn in_lines(account: &Account, caller: &Caller) -> Vec<String> {
    if let Some(why) = unseen(account, caller, &Reading::Classic.needs()) {
        return vec![format!("Security Status: {why}")];
    }
    let tasks = (1..).zip(status(account, caller));
    let lines = tasks.map(|(number, status)| format!("{number}. {}: {}. {}", status.task.label(), word(status.done), status.why));
    std::iter::once(format!("Security Status: {}", tally(account, caller))).chain(lines).collect()
}
