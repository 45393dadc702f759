//! What the AWS CLI checks before it calls: types, what is missing, what is unknown, shortest lengths and smallest numbers.
//! Everything else is the service's to refuse.

use serde_json::{Map, Value};

use crate::account::operation::{Member, Operation, OperationSpec};
use crate::account::secret::MASK;
use crate::account::shape::{Rule, TAG_KEY, TAG_VALUE};

use crate::awscli::option::is_secret;
use crate::awscli::usage::{UsageError, quoted};

/// The operation with these members.
///
/// # Errors
/// All that is wrong with them, in the AWS CLI's words.
pub(super) fn operation(spec: &'static OperationSpec, members: Map<String, Value>) -> Result<Operation, UsageError> {
    let mut found = Vec::new();
    structure("", &members, &named(spec), &mut found);
    for member in spec.members {
        if let Some(value) = members.get(member.name) {
            check_member(member, value, &mut found);
        }
    }
    if !found.is_empty() {
        return Err(UsageError::plain(format!("Parameter validation failed:\n{}", found.join("\n"))));
    }
    let members = members.into_iter().map(|(name, value)| (name, within_range(value))).collect();
    let operation = Operation::from_json(spec.id, Value::Object(members)).and_then(Result::ok);
    operation.ok_or_else(|| UsageError::plain(format!("Parameter validation failed:\nThese are no members of {}.", spec.name)))
}

