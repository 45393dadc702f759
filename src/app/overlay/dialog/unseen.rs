//! What a dialog would tell, and whoever is signed in may not see: said in a sentence, with the keys that lead on from there.

use std::rc::Rc;

use crate::account::refusal::Refusal;
use crate::app::cx::Cx;
use crate::app::sight::denial::Denial;
use crate::app::sight::unseen::{told_over, ways_over};
use crate::app::words::listed;
use crate::widgets::Line;

/// What may not be seen, and why.
#[derive(Default)]
pub(super) struct Unseen {
    whats: Vec<&'static str>,
    refusals: Vec<Rc<Refusal>>,
}

impl Unseen {
    /// One thing more.
    pub fn add(&mut self, what: &'static str, refusal: Rc<Refusal>) {
        if !self.whats.contains(&what) {
            self.whats.push(what);
        }
        self.refusals.push(refusal);
    }

    /// It, in lines of at most this width.
    pub fn lines(&self, cx: &Cx<'_>, width: usize) -> Vec<Line> {
        [told_over(&listed(&self.whats), &self.refusals, width), ways_over(cx, &self.denials(), width)].concat()
    }

    /// What the keys lead on from.
    pub fn denials(&self) -> Vec<Denial> {
        Denial::of_all(self.refusals.iter().map(Rc::as_ref))
    }
}
