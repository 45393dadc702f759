//! What is told of a lesson: its steps, how they stand, their questions.

use jiff::Timestamp;

use super::Walk;
use super::hints::FIRST_ANSWERS;
use crate::app::coach::{Coach, Standing, sign};
use crate::cli::output::Trouble;
use crate::cli::plain::asked::Told;
use crate::training::certificate::command;
use crate::training::check::Finding;
use crate::training::lesson::{Ask, shipped};

/// What is said after the reasons why an answer is not right.
pub(super) const AGAIN: &str = "Answer once more when you know better.";

impl Walk<'_, '_> {
    /// Looks at how things are; says it where the step has come to be done, or undone.
    pub(super) fn follow(&mut self) -> Result<(), Trouble> {
        let at = self.coach.at();
        let before = self.coach.standing(at);
        let others: Vec<Standing> = (0..self.coach.len()).map(|step| self.coach.standing(step)).collect();
        let judged = |coach: &Coach, ask: &Ask| coach.record().attempt.answers.get(&ask.id).is_some_and(|given| given.right.is_some());
        let open: Vec<Ask> = self.coach.asks().iter().filter(|ask| !judged(&self.coach, ask)).cloned().collect();
        self.around(|coach, around| coach.follow(around, Timestamp::now()));
        self.tell_predictions(open.iter().filter(|ask| judged(&self.coach, ask)).cloned().collect())?;
        let changed: Vec<usize> =
            (0..self.coach.len()).filter(|step| *step != at && others.get(*step) != Some(&self.coach.standing(*step))).collect();
        for step in &changed {
            let words = match self.coach.standing(*step) {
                Standing::Done | Standing::Assisted => "is done as well",
                Standing::Undone => "is undone: it was done, and is not so any more",
                Standing::Open | Standing::Skipped => continue,
            };
            self.talk.say(&format!("Step {}, {}, {words}.", step + 1, self.coach.title(*step)))?;
        }
        if self.coach.is_at_end() {
            return if changed.is_empty() { Ok(()) } else { self.tell_end() };
        }
        let is = self.coach.standing(at);
        if before == is {
            return Ok(());
        }
        match is {
            Standing::Done | Standing::Assisted => {
                self.talk.say(&format!("Step {} is done.", at + 1))?;
                self.tell_why(at)?;
                self.talk.say("Type next to go on.")
            }
            Standing::Undone => {
                let is_wrong = self.around(|coach, around| {
                    let judged = coach.course().judge(coach.scene(around));
                    coach.asks().iter().any(|ask| judged.is_judged(&ask.id) && !judged.is_right(&ask.id))
                });
                let why =
                    if is_wrong { "the answer to its question was right, and is not now" } else { "it was done, and is not so any more" };
                self.talk.say(&format!("Step {} is undone: {why}.", at + 1))
            }
            Standing::Open | Standing::Skipped => Ok(()),
        }
    }

    /// Why a step works that is done.
    fn tell_why(&mut self, step: usize) -> Result<(), Trouble> {
        let why = self.coach.text(&format!("{}/why", self.coach.id(step)));
        self.talk.tell(&why)
    }

    /// Says of answers that were kept until now whether they are right, now that it is to be seen.
    fn tell_predictions(&mut self, asks: Vec<Ask>) -> Result<(), Trouble> {
        for ask in asks {
            if !self.predicted.remove(&ask.id) {
                continue;
            }
            let (is_right, reasons) =
                self.around(|coach, around| (coach.course().judge(coach.scene(around)).is_right(&ask.id), coach.reasons(&ask, around)));
            let to = if self.coach.asks().len() > 1 { format!(" to the question {}", ask.id) } else { String::new() };
            let words = if is_right { "is right" } else { "is not right" };
            self.talk.say(&format!("Your answer{to} {words}."))?;
            if !is_right {
                reasons.iter().try_for_each(|reason| self.talk.tell(reason))?;
                self.talk.say(AGAIN)?;
            }
        }
        Ok(())
    }

    pub(super) fn tell_steps(&mut self) -> Result<(), Trouble> {
        for step in 0..self.coach.len() {
            let (_, _, word) = sign(self.coach.standing(step));
            let here = if step == self.coach.at() { ", here" } else { "" };
            self.talk.say(&format!("Step {} of {}: {}: {word}{here}.", step + 1, self.coach.len(), self.coach.title(step)))?;
        }
        Ok(())
    }