/// A structure's members by name, and whether each is required.
type Names = Vec<(&'static str, bool)>;

fn named(spec: &OperationSpec) -> Names {
    spec.members.iter().map(|member| (member.name, member.required)).collect()
}

/// What is missing in a structure, and what is unknown.
fn structure(place: &str, given: &Map<String, Value>, names: &Names, found: &mut Vec<String>) {
    let shown = if place.is_empty() { "input" } else { place };
    for (name, _) in names.iter().filter(|(name, required)| *required && !given.contains_key(*name)) {
        found.push(format!("Missing required parameter in {shown}: \"{name}\""));
    }
    let known: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
    for name in given.keys().filter(|name| !known.contains(&name.as_str())) {
        found.push(format!("Unknown parameter in {shown}: \"{}\", must be one of: {}", quoted(name), known.join(", ")));
    }
}

fn check_member(member: &Member, value: &Value, found: &mut Vec<String>) {
    let place = member.name;
    match (&member.shape.rule, value) {
        (Rule::Flag, Value::Bool(_)) | (Rule::Item, Value::Object(_)) => {}
        (Rule::Flag, other) => found.push(wrong_type(member, place, other, "<class 'bool'>")),
        (Rule::Number { min, .. }, Value::Number(number)) if !number.is_f64() => {
            // A number beyond i64 is above every smallest value.
            if let Some(small) = number.as_i64().filter(|number| number < min) {
                found.push(format!("Invalid value for parameter {place}, value: {small}, valid min value: {min}"));
            }
        }
        (Rule::Number { .. }, other) => found.push(wrong_type(member, place, other, "<class 'int'>")),
        (Rule::Text { .. } | Rule::Choice(_), text) => check_text(member, place, &member.shape.rule, text, found),
        (Rule::Map { .. }, Value::Object(texts)) => {
            for (name, value) in texts.iter().filter(|(_, value)| !value.is_string()) {
                found.push(wrong_type(member, &format!("{place}.{}", quoted(name)), value, "<class 'str'>"));
            }
        }
        (Rule::Map { .. } | Rule::Item, other) => found.push(wrong_type(member, place, other, "<class 'dict'>")),
        (Rule::Blob { min, .. }, Value::String(text)) => {
            if text.len() < *min {
                found.push(format!("Invalid length for parameter {place}, value: {}, valid min length: {min}", text.len()));
            }
        }
        (Rule::Blob { .. }, other) => {
            found.push(wrong_type(member, place, other, "<class 'bytes'>, <class 'bytearray'>, file-like object"));
        }
        (Rule::Structures(..) | Rule::Structure(_) | Rule::Texts(..), value) => {
            check_value(member, place, &member.shape.rule, value, found);
        }
        (Rule::Tags(_), value) => check_tags(member, place, value, found),
    }
}

fn check_tags(member: &Member, place: &str, value: &Value, found: &mut Vec<String>) {
    let Value::Array(tags) = value else {
        found.push(wrong_type(member, place, value, LIST));
        return;
    };
    for (at, tag) in tags.iter().enumerate() {
        check_tag(member, &format!("{place}[{at}]"), tag, found);
    }
}

/// What the AWS CLI takes for a list.
const LIST: &str = "<class 'list'>, <class 'tuple'>";

/// A list or structure, and all that stands in it.
fn check_value(member: &Member, place: &str, rule: &Rule, value: &Value, found: &mut Vec<String>) {
    match (rule, value) {
        (Rule::Texts(_, of), Value::Array(items)) => {
            for (at, item) in items.iter().enumerate() {
                check_value(member, &format!("{place}[{at}]"), &of.rule, item, found);
            }
        }
        (Rule::Structures(_, of), Value::Array(items)) => {
            for (at, item) in items.iter().enumerate() {
                check_value(member, &format!("{place}[{at}]"), &Rule::Structure(of), item, found);
            }
        }
        (Rule::Structure(of), Value::Object(given)) => {
            structure(place, given, &of.parts.iter().map(|part| (part.name, part.required)).collect(), found);
            for part in of.parts {
                if let Some(value) = given.get(part.name) {
                    check_value(member, &format!("{place}.{}", part.name), &part.shape.rule, value, found);
                }
            }
        }
        (Rule::Texts(..) | Rule::Structures(..), other) => found.push(wrong_type(member, place, other, LIST)),
        (Rule::Structure(_), other) => found.push(wrong_type(member, place, other, "<class 'dict'>")),
        (Rule::Flag, Value::Bool(_)) => {}
        (Rule::Flag, other) => found.push(wrong_type(member, place, other, "<class 'bool'>")),
        (Rule::Tags(_), value) => check_tags(member, place, value, found),
        (rule, value) => check_text(member, place, rule, value, found),
    }
}

fn check_tag(member: &Member, place: &str, tag: &Value, found: &mut Vec<String>) {
    let Value::Object(tag) = tag else {
        found.push(wrong_type(member, place, tag, "<class 'dict'>"));
        return;
    };
    structure(place, tag, &vec![("Key", true), ("Value", true)], found);
    for (name, rule) in [("Key", &TAG_KEY.rule), ("Value", &TAG_VALUE.rule)] {
        if let Some(text) = tag.get(name) {
            check_text(member, &format!("{place}.{name}"), rule, text, found);
        }
    }
}

fn check_text(member: &Member, place: &str, rule: &Rule, value: &Value, found: &mut Vec<String>) {
    match (rule, value) {
        (Rule::Text { min, .. }, Value::String(text)) if text.chars().count() < *min => {
            found.push(format!("Invalid length for parameter {place}, value: {}, valid min length: {min}", text.chars().count()));
        }
        (_, Value::String(_)) => {}
        (_, other) => found.push(wrong_type(member, place, other, "<class 'str'>")),
    }
}

fn wrong_type(member: &Member, place: &str, value: &Value, valid: &str) -> String {
    let shown = if is_secret(member) { MASK.to_owned() } else { quoted(&in_python(value)) };
    format!("Invalid type for parameter {place}, value: {shown}, type: {}, valid types: {valid}", type_name(value))
}

/// A value's type as the AWS CLI, a Python program, names it.
pub(super) fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "<class 'NoneType'>",
        Value::Bool(_) => "<class 'bool'>",
        Value::Number(number) if number.is_f64() => "<class 'float'>",
        Value::Number(_) => "<class 'int'>",
        Value::String(_) => "<class 'str'>",
        Value::Array(_) => "<class 'list'>",
        Value::Object(_) => "<class 'dict'>",
    }
}

/// A value as Python shows it: texts within others in quotes.
fn in_python(value: &Value) -> String {
    let inner = |value: &Value| if let Value::String(text) = value { format!("'{text}'") } else { in_python(value) };
    match value {
        Value::Null => "None".into(),
        Value::Bool(true) => "True".into(),
        Value::Bool(false) => "False".into(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(items) => format!("[{}]", items.iter().map(inner).collect::<Vec<_>>().join(", ")),
        Value::Object(members) => {
            let members: Vec<String> = members.iter().map(|(name, value)| format!("'{name}': {}", inner(value))).collect();
            format!("{{{}}}", members.join(", "))
        }
    }
}

/// A number that is too great for the account's type is too great for every member, too: the service refuses it.
fn within_range(value: Value) -> Value {
    match value {
        Value::Number(number) if number.as_u64().is_some_and(|number| number > u64::from(u32::MAX)) => u32::MAX.into(),
        other => other,
    }
}
