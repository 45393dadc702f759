//! A lesson as its file has it.

use std::collections::BTreeMap;

use super::blocks::{Block, Blocks, INTRODUCTION};
use super::error::LessonError;
use super::origin::{Origin, digits};
use super::written::Written;
use crate::account::security_status::Task;
use crate::training::check::Kind;

/// A lesson.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lesson {
    /// The file's name.
    pub file: String,
    /// Where it is from, if the program did not bring it along.
    pub origin: Option<Origin>,
    /// By what other lessons and the command line name it: `w01`.
    pub id: String,
    /// Where the file has that: line and column, from 1.
    pub id_at: (u32, u32),
    /// Its title. Not escaped.
    pub title: String,
    /// For whom it is.
    pub level: Level,
    /// How long it takes, about; of an exam, how long one has.
    pub minutes: u32,
    /// Whether it is an exam: done within its time and unaided, and a certificate at its end.
    pub exam: bool,
    /// The lessons that come before it.
    pub needs: Vec<String>,
    /// What one can do after it. Not escaped.
    pub objectives: Vec<Written>,
    /// The misconceptions that it clears up: `M01`.
    pub misconceptions: Vec<String>,
    /// The tasks of Security Status that it is "show me how" of.
    pub tasks: Vec<Task>,
    /// The name of the fixture that it begins with.
    pub fixture: Option<String>,
    /// Lines that make the account it begins with: the fixture's, then its own.
    pub fixture_lines: Vec<FixtureLine>,
    /// Names that vary by learner: of each list one is taken.
    pub seed: BTreeMap<String, Vec<String>>,
    /// The steps in their order.
    pub steps: Vec<Step>,
    /// What stands at the end, to be done unaided.
    pub challenge: Option<Challenge>,
    /// Its texts.
    pub texts: Texts,
}

/// For whom a lesson is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Level {
    /// Who knows nothing of IAM.
    Novice,
    /// Who knows users, groups and policies.
    Beginner,
    /// Who writes policies.
    Intermediate,
    /// Who combines them.
    Advanced,
    /// Who looks for what others overlooked.
    Expert,
}

/// A line that makes an account, with the file it stands in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FixtureLine {
    /// The file's name.
    pub file: String,
    /// The line.
    pub line: Written,
}

/// A step of a lesson.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    /// Its id, unique in the lesson.
    pub id: String,
    /// The line of the file where it begins.
    pub line: u32,
    /// The misconceptions that it clears up, of the lesson's: those that it names; where it says nothing of them, the lesson's if
    /// that is a single one, and else none.
    pub misconceptions: Vec<String>,
    /// Whether it says itself what it clears up, be it nothing.
    pub says_what_it_clears_up: bool,
    /// What must be so.
    pub check: Option<Written>,
    /// Requests that must be allowed besides.
    pub allow: Vec<Written>,
    /// Requests that must be denied besides.
    pub deny: Vec<Written>,
    /// Where on the console it is done: the screen's `:` name.
    pub screen: Option<Written>,
    /// Lines that do it.
    pub solve: Vec<Written>,
    /// Nudges that answer a mistake, in the order in which they are tried.
    pub hints: Vec<Hint>,
    /// Wrong ways that it foresees.
    pub traps: Vec<Trap>,
    /// Its questions.
    pub asks: Vec<Ask>,
}

/// The id of the challenge, which is gone through as the last step.
pub const CHALLENGE: &str = "challenge";
/// The id of the block that is told when all is done.
pub const END: &str = "end";

/// The id of the nudge that is shown where no other answers.
pub const DEFAULT_HINT: &str = "hint";

/// The id of the challenge's nudge that is shown where nothing is missing and something is there besides.
pub const TOO_MUCH: &str = "too-much";

/// A nudge that answers a mistake.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hint {
    /// Its id, unique in the step.
    pub id: String,
    /// When it is shown.
    pub when: Written,
}

/// A wrong way, and the nudge that answers it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Trap {
    /// The lines that take it.
    pub lines: Vec<Written>,
    /// The nudge's id.
    pub expect: Written,
}

/// A question.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ask {
    /// Its id, unique in the lesson.
    pub id: String,
    /// The line of the file where it begins.
    pub line: u32,
    /// What kind of answer it takes.
    pub kind: AskKind,
    /// What the answer is, as the account has it.
    pub truth: Option<Written>,
    /// When answers are judged; else once all else of the step is done.
    pub when: Option<Written>,
    /// Whether it is to be answered before what it asks can be seen.
    pub predict: bool,
}

