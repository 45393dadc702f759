//! What a document comes to, service by service, as the last step shows it.

use crate::app::overlay::gives_and_takes::SHOW_ALL;
use crate::policy::document::{Document, Effect};
use crate::policy::summary::{ServiceRow, Summary};
use crate::screens::parts::summary::why_nothing;
use crate::theme::Role;
use crate::widgets::{Canvas, Line};

/// Draws the summary in as many rows as there are.
pub(super) fn draw(canvas: &mut Canvas<'_>, text: &str) {
    if canvas.height() == 0 {
        return;
    }
    let width = canvas.width();
    let lines: Vec<Line> = lines_of(text).iter().flat_map(|line| line.wrapped(width)).collect();
    let room = canvas.height();
    let shown = if lines.len() > room { room.saturating_sub(1) } else { lines.len() };
    for (row, line) in lines.iter().take(shown).enumerate() {
        canvas.line(row, line);
    }
    if shown < lines.len() {
        canvas.line(shown, &Line::new().quiet(format!("and {} more lines  ", lines.len() - shown)).key(SHOW_ALL.to_string(), "all"));
    }
}

/// All of it; nothing of what is no document.
pub(super) fn lines_of(text: &str) -> Vec<Line> {
    Document::read(text).map_or_else(|_| Vec::new(), |document| lines(&Summary::of(&document)))
}

fn lines(summary: &Summary) -> Vec<Line> {
    let mut lines = Vec::new();
    for (effect, title) in [(Effect::Deny, "Explicit deny"), (Effect::Allow, "Allow")] {
        let section = summary.section(effect);
        if section.is_empty() {
            continue;
        }
        let of_all = format!("  {} of {} services", section.reached(), crate::catalog::SERVICE_REFERENCE.services().len());
        lines.push(Line::new().title(title).quiet(of_all));
        let widest =
            |column: fn(&ServiceRow) -> String| section.services().iter().map(|row| column(row).chars().count()).max().unwrap_or(0);
        let widths = (widest(|row| row.service.short_name.to_owned()), widest(|row| row.access.to_string()));
        lines.extend(section.services().iter().map(|row| service(row, effect, widths)));
    }
    if let Some(unknown) = summary.unknown() {
        let words = format!("The reference does not know {unknown}: what comes of that is not told here.");
        lines.push(Line::new().with("▲ ", Role::Warning).text(words));
    }
    if lines.is_empty() {
        lines.push(Line::new().with("▲ ", Role::Warning).text("It allows and denies nothing."));
    }
    lines
}

fn service(row: &ServiceRow, effect: Effect, (names, accesses): (usize, usize)) -> Line {
    let name = format!("{:<names$}", row.service.short_name);
    if row.access.granted() == 0 {
        return Line::new().with("▲ ", Role::Warning).text(format!("{name}  {}", nothing(row, effect)));
    }
    let (sign, role) = if effect == Effect::Allow { ("✔ ", Role::Good) } else { ("✖ ", Role::Bad) };
    let access = format!("  {:<accesses$}", row.access.to_string());
    Line::new().with(sign, role).text(name).text(access).quiet(format!("  {}", row.resources)).quiet(wanted(row))
}

/// That the document does nothing about a service that it names, and why.
fn nothing(row: &ServiceRow, effect: Effect) -> String {
    let does = if effect == Effect::Allow { "Allows" } else { "Denies" };
    format!("{does} nothing: {}", why_nothing(row))
}

fn wanted(row: &ServiceRow) -> String {
    match row.wanted.to_string().as_str() {
        "None" => String::new(),
        words => format!("  if {words}"),
    }
}
