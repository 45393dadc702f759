//! What is said and asked, line by line.

use std::io::{BufRead, Read, Write};

use crate::account::display::visible;
use crate::cli::output::Trouble;
use crate::training::lesson::Text;
use crate::widgets::line::wrap;

/// The widest line.
const WIDTH: usize = 78;
/// A longer line is no command; what is behind it is read as another.
const LONGEST: u64 = 64 * 1024;

/// Somebody to talk with.
pub(super) struct Talk<'a> {
    input: &'a mut dyn BufRead,
    output: &'a mut dyn Write,
}

impl<'a> Talk<'a> {
    pub(super) fn new(input: &'a mut dyn BufRead, output: &'a mut dyn Write) -> Self {
        Self { input, output }
    }

    /// Says something, in as many lines as it takes. What would steer a terminal is escaped.
    ///
    /// # Errors
    /// It can't be written.
    pub(super) fn say(&mut self, words: &str) -> Result<(), Trouble> {
        for line in wrap(&visible(words), WIDTH) {
            writeln!(self.output, "{line}").map_err(Trouble::Output)?;
        }
        Ok(())
    }

    /// Says lines as they are: what a command answers.
    ///
    /// # Errors
    /// As [`Talk::say`].
    pub(super) fn say_as_is(&mut self, lines: &str) -> Result<(), Trouble> {
        for line in lines.lines() {
            writeln!(self.output, "{}", visible(line)).map_err(Trouble::Output)?;
        }
        Ok(())
    }

    /// Says a text of a lesson.
    ///
    /// # Errors
    /// As [`Talk::say`].
    pub(super) fn tell(&mut self, text: &Text) -> Result<(), Trouble> {
        for line in text.plain(WIDTH) {
            writeln!(self.output, "{}", line.trim_end()).map_err(Trouble::Output)?;
        }
        Ok(())
    }

    /// An empty line.
    ///
    /// # Errors
    /// As [`Talk::say`].
    pub(super) fn blank(&mut self) -> Result<(), Trouble> {
        writeln!(self.output).map_err(Trouble::Output)
    }

    /// Asks for a line; `None` at the end of what comes in.
    ///
    /// # Errors
    /// As [`Talk::say`].
    pub(super) fn ask(&mut self, prompt: &str) -> Result<Option<String>, Trouble> {
        self.say(prompt)?;
        write!(self.output, "> ").and_then(|()| self.output.flush()).map_err(Trouble::Output)?;
        let mut line = Vec::new();
        let read = self.input.take(LONGEST).read_until(b'\n', &mut line).map_err(Trouble::Output)?;
        if read == 0 {
            self.blank()?;
            return Ok(None);
        }
        Ok(Some(String::from_utf8_lossy(&line).trim().to_owned()))
    }
}
