//! Drawing: tabs, the question, the answer.

use super::answer::{SHOWN, Shown};
use super::what::WhatRows;
use super::who::WhoRows;
use super::{Access, Tab};
use crate::access::{WhoCan, is_pattern, notes_on_all};
use crate::app::cx::Cx;
use crate::app::inquiry::Awaited;
use crate::app::words::count;
use crate::theme::Role;
use crate::widgets::{Canvas, Hit, Line, position, tabs};

const TABS: [&str; 3] = Tab::TITLES;

/// Rows that an answer below a question needs at least.
const LEAST: usize = 3;

/// Rows for the conditions of the selected grant: one that is free, and two of words.
const FOOT: usize = 3;

/// Columns of the sign before a row's text.
const SIGN: usize = 2;

/// Draws the screen.
pub(super) fn draw(access: &Access, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
    let row = tabs::draw(canvas, 0, &TABS.map(str::to_owned), access.tab as usize);
    let mut body = canvas.rows(row, usize::MAX);
    if access.is_editing() {
        draw_question(access, cx, &mut body);
        return;
    }
    match access.tab {
        Tab::May => match &access.may {
            Some(shown) => draw_answer(access, shown, cx, &mut body),
            None => draw_nothing(&mut body, "Ask whether somebody may do something, and why.", "ask"),
        },
        Tab::Who => match access.who.answer() {
            _ if draw_pending(&access.who, "Working out who can", cx, &mut body) => {}
            Some(who) => draw_people(access, who, cx, &mut body),
            None => draw_nothing(&mut body, "Ask who can do an action on a resource.", "ask"),
        },
        Tab::What => match access.what.answer() {
            _ if draw_pending(&access.what, "Working out what they can", cx, &mut body) => {}
            Some(found) => draw_grants(access, &found.rows(cx), &mut body),
            None => draw_nothing(&mut body, "Ask what somebody can do.", "ask"),
        },
    }
}

fn draw_nothing(canvas: &mut Canvas<'_>, about: &'static str, ask: &'static str) {
    canvas.line(0, &Line::new().text(about));
    canvas.line(2, &Line::new().key("e", ask).text("   ").key("tab", "another question"));
}

/// Draws how far an answer is that is waited for, or that it was cancelled; tells whether that is all there is to draw.
fn draw_pending<T>(awaited: &Awaited<T>, what: &str, cx: &Cx<'_>, canvas: &mut Canvas<'_>) -> bool {
    match cx.work {
        Some(work) if awaited.is_awaited() => work.draw(what, canvas),
        _ if awaited.is_cancelled() => draw_nothing(canvas, "Cancelled: the answer was not worked out.", "ask again"),
        _ => return awaited.is_awaited() && awaited.answer().is_none(),
    }
    true
}

/// The form, and below it what the answer is so far.
fn draw_question(access: &Access, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
    let Some(asking) = access.asking.get(access.tab as usize) else { return };
    let row = asking.form.draw(canvas, true);
    if let (Tab::May, Some(shown)) = (access.tab, &access.may)
        && row + LEAST <= canvas.height()
    {
        let mut below = canvas.rows(row + 1, usize::MAX);
        draw_answer(access, shown, cx, &mut below);
    }
}

