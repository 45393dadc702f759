//! The coach: what its keys do, and how it follows what happens on the account.

use std::path::Path;

use jiff::Timestamp;

use crate::account::Account;
use crate::app::action::Action;
use crate::app::binding::COACH;
use crate::app::coach::{
    Coach, ExamNews, Panel, QuestionBox, Standing, Stuck, Surroundings, Welcome, another_attempt, key_of, sign, stuck_words,
};
use crate::app::cx::Cx;
use crate::app::effect::Effect;
use crate::app::message::{DidTogether, OfLesson};
use crate::app::model::{Asker, Model, PendingKind};
use crate::app::notice::{Notice, Tone};
use crate::app::overlay::chooser::{Chooser, Entry, Placement};
use crate::app::overlay::dialog::Dialog;
use crate::app::overlay::{Overlay, Then};
use crate::app::route::{Route, ScreenId, Subject};
use crate::app::step::{AccountsRequest, Step};
use crate::store::{Done, Failure, Revision};
use crate::training::lesson::{Language, Lesson};
use crate::training::progress::{HintRung, LessonRecord, Progress};
use crate::training::{CHANGED, LessonTally, Shelf};
use crate::widgets::Key;

/// The lesson behind this one that is not finished.
fn next_lesson<'a>(lesson: &Lesson, shelf: &'a Shelf, progress: &Progress) -> Option<&'a str> {
    let mut behind = shelf.lessons().skip_while(|other| other.id != lesson.id).skip(1);
    let is_finished = |lesson: &Lesson| progress.lesson(lesson).is_some_and(LessonRecord::is_finished);
    behind.find(|other| !is_finished(other)).map(|other| other.id.as_str())
}

/// What the coach would do, before it is agreed to: an answer is not told.
fn in_words(coach: &Coach, line: &str, account: &Account, now: Timestamp) -> String {
    if line.starts_with("answer ") { "The right answer to the question.".into() } else { coach.in_words(line, account, now) }
}

impl Model {
    /// Takes up a lesson on the account that was opened for it.
    pub(in crate::app) fn begin_lesson(&mut self, of: OfLesson) {
        let OfLesson { study, start, anew } = of;
        self.elsewhere.remove(&study.account);
        match study.course() {
            Ok(course) => {
                let kept = self.progress.lesson(&study.lesson).cloned();
                if kept.as_ref().is_some_and(|kept| !kept.begins_as(&study.lesson)) {
                    self.say(Notice::new(Tone::Info, CHANGED));
                }
                self.coach = Some(Coach::new(course, study, start, (kept, anew), self.now));
            }
            Err(why) => self.say(Notice::new(Tone::Bad, format!("The lesson can't be gone through, this is only its account: {why}"))),
        }
    }

    /// The folder of the user's own lessons: that of the command line, or else of the settings.
    pub(super) fn lessons_folder(&self) -> Option<&Path> {
        self.named_folder.as_deref().or(self.settings.lessons.as_deref())
    }

    /// Has the lessons of the user's folder read.
    pub(super) fn shelve(&self) -> Vec<Effect> {
        vec![Effect::Shelve(self.lessons_folder().map(Path::to_owned), self.language())]
    }

    /// The language that lessons are told in.
    fn language(&self) -> Language {
        self.settings.language.unwrap_or(self.language_of_system)
    }

    /// Whether these are the lessons that are meant: of the folder, and told in the language.
    pub(super) fn is_meant(&self, read: &Shelf) -> bool {
        read.folder() == self.lessons_folder() && read.language() == self.language()
    }

    /// Takes the lessons that were read, unless they are no longer meant. A lesson under way goes on in their language.
    pub(super) fn take_shelf(&mut self, read: Shelf) {
        if !self.is_meant(&read) {
            return;
        }
        if let Some(coach) = &mut self.coach
            && let Some(lesson) = read.lesson(&coach.lesson().id)
        {
            coach.tell_as(lesson);
        }
        let before = std::mem::replace(&mut self.shelf, read);
        let new: Vec<String> =
            self.shelf.troubles().filter(|trouble| before.troubles().all(|told| told != *trouble)).map(str::to_owned).collect();
        for trouble in new {
            self.say(Notice::new(Tone::Bad, trouble));
        }
        self.with_screen(|screen, cx| screen.refresh(cx));
    }

