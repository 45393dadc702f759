//! What is shown in the place of what may not be seen: what AWS says, and where to go from there.

use crate::account::caller::Caller;
use crate::account::refusal::Refusal;
use crate::app::overlay::oneself::way_out;
use crate::theme::Role;
use crate::widgets::{Canvas, Hit, Key, Line, tabs};

/// Draws a page's head where nothing of it may be seen: the tabs stay, since another may be open to one. Returns the row behind.
pub(super) fn draw_head(canvas: &mut Canvas<'_>, title: &str, titles: Option<(Vec<String>, usize)>) -> usize {
    canvas.line(0, &Line::new().title(title.to_owned()));
    titles.map_or(2, |(titles, shown)| tabs::draw(canvas, 2, &titles, shown) + 1)
}

/// Draws the panel, from a row on; with `is_own` the last change took permissions from who is denied.
pub(super) fn draw(canvas: &mut Canvas<'_>, mut row: usize, refusal: &Refusal, caller: &Caller, (could, is_own): (bool, bool)) {
    canvas.line(row, &Line::new().with("✖ Access denied", Role::Bad));
    row = canvas.paragraph(row + 1, &refusal.message, Role::Text);
    if let Some(remedy) = &refusal.remedy {
        row = canvas.paragraph(row, remedy, Role::Quiet);
    }
    if refusal.denied.is_none() {
        return;
    }
    if is_own {
        row = canvas.paragraph(row, &format!("Your last change took permissions from yourself. {}", way_out(caller)), Role::Quiet);
    }
    let why = Line::new().key("D", "why, in full");
    canvas.hit(row + 1, 0, why.width(), Hit::Key(Key::char('D')));
    let end = canvas.line(row + 1, &why);
    if could {
        let who = Line::new().key("A", "who could give me this");
        canvas.hit(row + 1, end + 3, who.width(), Hit::Key(Key::char('A')));
        canvas.line_at(row + 1, end + 3, &who);
    }
}
