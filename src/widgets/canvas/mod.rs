//! The canvas that everything is drawn on.

mod scratch;

pub use scratch::{Hit, Scratch};

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier, Style};

use crate::theme::{Role, Theme};
use crate::widgets::ascii::in_ascii;
use crate::widgets::line::{Line, Span, cut};

/// Columns that are cleared beside what lies over the screen.
const BESIDE: u16 = 2;

/// A part of the screen to draw on.
pub struct Canvas<'a> {
    buffer: &'a mut Buffer,
    area: Rect,
    theme: &'a Theme,
    scratch: &'a mut Scratch,
}

impl<'a> Canvas<'a> {
    /// The whole screen.
    pub const fn new(buffer: &'a mut Buffer, area: Rect, theme: &'a Theme, scratch: &'a mut Scratch) -> Self {
        Self { buffer, area, theme, scratch }
    }

    /// Whether secrets are masked on it.
    pub const fn hides_secrets(&self) -> bool {
        self.theme.hides_secrets()
    }

    /// Whether signs beyond ASCII can be shown.
    pub const fn is_unicode(&self) -> bool {
        self.theme.is_unicode()
    }

    /// Where the canvas lies on the screen.
    pub const fn area(&self) -> Rect {
        self.area
    }

    /// How many columns there are.
    pub const fn width(&self) -> usize {
        self.area.width as usize
    }

    /// How many rows there are.
    pub const fn height(&self) -> usize {
        self.area.height as usize
    }

