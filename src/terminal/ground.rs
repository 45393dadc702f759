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
/// How every answer begins behind alt-`]`.
const BEGINNING: &str = "11;";

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
}

impl Sieve {
    /// Begins when the question was asked.
    pub fn new(asked: Instant) -> Self {
        Self { asked, held: Vec::new() }
    }

    /// Takes a key.
    pub fn sift(&mut self, key: Key) -> Sifted {
        let opening = Key { code: Code::Char(']'), ctrl: false, alt: true };
        if self.held.is_empty() && key != opening {
            return Sifted::Keys(vec![key]);
        }
        self.held.push(key);
        let text: String = self.held.iter().skip(1).filter_map(|key| key.typed()).collect();
        // BEL is control-g among the keys, ST is alt-backslash.
        let is_end = key == Key::ctrl('g') || key == Key { code: Code::Char('\\'), ctrl: false, alt: true };
        let typed = self.held.len() - 1;
        let is_begun = text.len() == typed && (text.starts_with(BEGINNING) || BEGINNING.starts_with(&text));
        if is_end && text.starts_with(BEGINNING) {
            self.held.clear();
            return ground_of(&text).filter(|_| self.asked.elapsed() <= LIMIT).map_or(Sifted::Waiting, Sifted::Ground);
        }
        if is_begun && typed <= LONGEST { Sifted::Waiting } else { Sifted::Keys(std::mem::take(&mut self.held)) }
    }
}

/// Reads `11;rgb:1e1e/1e1e/2e2e`: by how bright it is.
fn ground_of(answer: &str) -> Option<Ground> {
    let parts = answer.strip_prefix("11;rgb:").or_else(|| answer.strip_prefix("11;rgba:"))?;
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

    const OPEN: Key = Key { code: Code::Char(']'), ctrl: false, alt: true };
    const ST: Key = Key { code: Code::Char('\\'), ctrl: false, alt: true };

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
    fn a_late_answer_changes_nothing() {
        let Some(long_ago) = Instant::now().checked_sub(Duration::from_secs(5)) else { return };
        let mut sieve = Sieve::new(long_ago);
        let answer = [vec![OPEN], keys("11;rgb:ff/ff/ff"), vec![ST]].concat();
        assert!(answer.into_iter().all(|key| sieve.sift(key) == Sifted::Waiting));
    }
}
