//! An operation as the line that asks the AWS CLI for it.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

use crate::account::display::is_unprintable;
use crate::account::operation::{Member, Operation, OperationSpec, RunInstances, Tag, Value};
use crate::account::secret::MASK;
use crate::account::shape::Rule;

use super::answer::json;
use super::name::{cli_name, cli_service};
use super::option::{has_bootstrap, has_outfile, is_streaming};
use super::parse::shorthand;
use super::shell::quote;

/// The file that a line puts a new MFA device's code into, since the AWS CLI insists on one.
const OUTFILE: &str = "QRCode.png";

/// The file that a line puts an object's content or a function's answer into.
const STANDARD_OUTPUT: &str = "/dev/stdout";

/// The canonical line: members in the API model's order, secrets as their mask, quoted for a shell, on one line, with nothing
/// in it that could steer a terminal. Read back, it gives the same operation again but for its secrets.
pub fn line(operation: &Operation) -> String {
    let spec = operation.spec();
    let mut words = vec!["aws".to_owned(), cli_service(spec.service).to_owned(), cli_name(spec.name)];
    let mut as_json = Map::new();
    let members = operation.members();
    let has_blob = members.iter().any(|(member, _)| matches!(member.shape.rule, Rule::Blob { .. }));
    let count = count(operation);
    for (member, value) in &members {
        if count.is_none() || !matches!(member.name, "MinCount" | "MaxCount") {
            push_member(member, *value, &mut words, &mut as_json);
        }
    }
    words.extend(count.into_iter().flat_map(|count| ["--count".to_owned(), count]));
    if has_bootstrap(spec) {
        words.extend(["--outfile", OUTFILE, "--bootstrap-method", "QRCodePNG"].map(str::to_owned));
    }
    if has_blob {
        words.extend(["--cli-binary-format", "raw-in-base64-out"].map(str::to_owned));
    }
    if !as_json.is_empty() {
        words.extend(["--cli-input-json".to_owned(), json::compact(&Json::Object(as_json))]);
    }
    // The AWS CLI takes --max-items for its own, unless it is told to ask for one page only.
    if members.iter().any(|(member, _)| matches!(member.name, "Marker" | "MaxItems")) {
        words.push("--no-paginate".to_owned());
    }
    if has_outfile(spec) {
        words.push(STANDARD_OUTPUT.to_owned());
    }
    words.iter().map(|word| quote(word)).collect::<Vec<_>>().join(" ")
}

/// The command of an operation, without its options: `aws s3api put-bucket-policy`.
pub fn command(spec: &OperationSpec) -> String {
    format!("aws {} {}", cli_service(spec.service), cli_name(spec.name))
}

/// How many instances, as the AWS CLI has it: one option for least and most.
fn count(operation: &Operation) -> Option<String> {
    let Operation::RunInstances(RunInstances { min_count: Some(least), max_count: Some(most), .. }) = operation else { return None };
    Some(if least == most { least.to_string() } else { format!("{least}:{most}") })
}

/// What sets the operation apart from what the AWS CLI can do.
pub fn note(operation: &Operation) -> Option<&'static str> {
    match operation {
        Operation::EnableMFADevice(op) if op.user_name.is_none() => {
            Some("The AWS CLI has no such call: it insists on --user-name, and only the console assigns root's own device.")
        }
        Operation::ResyncMFADevice(op) if op.user_name.is_none() => {
            Some("The AWS CLI has no such call: it insists on --user-name, and only the console resyncs root's own device.")
        }
        other if !other.spec().is_of_aws() => Some("This line works here alone: the AWS CLI has no such command."),
        _ => None,
    }
}

fn push_member(member: &'static Member, value: Value<'_>, words: &mut Vec<String>, as_json: &mut Map<String, Json>) {
    let flag = format!("--{}", cli_name(member.name));
    match value {
        Value::Secret(_) => words.extend([flag, MASK.to_owned()]),
        Value::Number(number) => words.extend([flag, number.to_string()]),
        Value::Flag(true) => words.push(flag),
        Value::Flag(false) => words.push(format!("--no-{}", cli_name(member.name))),
        // Only JSON has escapes for what can't be shown, and doesn't take text for the name of a file.
        Value::Text(text) if names_file(text) || text.contains(is_unprintable) || is_streaming(member) => {
            as_json.insert(member.name.to_owned(), json!(text));
        }
        Value::Text(text) if text.starts_with('-') => words.push(format!("{flag}={text}")),
        Value::Text(text) => words.extend([flag, text.to_owned()]),
        Value::Tags(tags) => {
            words.push(flag);
            words.extend(tag_words(tags));
        }
        Value::Texts(texts) => {
            words.push(flag);
            words.extend(text_words(texts));
        }
        Value::Structures(structures) => {
            words.push(flag);
            words.extend(structure_words(&structures.as_json()));
        }
        Value::Structure(structure) => {
            let one = structure.as_json().into_iter().next().unwrap_or_default();
            words.extend([
                flag,
                structure_words(std::slice::from_ref(&one))
                    .pop()
                    .filter(|word| !word.starts_with('['))
                    .unwrap_or_else(|| json::compact(&json!(one))),
            ]);
        }
        Value::Map(map) => words.extend([flag, map_word(map)]),
        Value::Item(item) => words.extend([flag, json::compact(&json!(item))]),
    }
}

/// Texts by name in shorthand where all of them can be said in it.
fn map_word(map: &BTreeMap<String, String>) -> String {
    // A word that begins with a hyphen would be taken for an option.
    let is_plain = |key: &String| {
        !key.is_empty() && !key.starts_with('-') && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
    };
    let parts: Vec<(&str, &str)> = map.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
    // What begins with a hyphen would be taken for an option.
    let is_word = |word: &String| !word.is_empty() && !word.starts_with('-') && !word.contains(is_unprintable);
    let written = shorthand::write(&parts).filter(|word| map.keys().all(is_plain) && is_word(word));
    written.unwrap_or_else(|| json::compact(&json!(map)))
}

fn names_file(text: &str) -> bool {
    text.starts_with("file://") || text.starts_with("fileb://")
}

fn tag_words(tags: &[Tag]) -> Vec<String> {
    let shorthand = |tag: &Tag| {
        let is_shown = !tag.key.contains(is_unprintable) && !tag.value.contains(is_unprintable);
        shorthand::write(&[("Key", &tag.key), ("Value", &tag.value)]).filter(|_| is_shown)
    };
    let written: Option<Vec<String>> = tags.iter().map(shorthand).collect();
    written.filter(|words| !words.is_empty()).unwrap_or_else(|| vec![json::compact(&json!(tags))])
}

/// Structures in shorthand where all of them can be said in it.
fn structure_words(structures: &[Map<String, Json>]) -> Vec<String> {
    let is_shown = |word: &String| !word.contains(is_unprintable);
    let written: Option<Vec<String>> = structures.iter().map(|one| shorthand::write_structure(one).filter(is_shown)).collect();
    written.filter(|words| !words.is_empty()).unwrap_or_else(|| vec![json::compact(&json!(structures))])
}

fn text_words(texts: &[String]) -> Vec<String> {
    let is_plain = |text: &String| !(text.trim_start().starts_with(['-', '[']) || names_file(text) || text.contains(is_unprintable));
    if !texts.is_empty() && texts.iter().all(is_plain) { texts.to_vec() } else { vec![json::compact(&json!(texts))] }
}
