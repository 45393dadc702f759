//! A field of a form.

use crate::account::operation::{Member, Value};
use crate::account::plan::check_member;
use crate::account::secret::Secret;
use crate::widgets::key::{Code, Key};
use crate::widgets::text_input::TextInput;

/// What became of a key, a paste or a click.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Answer {
    /// It was for somebody else.
    NotTaken,
    /// The focus moved.
    Taken,
    /// A field changed.
    Changed,
    /// The button with the focus was pressed.
    Pressed,
    /// The form is to be sent.
    Submitted,
}

/// What a field made of a key.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reaction {
    None,
    Moved,
    Changed,
    Pressed,
}

/// What a field holds.
pub enum Kind {
    /// A line of text.
    Text {
        /// The text.
        input: TextInput,
        /// Which characters it takes.
        accepts: Accepts,
    },
    /// Text that is not for other eyes.
    Secret {
        /// The text.
        input: TextInput,
        /// Whether it is shown all the same.
        shown: bool,
    },
    /// On or off.
    Toggle(bool),
    /// One of several.
    Choice {
        /// What there is to choose.
        options: Vec<ChoiceOption>,
        /// Which is chosen.
        chosen: usize,
    },
    /// Something to press.
    Button,
    /// Words between fields.
    Note,
}

/// Which characters a line of text takes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Accepts {
    /// All.
    Anything,
    /// Digits only; other letters are commands.
    Digits,
}

/// An option of a choice.
pub struct ChoiceOption {
    /// What it is called.
    pub label: String,
    /// What it means.
    pub about: String,
}

/// A field.
#[allow(clippy::struct_excessive_bools, reason = "each says something of its own")]
pub struct Field<F> {
    pub(super) id: F,
    pub(super) label: String,
    pub(super) kind: Kind,
    pub(super) hint: String,
    /// What is wrong with the field by itself.
    pub(super) error: Option<String>,
    /// What is wrong with the form as it was sent, for which this field is to blame.
    pub(super) refusal: Option<String>,
    pub(super) hidden: bool,
    member: Option<&'static Member>,
    optional: bool,
    /// Typed in since it was last empty: an error may be shown.
    dirty: bool,
    /// The next field follows without a blank row.
    pub(super) is_joined: bool,
}

impl<F: Copy + PartialEq> Field<F> {
    fn new(id: F, label: impl Into<String>, kind: Kind) -> Self {
        Self {
            id,
            label: label.into(),
            kind,
            hint: String::new(),
            error: None,
            refusal: None,
            hidden: false,
            member: None,
            optional: false,
            dirty: false,
            is_joined: false,
        }
    }

    /// A line of text.
    pub fn text_line(id: F, label: impl Into<String>, text: impl Into<String>) -> Self {
        Self::new(id, label, Kind::Text { input: TextInput::new(text), accepts: Accepts::Anything })
    }

    /// A line of digits.
    pub fn digits(id: F, label: impl Into<String>, text: impl Into<String>) -> Self {
        Self::new(id, label, Kind::Text { input: TextInput::new(text), accepts: Accepts::Digits })
    }

    /// A password.
    pub fn secret(id: F, label: impl Into<String>) -> Self {
        Self::new(id, label, Kind::Secret { input: TextInput::default(), shown: false })
    }

    /// Something to turn on.
    pub fn toggle(id: F, label: impl Into<String>, on: bool) -> Self {
        Self::new(id, label, Kind::Toggle(on))
    }

    /// One of several.
    pub fn choice(id: F, label: impl Into<String>, options: Vec<ChoiceOption>, chosen: usize) -> Self {
        Self::new(id, label, Kind::Choice { options, chosen })
    }

    /// Something to press.
    pub fn button(id: F, label: impl Into<String>) -> Self {
        Self::new(id, label, Kind::Button)
    }

    /// Words between fields.
    pub fn note(id: F, words: impl Into<String>) -> Self {
        Self::new(id, words, Kind::Note)
    }

    /// Says something under the field.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// Checks the text as the door does for this member of an operation; refusals of the member are shown here.
    #[must_use]
    pub const fn of(mut self, member: Option<&'static Member>) -> Self {
        self.member = member;
        self
    }

    /// May stay empty.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// Stands close to the next field, since both are of one kind.
    #[must_use]
    pub const fn joined(mut self) -> Self {
        self.is_joined = true;
        self
    }

    /// Begins hidden.
    #[must_use]
    pub const fn hidden(mut self) -> Self {
        self.hidden = true;
        self
    }

    pub(super) const fn takes_focus(&self) -> bool {
        !self.hidden && !matches!(self.kind, Kind::Note)
    }

    pub(super) const fn takes_letters(&self) -> bool {
        matches!(self.kind, Kind::Text { accepts: Accepts::Anything, .. } | Kind::Secret { .. })
    }

    pub(super) fn is_member(&self, member: &str) -> bool {
        self.member.is_some_and(|own| own.name == member)
    }

    pub(super) fn text(&self) -> &str {
        match &self.kind {
            Kind::Text { input, .. } | Kind::Secret { input, .. } => input.text(),
            _ => "",
        }
    }

