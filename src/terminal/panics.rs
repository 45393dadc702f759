//! Panics: a report is written, and its place told once the terminal is given back.

use std::backtrace::Backtrace;
use std::fmt::Write as _;
use std::io::Write as _;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::path::PathBuf;
use std::sync::mpsc::SyncSender;
use std::sync::{Mutex, PoisonError};
use std::thread;

use super::incoming::Incoming;
use super::session;
use crate::account::display::visible;
use crate::store::{panics_are_caught_here, private_file};

/// What is to be told of a panic on another thread than the one that draws.
static UNTOLD: Mutex<Option<String>> = Mutex::new(None);

/// Runs the program so that a panic leaves a report, in this file if there is a place for it, and gives the terminal back where it
/// was taken. `None` where it did not come to its end.
pub fn reporting<T>(path: Option<PathBuf>, run: impl FnOnce() -> T) -> Option<T> {
    report_to(path);
    // Nothing of what a panic may have left half done is used again.
    let ended = panic::catch_unwind(AssertUnwindSafe(run)).ok();
    tell();
    ended
}

/// From now on a panic leaves a report. On this thread, which draws, it also gives the terminal back.
fn report_to(path: Option<PathBuf>) {
    let main = thread::current().id();
    panic::set_hook(Box::new(move |panic| {
        // The store expects the library below it to panic on damaged files, and answers by itself.
        if panics_are_caught_here() {
            return;
        }
        let report = report(panic);
        let shown = || report.lines().map(visible).collect::<Vec<_>>().join("\n");
        let written = path.as_ref().map(|path| private_file::replace(path, report.as_bytes()).map(|()| path.display().to_string()));
        let told = match written {
            Some(Ok(path)) => {
                format!("iam-console has failed. What is known of it is in {}; nothing that was done is lost.", visible(&path))
            }
            Some(Err(error)) => format!("iam-console has failed, and the report could not be written ({error}):\n{}", shown()),
            None => format!("iam-console has failed:\n{}", shown()),
        };
        UNTOLD.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(told);
        // Elsewhere the thread that draws could put one more frame over it: it hears of it, leaves in order and tells.
        if thread::current().id() == main {
            session::leave();
            tell();
        }
    }));
}

/// Tells of the first panic that was not told yet. Comes after the terminal is given back.
pub(super) fn tell() {
    if let Some(told) = UNTOLD.lock().unwrap_or_else(PoisonError::into_inner).take() {
        // Behind a closed terminal nobody listens, and a second panic would end the process out of order.
        let _ = writeln!(std::io::stderr(), "{told}");
    }
}

fn report(panic: &PanicHookInfo<'_>) -> String {
    let mut report = format!("iam-console {}\n", env!("CARGO_PKG_VERSION"));
    // Writing into a string does not fail.
    let _ = writeln!(report, "thread {}: {panic}", thread::current().name().unwrap_or("without a name"));
    let _ = writeln!(report, "{}", Backtrace::force_capture());
    report
}

/// Held by a thread while it works: should it panic, the main thread hears of it and ends the program in order.
pub(super) struct Watch(pub SyncSender<Incoming>);

impl Drop for Watch {
    fn drop(&mut self) {
        if thread::panicking() {
            // A main thread that listens no more is ending already.
            let _ = self.0.send(Incoming::Panicked);
        }
    }
}
