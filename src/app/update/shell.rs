//! The shell's own actions: what works on every screen.

use crate::app::action::Action;
use crate::app::binding::{Binding, FORM_HELP, LIST_HELP, SHELL};
use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::app::notice::{Notice, Tone};
use crate::app::overlay::Then;
use crate::app::overlay::chooser::{Chooser, Entry, Placement};
use crate::app::overlay::command_line::CommandLine;
use crate::app::overlay::dialog::Dialog;
use crate::app::route::{Route, ScreenId};
use crate::app::screen::Focus;
use crate::app::settings::Settings;
use crate::app::step::Step;
use crate::app::view::navigation;

impl Model {
    /// Performs an action of the shell, or says why it does nothing now.
    pub(super) fn act_shell(&mut self, action: Action) -> Vec<Effect> {
        if let Some(reason) = self.why_not_shell(action) {
            self.notice = Some(Notice::new(Tone::Info, reason));
            return Vec::new();
        }
        let here = self.here();
        match action {
            Action::Quit => return self.quit(false),
            Action::Suspend => return vec![Effect::Suspend],
            Action::Close => return self.close(),
            Action::Back | Action::Forward => {
                if action == Action::Back {
                    self.places.go_back()
                } else {
                    self.places.go_forward()
                };
                self.with_screen(|screen, cx| screen.refresh(cx));
            }
            Action::Menu => self.open_menu(),
            Action::GoTo => self.open_command_line(),
            Action::Palette => self.open_palette(),
            Action::Keys => self.open_keys(),
            Action::Filter => self.open_filter(),
            Action::Undo => return self.take_steps(vec![Step::Undo(None)], here),
            Action::Redo => return self.take_steps(vec![Step::Redo(None)], here),
            Action::CopyCommand => {
                let commands = self.notices.iter().rev().map(|past| &past.notice.commands).find(|commands| !commands.is_empty());
                let text = commands.map_or_else(String::new, |commands| commands.join("\n"));
                return self.take_steps(vec![Step::Copy { text, what: "the AWS CLI command".into() }], here);
            }
            Action::ToggleMouse => {
                let settings = Settings { mouse: !self.settings.mouse, ..self.settings.clone() };
                let text = if settings.mouse {
                    "The mouse works here again."
                } else {
                    "The mouse is the terminal's: select text with it. M takes it back."
                };
                self.say(Notice::new(Tone::Info, text));
                return self.take_steps(vec![Step::Set(settings)], here);
            }
            Action::NextTab | Action::PreviousTab => self.turn_tab(action == Action::NextTab),
            _ => {}
        }
        Vec::new()
    }

    /// Why an action of the shell does nothing now.
    pub(super) fn why_not_shell(&self, action: Action) -> Option<String> {
        let place = self.places.current()?;
        let reason = match action {
            Action::Quit if place.spec.parent.is_some_and(|parent| parent != ScreenId::Dashboard) => {
                "q quits from a top screen; esc leads there. ctrl-c quits from anywhere."
            }
            Action::Back if !self.places.can_go_back() => "There is nothing to go back to.",
            Action::Forward if !self.places.can_go_forward() => "There is nothing to go forward to.",
            Action::Undo if self.practice.as_ref().is_some_and(|practice| practice.history.undoable().is_none()) => {
                "There is nothing to undo."
            }
            Action::Redo if self.practice.as_ref().is_some_and(|practice| practice.history.redoable().is_none()) => {
                "There is nothing to redo. What was undone can be redone until something else is changed."
            }
            Action::CopyCommand if self.notices.iter().all(|past| past.notice.commands.is_empty()) => {
                "Nothing was changed in this session yet, so there is no command to copy. History has the earlier ones."
            }
            Action::NextTab | Action::PreviousTab if self.cx().is_some_and(|cx| place.screen.tabs(&cx).is_none()) => {
                "This screen has no tabs."
            }
            _ => return None,
        };
        Some(reason.to_owned())
    }

    /// Closes one thing: a filter, a part of the screen, or else the screen.
    fn close(&mut self) -> Vec<Effect> {
        let Some(place) = self.places.current_mut() else { return Vec::new() };
        if let Focus::List(list) = place.screen.focus()
            && list.clear_filter()
        {
            self.with_screen(|screen, cx| screen.rearrange(cx));
            return Vec::new();
        }
        if place.screen.close_part() {
            return Vec::new();
        }
        match self.places.current().and_then(|place| place.screen.unsaved()) {
            None => self.up(),
            Some(loss) => {
                self.open(Box::new(Dialog::new("Leave this page?", "Leave", |_, _| Ok(vec![Step::Up])).line(loss)));
                Vec::new()
            }
        }
    }

