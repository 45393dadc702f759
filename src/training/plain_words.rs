//! What the readers of files say, in the words of who writes them.

use serde_json::error::Category;

/// What the TOML reader says, with words of programmers put in those of who writes the file.
pub(super) fn in_plain_words(message: &str) -> String {
    // What is longer than the widest integer overflows; what is shorter is named by the type that holds it.
    if message == "integer number overflowed" || ["` as i128,", "` as u128,"].into_iter().any(|wide| message.contains(wide)) {
        return "this number is too large".into();
    }
    if let Some(field) = message.strip_prefix("missing field ") {
        return format!("the field {field} is missing");
    }
    let words = [
        ("expected i64", "expected a number"),
        ("expected a sequence", "expected a list in [ ]"),
        ("expected a map", "expected fields in { }"),
        ("expected a tuple of size 2", "expected two texts in [ ]"),
        ("expected a boolean", "expected true or false"),
        ("expected struct OptionFront", "expected an option, as in { id = \"a\", right = true }"),
        ("expected struct AskFront", "expected [[step.ask]]"),
        ("expected struct StepFront", "expected [[step]]"),
        ("expected struct HintFront", "expected [[step.hint]]"),
        ("expected struct TrapFront", "expected [[step.trap]]"),
        ("expected struct ChallengeFront", "expected [challenge]"),
        ("expected struct RawItem", "expected [[item]]"),
        ("expected struct RawOption", "expected an option, as in { text = \"…\", why = \"…\" }"),
        ("cannot recurse further; max recursion depth met", "too many brackets stand in one another"),
        ("invalid type: sequence", "this is a list"),
        ("invalid type: map", "these are fields"),
        ("invalid type: string", "this is the text"),
        ("invalid type: integer", "this is the number"),
        ("invalid type: boolean", "this is the truth value"),
    ];
    words.into_iter().fold(message.to_owned(), |message, (theirs, ours)| message.replace(theirs, ours))
}

/// What the JSON reader says of a file that a program has written, as a clause: nobody mends one by hand.
pub(super) fn unread_json(error: &serde_json::Error) -> String {
    match error.classify() {
        Category::Eof => "it ends in the middle".into(),
        Category::Syntax => format!("it is no JSON from line {}, column {} on", error.line(), error.column()),
        Category::Data | Category::Io => "it lacks what every such file has".into(),
    }
}
