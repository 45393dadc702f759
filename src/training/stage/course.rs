//! A lesson as one learner has it: its names chosen, its checks read.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use rand::SeedableRng;
use rand::rngs::StdRng;

use super::line::Line;
use super::variables::{Variables, name_left};
use crate::account::Account;
use crate::account::env::Env;
use crate::account::id::AccountId;
use crate::account::origin::{NewAccount, account_of};
use crate::account::password;
use crate::account::quotas::Quotas;
use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::secret::Secret;
use crate::training::check::{Check, CheckError, Kind, LookedUp, Stranger, Term};
use crate::training::lesson::{Ask, AskKind, Lesson, LessonError, Step, Text, Written, meant};

/// Root's address in the accounts of lessons.
const ROOT_EMAIL: &str = "root@example.com";

/// A lesson as one learner has it.
pub struct Course {
    lesson: Arc<Lesson>,
    variables: Variables,
    seed: u64,
    pub(super) steps: Vec<StepChecks>,
    pub(super) challenge: Vec<Demand>,
    pub(super) truths: BTreeMap<String, Term>,
    /// When the answers to a question are judged, where it says so.
    pub(super) moments: BTreeMap<String, Check>,
}

/// A step's checks.
pub(super) struct StepChecks {
    pub(super) demands: Vec<Demand>,
    /// The hints' conditions, with their ids.
    pub(super) hints: Vec<(String, Check)>,
}

/// Something that must be so.
pub(super) struct Demand {
    /// As the lesson has it, with names put in.
    pub(super) text: String,
    /// As the file has it.
    pub(super) written: Written,
    pub(super) check: Check,
    /// Whether it is a request that must be denied.
    pub(super) denies: bool,
}

impl Course {
    /// Chooses the names of a lesson by a learner's seed, and reads all its checks and lines.
    ///
    /// # Errors
    /// All that is wrong with them, and where.
    pub fn new(lesson: Arc<Lesson>, seed: u64) -> Result<Self, Vec<LessonError>> {
        let variables = Variables::chosen(&lesson, seed);
        Self::with(lesson, seed, variables)
    }

    /// The same for an account that was not made from the lesson, and has another id.
    ///
    /// # Errors
    /// As of [`Course::new`].
    pub fn in_account(lesson: Arc<Lesson>, seed: u64, id: &AccountId) -> Result<Self, Vec<LessonError>> {
        let variables = Variables::chosen(&lesson, seed).in_account(id.as_str());
        Self::with(lesson, seed, variables)
    }

    fn with(lesson: Arc<Lesson>, seed: u64, variables: Variables) -> Result<Self, Vec<LessonError>> {
        let asks = lesson.asks().map(|(_, ask)| ask.id.as_str()).collect();
        let mut reader = Reader { file: &lesson.file, asks, variables, errors: Vec::new() };
        let steps = lesson.steps.iter().map(|step| reader.step(step)).collect();
        let challenge = lesson.challenge.as_ref().map_or_else(Vec::new, |challenge| {
            reader.lines(&challenge.solve);
            let mut demands = reader.demands(&challenge.allow, &challenge.deny);
            demands.extend(challenge.invariant.iter().filter_map(|text| reader.demand(text, Check::demand)));
            demands
        });
        let truths = lesson.asks().filter_map(|(_, ask)| Some((ask.id.clone(), reader.truth(ask)?))).collect();
        let moment = |(_, ask): (&Step, &Ask)| Some((ask.id.clone(), reader.demand(ask.when.as_ref()?, Check::parse)?.check));
        let moments = lesson.asks().filter_map(moment).collect();
        for line in &lesson.fixture_lines {
            if let Err(message) = Line::parse(&reader.variables.fill(&line.line.text)) {
                reader.errors.push(line.line.error(&line.file, 0, message));
            }
        }
        let Reader { variables, mut errors, .. } = reader;
        if errors.is_empty() {
            return Ok(Self { lesson, variables, seed, steps, challenge, truths, moments });
        }
        errors.sort();
        Err(errors)
    }

    /// The lesson.
    pub const fn lesson(&self) -> &Arc<Lesson> {
        &self.lesson
    }

    /// The learner's seed.
    pub const fn seed(&self) -> u64 {
        self.seed
    }

    /// A text of the lesson with the learner's names in it: a line, a request.
    pub fn fill(&self, text: &str) -> String {
        self.variables.fill(text)
    }

    /// A block of the lesson with the learner's names in it.
    pub fn text(&self, text: &Text) -> Text {
        text.map(|piece| self.fill(piece))
    }

