//! A document to read: lines that scroll.

use std::cell::Cell;

use super::canvas::Canvas;
use super::key::{Code, Key};
use super::line::Line;
use super::position;
use crate::account::words::grouped;
use crate::policy::document::laid_out;
use crate::theme::Role;

/// How far a document is scrolled.
#[derive(Clone, Debug, Default)]
pub struct Scroll {
    top: usize,
    /// How many lines there were when it was drawn last: only drawing knows how wide the place is.
    lines: Cell<usize>,
}

impl Scroll {
    /// Takes a key that scrolls; tells whether it was one. `page` is how many lines are in sight.
    pub fn key(&mut self, key: Key, page: usize) -> bool {
        let last = self.lines.get().saturating_sub(page.max(1));
        let step = page.saturating_sub(1).max(1);
        // There may have been more lines before, in a narrower window.
        let top = self.top.min(last);
        self.top = match key {
            Key { code: Code::Up | Code::Char('k'), ctrl: false, alt: false } => top.saturating_sub(1),
            Key { code: Code::Down | Code::Char('j'), ctrl: false, alt: false } => top + 1,
            Key { code: Code::PageUp, .. } => top.saturating_sub(step),
            Key { code: Code::PageDown | Code::Char(' '), ctrl: false, alt: false } => top + step,
            Key { code: Code::Home | Code::Char('g'), ctrl: false, alt: false } => 0,
            Key { code: Code::End | Code::Char('G'), ctrl: false, alt: false } => last,
            _ => return false,
        }
        .min(last);
        true
    }

    /// Scrolls by lines, as the mouse wheel does.
    pub fn scroll(&mut self, lines: isize) {
        self.top = self.top.saturating_add_signed(lines).min(self.lines.get().saturating_sub(1));
    }

    /// Puts a line, counted from 0, on top.
    pub const fn show(&mut self, line: usize) {
        self.top = line;
    }

    /// Draws the lines in sight; where there are more, the last row tells where one is among them, and hides nothing.
    pub fn draw(&self, canvas: &mut Canvas<'_>, slot: &'static str, lines: &[Line]) {
        let height = canvas.height();
        if lines.len() <= height {
            self.draw_lines(canvas, slot, lines);
            return;
        }
        let last = height.saturating_sub(1);
        let top = self.draw_lines(&mut canvas.rows(0, last), slot, lines);
        let end = (top + last).min(lines.len());
        let place = Line::new().quiet(format!(" {}–{} of {} ", grouped(top + 1), grouped(end), grouped(lines.len())));
        canvas.line_right(last, &place);
    }

    /// Draws the lines in sight with a bar at the right edge, which hides nothing where the lines end before it; returns which
    /// line is on top.
    pub fn draw_with_bar(&self, canvas: &mut Canvas<'_>, slot: &'static str, lines: &[Line]) -> usize {
        let top = self.draw_lines(canvas, slot, lines);
        position::draw(canvas, top, lines.len());
        top
    }

    fn draw_lines(&self, canvas: &mut Canvas<'_>, slot: &'static str, lines: &[Line]) -> usize {
        let height = canvas.height();
        self.lines.set(lines.len());
        let top = self.top.min(lines.len().saturating_sub(height));
        // Tells the page's height to the next key.
        canvas.scroll(slot, top, lines.len(), height);
        for (row, line) in lines.iter().skip(top).take(height).enumerate() {
            canvas.line(row, line);
        }
        top
    }
}

/// A JSON document, laid out and coloured: keys in the accent, everything else as text.
pub fn json(text: &str) -> Vec<Line> {
    laid_out(text).lines().map(|line| json_line(&line.replace('\t', "  "))).collect()
}

fn json_line(line: &str) -> Line {
    let body = line.trim_start();
    let indent = " ".repeat(line.len() - body.len());
    match body.strip_prefix('"').and_then(|rest| rest.split_once("\": ")) {
        Some((key, value)) => {
            let role = match (key, value.trim_end_matches(',')) {
                ("Effect", "\"Deny\"") => Role::Bad,
                ("Effect", "\"Allow\"") => Role::Good,
                _ => Role::Text,
            };
            Line::new().text(indent).accent(format!("\"{key}\"")).quiet(": ").with(value.to_owned(), role)
        }
        None => Line::new().text(format!("{indent}{body}")),
    }
}
