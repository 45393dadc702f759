//! Reading a pattern: the pieces that it consists of, and the parts of one for ARNs.

use super::Style;
use crate::policy::document::{Version, variable};
use crate::policy::pattern::glob::Encoded;
use crate::policy::request::ContextKey;

#[derive(Clone, Debug)]
pub(super) enum Piece {
    Pattern(Encoded),
    Variable { key: ContextKey, default: Option<Box<str>> },
}

/// The colons that divide the parts of an ARN; those behind them belong to the last part.
pub const COLONS: usize = 5;

pub(super) fn pieces(text: &str, style: Style, with_variables: bool) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut pattern = Encoded::default();
    let mut rest = text;
    let mut colons = 0;
    let last_brace = text.rfind('}').unwrap_or_default();
    while let Some(at) = rest.find(['*', '?', '$']) {
        let (before, from) = rest.split_at(at);
        colons += before.matches(':').count();
        let is_in_last = colons >= COLONS;
        pattern.push_text(before);
        // Looked for only where a brace is left: a text full of unclosed ones stays linear.
        if with_variables
            && text.len() - from.len() <= last_brace
            && let Some((inside, behind)) = variable(from)
        {
            if let Some(text) = literal(inside) {
                pattern.push_text(text);
            } else {
                if pattern.len() > 0 {
                    pieces.push(Piece::Pattern(std::mem::take(&mut pattern)));
                }
                pieces.push(key_and_default(inside));
            }
            rest = behind;
            continue;
        }
        let (sign, behind) = from.split_at(1);
        match (sign, style) {
            ("*", Style::Plain) => pattern.push_run(true),
            ("*", Style::Resource) => pattern.push_run(is_in_last || behind.is_empty() || behind.starts_with(':')),
            ("?", Style::Plain) => pattern.push_one(true),
            ("?", Style::Resource) => pattern.push_one(is_in_last),
            _ => pattern.push_text(sign),
        }
        rest = behind;
    }
    pattern.push_text(rest);
    if pattern.len() > 0 {
        pieces.push(Piece::Pattern(pattern));
    }
    pieces
}

/// The six parts of an ARN pattern, as they are divided before any variable is replaced; `None` where it has fewer.
pub(in crate::policy::pattern) fn parts(text: &str, version: Version) -> Option<[&str; 6]> {
    let (mut parts, mut begin, mut at) = ([""; 6], 0, 0);
    let last_brace = text.rfind('}').unwrap_or_default();
    for part in parts.get_mut(..COLONS)? {
        let end = loop {
            let rest = text.get(at..)?;
            let found = rest.find(['$', ':'])?;
            let from = rest.get(found..)?;
            if from.starts_with(':') {
                break at + found;
            }
            let may_be = version == Version::V2012 && at + found <= last_brace;
            let behind = if may_be { variable(from) } else { None };
            at = behind.map_or(at + found + 1, |(_, behind)| text.len() - behind.len());
        };
        *part = text.get(begin..end)?;
        (begin, at) = (end + 1, end + 1);
    }
    *parts.last_mut()? = text.get(begin..)?;
    Some(parts)
}

/// A text as a pattern that only it fits.
pub(super) fn as_literal(text: &str) -> String {
    text.chars().fold(String::new(), |mut pattern, letter| {
        match letter {
            '*' | '?' | '$' => pattern.extend(["${", letter.encode_utf8(&mut [0; 4]), "}"]),
            letter => pattern.push(letter),
        }
        pattern
    })
}

/// The characters that can be written as variables.
pub(super) fn literal(inside: &str) -> Option<&str> {
    matches!(inside, "*" | "?" | "$").then_some(inside)
}

pub(super) fn key_and_default(inside: &str) -> Piece {
    let with_default = inside.split_once(',').and_then(|(key, default)| {
        let default = default.trim().strip_prefix('\'')?.strip_suffix('\'')?;
        Some((key, default))
    });
    match with_default {
        Some((key, default)) => Piece::Variable { key: ContextKey::new(key.trim()), default: Some(default.into()) },
        // A default without quotes is none; the whole then is a key that no request has.
        None => Piece::Variable { key: ContextKey::new(inside.trim()), default: None },
    }
}