    /// Quits, after asking where something unsaved would be lost.
    pub(super) fn quit(&mut self, sure: bool) -> Vec<Effect> {
        let loss = self.places.current().and_then(|place| place.screen.unsaved());
        if let Some(loss) = loss.filter(|_| !sure && !self.quitting) {
            // A second ctrl-c does not ask again.
            self.quitting = true;
            self.overlays.clear();
            self.open(Box::new(Dialog::new("Quit?", "Quit", |_, _| Ok(vec![Step::Quit])).line(loss)));
            return Vec::new();
        }
        self.quitting = true;
        let mut effects = self.take_leave();
        effects.push(Effect::Quit);
        effects
    }

    fn open_filter(&mut self) {
        let opened = self.places.current_mut().is_some_and(|place| match place.screen.focus() {
            Focus::List(list) if list.has_rows() => {
                list.open_filter();
                true
            }
            _ => false,
        });
        if !opened {
            self.notice = Some(Notice::new(Tone::Info, "There is no list here to filter."));
        }
    }

    fn turn_tab(&mut self, forward: bool) {
        self.with_screen(|screen, cx| {
            if let Some((tabs, shown)) = screen.tabs(cx) {
                let step = if forward { 1 } else { tabs.len() - 1 };
                screen.show_tab((shown + step) % tabs.len(), cx);
            }
        });
    }

    fn open_menu(&mut self) {
        let Some(cx) = self.cx() else { return };
        let entries = navigation(&cx).into_iter().map(|entry| Entry {
            section: entry.section.to_owned(),
            keys: String::new(),
            label: entry.label,
            about: entry.count.map_or_else(String::new, crate::widgets::list::grouped),
            why_not: None,
            then: Some(Then::Go(entry.route)),
        });
        let mut chooser = Chooser::new("Go to", Placement::Side, entries.collect());
        if let Some(place) = self.places.current() {
            chooser = chooser.selecting(&Then::Go(Route::to(place.route.screen)));
        }
        self.open(Box::new(chooser));
    }

    fn open_command_line(&mut self) {
        let line = CommandLine::new(self.screens, self.commands.clone());
        self.open(Box::new(line));
    }

    /// What the current screen's and the shell's keys do now.
    fn entries_here(&self) -> Vec<Entry> {
        let (Some(place), Some(cx)) = (self.places.current(), self.cx()) else { return Vec::new() };
        let title = (place.spec.title)(&cx);
        let screen = place.spec.bindings.iter().map(|binding| Entry {
            label: capitalised(place.screen.label(binding.action, &cx).unwrap_or(binding.label)),
            ..entry(binding, &title, place.screen.why_not(binding.action, &cx))
        });
        let shell = SHELL.iter().map(|binding| entry(binding, "Everywhere", self.why_not_shell(binding.action)));
        screen.chain(shell).collect()
    }

    fn open_keys(&mut self) {
        let mut entries = self.entries_here();
        let told = |section: &str, (keys, about): &(&str, &str)| Entry {
            section: section.to_owned(),
            keys: (*keys).to_owned(),
            label: (*about).to_owned(),
            about: String::new(),
            why_not: None,
            then: None,
        };
        if let Some(place) = self.places.current_mut() {
            match place.screen.focus() {
                Focus::List(_) => entries.extend(LIST_HELP.iter().map(|help| told("In lists", help))),
                Focus::Form(_) => entries.extend(FORM_HELP.iter().map(|help| told("In forms", help))),
                Focus::Document(_) | Focus::Rows(_) | Focus::Nothing => {}
            }
        }
        self.open(Box::new(Chooser::new("Keys", Placement::Middle, entries)));
    }

    fn open_palette(&mut self) {
        let mut entries = self.entries_here();
        let Some(cx) = self.cx() else { return };
        for spec in self.screens.iter().filter(|spec| !spec.names.is_empty()) {
            let route = Route::to(spec.id);
            entries.push(Entry {
                section: "Screens".into(),
                keys: format!(":{}", spec.names[0]),
                label: (spec.title)(&cx),
                about: spec.about.to_owned(),
                why_not: None,
                then: Some(Then::Go(route)),
            });
        }
        self.open(Box::new(Chooser::new("Actions", Placement::Middle, entries)));
    }
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
