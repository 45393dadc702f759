//! The visual view: statements as cards, each part a row that can be changed. What it does not understand stays in the text.
//!
//! [`rows`] is what is shown, [`choices`] what there is to choose for a row, [`conditions`] what is asked about a condition.

pub(super) mod choices;
pub(super) mod conditions;
mod rows;
mod values;

use self::rows::{Row, rows};
use crate::policy::document::{Amendment, ConditionOutline, Effect, Element, Outline, StatementPart};
use crate::policy::lint::Finding;
use crate::theme::Role;
use crate::widgets::form::{Answer, AnyForm};
use crate::widgets::key::{Code, Key};
use crate::widgets::{Canvas, Hit, Line, position};

pub(super) use self::rows::Part;

/// Longer texts are not shown as cards: nobody looks through so many, and each change would take its time.
const LONGEST: usize = 64 * 1024;

/// What the view asks the text for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Asked {
    /// To take the last change back.
    Undo,
    /// To make it again.
    Redo,
    /// To change what the selected row is about.
    Open,
}

/// The view's state.
#[derive(Default)]
pub(super) struct Visual {
    rows: Vec<Row>,
    outline: Option<Outline>,
    selected: usize,
    asked: Option<Asked>,
}

impl Visual {
    /// Looks at the text anew, and at what is to be said about it.
    pub fn follow(&mut self, text: &str, findings: &[Finding]) {
        self.outline = if text.len() <= LONGEST { Outline::of(text) } else { None };
        self.rows = self.outline.as_ref().map(|outline| rows(outline, findings)).unwrap_or_default();
        self.select(self.selected, false);
    }

    /// Puts the selection on this row; from a gap it goes on, downwards or upwards, for nothing can be done there.
    fn select(&mut self, row: usize, down: bool) {
        let row = row.min(self.rows.len().saturating_sub(1));
        let is_gap = self.rows.get(row).is_some_and(|row| row.part == Part::Gap);
        self.selected = match (is_gap, down) {
            (false, _) => row,
            (true, true) => row + 1,
            (true, false) => row.saturating_sub(1),
        };
    }

    /// Why there are no cards.
    pub fn why_none(&self, text: &str) -> Option<&'static str> {
        match &self.outline {
            None if text.len() > LONGEST => Some("The document is too long to be shown as cards."),
            None => Some("The document is no JSON object yet, so its statements can't be told apart."),
            Some(_) => None,
        }
    }

    /// How many rows there are, each of one line at least.
    pub const fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn selected(&self) -> Option<&Row> {
        self.rows.get(self.selected)
    }

    /// Puts the selection on this statement.
    pub fn select_statement(&mut self, at: usize) {
        let is_it = |row: &Row| row.statement == at && row.part == Part::Statement;
        self.selected = self.rows.iter().position(is_it).unwrap_or(self.selected);
    }

    /// Puts the selection on this condition of a statement, by its operator and key.
    pub fn select_condition(&mut self, at: usize, wanted: &ConditionOutline) {
        let is_it = |part: &Part| matches!(part, Part::Condition(own) if (&own.operator, &own.key) == (&wanted.operator, &wanted.key));
        self.selected = self.rows.iter().position(|row| row.statement == at && is_it(&row.part)).unwrap_or(self.selected);
    }

    /// Puts the selection on the row that shows this entry of a statement's list.
    pub fn select_entry(&mut self, at: usize, element: Element, entry: &str) {
        let shows = |part: &Part| part.shows(Some(&StatementPart::Entry(element, entry.to_owned())));
        self.selected = self.rows.iter().position(|row| row.statement == at && shows(&row.part)).unwrap_or(self.selected);
    }

    /// Puts the selection on the statement behind the others.
    pub fn select_last_statement(&mut self) {
        self.selected = self.rows.iter().rposition(|row| row.part == Part::Statement).unwrap_or(0);
    }

    /// What was asked for since.
    pub const fn take_asked(&mut self) -> Option<Asked> {
        self.asked.take()
    }

    /// What the selected row is about, as it is in the text.
    pub const fn outline(&self) -> Option<&Outline> {
        self.outline.as_ref()
    }

    /// Turns the effect of the selected statement.
    pub fn turned(&self) -> Option<Amendment> {
        let at = self.selected()?.statement;
        let effect = self.outline.as_ref()?.statements.get(at)?.effect;
        Some(Amendment::SetEffect(at, if effect == Some(Effect::Allow) { Effect::Deny } else { Effect::Allow }))
    }

    /// Takes away what the selected row is about.
    pub fn removed(&self) -> Option<Amendment> {
        let row = self.selected()?;
        let statement = self.outline.as_ref()?.statements.get(row.statement)?;
        let without = |element: Element, gone: &dyn Fn(&str) -> bool| {
            let texts = statement.entries(element).iter().filter(|text| !gone(text)).cloned().collect();
            Some(Amendment::SetEntries(row.statement, element, texts))
        };
        match &row.part {
            Part::Statement => Some(Amendment::RemoveStatement(row.statement)),
            Part::Service(prefix) => without(Element::Action, &|text| rows::prefix(text).as_ref() == Some(prefix)),
            Part::Action(entry) => without(Element::Action, &|text| text == entry),
            Part::Resource(entry) => without(Element::Resource, &|text| text == entry),
            Part::Condition(condition) => Some(Amendment::RemoveCondition(row.statement, condition.clone())),
            Part::Element(name) => Some(Amendment::RemoveElement(row.statement, name.clone())),
            Part::Gap => None,
        }
    }

    /// Puts the selection on the statement around a place of the text.
    pub fn select_at(&mut self, cursor: usize) {
        if let Some(statement) = self.statement_at(cursor) {
            self.selected = self.rows.iter().position(|row| row.statement == statement).unwrap_or(self.selected);
        }
    }

    /// Where the selected statement begins, if a place of the text is in another.
    pub fn start_of_other(&self, cursor: usize) -> Option<usize> {
        let at = self.selected()?.statement;
        let start = self.outline.as_ref()?.statements.get(at)?.span.start;
        (self.statement_at(cursor) != Some(at)).then_some(start)
    }

    /// The statement around a place of the text, or the last one before it.
    fn statement_at(&self, cursor: usize) -> Option<usize> {
        self.outline.as_ref()?.statements.iter().rposition(|statement| statement.span.start <= cursor)
    }

    /// Draws the cards; with the focus the selected row is marked, without it the card of the statement at the cursor is in sight.
    pub fn draw(&self, canvas: &mut Canvas<'_>, text: &str, cursor: usize, focused: bool) {
        if let Some(reason) = self.why_none(text) {
            canvas.paragraph(0, reason, Role::Quiet);
            return;
        }
        if self.rows.is_empty() {
            canvas.line(0, &Line::new().quiet("No statement yet.  ").key("n", "add one"));
            return;
        }
        let height = canvas.height();
        let width = canvas.width().saturating_sub(2);
        let lines = self.lines(width.saturating_sub(1));
        let statement = self.statement_at(cursor);
        let is_meant = |(at, _): &(usize, Line)| {
            if focused { *at == self.selected } else { self.rows.get(*at).is_some_and(|row| Some(row.statement) == statement) }
        };
        let last = lines.iter().rposition(is_meant).unwrap_or(0);
        let mut top = canvas.scroll("policy cards", last, lines.len(), height);
        if !focused {
            // A card that is longer than the view is seen from its beginning.
            top = canvas.scroll("policy cards", lines.iter().position(is_meant).unwrap_or(0), lines.len(), height);
        }
        for (row, (at, line)) in lines.iter().skip(top).take(height).enumerate() {
            let is_selected = focused && *at == self.selected;
            if is_selected {
                canvas.columns(0, width).select_row(row);
                canvas.selected_line_at(row, 0, &Line::new().accent("▌"));
                canvas.columns(1, width).selected_line_at(row, 0, line);
            } else {
                canvas.columns(1, width).line(row, line);
            }
            let hit = if focused { Hit::Field(*at) } else { Hit::Key(Key::plain(Code::F(4))) };
            canvas.hit(row, 0, width, hit);
        }
        position::draw(canvas, top, lines.len());
    }
}

