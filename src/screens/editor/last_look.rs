//! The last step: who would gain and lose what, and what the document comes to.

use std::rc::Rc;

use super::target::Target;
use super::{Editor, Stage, resource_policies, summary};
use crate::access::Told;
use crate::app::cx::Cx;
use crate::app::inquiry::{Awaited, of_change};
use crate::app::overlay::gives_and_takes::{self, OF_OTHERS, SHOW_ALL, TITLE, lines_within};
use crate::app::overlay::oneself;
use crate::app::overlay::reader::Reader;
use crate::app::sight::denial::Denial;
use crate::app::sight::unseen::{told_over, ways_over};
use crate::app::step::Step;
use crate::screens::roles::trust;
use crate::theme::Role;
use crate::widgets::{Canvas, Line};

/// Rows that what saving gives and takes has at least: its heading, a sentence, and how many more there are.
const LEAST_EFFECT: usize = 3;

/// Rows that what the document comes to has at least: one that says that there is more.
const COMES_TO: usize = 1;

/// The name of a policy that has none yet, for working out what it gives: hardly one that is there.
const STAND_IN: &str = "_";

impl Editor {
    /// Asks who would gain and lose what, where that is not known yet.
    pub(super) fn foresee(&mut self, cx: &Cx<'_>) {
        let holds_at_once = match self.target {
            Target::New => false,
            Target::Version(_) => self.draft().set_as_default,
            Target::Inline(..) | Target::NewInline(_) | Target::Resource(_) | Target::Trust(_) => true,
        };
        if !holds_at_once || self.stage == Stage::Writing {
            return;
        }
        // What it gives and takes does not depend on its name, which may come last.
        let mut draft = self.draft();
        if draft.name.is_empty() {
            draft.name = STAND_IN.into();
        }
        let foreseen = Some((cx.history.revision(), self.target.operations(cx.account, &draft)));
        if self.foreseen != foreseen {
            let operations = foreseen.as_ref().map_or(&[][..], |(_, operations)| operations);
            let inquiry = of_change(cx, operations);
            self.unseen = inquiry.as_ref().err().cloned().unwrap_or_default();
            self.effect = inquiry.ok().flatten().map(Awaited::to).unwrap_or_default();
            self.own = oneself::told_of(operations, cx);
            self.foreseen = foreseen;
        }
    }

    /// Asks again after that was cancelled.
    fn foresee_again(&mut self, cx: &Cx<'_>) {
        self.foreseen = None;
        self.foresee(cx);
    }

