//! What was looked up of decisions while a step is shown: who has seen one can't predict it any more.

use super::card::found::is_try;
use super::{Coach, Surroundings};
use crate::account::Account;
use crate::account::operation::Operation;
use crate::training::check::LookedUp;
use crate::training::lesson::Ask;

impl Coach {
    /// Takes note that it was told how such requests are decided. While the step still wants something changed, that tells nothing
    /// of how it is then.
    pub fn note_decided(&mut self, request: &LookedUp, around: Surroundings<'_>) {
        let is_as_asked = self.course().only_asks(self.at()) || self.all_missing().iter().all(|finding| is_try(finding));
        if !self.is_at_end() && is_as_asked {
            let asked: Vec<String> = self.predicted_by(request, around).map(|ask| ask.id.clone()).collect();
            self.step().looked_up.extend(asked);
        }
    }

    /// Takes note of the decisions that an operation tells.
    pub fn note_told(&mut self, operation: &Operation, around: Surroundings<'_>) {
        for request in &told_by(operation, around.account) {
            self.note_decided(request, around);
        }
    }

    /// Whether what a question of the step that is shown asks was looked up.
    pub(super) fn was_looked_up(&self, ask: &Ask) -> bool {
        self.record.step(self.id(self.at())).is_some_and(|step| step.looked_up.contains(&ask.id))
    }

    /// Forgets what was seen of what the questions of the step that is shown ask, so that it can be predicted anew.
    pub(super) fn forget_decided(&mut self, around: Surroundings<'_>) {
        let mut requests = std::mem::take(&mut self.record.attempt.requests);
        requests.retain(|made| {
            let request = LookedUp { who: Some(made.by.who.clone()), action: made.action.clone(), resource: made.resource.clone() };
            self.predicted_by(&request, around).next().is_none()
        });
        self.record.attempt.requests = requests;
        self.step().looked_up.clear();
    }

    /// The questions of the step that is shown that are to be predicted and ask how such requests are decided.
    fn predicted_by(&self, request: &LookedUp, around: Surroundings<'_>) -> impl Iterator<Item = &Ask> {
        self.asks().iter().filter(move |ask| ask.predict && self.course().is_about(ask, request, around.account, around.now))
    }
}

/// The requests whose decisions an operation tells.
fn told_by(operation: &Operation, account: &Account) -> Vec<LookedUp> {
    let (who, actions, resources) = match operation {
        Operation::SimulatePrincipalPolicy(simulated) => {
            let who = account.asker_named(&simulated.policy_source_arn).ok();
            (who, &simulated.action_names, &simulated.resource_arns)
        }
        Operation::SimulateCustomPolicy(simulated) => (None, &simulated.action_names, &simulated.resource_arns),
        _ => return Vec::new(),
    };
    // Of any resource, where none is named.
    let resources = resources.clone().unwrap_or_else(|| vec!["*".to_owned()]);
    let of = |action: &String| {
        let (who, action) = (who.clone(), action.clone());
        resources.iter().map(move |resource| LookedUp { who: who.clone(), action: action.clone(), resource: resource.clone() })
    };
    actions.iter().flat_map(of).collect()
}
