//! The draft rehearsed on an account in memory as it is written: a step has the check that it makes hold, and a line that can't
//! be run again stands beside it with the reason.

use std::rc::Rc;
use std::sync::Arc;

use jiff::Timestamp;

use super::lines::Spoken;
use super::played::{Deed, Played};
use super::said::who;
use crate::training::check::Check;
use crate::training::lesson::Lesson;
use crate::training::stage::{Course, Stage};

/// A step of the draft.
pub(super) struct Step {
    pub(super) title: String,
    pub(super) screen: Option<&'static str>,
    pub(super) check: String,
    pub(super) lines: Vec<String>,
    /// Lines that can't be run again, with the reason.
    pub(super) left_out: Vec<String>,
}

/// What a draft is written of.
#[derive(Default)]
pub(super) struct Script {
    /// What makes the account that the lesson begins with.
    pub(super) fixture: Vec<String>,
    /// Lines of it that can't be run again, with the reason.
    pub(super) left_out: Vec<String>,
    pub(super) steps: Vec<Step>,
}

/// A time as good as any: a lesson's begins when it is begun.
const REHEARSED_AT: i64 = 1_795_000_000;

/// A lesson with nothing in it, for lines to be run.
const EMPTY: &str = "+++\nformat = 1\nid = \"rehearsal\"\ntitle = \"Rehearsal\"\nlevel = \"beginner\"\nminutes = 1\n+++\n";

/// The stage, and as whom the last lines were run.
#[derive(Clone)]
struct Speaking {
    /// After an `as`.
    speaker: Option<String>,
    stage: Rc<Stage>,
}

impl Script {
    /// Writes down what was played.
    ///
    /// # Errors
    /// No account can be made to rehearse it on, in a sentence.
    pub(super) fn of(played: &Played) -> Result<Self, String> {
        let lesson = Lesson::parse("rehearsal.md", EMPTY).map_err(|error| error.to_string())?;
        let course = Course::new(Arc::new(lesson), 1).map_err(|errors| errors.first().map(ToString::to_string).unwrap_or_default())?;
        let at = Timestamp::from_second(REHEARSED_AT).unwrap_or(Timestamp::UNIX_EPOCH);
        let mut stage = Stage::new(Arc::new(course), at).map_err(|error| error.to_string())?;
        if !played.began_new() {
            stage = stage.on(played.at_start()).map_err(|error| error.to_string())?;
        }
        let mut script = Self::default();
        let mut now = Speaking { speaker: None, stage: Rc::new(stage) };
        for deed in played.deeds() {
            match (played.is_before(&deed), played.began_new()) {
                (true, true) => now.run(&deed.lines, &mut script.fixture, &mut script.left_out),
                // It stands in the account already that the rehearsal begins with.
                (true, false) => {}
                (false, _) => script.step(&mut now, deed),
            }
        }
        Ok(script)
    }

    /// Makes a step of what was done. What no check could tell from what was done before goes along with the step before.
    fn step(&mut self, now: &mut Speaking, deed: Deed) {
        let new = |checks: &[String]| -> Vec<(String, Check)> {
            let read = |text: &String| Check::parse(&now.stage.course().fill(text)).ok();
            let parsed = checks.iter().filter_map(|text| Some((text.clone(), read(text)?)));
            parsed.filter(|(_, check)| !now.stage.holds(check)).collect()
        };
        let (proposed, attempted) = (new(&deed.proposals), new(&deed.attempts));
        let mut after = now.begun();
        let (mut lines, mut left_out) = (Vec::new(), Vec::new());
        after.run(&deed.lines, &mut lines, &mut left_out);
        let told = |checks: Vec<(String, Check)>, most: usize| -> Vec<String> {
            let mut told: Vec<String> = checks.into_iter().filter(|(_, check)| after.stage.holds(check)).map(|(text, _)| text).collect();
            told.dedup();
            told.truncate(most);
            told
        };
        let check = Some(told(proposed, usize::MAX)).filter(|told| !told.is_empty()).unwrap_or_else(|| told(attempted, 1)).join(" && ");
        if !check.is_empty() {
            *now = after;
            let Deed { title, screen, .. } = deed;
            return self.steps.push(Step { title, screen, check, lines, left_out });
        }
        match self.steps.last_mut() {
            Some(before) => now.run(&deed.lines, &mut before.lines, &mut before.left_out),
            None => now.run(&deed.lines, &mut self.fixture, &mut self.left_out),
        }
    }
}

impl Speaking {
    /// The same at the beginning of a step, whose lines run as whoever is signed in.
    fn begun(&self) -> Self {
        let mut stage = self.stage.fork();
        stage.begin(0);
        Self { speaker: None, stage: Rc::new(stage) }
    }

    /// Runs lines. Those that could be run come behind the ones that there are, each with an `as` before it where it runs as
    /// somebody else.
    fn run(&mut self, spoken: &[Spoken], lines: &mut Vec<String>, left_out: &mut Vec<String>) {
        for Spoken { who: by, line } in spoken {
            let signed_in = || who(self.stage.account(), self.stage.scene().caller);
            let is_other = by.is_some() && *by != self.speaker.clone().or_else(signed_in);
            let turn = by.as_ref().filter(|_| is_other).map(|by| format!("as {by}"));
            let mut stage = self.stage.fork();
            let ran = turn.iter().chain([line]).try_for_each(|line| stage.run(line));
            match ran {
                Ok(()) => {
                    // Whoever signs in, out or switches speaks for themselves.
                    self.speaker = if by.is_none() && !line.starts_with("clock ") {
                        None
                    } else {
                        by.clone().filter(|_| is_other).or(self.speaker.take())
                    };
                    self.stage = Rc::new(stage);
                    lines.extend(turn);
                    lines.push(line.clone());
                }
                Err(error) => left_out.push(format!("{line}: {error}")),
            }
        }
    }
}
