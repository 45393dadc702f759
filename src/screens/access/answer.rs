//! An answer as the path of the request through the layers: rows that open to statements and reasons, and what to do about it.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::access::{Advice, Answer, Question, Whose, meant};
use crate::account::Account;
use crate::account::entity::TagHolder;
use crate::app::cx::Cx;
use crate::app::words::count;
use crate::policy::decision::{Change, Decision, Layer, LayerFinding, MissingKey, Remedy, Standing, StatementFinding};
use crate::policy::document::Effect;
use crate::policy::request::Value;
use crate::theme::Role;
use crate::widgets::Line;

/// Columns of a layer's name.
const NAME: usize = 24;
/// Statements of a layer that are shown before it is opened, where there is room.
pub(in crate::screens) const SHOWN: usize = 3;

/// An answer with the rows that one can be on.
pub(in crate::screens) struct Shown {
    pub question: Question,
    pub answer: Answer,
    pub rows: Vec<Row>,
    /// The actions that may be meant, where the reference does not know the one that was asked about.
    meant: Vec<String>,
    /// The condition keys that were asked for and not sent.
    missing: Vec<MissingKey>,
    /// What turns the decision: for a denial the smallest changes that would allow it, for an allowance what would have to go.
    turns: Vec<Remedy>,
    /// Why nothing turns the decision, where nothing does, or what is to be done instead.
    nothing_turns: Option<String>,
    /// The group or policy that is asked about by itself, by name.
    pub(super) alone: Option<String>,
    /// Which that is.
    pub(super) whose: Option<Whose>,
    /// What has the tag that a change is about, and the tag's key, where the account holds it; by the change's place.
    tags: Vec<Option<(TagHolder, String)>>,
    /// Which rows are open: their parts are rows of their own, so that each can be come to.
    open: BTreeSet<Row>,
}

/// What one can be on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::screens) enum Row {
    Layer(Layer),
    /// A statement of a layer that is open.
    Statement(Layer, usize),
    /// An action to ask about instead.
    Meant(usize),
    /// A change of who has which policy.
    Way(usize),
    Remedy(usize),
    Keys,
    /// A condition key that was asked for and not sent.
    Missing(usize),
    /// A condition key that was sent.
    Key(usize),
}

impl Shown {
    pub(in crate::screens) fn new(question: Question, answer: Answer) -> Self {
        let missing = answer.explanation.missing_keys(&answer.request, &answer.authority.policies);
        let turns = answer.remedies.clone();
        let meant = meant(&question.action);
        let nothing_turns = answer.unremedied().map(Cow::into_owned);
        let mut shown = Self {
            question,
            answer,
            rows: Vec::new(),
            meant,
            missing,
            turns,
            nothing_turns,
            alone: None,
            whose: None,
            tags: Vec::new(),
            open: BTreeSet::new(),
        };
        shown.arrange();
        shown
    }

    /// With what would have to go for an allowance to end.
    pub(super) fn with_revocations(mut self) -> Self {
        if self.is_allowed() {
            self.turns = self.answer.revocations();
            self.nothing_turns = self.answer.irrevocable().map(str::to_owned);
            self.arrange();
        }
        self
    }

    /// With what the account holds of what has the tags that changes are about.
    pub(super) fn with_tags(mut self, account: &Account) -> Self {
        let Question { asker, resource, .. } = &self.question;
        let tag = |remedy: usize| match self.feasible(remedy)? {
            Change::SetKey { key, .. } => account.tag_behind(asker, resource, key.name()),
            _ => None,
        };
        self.tags = (0..self.turns.len()).map(tag).collect();
        self
    }

    /// What has the tag that a change is about, and the tag's key, where the account holds it.
    pub(super) fn tag(&self, remedy: usize) -> Option<&(TagHolder, String)> {
        self.tags.get(remedy)?.as_ref()
    }

    /// As the answer about a group or a policy by itself.
    pub(super) fn by_itself(self, name: String, whose: Whose) -> Self {
        Self { alone: Some(name), whose: Some(whose), ..self }
    }

    fn is_allowed(&self) -> bool {
        self.answer.explanation.decision == Decision::Allowed
    }

    /// The action that a row offers to ask about.
    pub(super) fn meant_at(&self, at: usize) -> Option<&String> {
        self.meant.get(at)
    }

    /// What a row of changes comes to.
    pub(super) fn turn_at(&self, at: usize) -> Option<&Remedy> {
        self.turns.get(at)
    }

    /// Lists the rows, those of open ones behind them.
    fn arrange(&mut self) {
        let explanation = &self.answer.explanation;
        let is_told = |finding: &&LayerFinding| {
            !(finding.standing == Standing::NoPolicies && matches!(finding.layer, Layer::Endpoint | Layer::Session))
        };
        let of_layer = |finding: &LayerFinding| {
            let layer = finding.layer;
            let shown = if self.open.contains(&Row::Layer(layer)) { explanation.statements_of(layer).len() } else { 0 };
            std::iter::once(Row::Layer(layer)).chain((0..shown).map(move |at| Row::Statement(layer, at)))
        };
        let layers = explanation.layers().iter().filter(is_told).flat_map(of_layer);
        let changes: Vec<Row> = if self.is_allowed() {
            (0..self.turns.len()).map(Row::Remedy).collect()
        } else {
            let row = |advice| match advice {
                Advice::Remedy(at) => Row::Remedy(at),
                Advice::Way(at) => Row::Way(at),
            };
            self.answer.advice().into_iter().map(row).collect()
        };
        let sent = if self.open.contains(&Row::Keys) { self.answer.derived.len() } else { 0 };
        let keys = std::iter::once(Row::Keys).chain((0..self.missing.len()).map(Row::Missing)).chain((0..sent).map(Row::Key));
        let meant = (0..self.meant.len()).map(Row::Meant);
        self.rows = layers.chain(meant).chain(changes).chain(keys).collect();
    }

