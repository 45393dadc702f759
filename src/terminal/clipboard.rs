//! The clipboard, through the terminal itself: OSC 52, also from inside tmux.

use std::io::{self, Write};

use crossterm::Command;
use crossterm::clipboard::CopyToClipboard;

/// Puts text into the clipboard of the terminal that the user sits at. Terminals don't say whether they did.
///
/// # Errors
/// The terminal does not take it.
pub(super) fn copy(out: &mut impl Write, text: &str) -> io::Result<()> {
    let mut sequence = String::new();
    CopyToClipboard::to_clipboard_from(text).write_ansi(&mut sequence).map_err(io::Error::other)?;
    out.write_all(sequence.as_bytes())?;
    if std::env::var_os("TMUX").is_some() {
        // tmux takes the sequence itself only if it is told to; wrapped, it hands it on where passing through is allowed.
        let wrapped = sequence.replace('\u{1b}', "\u{1b}\u{1b}");
        write!(out, "\u{1b}Ptmux;{wrapped}\u{1b}\\")?;
    }
    out.flush()
}