/// The path of the request through the layers.
fn draw_answer(access: &Access, shown: &Shown, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
    let (headline, verdict) = shown.headline(cx);
    let width = canvas.width();
    let credentials = shown.question.credentials_in_words().map_or_else(Line::new, |words| Line::new().quiet(format!("  {words}")));
    let mut row = if headline.width() + credentials.width() + verdict.width() + 2 <= width {
        canvas.line(0, &headline.join(credentials));
        canvas.line_right(0, &verdict);
        1
    } else {
        let row = canvas.wrapped(0, &headline);
        canvas.line(row, &verdict.join(credentials));
        row + 1
    };
    let alone = shown.alone.as_ref().map(|name| format!("Asked of a user who has nothing but what {name} gives, and no name or tags."));
    for note in alone.into_iter().chain(shown.question.notes(cx.account)) {
        row = canvas.wrapped(row, &Line::new().with("▲ ", Role::Warning).text(note));
    }
    for origin in &shown.answer.authority.unread {
        let name = cx.account.source_name(&origin.source).to_owned();
        canvas.line(row, &Line::new().with("▲ ", Role::Warning).text(format!("{name} can't be read: what it says is not in this answer.")));
        row += 1;
    }
    let mut body = canvas.rows(row + 1, usize::MAX);
    let height = body.height();
    // The column at the edge is the mark's that tells of more.
    let selected = access.on.selected();
    let is_editing = access.is_editing();
    let lines = lines_within(shown, cx, Some(selected).filter(|_| !is_editing), (width - 3, height));
    let (at, end) = if is_editing { (0, 1) } else { extent(shown, &lines, selected) };
    // All lines of the selected row and its parts are in sight, or where they are too many the first ones.
    body.scroll("access answer", end.saturating_sub(1), lines.len(), height);
    // Down to where it was decided all is seen from the beginning.
    let is_at_the_top = selected <= shown.first() && end <= height;
    let top = body.scroll("access answer", if is_at_the_top { 0 } else { at }, lines.len(), height);
    for (row, (of, line)) in lines.iter().skip(top).take(height).enumerate() {
        if *of == Some(selected) && !access.is_editing() {
            body.select_row(row);
            let bar = if top + row == at { Line::new().accent("▌ ") } else { Line::new().text("  ") };
            body.selected_line_at(row, 0, &bar.join(line.clone()));
        } else {
            body.line_at(row, 2, line);
        }
        if let Some(of) = of.filter(|_| !is_editing) {
            body.hit(row, 0, width, Hit::Row(of));
        }
    }
    position::draw(&mut body, top, lines.len());
    if let Some(below) = shown.changes_below(lines.get(..top + height).unwrap_or(&lines)) {
        canvas.line_right(row, &below);
    }
}

/// All lines of an answer, with so many statements below each layer that it can be seen from its beginning to the first change that
/// turns it, if that is possible, or else to where it was decided.
fn lines_within(shown: &Shown, cx: &Cx<'_>, on: Option<usize>, (width, height): (usize, usize)) -> Vec<(Option<usize>, Line)> {
    let laid = |most: usize| -> Vec<(Option<usize>, Line)> {
        shown.lines(cx, most, on).into_iter().flat_map(|(row, line)| fitted(row, &line, width)).collect()
    };
    let ends = [shown.first_way(), Some(shown.first())].into_iter().flatten();
    let mut all = ends.flat_map(|end| (0..=SHOWN).rev().map(move |most| (end, most)));
    let fitting = all.find_map(|(end, most)| Some(laid(most)).filter(|lines| extent(shown, lines, end).1 <= height));
    fitting.unwrap_or_else(|| laid(0))
}

/// Where the lines of a row begin, and where those of its parts and of what is told below it end.
fn extent(shown: &Shown, lines: &[(Option<usize>, Line)], of: usize) -> (usize, usize) {
    let begin = lines.iter().position(|(row, _)| *row == Some(of)).unwrap_or(0);
    let is_of = |(row, line): &&(Option<usize>, Line)| match row {
        Some(row) => shown.is_part_of(*row, of),
        None => !line.plain().trim().is_empty(),
    };
    let count = lines.iter().skip(begin).take_while(is_of).count();
    (begin, begin + count.max(1))
}

/// A line over as many as it takes, all of the same row. What follows a sign stays under the text behind it.
fn fitted(row: Option<usize>, line: &Line, width: usize) -> Vec<(Option<usize>, Line)> {
    let mut wrapped = line.wrapped(width);
    if wrapped.len() > 1 && !line.plain().starts_with("    ") {
        let further = line.wrapped(width.saturating_sub(SIGN));
        let indented = |(at, line): (usize, Line)| if at == 0 { line } else { Line::new().text(" ".repeat(SIGN)).join(line) };
        wrapped = further.into_iter().enumerate().map(indented).collect();
    }
    wrapped.into_iter().map(|line| (row, line)).collect()
}

