//! How many of the lessons are done: wherever that is told, it is counted and said alike.

use std::sync::Arc;

use super::Shelf;
use super::lesson::Lesson;
use super::progress::{LessonRecord, Progress};

/// How many lessons a learner has done, of how many.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LessonTally {
    /// Of the course, its exam among them.
    pub course: (usize, usize),
    /// Of the puzzles beside it.
    pub puzzles: (usize, usize),
    /// Of those in the learner's own folder.
    pub own: (usize, usize),
}

/// The lessons of the course begin with this letter, the puzzles with the other. The tour is neither.
const COURSE: char = 'w';
const PUZZLES: char = 'f';

impl LessonTally {
    /// What a learner has done of the lessons that there are.
    pub fn of(progress: &Progress, shelf: &Shelf) -> Self {
        let is_done = |lesson: &&Lesson| progress.lesson(lesson).is_some_and(LessonRecord::is_finished);
        let count = |is_meant: &dyn Fn(&Lesson) -> bool| {
            let meant = || shelf.lessons().map(AsRef::as_ref).filter(|lesson| is_meant(lesson));
            (meant().filter(is_done).count(), meant().count())
        };
        // What the program did not bring along has an origin, whatever it is called.
        let begins = |lesson: &Lesson, letter| lesson.origin.is_none() && lesson.id.starts_with(letter);
        Self {
            course: count(&|lesson| begins(lesson, COURSE)),
            puzzles: count(&|lesson| begins(lesson, PUZZLES)),
            own: count(&|lesson| lesson.origin.is_some()),
        }
    }

    /// The lesson of the course that comes next; none once all are done, nor for whoever has begun none.
    pub fn next<'a>(progress: &Progress, shelf: &'a Shelf) -> Option<&'a Arc<Lesson>> {
        let is_open = |lesson: &&Arc<Lesson>| !progress.lesson(lesson).is_some_and(LessonRecord::is_finished);
        let course = shelf.lessons().filter(|lesson| lesson.origin.is_none() && lesson.id.starts_with(COURSE));
        course.filter(|_| !progress.lessons.is_empty()).find(is_open)
    }

    /// The lesson that was begun last and is not finished.
    pub fn begun<'a>(progress: &Progress, shelf: &'a Shelf) -> Option<&'a Arc<Lesson>> {
        let begun = |lesson: &Arc<Lesson>| progress.lesson(lesson).filter(|record| record.finished.is_none()).map(|record| record.begun);
        shelf.lessons().filter(|lesson| begun(lesson).is_some()).max_by_key(|lesson| begun(lesson))
    }

    /// The lesson that one goes on with: the one begun last and not finished, or else the one that comes next; whether it was begun.
    pub fn onward<'a>(progress: &Progress, shelf: &'a Shelf) -> Option<(&'a Arc<Lesson>, bool)> {
        let begun = Self::begun(progress, shelf).map(|lesson| (lesson, true));
        begun.or_else(|| Some((Self::next(progress, shelf)?, false)))
    }

    /// Of the course alone, where there is little room: `3 of 10 lessons`.
    pub fn of_course(&self) -> String {
        let (done, all) = self.course;
        format!("{done} of {all} lessons")
    }

    /// In words: `3 of 10 lessons and 0 of 12 puzzles done`.
    pub fn words(&self) -> String {
        let of = |(done, all): (usize, usize), what: &str| format!("{done} of {all} {what}");
        let (lessons, puzzles) = (self.of_course(), of(self.puzzles, "puzzles"));
        match self.own {
            (_, 0) => format!("{lessons} and {puzzles} done"),
            own => format!("{lessons}, {puzzles} and {} done", of(own, "of your own")),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    #[test]
    fn the_course_and_the_puzzles_are_counted_apart_and_the_tour_in_neither() {
        let mut progress = Progress::default();
        for id in ["tour", "w01", "f01", "f02"] {
            let record = LessonRecord { finished: Some(Timestamp::UNIX_EPOCH), ..LessonRecord::begun(id, 1, Timestamp::UNIX_EPOCH) };
            progress.lessons.insert(id.into(), record);
        }
        progress.lessons.insert("w02".into(), LessonRecord::begun("w02", 1, Timestamp::UNIX_EPOCH));
        let tally = LessonTally::of(&progress, &Shelf::default());
        assert_eq!(tally.words(), "1 of 10 lessons and 2 of 12 puzzles done");
        assert_eq!(LessonTally { own: (1, 3), ..tally }.words(), "1 of 10 lessons, 2 of 12 puzzles and 1 of 3 of your own done");
    }
}
