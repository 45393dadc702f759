//! Forms: fields that check themselves as one types, in the order one goes through them.

mod draw;
mod field;
mod reaction;
mod tags;
mod typing;

pub use field::{Answer, ChoiceOption, Field, Kind};

use super::key::{Code, Key};
use crate::account::operation::Tag;
use field::CODE_DIGITS;
use reaction::Reaction;

/// What goes through the options of a choice, which stand one below another; behind the last one comes the next field.
pub const CHOOSING: &[Key] = &[Key::plain(Code::Up), Key::plain(Code::Down)];
const SPACE: &[Key] = &[Key::char(' ')];
/// What a hit on a field counts its places in: no form has so many fields.
const PLACES: usize = 1 << 8;

/// A form whose fields are told apart by `F`.
pub struct Form<F> {
    fields: Vec<Field<F>>,
    focus: usize,
    /// Whether anything was typed or chosen.
    touched: bool,
    /// Whether the last key led past the last field to the first one, or back.
    wrapped: bool,
}

impl<F: Copy + PartialEq> Form<F> {
    /// A form with the focus on its first field that takes any.
    pub fn new(fields: Vec<Field<F>>) -> Self {
        let focus = fields.iter().position(Field::takes_focus).unwrap_or(0);
        Self { fields, focus, touched: false, wrapped: false }
    }

    /// The field.
    fn field(&self, id: F) -> Option<&Field<F>> {
        self.fields.iter().find(|field| field.id == id)
    }

    fn field_mut(&mut self, id: F) -> Option<&mut Field<F>> {
        self.fields.iter_mut().find(|field| field.id == id)
    }

    /// A text field's text; empty where there is no such field.
    pub fn text(&self, id: F) -> &str {
        self.field(id).map_or("", Field::text)
    }

    /// The tags that are filled in; none where there is no such field.
    pub fn tags(&self, id: F) -> Vec<Tag> {
        self.field(id).map_or_else(Vec::new, Field::tags_in)
    }

    /// Whether a toggle is on.
    pub fn is_on(&self, id: F) -> bool {
        self.field(id).is_some_and(Field::is_on)
    }

    /// Which option of a choice is chosen, from 0.
    pub fn chosen(&self, id: F) -> usize {
        self.field(id).map_or(0, Field::chosen)
    }

    /// The field with the focus.
    pub fn focused(&self) -> Option<F> {
        self.fields.get(self.focus).map(|field| field.id)
    }

    /// Puts the focus on a field.
    pub fn focus_on(&mut self, id: F) {
        let before = self.focus;
        self.focus = self.fields.iter().position(|field| field.id == id && field.takes_focus()).unwrap_or(before);
        if let Some(Field { kind: Kind::Tags(tags), .. }) = self.fields.get_mut(self.focus).filter(|_| self.focus != before) {
            tags.go_to_blank();
            tags.go_to_wrong();
        }
    }

    /// Shows or hides a field.
    pub fn show(&mut self, id: F, shown: bool) {
        if let Some(field) = self.field_mut(id) {
            field.hidden = !shown;
        }
        if !self.fields.get(self.focus).is_some_and(Field::takes_focus) {
            self.focus = self.fields.iter().position(Field::takes_focus).unwrap_or(0);
        }
    }

    /// Sets a text field's text.
    pub fn set_text(&mut self, id: F, text: impl Into<String>) {
        if let Some(field) = self.field_mut(id) {
            field.set_text(text.into());
        }
    }

    /// Offers other options of a choice, the first of which is chosen then.
    pub fn offer(&mut self, id: F, offered: Vec<ChoiceOption>) {
        if let Some(Field { kind: Kind::Choice { options, chosen, reached }, .. }) = self.field_mut(id) {
            (*options, *chosen, *reached) = (offered, 0, reached.map(|_| 0));
        }
    }

    /// Chooses an option of a choice.
    pub fn choose(&mut self, id: F, option: usize) {
        if let Some(Field { kind: Kind::Choice { options, chosen, reached }, .. }) = self.field_mut(id) {
            *chosen = option.min(options.len().saturating_sub(1));
            *reached = reached.map(|_| *chosen);
        }
    }

