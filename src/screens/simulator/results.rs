//! The answers as a list.

use super::actions;
use super::run::{Answer, Run};
use crate::account::arn::shortened;
use crate::app::cx::Cx;
use crate::policy::decision::Decision;
use crate::theme::Role;
use crate::widgets::Line;
use crate::widgets::list::{Column, List, Listing, columns};

/// Which answers are listed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Only {
    All,
    Allowed,
    Denied,
}

impl Only {
    pub const ALL: [Self; 3] = [Self::All, Self::Allowed, Self::Denied];

    pub const fn label(self) -> &'static str {
        match self {
            Self::All => "All",
            Self::Allowed => "Allowed",
            Self::Denied => "Denied",
        }
    }

    pub fn place(self) -> usize {
        Self::ALL.iter().position(|only| *only == self).unwrap_or(0)
    }

    fn accepts(self, answer: &Answer) -> bool {
        match self {
            Self::All => true,
            Self::Allowed => answer.decision == Decision::Allowed,
            Self::Denied => answer.decision != Decision::Allowed,
        }
    }
}

/// The answers with their list.
pub(super) struct ResultPart {
    /// The list, by place among the answers.
    pub list: List<usize>,
    /// Which are listed.
    pub only: Only,
    /// The last simulation.
    pub run: Option<Run>,
}

impl ResultPart {
    pub fn new() -> Self {
        Self { list: List::new("simulator results"), only: Only::All, run: None }
    }

    /// Takes the answers of a simulation.
    pub fn take(&mut self, run: Run, cx: &Cx<'_>) {
        self.run = Some(run);
        self.only = Only::All;
        self.list = List::new("simulator results");
        self.refresh(cx);
    }

    /// Lists what is to be listed.
    pub fn refresh(&mut self, cx: &Cx<'_>) {
        let Some(run) = &self.run else { return };
        let only = self.only;
        let rows = run.answers.iter().enumerate().filter(|(_, answer)| only.accepts(answer)).map(|(at, _)| at).collect();
        self.list.refresh(rows, &AnswerRows { run, cx });
    }

    /// Filters and sorts again.
    pub fn arrange(&mut self, cx: &Cx<'_>) {
        if let Some(run) = &self.run {
            self.list.arrange(&AnswerRows { run, cx });
        }
    }

    /// Lists the next kind of answers.
    pub fn narrow(&mut self, cx: &Cx<'_>) {
        self.only = Only::ALL.get(self.only.place() + 1).copied().unwrap_or(Only::All);
        self.refresh(cx);
    }

    /// The answer that the selection is on.
    pub fn selected(&self) -> Option<(&Run, &Answer)> {
        let run = self.run.as_ref()?;
        Some((run, run.answers.get(*self.list.selected()?)?))
    }
}

/// Answers as rows.
pub(super) struct AnswerRows<'a> {
    pub run: &'a Run,
    pub cx: &'a Cx<'a>,
}

columns! {
    SERVICE: Column::text("Service", 6, 14, 6),
    ACTION: Column::text("Action", 22, 36, 10),
    LEVEL: Column::fixed("Level", 11, 2),
    TYPE: Column::text("Resource type", 6, 24, 3).or("Type"),
    RESOURCE: Column::arns("Simulation resource", 14, 60, 5).or("Resource"),
    PERMISSION: Column::fixed("Permission", 54, 9),
}
/// The service stands before its action where there is little room, and more of the resource is seen than how an action is sorted.
const NARROW: &[Column] = &[
    Column::fixed("", 0, 0),
    COLUMNS[ACTION],
    COLUMNS[LEVEL],
    COLUMNS[TYPE],
    Column::arns("Simulation resource", 22, 60, 5).or("Resource"),
    COLUMNS[PERMISSION],
];
/// From so many columns of the whole screen on, the service has a column of its own.
const WIDE: u16 = 120;

impl AnswerRows<'_> {
    const fn is_narrow(&self) -> bool {
        self.cx.size.0 < WIDE
    }

    /// What it comes to, in more words or in fewer.
    fn permission(answer: &Answer, is_long: bool) -> Line {
        let (sign, role) = sign(answer.decision);
        Line::new().with(sign, role).text(answer.permission(is_long))
    }

    fn answer(&self, at: usize) -> Option<&Answer> {
        self.run.answers.get(at)
    }
}

/// The sign and the role of a decision.
pub(super) const fn sign(decision: Decision) -> (&'static str, Role) {
    match decision {
        Decision::Allowed => ("✔ ", Role::Good),
        Decision::ExplicitDeny | Decision::ImplicitDeny => ("✖ ", Role::Bad),
    }
}

impl Listing for AnswerRows<'_> {
    type Key = usize;

    fn columns(&self) -> &[Column] {
        if self.is_narrow() { NARROW } else { COLUMNS }
    }

    fn words(&self, at: &usize) -> String {
        let Some(answer) = self.answer(*at) else { return String::new() };
        let resource = answer.request.resource.text();
        format!("{} {} {resource} {}", answer.action.full_name(), actions::level(answer.action), answer.permission(true))
    }

    fn cell(&self, at: &usize, column: usize) -> Line {
        let Some(answer) = self.answer(*at) else { return Line::new() };
        match column {
            SERVICE => Line::new().quiet(actions::service(answer.action)),
            ACTION if self.is_narrow() => Line::new().text(answer.action.full_name()),
            ACTION => Line::new().text(answer.action.action().map_or("", |action| action.name)),
            LEVEL => Line::new().quiet(actions::level(answer.action)),
            TYPE => Line::new().quiet(answer.resource_type().unwrap_or("-")),
            RESOURCE => Line::new().quiet(shortened(answer.request.resource.text())),
            _ => Self::permission(answer, true),
        }
    }

    fn short(&self, at: &usize, column: usize) -> Option<Line> {
        let answer = self.answer(*at)?;
        match column {
            RESOURCE => {
                let arn = shortened(answer.request.resource.text());
                // What all ARNs have in common gives way.
                Some(Line::new().quiet(arn.strip_prefix("arn:aws:").unwrap_or(&arn).to_owned()))
            }
            PERMISSION => Some(Self::permission(answer, false)),
            _ => None,
        }
    }
}
