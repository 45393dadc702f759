//! `verify`: how far an account is in a lesson, from what is so and what was done alone.

use std::fmt::Write as _;
use std::process::ExitCode;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::arguments::{Format, VerifyArguments};
use super::named;
use crate::account::Account;
use crate::account::caller::Caller;
use crate::account::display::{escaped_json, visible};
use crate::account::operation::Effect;
use crate::cli::accounts::Place;
use crate::cli::output::{NEGATIVE, Trouble, USAGE, complain, print};
use crate::store::{Access, Home, StoreError};
use crate::training::check::{Attempt, Counted, Finding, Scene, Verdict};
use crate::training::lesson::Lesson;
use crate::training::progress::ProgressFile;
use crate::training::stage::{Course, Stage};
use crate::training::{Shelf, Study};

/// Nothing of the lesson can be seen from an account: it can be passed by none.
const NOTHING: u8 = 2;
/// The seed where nothing says which.
const ANY_SEED: u64 = 1;

/// Something that is graded.
struct Item {
    /// A step's id, or what the challenge demands.
    name: String,
    /// How it stands by what the account shows; `None` where it shows nothing of it.
    verdict: Option<Verdict>,
    /// Whether the account shows all that it asks for, and not only what is so without its answers and tries.
    is_whole: bool,
    /// Whether it counts: steps do not where there is a challenge.
    counts: bool,
}

/// What a grade comes to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Grade {
    Passed,
    NotYet,
    /// Nothing of it can be graded.
    Nothing,
}

impl Item {
    fn holds(&self) -> bool {
        self.verdict.as_ref().is_some_and(|verdict| verdict.holds)
    }

    /// What was found, each thing once.
    fn findings(&self) -> Vec<&Finding> {
        let mut findings: Vec<&Finding> = Vec::new();
        for finding in self.verdict.iter().flat_map(|verdict| &verdict.findings) {
            if !findings.iter().any(|told| told.found == finding.found) {
                findings.push(finding);
            }
        }
        findings
    }

    /// Why it does not hold.
    fn why(&self) -> String {
        self.findings().into_iter().map(|finding| finding.found.as_str()).collect::<Vec<_>>().join("; ")
    }
}

/// An account that is graded: where it is, whose attempt at the lesson, and what it began with where that is kept.
struct Graded {
    home: Home,
    account: String,
    seed: u64,
    began_with: Option<Account>,
}

impl Graded {
    /// The account of this name.
    fn find(
        home: &Home,
        account: &str,
        (file, shelf): (&ProgressFile, &Shelf),
        (lesson, seed): (&Arc<Lesson>, Option<u64>),
    ) -> Result<Self, Why> {
        Home::check_name(account)?;
        // The lesson may be one of a file that is on no shelf.
        let lesson_of = |id: &str| Some(lesson).filter(|lesson| lesson.id == id).or_else(|| shelf.lesson(id)).map(Arc::clone);
        let Place { home, account, is_lessons } = Place::of(home, account, file, lesson_of)?;
        if !is_lessons {
            return Ok(Self { home, account, seed: seed.unwrap_or(ANY_SEED), began_with: None });
        }
        let study = Study::on(lesson, &account)
            .ok_or_else(|| Why::Input(format!("The account {} is of another lesson than {}.", visible(&account), lesson.id)))?;
        let began_with = Some(home.origin(&account)?);
        Ok(Self { home, account, seed: seed.unwrap_or(study.seed), began_with })
    }
}

/// Why there is no grade.
enum Why {
    /// Bad input, in a sentence. Escaped.
    Input(String),
    Trouble(Trouble),
}

impl From<StoreError> for Why {
    fn from(error: StoreError) -> Self {
        Self::Trouble(error.into())
    }
}

impl From<Trouble> for Why {
    fn from(trouble: Trouble) -> Self {
        Self::Trouble(trouble)
    }
}

/// Grades an account, and prints the grade.
pub(in crate::cli) fn run(
    home: &Home,
    account: &str,
    of: (&ProgressFile, &Shelf),
    arguments: &VerifyArguments,
) -> Result<ExitCode, Trouble> {
    match grade(home, account, of, arguments) {
        Ok(code) => Ok(code),
        Err(Why::Trouble(trouble)) => Err(trouble),
        Err(Why::Input(why)) => {
            complain(&why);
            Ok(ExitCode::from(USAGE))
        }
    }
}

