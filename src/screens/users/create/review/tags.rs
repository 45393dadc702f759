//! Tags as rows of key and value, the last one blank to type the next into.

use crate::account::operation::Tag;
use crate::account::shape::{TAG_KEY, TAG_VALUE};
use crate::theme::Role;
use crate::widgets::form::Answer;
use crate::widgets::key::Key;
use crate::widgets::text_input::{Look, TextInput};
use crate::widgets::{Canvas, Hit, Line};

/// A part of a tag.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum TagPart {
    Key,
    Value,
}

/// The rows. There is always one, and the last is blank unless there are as many tags as there may be.
pub(super) struct Tags {
    rows: Vec<TagRow>,
    most: usize,
}

#[derive(Default)]
struct TagRow {
    key: TextInput,
    value: TextInput,
}

impl TagRow {
    fn is_blank(&self) -> bool {
        self.key.text().is_empty() && self.value.text().is_empty()
    }

    const fn part(&mut self, part: TagPart) -> &mut TextInput {
        match part {
            TagPart::Key => &mut self.key,
            TagPart::Value => &mut self.value,
        }
    }
}

impl Default for Tags {
    fn default() -> Self {
        Self { rows: vec![TagRow::default()], most: 1 }
    }
}

impl Tags {
    /// Tells how many tags there may be (IAM quotas: `TagsPerUser`).
    pub(super) fn set_most(&mut self, most: usize) {
        self.most = most;
        self.settle();
    }

    /// How many rows there are, the blank one counted.
    pub(super) const fn len(&self) -> usize {
        self.rows.len()
    }

    /// The tags that are filled in.
    pub(super) fn all(&self) -> Vec<Tag> {
        let filled = self.rows.iter().filter(|row| !row.is_blank());
        filled.map(|row| Tag { key: row.key.text().into(), value: row.value.text().into() }).collect()
    }

    /// Whether nothing is typed into a row.
    pub(super) fn is_blank(&self, row: usize) -> bool {
        self.rows.get(row).is_none_or(TagRow::is_blank)
    }

    /// The first row that nothing is typed into, or else the last.
    pub(super) fn blank_row(&self) -> usize {
        self.rows.iter().position(TagRow::is_blank).unwrap_or(self.rows.len() - 1)
    }

    /// Removes a row.
    pub(super) fn remove(&mut self, row: usize) {
        if row < self.rows.len() {
            self.rows.remove(row);
        }
        self.settle();
    }

    /// Takes a key into a part of a row.
    pub(super) fn key(&mut self, row: usize, part: TagPart, key: Key) -> Answer {
        self.edit(row, part, |input| input.key(key))
    }

    /// Takes pasted text into a part of a row.
    pub(super) fn paste(&mut self, row: usize, part: TagPart, text: &str) -> Answer {
        self.edit(row, part, |input| {
            input.paste(text);
            true
        })
    }

    fn edit(&mut self, row: usize, part: TagPart, edit: impl FnOnce(&mut TextInput) -> bool) -> Answer {
        let Some(row) = self.rows.get_mut(row) else { return Answer::NotTaken };
        if !edit(row.part(part)) {
            return Answer::NotTaken;
        }
        self.settle();
        Answer::Changed
    }

    /// Adds a blank row behind the others, unless there is one or the quota is reached.
    fn settle(&mut self) {
        let has_blank = self.rows.last().is_some_and(TagRow::is_blank);
        if !has_blank && (self.rows.len() < self.most || self.rows.is_empty()) {
            self.rows.push(TagRow::default());
        }
    }

    /// The first row that the door would refuse.
    pub(super) fn first_wrong(&self) -> Option<(usize, TagPart)> {
        (0..self.rows.len()).find_map(|row| self.problem(row).map(|(part, _)| (row, part)))
    }

    /// What is wrong with a row: a shape, a missing key, or a key that another row has (keys are unique without regard to case).
    fn problem(&self, row: usize) -> Option<(TagPart, String)> {
        let tag = self.rows.get(row).filter(|row| !row.is_blank())?;
        let (key, value) = (tag.key.text(), tag.value.text());
        if key.is_empty() {
            return Some((TagPart::Key, "Give the tag a key.".into()));
        }
        if let Err(violation) = TAG_KEY.check(key) {
            return Some((TagPart::Key, violation.remedy()));
        }
        if let Err(violation) = TAG_VALUE.check(value) {
            return Some((TagPart::Value, violation.remedy()));
        }
        let same = |other: &TagRow| other.key.text().to_lowercase() == key.to_lowercase();
        let is_repeated = self.rows.iter().take(row).any(same);
        is_repeated.then(|| (TagPart::Key, "Keys must differ in more than case.".into()))
    }

    /// Draws the rows that fit, the one with the focus in sight.
    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, focus: Option<(usize, TagPart)>) {
        let focused_row = focus.map(|(row, _)| row);
        let problem = focused_row.and_then(|row| self.problem(row)).or_else(|| self.first_wrong().and_then(|(row, _)| self.problem(row)));
        let title = Line::new().title("Tags – optional").quiet(format!("  {}", self.all().len()));
        let key = if focus.is_some() { ("ctrl-x", "remove") } else { ("a", "add") };
        canvas.line(0, &title.quiet("   ").key(key.0, key.1));
        let width = (canvas.width().saturating_sub(4) / 2).min(36);
        if let Some((_, words)) = problem {
            canvas.line_at(1, 2, &Line::new().with(format!("✖ {words}"), Role::Bad));
        } else {
            canvas.line_at(1, 2, &Line::new().quiet("Key"));
            canvas.line_at(1, 4 + width, &Line::new().quiet("Value"));
        }
        let mut body = canvas.rows(2, usize::MAX);
        let height = body.height();
        let top = body.scroll("create-user tags", focused_row.unwrap_or(0), self.rows.len(), height);
        for (line, (at, row)) in self.rows.iter().enumerate().skip(top).take(height).enumerate() {
            let lead = match (focused_row == Some(at), self.problem(at)) {
                (_, Some(_)) => Line::new().with("✖", Role::Bad),
                (true, None) => Line::new().accent("▌"),
                (false, None) => Line::new(),
            };
            body.line(line, &lead);
            for (part, input, column) in [(TagPart::Key, &row.key, 2), (TagPart::Value, &row.value, 4 + width)] {
                let look = Look { focused: focus == Some((at, part)), masked: false };
                input.draw(&mut body, line, column, width, look);
                body.hit(line, column, width, Hit::Field(at * 2 + usize::from(part == TagPart::Value)));
            }
        }
    }
}
