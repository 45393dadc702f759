//! What one chooses from: the menu, the help, and the palette of all actions.

use crate::account::arn::shortened;
use crate::account::words::grouped;
use crate::app::action::Action;
use crate::app::binding::{Binding, DOCUMENT_HELP, FORM_HELP, LIST_HELP, SHELL};
use crate::app::cx::Cx;
use crate::app::model::Model;
use crate::app::navigation::navigation;
use crate::app::notice::{Notice, Tone};
use crate::app::overlay::chooser::{Chooser, Entry, Placement};
use crate::app::overlay::command_line::DEEDS;
use crate::app::overlay::{Hint, Then};
use crate::app::route::Route;
use crate::app::screen::{Focus, ScreenSpec, spec};
use crate::app::sight::denial::Denial;
use crate::widgets::code_editor;

/// Several denials, to choose the one that an action is about.
pub(super) fn denials(action: Action, ways: Vec<(Denial, Route)>) -> Chooser {
    let title = if action == Action::WhoCould { "Who could allow it: choose one" } else { "Why it was denied: choose one" };
    let width = ways.iter().map(|(denial, _)| denial.denied.action.len()).max().unwrap_or(0);
    let entries = ways.into_iter().map(|(denial, route)| Entry {
        section: String::new(),
        keys: String::new(),
        label: format!("{:<width$}  {}", denial.denied.action, shortened(&denial.denied.resource)),
        about: denial.message.clone(),
        why_not: None,
        then: Some(Then::Explain(Box::new(denial), route)),
    });
    Chooser::new(title, Placement::Told, entries.collect())
}

impl Model {
    /// Opens the navigation to choose from.
    pub(super) fn open_menu(&mut self) {
        let Some(cx) = self.cx() else { return };
        let entries = navigation(&cx).into_iter().map(|entry| Entry {
            section: entry.section.to_owned(),
            keys: String::new(),
            label: entry.label,
            about: entry.of.map(|tally| tally.of_course()).or_else(|| entry.count.map(grouped)).unwrap_or_default(),
            why_not: None,
            then: Some(Then::Go(entry.route)),
        });
        let mut chooser = Chooser::new("Go to", Placement::Side, entries.collect());
        if let Some(place) = self.places.current() {
            chooser = chooser.selecting(&Then::Go(Route::to(place.route.screen)));
        }
        self.open(Box::new(chooser));
    }

    /// Opens what works here: in what lies over the screen, or else on the screen and everywhere.
    pub(super) fn open_keys(&mut self) {
        let entries = if self.overlays.is_empty() { self.keys_of_screen() } else { self.keys_of_overlay() };
        self.open(Box::new(Chooser::new("Keys", Placement::Middle, entries)));
    }

    fn keys_of_screen(&mut self) -> Vec<Entry> {
        let mut entries = self.entries_here();
        let (section, help) = match self.places.current_mut().map(|place| place.screen.focus()) {
            Some(Focus::List(_)) => ("In lists", LIST_HELP),
            Some(Focus::Form(_)) => ("In forms", FORM_HELP),
            Some(Focus::Code(_)) => ("While writing", code_editor::KEYS),
            Some(Focus::Document(_)) => ("In documents", DOCUMENT_HELP),
            Some(Focus::Rows(_) | Focus::Choices(_) | Focus::Nothing) | None => return entries,
        };
        entries.extend(help.iter().map(|(keys, about)| told(section, (*keys).to_owned(), (*about).to_owned())));
        entries
    }

    fn keys_of_overlay(&self) -> Vec<Entry> {
        let (Some(layer), Some(cx)) = (self.overlays.last(), self.cx()) else { return Vec::new() };
        let hints = layer.overlay.hints(&cx).into_iter().map(|hint: Hint| told("Here", hint.keys(), capitalised(&hint.label)));
        let help = layer.overlay.help().iter().map(|(keys, about)| told("Also", (*keys).to_owned(), (*about).to_owned()));
        hints.chain(help).collect()
    }

