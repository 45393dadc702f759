//! What is told of a lesson: its steps, how they stand, their questions.

use jiff::Timestamp;

use super::Walk;
use crate::app::coach::{Standing, sign};
use crate::cli::output::Trouble;
use crate::cli::plain::asked::Told;

impl Walk<'_, '_> {
    /// Looks at how things are; says it where the step has come to be done, or undone.
    pub(super) fn follow(&mut self) -> Result<(), Trouble> {
        let at = self.coach.at();
        let before = self.coach.standing(at);
        self.around(|coach, around| coach.follow(around, Timestamp::now()));
        let is = self.coach.standing(at);
        if before == is || self.coach.is_at_end() {
            return Ok(());
        }
        match is {
            Standing::Done | Standing::Assisted => {
                self.talk.say(&format!("Step {} is done.", at + 1))?;
                let why = self.coach.text(&format!("{}/why", self.coach.id(at)));
                self.talk.tell(&why)?;
                self.talk.say("Type next to go on.")
            }
            Standing::Undone => self.talk.say(&format!("Step {} is undone: it was done, and is not so any more.", at + 1)),
            Standing::Open | Standing::Skipped => Ok(()),
        }
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
            self.talk.say(&format!("The end of {}. {} of {all} steps are done.", self.coach.lesson().title, self.coach.record().done()))?;
            let end = self.coach.text("end");
            self.talk.tell(&end)?;
            return self.talk.say("Type leave to go back to the menu.");
        }
        let standing = self.coach.standing(at);
        let (_, _, word) = sign(standing);
        self.talk.say(&format!("Step {} of {all}: {}: {word}.", at + 1, self.coach.title(at)))?;
        match self.coach.minutes_left(Timestamp::now()) {
            Some(0) => self.talk.say("The time is up: what is done now does not count. Type more for more time.")?,
            Some(left) => self.talk.say(&format!("{left} minutes are left."))?,
            None => {}
        }
        let text = self.coach.text(self.coach.id(at));
        self.talk.tell(&text)?;
        self.tell_questions()?;
        if matches!(standing, Standing::Open | Standing::Undone) { self.tell_findings() } else { self.talk.say("Type next to go on.") }
    }

    fn tell_questions(&mut self) -> Result<(), Trouble> {
        let step = self.coach.id(self.coach.at()).to_owned();
        let asks = self.coach.asks().to_vec();
        for ask in &asks {
            let told = Told::of(&self.coach, ask);
            let text = self.coach.text(&format!("{step}/{}", ask.id));
            self.talk.say("Question:")?;
            self.talk.tell(&text)?;
            for line in told.lines() {
                self.talk.say(&line)?;
            }
            let name = if asks.len() > 1 { format!(" {}", ask.id) } else { String::new() };
            let how = told.how.strip_prefix("answer").unwrap_or(&told.how);
            self.talk.say(&format!("Type answer{name}{how}."))?;
        }
        Ok(())
    }

    fn tell_findings(&mut self) -> Result<(), Trouble> {
        let asks: Vec<String> = self.coach.asks().iter().map(|ask| ask.id.clone()).collect();
        let findings = self.coach.verdict(self.coach.at()).map(|verdict| verdict.findings.clone()).unwrap_or_default();
        let is_asked = asks.iter().any(|ask| !self.coach.record().attempt.answers.contains_key(ask));
        let open = findings.iter().filter(|finding| !finding.holds);
        for finding in open.filter(|finding| finding.place.is_some() || asks.is_empty()).take(3) {
            let wanted = finding.besides(is_asked).map_or_else(String::new, |wanted| format!(" Wanted: {wanted}."));
            self.talk.say(&format!("Found: {}.{wanted}", finding.found))?;
        }
        Ok(())
    }
}