    /// Why there is nothing more to read of what saving gives and takes.
    pub(super) fn why_no_effect(&self) -> Option<&'static str> {
        self.effect.is_awaited().then_some("That is still being worked out. esc cancels it.")
    }

    /// Why nobody gains or loses anything, where that is known without asking, or why it is not known.
    fn why_nobody(&self) -> Option<&'static str> {
        match self.target {
            Target::New => Some("It is attached to nobody yet, so nobody gains or loses anything."),
            Target::Version(_) if !self.draft().set_as_default => {
                Some("The version before still holds, so nobody gains or loses anything.")
            }
            _ => (self.effect.is_unasked() && self.unseen.is_empty())
                .then_some("That is told once it can be saved: enter says what is missing."),
        }
    }

    fn sentences(&self) -> &[String] {
        self.effect.answer().map_or(&[], Told::sentences)
    }

    /// Draws the step.
    pub(super) fn draw_review(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        let reminder = self.writing.findings().reminder();
        let row = self.review.draw(canvas, &self.target, LEAST_EFFECT + COMES_TO, reminder.as_ref());
        let lines = self.comes_to(canvas.width());
        let filled = lines.iter().map(|line| line.wrapped(canvas.width()).len()).sum::<usize>();
        // Where it is tight, all rows are for what saving gives and takes: one key shows both in full.
        let comes_to = if canvas.height() > row + LEAST_EFFECT + COMES_TO { COMES_TO } else { 0 };
        let rest = canvas.height().saturating_sub(row + comes_to);
        let row = row + self.draw_effect(cx, &mut canvas.rows(row, rest), filled.saturating_sub(comes_to));
        let mut below = canvas.rows(row.min(canvas.height().saturating_sub(comes_to)), usize::MAX);
        match &self.target {
            Target::Resource(key) => resource_policies::draw_change(cx, key, self.writing.text(), &mut below),
            _ => summary::draw(&mut below, &lines),
        }
    }

    /// What the document comes to: service by service, or of a trust policy what its statements say of who may enter, over lines of
    /// this width, and what becomes of open sessions.
    fn comes_to(&self, width: usize) -> Vec<Line> {
        match self.target {
            Target::Resource(_) => Vec::new(),
            Target::Trust(_) => {
                let sentences = trust::sentence_lines(self.writing.text(), width);
                let sessions = Line::new().quiet("Open sessions stay until they end; Revoke sessions ends what they may do.");
                std::iter::once(Line::new().title("Its statements")).chain(sentences).chain([Line::new(), sessions]).collect()
            }
            _ => summary::lines_of(self.writing.text()),
        }
    }

    /// All that saving gives and takes and what the document comes to, to read; where that was cancelled, it is asked again.
    pub(super) fn show_effect(&mut self, cx: &Cx<'_>) -> Vec<Step> {
        if self.effect.is_cancelled() {
            self.foresee_again(cx);
            return Vec::new();
        }
        let in_full = self.effect.answer().map(Told::in_full).unwrap_or_default();
        let nobody = self.why_nobody().map(|nobody| Line::new().text(nobody));
        let own = self.own.iter().map(|own| Line::new().with("▲ ", Role::Warning).text(own.clone()));
        let mut lines: Vec<Line> = nobody.into_iter().chain(own).chain(gives_and_takes::lines(&in_full)).collect();
        let comes_to = self.comes_to(usize::from(cx.size.0).saturating_sub(8));
        if !comes_to.is_empty() {
            lines.push(Line::new());
            lines.extend(comes_to);
        }
        let text = lines.iter().map(Line::plain).collect::<Vec<_>>().join("\n");
        vec![Step::Ask(Box::new(Reader::new(TITLE, text, lines)))]
    }

    /// Draws what saving gives and takes in half of the rows, or in all that what stands below does not fill; returns how many rows
    /// that took.
    fn draw_effect(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>, below: usize) -> usize {
        // The heading stands above, and a gap below.
        let free = canvas.height().saturating_sub(below).saturating_sub(2);
        let most = (canvas.height() / 2).max(2).max(free).min(canvas.height().saturating_sub(1));
        canvas.line(0, &Line::new().title(TITLE));
        if let Some(nobody) = self.why_nobody() {
            return canvas.paragraph(1, nobody, Role::Quiet) + 1;
        }
        // What one loses oneself is known at once, and stands above all else.
        let own = self.own.iter().flat_map(|own| Line::new().with("▲ ", Role::Warning).text(own.clone()).wrapped(canvas.width()));
        let mut lines: Vec<Line> = own.collect();
        if !self.unseen.is_empty() {
            lines.extend(told_over(OF_OTHERS, &self.unseen, canvas.width()));
            lines.extend(ways_over(cx, &Denial::of_all(self.unseen.iter().map(Rc::as_ref)), canvas.width()));
        } else if let Some(work) = cx.work {
            lines.extend(work.lines("Working it out"));
        } else if self.effect.is_cancelled() {
            lines.push(Line::new().quiet("Cancelled: it was not worked out.  ").key(SHOW_ALL.to_string(), "ask again"));
        } else if self.effect.is_awaited() {
            // The rows of what is told once that takes longer: nothing is to move as it comes.
            lines.extend([Line::new(), Line::new()]);
        } else {
            lines.extend(lines_within(self.sentences(), canvas.width(), most.saturating_sub(lines.len()).max(1)));
        }
        for (row, line) in lines.iter().enumerate() {
            canvas.line(1 + row, line);
        }
        lines.len() + 2
    }
}
