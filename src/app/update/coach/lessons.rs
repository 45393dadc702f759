//! The lessons that there are, the one that is offered, and the one that is taken up.

use std::path::Path;

use crate::app::action::Action;
use crate::app::coach::{Coach, Welcome};
use crate::app::effect::Effect;
use crate::app::message::OfLesson;
use crate::app::model::Model;
use crate::app::notice::{Notice, Tone};
use crate::app::route::ScreenId;
use crate::training::lesson::Language;
use crate::training::{CHANGED, LessonTally, Shelf};

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
    fn lessons_folder(&self) -> Option<&Path> {
        self.named_folder.as_deref().or(self.settings.lessons.as_deref())
    }

    /// Has the lessons of the user's folder read.
    pub(in crate::app::update) fn shelve(&self) -> Vec<Effect> {
        vec![Effect::Shelve(self.lessons_folder().map(Path::to_owned), self.language())]
    }

    /// The language that lessons are told in.
    fn language(&self) -> Language {
        self.settings.language.unwrap_or(self.language_of_system)
    }

    /// Whether these are the lessons that are meant: of the folder, and told in the language.
    pub(in crate::app::update) fn is_meant(&self, read: &Shelf) -> bool {
        read.folder() == self.lessons_folder() && read.language() == self.language()
    }

    /// Takes the lessons that were read, unless they are no longer meant. A lesson under way goes on in their language.
    pub(in crate::app::update) fn take_shelf(&mut self, read: Shelf) {
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
    pub(in crate::app::update) fn offer(&mut self) {
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
}
