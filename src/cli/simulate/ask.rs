//! One question about the practice account, answered in words or as JSON.

use std::process::ExitCode;

use jiff::Timestamp;
use serde_json::json;

use super::SimulateArguments;
use super::words::{Paint, answer_in_words};
use crate::access::{Answer, Question, given, may};
use crate::account::Account;
use crate::account::authorization::{Asker, Derived, Origin};
use crate::account::caller::Caller;
use crate::account::display::{escaped_json, visible};
use crate::account::operation::{Effect, Operation, SimulatePrincipalPolicy};
use crate::awscli;
use crate::cli::output::{Trouble, USAGE, complain, print};
use crate::cli::principal::Principal;
use crate::policy::decision::{Decision, Layer, Place, Remedy};
use crate::policy::request::{Action, Resource, Value};
use crate::store::{Access, Home};

/// Not everything that was asked about is allowed, or it is not to be told.
const DENIED: u8 = 1;

/// Why there is no answer.
enum Unanswered {
    /// What is wrong with the question, in a sentence.
    Usage(String),
    /// Whoever wants to know may not, in AWS's words.
    Denied(String),
}

impl From<String> for Unanswered {
    fn from(why: String) -> Self {
        Self::Usage(why)
    }
}

/// Answers a question about the practice account, as somebody wants to know.
///
/// # Errors
/// The account can't be read, or the answer not written.
pub(in crate::cli) fn run(home: &Home, account: &str, principal: &Principal, arguments: &SimulateArguments) -> Result<ExitCode, Trouble> {
    let open = crate::cli::open(home, account, Access::ReadOnly, Effect::Read)?;
    let account = open.account();
    let answers = match answers(account, principal, arguments) {
        Ok(answers) => answers,
        Err(Unanswered::Usage(why)) => {
            complain(&visible(&why));
            return Ok(ExitCode::from(USAGE));
        }
        Err(Unanswered::Denied(message)) => {
            complain(&visible(&message));
            return Ok(ExitCode::from(DENIED));
        }
    };
    let text = if arguments.json { as_json(account, &answers) } else { as_text(account, &answers) };
    print(&text)?;
    let all_allowed = answers.iter().all(|(_, answer)| answer.explanation.decision == Decision::Allowed);
    Ok(if all_allowed { ExitCode::SUCCESS } else { ExitCode::from(DENIED) })
}

/// Each action on each resource.
fn answers(account: &Account, principal: &Principal, arguments: &SimulateArguments) -> Result<Vec<(Question, Answer)>, Unanswered> {
    let (now, who) = (account.time_at(Timestamp::now()), arguments.principal.as_deref().unwrap_or_default());
    let (asker, circumstances) = account.asked_as(who, arguments.mfa, now).map_err(|error| error.to_string())?;
    // --mfa is about the request, and about whoever wants to know.
    let wants_to_know =
        Principal { mfa: principal.mfa || arguments.mfa, ..principal.clone() }.caller(account).map_err(|error| error.to_string())?;
    may_know(account, &wants_to_know, &asker, arguments, now)?;
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

/// Whether a caller may be told what somebody may do: as on AWS, where the policy simulator is asked about users and roles.
fn may_know(account: &Account, caller: &Caller, about: &Asker, arguments: &SimulateArguments, now: Timestamp) -> Result<(), Unanswered> {
    if caller.is_root() {
        return Ok(());
    }
    let policy_source_arn = match about {
        Asker::User(_) => account.asker_arn(about),
        Asker::RoleSession { role, .. } => account.role(*role).map(|role| account.role_arn(role)),
        Asker::Root | Asker::FederatedUser { .. } | Asker::Outsider(_) => None,
    };
    let Some(policy_source_arn) = policy_source_arn else {
        let name = account.asker_name(about);
        return Err(
            format!("iam:SimulatePrincipalPolicy tells of users and roles, not of {name}: leave --as out to ask as the owner.").into()
        );
    };
    let (action_names, resource_arns) = (arguments.actions.clone(), Some(arguments.resources.clone()));
    let simulate = SimulatePrincipalPolicy { policy_source_arn, action_names, resource_arns, ..Default::default() };
    account.authorise(caller, &simulate.into(), now).map_err(|refusal| Unanswered::Denied(refusal.message))
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
            "accountChanges": answer.ways.iter().map(|way| deed(&way.in_words(account), way.operation(account).as_ref())).collect::<Vec<_>>(),
            "inlinePolicies": inline_policies(account, answer),
            "explanation": answer.report(),
        })
    };
    let all: Vec<serde_json::Value> = answers.iter().map(one).collect();
    escaped_json(&format!("{:#}\n", serde_json::Value::Array(all)))
}

/// A change with the operation that makes it, and that as a command.
fn deed(text: &str, operation: Option<&Operation>) -> serde_json::Value {
    json!({
        "text": text,
        "operation": operation.map(|operation| operation.spec().name),
        "command": operation.map(awscli::line),
    })
}

/// The inline policies that each by itself turn the decision.
fn inline_policies(account: &Account, answer: &Answer) -> Vec<serde_json::Value> {
    let revocations = answer.revocations();
    let single = answer.remedies.iter().chain(&revocations).filter(|remedy| remedy.is_single());
    let one = |remedy: &Remedy| {
        let operation = answer.inline_policy(account, remedy.changes.first()?)?;
        Some(deed(&answer.remedy_in_words(remedy), Some(&operation)))
    };
    single.filter_map(one).collect()
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
