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
const LONGEST: usize = 64 * 1024;

/// Somebody to talk with.
pub(in crate::cli) struct Talk<'a> {
    input: &'a mut dyn BufRead,
    output: &'a mut dyn Write,
    columns: fn() -> Option<usize>,
    /// A line that was no answer to what was asked: it is taken where anything may be said.
    unasked: Option<String>,
}

impl<'a> Talk<'a> {
    /// Talks with whoever reads this output and writes this input. Lines are broken by how many columns there are now; where
    /// nobody knows that, whoever shows them breaks them, and each is whole.
    pub(in crate::cli) fn new(input: &'a mut dyn BufRead, output: &'a mut dyn Write, columns: fn() -> Option<usize>) -> Self {
        Self { input, output, columns, unasked: None }
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
        if let Some(line) = self.unasked.take() {
            return Ok(Some(line));
        }
        self.say(prompt)?;
        self.line()
    }

    /// Asks whether something is wanted. Nothing said is no; so is anything else, which is done then.
    ///
    /// # Errors
    /// As [`Talk::ask`].
    pub(in crate::cli) fn ask_whether(&mut self, prompt: &str) -> Result<bool, Trouble> {
        let answer = self.ask(&format!("{prompt} Type yes or no."))?;
        match answer.as_deref() {
            Some("yes" | "y") => return Ok(true),
            Some("no" | "n") | None => return Ok(false),
            Some("") => self.say("Taken as no.")?,
            Some(_) => {
                self.say("Taken as no, and done as typed.")?;
                self.unasked = answer;
            }
        }
        Ok(false)
    }

    /// The next line that comes in, without blanks at its ends; `None` at the end of what comes in. One that is too long is none:
    /// what it begins with may be a command that nobody meant.
    ///
    /// # Errors
    /// As [`Talk::ask`].
    pub(in crate::cli) fn line(&mut self) -> Result<Option<String>, Trouble> {
        loop {
            write!(self.output, "> ").and_then(|()| self.output.flush()).map_err(Trouble::Output)?;
            let line = self.part_of_line()?;
            if line.is_empty() {
                self.blank()?;
                return Ok(None);
            }
            if line.ends_with(b"\n") || line.len() < LONGEST {
                return Ok(Some(String::from_utf8_lossy(&line).trim().to_owned()));
            }
            let mut behind = line;
            while !behind.is_empty() && !behind.ends_with(b"\n") {
                behind = self.part_of_line()?;
            }
            self.say(&format!("A line has at most {} KiB. This one was longer, and nothing was done.", LONGEST / 1024))?;
        }
    }

    /// What comes in, up to the end of a line or as much as a line may have.
    fn part_of_line(&mut self) -> Result<Vec<u8>, Trouble> {
        let mut part = Vec::new();
        let read = (&mut self.input).take(LONGEST as u64).read_until(b'\n', &mut part);
        read.map_err(|error| Trouble::Input("standard input".to_owned(), error))?;
        Ok(part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_too_long_is_none_and_the_next_one_is_read() {
        let text = format!("aws iam delete-user --user-name {}\nhelp\nlast", "x".repeat(2 * LONGEST));
        let (mut input, mut output) = (text.as_bytes(), Vec::new());
        let mut talk = Talk::new(&mut input, &mut output, || None);
        let lines: Vec<Option<String>> = (0..3).map(|_| talk.line().ok().flatten()).collect();
        assert_eq!(lines, [Some("help".to_owned()), Some("last".to_owned()), None]);
        let said = String::from_utf8(output).unwrap();
        assert_eq!(said.matches("A line has at most 64 KiB.").count(), 1, "{said}");
    }
}
