//! How things will be once the lines of a solution are done, as far as can be foreseen: nobody knows codes and secrets before.

use super::together::EnvNow;
use crate::account::Account;
use crate::account::caller::Caller;
use crate::account::operation::Operation;
use crate::account::plan::{PlannedBatch, RefusedAt};
use crate::account::refusal::ErrorCode;
use crate::awscli::{Command, NoFiles, parse_line};
use crate::training::stage::{as_planned, lacks_id};

/// The account as it will be then, and who will be signed in.
pub(super) struct Ahead<'a> {
    account: Account,
    /// Whether with a code, besides.
    signed_in: Option<(Caller, bool)>,
    /// Whether a command is among the lines: what was tried before it was tried of another account.
    pub(super) is_changed: bool,
    env: EnvNow<'a>,
}

impl<'a> Ahead<'a> {
    /// How things are, before any line.
    pub(super) fn of(account: &Account, env: EnvNow<'a>) -> Self {
        let with_code = |caller: &Caller| account.session_of(caller).is_some_and(|session| session.mfa.is_some());
        let signed_in = account.signed_in(env().now).map(|caller| (caller.clone(), with_code(&caller)));
        Self { account: account.clone(), signed_in, is_changed: false, env }
    }

    /// The account.
    pub(super) const fn account(&self) -> &Account {
        &self.account
    }

    /// Goes on by a line.
    pub(super) fn take(&mut self, line: &str) {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words[..] {
            ["sign-out"] => self.signed_in = None,
            ["sign-in", who, ref rest @ ..] => {
                self.signed_in = self.account.caller_named(who, false).ok().map(|caller| (caller, has_code(rest)));
            }
            ["aws", ..] => {
                self.is_changed = true;
                if let Some(Ok(planned)) = self.plan(line) {
                    self.account = planned.after;
                }
            }
            _ => {}
        }
    }

    /// Whether anybody is signed in.
    pub(super) const fn is_somebody_in(&self) -> bool {
        self.signed_in.is_some()
    }

    /// Whether somebody is signed in as a line has it, with a code and a new password where it gives these.
    pub(super) fn is_in(&self, who: &str, rest: &[&str]) -> bool {
        let Some((caller, with_code)) = &self.signed_in else { return false };
        let is_who = self.account.caller_named(who, false).is_ok_and(|wanted| wanted.who == caller.who);
        let profile = who.strip_prefix("user/").and_then(|name| self.account.login_profile_of(self.account.user_named(name)?.id));
        let is_new_due = rest.contains(&"new") && profile.is_some_and(|profile| profile.reset_required);
        is_who && !is_new_due && (*with_code || !has_code(rest))
    }

    /// Whether a command would still do something.
    pub(super) fn is_to_run(&self, line: &str, operation: &str) -> bool {
        let takes_away = TAKING_AWAY.iter().any(|verb| operation.starts_with(verb));
        if takes_away && lacks_id(&self.planned(line)) {
            return false;
        }
        let adds = ADDING.iter().any(|verb| operation.starts_with(verb));
        match self.plan(line) {
            None => true,
            Some(Ok(planned)) => !(adds && planned.changes.iter().all(|change| change.edits.is_empty())),
            Some(Err(refused)) => match refused.refusal.code {
                ErrorCode::EntityAlreadyExists => false,
                // Where as many keys are there as may be, one was made, and a profile has the one role that it holds. Of what there is
                // room for more of another kind, that says nothing: the refusal names what is to go first.
                ErrorCode::LimitExceeded => !matches!(operation, "create-access-key" | "add-role-to-instance-profile"),
                ErrorCode::NoSuchEntity => !takes_away,
                _ => true,
            },
        }
    }

    fn planned(&self, line: &str) -> String {
        as_planned(line, &self.account, (self.env)().now)
    }

    /// What a command would do; nothing where it can't be read as long as something is to be put in.
    fn plan(&self, line: &str) -> Option<Result<PlannedBatch, RefusedAt>> {
        let Ok(Command::Call(invocation)) = parse_line(&self.planned(line), &NoFiles) else { return None };
        let operations: [Operation; 1] = [invocation.operation];
        Some(self.account.plan_all(&Caller::ROOT, &operations, &mut (self.env)()))
    }
}

fn has_code(rest: &[&str]) -> bool {
    rest.iter().any(|word| word.starts_with("$code"))
}

/// How the names of operations begin that take something away: where it is not there, they have nothing to do.
const TAKING_AWAY: [&str; 5] = ["delete-", "detach-", "remove-", "deactivate-", "disassociate-"];

/// How the names of operations begin that add something to what is there, or set it: where it is so already, they change nothing.
const ADDING: [&str; 4] = ["attach-", "add-", "put-", "update-"];
