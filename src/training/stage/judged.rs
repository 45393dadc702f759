//! How a lesson stands at one moment: its steps, the nudge that answers a mistake, its challenge, the answers given.

use std::collections::BTreeSet;

use super::course::{Course, Demand};
use crate::training::check::{Check, Facts, Finding, Given, Kind, Marks, Outcome, Scene, Value, Verdict};
use crate::training::lesson::{Ask, AskKind, CHALLENGE, DEFAULT_HINT, TOO_MUCH};

/// A lesson judged at one moment.
pub struct Judged<'a> {
    course: &'a Course,
    scene: Scene<'a>,
    marks: Marks,
}

/// Something that a challenge demands, and whether it is so.
pub struct Demanded<'a> {
    /// The request or check, as the lesson has it with the learner's names in it. Not escaped.
    pub text: &'a str,
    /// The line of the lesson's file.
    pub line: u32,
    /// Whether it is so.
    pub verdict: Verdict,
    /// Whether it asks for what has happened.
    pub asks_history: bool,
    /// Whether it is a request that must be denied.
    pub denies: bool,
}

impl Course {
    /// Judges the lesson by what is so now.
    pub fn judge<'a>(&'a self, scene: Scene<'a>) -> Judged<'a> {
        let mut judged = self.judge_as_kept(scene);
        for (_, id, given) in self.judged_answers(scene) {
            judged.marks.mark(&id, given.right);
        }
        judged
    }

    /// The same, with answers judged only where they were judged before.
    fn judge_as_kept<'a>(&'a self, scene: Scene<'a>) -> Judged<'a> {
        let mut marks = Marks::default();
        for (id, given) in &scene.learner.answers {
            marks.mark(id, given.right);
        }
        Judged { course: self, scene, marks }
    }

    /// An answer to a question taken down, beside what was answered to it before.
    ///
    /// # Errors
    /// It is no answer to this question, and what one would be. Not escaped.
    pub fn answer(&self, ask: &Ask, words: &[String], scene: Scene<'_>) -> Result<Given, String> {
        check_answer(ask, words)?;
        let mut given = scene.learner.answers.get(&ask.id).cloned().unwrap_or_default();
        if given.first.is_empty() {
            given.first = words.to_vec();
            let step = self.lesson().steps.iter().position(|step| step.asks.iter().any(|other| other.id == ask.id));
            given.was_seen = ask.predict && step.is_some_and(|step| self.shows(step, ask, scene));
        }
        // What was right stays so; anything else is to be judged.
        if given.last != words || given.right != Some(true) {
            given.last = words.to_vec();
            given.right = None;
        }
        Ok(given)
    }

    /// Whether a step would be done if its questions were answered rightly: then their truth is to be seen.
    fn tells(&self, step: usize, scene: Scene<'_>) -> bool {
        let mut learner = scene.learner.clone();
        for ask in self.lesson().steps.get(step).map_or(&[][..], |step| &step.asks) {
            let last = self.truth(ask, scene);
            learner.answers.insert(
                ask.id.clone(),
                Given { first: last.clone(), first_was_right: Some(true), last, right: Some(true), ..Given::default() },
            );
        }
        self.judge_as_kept(Scene { learner: &learner, ..scene }).step(step).is_some_and(|verdict| verdict.holds)
    }

    /// Whether answers to a question are judged now: when the question says so, or else once all else of its step is done.
    fn is_to_be_judged(&self, step: usize, ask: &Ask, scene: Scene<'_>) -> bool {
        match self.moments.get(&ask.id) {
            Some(moment) => moment.holds(&Facts { scene, marks: &self.judge_as_kept(scene).marks }).holds,
            None => self.tells(step, scene),
        }
    }

    /// Whether what was done has shown the truth of a question. A step of nothing but questions shows none: there it is looked up.
    fn shows(&self, step: usize, ask: &Ask, scene: Scene<'_>) -> bool {
        (!self.only_asks(step) || self.moments.contains_key(&ask.id)) && self.is_to_be_judged(step, ask, scene)
    }

