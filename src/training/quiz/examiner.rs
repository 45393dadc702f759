//! Asking any item, those that the engine decides as well: on an account in memory that is made for it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use super::ask::shuffled;
use super::bank::item::{Asks, Item, Kind, Remedy, SetUp, filled};
use super::form::{Choice, Form};
use super::question::Question;
use crate::training::check::{Check, Facts, Marks, Outcome, Ruling, Source, Value};
use crate::training::lesson::{Lesson, fixture_names, meant};
use crate::training::stage::{ACCOUNT, Course, LESSON_ACCOUNT, Stage, names_in};

/// Ids and names of the accounts that are asked about are drawn from this: the same question is the same everywhere.
const SEED: u64 = 1;

/// Makes questions from items. Keeps the accounts that fixtures make, so that each is made once.
pub struct Examiner {
    now: Timestamp,
    stages: BTreeMap<String, Stage>,
}

impl Examiner {
    /// An examiner at this time.
    pub const fn new(now: Timestamp) -> Self {
        Self { now, stages: BTreeMap::new() }
    }

    /// The question of an item, shuffled by chance; of a computed one, a variant by chance.
    ///
    /// # Errors
    /// Something that the item sets up can't be done, in a sentence; of the items that are shipped, a test sees that all can.
    pub fn ask(&mut self, item: &Item, chance: u64) -> Result<Question, String> {
        let variant = StdRng::seed_from_u64(chance).random_range(0..item.variants().max(1));
        self.ask_variant(item, variant, chance)
    }

    /// As [`Examiner::ask`], with a variant that was chosen.
    ///
    /// # Errors
    /// As there.
    pub fn ask_variant(&mut self, item: &Item, variant: usize, chance: u64) -> Result<Question, String> {
        match &item.kind {
            Kind::Computed { set_up, request, asks, .. } => {
                let values = item.variant(variant);
                let ruling = self.ruling(set_up, request, &values)?;
                let options = match asks {
                    Asks::Decision => decisions(&ruling),
                    Asks::Source => sources(&ruling)?,
                };
                let form = Form::Choose { options, several: false };
                Ok(Question { variant, stem: filled(&item.stem, &values), ..Question::about(item, form) })
            }
            Kind::Fix { set_up, must, options } => {
                let before = self.set_up(set_up, &[])?;
                let choices = options.iter().map(|remedy| tried(&before, must, remedy)).collect::<Result<Vec<_>, _>>()?;
                let options = shuffled(&choices, &mut StdRng::seed_from_u64(chance));
                Ok(Question::about(item, Form::Choose { options, several: false }))
            }
            _ => item.question(chance).ok_or_else(|| "Nobody knows how to ask this.".to_owned()),
        }
    }

    /// What the policies make of a computed item's request.
    ///
    /// # Errors
    /// It can't be made, in a sentence.
    pub(super) fn ruling(&mut self, set_up: &SetUp, request: &str, values: &[(&str, &str)]) -> Result<Ruling, String> {
        let (request, check) = request_of(request, values)?;
        let stage = self.set_up(set_up, values)?;
        check.ruling(&facts(&stage)).ok_or_else(|| format!("The request {request}: who makes it is not there, or has no credentials."))
    }

    /// What a computed item's request names that is not there, a sentence each.
    ///
    /// # Errors
    /// As [`Examiner::ruling`].
    pub(super) fn strangers(&mut self, set_up: &SetUp, request: &str, values: &[(&str, &str)]) -> Result<Vec<String>, String> {
        let (_, check) = request_of(request, values)?;
        let stage = self.set_up(set_up, values)?;
        Ok(check.strangers(std::slice::from_ref(stage.account())).into_iter().map(|stranger| stranger.why).collect())
    }

    /// What the checks of a fix name that is not there, neither before nor behind any of its options, a sentence each.
    ///
    /// # Errors
    /// As [`Examiner::ask`].
    pub(super) fn strangers_of_fix(&mut self, set_up: &SetUp, must: &[Check], options: &[Remedy]) -> Result<Vec<String>, String> {
        let before = self.set_up(set_up, &[])?;
        let mut accounts = vec![before.account().clone()];
        for remedy in options {
            let mut stage = before.fork();
            for line in &remedy.lines {
                run(&mut stage, line)?;
            }
            accounts.push(stage.account().clone());
        }
        Ok(must.iter().flat_map(|check| check.strangers(&accounts)).map(|stranger| stranger.why).collect())
    }

    /// Whether all that a fix is to bring about is so already.
    ///
    /// # Errors
    /// As [`Examiner::ask`].
    pub(super) fn is_fixed_before(&mut self, set_up: &SetUp, must: &[Check]) -> Result<bool, String> {
        let stage = self.set_up(set_up, &[])?;
        Ok(must.iter().all(|check| check.holds(&facts(&stage)).holds))
    }

    /// Whether the account that an item asks about can be made.
    ///
    /// # Errors
    /// As [`Examiner::ask`].
    pub(super) fn can_be(&mut self, set_up: &SetUp) -> Result<(), String> {
        self.set_up(set_up, &[]).map(drop)
    }

    /// The account that an item asks about.
    fn set_up(&mut self, set_up: &SetUp, values: &[(&str, &str)]) -> Result<Stage, String> {
        let mut stage = self.fixture(&set_up.fixture)?.fork();
        for line in &set_up.lines {
            run(&mut stage, &filled(line, values))?;
        }
        Ok(stage)
    }

