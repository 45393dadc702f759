//! Wildcards: `*` and `?` over plain text, and over resource ARNs, where they heed colons.
//!
//! A pattern is kept as bytes in which four values that no UTF-8 text contains stand for the wildcards, so that a star that
//! came in by a variable stays a star.

/// Any characters, or none.
const RUN: u8 = 0xFF;
/// Any characters but colons, or none.
const RUN_IN_PART: u8 = 0xFE;
/// One character.
const ONE: u8 = 0xFD;
/// One character, but no colon.
const ONE_IN_PART: u8 = 0xFC;

/// A pattern without variables.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Glob {
    /// `*`
    Any,
    /// No wildcard.
    Exact(Box<str>),
    /// One wildcard, a `*` at the end.
    Prefix(Box<str>),
    /// Anything else.
    Mixed(Encoded),
}

/// A pattern as bytes; also what is left of one with variables once they are replaced.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Encoded(Vec<u8>);

/// One character of a pattern, or one of its wildcards.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Sign {
    /// This character.
    Char(char),
    /// Any character.
    One {
        /// Whether a colon is one.
        colon: bool,
    },
    /// Any characters, or none.
    Run {
        /// Whether colons are among them.
        colons: bool,
    },
}

impl Encoded {
    /// What it consists of.
    pub(super) fn signs(&self) -> Vec<Sign> {
        let mut signs = Vec::with_capacity(self.0.len());
        for piece in self.0.split_inclusive(|byte| *byte >= ONE_IN_PART) {
            let wildcard = piece.last().filter(|byte| **byte >= ONE_IN_PART);
            let text = piece.get(..piece.len() - usize::from(wildcard.is_some())).unwrap_or_default();
            signs.extend(String::from_utf8_lossy(text).chars().map(Sign::Char));
            signs.extend(wildcard.map(|byte| match *byte {
                RUN => Sign::Run { colons: true },
                RUN_IN_PART => Sign::Run { colons: false },
                other => Sign::One { colon: other == ONE },
            }));
        }
        signs
    }

    /// Appends text that stands for itself.
    pub(super) fn push_text(&mut self, text: &str) {
        self.0.extend_from_slice(text.as_bytes());
    }

    /// Appends a `*`. A run beside a run is one run.
    pub(super) fn push_run(&mut self, over_colons: bool) {
        match self.0.last_mut() {
            Some(last) if *last == RUN || *last == RUN_IN_PART => {
                if over_colons {
                    *last = RUN;
                }
            }
            _ => self.0.push(if over_colons { RUN } else { RUN_IN_PART }),
        }
    }

    /// Appends a `?`.
    pub(super) fn push_one(&mut self, or_colon: bool) {
        self.0.push(if or_colon { ONE } else { ONE_IN_PART });
    }

    /// Appends another pattern.
    pub(super) fn push(&mut self, other: &Self) {
        self.0.extend_from_slice(&other.0);
    }

    /// How many bytes it has, a wildcard counting as one.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether the whole text matches.
    pub(super) fn matches(&self, text: &str) -> bool {
        matches(&self.0, text.as_bytes())
    }

    /// The six parts of an ARN pattern, or `None` where it has fewer.
    pub(super) fn parts(&self) -> Option<[&[u8]; 6]> {
        let mut parts = self.0.splitn(6, |byte| *byte == b':');
        let mut next = || parts.next();
        Some([next()?, next()?, next()?, next()?, next()?, next()?])
    }

    /// The text, where there is no wildcard in it.
    pub(super) fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.0).ok()
    }

    /// A text that it matches.
    pub(super) fn example(&self) -> String {
        let bytes = self.0.iter().map(|byte| if *byte >= ONE_IN_PART { b'x' } else { *byte }).collect();
        String::from_utf8(bytes).unwrap_or_default()
    }

    /// The form that matches fastest.
    pub(super) fn glob(self) -> Glob {
        if self.0 == [RUN] {
            return Glob::Any;
        }
        match String::from_utf8(self.0) {
            Ok(text) => Glob::Exact(text.into()),
            Err(mixed) => {
                let bytes = mixed.into_bytes();
                match bytes.strip_suffix(&[RUN]).and_then(|prefix| std::str::from_utf8(prefix).ok()) {
                    Some(prefix) => Glob::Prefix(prefix.into()),
                    None => Glob::Mixed(Self(bytes)),
                }
            }
        }
    }
}

impl Glob {
    /// A pattern in which `*` and `?` stand for any characters.
    pub fn plain(pattern: &str) -> Self {
        let mut encoded = Encoded::default();
        for piece in pattern.split_inclusive(['*', '?']) {
            let text = piece.trim_end_matches(['*', '?']);
            encoded.push_text(text);
            match piece.get(text.len()..) {
                Some("*") => encoded.push_run(true),
                Some("?") => encoded.push_one(true),
                _ => {}
            }
        }
        encoded.glob()
    }

    /// The pattern as bytes.
    pub(super) fn encoded(&self) -> Encoded {
        match self {
            Self::Any => Encoded(vec![RUN]),
            Self::Exact(text) => Encoded(text.as_bytes().to_vec()),
            Self::Prefix(prefix) => Encoded([prefix.as_bytes(), &[RUN]].concat()),
            Self::Mixed(encoded) => encoded.clone(),
        }
    }

