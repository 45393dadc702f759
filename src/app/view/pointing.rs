//! Drawing what a hint of the coach points at: underlined in the accent, wherever it is on the screen.

use crate::app::action::Action;
use crate::app::binding::{Binding, COACH, SHELL};
use crate::app::coach::{KeyOf, Pointing, is_tab, pointing};
use crate::app::model::Model;
use crate::widgets::{Canvas, Hit, Key};

/// What is pointed at from where one is.
pub(super) fn now(model: &Model) -> Vec<Pointing> {
    let (Some(cx), Some(place)) = (model.cx(), model.places.current()) else { return Vec::new() };
    let is_in_sight = model.overlays.is_empty() && model.denied.is_none();
    cx.coach.filter(|_| is_in_sight).map_or_else(Vec::new, |coach| pointing(coach, &cx, place))
}

/// The bindings that a key is of.
pub(super) fn bindings(model: &Model, of: KeyOf) -> &'static [Binding] {
    match of {
        KeyOf::Screen => model.places.current().map_or(&[], |place| place.spec.bindings),
        KeyOf::Shell => SHELL,
        KeyOf::Coach => COACH,
    }
}

/// Points at what was drawn.
pub(super) fn draw(model: &Model, pointings: &[Pointing], canvas: &mut Canvas<'_>) {
    for pointing in pointings {
        match pointing {
            Pointing::Key(of, action) => at_key(bindings(model, *of), *action, canvas),
            Pointing::Tab(name) => {
                canvas.point_at_hits(|hit, text| (matches!(hit, Hit::Tab(_)) && is_tab(text, name)).then(|| text.to_owned()));
            }
            Pointing::Rows(names) => canvas.point_at_hits(|hit, text| {
                let found = |name: &&String| text.split_whitespace().any(|word| word.trim_start_matches('▌').eq_ignore_ascii_case(name));
                matches!(hit, Hit::Row(_)).then(|| names.iter().find(found).cloned()).flatten()
            }),
            Pointing::Fields => canvas.point_at_hits(|hit, text| {
                let label = text.trim_start().split("  ").next().unwrap_or_default();
                (matches!(hit, Hit::Field(_)) && !label.is_empty()).then(|| label.to_owned())
            }),
            Pointing::Screen(_) if is_without_navigation(model) => at_key(SHELL, Action::GoTo, canvas),
            // The navigation points at its entry itself.
            Pointing::Screen(_) => {}
        }
    }
}

/// Whether there is no room for the navigation beside the step.
pub(super) fn is_without_navigation(model: &Model) -> bool {
    model.card().is_some_and(|(_, has_navigation)| !has_navigation)
}

/// Points at the key that an action has.
fn at_key(bindings: &[Binding], action: Action, canvas: &mut Canvas<'_>) {
    let keys: &[Key] = bindings.iter().find(|binding| binding.action == action).map_or(&[], |binding| binding.keys);
    canvas.point_at_hits(|hit, text| matches!(hit, Hit::Key(key) if keys.contains(&key)).then(|| text.to_owned()));
}
