//! What policies deny, to whom, and where one goes from there: to why, and to who could allow it.

use jiff::Timestamp;

use crate::access::{self, is_helped};
use crate::account::Account;
use crate::account::authorization::{Asker, Credentials, Derived, Provenance};
use crate::account::refusal::{Denied, Refusal};
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::route::{Question, Route, ScreenId, Subject};
use crate::policy::decision::Decision;
use crate::policy::request::Value;

/// What the credentials tell that a question is asked with.
const MFA: &str = "aws:MultiFactorAuthPresent";

/// What policies deny, and to whom: who is signed in, or as whom something was tried.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Denial {
    /// The request.
    pub denied: Denied,
    /// What AWS says of it.
    pub message: String,
}

impl Denial {
    /// What a refusal says that policies deny; `None` where they are not why.
    pub fn of(refusal: &Refusal) -> Option<Self> {
        let denied = refusal.denied.as_deref()?.clone();
        Some(Self { denied, message: refusal.message.clone() })
    }

    /// The same of several refusals, in their order.
    pub fn of_all<'a>(refusals: impl IntoIterator<Item = &'a Refusal>) -> Vec<Self> {
        refusals.into_iter().filter_map(Self::of).collect()
    }

    /// Where an action leads from each of several denials, as far as it leads somewhere; each request is told of once.
    ///
    /// # Errors
    /// Why it leads nowhere from the first of them, in a sentence.
    pub fn ways_from(denials: Vec<Self>, action: Action, cx: &Cx<'_>) -> Result<Vec<(Self, Route)>, &'static str> {
        let (mut ways, mut error) = (Vec::new(), "Nothing was denied to you just now.");
        for denial in denials.into_iter().rev() {
            match denial.way(action, cx) {
                Ok(route) => {
                    ways.retain(|(other, _)| *other != denial);
                    ways.push((denial, route));
                }
                Err(reason) => error = reason,
            }
        }
        ways.reverse();
        if ways.is_empty() { Err(error) } else { Ok(ways) }
    }

    /// Where an action leads that is about a denial: to why, or to who could allow it.
    ///
    /// # Errors
    /// Why it leads nowhere, in a sentence.
    pub fn way(&self, action: Action, cx: &Cx<'_>) -> Result<Route, &'static str> {
        if action == Action::WhoCould { self.who_could(cx.account) } else { self.why(cx) }
    }

    /// Whether it would be denied again.
    pub fn stands(&self, account: &Account, now: Timestamp) -> bool {
        let question = access::Question::denied(account, &self.denied.caller, &self.denied, now);
        question.and_then(|question| question.decision(account)) != Ok(Decision::Allowed)
    }

    /// What the keys of denials do, in a sentence, as far as they do something; where letters are typed, it is other keys.
    pub fn ways(denials: &[Self], cx: &Cx<'_>, is_typing: bool) -> Option<String> {
        let (why, could) = if is_typing { ("f12", "f11") } else { ("D", "A") };
        let why = denials.iter().any(|denial| denial.why(cx).is_ok()).then(|| format!("{why} says why in full"));
        let could = denials.iter().any(|denial| denial.who_could(cx.account).is_ok()).then(|| format!("{could} who could allow it"));
        let ways: Vec<String> = why.into_iter().chain(could).collect();
        (!ways.is_empty()).then(|| format!("{}.", ways.join(", ")))
    }

    fn why(&self, cx: &Cx<'_>) -> Result<Route, &'static str> {
        let account = cx.account;
        let Denied { caller, action, resource, .. } = &self.denied;
        let who = match &caller.who {
            Asker::Root => "root".to_owned(),
            Asker::Outsider(principal) if principal.has_identity() => return Err("The policies of other accounts are not known here."),
            who => account.asker_arn(who).ok_or("Who was denied that is gone.")?,
        };
        let session = account.session_of(caller);
        // Of several sessions of one name it is the one that asked, which its key names and which tells itself what it is.
        let is_named = matches!(caller.who, Asker::RoleSession { .. } | Asker::FederatedUser { .. });
        if let Some(session) = session.filter(|session| is_named && session.is_open(cx.now)) {
            let credentials = Credentials::AccessKey;
            let keys = self.denied.keys.clone();
            let question = Question { who: session.key.to_string(), action: action.clone(), resource: resource.clone(), credentials, keys };
            return Ok(Route::about(ScreenId::Access, Subject::Question(question)));
        }
        if matches!(caller.who, Asker::FederatedUser { .. }) {
            return Err("The session of the federated user who was denied that is over.");
        }
        // Of a session that is over what it told is among the keys.
        let told = || self.denied.keys.iter().find(|(key, _)| key == MFA).map(|(_, value)| *value == Value::Single("true".into()));
        let credentials = match session.map(|session| session.mfa.is_some()).or_else(told) {
            None => Credentials::AccessKey,
            Some(false) => Credentials::Session,
            Some(true) => Credentials::with(true),
        };
        // With what the operation brought and what the session is: conditions may be about its age, its code's and its tags.
        let asked = access::Question::denied(account, caller, &self.denied, cx.now).and_then(|question| question.request(account));
        let (_, derived) = asked.map_err(|_| "What was denied can't be asked about any more.")?;
        let is_of_session = |derived: &Derived| derived.from == Provenance::Session && session.is_some();
        let keys = derived.into_iter().filter(|derived| derived.from == Provenance::Given || is_of_session(derived));
        let keys = keys.filter(|derived| derived.key != MFA);
        let keys = keys.map(|Derived { key, value, .. }| (key, value)).collect();
        let question = Question { who, action: action.clone(), resource: resource.clone(), credentials, keys };
        Ok(Route::about(ScreenId::Access, Subject::Question(question)))
    }

    fn who_could(&self, account: &Account) -> Result<Route, &'static str> {
        is_helped(account, &self.denied.caller, &self.denied)?;
        Ok(Route::about(ScreenId::WhoCould, Subject::Denial(Box::new(self.clone()))))
    }
}
