//! What a dialog makes of keys, clicks and answers.

use super::{Dialog, Spot};
use crate::access::Inquiry;
use crate::app::binding::FORM_HELP;
use crate::app::cx::Cx;
use crate::app::inquiry::Ended;
use crate::app::overlay::gives_and_takes::{BINDING, SHOW_ALL, shown};
use crate::app::overlay::told::Told;
use crate::app::overlay::{Hint, Overlay, Response, oneself};
use crate::app::sight::denial::Denial;
use crate::app::step::{Outcome, Step};
use crate::widgets::form::{Answer, AnyForm};
use crate::widgets::key::{Code, Key};
use crate::widgets::{Canvas, Hit};

impl Dialog {
    fn confirm(&mut self, cx: &Cx<'_>) -> Response {
        if let Some(name) = self.typed.as_ref().filter(|name| self.form.text(0).trim() != **name) {
            self.form.refuse(0, format!("Type {name} to confirm."));
            self.on = Spot::Fields;
            return Response::Taken;
        }
        if !self.form.check() {
            self.on = Spot::Fields;
            return Response::Taken;
        }
        match (self.confirm)(&self.form, cx) {
            Ok(steps) if steps.iter().any(|step| matches!(step, Step::Submit(_))) => {
                self.waiting = true;
                Response::Do(steps)
            }
            Ok(steps) => Response::CloseAndDo(steps),
            Err((field, error)) => {
                self.form.refuse(field, error);
                self.on = Spot::Fields;
                Response::Taken
            }
        }
    }

    /// Fills the fields in, if this is the key for it.
    fn fill(&mut self, key: Key, cx: &Cx<'_>) -> bool {
        let Some((_, _, fill)) = self.filling.as_ref().filter(|(of, ..)| *of == key) else { return false };
        fill(&mut self.form, cx);
        self.changed(cx);
        true
    }

    fn changed(&mut self, cx: &Cx<'_>) {
        self.error = None;
        self.own = None;
        if let Some(follow) = &self.follow {
            follow(&mut self.form, cx);
        }
    }

    /// What a change gives and takes, to read, where that is told.
    fn effect(&self) -> Option<Step> {
        self.foretold.as_ref()?.awaited.answer().filter(|told| !told.sentences().is_empty()).map(shown)
    }

    fn turn(&mut self, forward: bool) {
        // Behind what was filled in comes what is done with it, not what throws it away.
        let spots: &[Spot] = if self.fields > 0 { &[Spot::Fields, Spot::Confirm, Spot::Cancel] } else { &[Spot::Cancel, Spot::Confirm] };
        let at = spots.iter().position(|spot| *spot == self.on).unwrap_or(0);
        let step = if forward { 1 } else { spots.len() - 1 };
        self.on = spots[(at + step) % spots.len()];
        if self.on == Spot::Fields {
            self.form.enter(forward);
        }
    }

    pub(super) fn buttons(&self) -> [(&'static str, Spot); 2] {
        [("Cancel", Spot::Cancel), (self.label, Spot::Confirm)]
    }
}

impl Overlay for Dialog {
    fn key(&mut self, key: Key, _page: usize, cx: &Cx<'_>) -> Response {
        // What is under way can't be cancelled, and its answer may be a secret that is shown only once.
        if self.waiting {
            return Response::Taken;
        }
        if key.code == Code::Esc {
            return Response::Close;
        }
        if let Some(effect) = self.effect().filter(|_| key == SHOW_ALL) {
            return Response::Do(vec![effect]);
        }
        if self.fill(key, cx) {
            return Response::Taken;
        }
        if self.on == Spot::Fields {
            let answer = match (self.form.key(key), key.typed()) {
                (Answer::NotTaken, Some(letter)) => self.form.letter(letter),
                (answer, _) => answer,
            };
            match answer {
                Answer::Submitted => return self.confirm(cx),
                // The last field hands the focus on to the buttons, the first one back to them.
                Answer::Taken if self.form.has_wrapped() => {
                    self.on = if matches!(key.code, Code::Tab | Code::Down) { Spot::Confirm } else { Spot::Cancel };
                }
                Answer::NotTaken => return Response::NotTaken,
                Answer::Changed => self.changed(cx),
                _ => self.error = None,
            }
            return Response::Taken;
        }
        match key.code {
            Code::Enter if self.on == Spot::Confirm => return self.confirm(cx),
            Code::Enter | Code::Char(' ') if self.on == Spot::Cancel => return Response::Close,
            Code::Char(' ') => return self.confirm(cx),
            Code::Left | Code::Right => self.on = if self.on == Spot::Cancel { Spot::Confirm } else { Spot::Cancel },
            Code::Tab | Code::Down => self.turn(true),
            Code::BackTab | Code::Up => self.turn(false),
            _ => return Response::NotTaken,
        }
        Response::Taken
    }