    /// Whether its truth is known: one that asks too much of the account is no measure for an answer.
    fn is_decided(&self, ask: &Ask, scene: Scene<'_>) -> bool {
        self.truths.get(&ask.id).is_none_or(|term| term.value(&Facts { scene, marks: &Marks::default() }).is_some())
    }

    /// The answers that can be judged now and were not before: of which step and to which question each is, and what it came to.
    pub fn judged_answers(&self, scene: Scene<'_>) -> Vec<(usize, String, Given)> {
        let mut judged = Vec::new();
        for (number, step) in self.lesson().steps.iter().enumerate() {
            for ask in &step.asks {
                let Some(given) = scene.learner.answers.get(&ask.id).filter(|given| given.right.is_none()) else { continue };
                if self.is_to_be_judged(number, ask, scene) && self.is_decided(ask, scene) {
                    let mut given = given.clone();
                    given.right = Some(self.is_truth(ask, &given.last, scene));
                    given.first_was_right.get_or_insert_with(|| self.is_truth(ask, &given.first, scene));
                    judged.push((number, ask.id.clone(), given));
                }
            }
        }
        judged
    }

    /// The truth of a question as words of an answer, as things are: what the engine shows.
    pub fn truth(&self, ask: &Ask, scene: Scene<'_>) -> Vec<String> {
        let computed = || self.truths.get(&ask.id).and_then(|term| term.value(&Facts { scene, marks: &Marks::default() }));
        match &ask.kind {
            AskKind::Value(_) => computed().iter().map(in_answer).collect(),
            AskKind::Choice(_) if ask.truth.is_some() => computed().iter().map(ToString::to_string).collect(),
            AskKind::Choice(choices) | AskKind::Many(choices) => {
                choices.iter().filter(|choice| choice.right).map(|choice| choice.id.clone()).collect()
            }
            AskKind::Match(pairs) => (1..=pairs.len()).map(|number| number.to_string()).collect(),
            AskKind::Order(items) => (1..=items.len()).map(|number| number.to_string()).collect(),
        }
    }

    fn is_truth(&self, ask: &Ask, words: &[String], scene: Scene<'_>) -> bool {
        match (&ask.kind, words) {
            (AskKind::Value(kind), [word]) => {
                let truth = self.truths.get(&ask.id).and_then(|term| term.value(&Facts { scene, marks: &Marks::default() }));
                truth.zip(value_of(word, *kind)).is_some_and(|(truth, value)| truth.is(&value))
            }
            (AskKind::Many(_), words) => {
                let set = |words: &[String]| words.iter().cloned().collect::<BTreeSet<_>>();
                set(words) == set(&self.truth(ask, scene))
            }
            (_, words) => words == self.truth(ask, scene),
        }
    }
}