fn draw_people(access: &Access, who: &WhoCan, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
    let (may, could, _) = who.counts();
    let Ok((action, resource)) = access.asking[1].request() else { return };
    let sometimes = if could > 0 { format!(", {could} more under other circumstances") } else { String::new() };
    let counted = if is_pattern(&action, &resource) {
        let all = who.on_all();
        format!("{all} of {} may on all, {} on a part{sometimes}", count(who.asked, "principal"), may - all)
    } else {
        format!("{} of {} may{sometimes}", may, count(who.asked, "principal"))
    };
    let asked = Line::new().title(action.text().to_owned()).quiet(" on ").title(resource.text().to_owned());
    let asked = asked.quiet(format!("  {}", access.asking[1].credentials().in_words()));
    let others = if is_pattern(&action, &resource) {
        "Of others, only those are asked about whom the resources' policies name."
    } else {
        "Of others, only those are asked about whom the resource's policy names."
    };
    let mut row = 0;
    for line in [asked, Line::new().text(counted), Line::new().quiet(others)] {
        row = canvas.wrapped(row, &line);
    }
    let cut_short = who.is_cut_short.then(|| "The patterns are too many to go through: some may have more than is told.".to_owned());
    for note in notes_on_all(&action, &resource).into_iter().chain(cut_short) {
        row = canvas.wrapped(row, &Line::new().with("▲ ", Role::Warning).text(note));
    }
    let mut body = canvas.rows(row + 1, usize::MAX);
    let empty = [Line::new().text("Nobody of this account may."), Line::new(), Line::new().key("f", "shows all, and why not")];
    access.people.draw_rows(&mut body, &WhoRows { cx, who }, &empty, true);
}

fn draw_grants(access: &Access, rows: &WhatRows<'_>, canvas: &mut Canvas<'_>) {
    let name = access.asking[2].form.text(super::AskField::Who).trim().to_owned();
    if rows.what.is_root {
        let denied = rows.denied_to_root();
        let may = if denied.is_empty() {
            " may do everything in this account: no policy of it denies the root user anything."
        } else {
            " may do everything in this account but what the policies of resources deny the root user:"
        };
        let mut row = canvas.wrapped(0, &Line::new().title(name).text(may)) + 1;
        row =
            canvas.paragraph(row, "No root user can assume a role, and a KMS key is open to it as the key's policy says.", Role::Quiet) + 1;
        for line in denied {
            row = canvas.wrapped(row, &line);
        }
        return;
    }
    let reached = rows.what.reached();
    let services = reached.services().count();
    let bounded = if rows.what.is_bounded() { ", within a permissions boundary" } else { "" };
    let counted = format!("{} of {}{bounded}", count(reached.len(), "action"), count(services, "service"));
    let mut row = canvas.wrapped(0, &Line::new().title(name).quiet(" can do at least in part ").text(counted));
    for (warns, note) in rows.notes() {
        let line = if warns { Line::new().with("▲ ", Role::Warning).text(note) } else { Line::new().quiet(note) };
        row = canvas.wrapped(row, &line);
    }
    let height = canvas.height().saturating_sub(row + 1);
    let told = access.grants.selected().filter(|_| height >= 3 * FOOT).and_then(|key| rows.condition_of(*key));
    let told = told.map(|line| line.wrapped(canvas.width())).unwrap_or_default();
    // Rows that nothing is told in are the table's.
    let foot = if told.is_empty() { 0 } else { FOOT };
    for (nth, line) in told.iter().take(foot.saturating_sub(1)).enumerate() {
        canvas.line(row + 2 + height - foot + nth, line);
    }
    let mut body = canvas.rows(row + 1, height - foot);
    let nothing = if rows.what.grants_anything() {
        "Nothing: what policies allow is kept back, by the boundary or by what must allow it besides."
    } else {
        "Nothing: no policy allows anything."
    };
    let empty = [Line::new().text(nothing), Line::new(), Line::new().quiet("e asks about somebody else")];
    access.grants.draw_rows(&mut body, rows, &empty, true);
}
