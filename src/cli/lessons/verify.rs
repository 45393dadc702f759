//! `verify`: how far an account is in a lesson, from what is so and what was done alone.

use std::fmt::Write as _;
use std::process::ExitCode;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::arguments::{Format, VerifyArguments};
use super::named;
use crate::account::caller::Caller;
use crate::account::display::{escaped_json, visible};
use crate::account::operation::Effect;
use crate::cli::output::{Trouble, USAGE, complain, print};
use crate::store::{Access, Home};
use crate::training::check::{Attempt, Scene, Verdict};
use crate::training::stage::{Course, Stage};

/// The lesson is not done.
const NOT_YET: u8 = 1;

/// Something that is graded.
struct Item {
    /// A step's id, or what the challenge demands.
    name: String,
    verdict: Verdict,
    /// Whether it counts: what only the learner knows does not, nor do steps where there is a challenge.
    counts: bool,
}

/// Grades an account, and prints the grade.
pub(in crate::cli) fn run(home: &Home, account: &str, arguments: &VerifyArguments) -> Result<ExitCode, Trouble> {
    let course = named(arguments.lesson.as_deref().unwrap_or_default()).and_then(|lesson| {
        let told = |errors: Vec<_>| errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
        Course::new(lesson, arguments.seed).map(Arc::new).map_err(told)
    });
    // The fixture's lines take a second each, and none of them lies ahead.
    let begun = Timestamp::now().checked_sub(SignedDuration::from_hours(1)).unwrap_or(Timestamp::UNIX_EPOCH);
    let stage = course.and_then(|course| Stage::new(course, begun).map_err(|error| error.to_string()));
    let stage = match stage {
        Ok(stage) => stage,
        Err(why) => {
            complain(&why);
            return Ok(ExitCode::from(USAGE));
        }
    };
    let open = crate::cli::open(home, account, Access::ReadOnly, Effect::Read)?;
    let now = open.account().time_at(Timestamp::now());
    let caller = open.account().signed_in(now).unwrap_or_else(|| Caller::nobody().clone());
    let scene = Scene {
        account: open.account(),
        start: stage.account(),
        history: open.history(),
        since: 0,
        caller: &caller,
        now,
        learner: &Attempt::default(),
    };
    let items = graded(stage.course(), scene);
    let passed = items.iter().any(|item| item.counts) && items.iter().all(|item| item.verdict.holds || !item.counts);
    let lesson = &stage.course().lesson().id;
    print(&match arguments.format {
        Format::Text => as_text((lesson, account), &items, passed),
        Format::Json => as_json((lesson, account), &items, passed),
        Format::Junit => as_junit((lesson, account), &items),
    })?;
    Ok(if passed { ExitCode::SUCCESS } else { ExitCode::from(NOT_YET) })
}

fn graded(course: &Course, scene: Scene<'_>) -> Vec<Item> {
    let judged = course.judge(scene);
    let has_challenge = course.lesson().challenge.is_some();
    let steps = course.lesson().steps.iter().enumerate().filter_map(|(number, step)| {
        let counts = !has_challenge && !course.asks_learner(number);
        Some(Item { name: step.id.clone(), verdict: judged.step(number)?, counts })
    });
    let demands = judged.challenge().into_iter().map(|demand| Item { name: demand.text.to_owned(), verdict: demand.verdict, counts: true });
    steps.chain(demands.collect::<Vec<_>>()).collect()
}

/// Why something does not hold.
fn why(verdict: &Verdict) -> String {
    verdict.findings.iter().map(|finding| finding.found.as_str()).collect::<Vec<_>>().join("; ")
}

fn as_text((lesson, account): (&str, &str), items: &[Item], passed: bool) -> String {
    let mut text = format!("{lesson} in the account {account}: {}.\n\n", if passed { "passed" } else { "not yet" });
    for item in items {
        let sign = if item.verdict.holds { "[x]" } else { "[ ]" };
        let kind = if item.counts { "" } else { " (does not count)" };
        // Writing to a string can't fail.
        let _ = writeln!(text, "{sign} {}{kind}", visible(&item.name));
        if item.counts && !item.verdict.holds {
            let _ = writeln!(text, "    {}", visible(&why(&item.verdict)));
        }
    }
    text
}

fn as_json((lesson, account): (&str, &str), items: &[Item], passed: bool) -> String {
    let item = |item: &Item| -> Value {
        let findings = item.verdict.findings.iter().map(|finding| {
            let place = finding.place.as_ref().map(ToString::to_string);
            json!({ "holds": finding.holds, "found": finding.found, "wanted": finding.wanted, "place": place })
        });
        json!({ "name": item.name, "holds": item.verdict.holds, "counts": item.counts, "findings": findings.collect::<Vec<_>>() })
    };
    let items: Vec<Value> = items.iter().map(item).collect();
    escaped_json(&format!("{:#}\n", json!({ "lesson": lesson, "account": account, "passed": passed, "items": items })))
}

fn as_junit((lesson, account): (&str, &str), items: &[Item]) -> String {
    let counted: Vec<&Item> = items.iter().filter(|item| item.counts).collect();
    let failed = counted.iter().filter(|item| !item.verdict.holds).count();
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"{}\" tests=\"{}\" failures=\"{failed}\">\n",
        escaped_xml(lesson),
        counted.len()
    );
    for item in counted {
        let (class, name) = (escaped_xml(account), escaped_xml(&item.name));
        let failure = if item.verdict.holds {
            "/>".to_owned()
        } else {
            format!("><failure message=\"{}\"/></testcase>", escaped_xml(&why(&item.verdict)))
        };
        let _ = writeln!(text, "  <testcase classname=\"{class}\" name=\"{name}\"{failure}");
    }
    text + "</testsuite>\n"
}

fn escaped_xml(text: &str) -> String {
    visible(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
