//! A lesson's text without its Markdown: paragraphs, list items and code, and what is stressed in them.
//!
//! The card, the plain mode and the proof break lines with the same [`Text::lines`], so what was found to fit does fit.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::account::display::visible;

/// A text.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Text {
    /// Its parts, with an empty line between two that are not items of one list.
    pub parts: Vec<Part>,
}

/// A part of a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Part {
    /// A paragraph.
    Paragraph(Vec<Run>),
    /// An item of a list.
    Item {
        /// In how many other lists its list stands.
        depth: usize,
        /// Its number, where the list counts.
        number: Option<u64>,
        /// What it says.
        runs: Vec<Run>,
    },
    /// Lines of code, as they are.
    Code(Vec<String>),
}

/// A piece of text that looks the same from end to end. Not escaped.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Run {
    /// The letters.
    pub text: String,
    /// How they look.
    pub look: Look,
}

/// How a piece of text looks.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Look {
    /// As the rest.
    #[default]
    Plain,
    /// A word that is introduced, or stressed.
    Emphasis,
    /// A word that matters.
    Strong,
    /// A name, a command, something to type.
    Code,
}

impl Text {
    /// Whether it says nothing.
    pub const fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// The same text with what it is about before it, where it begins with a paragraph.
    #[must_use]
    pub fn about(mut self, what: &str) -> Self {
        if let Some(Part::Paragraph(runs)) = self.parts.first_mut() {
            runs.insert(0, Run { text: format!("{what}: "), look: Look::Strong });
        }
        self
    }

    /// The same text with every piece of it put through a function.
    #[must_use]
    pub fn map(&self, change: impl Fn(&str) -> String) -> Self {
        let of_runs = |runs: &[Run]| runs.iter().map(|run| Run { text: change(&run.text), look: run.look }).collect();
        let parts = self.parts.iter().map(|part| match part {
            Part::Paragraph(runs) => Part::Paragraph(of_runs(runs)),
            Part::Item { depth, number, runs } => Part::Item { depth: *depth, number: *number, runs: of_runs(runs) },
            Part::Code(lines) => Part::Code(lines.iter().map(|line| change(line)).collect()),
        });
        Self { parts: parts.collect() }
    }

    /// The text in lines of so many columns, escaped. A word that is longer than a line is broken.
    pub fn lines(&self, width: usize) -> Vec<Vec<Run>> {
        let mut lines: Vec<Vec<Run>> = Vec::new();
        let mut before_was_item = false;
        for part in &self.parts {
            let is_item = matches!(part, Part::Item { .. });
            if !(lines.is_empty() || is_item && before_was_item) {
                lines.push(Vec::new());
            }
            before_was_item = is_item;
            match part {
                Part::Paragraph(runs) => lines.extend(broken(runs, width, "", "")),
                Part::Item { depth, number, runs } => {
                    let mark = number.map_or_else(|| "- ".to_owned(), |number| format!("{number}. "));
                    let first = format!("{}{mark}", "  ".repeat(*depth));
                    let rest = " ".repeat(first.len());
                    lines.extend(broken(runs, width, &first, &rest));
                }
                Part::Code(code) => {
                    for line in code {
                        let chunks = chunks(&visible(line), width.saturating_sub(2).max(1));
                        lines.extend(chunks.into_iter().map(|chunk| vec![Run::plain("  "), Run { text: chunk, look: Look::Code }]));
                    }
                }
            }
        }
        lines
    }

    /// The lines without looks, for readers that have none.
    pub fn plain(&self, width: usize) -> Vec<String> {
        self.lines(width).iter().map(|runs| runs.iter().map(|run| run.text.as_str()).collect()).collect()
    }
}

impl Run {
    fn plain(text: &str) -> Self {
        Self { text: text.to_owned(), look: Look::Plain }
    }
}

/// A line being filled.
struct Filling {
    lines: Vec<Vec<Run>>,
    line: Vec<Run>,
    used: usize,
    is_begun: bool,
}

impl Filling {
    fn push(&mut self, text: &str, look: Look) {
        self.used += text.width();
        match self.line.last_mut() {
            Some(last) if last.look == look => last.text.push_str(text),
            _ => self.line.push(Run { text: text.to_owned(), look }),
        }
    }

    fn end(&mut self, indent: &str) {
        self.lines.push(std::mem::take(&mut self.line));
        (self.used, self.is_begun) = (0, false);
        if !indent.is_empty() {
            self.push(indent, Look::Plain);
        }
    }
}

