//! What a lesson's text says of keys: `$press(sign-out)` is shown as the key that does it, and read out as what is typed in its place
//! where there are no keys.

use crate::app::action::Action;
use crate::app::binding::{Binding, COACH, SHELL};
use crate::app::cx::Cx;
use crate::app::screen::Screens;
use crate::theme::Role;
use crate::training::lesson::{Look, Run, Text};
use crate::widgets::Line;

/// Something that a text says how to do.
struct Press {
    /// Its name in texts.
    name: &'static str,
    /// Where its key works.
    place: Place,
    action: Action,
    /// What is typed where there are no keys.
    typed: &'static str,
}

/// Where a key works.
enum Place {
    Anywhere,
    Card,
    /// On the screen of this `:` name.
    Screen(&'static str),
}

const PRESSES: [Press; 6] = [
    Press { name: "answer", place: Place::Card, action: Action::CoachAnswer, typed: "answer" },
    Press { name: "classics", place: Place::Screen("quiz"), action: Action::Ask, typed: "quiz" },
    Press { name: "menu", place: Place::Anywhere, action: Action::Menu, typed: "view" },
    Press { name: "redo", place: Place::Anywhere, action: Action::Redo, typed: "redo" },
    Press { name: "root-password", place: Place::Screen("sign-in"), action: Action::Password, typed: "password" },
    Press { name: "sign-out", place: Place::Anywhere, action: Action::SignOut, typed: "sign-out" },
];

const BEGIN: &str = "$press(";

/// What texts can say how to do, by name.
pub fn presses() -> Vec<&'static str> {
    PRESSES.iter().map(|press| press.name).collect()
}

/// A text with the keys in it.
pub fn with_keys(text: &Text, screens: Screens) -> Text {
    text.map(|piece| filled(piece, |press| key(press, screens).unwrap_or_else(|| press.typed.to_owned())))
}

/// A text with what is typed in the place of keys.
pub fn with_words(text: &Text) -> Text {
    text.map(|piece| filled(piece, |press| press.typed.to_owned()))
}

/// A lesson's text in lines of so many columns, with the keys that it names.
pub fn lines_of(text: &Text, cx: &Cx<'_>, width: usize) -> Vec<Line> {
    let role = |look| match look {
        Look::Plain => Role::Text,
        Look::Emphasis | Look::Strong => Role::Title,
        Look::Code => Role::Info,
    };
    let line = |runs: Vec<Run>| runs.into_iter().fold(Line::new(), |line, run| line.with(run.text, role(run.look)));
    with_keys(text, cx.screens).lines(width).into_iter().map(line).collect()
}

fn key(press: &Press, screens: Screens) -> Option<String> {
    let bindings: &[Binding] = match press.place {
        Place::Anywhere => SHELL,
        Place::Card => COACH,
        Place::Screen(name) => screens.iter().find(|spec| spec.names.contains(&name))?.bindings,
    };
    bindings.iter().find(|binding| binding.action == press.action)?.keys.first().map(ToString::to_string)
}

fn filled(text: &str, put: impl Fn(&Press) -> String) -> String {
    let mut pieces = text.split(BEGIN);
    let mut filled = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let named = piece.split_once(')').and_then(|(name, rest)| Some((PRESSES.iter().find(|press| press.name == name)?, rest)));
        match named {
            Some((press, rest)) => filled.extend([put(press).as_str(), rest]),
            None => filled.extend([BEGIN, piece]),
        }
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_pressed_is_put_in() {
        let put = |text: &str| filled(text, |press| press.typed.to_uppercase());
        assert_eq!(put("Out ($press(sign-out)), $press(redo) it"), "Out (SIGN-OUT), REDO it");
        for text in ["$press(nothing) $5", "$press(", "$press(redo", "", "$pressed"] {
            assert_eq!(put(text), text);
        }
    }
}
