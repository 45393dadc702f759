//! What all detail pages look like: name, ARN and dates above, tabs below.

use crate::account::display::visible;
use crate::app::cx::Cx;
use crate::app::words::{ago, date, day};
use crate::screens::sight::denied::{Unseen, told};
use crate::store::HistoryItem;
use crate::theme::Role;
use crate::widgets::{Canvas, Hit, Key, Line, tabs};

/// What stands above the tabs.
pub(in crate::screens) struct Heading<'a> {
    /// The name.
    pub name: &'a str,
    /// The ARN.
    pub arn: String,
    /// When it was made, where that may be seen.
    pub created: Option<jiff::Timestamp>,
    /// What else is worth a word: label and words.
    pub facts: Vec<(&'static str, Line)>,
    /// What of this may not be seen and is told nowhere else.
    pub unseen: Vec<Unseen>,
}

/// Rows that a page has at least where it tells in full why something above the tabs may not be seen.
const TELLING: usize = 18;

/// Columns that a page has, beside the navigation where there is one.
pub(in crate::screens) const fn width_of(cx: &Cx<'_>) -> usize {
    let columns = cx.size.0 as usize;
    if cx.is_narrow() { columns.saturating_sub(2) } else { columns.saturating_sub(26) }
}

/// The titles of the tabs: the first of these that have room beside each other, else the last.
pub(in crate::screens) fn fitting_titles<const N: usize>(cx: &Cx<'_>, choices: [Vec<String>; N]) -> Vec<String> {
    let fits = |titles: &Vec<String>| titles.iter().map(|title| title.chars().count() + 3).sum::<usize>() <= width_of(cx) + 3;
    let at = choices.iter().position(fits).unwrap_or(N.saturating_sub(1));
    choices.into_iter().nth(at).unwrap_or_default()
}

/// Draws heading and tabs; returns the row behind them.
pub(in crate::screens) fn draw(cx: &Cx<'_>, canvas: &mut Canvas<'_>, heading: &Heading<'_>, titles: &[String], shown: usize) -> usize {
    let name = Line::new().title(heading.name.to_owned());
    let end = canvas.line(0, &name);
    // The name comes whole; the date says as much as there is room for beside it.
    let words = heading.created.map(|created| [format!("{} ({})", date(created), ago(created, cx.now)), date(created), day(created)]);
    let created = match words {
        Some(words) => words.map(|created| Line::new().quiet("Created ").text(created)).to_vec(),
        None => vec![Line::new().quiet("Created ").with("✖ access denied", Role::Bad)],
    };
    if let Some(created) = created.iter().find(|created| end + 6 + created.width() <= canvas.width()) {
        canvas.line_right(0, created);
    }
    let arn = if canvas.width() < heading.arn.chars().count() { crate::account::arn::shortened(&heading.arn) } else { heading.arn.clone() };
    let below = canvas.wrapped(1, &Line::new().quiet(arn));
    let facts = heading.facts.iter().map(|(label, words)| Line::new().quiet(format!("{label}  ")).join(words.clone()));
    let mut column = 0;
    let mut row = below;
    for fact in facts {
        if column > 0 && column + fact.width() > canvas.width() {
            column = 0;
            row += 1;
        }
        column = canvas.line_at(row, column, &fact) + 4;
    }
    let mut behind = if heading.facts.is_empty() { row } else { row + 1 };
    // As much as there is room for beside what the page is about.
    let notes = told(&heading.unseen, canvas.width());
    let room = canvas.height().saturating_sub(TELLING);
    for line in notes.iter().find(|lines| lines.len() <= room).or(notes.last()).filter(|_| canvas.height() >= TELLING).into_iter().flatten()
    {
        canvas.line(behind, line);
        behind += 1;
    }
    let gap = |from: usize| usize::from(canvas.height() >= from);
    let (above, below) = (gap(18), gap(22));
    tabs::draw(canvas, behind + above, titles, shown) + below
}

/// Draws what a tab is about, and beside it what can be done there, where there is room for that; returns the row behind.
pub(in crate::screens) fn draw_about(canvas: &mut Canvas<'_>, about: &str, keys: &[(Key, &str)]) -> usize {
    if canvas.height() < 10 {
        return 0;
    }
    let end = canvas.line(0, &Line::new().quiet(about.to_owned()));
    let lines: Vec<(Key, Line)> = keys.iter().map(|(key, label)| (*key, Line::new().key(key.to_string(), label))).collect();
    let width = lines.iter().map(|(_, line)| line.width() + 2).sum::<usize>();
    if end + width <= canvas.width() {
        let mut column = canvas.width() - width + 2;
        for (key, line) in lines {
            canvas.hit(0, column, line.width(), Hit::Key(key));
            column = canvas.line_at(0, column, &line) + 2;
        }
    }
    2
}

/// What an identity's policies are about, and how many of as many as there may be it has, where that may be seen.
pub(in crate::screens) fn count_of_policies(about: &str, count: Option<usize>, quota: usize) -> String {
    count.map_or_else(|| format!("{about}."), |count| format!("{about}: {count} of {quota} policies."))
}

/// Draws what a page says once its subject is gone. What undo and redo would do is told in full: it need not be about this one,
/// which may have gone long ago, or by itself.
pub(in crate::screens) fn draw_gone(cx: &Cx<'_>, canvas: &mut Canvas<'_>, kind: &str) {
    canvas.line(1, &Line::new().text(format!("This {kind} is not there any more.")));
    let sentence = |item: &HistoryItem| visible(&cx.history.sentence(item, cx.account));
    let undo = cx.history.undoable().map(|item| Line::new().key("u", "takes back: ").text(sentence(item)));
    let redo = cx.history.redoable().map(|item| Line::new().key("ctrl-r", "makes again: ").text(sentence(item)));
    let history = Line::new().quiet("Whatever it went by can be taken back under :history.");
    let lines = undo.into_iter().chain(redo).chain([history]).flat_map(|line| line.wrapped(canvas.width())).collect::<Vec<_>>();
    for (row, line) in (3..).zip(&lines) {
        canvas.line(row, line);
    }
    canvas.line(4 + lines.len(), &Line::new().key("esc", "to the others"));
}
