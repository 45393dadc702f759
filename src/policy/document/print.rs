//! A document written as text, which read again is the same document: on one line, or as `{:#}` laid out like
//! [`laid_out`](super::laid_out) does it.
//!
//! What reading lets go stays gone: a list of one is written as the one, a number in a condition as its text, and elements
//! stand in the usual order. Statements, patterns, operators and keys keep theirs.

use std::fmt;

use serde_json::{Map, Value};

use super::{Condition, Document, PrincipalKind, Principals, Statement, Text, Version};

impl Document {
    /// The document as JSON.
    pub fn to_json(&self) -> Value {
        let mut members = Map::new();
        if self.version_span.is_some() || self.version != Version::V2008 {
            members.insert("Version".into(), self.version.name().into());
        }
        if let Some(id) = &self.id {
            members.insert("Id".into(), id.value.clone().into());
        }
        members.insert("Statement".into(), self.statements.iter().map(statement).collect());
        Value::Object(members)
    }
}

impl fmt::Display for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let json = self.to_json();
        in_characters_of_policies(&if f.alternate() { format!("{json:#}") } else { json.to_string() }, f)
    }
}

/// IAM takes documents in the characters up to U+00FF; others, which only stand in strings, are written as escapes.
fn in_characters_of_policies(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    use fmt::Write as _;
    for letter in text.chars() {
        if letter <= '\u{ff}' {
            f.write_char(letter)?;
        } else {
            for half in letter.encode_utf16(&mut [0; 2]) {
                write!(f, "\\u{half:04x}")?;
            }
        }
    }
    Ok(())
}

fn statement(statement: &Statement) -> Value {
    let mut members = Map::new();
    if let Some(sid) = &statement.sid {
        members.insert("Sid".into(), sid.value.clone().into());
    }
    members.insert("Effect".into(), statement.effect.name().into());
    if let Some(principals) = &statement.principals {
        let name = if principals.negated { "NotPrincipal" } else { "Principal" };
        members.insert(name.into(), principals_of(principals));
    }
    for (name, patterns) in [("Action", &statement.actions), ("Resource", &statement.resources)] {
        if let Some(patterns) = patterns {
            members.insert(patterns.name(name), one_or_list(&patterns.entries));
        }
    }
    if statement.conditions_span.is_some() || !statement.conditions.is_empty() {
        members.insert("Condition".into(), conditions(&statement.conditions));
    }
    Value::Object(members)
}

fn principals_of(principals: &Principals) -> Value {
    if let [entry] = principals.entries.as_slice()
        && entry.kind == PrincipalKind::Everyone
    {
        return entry.text.value.clone().into();
    }
    let mut kinds: Vec<(PrincipalKind, Vec<&Text>)> = Vec::new();
    for entry in &principals.entries {
        match kinds.iter_mut().find(|(kind, _)| *kind == entry.kind) {
            Some((_, texts)) => texts.push(&entry.text),
            None => kinds.push((entry.kind, vec![&entry.text])),
        }
    }
    kinds.into_iter().map(|(kind, texts)| (kind.name().to_owned(), one_or_list(texts))).collect()
}

fn conditions(conditions: &[Condition]) -> Value {
    let mut operators = Map::new();
    for condition in conditions {
        let keys = operators.entry(condition.operator.to_string()).or_insert_with(|| Value::Object(Map::new()));
        if let Value::Object(keys) = keys {
            keys.insert(condition.key.value.clone(), one_or_list(&condition.values));
        }
    }
    Value::Object(operators)
}

fn one_or_list<'t>(texts: impl IntoIterator<Item = &'t Text>) -> Value {
    let mut values: Vec<Value> = texts.into_iter().map(|text| text.value.clone().into()).collect();
    match values.pop() {
        Some(one) if values.is_empty() => one,
        last => values.into_iter().chain(last).collect(),
    }
}
