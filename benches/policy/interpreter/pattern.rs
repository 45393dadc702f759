//! Wildcards and variables.

use serde_json::Value;

use super::value_of;

/// A piece of a pattern.
enum Piece {
    Letter(char),
    /// `*`; within its part of an ARN, or over colons.
    Any {
        over_colons: bool,
    },
    /// `?`; likewise.
    One {
        or_colon: bool,
    },
}

pub struct Pattern(Vec<Piece>);

/// Wildcards stand for any characters.
pub fn plain(text: &str) -> Pattern {
    let piece = |letter| match letter {
        '*' => Piece::Any { over_colons: true },
        '?' => Piece::One { or_colon: true },
        letter => Piece::Letter(letter),
    };
    Pattern(text.chars().map(piece).collect())
}

/// Wildcards, with variables replaced by what they stand for; `None` where one has no value.
pub fn with_variables(text: &str, context: Option<&Value>) -> Option<Pattern> {
    pieces(text, context, |_, _| (true, true))
}

/// Wildcards stay within their part of the ARN, but for a `*` that ends it, and for those of the last, behind five colons.
pub fn resource(text: &str, context: Option<&Value>) -> Option<Pattern> {
    pieces(text, context, |rest, colons| (colons >= 5 || rest.is_empty() || rest.starts_with(':'), colons >= 5))
}

/// Letters that stand for themselves, with variables replaced.
pub fn literal(text: &str, context: Option<&Value>) -> Option<String> {
    let mut literal = String::new();
    for piece in with_variables(text, context)?.0 {
        literal.push(match piece {
            Piece::Letter(letter) => letter,
            Piece::Any { .. } => '*',
            Piece::One { .. } => '?',
        });
    }
    Some(literal)
}

fn pieces(text: &str, context: Option<&Value>, over_colons: fn(&str, usize) -> (bool, bool)) -> Option<Pattern> {
    let (mut pieces, mut colons) = (Vec::new(), 0);
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        if let Some(context) = context
            && let Some((inside, behind)) = rest.strip_prefix("${").and_then(|inside| inside.split_once('}'))
        {
            let value = match inside {
                "*" | "?" | "$" => inside,
                key => value_of(context, key)?.as_str()?,
            };
            pieces.extend(value.chars().map(Piece::Letter));
            rest = behind;
            continue;
        }
        rest = &rest[letter.len_utf8()..];
        colons += usize::from(letter == ':');
        let (any, one) = over_colons(rest, colons);
        pieces.push(match letter {
            '*' => Piece::Any { over_colons: any },
            '?' => Piece::One { or_colon: one },
            letter => Piece::Letter(letter),
        });
    }
    Some(Pattern(pieces))
}

impl Pattern {
    pub fn matches(&self, text: &str) -> bool {
        matches(&self.0, text)
    }
}

/// Tries every way.
fn matches(pattern: &[Piece], text: &str) -> bool {
    let mut letters = text.chars();
    match pattern.split_first() {
        None => text.is_empty(),
        Some((Piece::Letter(want), rest)) => letters.next() == Some(*want) && matches(rest, letters.as_str()),
        Some((Piece::One { or_colon }, rest)) => {
            letters.next().is_some_and(|letter| *or_colon || letter != ':') && matches(rest, letters.as_str())
        }
        Some((Piece::Any { over_colons }, rest)) => {
            rest.is_empty() && *over_colons
                || matches(rest, text)
                || letters.next().is_some_and(|letter| *over_colons || letter != ':') && matches(pattern, letters.as_str())
        }
    }
}
