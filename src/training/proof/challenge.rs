//! The challenge: failed by whoever does nothing, by whoever allows everything, and by every change of the reference solution;
//! met by the solution itself.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::Timestamp;

use super::Proof;
use super::mutants::{Mutant, mutants};
use super::open::{BESIDES, attached_everywhere, given_besides, given_out, laid_open, let_in_besides, shut};
use super::steps::findings;
use crate::account::Account;
use crate::training::lesson::{Challenge, Written};
use crate::training::stage::Stage;

impl Proof {
    /// Proves the challenge of a lesson that stands as behind its last step; what is so once it is met is taken down.
    pub(super) fn prove_challenge(&mut self, ended: &Stage, at: Timestamp, seen: &mut Vec<Account>) {
        let course = Arc::clone(ended.course());
        let lesson = Arc::clone(course.lesson());
        let Some(challenge) = &lesson.challenge else { return };
        let place = (challenge.line, 1);
        let number = lesson.steps.len();
        let mut stage = ended.fork();
        stage.begin(number);
        self.tried.demands = stage.judge().challenge().len();
        let mut kept = Kept::of(challenge);
        kept.look_at(&stage);
        if stage.judge().is_challenge_met() {
            self.fault(&lesson, place, "The challenge is met before anything is done for it.");
        }
        match Stage::empty(Arc::clone(&course), at) {
            Ok(empty) => {
                kept.look_at(&empty);
                if empty.judge().is_challenge_met() {
                    self.fault(&lesson, place, "The challenge is met by an empty account.");
                }
            }
            Err(error) => self.fault(&lesson, place, error.to_string()),
        }
        let administrated = everybody_administrates(stage.fork());
        kept.look_at(&administrated);
        if administrated.judge().is_challenge_met() {
            self.fault(&lesson, place, "The challenge is met by AdministratorAccess for everybody: it denies too little.");
        }
        if challenge.solve.is_empty() {
            return self.fault(&lesson, place, "The challenge has no solve: nothing shows that it can be met.");
        }
        let mut solved = stage.fork();
        if !self.ran(&lesson, &mut solved, &challenge.solve) {
            return;
        }
        seen.push(solved.account().clone());
        #[expect(clippy::redundant_closure_for_method_calls, reason = "the method's path is not general in both its lifetimes")]
        self.check_denials(&lesson, [&stage, &solved], |judged| judged.challenge());
        let unmet: Vec<_> = solved
            .judge()
            .challenge()
            .into_iter()
            .filter(|demand| !demand.verdict.holds)
            .map(|demand| (demand.line, format!("The solve does not meet {}: {}.", demand.text, findings(&demand.verdict, false))))
            .collect();
        for (line, message) in &unmet {
            self.fault(&lesson, (*line, 1), message.clone());
        }
        if !unmet.is_empty() {
            return;
        }
        self.prove_mutants(&stage, &challenge.solve, |stage| {
            kept.look_at(stage);
            stage.judge().is_challenge_met()
        });
        for open in [&stage, &solved] {
            kept.look_at(&laid_open(open.fork()));
            kept.look_at(&shut(open.fork()));
            kept.look_at(&given_out(open.fork()));
        }
        for invariant in kept.in_all {
            let message =
                "This is so in every account of the lesson, with the solution, without it, and with each change of it: it asks nothing.";
            self.fault(&lesson, invariant.place, message);
        }
        if !challenge.allow.is_empty() && !course.limits_challenge() {
            let message = "Nothing limits what is granted besides: whoever gets something more meets it. only(WHO, ACTIONS) and only_on(WHO, ACTIONS, RESOURCES) do.";
            self.note(&lesson, place, message);
        } else {
            self.prove_limits(&solved, place, challenge.allow.iter(), |stage| stage.judge().is_challenge_met());
        }
    }

