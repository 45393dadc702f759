//! The check language on small accounts, made with lines of the AWS CLI.

mod journal;
mod language;
mod limits;
mod predicates;

use jiff::Timestamp;
use rand::SeedableRng;
use rand::rngs::StdRng;

use super::{Attempt, Check, Counted, Facts, Marks, Scene, Term, Value, Verdict};
use crate::account::Account;
use crate::account::caller::Caller;
use crate::account::env::{Env, HashingCost};
use crate::account::operation::Operation;
use crate::account::origin::new_account;
use crate::awscli::{Command, NoFiles, parse_line};
use crate::store::{Failure, MemoryLedger, OpenAccount};

/// An account with what was done to it.
struct Stage {
    open: OpenAccount,
    start: Account,
    attempt: Attempt,
    marks: Marks,
    caller: Caller,
}

fn env(seed: u64) -> Env {
    let now = Timestamp::from_second(1_790_000_000 + i64::try_from(seed).unwrap()).unwrap();
    Env { hashing: HashingCost::Least, ..Env::at(now, StdRng::seed_from_u64(seed)) }
}

impl Stage {
    fn new() -> Self {
        let account = new_account("test", &mut env(0)).unwrap().account;
        let mut seed = 0;
        let source = move || {
            seed += 1;
            env(seed)
        };
        let open = OpenAccount::load(Box::new(MemoryLedger::new(account)), Box::new(source)).unwrap();
        let start = open.account().clone();
        Self { open, start, attempt: Attempt::default(), marks: Marks::default(), caller: Caller::ROOT }
    }

    /// Does what the lines say, as root, and takes note of it; what they are refused is noted, too.
    fn with(mut self, lines: &[&str]) -> Self {
        for line in lines {
            self.run(line);
        }
        self
    }

    fn run(&mut self, line: &str) {
        let Command::Call(invocation) = parse_line(line, &NoFiles).unwrap_or_else(|error| panic!("{line}: {error}")) else {
            panic!("{line} is no operation")
        };
        self.submit(&Caller::ROOT, &invocation.operation);
    }

    fn submit(&mut self, caller: &Caller, operation: &Operation) {
        let before = self.open.account().clone();
        let refused = match self.open.submit(caller, std::slice::from_ref(operation)) {
            Ok(_) => None,
            Err(Failure::Refused(refused)) => Some(refused.refusal),
            Err(failure) => panic!("{failure}"),
        };
        let at = self.open.history().items().last().map_or(env(0).now, |item| item.at);
        self.attempt.note(&before, caller, operation, refused.as_ref(), at);
    }

    /// What happens from here on is the lesson.
    fn begin(mut self) -> Self {
        self.start = self.open.account().clone();
        self
    }

    fn facts<T>(&self, look: impl FnOnce(&Facts<'_>) -> T) -> T {
        let scene = Scene {
            account: self.open.account(),
            start: &self.start,
            history: self.open.history(),
            counted: Counted::since(0),
            caller: &self.caller,
            now: env(9_999).now,
            learner: &self.attempt,
        };
        look(&Facts { scene, marks: &self.marks })
    }

    fn verdict(&self, check: &str) -> Verdict {
        let parsed = Check::parse(check).unwrap_or_else(|error| panic!("{check}: {error}"));
        self.facts(|facts| parsed.holds(facts))
    }

    fn value(&self, term: &str, kind: super::Kind) -> Value {
        let parsed = Term::parse(term, kind).unwrap_or_else(|error| panic!("{term}: {error}"));
        self.facts(|facts| parsed.value(facts).unwrap())
    }

    /// These hold, and their negations do not.
    fn holds(&self, checks: &[&str]) {
        for check in checks {
            let verdict = self.verdict(check);
            assert!(verdict.holds, "{check} does not hold: {:?}", verdict.findings);
            let negated = self.verdict(&format!("!({check})"));
            assert!(!negated.holds, "!({check}) holds");
        }
    }

    /// These do not hold, each says why, and their negations hold.
    fn fails(&self, checks: &[&str]) {
        for check in checks {
            let verdict = self.verdict(check);
            assert!(!verdict.holds, "{check} holds");
            assert!(!verdict.findings.is_empty(), "{check} says nothing");
            assert!(verdict.findings.iter().all(|finding| !finding.holds), "{check} finds what is as it should be");
            assert!(self.verdict(&format!("!({check})")).holds, "!({check}) does not hold");
        }
    }
}
