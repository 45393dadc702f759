//! An answer in full, over the screen: which layer decided, the statements that match with their text, why the others do not,
//! and the condition keys that they asked for.

use super::context::words;
use super::policies::InPlay;
use super::results::sign;
use super::run::{Answer, Run};
use super::told;
use crate::account::Account;
use crate::app::overlay::reader::Reader;
use crate::app::words::count;
use crate::policy::compiled::Statement;
use crate::policy::decision::{Explanation, Layer, Place, Standing, StatementFinding, Telling};
use crate::policy::document::laid_out;
use crate::policy::document::{Document, LineIndex};
use crate::theme::Role;
use crate::widgets::Line;
use crate::widgets::document::json;

/// Statements that do not match are listed so far; who has more filters policies out.
const MOST_OTHERS: usize = 60;

/// Rows of a statement at most: some list hundreds of actions, and what matches of it is told in a sentence.
const MOST_ROWS: usize = 30;

/// An answer to read.
pub(super) fn reader(run: &Run, answer: &Answer, account: &Account) -> Reader {
    let explanation = run.explanation(answer);
    let policies = run.policies(answer);
    let telling = explanation.tell(&answer.request, policies).without_resource(account.absence_of_policy(&answer.request.resource));
    let mut details = Details { run, answer, account, explanation: &explanation, telling, lines: Vec::new() };
    details.head();
    details.layers();
    details.matching();
    details.others();
    details.keys();
    let text = details.lines.iter().map(|line| line.plain().trim_end().to_owned()).collect::<Vec<_>>().join("\n");
    Reader::new(answer.action.full_name(), text, details.lines)
}

struct Details<'a> {
    run: &'a Run,
    answer: &'a Answer,
    account: &'a Account,
    explanation: &'a Explanation,
    telling: Telling<'a>,
    lines: Vec<Line>,
}