    fn fixture(&mut self, name: &str) -> Result<&Stage, String> {
        // Before it becomes part of a text.
        if !fixture_names().any(|known| known == name) {
            return Err(format!("There is no fixture {name:?}."));
        }
        if !self.stages.contains_key(name) {
            let text =
                format!("+++\nformat = 1\nid = \"quiz\"\ntitle = \"Quiz\"\nlevel = \"novice\"\nminutes = 1\nfixture = \"{name}\"\n+++\n");
            let lesson = Lesson::parse("quiz", &text).map_err(|error| error.to_string())?;
            let course =
                Course::new(Arc::new(lesson), SEED).map_err(|errors| errors.first().map_or_else(String::new, ToString::to_string))?;
            let stage = Stage::new(Arc::new(course), self.now).map_err(|error| error.to_string())?;
            self.stages.insert(name.to_owned(), stage);
        }
        self.stages.get(name).ok_or_else(|| format!("There is no fixture {name:?}."))
    }
}

/// A request with an item's values in it, and as it is understood.
fn request_of(request: &str, values: &[(&str, &str)]) -> Result<(String, Check), String> {
    let values: Vec<(&str, &str)> = values.iter().copied().chain([(ACCOUNT, LESSON_ACCOUNT)]).collect();
    let request = filled(request, &values);
    if let Some(name) = names_in(&request).next() {
        return Err(format!(
            "Nothing is called ${name}; there are the names under vary, and $account.{}",
            meant(name, values.iter().map(|(name, _)| *name))
        ));
    }
    let check = Check::request(&request, true).map_err(|error| format!("The request {request}: {error}"))?;
    Ok((request, check))
}

fn run(stage: &mut Stage, line: &str) -> Result<(), String> {
    stage.run(line).map_err(|error| format!("{line}: {error}"))
}

/// What checks look at: no question of a lesson is asked.
fn facts(stage: &Stage) -> Facts<'_> {
    static NOTHING: Marks = Marks { right: BTreeSet::new(), wrong: BTreeSet::new() };
    Facts { scene: stage.scene(), marks: &NOTHING }
}

/// A change as an option: it is right if afterwards all holds that must; otherwise what does not is told as well.
fn tried(before: &Stage, must: &[Check], remedy: &Remedy) -> Result<Choice, String> {
    let mut stage = before.fork();
    for line in &remedy.lines {
        run(&mut stage, line)?;
    }
    let facts = facts(&stage);
    let failing = must.iter().map(|check| check.holds(&facts)).find(|verdict| !verdict.holds);
    let found = failing.as_ref().and_then(|verdict| verdict.findings.iter().find(|finding| !finding.holds));
    let why = match found {
        Some(finding) => format!("{} What the engine finds then: {}.", remedy.why, finding.found),
        None => remedy.why.clone(),
    };
    Ok(Choice { text: remedy.text.clone(), is_right: failing.is_none(), why })
}

/// What may be decided, and why it is or is not.
fn decisions(ruling: &Ruling) -> Vec<Choice> {
    let why = |outcome: Outcome| match (outcome, ruling.outcome) {
        (one, other) if one == other => ruling.reasons.join(" "),
        (Outcome::Allowed, Outcome::ExplicitDeny) => "A Deny that matches wins over whatever allows.".to_owned(),
        (Outcome::Allowed, _) => ruling.reasons.join(" "),
        (Outcome::ImplicitDeny, Outcome::ExplicitDeny) => "It is more than a missing Allow: a Deny matches.".to_owned(),
        (Outcome::ImplicitDeny, _) => "All that has to allow it does.".to_owned(),
        _ => "No Deny statement matches the request.".to_owned(),
    };
    let option =
        |(outcome, text): (Outcome, &str)| Choice { text: text.to_owned(), is_right: outcome == ruling.outcome, why: why(outcome) };
    let options = [
        (Outcome::Allowed, "Allowed"),
        (Outcome::ImplicitDeny, "Denied implicitly: it is not allowed"),
        (Outcome::ExplicitDeny, "Denied explicitly: a Deny statement matches"),
    ];
    options.map(option).to_vec()
}

/// Where the deciding statement may stand, in the words of the options.
const SOURCES: [(Source, &str); 5] = [
    (Source::Identity, "In a managed policy that is attached directly"),
    (Source::Inline, "In an inline policy of the identity itself"),
    (Source::Group, "In a policy of a group"),
    (Source::Boundary, "In the permissions boundary"),
    (Source::Resource, "In the resource's policy"),
];

/// Where the deciding statement may stand, and why it does or does not.
fn sources(ruling: &Ruling) -> Result<Vec<Choice>, String> {
    if !SOURCES.iter().any(|(source, _)| *source == ruling.source) {
        return Err(format!("The deciding statement stands in {}, which no option says.", Value::Source(ruling.source).words()));
    }
    let option = |(source, text): (Source, &str)| {
        let is_right = source == ruling.source;
        let by_kind = ruling.by_kind.iter().find(|(kind, _)| *kind == source).map(|(_, words)| words.clone());
        let why = if is_right { ruling.reasons.join(" ") } else { by_kind.unwrap_or_default() };
        Choice { text: text.to_owned(), is_right, why }
    };
    Ok(SOURCES.map(option).to_vec())
}

impl Question {
    /// What helps, without giving the answer away: an option that is wrong, or what is so about the misconception.
    pub fn hint(&self) -> String {
        match &self.form {
            Form::Choose { options, several: false } if options.len() > 3 => {
                let wrong = options.iter().enumerate().find(|(_, option)| !option.is_right);
                wrong.map_or_else(String::new, |(at, option)| format!("It is not {}. {}", at + 1, option.why))
            }
            _ => format!("Remember: {}", self.misconception.truth()),
        }
    }
}
