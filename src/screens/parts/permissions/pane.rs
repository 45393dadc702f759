//! What a policy grants, in a few lines below the list.
//!
//! ```text
//!  AmazonS3ReadOnlyAccess  allows 2 of 457 services
//!    S3                 Full: List, Read     All resources
//!    S3 Object Lambda   Full: List, Read     All resources
//! ```

use crate::account::words::grouped;
use crate::policy::actions::ServiceId;
use crate::policy::document::Effect;
use crate::policy::summary::{Section, ServiceRow, Summary, Wanted};
use crate::theme::Role;
use crate::widgets::Line;
use crate::widgets::line::cut;

/// Columns that a service's name takes at most.
const SERVICE: usize = 30;
/// Columns that what is granted of it takes at most.
const ACCESS: usize = 44;

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
    let unknown = summary.unknown().map(|unknown| format!("the reference does not know {unknown}"));
    let about = match (parts.is_empty(), unknown) {
        (true, None) => "allows nothing and denies nothing".to_owned(),
        (_, unknown) => parts.into_iter().chain(unknown).collect::<Vec<_>>().join(", "),
    };
    let denied = summary.deny().services().iter().map(|row| (Effect::Deny, row));
    let rows: Vec<(Effect, &ServiceRow)> = denied.chain(summary.allow().services().iter().map(|row| (Effect::Allow, row))).collect();
    let room = most.saturating_sub(1);
    // What is left out takes a line itself.
    let shown = if rows.len() <= room { rows.len() } else { room.saturating_sub(1) };
    let left_out = rows.len() - shown;
    let more = (left_out > 0).then(|| Line::new().quiet(format!("  and {} more. ", grouped(left_out))).key("enter", "opens it"));
    let table = table(rows.get(..shown).unwrap_or_default(), summary.deny().reached() > 0);
    std::iter::once(title.quiet(format!("  {about}"))).chain(table).chain(more).collect()
}

/// Services one below another, each column as wide as it must be. Where all is allowed, nothing need say so.
fn table(rows: &[(Effect, &ServiceRow)], says_effect: bool) -> Vec<Line> {
    let widest = |most: usize, text: fn(&ServiceRow) -> String| {
        rows.iter().map(|(_, row)| Line::new().text(text(row)).width()).max().unwrap_or(0).min(most)
    };
    let (service, access) = (widest(SERVICE, |row| row.service.short_name.to_owned()), widest(ACCESS, |row| row.access.to_string()));
    let line = |(effect, row): &(Effect, &ServiceRow)| {
        let role = if *effect == Effect::Deny { Role::Bad } else { Role::Good };
        let line = Line::new().text("  ");
        let line = if says_effect { line.with(padded(effect.name(), 5), role) } else { line };
        let line = line.text(padded(row.service.short_name, service)).quiet(padded(&row.access.to_string(), access));
        let line = line.quiet(row.resources.to_string());
        if row.wanted == Wanted::Nothing { line } else { line.quiet(format!("  when {}", row.wanted)) }
    };
    rows.iter().map(line).collect()
}

fn padded(text: &str, width: usize) -> String {
    let text = cut(text, width);
    let blanks = width.saturating_sub(Line::new().text(text.to_string()).width());
    format!("{text}{}", " ".repeat(blanks + 2))
}