    /// Opens what a row belongs to, or closes it; tells at which row that is.
    pub(super) fn turn(&mut self, row: Row) -> usize {
        let whole = row.whole();
        if !self.open.remove(&whole) {
            self.open.insert(whole);
        }
        self.arrange();
        self.rows.iter().position(|other| *other == whole).unwrap_or(0)
    }

    /// Opens what was open in another answer.
    pub(super) fn open_as(&mut self, other: &Self) {
        self.open.clone_from(&other.open);
        self.arrange();
    }

    /// Whether a row is shown as a part of another one.
    pub(super) fn is_part_of(&self, row: usize, of: usize) -> bool {
        row == of || self.rows.get(row).zip(self.rows.get(of)).is_some_and(|(row, of)| row.whole() == *of)
    }

    /// The first change of these that can be made in this account.
    pub(super) fn feasible(&self, remedy: usize) -> Option<&Change> {
        self.turns.get(remedy)?.changes.iter().find(|change| self.answer.is_led_to(change))
    }

    /// Where the selection begins: where it was decided; of an action that there is not, at one that may be meant.
    pub(super) fn first(&self) -> usize {
        let deciding = self.answer.explanation.deciding_layer();
        let is_meant = |row: &Row| matches!(row, Row::Meant(_));
        let decides = |row: &Row| deciding.is_some_and(|layer| *row == Row::Layer(layer));
        self.rows.iter().position(is_meant).or_else(|| self.rows.iter().position(decides)).unwrap_or(0)
    }

    /// The first change that turns a denial.
    pub(super) fn first_way(&self) -> Option<usize> {
        self.rows.iter().position(|row| matches!(row, Row::Way(_) | Row::Remedy(_)) && !self.is_allowed())
    }

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

    /// All lines, each with the row that it belongs to. Of a layer that is not open, at most so many statements are shown.
    pub(in crate::screens) fn lines(&self, cx: &Cx<'_>, most: usize) -> Vec<(Option<usize>, Line)> {
        let mut lines = vec![(None, self.deny_line())];
        let is_change = |row: &&Row| matches!(row, Row::Way(_) | Row::Remedy(_));
        let changes = self.rows.iter().filter(is_change).count();
        let mut in_remedies = false;
        for (at, row) in self.rows.iter().enumerate() {
            match row {
                Row::Layer(layer) => self.push_layer(cx, at, *layer, most, &mut lines),
                Row::Statement(layer, of) => {
                    if let Some(finding) = self.answer.explanation.statements_of(*layer).get(*of) {
                        self.push_statement(cx, Some(at), finding, &mut lines);
                    }
                }
                Row::Meant(of) => {
                    if *of == 0 {
                        lines.extend([(None, Line::new()), (None, Line::new().title("Ask about an action that there is"))]);
                    }
                    lines.extend(self.meant.get(*of).map(|name| (Some(at), Line::new().accent("▸ ").text(name.clone()))));
                }
                Row::Way(_) | Row::Remedy(_) => {
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
                        Row::Way(way) => self.answer.ways.get(*way).map(|way| way.in_words(cx.account)),
                        Row::Remedy(remedy) => self.turns.get(*remedy).map(|remedy| self.answer.remedy_in_words(remedy)),
                        _ => None,
                    };
                    lines.extend(told.map(|told| (Some(at), Line::new().accent("▸ ").text(told))));
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
        if self.open.contains(&Row::Layer(layer)) {
            return;
        }
        let statements = explanation.statements_of(layer);
        // What decided is told in any case.
        let most = if explanation.deciding_layer() == Some(layer) { most.max(1) } else { most };
        let mut shown: Vec<&StatementFinding> = statements.iter().collect();
        // What denies comes first, then what matches, then what came furthest.
        let denies = |finding: &StatementFinding| finding.effect == Effect::Deny && finding.matches();
        shown.sort_by_key(|finding| std::cmp::Reverse((denies(finding), finding.closeness())));
        shown.truncate(most);
        for finding in &shown {
            self.push_statement(cx, None, finding, lines);
        }
        let left = statements.len() - shown.len();
        if left > 0 {
            let more = if shown.is_empty() { "statement" } else { "more statement" };
            lines.push((None, Line::new().text("    ").quiet(format!("{}   ", count(left, more))).key("enter", "all")));
        }
    }

    fn push_statement(&self, cx: &Cx<'_>, at: Option<usize>, finding: &StatementFinding, lines: &mut Vec<(Option<usize>, Line)>) {
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
        lines.push((at, Line::new().text("    ").with(policy, role).quiet(statement)));
        lines.push((at, Line::new().text("      ").quiet(telling.statement(finding))));
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

    pub(super) fn missing(&self, of: usize) -> Option<&MissingKey> {
        self.missing.get(of)
    }

    /// A key that was sent, and where it comes from.
    fn key_line(&self, of: usize) -> Option<Line> {
        let derived = self.answer.derived.get(of)?;
        let value = match &derived.value {
            Value::Single(value) => value.clone(),
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

impl Row {
    /// What a part belongs to; itself for a row that is whole.
    const fn whole(self) -> Self {
        match self {
            Self::Statement(layer, _) => Self::Layer(layer),
            Self::Missing(_) | Self::Key(_) => Self::Keys,
            whole => whole,
        }
    }
}
