//! Texts of others in sentences of ours.

/// How many characters of a text are shown.
const LONGEST: usize = 120;

/// How many of a list are shown.
const MOST: usize = 3;

/// A text as sentences show it: cut where it is long; in quotes, with escapes, unless it is made of plain characters.
pub fn shown(text: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_graphic() && !matches!(letter, '"' | '\\' | ',' | ';');
    let (head, cut) = match text.char_indices().nth(LONGEST) {
        Some((at, _)) => (text.get(..at).unwrap_or_default(), "…"),
        None => (text, ""),
    };
    if !head.is_empty() && head.chars().all(is_plain) { format!("{head}{cut}") } else { format!("\"{}{cut}\"", escaped(head)) }
}

fn escaped(text: &str) -> String {
    text.chars().fold(String::new(), |mut escaped, letter| {
        match letter {
            '\'' => escaped.push(letter),
            _ => escaped.extend(letter.escape_debug()),
        }
        escaped
    })
}

/// The first texts of a list, with `…` for what is left out.
pub fn listed<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let mut texts = texts.into_iter();
    let mut shown_texts: Vec<String> = texts.by_ref().take(MOST).map(shown).collect();
    if texts.next().is_some() {
        shown_texts.push("…".to_owned());
    }
    shown_texts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_texts_do_no_harm() {
        for (text, expected) in [
            ("s3:Get*", "s3:Get*"),
            ("", "\"\""),
            ("two words", "\"two words\""),
            ("a\u{1b}[2J", "\"a\\u{1b}[2J\""),
            ("a\u{202e}b", "\"a\\u{202e}b\""),
            ("it's \"so\"", "\"it's \\\"so\\\"\""),
            ("Zoë", "\"Zoë\""),
        ] {
            assert_eq!(shown(text), expected);
        }
        let long = shown(&"x".repeat(5_000));
        assert!(long.ends_with("x…") && long.chars().count() == LONGEST + 1);
        assert_eq!(listed(["a", "b", "c"]), "a, b, c");
        assert_eq!(listed(["a", "b", "c", "d"]), "a, b, c, …");
    }
}
