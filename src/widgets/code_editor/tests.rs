//! What the editor makes of keys, pastes, clicks and edits, and what is seen of it.

use proptest::prelude::*;

use super::*;
use crate::theme::{Choice, Depth, Ground, Theme};
use crate::widgets::form::Answer;
use crate::widgets::key::{Code, Key};
use crate::widgets::{Canvas, Scratch};

/// An editor on a text with the cursor at `|`.
fn on(text: &str) -> CodeEditor {
    let cursor = text.find('|').unwrap();
    let mut editor = CodeEditor::new(&text.replacen('|', "", 1));
    editor.go_to(cursor);
    editor
}

/// The text, with `|` where the cursor is.
fn shown(editor: &CodeEditor) -> String {
    let (before, behind) = editor.text().split_at(editor.cursor());
    format!("{before}|{behind}")
}

fn press(editor: &mut CodeEditor, keys: &[Key]) {
    for key in keys {
        editor.key(*key, 10);
    }
}

fn typed(text: &str, letters: &str) -> String {
    let mut editor = on(text);
    for letter in letters.chars() {
        let key = if letter == '\n' { Key::plain(Code::Enter) } else { Key::char(letter) };
        editor.key(key, 10);
    }
    shown(&editor)
}

fn pressed(text: &str, key: Key) -> String {
    let mut editor = on(text);
    editor.key(key, 10);
    shown(&editor)
}

#[test]
fn brackets_and_quotes_close_themselves_where_nothing_follows() {
    assert_eq!(typed("|", "{"), "{|}");
    assert_eq!(typed("|", "{}"), "{}|");
    assert_eq!(typed("|", "[\"s3:Get*\"]"), "[\"s3:Get*\"]|");
    assert_eq!(typed("[|]", "\"a\",\"b"), "[\"a\",\"b|\"]");
    // Within a text they are letters, and before a word a quote is one quote.
    assert_eq!(typed("\"a|\"", "{["), "\"a{[|\"");
    assert_eq!(typed("|word\"", "\""), "\"|word\"");
    assert_eq!(typed("\"${aws:username|\"", "}"), "\"${aws:username}|\"");
    // A bracket that one has typed oneself is not stepped over.
    assert_eq!(typed("[[1]|]", "]"), "[[1]]|]");
}

#[test]
fn lines_begin_where_they_should() {
    assert_eq!(typed("{|}", "\n"), "{\n  |\n}");
    assert_eq!(typed("  \"Action\": [|]", "\n"), "  \"Action\": [\n    |\n  ]");
    assert_eq!(typed("    \"a\",|", "\n"), "    \"a\",\n    |");
    assert_eq!(typed("{\n  [\n    1\n    |", "]"), "{\n  [\n    1\n  ]|");
    assert_eq!(typed("|", "{\n\"Statement\": [\n{\n\"Sid\": \"A\""), "{\n  \"Statement\": [\n    {\n      \"Sid\": \"A\"|\n    }\n  ]\n}");
    assert_eq!(pressed("a|", Key::plain(Code::Tab)), "a |");
    assert_eq!(pressed("  |a", Key::plain(Code::Tab)), "    |a");
    assert_eq!(pressed("    a|", Key::plain(Code::BackTab)), "  a|");
    assert_eq!(pressed("    |a", Key::plain(Code::Backspace)), "  |a");
    assert_eq!(pressed("\t|a", Key::plain(Code::Backspace)), "|a");
}

#[test]
fn a_pair_that_closed_itself_goes_together() {
    let mut editor = on("|");
    press(&mut editor, &[Key::char('['), Key::plain(Code::Backspace)]);
    assert_eq!(shown(&editor), "|");
    assert_eq!(pressed("[|]", Key::plain(Code::Backspace)), "|]");
}