    pub(super) fn set_text(&mut self, text: String) {
        if let Kind::Text { input, .. } | Kind::Secret { input, .. } = &mut self.kind {
            input.set(text);
        }
        self.error = None;
        self.refusal = None;
    }

    pub(super) const fn is_on(&self) -> bool {
        matches!(self.kind, Kind::Toggle(true))
    }

    pub(super) const fn chosen(&self) -> usize {
        match self.kind {
            Kind::Choice { chosen, .. } => chosen,
            _ => 0,
        }
    }

    /// Takes a key; a change is checked at once where there was an error before or the text can't become right any more.
    pub(super) fn key(&mut self, key: Key) -> Reaction {
        let reaction = match &mut self.kind {
            Kind::Text { accepts: Accepts::Digits, .. } if key.typed().is_some_and(|c| !c.is_ascii_digit() && c != ' ') => Reaction::None,
            Kind::Secret { shown, .. } if key == Key::ctrl('o') => {
                *shown = !*shown;
                Reaction::Moved
            }
            Kind::Text { input, .. } | Kind::Secret { input, .. } => edit(input, |input| input.key(key)),
            Kind::Toggle(on) if key == Key::char(' ') => {
                *on = !*on;
                Reaction::Changed
            }
            // The options stand one below another: arrows go through them, and past the first and last to other fields.
            Kind::Choice { options, chosen } => match key.code {
                Code::Left | Code::Up if *chosen > 0 => choose(chosen, *chosen - 1),
                Code::Right | Code::Down | Code::Char(' ') if *chosen + 1 < options.len() => choose(chosen, *chosen + 1),
                Code::Char(' ') => choose(chosen, 0),
                Code::Left | Code::Right => Reaction::Moved,
                _ => Reaction::None,
            },
            Kind::Button if matches!(key.code, Code::Enter | Code::Char(' ')) => Reaction::Pressed,
            _ => Reaction::None,
        };
        self.after(reaction)
    }

    pub(super) fn paste(&mut self, text: &str) -> Reaction {
        let reaction = match &mut self.kind {
            Kind::Text { input, accepts: Accepts::Digits } => {
                let digits: String = text.chars().filter(char::is_ascii_digit).take(12).collect();
                edit(input, |input| {
                    input.paste(&digits);
                    true
                })
            }
            Kind::Text { input, .. } | Kind::Secret { input, .. } => edit(input, |input| {
                input.paste(text);
                true
            }),
            _ => Reaction::None,
        };
        self.after(reaction)
    }

    pub(super) fn click(&mut self) -> Reaction {
        let reaction = match &mut self.kind {
            Kind::Toggle(on) => {
                *on = !*on;
                Reaction::Changed
            }
            Kind::Choice { options, chosen } => {
                let next = (*chosen + 1) % options.len().max(1);
                choose(chosen, next)
            }
            Kind::Button => Reaction::Pressed,
            _ => Reaction::Moved,
        };
        self.after(reaction)
    }

    fn after(&mut self, reaction: Reaction) -> Reaction {
        if reaction == Reaction::Changed {
            self.dirty = !self.text().is_empty();
            self.error = self.violation().filter(|_| self.dirty);
        }
        reaction
    }

    /// Checks a field that one has typed in and leaves.
    pub(super) fn check_once_left(&mut self) {
        if self.dirty && self.error.is_none() {
            self.check();
        }
    }

    /// Checks the field as it stands.
    pub(super) fn check(&mut self) {
        let text = self.text();
        let missing = text.is_empty() && !self.optional && matches!(self.kind, Kind::Text { .. } | Kind::Secret { .. });
        self.error = if missing { Some("Enter a value.".to_owned()) } else { self.violation() };
    }

    fn violation(&self) -> Option<String> {
        let (member, text) = (self.member?, self.text());
        if text.is_empty() && self.optional {
            return None;
        }
        let secret = Secret::new(text);
        let refusal = match &self.kind {
            Kind::Secret { .. } => check_member(member, Value::Secret(&secret)),
            Kind::Text { accepts: Accepts::Digits, .. } if matches!(member.shape.rule, crate::account::shape::Rule::Number { .. }) => {
                check_member(member, Value::Number(text.trim().parse().unwrap_or(i64::MAX)))
            }
            // A code of fewer digits is one that is still being typed, and blanks are for the eye.
            Kind::Text { accepts: Accepts::Digits, .. } => return None,
            Kind::Text { .. } => check_member(member, Value::Text(text)),
            _ => Ok(()),
        };
        refusal.err().and_then(|refusal| refusal.remedy)
    }
}

fn edit(input: &mut TextInput, with: impl FnOnce(&mut TextInput) -> bool) -> Reaction {
    let before = input.text().to_owned();
    if !with(input) {
        Reaction::None
    } else if input.text() == before {
        Reaction::Moved
    } else {
        Reaction::Changed
    }
}

const fn choose(chosen: &mut usize, option: usize) -> Reaction {
    *chosen = option;
    Reaction::Changed
}
