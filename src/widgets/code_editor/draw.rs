//! Drawing the lines in sight: numbers, signs, colours, what is underlined, the cursor.

use ratatui::style::Modifier;

use super::shown::{Letter, letters};
use super::tokens::{Piece, Token, pieces};
use super::{CodeEditor, Mark};
use crate::theme::Role;
use crate::widgets::canvas::{Canvas, Hit};
use crate::widgets::line::Line;
use crate::widgets::position;

/// Columns of the bar at the right edge.
const BAR: usize = 1;

impl CodeEditor {
    /// Draws the text as far as it is in sight; returns row and column of the cursor, if it has the focus and is in sight.
    pub fn draw(&self, canvas: &mut Canvas<'_>, slot: &'static str, focused: bool) -> Option<(usize, usize)> {
        let height = canvas.height();
        let lines = self.buffer.lines();
        let top = self.top_in(height);
        // Tells the page's height to the next key.
        canvas.scroll(slot, top, lines, height);
        let gutter = self.gutter();
        let width = canvas.width().saturating_sub(gutter + BAR);
        let line = self.buffer.line_of(self.buffer.cursor());
        // Who does not write in it sees the lines from their beginning.
        let left = if focused { left_of(self.buffer.column(), width) } else { 0 };
        let pair = self.pair();
        for (row, at) in (top..lines.min(top + height)).enumerate() {
            self.draw_gutter(&mut canvas.columns(0, gutter), row, at, at == line);
            self.draw_line(&mut canvas.columns(gutter, width), row, at, left);
            let start = self.buffer.line_start(at);
            for place in pair.into_iter().flat_map(|pair| [pair.open, pair.close]) {
                if (start..=self.buffer.line_end(at)).contains(&place) {
                    self.draw_bracket(&mut canvas.columns(gutter, width), row, at, place - start, left);
                }
            }
        }
        position::draw(canvas, top, lines);
        let row = line.checked_sub(top).filter(|row| *row < height && focused)?;
        let column = gutter + self.buffer.column().saturating_sub(left);
        canvas.cursor(row, column);
        Some((row, column))
    }

    /// Draws what is offered, under the cursor at this row and column of the canvas, or above it.
    pub fn draw_offers(&self, canvas: &mut Canvas<'_>, place: (usize, usize)) {
        if let Some(offers) = &self.offers {
            offers.draw(canvas, self.gutter(), place);
        }
    }

    /// Columns of the gutter: the numbers of the lines, and the signs of what is marked.
    fn gutter(&self) -> usize {
        self.buffer.lines().to_string().len() + 3
    }

    fn draw_gutter(&self, canvas: &mut Canvas<'_>, row: usize, line: usize, is_current: bool) {
        let role = if is_current { Role::Text } else { Role::Quiet };
        let width = canvas.width().saturating_sub(3);
        canvas.line(row, &Line::new().with(format!("{:>width$}", line + 1), role));
        if let Some(mark) = self.marks_of(line).iter().min_by_key(|mark| mark.rank) {
            canvas.line_at(row, width + 1, &Line::new().with(mark.sign, mark.role));
        }
    }

    fn draw_line(&self, canvas: &mut Canvas<'_>, row: usize, line: usize, left: usize) {
        let (text, start) = (self.buffer.line(line), self.buffer.line_start(line));
        let marks = self.marks_of(line);
        let is_marked = |at: usize| marks.iter().any(|mark| (mark.span.start..mark.span.end).contains(&at));
        let width = canvas.width();
        canvas.hit(row, 0, width, Hit::Text { line, column: left });
        let mut pieces = pieces(text).peekable();
        let (mut run, mut from) = (String::new(), 0);
        let mut role = Role::Text;
        let mut underlined = Vec::new();
        let mut more = false;
        for letter in letters(text) {
            if letter.column < left {
                continue;
            }
            if letter.column + letter.width > left + width {
                more = true;
                break;
            }
            let own = role_of(&mut pieces, &letter);
            if own != role {
                write(canvas, row, from, &mut run, role);
                (from, role) = (letter.column - left, own);
            }
            if run.is_empty() {
                from = letter.column - left;
            }
            run.push_str(&letter.shown);
            if own == Role::Bad && is_wrong(&mut pieces) || is_marked(start + letter.at) {
                underlined.push((letter.column - left, letter.width));
            }
        }
        write(canvas, row, from, &mut run, role);
        for (column, width) in underlined {
            underline(canvas, row, column, width);
        }
        if left > 0 && !text.is_empty() {
            canvas.line_at(row, 0, &Line::new().quiet("‹"));
        }
        if more {
            canvas.line_at(row, width.saturating_sub(1), &Line::new().quiet("›"));
        }
    }

    /// A bracket of the pair that the cursor stands at.
    fn draw_bracket(&self, canvas: &mut Canvas<'_>, row: usize, line: usize, at: usize, left: usize) {
        let text = self.buffer.line(line);
        let Some(letter) = letters(text).find(|letter| letter.at == at) else { return };
        if let Some(column) = letter.column.checked_sub(left).filter(|column| *column < canvas.width()) {
            canvas.line_at(row, column, &Line::new().with(letter.shown.into_owned(), Role::FieldFocused));
        }
    }

    /// What is marked that begins on a line.
    fn marks_of(&self, line: usize) -> &[Mark] {
        let start = self.buffer.line_start(line);
        let end = if line + 1 < self.buffer.lines() { self.buffer.line_start(line + 1) } else { usize::MAX };
        let from = self.marks.partition_point(|mark| mark.span.start < start);
        let to = self.marks.partition_point(|mark| mark.span.start < end);
        self.marks.get(from..to).unwrap_or_default()
    }
}

/// The column that is first in sight, so that the cursor's is. It moves by parts of the width, not with every letter.
fn left_of(column: usize, width: usize) -> usize {
    let step = (width / 3).max(1);
    if column + 2 <= width { 0 } else { ((column + 2 - width) / step + 1) * step }
}

fn role_of(pieces: &mut std::iter::Peekable<impl Iterator<Item = Piece>>, letter: &Letter<'_>) -> Role {
    while pieces.next_if(|piece| piece.end <= letter.at).is_some() {}
    pieces.peek().map_or(Role::Text, |piece| piece.token.role())
}

fn is_wrong(pieces: &mut std::iter::Peekable<impl Iterator<Item = Piece>>) -> bool {
    pieces.peek().is_some_and(|piece| piece.token == Token::Wrong)
}

/// Writes what has gathered in one role, and begins anew.
fn write(canvas: &mut Canvas<'_>, row: usize, column: usize, run: &mut String, role: Role) {
    if !run.is_empty() {
        canvas.line_at(row, column, &Line::new().with(std::mem::take(run), role));
    }
}

fn underline(canvas: &mut Canvas<'_>, row: usize, column: usize, width: usize) {
    for column in column..column + width {
        if let Some(cell) = canvas.cell(row, column) {
            cell.modifier.insert(Modifier::UNDERLINED);
        }
    }
}
