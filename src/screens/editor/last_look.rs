//! The last step: who would gain and lose what, and what the document comes to.

use super::target::Target;
use super::{Editor, Stage, summary};
use crate::app::cx::Cx;
use crate::app::overlay::reader::Reader;
use crate::app::step::Step;
use crate::screens::effect;
use crate::theme::Role;
use crate::widgets::{Canvas, Line};

impl Editor {
    /// Finds out who would gain and lose what. A new policy is attached to nobody.
    pub(super) fn foresee(&mut self, cx: &Cx<'_>) {
        let is_new = self.target == Target::New;
        self.effect = if is_new || self.stage == Stage::Writing { Vec::new() } else { effect::sentences(cx, &self.operations(cx)) };
    }

    /// Draws the step.
    pub(super) fn draw_review(&self, canvas: &mut Canvas<'_>) {
        let row = self.review.draw(canvas, &self.target);
        let row = row + self.draw_effect(&mut canvas.rows(row, usize::MAX));
        summary::draw(&mut canvas.rows(row, usize::MAX), self.writing.text());
    }

    /// All that saving gives and takes, to read.
    pub(super) fn show_effect(&self) -> Step {
        let lines = self.effect.iter().map(|sentence| Line::new().with("● ", Role::Info).text(sentence.clone())).collect();
        Step::Ask(Box::new(Reader::new("What it gives and takes", self.effect.join("\n"), lines)))
    }

    /// Draws what saving gives and takes; returns how many rows that took.
    fn draw_effect(&self, canvas: &mut Canvas<'_>) -> usize {
        let most = (canvas.height() / 2).max(2);
        canvas.line(0, &Line::new().title("What it gives and takes"));
        let nobody = match self.target {
            Target::New => "It is attached to nobody yet, so nobody gains or loses anything.",
            Target::Version(_) if !self.draft().set_as_default => "The version before still holds, so nobody gains or loses anything.",
            _ => "Nobody gains or loses anything.",
        };
        if self.effect.is_empty() {
            return canvas.paragraph(1, nobody, Role::Quiet) + 1;
        }
        let line = |sentence: &String| Line::new().with("● ", Role::Info).text(sentence.clone());
        let lines: Vec<Line> = self.effect.iter().flat_map(|sentence| line(sentence).wrapped(canvas.width())).collect();
        let shown = if lines.len() > most { most - 1 } else { lines.len() };
        for (row, line) in lines.iter().take(shown).enumerate() {
            canvas.line(1 + row, line);
        }
        if shown < lines.len() {
            canvas.line(1 + shown, &Line::new().quiet(format!("and {} more lines  ", lines.len() - shown)).key("f6", "all"));
            return shown + 3;
        }
        shown + 2
    }
}