    /// A part of this canvas; what lies outside is left off.
    pub fn part(&mut self, area: Rect) -> Canvas<'_> {
        Canvas { area: area.intersection(self.area), buffer: self.buffer, theme: self.theme, scratch: self.scratch }
    }

    /// So many rows from one on.
    pub fn rows(&mut self, from: usize, count: usize) -> Canvas<'_> {
        let area = Rect { y: self.area.y.saturating_add(clamp(from)), height: clamp(count), ..self.area };
        self.part(area)
    }

    /// So many columns from one on.
    pub fn columns(&mut self, from: usize, count: usize) -> Canvas<'_> {
        let area = Rect { x: self.area.x.saturating_add(clamp(from)), width: clamp(count), ..self.area };
        self.part(area)
    }

    /// Without a margin of so many columns on both sides.
    pub fn inset(&mut self, columns: usize) -> Canvas<'_> {
        let width = self.width().saturating_sub(2 * columns);
        self.columns(columns, width)
    }

    /// Writes a line at a row, from a column on; cut with `…` where it does not fit. Returns the column behind it.
    pub fn line_at(&mut self, row: usize, column: usize, line: &Line) -> usize {
        self.write(row, column, line, Theme::style)
    }

    /// Writes a line at a row.
    pub fn line(&mut self, row: usize, line: &Line) -> usize {
        self.line_at(row, 0, line)
    }

    /// Writes a line at a row so that it ends with the canvas; returns the column where it begins.
    pub fn line_right(&mut self, row: usize, line: &Line) -> usize {
        let column = self.width().saturating_sub(line.width());
        self.line_at(row, column, line);
        column
    }

    /// Writes a line as part of the selected row.
    pub fn selected_line_at(&mut self, row: usize, column: usize, line: &Line) -> usize {
        self.write(row, column, line, Theme::selected)
    }

    fn write(&mut self, row: usize, column: usize, line: &Line, style: impl Fn(&Theme, Role) -> Style) -> usize {
        let mut at = column;
        if row >= self.height() {
            return at;
        }
        let width = line.width();
        let room = self.width().saturating_sub(column);
        let mut left = room;
        for span in line.spans() {
            let last_that_fits = width > room && span.width() >= left;
            let text = if last_that_fits { cut_for_more(span, left) } else { span.text().into() };
            let text = if self.theme.is_unicode() { text } else { in_ascii(&text).into() };
            let text = if span.role == Role::Secret && self.theme.hides_secrets() { "*".repeat(text.chars().count()).into() } else { text };
            let taken = unicode_width::UnicodeWidthStr::width(&*text);
            let (x, y) = (self.area.x + clamp(at), self.area.y + clamp(row));
            self.buffer.set_stringn(x, y, &text, left, style(self.theme, span.role));
            at += taken;
            left = left.saturating_sub(taken);
            if left == 0 || last_that_fits {
                break;
            }
        }
        at
    }

    /// Writes text over as many rows as it takes, from a row on; returns the row behind it.
    pub fn paragraph(&mut self, row: usize, text: &str, role: Role) -> usize {
        let mut at = row;
        for line in super::line::wrap(text, self.width()) {
            self.line(at, &Line::new().with(line, role));
            at += 1;
        }
        at
    }

    /// Writes a line over as many rows as it takes; returns the row behind it.
    pub fn wrapped(&mut self, row: usize, line: &Line) -> usize {
        let lines = line.wrapped(self.width());
        for (at, line) in lines.iter().enumerate() {
            self.line(row + at, line);
        }
        row + lines.len()
    }

    /// Fills the whole canvas with a role's ground.
    pub fn fill(&mut self, role: Role) {
        let style = self.theme.style(role);
        for y in self.area.top()..self.area.bottom() {
            for x in self.area.left()..self.area.right() {
                if let Some(cell) = self.buffer.cell_mut((x, y)) {
                    cell.reset();
                    cell.set_style(style);
                }
            }
        }
    }

    /// How many rows at the bottom have nothing on them: no text, no ground of their own, no cursor.
    pub fn empty_rows(&self) -> usize {
        let cursor = self.scratch.cursor;
        let is_used = |y: &u16| {
            let mut places = (self.area.left()..self.area.right()).map(|x| (x, *y));
            cursor.is_some_and(|place| place.y == *y) || places.any(|place| !self.is_empty(place))
        };
        (self.area.top()..self.area.bottom()).rev().take_while(|y| !is_used(y)).count()
    }

    /// The part at the right end of the bottom row that has nothing on it, as far up as that is so.
    pub fn empty_corner(&self) -> Rect {
        let Rect { y: top, .. } = self.area;
        let bottom = self.area.bottom().saturating_sub(1);
        let columns = (self.area.left()..self.area.right()).rev().take_while(|x| self.is_empty((*x, bottom)));
        let left = columns.last().unwrap_or(self.area.right());
        let is_free = |y: &u16| (left..self.area.right()).all(|x| self.is_empty((x, *y)));
        let y = (top..=bottom).rev().take_while(is_free).last().unwrap_or(self.area.bottom());
        Rect { x: left, y, width: self.area.right() - left, height: self.area.bottom() - y }
    }

    /// Whether a cell has nothing in it: no text, no ground of its own.
    fn is_empty(&self, place: (u16, u16)) -> bool {
        let is_empty = |cell: &ratatui::buffer::Cell| cell.symbol() == " " && cell.bg == Color::Reset && cell.modifier.is_empty();
        self.buffer.cell(place).is_none_or(is_empty)
    }

    /// Gives a row the ground of the selection.
    pub fn select_row(&mut self, row: usize) {
        let style = self.theme.selected(Role::Text);
        let area = self.rows(row, 1).area();
        self.buffer.set_style(area, style);
    }

    /// Points at a place: what stands there is underlined in the accent, in whatever look it has.
    pub fn point_at(&mut self, row: usize, column: usize, width: usize) {
        let style = self.theme.style(Role::Accent).add_modifier(Modifier::UNDERLINED);
        let area = self.rows(row, 1).columns(column, width).area();
        self.buffer.set_style(area, style);
    }

    /// Points at places that were drawn to be clicked. What a click does there, and the text that stands there, tell which part of
    /// the text is meant, if any.
    pub fn point_at_hits(&mut self, meant: impl Fn(Hit, &str) -> Option<String>) {
        let style = self.theme.style(Role::Accent).add_modifier(Modifier::UNDERLINED);
        for (area, hit) in self.scratch.hits.clone() {
            let area = area.intersection(self.area);
            let cells: Vec<(Position, String)> =
                area.positions().filter_map(|place| Some((place, self.buffer.cell(place)?.symbol().to_owned()))).collect();
            let text: String = cells.iter().map(|(_, symbol)| symbol.as_str()).collect();
            let shown = text.trim();
            let Some(wanted) = meant(hit, shown) else { continue };
            let lower = text.to_lowercase();
            let Some(from) = lower.find(&wanted.trim().to_lowercase()) else { continue };
            let to = from + wanted.trim().len();
            let mut at = 0;
            for (place, symbol) in &cells {
                if (from..to).contains(&at)
                    && let Some(cell) = self.buffer.cell_mut(*place)
                {
                    cell.set_style(style);
                }
                at += symbol.len();
            }
        }
    }

    /// Draws a line across at a row.
    pub fn rule(&mut self, row: usize) {
        let line = "─".repeat(self.width());
        self.line(row, &Line::new().with(line, Role::Rule));
    }

    /// Draws a line down at a column.
    pub fn rule_down(&mut self, column: usize) {
        for row in 0..self.height() {
            self.line_at(row, column, &Line::new().with("│", Role::Rule));
        }
    }

    /// Lays a frame with a title over what was drawn so far, and gives what is inside. Beside it nothing is left that could be
    /// taken for a part of it.
    pub fn over(&mut self, place: Rect, title: &Line) -> Canvas<'_> {
        let from = place.x.saturating_sub(BESIDE);
        self.part(Rect { x: from, width: place.right().saturating_add(BESIDE) - from, ..place }).fill(Role::Text);
        self.scratch.cover();
        self.part(place).frame(title);
        self.part(inside(place.intersection(self.area)))
    }

    /// Draws a frame along the edge, with a title, and gives what is inside.
    pub fn frame(&mut self, title: &Line) -> Canvas<'_> {
        let (width, height) = (self.width(), self.height());
        if inside(self.area) == self.area {
            return self.inset(0);
        }
        let bar = "─".repeat(width - 2);
        self.line(0, &Line::new().with(format!("┌{bar}┐"), Role::Rule));
        self.line(height - 1, &Line::new().with(format!("└{bar}┘"), Role::Rule));
        for row in 1..height - 1 {
            self.line_at(row, 0, &Line::new().with("│", Role::Rule));
            self.line_at(row, width - 1, &Line::new().with("│", Role::Rule));
        }
        if !title.is_empty() {
            let title = Line::new().with(" ", Role::Rule).join(title.clone()).with(" ", Role::Rule);
            self.columns(2, width.saturating_sub(4)).line(0, &title);
        }
        self.part(inside(self.area))
    }

    /// Makes a place answer to clicks.
    pub fn hit(&mut self, row: usize, column: usize, width: usize, hit: Hit) {
        let place = Rect {
            x: self.area.x.saturating_add(clamp(column)),
            y: self.area.y.saturating_add(clamp(row)),
            width: clamp(width),
            height: 1,
        };
        self.scratch.hits.push((place.intersection(self.area), hit));
    }

    /// Puts the text cursor at a place.
    pub fn cursor(&mut self, row: usize, column: usize) {
        let place = Position::new(self.area.x.saturating_add(clamp(column)), self.area.y.saturating_add(clamp(row)));
        if self.area.contains(place) {
            self.scratch.cursor = Some(place);
        }
    }

    /// How far a list is scrolled; see [`Scratch::scroll`].
    pub fn scroll(&mut self, list: &'static str, selected: usize, rows: usize, height: usize) -> usize {
        self.scratch.scroll(list, selected, rows, height)
    }

    /// Covers what was drawn so far; see [`Scratch::cover`].
    pub fn cover(&mut self) {
        self.scratch.cover();
    }

    /// The cell at a place, for widgets that paint cell by cell.
    pub(super) fn cell(&mut self, row: usize, column: usize) -> Option<&mut ratatui::buffer::Cell> {
        if row >= self.height() || column >= self.width() {
            return None;
        }
        self.buffer.cell_mut((self.area.x + clamp(column), self.area.y + clamp(row)))
    }
}

/// What a frame leaves of a place; where there is no room for one, all.
const fn inside(area: Rect) -> Rect {
    if area.width < 4 || area.height < 3 {
        return area;
    }
    Rect { x: area.x + 2, y: area.y + 1, width: area.width - 4, height: area.height - 2 }
}

/// A piece that is cut because the line goes on behind it ends in `…` even if it would just fit itself.
fn cut_for_more(span: &Span, width: usize) -> std::borrow::Cow<'_, str> {
    if span.width() > width {
        cut(span.text(), width)
    } else {
        format!("{}…", cut(span.text(), width.saturating_sub(1)).trim_end_matches('…')).into()
    }
}

/// Screens are smaller than this; what is not is off the screen anyway.
fn clamp(length: usize) -> u16 {
    u16::try_from(length).unwrap_or(u16::MAX)
}
