//! What the TOML reader says of a front matter, in the words of who writes a lesson.

use super::error::{LessonError, Source, meant};

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

/// What the TOML reader says, with words of programmers put in those of who writes a lesson.
fn in_plain_words(message: &str) -> String {
    // What is longer than the widest integer overflows; what is shorter is named by the type that holds it.
    if message == "integer number overflowed" || ["` as i128,", "` as u128,"].into_iter().any(|wide| message.contains(wide)) {
        return "this number is too large".into();
    }
    let words = [
        ("expected i64", "expected a number"),
        ("expected a sequence", "expected a list in [ ]"),
        ("expected a map", "expected fields in { }"),
        ("expected a tuple of size 2", "expected two texts in [ ]"),
        ("expected a boolean", "expected true or false"),
        ("expected struct OptionFront", "expected an option, as in { id = \"a\", right = true }"),
        ("expected struct AskFront", "expected [[step.ask]]"),
        ("expected struct StepFront", "expected [[step]]"),
        ("expected struct HintFront", "expected [[step.hint]]"),
        ("expected struct TrapFront", "expected [[step.trap]]"),
        ("expected struct ChallengeFront", "expected [challenge]"),
        ("invalid type: sequence", "this is a list"),
        ("invalid type: map", "these are fields"),
        ("invalid type: string", "this is the text"),
        ("invalid type: integer", "this is the number"),
        ("invalid type: boolean", "this is the truth value"),
    ];
    words.into_iter().fold(message.to_owned(), |message, (theirs, ours)| message.replace(theirs, ours))
}
