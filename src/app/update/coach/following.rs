//! How the coach follows what happens on the account, and what was answered.

use crate::app::coach::{Coach, ExamNews, another_attempt};
use crate::app::effect::Effect;
use crate::app::model::{Model, PendingKind};
use crate::app::notice::{Notice, Tone};
use crate::store::{Done, Failure};

impl Model {
    /// Takes note of what is so now for the lesson; what is to be kept of it is kept.
    pub(in crate::app::update) fn follow_lesson(&mut self) -> Vec<Effect> {
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
    pub(in crate::app::update) fn note_requests(&mut self, kind: &PendingKind, result: &Result<Done, Box<Failure>>) {
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
    pub(in crate::app::update) fn take_answer(&mut self, ask: &str, words: &[String]) -> Vec<Effect> {
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
    pub(in crate::app::update) fn take_quiz(&mut self, quiz: &str, right: u32) -> Vec<Effect> {
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
}
