//! The key bar: what the keys do now, the screen's own first.
//!
//! ```text
//!  a add permissions  enter open  x remove…  / filter  : go to  ? keys
//! ```

use std::collections::HashSet;

use crate::app::action::Action;
use crate::app::binding::{Binding, SHELL};
use crate::app::coach::{KeyOf, Pointing};
use crate::app::model::typing::Letters;
use crate::app::model::{Asker, Model};
use crate::app::overlay::Hint;
use crate::theme::Role;
use crate::widgets::form::CHOOSING;
use crate::widgets::{Canvas, Code, Hit, Key, Line};

/// Columns that a screen has at least, as a rule.
const USUAL: usize = 80;

/// Draws it. What a hint of the coach points at comes first, so that it is in sight.
pub(super) fn draw(model: &Model, pointed: &[Pointing], canvas: &mut Canvas<'_>) {
    let mut hints = hints(model);
    if let Some(first) = pointed.iter().find_map(|pointing| pointed_key(model, pointing)) {
        hints.retain(|hint| hint.keys != first.keys);
        hints.insert(0, first);
    }
    let mut room = canvas.width();
    // The way to all keys, or out of what lies over the screen, is always in sight, at the right.
    let all_keys = SHELL.iter().find(|binding| binding.action == Action::Keys).map_or(&[][..], |binding| binding.keys);
    let to_all_keys = hints.iter().position(|hint| hint.keys.iter().all(|key| all_keys.contains(key)));
    if let Some(at) = to_all_keys.or_else(|| hints.iter().position(|hint| hint.keys == [Key::plain(Code::Esc)])) {
        let hint = hints.remove(at);
        room = room.saturating_sub(line(&hint).width() + 1);
        draw_hint(canvas, room, &hint);
    }
    if let Some(key) = model.pressed {
        let line = Line::new().with(format!("pressed {key} "), Role::Info);
        room = room.saturating_sub(line.width() + 1);
        canvas.line_at(0, room, &line);
    }
    let room = room.saturating_sub(1);
    // So is the way back, but on a screen that has hardly room for what one came for: what has no room beside it gives way.
    let back = hints.iter().position(|hint| hint.keys == [Key::plain(Code::Esc)]).filter(|_| canvas.width() >= USUAL);
    let reserved = back.and_then(|back| hints.get(back)).map_or(0, |hint| line(hint).width() + 2);
    let mut at = 1;
    let mut is_full = false;
    for (place, hint) in hints.iter().enumerate() {
        let end = at + line(hint).width();
        let needed = if back.is_some_and(|back| place < back) { end + reserved } else { end };
        is_full |= needed > room;
        if is_full && back != Some(place) {
            continue;
        }
        if end > room {
            break;
        }
        draw_hint(canvas, at, hint);
        at = end + 2;
    }
}

/// The key that is pointed at, where it stands in the key bar; to a screen that the navigation has no room for, the key that leads
/// everywhere.
fn pointed_key(model: &Model, pointing: &Pointing) -> Option<Hint> {
    let (bindings, action) = match pointing {
        Pointing::Key(of @ (KeyOf::Screen | KeyOf::Shell), action) if model.why_not(*action).is_none() => {
            (super::pointing::bindings(model, *of), *action)
        }
        Pointing::Screen(_) if super::pointing::is_without_navigation(model) => (SHELL, Action::GoTo),
        _ => return None,
    };
    let binding = bindings.iter().find(|binding| binding.action == action)?;
    let key = binding.keys.iter().copied().find(|key| model.works_now(*key))?;
    let own = model.places.current().zip(model.cx()).and_then(|(place, cx)| place.screen.label(action, &cx));
    Some(Hint::new(&[key], own.unwrap_or(binding.label)))
}

fn line(hint: &Hint) -> Line {
    Line::new().key(hint.keys(), &hint.label)
}

/// Draws keys and what they do. A click presses the key, of several the one that it is on.
fn draw_hint(canvas: &mut Canvas<'_>, column: usize, hint: &Hint) {
    let end = canvas.line_at(0, column, &line(hint));
    if let [key] = hint.keys[..] {
        canvas.hit(0, column, end - column, Hit::Key(key));
        return;
    }
    let mut at = column;
    for key in &hint.keys {
        let width = Line::new().accent(key.to_string()).width();
        canvas.hit(0, at, width, Hit::Key(*key));
        at += width + 1;
    }
}

