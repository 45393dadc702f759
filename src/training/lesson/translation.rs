//! A lesson in another language: text only, from a file beside the lesson, falling back block by block.

use std::collections::BTreeSet;

use super::blocks::{self, INTRODUCTION};
use super::error::{LessonError, Source, meant};
use super::model::Lesson;
use super::parse::{LONGEST_FILE, block_ids};

/// What of a translation is not shown.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Fallbacks {
    /// Blocks that were made from an earlier text, with the hash of the present one.
    pub stale: Vec<(String, String)>,
    /// Blocks that are not translated, with the hash of their text.
    pub missing: Vec<(String, String)>,
}

impl Lesson {
    /// The lesson with the texts of another file in the place of its own, as far as they are of its present text.
    ///
    /// # Errors
    /// The other file is no such file.
    pub fn translated(&self, name: &str, text: &str) -> Result<(Self, Fallbacks), LessonError> {
        let source = Source { name, text };
        if text.len() > LONGEST_FILE {
            return Err(source.error(0, format!("A lesson's texts are at most {LONGEST_FILE} bytes long.")));
        }
        source.check_letters()?;
        let blocks = blocks::read(source, 0)?;
        let known: BTreeSet<String> = block_ids(self);
        if let Some((id, block)) = blocks.iter().find(|(id, _)| !known.contains(*id)) {
            let near = meant(id, known.iter().map(String::as_str));
            let message = format!("The lesson has no block {{#{id}}}.{near}");
            return Err(LessonError { file: name.to_owned(), line: block.line, column: 1, message });
        }
        let mut lesson = self.clone();
        let mut fallbacks = Fallbacks::default();
        for (id, own) in &mut lesson.texts.blocks {
            match blocks.get(id) {
                Some(block) if block.of.as_ref().is_some_and(|of| *of != own.hash) => fallbacks.stale.push((id.clone(), own.hash.clone())),
                Some(block) if !block.text.is_empty() || own.text.is_empty() => {
                    let title = if block.title.is_empty() { own.title.clone() } else { block.title.clone() };
                    own.text = block.text.clone();
                    own.title = title;
                    own.line = block.line;
                }
                _ => fallbacks.missing.push((id.clone(), own.hash.clone())),
            }
        }
        // The title is the heading of the introduction, and falls back with it.
        let title = blocks.get(INTRODUCTION).map(|block| block.title.clone()).filter(|title| !title.is_empty());
        if let Some(title) = title.filter(|_| fallbacks.stale.iter().all(|(id, _)| id != INTRODUCTION)) {
            lesson.title = title;
        }
        Ok((lesson, fallbacks))
    }
}
