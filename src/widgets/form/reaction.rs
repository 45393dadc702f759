//! What a field made of a key.

use crate::widgets::text_input::TextInput;

/// What a field made of a key.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reaction {
    None,
    Moved,
    Changed,
    Pressed,
}

/// What became of a text that something was done with, if it was anything.
pub(super) fn edit(input: &mut TextInput, with: impl FnOnce(&mut TextInput) -> bool) -> Reaction {
    let before = input.text().to_owned();
    if !with(input) {
        Reaction::None
    } else if input.text() == before {
        Reaction::Moved
    } else {
        Reaction::Changed
    }
}
