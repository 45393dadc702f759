//! How a lesson stands at one moment: its steps, the nudge that answers a mistake, its challenge, the answers given.

use std::collections::BTreeSet;

use super::course::{Course, Demand};
use crate::training::check::{Facts, Finding, Given, Kind, Outcome, Scene, Value, Verdict};
use crate::training::lesson::{Ask, AskKind, DEFAULT_HINT};

/// A lesson judged at one moment.
pub struct Judged<'a> {
    course: &'a Course,
    scene: Scene<'a>,
    right: BTreeSet<String>,
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
}

impl Course {
    /// Judges the lesson by what is so now.
    pub fn judge<'a>(&'a self, scene: Scene<'a>) -> Judged<'a> {
        let given = |ask: &Ask| scene.learner.answers.get(&ask.id).map(|given| given.last.as_slice());
        let is_right = |ask: &Ask| given(ask).is_some_and(|words| self.is_truth(ask, words, scene));
        let right = self.lesson().asks().filter(|(_, ask)| is_right(ask)).map(|(_, ask)| ask.id.clone()).collect();
        Judged { course: self, scene, right }
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
        }
        given.last = words.to_vec();
        Ok(given)
    }

    /// Whether a step would be done if its questions were answered rightly: then their truth can be told, and is to be seen.
    pub fn tells(&self, step: usize, scene: Scene<'_>) -> bool {
        let mut learner = scene.learner.clone();
        for ask in self.lesson().steps.get(step).map_or(&[][..], |step| &step.asks) {
            let given = learner.answers.entry(ask.id.clone()).or_default();
            given.last = self.truth(ask, scene);
            given.first_was_right.get_or_insert(true);
        }
        self.judge(Scene { learner: &learner, ..scene }).step(step).is_some_and(|verdict| verdict.holds)
    }

    /// The questions whose first answers can be judged now and were not before: of which step each is, and whether it was right.
    pub fn first_answers(&self, scene: Scene<'_>) -> Vec<(usize, String, bool)> {
        let mut judged = Vec::new();
        for (number, step) in self.lesson().steps.iter().enumerate() {
            let given = |ask: &Ask| scene.learner.answers.get(&ask.id).filter(|given| given.first_was_right.is_none());
            let open: Vec<_> = step.asks.iter().filter_map(|ask| Some((ask, given(ask)?))).collect();
            if !open.is_empty() && self.tells(number, scene) {
                judged.extend(open.into_iter().map(|(ask, given)| (number, ask.id.clone(), self.is_truth(ask, &given.first, scene))));
            }
        }
        judged
    }

    /// The truth of a question as words of an answer, as things are: what the engine shows.
    pub fn truth(&self, ask: &Ask, scene: Scene<'_>) -> Vec<String> {
        let computed = || self.truths.get(&ask.id).map(|term| term.value(&Facts { scene, right: &BTreeSet::new() }));
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
                let truth = self.truths.get(&ask.id).map(|term| term.value(&Facts { scene, right: &BTreeSet::new() }));
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
        Some(together(step.demands.iter().map(|demand| self.verdict(demand))))
    }

    /// How all steps stand.
    pub fn steps(&self) -> Vec<Verdict> {
        (0..self.course.steps.len()).filter_map(|number| self.step(number)).collect()
    }

    /// The id of the nudge that answers the mistake made: the first of the step's whose condition holds, or the default one.
    pub fn hint(&self, number: usize) -> &str {
        let Some(step) = self.course.steps.get(number) else { return DEFAULT_HINT };
        let facts = Facts { scene: self.scene, right: &self.right };
        step.hints.iter().find(|(_, when)| when.holds(&facts).holds).map_or(DEFAULT_HINT, |(id, _)| id)
    }

    /// How the challenge stands, demand by demand; nothing where the lesson has none.
    pub fn challenge(&self) -> Vec<Demanded<'_>> {
        let all = self.course.challenge.iter();
        all.map(|demand| Demanded {
            text: &demand.text,
            line: demand.place.0,
            verdict: self.verdict(demand),
            asks_history: demand.check.asks_history(),
        })
        .collect()
    }

    /// Whether the challenge is met.
    pub fn is_challenge_met(&self) -> bool {
        !self.course.challenge.is_empty() && self.course.challenge.iter().all(|demand| self.verdict(demand).holds)
    }

    /// Whether the last answer to a question is the truth now.
    pub fn is_right(&self, ask: &str) -> bool {
        self.right.contains(ask)
    }

    fn verdict(&self, demand: &Demand) -> Verdict {
        demand.check.holds(&Facts { scene: self.scene, right: &self.right })
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
