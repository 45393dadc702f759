//! Lines of text, each piece with the role that decides how it looks.

use std::borrow::Cow;

use unicode_width::UnicodeWidthStr;

use crate::account::display::visible;
use crate::theme::Role;

/// What an entry of a list begins with, or a sentence that says how something stands.
const SIGNS: [&str; 6] = ["● ", "• ", "✔ ", "▲ ", "✖ ", "– "];

/// A piece of text in one role. Whatever it was made of, it holds nothing that could steer a terminal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Span {
    text: Cow<'static, str>,
    /// What it means.
    pub role: Role,
}

impl Span {
    /// A piece of text. Controls and format characters in it are made visible.
    pub fn new(text: impl Into<Cow<'static, str>>, role: Role) -> Self {
        let text = text.into();
        let plain = text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
        Self { text: if plain { text } else { visible(&text).into() }, role }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How many columns it takes.
    pub fn width(&self) -> usize {
        self.text.width()
    }
}

/// A line of pieces.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Line {
    spans: Vec<Span>,
}

impl Line {
    /// An empty line.
    pub const fn new() -> Self {
        Self { spans: Vec::new() }
    }

    /// Adds a piece.
    #[must_use]
    pub fn with(mut self, text: impl Into<Cow<'static, str>>, role: Role) -> Self {
        self.spans.push(Span::new(text, role));
        self
    }

    /// Adds text to read.
    #[must_use]
    pub fn text(self, text: impl Into<Cow<'static, str>>) -> Self {
        self.with(text, Role::Text)
    }

    /// Adds quiet text.
    #[must_use]
    pub fn quiet(self, text: impl Into<Cow<'static, str>>) -> Self {
        self.with(text, Role::Quiet)
    }

    /// Adds a title.
    #[must_use]
    pub fn title(self, text: impl Into<Cow<'static, str>>) -> Self {
        self.with(text, Role::Title)
    }

    /// Adds a key or a link.
    #[must_use]
    pub fn accent(self, text: impl Into<Cow<'static, str>>) -> Self {
        self.with(text, Role::Accent)
    }

    /// Adds a key with what it does: `enter open`.
    #[must_use]
    pub fn key(self, key: impl Into<Cow<'static, str>>, label: &str) -> Self {
        self.accent(key).quiet(format!(" {label}"))
    }

    /// Adds all of another line.
    #[must_use]
    pub fn join(mut self, other: Self) -> Self {
        self.spans.extend(other.spans);
        self
    }

    /// The pieces.
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// How many columns it takes.
    pub fn width(&self) -> usize {
        self.spans.iter().map(Span::width).sum()
    }

    /// The text of all pieces.
    pub fn plain(&self) -> String {
        self.spans.iter().map(Span::text).collect()
    }

    /// The line over as many lines as it takes, all as far in as the first, each letter in its role. What follows a sign stays
    /// under the text behind it.
    #[must_use]
    pub fn wrapped(&self, width: usize) -> Vec<Self> {
        if self.width() <= width {
            return vec![self.clone()];
        }
        let letters = |span: &Span| span.text.chars().map(|letter| (letter, span.role)).collect::<Vec<_>>();
        let mut letters = self.spans.iter().flat_map(letters).peekable();
        let mut indent = String::new();
        while letters.next_if(|(letter, _)| *letter == ' ').is_some() {
            indent.push(' ');
        }
        let plain: String = letters.clone().map(|(letter, _)| letter).collect();
        let signed = SIGNS.iter().find_map(|sign| plain.strip_prefix(sign));
        let hang = if signed.is_some() { 2 } else { 0 };
        let mut lead: Vec<(char, Role)> = letters.by_ref().take(hang).collect();
        let text = signed.unwrap_or(&plain);
        let broken = wrap(text, width.saturating_sub(indent.len() + hang));
        let mut lines = Vec::with_capacity(broken.len());
        for row in broken {
            let mut line = Self::new().text(indent.clone());
            for (letter, role) in std::mem::replace(&mut lead, vec![(' ', Role::Text); hang]) {
                line.push(letter, role);
            }
            for letter in row.chars() {
                // Blanks where the text was broken are left out.
                while letters.next_if(|(next, _)| *next == ' ' && letter != ' ').is_some() {}
                if let Some((letter, role)) = letters.next() {
                    line.push(letter, role);
                }
            }
            lines.push(line);
        }
        lines
    }

