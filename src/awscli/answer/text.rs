//! `--output text`: values in lines with tabs between them, in the order of their names, structures within others on lines
//! of their own behind their name in capitals.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::account::display::visible;

/// The lines of a value, each with its end.
pub(super) fn lines(value: &Value) -> String {
    let mut lines = String::new();
    write(value, None, None, &mut lines);
    lines
}

/// `columns` are the names that all structures of a list have values under, so that their lines have equal columns.
fn write(value: &Value, name: Option<&str>, columns: Option<&BTreeSet<&str>>, lines: &mut String) {
    match value {
        Value::Object(members) => write_structure(members, name, columns, lines),
        Value::Array(items) => write_list(items, name, lines),
        simple => push_line(lines, [word(simple)]),
    }
}

fn write_list(items: &[Value], name: Option<&str>, lines: &mut String) {
    let structures: Vec<&Map<String, Value>> = items.iter().filter_map(Value::as_object).collect();
    if !structures.is_empty() {
        let simple = structures.iter().flat_map(|members| members.iter()).filter(|(_, value)| is_simple(value));
        let columns = simple.map(|(name, _)| name.as_str()).collect();
        for item in items {
            write(item, name, Some(&columns), lines);
        }
        return;
    }
    let (simple, lists): (Vec<&Value>, Vec<&Value>) = items.iter().partition(|item| is_simple(item));
    match name {
        Some(name) => {
            for item in simple {
                push_line(lines, [visible(&name.to_uppercase()), word(item)]);
            }
        }
        None if simple.is_empty() => {}
        None => push_line(lines, simple.into_iter().map(word)),
    }
    for list in lists {
        write(list, name, None, lines);
    }
}

fn write_structure(members: &Map<String, Value>, name: Option<&str>, columns: Option<&BTreeSet<&str>>, lines: &mut String) {
    let own = || members.iter().filter(|(_, value)| is_simple(value)).map(|(name, _)| name.as_str()).collect();
    let columns = columns.cloned().unwrap_or_else(own);
    if !columns.is_empty() {
        let values = columns.iter().map(|column| members.get(*column).map_or_else(String::new, word));
        push_line(lines, name.map(|name| visible(&name.to_uppercase())).into_iter().chain(values));
    }
    let within: BTreeSet<&str> = members.keys().map(String::as_str).filter(|name| !columns.contains(name)).collect();
    for (name, value) in within.into_iter().filter_map(|name| Some((name, members.get(name)?))) {
        write(value, Some(name), None, lines);
    }
}

const fn is_simple(value: &Value) -> bool {
    !matches!(value, Value::Object(_) | Value::Array(_))
}

/// A value as the AWS CLI, a Python program, writes it.
fn word(value: &Value) -> String {
    match value {
        Value::Null => "None".into(),
        Value::Bool(true) => "True".into(),
        Value::Bool(false) => "False".into(),
        Value::String(text) => visible(text),
        other => other.to_string(),
    }
}

fn push_line(lines: &mut String, words: impl IntoIterator<Item = String>) {
    lines.push_str(&words.into_iter().collect::<Vec<_>>().join("\t"));
    lines.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_stand_in_the_order_of_their_names() {
        let user = json!({"User": {"UserName": "alice", "Path": "/", "Tags": [{"Value": "x", "Key": "a"}, {"Key": "b", "Value": ""}]}});
        assert_eq!(lines(&user), "USER\t/\talice\nTAGS\ta\tx\nTAGS\tb\t\n");
    }

    #[test]
    fn structures_of_a_list_have_equal_columns() {
        let users = json!({"Users": [{"A": 1, "C": true}, {"A": 2, "B": null, "D": ["x", "y"]}]});
        assert_eq!(lines(&users), "USERS\t1\t\tTrue\nUSERS\t2\tNone\t\nD\tx\nD\ty\n");
    }

    #[test]
    fn what_a_query_gives_is_written_bare() {
        assert_eq!(lines(&json!(["alice", "bob"])), "alice\tbob\n");
        assert_eq!(lines(&json!([["alice", "A"], ["bob", null]])), "alice\tA\nbob\tNone\n");
        assert_eq!(lines(&json!("alice")), "alice\n");
        assert_eq!(lines(&json!(null)), "None\n");
        assert_eq!(lines(&json!([])), "");
        assert_eq!(lines(&json!({})), "");
        assert_eq!(lines(&json!({"Aliases": ["acme"]})), "ALIASES\tacme\n");
        assert_eq!(lines(&json!("a\u{1b}[31m\tb")), "a\\u{1b}[31m\\u{9}b\n");
    }
}
