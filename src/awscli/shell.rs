//! Words as a POSIX shell reads and quotes them.
//!
//! Not by the `shlex` crate: it makes an empty word of a continued line, and doesn't say where an unfinished word begins.

/// A line in words.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Split {
    /// The words without their quotes; the last may be unfinished.
    pub words: Vec<String>,
    /// Where the word at the line's very end begins, in bytes; none behind a blank.
    pub last_begins: Option<usize>,
    /// Whether a quotation mark or a backslash lacks its other half.
    pub is_open: bool,
}

/// Splits a line: blanks between words, quotes, escapes, comments, lines continued with a backslash. Nothing is expanded.
pub(super) fn split(line: &str) -> Split {
    let mut found = Split::default();
    let mut word: Option<(usize, String)> = None;
    let mut mark = None;
    let mut letters = line.char_indices();
    while let Some((at, letter)) = letters.next() {
        let meant: &[char] = match (mark, letter) {
            (Some('"') | None, '\\') => match letters.next() {
                Some((_, '\n' | '\r')) => continue,
                // Within double quotes, a backslash escapes only what means something there.
                Some((_, next)) if mark.is_some() && !"$`\"\\".contains(next) => &['\\', next],
                Some((_, next)) => &[next],
                None => {
                    found.is_open = true;
                    &[]
                }
            },
            (Some(open), letter) if letter == open => {
                mark = None;
                &[]
            }
            (None, '"' | '\'') => {
                mark = Some(letter);
                &[]
            }
            (None, '#') if word.is_none() => {
                letters.find(|(_, letter)| *letter == '\n');
                continue;
            }
            (None, blank) if blank.is_ascii_whitespace() => {
                found.words.extend(word.take().map(|(_, word)| word));
                continue;
            }
            (_, letter) => &[letter],
        };
        word.get_or_insert_with(|| (at, String::new())).1.extend(meant);
    }
    found.is_open |= mark.is_some();
    found.last_begins = word.as_ref().map(|(begins, _)| *begins);
    found.words.extend(word.map(|(_, word)| word));
    found
}

/// The words of a line; `None` where a quotation mark or a backslash lacks its other half.
pub fn split_words(line: &str) -> Option<Vec<String>> {
    let Split { words, is_open, .. } = split(line);
    (!is_open).then_some(words)
}

/// A word as a POSIX shell reads it back.
pub fn quote(word: &str) -> String {
    let is_safe = |letter: char| letter.is_ascii_alphanumeric() || "@%+=:,./_-".contains(letter);
    if !word.is_empty() && word.chars().all(is_safe) { word.to_owned() } else { format!("'{}'", word.replace('\'', r#"'"'"'"#)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_are_split_as_a_shell_splits_them() {
        let words = |line: &str| split(line).words;
        assert_eq!(words("a  'b c' \"d \\\" $e\" f\\ g'h'"), ["a", "b c", "d \" $e", "f gh"]);
        assert_eq!(words("a \\\n  b \\\r\n c # d 'e"), ["a", "b", "c"]);
        assert_eq!(words("'' a#b \"\\x\""), ["", "a#b", "\\x"]);
        assert_eq!(words("# a\nb"), ["b"]);
        assert_eq!(words("  "), Vec::<String>::new());
    }

    #[test]
    fn unfinished_words_are_told() {
        let end = |line: &str| (split(line).last_begins, split(line).is_open);
        assert_eq!(end("ab c"), (Some(3), false));
        assert_eq!(end("ab "), (None, false));
        assert_eq!(end("größe 'x y"), (Some(8), true));
        assert_eq!(end("a\\"), (Some(0), true));
    }

    proptest! {
        #[test]
        fn what_is_quoted_reads_back(words in proptest::collection::vec(any::<String>(), 0..4)) {
            let line = words.iter().map(|word| quote(word)).collect::<Vec<_>>().join(" ");
            prop_assert_eq!(split(&line), Split { words: words.clone(), last_begins: split(&line).last_begins, is_open: false });
            prop_assert_eq!(shlex::split(&line), Some(words));
        }

        #[test]
        fn lines_without_continuation_are_split_as_shlex_splits_them(line in "[ab #'\"\\\\$é]{0,20}") {
            let words = split(&line);
            prop_assert_eq!((!words.is_open).then_some(words.words), shlex::split(&line));
        }
    }
}