    /// The line with its middle cut out so that it takes at most so many columns, in the role of its first piece.
    #[must_use]
    pub fn cut_middle(&self, width: usize) -> Self {
        let role = self.spans.first().map_or(Role::Text, |span| span.role);
        if self.width() <= width { self.clone() } else { Self::new().with(cut_middle(&self.plain(), width).into_owned(), role) }
    }

    /// What it begins with, up to this byte of its text, which must be the end of a letter; else all of the piece that it is in.
    #[must_use]
    pub fn begin(&self, end: usize) -> Self {
        let mut line = Self::new();
        let mut left = end;
        for span in &self.spans {
            let text = span.text.get(..left).unwrap_or(&span.text);
            left = left.saturating_sub(span.text.len());
            line = line.with(text.to_owned(), span.role);
            if left == 0 {
                break;
            }
        }
        line
    }

    /// Adds a letter that was made visible already.
    fn push(&mut self, letter: char, role: Role) {
        match self.spans.last_mut() {
            Some(span) if span.role == role => span.text.to_mut().push(letter),
            _ => self.spans.push(Span { text: letter.to_string().into(), role }),
        }
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.spans.iter().all(|span| span.text.is_empty())
    }
}

impl From<&'static str> for Line {
    fn from(text: &'static str) -> Self {
        Self::new().text(text)
    }
}

impl From<String> for Line {
    fn from(text: String) -> Self {
        Self::new().text(text)
    }
}

/// Breaks text into lines of at most so many columns, at blanks where there are any.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for word in paragraph.split(' ') {
            let blank = usize::from(!line.is_empty());
            if !line.is_empty() && line.width() + blank + word.width() > width {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
            while line.width() > width {
                let (head, tail) = split_at_part(&line, width);
                let tail = tail.to_owned();
                lines.push(head.to_owned());
                line = tail;
            }
        }
        lines.push(line);
    }
    lines
}

/// The beginning of a word that is too long, and the rest: as much as there is room for, or rather up to where a part of an ARN
/// or of a path ends, if that leaves no more than half of the room.
fn split_at_part(text: &str, width: usize) -> (&str, &str) {
    let (head, tail) = split_at_width(text, width);
    let end = head.rfind(['/', ':']).map(|at| at + 1).filter(|at| !head.split_at(*at).1.contains(' '));
    match end.map(|end| text.split_at(end)) {
        Some((head, tail)) if 2 * head.width() >= width => (head, tail),
        _ => (head, tail),
    }
}

/// The longest beginning of a text that takes at most so many columns, and the rest. At least one letter is taken.
fn split_at_width(text: &str, width: usize) -> (&str, &str) {
    let mut taken = 0;
    for (at, letter) in text.char_indices() {
        taken += unicode_width::UnicodeWidthChar::width(letter).unwrap_or(0);
        if taken > width && at > 0 {
            return text.split_at(at);
        }
    }
    (text, "")
}

/// The text, cut with `…` to at most so many columns.
pub fn cut(text: &str, width: usize) -> Cow<'_, str> {
    if text.width() <= width {
        return text.into();
    }
    if width < 2 {
        return "…".get(..if width == 0 { 0 } else { 3 }).unwrap_or("").into();
    }
    let (head, _) = split_at_width(text, width - 1);
    if head.width() > width - 1 { "…".into() } else { format!("{}…", head.trim_end()).into() }
}

/// From so many columns on, of a text that is cut in the middle the beginning is seen as well.
const BOTH_ENDS: usize = 24;

