//! JSON as the AWS CLI prints it, with all that could steer a terminal as escapes.

use std::fmt::Write as _;

use serde::Serialize;
use serde_json::Value;
use serde_json::ser::PrettyFormatter;

use crate::account::display::is_unprintable;

/// Indented by four, letters as they are.
pub(super) fn pretty(value: &Value) -> String {
    let mut bytes = Vec::new();
    let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, PrettyFormatter::with_indent(b"    "));
    match value.serialize(&mut serializer) {
        Ok(()) => escaped(&String::from_utf8_lossy(&bytes)),
        Err(error) => error.to_string(),
    }
}

/// On one line, without blanks.
pub(super) fn compact(value: &Value) -> String {
    escaped(&value.to_string())
}

/// JSON with its unprintable letters as `\u202e`, which means the same: they can only stand within texts, but for line ends.
fn escaped(json: &str) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn json_is_printed_as_python_prints_it() {
        let value = json!({"User": {"UserName": "größe", "Tags": []}, "None": {}, "Numbers": [1, null, true]});
        let expected = "{\n    \"User\": {\n        \"UserName\": \"größe\",\n        \"Tags\": []\n    },\n    \"None\": {},\n    \
                        \"Numbers\": [\n        1,\n        null,\n        true\n    ]\n}";
        assert_eq!(pretty(&value), expected);
    }

    proptest! {
        #[test]
        fn nothing_unprintable_is_printed_and_nothing_is_lost(text in any::<String>(), name in any::<String>()) {
            let value = json!({name: [text]});
            for printed in [pretty(&value), compact(&value)] {
                prop_assert!(printed.chars().all(|letter| letter == '\n' || !is_unprintable(letter)), "{}", printed);
                prop_assert_eq!(serde_json::from_str::<Value>(&printed).unwrap(), value.clone());
            }
            prop_assert!(!compact(&value).contains('\n'));
        }
    }
}
