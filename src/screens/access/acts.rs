//! What is done with an answer: its rows are opened, and tables written into files.

use super::answer::{Opening, Row};
use super::asking::AskField;
use super::remedy::{Doing, doing, doing_way, hint, to_policy, to_statement};
use super::who::{self, WhoRows};
use super::{Access, Tab};
use crate::access::TaggedSession;
use crate::account::words::listed;
use crate::app::cx::Cx;
use crate::app::step::Step;
use crate::policy::decision::{Change, Layer, Place};

impl Access {
    pub(super) fn open(&mut self, cx: &Cx<'_>) -> Vec<Step> {
        match self.tab {
            Tab::May => self.open_row(cx),
            Tab::Who => {
                let (Some(who), Some(key)) = (self.who.answer(), self.people.selected()) else { return Vec::new() };
                let rows = WhoRows { cx, who };
                match rows.alone(key) {
                    Some((who, resource)) => {
                        self.ask_of(&who, resource, cx);
                        Vec::new()
                    }
                    None => rows.opened(key).into_iter().collect(),
                }
            }
            Tab::What => {
                let (Some(found), Some(key)) = (self.what.answer(), self.grants.selected()) else { return Vec::new() };
                let rows = found.rows(cx);
                if let Some((origin, statement)) = rows.statement(*key) {
                    return to_policy(origin, statement);
                }
                rows.details(*key).map(|reader| Step::Ask(Box::new(reader))).into_iter().collect()
            }
        }
    }

    /// Whether a statement is selected that grants in vain, or one that stands against it.
    pub(super) fn on_vain(&self) -> bool {
        let found = self.what.answer().filter(|_| self.tab == Tab::What);
        found.zip(self.grants.selected()).is_some_and(|(found, key)| found.is_of_vain(*key))
    }

    /// Whether a remedy is selected, and something of it can be done in this account.
    pub(super) fn on_remedy(&self) -> Option<bool> {
        let shown = self.may.as_ref().filter(|_| self.tab == Tab::May)?;
        match shown.rows.get(self.on.selected()) {
            Some(Row::Way(_) | Row::Session(_)) => Some(true),
            Some(Row::Remedy(remedy)) => Some(shown.feasible(*remedy).is_some()),
            _ => None,
        }
    }

    /// Why a remedy that is selected is done nowhere here.
    pub(super) fn why_not_done(&self) -> Option<&'static str> {
        let shown = self.may.as_ref().filter(|_| self.on_remedy() == Some(false))?;
        let Some(Row::Remedy(remedy)) = shown.rows.get(self.on.selected()) else { return None };
        let layer = shown.turn_at(*remedy)?.changes.iter().find_map(|change| match change {
            Change::Add { layer, .. } | Change::Remove(Place { layer, .. }) | Change::Loosen(Place { layer, .. }) => Some(*layer),
            Change::RemoveBoundary => Some(Layer::Boundary),
            Change::SetKey { .. } | Change::DropKey { .. } => None,
        })?;
        Some(match layer {
            Layer::Session => {
                "A session keeps the policies that it was opened with: another one is opened with others, by --policy of assume-role."
            }
            Layer::Identity | Layer::Boundary => "Whose policies these are is not of this account.",
            Layer::Endpoint | Layer::ServiceControl(_) | Layer::ResourceControl(_) => "The practice account holds no such policies.",
            Layer::Resource => "The resource's policy is the resource's own; the practice account does not hold it.",
        })
    }

    /// Whether a remedy is selected that is about the request alone: the question is asked again with it.
    pub(super) fn on_circumstance(&self) -> bool {
        let Some(shown) = self.may.as_ref().filter(|_| self.tab == Tab::May) else { return false };
        match shown.rows.get(self.on.selected()) {
            Some(Row::Remedy(remedy)) => {
                let is_of_request = |change: &Change| matches!(change, Change::SetKey { .. }) && shown.answer.lacks(change).is_none();
                shown.tag(*remedy).is_none() && shown.feasible(*remedy).is_some_and(is_of_request)
            }
            Some(Row::Session(_)) => true,
            _ => false,
        }
    }

    /// Whether a condition key is selected that was asked for and not sent.
    pub(super) fn on_missing_key(&self) -> bool {
        self.on_row().is_some_and(|(row, _)| matches!(row, Row::Missing(_)))
    }

    /// The row that is selected, and what comes of opening it.
    pub(super) fn on_row(&self) -> Option<(Row, Opening)> {
        let shown = self.may.as_ref().filter(|_| self.tab == Tab::May)?;
        let row = *shown.rows.get(self.on.selected())?;
        Some((row, shown.opening(row)))
    }

    /// Whether what is selected is open.
    pub(super) fn on_open(&self) -> bool {
        self.on_row().zip(self.may.as_ref()).is_some_and(|((row, _), shown)| shown.is_open(row.whole()))
    }

    fn open_row(&mut self, cx: &Cx<'_>) -> Vec<Step> {
        let at = self.on.selected();
        let Some(shown) = &mut self.may else { return Vec::new() };
        let Some(row) = shown.rows.get(at).copied() else { return Vec::new() };
        match row {
            Row::Remedy(remedy) => match doing(cx, shown, remedy) {
                Doing::Steps(steps) => return steps,
                Doing::AskWith(key, value) => return self.ask_with(cx, &[(key, value)]),
            },
            Row::Session(session) => {
                let tags = shown.answer.sessions.get(session).map(TaggedSession::tags).unwrap_or_default();
                let keys: Vec<_> = tags.iter().map(|tag| (format!("aws:PrincipalTag/{}", tag.key), tag.value.clone())).collect();
                return self.ask_with(cx, &keys);
            }
            Row::Meant(of) => {
                let action = shown.meant_at(of).cloned().unwrap_or_default();
                self.asking[0].form.set_text(AskField::Action, action);
                self.asking[0].follow();
                self.answer_may(cx);
            }
            Row::Way(way) => return doing_way(cx, shown, way),
            Row::Statement(layer, of) => {
                return shown.place(layer, of).map(|place| to_statement(cx, shown, place)).unwrap_or_default();
            }
            Row::Missing(of) => {
                let key = shown.missing(of).map_or("", |missing| &missing.key);
                return vec![hint(&format!("e asks with a value of it: under Condition keys, {key}=VALUE."))];
            }
            Row::Layer(_) if shown.opening(row) == Opening::First => self.on.select(at + 1),
            // Open becomes closed, closed open.
            Row::Layer(_) | Row::Keys | Row::Key(_) => {
                let at = shown.turn(row);
                self.on.set_count(shown.rows.len());
                self.on.select(at);
            }
        }
        Vec::new()
    }

    /// Asks again as if the request came with these keys.
    fn ask_with(&mut self, cx: &Cx<'_>, keys: &[(String, String)]) -> Vec<Step> {
        for (key, value) in keys {
            self.asking[0].set_key(key, value);
        }
        self.answer_may(cx);
        let told: Vec<String> = keys.iter().map(|(key, value)| format!("{key} = {value}")).collect();
        vec![hint(&format!("Asked again as if the request came with {}. Nothing is changed.", listed(&told)))]
    }

    pub(super) fn files(&self, cx: &Cx<'_>) -> Vec<Step> {
        match (self.tab, self.who.answer(), self.what.answer()) {
            (Tab::Who, Some(who), _) => WhoRows { cx, who }.files(&self.asked[1], &who::keys(who, self.all)),
            (Tab::What, _, Some(found)) => found.rows(cx).files(&self.asked[2]),
            _ => Vec::new(),
        }
    }
}
