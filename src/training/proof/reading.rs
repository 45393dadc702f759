//! How hard texts are to read, by LIX: the words in a sentence, and the share of long words in a hundred. It counts letters
//! and so holds for every language that is written with them.

use crate::training::lesson::{Lesson, Look, Part, Run};

/// A word of more letters is a long one.
const LONG: usize = 6;
/// From here on a text is no easy reading any more, as newspapers are not: stories lie below it, and laws far above.
pub const HARD: usize = 40;

/// What is counted.
#[derive(Default)]
struct Count {
    words: usize,
    long: usize,
    sentences: usize,
    /// Whether a sentence has begun.
    is_open: bool,
}

/// The reading level of all that a lesson says: below 30 is very easy, below 40 easy, from 40 on hard. Code counts as one word.
pub fn level(lesson: &Lesson) -> usize {
    let mut count = Count::default();
    for (_, block) in lesson.texts.iter() {
        for part in &block.text.parts {
            if let Part::Paragraph(runs) | Part::Item { runs, .. } = part {
                count.take(runs);
                count.end();
            }
        }
    }
    if count.words == 0 {
        return 0;
    }
    count.words / count.sentences.max(1) + 100 * count.long / count.words
}

impl Count {
    fn take(&mut self, runs: &[Run]) {
        for run in runs {
            for word in run.text.split_whitespace() {
                let letters = word.chars().filter(|letter| letter.is_alphabetic()).count();
                if letters > 0 {
                    self.words += 1;
                    self.is_open = true;
                    // A name is read at a glance, however long it is.
                    self.long += usize::from(letters > LONG && run.look != Look::Code);
                }
                if run.look != Look::Code && word.ends_with(['.', ':', '!', '?', ';']) {
                    self.end();
                }
            }
        }
    }

    fn end(&mut self) {
        self.sentences += usize::from(std::mem::take(&mut self.is_open));
    }
}
