//! One question about the practice account, answered in words or as JSON.

use std::io::{self, BufWriter, ErrorKind, Write};
use std::process::ExitCode;

use jiff::Timestamp;
use serde_json::json;

use super::SimulateArguments;
use super::words::{Paint, answer_in_words};
use crate::access::{Answer, Question, given, may};
use crate::account::Account;
use crate::account::authorization::{Asker, Credentials, Derived, Origin};
use crate::account::caller::Caller;
use crate::account::display::{escaped_json, visible};
use crate::account::operation::{Effect, Operation, SimulatePrincipalPolicy};
use crate::awscli;
use crate::cli::output::{NEGATIVE, Trouble, USAGE, complain};
use crate::cli::principal::Principal;
use crate::policy::decision::{Decision, Layer, Place, Remedy};
use crate::policy::request::{Action, RequestError, Resource, Value};
use crate::store::{Access, Home};

/// Why there is no answer, or no further one.
enum Unanswered {
    /// What is wrong with the question, in a sentence.
    Usage(String),
    /// Whoever wants to know may not, in AWS's words.
    Denied(String),
    /// It can't be written.
    Output(io::Error),
}

impl From<String> for Unanswered {
    fn from(why: String) -> Self {
        Self::Usage(why)
    }
}

impl From<RequestError> for Unanswered {
    fn from(error: RequestError) -> Self {
        Self::Usage(error.to_string())
    }
}

impl From<io::Error> for Unanswered {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

/// Answers a question about the practice account, as somebody wants to know.
///
/// # Errors
/// The account can't be read, or the answer not written.
pub(in crate::cli) fn run(home: &Home, account: &str, principal: &Principal, arguments: &SimulateArguments) -> Result<ExitCode, Trouble> {
    let open = crate::cli::open(home, account, Access::ReadOnly, Effect::Read)?;
    let account = open.account();
    let told = questions(account, principal, arguments).and_then(|questions| {
        let decisions = questions.iter().map(|question| question.decision(account)).collect::<Result<Vec<_>, _>>()?;
        match tell(account, &questions, &decisions, arguments.json) {
            // Nobody reads on. The verdict is on all that was asked about, however far it was read.
            Err(Unanswered::Output(error)) if error.kind() == ErrorKind::BrokenPipe => {}
            told => told?,
        }
        Ok(decisions.iter().all(|decision| *decision == Decision::Allowed))
    });
    Ok(match told {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(NEGATIVE),
        Err(Unanswered::Usage(why)) => {
            complain(&visible(&why));
            ExitCode::from(USAGE)
        }
        Err(Unanswered::Denied(message)) => {
            complain(&visible(&message));
            ExitCode::from(NEGATIVE)
        }
        Err(Unanswered::Output(error)) => return Err(Trouble::Output(error)),
    })
}

/// The answers, and before them in words the decisions of several.
fn tell(account: &Account, questions: &[Question], decisions: &[Decision], is_json: bool) -> Result<(), Unanswered> {
    let mut output = BufWriter::new(io::stdout().lock());
    let answers = questions.iter().map(|question| Ok((question, may(account, question)?)));
    if is_json {
        tell_json(account, answers, &mut output)?;
    } else {
        if questions.len() > 1 {
            tell_decisions(questions, decisions, &mut output)?;
        }
        tell_words(account, answers, &mut output)?;
    }
    Ok(output.flush()?)
}

/// Each action on each resource. They are answered one by one: an answer is long, and there may be thousands.
fn questions(account: &Account, principal: &Principal, arguments: &SimulateArguments) -> Result<Vec<Question>, Unanswered> {
    let (now, who) = (account.time_at(Timestamp::now()), arguments.principal.as_deref().unwrap_or_default());
    let (asker, circumstances) = account.asked_as(who, Credentials::with(arguments.mfa), now).map_err(|error| error.to_string())?;
    // --mfa is about the request, and about whoever wants to know.
    let wants_to_know =
        Principal { mfa: principal.mfa || arguments.mfa, ..principal.clone() }.caller(account).map_err(|error| error.to_string())?;
    may_know(account, &wants_to_know, &asker, arguments, now)?;
    let given = given(arguments.context.iter().map(String::as_str))?;
    let resources = arguments.resources.iter().map(|resource| Resource::parse(resource)).collect::<Result<Vec<_>, _>>()?;
    let mut questions = Vec::new();
    for action in &arguments.actions {
        let action = Action::parse(action)?;
        for resource in &resources {
            let (asker, resource) = (asker.clone(), resource.clone());
            let question = Question { asker, action: action.clone(), resource, given: given.clone(), circumstances };
            questions.push(question.aimed(account)?);
        }
    }
    Ok(questions)
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

/// Of several questions the decisions, all in sight of one another.
fn tell_decisions(questions: &[Question], decisions: &[Decision], output: &mut impl Write) -> Result<(), Unanswered> {
    let widest = Decision::ImplicitDeny.name().len();
    for (question, decision) in questions.iter().zip(decisions) {
        writeln!(output, "{:<widest$}  {}  on  {}", decision.name(), question.action.text(), visible(question.resource.text()))?;
    }
    Ok(writeln!(output)?)
}

/// Each question and its answer, or why there is none.
type Answered<'q> = Result<(&'q Question, Answer), RequestError>;

fn tell_words<'q>(account: &Account, answers: impl Iterator<Item = Answered<'q>>, output: &mut impl Write) -> Result<(), Unanswered> {
    for (at, answered) in answers.enumerate() {
        let (question, answer) = answered?;
        let between = if at == 0 { "" } else { "\n" };
        write!(output, "{between}{}", answer_in_words(account, question, &answer, Paint::of_this_terminal()))?;
    }
    Ok(())
}