#[test]
fn the_cursor_moves_by_letters_words_and_lines() {
    use Code::{Delete, Down, End, Home, Left, Right, Up};
    for (from, key, to) in [
        ("ab\r\n|c", Key::plain(Left), "ab|\r\nc"),
        ("ab|\r\nc", Key::plain(Right), "ab\r\n|c"),
        ("ab|\r\nc", Key::plain(Delete), "ab|c"),
        ("ab\r\n|c", Key::plain(Code::Backspace), "ab|c"),
        ("e\u{301}|x", Key::plain(Left), "|e\u{301}x"),
        ("\u{1b}\u{301}|", Key::plain(Left), "\u{1b}|\u{301}"),
        ("部署|", Key::plain(Left), "部|署"),
        ("  \"s3:GetObject\"|", Key { ctrl: true, ..Key::plain(Left) }, "  \"s3:|GetObject\""),
        ("|  \"s3:GetObject\"", Key { ctrl: true, ..Key::plain(Right) }, "  \"s3|:GetObject\""),
        ("  ab|c", Key::plain(Home), "  |abc"),
        ("  |abc", Key::plain(Home), "|  abc"),
        ("|abc\nd", Key::plain(End), "abc|\nd"),
        ("abc|\nd\nefgh", Key::plain(Down), "abc\nd|\nefgh"),
        ("ab|c", Key::plain(Up), "|abc"),
        ("ab|c", Key::plain(Down), "abc|"),
        ("s3:Get|Object", Key::ctrl('w'), "s3:|Object"),
        ("a|b\nc", Key::ctrl('k'), "a|\nc"),
        ("a|\nc", Key::ctrl('k'), "a|c"),
    ] {
        assert_eq!(pressed(from, key), to, "{from:?} {key}");
    }
    let mut editor = on("abc|\nd\nefgh");
    press(&mut editor, &[Key::plain(Down), Key::plain(Down)]);
    assert_eq!(shown(&editor), "abc\nd\nefg|h", "the column is kept over a short line");
}

#[test]
fn typing_is_taken_back_by_words() {
    let mut editor = on("|");
    for letter in "one two".chars() {
        editor.key(Key::char(letter), 10);
    }
    let (undo, redo) = (Key::ctrl('u'), Key::ctrl('r'));
    press(&mut editor, &[undo]);
    assert_eq!(shown(&editor), "one |");
    press(&mut editor, &[undo]);
    assert_eq!(shown(&editor), "|");
    assert_eq!(editor.key(undo, 10), Answer::Taken, "there is nothing more");
    press(&mut editor, &[redo, redo, redo]);
    assert_eq!(shown(&editor), "one two|");
    editor.paste("\r\nthree\rfour");
    assert_eq!(shown(&editor), "one two\nthree\nfour|");
    press(&mut editor, &[undo]);
    assert_eq!(shown(&editor), "one two|");
}

#[test]
fn edits_leave_the_cursor_at_what_it_stood_at() {
    let mut editor = on("aaa bb|b ccc");
    let edit = |start, end, text: &str| TextEdit { span: Span { start, end }, text: text.into() };
    editor.apply(&[edit(8, 11, "C"), edit(0, 3, "longer")]);
    assert_eq!(shown(&editor), "longer bb|b C");
    press(&mut editor, &[Key::ctrl('u')]);
    assert_eq!(shown(&editor), "aaa bb|b ccc");
}

#[test]
fn what_is_offered_is_chosen_or_left() {
    let offer = |insert: &str| Offer { label: insert.into(), insert: insert.into(), detail: "Read".into(), cursor: None };
    let mut editor = on("\"s3:Ge|\"");
    editor.offer(crate::policy::document::Span { start: 1, end: 6 }, vec![offer("s3:GetObject"), offer("s3:GetBucketAcl")]);
    press(&mut editor, &[Key::plain(Code::Down)]);
    assert_eq!(editor.key(Key::plain(Code::Enter), 10), Answer::Changed);
    assert_eq!(shown(&editor), "\"s3:GetBucketAcl|\"");
    press(&mut editor, &[Key::ctrl('u')]);
    assert_eq!(shown(&editor), "\"s3:Ge|\"");
    editor.offer(crate::policy::document::Span { start: 1, end: 6 }, vec![offer("s3:GetObject")]);
    assert_eq!(editor.key(Key::plain(Code::Esc), 10), Answer::Taken);
    assert_eq!(editor.key(Key::plain(Code::Esc), 10), Answer::NotTaken, "the next one is for the screen");
    editor.offer(crate::policy::document::Span { start: 1, end: 6 }, vec![offer("s3:GetObject")]);
    press(&mut editor, &[Key::plain(Code::Left)]);
    assert_eq!(editor.offered(), None);
}

