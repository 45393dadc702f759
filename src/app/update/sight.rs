//! What may be seen: found out again when the account, the caller or the place is another.

use jiff::Timestamp;

use crate::account::caller::Caller;
use crate::account::operation::Operation;
use crate::app::action::Action;
use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::app::notice::{Notice, Shown, Tone};
use crate::app::overlay::reader::Reader;
use crate::app::route::Route;
use crate::app::sight::denial::Denial;
use crate::app::sight::{Seen, Sight, State};
use crate::app::update::choosers;
use crate::theme::Role;
use crate::widgets::Line;

impl Model {
    /// Takes note of what may not be seen, and of what a user or a role asks to be shown: both count as used, as on AWS, where the
    /// console asks for all that it shows.
    pub(super) fn note_sight(&mut self) -> Option<Effect> {
        let seen = self.seen_now()?;
        if self.seen.as_ref() == Some(&seen) {
            return None;
        }
        let is_same_state = self.seen.as_ref().is_some_and(|before| before.of == seen.of);
        if !is_same_state && let Some(cx) = self.cx() {
            self.sight = Sight::of(cx.account, cx.caller, cx.now).keeping(seen.of.clone());
            self.with_screen(|screen, cx| screen.refresh(cx));
        }
        // What the page itself needs comes first.
        let operations = self.places.current().zip(self.cx()).map(|(place, cx)| (place.spec.needs)(&place.route, seen.tab, &cx));
        let operations = operations.unwrap_or_default();
        let denied = self.cx().and_then(|cx| {
            let refusals = operations.iter().map(|operation| (operation, cx.account.authorise(cx.caller, operation, cx.now).err()));
            refusals.enumerate().find_map(|(at, (operation, refusal))| Some((at, operation, refusal?)))
        });
        self.is_self_denied = denied.as_ref().is_some_and(|(_, operation, _)| self.was_allowed(operation));
        self.is_tab_denied = denied.as_ref().is_some_and(|(at, ..)| *at > 0);
        self.denied = denied.map(|(.., refusal)| refusal);
        let is_same_place = self.seen.as_ref().is_some_and(|before| before.is_same_place(&seen));
        let mut operations = operations;
        if self.denied.is_none()
            && let Some((place, cx)) = self.places.current().zip(self.cx())
        {
            operations.extend(place.screen.asks(&cx));
        }
        let looks = seen.of.caller.clone().filter(|_| !is_same_place && !operations.is_empty()).zip(self.cx().map(|cx| cx.now));
        self.seen = Some(seen);
        let (caller, at) = looks?;
        self.use_at_once(&caller, &operations, at);
        Some(Effect::Look { caller, operations, at })
    }

    /// Whether an operation was allowed before the last change, which whoever is signed in made themselves.
    fn was_allowed(&self, operation: &Operation) -> bool {
        let before = self.practice.as_ref().and_then(|practice| practice.before_last_change.as_ref());
        before.zip(self.cx()).is_some_and(|(before, cx)| {
            let is_own = cx.history.undoable().is_some_and(|item| item.caller.who == cx.caller.who);
            is_own && before.authorise(cx.caller, operation, cx.now).is_ok()
        })
    }

    /// What is used by looking is shown at once: the store keeps it with what comes next.
    fn use_at_once(&mut self, caller: &Caller, operations: &[Operation], at: Timestamp) {
        let Some(practice) = &mut self.practice else { return };
        let mut is_news = false;
        for operation in operations {
            let edits = practice.account.uses_of(caller, operation, at);
            practice.account.apply(&edits);
            is_news |= !edits.is_empty();
        }
        if is_news {
            self.with_screen(|screen, cx| screen.refresh(cx));
        }
    }

    fn seen_now(&self) -> Option<Seen> {
        let (practice, cx) = (self.practice.as_ref()?, self.cx()?);
        let place = self.places.current();
        Some(Seen {
            of: State {
                account: practice.account.id().to_string(),
                revision: practice.history.revision(),
                caller: practice.caller.clone(),
                minute: State::minute_of(cx.now),
            },
            place: place.map(|place| place.id),
            tab: place.and_then(|place| place.screen.tabs(&cx)).map_or(0, |(_, tab)| tab),
        })
    }

    /// Takes note of what is said to be denied: what said so goes with the next key, the refusal stays in a form.
    pub(super) fn note_denial(&mut self) {
        let Some(Shown { notice, .. }) = &self.notice else { return };
        let place = self.places.current().map(|place| place.id);
        match (&notice.denied, notice.tone) {
            (Some(denial), _) => self.denied_at = place.map(|place| (place, (**denial).clone())),
            (None, Tone::Good | Tone::Bad) => self.denied_at = None,
            (None, _) => {}
        }
    }

    /// Who was denied what: in what was said, or else in the place and its parts, or else in what was done there last.
    pub(in crate::app) fn denials(&self) -> Vec<Denial> {
        if let Some(denial) = self.notice.as_ref().and_then(|shown| shown.notice.denied.as_deref()) {
            return vec![denial.clone()];
        }
        let in_sight = self.denials_in_sight();
        if !in_sight.is_empty() {
            return in_sight;
        }
        let Some(here) = self.places.current() else { return Vec::new() };
        let told = self.denied_at.as_ref().filter(|(place, _)| *place == here.id).map(|(_, denial)| denial);
        told.or(here.denial.as_ref()).into_iter().cloned().collect()
    }

