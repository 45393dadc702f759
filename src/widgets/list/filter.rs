//! The filter of a list: words that a row must have, and with `!` before them words that it must not.

use super::Taken;
use crate::widgets::key::{Code, Key};
use crate::widgets::text_input::TextInput;

/// The filter, and whether it is being typed.
#[derive(Default)]
pub(super) struct Filter {
    pub input: TextInput,
    pub open: bool,
}

impl Filter {
    /// The filter's text.
    pub fn text(&self) -> &str {
        self.input.text().trim()
    }

    /// What a row must have and must not, ready to be compared.
    pub fn wanted(&self) -> Wanted {
        let words = self.text().split_whitespace().filter(|word| *word != "!");
        let words = words.map(|word| word.strip_prefix('!').map_or((true, word), |word| (false, word)));
        Wanted(words.map(|(wanted, word)| (wanted, word.to_lowercase())).collect())
    }

    /// Takes a key while the filter is being typed.
    pub fn key(&mut self, key: Key) -> Taken {
        match key.code {
            Code::Enter => {
                self.open = false;
                Taken::Yes
            }
            Code::Backspace if self.input.text().is_empty() => {
                self.open = false;
                Taken::Yes
            }
            _ if self.input.key(key) => Taken::Rearrange,
            _ => Taken::No,
        }
    }
}

/// A filter's words in lower case, each with whether it is wanted or not.
pub(super) struct Wanted(Vec<(bool, String)>);

impl Wanted {
    /// Whether there is anything to filter by.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a row of these words passes.
    pub fn accepts(&self, words: &str) -> bool {
        let words = words.to_lowercase();
        self.0.iter().all(|(wanted, word)| words.contains(word.as_str()) == *wanted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_words_must_be_there_and_none_of_the_unwanted() {
        let accepts = |filter: &str, words: &str| Filter { input: TextInput::new(filter), open: true }.wanted().accepts(words);
        assert!(accepts("s3 read", "AmazonS3ReadOnlyAccess AWS managed"));
        assert!(!accepts("s3 write", "AmazonS3ReadOnlyAccess AWS managed"));
        assert!(!accepts("s3 !read", "AmazonS3ReadOnlyAccess"));
        assert!(accepts("!ec2", "AmazonS3ReadOnlyAccess"));
        assert!(accepts(" ! ", "anything"));
    }
}
