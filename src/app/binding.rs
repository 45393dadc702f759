//! Bindings: which keys do what, in which words. The key bar, the help, the palette, the README's table and the check
//! for conflicts are all made from them.

use super::action::Action;
use crate::widgets::key::{Code, Key};

/// An action with its keys and words.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    /// The keys; the first is the one that is shown.
    pub keys: &'static [Key],
    /// What they do.
    pub action: Action,
    /// In a word or two, for the key bar. Ends with `…` where something opens before anything happens.
    pub label: &'static str,
    /// In a sentence, for help and palette.
    pub about: &'static str,
}

impl Binding {
    /// A binding to one key.
    pub const fn new(keys: &'static [Key], action: Action, label: &'static str, about: &'static str) -> Self {
        Self { keys, action, label, about }
    }

    /// Whether this key is one of its own.
    pub fn has(&self, key: Key) -> bool {
        self.keys.contains(&key)
    }
}

/// How many bindings these tables have together.
pub const fn total(tables: &[&[Binding]]) -> usize {
    let (mut all, mut table) = (0, 0);
    while table < tables.len() {
        all += tables[table].len();
        table += 1;
    }
    all
}

/// These tables as one, so that what several screens have in common stands once. `N` is their [`total`].
pub const fn joined<const N: usize>(tables: &[&[Binding]]) -> [Binding; N] {
    let mut all = [Binding::new(&[], Action::Close, "", ""); N];
    let (mut at, mut table) = (0, 0);
    while table < tables.len() {
        let mut row = 0;
        while row < tables[table].len() {
            all[at] = tables[table][row];
            at += 1;
            row += 1;
        }
        table += 1;
    }
    all
}

/// What works everywhere.
pub static SHELL: &[Binding] = &[
    Binding::new(&[Key::plain(Code::Esc)], Action::Close, "back", "Close one thing: a dialog, a filter, or this screen"),
    Binding::new(&[Key::char('/')], Action::Filter, "filter", "Filter the list as you type; ! before a word leaves it out"),
    Binding::new(
        &[Key::char(':'), Key::plain(Code::F(2))],
        Action::GoTo,
        "go to",
        "Open a screen or an entity by name, or run an aws iam line",
    ),
    Binding::new(&[Key::char('m')], Action::Menu, "menu", "Choose a screen from the navigation"),
    Binding::new(&[Key::char('?'), Key::plain(Code::F(1))], Action::Keys, "keys", "Show what works here, and run it"),
    Binding::new(&[Key::ctrl('p')], Action::Palette, "actions", "Find any action by words"),
    Binding::new(&[Key::char('u')], Action::Undo, "undo", "Undo the last change"),
    Binding::new(&[Key::ctrl('r')], Action::Redo, "redo", "Redo what was undone last"),
    Binding::new(&[Key::char('Y')], Action::CopyCommand, "copy command", "Copy the AWS CLI command of the last change"),
    Binding::new(&[Key::plain(Code::Tab), Key::plain(Code::Right)], Action::NextTab, "next tab", "Show the next tab"),
    Binding::new(&[Key::plain(Code::BackTab), Key::plain(Code::Left)], Action::PreviousTab, "previous tab", "Show the previous tab"),
    Binding::new(&[Key::char('['), Key::alt(Code::Left)], Action::Back, "back", "Go back to where you came from"),
    Binding::new(&[Key::char(']'), Key::alt(Code::Right)], Action::Forward, "forward", "Go forward again"),
    Binding::new(&[Key::char('I')], Action::Identity, "identity…", "Sign out, sign in as someone else, switch roles"),
    Binding::new(&[Key::char('B')], Action::SwitchBack, "switch back", "Go back from a role that you switched to"),
    Binding::new(&[Key::char('O')], Action::SignOut, "sign out…", "Sign out; the sign-in screen is shown"),
    Binding::new(&[Key::char('D'), Key::plain(Code::F(12))], Action::WhyDenied, "why", "Show in full why something was denied to you"),
    Binding::new(&[Key::char('A'), Key::plain(Code::F(11))], Action::WhoCould, "who could", "Show who could give you what was denied"),
    Binding::new(&[Key::char('M')], Action::ToggleMouse, "mouse", "Turn the mouse off, to select text, or on again"),
    Binding::new(&[Key::ctrl('z')], Action::Suspend, "suspend", "Stop for a moment; fg in the shell goes on"),
    Binding::new(&[Key::char('q'), Key::ctrl('c')], Action::Quit, "quit", "Quit, with q from a top screen; everything is kept"),
];

