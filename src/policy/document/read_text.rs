//! From JSON to texts: the value of an element that is a string, or a list of them.

use std::borrow::Cow;

use super::fault::Faults;
use super::json::{Node, Value};
use super::{Span, Text};

/// The value of an element that is one string.
pub(super) fn string(element: &str, node: Node<'_>, faults: &mut Faults) -> Option<Text> {
    match node.value {
        Value::Text(value) => Some(text(value, node.span)),
        other => {
            faults.syntax(node.span, format!("{element} is a string, not {}.", other.what()));
            None
        }
    }
}

/// The values of an element that is a string or a list of strings.
pub(super) fn strings(element: &str, node: Node<'_>, faults: &mut Faults) -> Vec<Text> {
    match node.value {
        Value::List(list) => list.into_iter().filter_map(|node| string(element, node, faults)).collect(),
        Value::Text(value) => vec![text(value, node.span)],
        other => {
            faults.syntax(node.span, format!("{element} is a string or a list of strings, not {}.", other.what()));
            Vec::new()
        }
    }
}

pub(super) fn text(value: Cow<'_, str>, span: Span) -> Text {
    Text { value: value.into_owned(), span }
}