    /// What it asks for, step by step and in its challenge, as its file has it, with the learner's names in it.
    pub fn demanded_texts(&self) -> impl Iterator<Item = String> {
        self.steps.iter().flat_map(|step| &step.demands).chain(&self.challenge).map(|demand| self.fill(&demand.written.text))
    }

    /// All that it checks, as its file has it: its demands, when hints are shown, and when answers are judged.
    pub fn checks(&self) -> impl Iterator<Item = (&Written, &Check)> {
        let demands = self.steps.iter().flat_map(|step| &step.demands).chain(&self.challenge);
        let demands = demands.map(|demand| (&demand.written, &demand.check));
        let steps = self.lesson.steps.iter().zip(&self.steps);
        let hints = steps.flat_map(|(step, read)| step.hints.iter().zip(&read.hints).map(|(hint, (_, check))| (&hint.when, check)));
        let moments = self.lesson.asks().filter_map(|(_, ask)| Some((ask.when.as_ref()?, self.moments.get(&ask.id)?)));
        demands.chain(hints).chain(moments)
    }

    /// What its checks and questions name that is in none of these accounts, and requests that no policy could be about, each where
    /// the file has it.
    pub fn strangers(&self, accounts: &[Account]) -> Vec<LessonError> {
        let checks = self.checks().map(|(written, check)| (written, check.strangers(accounts)));
        let truths = self.lesson.asks().filter_map(|(_, ask)| {
            let (written, truth) = (ask.truth.as_ref()?, self.truths.get(&ask.id)?);
            Some((written, truth.strangers(accounts)))
        });
        let error = |written: &Written, Stranger { name, why }: Stranger| {
            let filled = self.fill(&written.text);
            // A name alone stands where what it is of is told elsewhere.
            let bare = name.rsplit(':').next().filter(|bare| !bare.is_empty()).unwrap_or(&name);
            let at = filled.find(name.as_str()).or_else(|| filled.find(bare)).unwrap_or(0);
            written.error(&self.lesson.file, self.variables.written_at(&written.text, at), why)
        };
        checks.chain(truths).flat_map(|(written, all)| all.into_iter().map(move |stranger| error(written, stranger))).collect()
    }

    /// Whether a question asks how such a request is decided.
    pub fn is_about(&self, ask: &Ask, request: &LookedUp, account: &Account, now: Timestamp) -> bool {
        self.truths.get(&ask.id).is_some_and(|truth| truth.is_about(request, account, now))
    }

    /// Whether a step wants the answer to a question to be right.
    pub fn wants(&self, number: usize, question: &str) -> bool {
        self.steps.get(number).is_some_and(|step| step.demands.iter().any(|demand| demand.check.wants(question)))
    }

    /// Whether a step wants a question to be answered, rightly or not.
    pub fn wants_answered(&self, number: usize, question: &str) -> bool {
        self.steps.get(number).is_some_and(|step| step.demands.iter().any(|demand| demand.check.wants_answered(question)))
    }

    /// Whether the challenge limits what somebody may do, or who may.
    pub fn limits_challenge(&self) -> bool {
        self.challenge.iter().any(|demand| demand.check.limits())
    }

    /// Whether a step has nothing but questions: nothing is to be done in it.
    pub fn only_asks(&self, number: usize) -> bool {
        let is_answer = |line: &Written| line.text.starts_with("answer ");
        self.lesson.steps.get(number).is_some_and(|step| !step.solve.is_empty() && step.solve.iter().all(is_answer))
    }

    /// Whether a step asks for what has happened, which only the account's history knows.
    pub fn asks_history(&self, number: usize) -> bool {
        self.steps.get(number).is_some_and(|step| step.demands.iter().any(|demand| demand.check.asks_history()))
    }

    /// Whether a step, or what one of its questions waits for, asks what came of requests that were tried.
    pub fn asks_tries(&self, number: usize) -> bool {
        let asks = self.lesson.steps.get(number).map_or(&[][..], |step| &step.asks);
        let moments = asks.iter().filter_map(|ask| self.moments.get(&ask.id));
        let demands = self.steps.get(number).map_or(&[][..], |step| &step.demands).iter().map(|demand| &demand.check);
        demands.chain(moments).any(Check::asks_tries)
    }

    /// Whether a step, one of its hints or what one of its questions waits for asks what came of requests that were tried.
    pub fn looks_at_tries(&self, number: usize) -> bool {
        let hints = self.steps.get(number).map_or(&[][..], |step| &step.hints);
        self.asks_tries(number) || hints.iter().any(|(_, when)| when.asks_tries())
    }