    pub(super) fn tell_step(&mut self) -> Result<(), Trouble> {
        self.talk.blank()?;
        let (at, all) = (self.coach.at(), self.coach.len());
        if self.coach.is_at_end() {
            return self.tell_end();
        }
        let standing = self.coach.standing(at);
        let (_, _, word) = sign(standing);
        self.talk.say(&format!("Step {} of {all}: {}: {word}.", at + 1, self.coach.title(at)))?;
        match self.coach.minutes_left(Timestamp::now()) {
            Some(0) => self.talk.say("The time is up: what is done now does not count. Type more for more time.")?,
            Some(1) => self.talk.say("One minute is left.")?,
            Some(left) => self.talk.say(&format!("{left} minutes are left."))?,
            None => {}
        }
        let text = self.coach.text(self.coach.id(at));
        self.talk.tell(&text)?;
        self.tell_questions()?;
        if self.coach.asks_quiz() {
            self.talk.say("On lines, the word for these questions is quiz.")?;
        }
        match standing {
            Standing::Open | Standing::Undone => return self.tell_findings(),
            Standing::Skipped => self.tell_findings()?,
            Standing::Done | Standing::Assisted => self.tell_why(at)?,
        }
        self.talk.say("Type next to go on.")
    }

    fn tell_questions(&mut self) -> Result<(), Trouble> {
        let step = self.coach.id(self.coach.at()).to_owned();
        let asks = self.coach.asks().to_vec();
        for ask in &asks {
            let is_right = self.around(|coach, around| coach.course().judge(coach.scene(around)).is_right(&ask.id));
            let name = if asks.len() > 1 { format!(" {}", ask.id) } else { String::new() };
            if let Some(said) = self.coach.last_answer(ask).filter(|_| is_right) {
                self.talk.say(&format!("Question{name}: answered, and right: {said}."))?;
                continue;
            }
            let told = Told::of(&self.coach, ask);
            let text = self.coach.text(&format!("{step}/{}", ask.id));
            self.talk.say(&format!("Question{name}:"))?;
            self.talk.tell(&text)?;
            told.lines().iter().try_for_each(|line| self.talk.say(line))?;
            self.talk.say(&format!("Type answer{name} {}.", told.how))?;
        }
        Ok(())
    }

    pub(super) fn tell_findings(&mut self) -> Result<(), Trouble> {
        if let Some(why) = self.coach.why_lost() {
            return self.talk.say(&format!("{why} Type anew for another attempt."));
        }
        if self.around(|coach, around| coach.needs_reset(around)) {
            return self.talk.say(FIRST_ANSWERS);
        }
        let wanted = |wanted: &str| format!(" Wanted: {wanted}.");
        let told = |finding: &&Finding| {
            format!("Found: {}.{}", self.coach.found(finding), self.coach.wanted(finding).map_or_else(String::new, wanted))
        };
        let mut missing: Vec<String> = self.coach.missing().iter().map(told).collect();
        missing.dedup();
        missing.iter().try_for_each(|line| self.talk.say(line))
    }

    fn tell_end(&mut self) -> Result<(), Trouble> {
        let (title, done, all) = (self.coach.lesson().title.clone(), self.coach.record().done(), self.coach.len());
        self.talk.say(&format!(
            "The end of {title}. {done} of {} done.",
            if all == 1 { "1 step is".to_owned() } else { format!("{all} steps are") }
        ))?;
        for step in 0..all {
            let (_, _, word) = match self.coach.standing(step) {
                Standing::Done | Standing::Assisted => continue,
                open => sign(open),
            };
            let why = self.coach.why_undone(step).map_or_else(String::new, |why| format!(" Found: {why}."));
            self.talk.say(&format!("Step {0}: {1}: {word}.{why} Type step {0} to go there.", step + 1, self.coach.title(step)))?;
        }
        if self.coach.is_failed() {
            let time = if self.coach.is_out_of_time(Timestamp::now()) { "The time is up; type more for more time. " } else { "" };
            return self.talk.say(&format!(
                "It is not passed yet. {time}Type steps for how they stand, back to go to one, or anew for another attempt."
            ));
        }
        if self.coach.is_exam() {
            self.talk.say("You have passed. In a shell, this prints your certificate, with your name for Your Name:")?;
            let learner = self.progress.learner().to_string();
            self.talk.say_as_is(&command(&self.coach.lesson().id, &learner))?;
        }
        let end = self.coach.text("end");
        self.talk.tell(&end)?;
        let mut behind = shipped().flatten().skip_while(|lesson| lesson.id != self.coach.lesson().id).skip(1);
        let next = behind.next().map_or_else(String::new, |next| format!(" There, {} begins the next one, {}.", next.id, next.title));
        self.talk.say(&format!("Type leave to go back to the menu.{next}"))
    }
}
