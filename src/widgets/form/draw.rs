//! Drawing a form: a label, the field beside it, and under it what is wrong or worth knowing.

use super::Form;
use super::field::{Field, Kind};
use crate::theme::Role;
use crate::widgets::canvas::{Canvas, Hit};
use crate::widgets::line::{Line, wrap};
use crate::widgets::text_input::Look;

/// The column where fields begin.
const INDENT: usize = 2;
/// No label is wider than this.
const WIDEST_LABEL: usize = 26;
/// No field need be wider than this.
const WIDEST_FIELD: usize = 64;

impl<F: Copy + PartialEq> Form<F> {
    /// Draws the form; returns the row behind it. Where it is longer than the canvas, the field with the focus is in sight.
    pub fn draw(&self, canvas: &mut Canvas<'_>, focused: bool) -> usize {
        let (indent, heights) = self.lay_out(canvas.width());
        let (above, own): (usize, usize) = (heights.iter().take(self.focus).sum(), heights.get(self.focus).copied().unwrap_or(0));
        // A field that is higher than the canvas is shown from its beginning, and of those above only whole ones.
        let least = (above + own).saturating_sub(canvas.height()).min(above);
        let mut starts = heights.iter().scan(0, |end, height| Some(std::mem::replace(end, *end + height)));
        let skip = starts.find(|start| *start >= least).unwrap_or(above);
        let mut row = 0;
        for (place, field) in self.fields.iter().enumerate().filter(|(_, field)| !field.hidden) {
            if row >= skip {
                let has_focus = focused && place == self.focus;
                let mut part = canvas.rows(row - skip, heights[place]);
                field.draw(&mut part, place, indent, has_focus);
            }
            row += heights[place];
        }
        row.saturating_sub(skip)
    }

    /// How many rows the form takes at a width, a blank one behind each field.
    pub fn height(&self, width: usize) -> usize {
        self.lay_out(width).1.into_iter().sum()
    }

    /// The column where fields begin, and how many rows each takes.
    fn lay_out(&self, width: usize) -> (usize, Vec<usize>) {
        let labels = self
            .fields
            .iter()
            .filter(|field| field.has_label_column() && !field.hidden)
            .map(|field| Line::new().text(field.label.clone()).width());
        let indent = INDENT + labels.max().unwrap_or(0).min(WIDEST_LABEL) + 2;
        (indent, (0..self.fields.len()).map(|place| self.field_height(place, width, indent)).collect())
    }

    fn field_height(&self, place: usize, width: usize, indent: usize) -> usize {
        let field = &self.fields[place];
        if field.hidden {
            return 0;
        }
        let about = |text: &str, at: usize| wrap(text, width.saturating_sub(at).max(1)).len();
        let own = match &field.kind {
            Kind::Note => about(&field.label, 0),
            Kind::Choice { options, .. } => options.len(),
            _ => 1,
        };
        let sign = |role: Role| if role == Role::Bad { 2 } else { 0 };
        let below = field.below().map_or(0, |(text, role)| about(text, field.below_at(indent) + sign(role)));
        own + below + usize::from(field.has_gap())
    }
}

impl<F> Field<F> {
    const fn has_label_column(&self) -> bool {
        matches!(self.kind, Kind::Text { .. } | Kind::Secret { .. } | Kind::Choice { .. })
    }

    const fn has_gap(&self) -> bool {
        !self.is_joined
    }

    /// What stands under the field: what is wrong, or else the hint.
    fn below(&self) -> Option<(&str, Role)> {
        match self.error.as_ref().or(self.refusal.as_ref()) {
            Some(error) => Some((error, Role::Bad)),
            None if self.hint.is_empty() => None,
            None => Some((&self.hint, Role::Quiet)),
        }
    }

    const fn below_at(&self, indent: usize) -> usize {
        match self.kind {
            Kind::Toggle(_) => INDENT + 4,
            Kind::Button | Kind::Note => INDENT,
            _ => indent,
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, place: usize, indent: usize, focused: bool) {
        let width = canvas.width();
        let label_role = if focused { Role::Title } else { Role::Text };
        if focused {
            canvas.line(0, &Line::new().accent("▌"));
        }
        let below = match &self.kind {
            Kind::Text { input, .. } => {
                canvas.line_at(0, INDENT, &Line::new().with(self.label.clone(), label_role));
                input.draw(canvas, 0, indent, width.saturating_sub(indent).min(WIDEST_FIELD), Look { focused, masked: false });
                1
            }
            Kind::Secret { input, shown } => {
                canvas.line_at(0, INDENT, &Line::new().with(self.label.clone(), label_role));
                let field = width.saturating_sub(indent).min(WIDEST_FIELD);
                input.draw(canvas, 0, indent, field.saturating_sub(14), Look { focused, masked: !shown });
                let show = Line::new().key("ctrl-o", if *shown { "hide" } else { "show" });
                if focused {
                    canvas.line_at(0, indent + field.saturating_sub(12), &show);
                }
                1
            }
            Kind::Toggle(on) => {
                let sign = if *on { "[x] " } else { "[ ] " };
                canvas.line_at(0, INDENT, &Line::new().with(sign, Role::Accent).with(self.label.clone(), label_role));
                1
            }
            Kind::Choice { options, chosen } => {
                canvas.line_at(0, INDENT, &Line::new().with(self.label.clone(), label_role));
                for (row, option) in options.iter().enumerate() {
                    let is_chosen = row == *chosen;
                    let sign = if is_chosen { "(•) " } else { "( ) " };
                    let role = if is_chosen { label_role } else { Role::Text };
                    let line = Line::new().with(sign, Role::Accent).with(option.label.clone(), role);
                    let line = if option.about.is_empty() { line } else { line.quiet(format!("  {}", option.about)) };
                    canvas.line_at(row, indent, &line);
                }
                options.len()
            }
            Kind::Button => {
                let role = if focused { Role::FieldFocused } else { Role::Field };
                canvas.line_at(0, INDENT, &Line::new().with(format!(" {} ", self.label), role));
                1
            }
            Kind::Note => canvas.paragraph(0, &self.label, Role::Quiet),
        };
        if let Some((text, role)) = self.below() {
            let at = if matches!(self.kind, Kind::Note) { 0 } else { self.below_at(indent) };
            let mut part = canvas.columns(at, width.saturating_sub(at));
            let text = if role == Role::Bad { format!("✖ {text}") } else { text.to_owned() };
            part.paragraph(below, &text, role);
        }
        canvas.hit(0, 0, width, Hit::Field(place));
    }
}
