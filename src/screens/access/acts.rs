//! What is done with an answer: its rows are opened, and tables written into files.

use super::answer::Row;
use super::remedy::{Doing, doing};
use super::what::WhatRows;
use super::who::{self, WhoRows};
use super::{Access, Tab};
use crate::app::cx::Cx;
use crate::app::step::Step;

impl Access {
    pub(super) fn open(&mut self, cx: &Cx<'_>) -> Vec<Step> {
        match self.tab {
            Tab::May => self.open_row(cx),
            Tab::Who => {
                let (Some(who), Some(key)) = (self.who.answer(), self.people.selected()) else { return Vec::new() };
                WhoRows { cx, who }.route(key).map(Step::Go).into_iter().collect()
            }
            Tab::What => {
                let (Some((what, rows)), Some(key)) = (self.what.answer(), self.grants.selected()) else { return Vec::new() };
                let reader = WhatRows { cx, what, rows }.details(*key);
                reader.map(|reader| Step::Ask(Box::new(reader))).into_iter().collect()
            }
        }
    }

    /// Whether a remedy is selected, and something of it can be done in this account.
    pub(super) fn on_remedy(&self) -> Option<bool> {
        let shown = self.may.as_ref().filter(|_| self.tab == Tab::May)?;
        match shown.rows.get(self.on.selected()) {
            Some(Row::Remedy(remedy)) => Some(shown.feasible(*remedy).is_some()),
            _ => None,
        }
    }

    fn open_row(&mut self, cx: &Cx<'_>) -> Vec<Step> {
        let at = self.on.selected();
        let Some(shown) = &mut self.may else { return Vec::new() };
        match shown.rows.get(at) {
            Some(Row::Remedy(remedy)) => match doing(cx, shown, *remedy) {
                Doing::Steps(steps) => return steps,
                Doing::AskWith(key, value) => {
                    self.asking[0].set_key(&key, &value);
                    self.answer_may(cx);
                }
            },
            // Open becomes closed, closed open.
            Some(_) if shown.open.remove(&at) => {}
            Some(_) => _ = shown.open.insert(at),
            None => {}
        }
        Vec::new()
    }

    pub(super) fn files(&self, cx: &Cx<'_>) -> Vec<Step> {
        match (self.tab, self.who.answer(), self.what.answer()) {
            (Tab::Who, Some(who), _) => WhoRows { cx, who }.files(&who::keys(who, self.all)),
            (Tab::What, _, Some((what, rows))) => WhatRows { cx, what, rows }.files(),
            _ => Vec::new(),
        }
    }
}
