//! The steps of the front matter: checks, hints, traps, questions.

use std::collections::BTreeSet;

use toml::Spanned;

use super::error::{LessonError, meant};
use super::front::{AskFront, OptionFront, StepFront, Text, TrapFront};
use super::model::{Ask, AskKind, CHALLENGE, Choice, DEFAULT_HINT, END, Hint, Step, Trap};
use super::reader::{MOST, Reader};
use crate::training::check::Kind;

/// A step has so many hints, traps and questions at most.
const MOST_OF_STEP: usize = 40;
/// The kinds of questions.
const KINDS: [&str; 9] = ["decision", "number", "yesno", "choice", "many", "text", "source", "match", "order"];
/// Ids that would be taken for another block of a step.
const TAKEN: [&str; 2] = ["why", DEFAULT_HINT];

/// Reads a step of a lesson about these misconceptions. The ids of steps and of questions that there are already grow by its own.
pub(super) fn step(
    reader: &Reader<'_>,
    front: &Spanned<StepFront>,
    about: &[String],
    (step_ids, ask_ids): (&mut BTreeSet<String>, &mut BTreeSet<String>),
) -> Result<Step, LessonError> {
    let StepFront { id, misconceptions, check, screen, solve, allow, deny, hint, trap, ask } = front.get_ref();
    let step_id = reader.new_id(id, step_ids)?;
    if [CHALLENGE, END].contains(&step_id.as_str()) {
        return Err(reader.error(id, format!("{step_id} is the id of another block of text.")));
    }
    if check.is_none() && allow.is_empty() && deny.is_empty() {
        return Err(reader.error(front, format!("The step {step_id} has no check.")));
    }
    if hint.len() > MOST_OF_STEP || trap.len() > MOST_OF_STEP || ask.len() > MOST_OF_STEP {
        return Err(reader.error(front, format!("A step has at most {MOST_OF_STEP} hints, traps and questions each.")));
    }
    // The parts of a step share the names of its blocks.
    let mut part_ids: BTreeSet<String> = TAKEN.into_iter().map(str::to_owned).collect();
    let mut hints = Vec::new();
    for hint in hint {
        hints.push(Hint { id: reader.new_id(&hint.id, &mut part_ids)?, when: reader.written(&hint.when) });
    }
    let mut asks = Vec::new();
    for front in ask {
        reader.new_id(&front.get_ref().id, &mut part_ids)?;
        asks.push(question(reader, front, ask_ids)?);
    }
    let traps = trap.iter().map(|front| read_trap(reader, front, &hints)).collect::<Result<_, _>>()?;
    Ok(Step {
        id: step_id,
        line: reader.line(front),
        misconceptions: cleared_up(reader, misconceptions.as_deref(), about)?,
        says_what_it_clears_up: misconceptions.is_some(),
        check: check.as_ref().map(|check| reader.written(check)),
        allow: reader.all_written(allow)?,
        deny: reader.all_written(deny)?,
        screen: screen.as_ref().map(|screen| reader.written(screen)),
        solve: reader.all_written(solve)?,
        hints,
        traps,
        asks,
    })
}

/// What a step of a lesson about these misconceptions clears up.
fn cleared_up(reader: &Reader<'_>, named: Option<&[Text]>, about: &[String]) -> Result<Vec<String>, LessonError> {
    let Some(named) = named else { return Ok(if about.len() == 1 { about.to_vec() } else { Vec::new() }) };
    let all = reader.misconceptions(named)?;
    match named.iter().find(|id| !about.contains(id.get_ref())) {
        Some(other) => Err(reader.error(other, format!("The lesson's own misconceptions do not name {}.", other.get_ref()))),
        None => Ok(all),
    }
}

fn read_trap(reader: &Reader<'_>, front: &TrapFront, hints: &[Hint]) -> Result<Trap, LessonError> {
    let expect = front.expect.get_ref();
    let known = || hints.iter().map(|hint| hint.id.as_str()).chain([DEFAULT_HINT]);
    if !known().any(|hint| hint == expect) {
        let near = meant(expect, known());
        return Err(reader.error(&front.expect, format!("The step has no hint {expect:?}.{near}")));
    }
    Ok(Trap { lines: reader.all_written(&front.lines)?, expect: reader.written(&front.expect) })
}

