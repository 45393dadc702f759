//! What stands in the place of what may not be seen, in every part of a screen, with the keys that lead on from there.

use std::rc::Rc;

use crate::account::operation::Operation;
use crate::account::refusal::Refusal;
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::sight::denial::Denial;
use crate::app::sight::unseen;
pub(in crate::screens) use crate::app::sight::unseen::{ROWS, Unseen};
use crate::theme::Role;
use crate::widgets::list::Listing;
use crate::widgets::{Canvas, Line};

/// What stands in a cell of a list that may not be seen.
pub(in crate::screens) const CELL: &str = "denied";

/// Rows of which some cells may be seen and others not: those that tell more than their list does ask for it by themselves.
pub(in crate::screens) trait Asking: Listing {
    /// What is seen of them.
    fn cx(&self) -> &Cx<'_>;

    /// What must be allowed so that a cell may be seen.
    fn needs(&self, key: &Self::Key, column: usize) -> Vec<Operation>;

    /// Why a cell may not be seen.
    fn refusal(&self, key: &Self::Key, column: usize) -> Option<Rc<Refusal>> {
        self.cx().first_refusal(&self.needs(key, column))
    }

    /// Whether it may.
    fn may_see(&self, key: &Self::Key, column: usize) -> bool {
        self.refusal(key, column).is_none()
    }

    /// The first cell of a row that may not be seen.
    fn unseen(&self, key: &Self::Key) -> Option<Unseen> {
        let mut columns = self.columns().iter().enumerate();
        columns.find_map(|(at, column)| Some(Unseen { name: column.title, refusal: self.refusal(key, at)? }))
    }
}

/// Draws a list, and below it why a cell of the selected row may not be seen, where one may not and there is room.
pub(in crate::screens) fn draw_beside(canvas: &mut Canvas<'_>, unseen: Option<&Unseen>, draw: impl FnOnce(&mut Canvas<'_>)) {
    let lines = unseen.map(|unseen| unseen.lines(canvas.width())).unwrap_or_default();
    unseen::draw_beside(canvas, &lines, draw);
}

/// The keys that lead to why something was denied to whoever is signed in, and to who could allow it; as far as they lead there.
pub(in crate::screens) fn keys(cx: &Cx<'_>, refusal: &Refusal) -> Line {
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
pub(in crate::screens) fn draw_parts(
    cx: &Cx<'_>,
    canvas: &mut Canvas<'_>,
    title: &str,
    (denied, is_all): (&[(&str, &Refusal)], bool),
    empty: &[Line],
    draw: impl FnOnce(&mut Canvas<'_>, &str, &[Line]),
) {
    let Some((_, refusal)) = denied.first() else { return draw(canvas, title, empty) };
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
    let mut lines = line.wrapped(canvas.width());
    // The keys lead to what the selected row is denied, where that is something.
    let meant = cx.here.and_then(|place| place.screen.denied(cx));
    let is_meant = meant.is_none_or(|meant| meant == **refusal);
    let message = Line::new().quiet(format!("– {}", refusal.message)).wrapped(canvas.width());
    if is_meant && canvas.height() > ROWS + lines.len() + message.len() + 2 {
        lines.extend(message);
    }
    let below = canvas.height().saturating_sub(lines.len() + 2);
    // What is counted is what may be seen.
    let title = format!("{title}, in part");
    draw(&mut canvas.rows(0, below), &title, &[Line::new().quiet("There is nothing here that you may see.")]);
    let keys = if is_meant { keys(cx, refusal) } else { Line::new() };
    for (row, line) in lines.iter().chain([&keys]).enumerate() {
        canvas.line(below + 1 + row, line);
    }
}
