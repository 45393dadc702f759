//! Questions over a whole account as values, so that who asks need not be who answers.

use jiff::Timestamp;

use crate::access::administrators::{GIVING, NO_ADMINISTRATOR, is_last_of, leaves_no_administrator};
use crate::access::change::difference::difference;
use crate::access::change::gains::shift::Shift;
use crate::access::change::telling::told::Told;
use crate::access::helping::{WhoCould, who_could};
use crate::access::progress::{Cancelled, Progress};
use crate::access::what_can::{Row, WhatCan, Whose, what_can};
use crate::access::who_can::{WhoCan, who_can};
use crate::account::Account;
use crate::account::authorization::Circumstances;
use crate::account::caller::Caller;
use crate::account::refusal::Denied;
use crate::policy::actions::ActionSet;
use crate::policy::request::{Action, Resource, Value};

/// A question over an account. The answer is of the account as it was when it was asked, whatever has changed meanwhile.
#[derive(Clone)]
pub struct Inquiry {
    /// The account.
    pub account: Account,
    /// What is asked.
    pub about: About,
}

/// What is asked.
#[derive(Clone)]
pub enum About {
    /// Who can do an action on a resource?
    Who {
        /// The action.
        action: Action,
        /// The resource.
        resource: Resource,
        /// Condition keys that are given; they take the place of what would be derived.
        given: Vec<(String, Value)>,
        /// When, and with which credentials.
        circumstances: Circumstances,
    },
    /// What can somebody do?
    What(Whose),
    /// Who could allow what was denied?
    Could {
        /// To whom it was denied.
        caller: Caller,
        /// What.
        denied: Denied,
        /// When who could is asked about, and with which credentials.
        circumstances: Circumstances,
    },
    /// What does a change give and take that leaves the account like this?
    Change {
        /// The account then.
        after: Account,
        /// The time that policies are asked at.
        now: Timestamp,
    },
    /// Does a change that leaves the account like this leave a user who may give permissions?
    Administrators {
        /// The account then.
        after: Account,
        /// The time that policies are asked at.
        now: Timestamp,
    },
}

/// The answer.
pub enum Found {
    /// Who can.
    Who(WhoCan),
    /// What somebody can, and its rows.
    What(WhatCan, Vec<Row>),
    /// Who could allow what was denied.
    Could(WhoCould),
    /// What a change gives and takes, in sentences, first that it takes it from the last who may give permissions; that nobody gains
    /// or loses anything is one, too. Where nothing else was asked, that alone.
    Change(Told),
}

impl Inquiry {
    /// What a change of the account to another gives and takes.
    pub const fn change(before: Account, after: Account, now: Timestamp) -> Self {
        Self { account: before, about: About::Change { after, now } }
    }

    /// Whether a change of the account to another leaves a user who may give permissions.
    pub const fn administrators(before: Account, after: Account, now: Timestamp) -> Self {
        Self { account: before, about: About::Administrators { after, now } }
    }

    /// What its progress counts.
    pub const fn counts(&self) -> &'static str {
        match self.about {
            About::Who { .. } | About::Could { .. } => "principals",
            About::What(_) => "steps",
            About::Change { .. } | About::Administrators { .. } => "users and roles",
        }
    }

    /// Finds the answer out.
    ///
    /// # Errors
    /// Where nobody wants it any more.
    pub fn answer(&self, progress: &Progress) -> Result<Found, Cancelled> {
        let account = &self.account;
        Ok(match &self.about {
            About::Who { action, resource, given, circumstances } => {
                Found::Who(who_can(account, action, resource, given, *circumstances, progress)?)
            }
            About::What(whose) => {
                let what = what_can(account, whose, progress)?;
                let rows = what.rows();
                Found::What(what, rows)
            }
            About::Could { caller, denied, circumstances } => Found::Could(who_could(account, caller, denied, *circumstances, progress)?),
            About::Change { after, now } => {
                let difference = difference(account, after, progress)?;
                let giving = ActionSet::matching(GIVING);
                let gives = |shift: &Shift| !shift.actions.is_disjoint(&giving);
                let losing = difference.effects.iter().filter(|effect| effect.lost.iter().any(gives));
                let losers = losing.flat_map(|effect| &effect.who).map(|who| who.id);
                let is_last = is_last_of(account, after, losers, (*now, progress))?;
                Found::Change(Told::of(is_last.then_some(NO_ADMINISTRATOR), Some(difference)))
            }
            About::Administrators { after, now } => {
                let is_last = leaves_no_administrator(account, after, *now, progress)?;
                Found::Change(Told::of(is_last.then_some(NO_ADMINISTRATOR), None))
            }
        })
    }
}