/// Marks a row, where several can be chosen.
const MARKING: &[Key] = &[Key::char(' ')];

/// What the keys do now that are worth a place in the key bar.
fn hints(model: &Model) -> Vec<Hint> {
    let Some(cx) = model.cx() else { return vec![Hint::new(&[Key::ctrl('c')], "quit")] };
    if let Some(layer) = model.overlays.last() {
        let is_refused = model.refused_over_screen().is_some();
        let leads = |action: &Action| !model.ways_from_overlay(*action).is_empty() || (*action == Action::WhyDenied && is_refused);
        let denial = [Action::WhyDenied, Action::WhoCould].into_iter().filter(leads);
        let denial = denial.filter_map(|action| {
            let binding = SHELL.iter().find(|binding| binding.action == action)?;
            let key = binding.keys.iter().copied().find(|key| model.works_now(*key))?;
            Some(Hint::new(&[key], binding.label))
        });
        return layer.overlay.hints(&cx).into_iter().chain(denial).collect();
    }
    let Some(place) = model.places.current() else { return Vec::new() };
    let is_working = model.work_of(Asker::Place(place.id)).is_some();
    // Who came to do something here is told first how to go on with what that is for.
    let from = model.places.behind().filter(|_| place.is_aside).map(|behind| (behind.spec.title)(&cx));
    let hint = |binding: &Binding, key: Key| {
        let label = match (binding.action, &from) {
            (Action::Close, _) if is_working => "cancel".to_owned(),
            (Action::Close, Some(from)) => format!("back to {from}"),
            _ => place.screen.label(binding.action, &cx).unwrap_or(binding.label).to_owned(),
        };
        Some(Hint::new(&[key], label))
    };
    let of_shell = |action: &Action| {
        let binding = SHELL.iter().find(|binding| binding.action == *action)?;
        hint(binding, binding.keys.iter().copied().find(|key| model.is_shells_now(*key))?)
    };
    if model.typing.letters == Letters::Filter {
        return Hint::while_filtering().into_iter().chain(of_shell(&Action::Keys)).collect();
    }
    if model.typing.letters == Letters::Offers {
        return Hint::while_offered().into_iter().chain(of_shell(&Action::Keys)).collect();
    }
    let screen = place.spec.bindings.iter().filter(|binding| model.why_not(binding.action).is_none());
    let denial: &[Action] = match model.denials().is_empty() {
        false => &[Action::WhyDenied, Action::WhoCould],
        true if model.is_refusal_in_sight() => &[Action::WhyDenied],
        true => &[],
    };
    let denial = denial.iter().filter(|action| model.why_not_shell(**action).is_none()).filter_map(of_shell);
    let switch_back = model.has_switched().then_some(&Action::SwitchBack).into_iter().filter_map(of_shell);
    let shell_actions: &[Action] = if place.spec.parent.is_some() && !model.is_at_sign_in() {
        &[Action::Close, Action::Filter, Action::GoTo, Action::Keys, Action::Menu, Action::ToggleMouse]
    } else {
        &[Action::GoTo, Action::Keys, Action::Menu, Action::Palette, Action::ToggleMouse, Action::Quit]
    };
    let shell = shell_actions.iter().filter(|action| **action != Action::Filter || model.typing.letters == Letters::List);
    let shell = shell.filter(|action| **action != Action::Close || from.is_none());
    let back = from.as_ref().and_then(|_| of_shell(&Action::Close));
    let choosing = model.typing.is_on_choice.then(|| Hint::new(CHOOSING, "choose"));
    // Behind what one mostly does with a row.
    let of_screen = |binding: &Binding| hint(binding, binding.keys.iter().copied().find(|key| model.works_now(*key))?);
    let mut own: Vec<Hint> = screen.filter_map(of_screen).collect();
    // Two keys that do the same here need one place.
    let mut told = HashSet::new();
    own.retain(|hint| told.insert(hint.label.clone()));
    if model.typing.marks_rows {
        own.insert(own.len().min(1), Hint::new(MARKING, "choose"));
    }
    back.into_iter().chain(denial).chain(choosing).chain(own).chain(switch_back).chain(shell.filter_map(of_shell)).collect()
}
