//! `--generate-cli-skeleton`: an operation's members as JSON to be filled in and given back with `--cli-input-json`.

use serde_json::{Map, Value, json};

use crate::account::operation::{Member, OperationSpec};
use crate::account::shape::Rule;

use super::json;

/// The members, each with a sample of its type.
pub(super) fn skeleton(spec: &OperationSpec) -> String {
    let members: Map<String, Value> = spec.members.iter().map(|member| (member.name.to_owned(), sample(member))).collect();
    json::pretty(&Value::Object(members))
}

fn sample(member: &Member) -> Value {
    match member.shape.rule {
        Rule::Text { .. } => json!(""),
        Rule::Number { .. } => json!(0),
        Rule::Flag => json!(true),
        Rule::Choice(words) => json!(words.first()),
        Rule::Tags(_) => json!([{"Key": "", "Value": ""}]),
        Rule::TagKeys(_) => json!([""]),
    }
}