/// The text with `…` for its middle in at most so many columns; where they are few, for its beginning: what names one of many
/// stands at the end.
pub fn cut_middle(text: &str, width: usize) -> Cow<'_, str> {
    if text.width() <= width {
        return text.into();
    }
    let left = width.saturating_sub(1);
    let (head, rest) = if width < BOTH_ENDS { ("", text) } else { split_at_width(text, left / 3) };
    let room = left - head.width();
    let mut taken = 0;
    let widths = rest.char_indices().rev().map(|(at, letter)| (at, unicode_width::UnicodeWidthChar::width(letter).unwrap_or(0)));
    let fits = widths.take_while(|(_, width)| {
        taken += width;
        taken <= room
    });
    let tail = fits.last().map_or("", |(at, _)| rest.split_at(at).1);
    if width == 0 { "".into() } else { format!("{head}…{tail}").into() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spans_hold_nothing_that_steers() {
        assert_eq!(Span::new("a\u{1b}[2Jb", Role::Text).text(), "a\\u{1b}[2Jb");
        assert_eq!(Line::new().text("x\u{202e}").quiet("y").plain(), "x\\u{202e}y");
    }

    #[test]
    fn text_is_cut_with_an_ellipsis() {
        assert_eq!(cut("alice", 5), "alice");
        assert_eq!(cut("alice in chains", 6), "alice…");
        assert_eq!(cut("alice", 1), "…");
        assert_eq!(cut("alice", 0), "");
        assert_eq!(cut("部署部署", 4), "部…");
        assert_eq!(cut("部署", 2), "…");
    }

    #[test]
    fn of_what_is_cut_in_the_middle_the_end_is_seen() {
        let arn = "arn:aws:s3:::reports/2026/q1.csv";
        assert_eq!(cut_middle(arn, 32), arn);
        assert_eq!(cut_middle(arn, 25), "arn:aws:…orts/2026/q1.csv");
        assert_eq!(cut_middle(arn, 16), "…rts/2026/q1.csv");
        assert_eq!(cut_middle("部署部署", 4), "…署");
        assert_eq!(cut_middle(arn, 1), "…");
        assert_eq!(cut_middle(arn, 0), "");
    }

    #[test]
    fn wrapped_letters_keep_their_roles() {
        let line = Line::new().text("  ").accent("\"Arn\"").quiet(": ").text("\"arn:aws:iam::1:user/alice\"");
        assert_eq!(line.wrapped(80), std::slice::from_ref(&line));
        assert_eq!(
            line.wrapped(16),
            [
                Line::new().text("  ").accent("\"Arn\"").quiet(":"),
                Line::new().text("  \"arn:aws:iam::"),
                Line::new().text("  1:user/alice\""),
            ]
        );
    }

    #[test]
    fn what_follows_a_sign_stays_under_the_text() {
        let refused = Line::new().with("✖ ", Role::Bad).text("statement 3 denies it").wrapped(14);
        assert_eq!(refused.iter().map(Line::plain).collect::<Vec<_>>(), ["✖ statement 3", "  denies it"]);
        let line = Line::new().text(" ").accent("● ").text("bob gains 39 actions of s3");
        assert_eq!(line.wrapped(14).iter().map(Line::plain).collect::<Vec<_>>(), [" ● bob gains", "   39 actions", "   of s3"]);
        assert_eq!(line.wrapped(14)[0], Line::new().text(" ").accent("● ").text("bob gains"));
    }

    proptest! {
        #[test]
        fn wrapped_lines_fit_and_lose_nothing(text in "[a-z 部]{0,200}", width in 2_usize..40) {
            let lines = wrap(&text, width);
            prop_assert!(lines.iter().all(|line| line.width() <= width));
            let letters = |text: &str| text.chars().filter(|letter| *letter != ' ').collect::<String>();
            prop_assert_eq!(letters(&lines.concat()), letters(&text));
        }

        #[test]
        fn cut_text_fits(text in "\\PC{0,40}", width in 0_usize..20) {
            prop_assert!(cut(&text, width).width() <= width);
            prop_assert!(cut_middle(&text, width).width() <= width);
        }
    }
}
