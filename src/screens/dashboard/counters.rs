//! What there is, counted: each with where it is listed.

use super::{Dashboard, LABEL};
use crate::account::words::grouped;
use crate::app::cx::Cx;
use crate::app::navigation::{LEARN, navigation};
use crate::app::route::{Route, ScreenId};
use crate::widgets::{Canvas, Hit, Line};

/// All counters have room in the console's words from so many columns on.
const ROOMY: u16 = 140;

/// What is counted, with where it is listed: as the navigation has it, but of the policies only the account's own. With each its
/// place there.
pub(super) fn counters(cx: &Cx<'_>) -> impl Iterator<Item = (usize, String, Option<usize>, Route)> {
    let entries = navigation(cx).into_iter().enumerate().filter(|(_, entry)| entry.section != LEARN);
    entries.filter_map(|(place, entry)| {
        let count = entry.count;
        if count.is_none() && entry.hidden.is_none() {
            return None;
        }
        let own = count.map(|_| cx.account.policy_count());
        let (label, count) = match entry.route.screen {
            ScreenId::Policies if cx.size.0 < ROOMY => ("Customer policies".to_owned(), own),
            ScreenId::Policies => ("Customer managed policies".to_owned(), own),
            _ => (entry.label, count),
        };
        Some((place, label, count, entry.route))
    })
}

impl Dashboard {
    /// Draws them side by side; returns the row behind them.
    pub(super) fn draw_counters(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>, mut row: usize) -> usize {
        let mut column = 0;
        if canvas.width() >= 90 {
            canvas.line(row, &Line::new().quiet("IAM resources"));
            column = LABEL;
        }
        let first = column;
        for (index, (place, label, count, _)) in counters(cx).enumerate() {
            let line = Line::new().text(label).title(format!(" {}", count.map_or_else(|| "–".to_owned(), grouped)));
            let width = line.width();
            if column > first && column + width > canvas.width() {
                row += 1;
                column = first;
            }
            if index == self.rows.selected() {
                canvas.columns(column, width).select_row(row);
                canvas.selected_line_at(row, column, &line);
            } else {
                canvas.line_at(row, column, &line);
            }
            canvas.hit(row, column, width, Hit::Nav(place));
            column += width + 3;
        }
        row + 1
    }
}
