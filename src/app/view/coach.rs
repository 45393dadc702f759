//! The coach's card: at the right, or below where there is little width; never over the screen, which gets what is left.

use ratatui::layout::Rect;

use crate::app::action::Action;
use crate::app::binding::COACH;
use crate::app::coach::{Said, fitted, rows_of};
use crate::app::cx::Cx;
use crate::app::model::Model;
use crate::app::model::typing::Letters;
use crate::theme::Role;
use crate::widgets::{Canvas, Hit, Line};

/// From this width on the card stands at the right.
const RIGHT_FROM: u16 = 100;
/// Columns that a screen has beside the card at least.
const LEAST_BESIDE: u16 = 60;
/// Columns of the card, the line at its edge and the blank behind that included.
const WIDTHS: (u16, u16) = (30, 40);
/// Columns of the card at most where others look on: they read it, and from afar.
const WIDEST_SHOWN: u16 = 56;
/// From this height on the card has five lines below; on lower ones one.
const FIVE_LINES_FROM: u16 = 22;
/// From this height on it has nine where others look on.
const NINE_LINES_FROM: u16 = 30;

/// Rows of the card below that are the line above it, the step, and the keys.
const AROUND: u16 = 3;
/// A screen keeps so many rows where a lesson is at its end, the bars above and below included: there is only to read.
const LEFT_AT_END: u16 = 9;

/// From so many minutes on, more time is offered in an exam.
const LITTLE_TIME: i64 = 10;

/// How many rows the card wants where it is below.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Wants {
    /// For all that the coach says.
    rows: u16,
    /// Of these it gets so many, even where the screen has something in them.
    most: u16,
}

impl Wants {
    /// What is wanted as things are. Who has nothing to do but to read has room for that.
    pub(in crate::app) fn by(model: &Model) -> Self {
        let (columns, rows) = model.size;
        let Some(cx) = model.cx().filter(|_| columns < RIGHT_FROM) else { return Self::default() };
        let Some(coach) = cx.coach else { return Self::default() };
        let said = Said::by(coach, &cx, usize::from(columns).saturating_sub(2));
        let is_writing = !matches!(model.typing.letters, Letters::Commands | Letters::List | Letters::Filter);
        let most = match said.is_over {
            true if coach.is_at_end() => rows.saturating_sub(LEFT_AT_END),
            true => rows / 2,
            false if said.is_to_the_letter && !is_writing => rows / 2,
            // Who asks for a hint reads it beside the task that it is for; who writes needs the rows.
            false if coach.rung().is_some() && !is_writing => rows * 5 / 12,
            false => rows / 3,
        };
        Self { rows: AROUND.saturating_add(u16::try_from(rows_of(&said)).unwrap_or(u16::MAX)), most }
    }
}

/// Where the card is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Card {
    /// At the right, so many columns wide.
    Right(u16),
    /// Below, so many rows high, the line above it included.
    Below(u16),
}

impl Card {
    /// Where the card is on a screen of this size, and whether the navigation keeps its column beside it. Where others look on, it
    /// does not: the step and its screen have all the room.
    pub fn on((columns, rows): (u16, u16), navigation: u16, is_shown: bool, wants: Wants) -> (Self, bool) {
        if columns < RIGHT_FROM {
            let least = match rows {
                NINE_LINES_FROM.. if is_shown => 10,
                FIVE_LINES_FROM.. => 6,
                _ => return (Self::Below(1), false),
            };
            return (Self::Below(wants.rows.min(wants.most).max(least)), false);
        }
        let left = columns.saturating_sub(LEAST_BESIDE);
        if is_shown {
            return (Self::Right(left.min(WIDEST_SHOWN)), false);
        }
        let (least, most) = WIDTHS;
        match left.checked_sub(navigation).filter(|left| *left >= least) {
            Some(left) => (Self::Right(left.min(most)), true),
            None => (Self::Right(left.min(most)), false),
        }
    }

    /// How many rows more it takes of those above it that the screen has nothing in. To be more than its heading it needs some.
    pub fn takes(self, empty: u16, wants: Wants) -> u16 {
        let Self::Below(height) = self else { return 0 };
        let more = wants.rows.saturating_sub(height).min(empty);
        if height + more > AROUND { more } else { 0 }
    }

    /// In one row, where it is below.
    pub const fn folded(self) -> Self {
        match self {
            Self::Below(_) => Self::Below(1),
            right @ Self::Right(_) => right,
        }
    }

    /// What the card leaves of a screen.
    pub const fn rest(self, area: Rect) -> Rect {
        match self {
            Self::Right(width) => Rect { width: area.width.saturating_sub(width), ..area },
            Self::Below(height) => Rect { height: area.height.saturating_sub(height), ..area },
        }
    }
}

/// Draws the card. Its place has the line at its edge.
pub(super) fn draw(model: &Model, card: Card, canvas: &mut Canvas<'_>) {
    let Some(cx) = model.cx() else { return };
    match card {
        Card::Right(_) => draw_right(&cx, canvas),
        Card::Below(_) => draw_below(&cx, canvas),
    }
}

fn draw_right(cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
    let Some(coach) = cx.coach else { return };
    canvas.rule_down(0);
    let width = canvas.width().saturating_sub(3);
    let mut card = canvas.columns(2, width);
    let keys = key_lines(cx, width, false);
    let height = card.height().saturating_sub(keys.len() + 1);
    draw_lines(&mut card.rows(0, height), Said::by(coach, cx, width).lines(width));
    for (row, (line, hits)) in keys.into_iter().enumerate() {
        card.line(height + 1 + row, &line);
        for (at, wide, key) in hits {
            card.hit(height + 1 + row, at, wide, Hit::Key(key));
        }
    }
}

