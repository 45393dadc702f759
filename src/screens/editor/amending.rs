//! What the keys of the visual view do, and what its overlays hand back.

use super::handed::Handed;
use super::visual::{Asked, Part, choices, conditions};
use super::{Editor, Stage};
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::notice::{Notice, Tone};
use crate::app::step::Step;
use crate::policy::document::{Amendment, Effect, Element, StatementOutline};

impl Editor {
    /// Whether the cards have the keys.
    pub(super) const fn is_visual(&self) -> bool {
        matches!(self.stage, Stage::Writing) && self.writing.is_visual
    }

    /// Whether the selected row is about a statement as a whole.
    pub(super) fn is_on_statement(&self) -> bool {
        self.is_visual() && self.writing.visual.selected().is_some_and(|row| row.part == Part::Statement)
    }

    /// Why an action on the cards can't be done now.
    pub(super) fn why_not_visual(&self, action: Action) -> Option<&'static str> {
        if !self.is_visual() {
            return Some("That is done in the visual view. f4 opens it at step 1.");
        }
        let part = self.writing.visual.selected().map(|row| &row.part);
        match (action, part) {
            (Action::Create, _) => self.writing.visual.why_none(self.writing.text()),
            (_, None) => Some("There is no statement yet. n adds one."),
            (Action::Open, Some(Part::Element(_))) => Some("This is kept as it is; it can be changed in the JSON, or removed here."),
            (Action::MoveUp | Action::MoveDown, _) if self.moved(action).is_none() => Some("There is no statement there to move it past."),
            (Action::Negate, _) if self.negated().is_none() => Some("Actions and resources can be turned round. Select one of them."),
            (Action::Remove, Some(Part::Action(entry) | Part::Resource(entry))) if entry.is_empty() => {
                Some("There is nothing to remove yet.")
            }
            _ => None,
        }
    }

    /// The statement of the selected row, with its place.
    fn statement(&self) -> Option<(usize, &StatementOutline)> {
        let at = self.writing.visual.selected()?.statement;
        Some((at, self.writing.visual.outline()?.statements.get(at)?))
    }

    /// Performs an action on the cards.
    pub(super) fn act_visual(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Step> {
        if action == Action::Create {
            let steps = self.amend(&Amendment::AddStatement(Effect::Allow));
            self.writing.visual.select_last_statement();
            return steps;
        }
        let Some((at, statement)) = self.statement() else { return Vec::new() };
        match action {
            Action::Add => return vec![choices::service(at, cx)],
            Action::AddResource => return vec![choices::template(at, statement, None, cx)],
            Action::AddCondition => return vec![choices::condition_key(at, statement, cx)],
            Action::Open => return self.open(cx),
            _ => {}
        }
        if let Some((amendment, to)) = self.moved(action) {
            let steps = self.amend(&amendment);
            self.writing.visual.select_statement(to);
            return steps;
        }
        let amendment = match action {
            Action::Negate => self.negated(),
            Action::Switch => self.writing.visual.turned(),
            Action::Remove => self.writing.visual.removed(),
            _ => None,
        };
        amendment.map_or_else(Vec::new, |amendment| self.amend(&amendment))
    }

    /// Moves the selected statement past its neighbour, with the place where it is then.
    fn moved(&self, action: Action) -> Option<(Amendment, usize)> {
        let at = self.writing.visual.selected()?.statement;
        let to = match action {
            Action::MoveUp => at.checked_sub(1)?,
            Action::MoveDown => at + 1,
            _ => return None,
        };
        self.writing.visual.outline()?.statements.get(to)?;
        Some((Amendment::SwapStatements(at, to), to))
    }

    /// Turns round what the selected row lists: actions or resources.
    fn negated(&self) -> Option<Amendment> {
        let (at, statement) = self.statement()?;
        let (element, there) = match self.writing.visual.selected()?.part {
            Part::Service(_) | Part::Action(_) => (Element::Action, &statement.actions),
            Part::Resource(_) => (Element::Resource, &statement.resources),
            Part::Statement | Part::Condition(_) | Part::Element(_) | Part::Gap => return None,
        };
        there.as_ref().map(|_| Amendment::Negate(at, element))
    }

    /// Changes what the selected row is about.
    fn open(&mut self, cx: &Cx<'_>) -> Vec<Step> {
        let Some((at, statement)) = self.statement() else { return Vec::new() };
        let step = match self.writing.visual.selected().map(|row| &row.part) {
            Some(Part::Statement) => return self.act_visual(Action::Switch, cx),
            Some(Part::Service(prefix)) => choices::actions(at, statement, prefix, cx).unwrap_or_else(|| choices::service(at, cx)),
            Some(Part::Action(there)) if there.is_empty() => choices::service(at, cx),
            Some(Part::Action(there)) => choices::pattern(at, statement, there),
            Some(Part::Resource(there)) => choices::template(at, statement, Some(there.as_str()).filter(|there| !there.is_empty()), cx),
            Some(Part::Condition(there)) => conditions::changed(at, there, cx),
            Some(Part::Element(_) | Part::Gap) | None => return Vec::new(),
        };
        vec![step]
    }

    /// Does what the cards were asked for by a key or a click.
    pub(super) fn asked(&mut self, cx: &Cx<'_>) -> Vec<Step> {
        match self.writing.visual.take_asked() {
            Some(Asked::Undo) => self.writing.undo(true),
            Some(Asked::Redo) => self.writing.undo(false),
            Some(Asked::Open) => return self.open(cx),
            None => {}
        }
        Vec::new()
    }

    /// Takes what was chosen or typed in an overlay.
    pub(super) fn take(&mut self, handed: Handed, cx: &Cx<'_>) -> Vec<Step> {
        match handed {
            Handed::GoTo(at) => {
                self.writing.is_visual = false;
                self.writing.code.go_to(at);
            }
            Handed::Begin(text) => {
                self.writing.replace(text);
                self.writing.code.go_to(0);
            }
            Handed::Amend(amendment) => {
                let new = self.new_entry(&amendment);
                let steps = self.amend(&amendment);
                // What is new, or has another operator, stands elsewhere.
                if let Amendment::ReplaceCondition(at, _, wanted) = &amendment {
                    self.writing.visual.select_condition(*at, wanted);
                }
                if let Some((at, element, entry)) = new {
                    self.writing.visual.select_entry(at, element, &entry);
                }
                return steps;
            }
            Handed::Service { statement, prefix } => {
                let outline = self.writing.visual.outline().and_then(|outline| outline.statements.get(statement));
                return outline.and_then(|outline| choices::actions(statement, outline, &prefix, cx)).into_iter().collect();
            }
            Handed::Template { statement, arn, replaced } => {
                let Some(outline) = self.writing.visual.outline().and_then(|outline| outline.statements.get(statement)) else {
                    return Vec::new();
                };
                if arn != "*" {
                    return vec![choices::resource(statement, outline, &arn, replaced)];
                }
                let amendment = choices::with_entry((statement, Element::Resource), outline, arn, replaced.as_deref());
                return self.take(Handed::Amend(amendment), cx);
            }
            Handed::ConditionKey { statement, condition } => return vec![conditions::added(statement, &condition, cx)],
        }
        Vec::new()
    }

    /// The first entry that a change puts into a list and that is not there yet.
    fn new_entry(&self, amendment: &Amendment) -> Option<(usize, Element, String)> {
        let Amendment::SetEntries(at, element, wanted) = amendment else { return None };
        let there = self.writing.visual.outline()?.statements.get(*at)?.entries(*element);
        let new = wanted.iter().find(|entry| !there.contains(entry))?;
        Some((*at, *element, new.clone()))
    }

    fn amend(&mut self, amendment: &Amendment) -> Vec<Step> {
        if self.writing.amend(amendment) {
            return Vec::new();
        }
        let reason = "The document has no place for that; it can be written in the JSON.";
        vec![Step::Hint(Notice::new(Tone::Warning, reason))]
    }
}