/// What works everywhere while a lesson is gone through, while letters are typed as well.
pub static COACH: &[Binding] = &[
    Binding::new(
        &[Key::ctrl('y'), Key::plain(Code::F(10))],
        Action::Coach,
        "coach",
        "Show all that the coach says; there, its letters work without alt",
    ),
    Binding::new(&[Key::alt(Code::Char('n'))], Action::CoachNext, "go on", "Go to the next step, once this one is done"),
    Binding::new(&[Key::alt(Code::Char('a'))], Action::CoachAnswer, "answer…", "Answer the step's question"),
    Binding::new(&[Key::alt(Code::Char('h'))], Action::CoachHint, "hint", "Show a hint: where, a nudge, the keys, and then together"),
    Binding::new(&[Key::alt(Code::Char('p'))], Action::CoachPrevious, "step before", "Go back to the step before"),
    Binding::new(&[Key::alt(Code::Char('s'))], Action::CoachSkip, "skip", "Leave this step out"),
    Binding::new(&[Key::alt(Code::Char('r'))], Action::CoachReset, "reset step…", "Undo what was done in this step"),
    Binding::new(&[Key::alt(Code::Char('t'))], Action::CoachMoreTime, "more time", "Give yourself more time in an exam"),
    Binding::new(
        &[Key::alt(Code::Char('x'))],
        Action::CoachLeave,
        "leave lesson",
        "Leave the lesson for your own account; it is kept as it is",
    ),
    Binding::new(&[Key::alt(Code::Char('l'))], Action::CoachSteps, "all steps…", "Choose a step to look at; none counts as done by that"),
];

/// How one moves in a list. For help only: lists take these keys themselves.
pub static LIST_HELP: &[(&str, &str)] = &[
    ("↑ ↓ j k", "Move the selection"),
    ("pgup pgdn", "Move by a page"),
    ("g G home end", "Go to the first or last row"),
    ("s S", "Sort by the next column; turn the order"),
    ("space", "Choose a row, where several can be chosen"),
];

/// How one chooses from a list that lies over the screen. For help only: such lists take these keys themselves.
pub static PICKER_HELP: &[(&str, &str)] = &[
    ("a letter", "Filter the list by what is typed; a new word takes the place of the one before"),
    ("space", "Choose a row, where several can be chosen"),
    ("enter", "Take what is chosen"),
    ("↑ ↓ pgup pgdn home end", "Move the selection"),
];

/// How one reads a document. For help only: documents take these keys themselves.
pub static DOCUMENT_HELP: &[(&str, &str)] =
    &[("↑ ↓ j k", "Scroll"), ("pgup pgdn space", "Scroll by a page"), ("g G home end", "Go to the beginning or the end")];

/// How one fills in a form. For help only: forms take these keys themselves.
pub static FORM_HELP: &[(&str, &str)] = &[
    ("tab ↓ shift-tab ↑", "Go to the next or previous field"),
    ("space ↑ ↓", "Turn a box on or off; choose among options, behind the last of which comes the next field"),
    ("ctrl-o", "Show or hide a password"),
    ("ctrl-u ctrl-w", "Clear the field; delete a word"),
    ("ctrl-z", "Take back what was typed last"),
    ("ctrl-x", "Remove the tag that is being typed"),
    ("enter", "Send the form, or go to the next step"),
];
