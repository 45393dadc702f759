//! The signal thread: what ends or stops the program comes in by the same channel as everything else.

use std::io;
use std::sync::mpsc::SyncSender;

use super::incoming::Incoming;

/// Waits for signals.
#[cfg(unix)]
pub(super) fn spawn(sender: SyncSender<Incoming>) -> io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
    let mut signals = signal_hook::iterator::Signals::new([SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGTSTP])?;
    let waiting = move || {
        let _watch = super::panics::Watch(sender.clone());
        for signal in signals.forever() {
            let incoming = if signal == SIGTSTP { Incoming::Suspend } else { Incoming::Ended(signal) };
            if sender.send(incoming).is_err() {
                return;
            }
        }
    };
    std::thread::Builder::new().name("signals".into()).spawn(waiting).map(|_| ())
}

/// Stops the process as ctrl-z does; returns once it goes on.
#[cfg(unix)]
pub(super) fn stop() -> io::Result<()> {
    signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)
}

#[cfg(not(unix))]
pub(super) fn spawn(_sender: SyncSender<Incoming>) -> io::Result<()> {
    Ok(())
}

#[cfg(not(unix))]
pub(super) fn stop() -> io::Result<()> {
    Ok(())
}