fn question(reader: &Reader<'_>, front: &Spanned<AskFront>, ids: &mut BTreeSet<String>) -> Result<Ask, LessonError> {
    let AskFront { id, kind, truth, when, predict, options, pairs, items } = front.get_ref();
    let read = match kind.get_ref().as_str() {
        "decision" => AskKind::Value(Kind::Decision),
        "number" => AskKind::Value(Kind::Number),
        "yesno" => AskKind::Value(Kind::Truth),
        "text" => AskKind::Value(Kind::Text),
        "source" => AskKind::Value(Kind::Source),
        "choice" => AskKind::Choice(choices(reader, options)?),
        "many" => AskKind::Many(choices(reader, options)?),
        "match" => AskKind::Match(pairs.clone()),
        "order" => AskKind::Order(items.clone()),
        other => {
            let message = format!("{other:?} is no kind of question; there are {}.{}", KINDS.join(", "), meant(other, KINDS));
            return Err(reader.error(kind, message));
        }
    };
    let fault = match &read {
        AskKind::Value(_) if truth.is_none() => Some("The question has no truth: an expression of the check language."),
        AskKind::Value(_) | AskKind::Choice(_) | AskKind::Many(_) if !(pairs.is_empty() && items.is_empty()) => {
            Some("Pairs belong to a question of the kind match, items to one of the kind order.")
        }
        AskKind::Choice(choices) if choices.len() < 2 => Some("A choice has two options at least."),
        AskKind::Choice(choices) if truth.is_none() && choices.iter().filter(|choice| choice.right).count() != 1 => {
            Some("Of a choice's options one is right, and only one.")
        }
        AskKind::Choice(choices) if truth.is_some() && choices.iter().any(|choice| choice.right) => {
            Some("Either an option is marked as right, or there is a truth.")
        }
        AskKind::Many(choices) if choices.len() < 2 || !choices.iter().any(|choice| choice.right) => {
            Some("Of several options one at least is right.")
        }
        AskKind::Match(pairs) if !(2..=12).contains(&pairs.len()) => Some("There are 2 to 12 pairs to match."),
        AskKind::Order(items) if !(2..=12).contains(&items.len()) => Some("There are 2 to 12 items to order."),
        AskKind::Value(_) | AskKind::Match(_) | AskKind::Order(_) if !options.is_empty() => {
            Some("Options belong to questions of the kinds choice and many.")
        }
        _ => None,
    };
    if let Some(fault) = fault {
        return Err(reader.error(front, fault));
    }
    let written = |text: &Option<Text>| text.as_ref().map(|text| reader.written(text));
    let (truth, when) = (written(truth), written(when));
    Ok(Ask { id: reader.new_id(id, ids)?, line: reader.line(front), kind: read, truth, when, predict: *predict })
}

fn choices(reader: &Reader<'_>, options: &[OptionFront]) -> Result<Vec<Choice>, LessonError> {
    let mut ids = BTreeSet::new();
    let surplus = options.get(MOST).map(|option| reader.error(&option.id, format!("A question has at most {MOST} options.")));
    surplus.map_or(Ok(()), Err)?;
    options.iter().map(|option| Ok(Choice { id: reader.new_id(&option.id, &mut ids)?, right: option.right })).collect()
}

impl Ask {
    /// Whether an option needs a reason: who answers otherwise than it should be may have chosen it, or left it out.
    pub fn needs_reason(&self, choice: &Choice) -> bool {
        !choice.right || matches!(self.kind, AskKind::Many(_))
    }

    /// The options that make an answer wrong: chosen though they are not of the truth, or, where several are right, left out.
    pub fn amiss<'a>(&'a self, answer: &'a [String], truth: &'a [String]) -> impl Iterator<Item = &'a Choice> {
        let is_many = matches!(self.kind, AskKind::Many(_));
        self.kind.choices().iter().filter(move |choice| {
            let (chosen, right) = (answer.contains(&choice.id), truth.contains(&choice.id));
            chosen && !right || is_many && right && !chosen
        })
    }

    /// The things that an answer puts where they do not belong, by their numbers: those without their partner, or those in the
    /// place of another.
    pub fn misplaced(&self, answer: &[String]) -> Vec<usize> {
        let wrong = answer.iter().zip(1..).filter_map(|(word, place): (&String, usize)| {
            let number: usize = word.parse().ok()?;
            (number != place).then_some((number, place))
        });
        match &self.kind {
            AskKind::Match(_) => wrong.map(|(_, place)| place).collect(),
            AskKind::Order(_) => wrong.map(|(number, _)| number).collect(),
            AskKind::Value(_) | AskKind::Choice(_) | AskKind::Many(_) => Vec::new(),
        }
    }
}

impl AskKind {
    /// The options of a choice; of other questions none.
    pub fn choices(&self) -> &[Choice] {
        match self {
            Self::Choice(choices) | Self::Many(choices) => choices,
            Self::Value(_) | Self::Match(_) | Self::Order(_) => &[],
        }
    }

    /// What is to be matched, with its partner, or put in order, with nothing before it, as the front matter has it; of other
    /// questions nothing.
    pub fn things(&self) -> Vec<(&str, &str)> {
        match self {
            Self::Match(pairs) => pairs.iter().map(|(left, right)| (left.as_str(), right.as_str())).collect(),
            Self::Order(items) => items.iter().map(|item| ("", item.as_str())).collect(),
            Self::Value(_) | Self::Choice(_) | Self::Many(_) => Vec::new(),
        }
    }
}
