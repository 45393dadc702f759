//! The first step: the document as JSON, what is to be said about it, and how large it is.
//!
//! ```text
//!  Create policy   step 1 of 2   Specify permissions                         112 of 6,144 characters
//!
//!   1   {
//!   2     "Version": "2012-10-17",
//!   3 ✖   "Statment": [
//!
//!  ✖ A policy has no element "Statment"; it has Version, Id and Statement.
//!  ▲ Security 0   ✖ Errors 1   ! Warnings 0   ● Suggestions 0                              line 3, column 5
//! ```

use super::findings::{Findings, Within, place, role, sign};
use super::target::{Gauge, readable};
use super::visual::Visual;
use crate::account::words::grouped;
use crate::app::cx::Cx;
use crate::policy::completion::describe;
use crate::policy::document::{Amendment, DocumentKind, Outline, TextEdit, amend, counted_characters, laid_out, validate};
use crate::policy::lint::{Finding, Fix};
use crate::theme::Role;
use crate::widgets::code_editor::CodeEditor;
use crate::widgets::line::wrap;
use crate::widgets::{Canvas, Line};

/// The cards have room beside the text from so many columns on.
const WIDE: usize = 88;
/// Rows for a finding and its fix.
const FINDING_ROWS: usize = 3;

/// A text as one writes it that is a whole policy, right or not.
fn whole(text: &str) -> Option<String> {
    Outline::of(text).filter(|outline| !outline.statements.is_empty()).map(|_| readable(text))
}

/// The first step's state.
pub(in crate::screens) struct Writing {
    pub code: CodeEditor,
    pub(super) kind: DocumentKind,
    findings: Findings,
    pub(super) visual: Visual,
    /// The cards have the keys, not the text.
    pub is_visual: bool,
    /// The text as it is kept.
    original: String,
    /// How many characters it may have, where that is known.
    most: Option<usize>,
    /// The account that it is written in, where that is known.
    within: Option<Within>,
    /// Whether there are cards, beside the text or in its place.
    has_cards: bool,
}

impl Writing {
    pub fn new(text: &str, kind: DocumentKind) -> Self {
        let mut writing = Self {
            code: CodeEditor::new(text).giving_way(whole),
            kind,
            findings: Findings::default(),
            visual: Visual::default(),
            is_visual: false,
            original: text.to_owned(),
            most: None,
            within: None,
            // Cards tell what may be done, and a trust policy tells who may enter.
            has_cards: !matches!(kind, DocumentKind::Trust | DocumentKind::Resource),
        };
        writing.check();
        if let Some(at) = text.find("\"Action\": []") {
            writing.code.go_to(at + "\"Action\": [".len());
        }
        writing
    }

    pub fn text(&self) -> &str {
        self.code.text()
    }

    /// The same without cards.
    pub fn without_cards(self) -> Self {
        Self { has_cards: false, ..self }
    }

    /// Says how many characters the document may have, white space left out.
    pub fn bound(&mut self, most: usize) {
        if self.most != Some(most) {
            self.most = Some(most);
            self.check();
        }
    }

    /// Says in which account it is written.
    pub fn within(&mut self, cx: &Cx<'_>) {
        let within = Within::of(cx);
        if !self.within.as_ref().is_some_and(|known| known.is_as(&within)) {
            self.within = Some(within);
            self.check();
        }
    }

    /// Whether the text is another than the one that is kept.
    pub fn is_changed(&self) -> bool {
        self.text() != self.original
    }

    /// Puts an advised document in the place of the text, if there is one, and the cursor at the statement that it is about.
    pub(super) fn take_advice(&mut self, document: Option<String>, statement: usize) {
        if let Some(document) = document {
            self.replace(readable(&document));
        }
        if let Some(found) = Outline::of(self.text()).and_then(|outline| outline.statements.into_iter().nth(statement)) {
            self.code.show(found.span);
        }
    }

    /// Looks at the text anew.
    pub fn check(&mut self) {
        self.findings = Findings::of(self.text(), self.kind, self.most, self.within.as_ref());
        self.code.set_marks(self.findings.marks());
        self.visual.follow(self.code.text(), self.findings.all());
    }

    /// Why IAM would not take the document: the first reason, at which the cursor is put.
    pub fn refusal(&mut self) -> Option<String> {
        let Err(faults) = validate(self.text(), self.kind) else { return self.too_long() };
        let fault = faults.into_iter().min_by_key(|fault| fault.span.start)?;
        self.code.go_to(place(self.text(), fault.span));
        let (line, column) = self.code.position();
        Some(format!("Line {line}, column {column}: {}", fault.about))
    }

