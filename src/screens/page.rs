//! What all detail pages look like: name, ARN and dates above, tabs below.

use crate::app::cx::Cx;
use crate::app::words::{ago, date};
use crate::widgets::{Canvas, Line, tabs};

/// What stands above the tabs.
pub(super) struct Heading<'a> {
    /// The name.
    pub name: &'a str,
    /// The ARN.
    pub arn: String,
    /// When it was made.
    pub created: jiff::Timestamp,
    /// What else is worth a word: label and words.
    pub facts: Vec<(&'static str, Line)>,
}

/// Draws heading and tabs; returns the row behind them.
pub(super) fn draw(cx: &Cx<'_>, canvas: &mut Canvas<'_>, heading: &Heading<'_>, titles: &[String], shown: usize) -> usize {
    canvas.line(0, &Line::new().title(heading.name.to_owned()));
    let created =
        if cx.is_narrow() { ago(heading.created, cx.now) } else { format!("{} ({})", date(heading.created), ago(heading.created, cx.now)) };
    canvas.line_right(0, &Line::new().quiet("Created ").text(created));
    let arn = if canvas.width() < heading.arn.len() + 8 { crate::account::arn::shortened(&heading.arn) } else { heading.arn.clone() };
    canvas.line(1, &Line::new().quiet(arn));
    let facts = heading.facts.iter().map(|(label, words)| Line::new().quiet(format!("{label}  ")).join(words.clone()));
    let mut column = 0;
    let mut row = 2;
    for fact in facts {
        if column > 0 && column + fact.width() > canvas.width() {
            column = 0;
            row += 1;
        }
        column = canvas.line_at(row, column, &fact) + 4;
    }
    let roomy = canvas.height() >= 22;
    tabs::draw(canvas, row + 1 + usize::from(roomy), titles, shown) + usize::from(roomy)
}

/// Draws what a page says once its subject is gone.
pub(super) fn draw_gone(canvas: &mut Canvas<'_>, kind: &str) {
    canvas.line(1, &Line::new().text(format!("This {kind} is not there any more.")));
    canvas.line(2, &Line::new().quiet("It was deleted, or its making was undone.  ").key("u", "undo").quiet("  ").key("esc", "back"));
}
