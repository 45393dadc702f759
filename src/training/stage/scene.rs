//! What a lesson's checks look at, at one moment.

use jiff::Timestamp;

use crate::account::Account;
use crate::account::caller::Caller;
use crate::store::{History, Revision};
use crate::training::check::Attempt;

/// What a lesson's checks look at, at one moment.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// The account as it is.
    pub account: &'a Account,
    /// The account as the lesson began with it.
    pub start: &'a Account,
    /// What was done to it.
    pub history: &'a History,
    /// The revision that the lesson began with.
    pub since: Revision,
    /// Who is signed in; [`Caller::nobody`] after signing out.
    pub caller: &'a Caller,
    /// The practice account's time.
    pub now: Timestamp,
    /// What the learner did that no account knows of.
    pub learner: &'a Attempt,
}
