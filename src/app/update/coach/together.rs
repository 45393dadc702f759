//! Hints, up to doing it together.

use jiff::Timestamp;

use crate::account::Account;
use crate::app::action::Action;
use crate::app::coach::{Coach, Standing, Stuck, key_of, stuck_words};
use crate::app::effect::Effect;
use crate::app::message::DidTogether;
use crate::app::model::Model;
use crate::app::notice::{Notice, Tone};
use crate::app::overlay::dialog::Dialog;
use crate::app::route::Route;
use crate::app::step::Step;
use crate::training::progress::HintRung;

/// What the coach would do, before it is agreed to: an answer is not told.
fn in_words(coach: &Coach, line: &str, account: &Account, now: Timestamp) -> String {
    if line.starts_with("answer ") { "The right answer to the question.".into() } else { coach.in_words(line, account, now) }
}

impl Model {
    pub(super) fn open_hint(&mut self) {
        let together = self.with_coach(|coach, around, cx| {
            let is_together = coach.climb(around, true) == HintRung::Together;
            is_together.then(|| match coach.stuck(around, &|| cx.env()) {
                Some(stuck) => Err((stuck, stuck_words(coach, stuck))),
                None => Ok(coach.next_line(cx.account, &|| cx.env()).unwrap_or_default()),
            })
        });
        let line = match together.flatten() {
            None => return,
            Some(Ok(line)) => line,
            Some(Err((Stuck::Before(step), words))) => {
                self.hint(Tone::Info, words);
                self.open_steps(step);
                return;
            }
            Some(Err((Stuck::Refused, words))) => {
                self.hint(Tone::Info, words);
                return;
            }
            Some(Err((Stuck::FirstAnswers | Stuck::NothingLeft, words))) => {
                self.hint(Tone::Info, words);
                self.ask_to_reset();
                return;
            }
        };
        let told = self.cx().and_then(|cx| Some(in_words(cx.coach?, &line, cx.account, cx.now))).unwrap_or_default();
        let dialog = Dialog::new("Do it with me?", "Do it", move |_, _| Ok(vec![Step::Together(line.clone())]))
            .line("The coach does this for you, and the step counts as done with help:")
            .line(format!("  {told}"));
        self.open_for_step(Box::new(dialog));
    }

    /// Has the coach do this line of the step's solution, if it is still the next.
    pub(in crate::app::update) fn do_together(&mut self, line: &str) -> Vec<Effect> {
        if self.cx().and_then(|cx| cx.coach?.next_line(cx.account, &|| cx.env())).as_deref() != Some(line) {
            self.hint(Tone::Info, "That is done already.");
            return Vec::new();
        }
        // What is to be looked at is looked at.
        let spec = line.strip_prefix("view ").and_then(|name| self.screens.iter().find(|spec| spec.names.contains(&name)));
        if let Some(spec) = spec {
            self.with_coach(|coach, _, _| coach.help(coach.at()));
            return self.go(&Route::to(spec.id));
        }
        let together = self.with_coach(|coach, _, cx| coach.together(cx.account, &|| cx.env())).flatten();
        together.map(|together| Effect::Together(Box::new(together))).into_iter().collect()
    }

    /// Takes what came of lines that the coach had run.
    pub(in crate::app::update) fn did_together(&mut self, did: DidTogether) {
        let DidTogether { attempt, ran, kept } = did;
        self.keep(*kept);
        if let Some(coach) = &mut self.coach {
            coach.take_attempt(attempt, ran.is_ok());
        }
        let now = self.now;
        let more = self.with_coach(|coach, around, cx| {
            coach.follow(around, now);
            let is_open = matches!(coach.standing(coach.at()), Standing::Open | Standing::Undone);
            is_open && coach.next_line(cx.account, &|| cx.env()).is_some()
        });
        let next = || format!(" The step goes on: {} does the next part.", key_of(Action::CoachHint));
        let more = if more == Some(true) { next() } else { String::new() };
        match ran {
            Ok(also) => {
                let also = also.map_or_else(String::new, |also| format!(" {also}"));
                self.say(Notice::new(Tone::Good, format!("Done together.{also}{more}")));
            }
            Err(reason) => {
                let stuck = self.with_coach(|coach, around, cx| {
                    coach.note_refusal(around.history.revision());
                    coach.stuck(around, &|| cx.env()).map(|stuck| stuck_words(coach, stuck))
                });
                self.say(Notice::new(Tone::Bad, format!("{reason} {}", stuck.flatten().unwrap_or_default()).trim_end().to_owned()));
            }
        }
        self.with_screen(|screen, cx| screen.refresh(cx));
    }
}
