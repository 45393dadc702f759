//! What is looked for by words: each must be in a name as it was typed. Letters that are merely in order are no match.

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

/// Words that are looked for.
pub(super) struct Wanted {
    pattern: Pattern,
    matcher: Matcher,
    buffer: Vec<char>,
}

impl Wanted {
    /// The words of what was typed.
    pub fn new(typed: &str) -> Self {
        let pattern = Pattern::new(typed, CaseMatching::Ignore, Normalization::Smart, AtomKind::Substring);
        Self { pattern, matcher: Matcher::new(Config::DEFAULT), buffer: Vec::new() }
    }

    /// How well a name has them all; `None` where it lacks one.
    pub fn score(&mut self, name: &str) -> Option<u32> {
        self.pattern.score(Utf32Str::new(name, &mut self.buffer), &mut self.matcher)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_must_be_there_as_it_was_typed() {
        let has = |typed: &str, name: &str| Wanted::new(typed).score(name).is_some();
        assert!(has("readonly", "AmazonS3ReadOnlyAccess") && has("only s3", "AmazonS3ReadOnlyAccess"));
        assert!(!has("alice", "AlexaForBusinessDeviceSetup") && !has("s3 write", "AmazonS3ReadOnlyAccess"));
    }
}
