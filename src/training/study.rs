//! A lesson that is studied: on which account, with which names.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use super::lesson::Lesson;
use super::progress::LessonRecord;
use super::stage::{Course, Stage, Variables};
use crate::account::Account;
use crate::store::{Access, Home, OpenAccount, StoreError, surroundings};

/// What is said to who goes on with a lesson that makes its account of something else now.
pub const CHANGED: &str = "The lesson was changed since you began it: it begins anew, on another account.";

/// The fixture's lines take a second of real time each: so long before now they are begun.
const LEAD: SignedDuration = SignedDuration::from_mins(10);

/// So many seeds are tried for one that draws other names: one in about fifteen does.
const TRIES: u64 = 512;

/// A seed near this one that draws another name than the one before it wherever a lesson's names vary.
fn unlike(lesson: &Lesson, before: u64, seed: u64) -> u64 {
    let had = Variables::chosen(lesson, before);
    let varies = || lesson.seed.iter().filter(|(_, values)| values.len() > 1).map(|(name, _)| format!("${name}"));
    let differs = |seed: &u64| {
        let has = Variables::chosen(lesson, *seed);
        varies().all(|name| has.fill(&name) != had.fill(&name))
    };
    (0..TRIES).map(|step| seed.wrapping_add(step)).find(differs).unwrap_or(seed)
}

/// An attempt at a lesson. What it came to is kept in a [`LessonRecord`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Study {
    /// The lesson, as it was read when the attempt was begun or gone on with.
    pub lesson: Arc<Lesson>,
    /// The name of its account among the learner's lessons' accounts.
    pub account: String,
    /// What its names, ids and secrets are drawn from.
    pub seed: u64,
    /// The account of the attempt in whose place it comes.
    pub replaces: Option<String>,
}

impl Study {
    /// The attempt that was begun, or a new one; a new one, too, where the lesson makes its account of something else now.
    pub fn of(lesson: &Arc<Lesson>, record: Option<&LessonRecord>, seed: u64) -> Self {
        match record.filter(|record| record.begins_as(lesson)) {
            Some(record) => Self { lesson: Arc::clone(lesson), account: record.account.clone(), seed: record.seed, replaces: None },
            None => Self::another(lesson, record, seed),
        }
    }

    /// Another attempt, in the place of the one that was begun.
    pub fn another(lesson: &Arc<Lesson>, record: Option<&LessonRecord>, seed: u64) -> Self {
        let study = Self::new(lesson, record.map_or(seed, |record| unlike(lesson, record.seed, seed)));
        let replaces = record.map(|record| record.account.clone()).filter(|account| *account != study.account);
        Self { replaces, ..study }
    }

    /// A new attempt, on an account of its own.
    pub fn new(lesson: &Arc<Lesson>, seed: u64) -> Self {
        let account = format!("{}-{seed:016x}", lesson.id);
        Self { lesson: Arc::clone(lesson), account, seed, replaces: None }
    }

    /// The attempt at a lesson that this account is of; `None` where it is of another lesson, or of none.
    pub fn on(lesson: &Arc<Lesson>, account: &str) -> Option<Self> {
        let seed = u64::from_str_radix(account.rsplit('-').next()?, 16).ok()?;
        Some(Self::new(lesson, seed)).filter(|study| study.account == account)
    }

    /// The lesson with the attempt's names in it.
    ///
    /// # Errors
    /// It can't be gone through, in a sentence.
    pub fn course(&self) -> Result<Arc<Course>, String> {
        let course = Course::new(Arc::clone(&self.lesson), self.seed);
        course.map(Arc::new).map_err(|errors| errors.first().map(ToString::to_string).unwrap_or_default())
    }

    /// The account that the attempt begins with, as of now.
    ///
    /// # Errors
    /// As [`Study::course`], or its fixture can't be made.
    pub fn begun(&self, real_now: Timestamp) -> Result<Account, String> {
        let begins = real_now.checked_sub(LEAD).unwrap_or(real_now);
        let stage = Stage::new(self.course()?, begins).map_err(|error| error.to_string())?;
        Ok(stage.account().clone())
    }

    /// Moves the account of the attempt that this one replaces to the lessons' trash; what was kept of it is a copy among the
    /// learner's own.
    ///
    /// # Errors
    /// Another process has it, or it can't be moved.
    pub fn clear_replaced(&self, lessons: &Home) -> Result<(), StoreError> {
        match &self.replaces {
            Some(replaced) if lessons.folder_of(replaced).exists() => lessons.delete(replaced, Timestamp::now()),
            _ => Ok(()),
        }
    }

    /// Opens the attempt's account among the lessons' accounts, made first where there is none yet.
    ///
    /// # Errors
    /// It can't be made or opened.
    pub fn open(&self, lessons: &Home, access: Access) -> Result<OpenAccount, StoreError> {
        if !lessons.folder_of(&self.account).exists() {
            let made = self.begun(Timestamp::now());
            let made = made.map_err(|why| StoreError::NotMade { account: self.account.clone(), why })?;
            lessons.create_from(&self.account, &made)?;
        }
        lessons.open(&self.account, access, surroundings())
    }
}