    /// That it is longer than it may be, if so.
    fn too_long(&self) -> Option<String> {
        let (used, most) = (counted_characters(self.text()), self.most?);
        let told =
            || format!("It has {} of at most {} characters, white space left out: shorten or divide it.", grouped(used), grouped(most));
        (used > most).then(told)
    }

    pub(super) const fn findings(&self) -> &Findings {
        &self.findings
    }

    /// The finding of the card's row that is selected, or else the one that the cursor is at.
    pub(super) fn finding(&self) -> Option<&Finding> {
        let of_row = self.visual.selected().and_then(|row| row.finding).filter(|_| self.is_visual);
        if let Some((place, _)) = of_row {
            return self.findings.all().get(place);
        }
        self.findings.at(self.code.cursor(), self.code.line_span())
    }

    /// Gives the keys to the cards, at the statement of the cursor, or back to the text.
    pub(super) fn turn_view(&mut self) {
        self.is_visual = !self.is_visual;
        if self.is_visual {
            self.visual.select_at(self.code.cursor());
            return;
        }
        // The text is seen from the beginning of a line on: where the last change was, if that was of the selected card.
        match self.visual.start_of_other(self.code.cursor()) {
            Some(start) => self.code.go_to(start),
            None => self.code.go_home(),
        }
    }

    /// Goes to the next finding or the one before.
    pub fn jump(&mut self, forward: bool) {
        if let Some(at) = self.findings.next(self.text(), self.code.cursor(), forward) {
            self.code.go_to(at);
        }
    }

    /// What would take the finding away that the cursor is at.
    pub fn fix(&self) -> Option<&Fix> {
        self.finding()?.fix.as_ref()
    }

    /// Takes the finding away.
    pub fn apply_fix(&mut self) {
        if let Some(edits) = self.fix().map(|fix| fix.edits.clone()) {
            self.edit(&edits);
        }
    }

    /// Makes a change of the document; tells whether there is a place for it.
    pub fn amend(&mut self, amendment: &Amendment) -> bool {
        let Some(edits) = amend(self.text(), amendment) else { return false };
        self.edit(&edits);
        true
    }

    /// Takes the last change of the text back, or makes it again.
    pub fn undo(&mut self, back: bool) {
        self.code.undo(back);
        self.check();
    }

    /// Performs edits, to be taken back together.
    pub fn edit(&mut self, edits: &[TextEdit]) {
        self.code.apply(edits);
        self.check();
    }

    /// The text laid out; `None` where it is so already or no JSON.
    pub fn tidied(&self) -> Option<String> {
        Some(laid_out(self.text())).filter(|laid| laid != self.text())
    }

    /// Lays the text out. The cursor stays at what it stood at.
    pub fn tidy(&mut self) {
        let Some(text) = self.tidied() else { return };
        let before = self.text().get(..self.code.cursor()).unwrap_or_default();
        let letters = before.chars().filter(|letter| !letter.is_whitespace()).count();
        let behind = text.char_indices().filter(|(_, letter)| !letter.is_whitespace()).nth(letters).map_or(text.len(), |(at, _)| at);
        self.replace(text);
        self.code.go_to(behind);
    }

    /// Puts another text in the place of all of it.
    pub fn replace(&mut self, text: String) {
        self.code.replace_all(text);
        self.check();
    }

    /// Draws the text and what is to be said about it.
    pub fn draw(&self, canvas: &mut Canvas<'_>) {
        let below = 2 + self.finding_rows(canvas);
        let height = canvas.height().saturating_sub(below);
        self.draw_body(&mut canvas.rows(0, height));
        self.draw_finding(&mut canvas.rows(height, below - 1));
        self.draw_counts(&mut canvas.rows(height + below - 1, 1));
    }

    /// Rows for what is said of the finding at the cursor: a few, or as many as it takes where the text leaves rows free.
    fn finding_rows(&self, canvas: &Canvas<'_>) -> usize {
        let least = FINDING_ROWS.min(canvas.height() / 6);
        let Some(finding) = self.finding() else { return least };
        let rows = wrap(&finding.message, canvas.width().saturating_sub(2)).len() + usize::from(finding.fix.is_some());
        let lines = self.text().lines().count().max(self.visual.len());
        least.max(rows.min(canvas.height().saturating_sub(lines + 2)))
    }

