//! The pieces of a line of JSON, for its colours. No piece goes on in the next line, so a line is enough.

use crate::theme::Role;

/// What a piece is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Token {
    /// The name of a member.
    Name,
    /// A text.
    Text,
    /// `"Allow"` as an effect.
    Allow,
    /// `"Deny"` as an effect.
    Deny,
    /// A number, `true`, `false`, `null`.
    Plain,
    /// Brackets, commas, colons.
    Sign,
    /// Blanks.
    Blank,
    /// No part of JSON.
    Wrong,
}

impl Token {
    /// How it looks.
    pub const fn role(self) -> Role {
        match self {
            Self::Name => Role::Accent,
            Self::Text | Self::Blank => Role::Text,
            Self::Allow => Role::Good,
            Self::Deny | Self::Wrong => Role::Bad,
            Self::Plain => Role::Info,
            Self::Sign => Role::Quiet,
        }
    }
}

/// A piece of a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Piece {
    /// Its bytes in the line.
    pub start: usize,
    pub end: usize,
    pub token: Token,
}

/// The pieces of a line, in order and without gaps.
pub(super) fn pieces(line: &str) -> impl Iterator<Item = Piece> {
    let mut at = 0;
    let mut name: Option<&str> = None;
    std::iter::from_fn(move || {
        let (length, mut token) = first(line.get(at..)?)?;
        let (start, end) = (at, at + length);
        at = end;
        let text = line.get(start..end).unwrap_or_default();
        if token == Token::Text && line.get(end..).is_some_and(|rest| rest.trim_start().starts_with(':')) {
            token = Token::Name;
            name = Some(text);
        } else if token == Token::Text {
            token = match (name.take(), text) {
                (Some("\"Effect\""), "\"Allow\"") => Token::Allow,
                (Some("\"Effect\""), "\"Deny\"") => Token::Deny,
                _ => Token::Text,
            };
        }
        Some(Piece { start, end, token })
    })
}

/// The first piece of a text: how long it is and what.
fn first(text: &str) -> Option<(usize, Token)> {
    let letter = text.chars().next()?;
    let run = |is: fn(char) -> bool| text.find(|letter| !is(letter)).unwrap_or(text.len());
    Some(match letter {
        '"' => string(text),
        '{' | '}' | '[' | ']' | ',' | ':' => (1, Token::Sign),
        ' ' | '\t' => (run(|letter| matches!(letter, ' ' | '\t')), Token::Blank),
        '-' | '0'..='9' | 'a'..='z' => {
            let length = run(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '+' | '.'));
            let word = text.get(..length).unwrap_or_default();
            let is_plain = matches!(word, "true" | "false" | "null") || is_number(word);
            (length, if is_plain { Token::Plain } else { Token::Wrong })
        }
        _ => (run(|letter| !matches!(letter, '"' | '{' | '}' | '[' | ']' | ',' | ':' | ' ' | '\t')), Token::Wrong),
    })
}

/// Whether a word is meant as a number; which forms JSON has of it, the document's reader says.
fn is_number(word: &str) -> bool {
    word.starts_with(|letter: char| letter == '-' || letter.is_ascii_digit()) && word.parse::<f64>().is_ok()
}

/// A string to its closing quote; one that is not closed is wrong to the line's end.
fn string(text: &str) -> (usize, Token) {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return (at + 1, Token::Text),
            _ => {}
        }
    }
    (text.len(), Token::Wrong)
}

/// Whether a byte of a line lies within a string, behind its opening quote and not behind its closing one.
pub(super) fn is_in_string(line: &str, at: usize) -> bool {
    let mut inside = false;
    let mut escaped = false;
    for byte in line.bytes().take(at) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if inside => escaped = true,
            b'"' => inside = !inside,
            _ => {}
        }
    }
    inside
}
