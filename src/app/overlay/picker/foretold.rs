//! What choosing would give and take, told below the list before it is done.

use std::rc::Rc;

use crate::access::{Inquiry, Told};
use crate::account::refusal::Refusal;
use crate::app::cx::Cx;
use crate::app::inquiry::{Awaited, Ended, of_change};
use crate::app::overlay::gives_and_takes::{OF_OTHERS, TITLE, lines_within, shown};
use crate::app::overlay::oneself;
use crate::app::sight::unseen::told_over;
use crate::app::step::Step;
use crate::store::Revision;
use crate::theme::Role;
use crate::widgets::{Canvas, Line};

/// Rows below the list at least: a blank one, a title, and what is told.
const ROWS: usize = 5;
/// Of these, so many are not for what is told.
const AROUND: usize = 2;
/// A list keeps so many rows of its own; where there is no room for both, nothing is told.
const LIST: usize = 8;

/// What is told of what would be chosen.
pub(super) struct Foretold<K> {
    /// What it is told of, and of which state of the account.
    of: Option<(Vec<K>, Revision)>,
    awaited: Awaited<Told>,
    /// Why whoever is signed in may not see it.
    unseen: Vec<Rc<Refusal>>,
    /// What it takes from whoever is signed in.
    own: Option<String>,
}

impl<K> Default for Foretold<K> {
    fn default() -> Self {
        Self { of: None, awaited: Awaited::default(), unseen: Vec::new(), own: None }
    }
}

impl<K: PartialEq> Foretold<K> {
    /// Asks, where something else would be chosen than before. `steps` are those of choosing it.
    pub fn inquires(&mut self, cx: &Cx<'_>, chosen: Vec<K>, steps: impl FnOnce(&[K]) -> Vec<Step>) -> Option<Inquiry> {
        let of = Some((chosen, cx.history.revision()));
        if self.of != of {
            let chosen = of.as_ref().map_or(&[][..], |(chosen, _)| chosen);
            let steps = if chosen.is_empty() { Vec::new() } else { steps(chosen) };
            self.own = oneself::told(&steps, cx);
            let inquiry = inquiry(cx, steps);
            self.unseen = inquiry.as_ref().err().cloned().unwrap_or_default();
            self.awaited = inquiry.ok().flatten().map(Awaited::to).unwrap_or_default();
            self.of = of;
        }
        self.awaited.inquires()
    }

    /// Why whoever is signed in may not see it.
    pub fn unseen(&self) -> &[Rc<Refusal>] {
        &self.unseen
    }

    /// Takes how that ended.
    pub fn ended(&mut self, ended: Ended) {
        self.awaited.end_change(ended);
    }

    /// All of it to read, where something is told.
    pub fn shown(&self) -> Option<Step> {
        self.awaited.answer().map(shown)
    }

    /// How many rows it takes, of so many that the list has no use for and that there are in all. `ways` are told below why it may
    /// not be seen.
    pub fn rows(&self, cx: &Cx<'_>, (free, all): (usize, usize), width: usize, ways: &[Line]) -> usize {
        if self.awaited.is_unasked() && self.unseen.is_empty() || all < LIST + ROWS {
            return 0;
        }
        let room = free.max(ROWS) - AROUND;
        (AROUND + self.told(cx, room, width, ways).len()).max(ROWS)
    }

    /// What it takes from whoever is signed in comes first, and whole; of the rest as much as there is room for.
    fn told(&self, cx: &Cx<'_>, room: usize, width: usize, ways: &[Line]) -> Vec<Line> {
        let own = self.own.iter().flat_map(|own| Line::new().with("▲ ", Role::Warning).text(own.clone()).wrapped(width));
        let mut lines: Vec<Line> = own.collect();
        if !self.unseen.is_empty() {
            lines.extend(told_over(OF_OTHERS, &self.unseen, width));
            lines.extend_from_slice(ways);
        } else if let Some(told) = self.awaited.answer() {
            lines.extend(lines_within(told.sentences(), width, room.saturating_sub(lines.len()).max(1)));
        } else if let Some(work) = cx.work {
            lines.extend(work.lines("Working it out"));
        }
        lines
    }

    /// Draws it.
    pub fn draw(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>, ways: &[Line]) {
        canvas.line(0, &Line::new().title(TITLE));
        let room = canvas.height().saturating_sub(1);
        for (row, line) in self.told(cx, room, canvas.width(), ways).iter().enumerate() {
            canvas.line(1 + row, line);
        }
    }
}

/// The question what operations among these steps give and take; `None` where there are none, or they would be refused.
fn inquiry(cx: &Cx<'_>, steps: Vec<Step>) -> Result<Option<Inquiry>, Vec<Rc<Refusal>>> {
    let submission = steps.into_iter().find_map(|step| if let Step::Submit(submission) = step { Some(submission) } else { None });
    submission.map_or(Ok(None), |submission| of_change(cx, &submission.operations))
}
