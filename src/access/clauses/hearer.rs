//! Who hears what the policies of resources say, and what is known of them.

use crate::account::Account;
use crate::account::authorization::{Asker, context_of, is_of_principal, is_principal_tag};
use crate::policy::compiled::Statement;
use crate::policy::request::{Action, Context, Principal, Request, Resource};

/// Somebody who makes a request.
pub(super) struct Hearer {
    /// A request of theirs for nothing in particular; `None` where they are not there.
    pub request: Option<Request>,
    may_have_session_tags: bool,
}

impl Hearer {
    pub fn of(account: &Account, asker: &Asker) -> Self {
        Self { request: request_of(account, asker), may_have_session_tags: account.may_have_session_tags(asker) }
    }

    /// The places of the conditions that other circumstances may meet or not; `None` where who asks never meets one. What a
    /// condition asks of who asks is known.
    pub fn open_conditions(&self, statement: &Statement, context: &Context) -> Option<Vec<usize>> {
        let mut open = Vec::new();
        for (at, condition) in statement.conditions().iter().enumerate() {
            if !condition.context_keys().all(|key| self.knows(key.name())) {
                open.push(at);
            } else if condition.check(context).is_err() {
                return None;
            }
        }
        Some(open)
    }

    fn knows(&self, key: &str) -> bool {
        is_of_principal(key) && !(self.may_have_session_tags && is_principal_tag(key))
    }
}

fn request_of(account: &Account, asker: &Asker) -> Option<Request> {
    let principal = Principal::parse(&account.asker_arn(asker)?).ok()?;
    let (action, resource) = (Action::parse("sts:GetCallerIdentity").ok()?, Resource::parse("*").ok()?);
    Some(Request::new(principal, action, resource).with_context(context_of(&account.keys_of(asker))))
}
