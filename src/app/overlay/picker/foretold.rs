//! What choosing would give and take, told below the list before it is done.

use crate::access::Inquiry;
use crate::app::cx::Cx;
use crate::app::inquiry::{Awaited, Ended, of_change};
use crate::app::overlay::oneself;
use crate::app::step::Step;
use crate::store::Revision;
use crate::theme::Role;
use crate::widgets::{Canvas, Line};

/// Rows below the list: a title, and what is told.
const ROWS: usize = 5;
/// A list keeps so many rows of its own; where there is no room for both, nothing is told.
const LIST: usize = 8;

/// What is told of what would be chosen.
pub(super) struct Foretold<K> {
    /// What it is told of, and of which state of the account.
    of: Option<(Vec<K>, Revision)>,
    awaited: Awaited<Vec<String>>,
    /// What it takes from whoever is signed in.
    own: Option<String>,
}

impl<K> Default for Foretold<K> {
    fn default() -> Self {
        Self { of: None, awaited: Awaited::default(), own: None }
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
            self.awaited = inquiry(cx, steps).map(Awaited::to).unwrap_or_default();
            self.of = of;
        }
        self.awaited.inquires()
    }

    /// Takes how that ended.
    pub fn ended(&mut self, ended: Ended) {
        self.awaited.end_change(ended);
    }

    /// How many rows of so many it takes.
    pub fn rows(&self, of: usize) -> usize {
        if self.awaited.is_unasked() || of < LIST + ROWS { 0 } else { ROWS }
    }

    /// Draws it.
    pub fn draw(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        canvas.line(0, &Line::new().title("What it gives and takes"));
        let Some(sentences) = self.awaited.answer() else {
            if let Some(work) = cx.work {
                work.draw("Working it out", &mut canvas.rows(1, usize::MAX));
            }
            return;
        };
        let room = ROWS - 2;
        let line = |sentence: &String| Line::new().with("● ", Role::Info).text(sentence.clone());
        let own = self.own.iter().map(|own| Line::new().with("▲ ", Role::Warning).text(own.clone()));
        // There may be thousands, and never are more shown than there is room for.
        let lines = own.chain(sentences.iter().take(room + 1).map(line)).flat_map(|line| line.wrapped(canvas.width()));
        let lines: Vec<Line> = lines.collect();
        let shown = if lines.len() > room { room - 1 } else { lines.len() };
        for (row, line) in lines.iter().take(shown).enumerate() {
            canvas.line(1 + row, line);
        }
        if shown < lines.len() {
            canvas.line(1 + shown, &Line::new().quiet("and more"));
        }
    }
}

/// The question what operations among these steps give and take; `None` where there are none, or they would be refused.
fn inquiry(cx: &Cx<'_>, steps: Vec<Step>) -> Option<Inquiry> {
    let submission = steps.into_iter().find_map(|step| if let Step::Submit(submission) = step { Some(submission) } else { None })?;
    of_change(cx, &submission.operations)
}
