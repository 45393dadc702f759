//! Reading what items of several kinds have alike: reasons, lines, texts that differ.

use toml::Spanned;

use super::item::SetUp;
use super::raw::{Faults, RawItem, Texts};
use crate::training::lesson::fixture_names;

/// More lines than any item needs.
const MOST_LINES: usize = 40;

/// A reason, which must say something.
pub(super) fn reason(why: &Spanned<String>, faults: &mut Faults<'_>) -> String {
    if why.get_ref().trim().is_empty() {
        faults.add(why.span().start, "The reason is empty. Expected a sentence that says why.");
    }
    unmarked(why.get_ref())
}

/// Sees that every text says something, and that no two are alike.
pub(super) fn check_distinct(at: usize, texts: &[&str], faults: &mut Faults<'_>) {
    for (index, text) in texts.iter().enumerate() {
        if text.trim().is_empty() {
            faults.add(at, "One is empty. Expected a text.");
        } else if texts.get(..index).is_some_and(|before| before.contains(text)) {
            faults.add(at, format!("{text:?} is there twice."));
        }
    }
}

/// What an item begins with: its fixture, and the lines behind it.
pub(super) fn set_up(raw: &RawItem, faults: &mut Faults<'_>) -> Option<SetUp> {
    let lines = raw.lines.as_ref().map_or_else(Vec::new, |lines| lines_of(lines, faults));
    let fixture = raw.fixture.as_ref()?;
    if !fixture_names().any(|name| name == fixture.get_ref()) {
        let names: Vec<&str> = fixture_names().collect();
        faults.add(fixture.span().start, format!("There is no fixture {:?}. Expected one of {}.", fixture.get_ref(), names.join(", ")));
    }
    Some(SetUp { fixture: fixture.get_ref().clone(), lines })
}

pub(super) fn lines_of(lines: &Texts, faults: &mut Faults<'_>) -> Vec<String> {
    if lines.get_ref().len() > MOST_LINES {
        faults.add(lines.span().start, format!("There are {} lines. Expected at most {MOST_LINES}.", lines.get_ref().len()));
    }
    lines.get_ref().iter().take(MOST_LINES).map(|line| line.get_ref().clone()).collect()
}

/// A text without the marks of Markdown around what is stressed or code: an item is plain words, and read as such everywhere. A star
/// that stands for anything, as in `s3:*`, is none of them.
pub(super) fn unmarked(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut before = ' ';
    let mut is_stressed = false;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied().unwrap_or(' ');
        let opens = letter == '*' && !is_stressed && (before.is_whitespace() || "(\"".contains(before)) && next.is_alphabetic();
        let closes = letter == '*' && is_stressed && !before.is_whitespace();
        is_stressed = (is_stressed || opens) && !closes;
        if letter != '`' && !opens && !closes {
            plain.push(letter);
        }
        before = letter;
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::unmarked;

    #[test]
    fn marks_go_and_stars_that_stand_for_anything_stay() {
        for (text, plain) in [
            ("so that *developers* contains *backend*.", "so that developers contains backend."),
            ("sends `iam:CreateUser` as alice", "sends iam:CreateUser as alice"),
            ("Allow s3:* on *, and arn:aws:s3:::b/*", "Allow s3:* on *, and arn:aws:s3:::b/*"),
            ("*All of them* holds", "All of them holds"),
            ("project *and* Null", "project and Null"),
            ("Principal \"*\" is everybody", "Principal \"*\" is everybody"),
        ] {
            assert_eq!(unmarked(text), plain);
        }
    }
}
