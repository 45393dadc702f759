//! A lesson under way in memory: for proofs, previews, and to make the account that a learner's lesson begins with.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use jiff::Timestamp;
use rand::SeedableRng;
use rand::rngs::StdRng;

use super::course::Course;
use super::ground::Ground;
use super::judged::Judged;
use super::run::{LineError, Runner};
use crate::account::Account;
use crate::account::caller::Caller;
use crate::account::env::{Env, HashingCost};
use crate::account::operation::Operation;
use crate::account::refusal::Refusal;
use crate::account::reply::Reply;
use crate::store::{EnvSource, History, MemoryLedger, OpenAccount, Revision, StoreError};
use crate::training::check::{Attempt, Check, Counted, Facts, Marks, Scene};
use crate::training::lesson::LessonError;

/// A lesson under way on an account in memory, whose time passes as it is told to.
pub struct Stage {
    course: Arc<Course>,
    bench: Bench,
    start: Account,
    since: Revision,
    learner: Attempt,
    speaker: Option<Caller>,
    /// Who is signed in, and what time it is: as of the last line.
    caller: Caller,
    now: Timestamp,
    step: usize,
}

/// Why a lesson can't begin.
#[derive(Debug)]
pub enum StageError {
    /// A line of its fixture can't be run.
    Fixture(LessonError),
    /// The store failed.
    Store(StoreError),
    /// No account can be made, in a sentence.
    Account(String),
}

impl fmt::Display for StageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fixture(error) => error.fmt(f),
            Self::Store(error) => error.fmt(f),
            Self::Account(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for StageError {}

impl Stage {
    /// Makes the account that a lesson begins with, at this real time. A learner's own account for the lesson begins as
    /// [`Stage::account`] of a new stage does; its lines take a second of real time each, so it is best made at a time that has
    /// just been.
    ///
    /// # Errors
    /// A line of the fixture can't be run.
    pub fn new(course: Arc<Course>, real_now: Timestamp) -> Result<Self, StageError> {
        let clock = Arc::new(Clock { seconds: AtomicI64::new(real_now.as_second()), calls: AtomicU64::new(0), seed: course.seed() });
        let made = course.found(&mut clock.env()).map_err(|refusal| StageError::Account(refusal.message))?;
        let ledger = Box::new(MemoryLedger::new(made.account.clone()));
        let open = OpenAccount::load(ledger, clock.source()).map_err(StageError::Store)?;
        let mut stage = Self {
            bench: Bench { open, clock },
            start: made.account,
            since: 0,
            learner: Attempt::default(),
            speaker: None,
            caller: Caller::ROOT,
            now: real_now,
            step: 0,
            course,
        };
        let course = Arc::clone(&stage.course);
        for line in &course.lesson().fixture_lines {
            stage.run(&line.line.text).map_err(|error| {
                StageError::Fixture(line.line.error(&line.file, 0, format!("{}: {error}", course.fill(&line.line.text))))
            })?;
        }
        stage.begin_here();
        Ok(stage)
    }

    /// A stage of the lesson on an account that has nothing in it.
    ///
    /// # Errors
    /// No account can be made.
    pub fn empty(course: Arc<Course>, real_now: Timestamp) -> Result<Self, StageError> {
        let stage = Self::new(course, real_now)?;
        let made = stage.course.found(&mut stage.bench.clock.env()).map_err(|refusal| StageError::Account(refusal.message))?;
        stage.on(made.account)
    }

    /// The stage begun on another account than the lesson makes.
    ///
    /// # Errors
    /// The store's.
    pub fn on(mut self, account: Account) -> Result<Self, StageError> {
        let ledger = Box::new(MemoryLedger::new(account));
        self.bench.open = OpenAccount::load(ledger, self.bench.clock.source()).map_err(StageError::Store)?;
        self.begin_here();
        Ok(self)
    }

    fn begin_here(&mut self) {
        self.start = self.bench.open.account().clone();
        self.since = self.bench.open.history().revision();
        self.learner = Attempt::default();
        self.begin(0);
    }

    /// Begins with a step's lines: they run as whoever is signed in, and answer this step's questions.
    pub fn begin(&mut self, step: usize) {
        self.speaker = None;
        self.step = step;
        self.look();
    }

    /// The same stage a second time: what is done there is not done here.
    #[must_use]
    pub fn fork(&self) -> Self {
        let clock = Arc::new(self.bench.clock.copy());
        Self {
            course: Arc::clone(&self.course),
            bench: Bench { open: self.bench.open.trial(clock.source()), clock },
            start: self.start.clone(),
            since: self.since,
            learner: self.learner.clone(),
            speaker: self.speaker.clone(),
            caller: self.caller.clone(),
            now: self.now,
            step: self.step,
        }
    }

    /// Runs a line of the lesson, as it is written there.
    ///
    /// # Errors
    /// It makes no sense, or was refused without saying so.
    pub fn run(&mut self, line: &str) -> Result<(), LineError> {
        let course = Arc::clone(&self.course);
        let mut runner = Runner {
            course: &course,
            ground: &mut self.bench,
            learner: &mut self.learner,
            start: &self.start,
            since: self.since,
            step: self.step,
            speaker: self.speaker.take(),
        };
        let ran = runner.run(line);
        self.speaker = runner.speaker;
        self.look();
        ran
    }

    fn look(&mut self) {
        let account = self.bench.open.account();
        self.now = account.time_at(self.bench.clock.real_now());
        self.caller = account.signed_in(self.now).unwrap_or_else(|| Caller::nobody().clone());
        for (_, ask, given) in self.course.judged_answers(self.scene()) {
            self.learner.answers.insert(ask, given);
        }
    }

    /// The account as it is.
    pub const fn account(&self) -> &Account {
        self.bench.open.account()
    }

    /// What the learner did.
    pub const fn learner(&self) -> &Attempt {
        &self.learner
    }

    /// The lesson.
    pub const fn course(&self) -> &Arc<Course> {
        &self.course
    }

    /// What checks look at now.
    pub fn scene(&self) -> Scene<'_> {
        Scene {
            account: self.bench.open.account(),
            start: &self.start,
            history: self.bench.open.history(),
            counted: Counted::since(self.since),
            caller: &self.caller,
            now: self.now,
            learner: &self.learner,
        }
    }

    /// Whether a check holds that asks for no answer.
    pub fn holds(&self, check: &Check) -> bool {
        check.holds(&Facts { scene: self.scene(), marks: &Marks::default() }).holds
    }

    /// How the lesson stands.
    pub fn judge(&self) -> Judged<'_> {
        self.course.judge(self.scene())
    }
}

