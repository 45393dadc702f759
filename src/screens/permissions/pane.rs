//! What a policy grants, in a few lines below the list.
//!
//! ```text
//!  AmazonS3ReadOnlyAccess  allows 2 of 457 services
//!    S3                 Full: List, Read     All resources
//!    S3 Object Lambda   Full: List, Read     All resources
//! ```

use crate::policy::actions::ServiceId;
use crate::policy::summary::{Section, ServiceRow, Summary, Wanted};
use crate::theme::Role;
use crate::widgets::Line;
use crate::widgets::line::cut;
use crate::widgets::list::grouped;

/// Columns of a service's name.
const SERVICE: usize = 22;
/// Columns of what is granted of it.
const ACCESS: usize = 26;

/// A policy's summary in at most so many lines.
pub(super) fn lines(name: &str, summary: Option<&Summary>, most: usize) -> Vec<Line> {
    let title = Line::new().title(name.to_owned());
    let Some(summary) = summary else {
        return vec![title.quiet("  Its document is not held here, so nothing is known of what it grants.")];
    };
    let services = ServiceId::all().count();
    let reached = |section: &Section, verb: &str| match section.reached() {
        0 => None,
        reached => Some(format!("{verb} {} of {services} services", grouped(reached))),
    };
    let parts: Vec<String> = [reached(summary.deny(), "denies"), reached(summary.allow(), "allows")].into_iter().flatten().collect();
    let about = if parts.is_empty() { "allows nothing and denies nothing".to_owned() } else { parts.join(", ") };
    // Where all is allowed, nothing need say so.
    let effect = |effect: Line| if summary.deny().reached() > 0 { effect } else { Line::new() };
    let denied = summary.deny().services().iter().map(|row| line(row, effect(Line::new().with("Deny   ", Role::Bad))));
    let allowed = summary.allow().services().iter().map(|row| line(row, effect(Line::new().with("Allow  ", Role::Good))));
    let rows: Vec<Line> = denied.chain(allowed).collect();
    let room = most.saturating_sub(1);
    // What is left out takes a line itself.
    let shown = if rows.len() <= room { rows.len() } else { room.saturating_sub(1) };
    let left_out = rows.len() - shown;
    let more = (left_out > 0).then(|| Line::new().quiet(format!("  and {} more. ", grouped(left_out))).key("enter", "opens it"));
    std::iter::once(title.quiet(format!("  {about}"))).chain(rows.into_iter().take(shown)).chain(more).collect()
}

fn line(row: &ServiceRow, effect: Line) -> Line {
    let padded = |text: &str, width: usize| {
        let text = cut(text, width);
        let blanks = width.saturating_sub(Line::new().text(text.to_string()).width());
        format!("{text}{}", " ".repeat(blanks + 2))
    };
    let service = padded(row.service.short_name, SERVICE);
    let access = padded(&row.access.to_string(), ACCESS);
    let line = Line::new().text("  ").join(effect).text(service).quiet(access).quiet(row.resources.to_string());
    if row.wanted == Wanted::Nothing { line } else { line.quiet(format!("  when {}", row.wanted)) }
}
