//! What stands in the place of what may not be seen, in every part of a screen, with the keys that lead on from there.

use std::rc::Rc;

use crate::account::operation::Operation;
use crate::account::refusal::Refusal;
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::sight::denial::Denial;
use crate::app::sight::unseen;
pub(in crate::screens) use crate::app::sight::unseen::Unseen;
use crate::app::words::count;
use crate::theme::Role;
use crate::widgets::list::Listing;
use crate::widgets::{Canvas, Line};

/// What stands in a cell of a list that may not be seen.
pub(in crate::screens) const CELL: &str = "denied";

/// Rows of which some cells may be seen and others not: those that tell more than their list does ask for it by themselves.
pub(in crate::screens) trait Asking: Listing {
    /// What is seen of them.
    fn cx(&self) -> &Cx<'_>;

    /// What must be allowed so that a cell may be seen.
    fn needs(&self, key: &Self::Key, column: usize) -> Vec<Operation>;

    /// Why a cell may not be seen.
    fn refusal(&self, key: &Self::Key, column: usize) -> Option<Rc<Refusal>> {
        self.cx().first_refusal(&self.needs(key, column))
    }

    /// Whether it may.
    fn may_see(&self, key: &Self::Key, column: usize) -> bool {
        self.refusal(key, column).is_none()
    }

    /// The first cell of a row that may not be seen.
    fn unseen(&self, key: &Self::Key) -> Option<Unseen> {
        let mut columns = self.columns().iter().enumerate();
        columns.find_map(|(at, column)| Some(Unseen { name: column.title, refusal: self.refusal(key, at)? }))
    }
}

/// Draws a list that wants so many rows, and below it why a cell of the selected row may not be seen, where one may not and there
/// is room.
pub(in crate::screens) fn draw_beside(canvas: &mut Canvas<'_>, unseen: Option<&Unseen>, wanted: usize, draw: impl FnOnce(&mut Canvas<'_>)) {
    let lines = unseen.map(|unseen| unseen.lines(canvas.width())).unwrap_or_default();
    unseen::draw_beside(canvas, wanted, &[lines], draw);
}

/// The keys that lead to why something was denied to whoever is signed in, and to who could allow it; as far as they lead there.
pub(in crate::screens) fn keys(cx: &Cx<'_>, refusal: &Refusal) -> Line {
    let Some(denied) = refusal.denied.as_deref() else { return Line::new() };
    let denial = Denial::new(denied);
    let ways = [(Action::WhyDenied, "D", "why, in full"), (Action::WhoCould, "A", "who could give me this")];
    let leading = ways.into_iter().filter(|(action, ..)| denial.way(*action, cx.account).is_ok());
    leading.enumerate().fold(Line::new(), |line, (at, (_, key, words))| {
        let line = if at > 0 { line.text("   ") } else { line };
        line.key(key, words)
    })
}

/// A list that is put together from several.
pub(in crate::screens) struct Parts<'a> {
    pub title: &'a str,
    /// Which of them are denied, each by its name.
    pub denied: &'a [(&'a str, &'a Refusal)],
    /// Whether those are all.
    pub is_all: bool,
    /// What to say where there is nothing, though nothing is denied.
    pub empty: &'a [Line],
    /// What may not be seen of the selected row.
    pub unseen: Option<Unseen>,
    /// How many rows it takes to draw all of it.
    pub wanted: usize,
}

impl Parts<'_> {
    /// Draws the list, and below it which of its parts are denied; where all are, that stands in its place, below the title, and
    /// nothing is counted. `draw` draws the list, with its title and what to say where it is empty.
    pub(in crate::screens) fn draw(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>, draw: impl FnOnce(&mut Canvas<'_>, &str, &[Line])) {
        let Some((_, first)) = self.denied.first() else {
            return draw_beside(canvas, self.unseen.as_ref(), self.wanted, |canvas| draw(canvas, self.title, self.empty));
        };
        if self.is_all {
            return self.draw_denied(cx, canvas, first);
        }
        let notes = self.notes(cx, canvas.width(), first);
        // What is counted is what may be seen.
        let title = format!("{}, in part", self.title);
        unseen::draw_beside(canvas, self.wanted, &notes, |canvas| {
            draw(canvas, &title, &[Line::new().quiet("There is nothing here that you may see.")]);
        });
    }

    fn draw_denied(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>, first: &Refusal) {
        let lines = [Line::new().with("✖ Access denied", Role::Bad), Line::new().text(first.message.clone()), Line::new(), keys(cx, first)];
        canvas.line(0, &Line::new().title(self.title.to_owned()));
        let mut body = canvas.rows(2, usize::MAX);
        let mut body = body.inset(2);
        let mut row = 0;
        for line in &lines {
            row = body.wrapped(row, line);
        }
    }

    /// What can be said below the list, the fullest first. The keys lead to what the selected row is denied, where that is something.
    fn notes(&self, cx: &Cx<'_>, width: usize, first: &Refusal) -> Vec<Vec<Line>> {
        let line = || Line::new().with("✖ Not to be listed by you  ", Role::Bad);
        let names: Vec<&str> = self.denied.iter().map(|(name, _)| *name).collect();
        let short = vec![line().text(count(names.len(), "list"))];
        let names = line().text(names.join(", ")).wrapped(width);
        let message = Line::new().quiet(format!("– {}", first.message)).wrapped(width);
        let Some(unseen) = &self.unseen else {
            let keys = vec![keys(cx, first)];
            return vec![[&names[..], &message, &keys].concat(), [&names[..], &keys].concat(), names, short];
        };
        let of_row = unseen.lines(width);
        let beside = [&names[..], &message].concat();
        let all = [&beside, &names, &short].map(|parts| [&of_row[..], parts].concat());
        all.into_iter().chain([names, short]).collect()
    }
}
