//! What one looks at in a step: a screen of the console in lines, or with the commands that tell it.

use super::Walk;
use crate::access::{Question, may};
use crate::account::authorization::{Circumstances, Credentials};
use crate::account::security_status::Reading;
use crate::awscli::split_words;
use crate::cli::output::Trouble;
use crate::cli::simulate::answer_in_words;
use crate::policy::request::{Action, Resource};

/// The screens that lessons lead to, and the commands that tell what is there.
const TOLD_BY: [(&str, &str); 12] = [
    ("users", "aws iam list-users, and of one of them aws iam list-attached-user-policies, list-groups-for-user, list-access-keys"),
    ("groups", "aws iam list-groups, and of one of them aws iam get-group, list-attached-group-policies"),
    ("roles", "aws iam list-roles, and of one of them aws iam get-role, list-attached-role-policies"),
    ("policies", "aws iam list-policies --scope Local, and of one of them aws iam get-policy-version"),
    (
        "resources",
        "aws s3api list-buckets, aws ec2 describe-instances, aws lambda list-functions; user data: aws ec2 describe-instance-attribute",
    ),
    ("account-settings", "aws iam get-account-password-policy"),
    ("security-credentials", "aws iam list-access-keys, aws iam list-mfa-devices"),
    ("credential-report", "aws iam generate-credential-report, aws iam get-credential-report"),
    ("access", "try --as WHO ACTION RESOURCE, which tells the decision and the statement behind it"),
    ("try", "try --as WHO ACTION RESOURCE"),
    ("decisions", "the text of this step; as somebody: try --as WHO ACTION RESOURCE"),
    ("sign-in", "sign-in root PASSWORD, or sign-in user/NAME PASSWORD"),
];
/// So much of the history is told.
const LATEST: usize = 10;

impl Walk<'_, '_> {
    /// Tells what a screen shows. The step counts it as looked at.
    pub(super) fn view(&mut self, screen: &str) -> Result<(), Trouble> {
        match screen {
            "dashboard" => {
                for (number, status) in (1..).zip(self.open.account().security_status(Reading::Classic)) {
                    let word = if status.done { "done" } else { "to do" };
                    self.talk.say(&format!("{number}. {}: {word}. {}", status.task.label(), status.why))?;
                }
            }
            "history" => {
                let latest: Vec<String> = self.open.history().items().rev().take(LATEST).map(|item| item.sentence()).collect();
                self.talk.say(if latest.is_empty() { "Nothing was done yet." } else { "The newest first:" })?;
                latest.iter().try_for_each(|line| self.talk.say(line))?;
            }
            other => {
                let Some((_, commands)) = TOLD_BY.iter().find(|(name, _)| *name == other) else {
                    let known: Vec<&str> = ["dashboard", "history"].into_iter().chain(TOLD_BY.iter().map(|(name, _)| *name)).collect();
                    return self.talk.say(&format!("There is no screen {other}. There are {}.", known.join(", ")));
                };
                self.talk.say(&format!("What is there is told by: {commands}."))?;
            }
        }
        self.line(&format!("view {screen}"))
    }

    /// Tells why a request that was tried is decided as it is, where the account has who made it.
    pub(super) fn explain(&mut self, line: &str) -> Result<(), Trouble> {
        let account = self.open.account();
        let words = split_words(line).unwrap_or_default();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let (who, action, resource) = match words.as_slice() {
            ["try", "--as", who, action] => (*who, *action, "*"),
            ["try", "--as", who, action, resource] => (*who, *action, *resource),
            _ => return Ok(()),
        };
        let circumstances = Circumstances { now: super::now(account), credentials: Credentials::Session };
        let parsed = account.asker_named(who).ok().zip(Action::parse(action).ok().zip(Resource::parse(resource).ok()));
        let Some((asker, (action, resource))) = parsed else { return Ok(()) };
        let question = Question { asker, action, resource, given: Vec::new(), circumstances };
        let Ok(answer) = may(account, &question) else { return Ok(()) };
        let told = answer_in_words(account, &question, &answer);
        self.talk.say_as_is(&told)
    }
}
