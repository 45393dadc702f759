//! An answer as the path of the request through the layers: rows that open to statements and reasons, and what to do about it.

mod lines;

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::access::{Advice, Answer, Question, Whose, meant};
use crate::account::Account;
use crate::account::entity::TagHolder;
use crate::policy::decision::{Change, Decision, Layer, LayerFinding, MissingKey, Place, Remedy, Standing, StatementFinding};
use crate::policy::document::Effect;

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

/// What comes of opening a row.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Opening {
    /// Nothing: there is nothing in it.
    Nothing,
    /// All of its parts are rows already: one goes to the first.
    First,
    /// The rest of its parts is shown, or no longer.
    Parts,
}

/// What one can be on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::screens) enum Row {
    Layer(Layer),
    /// A statement of a layer, in the order that they are told in.
    Statement(Layer, usize),
    /// An action to ask about instead.
    Meant(usize),
    /// A change of who has which policy.
    Way(usize),
    /// A session with other tags.
    Session(usize),
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
        let tag = |remedy: usize| self.answer.tag(account, self.feasible(remedy)?);
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

    /// A condition key that was asked for and not sent.
    pub(super) fn missing(&self, of: usize) -> Option<&MissingKey> {
        self.missing.get(of)
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
            std::iter::once(Row::Layer(layer)).chain((0..self.reached(layer)).map(move |at| Row::Statement(layer, at)))
        };
        let layers = explanation.layers().iter().filter(is_told).flat_map(of_layer);
        let changes: Vec<Row> = if self.is_allowed() {
            (0..self.turns.len()).map(Row::Remedy).collect()
        } else {
            let row = |advice| match advice {
                Advice::Remedy(at) => Row::Remedy(at),
                Advice::Way(at) => Row::Way(at),
                Advice::Session(at) => Row::Session(at),
            };
            self.answer.advice().into_iter().map(row).collect()
        };
        let sent = if self.open.contains(&Row::Keys) { self.answer.derived.len() } else { 0 };
        let keys = std::iter::once(Row::Keys).chain((0..self.missing.len()).map(Row::Missing)).chain((0..sent).map(Row::Key));
        let meant = (0..self.meant.len()).map(Row::Meant);
        self.rows = layers.chain(meant).chain(changes).chain(keys).collect();
    }

    /// How many statements of a layer one comes to: all where it is open.
    fn reached(&self, layer: Layer) -> usize {
        let all = self.answer.explanation.statements_of(layer).len();
        if self.open.contains(&Row::Layer(layer)) { all } else { all.min(SHOWN) }
    }

    /// What one comes to by opening a row: nothing where a layer has no statement.
    pub(super) fn opening(&self, row: Row) -> Opening {
        let Row::Layer(layer) = row else { return Opening::Parts };
        match self.answer.explanation.statements_of(layer).len() {
            0 => Opening::Nothing,
            all if all > SHOWN => Opening::Parts,
            _ => Opening::First,
        }
    }

    /// Whether a row is open.
    pub(super) fn is_open(&self, row: Row) -> bool {
        self.open.contains(&row)
    }

    /// The statements of a layer as they are told: what denies comes first, then what matches, then what came furthest.
    fn statements(&self, layer: Layer) -> Vec<&StatementFinding> {
        let mut statements: Vec<&StatementFinding> = self.answer.explanation.statements_of(layer).iter().collect();
        let denies = |finding: &StatementFinding| finding.effect == Effect::Deny && finding.matches();
        statements.sort_by_key(|finding| Reverse((denies(finding), finding.closeness())));
        statements
    }

    /// Where the statement of a row stands.
    pub(super) fn place(&self, layer: Layer, at: usize) -> Option<Place> {
        self.statements(layer).get(at).map(|finding| finding.place)
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
        self.rows.iter().position(|row| row.is_change() && !self.is_allowed())
    }
}

impl Row {
    /// Whether it is a change that turns the decision.
    pub(super) const fn is_change(self) -> bool {
        matches!(self, Self::Way(_) | Self::Session(_) | Self::Remedy(_))
    }

    /// What a part belongs to; itself for a row that is whole.
    pub(super) const fn whole(self) -> Self {
        match self {
            Self::Statement(layer, _) => Self::Layer(layer),
            Self::Missing(_) | Self::Key(_) => Self::Keys,
            whole => whole,
        }
    }
}
