//! The condition keys of a case.

use super::fault::Wrong;
use super::members::{Line, Raw, kind};
use crate::policy::request::{Context, Value};

/// Reads the keys and their values.
pub(super) fn context(line: Line<'_>, value: Raw<'_>) -> Result<Context, Wrong> {
    let members = line.object(value, "context")?;
    let mut entries = Vec::new();
    for (name, value) in members.iter() {
        entries.push((name.to_owned(), key(line, name, value)?));
    }
    let twice = |name: String| line.wrong(value, &format!("context.{name}"), "the key stands twice; its letters' case makes no other key");
    Context::of(entries).map_err(twice)
}

/// A list is a multivalued key, whatever its length.
fn key(line: Line<'_>, name: &str, value: Raw<'_>) -> Result<Value, Wrong> {
    let path = || format!("context.{name}");
    if !value.get().starts_with('[') {
        return single(line, value, path).map(Value::Single);
    }
    let list = line.list(value, &path())?;
    let values = list.into_iter().zip(0..).map(|(value, at)| single(line, value, || format!("context.{name}[{at}]")));
    values.collect::<Result<_, _>>().map(Value::Multi)
}

/// A string; booleans and numbers are their texts.
fn single(line: Line<'_>, value: Raw<'_>, path: impl Fn() -> String) -> Result<String, Wrong> {
    match kind(value) {
        "a string" => Ok(line.text(value, &path())?.into_owned()),
        "a boolean" | "a number" => Ok(value.get().to_owned()),
        other => Err(line.wrong(value, &path(), format_args!("a string or a list of strings is expected, not {other}"))),
    }
}
