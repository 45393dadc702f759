//! From options to members: the values of an operation's members as JSON, as they would go to the service.

use std::num::IntErrorKind;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use serde_json::{Map, Value};

use crate::account::operation::{Member, OperationSpec};
use crate::account::secret::MASK;
use crate::account::shape::{Rule, Structure};

use super::arguments::{Arguments, Given};
use super::shorthand;
use crate::awscli::option::{CliOption, Sets, is_streaming};
use crate::awscli::usage::{UsageError, quoted};

/// Where the files come from that a line names with `file://`.
pub trait Files {
    /// The text of the file at a path, as typed.
    ///
    /// # Errors
    /// Why there is none: what the operating system says, or that it is no UTF-8.
    fn read(&self, path: &str) -> Result<String, String>;

    /// Looks for a file of which the text is not wanted.
    ///
    /// # Errors
    /// Why there is none, as of [`Self::read`].
    fn find(&self, path: &str) -> Result<(), String>;
}

/// No files at all: for lines from where none may be read.
#[derive(Clone, Copy, Debug)]
pub struct NoFiles;

impl Files for NoFiles {
    fn read(&self, _path: &str) -> Result<String, String> {
        Err("files can't be read here".into())
    }

    fn find(&self, path: &str) -> Result<(), String> {
        self.read(path).map(|_| ())
    }
}

