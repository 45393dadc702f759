//! The frame around a screen: brand bar with breadcrumb and identity, echo, key bar.
//!
//! ```text
//!  IAM   Users › alice                                     root user ▲   4821-0973-5516   practice
//! ──────────────────────────────────────────────────────────────────────────────────────────────────
//!  … the screen …
//!  ✔ Added alice to Developers    aws iam add-user-to-group --group-name Developers …       u undo
//!  a add permissions  enter open  x remove…  / filter  : go to  ? keys
//! ```

use jiff::{SignedDuration, Timestamp};

use super::crumbs::{Crumb, crumbs};
use crate::account::caller::Caller;
use crate::account::entity::SessionKind;
use crate::app::action::Action;
use crate::app::binding::{Binding, SHELL};
use crate::app::coach::{KeyOf, Pointing};
use crate::app::model::{Asker, Model, Practice, Typing};
use crate::app::overlay::Hint;
use crate::app::words::count;
use crate::theme::Role;
use crate::widgets::form::CHOOSING;
use crate::widgets::line::{cut, wrap};
use crate::widgets::{Canvas, Code, Hit, Key, Line};

/// Draws the brand bar.
pub(super) fn brand_bar(model: &Model, canvas: &mut Canvas<'_>) {
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

/// The echo: what just happened, the command that would have done it, and how to take it back. One to four rows.
pub(super) fn echo(model: &Model, width: usize) -> Vec<Line> {
    let Some(shown) = &model.notice else { return vec![Line::new()] };
    let notice = &shown.notice;
    let sign = Line::new().with(format!(" {} ", notice.tone.sign()), notice.tone.role());
    let room = width.saturating_sub(4);
    // A small screen needs its rows for what one is doing, and so does a screen that it is not about.
    let most: usize = match model.size.1 {
        ..20 => 1,
        _ if shown.is_elsewhere() => 2,
        _ => 4,
    };
    let mut lines: Vec<Line> = Vec::new();
    let undo = if notice.undoable && works_now(model, Key::char('u')) { Line::new().text("   ").key("u", "undo") } else { Line::new() };
    let more = notice.commands.len().saturating_sub(1);
    let others = if more > 0 { format!("  (and {more} more)") } else { String::new() };
    let command = notice.commands.get(notice.lead).map(|command| format!("{command}{others}"));
    let short = notice.text.chars().count() + command.as_ref().map_or(0, |command| command.chars().count() + 4) + undo.width() <= room;
    if short {
        let command = command.map_or_else(Line::new, |command| Line::new().quiet(format!("    {command}")));
        lines.push(sign.join(Line::new().text(notice.text.clone())).join(command).join(undo));
    } else {
        let for_others = usize::from(command.is_some()) + usize::from(notice.remedy.is_some() || notice.denied.is_some());
        let mut text = rows(&notice.text, room.saturating_sub(undo.width()), most.saturating_sub(for_others).max(1)).into_iter();
        lines.push(sign.join(Line::new().text(text.next().unwrap_or_default())).join(undo));
        lines.extend(text.map(|row| Line::new().text(format!("   {row}"))));
        // Two have a row each; of more the leading one is shown, with how many there are besides.
        let command = notice.commands.get(notice.lead);
        let leads = command.map(|command| format!("{}{others}", cut(command, room.saturating_sub(others.chars().count()))));
        let rows_left = most.saturating_sub(lines.len() + for_others.saturating_sub(usize::from(command.is_some())));
        let shown: Vec<String> = match notice.commands.as_slice() {
            both @ [_, _] if rows_left >= both.len() => both.to_vec(),
            _ => leads.into_iter().collect(),
        };
        lines.extend(shown.into_iter().map(|command| Line::new().quiet(format!("   {command}"))));
    }
    lines.truncate(most);
    if let Some(remedy) = ways_from_denial(model).or_else(|| notice.remedy.clone()) {
        lines.extend(rows(&remedy, room, most - lines.len()).into_iter().map(|row| Line::new().quiet(format!("   {row}"))));
    }
    lines
}

/// What the keys of the denial do that is told. What lies over the screen has the keys first, and tells for itself.
fn ways_from_denial(model: &Model) -> Option<String> {
    let denial = model.notice.as_ref()?.notice.denied.as_deref()?;
    denial.ways(&model.practice.as_ref()?.account, model.is_writing()).filter(|_| model.overlays.is_empty())
}

/// A text in at most so many rows; where there are more, the last one shows that it is cut.
fn rows(text: &str, width: usize, most: usize) -> Vec<String> {
    let mut rows = wrap(text, width);
    if rows.len() > most {
        let rest = rows.split_off(most.saturating_sub(1)).join(" ");
        rows.push(cut(&rest, width).into_owned());
    }
    rows.truncate(most);
    rows
}

/// Draws the key bar: what works now, the screen's own keys first.
/// What a hint of the coach points at comes first, so that it is in sight.
pub(super) fn key_bar(model: &Model, pointed: &[Pointing], canvas: &mut Canvas<'_>) {
    let mut hints = hints(model);
    if let Some(first) = pointed.iter().find_map(|pointing| pointed_key(model, pointing)) {
        hints.retain(|hint| hint.keys != first.keys);
        hints.insert(0, first);
    }
    let mut room = canvas.width();
    // The way to all keys, or out of what lies over the screen, is always in sight, at the right.
    let to_all_keys = hints.iter().position(|hint| hint.label == KEYS_LABEL);
    if let Some(at) = to_all_keys.or_else(|| hints.iter().position(|hint| hint.keys == [Key::plain(Code::Esc)])) {
        let hint = hints.remove(at);
        room = room.saturating_sub(line(&hint).width() + 1);
        draw_hint(canvas, room, &hint);
    }
    if let Some(key) = model.pressed {
        let line = Line::new().with(format!("pressed {key} "), Role::Info);
        room = room.saturating_sub(line.width() + 1);
        canvas.line_at(0, room, &line);
    }
    let mut at = 1;
    for hint in hints {
        let end = at + line(&hint).width();
        if end > room.saturating_sub(1) {
            break;
        }
        draw_hint(canvas, at, &hint);
        at = end + 2;
    }
}

/// The key that is pointed at, where it stands in the key bar; to a screen that the navigation has no room for, the key that leads
/// everywhere.
fn pointed_key(model: &Model, pointing: &Pointing) -> Option<Hint> {
    let (bindings, action) = match pointing {
        Pointing::Key(of @ (KeyOf::Screen | KeyOf::Shell), action) if model.why_not(*action).is_none() => {
            (super::pointing::bindings(model, *of), *action)
        }
        Pointing::Screen(_) if super::pointing::is_without_navigation(model) => (SHELL, Action::GoTo),
        _ => return None,
    };
    let binding = bindings.iter().find(|binding| binding.action == action)?;
    let key = binding.keys.iter().copied().find(|key| works_now(model, *key))?;
    let own = model.places.current().zip(model.cx()).and_then(|(place, cx)| place.screen.label(action, &cx));
    Some(Hint::new(&[key], own.unwrap_or(binding.label)))
}

fn line(hint: &Hint) -> Line {
    Line::new().key(hint.keys(), &hint.label)
}

/// Draws keys and what they do. A click presses the key, of several the one that it is on.
fn draw_hint(canvas: &mut Canvas<'_>, column: usize, hint: &Hint) {
    let end = canvas.line_at(0, column, &line(hint));
    if let [key] = hint.keys[..] {
        canvas.hit(0, column, end - column, Hit::Key(key));
        return;
    }
    let mut at = column;
    for key in &hint.keys {
        let width = Line::new().accent(key.to_string()).width();
        canvas.hit(0, at, width, Hit::Key(*key));
        at += width + 1;
    }
}

/// The label of the binding that shows all keys.
const KEYS_LABEL: &str = "keys";

/// Marks a row, where several can be chosen.
const MARKING: &[Key] = &[Key::char(' ')];

/// What the keys do now that are worth a place in the key bar.
fn hints(model: &Model) -> Vec<Hint> {
    let Some(cx) = model.cx() else { return vec![Hint::new(&[Key::ctrl('c')], "quit")] };
    if let Some(layer) = model.overlays.last() {
        let denial = [Action::WhyDenied, Action::WhoCould].into_iter().filter(|action| model.way_from_overlay(*action).is_some());
        let denial = denial.filter_map(|action| {
            let binding = SHELL.iter().find(|binding| binding.action == action)?;
            let key = binding.keys.iter().copied().find(|key| works_now(model, *key))?;
            Some(Hint::new(&[key], binding.label))
        });
        return layer.overlay.hints(&cx).into_iter().chain(denial).collect();
    }
    let Some(place) = model.places.current() else { return Vec::new() };
    let is_working = model.work_of(Asker::Place(place.id)).is_some();
    // Who came to do something here is told first how to go on with what that is for.
    let from = model.places.behind().filter(|_| place.is_aside).map(|behind| (behind.spec.title)(&cx));
    let hint = |binding: &Binding, key: Key| {
        let label = match (binding.action, &from) {
            (Action::Close, _) if is_working => "cancel".to_owned(),
            (Action::Close, Some(from)) => format!("back to {from}"),
            _ => place.screen.label(binding.action, &cx).unwrap_or(binding.label).to_owned(),
        };
        Some(Hint::new(&[key], label))
    };
    // Beside fields, letters are the screen's alone.
    let is_shells = |key: &Key| works_now(model, *key) && !(model.typing == Typing::BesideField && key.is_letter());
    let of_shell = |action: &Action| {
        let binding = SHELL.iter().find(|binding| binding.action == *action)?;
        hint(binding, binding.keys.iter().copied().find(is_shells)?)
    };
    if model.typing == Typing::Filter {
        return Hint::while_filtering().into_iter().chain(of_shell(&Action::Keys)).collect();
    }
    if model.typing == Typing::Offers {
        return Hint::while_offered().into_iter().chain(of_shell(&Action::Keys)).collect();
    }
    let screen = place.spec.bindings.iter().filter(|binding| model.why_not(binding.action).is_none());
    let denial: &[Action] = match model.denial() {
        Some(_) => &[Action::WhyDenied, Action::WhoCould],
        None if model.refused_in_full().is_some() => &[Action::WhyDenied],
        None => &[],
    };
    let denial = denial.iter().filter(|action| model.why_not_shell(**action).is_none()).filter_map(of_shell);
    let switch_back = model.has_switched().then_some(&Action::SwitchBack).into_iter().filter_map(of_shell);
    let shell_actions: &[Action] = if place.spec.parent.is_some() {
        &[Action::Close, Action::Filter, Action::GoTo, Action::Keys, Action::Menu, Action::ToggleMouse]
    } else {
        &[Action::GoTo, Action::Keys, Action::Menu, Action::Palette, Action::ToggleMouse, Action::Quit]
    };
    let shell = shell_actions.iter().filter(|action| **action != Action::Filter || model.typing == Typing::List);
    let shell = shell.filter(|action| **action != Action::Close || from.is_none());
    let back = from.as_ref().and_then(|_| of_shell(&Action::Close));
    let choosing = model.is_on_choice.then(|| Hint::new(CHOOSING, "choose"));
    // Behind what one mostly does with a row.
    let of_screen = |binding: &Binding| hint(binding, binding.keys.iter().copied().find(|key| works_now(model, *key))?);
    let mut own: Vec<Hint> = screen.filter_map(of_screen).collect();
    if model.marks_rows {
        own.insert(own.len().min(1), Hint::new(MARKING, "choose"));
    }
    back.into_iter().chain(denial).chain(choosing).chain(own).chain(switch_back).chain(shell.filter_map(of_shell)).collect()
}

/// What lies over the screen has the keys first. While letters are typed, they are no commands.
fn works_now(model: &Model, key: Key) -> bool {
    model.overlays.is_empty() && !matches!(model.typing, Typing::Filter | Typing::Field | Typing::Offers) || key.typed().is_none()
}
