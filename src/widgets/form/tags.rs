//! Tags as rows of key and value, the last one blank to type the next into.

use super::reaction::{Reaction, edit};
use crate::account::operation::Tag;
use crate::account::shape::{TAG_KEY, TAG_VALUE};
use crate::theme::Role;
use crate::widgets::canvas::{Canvas, Hit};
use crate::widgets::key::{Code, Key};
use crate::widgets::line::Line;
use crate::widgets::text_input::{Look, TextInput};

/// So many rows are in sight at once: a form has other fields.
const SHOWN: usize = 5;
/// No part of a tag need be wider than this.
const WIDEST: usize = 36;
/// Columns between key and value.
const GAP: usize = 2;
/// Columns of the sign before a row that is wrong.
const SIGN: usize = 2;

/// A part of a tag.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Key,
    Value,
}

/// The rows. There is always one, and the last is blank unless there are as many tags as there may be.
pub struct Tags {
    rows: Vec<Row>,
    most: usize,
    /// Where one types.
    at: (usize, Part),
}

#[derive(Default)]
struct Row {
    key: TextInput,
    value: TextInput,
}

impl Row {
    fn is_blank(&self) -> bool {
        self.key.text().is_empty() && self.value.text().is_empty()
    }

    const fn part(&mut self, part: Part) -> &mut TextInput {
        match part {
            Part::Key => &mut self.key,
            Part::Value => &mut self.value,
        }
    }
}

impl Tags {
    /// No tags yet, of so many as there may be (IAM quotas: tags per user, role, policy).
    pub(super) fn new(most: usize) -> Self {
        Self { rows: vec![Row::default()], most, at: (0, Part::Key) }
    }

    /// The tags that are filled in.
    pub(super) fn all(&self) -> Vec<Tag> {
        let filled = self.rows.iter().filter(|row| !row.is_blank());
        filled.map(|row| Tag { key: row.key.text().into(), value: row.value.text().into() }).collect()
    }

    fn is_blank(&self, row: usize) -> bool {
        self.rows.get(row).is_none_or(Row::is_blank)
    }

    /// Begins where one comes in from the field before, or from the one behind.
    pub(super) fn enter(&mut self, from_before: bool) {
        self.at = (if from_before { 0 } else { self.rows.len() - 1 }, Part::Key);
    }

    /// Goes to where the next tag is typed.
    pub(super) fn go_to_blank(&mut self) {
        self.at = (self.rows.iter().position(Row::is_blank).unwrap_or(self.rows.len() - 1), Part::Key);
    }

    /// Goes to what is wrong, if anything is.
    pub(super) fn go_to_wrong(&mut self) {
        let wrong = (0..self.rows.len()).find_map(|row| self.wrong(row).map(|(part, _)| (row, part)));
        self.at = wrong.unwrap_or(self.at);
    }

    /// Goes to a part of a row, as [`Self::draw`] counts them.
    pub(super) fn go_to(&mut self, spot: usize) {
        self.at = ((spot / 2).min(self.rows.len() - 1), if spot.is_multiple_of(2) { Part::Key } else { Part::Value });
    }

    /// Takes a key. At the first and the last place what moves on leads to the fields around it, and enter on a blank row is done
    /// with tags.
    pub(super) fn key(&mut self, key: Key) -> Reaction {
        let ((row, part), last) = (self.at, self.rows.len() - 1);
        let to = match (key.code, part) {
            (Code::Enter, _) if self.is_blank(row) => return Reaction::None,
            (Code::Enter | Code::Tab, Part::Key) => Some((row, Part::Value)),
            (Code::Enter | Code::Tab, Part::Value) => (row < last).then_some((row + 1, Part::Key)),
            (Code::BackTab, Part::Value) => Some((row, Part::Key)),
            (Code::BackTab, Part::Key) => row.checked_sub(1).map(|row| (row, Part::Value)),
            (Code::Down, part) => (row < last).then_some((row + 1, part)),
            (Code::Up, part) => row.checked_sub(1).map(|row| (row, part)),
            (Code::Char('x'), _) if key.ctrl => return self.remove(),
            _ => return self.edit(|input| input.key(key)),
        };
        to.map_or(Reaction::None, |to| {
            self.at = to;
            Reaction::Moved
        })
    }

