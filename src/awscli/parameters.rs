//! From options to members: the values of an operation's members as JSON, as they would go to the service.

use std::num::IntErrorKind;

use serde_json::{Map, Value};

use crate::account::operation::{Member, OperationSpec};
use crate::account::shape::Rule;

use super::arguments::{Arguments, Given};
use super::option::{CliOption, Sets};
use super::shorthand;
use super::usage::{UsageError, quoted};

/// Where the files come from that a line names with `file://`.
pub trait Files {
    /// The text of the file at a path, as typed.
    ///
    /// # Errors
    /// Why there is none: what the operating system says, or that it is no UTF-8.
    fn read(&self, path: &str) -> Result<String, String>;
}

/// No files at all: for lines from where none may be read.
#[derive(Clone, Copy, Debug)]
pub struct NoFiles;

impl Files for NoFiles {
    fn read(&self, _path: &str) -> Result<String, String> {
        Err("files can't be read here".into())
    }
}

/// The members that the options give, those of `--cli-input-json` behind the explicit ones.
///
/// # Errors
/// A value that can't be read. Whether it may be one is [`super::check`]'s affair.
pub(super) fn members(
    spec: &'static OperationSpec,
    arguments: &Arguments<'_>,
    files: &dyn Files,
) -> Result<Map<String, Value>, UsageError> {
    let mut members = Map::new();
    for member in spec.members {
        let is_of_member = |option: &CliOption| option.member().is_some_and(|of| of.name == member.name);
        if let Some(given) = arguments.last(is_of_member) {
            members.insert(member.name.to_owned(), value(member, given, files)?);
        }
    }
    if let Some(given) = arguments.last(|option| matches!(option.sets, Sets::InputJson)) {
        for (name, value) in input_json(given, files)? {
            members.entry(name).or_insert(value);
        }
    }
    Ok(members)
}

fn input_json(given: &Given<'_>, files: &dyn Files) -> Result<Map<String, Value>, UsageError> {
    let text = given_content(given, files)?;
    // What is wrong with it isn't quoted: it may hold a password.
    match serde_json::from_str(&text) {
        Ok(Value::Object(members)) => Ok(members),
        Ok(other) => {
            let why = format!("Invalid type: expecting map, received {}", super::check::type_name(&other));
            Err(UsageError::value("cli-input-json", why))
        }
        Err(_) => Err(UsageError::value("cli-input-json", "Invalid JSON received.")),
    }
}

fn value(member: &Member, given: &Given<'_>, files: &dyn Files) -> Result<Value, UsageError> {
    match member.shape.rule {
        Rule::Flag => Ok(Value::Bool(matches!(given.option.sets, Sets::Member(_)))),
        // The AWS CLI has made a number of it before it looks for files.
        Rule::Number { .. } if member.name == "MaxItems" => Ok(number(&given.option.flag, given.value())?.into()),
        Rule::Number { .. } => Ok(number(&given.option.flag, &given_content(given, files)?)?.into()),
        Rule::Text { .. } | Rule::Choice(_) => Ok(Value::String(given_content(given, files)?)),
        Rule::Tags(_) | Rule::Texts(..) | Rule::Structures(..) | Rule::Structure(_) => list(member, given, files),
    }
}

/// A list is JSON as a whole, or one item a word. Only a single word may name a file.
fn list(member: &Member, given: &Given<'_>, files: &dyn Files) -> Result<Value, UsageError> {
    let flag = given.option.flag.as_str();
    let mut words = given.values.clone();
    if let [word] = words.as_mut_slice() {
        *word = given_content(given, files)?;
        if word.trim_start().starts_with('[') {
            return json(flag, word);
        }
    }
    let is_json = words.first().is_some_and(|word| word.trim_start().starts_with(['[', '{']));
    let item = |word: &String| match member.shape.rule {
        Rule::Texts(..) => Ok(Value::String(word.clone())),
        _ if is_json => json(flag, word),
        _ => {
            let read = shorthand::read(word, &|value| content(value, files)).map_err(|why| UsageError::value(flag, why))?;
            Ok(Value::Object(with_lists(read, &member.shape.rule)))
        }
    };
    words.iter().map(item).collect()
}

/// Shorthand has no sign for a list of one: where the model wants a list, one value is one.
fn with_lists(mut members: Map<String, Value>, rule: &Rule) -> Map<String, Value> {
    let Rule::Structures(_, structure) = rule else { return members };
    for (name, value) in &mut members {
        let is_list = structure.part(name).is_some_and(|part| matches!(part.shape.rule, Rule::Texts(..)));
        if is_list && value.is_string() {
            *value = Value::Array(vec![value.take()]);
        }
    }
    members
}

fn json(flag: &str, text: &str) -> Result<Value, UsageError> {
    serde_json::from_str(text).map_err(|error| UsageError::value(flag, format!("Invalid JSON: {error}\nJSON received: {}", quoted(text))))
}

/// What the value of an option that has one stands for.
fn given_content(given: &Given<'_>, files: &dyn Files) -> Result<String, UsageError> {
    content(given.value(), files).map_err(|why| UsageError::value(&given.option.flag, why))
}

/// What a value stands for: itself, or the text of the file that it names.
fn content(value: &str, files: &dyn Files) -> Result<String, String> {
    if let Some(path) = value.strip_prefix("file://") {
        return files.read(path).map_err(|why| format!("Unable to load paramfile {}: {}", quoted(value), quoted(&why)));
    }
    if value.starts_with("fileb://") {
        // No member of these operations is binary; the AWS CLI refuses the bytes as of the wrong type.
        return Err("The value is text: use file:// in the place of fileb://.".into());
    }
    Ok(value.to_owned())
}

/// A whole number. One that is too great for any member stays too great, and the service says so.
///
/// # Errors
/// A word that is no number.
pub(super) fn number(flag: &str, text: &str) -> Result<i64, UsageError> {
    text.trim().parse().or_else(|error: std::num::ParseIntError| match error.kind() {
        IntErrorKind::PosOverflow => Ok(i64::MAX),
        IntErrorKind::NegOverflow => Ok(i64::MIN),
        _ => Err(UsageError::syntax(format!("argument {flag}: invalid int value: '{}'", quoted(text)))),
    })
}
