//! Names that vary by learner: `$reports` in whatever a lesson says or does.

use std::collections::BTreeMap;

use xxhash_rust::xxh3::xxh3_64_with_seed;

use crate::training::lesson::Lesson;

/// The account id of all lessons.
pub(in crate::training) const LESSON_ACCOUNT: &str = "111122223333";

/// The name of that, in lessons.
pub(in crate::training) const ACCOUNT: &str = "account";

/// The names that a learner's seed has chosen.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Variables(BTreeMap<String, String>);

impl Variables {
    /// Of each list of a lesson the name that a seed chooses, and the account's id. The same seed chooses the same.
    pub fn chosen(lesson: &Lesson, seed: u64) -> Self {
        let choose = |(name, values): (&String, &Vec<String>)| {
            let number = usize::try_from(xxh3_64_with_seed(name.as_bytes(), seed)).unwrap_or(0);
            let value = number.checked_rem(values.len()).and_then(|at| values.get(at));
            Some((name.clone(), value?.clone()))
        };
        let mut chosen: BTreeMap<String, String> = lesson.seed.iter().filter_map(choose).collect();
        chosen.insert(ACCOUNT.into(), LESSON_ACCOUNT.into());
        Self(chosen)
    }

    /// The same in an account with another id than lessons have: it stands for theirs, wherever a lesson has written that.
    pub(super) fn in_account(mut self, id: &str) -> Self {
        self.0.insert(ACCOUNT.into(), id.to_owned());
        self
    }

    /// The account's id.
    pub(super) fn account(&self) -> &str {
        self.0.get(ACCOUNT).map_or(LESSON_ACCOUNT, String::as_str)
    }

    /// The names that there are.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// A text with the names put in. What no name is put for stays as it is.
    pub fn fill(&self, text: &str) -> String {
        let filled: String = self.pieces(text).map(|(_, filled)| filled).collect();
        if self.account() == LESSON_ACCOUNT { filled } else { filled.replace(LESSON_ACCOUNT, self.account()) }
    }

    /// The byte of a text where that stands which is at this byte once the names are put in.
    pub(super) fn written_at(&self, text: &str, at: usize) -> usize {
        let (mut in_text, mut in_filled) = (0, 0);
        for (written, filled) in self.pieces(text) {
            if at < in_filled + filled.len() {
                // What is wrong within a name is where the name is put in.
                return if written == filled { in_text + at - in_filled } else { in_text };
            }
            in_text += written.len();
            in_filled += filled.len();
        }
        in_text
    }

    /// A text in pieces: what is written, and what stands in its place.
    fn pieces<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (&'t str, &'t str)> {
        let mut rest = text;
        std::iter::from_fn(move || {
            let length = match rest.find('$') {
                Some(0) => 1 + name_behind(rest).len(),
                Some(at) => at,
                None => rest.len(),
            };
            let (written, behind) = rest.split_at_checked(length).filter(|_| length > 0)?;
            rest = behind;
            // `$key(…)` is no name of these.
            let value = written.strip_prefix('$').filter(|_| !behind.starts_with('(')).and_then(|name| self.0.get(name));
            Some((written, value.map_or(written, String::as_str)))
        })
    }
}

/// The first name behind a dollar sign that no name was put in for, and where the sign stands.
pub(super) fn name_left(text: &str) -> Option<(usize, &str)> {
    let mut names = text.match_indices('$').map(|(at, _)| (at, name_behind(text.get(at..).unwrap_or_default())));
    names.find(|(_, name)| !name.is_empty())
}

/// The names behind dollar signs in a text for readers, whether there are such names or not. `$key(…)` and `$5` are none.
pub(in crate::training) fn names_in(text: &str) -> impl Iterator<Item = &str> {
    let names = text.match_indices('$').map(|(at, _)| text.get(at..).unwrap_or_default()).map(|from| (from, name_behind(from)));
    let is_call = |from: &str, name: &str| from.get(1 + name.len()..).is_some_and(|behind| behind.starts_with('('));
    names
        .filter(move |(from, name)| name.starts_with(|letter: char| letter.is_ascii_lowercase()) && !is_call(from, name))
        .map(|(_, name)| name)
}

/// The name behind a dollar sign: small letters, digits and `_`.
pub(super) fn name_behind(from: &str) -> &str {
    let behind = from.strip_prefix('$').unwrap_or_default();
    let is_of_name = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
    let end = behind.find(|letter| !is_of_name(letter)).unwrap_or(behind.len());
    behind.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_put_in() {
        let variables = Variables(BTreeMap::from([("account".into(), "1".into()), ("x".into(), "why".into())]));
        for (text, filled) in [
            ("$x", "why"),
            ("a $x-$account/$y", "a why-1/$y"),
            ("${aws:username} $x(a) $ $$x é$", "${aws:username} $x(a) $ $why é$"),
            ("", ""),
        ] {
            assert_eq!(variables.fill(text), filled);
        }
    }

    #[test]
    fn what_is_filled_is_found_where_it_is_written() {
        let variables = Variables(BTreeMap::from([("account".into(), "111122223333".into()), ("x".into(), "y".into())]));
        let text = "a-$account $x!";
        let filled = variables.fill(text);
        assert_eq!(filled, "a-111122223333 y!");
        for (found, written) in [("a-", "a-"), ("111", "$account"), ("333", "$account"), (" y", " $x"), ("y!", "$x!"), ("!", "!")] {
            assert_eq!(variables.written_at(text, filled.find(found).unwrap()), text.find(written).unwrap(), "{found}");
        }
        assert_eq!(variables.written_at(text, filled.len()), text.len());
    }
}