/// An array, an object for each question.
fn tell_json<'q>(account: &Account, answers: impl Iterator<Item = Answered<'q>>, output: &mut impl Write) -> Result<(), Unanswered> {
    for (at, answered) in answers.enumerate() {
        let (question, answer) = answered?;
        // Within texts line breaks are escaped.
        let object = format!("{:#}", as_json(account, question, &answer)).replace('\n', "\n  ");
        write!(output, "{}\n  {}", if at == 0 { "[" } else { "," }, escaped_json(&object))?;
    }
    Ok(writeln!(output, "\n]")?)
}

fn as_json(account: &Account, question: &Question, answer: &Answer) -> serde_json::Value {
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
        "sessions": sessions(account, answer),
        "accountChanges": account_changes(account, answer),
        "inlinePolicies": inline_policies(account, answer),
        "policyChanges": policy_changes(account, answer),
        "explanation": answer.report(),
    })
}

/// A change with the operations that make it, and these as commands; where it is one, that by itself as well.
fn deed(text: &str, operations: &[Operation]) -> serde_json::Value {
    let one = <&[Operation; 1]>::try_from(operations).ok().map(|[operation]| operation);
    json!({
        "text": text,
        "operation": one.map(|operation| operation.spec().name),
        "command": one.map(awscli::line),
        "operations": operations_as_json(operations),
    })
}

fn operations_as_json(operations: &[Operation]) -> Vec<serde_json::Value> {
    operations.iter().map(|operation| json!({ "operation": operation.spec().name, "command": awscli::line(operation) })).collect()
}

/// Whether a remedy is all of tags that the account holds: no policy changes.
fn is_of_tags(account: &Account, answer: &Answer, remedy: &Remedy) -> bool {
    remedy.changes.iter().all(|change| answer.tag(account, change).is_some())
}

/// The sessions with other tags that each by itself turn the decision: with what may be done besides, the last operation opens it, as
/// who is told.
fn sessions(account: &Account, answer: &Answer) -> Vec<serde_json::Value> {
    answer.sessions.iter().map(|session| deed(&session.in_words(account), &session.operations())).collect()
}

/// The changes of the account that each by itself turn the decision, and leave all policies as they are: who has which, and tags.
fn account_changes(account: &Account, answer: &Answer) -> Vec<serde_json::Value> {
    let ways = answer.ways.iter().map(|way| deed(&answer.way_in_words(account, way), &way.operations(account).unwrap_or_default()));
    let tags = answer.remedies.iter().filter(|remedy| is_of_tags(account, answer, remedy));
    let tags = tags.filter_map(|remedy| Some(deed(&answer.remedy_in_words(remedy), &answer.operations(account, remedy)?)));
    tags.chain(ways).collect()
}

/// The inline policies that each by itself turn the decision.
fn inline_policies(account: &Account, answer: &Answer) -> Vec<serde_json::Value> {
    let revocations = answer.revocations();
    let single = answer.remedies.iter().chain(&revocations).filter(|remedy| remedy.is_single());
    let one = |remedy: &Remedy| {
        let operation = answer.inline_policy(account, remedy.changes.first()?)?;
        Some(deed(&answer.remedy_in_words(remedy), &[operation]))
    };
    single.filter_map(one).collect()
}

/// The changes of policies that together turn the decision, but for inline policies that do so each by itself.
fn policy_changes(account: &Account, answer: &Answer) -> Vec<serde_json::Value> {
    let revocations = answer.revocations();
    let is_inline = |remedy: &Remedy| {
        remedy.is_single() && remedy.changes.first().is_some_and(|change| answer.inline_policy(account, change).is_some())
    };
    let changed = |remedy: &Remedy| {
        let operations = answer.operations(account, remedy)?;
        Some(json!({ "text": answer.remedy_in_words(remedy), "operations": operations_as_json(&operations) }))
    };
    let others = answer.remedies.iter().chain(&revocations).filter(|remedy| !is_inline(remedy) && !is_of_tags(account, answer, remedy));
    others.filter_map(changed).collect()
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
            "origin": account.origin_in_layer(layer, origin),
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
