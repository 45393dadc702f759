//! The words of the check language, with their places.

use std::ops::Range;

use super::error::CheckError;

/// A longer text is no check: nobody would understand it, and reading it should take no time.
pub(super) const LONGEST: usize = 4096;

/// A word or sign.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Where, in bytes.
    pub at: Range<usize>,
}

/// What a token is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum TokenKind {
    /// A run of letters, digits and the signs of names and ARNs.
    Word(String),
    /// A text in quotes.
    Text(String),
    /// `&&`, `==`, `(` and the like.
    Sign(&'static str),
}

/// The signs, those of two characters first.
const SIGNS: [&str; 17] = ["&&", "||", "==", "!=", "<=", ">=", "<", ">", "!", "(", ")", "[", "]", "{", "}", ",", "="];

impl TokenKind {
    /// In a message.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Word(word) => word.clone(),
            Self::Text(text) => format!("{text:?}"),
            Self::Sign(sign) => (*sign).to_owned(),
        }
    }
}

/// The tokens of a text.
///
/// # Errors
/// A text that is too long, a quote that is not closed, a character that has no meaning.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, CheckError> {
    if text.len() > LONGEST {
        return Err(CheckError::new(0..0, format!("A check has at most {LONGEST} bytes, and this has {}.", text.len())));
    }
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let (kind, length) = match rest.chars().next() {
            None => break,
            Some(blank) if blank.is_whitespace() => {
                at += blank.len_utf8();
                continue;
            }
            Some('"') => quoted(rest, at)?,
            Some(_) => match word(rest) {
                0 => sign(rest, at)?,
                length => (TokenKind::Word(rest.get(..length).unwrap_or_default().to_owned()), length),
            },
        };
        tokens.push(Token { kind, at: at..at + length });
        at += length;
    }
    Ok(tokens)
}

/// How many bytes of a word a text begins with. `${…}` is part of a word, a brace by itself is not; nor is a comparison.
fn word(rest: &str) -> usize {
    let mut in_variable = false;
    let mut letters = rest.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let next = letters.peek().map(|(_, next)| *next);
        let belongs = match letter {
            '{' => in_variable,
            '}' if in_variable => {
                in_variable = false;
                true
            }
            '$' => {
                in_variable = next == Some('{');
                true
            }
            '=' => at > 0 && next != Some('=') && next.is_some_and(|next| next.is_alphanumeric() || next == '*'),
            letter => letter.is_alphanumeric() || "_:/.-@+*?#%~".contains(letter),
        };
        if !belongs {
            return at;
        }
    }
    rest.len()
}

fn quoted(rest: &str, at: usize) -> Result<(TokenKind, usize), CheckError> {
    let mut text = String::new();
    let mut letters = rest.char_indices().skip(1);
    while let Some((place, letter)) = letters.next() {
        match letter {
            '"' => return Ok((TokenKind::Text(text), place + 1)),
            '\\' => match letters.next() {
                Some((_, escaped @ ('"' | '\\'))) => text.push(escaped),
                Some((_, other)) => text.extend(['\\', other]),
                None => break,
            },
            other => text.push(other),
        }
    }
    Err(CheckError::new(at..at + rest.len(), "This quote is not closed: a closing \" was expected."))
}

fn sign(rest: &str, at: usize) -> Result<(TokenKind, usize), CheckError> {
    if let Some(sign) = SIGNS.into_iter().find(|sign| rest.starts_with(sign)).filter(|sign| *sign != "=") {
        return Ok((TokenKind::Sign(sign), sign.len()));
    }
    let letter = rest.chars().next().unwrap_or(' ');
    let message = match letter {
        '&' => "A single & means nothing here. And is written &&.".to_owned(),
        '|' => "A single | means nothing here. Or is written ||.".to_owned(),
        '=' => "A single = means nothing here. Equality is written ==.".to_owned(),
        '\'' => "Texts stand in double quotes here.".to_owned(),
        other => format!("{other:?} has no meaning here. Text that is no word stands in double quotes."),
    };
    Err(CheckError::new(at..at + letter.len_utf8(), message))
}