    /// A text that it matches, an `x` for each wildcard.
    pub(super) fn example(&self) -> String {
        match self {
            Self::Any => "x".to_owned(),
            Self::Exact(text) => text.to_string(),
            Self::Prefix(prefix) => format!("{prefix}x"),
            Self::Mixed(encoded) => encoded.example(),
        }
    }

    /// Whether the whole text matches.
    pub fn matches(&self, text: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Exact(exact) => **exact == *text,
            Self::Prefix(prefix) => text.as_bytes().starts_with(prefix.as_bytes()),
            Self::Mixed(encoded) => encoded.matches(text),
        }
    }
}

/// Whether one pattern byte matches at `at`; gives where the text goes on.
fn step(want: u8, text: &[u8], at: usize) -> Option<usize> {
    let found = *text.get(at)?;
    match want {
        ONE | ONE_IN_PART => {
            let length = match found {
                b':' if want == ONE_IN_PART => return None,
                0x00..=0x7F => 1,
                // Within a character: only a run can have stopped here.
                0x80..=0xBF => return None,
                0xC0..=0xDF => 2,
                0xE0..=0xEF => 3,
                0xF0..=0xFF => 4,
            };
            Some(at + length)
        }
        literal => (literal == found).then_some(at + 1),
    }
}

/// Whether a pattern matches the whole of a text.
///
/// Going back to the last run alone is enough: what an earlier run could take the later one can. A run that stops at colons
/// does not take away from a run over colons before it, so both are remembered; the colons behind a run over colons are
/// met in order, which makes the first place that fits the one that leaves most to what follows.
pub(super) fn matches(pattern: &[u8], text: &[u8]) -> bool {
    let (mut p, mut t) = (0, 0);
    let mut over_colons: Option<(usize, usize)> = None;
    let mut in_part: Option<(usize, usize)> = None;
    loop {
        match pattern.get(p) {
            Some(&RUN) => {
                p += 1;
                if p == pattern.len() {
                    return true;
                }
                (over_colons, in_part) = (Some((p, t)), None);
                continue;
            }
            Some(&RUN_IN_PART) => {
                p += 1;
                in_part = Some((p, t));
                continue;
            }
            Some(&want) => {
                if let Some(next) = step(want, text, t) {
                    (p, t) = (p + 1, next);
                    continue;
                }
            }
            None if t == text.len() => return true,
            None => {}
        }
        if let Some((behind, from)) = in_part
            && text.get(from).is_some_and(|byte| *byte != b':')
        {
            in_part = Some((behind, from + 1));
            (p, t) = (behind, from + 1);
            continue;
        }
        in_part = None;
        match over_colons.and_then(|(behind, from)| Some((behind, next_start(pattern, behind, text, from + 1)?))) {
            Some((behind, from)) => {
                over_colons = Some((behind, from));
                (p, t) = (behind, from);
            }
            None => return false,
        }
    }
}

/// The next place at or behind `from` where what follows a run may begin.
fn next_start(pattern: &[u8], behind: usize, text: &[u8], from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    match pattern.get(behind) {
        Some(&want) if want < ONE_IN_PART => rest.iter().position(|byte| *byte == want).map(|at| from + at),
        _ => Some(from),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Tries every way: right by its looks.
    fn naive(pattern: &[char], text: &[char]) -> bool {
        match pattern.split_first() {
            None => text.is_empty(),
            Some(('*', rest)) => (0..=text.len()).any(|at| naive(rest, &text[at..])),
            Some(('?', rest)) => !text.is_empty() && naive(rest, &text[1..]),
            Some((want, rest)) => text.first() == Some(want) && naive(rest, &text[1..]),
        }
    }

    #[test]
    fn wildcards_stand_for_any_characters() {
        for (pattern, text, expected) in [
            ("*", "", true),
            ("", "", true),
            ("", "a", false),
            ("s3:Get*", "s3:GetObject", true),
            ("s3:Get*", "s3:Ge", false),
            ("s3:*Object", "s3:GetObjects", false),
            ("s3:*Object", "s3:GetObjectObject", true),
            ("a?c", "abc", true),
            ("a?c", "ac", false),
            ("a?c", "aéc", true),
            ("*?", "é", true),
            ("*??", "é", false),
            ("**a**", "bab", true),
            ("a*b?c*", "aXXbYbZcQ", true),
        ] {
            assert_eq!(Glob::plain(pattern).matches(text), expected, "{pattern} {text}");
        }
    }

    #[test]
    fn forms_that_match_fast_are_found() {
        assert_eq!(Glob::plain("***"), Glob::Any);
        assert_eq!(Glob::plain("s3:GetObject"), Glob::Exact("s3:GetObject".into()));
        assert_eq!(Glob::plain("s3:*"), Glob::Prefix("s3:".into()));
        assert!(matches!(Glob::plain("s3:*Object"), Glob::Mixed(_)));
    }

    #[test]
    fn many_stars_take_no_time() {
        let pattern = format!("{}b", "a*".repeat(20_000));
        assert!(!Glob::plain(&pattern).matches(&"a".repeat(40_000)));
    }

    proptest! {
        #[test]
        fn matching_equals_trying_every_way(pattern in "[ab*?é:]{0,8}", text in "[abé:]{0,10}") {
            let chars = |text: &str| text.chars().collect::<Vec<_>>();
            prop_assert_eq!(Glob::plain(&pattern).matches(&text), naive(&chars(&pattern), &chars(&text)));
        }
    }
}