    /// Makes the first start's offer, once, where a lesson could be begun.
    pub(super) fn offer(&mut self) {
        if std::mem::take(&mut self.offers) && self.coach.is_none() && self.why_read_only().is_none() {
            self.open(Box::new(Welcome::default()));
        }
        // What is found wrong with an account goes before it.
        if std::mem::take(&mut self.reminds) && self.coach.is_none() && self.notice.is_none() {
            self.remind();
        }
    }

    /// Says which lesson was begun last and is not finished, or else which comes next, and how one goes on.
    fn remind(&mut self) {
        let Some((lesson, is_begun)) = LessonTally::onward(&self.progress, &self.shelf) else { return };
        // The Dashboard has a key for it.
        let spec = self.places.current().map(|place| place.spec).filter(|spec| spec.id == ScreenId::Dashboard);
        let binding = spec.and_then(|spec| spec.bindings.iter().find(|binding| binding.action == Action::Next));
        let key = binding.and_then(|binding| binding.keys.first()).map_or_else(|| ":walkthroughs".to_owned(), ToString::to_string);
        let words = if is_begun {
            let record = self.progress.lesson(lesson);
            let left = record.and_then(|record| record.time_left_in_words(lesson, self.now));
            let left = left.map_or_else(String::new, |left| format!(" {left}"));
            format!("{} was begun and is not finished.{left} {key} goes on with it.", lesson.title)
        } else {
            format!("Next: {}. {key} begins it.", lesson.title)
        };
        self.say(Notice::new(Tone::Info, words));
    }

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

    /// Takes note of what is so now for the lesson; what is to be kept of it is kept.
    pub(super) fn follow_lesson(&mut self) -> Vec<Effect> {
        let looked_at = self.places.current().filter(|_| self.denied.is_none()).and_then(|place| place.spec.names.first().copied());
        let now = self.now;
        let account = self.practice.as_ref().filter(|_| self.coach.is_some() && self.denied.is_none()).map(|practice| &practice.account);
        let decided = account.zip(self.places.current()).map_or_else(Vec::new, |(account, place)| place.screen.decided(account));
        let followed = self.with_coach(|coach, around, _| {
            if let Some(screen) = looked_at {
                coach.view(screen);
            }
            for request in &decided {
                coach.note_decided(request, around);
            }
            coach.follow(around, now);
            (coach.to_keep(), coach.news(now))
        });
        let (kept, news) = followed.unwrap_or_default();
        if let Some(news) = news {
            self.say(Notice::new(if news == ExamNews::Passed { Tone::Good } else { Tone::Warning }, news.words()));
        }
        // A question of another step, or its help, is for nobody.
        if self.of_step.is_some_and(|(_, step)| self.coach.as_ref().is_none_or(|coach| coach.at() != step)) {
            self.close_of_step();
        }
        let Some(learned) = kept else { return Vec::new() };
        self.progress.learn(learned.clone());
        vec![Effect::Learned(Box::new(learned))]
    }

    /// Takes note of requests that were made in a lesson, before what came of them is so: who only reads leaves no other trace.
    pub(super) fn note_requests(&mut self, kind: &PendingKind, result: &Result<Done, Box<Failure>>) {
        let PendingKind::Operations { caller, operations, .. } = kind else { return };
        let refused = match result {
            Ok(_) => None,
            Err(failure) => match failure.as_ref() {
                Failure::Refused(refused) => Some(refused),
                Failure::Store(_) | Failure::NotUndoable(_) => return,
            },
        };
        self.with_coach(|coach, around, _| {
            for (index, operation) in operations.iter().enumerate() {
                // All or none: where one was refused, the others were not done.
                let refusal = refused.filter(|refused| refused.index == index).map(|refused| &refused.refusal);
                if refused.is_none() || refusal.is_some() {
                    coach.attempt_mut().note(around.account, caller, operation, refusal, around.now);
                    if refusal.is_none() {
                        coach.note_told(operation, around);
                    }
                }
            }
            coach.forget();
        });
    }

    /// Takes an answer to a question of the lesson, and asks the next one that was not answered.
    pub(super) fn take_answer(&mut self, ask: &str, words: &[String]) -> Vec<Effect> {
        let now = self.now;
        let taken = self.with_coach(|coach, around, _| {
            let taken = coach.answer(ask, words, around);
            coach.follow(around, now);
            taken
        });
        if let Some(Err(reason)) = taken {
            self.hint(Tone::Warning, reason);
            return Vec::new();
        }
        if let Some(next) = self.coach.as_ref().and_then(Coach::unanswered) {
            self.open_question(&next);
        }
        Vec::new()
    }

