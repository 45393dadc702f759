//! What keys do first on the current screen: whether letters are commands, or are typed into something.

use super::Model;
use crate::app::action::Action;
use crate::app::binding::{Binding, SHELL};
use crate::app::screen::Focus;
use crate::widgets::key::{Code, Key};

/// What keys do first, as of the last message.
#[derive(Clone, Copy, Default)]
pub(in crate::app) struct Typing {
    /// What letters are.
    pub letters: Letters,
    /// Whether up and down go through the options of a field.
    pub is_on_choice: bool,
    /// Whether rows can be marked.
    pub marks_rows: bool,
    /// Whether enter breaks a line.
    pub breaks_lines: bool,
}

/// What letters are.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(in crate::app) enum Letters {
    /// Commands.
    #[default]
    Commands,
    /// Commands, and there is a list to filter.
    List,
    /// Typed into a filter.
    Filter,
    /// Typed into a field.
    Field,
    /// Typed into another field than the one with the focus, or where a choice opens: they are no commands of the shell.
    BesideField,
    /// Typed into a text, and what could stand there is offered.
    Offers,
}

impl Letters {
    /// Whether they are commands of the screen and the shell.
    const fn are_commands(self) -> bool {
        matches!(self, Self::Commands | Self::List)
    }

    /// Whether what has the focus takes them.
    const fn are_taken(self) -> bool {
        matches!(self, Self::Filter | Self::Field | Self::Offers)
    }
}

impl Typing {
    /// Where this has the focus.
    fn of(focus: &Focus<'_>) -> Self {
        let letters = match focus {
            Focus::List(list) if list.is_filtering() => Letters::Filter,
            Focus::List(list) if list.has_rows() => Letters::List,
            Focus::Form(form) if form.takes_letters() => Letters::Field,
            Focus::Form(form) if form.has_letters() => Letters::BesideField,
            Focus::Choices(_) => Letters::BesideField,
            Focus::Code(code) if code.offered().is_some() => Letters::Offers,
            Focus::Code(_) => Letters::Field,
            _ => Letters::Commands,
        };
        Self {
            letters,
            is_on_choice: matches!(focus, Focus::Form(form) if form.is_on_choice()),
            marks_rows: matches!(focus, Focus::List(list) if list.marks_rows()),
            breaks_lines: matches!(focus, Focus::Code(_)),
        }
    }
}

impl Model {
    /// Takes note of what keys do first now.
    pub(in crate::app) fn note_typing(&mut self) {
        let place = self.places.current_mut().filter(|_| self.denied.is_none());
        self.typing = place.map(|place| Typing::of(&place.screen.focus())).unwrap_or_default();
    }

    /// Whether a key of the shell or the screen works. What lies over the screen has the keys first; while letters are typed, they
    /// are no commands, nor is enter in a text.
    pub(in crate::app) fn works_now(&self, key: Key) -> bool {
        let is_free = self.overlays.is_empty() && !self.typing.letters.are_taken() || key.typed().is_none();
        is_free && !(self.overlays.is_empty() && self.typing.breaks_lines && key == Key::plain(Code::Enter))
    }

    /// The key that does something now, the screen's own before the shell's.
    pub(in crate::app) fn key_of(&self, action: Action) -> Option<Key> {
        let of = |bindings: &'static [Binding]| bindings.iter().filter(move |binding| binding.action == action).flat_map(|it| it.keys);
        let screen = self.places.current().into_iter().flat_map(|place| of(place.spec.bindings));
        screen.copied().find(|key| self.works_now(*key)).or_else(|| of(SHELL).copied().find(|key| self.is_shells_now(*key)))
    }

    /// Whether a key of the shell works: beside fields, letters are the screen's alone.
    pub(in crate::app) fn is_shells_now(&self, key: Key) -> bool {
        self.works_now(key) && !(self.typing.letters == Letters::BesideField && key.is_letter())
    }

    /// Whether one writes: into a field, a filter or a text, or beside such a field.
    pub(in crate::app) const fn is_writing(&self) -> bool {
        !self.typing.letters.are_commands()
    }

    /// Takes note of a key for those who look on. What is typed may be a secret, and is no key to learn.
    pub(in crate::app) fn note_pressed(&mut self, key: Key) {
        let is_letter = matches!(key, Key { code: Code::Char(_), ctrl: false, alt: false });
        let is_typed = is_letter && (!self.overlays.is_empty() || self.typing.letters.are_taken());
        self.pressed = Some(key).filter(|_| self.hides_secrets() && !is_typed);
    }
}
