//! The brand bar: where one is, who is signed in, and to which account.
//!
//! ```text
//!  IAM   Users › alice                                     root user ▲   4821-0973-5516   practice
//! ```

use jiff::{SignedDuration, Timestamp};

use super::crumbs::{Crumb, crumbs};
use crate::account::caller::Caller;
use crate::account::entity::SessionKind;
use crate::account::words::count;
use crate::app::model::{Model, Practice};
use crate::theme::Role;
use crate::widgets::line::cut;
use crate::widgets::{Canvas, Hit, Line};

/// Draws the brand bar.
pub(super) fn draw(model: &Model, canvas: &mut Canvas<'_>) {
    canvas.fill(Role::Brand);
    let mut at = canvas.line(0, &Line::new().with(" IAM   ", Role::BrandMark));
    let Some(cx) = model.cx() else { return };
    let Some(practice) = &model.practice else { return };
    let crumbs = crumbs(model, &cx);
    let width = |crumbs: &[Crumb]| crumbs.iter().map(|crumb| Line::new().text(crumb.label.clone()).width() + 3).sum::<usize>();
    // Which account it is gives way to where in it one is; who one is never does.
    let identities = identities(practice, cx.now);
    let fits = |identity: &&Line| at + width(&crumbs) + identity.width() <= canvas.width();
    let Some(identity) = identities.iter().find(fits).or(identities.last()) else { return };
    let room = canvas.width().saturating_sub(identity.width() + 2);
    let mut left = canvas.columns(0, room);
    // Where there is no room for all, where one is matters more than where that belongs.
    let last = crumbs.len().saturating_sub(1);
    let first = (0..last).find(|first| at + width(&crumbs[*first..]) <= room + 3).unwrap_or(last);
    for (index, crumb) in crumbs.into_iter().enumerate().skip(first) {
        let role = if index == last { Role::Brand } else { Role::BrandQuiet };
        let line = Line::new().with(crumb.label, role);
        left.hit(0, at, line.width(), Hit::Crumb(index));
        at = left.line_at(0, at, &line);
        if index < last {
            at = left.line_at(0, at, &Line::new().with(" › ", Role::BrandQuiet));
        }
    }
    canvas.line_right(0, identity);
}

/// Longer names are cut where there is no room for them with the account.
const LONG_NAME: usize = 36;

/// Who is signed in, to which account: from all that can be said to what must be. Root is always on amber.
fn identities(practice: &Practice, now: Timestamp) -> Vec<Line> {
    let locked = if practice.read_only.is_some() { "read-only   " } else { "" };
    let (ahead, hours) = ahead(practice.account.clock_ahead());
    let caller = match &practice.caller {
        Some(caller) if caller.is_root() => (format!("{locked}{} ▲", caller.label(&practice.account)), Role::BrandWarning),
        Some(caller) => {
            let (name, role) = called(practice, caller);
            (format!("{locked}{name}"), role)
        }
        None => (format!("{locked}not signed in"), Role::BrandQuiet),
    };
    let id = practice.account.id().grouped();
    let end: String = id.chars().skip(id.chars().count().saturating_sub(4)).collect();
    let (id, end, name) = ((id, Role::Brand), (format!("…{end}"), Role::Brand), (format!("{ahead}{}", practice.name), Role::BrandQuiet));
    let line = |parts: &[&(String, Role)]| {
        let mut line = Line::new();
        let parts: Vec<_> = parts.iter().filter(|(text, _)| !text.is_empty()).collect();
        for (at, (text, role)) in parts.iter().enumerate() {
            let gap = if at + 1 == parts.len() { " " } else { "   " };
            line = line.with(format!("{text}{gap}"), *role);
        }
        line
    };
    let quiet = |text: Option<String>| (text.unwrap_or_default(), Role::BrandQuiet);
    let (by, until) = (quiet(switched_by(practice)), quiet(until(practice)));
    let all = line(&[&caller, &by, &until, &id, &name]);
    // That the clock was moved is told longer than what the account is called.
    let moved = (ahead.trim_end().to_owned(), Role::BrandQuiet);
    let briefly = (hours, Role::BrandQuiet);
    // That a session ends soon is, too.
    let soon = if ends_soon(practice, now) {
        vec![line(&[&caller, &by, &until, &briefly, &end]), line(&[&caller, &until, &briefly, &end]), line(&[&caller, &until, &briefly])]
    } else {
        Vec::new()
    };
    // A long name leaves room for which account it is in.
    let short = (cut(&caller.0, LONG_NAME).into_owned(), caller.1);
    let least = match (briefly.0.is_empty(), short.0 == caller.0) {
        (true, true) => line(&[&caller]),
        (true, false) => line(&[&short, &end]),
        // All else that is told is told by that clock.
        (false, _) => line(&[&short, &briefly]),
    };
    let first = [all, line(&[&caller, &until, &id, &name])];
    let brief = if briefly.0.is_empty() { line(&[&caller, &end]) } else { line(&[&caller, &briefly]) };
    let rest = [
        line(&[&caller, &id, &name]),
        line(&[&caller, &end, &name]),
        line(&[&caller, &end, &moved]),
        line(&[&caller, &end, &briefly]),
        brief,
        least,
    ];
    first.into_iter().chain(soon).chain(rest).collect()
}