impl Judged<'_> {
    /// How a step stands; `None` where there is no such.
    pub fn step(&self, number: usize) -> Option<Verdict> {
        let step = self.course.steps.get(number)?;
        let mut verdict = together(step.demands.iter().map(|demand| self.verdict(demand)));
        if !verdict.holds {
            let awaited: Vec<Finding> = self.awaited(number).collect();
            // What comes after it is not asked for at the same time, where it is about the same.
            let is_later = |finding: &Finding| {
                finding.place.as_ref().is_some_and(|place| place.entity.is_some())
                    && awaited.iter().any(|awaited| awaited.place == finding.place)
            };
            verdict.findings.retain(|finding| !is_later(finding));
            verdict.findings.splice(..0, awaited);
        }
        Some(verdict)
    }

    /// How a step stands by what an account shows by itself, and whether that is all that it asks for; `None` where it shows nothing
    /// of it.
    pub fn step_by_account(&self, number: usize, has_history: bool) -> Option<(Verdict, bool)> {
        let demands = &self.course.steps.get(number)?.demands;
        let is_all = !demands.iter().any(|demand| demand.check.asks_learner() || !has_history && demand.check.asks_history());
        let shown: Vec<Check> = demands.iter().filter_map(|demand| demand.check.of_account(has_history)).collect();
        let facts = Facts { scene: self.scene, marks: &self.marks };
        (!shown.is_empty()).then(|| (together(shown.iter().map(|check| check.holds(&facts))), is_all))
    }

    /// How a step that was done stands now. What was tried for it was tried, whatever is tried later.
    pub fn step_done(&self, number: usize) -> Option<Verdict> {
        let verdict = self.step(number)?;
        if verdict.holds || !self.course.asks_tries(number) {
            return Some(verdict);
        }
        let facts = Facts { scene: self.scene, marks: &self.marks };
        let stays = self.course.steps.get(number)?.demands.iter().filter_map(|demand| demand.check.but_for_tries());
        let stays = together(stays.map(|check| check.holds(&facts)));
        Some(if stays.holds { stays } else { verdict })
    }

    /// What the questions of a step wait for whose answers can't be judged yet.
    fn awaited(&self, number: usize) -> impl Iterator<Item = Finding> {
        let asks = self.course.lesson().steps.get(number).map_or(&[][..], |step| &step.asks);
        let open = asks.iter().filter(|ask| !self.is_judged(&ask.id)).filter_map(|ask| self.course.moments.get(&ask.id));
        let verdicts = open.map(|moment| moment.holds(&Facts { scene: self.scene, marks: &self.marks })).filter(|verdict| !verdict.holds);
        verdicts.flat_map(|verdict| verdict.findings)
    }

    /// How all steps stand.
    pub fn steps(&self) -> Vec<Verdict> {
        (0..self.course.steps.len()).filter_map(|number| self.step(number)).collect()
    }

    /// The id of the nudge that answers the mistake made: the first of the step's whose condition holds, or the default one.
    pub fn hint(&self, number: usize) -> &str {
        let Some(step) = self.course.steps.get(number) else { return self.hint_of_challenge() };
        let facts = Facts { scene: self.scene, marks: &self.marks };
        let mut holding = step.hints.iter().filter(|(_, when)| when.holds(&facts).holds);
        let Some((first, when)) = holding.next() else { return DEFAULT_HINT };
        // Of several answers that are wrong, the one that was asked for first is spoken of.
        let asks = self.course.lesson().steps.get(number).map_or(&[][..], |step| &step.asks);
        let wrong = asks.iter().find(|ask| self.marks.wrong.contains(&ask.id)).map(|ask| ask.id.as_str());
        let speaks = |when: &Check| wrong.is_none_or(|wrong| when.asks().contains(&wrong));
        if when.asks().is_empty() || speaks(when) {
            return first;
        }
        holding.find(|(_, when)| speaks(when)).map_or(first, |(id, _)| id)
    }

    /// The nudge of the challenge: that something is too much, where nothing is missing and the lesson has words for that.
    fn hint_of_challenge(&self) -> &'static str {
        let lesson = self.course.lesson();
        let unmet = self.challenge().into_iter().filter(|demand| !demand.verdict.holds).flat_map(|demand| demand.verdict.findings);
        let amiss: Vec<Finding> = unmet.filter(|finding| !finding.holds).collect();
        let is_too_much = !amiss.is_empty() && amiss.iter().all(|finding| finding.is_too_much);
        if is_too_much && lesson.texts.of(CHALLENGE, TOO_MUCH).is_some() { TOO_MUCH } else { DEFAULT_HINT }
    }

    /// How the challenge stands, demand by demand; nothing where the lesson has none.
    pub fn challenge(&self) -> Vec<Demanded<'_>> {
        self.demanded(&self.course.challenge)
    }

    /// How a step stands, demand by demand.
    pub fn demands_of(&self, step: usize) -> Vec<Demanded<'_>> {
        self.course.steps.get(step).map_or_else(Vec::new, |step| self.demanded(&step.demands))
    }

    fn demanded<'a>(&'a self, demands: &'a [Demand]) -> Vec<Demanded<'a>> {
        let judged = demands.iter().map(|demand| Demanded {
            text: &demand.text,
            line: demand.written.place.0,
            verdict: self.verdict(demand),
            asks_history: demand.check.asks_history(),
            denies: demand.denies,
        });
        judged.collect()
    }

    /// Whether the challenge is met.
    pub fn is_challenge_met(&self) -> bool {
        !self.course.challenge.is_empty() && self.course.challenge.iter().all(|demand| self.verdict(demand).holds)
    }

    /// Whether what a question of a step asks is to be seen already.
    pub fn is_seen(&self, step: usize, ask: &Ask) -> bool {
        self.course.shows(step, ask, self.scene)
    }

    /// Whether the last answer to a question was right when it was judged.
    pub fn is_right(&self, ask: &str) -> bool {
        self.marks.right.contains(ask)
    }

    /// Whether the last answer to a question is judged: before that nobody is told whether it is right.
    pub fn is_judged(&self, ask: &str) -> bool {
        self.is_right(ask) || self.marks.wrong.contains(ask)
    }

    fn verdict(&self, demand: &Demand) -> Verdict {
        demand.check.holds(&Facts { scene: self.scene, marks: &self.marks })
    }
}

