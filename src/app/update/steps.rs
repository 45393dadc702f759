//! Steps: what screens and overlays ask for, done here or handed on as effects.

use crate::account::caller::Caller;
use crate::app::cx::Cx;
use crate::app::effect::{Effect, Ticket};
use crate::app::model::{Asker, Layer, Model, Pending, PendingKind};
use crate::app::notice::Shown;
use crate::app::overlay::dialog::Dialog;
use crate::app::overlay::{Overlay, Response};
use crate::app::screen::Screen;
use crate::app::settings::Settings;
use crate::app::step::{AccountsRequest, Step, Submission};
use crate::widgets::Line;
use crate::widgets::form::Form;

impl Model {
    /// Lets the current screen do something with what it may see.
    pub(super) fn with_screen<T: Default>(&mut self, with: impl FnOnce(&mut dyn Screen, &Cx<'_>) -> T) -> T {
        // The places are lent out for the moment, so that the screen can change while it sees the rest.
        let mut places = std::mem::take(&mut self.places);
        let result = match (places.current_mut(), self.cx()) {
            (Some(place), Some(cx)) => with(place.screen.as_mut(), &cx),
            _ => T::default(),
        };
        self.places = places;
        result
    }

    /// Lets the overlay on top do something; `None` where it took no notice.
    pub(super) fn with_overlay(&mut self, with: impl FnOnce(&mut dyn Overlay, &Cx<'_>) -> Response) -> Option<Vec<Effect>> {
        let mut layer = self.overlays.pop()?;
        let response = self.cx().map_or(Response::NotTaken, |cx| with(layer.overlay.as_mut(), &cx));
        self.take_response(layer, response)
    }

    /// Does what an overlay's response says. The layer was taken off the stack; it goes back unless it is done.
    pub(super) fn take_response(&mut self, layer: Layer, response: Response) -> Option<Vec<Effect>> {
        let id = layer.id;
        match response {
            Response::Taken | Response::NotTaken | Response::Do(_) => self.overlays.push(layer),
            Response::Close | Response::CloseAndDo(_) | Response::CloseAndAct(_) => {}
        }
        match response {
            Response::NotTaken => None,
            Response::Taken | Response::Close => Some(Vec::new()),
            Response::Do(steps) => Some(self.take_steps(steps, Asker::Layer(id))),
            Response::CloseAndDo(steps) => {
                let asker = self.overlays.last().map_or_else(|| self.here(), |layer| Asker::Layer(layer.id));
                Some(self.take_steps(steps, asker))
            }
            Response::CloseAndAct(action) => Some(self.act(action)),
        }
    }

    /// Takes steps one after the other.
    pub(super) fn take_steps(&mut self, steps: Vec<Step>, asker: Asker) -> Vec<Effect> {
        steps.into_iter().flat_map(|step| self.take_step(step, asker)).collect()
    }

    fn take_step(&mut self, step: Step, asker: Asker) -> Vec<Effect> {
        match step {
            Step::Go(route) => return self.go(&route),
            Step::Aside(route) => return self.go_aside(&route),
            Step::Explain(denial, route) => return self.go_from_denial(*denial, &route),
            Step::Replace(route) => return self.replace(&route, asker),
            // Who has gone elsewhere since is not taken away from there.
            Step::Up if self.elsewhere(asker).is_some() => {}
            Step::Up => return self.up(),
            Step::Ask(overlay) => self.open(overlay),
            Step::Act(action) => return self.act(action),
            Step::Hand(what) => {
                let steps = self.with_screen(|screen, cx| screen.handed(what, cx));
                let here = self.here();
                return self.take_steps(steps, here);
            }
            Step::Submit(submission) => return self.submit(submission, asker),
            Step::Undo(revision) => return self.undo(PendingKind::Undo, |ticket, caller| Effect::Undo { ticket, caller, revision }),
            Step::Redo(revision) => return self.undo(PendingKind::Redo, |ticket, caller| Effect::Redo { ticket, caller, revision }),
            Step::Copy { text, what } => return vec![Effect::Copy { text, what }],
            Step::Save { name, contents } => return self.save(name, contents, asker),
            Step::Say(notice) => self.say(notice),
            Step::Hint(notice) => self.notice = Some(Shown::hint(notice)),
            Step::Set(settings) => return self.set(settings),
            Step::Shelve => return self.shelve(),
            Step::Accounts(request) => return self.ask_of_accounts(request),
            Step::Remember(line) => {
                self.commands.retain(|other| *other != line);
                self.commands.push(line);
            }
            Step::Answer { ask, words } => return self.take_answer(&ask, &words),
            Step::Learned(learned) => {
                self.progress.learn((*learned).clone());
                return vec![Effect::Learned(learned)];
            }
            Step::Quizzed { quiz, right } => return self.take_quiz(quiz, right),
            Step::Sat(given) => {
                if let Some(coach) = &mut self.coach {
                    coach.sit(given);
                }
            }
            Step::ShowStep(step) => self.show_step(step),
            Step::Together(line) => return self.do_together(&line),
            Step::ResetStep => return self.reset_step(),
            Step::LeaveAccount(request) => return self.leave_account(request),
            Step::Quit => return self.quit(true),
        }
        Vec::new()
    }

    fn save(&mut self, name: String, contents: String, asker: Asker) -> Vec<Effect> {
        let ticket = self.next_id();
        self.saving.push((ticket, asker));
        vec![Effect::Save { ticket, name, contents }]
    }

    /// Undo and redo are the owner's, not the screen's: nobody waits for them.
    fn undo(&mut self, kind: PendingKind, effect: impl FnOnce(Ticket, Caller) -> Effect) -> Vec<Effect> {
        let ticket = self.pend(Asker::Shell, kind);
        self.caller().map(|caller| effect(ticket, caller)).into_iter().collect()
    }

    fn set(&mut self, settings: Settings) -> Vec<Effect> {
        self.settings = settings.clone();
        self.set_theme();
        self.with_screen(|screen, cx| screen.refresh(cx));
        let shelve = if self.is_meant(&self.shelf) { Vec::new() } else { self.shelve() };
        std::iter::once(Effect::Settings(settings)).chain(shelve).collect()
    }

    /// What is left to do in this account is done before another is opened; what is not saved there is asked about.
    fn ask_of_accounts(&mut self, request: AccountsRequest) -> Vec<Effect> {
        if !request.leaves_account() {
            return vec![Effect::Accounts(request)];
        }
        let losses = self.places.unsaved();
        if losses.is_empty() {
            return self.leave_account(request);
        }
        let leave = move |_: &Form<usize>, _: &Cx<'_>| Ok(vec![Step::LeaveAccount(request.clone())]);
        self.open(Box::new(Dialog::new("Leave this account?", "Leave", leave).lines(losses.into_iter().map(Line::from))));
        Vec::new()
    }

    /// Leaves the account, whatever is not saved in it.
    fn leave_account(&mut self, request: AccountsRequest) -> Vec<Effect> {
        let mut effects = self.take_leave();
        effects.push(Effect::Accounts(request));
        effects
    }

    pub(super) fn caller(&self) -> Option<Caller> {
        self.cx().map(|cx| cx.caller.clone())
    }

    fn submit(&mut self, submission: Submission, asker: Asker) -> Vec<Effect> {
        let Submission { operations, said, caller } = submission;
        let is_tried = caller.is_some();
        let signed_in = || self.caller().map(|caller| caller.at_console(&operations));
        let Some(caller) = caller.or_else(signed_in) else { return Vec::new() };
        let kind = PendingKind::Operations { caller: caller.clone(), operations: operations.clone(), said };
        let ticket = self.pend(asker, kind);
        vec![Effect::Submit { ticket, caller, operations, is_tried }]
    }

    fn pend(&mut self, asker: Asker, kind: PendingKind) -> u64 {
        let ticket = self.next_id();
        self.pending.push(Pending { ticket, asker, kind });
        ticket
    }

    /// Puts an overlay on top.
    pub(super) fn open(&mut self, overlay: Box<dyn Overlay>) {
        let id = self.next_id();
        self.overlays.push(Layer { id, overlay });
    }

    /// Whether somebody's answer is still to come.
    pub(super) fn is_awaited(&self, asker: Asker) -> bool {
        self.pending.iter().any(|pending| pending.asker == asker)
    }
}
