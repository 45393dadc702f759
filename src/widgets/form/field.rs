//! A field of a form.

use super::tags::Tags;
use crate::account::operation::{Member, Tag};
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
        /// Which one up and down have come to, where that alone does not choose it.
        reached: Option<usize>,
    },
    /// Tags, each a key and a value.
    Tags(Tags),
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
    /// The six digits of a code, and blanks for the eye; further digits go on into the next field.
    Code,
}

/// How many digits a code has.
pub(super) const CODE_DIGITS: usize = 6;

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
    pub(super) member: Option<&'static Member>,
    pub(super) optional: bool,
    /// Typed in since it was last empty: an error may be shown.
    pub(super) dirty: bool,
    /// The next field follows without a blank row.
    pub(super) is_joined: bool,
    /// The text is only proposed: what is typed takes its place.
    pub(super) is_proposed: bool,
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
            is_proposed: false,
        }
    }

    /// A line of text.
    pub fn text_line(id: F, label: impl Into<String>, text: impl Into<String>) -> Self {
        Self::new(id, label, Kind::Text { input: TextInput::new(text), accepts: Accepts::Anything })
    }

    /// A line of text whose blanks, as in `table/${TableName}`, are to be filled in.
    pub fn template(id: F, label: impl Into<String>, text: impl Into<String>) -> Self {
        Self::new(id, label, Kind::Text { input: TextInput::template(text), accepts: Accepts::Anything })
    }

    /// A line of digits.
    pub fn digits(id: F, label: impl Into<String>, text: impl Into<String>) -> Self {
        Self::new(id, label, Kind::Text { input: TextInput::new(text), accepts: Accepts::Digits })
    }

    /// A code of six digits.
    pub fn code(id: F, label: impl Into<String>) -> Self {
        Self::new(id, label, Kind::Text { input: TextInput::default(), accepts: Accepts::Code })
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
        Self::new(id, label, Kind::Choice { options, chosen, reached: None })
    }

    /// Up and down only go to its options; the blank takes one. For what holds as soon as it is chosen.
    #[must_use]
    pub const fn taken_by_space(mut self) -> Self {
        if let Kind::Choice { chosen, reached, .. } = &mut self.kind {
            *reached = Some(*chosen);
        }
        self
    }

    /// Tags, at most so many.
    pub fn tags(id: F, label: impl Into<String>, most: usize) -> Self {
        Self::new(id, label, Kind::Tags(Tags::new(most)))
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

    /// Its text is proposed: the first letter that is typed takes its place, and any other key keeps it.
    #[must_use]
    pub const fn proposed(mut self) -> Self {
        self.is_proposed = true;
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
        matches!(self.kind, Kind::Text { accepts: Accepts::Anything, .. } | Kind::Secret { .. } | Kind::Tags(_))
    }

    pub(super) const fn is_code(&self) -> bool {
        matches!(self.kind, Kind::Text { accepts: Accepts::Code, .. })
    }

    /// Whether it is a code that has all its digits.
    pub(super) fn is_full(&self) -> bool {
        self.is_code() && self.text().bytes().filter(u8::is_ascii_digit).count() >= CODE_DIGITS
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

    pub(super) fn tags_in(&self) -> Vec<Tag> {
        if let Kind::Tags(tags) = &self.kind { tags.all() } else { Vec::new() }
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
}
