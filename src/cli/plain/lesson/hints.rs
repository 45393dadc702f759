//! The hints: where it is done, a nudge, what does it, and having it done.

use std::collections::BTreeSet;

use jiff::Timestamp;
use rand::SeedableRng;
use rand::rngs::StdRng;

use super::{Walk, now};
use crate::account::env::Env;
use crate::app::action::Action;
use crate::app::coach::{NO_NUDGE, Standing, Stuck};
use crate::cli::output::Trouble;
use crate::cli::plain::sights;
use crate::training::progress::HintRung;
use crate::training::stage::{as_typed, made_before};

/// What is said where first answers count, and too few of them can still be right.
pub(super) const FIRST_ANSWERS: &str = "First answers count here, and too few were right: type reset, and the questions are asked anew.";

/// Where codes are found.
const CODES: &str = "The word codes tells the codes of every device.";

impl Walk<'_, '_> {
    pub(super) fn hint(&mut self) -> Result<(), Trouble> {
        if let Some(reason) = self.coach.why_not_in_exam(Action::CoachHint) {
            return self.talk.say(reason);
        }
        if self.coach.is_at_end() {
            return self.talk.say("There is nothing left to do.");
        }
        // As in the console: what is done needs no hint, and none is counted.
        if matches!(self.coach.standing(self.coach.at()), Standing::Done | Standing::Assisted) {
            return self.talk.say("The step is done. Type next to go on.");
        }
        let rung = self.around(|coach, around| coach.climb(around, false));
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
                        format!("Where: on the console's screen {screen}. Type view {screen} to have it told.")
                    }
                    None => format!("Where: on the console's screen {screen}; here a command that begins with aws does it."),
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
        if let Some(stuck) = self.stuck() {
            return self.tell_stuck(stuck);
        }
        let lines = self.coach.lines_to_type(self.open.account(), &self.caller(), &self.env());
        if lines.iter().any(|line| !line.starts_with("answer ")) {
            self.talk.say("What does it:")?;
        }
        let several = self.coach.asks().len() > 1;
        let all: Vec<String> = lines.iter().map(|line| as_typed(line, self.open.account(), now(self.open.account()))).collect();
        for (line, typed) in lines.iter().zip(&all) {
            if let Some(answer) = line.strip_prefix("answer ") {
                let name = answer.split_whitespace().next().filter(|_| several).map_or_else(String::new, |name| format!(" {name}"));
                self.talk.say(&format!("The answer to the question{name} of this step: type answer{name} and what you think."))?;
                continue;
            }
            // What is to fail is typed like what is to be done.
            let refused = typed.strip_prefix("fails ");
            if refused.is_some() {
                self.talk.say("This will be refused, and is there to be seen:")?;
            }
            self.talk.say_as_is(&format!("  {}", refused.unwrap_or(typed)))?;
        }
        let explained = made_before(&all);
        explained.iter().try_for_each(|words| self.talk.say(words))?;
        if explained.iter().any(|words| words.starts_with("For CODE")) { self.talk.say(CODES) } else { Ok(()) }
    }

    /// Does the step for the learner, once that is wanted.
    fn together(&mut self) -> Result<(), Trouble> {
        if let Some(stuck) = self.stuck() {
            self.tell_stuck(stuck)?;
            return self.tell_findings();
        }
        if !self.talk.ask_whether("Shall it be done for you? The step then counts as helped with.")? {
            return Ok(());
        }
        let at = self.coach.at();
        let lines = self.coach.solve(at, self.open.account());
        let (mut run, mut said) = (BTreeSet::new(), None);
        // What is done makes another line needless, or needed: an answer that has turned out wrong. Each is run once.
        while let Some(place) = self.coach.places_to_do(self.open.account(), &self.env()).into_iter().find(|place| !run.contains(place)) {
            run.insert(place);
            let says = lines.iter().take(place).rfind(|line| line.starts_with("as "));
            let is_said = std::mem::replace(&mut said, says) == says;
            for line in says.filter(|_| !is_said).into_iter().chain(lines.get(place)) {
                if !self.do_line(line)? {
                    return Ok(());
                }
            }
        }
        if let Some(back) = lines.last().filter(|line| said.is_some() && line.starts_with("as ")) {
            self.do_line(back)?;
        }
        // What an earlier step should have done, no line of this one does.
        if !matches!(self.coach.standing(at), Standing::Done | Standing::Assisted) {
            self.talk.say("That was all that this step takes, and it is not done yet.")?;
            self.tell_what_is_missing()?;
        }
        Ok(())
    }

    /// Does a line of the step for the learner; whether it was done.
    fn do_line(&mut self, line: &str) -> Result<bool, Trouble> {
        let at = self.coach.at();
        let words = self.coach.in_words(line, self.open.account(), now(self.open.account()));
        self.talk.say_as_is(&words)?;
        // What was refused helped nobody.
        if !self.line(line, true)? {
            self.coach.note_refusal(self.open.history().revision());
            self.tell_what_is_missing()?;
            return Ok(false);
        }
        if !line.starts_with("as ") {
            self.coach.help(at);
        }
        // What a later line takes away is seen now: an answer is judged while what it is about is there.
        self.follow()?;
        Ok(true)
    }

    /// Why nothing of its solution brings the step on.
    fn stuck(&mut self) -> Option<Stuck> {
        let env = self.env();
        self.around(|coach, around| coach.stuck(around, &env))
    }

    fn tell_stuck(&mut self, stuck: Stuck) -> Result<(), Trouble> {
        let words = match stuck {
            Stuck::FirstAnswers => FIRST_ANSWERS.to_owned(),
            Stuck::Before(step) => {
                format!("Step {0}, {1}, comes first, and is not done: type step {0} to go there.", step + 1, self.coach.title(step))
            }
            Stuck::Refused => "What comes next was refused, and would be again: put right what was found, or type reset to begin the step \
                               anew."
                .to_owned(),
            Stuck::NothingLeft => {
                "All that does this step is done: put right what was found, do what is open before it, or type reset to begin it anew."
                    .to_owned()
            }
        };
        self.talk.say(&words)
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

    /// The surroundings of an operation that is only planned.
    fn env(&self) -> impl Fn() -> Env + use<> {
        let now = now(self.open.account());
        move || Env { now, ..Env::at(Timestamp::now(), StdRng::from_rng(&mut rand::rng())) }
    }
}
