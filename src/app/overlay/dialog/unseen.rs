//! What a dialog would tell, and whoever is signed in may not see: said in a sentence, with the keys that lead on from there.

use std::rc::Rc;

use crate::account::refusal::Refusal;
use crate::app::cx::Cx;
use crate::app::sight::denial::Denial;
use crate::app::sight::unseen;
use crate::app::words::listed;
use crate::widgets::Line;

/// What may not be seen, and why the first of it may not.
pub(super) struct Unseen {
    whats: Vec<&'static str>,
    refusal: Rc<Refusal>,
}

impl Unseen {
    /// One thing more.
    pub fn with(before: Option<Self>, what: &'static str, refusal: Rc<Refusal>) -> Self {
        let mut unseen = before.unwrap_or(Self { whats: Vec::new(), refusal });
        if !unseen.whats.contains(&what) {
            unseen.whats.push(what);
        }
        unseen
    }

    /// It, in lines of at most this width.
    pub fn lines(&self, cx: &Cx<'_>, width: usize) -> Vec<Line> {
        unseen::told_over(cx, &listed(&self.whats), &self.refusal, width)
    }

    /// What the keys lead on from.
    pub fn denial(&self) -> Option<Denial> {
        self.refusal.denied.as_deref().map(Denial::new)
    }
}