    /// Takes down what a quiz came to, where the lesson under way asks for it.
    pub(super) fn take_quiz(&mut self, quiz: &str, right: u32) -> Vec<Effect> {
        let now = self.now;
        self.with_coach(|coach, around, _| {
            coach.quizzed(quiz, right);
            coach.follow(around, now);
        });
        if let Some(why) = self.coach.as_ref().and_then(Coach::why_lost) {
            self.say(Notice::new(Tone::Warning, format!("{why} {}", another_attempt(self.screens))));
        }
        Vec::new()
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

    fn open_hint(&mut self) {
        let together = self.with_coach(|coach, around, cx| {
            let is_together = coach.climb(around, true) == HintRung::Together;
            is_together.then(|| match coach.stuck(around, &|| cx.env()) {
                Some(stuck) => Err((stuck, stuck_words(coach, stuck))),
                None => Ok(coach.next_line(cx.account, &|| cx.env()).unwrap_or_default()),
            })
        });
        let line = match together.flatten() {
            None => return,
            Some(Ok(line)) => line,
            Some(Err((Stuck::Before(step), words))) => {
                self.hint(Tone::Info, words);
                self.open_steps(step);
                return;
            }
            Some(Err((Stuck::Refused, words))) => {
                self.hint(Tone::Info, words);
                return;
            }
            Some(Err((Stuck::FirstAnswers | Stuck::NothingLeft, words))) => {
                self.hint(Tone::Info, words);
                self.ask_to_reset();
                return;
            }
        };
        let told = self.cx().and_then(|cx| Some(in_words(cx.coach?, &line, cx.account, cx.now))).unwrap_or_default();
        let dialog = Dialog::new("Do it with me?", "Do it", move |_, _| Ok(vec![Step::Together(line.clone())]))
            .line("The coach does this for you, and the step counts as done with help:")
            .line(format!("  {told}"));
        self.open_for_step(Box::new(dialog));
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

    /// Has the coach do this line of the step's solution, if it is still the next.
    pub(super) fn do_together(&mut self, line: &str) -> Vec<Effect> {
        if self.cx().and_then(|cx| cx.coach?.next_line(cx.account, &|| cx.env())).as_deref() != Some(line) {
            self.hint(Tone::Info, "That is done already.");
            return Vec::new();
        }
        // What is to be looked at is looked at.
        let spec = line.strip_prefix("view ").and_then(|name| self.screens.iter().find(|spec| spec.names.contains(&name)));
        if let Some(spec) = spec {
            self.with_coach(|coach, _, _| coach.help(coach.at()));
            return self.go(&Route::to(spec.id));
        }
        let together = self.with_coach(|coach, _, cx| coach.together(cx.account, &|| cx.env())).flatten();
        together.map(|together| Effect::Together(Box::new(together))).into_iter().collect()
    }

    /// Takes what came of lines that the coach had run.
    pub(super) fn did_together(&mut self, did: DidTogether) {
        let DidTogether { attempt, ran, kept } = did;
        self.keep(*kept);
        if let Some(coach) = &mut self.coach {
            coach.take_attempt(attempt, ran.is_ok());
        }
        let now = self.now;
        let more = self.with_coach(|coach, around, cx| {
            coach.follow(around, now);
            let is_open = matches!(coach.standing(coach.at()), Standing::Open | Standing::Undone);
            is_open && coach.next_line(cx.account, &|| cx.env()).is_some()
        });
        let next = || format!(" The step goes on: {} does the next part.", key_of(Action::CoachHint));
        let more = if more == Some(true) { next() } else { String::new() };
        match ran {
            Ok(also) => {
                let also = also.map_or_else(String::new, |also| format!(" {also}"));
                self.say(Notice::new(Tone::Good, format!("Done together.{also}{more}")));
            }
            Err(reason) => {
                let stuck = self.with_coach(|coach, around, cx| {
                    coach.note_refusal(around.history.revision());
                    coach.stuck(around, &|| cx.env()).map(|stuck| stuck_words(coach, stuck))
                });
                self.say(Notice::new(Tone::Bad, format!("{reason} {}", stuck.flatten().unwrap_or_default()).trim_end().to_owned()));
            }
        }
        self.with_screen(|screen, cx| screen.refresh(cx));
    }
}