impl Visual {
    /// The rows over as many lines as they take, each with the place of its row.
    fn lines(&self, width: usize) -> Vec<(usize, Line)> {
        let lines_of = |(at, row): (usize, &Row)| {
            let lead = row.lead();
            let further = Line::new().text(" ".repeat(lead.width()));
            let lines = row.line().wrapped(width.saturating_sub(lead.width()).max(8)).into_iter().enumerate();
            let lines = lines.map(|(nth, line)| {
                let lead = if nth == 0 { lead.clone() } else { further.clone() };
                (at, lead.join(line))
            });
            lines.collect::<Vec<_>>()
        };
        self.rows.iter().enumerate().flat_map(lines_of).collect()
    }
}

impl AnyForm for Visual {
    fn has_letters(&self) -> bool {
        false
    }

    fn key(&mut self, key: Key) -> Answer {
        let last = self.rows.len().saturating_sub(1);
        let ask = |visual: &mut Self, asked| {
            visual.asked = Some(asked);
            Answer::Pressed
        };
        let from = self.selected;
        let to = match key {
            Key { code: Code::Up | Code::Char('k'), ctrl: false, alt: false } => self.selected.saturating_sub(1),
            Key { code: Code::Down | Code::Char('j'), ctrl: false, alt: false } => self.selected + 1,
            Key { code: Code::PageUp, .. } => self.selected.saturating_sub(10),
            Key { code: Code::PageDown, .. } => self.selected + 10,
            Key { code: Code::Home | Code::Char('g'), ctrl: false, alt: false } => 0,
            Key { code: Code::End | Code::Char('G'), ctrl: false, alt: false } => last,
            Key { code: Code::Char('u'), alt: false, .. } | Key { code: Code::Char('z'), ctrl: true, .. } => {
                return ask(self, Asked::Undo);
            }
            Key { code: Code::Char('r'), ctrl: true, alt: false } => return ask(self, Asked::Redo),
            _ => return Answer::NotTaken,
        };
        self.select(to, to > from);
        Answer::Taken
    }

    fn paste(&mut self, _text: &str) -> Answer {
        Answer::NotTaken
    }

    fn click(&mut self, field: usize) -> Answer {
        let again = self.selected == field;
        self.select(field, true);
        if again {
            self.asked = Some(Asked::Open);
            return Answer::Pressed;
        }
        Answer::Taken
    }

    fn takes_letters(&self) -> bool {
        false
    }
}
