//! What is odd about a question, beside its answer: names that the reference does not know, resources that the action does not take.

use super::misfit::Misfit;
use crate::access::{Question, is_pattern};
use crate::account::entity::Session;
use crate::account::words::is_meant;
use crate::account::{Absent, Account};
use crate::catalog::{ConditionKey, KeyType};
use crate::policy::actions::{MEANT, nearest_keys, nearest_names};
use crate::policy::decision::{is_known_key, shown};
use crate::policy::request::{Action, Arn, Resource, Value};

impl Question {
    /// Notes on the question, in sentences. The decision is the same with them.
    pub fn notes(&self, account: &Account) -> Vec<String> {
        let notes = odd(&self.action, &self.resource).into_iter().chain(literal(&self.action, &self.resource));
        let keys = self.given.iter().flat_map(|(key, value)| {
            let absent = absent_value(account, key, value).into_iter().map(move |told| format!("{}: {told}", shown(key)));
            unknown_key(key).into_iter().chain(absent)
        });
        let notes = notes.chain(self.absent(account).map(|absent| in_words(&absent)));
        notes.chain(self.in_session(account)).chain(keys).collect()
    }

    /// What the resource would be, where that would be the account's own and is not there. What is being made need not be.
    pub fn absent(&self, account: &Account) -> Option<Absent> {
        let makes = self.action.makes() && !OF_WHAT_IS_THERE.iter().any(|of| self.action.text().eq_ignore_ascii_case(of));
        if makes { None } else { account.absent(&self.resource) }
    }

    /// In which session it is asked, where that or another of its name has policies of its own.
    fn in_session(&self, account: &Account) -> Option<String> {
        let session = account.session(self.circumstances.session()?)?;
        let has_policies = |session: &&Session| session.policy_count() > 0;
        let mut others = account.open_sessions_of(&session.of, self.circumstances.now).filter(|other| other.key != session.key);
        let others = others.find(has_policies).map(|other| format!("Another session of this name, {}, has session policies.", other.key));
        let own = match session.policy_count() {
            0 if others.is_none() => return None,
            0 => "without session policies".to_owned(),
            1 => "with the session policy that was passed".to_owned(),
            more => format!("with the {more} session policies that were passed"),
        };
        let asked = format!("This is asked in the session {}, {own}.", session.key);
        Some(others.map_or_else(|| asked.clone(), |others| format!("{asked} {others}")))
    }
}

/// Notes on a question about who can do an action on a resource, or on all that a pattern covers, in sentences. The answer is the
/// same with them.
pub fn notes_on_all(action: &Action, resource: &Resource) -> Vec<String> {
    odd(action, resource).into_iter().chain(covered(action, resource)).collect()
}

fn odd(action: &Action, resource: &Resource) -> Option<String> {
    unknown(action).or_else(|| misfit(action, resource))
}

/// What makes something of what is there.
const OF_WHAT_IS_THERE: [&str; 4] =
    ["iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:CreatePolicyVersion", "iam:CreateServiceSpecificCredential"];

/// That what a key of a service names by ARN, such as the policy that is attached, is not there, in sentences.
pub(super) fn absent_value(account: &Account, key: &str, value: &Value) -> Vec<String> {
    let is_arn = ConditionKey::named(key).is_some_and(|key| matches!(key.kind, KeyType::Arn | KeyType::ArrayOfArn));
    let is_global = key.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("aws:"));
    let values = value.texts().iter().filter(|_| is_arn && !is_global).filter_map(|text| Resource::parse(text).ok());
    values.filter_map(|value| account.absent(&value)).map(|absent| in_words(&absent)).collect()
}

/// That something would be the account's own and is not there, in a sentence.
fn in_words(absent: &Absent) -> String {
    let nearest = is_meant(absent.nearest.as_deref().map(shown).as_slice());
    format!("There is no {} with this ARN in this account: {}.{nearest}", absent.kind, shown(&absent.name))
}

/// That the resource is of none of the types that the action takes, where one is named.
pub fn misfit(action: &Action, resource: &Resource) -> Option<String> {
    resource.arn()?;
    Misfit::of(action, resource).map(|misfit| misfit.in_words(action.text()))
}

/// That a wildcard stands for nothing but itself in what is asked about: a request names one resource.
fn literal(action: &Action, resource: &Resource) -> Option<String> {
    let Some(named) = resource.arn() else {
        return is_pattern(action, resource).then(|| {
            "A request names one resource: * names none, and only * in a policy, or a NotResource that leaves it out, matches it."
                .to_owned()
        });
    };
    if !named.contains(['*', '?']) || action.makes() && named.ends_with("/*") {
        return None;
    }
    let name = Arn::parse(named).map_or(named, |arn| arn.resource);
    Some(format!("A request names one resource: this asks about the one called {} to the letter.", shown(name)))
}

/// What wildcards stand for where it is asked who can.
fn covered(action: &Action, resource: &Resource) -> Option<String> {
    is_pattern(action, resource)
        .then(|| "* and ? stand for any characters: all of it is every resource of this account that they cover.".to_owned())
}

/// That there is no such condition key, and what may be meant.
fn unknown_key(key: &str) -> Option<String> {
    if is_known_key(key) {
        return None;
    }
    let near = nearest_keys(key, std::iter::empty(), 1);
    let meant = is_meant(&near);
    Some(format!("The reference knows no condition key {}; policies that ask for it get the value all the same.{meant}", shown(key)))
}

/// That the reference does not know an action, and what may be meant.
fn unknown(action: &Action) -> Option<String> {
    if action.is_known() {
        return None;
    }
    let meant = is_meant(&meant(action));
    Some(format!("The reference knows no action {}; patterns that match it count all the same.{meant}", shown(action.text())))
}

/// The actions that may be meant by one that the reference does not know.
pub fn meant(action: &Action) -> Vec<String> {
    if action.is_known() { Vec::new() } else { nearest_names(action.text(), MEANT) }
}
