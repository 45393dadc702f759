//! The signal thread: what ends or stops the program comes in by the same channel as everything else.

use std::io;
use std::sync::mpsc::SyncSender;

use super::incoming::Incoming;

#[cfg(unix)]
mod unix {
    use std::io;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::mpsc::{SyncSender, TrySendError};
    use std::thread;
    use std::time::{Duration, Instant};

    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGXFSZ};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level;

    use super::super::incoming::Incoming;
    use super::super::{panics, session};

    const ENDING: [i32; 4] = [SIGTERM, SIGINT, SIGHUP, SIGQUIT];

    /// As long as this the main thread may take to end the program. It may be stuck: in writing to a terminal that nobody
    /// reads from, in reading a pipe that nobody writes to. What was acknowledged is in the journal.
    const PATIENCE: Duration = Duration::from_millis(500);
    /// Signals that come together count as one: a terminal that closes sends several.
    const TOGETHER: Duration = Duration::from_millis(50);
    /// How long the terminal may take to be given back, once patience is at its end.
    const FAREWELL: Duration = Duration::from_millis(100);

    const PAUSE: Duration = Duration::from_millis(5);

    /// Whether the program stops itself just now.
    static IS_STOPPING: AtomicBool = AtomicBool::new(false);

    pub fn spawn(sender: SyncSender<Incoming>) -> io::Result<()> {
        let mut signals = Signals::new(ENDING.into_iter().chain([SIGTSTP, SIGCONT]))?;
        let waiting = move || {
            let _watch = panics::Watch(sender.clone());
            loop {
                let Some(signal) = signals.forever().next() else { return };
                let incoming = match signal {
                    SIGTSTP => Incoming::Suspend,
                    // Who has stopped by itself goes on by itself.
                    SIGCONT if IS_STOPPING.swap(false, Ordering::SeqCst) => continue,
                    SIGCONT => Incoming::Continued,
                    ending => end(ending, &mut signals, &sender),
                };
                if sender.send(incoming).is_err() {
                    return;
                }
            }
        };
        thread::Builder::new().name("signals".into()).spawn(waiting).map(|_| ())
    }

    /// Lets the main thread end the program, and ends it when that takes too long or a second signal comes.
    fn end(signal: i32, signals: &mut Signals, sender: &SyncSender<Incoming>) -> ! {
        let begun = Instant::now();
        let mut ending = Some(Incoming::Ended(signal));
        while begun.elapsed() < PATIENCE {
            ending = match ending.map(|ending| sender.try_send(ending)) {
                Some(Err(TrySendError::Full(ending))) => Some(ending),
                _ => None,
            };
            thread::sleep(PAUSE);
            let is_second = signals.pending().any(|signal| ENDING.contains(&signal));
            if is_second && begun.elapsed() > TOGETHER {
                break;
            }
        }
        session::leave_within(FAREWELL);
        low_level::exit(128 + signal)
    }

    pub fn stop() -> io::Result<()> {
        IS_STOPPING.store(true, Ordering::SeqCst);
        low_level::emulate_default_handler(SIGTSTP)
    }

    pub fn survive_file_limit() {
        // Who takes note of the signal lives on. Where that is refused, it ends the process, as it always did.
        let _ = signal_hook::flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)));
    }
}

/// Waits for signals.
#[cfg(unix)]
pub(super) fn spawn(sender: SyncSender<Incoming>) -> io::Result<()> {
    unix::spawn(sender)
}

/// Stops the process as ctrl-z does; returns once it goes on.
#[cfg(unix)]
pub(super) fn stop() -> io::Result<()> {
    unix::stop()
}

/// From now on a file that may not grow any more (`ulimit -f`) is an error like a full disk, and no end of the process.
#[cfg(unix)]
pub fn survive_file_limit() {
    unix::survive_file_limit();
}

#[cfg(not(unix))]
pub(super) fn spawn(_sender: SyncSender<Incoming>) -> io::Result<()> {
    Ok(())
}

#[cfg(not(unix))]
pub(super) fn stop() -> io::Result<()> {
    Ok(())
}

/// Elsewhere there is no such limit.
#[cfg(not(unix))]
pub fn survive_file_limit() {}
