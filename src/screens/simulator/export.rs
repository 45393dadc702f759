//! Answers as a file: CSV for a spreadsheet, JSON for a program.

use serde_json::json;

use super::actions;
use super::context::{Given, words};
use super::run::{Answer, Run, Setup};
use crate::account::csv;
use crate::account::display::escaped_json;
use crate::app::cx::Cx;
use crate::app::overlay::dialog::Dialog;
use crate::app::step::Step;
use crate::policy::decision::Place;
use crate::widgets::form::{ChoiceOption, Field, Form};

/// The header of the CSV file.
const HEADER: &str = "Policies of,Service,Action,Level,Resource,Decision,Why,Matching statements,Switched off,Condition keys given\n";

/// Asks for the format, and writes the file. What is written is what was answered, however the setup has changed since.
pub(super) fn dialog(run: &Run, cx: &Cx<'_>) -> Dialog {
    let options = [("CSV", "for a spreadsheet"), ("JSON", "for a program")];
    let options = options.map(|(label, about)| ChoiceOption { label: label.into(), about: about.into() });
    let asked = AskedOf::of(run, cx);
    let (csv, json) = (table(run, &asked), json(run, &asked));
    let write = move |form: &Form<usize>, _: &Cx<'_>| {
        let (name, contents) = if form.chosen(0) == 0 { ("simulation.csv", &csv) } else { ("simulation.json", &json) };
        Ok(vec![Step::Save { name: name.into(), contents: contents.clone() }])
    };
    Dialog::new("Export the results", "Write file", write).line("The file goes into the working directory.").fields(vec![Field::choice(
        0,
        "Format",
        options.into(),
        0,
    )])
}

/// What was asked, in words: without it nobody knows later what the answers are about.
struct AskedOf {
    whose: String,
    off: Vec<String>,
    given: Vec<(String, String)>,
}

impl AskedOf {
    fn of(run: &Run, cx: &Cx<'_>) -> Self {
        let Setup { whose, playing, given, .. } = &run.setup;
        let value = |given: &Given| match given {
            Given::Value(value) => words(value),
            Given::Absent | Given::AsDerived => "not there".into(),
        };
        Self {
            whose: whose.words(cx.account),
            off: playing.all_off().collect(),
            given: given.iter().map(|(key, given)| (key.clone(), value(given))).collect(),
        }
    }
}

/// The statements that match, by policy and number.
fn matching(run: &Run, answer: &Answer) -> String {
    let policies = run.policies(answer);
    let named = |place: &Place| format!("{} statement {}", policies.policy_name(*place).unwrap_or_default(), place.statement + 1);
    answer.places.iter().map(named).collect::<Vec<_>>().join("; ")
}

/// A row for each answer.
fn table(run: &Run, asked: &AskedOf) -> String {
    let mut table = HEADER.to_owned();
    let (off, given) = (asked.off.join("; "), asked.given.iter().map(|(key, value)| format!("{key} = {value}")).collect::<Vec<_>>());
    for answer in &run.answers {
        let cells = [
            asked.whose.as_str(),
            actions::service(answer.action),
            answer.action.action().map_or("", |action| action.name),
            answer.action.action().map_or("", |action| action.level.label()),
            answer.request.resource.text(),
            answer.decision.name(),
            &answer.why,
            &matching(run, answer),
            &off,
            &given.join("; "),
        ];
        table.push_str(&csv::row(cells.map(csv::words).iter().map(String::as_str)));
        table.push('\n');
    }
    table
}

/// What was asked, and an object for each answer.
fn json(run: &Run, asked: &AskedOf) -> String {
    let object = |answer: &Answer| {
        let explanation = run.explanation(answer);
        let policies = run.policies(answer);
        let matching = explanation.statements().iter().filter(|finding| finding.matches()).map(|finding| {
            json!({
                "policy": policies.policy_name(finding.place),
                "statement": finding.place.statement + 1,
                "sid": policies.statement(finding.place).and_then(|statement| statement.sid()),
                "effect": finding.effect.name(),
            })
        });
        json!({
            "action": answer.action.full_name(),
            "level": answer.action.action().map(|action| action.level.label()),
            "resource": answer.request.resource.text(),
            "decision": answer.decision.name(),
            "why": explanation.tell(&answer.request, policies).decision(),
            "matchingStatements": matching.collect::<Vec<_>>(),
        })
    };
    let answers: Vec<_> = run.answers.iter().map(object).collect();
    let given: serde_json::Map<String, serde_json::Value> =
        asked.given.iter().map(|(key, value)| (key.clone(), value.as_str().into())).collect();
    let all = json!({ "policiesOf": asked.whose, "switchedOff": asked.off, "conditionKeysGiven": given, "results": answers });
    escaped_json(&format!("{all:#}\n"))
}