#[test]
fn what_does_not_fit_is_left_out_and_said() {
    let mut editor = on("|");
    editor.paste(&"x".repeat(2 * LONGEST));
    assert_eq!((editor.text().len(), editor.is_cut()), (LONGEST, true));
    press(&mut editor, &[Key::char('y'), Key::plain(Code::Enter), Key::plain(Code::Tab)]);
    assert_eq!(editor.text().len(), LONGEST);
}

/// Draws an editor and gives its rows.
fn drawn(editor: &CodeEditor, width: u16, height: u16) -> Vec<String> {
    let area = ratatui::layout::Rect::new(0, 0, width, height);
    let mut buffer = ratatui::buffer::Buffer::empty(area);
    let theme = Theme::new(Choice::None, Ground::Dark, Depth::None);
    let mut scratch = Scratch::default();
    let mut canvas = Canvas::new(&mut buffer, area, &theme, &mut scratch);
    if let Some(cursor) = editor.draw(&mut canvas, "editor", true) {
        editor.draw_offers(&mut canvas, cursor);
    }
    let row = |y| (0..width).map(|x| buffer[(x, y)].symbol()).collect::<String>().trim_end().to_owned();
    (0..height).map(row).collect()
}

#[test]
fn what_is_offered_stands_in_a_frame_beside_the_gutter() {
    let mut editor = on("{\"a\": |\"\"}\n");
    let offer = |number: usize| {
        let label = format!("s3:Action{number}");
        Offer { insert: label.clone(), label, detail: "Read".into(), cursor: None }
    };
    editor.offer(crate::policy::document::Span { start: 6, end: 6 }, (1..=20).map(offer).collect());
    let rows = drawn(&editor, 40, 12);
    assert_eq!(rows[..3], ["1   {\"a\": \"\"}", "2         ┌─ 1 of 20 ────────────┐", "          │ ▌s3:Action1   Read ▐ │"]);
    // Where there is no room for it at the cursor, it gives way to the left as far as the gutter.
    assert!(drawn(&editor, 26, 12)[1].starts_with("2   ┌─ 1 of 20 "));
}

#[test]
fn lines_have_numbers_and_signs() {
    let mut editor = CodeEditor::new("{\n\t\"a\": \u{1b}\"部\"\n}\n");
    editor.set_marks(vec![Mark { span: Span { start: 3, end: 6 }, rank: 0, sign: "✖", role: Role::Bad }]);
    assert_eq!(drawn(&editor, 40, 5), ["1   {", "2 ✖ → \"a\": \\u{1b}\"部 \"", "3   }", "4", ""]);
}

#[test]
fn long_lines_are_cut_where_the_cursor_is_not() {
    let mut editor = CodeEditor::new(&format!("\"{}\"", "0123456789".repeat(10)));
    assert_eq!(drawn(&editor, 25, 1), ["1   \"012345678901234567›"]);
    press(&mut editor, &[Key::plain(Code::End)]);
    let row = drawn(&editor, 25, 1).remove(0);
    assert!(row.starts_with("1   ‹") && row.ends_with("9\""), "{row}");
}

#[test]
fn the_wheel_turns_away_from_the_cursor_until_a_key_is_pressed() {
    let mut editor = CodeEditor::new(&"x\n".repeat(50));
    editor.scroll(20);
    assert!(drawn(&editor, 20, 5)[0].starts_with("21   x"));
    press(&mut editor, &[Key::plain(Code::Down)]);
    assert!(drawn(&editor, 20, 5)[0].starts_with(" 2   x"));
}

#[test]
fn a_range_is_shown_whole_with_the_cursor_at_its_beginning() {
    let text = (1..=30).flat_map(|line| [line.to_string(), "\n".to_owned()]).collect::<String>();
    let mut editor = CodeEditor::new(&text);
    let (start, end) = (text.find("20").unwrap(), text.find("24").unwrap() + 2);
    editor.show(Span { start, end });
    assert_eq!((drawn(&editor, 20, 7)[0].trim_start(), editor.position()), ("18   18", (20, 1)));
    assert!(drawn(&editor, 20, 3)[0].starts_with("20"), "where there is no room, from its beginning on");
    press(&mut editor, &[Key::plain(Code::Down)]);
    assert_eq!(editor.position().0, 21);
}

