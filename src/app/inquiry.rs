//! What screens and overlays want to have found out over the whole account, while others go on: asked, waited for, answered.
//!
//! A screen keeps an [`Awaited`]; the application asks it after every message what it wants to know, has that worked out
//! elsewhere, and tells how it ended. How far it is stands in [`super::cx::Cx::work`].

use std::rc::Rc;

use jiff::{SignedDuration, Timestamp};

use super::cx::Cx;
use super::effect::Ticket;
use super::model::Asker;
use crate::access::{Found, Inquiry, Told};
use crate::account::operation::Operation;
use crate::account::refusal::Refusal;
use crate::account::words::grouped;
use crate::widgets::{Canvas, Line};

/// Nobody is told that something is under way before it has taken this long: what is there by then would only flicker.
pub const MOMENT: SignedDuration = SignedDuration::from_millis(100);

/// How an inquiry ended.
pub enum Ended {
    /// This is the answer.
    Found(Found),
    /// It was cancelled by whoever waits for it.
    Cancelled,
    /// Who waits for it was left meanwhile; once it is shown again, it may ask again.
    Left,
}

/// An answer that is there, or that is waited for.
pub struct Awaited<T> {
    stage: Stage,
    answer: Option<T>,
}

/// Asks what operations would give and take; `None` where they would be refused.
///
/// # Errors
/// Why whoever is signed in may not see that: it follows from the policies of the whole account, and from those of the resources that are changed.
pub fn of_change(cx: &Cx<'_>, operations: &[Operation]) -> Result<Option<Inquiry>, Vec<Rc<Refusal>>> {
    let Ok(planned) = cx.plan_all(operations) else { return Ok(None) };
    let refusals = cx.refusals_of_change(operations);
    if refusals.is_empty() { Ok(Some(Inquiry::change(cx.account.clone(), planned.after, cx.now))) } else { Err(refusals) }
}

/// How far an inquiry is.
enum Stage {
    Settled,
    /// To be asked.
    Wanted(Box<Inquiry>),
    /// Asked. Kept to be asked again.
    Asked(Box<Inquiry>),
    Cancelled,
}

impl<T> Default for Awaited<T> {
    fn default() -> Self {
        Self { stage: Stage::Settled, answer: None }
    }
}

impl<T> Awaited<T> {
    /// An answer to be asked for.
    pub fn to(inquiry: Inquiry) -> Self {
        Self { stage: Stage::Wanted(Box::new(inquiry)), answer: None }
    }

    /// Asks, or asks again as things are now: what was answered before stays until then.
    pub fn ask(&mut self, inquiry: Inquiry) {
        self.stage = Stage::Wanted(Box::new(inquiry));
    }

    /// The question, once.
    pub fn inquires(&mut self) -> Option<Inquiry> {
        match std::mem::replace(&mut self.stage, Stage::Settled) {
            Stage::Wanted(inquiry) => {
                self.stage = Stage::Asked(inquiry.clone());
                Some(*inquiry)
            }
            stage => {
                self.stage = stage;
                None
            }
        }
    }

    /// Takes the answer.
    pub fn take(&mut self, answer: T) {
        *self = Self { stage: Stage::Settled, answer: Some(answer) };
    }

    /// Takes that what was asked was cancelled.
    pub fn cancel(&mut self) {
        if matches!(self.stage, Stage::Asked(_)) {
            self.stage = Stage::Cancelled;
        }
    }

    /// Takes that nobody works on it any more: it is to be asked again.
    pub fn put_off(&mut self) {
        self.stage = match std::mem::replace(&mut self.stage, Stage::Settled) {
            Stage::Asked(inquiry) => Stage::Wanted(inquiry),
            stage => stage,
        };
    }

    /// Takes how the inquiry ended; `read` reads the answer that was asked for. What nobody asks any more is answered for nobody.
    pub fn end(&mut self, ended: Ended, read: impl FnOnce(Found) -> Option<T>) {
        match ended {
            Ended::Found(found) => {
                let answer = matches!(self.stage, Stage::Asked(_)).then(|| read(found)).flatten();
                if let Some(answer) = answer {
                    self.take(answer);
                }
            }
            Ended::Cancelled => self.cancel(),
            Ended::Left => self.put_off(),
        }
    }

    /// The answer, or the one before as long as it is waited for again.
    pub const fn answer(&self) -> Option<&T> {
        self.answer.as_ref()
    }

    /// Whether the answer is there, and of how things are now.
    pub const fn is_there(&self) -> bool {
        matches!(self.stage, Stage::Settled) && self.answer.is_some()
    }

    /// Whether an answer is still to come.
    pub const fn is_awaited(&self) -> bool {
        matches!(self.stage, Stage::Wanted(_) | Stage::Asked(_))
    }

    /// Whether it was cancelled, so that there is no answer, or none of how things are now.
    pub const fn is_cancelled(&self) -> bool {
        matches!(self.stage, Stage::Cancelled)
    }

    /// Whether nothing was asked yet.
    pub const fn is_unasked(&self) -> bool {
        matches!(self.stage, Stage::Settled) && self.answer.is_none()
    }
}

impl Awaited<Told> {
    /// Takes how an inquiry about a change ended.
    pub fn end_change(&mut self, ended: Ended) {
        self.end(ended, |found| if let Found::Change(told) = found { Some(told) } else { None });
    }
}

/// How far something is that is being found out.
#[derive(Clone, Copy, Debug)]
pub struct Work {
    since: Timestamp,
    counts: &'static str,
    done: usize,
    of: usize,
}

/// Columns of the bar.
const BAR: usize = 32;

impl Work {
    /// Nothing is done yet of an inquiry.
    pub const fn begun(inquiry: &Inquiry, now: Timestamp) -> Self {
        Self { since: now, counts: inquiry.counts(), done: 0, of: 0 }
    }

    /// When it is worth telling of.
    pub fn told_from(&self) -> Option<Timestamp> {
        self.since.checked_add(MOMENT).ok()
    }

    /// What is found out, as it is told while one waits, and how much of it: a line to read, and a bar.
    pub fn lines(&self, what: &str) -> [Line; 2] {
        let counted = match self.of {
            0 => String::new(),
            of => format!("{} of {} {}", grouped(self.done.min(of)), grouped(of), self.counts),
        };
        let cells = (self.done.min(self.of) * BAR).checked_div(self.of).unwrap_or(0);
        let bar = format!("{}{}", "█".repeat(cells), "░".repeat(BAR - cells));
        [Line::new().text(format!("{what}…  ")).quiet(counted), Line::new().quiet(bar)]
    }

    /// Draws that at the top of a canvas.
    pub fn draw(&self, what: &str, canvas: &mut Canvas<'_>) {
        for (row, line) in self.lines(what).iter().enumerate() {
            canvas.line(row, line);
        }
    }
}

/// An inquiry that is being worked on.
pub(super) struct Underway {
    pub ticket: Ticket,
    pub asker: Asker,
    pub work: Work,
}

impl Underway {
    /// Takes how far it is.
    pub const fn progress(&mut self, done: usize, of: usize) {
        (self.work.done, self.work.of) = (done, of);
    }
}
