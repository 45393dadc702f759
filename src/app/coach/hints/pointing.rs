//! What a hint points at: the row, tab, key, field or entry of the navigation that brings the step on from where one is.

use super::ways::{Way, way_of};
use crate::account::caller::Caller;
use crate::app::action::Action;
use crate::app::coach::Coach;
use crate::app::cx::Cx;
use crate::app::places::Place;
use crate::app::route::ScreenId;
use crate::app::screen::ScreenSpec;
use crate::training::stage::as_typed;

/// The screen that a step is done on.
pub(super) fn screen_of(coach: &Coach, cx: &Cx<'_>) -> Option<&'static ScreenSpec> {
    let name = coach.screen_name()?;
    cx.screens.iter().find(|spec| spec.names.contains(&name))
}

/// Something on the screen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Pointing {
    /// The key that an action has.
    Key(KeyOf, Action),
    /// The tab of this name.
    Tab(&'static str),
    /// Rows that have one of these words.
    Rows(Vec<String>),
    /// The fields that are filled in.
    Fields,
    /// The entry of the navigation that leads to a screen, or where there is no room for one the key that does.
    Screen(ScreenId),
}

/// Whose key.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum KeyOf {
    /// The screen's that is shown.
    Screen,
    /// The shell's.
    Shell,
    /// The coach's.
    Coach,
}

/// Where a step is brought on.
struct Target {
    screen: ScreenId,
    tab: &'static str,
    action: Option<Action>,
    /// What it is about, by name or id.
    names: Vec<String>,
}

/// What is to be pointed at, from this place; nothing where no hint is shown.
pub fn pointing(coach: &Coach, cx: &Cx<'_>, place: &Place) -> Vec<Pointing> {
    if coach.rung().is_none() { Vec::new() } else { next_thing(coach, cx, place) }
}

/// What brings the step on from this place.
pub(super) fn next_thing(coach: &Coach, cx: &Cx<'_>, place: &Place) -> Vec<Pointing> {
    if coach.needs_reset(cx.surroundings()) {
        return vec![Pointing::Key(KeyOf::Coach, Action::CoachReset)];
    }
    let line = coach.lines_to_do(cx.account, &|| cx.env()).into_iter().find(|line| way_of(line).is_some());
    let target = match line.as_deref().and_then(way_of) {
        Some(Way::Anywhere(action)) => return vec![Pointing::Key(KeyOf::Shell, action)],
        Some(Way::Coach(action)) => {
            // What is asked is seen somewhere, and answered on the card.
            let seen = screen_of(coach, cx).map(|spec| spec.id).filter(|screen| *screen != place.spec.id);
            return seen.map(Pointing::Screen).into_iter().chain([Pointing::Key(KeyOf::Coach, action)]).collect();
        }
        Some(Way::On(screen, tab, action)) => {
            let typed = as_typed(line.as_deref().unwrap_or_default(), cx.account, cx.now);
            Target { screen, tab, action: Some(action), names: names_in(&typed) }
        }
        None => {
            let Some(spec) = screen_of(coach, cx) else { return Vec::new() };
            let findings = coach.verdict(coach.at()).map_or(&[][..], |verdict| &verdict.findings);
            let names = findings.iter().filter_map(|finding| finding.place.as_ref()?.entity.clone()).collect();
            Target { screen: spec.id, tab: "", action: None, names }
        }
    };
    target.seen_from(place, cx)
}

/// What a command names: the values of its options, of ARNs and paths the last part.
fn names_in(command: &str) -> Vec<String> {
    let values = command.split_whitespace().skip(3).filter(|word| !word.starts_with('-') && !word.contains(['{', '}', '"']));
    let last = |word: &str| word.rsplit(['/', ':', '=']).next().unwrap_or(word).trim_matches('\'').to_owned();
    values.map(last).filter(|name| name.len() > 1).collect()
}

impl Target {
    fn seen_from(self, place: &Place, cx: &Cx<'_>) -> Vec<Pointing> {
        let spec = cx.screens.iter().find(|spec| spec.id == self.screen);
        let here = place.spec.id;
        if here == self.screen && self.is_about(place, cx) {
            return self.on_screen(place, cx);
        }
        // On the list that its page is opened from.
        if spec.is_some_and(|spec| spec.names.is_empty() && spec.parent == Some(here)) {
            return vec![Pointing::Rows(self.names), Pointing::Key(KeyOf::Screen, Action::Open)];
        }
        // In the assistant or form that its key has opened.
        let is_page = place.spec.names.is_empty() && place.screen.tabs(cx).is_some();
        if place.spec.parent == Some(self.screen) && !is_page {
            return vec![Pointing::Fields];
        }
        // Whoever signs in as somebody else signs out first.
        if self.screen == ScreenId::SignIn && *cx.caller != *Caller::nobody() {
            return vec![Pointing::Key(KeyOf::Shell, Action::SignOut)];
        }
        match leads(here, self.screen) {
            Some(action) if place.screen.why_not(action, cx).is_none() => vec![Pointing::Key(KeyOf::Screen, action)],
            _ => vec![Pointing::Screen(self.screen)],
        }
    }

    /// Whether a page is that of what the step is about; a screen that is no page is of everything.
    fn is_about(&self, place: &Place, cx: &Cx<'_>) -> bool {
        let is_named = |crumb: String| self.names.iter().any(|name| name.eq_ignore_ascii_case(&crumb));
        !place.spec.names.is_empty() || self.names.is_empty() || place.screen.crumb(cx).is_none_or(is_named)
    }

    fn on_screen(self, place: &Place, cx: &Cx<'_>) -> Vec<Pointing> {
        let is_elsewhere = place.screen.tabs(cx).is_some_and(|(tabs, shown)| {
            let at = tabs.iter().position(|tab| is_tab(tab, self.tab));
            at.is_some_and(|at| at != shown)
        });
        if is_elsewhere {
            return vec![Pointing::Tab(self.tab)];
        }
        // A key that does nothing yet leads nowhere: something is to be chosen first.
        let key = self.action.filter(|action| place.screen.why_not(*action, cx).is_none());
        let key = key.map(|action| Pointing::Key(KeyOf::Screen, action));
        [Pointing::Rows(self.names), Pointing::Fields].into_iter().chain(key).collect()
    }
}

/// The action of a screen that leads to another one.
const fn leads(here: ScreenId, to: ScreenId) -> Option<Action> {
    use ScreenId as Id;
    match (here, to) {
        (Id::Resource | Id::Resources, Id::Try) => Some(Action::Run),
        (Id::SecurityCredentials, Id::AssignMfa) => Some(Action::Add),
        (Id::AccountSettings, Id::EditPasswordPolicy) => Some(Action::Edit),
        (Id::Users, Id::CreateUser) | (Id::Groups, Id::CreateGroup) | (Id::Roles, Id::CreateRole) => Some(Action::Create),
        _ => None,
    }
}

/// Whether the page that is shown is the one that a line of a solution is about.
pub(super) fn is_page_of(line: &str, screen: ScreenId, cx: &Cx<'_>) -> bool {
    let Some(place) = cx.here.filter(|place| place.spec.id == screen) else { return false };
    let names = names_in(&as_typed(line, cx.account, cx.now));
    Target { screen, tab: "", action: None, names }.is_about(place, cx)
}

/// Whether a tab is the one of this name. Where there is little room its name is shorter; behind it a number may be told.
pub fn is_tab(tab: &str, name: &str) -> bool {
    let word = tab.split(" (").next().unwrap_or(tab).to_lowercase();
    !word.is_empty() && name.to_lowercase().ends_with(&word)
}
