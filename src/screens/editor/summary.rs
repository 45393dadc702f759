//! What a document comes to, service by service, as the last step shows it.

use std::collections::HashMap;

use crate::app::overlay::gives_and_takes::SHOW_ALL;
use crate::catalog::{SERVICE_REFERENCE, Service};
use crate::policy::document::{Document, Effect};
use crate::policy::summary::{ServiceRow, Summary};
use crate::screens::parts::summary::why_nothing;
use crate::theme::Role;
use crate::widgets::{Canvas, Line};

/// Draws these lines in as many rows as there are, the last of which says how many more there are.
pub(super) fn draw(canvas: &mut Canvas<'_>, lines: &[Line]) {
    if canvas.height() == 0 {
        return;
    }
    let width = canvas.width();
    let lines: Vec<Line> = lines.iter().flat_map(|line| line.wrapped(width)).collect();
    let room = canvas.height();
    let shown = if lines.len() > room { room.saturating_sub(1) } else { lines.len() };
    for (row, line) in lines.iter().take(shown).enumerate() {
        canvas.line(row, line);
    }
    if shown < lines.len() {
        canvas.line(shown, &Line::new().quiet(format!("and {} more lines  ", lines.len() - shown)).key(SHOW_ALL.to_string(), "all"));
    }
}

/// All of it under its heading; nothing of what is no document.
pub(super) fn lines_of(text: &str) -> Vec<Line> {
    let Ok(document) = Document::read(text) else { return Vec::new() };
    let heading = Line::new().title("Permissions summary");
    std::iter::once(heading).chain(lines(&Summary::of(&document))).collect()
}

fn lines(summary: &Summary) -> Vec<Line> {
    let mut lines = Vec::new();
    for (effect, title) in [(Effect::Deny, "Explicit deny"), (Effect::Allow, "Allow")] {
        let section = summary.section(effect);
        if section.is_empty() {
            continue;
        }
        let of_all = format!("  {} of {} services", section.reached(), SERVICE_REFERENCE.services().len());
        lines.push(Line::new().title(title).quiet(of_all));
        let rows = folded(section.services());
        // What many are called takes lines of its own.
        let single = || rows.iter().filter(|row| !row.is_of_many);
        let widest = |column: fn(&Row<'_>) -> usize| single().map(column).max().unwrap_or(0);
        let widths = (widest(|row| row.name.chars().count()), widest(|row| row.of.access.to_string().chars().count()));
        lines.extend(rows.iter().map(|row| line(row, effect, if row.is_of_many { (0, 0) } else { widths })));
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

/// Services of which the same is told.
struct Row<'a> {
    /// What they are called.
    name: String,
    /// The first of them.
    of: &'a ServiceRow,
    is_of_many: bool,
}

/// From so many services on of which the same is told they are told in one row: each by itself, nobody would read them.
const MANY: usize = 8;

/// The rows of services, those that say the same in the place of the first of them where they are many.
fn folded<'a>(services: &'a [ServiceRow]) -> Vec<Row<'a>> {
    let said = |row: &ServiceRow| {
        let nothing = (row.access.granted() == 0).then(|| why_nothing(row));
        (nothing, row.access.to_string(), row.resources.to_string(), row.wanted.to_string())
    };
    let said: Vec<_> = services.iter().map(said).collect();
    let mut alike: HashMap<_, Vec<&ServiceRow>> = HashMap::new();
    for (said, row) in said.iter().zip(services) {
        alike.entry(said).or_default().push(row);
    }
    let row = |(said, of): (_, &'a ServiceRow)| {
        let Some(those) = alike.get(said).filter(|those| those.len() >= MANY) else {
            return Some(Row { name: of.service.short_name.to_owned(), of, is_of_many: false });
        };
        let is_first = those.first().is_some_and(|first| std::ptr::eq(*first, of));
        is_first.then(|| Row { name: named(those), of, is_of_many: true })
    };
    said.iter().zip(services).filter_map(row).collect()
}

/// Many services in as few words as name each: `all 457 services`, `all services but IAM, STS`, or one after the other.
fn named(services: &[&ServiceRow]) -> String {
    let all = SERVICE_REFERENCE.services();
    let is_among = |service: &&Service| services.iter().any(|row| row.service.prefix == service.prefix);
    let others: Vec<&str> = all.iter().filter(|service| !is_among(service)).map(|service| service.short_name).collect();
    if others.is_empty() {
        return format!("all {} services", all.len());
    }
    if others.len() < services.len() {
        return format!("all services but {}", others.join(", "));
    }
    services.iter().map(|row| row.service.short_name).collect::<Vec<_>>().join(", ")
}

fn line(row: &Row<'_>, effect: Effect, (names, accesses): (usize, usize)) -> Line {
    let (name, row) = (format!("{:<names$}", row.name), row.of);
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
