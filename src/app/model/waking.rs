//! When the model wants to be woken without a key being pressed.

use jiff::{SignedDuration, Timestamp};

use super::{Asker, Model};
use crate::app::inquiry::{MOMENT, Work};

impl Model {
    /// When the model wants to be woken next, if at all.
    pub fn wake_at(&self) -> Option<Timestamp> {
        let Some(cx) = self.cx() else {
            // Say "opening" only where it takes longer than a tenth of a second.
            return self.opening_since.and_then(|since| since.checked_add(MOMENT).ok()).filter(|at| *at > self.now);
        };
        let shown = match self.overlays.last() {
            Some(layer) => layer.overlay.wake_at(&cx),
            None => self.places.current().and_then(|place| place.screen.wake_at(&cx)),
        };
        let exam = self.coach.as_ref().and_then(|coach| coach.wake_at(self.now));
        shown.into_iter().chain(exam).chain(self.expects_answer_until()).chain(self.session_ends()).chain(self.next_deletion()).min()
    }

    /// Where something was asked just now, when it becomes worth telling that it is worked on. Until then the answer is likely
    /// to come: a frame that waits for it does not flicker.
    pub fn expects_answer_until(&self) -> Option<Timestamp> {
        self.underway.iter().filter_map(|underway| underway.work.told_from()).filter(|at| *at > self.now).min()
    }

    /// How far it is what somebody waits for, once it is worth telling of.
    pub(in crate::app) fn work_of(&self, asker: Asker) -> Option<Work> {
        let underway = self.underway.iter().find(|underway| underway.asker == asker)?;
        underway.work.told_from().is_some_and(|at| at <= self.now).then_some(underway.work)
    }

    /// When the next of what waits to be deleted is gone, in real time.
    fn next_deletion(&self) -> Option<Timestamp> {
        let account = &self.practice.as_ref()?.account;
        account.next_deletion()?.checked_sub(SignedDuration::from_secs(account.clock_ahead())).ok()
    }

    /// When the session that one is in ends, in real time; `None` where that is not foreseen.
    fn session_ends(&self) -> Option<Timestamp> {
        let practice = self.practice.as_ref()?;
        let ends = practice.account.session_of(practice.caller.as_ref()?)?.expires?;
        ends.checked_sub(SignedDuration::from_secs(practice.account.clock_ahead())).ok()
    }
}
