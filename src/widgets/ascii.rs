//! Signs for terminals that show ASCII only.

/// The text for a terminal that shows ASCII only. Signs become letters of the same width that stand for them; a name's
/// letters beyond ASCII become question marks.
pub(super) fn in_ascii(text: &str) -> String {
    text.chars()
        .flat_map(|letter| {
            let (sign, width) = match letter {
                ' '..='~' => (letter, 1),
                '▲' => ('!', 1),
                '✖' => ('x', 1),
                '●' | '•' => ('*', 1),
                '▌' | '›' | '→' | '▸' => ('>', 1),
                '─' | '–' | '·' => ('-', 1),
                '│' | '▐' => ('|', 1),
                '⇄' => ('=', 1),
                '✔' | '┌' | '┐' | '└' | '┘' | '┬' => ('+', 1),
                '█' | '■' => ('#', 1),
                '░' => ('.', 1),
                '…' | '⋯' => ('~', 1),
                '“' | '”' => ('"', 1),
                '’' => ('\'', 1),
                '↑' => ('^', 1),
                '↓' | '▾' => ('v', 1),
                '←' | '‹' => ('<', 1),
                letter => ('?', unicode_width::UnicodeWidthChar::width(letter).unwrap_or(0)),
            };
            std::iter::repeat_n(sign, width)
        })
        .collect()
}
