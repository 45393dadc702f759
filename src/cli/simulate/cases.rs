//! `simulate --cases`: one answer for each line, in order, as soon as it can be given.

use std::fs::File;
use std::io::{self, BufWriter, ErrorKind, Read, Write};
use std::path::Path;
use std::process::ExitCode;

use super::lines::{Line, Lines};
use super::tally::Tally;
use crate::account::display::escaped_json;
use crate::cli::output::{Trouble, complain};
use crate::policy::cases::{Answer, BadCase, Case, Cases};

/// The longest line that is read, in bytes: many times what AWS's own limits let a request meet.
const LONGEST: usize = 16 << 20;

/// Answers the cases of a file; `-` is standard input.
///
/// # Errors
/// The file can't be read, or the answers not written.
pub(in crate::cli) fn run(file: &Path, explain: bool) -> Result<ExitCode, Trouble> {
    let trouble = |error| Trouble::Input(file.display().to_string(), error);
    let source: Box<dyn Read> =
        if file == Path::new("-") { Box::new(io::stdin().lock()) } else { Box::new(File::open(file).map_err(trouble)?) };
    let mut tally = Tally::default();
    let done = tally.answer_all(source, io::stdout().lock(), explain);
    match done {
        Ok(()) => {}
        // Nobody reads on, so nobody wants to know.
        Err(Stopped::Output(error)) if error.kind() == ErrorKind::BrokenPipe => return Ok(tally.exit_code()),
        Err(Stopped::Output(error)) => return Err(Trouble::Output(error)),
        Err(Stopped::Input(error)) => return Err(trouble(error)),
    }
    if let Some(summary) = tally.summary() {
        complain(&summary);
    }
    Ok(tally.exit_code())
}

/// Why not all lines were answered.
enum Stopped {
    Input(io::Error),
    Output(io::Error),
}

impl Tally {
    /// Answers line by line. Answers are held back only while further lines are there to be read.
    fn answer_all(&mut self, input: impl Read, output: impl Write, explain: bool) -> Result<(), Stopped> {
        let mut lines = Lines::of(input, LONGEST);
        let mut output = BufWriter::with_capacity(1 << 16, output);
        let mut cases = Cases::default();
        loop {
            let mut flushed = Ok(());
            let line = lines.next(|| flushed = output.flush());
            flushed.map_err(Stopped::Output)?;
            let Some(line) = line.map_err(Stopped::Input)? else { return output.flush().map_err(Stopped::Output) };
            let Some(answer) = self.answer(&mut cases, &line, explain) else { continue };
            let json = serde_json::to_string(&answer).map_err(|error| Stopped::Output(error.into()))?;
            writeln!(output, "{}", escaped_json(&json)).map_err(Stopped::Output)?;
        }
    }

    /// The answer to a line; `None` where there is nothing on it.
    fn answer(&mut self, cases: &mut Cases, line: &Line<'_>, explain: bool) -> Option<Answer> {
        let case = match line.bytes {
            Some(bytes) => {
                let bytes = if line.number == 1 { bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes) } else { bytes };
                if bytes.iter().all(u8::is_ascii_whitespace) {
                    return None;
                }
                cases.read(bytes)
            }
            None => Err(BadCase { id: None, column: None, what: format!("it is longer than {LONGEST} bytes") }),
        };
        Some(match case {
            Ok(case) => self.decide(case, explain),
            Err(bad) => {
                self.take_bad();
                Answer::bad(line.number, bad)
            }
        })
    }

    fn decide(&mut self, case: Case, explain: bool) -> Answer {
        self.take(&case);
        let answer = if explain { Answer::explain(case) } else { Answer::decide(case) };
        self.note_difference(matches!(answer, Answer::Decided { expected: Some(_), .. }));
        answer
    }
}