    /// The text, and beside it or in its place the cards.
    fn draw_body(&self, canvas: &mut Canvas<'_>) {
        if canvas.width() < WIDE || !self.has_cards {
            if self.is_visual {
                self.visual.draw(canvas, self.text(), self.code.cursor(), true);
            } else {
                self.draw_code(canvas, usize::MAX);
            }
            return;
        }
        let cards = canvas.width() * 2 / 5;
        let left = canvas.width() - cards - 2;
        canvas.columns(left, 1).rule_down(0);
        self.visual.draw(&mut canvas.columns(left + 2, cards), self.text(), self.code.cursor(), self.is_visual);
        self.draw_code(canvas, left);
    }

    /// The text in so many columns; what is offered may lie over what is beside it.
    fn draw_code(&self, canvas: &mut Canvas<'_>, width: usize) {
        let cursor = self.code.draw(&mut canvas.columns(0, width), "policy text", !self.is_visual);
        if let Some(place) = cursor {
            self.code.draw_offers(canvas, place);
        }
    }

    /// One sentence on the finding at the cursor, and its fix.
    fn draw_finding(&self, canvas: &mut Canvas<'_>) {
        canvas.rule(0);
        if self.code.has_given_way() {
            canvas.line_at(0, 2, &Line::new().text(" What was pasted took the place of all that stood here.  ").key("ctrl-u", "undo "));
        }
        if self.code.is_cut() {
            canvas.paragraph(1, "▲ The text is as long as this editor takes; the rest was left out.", Role::Warning);
            return;
        }
        // What could stand here is told in full while it is offered.
        if let Some(offer) = self.code.offered() {
            let line = Line::new().accent(offer.label.clone()).text(format!("  {}", offer.detail));
            canvas.rows(1, usize::MAX).wrapped(0, &line);
            return;
        }
        let line = self.code.line_span();
        let is_here = |finding: &&Finding| (line.start..=line.end).contains(&finding.span.start);
        let is_told = self.is_visual || self.finding().as_ref().is_some_and(is_here);
        let about = if is_told { None } else { describe(self.text(), self.code.cursor()) };
        if let Some(about) = about {
            canvas.rows(1, usize::MAX).wrapped(0, &Line::new().with("● ", Role::Info).text(about));
            return;
        }
        let Some(finding) = self.finding() else {
            canvas.line(1, &Line::new().with("✔ ", Role::Good).quiet("No findings."));
            return;
        };
        let fix = finding.fix.as_ref().map(|fix| Line::new().key("ctrl-f", &fix.label));
        let room = canvas.height().saturating_sub(1 + usize::from(fix.is_some()));
        let mut canvas = canvas.columns(0, usize::MAX);
        canvas.line(1, &Line::new().with(sign(finding.severity), role(finding.severity)));
        let rows = wrap(&finding.message, canvas.width().saturating_sub(2));
        let (rows, more) = rows.split_at(rows.len().min(room.max(1)));
        for (row, text) in rows.iter().enumerate() {
            let more = if row + 1 == rows.len() && !more.is_empty() { " …" } else { "" };
            canvas.line_at(1 + row, 2, &Line::new().text(format!("{text}{more}")));
        }
        if let Some(fix) = fix {
            canvas.line_at(1 + rows.len(), 2, &fix);
        }
    }

    fn draw_counts(&self, canvas: &mut Canvas<'_>) {
        let counts = self.findings.counts();
        let (line, column) = self.code.position();
        // The position gives way to the counts: first its words, then itself.
        let room = canvas.width().saturating_sub(counts.width());
        let position = [format!("line {line}, column {column}"), format!("{line}:{column}")];
        if let Some(position) = position.into_iter().find(|position| position.len() + 2 <= room) {
            canvas.line_right(0, &Line::new().quiet(position));
        }
        canvas.line(0, &counts);
    }
}

/// How much of the quota is taken: `112 of 6,144 characters`.
pub(super) fn gauge_line(gauge: Gauge) -> Line {
    let role = if gauge.used > gauge.most { Role::Bad } else { Role::Quiet };
    let sign = if gauge.used > gauge.most { "✖ " } else { "" };
    Line::new().with(format!("{sign}{} of {} characters", grouped(gauge.used), grouped(gauge.most)), role)
}
