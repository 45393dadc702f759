//! An answer as the path of the request through the layers: rows that open to statements and reasons, and what to do about it.

use std::collections::BTreeSet;

use crate::access::{Answer, Question};
use crate::app::cx::Cx;
use crate::policy::decision::{Change, Decision, Layer, LayerFinding, Standing, StatementFinding};
use crate::policy::document::Effect;
use crate::policy::request::Value;
use crate::theme::Role;
use crate::widgets::Line;

/// Columns of a layer's name.
const NAME: usize = 24;
/// Statements of a layer that are shown before it is opened.
const SHOWN: usize = 3;

/// An answer with the rows that one can be on.
pub(in crate::screens) struct Shown {
    pub question: Question,
    pub answer: Answer,
    pub rows: Vec<Row>,
    pub open: BTreeSet<usize>,
}

/// What one can be on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::screens) enum Row {
    Layer(Layer),
    Remedy(usize),
    Keys,
}

impl Shown {
    pub(in crate::screens) fn new(question: Question, answer: Answer) -> Self {
        let is_told = |finding: &&LayerFinding| {
            !(finding.standing == Standing::NoPolicies && matches!(finding.layer, Layer::Endpoint | Layer::Session))
        };
        let layers = answer.explanation.layers().iter().filter(is_told).map(|finding| Row::Layer(finding.layer));
        let remedies = (0..answer.remedies.len()).map(Row::Remedy);
        let rows = layers.chain(remedies).chain([Row::Keys]).collect();
        Self { question, answer, rows, open: BTreeSet::new() }
    }

    /// The first change of a remedy that can be made in this account.
    pub(super) fn feasible(&self, remedy: usize) -> Option<&Change> {
        self.answer.remedies.get(remedy)?.changes.iter().find(|change| !self.answer.is_outside(change))
    }

    /// Where the selection begins: at the first remedy, else where it was decided.
    pub(super) fn first(&self) -> usize {
        let remedy = self.rows.iter().position(|row| matches!(row, Row::Remedy(_)));
        let deciding = self.answer.explanation.deciding_layer();
        remedy.or_else(|| self.rows.iter().position(|row| deciding.is_some_and(|layer| *row == Row::Layer(layer)))).unwrap_or(0)
    }

