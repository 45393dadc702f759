//! Drawing a form: a label, the field beside it, and under it what is wrong or worth knowing.

use super::field::{ChoiceOption, Field, Kind};
use super::{Form, PLACES};
use crate::theme::Role;
use crate::widgets::canvas::{Canvas, Hit};
use crate::widgets::line::{Line, wrap};
use crate::widgets::position;
use crate::widgets::text_input::Look;

/// The column where fields begin.
const INDENT: usize = 2;
/// No label is wider than this.
const WIDEST_LABEL: usize = 26;
/// No field need be wider than this.
const WIDEST_FIELD: usize = 64;
/// Columns for the bar beside a form that is longer than the canvas.
const BAR: usize = 2;

impl<F: Copy + PartialEq> Form<F> {
    /// Draws the form; returns the row behind it. Where it is longer than the canvas, the field with the focus is in sight,
    /// and a bar shows which part is.
    pub fn draw(&self, canvas: &mut Canvas<'_>, focused: bool) -> usize {
        if self.height(canvas.width()) <= canvas.height() + self.gap_at_the_end() {
            return self.draw_part(canvas, focused).1;
        }
        let width = canvas.width().saturating_sub(BAR);
        let (offset, end) = self.draw_part(&mut canvas.columns(0, width), focused);
        position::draw(canvas, offset, offset + end - self.gap_at_the_end());
        end
    }

    /// Draws what is in sight; returns how many rows lie above that, and the row behind the form.
    fn draw_part(&self, canvas: &mut Canvas<'_>, focused: bool) -> (usize, usize) {
        let (indent, heights) = self.lay_out(canvas.width());
        let offset = self.offset(&heights, canvas.height());
        let mut row = 0;
        for (place, field) in self.fields.iter().enumerate().filter(|(_, field)| !field.hidden) {
            let has_focus = focused && place == self.focus;
            let above = offset.saturating_sub(row).min(heights[place]);
            let mut part = canvas.rows((row + above).saturating_sub(offset), heights[place] - above);
            field.draw(&mut part, place, indent, has_focus, above);
            row += heights[place];
        }
        (offset, row.saturating_sub(offset))
    }

    /// How many rows lie above the canvas, so that the field with the focus is in sight. One that is higher than the canvas
    /// is shown from its beginning; above it are whole fields, or where not even one fits, the end of a choice: what is
    /// agreed to below it is about the advice there.
    fn offset(&self, heights: &[usize], room: usize) -> usize {
        let (above, own): (usize, usize) = (heights.iter().take(self.focus).sum(), heights.get(self.focus).copied().unwrap_or(0));
        let own = own - if self.focus + 1 == heights.len() { self.gap_at_the_end() } else { 0 };
        let least = (above + own).saturating_sub(room).min(above);
        let mut starts = heights.iter().scan(0, |end, height| Some(std::mem::replace(end, *end + height)));
        let whole = starts.find(|start| *start >= least).unwrap_or(above);
        let is_below_a_choice = self.focus > 0 && matches!(self.fields[self.focus - 1].kind, Kind::Choice { .. });
        if whole == above && is_below_a_choice { least } else { whole }
    }

    /// The blank row behind the last field, which nothing is lost with.
    fn gap_at_the_end(&self) -> usize {
        usize::from(self.fields.last().is_some_and(|field| !field.hidden && field.has_gap()))
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
        let sign = |role: Role| if role == Role::Bad { 2 } else { 0 };
        let below = field.below().map_or(0, |(text, role)| about(text, field.below_at(indent) + sign(role)));
        field.own_rows(width, indent) + below + usize::from(field.has_gap())
    }
}

