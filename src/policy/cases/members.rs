//! JSON values of a line as raw text, taken apart only as far as they are asked for.

use std::borrow::Cow;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::fault::Wrong;

/// A line, to tell where a part of it stands.
#[derive(Clone, Copy)]
pub(super) struct Line<'l>(pub &'l str);

/// A value within a line.
pub(super) type Raw<'l> = &'l RawValue;

/// The members of an object, in the order of the text, as far as they could be read.
#[derive(Default)]
pub(super) struct Members<'l>(Vec<(Cow<'l, str>, Raw<'l>)>);

impl<'l> Line<'l> {
    /// Where a part of the line begins, in bytes.
    pub(super) fn place(self, part: &str) -> usize {
        part.as_ptr().addr().wrapping_sub(self.0.as_ptr().addr()).min(self.0.len())
    }

    /// What is wrong with a value.
    pub(super) fn wrong(self, value: Raw<'_>, path: &str, what: impl std::fmt::Display) -> Wrong {
        Wrong::field(self.place(value.get()), path, what)
    }

    /// The members of an object.
    pub(super) fn object(self, value: Raw<'l>, path: &str) -> Result<Members<'l>, Wrong> {
        if !value.get().starts_with('{') {
            return Err(self.wrong(value, path, format_args!("an object is expected, not {}", kind(value))));
        }
        // What is raw was read before: it is JSON.
        members(value.get()).map_err(|(_, error)| self.wrong(value, path, error))
    }

    /// The values of a list.
    pub(super) fn list(self, value: Raw<'l>, path: &str) -> Result<Vec<Raw<'l>>, Wrong> {
        if !value.get().starts_with('[') {
            return Err(self.wrong(value, path, format_args!("a list is expected, not {}", kind(value))));
        }
        serde_json::from_str(value.get()).map_err(|error| self.wrong(value, path, error))
    }

    /// A text.
    pub(super) fn text(self, value: Raw<'l>, path: &str) -> Result<Cow<'l, str>, Wrong> {
        if !value.get().starts_with('"') {
            return Err(self.wrong(value, path, format_args!("a string is expected, not {}", kind(value))));
        }
        text(value.get()).map_err(|_| self.wrong(value, path, "half a surrogate pair is no character"))
    }
}

impl<'l> Members<'l> {
    /// The value of a member; `null` is as none.
    ///
    /// # Errors
    /// It stands twice.
    pub(super) fn get(&self, line: Line<'_>, path: &str, name: &str) -> Result<Option<Raw<'l>>, Wrong> {
        let mut found = self.0.iter().filter(|(other, _)| other == name).map(|(_, value)| *value);
        let (first, second) = (found.next(), found.next());
        match second {
            Some(second) => Err(line.wrong(second, &join(path, name), "it stands twice")),
            None => Ok(first.filter(|value| value.get() != "null")),
        }
    }

    /// All members.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, Raw<'l>)> {
        self.0.iter().map(|(name, value)| (&**name, *value))
    }
}

/// The path of a member.
pub(super) fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// Reads an object's members.
///
/// # Errors
/// Where it is no JSON: what was read before that, and why.
pub(super) fn members(text: &str) -> Result<Members<'_>, (Members<'_>, serde_json::Error)> {
    let mut read = Members::default();
    let mut json = serde_json::Deserializer::from_str(text);
    match json.deserialize_map(Collect(&mut read)).and_then(|()| json.end()) {
        Ok(()) => Ok(read),
        Err(error) => Err((read, error)),
    }
}

/// Reads members into a list, so that those before a fault are kept.
struct Collect<'m, 'l>(&'m mut Members<'l>);

impl<'l> Visitor<'l> for Collect<'_, 'l> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'l>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some((name, value)) = map.next_entry::<Name<'l>, Raw<'l>>()? {
            self.0.0.push((name.0, value));
        }
        Ok(())
    }
}

/// A name, borrowed where it has no escapes.
#[derive(Deserialize)]
struct Name<'l>(#[serde(borrow)] Cow<'l, str>);

fn text(json: &str) -> Result<Cow<'_, str>, serde_json::Error> {
    serde_json::from_str::<Name<'_>>(json).map(|text| text.0)
}

/// What a value is, with an article.
pub(super) fn kind(value: Raw<'_>) -> &'static str {
    match value.get().as_bytes().first() {
        Some(b'{') => "an object",
        Some(b'[') => "a list",
        Some(b'"') => "a string",
        Some(b't' | b'f') => "a boolean",
        Some(b'n') => "null",
        _ => "a number",
    }
}