/// What kind of answer a question takes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum AskKind {
    /// A value that the check language knows.
    Value(Kind),
    /// One of the options.
    Choice(Vec<Choice>),
    /// All options that are right, and no other.
    Many(Vec<Choice>),
    /// To each text on the left the one on the right that belongs to it; as they belong.
    Match(Vec<(String, String)>),
    /// The items in their right order.
    Order(Vec<String>),
}

/// An option of a question. Its text is a block.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Choice {
    /// Its id, unique in the question.
    pub id: String,
    /// Whether it is right.
    pub right: bool,
}

/// What stands at a lesson's end, to be done unaided.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Challenge {
    /// The line of the file where it begins.
    pub line: u32,
    /// Requests that must be allowed.
    pub allow: Vec<Written>,
    /// Requests that must be denied.
    pub deny: Vec<Written>,
    /// What else must be so.
    pub invariant: Vec<Written>,
    /// The reference solution.
    pub solve: Vec<Written>,
}

impl Level {
    /// All of them, the easiest first.
    pub const ALL: [Self; 5] = [Self::Novice, Self::Beginner, Self::Intermediate, Self::Advanced, Self::Expert];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Novice => "novice",
            Self::Beginner => "beginner",
            Self::Intermediate => "intermediate",
            Self::Advanced => "advanced",
            Self::Expert => "expert",
        }
    }
}

impl Lesson {
    /// That its id is taken, where the file has it.
    pub fn id_taken(&self, message: impl Into<String>) -> LessonError {
        let (line, column) = self.id_at;
        LessonError { file: self.file.clone(), line, column, message: message.into() }
    }

    /// Hexadecimal digits of what its account is made of: its fixture's lines and the names that vary. Who has begun it on another
    /// account than it makes now begins it anew.
    pub fn beginning(&self) -> String {
        let lines = self.fixture_lines.iter().map(|line| line.line.text.as_str());
        let names = self.seed.iter().flat_map(|(name, values)| std::iter::once(name).chain(values)).map(String::as_str);
        // No line has a line feed in it that a name could make up.
        let all: Vec<&str> = lines.chain(["\n"]).chain(names).collect();
        digits(all.join("\n").as_bytes())
    }

    /// The step of this id.
    pub fn step(&self, id: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.id == id)
    }

    /// The misconceptions that a part of it is about: a step's own, and all of them in the challenge.
    pub fn about(&self, part: &str) -> &[String] {
        match self.step(part) {
            Some(step) => &step.misconceptions,
            None if part == CHALLENGE => &self.misconceptions,
            None => &[],
        }
    }

    /// The steps that ask and do not say about which of the lesson's several misconceptions: a wrong answer would bring up nothing.
    pub fn silent_steps(&self) -> impl Iterator<Item = &Step> {
        let silent = |step: &&Step| !step.asks.is_empty() && !step.says_what_it_clears_up;
        self.steps.iter().filter(|_| self.misconceptions.len() > 1).filter(silent)
    }

    /// The ids of what is gone through, in order: its steps, and the challenge behind them.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        let challenge = self.challenge.as_ref().map(|_| CHALLENGE);
        self.steps.iter().map(|step| step.id.as_str()).chain(challenge)
    }

    /// All questions, each with its step.
    pub fn asks(&self) -> impl Iterator<Item = (&Step, &Ask)> {
        self.steps.iter().flat_map(|step| step.asks.iter().map(move |ask| (step, ask)))
    }

    /// What it says before its first step.
    pub fn introduction(&self) -> Option<&Block> {
        self.texts.get(INTRODUCTION)
    }
}

/// The texts of a lesson, by the ids of their blocks: `alice`, `alice/why`, `alice/hint`, `first-decision/first/more`.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Texts {
    pub(super) blocks: Blocks,
}

impl Texts {
    /// The block of this id.
    pub fn get(&self, id: &str) -> Option<&Block> {
        self.blocks.get(id)
    }

    /// The block of a step's part: a nudge, a question, `why`.
    pub fn of(&self, step: &str, part: &str) -> Option<&Block> {
        self.get(&format!("{step}/{part}"))
    }

    /// The text of an option.
    pub fn option(&self, step: &str, ask: &str, option: &str) -> Option<&Block> {
        self.get(&format!("{step}/{ask}/{option}"))
    }

    /// All of them with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Block)> {
        self.blocks.iter().map(|(id, block)| (id.as_str(), block))
    }
}
