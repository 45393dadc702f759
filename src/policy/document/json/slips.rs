//! The slips of JSON that is written by hand, each in a sentence of its own and with the place of all of it.

use super::{JsonError, Parser};
use crate::policy::document::Span;

/// Quotes of word processors, which open and close texts.
const TYPESET: [char; 10] = ['“', '”', '„', '‟', '‘', '’', '‚', '«', '»', '″'];

impl Parser<'_> {
    /// What is wrong where something else is expected: a slip that has a name, or else `what`.
    pub(super) fn expected(&self, what: &'static str) -> JsonError {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let first = rest.chars().next();
        let slip = match first {
            Some('/' | '#') => comment(rest).map(|length| (length, "JSON has no comments; take this one out")),
            Some('\'') => {
                let length = quoted(rest, |letter| letter == '\'').unwrap_or(1);
                Some((length, "Texts and names stand in double quotes, not in single ones"))
            }
            Some(open) if TYPESET.contains(&open) => {
                let length = quoted(rest, |letter| letter == '"' || TYPESET.contains(&letter)).unwrap_or(open.len_utf8());
                Some((length, "These are the quotes of a word processor; JSON has only the plain double quote \""))
            }
            _ => None,
        };
        match slip {
            Some((length, what)) => JsonError { span: Span { start: self.at, end: self.at + length }, what },
            None => self.error(what),
        }
    }

    /// What is wrong where a name of an object is expected.
    pub(super) fn no_name(&self, is_first: bool) -> JsonError {
        let rest = self.text.get(self.at..).unwrap_or_default();
        match rest.chars().next() {
            Some('{') if !is_first => self.error("The object before this one lacks its closing brace }"),
            Some(letter) if letter.is_alphabetic() || letter == '_' => self.error_over(bare(rest, true), "A name stands in double quotes"),
            Some(',') => self.error("One comma is too many here"),
            None => self.error("The document ends before the object is closed by }"),
            _ => self.expected("A name in quotes is expected here"),
        }
    }

    /// What is wrong behind a value in an object or list that ends at `end`.
    pub(super) fn not_parted(&self, end: usize, in_object: bool) -> JsonError {
        let gap = |what| JsonError { span: Span { start: end, end }, what };
        let rest = self.text.get(self.at..).unwrap_or_default();
        if let Some(error) = self.unclosed_before(end) {
            return error;
        }
        match (rest.chars().next(), in_object) {
            (None, true) => self.error("The document ends before the object is closed by }"),
            (None, false) => self.error("The document ends before the list is closed by ]"),
            (Some(']'), true) => gap("The closing brace } of the object is missing here"),
            (Some('}' | ':'), false) => gap("The closing bracket ] of the list is missing here"),
            (Some('"' | '{' | '[' | '-' | '0'..='9'), _) => gap("A comma is missing here"),
            (Some(letter), _) if letter.is_alphabetic() || letter == '_' => gap("A comma is missing here"),
            (_, true) => self.expected("A comma or the end of the object \"}\" is expected here"),
            (_, false) => self.expected("A comma or the end of the list \"]\" is expected here"),
        }
    }

    /// What is wrong behind a name that ends at `end`.
    pub(super) fn no_colon(&self, end: usize) -> JsonError {
        let what = "A colon is expected between a name and its value";
        if let Some(error) = self.unclosed_before(end) {
            return error;
        }
        match self.peek() {
            None | Some(b'"' | b'{' | b'[' | b'}' | b']' | b',' | b'-') => JsonError { span: Span { start: end, end }, what },
            Some(letter) if letter.is_ascii_alphanumeric() => JsonError { span: Span { start: end, end }, what },
            Some(_) => self.expected(what),
        }
    }

    /// That the text which ends at `end` was closed by the quote that opens the next one.
    fn unclosed_before(&self, end: usize) -> Option<JsonError> {
        let start = lost_quote(self.text, end)?;
        Some(JsonError { span: Span { start, end: start }, what: "The closing quote of a text is missing here" })
    }

    /// A comma with nothing behind it, which stands at `comma`.
    pub(super) const fn trailing(comma: usize) -> JsonError {
        JsonError { span: Span { start: comma, end: comma + 1 }, what: "No comma may stand behind the last entry" }
    }

    /// A text without quotes where a value is expected; where that is the document itself, it is no text.
    pub(super) fn bare_value(&self) -> JsonError {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let what =
            if self.depth == 0 { "The document begins with {, and nothing stands before that" } else { "Texts stand in double quotes" };
        self.error_over(bare(rest, false), what)
    }

    /// What follows the end of the document.
    pub(super) fn too_much(&self) -> JsonError {
        match self.peek() {
            Some(b'}') => self.error("One closing brace } is too many"),
            Some(b']') => self.error("One closing bracket ] is too many"),
            _ => self.expected("Nothing may follow the end of the document"),
        }
    }

    fn error_over(&self, length: usize, what: &'static str) -> JsonError {
        JsonError { span: Span { start: self.at, end: self.at + length }, what }
    }
}

/// Where the text lacks its closing quote that ends at `end`: before the comma or colon that it ends with, where more follows its
/// last quote at once.
pub fn lost_quote(text: &str, end: usize) -> Option<usize> {
    let before = text.get(..end)?.strip_suffix('"')?;
    let goes_on = text.get(end..)?.starts_with(|next: char| !next.is_whitespace() && !matches!(next, ',' | ':' | ']' | '}' | '"'));
    let parts = |letter: char| letter.is_whitespace() || matches!(letter, ',' | ':' | '[' | ']' | '{' | '}');
    let inside = before.trim_end_matches(parts);
    let is_parted = before.get(inside.len()..)?.contains([',', ':']);
    (goes_on && is_parted && !inside.ends_with('"')).then_some(inside.len())
}

/// The length of a comment that a text begins with.
fn comment(text: &str) -> Option<usize> {
    if text.starts_with("/*") {
        return Some(text.find("*/").map_or(text.len(), |end| end + 2));
    }
    let is_line = text.starts_with("//") || text.starts_with('#');
    is_line.then(|| text.lines().next().map_or(0, |line| line.trim_end().len()))
}

/// The length of what stands in quotes at a text's beginning, both quotes with it; `None` where its line has no closing one.
fn quoted(text: &str, closes: impl Fn(char) -> bool) -> Option<usize> {
    let line = text.lines().next()?;
    let (end, letter) = line.char_indices().skip(1).find(|(_, letter)| closes(*letter))?;
    Some(end + letter.len_utf8())
}

/// The length of a text without quotes: up to a blank, or what parts names and values. A colon within an action, a condition key
/// or an ARN is part of it; the one behind a name is told by what follows.
fn bare(text: &str, is_name: bool) -> usize {
    let begins_value =
        |letter: char| letter.is_whitespace() || matches!(letter, '"' | '{' | '[' | '\'') || is_name && letter.is_ascii_digit();
    let ends = |(at, letter): &(usize, char)| {
        letter.is_whitespace()
            || matches!(letter, ',' | '{' | '}' | '[' | ']' | '"')
            || *letter == ':' && text.get(at + 1..).and_then(|rest| rest.chars().next()).is_none_or(begins_value)
    };
    text.char_indices().find(ends).map_or(text.len(), |(at, _)| at)
}
