//! What is done in a lesson: answers, commands, requests, the quiz.

use jiff::Timestamp;

use super::{Walk, now};
use crate::account::mfa::Seed;
use crate::cli::output::Trouble;
use crate::cli::plain::asked::Told;
use crate::cli::plain::operations::line_of_aws;
use crate::cli::quiz;
use crate::training::check::Outcome as Came;
use crate::training::quiz::{Scope, USUAL};
use crate::training::stage::{LineError, Runner};

impl Walk<'_, '_> {
    pub(super) fn answer(&mut self, words: &[String]) -> Result<(), Trouble> {
        let asks = self.coach.asks().to_vec();
        let named = words.first().and_then(|first| asks.iter().find(|ask| ask.id == *first));
        let open = || asks.iter().find(|ask| !self.coach.record().attempt.answers.contains_key(&ask.id)).or(asks.first());
        let given = if named.is_some() { words.get(1..).unwrap_or_default() } else { words };
        let Some(ask) = named.or_else(open).cloned() else { return self.talk.say("This step asks nothing.") };
        let meant = Told::of(&self.coach, &ask).words(given);
        match self.around(|coach, around| coach.answer(&ask.id, &meant, around)) {
            Ok(()) => {
                let (is_right, is_judged, reasons) = self.around(|coach, around| {
                    let judged = coach.course().judge(coach.scene(around));
                    (judged.is_right(&ask.id), judged.is_judged(&ask.id), coach.reasons(&ask, around))
                });
                // What is to be seen by an act is not told before it.
                if !is_judged {
                    self.predicted.insert(ask.id.clone());
                    return self.talk.say("Your answer is kept. Go on and see.");
                }
                self.talk.say(if is_right { "That is right." } else { "That is not right." })?;
                if is_right { Ok(()) } else { reasons.iter().try_for_each(|reason| self.talk.tell(reason)) }
            }
            Err(why) => self.talk.say(&why),
        }
    }

    pub(super) fn aws(&mut self, line: &str) -> Result<(), Trouble> {
        let before = self.open.account().clone();
        let caller = self.caller();
        let asked = line_of_aws(&mut self.open, &caller, line, self.talk)?;
        let now = now(&before);
        for (operation, refusal) in &asked {
            self.coach.attempt_mut().note(&before, &caller, operation, refusal.as_ref(), now);
        }
        self.coach.forget();
        Ok(())
    }

    /// A line as lessons have them, typed by the learner or done with help; whether it was done.
    pub(super) fn line(&mut self, line: &str, with_help: bool) -> Result<bool, Trouble> {
        let step = self.coach.at();
        let made = self.coach.record().attempt.requests.clone();
        let mut runner = Runner {
            course: &self.course,
            ground: &mut self.open,
            learner: self.coach.attempt_mut(),
            start: &self.start,
            since: 0,
            step,
            speaker: self.speaker.take(),
        };
        let ran = if with_help { runner.help(line) } else { runner.run(line).map(|()| None) };
        self.speaker = runner.speaker.take();
        self.coach.forget();
        match ran {
            Ok(also) => {
                if let Some(also) = also {
                    self.talk.say(&also)?;
                }
                let new = self.coach.record().attempt.requests.iter().rev().find(|request| !made.contains(request)).cloned();
                match new {
                    Some(request) if line.starts_with("try") => {
                        let outcome = match request.outcome {
                            Came::Allowed => "It was allowed.",
                            Came::ImplicitDeny => "It was denied: nothing allows it.",
                            Came::ExplicitDeny => "It was denied by an explicit deny.",
                            Came::None => "It was not decided.",
                        };
                        self.talk.say(&format!("{} {} on {}.", outcome, request.action, request.resource))?;
                    }
                    _ => self.talk.say("Done.")?,
                }
                Ok(true)
            }
            Err(LineError::Store(error)) => Err(error.into()),
            Err(error) => self.talk.say(&error.to_string()).map(|()| false),
        }
    }

    /// Asks the course notes' questions, which a lesson may want answered.
    pub(super) fn quiz(&mut self) -> Result<(), Trouble> {
        if let Some(reason) = self.coach.why_not_asked(Scope::Notes) {
            return self.talk.say(reason);
        }
        let asked = quiz::Asked { scope: Scope::Notes, most: USUAL, is_exam: self.coach.is_under_exam() };
        if let Some((quiz, right)) = quiz::sit(self.progress, asked, self.talk)? {
            self.coach.quizzed(quiz, right);
        }
        Ok(())
    }

    /// The codes of the account's devices, as an authenticator app would show them.
    pub(super) fn codes(&mut self) -> Result<(), Trouble> {
        let account = self.open.account();
        let now = Timestamp::now();
        let code = |name: &str| account.mfa_seed_of(name).and_then(|seed| Seed::read(&seed.seed)).map(|seed| seed.code_at(now));
        let codes: Vec<String> = account
            .mfa_devices()
            .filter_map(|device| code(&device.name).map(|(code, left)| format!("{}: {code}, for {left} more seconds.", device.name)))
            .collect();
        if codes.is_empty() {
            return self.talk.say("There is no MFA device in this account.");
        }
        for line in codes {
            self.talk.say(&line)?;
        }
        Ok(())
    }
}
