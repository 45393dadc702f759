//! Lines of the AWS CLI, done and answered.

use crate::account::caller::Caller;
use crate::account::mfa::spaced;
use crate::account::operation::Operation;
use crate::account::refusal::Refusal;
use crate::account::reply::Reply;
use crate::awscli::{self, Command, parse_line};
use crate::cli::files::LocalFiles;
use crate::cli::output::Trouble;
use crate::store::{Failure, OpenAccount, StoreError};

use crate::cli::talk::Talk;

/// An operation that was asked for, and why it was refused, if it was.
pub(super) type Asked = (Operation, Option<Refusal>);

/// Does what a line says, and says what is answered; what was asked for, so that it can be noted.
///
/// # Errors
/// The store's, or the output can't be written.
pub(super) fn line_of_aws(open: &mut OpenAccount, caller: &Caller, line: &str, talk: &mut Talk<'_>) -> Result<Vec<Asked>, Trouble> {
    let invocation = match parse_line(line, &LocalFiles { pipes: false }) {
        Ok(Command::Call(invocation)) => *invocation,
        Ok(Command::Print(text)) => return talk.say_as_is(&text).map(|()| Vec::new()),
        Err(usage) => return talk.say_lines(&usage.to_string()).map(|()| Vec::new()),
    };
    let caller = &invocation.caller(caller).clone().at_console(std::slice::from_ref(&invocation.operation));
    let mut asked = Vec::new();
    let answer = invocation.run(|operation| match open.submit(caller, std::slice::from_ref(operation)) {
        Ok(done) => {
            asked.push((operation.clone(), None));
            Ok(done.replies.into_iter().next().unwrap_or(Reply::Nothing {}))
        }
        Err(Failure::Refused(refused)) => {
            asked.push((operation.clone(), Some(refused.refusal.clone())));
            Err(Failure::Refused(refused))
        }
        Err(failure) => Err(failure),
    });
    match answer {
        Ok(answer) => {
            match answer.print(&invocation.output) {
                Ok(Some(text)) => talk.say_as_is(&text)?,
                Ok(None) => talk.say("Done.")?,
                Err(usage) => talk.say_lines(&usage.to_string())?,
            }
            if invocation.outfile.is_some()
                && let Some(content) = &answer.content
            {
                talk.say("No file is written here. It would hold:")?;
                talk.say_as_is(content)?;
            }
            // The file that the AWS CLI would write is not written here: the key is read and typed instead.
            if let Operation::CreateVirtualMFADevice(made) = &invocation.operation
                && let Some(seed) = open.account().mfa_seed_of(&made.virtual_mfa_device_name)
            {
                talk.say("No file is written here, so there is no QR code to scan.")?;
                talk.say(&format!("The device's secret key, to be typed into an authenticator app: {}", spaced(&seed.seed)))?;
            }
        }
        Err(Failure::Refused(refused)) => {
            talk.say_lines(&awscli::error_line(&invocation.operation, &refused.refusal))?;
            if let Some(remedy) = &refused.refusal.remedy {
                talk.say(remedy)?;
            }
        }
        Err(failure) => tell(failure, talk)?,
    }
    Ok(asked)
}

/// Says what came between.
///
/// # Errors
/// The store can't go on; or the output can't be written.
pub(super) fn tell(failure: Failure, talk: &mut Talk<'_>) -> Result<(), Trouble> {
    match failure {
        Failure::Store(error @ (StoreError::ReadOnly { .. } | StoreError::ReadOnlyHome)) => talk.say(&error.to_string()),
        Failure::Store(error) => Err(error.into()),
        other => talk.say(&other.to_string()),
    }
}
