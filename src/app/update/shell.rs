//! The shell's own actions: what works on every screen.

use crate::app::action::Action;
use crate::app::effect::Effect;
use crate::app::model::{Asker, Model};
use crate::app::notice::{Notice, Tone};
use crate::app::overlay::clock;
use crate::app::overlay::command_line::CommandLine;
use crate::app::overlay::dialog::Dialog;
use crate::app::route::ScreenId;
use crate::app::screen::Focus;
use crate::app::settings::Settings;
use crate::app::step::Step;
use crate::widgets::Line;

impl Model {
    /// Performs an action of the shell, or says why it does nothing now.
    pub(super) fn act_shell(&mut self, action: Action) -> Vec<Effect> {
        if let Some(reason) = self.why_not_shell(action) {
            self.hint(Tone::Info, reason);
            return Vec::new();
        }
        match action {
            Action::Quit => return self.quit(false),
            Action::Suspend => return vec![Effect::Suspend],
            Action::Close => return self.close(),
            Action::Back => {
                self.places.go_back();
                self.with_screen(|screen, cx| screen.refresh(cx));
            }
            Action::Forward => {
                self.places.go_forward();
                self.with_screen(|screen, cx| screen.refresh(cx));
            }
            Action::Menu => self.open_menu(),
            Action::GoTo => self.open_command_line(),
            Action::Palette => self.open_palette(),
            Action::Keys => self.open_keys(),
            Action::Filter => self.open_filter(),
            Action::Undo => return self.take_steps(vec![Step::Undo(None)], Asker::Shell),
            Action::Redo => return self.take_steps(vec![Step::Redo(None)], Asker::Shell),
            Action::CopyCommand => return self.copy_command(),
            Action::WhyDenied | Action::WhoCould => match (self.ways_from_denials(action), self.refused_in_full()) {
                (Ok(ways), _) => return self.go_from_denials(action, ways),
                (Err(_), Some(reader)) => self.open(Box::new(reader)),
                (Err(_), None) => {}
            },
            Action::MoveClock => {
                if let Some(dialog) = self.cx().map(|cx| clock::dialog(&cx)) {
                    self.open(Box::new(dialog));
                }
            }
            Action::Identity => self.open_identity(),
            Action::SignOut => self.sign_out(),
            Action::SwitchBack => return self.switch_back(),
            Action::ToggleMouse => return self.toggle_mouse(),
            Action::NextTab | Action::PreviousTab => self.turn_tab(action == Action::NextTab),
            action => return self.act_coach(action),
        }
        Vec::new()
    }

    fn copy_command(&mut self) -> Vec<Effect> {
        let commands = self.notices.iter().rev().map(|past| &past.notice.commands).find(|commands| !commands.is_empty());
        let text = commands.map_or_else(String::new, |commands| commands.join("\n"));
        self.take_steps(vec![Step::Copy { text, what: "the AWS CLI command".into() }], Asker::Shell)
    }

    fn toggle_mouse(&mut self) -> Vec<Effect> {
        let settings = Settings { mouse: !self.settings.mouse, ..self.settings.clone() };
        let text = if settings.mouse {
            "The mouse works here again."
        } else {
            "The mouse is the terminal's: select text with it. M takes it back."
        };
        self.say(Notice::new(Tone::Info, text));
        self.take_steps(vec![Step::Set(settings)], Asker::Shell)
    }

    /// Why an action of the shell does nothing now.
    pub(in crate::app) fn why_not_shell(&self, action: Action) -> Option<String> {
        let place = self.places.current()?;
        if let Some(reason) = self.why_read_only().filter(|_| action.writes()) {
            return Some(reason);
        }
        let reason = match action {
            Action::Quit if place.spec.parent.is_some_and(|parent| parent != ScreenId::Dashboard) => {
                "q quits from a top screen; esc leads there. ctrl-c quits from anywhere."
            }
            Action::Back if !self.places.can_go_back() => "There is nothing to go back to.",
            Action::Forward if !self.places.can_go_forward() => "There is nothing to go forward to.",
            Action::Undo | Action::Redo if self.is_writing() => {
                "While you write or choose, ctrl-z takes back what was typed. The account's changes are undone elsewhere; esc leads there."
            }
            Action::Undo if self.practice.as_ref().is_some_and(|practice| practice.history.undoable().is_none()) => {
                "There is nothing to undo."
            }
            Action::WhyDenied if self.denials_to_explain().is_empty() && self.refused_in_full().is_some() => return None,
            Action::WhyDenied | Action::WhoCould => return self.ways_from_denials(action).err().map(str::to_owned),
            Action::SwitchBack if !self.has_switched() => "You have not switched roles. :switch-role does that.",
            Action::SignOut if !self.is_signed_in() => "Nobody is signed in.",
            Action::Menu if !self.is_signed_in() => "Nobody is signed in. Sign in first.",
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

    /// Closes one thing: what is being worked out, a filter, a part of the screen, or else the screen.
    fn close(&mut self) -> Vec<Effect> {
        if let Some(effects) = self.cancel_inquiry() {
            return effects;
        }
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

    /// Quits, after asking where something would be lost that was not saved or not seen.
    pub(super) fn quit(&mut self, sure: bool) -> Vec<Effect> {
        let unseen = self.overlays.iter().filter_map(|layer| layer.overlay.unsaved());
        let losses: Vec<String> = unseen.chain(self.places.unsaved()).collect();
        // A second ctrl-c, with the question in sight, does not ask again.
        let top = |model: &Self| model.overlays.last().map(|layer| layer.id);
        let is_asked = top(self).is_some() && top(self) == self.quit_question;
        if !losses.is_empty() && !sure && !is_asked {
            let losses = losses.into_iter().map(Line::from);
            self.open(Box::new(Dialog::new("Quit?", "Quit", |_, _| Ok(vec![Step::Quit])).lines(losses)));
            self.quit_question = top(self);
            return Vec::new();
        }
        let mut effects = self.take_leave();
        effects.push(Effect::Quit);
        effects
    }

    /// What is typed behind `/` always has a place to go to: where there is no list, a name is looked for everywhere.
    fn open_filter(&mut self) {
        if let Some(Focus::List(list)) = self.places.current_mut().map(|place| place.screen.focus()) {
            list.open_filter();
            if !list.has_rows() {
                self.hint(Tone::Info, "There is nothing to filter yet.");
            }
            return;
        }
        let line = CommandLine::new(self.screens, self.commands.clone());
        self.open(Box::new(line.saying("There is no list here to filter. What is typed is looked for everywhere.")));
    }

    fn turn_tab(&mut self, forward: bool) {
        self.with_screen(|screen, cx| {
            if let Some((tabs, shown)) = screen.tabs(cx) {
                let step = if forward { 1 } else { tabs.len() - 1 };
                screen.show_tab((shown + step) % tabs.len(), cx);
            }
        });
    }

    fn open_command_line(&mut self) {
        let line = CommandLine::new(self.screens, self.commands.clone());
        self.open(Box::new(line));
    }
}
