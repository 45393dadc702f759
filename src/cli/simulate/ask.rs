//! One question about the practice account, answered in words or as JSON.

use std::process::ExitCode;

use jiff::Timestamp;
use serde_json::json;

use super::SimulateArguments;
use super::words::{Paint, answer_in_words};
use crate::access::{Answer, Question, given, may};
use crate::account::Account;
use crate::account::authorization::{Derived, Origin};
use crate::account::display::{escaped_json, visible};
use crate::account::operation::Effect;
use crate::cli::output::{Trouble, USAGE, complain, print};
use crate::policy::decision::{Decision, Layer, Place};
use crate::policy::request::{Action, Resource, Value};
use crate::store::{Access, Home};

/// Not everything that was asked about is allowed.
const DENIED: u8 = 1;

/// Answers a question about the practice account.
///
/// # Errors
/// The account can't be read, or the answer not written.
pub(in crate::cli) fn run(home: &Home, account: &str, arguments: &SimulateArguments) -> Result<ExitCode, Trouble> {
    let open = crate::cli::open(home, account, Access::ReadOnly, Effect::Read)?;
    let account = open.account();
    let answers = match answers(account, arguments) {
        Ok(answers) => answers,
        Err(why) => {
            complain(&visible(&why));
            return Ok(ExitCode::from(USAGE));
        }
    };
    let text = if arguments.json { as_json(account, &answers) } else { as_text(account, &answers) };
    print(&text)?;
    let all_allowed = answers.iter().all(|(_, answer)| answer.explanation.decision == Decision::Allowed);
    Ok(if all_allowed { ExitCode::SUCCESS } else { ExitCode::from(DENIED) })
}

/// Each action on each resource.
fn answers(account: &Account, arguments: &SimulateArguments) -> Result<Vec<(Question, Answer)>, String> {
    let (now, who) = (account.time_at(Timestamp::now()), arguments.principal.as_deref().unwrap_or_default());
    let (asker, circumstances) = account.asked_as(who, arguments.mfa, now).map_err(|error| error.to_string())?;
    let given = given(arguments.context.iter().map(String::as_str))?;
    let mut answers = Vec::new();
    for action in &arguments.actions {
        let action = Action::parse(action).map_err(|error| error.to_string())?;
        for resource in &arguments.resources {
            let resource = Resource::parse(resource).map_err(|error| error.to_string())?;
            let question = Question { asker: asker.clone(), action: action.clone(), resource, given: given.clone(), circumstances };
            let answer = may(account, &question).map_err(|error| error.to_string())?;
            answers.push((question, answer));
        }
    }
    Ok(answers)
}

fn as_text(account: &Account, answers: &[(Question, Answer)]) -> String {
    let texts: Vec<String> =
        answers.iter().map(|(question, answer)| answer_in_words(account, question, answer, Paint::of_this_terminal())).collect();
    // Of several the decisions come first, all in sight of one another.
    let name = |answer: &Answer| answer.explanation.decision.name();
    let widest = answers.iter().map(|(_, answer)| name(answer).len()).max().unwrap_or(0);
    let line = |(question, answer): &(Question, Answer)| {
        format!("{:<widest$}  {}  on  {}\n", name(answer), question.action.text(), visible(question.resource.text()))
    };
    let decisions: String = if answers.len() > 1 { answers.iter().map(line).chain(["\n".to_owned()]).collect() } else { String::new() };
    decisions + &texts.join("\n")
}

/// An array, one object for each request.
fn as_json(account: &Account, answers: &[(Question, Answer)]) -> String {
    let one = |(question, answer): &(Question, Answer)| {
        let unread: Vec<&str> = answer.authority.unread.iter().map(|origin| account.source_name(&origin.source)).collect();
        let context: Vec<serde_json::Value> = answer.derived.iter().map(key_as_json).collect();
        json!({
            "principal": answer.request.principal.text(),
            "action": question.action.text(),
            "resource": question.resource.text(),
            "decision": answer.explanation.decision.name(),
            "context": context,
            "policies": policies(account, answer),
            "unreadPolicies": unread,
            "notes": question.notes(account),
            "accountChanges": answer.ways.iter().map(|way| way.in_words(account)).collect::<Vec<_>>(),
            "explanation": answer.report(),
        })
    };
    let all: Vec<serde_json::Value> = answers.iter().map(one).collect();
    escaped_json(&format!("{:#}\n", serde_json::Value::Array(all)))
}

/// The policies that have a say, as the explanation names them, each with what it is called and through what it holds.
fn policies(account: &Account, answer: &Answer) -> Vec<serde_json::Value> {
    let origins = &answer.authority.origins;
    let layers = [
        (Layer::Resource, origins.resource.iter().collect::<Vec<_>>()),
        (Layer::Identity, origins.identity.iter().collect()),
        (Layer::Boundary, origins.boundary.iter().collect()),
    ];
    let one = |layer: Layer, (origin, policy): (&Origin, u32)| {
        let place = Place { layer, policy, statement: 0 };
        json!({
            "layer": layer.name(),
            "policy": answer.authority.policies.policy_name(place),
            "name": account.source_name(&origin.source),
            "origin": account.origin_in_words(origin),
        })
    };
    layers.into_iter().flat_map(|(layer, origins)| origins.into_iter().zip(0..).map(move |at| one(layer, at))).collect()
}

fn key_as_json(derived: &Derived) -> serde_json::Value {
    let value = match &derived.value {
        Value::Single(value) => json!(value),
        Value::Multi(values) => json!(values),
    };
    json!({ "key": derived.key, "value": value, "from": derived.from.label() })
}