    /// Sets what is said under a field.
    pub fn set_hint(&mut self, id: F, hint: impl Into<String>) {
        if let Some(field) = self.field_mut(id) {
            field.hint = hint.into();
        }
    }

    /// Puts an error under a field, and the focus on it. It stays until any field changes: then it may hold no more.
    pub fn refuse(&mut self, id: F, error: impl Into<String>) {
        if let Some(field) = self.field_mut(id) {
            field.refusal = Some(error.into());
            if let Kind::Text { input, .. } = &mut field.kind {
                input.go_to_blank();
            }
        }
        self.focus_on(id);
    }

    /// Puts a refusal under the field of the member that is to blame; tells whether there is one.
    pub fn refuse_member(&mut self, member: &str, error: &str) -> bool {
        let blamed = self.fields.iter().find(|field| !field.hidden && field.is_member(member)).map(|field| field.id);
        blamed.map(|id| self.refuse(id, error)).is_some()
    }

    /// Checks all shown fields; the first that is wrong gets the focus.
    pub fn check(&mut self) -> bool {
        let mut first_wrong = None;
        for (place, field) in self.fields.iter_mut().enumerate().filter(|(_, field)| !field.hidden) {
            field.check();
            if field.error.is_some() || field.refusal.is_some() {
                first_wrong = first_wrong.or(Some(place));
            }
        }
        self.focus = first_wrong.unwrap_or(self.focus);
        first_wrong.is_none()
    }

    /// Which keys change the field with the focus, where it is not typed in, and what they do.
    pub fn turned_by(&self) -> Option<(&'static [Key], &'static str)> {
        match self.fields.get(self.focus)?.kind {
            Kind::Choice { reached: None, .. } => Some((CHOOSING, "choose")),
            Kind::Choice { .. } => Some((SPACE, "choose")),
            Kind::Toggle(_) => Some((SPACE, "turn on or off")),
            Kind::Button => Some((SPACE, "press")),
            Kind::Text { .. } | Kind::Secret { .. } | Kind::Tags(_) | Kind::Note => None,
        }
    }

    /// Whether the last key led past the last field to the first one, or back: by where they stand, whatever they are called.
    pub const fn has_wrapped(&self) -> bool {
        self.wrapped
    }

    /// Puts the focus on the first field that takes any, or on the last where one comes from behind.
    pub fn enter(&mut self, forward: bool) {
        let takes_focus = |field: &Field<F>| field.takes_focus();
        let place = if forward { self.fields.iter().position(takes_focus) } else { self.fields.iter().rposition(takes_focus) };
        self.focus = place.unwrap_or(0);
    }

    /// Whether anything was typed or chosen since the form was opened.
    pub const fn is_touched(&self) -> bool {
        self.touched
    }

    /// The form as the application handles it, whatever its fields are.
    pub fn as_any(&mut self) -> &mut dyn AnyForm {
        self
    }
}

/// A form of whatever fields: what keys and clicks do to it.
pub trait AnyForm {
    /// Takes a key.
    fn key(&mut self, key: Key) -> Answer;
    /// Takes pasted text into the field with the focus.
    fn paste(&mut self, text: &str) -> Answer;
    /// Takes a click on a field.
    fn click(&mut self, field: usize) -> Answer;
    /// Takes a letter that is no command: of a choice it chooses the next option that begins with it.
    fn letter(&mut self, _letter: char) -> Answer {
        Answer::NotTaken
    }
    /// Whether up and down go through the options of the field with the focus.
    fn is_on_choice(&self) -> bool {
        false
    }
    /// Whether letters are typed into the field with the focus, so that they are no commands now.
    fn takes_letters(&self) -> bool;
    /// Whether letters are typed into another field of it, so that they are meant for that one.
    fn has_letters(&self) -> bool;
}

impl<F: Copy + PartialEq> Form<F> {
    fn answer(&mut self, reaction: Reaction) -> Answer {
        match reaction {
            Reaction::None => Answer::NotTaken,
            Reaction::Moved => Answer::Taken,
            Reaction::Changed => {
                self.touched = true;
                self.fields.iter_mut().for_each(|field| field.refusal = None);
                Answer::Changed
            }
            Reaction::Pressed => Answer::Pressed,
        }
    }

