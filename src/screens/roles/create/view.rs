//! Drawing the steps: whom the role trusts, and a last look with its name.

use super::Wizard;
use crate::app::cx::Cx;
use crate::app::words::{count, listed};
use crate::screens::roles::trust;
use crate::widgets::key::{Code, Key};
use crate::widgets::{Canvas, Hit, Line};

/// Labels of the review take this many columns.
const LABEL: usize = 19;

impl Wizard {
    pub(super) fn draw_trust(&self, canvas: &mut Canvas<'_>) {
        if let Some(writing) = self.custom.as_ref().filter(|_| self.is_writing) {
            canvas.line(0, &Line::new().title("Custom trust policy").quiet("  who may assume it   ").key("ctrl-s", "next"));
            return writing.draw(&mut canvas.rows(1, usize::MAX));
        }
        let row = self.entity.form.draw(canvas, true);
        if self.is_custom() {
            canvas.line_at(row, 2, &Line::new().key("enter", "write it"));
            return;
        }
        if self.entity.lacks_provider() {
            return;
        }
        canvas.line_at(row, 2, &Line::new().title("Trust policy").quiet("  who may assume it, not what it may do"));
        let policy = self.trust_policy();
        let mut below = canvas.rows(row + 1, usize::MAX);
        let mut below = below.inset(2);
        if trust::draw_document(&mut below, &policy) == 0 {
            trust::draw_sentences(&mut below, &policy);
        }
    }

    pub(super) fn draw_details(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        let height = self.details.form.height(canvas.width());
        self.details.form.draw(canvas, true);
        let policy = self.trust_policy();
        let names: Vec<&str> = self.chosen.policies.marks().iter().map(|policy| cx.account.policy_name(policy)).collect();
        let grants = match names.len() {
            0 => "nothing yet: no policy is chosen".into(),
            policies => format!("{}: {}", count(policies, "policy"), listed(&names)),
        };
        let boundary = self.chosen.boundary().map(|policy| cx.account.policy_name(policy).to_owned());
        let boundary = boundary.unwrap_or_else(|| "not set: no limit but its policies".into());
        let profile = self.entity.makes_profile().then(|| "of the same name, made along with it".to_owned());
        let mut review = canvas.rows(height, usize::MAX);
        let mut review = review.inset(2);
        let facts = [("What it may do", Some(grants)), ("At most", Some(boundary)), ("Instance profile", profile)];
        let facts = facts.into_iter().filter_map(|(label, words)| Some((label, vec![Line::new().text(words?)])));
        let who = trust::sentence_lines(&policy, review.width().saturating_sub(LABEL));
        let mut row = 0;
        for (label, lines) in facts.chain([("Who may assume it", who)]) {
            review.line(row, &Line::new().quiet(label));
            for line in &lines {
                review.line_at(row, LABEL, line);
                row += 1;
            }
        }
        let room = review.height().saturating_sub(row + 1);
        row += trust::draw_document(&mut review.rows(row, room), &policy);
        let create = Line::new().key("enter", "Create role");
        review.hit(row, 0, create.width(), Hit::Key(Key::plain(Code::Enter)));
        review.line(row, &create);
    }
}