    pub(super) fn paste(&mut self, text: &str) -> Reaction {
        self.edit(|input| {
            input.paste(text);
            true
        })
    }

    fn edit(&mut self, with: impl FnOnce(&mut TextInput) -> bool) -> Reaction {
        let (row, part) = self.at;
        let reaction = self.rows.get_mut(row).map_or(Reaction::None, |row| edit(row.part(part), with));
        self.settle();
        reaction
    }

    /// Removes the tag that one types.
    fn remove(&mut self) -> Reaction {
        let (row, _) = self.at;
        if self.is_blank(row) {
            return Reaction::Moved;
        }
        self.rows.remove(row);
        self.settle();
        self.at = (row.min(self.rows.len() - 1), Part::Key);
        Reaction::Changed
    }

    /// Adds a blank row behind the others, unless there is one or the quota is reached.
    fn settle(&mut self) {
        let has_blank = self.rows.last().is_some_and(Row::is_blank);
        if !has_blank && (self.rows.len() < self.most || self.rows.is_empty()) {
            self.rows.push(Row::default());
        }
    }

    /// What is wrong with the row that one types, or else with the first that the door would refuse.
    pub(super) fn problem(&self) -> Option<String> {
        let rows = std::iter::once(self.at.0).chain(0..self.rows.len());
        rows.into_iter().find_map(|row| self.wrong(row)).map(|(_, words)| words)
    }

    /// What is wrong with a row: a shape, a missing key, a key of AWS's own, or one that another row has (keys are unique
    /// without regard to case).
    fn wrong(&self, row: usize) -> Option<(Part, String)> {
        let tag = self.rows.get(row).filter(|row| !row.is_blank())?;
        let (key, value) = (tag.key.text(), tag.value.text());
        if key.is_empty() {
            return Some((Part::Key, "Give the tag a key.".into()));
        }
        if let Err(violation) = TAG_KEY.check(key) {
            return Some((Part::Key, violation.remedy()));
        }
        if Tag::is_reserved(key) {
            return Some((Part::Key, "Choose a key that doesn't begin with aws:.".into()));
        }
        if let Err(violation) = TAG_VALUE.check(value) {
            return Some((Part::Value, violation.remedy()));
        }
        let same = |other: &Row| other.key.text().to_lowercase() == key.to_lowercase();
        let is_repeated = self.rows.iter().take(row).any(same);
        is_repeated.then(|| (Part::Key, "Keys must differ in more than case.".into()))
    }

    /// How many rows it takes, the heading counted.
    pub(super) fn height(&self) -> usize {
        1 + self.rows.len().min(SHOWN)
    }

    /// Draws the heading and the rows behind a column, the row that one types in sight. `hit` is the hit of a place that one can
    /// type in: two a row.
    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, column: usize, focused: bool, hit: impl Fn(usize) -> Hit) {
        let width = (canvas.width().saturating_sub(column + GAP) / 2).min(WIDEST);
        let value_at = column + width + GAP;
        let key_end = canvas.line_at(0, column, &Line::new().quiet("Key"));
        if self.rows.len() > SHOWN {
            canvas.line_at(0, key_end + GAP, &Line::new().quiet(format!("{} tags", self.all().len())));
        }
        let end = canvas.line_at(0, value_at, &Line::new().quiet("Value"));
        let remove = Line::new().key("ctrl-x", "remove");
        if focused && !self.is_blank(self.at.0) && end + GAP + remove.width() <= canvas.width() {
            canvas.line_at(0, end + GAP, &remove);
        }
        let top = if focused { (self.at.0 + 1).saturating_sub(SHOWN) } else { 0 };
        for (line, (at, row)) in self.rows.iter().enumerate().skip(top).take(SHOWN).enumerate() {
            if self.wrong(at).is_some() {
                canvas.line_at(line + 1, column.saturating_sub(SIGN), &Line::new().with("✖", Role::Bad));
            }
            for (part, input, column) in [(Part::Key, &row.key, column), (Part::Value, &row.value, value_at)] {
                let look = Look { focused: focused && self.at == (at, part), masked: false };
                input.draw(canvas, line + 1, column, width, look);
                canvas.hit(line + 1, column, width, hit(at * 2 + usize::from(part == Part::Value)));
            }
        }
    }
}
