//! Lessons proved: what a lesson promises is tried out, on an account in memory.
//!
//! The same code answers `lessons check` and the tests. A [`Proof`] lists what is wrong with a lesson, each with its place, and
//! what is only worth knowing.

mod challenge;
mod mutants;
mod open;
mod policies;
mod reading;
mod steps;
mod words;

pub use reading::HARD;
pub use words::{CARD_COLUMNS, CARD_ROWS};

use std::sync::Arc;

use jiff::Timestamp;

use crate::account::Account;
use crate::training::check::{Facts, Marks, asks_too_much};
use crate::training::lesson::{Lesson, LessonError};
use crate::training::stage::{Course, Stage, StageError};

/// What a lesson is proved against.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// The screens' `:` names.
    pub screens: &'a [&'static str],
    /// The ids of the lessons that it may need.
    pub lessons: &'a [String],
    /// What texts can say how to do, in the place of a key: `$press(NAME)`.
    pub presses: &'a [&'static str],
}

/// What came of proving a lesson.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Proof {
    /// What is wrong, in the order of the file. None: the lesson is proved.
    pub faults: Vec<LessonError>,
    /// What is worth knowing.
    pub notes: Vec<LessonError>,
    /// Whether its checks or lines make no sense, so that nothing else was tried.
    pub is_unreadable: bool,
    /// What was tried.
    pub tried: Tally,
    /// How hard its texts are to read (LIX): from [`HARD`] on they are worth another look.
    pub reading: usize,
}

/// How much was tried.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Tally {
    /// Steps.
    pub steps: usize,
    /// Wrong ways.
    pub traps: usize,
    /// Requests and checks of the challenge.
    pub demands: usize,
    /// Changes of the reference solution that the challenge noticed, or should have.
    pub mutants: usize,
}

/// The time at which lessons are proved: as good as any, and always the same.
const PROVED_AT: i64 = 1_795_000_000;
/// A lesson with names that vary is proved for so many learners.
const SEEDS: u64 = 4;

/// Proves a lesson.
pub fn prove(lesson: &Arc<Lesson>, known: Known<'_>) -> Proof {
    let mut proof = Proof::default();
    proof.check_words(lesson, known);
    let seeds = if lesson.seed.is_empty() { 1 } else { SEEDS };
    for seed in 1..=seeds {
        let course = match Course::new(Arc::clone(lesson), seed) {
            Ok(course) => Arc::new(course),
            Err(errors) => {
                proof.faults.extend(errors);
                proof.is_unreadable = true;
                break;
            }
        };
        proof.check_screens(&course, known);
        let before = proof.faults.len();
        proof.run(&course);
        if proof.faults.len() > before {
            break;
        }
    }
    proof.faults.sort();
    proof.faults.dedup();
    proof.notes.sort();
    proof.notes.dedup();
    proof
}

/// Looks only at what a lesson says, as a translation does: whether all is there, and fits.
pub fn prove_texts(lesson: &Arc<Lesson>, known: Known<'_>) -> Proof {
    let mut proof = Proof::default();
    proof.check_words(lesson, known);
    proof.faults.sort();
    proof
}

impl Proof {
    /// Whether nothing is wrong.
    pub const fn holds(&self) -> bool {
        self.faults.is_empty()
    }

    fn run(&mut self, course: &Arc<Course>) {
        self.tried = Tally::default();
        let at = Timestamp::from_second(PROVED_AT).unwrap_or(Timestamp::UNIX_EPOCH);
        let stage = match Stage::new(Arc::clone(course), at) {
            Ok(stage) => stage,
            Err(StageError::Fixture(error)) => return self.faults.push(error),
            Err(error) => return self.fault(course.lesson(), (1, 1), error.to_string()),
        };
        // Whatever else is decided would take as long.
        if self.check_asked(&stage) {
            return;
        }
        let mut seen = vec![stage.account().clone()];
        let Some(ended) = self.prove_steps(stage, &mut seen) else { return };
        self.prove_challenge(&ended, at, &mut seen);
        self.check_names(course, &seen);
    }

    /// Checks that whoever is asked about is there at some time, so that the check can tell something.
    fn check_names(&mut self, course: &Course, seen: &[Account]) {
        self.faults.extend(course.strangers(seen));
    }

    /// Checks that no check asks so much of the account that it is not decided; answers whether one does.
    fn check_asked(&mut self, stage: &Stage) -> bool {
        let (course, marks) = (stage.course(), Marks::default());
        let facts = Facts { scene: stage.scene(), marks: &marks };
        let mut is_found = false;
        for (written, _) in course.checks().filter(|(_, check)| check.asks_too_much(&facts)) {
            let message = format!("This {} that the lesson begins with, and is never decided: let it go over fewer.", asks_too_much());
            self.fault(course.lesson(), written.place, message);
            is_found = true;
        }
        is_found
    }

    fn fault(&mut self, lesson: &Lesson, (line, column): (u32, u32), message: impl Into<String>) {
        self.faults.push(LessonError { file: lesson.file.clone(), line, column, message: message.into() });
    }

    fn note(&mut self, lesson: &Lesson, (line, column): (u32, u32), message: impl Into<String>) {
        self.notes.push(LessonError { file: lesson.file.clone(), line, column, message: message.into() });
    }
}