/// How far the practice clock is ahead, in the largest unit: `clock +90 days   `, and briefly: `+90 d`.
fn ahead(seconds: i64) -> (String, String) {
    let units = [(86_400, "day", "d"), (3_600, "hour", "h"), (60, "minute", "min"), (1, "second", "s")];
    let unit = units.into_iter().find(|(unit, ..)| seconds >= *unit);
    let ahead = |(unit, word, brief)| {
        let number = usize::try_from(seconds / unit).unwrap_or(usize::MAX);
        (format!("clock +{}   ", count(number, word)), format!("+{number} {brief}"))
    };
    unit.map_or_else(Default::default, ahead)
}

/// Who switched to the role that one is in.
fn switched_by(practice: &Practice) -> Option<String> {
    let session = practice.account.session_of(practice.caller.as_ref()?).filter(|session| session.kind == SessionKind::SwitchRole)?;
    Some(format!("by {}", session.opened_by.as_ref()?.label(&practice.account)))
}

/// When the session that one is in ends, by the practice clock; it stands still, as the screen does.
fn until(practice: &Practice) -> Option<String> {
    let expires = practice.account.session_of(practice.caller.as_ref()?)?.expires?;
    Some(format!("until {}", expires.strftime("%H:%M UTC")))
}

/// Whether the session that one is in ends within the hour.
fn ends_soon(practice: &Practice, now: Timestamp) -> bool {
    let session = practice.caller.as_ref().and_then(|caller| practice.account.session_of(caller));
    session.and_then(|session| session.expires).is_some_and(|expires| expires.duration_since(now) <= SignedDuration::from_hours(1))
}

/// A user's name; of a role what it was called when it was switched to, in its colour and behind the sign that says so.
fn called(practice: &Practice, caller: &Caller) -> (String, Role) {
    let account = &practice.account;
    let switched = account.session_of(caller).filter(|session| session.kind == SessionKind::SwitchRole);
    let (Some(_), Some(recent)) = (switched, account.recent_roles(caller).next()) else {
        return (caller.label(account), Role::Brand);
    };
    let role = match recent.color.as_deref() {
        Some("Red") => Role::BrandRed,
        Some("Orange") => Role::BrandMark,
        Some("Yellow") => Role::BrandYellow,
        Some("Green") => Role::BrandGreen,
        Some("Blue") => Role::BrandBlue,
        _ => Role::Brand,
    };
    // A display name may say anything: the role's own stands beside it, but for the name that AWS gives by itself.
    let name = account.asker_name(&caller.who);
    let is_told = |own: &&str| recent.display_name == *own || recent.display_name == format!("{own} @ {}", account.id());
    let own = name.strip_prefix("role ").filter(|own| !is_told(own));
    let own = own.map_or_else(String::new, |own| format!(" ({own})"));
    (format!("⇄ {}{own}", recent.display_name), role)
}
