//! What stands in the place of what may not be seen, in every part of a screen, with the keys that lead on from there.

use crate::account::refusal::Refusal;
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::denial::Denial;
use crate::theme::Role;
use crate::widgets::{Canvas, Line};

/// The keys that lead to why something was denied to whoever is signed in, and to who could allow it; as far as they lead there.
pub(super) fn keys(cx: &Cx<'_>, refusal: &Refusal) -> Line {
    let Some(denied) = refusal.denied.as_deref() else { return Line::new() };
    let denial = Denial::new(denied);
    let ways = [(Action::WhyDenied, "D", "why, in full"), (Action::WhoCould, "A", "who could give me this")];
    let leading = ways.into_iter().filter(|(action, ..)| denial.way(*action, cx.account).is_ok());
    leading.enumerate().fold(Line::new(), |line, (at, (_, key, words))| {
        let line = if at > 0 { line.text("   ") } else { line };
        line.key(key, words)
    })
}

/// Draws a list that is put together from several: below it stands which of them are denied, each by its name; where all are, that
/// stands in its place, below the title, and nothing is counted. `draw` draws the list, with what to say where it is empty.
pub(super) fn draw_parts(
    cx: &Cx<'_>,
    canvas: &mut Canvas<'_>,
    title: &str,
    (denied, is_all): (&[(&str, &Refusal)], bool),
    empty: &[Line],
    draw: impl FnOnce(&mut Canvas<'_>, &[Line]),
) {
    let Some((_, refusal)) = denied.first() else { return draw(canvas, empty) };
    if is_all {
        let lines =
            [Line::new().with("✖ Access denied", Role::Bad), Line::new().text(refusal.message.clone()), Line::new(), keys(cx, refusal)];
        canvas.line(0, &Line::new().title(title.to_owned()));
        let mut body = canvas.rows(2, usize::MAX);
        let mut body = body.inset(2);
        let mut row = 0;
        for line in &lines {
            row = body.wrapped(row, line);
        }
        return;
    }
    let names: Vec<&str> = denied.iter().map(|(name, _)| *name).collect();
    let line = Line::new().with("✖ Not to be listed by you  ", Role::Bad).text(names.join(", "));
    let lines = line.wrapped(canvas.width());
    let below = canvas.height().saturating_sub(lines.len() + 2);
    draw(&mut canvas.rows(0, below), &[Line::new().quiet("There is nothing here that you may see.")]);
    for (row, line) in lines.iter().chain([&keys(cx, refusal)]).enumerate() {
        canvas.line(below + 1 + row, line);
    }
}