    fn paste(&mut self, text: &str, cx: &Cx<'_>) -> Response {
        if self.on == Spot::Fields {
            self.form.paste(text);
            self.changed(cx);
        }
        Response::Taken
    }

    fn click(&mut self, hit: Hit, cx: &Cx<'_>) -> Response {
        match hit {
            _ if self.waiting => Response::Taken,
            Hit::Field(field) => {
                self.on = Spot::Fields;
                self.form.click(field);
                self.changed(cx);
                Response::Taken
            }
            Hit::Button(0) => Response::Close,
            Hit::Button(_) => self.confirm(cx),
            _ => Response::NotTaken,
        }
    }

    fn answered(&mut self, outcome: Outcome, cx: &Cx<'_>) -> Response {
        self.waiting = false;
        match outcome {
            Outcome::Done(replies) => match &self.done {
                Some(done) => Response::CloseAndDo(done(&self.form, &replies, cx)),
                None => Response::Close,
            },
            Outcome::Refused(refused) => {
                let member = refused.refusal.member;
                let told = Told::refusal(refused, cx);
                if !member.is_some_and(|member| self.form.refuse_member(member, &told.words)) {
                    self.error = Some(told);
                }
                Response::Taken
            }
            Outcome::Failed(reason) => {
                self.error = Some(Told::of(reason));
                Response::Taken
            }
        }
    }

    fn denied(&self, _cx: &Cx<'_>) -> Vec<Denial> {
        // What was refused is what the keys are about, where something was.
        match &self.error {
            Some(error) => error.denial.clone().into_iter().collect(),
            None => self.unseen.denials(),
        }
    }

    fn is_refused(&self) -> bool {
        self.error.as_ref().is_some_and(|error| error.is_refusal)
    }

    fn inquires(&mut self, cx: &Cx<'_>) -> Option<Inquiry> {
        let (confirm, form) = (&self.confirm, &self.form);
        let steps = || confirm(form, cx).unwrap_or_default();
        self.own.get_or_insert_with(|| oneself::told(&steps(), cx).into_iter().collect());
        self.foretold.as_mut()?.inquires(cx, steps)
    }

    fn inquiry_ended(&mut self, ended: Ended, _cx: &Cx<'_>) {
        if let Some(foretold) = &mut self.foretold {
            foretold.ended(ended);
        }
    }

    fn hints(&self, _cx: &Cx<'_>) -> Vec<Hint> {
        let enter = if self.on == Spot::Cancel { "cancel" } else { self.label };
        let turned = self.form.turned_by().filter(|_| self.on == Spot::Fields).map(|(keys, label)| Hint::new(keys, label));
        let hints = [(Code::Tab, "next"), (Code::Enter, enter), (Code::Esc, "cancel")];
        let hints = hints.map(|(code, label)| Hint::new(&[Key::plain(code)], label));
        let filling = self.filling.iter().map(|(key, label, _)| Hint::new(&[*key], *label));
        let effect = self.effect().map(|_| Hint::new(BINDING.keys, BINDING.label));
        turned.into_iter().chain(filling).chain(hints).chain(effect).collect()
    }

    fn help(&self) -> &'static [(&'static str, &'static str)] {
        if self.fields > 0 { FORM_HELP } else { &[] }
    }

    /// What was asked for is on its way, and what is to follow with the answer may be a secret that is shown only once.
    fn unsaved(&self) -> Option<String> {
        let waits = self.waiting && self.done.is_some();
        waits.then(|| "The answer is not there yet. It may be a secret that can be shown only once.".to_owned())
    }

    fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        self.draw(cx, canvas);
    }
}
