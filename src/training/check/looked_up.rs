//! Requests whose decision was looked up, held against what a question asks.

use super::Term;
use super::argument::Argument;
use super::names::found::{asker_of, resource_named};
use super::names::named::DECISIONS;
use super::names::{Entity, Sort, Subject};
use super::typed::Call;
use crate::account::Account;
use crate::account::authorization::Asker;
use crate::policy::pattern::Glob;
use jiff::Timestamp;

/// A request whose decision was looked up, or several.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LookedUp {
    /// Who asks; `None` for anybody.
    pub who: Option<Asker>,
    /// What for, as policies write it.
    pub action: String,
    /// On what: an ARN, a pattern of several, or `*`.
    pub resource: String,
}

impl Term {
    /// Whether it asks how this request is decided.
    pub fn is_about(&self, request: &LookedUp, account: &Account, now: Timestamp) -> bool {
        let mut is_about = false;
        self.0.each_call(&mut |call| {
            is_about |= DECISIONS.contains(&call.predicate.name) && request.is_of(call, account, now);
        });
        is_about
    }
}

impl LookedUp {
    fn is_of(&self, call: &Call, account: &Account, now: Timestamp) -> bool {
        let [who, Argument::Word(action), on, ..] = call.arguments.as_slice() else { return false };
        let fixed = if let Argument::Entity(Subject::Fixed(entity)) = who { Some(entity) } else { None };
        let is_who = || match (fixed.and_then(|who| asker_of(account, who, now)), &self.who) {
            // Whichever session it is: the role's policies decide.
            (Some(Asker::RoleSession { role, .. }), Some(Asker::RoleSession { role: asked, .. })) => role == *asked,
            (Some(who), Some(asked)) => who == *asked,
            _ => true,
        };
        let is_on = || match on {
            Argument::Word(word) => {
                let nobody = Entity::new(Sort::Anonymous, "");
                let on = resource_named(account, word, fixed.unwrap_or(&nobody));
                on == self.resource || on == "*" || Glob::plain(&self.resource).matches(&on)
            }
            _ => true,
        };
        self.action.eq_ignore_ascii_case(action) && is_who() && is_on()
    }
}
