//! Asking the terminal what its ground is (OSC 11), without waiting for the answer.
//!
//! The answer comes in among the keys, as alt-`]`, letters, and an end; it is taken out of them here. So nothing that is
//! typed meanwhile is lost, a terminal that never answers costs nothing, and one that answers late does no harm.

use std::io::{self, Write};
use std::time::{Duration, Instant};

use crate::theme::Ground;
use crate::widgets::key::{Code, Key};

/// An answer that comes later than this is taken out, but the screen keeps its look: it would change under one's eyes.
const LIMIT: Duration = Duration::from_millis(500);
/// Longer than any answer.
const LONGEST: usize = 48;
/// As long as this an answer may still come whose first byte came by itself and was taken for escape.
const AWAITED: Duration = Duration::from_secs(3);
/// How every answer begins behind its escape.
const BEGINNING: &str = "]11;";

/// Asks. The main thread does, right behind the first frame, so that the question can't fall into the middle of another.
///
/// # Errors
/// The terminal does not take it.
pub(super) fn ask(out: &mut impl Write) -> io::Result<()> {
    out.write_all(b"\x1b]11;?\x1b\\")?;
    out.flush()
}

/// What became of a key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Sifted {
    /// These were keys after all.
    Keys(Vec<Key>),
    /// It belongs to an answer that is still coming.
    Waiting,
    /// The answer is complete, and in time.
    Ground(Ground),
}

/// Takes the answer out of the keys.
pub(super) struct Sieve {
    asked: Instant,
    held: Vec<Key>,
    /// When the last of them came.
    held_at: Instant,
    is_behind_escape: bool,
}

const ESCAPE: char = '\u{1b}';

impl Sieve {
    /// Begins when the question was asked.
    pub fn new(asked: Instant) -> Self {
        Self { asked, held: Vec::new(), held_at: asked, is_behind_escape: false }
    }

    /// Takes a key.
    pub fn sift(&mut self, key: Key) -> Sifted {
        let broken_off = self.broken_off();
        match self.take(key) {
            Sifted::Keys(keys) => Sifted::Keys([broken_off, keys].concat()),
            Sifted::Waiting if !broken_off.is_empty() => Sifted::Keys(broken_off),
            sifted => sifted,
        }
    }

    /// What is held comes to nothing any more if its end does not come soon: what had begun as an answer is dropped, and the
    /// rest were keys.
    fn broken_off(&mut self) -> Vec<Key> {
        if self.held_at.elapsed() <= LIMIT {
            return Vec::new();
        }
        let is_answer = self.sent().trim_start_matches(ESCAPE).starts_with(BEGINNING);
        let held = std::mem::take(&mut self.held);
        if is_answer { Vec::new() } else { held }
    }

    /// What the terminal sent for the keys that are held.
    fn sent(&self) -> String {
        self.held.iter().copied().map(sent_for).collect()
    }

    fn take(&mut self, key: Key) -> Sifted {
        if self.held.is_empty() && !self.is_opening(key) {
            self.is_behind_escape = key == Key::plain(Code::Esc);
            return Sifted::Keys(vec![key]);
        }
        self.held.push(key);
        self.held_at = Instant::now();
        let sent = self.sent();
        let sent = sent.trim_start_matches(ESCAPE);
        let Some(answer) = sent.strip_prefix(BEGINNING) else {
            return if BEGINNING.starts_with(sent) { Sifted::Waiting } else { self.release() };
        };
        if let Some(colour) = answer.strip_suffix('\u{7}').or_else(|| answer.strip_suffix("\u{1b}\\")) {
            let ground = ground_of(colour);
            self.held.clear();
            return ground.filter(|_| self.asked.elapsed() <= LIMIT).map_or(Sifted::Waiting, Sifted::Ground);
        }
        // The two bytes of the end may come each by itself.
        let colour = answer.strip_suffix(ESCAPE).unwrap_or(answer);
        if colour.chars().all(|letter| letter.is_ascii_graphic()) && self.held.len() <= LONGEST { Sifted::Waiting } else { self.release() }
    }

    /// Whether an answer may begin with this key.
    fn is_opening(&self, key: Key) -> bool {
        key == Key::alt(Code::Char(']')) || (key == Key::char(']') && self.is_behind_escape && self.asked.elapsed() <= AWAITED)
    }

    /// They were keys after all.
    fn release(&mut self) -> Sifted {
        self.is_behind_escape = false;
        Sifted::Keys(std::mem::take(&mut self.held))
    }
}

/// What the terminal sent for a key, if it may be of an answer; else something that is of none.
fn sent_for(key: Key) -> String {
    match key {
        Key { code: Code::Char(letter), ctrl: false, alt: false } => letter.into(),
        Key { code: Code::Char(letter), ctrl: false, alt: true } => format!("{ESCAPE}{letter}"),
        Key { code: Code::Esc, ctrl: false, alt: false } => ESCAPE.into(),
        key if key == Key::ctrl('g') => '\u{7}'.into(),
        _ => '\u{0}'.into(),
    }
}

