//! Keys: the overlay on top has them first, then what types, then the screen's bindings, then what moves, then the shell.

use crate::app::action::Action;
use crate::app::binding::SHELL;
use crate::app::effect::Effect;
use crate::app::message::Message;
use crate::app::model::typing::Letters;
use crate::app::model::{Asker, Model};
use crate::app::notice::Tone;
use crate::app::screen::Focus;
use crate::widgets::form::Answer;
use crate::widgets::key::{Code, Key};
use crate::widgets::list::Taken;

/// What became of a key on its way through the screen's own parts.
enum Handled {
    No,
    Done(Vec<Effect>),
}

impl Model {
    /// Before an account is open one can only quit; everything else is kept for later.
    pub(super) fn early_key(&mut self, key: Key) -> Vec<Effect> {
        if key == Key::ctrl('c') {
            return vec![Effect::Quit];
        }
        self.early.push(Message::Key(key));
        Vec::new()
    }

    /// Takes a key.
    pub(super) fn press(&mut self, key: Key, page: usize) -> Vec<Effect> {
        if key == Key::ctrl('c') {
            return self.quit(false);
        }
        self.note_pressed(key);
        if !self.overlays.is_empty() {
            return self.press_overlay(key, page);
        }
        if let Some(action) = self.coach_binding(key) {
            return self.act_coach(action);
        }
        if self.denied.is_none() {
            if let Handled::Done(effects) = self.press_typing(key, page) {
                return effects;
            }
            if let Some(action) = self.screen_binding(key) {
                return self.act(action);
            }
            if let Handled::Done(effects) = self.press_moving(key, page) {
                return effects;
            }
        }
        if self.typing.letters == Letters::BesideField && key.is_letter() {
            let opens = matches!(self.places.current_mut().map(|place| place.screen.focus()), Some(Focus::Choices(_)));
            let way = if opens { "enter opens what there is to choose." } else { "tab leads to the field they are for." };
            self.hint(Tone::Info, format!("Letters do nothing on this one. {way}"));
            return Vec::new();
        }
        if let Some(binding) = SHELL.iter().find(|binding| binding.has(key)) {
            return self.act(binding.action);
        }
        let is_list = matches!(self.places.current_mut().map(|place| place.screen.focus()), Some(Focus::List(list)) if list.has_rows());
        let rows = if is_list && key.is_letter() { "/ finds rows, " } else { "" };
        let help = self.key_of(Action::Keys).map_or_else(String::new, |help| format!("{help} shows what does."));
        self.hint(Tone::Info, format!("{key} does nothing here. {rows}{help}"));
        Vec::new()
    }

    fn press_overlay(&mut self, key: Key, page: usize) -> Vec<Effect> {
        let of_shell = SHELL.iter().find(|binding| binding.has(key)).map(|binding| binding.action);
        // Letters may be typed here; the keys of a denial that are none lead on from it.
        if let Some(action) = of_shell.filter(|_| key.typed().is_none()) {
            let ways = self.ways_from_overlay(action);
            if !ways.is_empty() {
                return self.go_from_denials(action, ways);
            }
        }
        if let Some(effects) = self.with_overlay(|overlay, cx| overlay.key(key, page, cx)) {
            return effects;
        }
        if let Some(action) = self.coach_binding(key) {
            return self.act_coach(action);
        }
        if let Some(reader) = self.refused_over_screen().filter(|_| of_shell == Some(Action::WhyDenied)) {
            self.open(Box::new(reader));
            return Vec::new();
        }
        match of_shell {
            Some(Action::Keys) => self.open_keys(),
            Some(Action::Suspend) => return vec![Effect::Suspend],
            _ => self.hint(Tone::Info, format!("{key} does nothing here. f1 shows what does.")),
        }
        Vec::new()
    }

    /// While text is typed, a filter or a field, keys go there first.
    fn press_typing(&mut self, key: Key, page: usize) -> Handled {
        let Some(place) = self.places.current_mut() else { return Handled::No };
        match place.screen.focus() {
            Focus::List(list) if list.is_filtering() && key.code != Code::Esc => {
                let taken = list.key(key, page);
                self.list_took(taken)
            }
            Focus::Form(form) => {
                let answer = form.key(key);
                self.form_took(answer)
            }
            Focus::Code(code) => {
                let answer = code.key(key, page);
                self.form_took(answer)
            }
            _ => Handled::No,
        }
    }