/// Runs in lines, broken at blanks.
fn broken(runs: &[Run], width: usize, first: &str, rest: &str) -> Vec<Vec<Run>> {
    let room = width.saturating_sub(rest.width()).max(1);
    let mut filling = Filling { lines: Vec::new(), line: Vec::new(), used: 0, is_begun: false };
    if !first.is_empty() {
        filling.push(first, Look::Plain);
    }
    for word in words(runs) {
        let long = word.iter().map(|run| run.text.width()).sum::<usize>();
        let space = usize::from(filling.is_begun);
        if filling.is_begun && filling.used + space + long > width {
            filling.end(rest);
        } else if filling.is_begun {
            // A blank between two words of one look looks as they do.
            let look = filling.line.last().map(|run| run.look).filter(|look| word.first().is_some_and(|run| run.look == *look));
            filling.push(" ", look.unwrap_or_default());
        }
        for run in &word {
            for (at, chunk) in fitting(&run.text, if long > room { width.saturating_sub(filling.used) } else { usize::MAX }, room) {
                if at > 0 {
                    filling.end(rest);
                }
                filling.push(&chunk, run.look);
            }
        }
        filling.is_begun = true;
    }
    if filling.is_begun || !filling.line.is_empty() {
        filling.end("");
    }
    filling.lines
}

/// A piece of a word in chunks, with their numbers: the first as long as what is left of the line, the others as long as a line.
fn fitting(text: &str, left: usize, room: usize) -> Vec<(usize, String)> {
    if text.width() <= left {
        return vec![(0, text.to_owned())];
    }
    let first: String = chunks(text, left.max(1)).into_iter().next().unwrap_or_default();
    let others = chunks(text.get(first.len()..).unwrap_or_default(), room);
    std::iter::once(first).chain(others).enumerate().collect()
}

/// A text in pieces of at most so many columns.
fn chunks(text: &str, width: usize) -> Vec<String> {
    let mut chunks = vec![String::new()];
    let mut used = 0;
    for letter in text.chars() {
        let long = letter.width().unwrap_or(0);
        if used + long > width && used > 0 {
            chunks.push(String::new());
            used = 0;
        }
        used += long;
        if let Some(last) = chunks.last_mut() {
            last.push(letter);
        }
    }
    chunks
}

/// The words, each of one or more pieces, escaped.
fn words(runs: &[Run]) -> Vec<Vec<Run>> {
    let mut words: Vec<Vec<Run>> = vec![Vec::new()];
    for run in runs {
        for (at, word) in run.text.split(|letter: char| letter.is_ascii_whitespace()).enumerate() {
            if at > 0 {
                words.push(Vec::new());
            }
            if let (false, Some(last)) = (word.is_empty(), words.last_mut()) {
                last.push(Run { text: visible(word), look: run.look });
            }
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn paragraph(runs: &[(&str, Look)]) -> Text {
        let runs = runs.iter().map(|(text, look)| Run { text: (*text).to_owned(), look: *look }).collect();
        Text { parts: vec![Part::Paragraph(runs)] }
    }

    #[test]
    fn lines_are_broken_at_blanks() {
        let text = paragraph(&[("Give ", Look::Plain), ("alice", Look::Code), (", the first user, a password.", Look::Plain)]);
        assert_eq!(text.plain(14), ["Give alice,", "the first", "user, a", "password."]);
        assert_eq!(text.plain(80), ["Give alice, the first user, a password."]);
        assert_eq!(text.lines(80)[0].len(), 3);
    }

    #[test]
    fn long_words_are_broken_anywhere() {
        assert_eq!(paragraph(&[("an arn:aws:iam::1", Look::Plain)]).plain(6), ["an", "arn:aw", "s:iam:", ":1"]);
        assert_eq!(paragraph(&[("aé", Look::Plain)]).plain(0), ["a", "é"]);
    }

    #[test]
    fn items_stand_together_and_hang() {
        let item = |number, text: &str| Part::Item { depth: 0, number, runs: vec![Run::plain(text)] };
        let text = Text { parts: vec![Part::Paragraph(vec![Run::plain("So:")]), item(None, "one two three"), item(Some(2), "four")] };
        assert_eq!(text.plain(10), ["So:", "", "- one two", "  three", "2. four"]);
    }

    proptest! {
        #[test]
        fn no_line_is_too_long_and_nothing_is_lost(words in "\\PC{0,60}", width in 8usize..40) {
            let text = paragraph(&[(&words, Look::Plain)]);
            let lines = text.plain(width);
            for line in &lines {
                prop_assert!(line.width() <= width, "{line:?}");
            }
            let letters = |text: &str| text.chars().filter(|letter| !letter.is_ascii_whitespace()).collect::<String>();
            prop_assert_eq!(letters(&lines.concat()), letters(&visible(&words)));
        }
    }
}
