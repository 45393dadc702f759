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

/// What there is to go by where a step has no words of its own for how it stands.
const NO_NUDGE: &str = "There is no nudge here: what is missing says what to look at. Type hint again for what does it.";

/// What there is to do where the whole solution is done and the step is not.
const NOTHING_LEFT: &str =
    "All that does this step is done. Where an earlier step is open, that comes first; else type reset, and do this one anew.";

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
                if text.is_empty() { self.talk.say(NO_NUDGE) } else { self.talk.tell(&text) }
            }
            HintRung::Keys => self.tell_lines(),
            HintRung::Together => self.together(),
        }
    }

    /// What does the step, line by line. An answer is not told before it is given up; it has its place all the same.
    fn tell_lines(&mut self) -> Result<(), Trouble> {
        let lines = self.lines_to_do();
        if lines.is_empty() {
            return self.talk.say(NOTHING_LEFT);
        }
        if lines.iter().any(|line| !line.starts_with("answer ")) {
            self.talk.say("What does it:")?;
        }
        let several = self.coach.asks().len() > 1;
        for line in lines {
            if let Some(answer) = line.strip_prefix("answer ") {
                let name = answer.split_whitespace().next().filter(|_| several).map_or_else(String::new, |name| format!(" {name}"));
                self.talk.say(&format!("The answer to the question{name} of this step: type answer{name} and what you think."))?;
                continue;
            }
            let typed = as_typed(&line, self.open.account(), now(self.open.account()));
            // What is to fail is typed like what is to be done.
            let refused = typed.strip_prefix("fails ");
            if refused.is_some() {
                self.talk.say("This will be refused, and is there to be seen:")?;
            }
            self.talk.say_as_is(&format!("  {}", refused.unwrap_or(&typed)))?;
        }
        Ok(())
    }

    /// Does the step for the learner, once that is wanted.
    fn together(&mut self) -> Result<(), Trouble> {
        if !self.talk.ask_whether("Shall it be done for you? The step then counts as helped with.")? {
            return Ok(());
        }
        let at = self.coach.at();
        let has_lines = !self.lines_to_do().is_empty();
        for line in self.coach.solve(at, self.open.account()) {
            let says_as_whom = line.starts_with("as ");
            // What the lines before it have done makes a line needless, or needed.
            if !says_as_whom && !self.lines_to_do().contains(&line) {
                continue;
            }
            let typed = as_typed(&line, self.open.account(), now(self.open.account()));
            self.talk.say_as_is(&typed)?;
            // What was refused helped nobody.
            if !self.line(&line, true)? {
                return self.tell_what_is_missing();
            }
            if !says_as_whom {
                self.coach.help(at);
            }
            // What a later line takes away is seen now: an answer is judged while what it is about is there.
            self.around(|coach, around| coach.follow(around, Timestamp::now()));
        }
        // What an earlier step should have done, no line of this one does.
        if !matches!(self.coach.standing(at), Standing::Done | Standing::Assisted) {
            self.talk.say(if has_lines { "That was all that this step takes, and it is not done yet." } else { NOTHING_LEFT })?;
            self.tell_what_is_missing()?;
        }
        Ok(())
    }

    /// What the step lacks, and which steps before it are open, which may be why.
    fn tell_what_is_missing(&mut self) -> Result<(), Trouble> {
        self.tell_findings()?;
        let is_open = |step: &usize| !matches!(self.coach.standing(*step), Standing::Done | Standing::Assisted);
        let open: Vec<String> = (0..self.coach.at()).filter(is_open).map(|step| (step + 1).to_string()).collect();
        match open.split_last() {
            None => Ok(()),
            Some((one, [])) => self.talk.say(&format!("Step {one} comes before it, and is not done: type step {one} to go there.")),
            Some((last, others)) => {
                let words = format!("Steps {} and {last} come before it, and are not done: type step and a number.", others.join(", "));
                self.talk.say(&words)
            }
        }
    }

    /// What of the step's solution is still to be done.
    fn lines_to_do(&self) -> Vec<String> {
        let env = || Env { now: now(self.open.account()), ..Env::at(Timestamp::now(), StdRng::from_rng(&mut rand::rng())) };
        self.coach.lines_to_do(self.open.account(), &env)
    }
}
