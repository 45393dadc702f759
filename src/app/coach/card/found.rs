//! How a step that is not done stands: what was answered, what waits, what its check found.

use super::answered::answers;
use super::thing::{Thing, Want};
use crate::app::action::Action;
use crate::app::coach::hints::stuck::stuck_words;
use crate::app::coach::keys::key_of;
use crate::app::coach::{Coach, Standing, Stuck};
use crate::app::cx::Cx;
use crate::app::words::count;
use crate::catalog::AWS_MANAGED_POLICIES;
use crate::training::check::Finding;
use crate::widgets::Line;

/// So many findings are told at once.
const MOST_FINDINGS: usize = 5;

/// How a step that is not done stands: its questions, and what its check found.
pub(super) fn state(coach: &Coach, cx: &Cx<'_>, width: usize) -> Vec<Thing> {
    let mut things = Vec::new();
    if coach.is_out_of_time(cx.real_now) {
        let words = format!("The time is up: what is done now does not count. {} gives you more.", key_of(Action::CoachMoreTime));
        things.push(Thing::warning(words, width));
    }
    let needs_reset = coach.needs_reset(cx.surroundings());
    if needs_reset {
        things.push(Thing::warning(stuck_words(coach, Stuck::FirstAnswers), width));
    }
    things.extend(answers(coach, cx, width));
    let questions = coach.asks();
    let open = questions.iter().filter(|ask| !coach.record().attempt.answers.contains_key(&ask.id)).count();
    if open > 0 {
        let words = match (open, questions.len()) {
            (1, 1) => "A question waits for your answer".to_owned(),
            (open, all) => format!("{open} of {all} questions wait for an answer"),
        };
        things.push(Thing::note(Want::Awaited, words, width));
    }
    if cx.account.signed_in(cx.now).is_none() && coach.screen_name() != Some("sign-in") {
        things.push(Thing::note(Want::Known, "Nobody is signed in now: :sign-in.".to_owned(), width));
    }
    if !needs_reset {
        things.extend(missing(coach, width));
    }
    things
}

impl Coach {
    /// What the check of the step that is shown found amiss, the first of it, each once.
    pub fn missing(&self) -> Vec<&Finding> {
        self.all_missing().into_iter().take(MOST_FINDINGS).collect()
    }

    /// Why a step that was done is so no more: what its check finds amiss first, as a clause.
    pub fn why_undone(&self, step: usize) -> Option<String> {
        let verdict = self.verdict(step).filter(|_| self.standing(step) == Standing::Undone)?;
        verdict.findings.iter().find(|finding| !finding.holds).map(|finding| self.found_in(step, finding))
    }

    /// All that the check of the step that is shown found amiss, each once. What is about a question's answer is left out: the
    /// question tells it in its own words.
    pub(in crate::app::coach) fn all_missing(&self) -> Vec<&Finding> {
        let asks: Vec<&str> = self.asks().iter().map(|ask| ask.id.as_str()).collect();
        let findings = self.verdict(self.at()).map_or(&[][..], |verdict| &verdict.findings);
        let mut missing: Vec<&Finding> = Vec::new();
        for finding in findings.iter().filter(|finding| !finding.holds && !is_of_question(finding, &asks)) {
            // What stands in the way of several things is told once.
            let is_told = |other: &&Finding| *other == finding || other.found == finding.found && self.wanted(finding).is_none();
            if !missing.iter().any(is_told) {
                missing.push(finding);
            }
        }
        missing
    }

    /// What was found of the step that is shown, as a clause.
    pub fn found(&self, finding: &Finding) -> String {
        self.found_in(self.at(), finding)
    }

    /// The same of a step. In an exam what is missing is told in the task's own words: which action or policy would do is asked.
    fn found_in(&self, step: usize, finding: &Finding) -> String {
        let found = finding.found.as_str();
        let task = self.text(self.id(step)).plain(usize::MAX).join(" ");
        let names_answer = |word: &&str| is_action_or_policy(word) && !task.contains(word);
        let answer = found.split([' ', ',']).find(names_answer).filter(|_| self.is_under_exam() && !finding.is_too_much);
        let Some(at) = answer.and_then(|answer| found.find(answer)) else { return found.to_owned() };
        match found.get(..at).and_then(|before| before.strip_suffix(" may not ")) {
            Some(who) => format!("{who} may not do all that the task asks for"),
            None => "something that the task asks for is missing".to_owned(),
        }
    }

    /// What is looked for, where that must be said beside what was found. In an exam only what was found is told: what would be right is
    /// asked.
    pub fn wanted<'a>(&self, finding: &'a Finding) -> Option<&'a str> {
        finding.besides(!self.asks().is_empty()).filter(|_| !self.is_under_exam())
    }

    /// Whether something is there by the learner's doing that must not be: what the step began with is only still to be done, and so is
    /// what a request came to, which may have been made to see just that.
    fn is_wrong(&self, finding: &Finding) -> bool {
        let step = self.record().step(self.id(self.at()));
        finding.is_too_much && !is_try(finding) && !step.is_some_and(|step| step.began_with.contains(&finding.wanted))
    }
}

fn missing(coach: &Coach, width: usize) -> Vec<Thing> {
    let mut things: Vec<Thing> = Vec::new();
    let mut told = String::new();
    for finding in coach.missing() {
        let found = coach.found(finding);
        if found != told {
            let thing = if coach.is_wrong(finding) { Thing::mistake } else { Thing::warning };
            things.push(thing(found.clone(), width));
        }
        told = found;
        // What has happened, or is to happen, is done where the step is.
        let place = finding.place.as_ref().map(ToString::to_string).or_else(|| Some(format!(":{}", coach.screen_name()?)));
        let wanted = coach.wanted(finding).map(|wanted| format!("wanted: {wanted}"));
        let besides: Vec<String> = wanted.into_iter().chain(place).collect();
        if let Some(thing) = things.last_mut().filter(|_| !besides.is_empty()) {
            thing.lines.extend(Line::new().quiet(format!("  {}", besides.join("   "))).wrapped(width));
        }
    }
    let more = coach.all_missing().len().saturating_sub(MOST_FINDINGS);
    if let Some(last) = things.last_mut().filter(|_| more > 0) {
        last.lines.push(Line::new().quiet(format!("  and {}", count(more, "other thing"))));
    }
    things
}

/// Whether a word names an action or a managed policy.
fn is_action_or_policy(word: &str) -> bool {
    let is_action = word.split_once(':').is_some_and(|(service, action)| {
        let is_service = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
        service.chars().all(is_service) && action.starts_with(|letter: char| letter.is_ascii_uppercase() || letter == '*')
    });
    is_action || AWS_MANAGED_POLICIES.named(word).is_some()
}

/// Whether a finding is about what a request came to.
pub(in crate::app::coach) fn is_try(finding: &Finding) -> bool {
    finding.place.as_ref().is_some_and(|place| place.screen == "try")
}

/// Whether a finding is about a question's answer, and nothing else.
fn is_of_question(finding: &Finding, asks: &[&str]) -> bool {
    let is_about = |text: &str| asks.iter().any(|ask| text.contains(&format!("the question {ask} ")));
    finding.place.is_none() && (is_about(&finding.wanted) || is_about(&finding.found))
}
