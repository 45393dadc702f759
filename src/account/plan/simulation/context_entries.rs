//! The condition keys that are given with a simulation, each with the type of its values.

use super::policies::invalid;
use crate::account::operation::ContextEntry;
use crate::account::refusal::Refusal;
use crate::policy::condition::{Decimal, Instant, Network};
use crate::policy::request::{Context, Value};

/// How much of a value is shown that is none.
const SHOWN: usize = 60;

/// The condition keys that are given. A type that says so makes a list; where no type is given, several values are one.
pub(super) fn context(entries: &[ContextEntry]) -> Result<Context, Refusal> {
    let wrong = |what: &str| invalid("ContextEntries", what);
    let mut keys = Vec::with_capacity(entries.len());
    for ContextEntry { context_key_name, context_key_values, context_key_type } in entries {
        let name = context_key_name.clone().ok_or_else(|| wrong("A context entry needs a ContextKeyName."))?;
        let values = context_key_values.clone().unwrap_or_default();
        let kind = context_key_type.as_deref();
        if let Some(kind) = kind {
            check(kind, &values).map_err(|what| wrong(&format!("The context key {name} {what}.")))?;
        }
        let is_list = kind.is_some_and(|kind| kind.ends_with("List"));
        let value = match <[String; 1]>::try_from(values) {
            Ok([value]) if !is_list => Value::Single(value),
            Ok(one) => Value::Multi(one.into()),
            Err(values) => Value::Multi(values),
        };
        keys.push((name, value));
    }
    Context::of(keys).map_err(|key| wrong(&format!("The context key {key} is given twice.")))
}

/// Checks values against their type (`ContextKeyTypeEnum`): one value for what is no list, and each of the kind.
fn check(kind: &str, values: &[String]) -> Result<(), String> {
    let (one, is_list) = kind.strip_suffix("List").map_or((kind, false), |one| (one, true));
    if !is_list && values.len() > 1 {
        return Err(format!("is of type {kind} and has {} values: several are of type {kind}List", values.len()));
    }
    let fits = |value: &&String| match one {
        "numeric" => Decimal::read(value).is_some(),
        "boolean" => matches!(value.as_str(), "true" | "false"),
        "ip" => Network::read(value).is_some(),
        "date" => Instant::read(value).is_some(),
        // What is text, and what is the text of bytes, is for the condition to compare.
        _ => true,
    };
    let Some(value) = values.iter().find(|value| !fits(value)) else { return Ok(()) };
    let shown: String = value.chars().take(SHOWN).collect();
    Err(format!("is of type {kind}, and {shown:?} is no such value"))
}