    /// Opens all actions: those that work here, the screens, and what can be done on them.
    pub(super) fn open_palette(&mut self) {
        let mut entries = self.entries_here();
        let (Some(cx), Some(here)) = (self.cx(), self.places.current()) else { return };
        entries.extend(self.screens.iter().filter(|spec| !spec.names.is_empty() && self.may_open(spec)).map(|spec| Entry {
            section: "Screens".into(),
            keys: format!(":{}", spec.names[0]),
            label: (spec.title)(&cx),
            about: spec.about.to_owned(),
            why_not: None,
            then: Some(Then::Go(Route::to(spec.id))),
        }));
        // What has a key is told with that already.
        let keyless = DEEDS.iter().filter(|deed| SHELL.iter().all(|binding| binding.action != deed.action));
        entries.extend(keyless.map(|deed| Entry {
            section: "Everywhere".into(),
            keys: format!(":{}", deed.names[0]),
            label: format!("{}…", capitalised(deed.names[0])),
            about: deed.about.to_owned(),
            why_not: self.why_not_shell(deed.action),
            then: Some(Then::Act(deed.action)),
        }));
        let elsewhere = self.screens.iter().filter(|spec| spec.id != here.spec.id && !spec.id.is_wizard() && self.may_open(spec));
        entries.extend(elsewhere.flat_map(|spec| self.entries_of(spec, &cx)));
        self.open(Box::new(Chooser::new("Actions", Placement::Middle, entries)));
    }

    /// Whether a screen can be opened by whoever is signed in, if anybody is.
    fn may_open(&self, spec: &ScreenSpec) -> bool {
        self.is_signed_in() || spec.id.is_open()
    }

    /// What the current screen's and the shell's keys do now.
    fn entries_here(&self) -> Vec<Entry> {
        let (Some(place), Some(cx)) = (self.places.current(), self.cx()) else { return Vec::new() };
        let title = (place.spec.title)(&cx);
        let screen = place.spec.bindings.iter().map(|binding| Entry {
            label: capitalised(place.screen.label(binding.action, &cx).unwrap_or(binding.label)),
            ..entry(binding, &title, self.why_not(binding.action))
        });
        let shell = SHELL.iter().map(|binding| entry(binding, "Everywhere", self.why_not_shell(binding.action)));
        screen.chain(shell).collect()
    }

    /// What the keys of another screen do there. The page of one thing is opened from its list.
    fn entries_of<'a>(&'a self, of: &'static ScreenSpec, cx: &'a Cx<'a>) -> impl Iterator<Item = Entry> + 'a {
        let title = (of.title)(cx);
        let list = of.parent.filter(|_| of.names.is_empty()).and_then(|parent| spec(self.screens, parent));
        let is_in_list = move |binding: &Binding| list.is_some_and(|list| list.bindings.iter().any(|other| other.action == binding.action));
        of.bindings.iter().filter(move |binding| !is_in_list(binding)).map(move |binding| Entry {
            label: format!("{title} › {}", capitalised(binding.label)),
            then: Some(far(binding, of, list)),
            ..entry(binding, &title, None)
        })
    }
}

/// What choosing an action of another screen does: it leads there, and acts if that asks before anything happens. What one has
/// not looked at is neither changed nor copied.
fn far(binding: &Binding, of: &ScreenSpec, list: Option<&ScreenSpec>) -> Then {
    let key = binding.keys[0];
    match list {
        Some(list) => {
            let way = format!("Select one and press enter. There, {key} does it: {}.", binding.about);
            Then::GoAndSay(Route::to(list.id), Notice::new(Tone::Info, way))
        }
        None if binding.label.ends_with('…') || binding.action == Action::Create => Then::GoAndAct(Route::to(of.id), binding.action),
        None => Then::GoAndSay(Route::to(of.id), Notice::new(Tone::Info, format!("{key} does it: {}.", binding.about))),
    }
}

/// Something that is only told.
fn told(section: &str, keys: String, label: String) -> Entry {
    Entry { section: section.to_owned(), keys, label, about: String::new(), why_not: None, then: None }
}

fn entry(binding: &Binding, section: &str, why_not: Option<String>) -> Entry {
    Entry {
        section: section.to_owned(),
        keys: binding.keys.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
        label: capitalised(binding.label),
        about: binding.about.to_owned(),
        why_not,
        then: Some(Then::Act(binding.action)),
    }
}

fn capitalised(label: &str) -> String {
    let mut letters = label.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
}