/// Reads `rgb:1e1e/1e1e/2e2e`: by how bright it is.
fn ground_of(colour: &str) -> Option<Ground> {
    let parts = colour.strip_prefix("rgb:").or_else(|| colour.strip_prefix("rgba:"))?;
    let mut channels = parts.split('/').take(3).map(|part| {
        let most = (1_u32 << (4 * part.len().clamp(1, 4))) - 1;
        u32::from_str_radix(part, 16).ok().map(|value| f64::from(value) / f64::from(most))
    });
    let (red, green, blue) = (channels.next()??, channels.next()??, channels.next()??);
    Some(if 0.299 * red + 0.587 * green + 0.114 * blue > 0.5 { Ground::Light } else { Ground::Dark })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<Key> {
        text.chars().map(Key::char).collect()
    }

    const OPEN: Key = Key::alt(Code::Char(']'));
    const ST: Key = Key::alt(Code::Char('\\'));
    const ESC: Key = Key::plain(Code::Esc);

    fn sift(keys: impl IntoIterator<Item = Key>) -> (Vec<Key>, Option<Ground>) {
        let mut sieve = Sieve::new(Instant::now());
        let (mut typed, mut ground) = (Vec::new(), None);
        for key in keys {
            match sieve.sift(key) {
                Sifted::Keys(keys) => typed.extend(keys),
                Sifted::Waiting => {}
                Sifted::Ground(found) => ground = Some(found),
            }
        }
        (typed, ground)
    }

    #[test]
    fn an_answer_among_keys_is_taken_out_and_the_keys_stay() {
        for (answer, ground) in
            [("11;rgb:ffff/ffff/ffff", Ground::Light), ("11;rgb:1e/1e/2e", Ground::Dark), ("11;rgba:f/f/e/f", Ground::Light)]
        {
            for end in [ST, Key::ctrl('g')] {
                let typed = [keys("a"), vec![OPEN], keys(answer), vec![end], keys("bc")].concat();
                assert_eq!(sift(typed), (keys("abc"), Some(ground)), "{answer}");
            }
        }
    }

    #[test]
    fn keys_that_only_begin_alike_are_keys() {
        for text in ["1", "x", "12;", "11:"] {
            let typed = [vec![OPEN], keys(text), keys("zz")].concat();
            assert_eq!(sift(typed.clone()).0, typed, "{text}");
        }
        let endless = [vec![OPEN], keys("11;"), keys(&"f".repeat(60))].concat();
        assert_eq!(sift(endless.clone()).0, endless);
    }

    #[test]
    fn an_answer_in_pieces_is_taken_out_as_well() {
        let end = [ESC, Key::char('\\')];
        let cut_at_the_end = [vec![OPEN], keys("11;rgb:ff/ff/ff"), end.to_vec(), keys("a")].concat();
        assert_eq!(sift(cut_at_the_end), (keys("a"), Some(Ground::Light)));
        // Its first escape has been a key already.
        let cut_at_the_beginning = [vec![ESC], keys("]11;rgb:00/00/00"), vec![ST], keys("a")].concat();
        assert_eq!(sift(cut_at_the_beginning), ([vec![ESC], keys("a")].concat(), Some(Ground::Dark)));
    }

    #[test]
    fn escape_and_a_bracket_are_keys() {
        let typed = [vec![ESC], keys("]a]11;"), vec![ESC, ESC]].concat();
        assert_eq!(sift(typed.clone()).0, typed);
        let Some(long_ago) = Instant::now().checked_sub(Duration::from_secs(5)) else { return };
        let mut sieve = Sieve::new(long_ago);
        for key in [ESC, Key::char(']')] {
            assert_eq!(sieve.sift(key), Sifted::Keys(vec![key]), "nobody waits for the next key to see what this one does");
        }
    }

    #[test]
    fn what_is_broken_off_swallows_no_keys() {
        let Some(long_ago) = Instant::now().checked_sub(Duration::from_secs(1)) else { return };
        for (begun, kept) in [(keys("11;rgb:ff"), vec![]), (keys("1"), [vec![OPEN], keys("1")].concat()), (vec![], vec![OPEN])] {
            let mut sieve = Sieve::new(Instant::now());
            assert!([vec![OPEN], begun].concat().into_iter().all(|key| sieve.sift(key) == Sifted::Waiting));
            sieve.held_at = long_ago;
            assert_eq!(sieve.sift(Key::char('q')), Sifted::Keys([kept.clone(), keys("q")].concat()));
            // The next answer is one again.
            let answer = [vec![OPEN], keys("11;rgb:00/00/00"), vec![ST]].concat();
            let last = answer.into_iter().map(|key| sieve.sift(key)).last();
            assert_eq!(last, Some(Sifted::Ground(Ground::Dark)));
        }
    }

    #[test]
    fn a_late_answer_changes_nothing() {
        let Some(long_ago) = Instant::now().checked_sub(Duration::from_secs(5)) else { return };
        let mut sieve = Sieve::new(long_ago);
        let answer = [vec![OPEN], keys("11;rgb:ff/ff/ff"), vec![ST]].concat();
        assert!(answer.into_iter().all(|key| sieve.sift(key) == Sifted::Waiting));
    }
}
