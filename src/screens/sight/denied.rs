//! What stands in the place of what may not be seen, in every part of a screen, with the keys that lead on from there.

use crate::account::operation::Operation;
use crate::account::refusal::Refusal;
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::sight::denial::Denial;
use crate::app::sight::unseen;
pub(in crate::screens) use crate::app::sight::unseen::{Unseen, denials, told};
use crate::app::words::count;
use crate::theme::Role;
use crate::widgets::list::{Column, Listing};
use crate::widgets::{Canvas, Line};

/// What stands in a cell of a list that may not be seen.
pub(in crate::screens) const CELL: &str = "denied";

/// Rows of which some cells may be seen and others not: those that tell more than their list does ask for it by themselves.
pub(in crate::screens) trait Asking: Listing {
    /// What is seen of them.
    fn cx(&self) -> &Cx<'_>;

    /// What must be allowed so that a cell may be seen.
    fn needs(&self, key: &Self::Key, column: usize) -> Vec<Operation>;

    /// Whether what is asked for may have a policy of its own, which holds for root as well.
    const HAVE_POLICIES: bool = false;

    /// What must be allowed and may be denied to whoever is signed in: to root nothing is but by a policy of what is asked for.
    fn asked(&self, key: &Self::Key, column: usize) -> Vec<Operation> {
        let is_open = self.cx().caller.is_root() && !Self::HAVE_POLICIES;
        if is_open { Vec::new() } else { self.needs(key, column) }
    }

    /// Whether a cell may be seen.
    fn may_see(&self, key: &Self::Key, column: usize) -> bool {
        self.cx().first_refusal(&self.asked(key, column)).is_none()
    }

    /// The cells of a row that may not be seen.
    fn unseen(&self, key: &Self::Key) -> Vec<Unseen> {
        let of_column = |(at, column): (usize, &Column)| {
            let refusals = self.cx().refusals(&self.asked(key, at));
            refusals.into_iter().map(|refusal| Unseen { name: column.title, refusal }).collect::<Vec<_>>()
        };
        self.columns().iter().enumerate().flat_map(of_column).collect()
    }

    /// The same of the row that is selected, where one is.
    fn unseen_of(&self, selected: Option<&Self::Key>) -> Vec<Unseen> {
        selected.map_or_else(Vec::new, |key| self.unseen(key))
    }
}

/// Draws a list that wants so many rows, and below it why cells of the selected row may not be seen, as far as there is room.
pub(in crate::screens) fn draw_beside(canvas: &mut Canvas<'_>, unseen: &[Unseen], wanted: usize, draw: impl FnOnce(&mut Canvas<'_>)) {
    let notes = told(unseen, canvas.width());
    unseen::draw_beside(canvas, wanted, &notes, draw);
}

/// The keys that lead to why something was denied to whoever is signed in, and to who could allow it; as far as they lead there.
pub(in crate::screens) fn keys(cx: &Cx<'_>, refusal: &Refusal) -> Line {
    let Some(denial) = Denial::of(refusal) else { return Line::new() };
    let ways = [(Action::WhyDenied, "D", "why, in full"), (Action::WhoCould, "A", "who could give me this")];
    let leading = ways.into_iter().filter(|(action, ..)| denial.way(*action, cx).is_ok());
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
    pub unseen: Vec<Unseen>,
    /// How many rows it takes to draw all of it.
    pub wanted: usize,
}

impl Parts<'_> {
    /// Draws the list, and below it which of its parts are denied; where all are, that stands in its place, below the title, and
    /// nothing is counted. `draw` draws the list, with its title and what to say where it is empty.
    pub(in crate::screens) fn draw(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>, draw: impl FnOnce(&mut Canvas<'_>, &str, &[Line])) {
        let Some((_, first)) = self.denied.first() else {
            return draw_beside(canvas, &self.unseen, self.wanted, |canvas| draw(canvas, self.title, self.empty));
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
        let of_row = told(&self.unseen, width);
        if of_row.is_empty() {
            let keys = vec![keys(cx, first)];
            return vec![[&names[..], &message, &keys].concat(), [&names[..], &keys].concat(), names, short];
        }
        let beside = [&names[..], &message].concat();
        let all = of_row.iter().flat_map(|of_row| [&beside, &names, &short].map(|parts| [&of_row[..], parts].concat()));
        all.chain([names.clone(), short.clone()]).collect()
    }
}
