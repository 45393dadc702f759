//! Going from screen to screen: to another, aside, up; and what is left to do where one leaves.

use std::any::Any;

use crate::app::effect::Effect;
use crate::app::model::{Asker, Model};
use crate::app::notice::Tone;
use crate::app::places::{Place, PlaceId};
use crate::app::route::{Route, ScreenId};
use crate::app::screen::spec;

impl Model {
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

    /// Opens a screen in the place of the one that asks for it, wherever that is by now; one that lies right behind is gone back to.
    /// What the one that asks would still have to do is done.
    pub(super) fn replace(&mut self, route: &Route, asker: Asker) -> Vec<Effect> {
        let Some(place) = self.admitted(route).and_then(|route| self.place(&route)) else { return Vec::new() };
        if let Some(id) = self.elsewhere(asker) {
            let left = self.places.find_mut(id).map(|asking| std::mem::replace(asking, place));
            return self.leave(left);
        }
        let Some(left) = self.places.return_to(&place.route) else {
            // Who came to do something, and has, is still to be led back.
            let (is_aside, leads_back) = self.places.current().map_or((false, false), |here| (here.is_aside, here.leads_back));
            let left = self.places.replace(Place { is_aside, leads_back, ..place });
            let mut effects = self.leave(left);
            effects.extend(self.opened());
            return effects;
        };
        self.returned(left)
    }

    /// Shows anew the place that was gone back to, and takes leave of the one that was left.
    fn returned(&mut self, left: Place) -> Vec<Effect> {
        self.with_screen(|screen, cx| screen.refresh(cx));
        let mut effects = self.leave(Some(left));
        effects.extend(self.opened());
        effects
    }

    /// The place that asks, where it is not the current one any more: its answer came late.
    pub(super) fn elsewhere(&self, asker: Asker) -> Option<PlaceId> {
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

    /// Whether nobody is signed in and is about to: then the sign-in screen is the top.
    pub(in crate::app) fn is_at_sign_in(&self) -> bool {
        !self.is_signed_in() && self.route().is_some_and(|here| here.screen == ScreenId::SignIn)
    }

    /// Closes the current screen and shows what it belongs to.
    pub(super) fn up(&mut self) -> Vec<Effect> {
        let above = self.cx().and_then(|cx| self.places.current()?.above(&cx)).map(|route| self.instead(route));
        let Some(route) = above.filter(|_| !self.is_at_sign_in()) else {
            let is_typing = self.is_writing();
            self.hint(Tone::Info, if is_typing { "This is the top. ctrl-c quits." } else { "This is the top. q quits." });
            return Vec::new();
        };
        let is_aside = self.places.current().is_some_and(|place| place.is_aside || place.leads_back || place.screen.is_aside());
        let left = if is_aside { self.places.turn_back() } else { self.places.return_to(&route) };
        if let Some(left) = left {
            return self.returned(left);
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
