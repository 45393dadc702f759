//! What all parts of the front matter are read with: values with their places, lists, ids.

use std::collections::BTreeSet;

use toml::Spanned;

use super::error::{LessonError, Source, place};
use super::front::Text;
use super::written::Written;

/// A list in a lesson has so many entries at most.
pub(super) const MOST: usize = 200;

/// Reads what the front matter holds.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) source: Source<'a>,
    pub(super) front_at: usize,
}

impl Reader<'_> {
    pub(super) fn error<T>(&self, at: &Spanned<T>, message: impl Into<String>) -> LessonError {
        self.source.error(self.front_at + at.span().start, message)
    }

    pub(super) fn line<T>(&self, at: &Spanned<T>) -> u32 {
        place(self.source.text, self.front_at + at.span().start).0
    }

    pub(super) fn written(&self, text: &Text) -> Written {
        Written::of(text, self.front_at, self.source)
    }

    pub(super) fn all_written(&self, texts: &[Text]) -> Result<Vec<Written>, LessonError> {
        match texts.get(MOST) {
            Some(surplus) => Err(self.error(surplus, format!("A list has at most {MOST} entries."))),
            None => Ok(texts.iter().map(|text| self.written(text)).collect()),
        }
    }

    /// An id: small letters, digits and `-`.
    pub(super) fn id(&self, text: &Text) -> Result<String, LessonError> {
        let id = text.get_ref();
        let is_id = id.starts_with(|first: char| first.is_ascii_alphanumeric())
            && id.len() <= 40
            && id.bytes().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == b'-');
        if is_id { Ok(id.clone()) } else { Err(self.error(text, "An id is 1 to 40 letters long: a-z, 0-9 and -, the first no hyphen.")) }
    }

    /// An id that none of the others is.
    pub(super) fn new_id(&self, text: &Text, taken: &mut BTreeSet<String>) -> Result<String, LessonError> {
        let id = self.id(text)?;
        if taken.insert(id.clone()) { Ok(id) } else { Err(self.error(text, format!("There are two of the id {id}."))) }
    }

    /// Several misconceptions, each once.
    pub(super) fn misconceptions(&self, ids: &[Text]) -> Result<Vec<String>, LessonError> {
        let mut all = Vec::new();
        for id in ids {
            let misconception = self.misconception(id)?;
            if all.contains(&misconception) {
                return Err(self.error(id, format!("{misconception} is named twice.")));
            }
            all.push(misconception);
        }
        Ok(all)
    }

    fn misconception(&self, id: &Text) -> Result<String, LessonError> {
        let number = id.get_ref().strip_prefix('M').filter(|digits| digits.len() == 2).and_then(|digits| digits.parse::<u8>().ok());
        match number {
            Some(1..=25) => Ok(id.get_ref().clone()),
            _ => Err(self.error(id, "The misconceptions are M01 to M25.")),
        }
    }
}
