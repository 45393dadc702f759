//! The editor's keys. Letters are typed while the text has them; they are keys in the visual view only.

use super::help_keys::WRITING_HELP;
use crate::app::action::Action;
use crate::app::binding::{Binding, joined, total};
use crate::app::overlay::gives_and_takes;
use crate::screens::parts::wizard;
use crate::widgets::key::{Code, Key};

pub(super) const BINDINGS: &[Binding] = &joined::<{ total(TABLES) }>(TABLES);

const TABLES: &[&[Binding]] = &[
    &[
        Binding::new(&[Key::ctrl('s')], Action::Next, "next", "Go to the next step, or finish on the last"),
        Binding::new(&[Key::plain(Code::F(4))], Action::Visual, "visual", "Change the statements as cards, or go back to the JSON"),
        Binding::new(&[Key::plain(Code::Enter)], Action::Open, "change", "Change what the selected row of a card is about"),
        Binding::new(&[Key::char('n')], Action::Create, "add statement", "Add a statement, in the visual view"),
        Binding::new(&[Key::char('t')], Action::Switch, "allow or deny", "Turn the effect of the selected statement"),
        Binding::new(&[Key::char('a')], Action::Add, "add actions…", "Choose a service and its actions for the selected statement"),
        Binding::new(&[Key::char('r')], Action::AddResource, "add resource…", "Add a resource to the selected statement"),
        Binding::new(&[Key::char('c')], Action::AddCondition, "add condition…", "Add a condition to the selected statement"),
        Binding::new(&[Key::char('x')], Action::Remove, "remove", "Remove what the selected row of a card is about"),
        Binding::new(&[Key::char('!')], Action::Negate, "not", "Turn Action into NotAction or back; on a resource, Resource"),
        Binding::new(&[Key::char('K'), Key::alt(Code::Up)], Action::MoveUp, "move up", "Put the selected statement before the one above"),
        Binding::new(
            &[Key::char('J'), Key::alt(Code::Down)],
            Action::MoveDown,
            "move down",
            "Put the selected statement behind the next one",
        ),
    ],
    WRITING_HELP,
    &[
        Binding::new(&[Key::ctrl('o')], Action::Begin, "begin with…", "Begin with a starter or with another policy"),
        Binding::new(&[Key::ctrl('g')], Action::Findings, "findings…", "List all findings, and go to one"),
        gives_and_takes::BINDING,
        wizard::PREVIOUS,
        wizard::COMMANDS,
    ],
];
