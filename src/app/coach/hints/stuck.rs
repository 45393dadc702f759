//! Where the lines of a step's solution bring it on no more: what else does.

use super::together::EnvNow;
use crate::account::display::visible;
use crate::app::action::Action;
use crate::app::coach::keys::key_of;
use crate::app::coach::{Coach, Surroundings};
use crate::store::Revision;
use crate::training::check::Scene;

/// Why nothing of the step's solution brings it on as things are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stuck {
    /// First answers count, and too few of them can still be right: only a reset asks for others.
    FirstAnswers,
    /// This step comes first: it makes what is lacking.
    Before(usize),
    /// What comes next was refused, and would be again.
    Refused,
    /// All of it is done, and the step is not.
    NothingLeft,
}

impl Coach {
    /// Why nothing of the solution brings the step that is shown on; `None` where something does.
    pub fn stuck(&self, around: Surroundings<'_>, env: EnvNow<'_>) -> Option<Stuck> {
        if self.needs_reset(around) {
            return Some(Stuck::FirstAnswers);
        }
        let Some(line) = self.next_line(around.account, env) else { return Some(Stuck::NothingLeft) };
        if let Some(step) = self.made_before(&line, around.account) {
            return Some(Stuck::Before(step));
        }
        (self.refused == Some((self.at(), around.history.revision()))).then_some(Stuck::Refused)
    }

    /// Whether the step that is shown lacks nothing but other first answers than those that were given.
    pub fn needs_reset(&self, around: Surroundings<'_>) -> bool {
        if !self.asks().iter().any(|ask| self.first_was_wrong(&ask.id)) {
            return false;
        }
        let scene = self.scene(around);
        let holds_with = |first_was_right: fn(Option<bool>) -> Option<bool>| {
            let mut learner = scene.learner.clone();
            for ask in self.asks() {
                let given = learner.answers.entry(ask.id.clone()).or_default();
                given.last = self.course().truth(ask, scene);
                given.right = Some(true);
                given.first_was_right = first_was_right(given.first_was_right);
            }
            self.course().judge(Scene { learner: &learner, ..scene }).step(self.at()).is_some_and(|verdict| verdict.holds)
        };
        !holds_with(|first| first.or(Some(true))) && holds_with(|_| Some(true))
    }

    fn first_was_wrong(&self, ask: &str) -> bool {
        self.record.attempt.answers.get(ask).is_some_and(|given| given.first_was_right == Some(false))
    }

    /// Takes note that what comes next was refused as things are.
    pub const fn note_refusal(&mut self, revision: Revision) {
        self.refused = Some((self.at, revision));
    }
}

/// Why nothing of its solution brings a step on, and what does.
pub fn stuck_words(coach: &Coach, stuck: Stuck) -> String {
    let reset = key_of(Action::CoachReset);
    match stuck {
        Stuck::FirstAnswers => format!("First answers count here, and too few were right: {reset} asks anew."),
        Stuck::Before(step) => format!("Step {}, {}, comes first, and is not done.", step + 1, visible(&coach.title(step))),
        Stuck::Refused => format!("What comes next was refused, and would be again: put right what was found, or begin anew with {reset}."),
        Stuck::NothingLeft => {
            format!("All that does this step is done: put right what was found, do what is open before it, or begin it anew with {reset}.")
        }
    }
}
