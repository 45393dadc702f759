//! What is JSON, what is not, and where.

use super::*;

/// The text of a string that is the whole document.
fn string(text: &str) -> String {
    match parse(text).unwrap().root.value {
        Value::Text(value) => value.into_owned(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn escapes_are_resolved() {
    assert_eq!(string(r#" "a\"\\\/\b\f\n\r\t\u00e9\uD83D\uDE00z" "#), "a\"\\/\u{8}\u{c}\n\r\t\u{e9}\u{1f600}z");
}

#[test]
fn what_is_no_json_is_refused_where_it_is() {
    for (text, start, end) in [
        ("", 0, 0),
        ("[1,]", 2, 3),
        ("{\"a\":1,}", 6, 7),
        ("{a:1}", 1, 2),
        ("{\"a\" 1}", 4, 4),
        ("[1 2]", 2, 2),
        ("[1", 2, 2),
        ("01", 1, 2),
        ("-", 1, 1),
        ("1.", 2, 2),
        ("1e+", 3, 3),
        (".5", 0, 1),
        ("True", 0, 4),
        ("\u{4e2d}", 0, 3),
        ("\u{feff}{}", 0, 3),
        ("\"a", 0, 2),
        ("\"a\n\"", 0, 2),
        ("\"a\u{1}\"", 2, 3),
        ("\"\\x\"", 1, 2),
        ("\"\\u12g4\"", 1, 5),
        ("\"\\uD800\"", 1, 7),
        ("\"\\uDC00\\uD800\"", 1, 7),
        ("\"\\uD800\\u0041\"", 1, 13),
        ("[] []", 3, 4),
    ] {
        assert_eq!(parse(text).unwrap_err().span, Span { start, end }, "{text:?}");
    }
}

#[test]
fn each_slip_of_the_hand_has_its_sentence() {
    for (text, place, told) in [
        ("{ // all of it\n}", "// all of it", "JSON has no comments; take this one out"),
        ("[1, /* two */ 2]", "/* two */", "JSON has no comments; take this one out"),
        ("{\"a\": 1 # one\n}", "# one", "JSON has no comments; take this one out"),
        ("{} // end", "// end", "JSON has no comments; take this one out"),
        ("[1 /* never closed", "/* never closed", "JSON has no comments; take this one out"),
        ("{'a': 1}", "'a'", "Texts and names stand in double quotes, not in single ones"),
        ("{\"a\": 'b\n'}", "'", "Texts and names stand in double quotes, not in single ones"),
        ("{“a”: 1}", "“a”", "These are the quotes of a word processor; JSON has only the plain double quote \""),
        ("[„a“]", "„a“", "These are the quotes of a word processor; JSON has only the plain double quote \""),
        ("{\"a\": 1,\n}", ",", "No comma may stand behind the last entry"),
        ("[1,\n]", ",", "No comma may stand behind the last entry"),
        ("{\"a\": 1,, \"b\": 2}", ",", "One comma is too many here"),
        ("{\"a\": 1\n\"b\": 2}", "", "A comma is missing here"),
        ("[\"a\" \"b\"]", "", "A comma is missing here"),
        ("{\"a\": \"b,\"c\": 1}", "", "The closing quote of a text is missing here"),
        ("{\"a: \"b\"}", "", "The closing quote of a text is missing here"),
        ("[\"a\"b\"]", "", "A comma is missing here"),
        ("[\",\"b\"]", "", "A comma is missing here"),
        ("{aws:SourceIp: 1}", "aws:SourceIp", "A name stands in double quotes"),
        ("{a:1}", "a", "A name stands in double quotes"),
        ("{\"a\": s3:Get*}", "s3:Get*", "Texts stand in double quotes"),
        (" x{}", "x", "The document begins with {, and nothing stands before that"),
        ("[{\"a\": 1 ]", "", "The closing brace } of the object is missing here"),
        ("[{\"a\": 1, {\"a\": 2}]", "{", "The object before this one lacks its closing brace }"),
        ("{\"a\": [1 }", "", "The closing bracket ] of the list is missing here"),
        ("{\"a\": [1, \"b\": 2}", "", "The closing bracket ] of the list is missing here"),
        ("{\"a\": [1]", "", "The document ends before the object is closed by }"),
        ("[1", "", "The document ends before the list is closed by ]"),
        ("{}}", "}", "One closing brace } is too many"),
        ("[]]", "]", "One closing bracket ] is too many"),
    ] {
        let error = parse(text).unwrap_err();
        assert_eq!((&text[error.span.start..error.span.end], error.what), (place, told), "{text:?}");
    }
}

#[test]
fn depth_has_an_end() {
    let nested = |depth| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(parse(&nested(DEPTH)).is_ok());
    assert_eq!(parse(&nested(DEPTH + 1)).unwrap_err().span.start, DEPTH);
    assert_eq!(parse(&"[{\"a\":".repeat(200_000)).unwrap_err().what, "Lists and objects lie too deep in each other");
}

#[test]
fn names_that_stand_twice_are_found_in_small_and_large_objects() {
    for count in [1, FEW - 1, FEW, FEW + 1, 1000] {
        let names = (0..count).map(|at| format!("\"n{at}\":0,")).collect::<Vec<_>>().concat();
        assert!(parse(&format!("{{{}}}", names.trim_end_matches(','))).unwrap().duplicates.is_empty(), "{count}");
        for twice in [0, count - 1] {
            let text = format!("{{{names}\"\\u006e{twice}\":0}}");
            let place = Span { start: 1 + names.len(), end: text.len() - 3 };
            assert_eq!(parse(&text).unwrap().duplicates, [place], "{count}, {twice}");
        }
    }
}
