//! What takes the slips of hand-written JSON away, told from the place that the parser gives them.

use super::edits::{insert, quoted, replace};
use crate::policy::completion::lacking;
use crate::policy::document::{Document, Span, TextEdit, lost_quote, why_no_json};

/// The quotes that texts stand in by mistake.
const QUOTES: [char; 12] = ['"', '\'', '“', '”', '„', '‟', '‘', '’', '‚', '«', '»', '″'];

/// What a slip's place is to be, with what to call that; only where it is plain what was meant.
pub(super) fn remedy(text: &str, span: Span) -> Option<(String, Vec<TextEdit>)> {
    let there = text.get(span.start..span.end)?;
    let first = there.chars().next();
    match first {
        None if lacks_quote(text, span.start) => quote_before(text, span.start),
        None if lacking(text, span.start) == Some(':') => Some(("Put : here".to_owned(), vec![insert(span.start, ":")])),
        None if span.end == text.trim_end().len() || span.end == text.len() => closed(text),
        None => missing(text, span.start),
        Some(mark @ (',' | '}' | ']')) => {
            let before = text.get(..span.start)?;
            // Where a value lacks, the comma is right; a brace is one too many only behind a whole document.
            let is_too_many = if mark == ',' { !before.trim_end().ends_with(':') } else { Document::read_in_part(before).is_some() };
            is_too_many.then(|| ("Take it out".to_owned(), vec![replace(span, "")]))
        }
        Some('/' | '#') => Some(("Take the comment out".to_owned(), vec![replace(with_its_line(text, span), "")])),
        Some('"') => unclosed(text, span.start),
        Some(open) if QUOTES.contains(&open) => {
            let inner = there.strip_prefix(open)?;
            let inner = inner.strip_suffix(QUOTES).filter(|_| there.chars().count() > 1)?;
            // What is escaped already stays as it is.
            let plain = if inner.contains('\\') { format!("\"{inner}\"") } else { quoted(inner) };
            Some(("Put it in double quotes".to_owned(), vec![replace(span, plain)]))
        }
        Some(letter) if letter.is_alphabetic() && text.get(..span.start)?.trim().is_empty() => {
            Document::read_in_part(text.get(span.end..)?)?;
            Some(("Take it out".to_owned(), vec![replace(span, "")]))
        }
        Some(letter) if letter.is_alphabetic() || letter == '_' => {
            Some(("Put it in double quotes".to_owned(), vec![replace(span, quoted(there))]))
        }
        Some(_) => None,
    }
}

/// Whether a text lacks its closing quote here: it goes on to the quote that opens the next one.
fn lacks_quote(text: &str, at: usize) -> bool {
    let behind = text.get(at..).and_then(|rest| Some(at + rest.find('"')? + 1));
    behind.is_some_and(|end| lost_quote(text, end) == Some(at))
}

/// The quote that lacks here, where what follows can be read with it.
fn quote_before(text: &str, at: usize) -> Option<(String, Vec<TextEdit>)> {
    let mended = format!("{}\"{}", text.get(..at)?, text.get(at..)?);
    let next = mended.get(at + 1..)?.find('"').map_or(mended.len(), |quote| at + 1 + quote);
    let is_better = why_no_json(&mended).is_none_or(|(wrong, _)| wrong > next);
    is_better.then(|| ("Put the closing quote".to_owned(), vec![insert(at, "\"")]))
}

/// What lacks between two values, or before what closes something else.
fn missing(text: &str, at: usize) -> Option<(String, Vec<TextEdit>)> {
    let behind = text.get(at..)?.trim_start();
    let lacks = match behind.chars().next()? {
        ']' => "}",
        '}' => "]",
        // A list that goes on as an object: where it was to end can't be told.
        ':' => return None,
        _ => ",",
    };
    Some((format!("Put {lacks} here"), vec![insert(at, lacks)]))
}

/// So many commas, brackets and braces at the end of a line are tried as what stands behind a text without its quote.
const BEHIND: usize = 8;

/// The quote that a text lacks which begins here: at the end of its line, or before what stands behind it there.
fn unclosed(text: &str, open: usize) -> Option<(String, Vec<TextEdit>)> {
    let start = open + 1;
    let line = text.get(start..)?.lines().next().unwrap_or_default();
    let mut inside = line.trim_end();
    for _ in 0..=BEHIND {
        let (before, behind) = text.split_at_checked(start + inside.len())?;
        if Document::read_in_part(&format!("{before}\"{behind}")).is_some() {
            return Some(("Put the closing quote".to_owned(), vec![insert(before.len(), "\"")]));
        }
        let Some(shorter) = inside.strip_suffix([',', ']', '}']) else { break };
        inside = shorter.trim_end();
    }
    closed(text)
}

/// The document with all that is open closed, where that makes a policy of it.
fn closed(text: &str) -> Option<(String, Vec<TextEdit>)> {
    let mut open = Vec::new();
    let (mut is_text, mut is_escaped) = (false, false);
    for letter in text.chars() {
        match letter {
            _ if is_escaped => is_escaped = false,
            '\\' if is_text => is_escaped = true,
            '"' => is_text = !is_text,
            _ if is_text => {}
            '{' => open.push('}'),
            '[' => open.push(']'),
            '}' | ']' => _ = open.pop(),
            _ => {}
        }
    }
    let closing: String = is_text.then_some('"').into_iter().chain(open.into_iter().rev()).collect();
    let end = text.trim_end().len();
    let edit = insert(end, closing.clone());
    let whole = format!("{}{closing}", text.get(..end)?);
    // Of what is empty yet, nobody knows that it was meant to end here.
    let is_begun = text.get(..end)?.ends_with(['{', '[']);
    (!closing.is_empty() && !is_begun && Document::read_in_part(&whole).is_some())
        .then(|| (format!("Put {closing} at the end"), vec![edit]))
}

/// A comment with the blanks before it, and with its line where that has nothing else.
fn with_its_line(text: &str, span: Span) -> Span {
    let before = text.get(..span.start).unwrap_or_default();
    let start = before.trim_end_matches([' ', '\t']).len();
    let behind = text.get(span.end..).unwrap_or_default();
    let rest = behind.trim_start_matches([' ', '\t', '\r']);
    let is_alone = start == 0 || before.as_bytes().get(start - 1) == Some(&b'\n');
    match rest.strip_prefix('\n') {
        Some(next) if is_alone => Span { start, end: text.len() - next.len() },
        _ => Span { start, end: span.end },
    }
}