impl Details<'_> {
    fn line(&mut self, line: Line) {
        self.lines.push(line);
    }

    fn title(&mut self, title: String) {
        self.line(Line::new());
        self.line(Line::new().title(title));
    }

    fn head(&mut self) {
        let (sign, role) = sign(self.answer.decision);
        let request = &self.answer.request;
        self.line(Line::new().with(sign, role).title(self.answer.permission(true)));
        self.line(Line::new().quiet("  on   ").text(request.resource.text().to_owned()));
        self.line(Line::new().quiet("  for  ").text(self.run.setup.whose.words(self.account)));
        self.line(Line::new());
        let decision = told::decision(
            &self.run.setup.playing,
            self.answer.of_resource(),
            self.run.policies(self.answer),
            self.explanation,
            &self.telling,
        );
        self.line(Line::new().text(decision));
        if let Some(misfit) = self.answer.misfit() {
            self.line(Line::new().with("▲ ", Role::Warning).text(misfit));
        }
    }

    fn layers(&mut self) {
        self.title("The layers".into());
        let layers: Vec<(Layer, Standing)> = self.explanation.layers().iter().map(|layer| (layer.layer, layer.standing)).collect();
        let names: Vec<String> = layers.iter().map(|(layer, _)| self.telling.layer_name(*layer)).collect();
        let width = names.iter().map(|name| name.chars().count()).max().unwrap_or(0);
        for ((layer, standing), name) in layers.into_iter().zip(names) {
            let (sign, role) = match standing {
                Standing::Denies | Standing::AllowsNothing => ("✖ ", Role::Bad),
                Standing::Allows | Standing::Delegates => ("✔ ", Role::Good),
                _ => ("– ", Role::Quiet),
            };
            let decided = if self.explanation.deciding_layer() == Some(layer) { "this decided: " } else { "" };
            let line = Line::new().text("  ").with(sign, role).text(format!("{name:width$}  ")).accent(decided);
            let told =
                told::layer(&self.run.setup.playing, self.answer.of_resource(), self.run.policies(self.answer), layer, &self.telling);
            self.line(line.quiet(told));
        }
    }

    fn matching(&mut self) {
        let matching: Vec<StatementFinding> = self.explanation.statements().iter().filter(|finding| finding.matches()).copied().collect();
        self.title(match matching.len() {
            0 => "No statement matches".into(),
            number => count(number, "matching statement"),
        });
        for finding in matching {
            let head = self.statement_head(finding);
            self.line(head);
            self.say(&finding);
            self.document(finding.place);
            self.line(Line::new());
        }
    }

    fn others(&mut self) {
        let others: Vec<StatementFinding> = self.explanation.statements().iter().filter(|finding| !finding.matches()).copied().collect();
        if others.is_empty() {
            return;
        }
        self.title(format!("{} that {} not match", count(others.len(), "statement"), if others.len() == 1 { "does" } else { "do" }));
        for finding in others.iter().take(MOST_OTHERS) {
            let head = self.statement_head(*finding);
            self.line(head);
            self.say(finding);
        }
        if let Some(more) = others.len().checked_sub(MOST_OTHERS).filter(|more| *more > 0) {
            self.line(Line::new().quiet(format!("  and {more} more; switch policies off to see fewer.")));
        }
    }

    /// The policy in play that a statement belongs to.
    fn policy(&self, place: Place) -> Option<&InPlay> {
        let playing = &self.run.setup.playing;
        let of_resource = self.answer.origin.as_ref().filter(|_| place.layer == Layer::Resource);
        playing.at(place).or_else(|| of_resource.and_then(|origin| playing.of_resource(origin)))
    }

    /// Which statement, and through what its policy holds.
    fn statement_head(&self, finding: StatementFinding) -> Line {
        let place = finding.place;
        let role = if finding.matches() { Role::Title } else { Role::Text };
        let effect = finding.effect.name();
        let line = Line::new().with(format!("  {}", capital(&self.telling.place(place))), role).quiet(format!("   {effect}"));
        match self.policy(place) {
            Some(policy) => line.quiet(format!("   {}", policy.origin)),
            None => line,
        }
    }

    fn say(&mut self, finding: &StatementFinding) {
        let words = self.telling.statement(finding);
        self.line(Line::new().quiet(format!("    {words}")));
    }

    /// The statement's text, as it stands in the document laid out.
    fn document(&mut self, place: Place) {
        let Some(policy) = self.policy(place) else { return };
        let text = laid_out(&policy.text);
        let Ok(document) = Document::read(&text) else { return };
        let Some(statement) = document.statements.get(place.statement as usize) else { return };
        let index = LineIndex::of(&text);
        let (first, last) = (index.position(statement.span.start).line, index.position(statement.span.end).line);
        let rows = json(&text).into_iter().zip(1..).filter(|(_, number)| (first..=last).contains(number));
        let width = last.to_string().len() + 2;
        let rows: Vec<Line> = rows.map(|(line, number)| Line::new().quiet(format!("    {number:>width$}  ")).join(line)).collect();
        let more = rows.len().saturating_sub(MOST_ROWS);
        self.lines.extend(rows.into_iter().take(MOST_ROWS));
        if more > 0 {
            self.line(Line::new().quiet(format!("    and {} of it, in the policy's document", count(more, "more line"))));
        }
    }

    /// What was sent of what the statements asked for, and what was not.
    fn keys(&mut self) {
        let missing = self.explanation.missing_keys(&self.answer.request, self.run.policies(self.answer));
        if !missing.is_empty() {
            self.title("Condition keys that were asked for and are absent".into());
            for key in missing {
                let matters = if key.matters { "a value could change the answer" } else { "no value would change the answer" };
                self.line(Line::new().text("  ").with("▲ ", Role::Warning).text(key.key.clone()).quiet(format!("   {matters}")));
            }
        }
        let mut sent: Vec<String> = Vec::new();
        for key in self.run.setup.playing.statements().flat_map(Statement::context_keys) {
            if let Some(value) = self.answer.request.context.get(key) {
                sent.push(format!("  {} = {}", key.name(), words(value)));
            }
        }
        sent.sort();
        sent.dedup();
        if !sent.is_empty() {
            self.title("Condition keys that were sent".into());
            self.lines.extend(sent.into_iter().map(|key| Line::new().quiet(key)));
        }
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
}