impl Marks {
    fn mark(&mut self, ask: &str, right: Option<bool>) {
        match right {
            Some(true) => self.right.insert(ask.to_owned()),
            Some(false) => self.wrong.insert(ask.to_owned()),
            None => false,
        };
    }
}

/// Several verdicts in one: where all hold, all that they found; otherwise what is amiss.
fn together(verdicts: impl Iterator<Item = Verdict>) -> Verdict {
    let verdicts: Vec<Verdict> = verdicts.collect();
    let holds = verdicts.iter().all(|verdict| verdict.holds);
    let deciding = verdicts.into_iter().filter(|verdict| holds || !verdict.holds);
    Verdict { holds, findings: deciding.flat_map(|verdict| verdict.findings).collect::<Vec<Finding>>() }
}

/// The value that a word of an answer is.
fn value_of(word: &str, kind: Kind) -> Option<Value> {
    let value = match (kind, word) {
        (Kind::Truth, "yes") => Value::Truth(true),
        (Kind::Truth, "no") => Value::Truth(false),
        _ => Value::read(word.trim(), kind)?,
    };
    (value != Value::Decision(Outcome::None)).then_some(value)
}

/// A value as it is answered.
fn in_answer(value: &Value) -> String {
    match value {
        Value::Truth(true) => "yes".into(),
        Value::Truth(false) => "no".into(),
        value => value.to_string(),
    }
}

fn check_answer(ask: &Ask, words: &[String]) -> Result<(), String> {
    let numbers = |count: usize| {
        let mut given: Vec<usize> = words.iter().filter_map(|word| word.parse().ok()).collect();
        given.sort_unstable();
        if given.iter().copied().eq(1..=count) { Ok(()) } else { Err(format!("The answer is the numbers 1 to {count}, each once.")) }
    };
    match (&ask.kind, words) {
        (AskKind::Value(kind), [word]) if value_of(word, *kind).is_some() => Ok(()),
        (AskKind::Value(Kind::Truth), _) => Err("The answer is yes or no.".into()),
        (AskKind::Value(kind), _) => Err(format!("The answer is {}.", kind.words())),
        (AskKind::Match(pairs), _) => numbers(pairs.len()),
        (AskKind::Order(items), _) => numbers(items.len()),
        (AskKind::Choice(choices) | AskKind::Many(choices), _) => {
            let is_option = |word: &String| choices.iter().any(|choice| choice.id == *word);
            let is_one = matches!(ask.kind, AskKind::Many(_)) || words.len() == 1;
            let known: Vec<&str> = choices.iter().map(|choice| choice.id.as_str()).collect();
            if is_one && words.iter().all(is_option) { Ok(()) } else { Err(format!("The answer is of {}.", known.join(", "))) }
        }
    }
}
