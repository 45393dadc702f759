//! Panics: the terminal is given back first, then a report is written and its place told.

use std::backtrace::Backtrace;
use std::fmt::Write as _;
use std::io::Write as _;
use std::panic::PanicHookInfo;
use std::path::{Path, PathBuf};
use std::sync::mpsc::SyncSender;
use std::thread;

use super::incoming::Incoming;
use super::session;
use crate::account::display::visible;
use crate::store::panics_are_caught_here;

/// From now on a panic gives the terminal back and leaves a report in this file.
pub(super) fn report_to(path: PathBuf) {
    std::panic::set_hook(Box::new(move |panic| {
        // The store expects the library below it to panic on damaged files, and answers by itself.
        if panics_are_caught_here() {
            return;
        }
        session::leave();
        let report = report(panic);
        let told = match write(&path, &report) {
            Ok(()) => format!(
                "iam-console has failed. What is known of it is in {}; nothing that was done is lost.",
                visible(&path.display().to_string())
            ),
            Err(error) => format!("iam-console has failed, and the report could not be written ({error}):\n{}", visible(&report)),
        };
        // Behind a closed terminal nobody listens, and a second panic would end the process out of order.
        let _ = writeln!(std::io::stderr(), "{told}");
    }));
}

fn report(panic: &PanicHookInfo<'_>) -> String {
    let mut report = format!("iam-console {}\n", env!("CARGO_PKG_VERSION"));
    // Writing into a string does not fail.
    let _ = writeln!(report, "thread {}: {panic}", thread::current().name().unwrap_or("without a name"));
    let _ = writeln!(report, "{}", Backtrace::force_capture());
    report
}

fn write(path: &Path, report: &str) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(report.as_bytes())
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
