//! The hints: where it is done, a nudge, what does it, and having it done.

use super::Walk;
use crate::app::action::Action;
use crate::app::coach::Coach;
use crate::cli::output::Trouble;
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
        let step = self.coach.id(self.coach.at()).to_owned();
        match rung {
            HintRung::Where => {
                let findings = self.coach.verdict(self.coach.at()).map(|verdict| verdict.findings.clone()).unwrap_or_default();
                let place = findings.into_iter().filter(|finding| !finding.holds).find_map(|finding| finding.place);
                self.talk.say(&place.map_or_else(|| "Here, in the questions of this step.".to_owned(), |place| format!("Where: {place}")))
            }
            HintRung::Nudge => {
                let nudge = self.around(|coach, around| coach.course().judge(coach.scene(around)).hint(coach.at()).to_owned());
                let text = self.coach.text(&format!("{step}/{nudge}"));
                if text.is_empty() { self.talk.say("There is no other hint: read the step again.") } else { self.talk.tell(&text) }
            }
            HintRung::Keys => {
                self.talk.say("What does it:")?;
                // An answer is not told before it is given up.
                let lines: Vec<String> =
                    self.coach.solve(self.coach.at()).into_iter().filter(|line| !line.starts_with("answer ")).collect();
                for line in lines {
                    let typed = as_typed(&line, self.open.account());
                    self.talk.say_as_is(&format!("  {typed}"))?;
                }
                self.talk.say("And the answers to its questions.")
            }
            HintRung::Together => self.together(),
        }
    }

    /// Does the step for the learner, once that is wanted.
    fn together(&mut self) -> Result<(), Trouble> {
        let wanted = self.talk.ask("Shall it be done for you? The step then counts as helped with. Type yes or no.")?;
        if wanted.as_deref() != Some("yes") {
            return Ok(());
        }
        self.coach.help();
        for line in self.coach.solve(self.coach.at()) {
            let typed = as_typed(&line, self.open.account());
            self.talk.say_as_is(&typed)?;
            self.line(&line)?;
        }
        Ok(())
    }
}