    fn move_focus(&mut self, forward: bool) -> Answer {
        let count = self.fields.len();
        let step = if forward { 1 } else { count.saturating_sub(1) };
        let mut place = self.focus;
        for _ in 0..count {
            place = (place + step) % count;
            if self.fields[place].takes_focus() {
                break;
            }
        }
        if let Some(left) = self.fields.get_mut(self.focus).filter(|_| place != self.focus) {
            left.check_once_left();
        }
        self.wrapped = if forward { place <= self.focus } else { place >= self.focus };
        self.focus = place;
        if let Some(Field { kind: Kind::Tags(tags), .. }) = self.fields.get_mut(place) {
            tags.enter(forward);
        }
        Answer::Taken
    }
}

impl<F: Copy + PartialEq> Form<F> {
    /// A digit for a code that has all of its own goes on into the code behind it: one may type both in a row as well as go
    /// from one to the other. Tells whether there is room for it.
    fn make_room_for(&mut self, key: Key) -> bool {
        let is_full = |form: &Self| form.fields.get(form.focus).is_some_and(Field::is_full);
        if !is_full(self) || !key.typed().is_some_and(|letter| letter.is_ascii_digit()) {
            return true;
        }
        if self.fields.get(self.focus + 1).is_some_and(|next| next.is_code() && next.takes_focus()) {
            self.focus += 1;
        }
        !is_full(self)
    }

    /// The digits of pasted codes are typed one after the other.
    fn paste_codes(&mut self, text: &str) -> Answer {
        let codes = self.fields.iter().filter(|field| field.is_code()).count();
        let digits = text.chars().filter(char::is_ascii_digit).take(codes * CODE_DIGITS);
        let answers: Vec<Answer> = digits.map(|digit| self.key(Key::char(digit))).collect();
        if answers.contains(&Answer::Changed) { Answer::Changed } else { Answer::Taken }
    }
}

impl<F: Copy + PartialEq> AnyForm for Form<F> {
    fn key(&mut self, key: Key) -> Answer {
        self.wrapped = false;
        if !self.make_room_for(key) {
            return Answer::Taken;
        }
        let reaction = self.fields.get_mut(self.focus).map_or(Reaction::None, |field| field.key(key));
        if reaction != Reaction::None {
            return self.answer(reaction);
        }
        match key {
            Key { code: Code::Tab | Code::Down, alt: false, .. } => self.move_focus(true),
            Key { code: Code::BackTab | Code::Up, alt: false, .. } => self.move_focus(false),
            Key { code: Code::Enter, .. } => Answer::Submitted,
            _ => Answer::NotTaken,
        }
    }

    fn paste(&mut self, text: &str) -> Answer {
        if self.fields.get(self.focus).is_some_and(Field::is_code) {
            return self.paste_codes(text);
        }
        let reaction = self.fields.get_mut(self.focus).map_or(Reaction::None, |field| field.paste(text));
        self.answer(reaction)
    }

    fn click(&mut self, hit: usize) -> Answer {
        let (spot, field) = (hit / PLACES, hit % PLACES);
        if !self.fields.get(field).is_some_and(Field::takes_focus) {
            return Answer::NotTaken;
        }
        self.focus = field;
        if let Field { kind: Kind::Tags(tags), .. } = &mut self.fields[field] {
            match spot.checked_sub(1) {
                Some(spot) => tags.go_to(spot),
                None => tags.go_to_blank(),
            }
        }
        let reaction = self.fields[field].click();
        match self.answer(reaction) {
            Answer::NotTaken => Answer::Taken,
            answer => answer,
        }
    }

    fn letter(&mut self, letter: char) -> Answer {
        let reaction = self.fields.get_mut(self.focus).map_or(Reaction::None, |field| field.letter(letter));
        self.answer(reaction)
    }

    fn is_on_choice(&self) -> bool {
        self.fields.get(self.focus).is_some_and(|field| matches!(field.kind, Kind::Choice { .. }))
    }

    fn takes_letters(&self) -> bool {
        self.fields.get(self.focus).is_some_and(Field::takes_letters)
    }

    fn has_letters(&self) -> bool {
        self.fields.iter().any(|field| field.takes_focus() && field.takes_letters())
    }
}
