//! `try`: a request is made as somebody, and done or refused with the reasons.

mod aimed;
mod arguments;
mod undone;

pub(super) use arguments::TryArguments;

use std::process::ExitCode;

use serde_json::{Value, json};

use super::output::{NEGATIVE, Trouble, USAGE, complain, print, say};
use super::principal::Principal;
use super::simulate::{Paint, answer_in_words};
use crate::access::{self, Answer, Question};
use crate::account::caller::Caller;
use crate::account::display::{escaped_json, visible};
use crate::account::estate::{Actor, action_of};
use crate::account::operation::{AssumeRole, Effect, Operation};
use crate::account::refusal::Refusal;
use crate::account::reply::Reply;
use crate::awscli;
use crate::store::{Access, Home, OpenAccount};
use crate::training::stage::{Tried, operation_tried, try_as};
use aimed::aimed;

/// Makes the request.
///
/// # Errors
/// The account can't be read or changed, or the answer not written.
pub(super) fn run(
    home: &Home,
    account: &str,
    access: Access,
    principal: &Principal,
    arguments: &TryArguments,
) -> Result<ExitCode, Trouble> {
    let mut open = super::open(home, account, access, Effect::Use)?;
    let who = principal.named.as_deref().unwrap_or("root");
    let (actor, resource, operation) = match asked(&open, (who, principal.mfa), arguments) {
        Ok(asked) => asked,
        Err(why) => {
            complain(&visible(&why));
            return Ok(ExitCode::from(USAGE));
        }
    };
    let Some(operation) = operation else { return undone::tell(&mut open, (who, &actor), (arguments, &resource)) };
    let came = try_as(&mut open, &actor, &operation)?;
    let code = ExitCode::from(exit_code(&came));
    if arguments.json {
        print(&as_json(&open, (who, arguments), &operation, &came))?;
    } else {
        tell(&open, &operation, &came)?;
    }
    open.settle()?;
    Ok(code)
}

/// Done, refused, or nothing there of the name.
const fn exit_code(came: &Tried) -> u8 {
    match came {
        Tried::Done(..) => 0,
        Tried::Refused(_, refusal) if refusal.code.is_missing() => USAGE,
        Tried::Refused(..) => NEGATIVE,
    }
}

/// As whom, on what, and which operation; none where the policies alone have something to say.
fn asked(open: &OpenAccount, (who, mfa): (&str, bool), arguments: &TryArguments) -> Result<(Actor, String, Option<Operation>), String> {
    let account = open.account();
    let actor = account.actor_named(who, mfa).map_err(|error| error.to_string())?;
    if arguments.external_id.is_some() && !arguments.action.eq_ignore_ascii_case("sts:AssumeRole") {
        return Err("An external ID goes with sts:AssumeRole alone.".to_owned());
    }
    let resource = aimed(account, &arguments.action, &arguments.resource)?;
    let operation = match operation_tried(account, &arguments.action, &resource) {
        Ok(Operation::AssumeRole(assume)) => AssumeRole { external_id: arguments.external_id.clone(), ..assume }.into(),
        Ok(operation) => operation,
        Err(_) if undone::is_decided(&arguments.action) => return Ok((actor, resource, None)),
        Err(why) => {
            let meant = action_of(&arguments.action).map(|action| format!("What the operation {} asks for is {action}.", arguments.action));
            return Err(meant.unwrap_or(why));
        }
    };
    Ok((actor, resource, Some(operation)))
}

/// Why the policies refused it, where they did.
fn explained(open: &OpenAccount, caller: Option<&Caller>, refusal: &Refusal) -> Option<(Question, Answer)> {
    access::refused(open.account(), caller?, refusal.denied.as_ref()?, open.account().time_at(jiff::Timestamp::now()))
}

/// Whether the policies let it be done, whatever else came in between.
fn is_let(open: &OpenAccount, operation: &Operation, came: &Tried) -> bool {
    let now = open.account().time_at(jiff::Timestamp::now());
    match came {
        Tried::Done(_) => true,
        Tried::Refused(caller, refusal) => {
            caller.as_ref().is_some_and(|caller| access::is_let(open.account(), caller, operation, refusal, now))
        }
    }
}

fn tell(open: &OpenAccount, operation: &Operation, came: &Tried) -> Result<(), Trouble> {
    match came {
        Tried::Done(done) => {
            let reply = &done.1;
            let text = reply.content().map(str::to_owned).or_else(|| printed(reply)).unwrap_or_default();
            if text.is_empty() {
                let called = done.0.in_sentences(open.account());
                say(&format!("iam-console: done. {}", visible(&operation.done_sentence(&called))));
            }
            let shown: Vec<String> = text.lines().map(|line| format!("{}\n", visible(line))).collect();
            print(&shown.concat())
        }
        Tried::Refused(caller, refusal) => {
            if let Some((question, answer)) = explained(open, caller.as_ref(), refusal) {
                print(&answer_in_words(open.account(), &question, &answer, Paint::of_this_terminal()))?;
            }
            let allowed = if is_let(open, operation, came) { "Allowed, but not done. " } else { "" };
            say(&format!("iam-console: {allowed}{}", awscli::error_line(operation, refusal)));
            if let Some(remedy) = &refusal.remedy {
                say(&format!("  {}", visible(remedy)));
            }
            Ok(())
        }
    }
}

fn printed(reply: &Reply) -> Option<String> {
    awscli::Answer::of(reply).print(&awscli::OutputOptions::default()).ok().flatten()
}

fn as_json(open: &OpenAccount, (who, arguments): (&str, &TryArguments), operation: &Operation, came: &Tried) -> String {
    let mut told = json!({
        "as": who,
        "action": operation.action(),
        "resource": arguments.resource,
        "allowed": is_let(open, operation, came),
        "done": matches!(came, Tried::Done(..)),
    });
    match came {
        Tried::Done(done) => {
            let (caller, reply) = done.as_ref();
            told["principal"] = json!(open.account().asker_arn(&caller.who));
            told["reply"] = serde_json::to_value(reply).unwrap_or_default();
            told["content"] = json!(reply.content());
        }
        Tried::Refused(caller, refusal) => {
            told["principal"] = json!(caller.as_ref().and_then(|caller| open.account().asker_arn(&caller.who)));
            told["error"] = json!({ "code": refusal.code.to_string(), "message": refusal.message, "remedy": refusal.remedy });
            let explained = explained(open, caller.as_ref(), refusal);
            told["explanation"] = explained.map_or(Value::Null, |(_, answer)| json!(answer.report()));
        }
    }
    escaped_json(&format!("{told:#}\n"))
}
