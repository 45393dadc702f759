//! The terminal as a full-screen program has it: entered in one place, left in one place, whatever happens.

use std::io::{self, Write, stdout};
use std::sync::atomic::{AtomicBool, Ordering};
#[cfg(unix)]
use std::{fs::File, io::BufWriter, sync::mpsc::channel, thread, time::Duration};

use crossterm::cursor::Show;
use crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture};
use crossterm::execute;
use crossterm::terminal::{EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};

/// Whether the terminal is ours.
static ENTERED: AtomicBool = AtomicBool::new(false);

/// Takes the terminal: raw, on the alternate screen, with bracketed paste and perhaps the mouse.
///
/// # Errors
/// The terminal does not answer.
pub(super) fn enter(mouse: bool) -> io::Result<()> {
    enable_raw_mode()?;
    ENTERED.store(true, Ordering::SeqCst);
    execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste)?;
    set_mouse(mouse)
}

/// Takes the mouse, or leaves it to the terminal.
///
/// # Errors
/// The terminal does not answer.
pub(super) fn set_mouse(on: bool) -> io::Result<()> {
    if on { execute!(stdout(), EnableMouseCapture) } else { execute!(stdout(), DisableMouseCapture) }
}

/// Gives the terminal back as it was, on the thread that draws. May be called at any time, more than once.
pub(super) fn leave() {
    if ENTERED.load(Ordering::SeqCst) {
        give_back(&mut stdout());
        ENTERED.store(false, Ordering::SeqCst);
    }
}

/// Gives the terminal back, as far as it takes anything within this time, while the thread that draws may be stuck in the
/// midst of a frame or of leaving.
#[cfg(unix)]
pub(super) fn leave_within(time: Duration) {
    use std::os::fd::AsFd;

    if !ENTERED.load(Ordering::SeqCst) {
        return;
    }
    // Standard output itself is locked by whoever is stuck in writing to it.
    let Ok(terminal) = stdout().as_fd().try_clone_to_owned() else { return };
    let (sender, done) = channel();
    let leaving = thread::Builder::new().name("leaving".into()).spawn(move || {
        give_back(&mut BufWriter::new(File::from(terminal)));
        // Whoever has waited long enough has gone.
        let _ = sender.send(());
    });
    if leaving.is_ok() {
        // A terminal that takes nothing keeps its modes: nothing more can be done for it.
        let _ = done.recv_timeout(time);
    }
}

/// Turns off all that was turned on. A frame that was begun ends first, or the terminal would show nothing more of it.
fn give_back(out: &mut impl Write) {
    // Each of the two by itself: a terminal that takes nothing must not keep the other from being done.
    let _ = disable_raw_mode();
    let _ = execute!(out, EndSynchronizedUpdate, DisableMouseCapture, DisableBracketedPaste, LeaveAlternateScreen, Show);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_that_was_begun_ends_before_the_terminal_is_given_back() {
        let mut out = Vec::new();
        give_back(&mut out);
        let out = String::from_utf8(out).unwrap();
        assert!(out.starts_with("\u{1b}[?2026l") && out.ends_with("\u{1b}[?1049l\u{1b}[?25h"), "{out:?}");
    }
}
