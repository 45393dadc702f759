//! Answers as a file: CSV for a spreadsheet, JSON for a program.

use serde_json::json;

use super::actions;
use super::run::{Answer, Run};
use crate::app::cx::Cx;
use crate::app::overlay::dialog::Dialog;
use crate::app::step::Step;
use crate::widgets::form::{ChoiceOption, Field, Form};

/// The header of the CSV file.
const HEADER: &str = "service,action,level,resource,decision,matching statements\r\n";

/// Asks for the format, and writes the file. What is written is what was answered, however the setup has changed since.
pub(super) fn dialog(run: &Run) -> Dialog {
    let options = [("CSV", "for a spreadsheet"), ("JSON", "for a program")];
    let options = options.map(|(label, about)| ChoiceOption { label: label.into(), about: about.into() });
    let (csv, json) = (csv(run), json(run));
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

/// A row for each answer.
fn csv(run: &Run) -> String {
    let mut csv = HEADER.to_owned();
    for answer in &run.answers {
        let matching = answer.places.len().to_string();
        let cells = [
            actions::service(answer.action),
            answer.action.action().map_or("", |action| action.name),
            answer.action.action().map_or("", |action| action.level.label()),
            answer.request.resource.text(),
            answer.decision.name(),
            &matching,
        ];
        csv.push_str(&cells.map(cell).join(","));
        csv.push_str("\r\n");
    }
    csv
}

/// A cell as RFC 4180 has it. One that a spreadsheet would take for a formula is told to be text.
fn cell(text: &str) -> String {
    let text = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() };
    if text.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

/// An array with an object for each answer.
fn json(run: &Run) -> String {
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
    serde_json::to_string_pretty(&answers).unwrap_or_default() + "\n"
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        assert_eq!(["s3", "a,b", "say \"x\"", "=1+1"].map(cell), ["s3", "\"a,b\"", "\"say \"\"x\"\"\"", "'=1+1"]);
    }
}
