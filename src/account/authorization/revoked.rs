//! Sessions that are denied for their age alone, as revoking a role's sessions does it: what brings newer credentials.

use jiff::Timestamp;

use super::Asked;
use super::context::in_utc;
use crate::account::Account;
use crate::account::caller::Caller;
use crate::account::entity::{ResourceKind, Session, SessionKind};
use crate::policy::decision::{Decision, decide};
use crate::policy::request::Value;

/// A moment in a sentence.
fn told(time: Timestamp) -> String {
    time.strftime("%Y-%m-%d %H:%M:%S UTC").to_string()
}

/// What brings newer credentials.
fn way_on(session: &Session) -> String {
    let renewed = session.renewal().map(told).unwrap_or_default();
    match session.service() {
        Some(service) if Some(service) == ResourceKind::Instance.role_taker() => format!(
            "The instance has new ones from {renewed} on: move the clock there, or stop and start the instance to have them at once."
        ),
        Some(_) => {
            format!("The function has new ones from {renewed} on: move the clock there, or change its configuration to have them at once.")
        }
        None => match session.kind {
            SessionKind::SignIn => "Sign in again to have new ones.".into(),
            SessionKind::SwitchRole => "Switch to the role again to have new ones.".into(),
            SessionKind::AssumeRole => "Assume the role again to have new ones.".into(),
            SessionKind::SessionToken | SessionKind::FederationToken => "Ask for new credentials to go on.".into(),
        },
    }
}

impl Account {
    /// What to do about a denial that credentials which are issued now would not meet.
    pub(super) fn remedy_of_age(&self, caller: &Caller, asked: &Asked, now: Timestamp) -> Option<String> {
        let session = self.session_of(caller)?;
        let issued_now = ("aws:TokenIssueTime".to_owned(), Value::Single(in_utc(now)));
        let keys = asked.keys.iter().cloned().chain([issued_now]).collect();
        let (request, policies) = self.put(caller, &Asked { keys, ..asked.clone() }, now).ok()?;
        (decide(&request, &policies) == Decision::Allowed).then(|| {
            let issued = told(session.issued);
            format!("The credentials were issued at {issued}, and sessions that old are denied: they were revoked. {}", way_on(session))
        })
    }
}
