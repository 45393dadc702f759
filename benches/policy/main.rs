//! What the policy engine costs, each figure beside a straightforward interpreter over parsed JSON that is measured by turns
//! with it and must decide the same.
//!
//! `cargo bench` prints the table, and fails where an aim is missed; the engine's aims are relative to the interpreter or to the
//! bare decision, so that no machine is too slow. What questions over an account may take is told in time. `cargo bench --
//! --quick` takes fewer rounds, to see that all of it still works: too few for its figures to decide anything. `cargo bench --
//! TEXT` measures nothing but the questions over an account whose names have the text.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod account;
mod documents;
mod interpreter;
mod matrix;
mod subject;
#[path = "../common/table.rs"]
mod table;

use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use iam_console::policy::cases::{Answer, Cases};
use iam_console::policy::compiled::Policy;
use iam_console::policy::decision::report::Report;
use iam_console::policy::decision::{decide, explain};
use iam_console::policy::document::Document;
use serde_json::Value;

use subject::{Subject, subjects};
use table::{Table, median};

/// How much faster than the interpreter a decision must be, at least. Measured was about twice that.
const DECISION: u32 = 8;
/// How many times as much as the representative decision an explanation may cost. A decision that ends at a Deny looks at less;
/// an explanation never does.
const EXPLANATION: u32 = 3;
/// The same with all that turns the decision. Where other circumstances turn it, statements that read them are asked again: for
/// what a statement denies, measured was just under that.
const REASONS: u32 = EXPLANATION;
/// How many times as much as parsing a document as JSON compiling it may cost. Measured was about half of that.
const COMPILING: u32 = 6;

/// How much is measured.
#[derive(Clone, Copy)]
pub struct Rounds {
    /// Batches, of which the middle one counts.
    batches: usize,
    /// Decisions of a batch.
    decisions: u32,
    /// Users of the matrix for the interpreter, which is too slow for all.
    sample: usize,
}

