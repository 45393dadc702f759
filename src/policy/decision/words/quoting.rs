//! Texts of others in sentences of ours.

/// How many characters of a text are shown.
const LONGEST: usize = 120;

/// How many of a list are shown.
const MOST: usize = 3;

/// A text as sentences show it: cut where it is long; in quotes, with escapes, unless it is made of plain characters.
pub fn shown(text: &str) -> String {
    let mut told = String::with_capacity(text.len().min(LONGEST) + "\"…\"".len());
    push_shown(text, &mut told);
    told
}

fn push_shown(text: &str, told: &mut String) {
    let is_plain = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'\\' | b',' | b';');
    // A text has no more characters than bytes: few are counted.
    let end = if text.len() > LONGEST { text.char_indices().nth(LONGEST).map(|(at, _)| at) } else { None };
    let (head, cut) = end.map_or((text, ""), |at| (text.get(..at).unwrap_or_default(), "…"));
    if !head.is_empty() && head.bytes().all(is_plain) {
        told.push_str(head);
        told.push_str(cut);
        return;
    }
    told.push('"');
    for letter in head.chars() {
        match letter {
            '\'' => told.push(letter),
            _ => told.extend(letter.escape_debug()),
        }
    }
    told.push_str(cut);
    told.push('"');
}

/// A text as AWS's own sentences have it: whole and without quotes. Only what no terminal may be sent is escaped.
pub fn verbatim(text: &str) -> String {
    let mut told = String::with_capacity(text.len());
    for letter in text.chars() {
        let mut escaped = letter.escape_debug();
        match letter {
            '\'' | '"' | '\\' => told.push(letter),
            _ if escaped.len() == 1 => told.push(letter),
            _ => told.extend(&mut escaped),
        }
    }
    told
}

/// The first texts of a list, with `…` for what is left out.
pub fn listed<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let mut told = String::new();
    for (text, at) in texts.into_iter().zip(0..=MOST) {
        if at > 0 {
            told.push_str(", ");
        }
        if at == MOST {
            told.push('…');
        } else {
            push_shown(text, &mut told);
        }
    }
    told
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
        for (text, expected) in
            [("smith,anna \"x\" it's \\", "smith,anna \"x\" it's \\"), ("a\u{1b}[2J\u{202e}\n", "a\\u{1b}[2J\\u{202e}\\n"), ("Zoë", "Zoë")]
        {
            assert_eq!(verbatim(text), expected);
        }
        assert_eq!(verbatim(&"x".repeat(5_000)).len(), 5_000);
        let long = shown(&"x".repeat(5_000));
        assert!(long.ends_with("x…") && long.chars().count() == LONGEST + 1);
        assert_eq!(listed(["a", "b", "c"]), "a, b, c");
        assert_eq!(listed(["a", "b", "c", "d"]), "a, b, c, …");
    }
}