/// The members that the options give, those of `--cli-input-json` behind the explicit ones.
///
/// # Errors
/// A value that can't be read. Whether it may be one is [`super::check`]'s affair.
pub(super) fn members(
    spec: &'static OperationSpec,
    arguments: &Arguments<'_>,
    blobs: Blobs,
    files: &dyn Files,
) -> Result<Map<String, Value>, UsageError> {
    let mut members = Map::new();
    for member in spec.members {
        let is_of_member = |option: &CliOption| option.member().is_some_and(|of| of.name == member.name);
        if let Some(given) = arguments.last(is_of_member) {
            members.insert(member.name.to_owned(), value(member, given, blobs, files)?);
        }
    }
    if let Some(given) = arguments.last(|option| matches!(option.sets, Sets::Count)) {
        let (least, most) = given.value().split_once(':').unwrap_or((given.value(), given.value()));
        for (member, count) in [("MinCount", least), ("MaxCount", most)] {
            let count: u32 = count.parse().map_err(|_| UsageError::plain("count parameter should be of the form min[:max]"))?;
            members.insert(member.to_owned(), count.into());
        }
    }
    if let Some(given) = arguments.last(|option| matches!(option.sets, Sets::InputJson)) {
        for (name, value) in input_json(given, files)? {
            let is_blob = spec.member(&name).is_some_and(|member| matches!(member.shape.rule, Rule::Blob { .. }));
            let value = match value {
                Value::String(text) if is_blob => Value::String(blobs.read(text).map_err(UsageError::plain)?),
                other => other,
            };
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

/// How bytes are given (`--cli-binary-format`).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Blobs {
    /// In Base64, as the AWS CLI has it where nothing is said.
    Base64,
    /// As they are.
    Raw,
}

impl Blobs {
    /// The text that was given.
    fn read(self, text: String) -> Result<String, String> {
        if self == Self::Raw {
            return Ok(text);
        }
        // It isn't quoted: it may be what is to be encrypted.
        let bytes = BASE64_STANDARD.decode(&text).map_err(|_| {
            "Invalid base64.\n\nBytes are given in Base64, in a file with fileb://, or as they are with --cli-binary-format raw-in-base64-out."
        })?;
        String::from_utf8(bytes).map_err(|_| "The bytes are not UTF-8, and this practice account holds only text.".into())
    }
}

fn blob(member: &Member, given: &Given<'_>, blobs: Blobs, files: &dyn Files) -> Result<String, UsageError> {
    let flag = &given.option.flag;
    let typed = given.value();
    if is_streaming(member) {
        let why = |why: String| format!("Blob values must be a path to a file. Unable to read {}: {}", quoted(typed), quoted(&why));
        return files.read(typed).map_err(|reason| UsageError::value(flag, why(reason)));
    }
    if let Some(path) = typed.strip_prefix("fileb://") {
        return files.read(path).map_err(|why| UsageError::value(flag, unloaded(typed, &why)));
    }
    // A line that was shown is taken up as far as the service, which says what the mask stands for.
    if typed == MASK {
        return Ok(typed.to_owned());
    }
    blobs.read(given_content(given, files)?).map_err(UsageError::plain)
}

/// A structure or map: JSON, or shorthand.
fn structure(member: &Member, given: &Given<'_>, files: &dyn Files) -> Result<Value, UsageError> {
    let flag = given.option.flag.as_str();
    let text = given_content(given, files)?;
    if text.trim_start().starts_with(['{', '[']) || matches!(member.shape.rule, Rule::Item) {
        return json(flag, &text);
    }
    let read = shorthand::read(&text, &|value| content(value, files)).map_err(|why| UsageError::value(flag, why))?;
    Ok(Value::Object(if let Rule::Structure(of) = member.shape.rule { typed(read, of) } else { read }))
}

fn value(member: &Member, given: &Given<'_>, blobs: Blobs, files: &dyn Files) -> Result<Value, UsageError> {
    match member.shape.rule {
        Rule::Flag => Ok(Value::Bool(matches!(given.option.sets, Sets::Member(_)))),
        // The AWS CLI has made a number of it before it looks for files.
        Rule::Number { .. } if member.name == "MaxItems" => Ok(number(&given.option.flag, given.value())?.into()),
        Rule::Number { .. } => Ok(number(&given.option.flag, &given_content(given, files)?)?.into()),
        Rule::Text { .. } | Rule::Choice(_) => Ok(Value::String(given_content(given, files)?)),
        Rule::Tags(_) | Rule::Texts(..) | Rule::Structures(..) => list(member, given, files),
        Rule::Structure(_) | Rule::Map { .. } | Rule::Item => structure(member, given, files),
        Rule::Blob { .. } => Ok(Value::String(blob(member, given, blobs, files)?)),
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
            Ok(Value::Object(if let Rule::Structures(_, of) = member.shape.rule { typed(read, of) } else { read }))
        }
    };
    words.iter().map(item).collect()
}

/// Shorthand has no sign for a list of one, nor for anything but texts: where the model wants a list, one value is one; where
/// it wants a switch, a word is one.
fn typed(mut members: Map<String, Value>, structure: &Structure) -> Map<String, Value> {
    for (name, value) in &mut members {
        match (structure.part(name).map(|part| &part.shape.rule), value.as_str()) {
            (Some(Rule::Texts(..)), Some(_)) => *value = Value::Array(vec![value.take()]),
            (Some(Rule::Flag), Some(word)) if word.eq_ignore_ascii_case("true") => *value = Value::Bool(true),
            (Some(Rule::Flag), Some(word)) if word.eq_ignore_ascii_case("false") => *value = Value::Bool(false),
            _ => {}
        }
    }
    members
}

fn json(flag: &str, text: &str) -> Result<Value, UsageError> {
    serde_json::from_str(text).map_err(|error| UsageError::value(flag, format!("Invalid JSON: {error}\nJSON received: {}", quoted(text))))
}

/// Looks for the file that an option names, whose bytes nobody needs.
pub(super) fn find_bytes(given: &Given<'_>, files: &dyn Files) -> Result<(), UsageError> {
    let flag = &given.option.flag;
    let Some(path) = given.value().strip_prefix("fileb://") else {
        let example = format!("{flag} must be a zip file with the fileb:// prefix.\nExample usage:  {flag} fileb://path/to/file.zip");
        return Err(UsageError::plain(example));
    };
    files.find(path).map_err(|why| UsageError::value(flag, unloaded(given.value(), &why)))
}

/// That a file is not there, or can't be read, as the AWS CLI tells it.
fn unloaded(value: &str, why: &str) -> String {
    format!("Unable to load paramfile {}: {}", quoted(value), quoted(why))
}

/// What the value of an option that has one stands for.
fn given_content(given: &Given<'_>, files: &dyn Files) -> Result<String, UsageError> {
    content(given.value(), files).map_err(|why| UsageError::value(&given.option.flag, why))
}

/// What a value stands for: itself, or the text of the file that it names.
fn content(value: &str, files: &dyn Files) -> Result<String, String> {
    if let Some(path) = value.strip_prefix("file://") {
        return files.read(path).map_err(|why| unloaded(value, &why));
    }
    if value.starts_with("fileb://") {
        // For a member that is no blob, the AWS CLI refuses the bytes as of the wrong type.
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