fn main() -> ExitCode {
    let quick = std::env::args().any(|argument| argument == "--quick");
    let rounds =
        if quick { Rounds { batches: 5, decisions: 400, sample: 4 } } else { Rounds { batches: 31, decisions: 4_000, sample: 20 } };
    let only = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let mut table = Table::new();
    if only.is_none() {
        measure_engine(rounds, &mut table);
    }
    account::measure(rounds, only.as_deref().unwrap_or_default(), &mut table);
    if table.print() == 0 || quick { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The engine by itself.
fn measure_engine(rounds: Rounds, table: &mut Table) {
    let subjects = subjects();
    for subject in &subjects {
        decisions(subject, rounds, table);
    }
    for subject in &subjects {
        explanations(subject, &subjects[0], rounds, table);
        reasons(subject, &subjects[0], rounds, table);
        tellings(subject, rounds, table);
    }
    compiling(rounds, table);
    lines(rounds, table);
    matrix::measure(rounds, table);
}

/// The time of one call, of many; several things by turns, so that whatever else the machine does befalls all alike.
pub fn by_turns<const N: usize>(batches: usize, calls: [u32; N], mut work: [&mut dyn FnMut(); N]) -> [Duration; N] {
    let mut measured = [const { Vec::new() }; N];
    for _ in 0..batches {
        for ((measured, work), calls) in measured.iter_mut().zip(&mut work).zip(calls) {
            let begun = Instant::now();
            for _ in 0..calls {
                work();
            }
            measured.push(begun.elapsed() / calls);
        }
    }
    measured.map(median)
}

fn decisions(subject: &Subject, rounds: Rounds, table: &mut Table) {
    let Subject { name, request, policies, layers, .. } = subject;
    let asked = subject.asked();
    assert_eq!(decide(request, policies), interpreter::decide(&asked, layers), "{name}");
    let [bare, interpreted] = by_turns(
        rounds.batches,
        [rounds.decisions, rounds.decisions / 20],
        [&mut || _ = black_box(decide(black_box(request), black_box(policies))), &mut || {
            _ = black_box(interpreter::decide(black_box(&asked), black_box(layers)));
        }],
    );
    let aim = format!("{DECISION} × floor");
    table.row([name, "decisions per second and core"], [bare, interpreted].map(per_second), &aim, bare * DECISION <= interpreted);
}

/// Every statement with what it came to, beside the decision of the representative case.
fn explanations(subject: &Subject, representative: &Subject, rounds: Rounds, table: &mut Table) {
    let Subject { name, request, policies, .. } = subject;
    assert_eq!(decide(request, policies), explain(request, policies).decision, "{name}");
    let [explained, bare] = by_turns(
        rounds.batches,
        [rounds.decisions; 2],
        [&mut || _ = black_box(explain(black_box(request), black_box(policies))), &mut || {
            _ = black_box(decide(black_box(&representative.request), black_box(&representative.policies)));
        }],
    );
    let aim = format!("floor ÷ {EXPLANATION}");
    table.row([name, "explanations per second and core"], [explained, bare].map(per_second), &aim, explained <= bare * EXPLANATION);
}

/// The same, with the smallest changes that would allow what is denied, or all that would take away what is allowed, beside the
/// decision of the representative case.
fn reasons(subject: &Subject, representative: &Subject, rounds: Rounds, table: &mut Table) {
    let Subject { name, request, policies, .. } = subject;
    let reasons = |request, policies| {
        let explanation = explain(request, policies);
        // One of them is empty.
        (explanation.remedies(request, policies), explanation.revocations(request, policies), explanation)
    };
    let (remedies, revocations, _) = reasons(request, policies);
    assert!(remedies.is_empty() != revocations.is_empty(), "{name}");
    let [found, bare] = by_turns(
        rounds.batches,
        [rounds.decisions / 4, rounds.decisions],
        [&mut || _ = black_box(reasons(black_box(request), black_box(policies))), &mut || {
            _ = black_box(decide(black_box(&representative.request), black_box(&representative.policies)));
        }],
    );
    table.row([name, "reasons per second and core"], [found, bare].map(per_second), &format!("floor ÷ {REASONS}"), found <= bare * REASONS);
}

/// All that `simulate --explain` answers: the reasons, each of them in a sentence, and the keys that matter.
fn tellings(subject: &Subject, rounds: Rounds, table: &mut Table) {
    let Subject { name, request, policies, .. } = subject;
    let calls = rounds.decisions / 100;
    let [told, bare] = by_turns(
        rounds.batches,
        [calls, rounds.decisions],
        [
            &mut || {
                let explanation = explain(black_box(request), black_box(policies));
                let remedies = explanation.remedies(request, policies);
                let revocations = explanation.revocations(request, policies);
                black_box(Report::new(explanation.tell(request, policies), &remedies, &revocations));
            },
            &mut || _ = black_box(decide(black_box(request), black_box(policies))),
        ],
    );
    table.row([name, "full answers per second and core"], [told, bare].map(per_second), "", true);
}

fn per_second(time: Duration) -> String {
    format!("{:.0} /s", 1.0 / time.as_secs_f64())
}

/// From a document's text to its compiled form, beside a mere parse to a tree of JSON.
fn compiling(rounds: Rounds, table: &mut Table) {
    let texts: Vec<String> = documents::identity().iter().map(Value::to_string).collect();
    let bytes: usize = texts.iter().map(String::len).sum();
    let calls = rounds.decisions / 40;
    let [compiled, parsed] = by_turns(
        rounds.batches,
        [calls, calls],
        [
            &mut || {
                for text in &texts {
                    let document = Document::read(black_box(text)).expect("a document");
                    black_box(Policy::compile("p", &document));
                }
            },
            &mut || {
                for text in &texts {
                    black_box(serde_json::from_str::<Value>(black_box(text)).expect("JSON"));
                }
            },
        ],
    );
    let each = u32::try_from(texts.len()).expect("few");
    let about = format!("documents of {} bytes", bytes / texts.len());
    let aim = format!("{COMPILING} × floor");
    let times = [compiled / each, parsed / each].map(|time| format!("{:.1} µs", time.as_secs_f64() * 1e6));
    table.row([&about, "to read and compile one"], times, &aim, compiled <= parsed * COMPILING);
}

/// From a line to its answer, beside a mere parse of the line.
fn lines(rounds: Rounds, table: &mut Table) {
    let lines: Vec<String> = subjects().iter().map(Subject::line).collect();
    let mut cases = Cases::default();
    for (line, subject) in lines.iter().zip(subjects()) {
        let case = cases.read(line.as_bytes()).expect("a case");
        assert_eq!(decide(&case.request, &case.policies), decide(&subject.request, &subject.policies), "{}", subject.name);
    }
    let calls = rounds.decisions / 40;
    let [answered, parsed] = by_turns(
        rounds.batches,
        [calls, calls],
        [
            &mut || {
                for line in &lines {
                    let answer = Answer::decide(cases.read(black_box(line.as_bytes())).expect("a case"));
                    black_box(serde_json::to_string(&answer).expect("JSON"));
                }
            },
            &mut || {
                for line in &lines {
                    black_box(serde_json::from_str::<Value>(black_box(line)).expect("JSON"));
                }
            },
        ],
    );
    let each = u32::try_from(lines.len()).expect("few");
    let about = format!("lines of {} bytes", lines.iter().map(String::len).sum::<usize>() / lines.len());
    table.row([&about, "cases answered per second"], [answered / each, parsed / each].map(per_second), "floor", answered <= parsed);
}
