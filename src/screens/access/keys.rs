//! What the keys do, tab by tab, and why some do nothing.

use super::answer::{Opening, Row};
use super::asking::AskField;
use super::{Access, Tab};
use crate::app::action::Action;
use crate::app::binding::Binding;
use crate::screens::access::decisions;
use crate::widgets::key::{Code, Key};

pub(super) const BINDINGS: &[Binding] = &[
    Binding::new(&[Key::plain(Code::Enter)], Action::Open, "open", "Open what is selected: a layer's statements, a change to make, a page"),
    Binding::new(
        &[Key::char('e')],
        Action::Ask,
        "ask…",
        "Ask something else, from the action on; with an absent condition key selected, with a value of it",
    ),
    Binding::new(&[Key::plain(Code::F(3))], Action::Choose, "choose…", "Choose what to put into the field: somebody, an action, an ARN"),
    Binding::new(&[Key::char('f')], Action::Narrow, "all", "Show all principals, or only those who may"),
    Binding::new(
        &[Key::char('w')],
        Action::SaveFile,
        "write files",
        "Write the table into files in the working directory, as CSV and JSON",
    ),
    Binding::new(&[Key::plain(Code::F(4))], Action::Next, "next question", "Go to the next question with what is typed"),
    decisions::HELP,
];

/// Why an action can't be done now.
pub(super) fn why_not(of: &Access, action: Action) -> Option<String> {
    let is_answered = of.is_answered();
    let field = of.asking[of.tab as usize].form.focused();
    match action {
        Action::Open | Action::SaveFile | Action::Narrow if of.is_awaited() && !of.is_editing() => {
            Some("The answer is still being worked out. esc cancels that.".into())
        }
        Action::Open if !is_answered && !of.is_editing() => Some("Nothing has been asked yet. e asks.".into()),
        Action::Open if !of.is_editing() && of.why_not_done().is_some() => of.why_not_done().map(str::to_owned),
        Action::Open if !of.is_editing() && matches!(of.on_row(), Some((_, Opening::Nothing))) => {
            Some("No policy there has a statement to open.".into())
        }
        Action::SaveFile if of.tab == Tab::May || !is_answered => Some("There is no table to write.".into()),
        Action::Narrow if of.tab != Tab::Who || !is_answered => Some("There is no table of principals here.".into()),
        Action::Choose if !of.is_editing() => Some("Nothing is being typed. e asks something else.".into()),
        Action::Choose if field == Some(AskField::Credentials) => Some("↑ and ↓ choose here.".into()),
        Action::Choose if field == Some(AskField::Context) => Some("This field is typed.".into()),
        Action::Ask if of.is_editing() => Some("The question is being typed.".into()),
        _ => None,
    }
}

/// The words of an action as things are.
pub(super) fn label(of: &Access, action: Action) -> Option<&'static str> {
    match action {
        Action::Next => Some(match of.tab {
            Tab::May => "who can?",
            Tab::Who => "what can?",
            Tab::What => "may they?",
        }),
        Action::Narrow if of.all => Some("only who may"),
        Action::Open if of.is_editing() => Some("answer"),
        Action::Open if of.on_circumstance() => Some("ask with it"),
        Action::Open if of.on_vain() => Some("its policy"),
        Action::Open if of.on_remedy() == Some(true) => Some("do it…"),
        Action::Open => match of.on_row()? {
            (Row::Meant(_), _) => Some("ask about it"),
            (Row::Statement(..), _) => Some("its policy"),
            (Row::Layer(_), Opening::First) => Some("statements"),
            (Row::Layer(_) | Row::Keys | Row::Key(_), _) if of.on_open() => Some("close"),
            _ => None,
        },
        _ => None,
    }
}