    /// Where somebody must be let do something, gives each of them a policy more, about nothing that they are asked about, and lets in a
    /// user more, who may do everything: what limits one of them limits no other.
    pub(super) fn prove_limits<'a>(
        &mut self,
        solved: &Stage,
        place: (u32, u32),
        allow: impl Iterator<Item = &'a Written>,
        is_met: impl Fn(&Stage) -> bool,
    ) {
        let course = Arc::clone(solved.course());
        let asked: BTreeSet<String> =
            allow.filter_map(|request| Some(course.fill(&request.text).split_whitespace().next()?.to_owned())).collect();
        let mut trials = Vec::new();
        for who in &asked {
            let told = format!(
                "{who} has {BESIDES} besides: nothing limits what is granted to {who}. only(WHO, ACTIONS) and only_on(WHO, ACTIONS, \
                 RESOURCES) do."
            );
            trials.extend(given_besides(solved.account(), who).map(|line| (vec![line], told)));
        }
        if !asked.is_empty() {
            let told = "there is a user more, who may do everything: nothing limits who is there. count(users) <= NUMBER does.";
            trials.push((let_in_besides(), told.to_owned()));
        }
        for (lines, told) in trials {
            let mut trial = solved.fork();
            if trial.run("as root").is_err() || lines.iter().any(|line| trial.run(line).is_err()) {
                continue;
            }
            self.tried.mutants += 1;
            if is_met(&trial) {
                self.note(course.lesson(), place, format!("It is met although {told}"));
            }
        }
    }

    /// Changes a solution line by line: what is left of it must not do.
    pub(super) fn prove_mutants(&mut self, stage: &Stage, solve: &[Written], mut is_met: impl FnMut(&Stage) -> bool) {
        let course = Arc::clone(stage.course());
        let lines: Vec<String> = solve.iter().map(|line| course.fill(&line.text)).collect();
        for (number, (line, written)) in lines.iter().zip(solve).enumerate() {
            for Mutant { line, what } in mutants(line) {
                let mut trial = stage.fork();
                let before = lines.iter().take(number).all(|line| trial.run(line).is_ok());
                // What AWS takes for no policy shows nothing about the challenge.
                if !before || line.is_some_and(|line| trial.run(&line).is_err()) {
                    continue;
                }
                self.tried.mutants += 1;
                // Where a later line finds nothing to do any more, the others are run all the same.
                let _refused = lines.iter().skip(number + 1).filter(|line| trial.run(line).is_err()).count();
                if is_met(&trial) {
                    let message = format!("It is met although {what}: a request is missing that tells the difference.");
                    self.fault(course.lesson(), written.place, message);
                }
            }
        }
    }
}

/// The invariants of a challenge that were so in all accounts that were looked at.
struct Kept<'a> {
    in_all: Vec<&'a Written>,
    /// How many demands stand before the invariants.
    before: usize,
    challenge: &'a Challenge,
}

impl<'a> Kept<'a> {
    fn of(challenge: &'a Challenge) -> Self {
        Self { in_all: challenge.invariant.iter().collect(), before: challenge.allow.len() + challenge.deny.len(), challenge }
    }

    fn look_at(&mut self, stage: &Stage) {
        let judged = stage.judge();
        let invariants = judged.challenge().into_iter().skip(self.before).zip(&self.challenge.invariant);
        let failed: Vec<&Written> = invariants.filter(|(demand, _)| !demand.verdict.holds).map(|(_, written)| written).collect();
        self.in_all.retain(|written| !failed.contains(written));
    }
}

/// The stage with `AdministratorAccess` on every user, group and role that takes it.
fn everybody_administrates(mut stage: Stage) -> Stage {
    // Whoever is signed in may not be allowed to.
    let mut lines = vec!["as root".to_owned()];
    lines.extend(attached_everywhere(stage.account()));
    // A role of a service takes none.
    let _refused = lines.iter().filter(|line| stage.run(line).is_err()).count();
    stage
}
