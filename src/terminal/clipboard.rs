//! The clipboard, through the terminal itself: OSC 52, also from inside tmux and GNU screen.

use std::fmt::Write as _;
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
    if std::env::var_os("TMUX").is_some() {
        // tmux takes the sequence itself only if it is told to; wrapped, it hands it on where passing through is allowed.
        sequence = format!("{sequence}{}", for_tmux(&sequence));
    } else if std::env::var_os("STY").is_some() {
        sequence = for_screen(&sequence);
    }
    out.write_all(sequence.as_bytes())?;
    out.flush()
}

/// What tmux hands on.
fn for_tmux(sequence: &str) -> String {
    format!("\u{1b}Ptmux;{}\u{1b}\\", sequence.replace('\u{1b}', "\u{1b}\u{1b}"))
}

/// What GNU screen hands on: device control strings without an escape in them, none longer than it takes.
fn for_screen(sequence: &str) -> String {
    /// screen takes 256 bytes, in older versions with what they are wrapped in.
    const LONGEST: usize = 240;

    // A bell ends the sequence as well as a string terminator, which would end the wrapping.
    let sequence = sequence.strip_suffix("\u{1b}\\").map_or_else(|| sequence.to_owned(), |rest| format!("{rest}\u{7}"));
    let mut wrapped = String::new();
    for part in sequence.as_bytes().chunks(LONGEST) {
        // The sequence is ASCII, and a string takes everything.
        let _ = write!(wrapped, "\u{1b}P{}\u{1b}\\", String::from_utf8_lossy(part));
    }
    wrapped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn screen_hands_on_parts_that_make_up_the_sequence() {
        let sequence = format!("\u{1b}]52;c;{}\u{1b}\\", "QUJD".repeat(200));
        let wrapped = for_screen(&sequence);
        let parts: Vec<&str> = wrapped.split_terminator("\u{1b}\\").map(|part| part.strip_prefix("\u{1b}P").unwrap()).collect();
        assert!(parts.len() > 1 && parts.iter().all(|part| part.len() <= 240), "{parts:?}");
        assert_eq!(parts.concat(), sequence.replace("\u{1b}\\", "\u{7}"));
    }

    #[test]
    fn tmux_hands_on_the_sequence_with_its_escapes_doubled() {
        assert_eq!(for_tmux("\u{1b}]52;c;QQ==\u{1b}\\"), "\u{1b}Ptmux;\u{1b}\u{1b}]52;c;QQ==\u{1b}\u{1b}\\\u{1b}\\");
    }
}
