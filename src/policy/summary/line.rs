//! A summary in a line.

use super::Summary;
use super::section::{Section, ServiceRow, Wanted};
use crate::policy::actions::ServiceId;

/// What is allowed, and what is denied besides.
pub(super) fn line(summary: &Summary) -> String {
    let parts = [
        of(summary.allow()),
        of(summary.deny()).map(|denied| format!("denies {denied}")),
        summary.unknown().map(|unknown| format!("unknown: {unknown}")),
    ];
    let line = parts.into_iter().flatten().collect::<Vec<_>>().join("; ");
    let Some(first) = line.chars().next() else { return "Nothing".into() };
    first.to_uppercase().chain(line.chars().skip(1)).collect()
}

/// What a section reaches; `None` where it reaches nothing.
fn of(section: &Section) -> Option<String> {
    let reached: Vec<&ServiceRow> = section.services().iter().filter(|row| row.access.granted() > 0).collect();
    let name = |row: &ServiceRow| row.service.short_name;
    let what = match reached.as_slice() {
        [] => return None,
        [one] => format!("{} · {}", name(one), one.access),
        [one, other] => format!("{} and {}", name(one), name(other)),
        all if all.len() == ServiceId::all().count() && all.iter().all(|row| row.access.is_full()) => "All services · Full access".into(),
        [one, other, rest @ ..] => format!("{}, {} and {} more", name(one), name(other), rest.len()),
    };
    Some(format!("{what}{}", conditions(&reached)))
}

/// Under which conditions: the one that holds for all of it, or that there are some.
fn conditions(reached: &[&ServiceRow]) -> String {
    let first = reached.first().map_or(&Wanted::Nothing, |row| &row.wanted);
    match first {
        _ if reached.iter().any(|row| row.wanted != *first) => ", some of it under conditions".into(),
        Wanted::Nothing => String::new(),
        Wanted::One(condition) => format!(" if {condition}"),
        Wanted::Multiple => " under conditions".into(),
    }
}