/// An account in memory with a clock of its own.
struct Bench {
    open: OpenAccount,
    clock: Arc<Clock>,
}

impl Ground for Bench {
    fn account(&self) -> &Account {
        self.open.account()
    }

    fn history(&self) -> &History {
        self.open.history()
    }

    fn real_now(&self) -> Timestamp {
        self.clock.real_now()
    }

    fn wait(&mut self, seconds: i64) -> bool {
        self.clock.pass(seconds);
        true
    }

    fn submit(&mut self, caller: &Caller, operation: &Operation) -> Result<Result<Reply, Refusal>, StoreError> {
        // One thing after the other: the older of two keys is the one that was made first.
        self.clock.pass(1);
        Ground::submit(&mut self.open, caller, operation)
    }

    fn attempt(&mut self, caller: &Caller, operation: &Operation) -> Result<Result<Reply, Refusal>, StoreError> {
        self.clock.pass(1);
        Ground::attempt(&mut self.open, caller, operation)
    }
}

/// A time that passes as it is told to, and chance that is the same for the same seed.
struct Clock {
    seconds: AtomicI64,
    calls: AtomicU64,
    seed: u64,
}

impl Clock {
    fn copy(&self) -> Self {
        let (seconds, calls) = (self.seconds.load(Ordering::Relaxed), self.calls.load(Ordering::Relaxed));
        Self { seconds: AtomicI64::new(seconds), calls: AtomicU64::new(calls), seed: self.seed }
    }

    fn real_now(&self) -> Timestamp {
        Timestamp::from_second(self.seconds.load(Ordering::Relaxed)).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    fn pass(&self, seconds: i64) {
        self.seconds.fetch_add(seconds, Ordering::Relaxed);
    }

    fn env(&self) -> Env {
        let call = self.calls.fetch_add(1, Ordering::Relaxed);
        let rng = StdRng::seed_from_u64(self.seed.rotate_left(32) ^ call);
        Env { hashing: HashingCost::Least, ..Env::at(self.real_now(), rng) }
    }

    fn source(self: &Arc<Self>) -> EnvSource {
        let clock = Arc::clone(self);
        Box::new(move || clock.env())
    }
}