/// The least of a corner in which a step is told, in columns and rows, the blank ones around it included.
const LEAST_CORNER: (usize, usize) = (24, 5);

/// Draws what the step is about where the screen has nothing, beside a card that has but a row for its heading.
pub(super) fn draw_in_corner(model: &Model, canvas: &mut Canvas<'_>) {
    let Some(cx) = model.cx() else { return };
    let Some(coach) = cx.coach.filter(|_| canvas.width() >= LEAST_CORNER.0 && canvas.height() >= LEAST_CORNER.1) else { return };
    let (width, height) = (canvas.width() - 3, canvas.height() - 2);
    let said = Said::by(coach, &cx, width);
    let mut card = canvas.columns(2, width);
    for (row, line) in fitted(&said, (height, width)).lines.iter().enumerate() {
        card.line(1 + row, line);
    }
}

/// Draws lines; where there is no room for all, the last row says so.
fn draw_lines(canvas: &mut Canvas<'_>, mut lines: Vec<Line>) {
    let room = canvas.height();
    if lines.len() > room {
        lines.truncate(room.saturating_sub(1));
        let key = COACH.first().and_then(|binding| binding.keys.first()).map_or_else(String::new, ToString::to_string);
        lines.push(Line::new().key(key, "shows more"));
    }
    for (row, line) in lines.iter().enumerate() {
        canvas.line(row, line);
    }
}

fn draw_below(cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
    let Some(coach) = cx.coach else { return };
    let width = canvas.width().saturating_sub(2);
    let said = Said::by(coach, cx, width);
    if canvas.height() < 2 {
        canvas.fill(Role::Raised);
        let key = COACH.first().and_then(|binding| binding.keys.first()).map_or_else(String::new, ToString::to_string);
        let end = canvas.line_right(0, &Line::new().key(key, "coach "));
        draw_heading(&said, 0, &mut canvas.columns(1, end.saturating_sub(2)));
        return;
    }
    canvas.rule(0);
    let mut card = canvas.inset(1);
    draw_heading(&said, 1, &mut card);
    let fitted = fitted(&said, (card.height().saturating_sub(AROUND.into()), width));
    for (at, line) in fitted.lines.iter().enumerate() {
        card.line(2 + at, line);
    }
    if let Some((line, hits)) = key_lines(cx, width, fitted.has_more).into_iter().next() {
        let row = card.height().saturating_sub(1);
        card.line(row, &line);
        for (at, wide, key) in hits {
            card.hit(row, at, wide, Hit::Key(key));
        }
    }
}

/// Draws the heading of a card below: the step, how long there is time, the place, and as much as has room of the lesson's name.
fn draw_heading(said: &Said, row: usize, canvas: &mut Canvas<'_>) {
    const GAP: usize = 2;
    let room = canvas.width().saturating_sub(GAP + said.place.width());
    let step_end = canvas.columns(0, room).line(row, &said.step);
    let place_end = canvas.line_at(row, step_end + GAP, &said.place);
    let lesson = Line::new().quiet(said.lesson.plain());
    canvas.line_at(row, place_end + GAP, &lesson);
}

/// A line of keys, and where a click presses which.
type KeyLine = (Line, Vec<(usize, usize, crate::widgets::Key)>);

/// What the coach's keys do now, in lines of so many columns, the most useful first. Whether there is more to read than is
/// shown, the key that shows all says.
fn key_lines(cx: &Cx<'_>, width: usize, has_more: bool) -> Vec<KeyLine> {
    let Some(coach) = cx.coach else { return Vec::new() };
    let order = [
        Action::CoachNext,
        Action::CoachAnswer,
        Action::CoachReset,
        Action::CoachHint,
        Action::CoachSkip,
        Action::CoachMoreTime,
        Action::CoachPrevious,
        Action::CoachLeave,
        Action::Coach,
    ];
    let mut lines: Vec<KeyLine> = vec![(Line::new(), Vec::new())];
    for action in order.into_iter().filter(|action| coach.why_not(*action).is_none()) {
        // Leaving is offered at the end, more time when there is little, a reset where nothing else helps; else the whole card
        // lists them.
        let is_early = match action {
            Action::CoachLeave => !coach.is_at_end(),
            Action::CoachReset => !coach.needs_reset(cx.surroundings()),
            Action::CoachMoreTime => coach.minutes_left(cx.real_now).is_none_or(|left| left > LITTLE_TIME),
            _ => false,
        };
        if is_early {
            continue;
        }
        let Some(binding) = COACH.iter().find(|binding| binding.action == action) else { continue };
        let Some(key) = binding.keys.first() else { continue };
        let label = match action {
            Action::Coach if has_more => "more",
            Action::CoachNext if coach.is_at_end() => "next lesson",
            Action::CoachAnswer if coach.unanswered().is_none() => "answer again…",
            _ => binding.label,
        };
        let words = Line::new().key(key.to_string(), label);
        let Some((line, hits)) = lines.last_mut() else { continue };
        let at = if line.is_empty() { 0 } else { line.width() + 2 };
        if at + words.width() > width && at > 0 {
            let wide = words.width();
            lines.push((words, vec![(0, wide, *key)]));
            continue;
        }
        hits.push((at, words.width(), *key));
        let gap = if at == 0 { "" } else { "  " };
        *line = std::mem::take(line).text(gap).join(words);
    }
    lines
}
