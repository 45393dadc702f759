//! What could stand at the cursor, to choose from while one types.

use super::buffer::Buffer;
use crate::account::words::grouped;
use crate::policy::document::Span;
use crate::theme::Role;
use crate::widgets::canvas::{Canvas, Hit};
use crate::widgets::line::Line;
use crate::widgets::position;

/// Rows of offers in sight.
const ROWS: usize = 8;
/// Columns of the list at most, and what its frame takes of them.
const WIDEST: usize = 100;
const FRAME: usize = 4;
/// Columns between what an offer is called and what it is, and those of the sign before it.
const GAP: usize = 3;
/// The column at the edge is the mark's that tells of more.
const BAR: usize = 1;

/// One thing that could stand at the cursor.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Offer {
    /// What it is called.
    pub label: String,
    /// What is put in.
    pub insert: String,
    /// What it is, in a few words.
    pub detail: String,
    /// Where in what is put in one types on, before a closing quote; `None` where that is behind it.
    pub cursor: Option<usize>,
}

/// What could stand at the cursor.
pub(super) struct Offers {
    /// What is replaced by the one that is chosen.
    replace: Span,
    items: Vec<Offer>,
    selected: usize,
}

impl Offers {
    pub fn new(replace: Span, items: Vec<Offer>) -> Option<Self> {
        (!items.is_empty()).then_some(Self { replace, items, selected: 0 })
    }

    pub fn selected(&self) -> Option<&Offer> {
        self.items.get(self.selected)
    }

    pub fn select(&mut self, row: usize) {
        self.selected = row.min(self.items.len().saturating_sub(1));
    }

    /// Moves the selection; over the end, it begins again.
    pub const fn turn(&mut self, forward: bool) {
        let count = self.items.len();
        self.selected = (self.selected + if forward { 1 } else { count - 1 }) % count;
    }

    pub fn page(&mut self, forward: bool) {
        self.select(if forward { self.selected + ROWS - 1 } else { self.selected.saturating_sub(ROWS - 1) });
    }

    /// Puts the selected one in, the cursor where one types on.
    pub fn accept(&self, buffer: &mut Buffer) {
        let Some(offer) = self.selected() else { return };
        let span = Span { start: self.replace.start, end: self.replace.end.max(buffer.cursor()) };
        buffer.go_to(buffer.cursor());
        buffer.replace(span, &offer.insert);
        buffer.go_to(offer.cursor.map_or(buffer.cursor(), |cursor| span.start + cursor));
        if offer.cursor.is_some() {
            buffer.note_closer();
        }
    }

    /// Draws the list under the cursor, or where there is no room above it, and in any case beside the gutter.
    pub fn draw(&self, canvas: &mut Canvas<'_>, gutter: usize, (row, column): (usize, usize)) {
        let labels = self.items.iter().map(|offer| Line::new().text(offer.label.clone()).width()).max().unwrap_or(0);
        let details = self.items.iter().map(|offer| Line::new().text(offer.detail.clone()).width()).max().unwrap_or(0);
        let width = (labels + details + GAP + BAR + 1 + FRAME).min(WIDEST).min(canvas.width().saturating_sub(gutter));
        let below = canvas.height().saturating_sub(row + 1);
        let height = (self.items.len().min(ROWS) + 2).min(below.max(row));
        let top = if height <= below { row + 1 } else { row.saturating_sub(height) };
        let left = column.min(canvas.width().saturating_sub(width)).max(gutter);
        let mut place = canvas.rows(top, height);
        let mut place = place.columns(left, width);
        place.fill(Role::Text);
        let mut list = place.frame(&Line::new().quiet(format!("{} of {}", grouped(self.selected + 1), grouped(self.items.len()))));
        let (width, height) = (list.width(), list.height());
        let labels = labels.min(width.saturating_sub(2));
        let first = list.scroll("offers", self.selected, self.items.len(), height);
        for (row, (at, offer)) in self.items.iter().enumerate().skip(first).take(height).enumerate() {
            let is_selected = at == self.selected;
            if is_selected {
                list.select_row(row);
            }
            let lead = if is_selected { "▌" } else { " " };
            write(&mut list, row, 0, is_selected, &Line::new().with(lead, Role::Accent));
            let mut label = list.columns(1, labels);
            write(&mut label, row, 0, is_selected, &Line::new().text(offer.label.clone()));
            if let Some((column, detail)) = detail_at(offer, (labels, details), width.saturating_sub(BAR)) {
                write(&mut list, row, column, is_selected, &Line::new().quiet(detail));
            }
            list.hit(row, 0, width, Hit::Row(at));
        }
        position::draw(&mut list, first, self.items.len());
    }
}

/// Where what an offer is stands in a list so wide, and what of it: in a column of its own where that has room for all, or else at
/// the edge. Of what is too long as many words are told as have room; a part of one tells nothing.
fn detail_at(offer: &Offer, (labels, details): (usize, usize), width: usize) -> Option<(usize, String)> {
    let column = labels + GAP;
    if column + details <= width {
        return Some((column, offer.detail.clone()));
    }
    let begin = Line::new().text(offer.label.clone()).width() + GAP;
    let detail = words_within(&offer.detail, width.checked_sub(begin)?)?;
    Some((width - Line::new().text(detail.clone()).width(), detail))
}

/// The words of a text that so many columns have room for, with `…` for the others.
fn words_within(text: &str, width: usize) -> Option<String> {
    let wide = |text: &str| Line::new().text(text.to_owned()).width();
    if wide(text) <= width {
        return Some(text.to_owned());
    }
    let ends = text.match_indices(' ').map(|(at, _)| at).filter_map(|at| text.get(..at));
    let words = ends.map(|words| words.trim_end_matches([' ', '·', ','])).take_while(|words| wide(words) + 2 <= width).last()?;
    Some(format!("{words} …"))
}

fn write(canvas: &mut Canvas<'_>, row: usize, column: usize, is_selected: bool, line: &Line) {
    if is_selected {
        canvas.selected_line_at(row, column, line);
    } else {
        canvas.line_at(row, column, line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(label: &str, detail: &str, widest: (usize, usize), width: usize) -> Option<(usize, String)> {
        let [label, detail] = [label, detail].map(str::to_owned);
        detail_at(&Offer { insert: label.clone(), label, detail, cursor: None }, widest, width)
    }

    #[test]
    fn what_an_offer_is_stands_in_words_where_there_is_little_room() {
        let told_of = |width| told("s3:GetObject", "Read · object, bucket", (20, 21), width);
        assert_eq!(told_of(44), Some((23, "Read · object, bucket".to_owned())));
        // Beside a longer one it stands at the edge, and then in part, but never in part of a word.
        assert_eq!(told_of(40), Some((19, "Read · object, bucket".to_owned())));
        assert_eq!(told_of(32), Some((17, "Read · object …".to_owned())));
        assert_eq!(told_of(22), Some((16, "Read …".to_owned())));
        assert_eq!(told_of(18), None);
        assert_eq!(told("arn:aws:s3:::reports", "everything", (20, 10), 30), None);
        assert_eq!(told("arn:aws:s3:::reports", "everything", (20, 10), 10), None);
    }
}
