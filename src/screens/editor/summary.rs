//! What a document comes to, service by service, as the last step shows it.

use crate::policy::document::{Document, Effect};
use crate::policy::summary::{ServiceRow, Summary};
use crate::theme::Role;
use crate::widgets::{Canvas, Line};

/// Columns of a service's name and of what is granted of it.
const NAME: usize = 18;
const ACCESS: usize = 34;

/// Draws the summary in as many rows as there are.
pub(super) fn draw(canvas: &mut Canvas<'_>, text: &str) {
    if canvas.height() < 2 {
        return;
    }
    let Ok(document) = Document::read(text) else { return };
    let lines = lines(&Summary::of(&document));
    let room = canvas.height();
    let shown = if lines.len() > room { room.saturating_sub(1) } else { lines.len() };
    for (row, line) in lines.iter().take(shown).enumerate() {
        canvas.line(row, line);
    }
    if shown < lines.len() {
        canvas.line(shown, &Line::new().quiet(format!("and {} more lines", lines.len() - shown)));
    }
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
        lines.extend(section.services().iter().map(|row| service(row, effect)));
    }
    if lines.is_empty() {
        lines.push(Line::new().with("▲ ", Role::Warning).text("It allows and denies nothing."));
    }
    lines
}

fn service(row: &ServiceRow, effect: Effect) -> Line {
    let (sign, role) = if effect == Effect::Allow { ("✔ ", Role::Good) } else { ("✖ ", Role::Bad) };
    let name = format!("{:<NAME$}", row.service.short_name);
    let access = format!("{:<ACCESS$}", row.access.to_string());
    Line::new().with(sign, role).text(name).text(access).quiet(format!("  {}", row.resources)).quiet(wanted(row))
}

fn wanted(row: &ServiceRow) -> String {
    match row.wanted.to_string().as_str() {
        "None" => String::new(),
        words => format!("  if {words}"),
    }
}