impl<F> Field<F> {
    const fn has_label_column(&self) -> bool {
        matches!(self.kind, Kind::Text { .. } | Kind::Secret { .. } | Kind::Choice { .. } | Kind::Tags(_))
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

    /// Draws the field but for its first rows, so many as lie above.
    fn draw(&self, canvas: &mut Canvas<'_>, place: usize, indent: usize, focused: bool, above: usize) {
        let width = canvas.width();
        let own = self.own_rows(width, indent);
        if above == 0 {
            self.draw_own(canvas, place, indent, focused);
        } else if let Kind::Choice { options, chosen, .. } = &self.kind {
            draw_options(canvas, indent, options, (*chosen, Role::Text), above);
        }
        if let Some((text, role)) = self.below() {
            let at = if matches!(self.kind, Kind::Note) { 0 } else { self.below_at(indent) };
            let mut part = canvas.columns(at, width.saturating_sub(at));
            let text = if role == Role::Bad { format!("✖ {text}") } else { text.to_owned() };
            for (row, line) in wrap(&text, part.width()).into_iter().enumerate().skip(above.saturating_sub(own)) {
                part.line((own + row).saturating_sub(above), &Line::new().with(line, role));
            }
        }
        canvas.hit(0, 0, width, Hit::Field(place));
    }

    /// How many rows the field takes without what stands under it.
    fn own_rows(&self, width: usize, indent: usize) -> usize {
        match &self.kind {
            Kind::Note => wrap(&self.label, width.max(1)).len(),
            Kind::Choice { options, .. } => options.iter().map(|option| ticked(option_line(option, Role::Text), width, indent).len()).sum(),
            Kind::Tags(tags) => tags.height(),
            Kind::Toggle(_) => ticked(Line::new().text(self.label.clone()), width, INDENT).len(),
            _ => 1,
        }
    }

    fn draw_own(&self, canvas: &mut Canvas<'_>, place: usize, indent: usize, focused: bool) {
        let width = canvas.width();
        let label_role = if focused { Role::Title } else { Role::Text };
        if focused {
            canvas.line(0, &Line::new().accent("▌"));
        }
        match &self.kind {
            Kind::Text { input, .. } => {
                canvas.line_at(0, INDENT, &Line::new().with(self.label.clone(), label_role));
                input.draw(canvas, 0, indent, width.saturating_sub(indent).min(WIDEST_FIELD), Look { focused, masked: false });
            }
            Kind::Secret { input, shown } => {
                canvas.line_at(0, INDENT, &Line::new().with(self.label.clone(), label_role));
                let field = width.saturating_sub(indent).min(WIDEST_FIELD);
                input.draw(canvas, 0, indent, field.saturating_sub(14), Look { focused, masked: !shown || canvas.hides_secrets() });
                let show = Line::new().key("ctrl-o", if *shown { "hide" } else { "show" });
                if focused {
                    canvas.line_at(0, indent + field.saturating_sub(12), &show);
                }
            }
            Kind::Toggle(on) => {
                let sign = if *on { "[x] " } else { "[ ] " };
                draw_ticked(canvas, (0, INDENT), sign, Line::new().with(self.label.clone(), label_role), 0);
            }
            Kind::Choice { options, chosen, reached } => {
                canvas.line_at(0, INDENT, &Line::new().with(self.label.clone(), label_role));
                draw_options(canvas, indent, options, (*chosen, label_role), 0);
                if let Some(reached) = reached.filter(|_| focused) {
                    let rows = |option: &ChoiceOption| ticked(option_line(option, Role::Text), width, indent).len();
                    let row = options.iter().take(reached).map(rows).sum();
                    canvas.line_at(row, indent.saturating_sub(2), &Line::new().accent("›"));
                }
            }
            Kind::Tags(tags) => {
                canvas.line_at(0, INDENT, &Line::new().with(self.label.clone(), label_role));
                tags.draw(canvas, indent, focused, |spot| Hit::Field(place + PLACES * (spot + 1)));
            }
            Kind::Button => {
                let role = if focused { Role::FieldFocused } else { Role::Field };
                canvas.line_at(0, INDENT, &Line::new().with(format!(" {} ", self.label), role));
            }
            Kind::Note => {
                canvas.paragraph(0, &self.label, Role::Quiet);
            }
        }
    }
}

/// Draws the options of a choice but for their first rows, so many as lie above; the chosen one in a role of its own.
fn draw_options(canvas: &mut Canvas<'_>, indent: usize, options: &[ChoiceOption], (chosen, role): (usize, Role), above: usize) {
    let (mut row, mut above) = (0, above);
    for (place, option) in options.iter().enumerate() {
        let (sign, role) = if place == chosen { ("(•) ", role) } else { ("( ) ", Role::Text) };
        let drawn = draw_ticked(canvas, (row, indent), sign, option_line(option, role), above);
        row += drawn.saturating_sub(above);
        above = above.saturating_sub(drawn);
    }
}

/// What an option says.
fn option_line(option: &ChoiceOption, role: Role) -> Line {
    let line = Line::new().with(option.label.clone(), role);
    if option.about.is_empty() { line } else { line.quiet(format!("  {}", option.about)) }
}

/// Columns for the sign before what can be ticked.
const SIGN: &str = "    ";

/// What can be ticked, in the rows that it takes behind its sign.
fn ticked(line: Line, width: usize, indent: usize) -> Vec<Line> {
    Line::new().text(SIGN).join(line).wrapped(width.saturating_sub(indent).max(SIGN.len() + 1))
}

/// Draws what can be ticked but for its first rows, so many as lie above; returns how many rows it has in all.
fn draw_ticked(canvas: &mut Canvas<'_>, (row, column): (usize, usize), sign: &'static str, line: Line, above: usize) -> usize {
    let lines = ticked(line, canvas.width(), column);
    for (at, line) in lines.iter().enumerate().skip(above) {
        canvas.line_at(row + at - above, column, line);
    }
    if above == 0 {
        canvas.line_at(row, column, &Line::new().accent(sign));
    }
    lines.len()
}
