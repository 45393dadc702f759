//! Steps: what screens and overlays ask for, done here or handed on as effects.

use std::any::Any;

use crate::account::caller::Caller;
use crate::app::cx::Cx;
use crate::app::effect::{Effect, Ticket};
use crate::app::model::{Asker, Layer, Model, Pending, PendingKind};
use crate::app::notice::{Shown, Tone};
use crate::app::overlay::dialog::Dialog;
use crate::app::overlay::{Overlay, Response};
use crate::app::places::{Place, PlaceId};
use crate::app::route::{Route, ScreenId};
use crate::app::screen::{Screen, spec};
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

    /// Opens a screen; where input waits there, as it was left. A wizard that could not finish does not begin.
    pub(super) fn go(&mut self, route: &Route) -> Vec<Effect> {
        if let Some(reason) = self.why_read_only().filter(|_| route.screen.is_wizard()) {
            self.hint(Tone::Warning, reason);
            return Vec::new();
        }
        let Some(route) = self.admitted(route) else { return Vec::new() };
        if self.places.is_begun(&route) {
            self.hint(Tone::Info, AS_IT_WAS_LEFT);
            return Vec::new();
        }
        if let Some(here) = self.places.current() {
            self.kept = kept(here).or_else(|| self.kept.take());
        }
        let begun = self.places.take_begun(&route);
        let is_begun = begun.is_some();
        let Some(place) = begun.or_else(|| self.place(&route)) else { return Vec::new() };
        let forgotten = self.places.go(place);
        let mut effects = self.leave(forgotten);
        if is_begun {
            self.with_screen(|screen, cx| screen.refresh(cx));
            self.hint(Tone::Info, AS_IT_WAS_LEFT);
        }
        effects.extend(self.opened());
        effects
    }

    /// Opens a screen that leads back here.
    pub(super) fn go_aside(&mut self, route: &Route) -> Vec<Effect> {
        let from = self.here();
        let effects = self.go(route);
        if self.here() != from
            && let Some(place) = self.places.current_mut()
        {
            place.is_aside = true;
        }
        effects
    }

    /// Opens a screen in the place of the one that asks for it, wherever that is by now. What that one would still have to do
    /// is done.
    fn replace(&mut self, route: &Route, asker: Asker) -> Vec<Effect> {
        let Some(place) = self.admitted(route).and_then(|route| self.place(&route)) else { return Vec::new() };
        if let Some(id) = self.elsewhere(asker) {
            let left = self.places.find_mut(id).map(|asking| std::mem::replace(asking, place));
            return self.leave(left);
        }
        let left = self.places.replace(place);
        let mut effects = self.leave(left);
        effects.extend(self.opened());
        effects
    }

    /// The place that asks, where it is not the current one any more: its answer came late.
    fn elsewhere(&self, asker: Asker) -> Option<PlaceId> {
        match asker {
            Asker::Place(id) if asker != self.here() => Some(id),
            _ => None,
        }
    }

    /// Lets a screen that was just opened, or come back to, ask for what it needs.
    fn opened(&mut self) -> Vec<Effect> {
        let steps = self.with_screen(|screen, cx| screen.opened(cx));
        let here = self.here();
        self.take_steps(steps, here)
    }

    /// Closes the current screen and shows what it belongs to.
    pub(super) fn up(&mut self) -> Vec<Effect> {
        let above = self.cx().and_then(|cx| self.places.current()?.above(&cx)).map(|route| self.instead(route));
        // While nobody is signed in, the sign-in screen is the top.
        let is_top = !self.is_signed_in() && self.route().is_some_and(|here| here.screen == ScreenId::SignIn);
        let Some(route) = above.filter(|_| !is_top) else {
            let is_typing = self.is_writing();
            self.hint(Tone::Info, if is_typing { "This is the top. ctrl-c quits." } else { "This is the top. q quits." });
            return Vec::new();
        };
        let is_aside = self.places.current().is_some_and(|place| place.is_aside || place.leads_back || place.screen.is_aside());
        let left = if is_aside { self.places.turn_back() } else { self.places.return_to(&route) };
        if let Some(left) = left {
            self.with_screen(|screen, cx| screen.refresh(cx));
            let mut effects = self.leave(Some(left));
            effects.extend(self.opened());
            return effects;
        }
        self.replace(&route, self.here())
    }

    /// The route that is meant, where whoever is signed in may go there; otherwise it is said why not.
    fn admitted(&mut self, route: &Route) -> Option<Route> {
        if !self.is_signed_in() && !route.screen.is_open() {
            self.hint(Tone::Info, "Nobody is signed in. Sign in first.");
            return None;
        }
        self.own_credentials(route).map_err(|why| self.hint(Tone::Warning, why)).ok()
    }

    /// A new place at a route.
    fn place(&mut self, route: &Route) -> Option<Place> {
        let id = self.next_id();
        let spec = spec(self.screens, route.screen)?;
        let kept = self.kept.take_if(|(of, _)| *of == route.screen);
        let cx = self.cx()?;
        let mut screen = (spec.open)(route, &cx);
        screen.refresh(&cx);
        if let Some((_, kept)) = kept.filter(|_| route.subject.is_none()) {
            screen.handed(kept, &cx);
        }
        if route.tab > 0 {
            screen.show_tab(route.tab, &cx);
        }
        Some(Place { id, route: route.clone(), spec, screen, is_aside: false, denial: None, leads_back: false })
    }

    /// Whether somebody's answer is still to come.
    pub(super) fn is_awaited(&self, asker: Asker) -> bool {
        self.pending.iter().any(|pending| pending.asker == asker)
    }

    /// Lets places that are left for good do what they must. One that waits for an answer gets it first: it may be a secret
    /// that is shown only once.
    pub(super) fn leave(&mut self, places: impl IntoIterator<Item = Place>) -> Vec<Effect> {
        let mut effects = Vec::new();
        for mut place in places {
            self.kept = kept(&place).or_else(|| self.kept.take());
            if self.is_awaited(Asker::Place(place.id)) {
                self.places.keep_waiting(place);
                continue;
            }
            let steps = self.cx().map_or_else(Vec::new, |cx| place.screen.closing(&cx));
            effects.extend(self.take_steps(steps, Asker::Shell));
        }
        effects
    }

    /// Lets all places do what they must before the account is closed. They stay: it may not be closed after all.
    pub(super) fn take_leave(&mut self) -> Vec<Effect> {
        let mut places = std::mem::take(&mut self.places);
        let mut effects = Vec::new();
        for place in places.all_mut() {
            let steps = self.cx().map_or_else(Vec::new, |cx| place.screen.closing(&cx));
            effects.extend(self.take_steps(steps, Asker::Shell));
        }
        self.places = places;
        effects
    }
}

/// What is said where one comes to input that waits.
const AS_IT_WAS_LEFT: &str = "This is as you left it.";

/// What a place has kept for the next of its kind.
fn kept(place: &Place) -> Option<(ScreenId, Box<dyn Any>)> {
    Some((place.spec.id, place.screen.kept()?))
}
