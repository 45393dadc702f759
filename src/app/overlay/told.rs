//! Why what was asked for over the screen is not done, as it stands there.

use crate::account::plan::RefusedAt;
use crate::app::cx::Cx;
use crate::app::sight::denial::Denial;
use crate::theme::Role;
use crate::widgets::Line;
use crate::widgets::line::wrap;

/// Why something is not done, and where one goes from there, which is told apart.
pub(super) struct Told {
    pub words: String,
    pub ways: Option<String>,
    pub denial: Option<Denial>,
    /// Whether it was refused where it was asked for, which can be read in full.
    pub is_refusal: bool,
}

impl Told {
    pub const fn of(words: String) -> Self {
        Self { words, ways: None, denial: None, is_refusal: false }
    }

    /// A refusal: what is to be done about it, or what AWS says, and beside a denial the keys that lead on. What was done before
    /// it, and is not done now, may be why; then policies as they are say nothing of it.
    pub fn refusal(RefusedAt { index, refusal }: RefusedAt, cx: &Cx<'_>) -> Self {
        let denial = Denial::of(&refusal).filter(|_| index == 0);
        let remedy = refusal.remedy.filter(|_| refusal.denied.is_none());
        Self::of(remedy.unwrap_or(refusal.message)).refused(denial, cx)
    }

    /// As what was refused, with what policies deny, if that is why: the keys of a denial lead on from here.
    pub fn refused(self, denial: Option<Denial>, cx: &Cx<'_>) -> Self {
        let ways = Denial::ways(denial.as_slice(), cx, true);
        Self { ways, denial, is_refusal: true, ..self }
    }

    /// Its lines, so wide.
    pub fn lines(&self, width: usize) -> Vec<Line> {
        let words = wrap(&format!("✖ {}", self.words), width).into_iter().map(|line| Line::new().with(line, Role::Bad));
        let ways = self.ways.iter().flat_map(|ways| wrap(ways, width)).map(|line| Line::new().quiet(line));
        words.chain(ways).collect()
    }
}
