//! Drawing the command line: what is typed, above it what it may become, or what is wrong with it.

use ratatui::layout::Rect;

use super::CommandLine;
use crate::app::overlay::clock;
use crate::awscli;
use crate::catalog::ConditionKey;
use crate::theme::Role;
use crate::widgets::line::wrap;
use crate::widgets::position;
use crate::widgets::text_input::Look;
use crate::widgets::{Canvas, Hit, Line};

/// Rows of candidates at most.
const MOST_ROWS: usize = 10;
/// Columns before a label, and those that labels have at least.
const LEAD: usize = 3;
const LEAST_LABELS: usize = 34;

impl CommandLine {
    /// Draws the line above the key bar, and what it may become above that.
    pub(super) fn draw(&self, canvas: &mut Canvas<'_>) {
        let area = canvas.area();
        let width = usize::from(area.width);
        let room = usize::from(area.height) - 4;
        let mut said = self.said(width.saturating_sub(4));
        said.truncate(room);
        let rows = if said.is_empty() { self.candidates.len().min(MOST_ROWS).min(room) } else { said.len() };
        let height = u16::try_from(rows + 2).unwrap_or(area.height);
        let place = Rect { y: area.bottom().saturating_sub(height + 1), height, ..area };
        let mut panel = canvas.part(place);
        panel.cover();
        panel.fill(Role::Text);
        panel.rule(0);
        for (row, line) in said.iter().enumerate() {
            panel.line(1 + row, line);
        }
        if said.is_empty() {
            self.draw_candidates(&mut panel.rows(1, rows));
        }
        let bottom = panel.height() - 1;
        let at = panel.line(bottom, &Line::new().accent(" : "));
        let look = Look { focused: true, masked: false };
        if panel.hides_secrets() && self.is_aws() {
            let masked = self.input.masked(&awscli::hidden_parts(self.input.text()));
            masked.draw(&mut panel, bottom, at, width.saturating_sub(at + 1), look);
        } else {
            self.input.draw(&mut panel, bottom, at, width.saturating_sub(at + 1), look);
        }
    }

    /// What is wrong with the line, or where nothing is offered, what can be typed.
    fn said(&self, width: usize) -> Vec<Line> {
        if let Some(error) = &self.error {
            let rows = error.words.lines().flat_map(|line| wrap(line, width)).enumerate();
            let rows = rows.map(|(row, text)| Line::new().with(if row == 0 { " ✖ " } else { "   " }, Role::Bad).text(text));
            let ways = error.ways.iter().flat_map(|ways| wrap(ways, width));
            return rows.chain(ways.map(|text| Line::new().quiet(format!("   {text}")))).collect();
        }
        let rows = if self.candidates.is_empty() { self.hint(width) } else { Vec::new() };
        rows.into_iter().map(|text| Line::new().quiet(format!("   {text}"))).collect()
    }

    /// Draws what the line may become, so that the selected one is in sight.
    fn draw_candidates(&self, canvas: &mut Canvas<'_>) {
        let (width, height) = (canvas.width(), canvas.height());
        let offset = (self.selected + 1).saturating_sub(height);
        let in_sight = self.candidates.iter().skip(offset).take(height);
        let labels = in_sight.map(|candidate| Line::new().text(candidate.label.clone()).width() + LEAD).max().unwrap_or(0);
        let about_at = labels.clamp(LEAST_LABELS, LEAST_LABELS.max(width / 2)) + 2;
        for (row, candidate) in self.candidates.iter().skip(offset).take(height).enumerate() {
            let selected = offset + row == self.selected && (self.chosen || !self.is_aws());
            let label = Line::new().accent(if selected { " ▌ " } else { "   " }).text(candidate.label.clone());
            let about = Line::new().quiet(candidate.about.clone());
            if selected {
                canvas.select_row(row);
                let at = canvas.selected_line_at(row, 0, &label) + 2;
                canvas.selected_line_at(row, at.max(about_at), &about);
            } else {
                let at = canvas.line(row, &label) + 2;
                canvas.line_at(row, at.max(about_at), &about);
            }
            canvas.hit(row, 0, width, Hit::Row(offset + row));
        }
        position::draw(canvas, offset, self.candidates.len());
    }

    /// What can be typed, where nothing is offered.
    fn hint(&self, width: usize) -> Vec<String> {
        let words = match clock::read(self.typed().trim()) {
            Some(Ok(_)) => "enter moves the practice clock forward.".to_owned(),
            Some(Err(usage)) => usage,
            None if self.input.text().is_empty() => self.saying.to_owned(),
            None if self.is_aws() => "enter runs this line of the AWS CLI.".to_owned(),
            None if is_condition_key(self.typed().trim()) => {
                "That is a condition key: policies name it under Condition. A line of the AWS CLI begins with aws and a space.".to_owned()
            }
            None => "Nothing is called so. A line that begins with aws is run as it is.".to_owned(),
        };
        wrap(&words, width)
    }
}

/// Whether a text is the name of a condition key, or begins as those do that every service may see.
fn is_condition_key(text: &str) -> bool {
    text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("aws:")) || ConditionKey::named(text).is_some()
}
