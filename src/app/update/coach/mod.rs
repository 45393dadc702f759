//! The coach: what its keys do.

mod following;
mod lessons;
mod together;

use crate::app::action::Action;
use crate::app::binding::COACH;
use crate::app::coach::{Coach, Panel, QuestionBox, Surroundings, sign};
use crate::app::cx::Cx;
use crate::app::effect::Effect;
use crate::app::model::{Asker, Model};
use crate::app::notice::Tone;
use crate::app::overlay::chooser::{Chooser, Entry, Placement};
use crate::app::overlay::dialog::Dialog;
use crate::app::overlay::{Overlay, Then};
use crate::app::route::{Route, ScreenId, Subject};
use crate::app::step::{AccountsRequest, Step};
use crate::store::Revision;
use crate::training::Shelf;
use crate::training::lesson::Lesson;
use crate::training::progress::{LessonRecord, Progress};
use crate::widgets::Key;

/// The lesson behind this one that is not finished.
fn next_lesson<'a>(lesson: &Lesson, shelf: &'a Shelf, progress: &Progress) -> Option<&'a str> {
    let mut behind = shelf.lessons().skip_while(|other| other.id != lesson.id).skip(1);
    let is_finished = |lesson: &Lesson| progress.lesson(lesson).is_some_and(LessonRecord::is_finished);
    behind.find(|other| !is_finished(other)).map(|other| other.id.as_str())
}

impl Model {
    /// The action of the coach that a key has, while a lesson is gone through.
    pub(super) fn coach_binding(&self, key: Key) -> Option<Action> {
        self.coach.as_ref()?;
        COACH.iter().find(|binding| binding.has(key)).map(|binding| binding.action)
    }

    /// Lets the coach do something with what is so on the account.
    fn with_coach<T>(&mut self, with: impl FnOnce(&mut Coach, Surroundings<'_>, &Cx<'_>) -> T) -> Option<T> {
        let mut coach = self.coach.take()?;
        let result = self.cx().map(|cx| with(&mut coach, cx.surroundings(), &cx));
        self.coach = Some(coach);
        result
    }

    fn open_question(&mut self, ask: &str) {
        let boxed = self.cx().and_then(|cx| QuestionBox::new(cx.coach?, ask));
        if let Some(boxed) = boxed {
            self.open_for_step(Box::new(boxed));
        }
    }

    /// Opens what belongs to the step that is shown, in the place of what was opened for a step before.
    fn open_for_step(&mut self, overlay: Box<dyn Overlay>) {
        self.close_of_step();
        self.open(overlay);
        let layer = self.overlays.last().map(|layer| layer.id);
        self.of_step = layer.zip(self.coach.as_ref().map(Coach::at));
    }

    /// Closes what was opened for a step.
    fn close_of_step(&mut self) {
        if let Some((id, _)) = self.of_step.take() {
            self.overlays.retain(|layer| layer.id != id);
        }
    }

    /// Performs an action of the coach, or says why it does nothing now.
    pub(super) fn act_coach(&mut self, action: Action) -> Vec<Effect> {
        let none = || Some("No lesson is gone through. :walkthroughs lists them.".to_owned());
        let reason = self.coach.as_ref().map_or_else(none, |coach| coach.why_not(action));
        if let Some(reason) = reason {
            self.hint(Tone::Info, reason);
            return Vec::new();
        }
        let now = self.now;
        let at = self.coach.as_ref().map_or(0, Coach::at);
        match action {
            Action::Coach => self.open(Box::new(Panel::default())),
            Action::CoachHint => self.open_hint(),
            Action::CoachAnswer => {
                let ask = self.with_coach(|coach, around, _| coach.next_question(around)).flatten();
                if let Some(ask) = ask {
                    self.open_question(&ask);
                }
            }
            Action::CoachNext if self.coach.as_ref().is_some_and(Coach::is_at_end) => {
                let next = self.coach.as_ref().and_then(|coach| next_lesson(coach.lesson(), &self.shelf, &self.progress));
                let page = |id: &str| Route::about(ScreenId::Walkthrough, Subject::Lesson(id.to_owned()));
                return self.go(&next.map_or(Route::to(ScreenId::Walkthroughs), page));
            }
            Action::CoachNext => self.show_step(at + 1),
            Action::CoachPrevious => self.show_step(at.saturating_sub(1)),
            Action::CoachSkip => {
                self.with_coach(|coach, around, _| coach.skip(around, now));
            }
            Action::CoachMoreTime => {
                let told = self.with_coach(|coach, _, _| coach.extend());
                self.hint(Tone::Info, told.unwrap_or_default());
            }
            Action::CoachReset => self.ask_to_reset(),
            Action::CoachSteps => self.open_steps(at),
            Action::CoachLeave => return self.take_steps(vec![Step::Accounts(AccountsRequest::LeaveStudy)], Asker::Shell),
            _ => {}
        }
        Vec::new()
    }

    /// Opens the lesson's steps to choose from, with the selection on this one.
    fn open_steps(&mut self, selected: usize) {
        let Some(coach) = &self.coach else { return };
        let entry = |step| {
            let (sign, _, word) = sign(coach.standing(step));
            Entry {
                section: coach.lesson().title.clone(),
                keys: (step + 1).to_string(),
                label: coach.title(step),
                about: format!("{sign} {word}"),
                why_not: None,
                then: Some(Then::ShowStep(step)),
            }
        };
        let entries = (0..coach.len()).map(entry).collect();
        let chooser = Chooser::new("Steps", Placement::Middle, entries).selecting(&Then::ShowStep(selected));
        self.open(Box::new(chooser));
    }

    /// Shows a step. That it was passed by does not do it, nor leave it out.
    pub(super) fn show_step(&mut self, step: usize) {
        let now = self.now;
        self.with_coach(|coach, around, _| coach.go_to(step, around, now));
    }

    fn ask_to_reset(&mut self) {
        let asks = self.coach.as_ref().is_some_and(|coach| !coach.asks().is_empty());
        let words = match (self.to_undo().len(), asks) {
            (0, true) => "Its answers are forgotten, and its questions asked anew. No change is undone: none was made in it.".to_owned(),
            (0, false) => "Nothing was changed in it: there is no change to undo.".to_owned(),
            (changes, asks) => {
                let what = crate::app::words::count(changes, "change");
                let answers = if asks { ", and its answers are forgotten" } else { "" };
                format!("{what} since the step was begun will be undone{answers}.")
            }
        };
        let dialog = Dialog::new("Reset this step?", "Reset", |_, _| Ok(vec![Step::ResetStep])).line(words);
        self.open(Box::new(dialog));
    }

    /// The changes since the step that is shown was begun that are still in effect, the newest first.
    fn to_undo(&self) -> Vec<Revision> {
        self.coach.as_ref().zip(self.practice.as_ref()).map_or_else(Vec::new, |(coach, practice)| coach.to_undo(&practice.history))
    }

    /// Undoes what was done in the step that is shown.
    pub(super) fn reset_step(&mut self) -> Vec<Effect> {
        let steps: Vec<Step> = self.to_undo().into_iter().map(|revision| Step::Undo(Some(revision))).collect();
        let now = self.practice.as_ref().map_or(0, |practice| practice.history.revision());
        // Each undo is an entry of its own.
        self.with_coach(|coach, around, _| coach.reset_step(now.saturating_add(steps.len() as Revision), around));
        self.take_steps(steps, Asker::Shell)
    }
}
