//! The hints: where it is done, a nudge, what does it, and having it done.

use jiff::Timestamp;
use rand::SeedableRng;
use rand::rngs::StdRng;

use super::{Walk, now};
use crate::account::env::Env;
use crate::app::action::Action;
use crate::app::coach::{Coach, Standing};
use crate::cli::output::Trouble;
use crate::cli::plain::sights;
use crate::training::progress::HintRung;
use crate::training::stage::as_typed;

impl Walk<'_, '_> {
    pub(super) fn hint(&mut self) -> Result<(), Trouble> {
        if let Some(reason) = self.coach.why_not_in_exam(Action::CoachHint) {
            return self.talk.say(reason);
        }
        if self.coach.is_at_end() {
            return self.talk.say("There is nothing left to do.");
        }
        let rung = self.around(Coach::climb);
        self.tell_hint(rung)
    }

    /// The hints again that were told before.
    pub(super) fn hints(&mut self) -> Result<(), Trouble> {
        let reached = self.coach.rung();
        if reached.is_none() {
            return self.talk.say("There were no hints yet: type hint for the first.");
        }
        [HintRung::Where, HintRung::Nudge, HintRung::Keys]
            .into_iter()
            .filter(|rung| Some(*rung) <= reached)
            .try_for_each(|rung| self.tell_hint(rung))
    }

    fn tell_hint(&mut self, rung: HintRung) -> Result<(), Trouble> {
        let step = self.coach.id(self.coach.at()).to_owned();
        match rung {
            HintRung::Where => {
                // Where nothing but answers is missing, and the screen can't be told, the questions are the place.
                let is_asked = self.coach.missing().is_empty() && !self.coach.asks().is_empty();
                let screen = self.coach.screen_name().filter(|screen| !is_asked || sights::is_known(screen));
                let place = screen.map(|screen| match sights::typed_for(screen) {
                    Some(typed) => format!("Where: in place of the screen {screen} one types: {typed}."),
                    None if sights::is_known(screen) => {
                        format!("Where: what the console shows as {screen}. Type view {screen} to have it told.")
                    }
                    None => format!("Where: what the console shows as {screen}. A command that begins with aws does it here."),
                });
                self.talk.say(place.as_deref().unwrap_or("Where: here, in the questions of this step."))
            }
            HintRung::Nudge => {
                let nudge = self.around(|coach, around| coach.course().judge(coach.scene(around)).hint(coach.at()).to_owned());
                let text = self.coach.text(&format!("{step}/{nudge}"));
                if text.is_empty() { self.talk.say("There is no other hint: read the step again.") } else { self.talk.tell(&text) }
            }
            HintRung::Keys => {
                // An answer is not told before it is given up.
                let (answers, lines): (Vec<String>, Vec<String>) =
                    self.lines_to_do().into_iter().partition(|line| line.starts_with("answer "));
                if !lines.is_empty() {
                    self.talk.say("What does it:")?;
                }
                for line in lines {
                    let typed = as_typed(&line, self.open.account());
                    // What is to fail is typed like what is to be done.
                    let refused = typed.strip_prefix("fails ");
                    if refused.is_some() {
                        self.talk.say("This will be refused, and is there to be seen:")?;
                    }
                    self.talk.say_as_is(&format!("  {}", refused.unwrap_or(&typed)))?;
                }
                match answers.len() {
                    0 => Ok(()),
                    1 => self.talk.say("Then the answer to the question of this step: type answer and what you think."),
                    _ => self.talk.say("Then the answers to the questions of this step: type answer and what you think."),
                }
            }
            HintRung::Together => self.together(),
        }
    }

    /// Does the step for the learner, once that is wanted.
    fn together(&mut self) -> Result<(), Trouble> {
        if !self.talk.ask_whether("Shall it be done for you? The step then counts as helped with.")? {
            return Ok(());
        }
        let at = self.coach.at();
        for line in self.coach.solve(at, self.open.account()) {
            let says_as_whom = line.starts_with("as ");
            // What the lines before it have done makes a line needless, or needed.
            if !says_as_whom && !self.lines_to_do().contains(&line) {
                continue;
            }
            let typed = as_typed(&line, self.open.account());
            self.talk.say_as_is(&typed)?;
            // What was refused helped nobody.
            if !self.line(&line, true)? {
                return Ok(());
            }
            if !says_as_whom {
                self.coach.help(at);
            }
            // What a later line takes away is seen now: an answer is judged while what it is about is there.
            self.around(|coach, around| coach.follow(around, Timestamp::now()));
        }
        // What an earlier step should have done, no line of this one does.
        if !matches!(self.coach.standing(at), Standing::Done | Standing::Assisted) {
            self.talk.say("That was all that this step takes, and it is not done yet.")?;
            self.tell_findings()?;
        }
        Ok(())
    }

    /// What of the step's solution is still to be done.
    fn lines_to_do(&self) -> Vec<String> {
        let env = || Env { now: now(self.open.account()), ..Env::at(Timestamp::now(), StdRng::from_rng(&mut rand::rng())) };
        self.coach.lines_to_do(self.open.account(), &env)
    }
}
