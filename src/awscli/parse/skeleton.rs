//! `--generate-cli-skeleton`: an operation's members as JSON to be filled in and given back with `--cli-input-json`.

use serde_json::{Map, Value, json};

use crate::account::operation::OperationSpec;
use crate::account::shape::{Rule, Shape, Structure};

use crate::awscli::answer::json;

/// The members, each with a sample of its type.
pub(super) fn skeleton(spec: &OperationSpec) -> String {
    let members: Map<String, Value> = spec.members.iter().map(|member| (member.name.to_owned(), sample(member.shape))).collect();
    json::pretty(&Value::Object(members))
}

fn sample(shape: &Shape) -> Value {
    match shape.rule {
        Rule::Text { .. } | Rule::Blob { .. } => json!(""),
        Rule::Number { .. } => json!(0),
        Rule::Flag => json!(true),
        Rule::Choice(words) => json!(words.first()),
        Rule::Tags(_) => json!([{"Key": "", "Value": ""}]),
        Rule::Texts(_, of) => json!([sample(of)]),
        Rule::Structures(_, of) => json!([sample_structure(of)]),
        Rule::Structure(of) => sample_structure(of),
        Rule::Map { value, .. } => json!({"KeyName": sample(value)}),
        Rule::Item => json!({"KeyName": {"S": ""}}),
    }
}

fn sample_structure(structure: &Structure) -> Value {
    structure.parts.iter().map(|part| (part.name.to_owned(), sample(part.shape))).collect::<Map<_, _>>().into()
}
