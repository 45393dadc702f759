//! JSON as the AWS CLI prints it, with all that could steer a terminal as escapes.

use serde::Serialize;
use serde_json::Value;
use serde_json::ser::PrettyFormatter;

use crate::account::display::escaped_json;

/// Indented by four, letters as they are.
pub(in crate::awscli) fn pretty(value: &Value) -> String {
    let mut bytes = Vec::new();
    let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, PrettyFormatter::with_indent(b"    "));
    match value.serialize(&mut serializer) {
        Ok(()) => escaped_json(&String::from_utf8_lossy(&bytes)),
        Err(error) => error.to_string(),
    }
}

/// On one line, without blanks.
pub(in crate::awscli) fn compact(value: &Value) -> String {
    escaped_json(&value.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::display::is_unprintable;
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