    /// What moves a selection or scrolls a document.
    fn press_moving(&mut self, key: Key, page: usize) -> Handled {
        let Some(place) = self.places.current_mut() else { return Handled::No };
        match place.screen.focus() {
            Focus::List(list) => {
                let taken = list.key(key, page);
                self.list_took(taken)
            }
            Focus::Document(scroll) => {
                if scroll.key(key, page) {
                    Handled::Done(Vec::new())
                } else {
                    Handled::No
                }
            }
            Focus::Rows(rows) | Focus::Choices(rows) => {
                if rows.key(key, page) {
                    Handled::Done(Vec::new())
                } else {
                    Handled::No
                }
            }
            Focus::Form(form) => {
                let answer = key.typed().map_or(Answer::NotTaken, |letter| form.letter(letter));
                self.form_took(answer)
            }
            Focus::Code(_) | Focus::Nothing => Handled::No,
        }
    }

    fn list_took(&mut self, taken: Taken) -> Handled {
        match taken {
            Taken::No => return Handled::No,
            Taken::Yes => {}
            Taken::Rearrange => self.with_screen(|screen, cx| screen.rearrange(cx)),
        }
        Handled::Done(Vec::new())
    }

    fn form_took(&mut self, answer: Answer) -> Handled {
        match answer {
            Answer::NotTaken => Handled::No,
            Answer::Taken => Handled::Done(Vec::new()),
            answer => {
                let steps = self.with_screen(|screen, cx| screen.form_answered(answer, cx));
                let asker = self.here();
                Handled::Done(self.take_steps(steps, asker))
            }
        }
    }

    /// The action that the current screen has bound to a key.
    fn screen_binding(&self, key: Key) -> Option<Action> {
        let bindings = self.places.current()?.spec.bindings;
        bindings.iter().find(|binding| binding.has(key)).map(|binding| binding.action)
    }

    /// Takes pasted text. No name, document or line has controls in it but the ends of its lines.
    pub(super) fn paste(&mut self, text: &str) -> Vec<Effect> {
        let is_wanted = |letter: &char| !letter.is_control() || matches!(letter, '\n' | '\r' | '\t');
        let clean: String = text.chars().filter(is_wanted).collect();
        let Some(effects) = self.paste_clean(&clean) else {
            let way = if self.overlays.is_empty() { " : opens the command line." } else { "" };
            self.hint(Tone::Info, format!("There is no field here to paste into.{way}"));
            return Vec::new();
        };
        if clean.len() < text.len() {
            self.hint(Tone::Info, "Control characters were left out of what was pasted.");
        }
        effects
    }

    /// Hands clean text to what takes it; `None` where nothing does.
    fn paste_clean(&mut self, text: &str) -> Option<Vec<Effect>> {
        if !self.overlays.is_empty() {
            return self.with_overlay(|overlay, cx| overlay.paste(text, cx));
        }
        if self.denied.is_some() {
            return None;
        }
        let handled = match self.places.current_mut()?.screen.focus() {
            Focus::List(list) => {
                let taken = list.paste(text);
                self.list_took(taken)
            }
            Focus::Form(form) => {
                let answer = form.paste(text);
                self.form_took(answer)
            }
            Focus::Code(code) => {
                let answer = code.paste(text);
                self.form_took(answer)
            }
            Focus::Document(_) | Focus::Rows(_) | Focus::Choices(_) | Focus::Nothing => Handled::No,
        };
        match handled {
            Handled::Done(effects) => Some(effects),
            Handled::No => None,
        }
    }

    /// Performs an action of the current screen or of the shell.
    pub(super) fn act(&mut self, action: Action) -> Vec<Effect> {
        let of_screen = self.places.current().is_some_and(|place| place.spec.bindings.iter().any(|binding| binding.action == action));
        if !of_screen {
            return self.act_shell(action);
        }
        if let Some(reason) = self.why_not(action) {
            self.hint(Tone::Warning, reason);
            return Vec::new();
        }
        let steps = self.with_screen(|screen, cx| screen.act(action, cx));
        let asker = self.here();
        let is_page = self.is_on_page();
        let effects = self.take_steps(steps, asker);
        // From a page that another one leads to, esc leads back to that.
        let came_from = self.places.behind().map(|behind| Asker::Place(behind.id));
        if is_page
            && self.is_on_page()
            && came_from == Some(asker)
            && let Some(place) = self.places.current_mut()
        {
            place.leads_back = true;
        }
        effects
    }

    /// Whether one is on the page of something.
    fn is_on_page(&self) -> bool {
        self.route().is_some_and(|here| here.subject.is_some() && !here.screen.is_wizard())
    }

    /// The current screen, as one who asks.
    pub(super) fn here(&self) -> Asker {
        self.places.current().map_or(Asker::Shell, |place| Asker::Place(place.id))
    }
}