fn grade(home: &Home, account: &str, of: (&ProgressFile, &Shelf), arguments: &VerifyArguments) -> Result<ExitCode, Why> {
    let lesson = named(arguments.lesson.as_deref().unwrap_or_default(), of.1).map_err(Why::Input)?;
    let Graded { home, account, seed, began_with } = Graded::find(home, account, of, (&lesson, arguments.seed))?;
    let told = |errors: Vec<_>| Why::Input(errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
    let course = Course::new(Arc::clone(&lesson), seed).map_err(told)?;
    let account = account.as_str();
    let open = crate::cli::open(&home, account, Access::ReadOnly, Effect::Read)?;
    let is_lessons = began_with.is_some();
    let (course, start) = if let Some(start) = began_with {
        (Arc::new(course), start)
    } else {
        let course = Arc::new(Course::in_account(lesson, seed, &open.account().id()).map_err(told)?);
        let start = fixture(&course)?;
        (course, start)
    };
    let now = open.account().time_at(Timestamp::now());
    let caller = open.account().signed_in(now).unwrap_or_else(|| Caller::nobody().clone());
    let learner = Attempt::default();
    let scene = Scene {
        account: open.account(),
        start: &start,
        history: open.history(),
        counted: Counted::since(0),
        caller: &caller,
        now,
        learner: &learner,
    };
    let items = graded(&course, scene, is_lessons);
    let is_nothing = !items.iter().any(|item| item.counts);
    let is_passed = items.iter().all(|item| item.holds() || !item.counts);
    let grade = match (is_nothing, is_passed) {
        (true, _) => Grade::Nothing,
        (false, true) => Grade::Passed,
        (false, false) => Grade::NotYet,
    };
    let lesson = &course.lesson().id;
    print(&match arguments.format {
        Format::Text => as_text((lesson, account), &items, grade),
        Format::Json => as_json((lesson, account), &items, grade),
        Format::Junit => as_junit((lesson, account), &items),
    })?;
    Ok(match grade {
        Grade::Passed => ExitCode::SUCCESS,
        Grade::NotYet => ExitCode::from(NEGATIVE),
        Grade::Nothing => ExitCode::from(NOTHING),
    })
}

/// What the lesson's fixture makes, for an account that was not made from it.
fn fixture(course: &Arc<Course>) -> Result<Account, Why> {
    // The fixture's lines take a second each, and none of them lies ahead.
    let begun = Timestamp::now().checked_sub(SignedDuration::from_hours(1)).unwrap_or(Timestamp::UNIX_EPOCH);
    let stage = Stage::new(Arc::clone(course), begun).map_err(|error| Why::Input(error.to_string()))?;
    Ok(stage.account().clone())
}

/// Step by step, or demand by demand. What has happened counts only in the lesson's own account: another may be a copy of it,
/// which has no history.
fn graded(course: &Course, scene: Scene<'_>, is_lessons: bool) -> Vec<Item> {
    let judged = course.judge(scene);
    let has_challenge = course.lesson().challenge.is_some();
    let steps = course.lesson().steps.iter().enumerate().map(|(number, step)| {
        let (verdict, is_whole) = judged.step_by_account(number, is_lessons).unzip();
        let counts = !has_challenge && verdict.is_some();
        Item { name: step.id.clone(), verdict, is_whole: is_whole.unwrap_or(false), counts }
    });
    let counts = |asks_history: bool| is_lessons || !asks_history;
    let demands = judged.challenge().into_iter().map(|demand| Item {
        name: demand.text.to_owned(),
        verdict: Some(demand.verdict).filter(|_| counts(demand.asks_history)),
        is_whole: true,
        counts: counts(demand.asks_history),
    });
    steps.chain(demands.collect::<Vec<_>>()).collect()
}

fn as_text((lesson, account): (&str, &str), items: &[Item], grade: Grade) -> String {
    let word = match grade {
        Grade::Passed => "passed",
        Grade::NotYet => "not yet",
        Grade::Nothing => "nothing to grade",
    };
    let mut text = format!("{lesson} in the account {account}: {word}.\n\n");
    if grade == Grade::Nothing {
        text.push_str("Nothing of it can be graded from an account alone: it asks for answers, or for what was done.\n\n");
    }
    for item in items {
        let sign = match &item.verdict {
            Some(verdict) if verdict.holds => "[x]",
            Some(_) => "[ ]",
            None => "[-]",
        };
        let kind = match (item.counts, &item.verdict, item.is_whole) {
            (_, None, _) => " (an account does not show it)",
            (false, ..) => " (does not count)",
            (true, _, false) => " (without its answers and tries, which an account does not show)",
            (true, _, true) => "",
        };
        // Writing to a string can't fail.
        let _ = writeln!(text, "{sign} {}{kind}", visible(&item.name));
        if item.counts && !item.holds() {
            let _ = writeln!(text, "    {}", visible(&item.why()));
        }
    }
    text
}

fn as_json((lesson, account): (&str, &str), items: &[Item], grade: Grade) -> String {
    let item = |item: &Item| -> Value {
        let findings = item.findings().into_iter().map(|finding| {
            let place = finding.place.as_ref().map(ToString::to_string);
            json!({ "holds": finding.holds, "found": finding.found, "wanted": finding.wanted, "place": place })
        });
        let holds = item.verdict.as_ref().map(|verdict| verdict.holds);
        let findings = findings.collect::<Vec<_>>();
        json!({ "name": item.name, "holds": holds, "whole": item.is_whole, "counts": item.counts, "findings": findings })
    };
    let items: Vec<Value> = items.iter().map(item).collect();
    let passed = (grade != Grade::Nothing).then_some(grade == Grade::Passed);
    escaped_json(&format!("{:#}\n", json!({ "lesson": lesson, "account": account, "passed": passed, "items": items })))
}

fn as_junit((lesson, account): (&str, &str), items: &[Item]) -> String {
    let counted: Vec<&Item> = items.iter().filter(|item| item.counts).collect();
    let failed = counted.iter().filter(|item| !item.holds()).count();
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"{}\" tests=\"{}\" failures=\"{failed}\">\n",
        escaped_xml(lesson),
        counted.len()
    );
    for item in counted {
        let (class, name) = (escaped_xml(account), escaped_xml(&item.name));
        let failure =
            if item.holds() { "/>".to_owned() } else { format!("><failure message=\"{}\"/></testcase>", escaped_xml(&item.why())) };
        let _ = writeln!(text, "  <testcase classname=\"{class}\" name=\"{name}\"{failure}");
    }
    text + "</testsuite>\n"
}

fn escaped_xml(text: &str) -> String {
    visible(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
