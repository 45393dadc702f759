//! An answer in words: why, and what would turn it.

use std::borrow::Cow;
use std::iter;

use super::room::Room;
use super::ways::Way;
use super::{Answer, Lacking};
use crate::account::Account;
use crate::account::authorization::Source;
use crate::policy::decision::report::Report;
use crate::policy::decision::{Absence, Change, Decision, Layer, Place, Reason, Remedy, Telling, shown};
use crate::policy::document::Effect;
use crate::policy::request::OutOfReach;

/// What is said where the account's password policy decides.
const LET_BY_PASSWORD_POLICY: &str =
    "Allowed: the account's password policy lets every user change their own password and read the rules for it. A deny wins over that.";

/// The key that tells whether a session was opened with MFA.
pub(super) const MFA_PRESENT: &str = "aws:MultiFactorAuthPresent";

/// Where a policy stands that is asked about by itself.
const OWN: Place = Place { layer: Layer::Identity, policy: 0, statement: 0 };

impl Answer {
    /// The answer, ready to be told.
    pub fn tell(&self) -> Telling<'_> {
        let telling = self.explanation.tell(&self.request, &self.authority.policies);
        let telling = if self.holder_id.is_some() { telling.with_holder(&self.holder) } else { telling };
        let telling = self.caller.as_deref().map_or(telling, |caller| telling.with_caller(caller));
        telling.without_resource(self.absence).with_shared(self.shared.as_deref()).with_any_session(self.is_any_session)
    }

    /// The decision and what decided, in one or two sentences.
    pub fn why(&self) -> String {
        let place = self.explanation.decided_by();
        let origin = place.and_then(|place| self.authority.origins.get(place.layer, place.policy as usize));
        if origin.is_some_and(|origin| origin.source == Source::PasswordPolicy) {
            return LET_BY_PASSWORD_POLICY.to_owned();
        }
        self.tell().decision()
    }

    /// The answer for machines, its remedies in the same order and words as for people.
    pub fn report(&self) -> Report {
        let revocations = self.revocations();
        let mut report = Report { why: self.why(), ..Report::new(self.tell(), &self.remedies, &revocations) };
        let told = report.remedies.iter_mut().zip(&self.remedies).chain(report.revocations.iter_mut().zip(&revocations));
        for (told, remedy) in told {
            told.text = self.remedy_in_words(remedy);
            for (told, change) in told.changes.iter_mut().zip(&remedy.changes) {
                told.text = self.change_in_words(change);
                if let Change::Remove(place) = change
                    && self.detached.contains_key(&(place.layer, place.policy))
                {
                    (told.change, told.part, told.key) = ("detach", None, None);
                }
            }
        }
        report
    }

    /// What is said of a denial, in a sentence, where nothing in the account would allow it.
    pub fn unremedied(&self) -> Option<Cow<'_, str>> {
        if self.explanation.decision == Decision::Allowed || !(self.remedies.is_empty() && self.ways.is_empty() && self.sessions.is_empty())
        {
            return None;
        }
        if let Some(hindered) = &self.hindered {
            return Some(hindered.into());
        }
        Some(Cow::Borrowed(match self.request.out_of_reach {
            Some(limit) => OutOfReach::way_on(limit),
            None if self.is_misfit() => {
                "Nothing is offered: the action does not take such a resource, so no statement would allow it there."
            }
            None if self.shared.is_none() => {
                "Nothing is offered: a resource's policy would have to let in somebody by name, or this account as a whole. Ask about a \
                 user or role who has this."
            }
            None if self.is_absent && self.request.action.is_known() => {
                "Nothing is offered: the resource is not there, and only a policy of its own could let them in. Make it first."
            }
            None if self.request.action.is_known() => "No change of policies or circumstances would allow it.",
            None => "Nothing is offered to allow an action that the reference does not know.",
        }))
    }

    /// Why nothing is told to revoke an allowance, in a sentence, where nothing is.
    pub fn irrevocable(&self) -> Option<&'static str> {
        if self.explanation.decision != Decision::Allowed || !self.revocations().is_empty() {
            return None;
        }
        Some(match self.explanation.reason {
            _ if self.absence == Absence::Overruled => "Nothing revokes it: no policy can take this from the root user.",
            _ if self.request.action.is_known() && !self.all_revocations().is_empty() => {
                "Nothing is offered to revoke it: what would is not this account's to change, or AWS would refuse it."
            }
            _ if !self.all_revocations().is_empty() => "Nothing is offered to deny an action that the reference does not know.",
            Reason::Root => "Nothing revokes it: no policy of this account limits the root user.",
            _ => "Nothing revokes it: no policy can deny it.",
        })
    }

    /// A change, as an advice: what is AWS's own is detached or copied, and not changed; who lacks something for signing in with
    /// MFA needs that first.
    fn change_in_words(&self, change: &Change) -> String {
        let who = self.caller.as_deref().unwrap_or_default();
        match (self.lacks(change), change, &self.fixed_boundary) {
            (Some(Lacking::Credentials), ..) => format!(
                "Give {who} a password or an access key, and an MFA device: without them nobody signs in as {who}, with MFA \
                 ({MFA_PRESENT} = true) or without."
            ),
            (Some(Lacking::Device), ..) => {
                format!("Assign an MFA device to {who}, who has none, and then sign in with it: {MFA_PRESENT} = true.")
            }
            (None, Change::Remove(place), _) => {
                let detached = self.detached.get(&(place.layer, place.policy)).cloned();
                detached.unwrap_or_else(|| self.tell().change(change))
            }
            (None, Change::Add { layer: Layer::Identity, .. }, _) if self.is_policy_by_itself() && self.is_writable(OWN) => {
                let policy = self.authority.policies.identity.first().map(|policy| shown(policy.name())).unwrap_or_default();
                let resource = change.resource(&self.request).map(|(resource, _)| shown(&resource)).unwrap_or_default();
                format!(
                    "Add a statement to policy {policy} that {} {} on {resource}.",
                    if matches!(change, Change::Add { effect: Effect::Deny, .. }) { "denies" } else { "allows" },
                    shown(self.request.action.spelling())
                )
            }
            (None, Change::Add { layer: Layer::Identity, effect, .. }, _) if self.room != Room::Inline => {
                let resource = change.resource(&self.request).map(|(resource, _)| shown(&resource)).unwrap_or_default();
                let does = if *effect == Effect::Deny { "denies" } else { "allows" };
                let does = format!("that {does} {} on {resource}", shown(self.request.action.spelling()));
                let holder = &self.holder;
                match &self.room {
                    Room::Within { name, others, .. } => {
                        let who_else = if others.is_empty() { String::new() } else { format!(" It is so for {others} as well.") };
                        let gone = self.version_goes().map_or_else(String::new, |gone| format!(" {gone}"));
                        format!(
                            "Add a statement to policy {} {does}: {holder} has it, and has room for no other policy.{who_else}{gone}",
                            shown(name)
                        )
                    }
                    Room::Inline | Room::Attached => {
                        format!("Create a policy {does}, and attach it to {holder}, whose inline policies have no room for it.")
                    }
                }
            }
            (None, Change::Add { layer: Layer::Boundary, .. }, Some(boundary)) => {
                let resource = change.resource(&self.request).map(|(resource, _)| shown(&resource)).unwrap_or_default();
                format!(
                    "Set a boundary of the account's own for {}: the text of {}, which is AWS's and can't be changed, and a statement \
                     more that allows {} on {resource}.",
                    self.holder,
                    boundary.name,
                    shown(self.request.action.spelling())
                )
            }
            (None, Change::Add { layer: Layer::Boundary, effect: Effect::Allow, .. }, None) if self.bounds_others() => {
                let policy = self.authority.policies.boundary.first().map(|policy| shown(policy.name())).unwrap_or_default();
                format!("{} Policy {policy} bounds others, too: they come to it as well.", self.tell().change(change))
            }
            (None, Change::RemoveBoundary, Some(boundary)) if !boundary.can_be_own => format!(
                "{} {} is AWS's and can't be changed, and its text is too long for a policy of the account's own.",
                self.tell().change(change),
                boundary.name
            ),
            _ => self.tell().change(change),
        }
    }

    /// Whether the boundary is that of others as well.
    fn bounds_others(&self) -> bool {
        self.shared.as_ref().is_some_and(|shared| shared.contains(&(Layer::Boundary, 0)))
    }

    /// What a remedy comes to, whether that is beyond this account, and what there is to know besides.
    pub fn remedy_in_words(&self, remedy: &Remedy) -> String {
        let besides = self.besides.iter().filter(|(other, _)| other == remedy).map(|(_, said)| said.clone());
        iter::once(self.placed_in_words(remedy)).chain(besides).collect::<Vec<_>>().join(" ")
    }

    /// A change of who has which policy as an advice, and who makes it where the root user may not.
    pub fn way_in_words(&self, account: &Account, way: &Way) -> String {
        let made_by = self.made_by.iter().filter(|(other, _)| other == way).map(|(_, said)| said.clone());
        iter::once(way.in_words(account)).chain(made_by).collect::<Vec<_>>().join(" ")
    }

    /// What a remedy comes to, and whether that is beyond this account.
    fn placed_in_words(&self, remedy: &Remedy) -> String {
        let told = self.tell().remedy_with(remedy, |change| self.change_in_words(change));
        let outside: Vec<&Change> = remedy.changes.iter().filter(|change| self.is_outside(change)).collect();
        let is_of_own = |change: &&Change| self.is_own && matches!(change, Change::Add { layer: Layer::Resource, .. });
        if outside.is_empty() {
            return told;
        }
        let place = match (outside.iter().all(is_of_own), outside.len() == remedy.changes.len()) {
            (true, _) => "though the practice account holds no policy of it",
            (false, true) => "outside this practice account",
            (false, false) => "in part outside this practice account",
        };
        format!("{}, {place}.", told.strip_suffix('.').unwrap_or(&told))
    }
}
