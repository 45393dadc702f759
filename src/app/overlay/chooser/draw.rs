//! Drawing a list to choose from: what was typed, the entries by section, and all about the selected one.

use ratatui::layout::Rect;

use super::{Chooser, Entry, Placement};
use crate::theme::Role;
use crate::widgets::line::wrap;
use crate::widgets::text_input::Look;
use crate::widgets::{Canvas, Hit, Line, position};

/// Columns that a list in the middle has at most.
const WIDEST: u16 = 104;
/// Columns of the keys at most.
const MOST_KEYS: usize = 22;
/// Columns that are kept for labels at most; a longer one goes on where others say what they do.
const MOST_LABEL: usize = 26;
/// Columns for what an entry does at least, or it is said of the selected one alone.
const LEAST_ABOUT: usize = 30;
/// Rows for what the selected entry does.
const DESCRIPTION: usize = 2;
/// Rows that the frame takes, and what was typed with a blank one below it.
const AROUND: usize = 4;
/// Columns that the frame takes.
const FRAME: usize = 4;
/// Columns for the bar beside a list that is longer than its place.
const BAR: usize = 2;

/// A row of the drawn list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Row {
    Heading(usize),
    Entry(usize),
    Blank,
}

/// Where an entry's parts lie.
struct Columns {
    /// How wide its keys are.
    keys: usize,
    /// Where its label is.
    label: usize,
    /// Where what it does is said, if there is room to say it.
    about: Option<usize>,
}

impl Chooser {
    /// Draws the list over the screen.
    pub(super) fn draw(&self, canvas: &mut Canvas<'_>) {
        let place = self.place(canvas);
        let mut inside = canvas.over(place, &Line::new().title(self.title));
        let prompt = inside.line(0, &Line::new().accent("› "));
        let width = inside.width().saturating_sub(prompt);
        self.query.draw(&mut inside, 0, prompt, width, Look { focused: true, masked: false });
        let about = self.description_height(inside.width());
        let height = inside.height().saturating_sub(2 + about);
        self.draw_description(&mut inside.rows(2 + height, about));
        let mut body = inside.rows(2, height);
        if self.shown.is_empty() {
            body.line(0, &Line::new().quiet("Nothing by these words."));
            return;
        }
        let rows = self.rows(height);
        let at = rows.iter().position(|row| *row == Row::Entry(self.selected)).unwrap_or(0);
        let offset = body.scroll(self.title, at, rows.len(), height);
        // The heading of the first entry is worth a row.
        let offset = if at <= 1 { 0 } else { offset };
        let bar = if rows.len() > height { BAR } else { 0 };
        let width = body.width().saturating_sub(bar);
        let mut list = body.columns(0, width);
        let columns = self.columns(width);
        for (place, row) in rows.iter().skip(offset).take(height).enumerate() {
            match row {
                Row::Blank => {}
                Row::Heading(at) => {
                    list.line(place, &Line::new().quiet(self.entries[*at].section.clone()));
                }
                Row::Entry(entry) => self.draw_entry(&mut list, place, *entry, &columns),
            }
        }
        position::draw(&mut body, offset, rows.len());
    }

    /// Between the brand bar and the key bar, as high as what there is to choose from.
    fn place(&self, canvas: &Canvas<'_>) -> Rect {
        let area = canvas.area();
        let wide = if area.width < WIDEST { area.width } else { WIDEST };
        let around = AROUND + self.description_height(usize::from(wide).saturating_sub(FRAME));
        let most = area.height.saturating_sub(2);
        let rows = self.rows(usize::from(most).saturating_sub(around)).len();
        let height = most.min(u16::try_from(rows + around).unwrap_or(u16::MAX).max(8));
        match self.placement {
            Placement::Side => Rect { x: area.x, y: area.y + 1, width: area.width.min(34), height },
            Placement::Middle | Placement::Told => {
                let above = (area.height.saturating_sub(2 + height)) / 3;
                Rect { x: area.x + (area.width - wide) / 2, y: area.y + 1 + above, width: wide, height }
            }
        }
    }