    /// The account that every lesson begins to make its own of. All ids and root's password follow from the learner's seed.
    ///
    /// # Errors
    /// None in practice: the generated password is hashed as any other.
    pub fn found(&self, env: &mut Env) -> Result<NewAccount, Refusal> {
        env.rng = self.chance();
        account_of(self.account_id()?, ROOT_EMAIL.into(), env)
    }

    /// Root's password in the lesson's account, as it begins.
    pub fn root_password(&self) -> Secret {
        let empty = self.account_id().map(|id| Account::empty(id, Quotas::default()));
        empty.map_or_else(|_| Secret::default(), |account| password::generate(&account, &mut self.chance()))
    }

    fn chance(&self) -> StdRng {
        StdRng::seed_from_u64(self.seed)
    }

    fn account_id(&self) -> Result<AccountId, Refusal> {
        self.variables.account().parse().map_err(|_| Refusal::new(ErrorCode::InvalidInput, "This is no account id."))
    }
}

/// That no name that varies is called so, and which may be meant.
pub(in crate::training) fn no_such_name<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> String {
    format!("Nothing is called ${name}; there are the names under [seed], and $account.{}", meant(name, known))
}

/// Reads checks and lines, and collects what is wrong with them.
struct Reader<'a> {
    file: &'a str,
    /// The ids of the questions that there are.
    asks: BTreeSet<&'a str>,
    variables: Variables,
    errors: Vec<LessonError>,
}

impl Reader<'_> {
    fn step(&mut self, step: &Step) -> StepChecks {
        let mut demands: Vec<Demand> = step.check.iter().filter_map(|check| self.demand(check, Check::demand)).collect();
        demands.extend(self.demands(&step.allow, &step.deny));
        self.lines(&step.solve);
        for trap in &step.traps {
            self.lines(&trap.lines);
        }
        let hints = step.hints.iter().filter_map(|hint| Some((hint.id.clone(), self.demand(&hint.when, Check::parse)?.check)));
        StepChecks { demands, hints: hints.collect() }
    }

    fn demands(&mut self, allow: &[Written], deny: &[Written]) -> Vec<Demand> {
        let allowed = allow.iter().map(|text| (text, true));
        let all = allowed.chain(deny.iter().map(|text| (text, false)));
        let read = |(text, allowed): (&Written, bool)| {
            Some(Demand { denies: !allowed, ..self.demand(text, |text| Check::request(text, allowed))? })
        };
        all.filter_map(read).collect()
    }

    /// A text with the names put in, if there are all that it names.
    fn filled(&mut self, written: &Written) -> Option<String> {
        let text = self.variables.fill(&written.text);
        let Some((at, name)) = name_left(&text) else { return Some(text) };
        self.wrong(written, at, no_such_name(name, self.variables.names()));
        None
    }

    fn demand(&mut self, written: &Written, read: impl Fn(&str) -> Result<Check, CheckError>) -> Option<Demand> {
        let text = self.filled(written)?;
        let check = self.taken(written, read(&text))?;
        if let Some(ask) = check.asks().into_iter().find(|ask| !self.asks.contains(ask)) {
            let at = text.find(ask).unwrap_or(0);
            let message = format!("The lesson asks nothing called {ask}.{}", meant(ask, self.asks.iter().copied()));
            self.wrong(written, at, message);
        }
        Some(Demand { text, written: written.clone(), check, denies: false })
    }

    fn truth(&mut self, ask: &Ask) -> Option<Term> {
        let written = ask.truth.as_ref()?;
        let wanted = if let AskKind::Value(kind) = ask.kind { kind } else { Kind::Text };
        let text = self.filled(written)?;
        self.taken(written, Term::parse(&text, wanted))
    }

    fn taken<T>(&mut self, written: &Written, read: Result<T, CheckError>) -> Option<T> {
        read.map_err(|error| self.wrong(written, error.at.start, error.message)).ok()
    }

    /// Notes what is wrong at a byte of a text that has its names put in.
    fn wrong(&mut self, written: &Written, at: usize, message: impl Into<String>) {
        let at = self.variables.written_at(&written.text, at);
        self.errors.push(written.error(self.file, at, message));
    }

    fn lines(&mut self, lines: &[Written]) {
        for line in lines {
            let text = self.variables.fill(&line.text);
            if let Err(message) = Line::parse(&text) {
                self.errors.push(line.error(self.file, 0, message));
            }
        }
    }
}
