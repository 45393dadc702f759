//! Talking in lines: what is said and asked where there is no screen.

use std::io::{BufRead, Read, Write};

use super::output::Trouble;
use crate::account::display::visible;
use crate::app::coach::with_words;
use crate::training::lesson::Text;
use crate::widgets::line::wrap;

/// The widest line: longer ones are hard to read.
const WIDEST: usize = 78;
/// On a terminal of less, lines are broken as if it had so many columns.
const NARROWEST: usize = 20;
/// A longer line is neither a command nor an answer.
const LONGEST: u64 = 64 * 1024;

/// Somebody to talk with.
pub(in crate::cli) struct Talk<'a> {
    input: &'a mut dyn BufRead,
    output: &'a mut dyn Write,
    columns: fn() -> Option<usize>,
}

impl<'a> Talk<'a> {
    /// Talks with whoever reads this output and writes this input. Lines are broken by how many columns there are now; where
    /// nobody knows that, whoever shows them breaks them, and each is whole.
    pub(in crate::cli) fn new(input: &'a mut dyn BufRead, output: &'a mut dyn Write, columns: fn() -> Option<usize>) -> Self {
        Self { input, output, columns }
    }

    fn width(&self) -> usize {
        (self.columns)().map_or(usize::MAX, |columns| columns.clamp(NARROWEST, WIDEST))
    }

    /// Says something, in as many lines as it takes. What would steer a terminal is escaped.
    ///
    /// # Errors
    /// It can't be written.
    pub(in crate::cli) fn say(&mut self, words: &str) -> Result<(), Trouble> {
        for line in wrap(&visible(words), self.width()) {
            writeln!(self.output, "{line}").map_err(Trouble::Output)?;
        }
        Ok(())
    }

    /// Says lines, each in as many as it takes: what was laid out for a wider place.
    ///
    /// # Errors
    /// As [`Talk::say`].
    pub(in crate::cli) fn say_lines(&mut self, lines: &str) -> Result<(), Trouble> {
        lines.lines().try_for_each(|line| if line.trim().is_empty() { self.blank() } else { self.say(line) })
    }

    /// Says lines as they are: what a command answers.
    ///
    /// # Errors
    /// As [`Talk::say`].
    pub(in crate::cli) fn say_as_is(&mut self, lines: &str) -> Result<(), Trouble> {
        for line in lines.lines() {
            // Tabs stand between columns, and steer nothing.
            let parts: Vec<_> = line.split('\t').map(visible).collect();
            writeln!(self.output, "{}", parts.join("\t")).map_err(Trouble::Output)?;
        }
        Ok(())
    }

    /// Says a text of a lesson.
    ///
    /// # Errors
    /// As [`Talk::say`].
    pub(in crate::cli) fn tell(&mut self, text: &Text) -> Result<(), Trouble> {
        for line in with_words(text).plain(self.width()) {
            writeln!(self.output, "{}", line.trim_end()).map_err(Trouble::Output)?;
        }
        Ok(())
    }

    /// An empty line.
    ///
    /// # Errors
    /// As [`Talk::say`].
    pub(in crate::cli) fn blank(&mut self) -> Result<(), Trouble> {
        writeln!(self.output).map_err(Trouble::Output)
    }

    /// Asks for a line; `None` at the end of what comes in.
    ///
    /// # Errors
    /// As [`Talk::say`], or nothing can be read.
    pub(in crate::cli) fn ask(&mut self, prompt: &str) -> Result<Option<String>, Trouble> {
        self.say(prompt)?;
        self.line()
    }

    /// Asks whether something is wanted, until that is said; what comes to an end wants nothing.
    ///
    /// # Errors
    /// As [`Talk::ask`].
    pub(in crate::cli) fn ask_whether(&mut self, prompt: &str) -> Result<bool, Trouble> {
        let mut answer = self.ask(&format!("{prompt} Type yes or no."))?;
        loop {
            match answer.as_deref() {
                Some("yes") => return Ok(true),
                Some("no") | None => return Ok(false),
                Some(_) => answer = self.ask("Type yes or no.")?,
            }
        }
    }

    /// The next line that comes in, without blanks at its ends; `None` at the end of what comes in. Of one that is too long,
    /// what is behind that is read over.
    ///
    /// # Errors
    /// As [`Talk::ask`].
    pub(in crate::cli) fn line(&mut self) -> Result<Option<String>, Trouble> {
        write!(self.output, "> ").and_then(|()| self.output.flush()).map_err(Trouble::Output)?;
        let trouble = |error| Trouble::Input("standard input".to_owned(), error);
        let mut line = Vec::new();
        if (&mut self.input).take(LONGEST).read_until(b'\n', &mut line).map_err(trouble)? == 0 {
            self.blank()?;
            return Ok(None);
        }
        let mut behind = line.clone();
        while !behind.ends_with(b"\n") {
            behind.clear();
            if (&mut self.input).take(LONGEST).read_until(b'\n', &mut behind).map_err(trouble)? == 0 {
                break;
            }
        }
        Ok(Some(String::from_utf8_lossy(&line).trim().to_owned()))
    }
}
