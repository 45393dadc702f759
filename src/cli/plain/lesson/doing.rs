//! What is done in a lesson: answers, commands, requests, the quiz.

use super::telling::AGAIN;
use super::{Walk, now};
use crate::app::coach::SEEN;
use crate::cli::learner::quiz;
use crate::cli::output::Trouble;
use crate::cli::plain::asked::Told;
use crate::cli::plain::everywhere::{self, Meant};
use crate::cli::plain::signed_in;
use crate::training::check::Outcome as Came;
use crate::training::quiz::{Scope, USUAL};
use crate::training::stage::{LineError, Runner};

/// By which rules an exam asks its questions.
const FIVE: &str = "The five questions are part of this exam. Each is asked once, in one sitting or several, and all must be right; how it \
                    went is told after the last. Shall they be asked now?";

impl Walk<'_, '_> {
    pub(super) fn answer(&mut self, words: &[String]) -> Result<(), Trouble> {
        let asks = self.coach.asks().to_vec();
        let named = words.first().and_then(|first| asks.iter().find(|ask| ask.id == *first));
        let open = || asks.iter().find(|ask| !self.coach.record().attempt.answers.contains_key(&ask.id)).or(asks.first());
        let given = if named.is_some() { words.get(1..).unwrap_or_default() } else { words };
        let Some(ask) = named.or_else(open).cloned() else { return self.talk.say("This step asks nothing.") };
        let is_name = |word: &String| word.len() > 1 && word.starts_with(|letter: char| letter.is_ascii_lowercase());
        if named.is_none()
            && let [first, _, ..] = words
            && asks.len() > 1
            && is_name(first)
        {
            let known: Vec<&str> = asks.iter().map(|ask| ask.id.as_str()).collect();
            return self.talk.say(&format!("No question here is called {first}: they are {}.", known.join(", ")));
        }
        let told = Told::of(&self.coach, &ask);
        let meant = told.words(given);
        // A number alone does not say to which of several questions it is an answer.
        let (of, name) = if asks.len() > 1 { (format!("Question {}: ", ask.id), format!(" {}", ask.id)) } else { Default::default() };
        match self.around(|coach, around| coach.answer(&ask.id, &meant, around)) {
            Ok(()) => {
                let (is_right, is_judged, reasons, of_value) = self.around(|coach, around| {
                    let judged = coach.course().judge(coach.scene(around));
                    let reasons = (coach.reasons(&ask, around), coach.reason_of_value(&ask, around));
                    (judged.is_right(&ask.id), judged.is_judged(&ask.id), reasons.0, reasons.1)
                });
                if self.coach.record().attempt.answers.get(&ask.id).is_some_and(|given| given.was_seen) {
                    self.talk.say(&format!("{SEEN} Type reset to predict anew."))?;
                }
                // What is to be seen by an act is not told before it.
                if !is_judged {
                    self.predicted.insert(ask.id.clone());
                    return self.talk.say(&format!("{of}Your answer is kept. Go on and see."));
                }
                self.talk.say(&format!("{of}{}", if is_right { "That is right." } else { "That is not right." }))?;
                if is_right {
                    return Ok(());
                }
                reasons.iter().try_for_each(|reason| self.talk.tell(reason))?;
                of_value.iter().try_for_each(|reason| self.talk.say(reason))?;
                self.talk.say(AGAIN)
            }
            // The inner names of options mean nothing to who chooses by number.
            Err(_) if told.is_chosen_from() => self.talk.say(&format!("{of}That is no answer here. Type answer{name} {}.", told.how)),
            Err(why) => self.talk.say(&format!("{of}{why}")),
        }
    }

    /// What means the same wherever an account is open; whether it was such a word.
    pub(super) fn everywhere(&mut self, line: &str) -> Result<bool, Trouble> {
        let before = self.open.account().clone();
        let caller = self.caller();
        let tried = self.coach.record().attempt.requests.last().cloned();
        let meant = everywhere::take(&mut self.open, &caller, (tried.as_ref(), line), self.talk)?;
        let asked = match meant {
            Meant::Nothing => return Ok(false),
            Meant::Asked(asked) => asked,
            Meant::Seen(screen) => {
                self.coach.view(screen);
                Vec::new()
            }
            Meant::Decided(request) => {
                self.coach.view("access");
                self.around(|coach, around| coach.note_decided(&request, around));
                Vec::new()
            }
            Meant::Said => Vec::new(),
        };
        let now = now(&before);
        for (operation, refusal) in &asked {
            self.coach.attempt_mut().note(&before, &caller, operation, refusal.as_ref(), now);
            if refusal.is_none() {
                self.around(|coach, around| coach.note_told(operation, around));
            }
        }
        self.coach.forget();
        Ok(true)
    }

    /// A line as lessons have them, typed by the learner or done with help; whether it was done.
    pub(super) fn line(&mut self, line: &str, with_help: bool) -> Result<bool, Trouble> {
        let step = self.coach.at();
        let made = self.coach.record().attempt.requests.clone();
        let before = self.caller();
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
                        let account = self.open.account();
                        let who = account.asker_arn(&request.by.who).unwrap_or_else(|| account.asker_name(&request.by.who));
                        self.talk.say(&format!("{} {} on {}, asked by {who}.", outcome, request.action, request.resource))?;
                    }
                    _ if line.starts_with("try") => self.talk.say("It was not decided: whoever asks has no credentials now.")?,
                    _ if self.caller() != before => {
                        let who = signed_in::who(self.open.account(), &self.caller());
                        self.talk.say(&who)?;
                    }
                    _ => self.talk.say("Done.")?,
                }
                Ok(true)
            }
            Err(LineError::Store(error)) => Err(error.into()),
            Err(error) => {
                self.talk.say_lines(&error.to_string())?;
                if line.starts_with("sign-in") {
                    self.talk.say("The word password tells root's password in this lesson, and codes the codes, which go behind it.")?;
                }
                Ok(false)
            }
        }
    }

    /// Asks the course notes' questions, which a lesson may want answered.
    pub(super) fn quiz(&mut self) -> Result<(), Trouble> {
        if let Some(reason) = self.coach.why_not_asked(Scope::Notes) {
            return self.talk.say(reason);
        }
        if self.coach.is_under_exam() && !self.talk.ask_whether(FIVE)? {
            return Ok(());
        }
        let sat = || quiz::Sat { chance: self.coach.chance(), given: self.coach.sat().to_vec() };
        let asked = quiz::Asked { scope: Scope::Notes, most: USUAL, exam: self.coach.is_under_exam().then(sat) };
        let quiz::Came { notes, given } = quiz::sit(self.progress, asked, self.talk)?;
        for given in given {
            self.coach.sit(given);
        }
        if let Some((quiz, right)) = notes {
            self.coach.quizzed(quiz, right);
            if let Some(why) = self.coach.why_lost() {
                self.talk.say(&format!("{why} Type anew for another."))?;
            }
        }
        Ok(())
    }
}
