//! Which of the coach's keys do something now, and why the others don't.

use super::{Coach, Standing};
use crate::app::action::Action;
use crate::app::binding::{Binding, COACH};
use crate::app::route::ScreenId;
use crate::app::screen::Screens;

/// The key that an action of the coach has, as it is written.
pub fn key_of(action: Action) -> String {
    key_among(COACH, action)
}

/// The key that an action of a screen has, as it is written.
pub fn key_on(screens: Screens, screen: ScreenId, action: Action) -> String {
    screens.iter().find(|spec| spec.id == screen).map_or_else(String::new, |spec| key_among(spec.bindings, action))
}

fn key_among(bindings: &[Binding], action: Action) -> String {
    let binding = bindings.iter().find(|binding| binding.action == action);
    binding.and_then(|binding| binding.keys.first()).map_or_else(String::new, ToString::to_string)
}

impl Coach {
    /// Why an action of the coach does nothing now; `None` where it does.
    pub fn why_not(&self, action: Action) -> Option<String> {
        if let Some(reason) = self.why_not_in_exam(action) {
            return Some(reason.to_owned());
        }
        let is_done = matches!(self.standing(self.at()), Standing::Done | Standing::Assisted);
        let reason = match action {
            Action::CoachNext if self.is_at_end() => return None,
            // What was done before may be passed by, though it is not so any more.
            // In an exam one goes to and fro between what is to do.
            Action::CoachNext if self.is_exam() => return None,
            Action::CoachNext if self.standing(self.at()) == Standing::Open => {
                return Some(format!("This step is not done yet. {} leaves it out.", key_of(Action::CoachSkip)));
            }
            Action::CoachPrevious if self.at() == 0 => "This is the first step.",
            Action::CoachAnswer if self.asks().is_empty() => "This step asks nothing.",
            Action::CoachHint | Action::CoachSkip | Action::CoachReset if self.is_at_end() => "The lesson is at its end.",
            Action::CoachHint | Action::CoachSkip if is_done => {
                return Some(format!("This step is done. {} goes on.", key_of(Action::CoachNext)));
            }
            _ => return None,
        };
        Some(reason.to_owned())
    }
}