proptest! {
    #[test]
    fn whatever_is_done_can_be_taken_back(start in text(), deeds in proptest::collection::vec(deed(), 0..60)) {
        let mut editor = CodeEditor::new(&start);
        let before = editor.text().to_owned();
        for deed in &deeds {
            match deed {
                Deed::Key(key) => {
                    editor.key(*key, 7);
                }
                Deed::Paste(text) => {
                    editor.paste(text);
                }
                Deed::Click(line, column) => editor.click(*line, *column),
                Deed::Edit(start, end, text) => {
                    let at = |part: usize| part * editor.text().len() / 100;
                    editor.apply(&[TextEdit { span: Span { start: at(*start.min(end)), end: at(*start.max(end)) }, text: text.clone() }]);
                }
            }
            prop_assert!(editor.text().is_char_boundary(editor.cursor()));
            prop_assert!(editor.buffer.column() < 100_000);
            for row in drawn(&editor, 30, 6) {
                prop_assert!(!row.chars().any(char::is_control), "{row:?}");
            }
        }
        let after = editor.text().to_owned();
        for _ in 0..200 {
            editor.buffer.undo();
        }
        prop_assert_eq!(editor.text(), &before);
        for _ in 0..200 {
            editor.buffer.redo();
        }
        prop_assert_eq!(editor.text(), &after);
    }

    #[test]
    fn lines_are_the_texts_own(text in text()) {
        let editor = CodeEditor::new(&text);
        let lines: Vec<&str> = (0..editor.buffer.lines()).map(|line| editor.buffer.line(line)).collect();
        let wanted: Vec<&str> = text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)).collect();
        // The last line has no end, so what looks like half of one is its own.
        prop_assert_eq!(&lines[..lines.len() - 1], &wanted[..wanted.len() - 1]);
        for line in lines {
            let pieces: Vec<_> = tokens::pieces(line).collect();
            prop_assert!(pieces.windows(2).all(|two| two[0].end == two[1].start));
            prop_assert_eq!(pieces.last().map_or(0, |piece| piece.end), line.len());
        }
    }
}

/// What may be done to a text.
#[derive(Clone, Debug)]
enum Deed {
    Key(Key),
    Paste(String),
    Click(usize, usize),
    Edit(usize, usize, String),
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z{}\\[\\]\",: \\n\\r\\t\\\\é部\u{301}\u{1b}\u{202e}]{0,40}",
        Just("{\n  \"Statement\": [\n    {\"Effect\": \"Allow\"}\n  ]\n}".to_owned()),
    ]
}

fn deed() -> impl Strategy<Value = Deed> {
    use Code::*;
    let codes = vec![Enter, Esc, Tab, BackTab, Backspace, Delete, Up, Down, Left, Right, Home, End, PageUp, PageDown, F(5)];
    let letters: Vec<char> = "abc{}[]\",: \\é部\u{301}\u{202e}".chars().collect();
    let modified = (proptest::sample::select(codes), any::<bool>(), any::<bool>()).prop_map(|(code, ctrl, alt)| Key { code, ctrl, alt });
    let control: Vec<char> = ('a'..='z').filter(|letter| !matches!(letter, 'u' | 'z' | 'r')).collect();
    prop_oneof![
        6 => proptest::sample::select(letters).prop_map(|letter| Deed::Key(Key::char(letter))),
        4 => modified.prop_map(Deed::Key),
        1 => proptest::sample::select(control).prop_map(|letter| Deed::Key(Key::ctrl(letter))),
        1 => text().prop_map(Deed::Paste),
        1 => (0_usize..9, 0_usize..50).prop_map(|(line, column)| Deed::Click(line, column)),
        1 => (0_usize..=100, 0_usize..=100, text()).prop_map(|(start, end, text)| Deed::Edit(start, end, text)),
    ]
}