    /// The denials that the keys are about: those of here, or else that of the refusal that was told last, wherever that was.
    pub(in crate::app) fn denials_to_explain(&self) -> Vec<Denial> {
        let here = self.denials();
        if here.is_empty() { self.last_refusal().and_then(|told| told.denied.as_deref().cloned()).into_iter().collect() } else { here }
    }

    /// Whether a refusal stands on the screen.
    pub(in crate::app) fn is_refusal_in_sight(&self) -> bool {
        self.notice.as_ref().is_some_and(|shown| !shown.is_hint() && shown.notice.tone == Tone::Bad)
    }

    /// The refusal that was told last, as long as nothing has been done since.
    fn last_refusal(&self) -> Option<&Notice> {
        let mut told = self.notices.iter().rev().map(|past| &past.notice);
        told.find(|notice| matches!(notice.tone, Tone::Good | Tone::Bad)).filter(|notice| notice.tone == Tone::Bad)
    }

    /// The refusal that was told last where no policies made it, with all that is told of it.
    pub(in crate::app) fn refused_in_full(&self) -> Option<Reader> {
        let notice = self.last_refusal()?;
        let (text, remedy) = (notice.text.clone(), notice.remedy.clone());
        let remedy_line = remedy.iter().map(|remedy| Line::new().with("▲ ", Role::Warning).text(remedy.clone()));
        let lines = std::iter::once(Line::new().with("✖ ", Role::Bad).text(text.clone())).chain(remedy_line).collect();
        let whole = std::iter::once(text).chain(remedy).collect::<Vec<_>>().join("\n");
        Some(Reader::new("Why it was refused", whole, lines))
    }

    /// What is told over the screen to be refused, with all that is told of it.
    pub(in crate::app) fn refused_over_screen(&self) -> Option<Reader> {
        let is_refused = self.overlays.last().is_some_and(|layer| layer.overlay.is_refused());
        self.refused_in_full().filter(|_| is_refused)
    }

    /// Where an action leads from denials that are told over the screen; empty where there are none, or it is about something else.
    pub(in crate::app) fn ways_from_overlay(&self, action: Action) -> Vec<(Denial, Route)> {
        let Some((cx, layer)) = self.cx().zip(self.overlays.last()) else { return Vec::new() };
        if !matches!(action, Action::WhyDenied | Action::WhoCould) {
            return Vec::new();
        }
        Denial::ways_from(layer.overlay.denied(&cx), action, &cx).unwrap_or_default()
    }

    /// What is denied of the place: the whole of it, or what it shows, or parts of that. Where a tab is, what stands above the tabs
    /// is shown still.
    fn denials_in_sight(&self) -> Vec<Denial> {
        let Some((cx, place)) = self.cx().zip(self.places.current()) else { return Vec::new() };
        let is_hidden = self.denied.is_some() && !self.is_tab_denied;
        let of_parts = if is_hidden { Vec::new() } else { place.screen.denied(&cx) };
        Denial::of_all(&self.denied).into_iter().chain(of_parts).collect()
    }

    /// Where an action of denials leads.
    ///
    /// # Errors
    /// Why it leads nowhere now, in a sentence.
    pub(in crate::app) fn ways_from_denials(&self, action: Action) -> Result<Vec<(Denial, Route)>, &'static str> {
        let Some(cx) = self.cx() else { return Err("Nothing was denied to you just now.") };
        let mut ways = Denial::ways_from(self.denials_to_explain(), action, &cx)?;
        let stands_here = |denial: &Denial, route: &Route| {
            self.places.current().is_some_and(|place| place.denial.as_ref() == Some(denial) && place.route.screen == route.screen)
        };
        ways.retain(|(denial, route)| !stands_here(denial, route));
        if ways.is_empty() {
            return Err("That is what stands here.");
        }
        ways.retain(|(_, route)| self.is_signed_in() || route.screen.is_open());
        if ways.is_empty() { Err("Nobody is signed in. Sign in first.") } else { Ok(ways) }
    }

    /// Goes where an action leads from a denial; of several, one is chosen first.
    pub(super) fn go_from_denials(&mut self, action: Action, mut ways: Vec<(Denial, Route)>) -> Vec<Effect> {
        if ways.len() > 1 {
            self.open(Box::new(choosers::denials(action, ways)));
            return Vec::new();
        }
        ways.pop().map_or_else(Vec::new, |(denial, route)| self.go_from_denial(denial, &route))
    }

    /// Goes aside to what explains a denial, from where the other explanation is as near.
    pub(super) fn go_from_denial(&mut self, denial: Denial, route: &Route) -> Vec<Effect> {
        self.overlays.clear();
        let from = self.here();
        let effects = self.go_aside(route);
        if self.here() != from
            && let Some(place) = self.places.current_mut()
        {
            place.denial = Some(denial);
        }
        effects
    }
}
