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
        ("[1,]", 3, 4),
        ("{\"a\":1,}", 7, 8),
        ("{a:1}", 1, 2),
        ("{\"a\" 1}", 5, 6),
        ("[1 2]", 3, 4),
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
