//! `try` of what takes more than a resource, or what is not done here at all: the decision of the policies alone.

use std::process::ExitCode;

use serde_json::json;

use super::arguments::TryArguments;
use crate::access::{Answer, Question, may};
use crate::account::Account;
use crate::account::caller::Caller;
use crate::account::display::{escaped_json, visible};
use crate::account::estate::{Actor, operation_of};
use crate::awscli;
use crate::catalog::SERVICE_REFERENCE;
use crate::cli::output::{NEGATIVE, Trouble, USAGE, complain, print, say};
use crate::cli::simulate::{Paint, answer_in_words};
use crate::policy::decision::Decision;
use crate::policy::request::{RequestError, Value};
use crate::store::OpenAccount;
use crate::training::stage::caller_for;

/// Whether AWS has such an action, so that policies decide it.
pub(super) fn is_decided(action: &str) -> bool {
    SERVICE_REFERENCE.action(action).is_some()
}

/// Tells what the policies say.
///
/// # Errors
/// The account can't be changed, or the answer not written.
pub(super) fn tell(
    open: &mut OpenAccount,
    (who, actor): (&str, &Actor),
    (arguments, resource): (&TryArguments, &str),
) -> Result<ExitCode, Trouble> {
    let found = caller_for(open, actor)?;
    let now = open.account().time_at(jiff::Timestamp::now());
    let good = |caller: Caller| open.account().check_credentials(&caller, now).map(|()| caller);
    let caller = match found.and_then(good) {
        Ok(caller) => caller,
        Err(refusal) => {
            complain(&format!("{} ({})", visible(&refusal.message), refusal.code));
            if let Some(remedy) = &refusal.remedy {
                say(&format!("  {}", visible(remedy)));
            }
            return Ok(ExitCode::from(NEGATIVE));
        }
    };
    let account = open.account();
    let (question, answer) = match decided(account, &caller, (arguments, resource)) {
        Ok(decided) => decided,
        Err(why) => {
            complain(&visible(&why.to_string()));
            return Ok(ExitCode::from(USAGE));
        }
    };
    let is_allowed = answer.explanation.decision == Decision::Allowed;
    let absent = question.absent(account);
    let code = match &absent {
        _ if !is_allowed => ExitCode::from(NEGATIVE),
        Some(_) => ExitCode::from(USAGE),
        None => ExitCode::SUCCESS,
    };
    let done_by = done_by(account, who, &caller, arguments).filter(|_| is_allowed && absent.is_none());
    if arguments.json {
        let told = json!({
            "as": who,
            "principal": account.asker_arn(&caller.who),
            "action": question.action.text(),
            "resource": arguments.resource,
            "allowed": is_allowed,
            "done": false,
            "doneBy": done_by,
            "explanation": answer.report(),
        });
        print(&escaped_json(&format!("{told:#}\n")))?;
    } else {
        print(&answer_in_words(account, &question, &answer, Paint::of_this_terminal()))?;
        if let Some(told) = answer.tell().access_denied() {
            say(&format!("iam-console: {}", visible(&told)));
        }
        say(&match (absent, done_by) {
            (Some(absent), _) => format!("Nothing was done: there is no {} {}.", absent.kind, visible(&absent.name)),
            (None, None) if operation_of(&arguments.action).is_some() => "Nothing was done.".to_owned(),
            (None, Some(line)) => format!("Nothing was done: it takes more than the resource. It is done by: {}", visible(&line)),
            (None, None) => {
                format!("Nothing was done: the practice account has no {}. Its policies decide it all the same.", question.action.text())
            }
        });
    }
    open.settle()?;
    Ok(code)
}

fn decided(account: &Account, caller: &Caller, (arguments, resource): (&TryArguments, &str)) -> Result<(Question, Answer), RequestError> {
    let external_id = arguments.external_id.iter().map(|id| ("sts:ExternalId".to_owned(), Value::Single(id.clone())));
    let now = account.time_at(jiff::Timestamp::now());
    let asked = Question::of(account, caller, (&arguments.action, resource), now)?;
    let question = Question { given: external_id.collect(), ..asked };
    let answer = may(account, &question)?;
    Ok((question, answer))
}

/// The line that would do it as the same, without what it takes besides; `None` where no operation is this action.
fn done_by(account: &Account, who: &str, caller: &Caller, arguments: &TryArguments) -> Option<String> {
    let spec = operation_of(&arguments.action)?;
    // An instance and a function are known to `aws` by the key of their session.
    let session = || caller.key.map(|key| key.to_string());
    let who = if account.caller_named(who, false).is_ok() { Some(who.to_owned()) } else { session() };
    let mfa = if caller.mfa { " --mfa" } else { "" };
    Some(format!("iam-console {} --as {}{mfa} …", awscli::command(spec), who?))
}