    /// The decision: who may or may not, and how it was decided.
    pub(in crate::screens) fn headline(&self, cx: &Cx<'_>) -> (Line, Line) {
        let (may, role) = match self.answer.explanation.decision {
            Decision::Allowed => ("may", Role::Good),
            _ => ("may not", Role::Bad),
        };
        let who = cx.account.asker_name(&self.question.asker);
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

    /// All lines, each with the row that it belongs to where it is the row's first.
    pub(in crate::screens) fn lines(&self, cx: &Cx<'_>) -> Vec<(Option<usize>, Line)> {
        let mut lines = vec![(None, self.deny_line())];
        let mut in_remedies = false;
        for (at, row) in self.rows.iter().enumerate() {
            match row {
                Row::Layer(layer) => self.push_layer(cx, at, *layer, &mut lines),
                Row::Remedy(remedy) => {
                    if !in_remedies {
                        in_remedies = true;
                        let one = self.answer.remedies.len() == 1;
                        let words = if one { "To allow it, the smallest change" } else { "To allow it, one of these is enough" };
                        lines.extend([(None, Line::new()), (None, Line::new().title(words))]);
                    }
                    self.push_remedy(at, *remedy, &mut lines);
                }
                Row::Keys => self.push_keys(at, &mut lines),
            }
        }
        lines
    }

    fn deny_line(&self) -> Line {
        let telling = self.answer.tell();
        let denying = self.answer.explanation.statements().iter().find(|finding| finding.effect == Effect::Deny && finding.matches());
        let name = Line::new().text(format!("{:<NAME$}", "Explicit deny"));
        match denying {
            Some(finding) => name.with("✖ ", Role::Bad).text(format!("{} denies it", telling.place(finding.place))),
            None => name.with("✔ ", Role::Good).quiet("none"),
        }
    }

    fn push_layer(&self, cx: &Cx<'_>, at: usize, layer: Layer, lines: &mut Vec<(Option<usize>, Line)>) {
        let (answer, explanation) = (&self.answer, &self.answer.explanation);
        let telling = answer.tell();
        let (sign, role) = match explanation.standing(layer) {
            Some(Standing::Denies | Standing::AllowsNothing) => ("✖ ", Role::Bad),
            Some(standing) if standing.allows() => ("✔ ", Role::Good),
            _ => ("–  ", Role::Quiet),
        };
        let name = Line::new().text(format!("{:<NAME$}", telling.layer_name(layer)));
        lines.push((Some(at), name.with(sign, role).text(telling.layer(layer))));
        let statements = explanation.statements_of(layer);
        let is_open = self.open.contains(&at);
        let mut shown: Vec<&StatementFinding> = statements.iter().collect();
        if !is_open {
            // What matches comes first, then what came furthest.
            shown.sort_by_key(|finding| std::cmp::Reverse(closeness(finding)));
            shown.truncate(SHOWN);
        }
        for finding in &shown {
            self.push_statement(cx, finding, lines);
        }
        let left = statements.len() - shown.len();
        if left > 0 {
            lines.push((None, Line::new().text("    ").quiet(format!("{left} more statements   ")).key("enter", "all")));
        }
    }

    fn push_statement(&self, cx: &Cx<'_>, finding: &StatementFinding, lines: &mut Vec<(Option<usize>, Line)>) {
        let (answer, place) = (&self.answer, finding.place);
        let telling = answer.tell();
        let origin = answer.authority.origins.get(place.layer, place.policy as usize);
        let policy = origin.map_or_else(
            || answer.authority.policies.policy_name(place).unwrap_or_default().to_owned(),
            |origin| cx.account.source_name(&origin.source).to_owned(),
        );
        let via = origin.map(|origin| cx.account.origin_in_words(origin)).unwrap_or_default();
        let role = match (finding.matches(), finding.effect) {
            (true, Effect::Allow) => Role::Good,
            (true, Effect::Deny) => Role::Bad,
            (false, _) => Role::Text,
        };
        let statement = format!("  {via}   {} statement {}", finding.effect.name(), place.statement + 1);
        lines.push((None, Line::new().text("    ").with(policy, role).quiet(statement)));
        lines.push((None, Line::new().text("      ").quiet(telling.statement(finding))));
    }

    fn push_remedy(&self, at: usize, remedy: usize, lines: &mut Vec<(Option<usize>, Line)>) {
        let Some(remedy) = self.answer.remedies.get(remedy) else { return };
        lines.push((Some(at), Line::new().accent("▸ ").text(self.answer.remedy_in_words(remedy))));
    }

    fn push_keys(&self, at: usize, lines: &mut Vec<(Option<usize>, Line)>) {
        let (answer, explanation) = (&self.answer, &self.answer.explanation);
        let missing = explanation.missing_keys(&answer.request, &answer.authority.policies);
        let wanted = if missing.is_empty() { String::new() } else { format!(", {} asked for and absent", missing.len()) };
        lines.push((None, Line::new()));
        let words = format!("{} condition keys were sent{wanted}", answer.derived.len());
        lines.push((Some(at), Line::new().accent(if self.open.contains(&at) { "▾ " } else { "▸ " }).text(words)));
        for key in missing {
            let matters = if key.matters { "a value of it could change the decision" } else { "it makes no difference here" };
            lines.push((None, Line::new().text("    ").with("▲ ", Role::Warning).text(key.key).quiet(format!("  absent; {matters}"))));
        }
        if self.open.contains(&at) {
            for derived in &answer.derived {
                let value = match &derived.value {
                    Value::Single(value) => value.clone(),
                    Value::Multi(values) => values.join(", "),
                };
                let line = Line::new().text(format!("    {:<30}", derived.key)).text(format!(" {value}"));
                lines.push((None, line.quiet(format!("   {}", derived.from.label()))));
            }
        }
    }
}

/// How much of a statement matches: what came furthest explains most.
const fn closeness(finding: &StatementFinding) -> u8 {
    use crate::policy::compiled::Outcome;
    match finding.outcome {
        Outcome::Matched(_) => 4,
        Outcome::Condition(..) => 3,
        Outcome::Resource(_) => 2,
        Outcome::Action(_) => 1,
        Outcome::Principal(_) => 0,
    }
}
