//! An answer in lines: the decision, what each layer made of the request, what would turn it, and the condition keys.

use super::{Row, SHOWN, Shown};
use crate::access::TaggedSession;
use crate::app::cx::Cx;
use crate::app::words::count;
use crate::awscli;
use crate::policy::decision::{Decision, Layer, Standing, StatementFinding};
use crate::policy::document::Effect;
use crate::policy::request::Value;
use crate::theme::Role;
use crate::widgets::Line;

/// Columns of a layer's name.
const NAME: usize = 24;

impl Shown {
    /// The decision: who may or may not, and how it was decided.
    pub(in crate::screens) fn headline(&self, cx: &Cx<'_>) -> (Line, Line) {
        let (may, role) = match self.answer.explanation.decision {
            Decision::Allowed => ("may", Role::Good),
            _ => ("may not", Role::Bad),
        };
        let who = self.alone.clone().unwrap_or_else(|| cx.account.asker_name(&self.question.asker));
        let line = Line::new()
            .title(who)
            .with(format!(" {may} "), role)
            .title(self.question.action.text().to_owned())
            .quiet(" on ")
            .title(self.question.resource.text().to_owned());
        let verdict = match self.answer.explanation.decision {
            Decision::Allowed => Line::new().with("✔ allowed", Role::Good),
            Decision::ExplicitDeny => Line::new().with("✖ explicit deny", Role::Bad),
            Decision::ImplicitDeny => Line::new().with("✖ implicit deny", Role::Bad),
        };
        (line, verdict)
    }

    /// All lines, each with the row that it belongs to. Of a layer that is neither open nor where one is, at most so many statements
    /// are shown.
    pub(in crate::screens) fn lines(&self, cx: &Cx<'_>, most: usize, on: Option<usize>) -> Vec<(Option<usize>, Line)> {
        let on = on.and_then(|on| self.rows.get(on)).filter(|row| matches!(row, Row::Statement(..))).map(|row| row.whole());
        let mut lines = vec![(None, self.deny_line())];
        let changes = self.changes().count();
        let mut in_remedies = false;
        for (at, row) in self.rows.iter().enumerate() {
            match row {
                Row::Layer(layer) => {
                    let most = if on == Some(*row) { most.max(SHOWN) } else { most };
                    self.push_layer(cx, at, *layer, most, &mut lines);
                }
                // They are told with their layer.
                Row::Statement(..) => {}
                Row::Meant(of) => {
                    if *of == 0 {
                        lines.extend([(None, Line::new()), (None, Line::new().title("Ask about an action that there is"))]);
                    }
                    lines.extend(self.meant.get(*of).map(|name| (Some(at), Line::new().accent("▸ ").text(name.clone()))));
                }
                Row::Way(_) | Row::Session(_) | Row::Remedy(_) => {
                    if !in_remedies {
                        in_remedies = true;
                        let words = match (self.is_allowed(), changes) {
                            (false, 1) => "To allow it, the smallest change",
                            (false, _) => "To allow it, one of these is enough",
                            (true, 1) => "To revoke it",
                            (true, _) => "To revoke it, one of these is enough",
                        };
                        lines.extend([(None, Line::new()), (None, Line::new().title(words))]);
                    }
                    let told = match row {
                        Row::Way(way) => self.answer.ways.get(*way).map(|way| self.answer.way_in_words(cx.account, way)),
                        Row::Session(session) => self.answer.sessions.get(*session).map(|session| session.in_words(cx.account)),
                        Row::Remedy(remedy) => self.turns.get(*remedy).map(|remedy| self.answer.remedy_in_words(remedy)),
                        _ => None,
                    };
                    lines.extend(told.map(|told| (Some(at), Line::new().accent("▸ ").text(told))));
                    if let Row::Session(session) = row {
                        let operations = self.answer.sessions.get(*session).map(TaggedSession::operations).unwrap_or_default();
                        lines.extend(operations.iter().map(|one| (Some(at), Line::new().text("  ").quiet(awscli::line(one)))));
                    }
                }
                Row::Keys => {
                    lines.extend(self.nothing_turns.iter().flat_map(|why| [(None, Line::new()), (None, Line::new().text(why.clone()))]));
                    self.push_keys(at, &mut lines);
                }
                Row::Missing(of) => lines.extend(self.missing_line(*of).map(|line| (Some(at), line))),
                Row::Key(of) => lines.extend(self.key_line(*of).map(|line| (Some(at), line))),
            }
        }
        lines
    }

    /// The rows of the changes that turn the decision.
    fn changes(&self) -> impl Iterator<Item = usize> {
        self.rows.iter().enumerate().filter(|(_, row)| row.is_change()).map(|(at, _)| at)
    }

