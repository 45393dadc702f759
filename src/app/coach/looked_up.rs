//! What was looked up of decisions while a step is shown: who has seen one can't predict it any more.

use super::Coach;
use crate::account::operation::Operation;
use crate::training::check::Finding;
use crate::training::lesson::Ask;

impl Coach {
    /// Takes note that it was told how requests with this action are decided. While the step still wants something changed, that
    /// tells nothing of how it is then.
    pub fn note_decided(&mut self, action: &str) {
        let is_try = |finding: &&Finding| finding.place.as_ref().is_some_and(|place| place.screen == "try");
        let is_as_asked = self.all_missing().iter().all(is_try);
        if !self.is_at_end() && is_as_asked {
            self.step().looked_up.insert(action.to_ascii_lowercase());
        }
    }

    /// Takes note of the decisions that an operation tells.
    pub fn note_told(&mut self, operation: &Operation) {
        let actions = match operation {
            Operation::SimulatePrincipalPolicy(simulated) => &simulated.action_names,
            Operation::SimulateCustomPolicy(simulated) => &simulated.action_names,
            _ => return,
        };
        for action in actions {
            self.note_decided(action);
        }
    }

    /// Whether what a question of the step that is shown asks was looked up.
    pub(super) fn was_looked_up(&self, ask: &Ask) -> bool {
        self.record.step(self.id(self.at())).is_some_and(|step| step.looked_up.iter().any(|action| is_about(ask, action)))
    }

    /// Forgets what was seen of what the questions of the step that is shown ask, so that it can be predicted anew.
    pub(super) fn forget_decided(&mut self) {
        let asks: Vec<Ask> = self.asks().iter().filter(|ask| ask.predict).cloned().collect();
        let is_seen = |action: &str| asks.iter().any(|ask| is_about(ask, action));
        self.record.attempt.requests.retain(|made| !is_seen(&made.action));
        self.step().looked_up.clear();
    }
}

/// Whether what a question asks is how requests with an action are decided.
fn is_about(ask: &Ask, action: &str) -> bool {
    let is_of_name = |letter: char| letter.is_alphanumeric() || ":*-".contains(letter);
    let mut words = ask.truth.iter().flat_map(|truth| truth.text.split(|letter| !is_of_name(letter)));
    words.any(|word| word.eq_ignore_ascii_case(action))
}
