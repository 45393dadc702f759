//! The filter of a list: words that a row must have, and with `!` before them words that it must not.

use super::Taken;
use crate::widgets::key::{Code, Key};
use crate::widgets::text_input::TextInput;

/// The filter, and whether it is being typed.
#[derive(Default)]
pub(super) struct Filter {
    pub input: TextInput,
    pub is_open: bool,
    /// The text is that of the filter before: what is typed takes its place.
    is_old: bool,
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

    /// Begins to type it, in the place of what it was if that is not gone on with.
    pub fn open(&mut self) {
        self.is_old = !self.is_open && !self.input.text().is_empty();
        self.is_open = true;
    }

    /// Takes pasted text.
    pub fn paste(&mut self, text: &str) {
        self.leave_old(true);
        self.input.paste(text);
    }

    /// The text of before goes, or is one's own from here on.
    fn leave_old(&mut self, goes: bool) {
        if std::mem::take(&mut self.is_old) && goes {
            self.input.set("");
        }
    }

    /// Takes a key while the filter is being typed.
    pub fn key(&mut self, key: Key) -> Taken {
        if self.is_old && key.code == Code::Backspace {
            self.leave_old(true);
            return Taken::Rearrange;
        }
        self.leave_old(key.typed().is_some());
        match key.code {
            Code::Enter => {
                self.is_open = false;
                Taken::Yes
            }
            Code::Backspace if self.input.text().is_empty() => {
                self.is_open = false;
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

    /// How near the nearest of these names is.
    pub fn nearest(&self, names: &[String]) -> Nearness {
        names.iter().map(|name| self.nearness(name)).min().unwrap_or(Nearness::Has)
    }

    /// How near a name is to what is wanted: it is one of the words, it begins with one, or neither. What stands before the name
    /// itself, as in `user/alice` and `s3:GetObject`, need not be typed.
    fn nearness(&self, name: &str) -> Nearness {
        let name = name.to_lowercase();
        let own = name.rsplit(['/', ':']).next().unwrap_or_default();
        let mut words = self.0.iter().filter(|(wanted, _)| *wanted).map(|(_, word)| word.as_str());
        if words.clone().any(|word| name == word || own == word) {
            Nearness::Is
        } else if words.any(|word| name.starts_with(word) || own.starts_with(word)) {
            Nearness::Begins
        } else {
            Nearness::Has
        }
    }
}

/// How near a name is to the words of a filter, the nearest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Nearness {
    Is,
    Begins,
    Has,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_words_must_be_there_and_none_of_the_unwanted() {
        let accepts = |filter: &str, words: &str| Filter { input: TextInput::new(filter), ..Filter::default() }.wanted().accepts(words);
        assert!(accepts("s3 read", "AmazonS3ReadOnlyAccess AWS managed"));
        assert!(!accepts("s3 write", "AmazonS3ReadOnlyAccess AWS managed"));
        assert!(!accepts("s3 !read", "AmazonS3ReadOnlyAccess"));
        assert!(accepts("!ec2", "AmazonS3ReadOnlyAccess"));
        assert!(accepts(" ! ", "anything"));
    }

    #[test]
    fn a_name_is_nearest_then_what_begins_with_it() {
        let nearness = |filter: &str, name: &str| Filter { input: TextInput::new(filter), ..Filter::default() }.wanted().nearness(name);
        for (filter, name, wanted) in [
            ("alice", "Alice", Nearness::Is),
            ("user alice", "alice", Nearness::Is),
            ("ali", "alice", Nearness::Begins),
            ("getobject", "s3:GetObject", Nearness::Is),
            ("user/ali", "user/alice", Nearness::Begins),
            ("ali", "malice", Nearness::Has),
            ("!ali", "alice", Nearness::Has),
        ] {
            assert_eq!(nearness(filter, name), wanted, "{filter}: {name}");
        }
    }
}