    /// That changes turn the decision, where they stand below all these lines.
    pub(in crate::screens) fn changes_below(&self, lines: &[(Option<usize>, Line)]) -> Option<Line> {
        let first = self.changes().next()?;
        let turns = if self.is_allowed() { "revoke" } else { "allow" };
        let is_below = !lines.iter().any(|(of, _)| *of == Some(first));
        is_below.then(|| Line::new().quiet(format!("↓ {} that would {turns} it", count(self.changes().count(), "change"))))
    }

    fn deny_line(&self) -> Line {
        let telling = self.answer.tell();
        let denying = self.answer.explanation.statements().iter().find(|finding| finding.effect == Effect::Deny && finding.matches());
        let name = Line::new().text(format!("{:<NAME$}", "Explicit deny"));
        match denying {
            Some(finding) => name.with("✖ ", Role::Bad).text(capitalised(&format!("{} denies it.", telling.place(finding.place)))),
            None => name.with("✔ ", Role::Good).quiet("None."),
        }
    }

    fn push_layer(&self, cx: &Cx<'_>, at: usize, layer: Layer, most: usize, lines: &mut Vec<(Option<usize>, Line)>) {
        let (answer, explanation) = (&self.answer, &self.answer.explanation);
        let telling = answer.tell();
        let (sign, role) = match explanation.standing(layer) {
            Some(Standing::Denies | Standing::AllowsNothing) => ("✖ ", Role::Bad),
            Some(standing) if standing.allows() => ("✔ ", Role::Good),
            _ => ("– ", Role::Quiet),
        };
        let name = Line::new().text(format!("{:<NAME$}", telling.layer_name(layer)));
        lines.push((Some(at), name.with(sign, role).text(telling.layer(layer))));
        // What decided is told in any case.
        let most = if explanation.deciding_layer() == Some(layer) { most.max(1) } else { most };
        let most = if self.is_open(Row::Layer(layer)) { usize::MAX } else { most };
        let statements = self.statements(layer);
        let shown = statements.iter().take(most);
        let left = statements.len() - shown.len();
        for (finding, at) in shown.zip(at + 1..) {
            self.push_statement(cx, at, finding, lines);
        }
        if left > 0 {
            let more = if left == statements.len() { "statement" } else { "more statement" };
            lines.push((None, Line::new().text("    ").quiet(format!("{}   ", count(left, more))).key("enter", "all")));
        }
    }

    fn push_statement(&self, cx: &Cx<'_>, at: usize, finding: &StatementFinding, lines: &mut Vec<(Option<usize>, Line)>) {
        let (answer, place) = (&self.answer, finding.place);
        let telling = answer.tell();
        let origin = answer.authority.origins.get(place.layer, place.policy as usize);
        let policy = origin.map_or_else(
            || answer.authority.policies.policy_name(place).unwrap_or_default().to_owned(),
            |origin| cx.account.source_name(&origin.source).to_owned(),
        );
        let via = origin.map(|origin| cx.account.origin_in_layer(place.layer, origin)).unwrap_or_default();
        let role = match (finding.matches(), finding.effect) {
            (true, Effect::Allow) => Role::Good,
            (true, Effect::Deny) => Role::Bad,
            (false, _) => Role::Text,
        };
        let statement = format!("  {via}   {} {}", finding.effect.name(), telling.in_its_policy(place));
        lines.push((Some(at), Line::new().text("    ").with(policy, role).quiet(statement)));
        lines.push((Some(at), Line::new().text("      ").quiet(telling.statement(finding))));
    }

    fn push_keys(&self, at: usize, lines: &mut Vec<(Option<usize>, Line)>) {
        let missing = self.missing.len();
        let wanted = if missing == 0 { String::new() } else { format!(", {missing} asked for and absent") };
        lines.push((None, Line::new()));
        let words = format!(
            "{} sent{wanted}",
            match self.answer.derived.len() {
                1 => "1 condition key was".to_owned(),
                sent => format!("{sent} condition keys were"),
            }
        );
        lines.push((Some(at), Line::new().accent(if self.open.contains(&Row::Keys) { "▾ " } else { "▸ " }).text(words)));
    }

    /// A key that was asked for and is absent.
    fn missing_line(&self, of: usize) -> Option<Line> {
        let key = self.missing(of)?;
        let matters = if key.matters { "a value of it could change the decision" } else { "alone it would change nothing here" };
        Some(Line::new().text("    ").with("▲ ", Role::Warning).text(key.key.clone()).quiet(format!("  absent; {matters}")))
    }

    /// A key that was sent, and where it comes from.
    fn key_line(&self, of: usize) -> Option<Line> {
        let derived = self.answer.derived.get(of)?;
        let value = match &derived.value {
            Value::Single(value) => value.clone(),
            Value::Multi(values) if values.is_empty() => "an empty list".to_owned(),
            Value::Multi(values) => values.join(", "),
        };
        let line = Line::new().text(format!("    {:<30}", derived.key)).text(format!(" {value}"));
        Some(line.quiet(format!("   {}", derived.from.label())))
    }
}

fn capitalised(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}
