//! What the learner does that leaves no trace in the account: answers, screens looked at, quizzes.

use std::sync::Arc;

use super::{Coach, Surroundings};
use crate::training::check::Attempt;

impl Coach {
    /// Takes an answer to a question of the lesson.
    ///
    /// # Errors
    /// It is no answer to this question, and what one would be.
    pub fn answer(&mut self, ask: &str, words: &[String], around: Surroundings<'_>) -> Result<(), String> {
        let course = Arc::clone(&self.course);
        let Some((_, asked)) = course.lesson().asks().find(|(_, asked)| asked.id == ask) else {
            return Err(format!("The lesson asks nothing called {ask}."));
        };
        let is_first = !self.record.attempt.answers.contains_key(ask);
        let mut given = course.answer(asked, words, self.scene(around))?;
        given.was_seen |= is_first && asked.predict && self.was_looked_up(asked);
        self.record.attempt.answers.insert(ask.to_owned(), given);
        self.forget();
        Ok(())
    }

    /// Takes note that a screen was looked at.
    pub fn view(&mut self, screen: &str) {
        if self.record.attempt.views.insert(screen.to_owned()) {
            self.forget();
        }
    }

    /// Takes down how many questions of a quiz were answered rightly. The best counts, in an exam the first.
    pub fn quizzed(&mut self, quiz: &str, right: u32) {
        let is_exam = self.is_exam();
        let kept = self.record.attempt.quizzes.entry(quiz.to_owned()).or_insert(right);
        if !is_exam {
            *kept = right.max(*kept);
        }
        self.forget();
    }

    /// What the learner did that leaves no trace in the account, to add to it.
    pub const fn attempt_mut(&mut self) -> &mut Attempt {
        &mut self.record.attempt
    }

    /// The first question of the step that is shown that has no right answer yet; where all have, the first.
    pub fn next_question(&self, around: Surroundings<'_>) -> Option<String> {
        let judged = self.course.judge(self.scene(around));
        let asks = self.asks();
        let open = asks.iter().find(|ask| !judged.is_right(&ask.id));
        open.or(asks.first()).map(|ask| ask.id.clone())
    }

    /// The first question of the step that is shown that was not answered.
    pub fn unanswered(&self) -> Option<String> {
        self.asks().iter().find(|ask| !self.record.attempt.answers.contains_key(&ask.id)).map(|ask| ask.id.clone())
    }
}
