//! What the TOML reader says of a front matter, in the words of who writes a lesson.

use super::error::{LessonError, Source, meant};
use crate::training::plain_words::in_plain_words;

/// What the TOML reader found wrong, with what may have been meant.
pub(super) fn misread(source: Source<'_>, front_at: usize, error: &toml::de::Error) -> LessonError {
    let message = error.message().trim();
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let near = match quoted.split_first() {
        Some((word, known)) if message.starts_with("unknown") => meant(word, known.iter().copied()),
        _ => String::new(),
    };
    let at = error.span().map_or(front_at, |span| front_at + span.start);
    // A word of TOML stands alone; whatever else is said there is a text.
    let is_table = quoted.is_empty() && (message.contains("duplicate key") || message.starts_with("invalid type"));
    let begins = source.text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
    let line = source.text.get(begins..).and_then(|rest| rest.lines().next());
    let table = line.filter(|_| is_table).and_then(brackets).unwrap_or_default();
    let missing = if message.contains("expected newline") { " A text stands between quotation marks." } else { "" };
    source.error(at, format!("{}.{near}{missing}{table}", in_plain_words(message)))
}

/// How a heading is written that has too few or too many brackets.
fn brackets(line: &str) -> Option<&'static str> {
    match line.trim().trim_matches(['[', ']']) {
        "step" => Some(" Each step begins with [[step]], in two brackets."),
        "step.ask" => Some(" Each question begins with [[step.ask]], in two brackets."),
        "step.hint" => Some(" Each hint begins with [[step.hint]], in two brackets."),
        "step.trap" => Some(" Each trap begins with [[step.trap]], in two brackets."),
        "challenge" => Some(" There is one challenge: it begins with [challenge], in one bracket each."),
        _ => None,
    }
}
