//! Questions that are sent, and what they are answered with.

use super::answer::Shown;
use super::asking::AskField;
use super::what::WhatRows;
use super::who::{self, WhoRows};
use super::{Access, Tab};
use crate::access::{Progress, may, what_can, what_identity_can, what_policy_can, who_can};
use crate::account::Account;
use crate::account::entity::PolicyKey;
use crate::app::cx::Cx;
use crate::catalog::AWS_MANAGED_POLICIES;

impl Access {
    /// Sends the question of the tab that is shown.
    pub(super) fn send(&mut self, cx: &Cx<'_>) {
        self.revision = Some(cx.history.revision());
        let asked = match self.tab {
            Tab::May => self.ask_may(cx),
            Tab::Who => self.ask_who(cx),
            Tab::What => self.ask_what(cx),
        };
        self.editing[self.tab as usize] = !asked;
    }

    /// Puts an error under its field.
    fn refuse(&mut self, tab: Tab, (field, error): (AskField, String)) {
        self.asking[tab as usize].form.refuse(field, error);
    }

    /// What was typed for one question is not typed again for another; what is a whole question by that is answered.
    pub(super) fn carry_over(&mut self, from: Tab, cx: &Cx<'_>) {
        let typed = [AskField::Who, AskField::Action, AskField::Resource]
            .map(|field| (field, self.asking[from as usize].form.text(field).trim().to_owned()));
        let makes_no_requests = |text: &str| text.starts_with("group/") || text.starts_with("policy/");
        let asking = &mut self.asking[self.tab as usize];
        for (field, text) in typed {
            if self.tab == Tab::May && makes_no_requests(&text) {
                continue;
            }
            if !text.is_empty() && asking.form.text(field).is_empty() {
                asking.form.set_text(field, text);
            }
        }
        asking.follow();
        match self.tab {
            Tab::Who if self.who.is_none() && asking.request().is_ok() => _ = self.ask_who(cx),
            Tab::What if self.what.is_none() && asking.asker(cx.account).is_ok() => _ = self.ask_what(cx),
            _ => {}
        }
    }

    fn ask_may(&mut self, cx: &Cx<'_>) -> bool {
        match self.asking[0].question(cx) {
            Ok(_) => self.answer_may(cx),
            Err(wrong) => {
                self.refuse(Tab::May, wrong);
                false
            }
        }
    }

    /// Answers what is typed, if it is a question already.
    pub(super) fn answer_may(&mut self, cx: &Cx<'_>) -> bool {
        let shown = self.asking[0].question(cx).ok().and_then(|question| {
            let answer = may(cx.account, &question).ok()?;
            Some(Shown::new(question, answer))
        });
        if let Some(shown) = &shown {
            self.on.set_count(shown.rows.len());
            self.on.select(shown.first());
        }
        self.may = shown;
        self.may.is_some()
    }

    fn ask_who(&mut self, cx: &Cx<'_>) -> bool {
        let asking = &self.asking[1];
        let asked = asking.request().and_then(|(action, resource)| Ok((action, resource, asking.given()?)));
        match asked {
            Ok((action, resource, given)) => {
                let circumstances = asking.circumstances(cx);
                self.who = who_can(cx.account, &action, &resource, &given, circumstances, &Progress::default()).ok();
                self.refresh_people(cx);
                true
            }
            Err(wrong) => {
                self.refuse(Tab::Who, wrong);
                false
            }
        }
    }

    pub(super) fn refresh_people(&mut self, cx: &Cx<'_>) {
        if let Some(who) = &self.who {
            self.people.refresh(who::keys(who, self.all), &WhoRows { cx, who });
        }
    }

    pub(super) fn ask_what(&mut self, cx: &Cx<'_>) -> bool {
        let text = self.asking[2].form.text(AskField::Who).trim().to_owned();
        let group = text.strip_prefix("group/").and_then(|name| cx.account.group_named(name));
        let policy = text.strip_prefix("policy/").and_then(|name| managed(cx.account, name));
        let what = match (group, policy) {
            (Some(group), _) => Ok(what_identity_can(cx.account, group.id)),
            (None, Some(policy)) => Ok(what_policy_can(cx.account, &policy)),
            (None, None) => self.asking[2].asker(cx.account).map(|asker| what_can(cx.account, &asker)),
        };
        match what {
            Ok(what) => {
                let rows = what.rows();
                self.grants.refresh((0..rows.len()).collect(), &WhatRows { cx, what: &what, rows: &rows });
                self.what = Some((what, rows));
                true
            }
            Err(wrong) => {
                self.refuse(Tab::What, wrong);
                false
            }
        }
    }

    /// Answers again after the account has changed. What was open stays open.
    pub(super) fn again(&mut self, cx: &Cx<'_>) {
        let open = self.may.as_ref().map(|shown| shown.open.clone());
        if let Some(open) = open {
            self.answer_may(cx);
            if let Some(shown) = &mut self.may {
                shown.open = open;
            }
        }
        if self.who.is_some() {
            self.ask_who(cx);
        }
        if self.what.is_some() {
            self.ask_what(cx);
        }
    }
}

/// The managed policy of a name: the account's own before AWS's.
fn managed(account: &Account, name: &str) -> Option<PolicyKey> {
    let own = account.policy_named(name).map(|policy| PolicyKey::Customer(policy.id));
    own.or_else(|| AWS_MANAGED_POLICIES.named(name).map(PolicyKey::from))
}