    /// Rows below the list that say all about the selected entry.
    fn description_height(&self, width: usize) -> usize {
        match self.placement {
            Placement::Middle if self.entries.iter().any(|entry| !entry.about.is_empty()) => DESCRIPTION + 1,
            Placement::Told => self.entries.iter().map(|entry| wrap(&entry.about, width).len()).max().unwrap_or(0) + 1,
            Placement::Middle | Placement::Side => 0,
        }
    }

    /// Sections have headings only while everything is shown in order, and blank rows between them unless all fits without.
    fn rows(&self, height: usize) -> Vec<Row> {
        let in_order = self.query.text().trim().is_empty();
        let mut rows = Vec::new();
        let mut section = "";
        for (place, at) in self.shown.iter().enumerate() {
            let entry = &self.entries[*at];
            if in_order && entry.section != section {
                if !rows.is_empty() {
                    rows.push(Row::Blank);
                }
                if !entry.section.is_empty() {
                    rows.push(Row::Heading(*at));
                }
                section = &entry.section;
            }
            rows.push(Row::Entry(place));
        }
        let full = rows.iter().filter(|row| **row != Row::Blank).count();
        if (full..rows.len()).contains(&height) {
            rows.retain(|row| *row != Row::Blank);
        }
        rows
    }

    /// Columns of the widest of the entries' texts.
    fn widest(&self, text: impl Fn(&Entry) -> &str) -> usize {
        self.entries.iter().map(|entry| Line::new().text(text(entry).to_owned()).width()).max().unwrap_or(0)
    }

    fn columns(&self, width: usize) -> Columns {
        let keys = if self.placement == Placement::Side { 0 } else { self.widest(|entry| &entry.keys).min(MOST_KEYS) };
        let at = if keys > 0 { keys + 4 } else { 2 };
        let label = self.widest(|entry| if entry.about.is_empty() { "" } else { &entry.label }).min(MOST_LABEL);
        let about = at + label + 2;
        let has_room = self.placement == Placement::Middle && about + LEAST_ABOUT <= width;
        Columns { keys, label: at, about: has_room.then_some(about) }
    }

    fn draw_entry(&self, canvas: &mut Canvas<'_>, row: usize, place: usize, columns: &Columns) {
        let entry = &self.entries[self.shown[place]];
        let selected = place == self.selected;
        let width = canvas.width();
        canvas.hit(row, 0, width, Hit::Row(place));
        if selected {
            canvas.select_row(row);
        }
        let mut put = |column: usize, width: usize, line: &Line| {
            let mut part = canvas.columns(0, column + width);
            if selected {
                part.selected_line_at(row, column, line)
            } else {
                part.line_at(row, column, line)
            };
        };
        if selected {
            put(0, 2, &Line::new().accent("▌"));
        }
        put(2, columns.keys, &Line::new().accent(entry.keys.clone()));
        let label = Line::new().with(entry.label.clone(), if entry.why_not.is_some() { Role::Quiet } else { Role::Text });
        put(columns.label, width.saturating_sub(columns.label), &label);
        let about = Line::new().quiet(entry.why_not.as_ref().unwrap_or(&entry.about).clone());
        match columns.about {
            Some(at) => {
                let at = at.max(columns.label + label.width() + 2);
                if at + LEAST_ABOUT <= width {
                    put(at, width - at, &about);
                }
            }
            None if self.placement == Placement::Side => put(width.saturating_sub(about.width() + 1), about.width(), &about),
            None => {}
        }
    }

    /// Says all that the selected entry does, or why it does nothing now.
    fn draw_description(&self, canvas: &mut Canvas<'_>) {
        let Some(entry) = self.selected() else { return };
        let line = match &entry.why_not {
            Some(reason) => Line::new().with("▲ ", Role::Warning).quiet(reason.clone()),
            None => Line::new().quiet(entry.about.clone()),
        };
        canvas.wrapped(1, &line);
    }
}
