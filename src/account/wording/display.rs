//! Showing strings that come from outside: names, documents, file contents, other programs' messages.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthChar;

/// The longest run of marks on one letter that is shown; more would pile up in one cell.
const MOST_MARKS: usize = 4;

/// The text with everything that could steer a terminal or reorder a line made visible: controls, format characters
/// (bidirectional overrides, zero-width ones, tags), line and paragraph separators and surplus combining marks appear as
/// `\u{202e}`. Nothing is dropped, so two different texts never look alike.
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut marks = 0;
    for letter in text.chars() {
        let is_mark = letter.width() == Some(0) && !is_unprintable(letter);
        marks = if is_mark { marks + 1 } else { 0 };
        if is_unprintable(letter) || marks > MOST_MARKS {
            shown.extend(letter.escape_unicode());
        } else {
            shown.push(letter);
        }
    }
    shown
}

/// JSON with its unprintable letters as `\u202e`, which means the same: they can only stand within texts, but for line ends.
pub fn escaped_json(json: &str) -> String {
    let mut shown = String::with_capacity(json.len());
    for letter in json.chars() {
        if letter != '\n' && is_unprintable(letter) {
            for unit in letter.encode_utf16(&mut [0; 2]) {
                // Writing to a string can't fail.
                let _written = write!(shown, "\\u{unit:04x}");
            }
        } else {
            shown.push(letter);
        }
    }
    shown
}

/// Whether a letter could steer a terminal or reorder a line: Cc, Cf, Zl, Zp, private use, noncharacters (no XML may hold two of
/// them), letters without width or ink (but for the two selectors of how a sign is drawn) and what else no name or policy has reason to hold.
pub fn is_unprintable(letter: char) -> bool {
    letter.is_control()
        || u32::from(letter) & 0xfffe == 0xfffe
        || matches!(letter,
            '\u{34f}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180d}' | '\u{2800}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0d}' | '\u{ffa0}'
            | '\u{ad}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}' | '\u{890}'..='\u{891}' | '\u{8e2}' | '\u{180e}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{110bd}' | '\u{110cd}' | '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e000}'..='\u{f8ff}' | '\u{fdd0}'..='\u{fdef}' | '\u{e0000}'..='\u{e0fff}' | '\u{f0000}'..='\u{10ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_terminal_is_made_visible() {
        assert_eq!(visible("alice"), "alice");
        assert_eq!(visible("Größe 部署 é"), "Größe 部署 é");
        assert_eq!(visible("a\u{1b}[31mb"), "a\\u{1b}[31mb");
        assert_eq!(visible("\u{1b}]0;title\u{7}"), "\\u{1b}]0;title\\u{7}");
        assert_eq!(visible("a\u{202e}b\u{9b}c\u{200b}"), "a\\u{202e}b\\u{9b}c\\u{200b}");
        assert_eq!(visible("a\nb\tc"), "a\\u{a}b\\u{9}c");
        assert_eq!(visible("admin\u{3164}\u{34f}\u{2800}"), "admin\\u{3164}\\u{34f}\\u{2800}");
        assert_eq!(visible("❤\u{fe0f}"), "❤\u{fe0f}");
        assert_eq!(visible("\u{fffe}\u{ffff}\u{2ffff}\u{fdd0}"), "\\u{fffe}\\u{ffff}\\u{2ffff}\\u{fdd0}");
        assert_eq!(visible("\u{2028}\u{e0041}\u{feff}"), "\\u{2028}\\u{e0041}\\u{feff}");
    }

    #[test]
    fn marks_do_not_pile_up() {
        let piled = format!("a{}", "\u{301}".repeat(300));
        assert_eq!(visible(&piled).matches('\u{301}').count(), MOST_MARKS);
        assert_eq!(visible("e\u{301}"), "e\u{301}");
    }

    #[test]
    fn no_text_keeps_a_control_or_format_character() {
        for code in 0..=0x0010_ffff_u32 {
            let Some(letter) = char::from_u32(code) else { continue };
            let shown = visible(&letter.to_string());
            assert!(shown.chars().all(|letter| !letter.is_control()), "{code:x}");
        }
    }
}
