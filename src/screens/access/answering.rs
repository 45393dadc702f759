//! Questions that are sent, and what they are answered with.

use super::answer::Shown;
use super::asking::AskField;
use super::what::FoundWhat;
use super::who::{self, WhoRows};
use super::{Access, Tab};
use crate::access::{About, Found, Inquiry, Whose, may, may_with};
use crate::app::cx::Cx;
use crate::app::inquiry::Ended;
use crate::app::route::Question;
use crate::app::screen::Screen;

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

    /// Takes a question that was put elsewhere, and answers it.
    pub(super) fn take_question(&mut self, question: &Question, cx: &Cx<'_>) {
        for asking in &mut self.asking {
            let texts = [(AskField::Who, &question.who), (AskField::Action, &question.action), (AskField::Resource, &question.resource)];
            for (field, text) in texts {
                asking.form.set_text(field, text.clone());
            }
            asking.choose_credentials(question.credentials);
            asking.take_keys(&question.keys);
            asking.follow();
        }
        self.send(cx);
    }

    /// Asks of somebody alone what was asked about everybody, which says why; of a pattern about a resource of it.
    pub(super) fn ask_of(&mut self, who: &str, resource: Option<String>, cx: &Cx<'_>) {
        let [may, all, _] = &mut self.asking;
        for field in [AskField::Action, AskField::Resource, AskField::Context] {
            may.form.set_text(field, all.form.text(field).to_owned());
        }
        may.choose_credentials(all.credentials());
        may.form.set_text(AskField::Who, who);
        if let Some(resource) = resource {
            may.form.set_text(AskField::Resource, resource);
        }
        may.follow();
        self.show_tab(Tab::May as usize, cx);
        self.put_from = Some(Tab::Who);
        self.send(cx);
    }

    /// Puts an error under its field.
    fn refuse(&mut self, tab: Tab, (field, error): (AskField, String)) {
        self.asking[tab as usize].form.refuse(field, error);
    }

    /// What was typed for one question is not typed again for another; what is a whole question by that is answered.
    pub(super) fn carry_over(&mut self, from: Tab, cx: &Cx<'_>) {
        let said = |field: AskField| {
            // What the question before has no field for was perhaps typed for another.
            let texts = std::iter::once(&self.asking[from as usize]).chain(&self.asking).map(|asking| asking.form.text(field).trim());
            texts.into_iter().find(|text| !text.is_empty()).unwrap_or_default().to_owned()
        };
        let typed = [AskField::Who, AskField::Action, AskField::Resource].map(|field| (field, said(field)));
        let asking = &mut self.asking[self.tab as usize];
        for (field, text) in typed {
            if !text.is_empty() && asking.form.text(field).is_empty() {
                asking.form.set_text(field, text);
            }
        }
        asking.follow();
        match self.tab {
            Tab::Who if self.who.is_unasked() && asking.request().is_ok() => _ = self.ask_who(cx),
            Tab::What if self.what.is_unasked() && asking.asker(cx).is_ok() => _ = self.ask_what(cx),
            _ => {}
        }
    }

    /// Goes to the next question. Who types types on there, so that no letter is taken for a key.
    pub(super) fn ask_next(&mut self, cx: &Cx<'_>) {
        let was_typing = self.is_editing();
        self.show_tab((self.tab as usize + 1) % Tab::ALL.len(), cx);
        self.editing[self.tab as usize] |= was_typing;
    }

    /// Whether there is an answer to the question of the tab that is shown.
    pub(super) const fn is_answered(&self) -> bool {
        match self.tab {
            Tab::May => self.may.is_some(),
            Tab::Who => self.who.is_there(),
            Tab::What => self.what.is_there(),
        }
    }

    /// Whether that answer is still to come.
    pub(super) const fn is_awaited(&self) -> bool {
        match self.tab {
            Tab::May => false,
            Tab::Who => self.who.is_awaited(),
            Tab::What => self.what.is_awaited(),
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
            let whose = self.asking[0].whose(cx.account);
            let answer = match &whose {
                Some(whose) => may_with(cx.account, whose, &question),
                None => may(cx.account, &question),
            };
            let shown = Shown::new(question, answer.ok()?).with_revocations().with_tags(cx.account);
            let name = self.asking[0].form.text(AskField::Who).trim().replacen('/', " ", 1);
            Some(match whose {
                Some(whose) => shown.by_itself(name, whose),
                None => shown,
            })
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
                self.asked[1] = asking.said_in_full();
                let about = About::Who { action, resource, given, circumstances };
                self.who.ask(Inquiry { account: cx.account.clone(), about });
                true
            }
            Err(wrong) => {
                self.refuse(Tab::Who, wrong);
                false
            }
        }
    }

    pub(super) fn refresh_people(&mut self, cx: &Cx<'_>) {
        if let Some(who) = self.who.answer() {
            self.people.refresh(who::keys(who, self.all), &WhoRows { cx, who });
        }
    }

    pub(super) fn ask_what(&mut self, cx: &Cx<'_>) -> bool {
        let whose = match self.asking[2].whose(cx.account) {
            Some(whose) => Ok(whose),
            None => self.asking[2].asker(cx).map(|(asker, circumstances)| match circumstances.session() {
                Some(key) => Whose::Session(key),
                None => Whose::Asker(asker),
            }),
        };
        match whose {
            Ok(whose) => {
                self.asked[2] = self.asking[2].said_in_full();
                self.what.ask(Inquiry { account: cx.account.clone(), about: About::What(whose) });
                true
            }
            Err(wrong) => {
                self.refuse(Tab::What, wrong);
                false
            }
        }
    }

    /// Takes how what was asked ended.
    pub(super) fn take(&mut self, ended: Ended, cx: &Cx<'_>) {
        match ended {
            Ended::Found(Found::Who(who)) => {
                self.who.take(who);
                self.refresh_people(cx);
            }
            Ended::Found(Found::What(what, rows)) => {
                let found = FoundWhat::new(what, rows);
                let rows = found.rows(cx);
                self.grants.refresh(rows.keys(), &rows);
                self.what.take(found);
            }
            Ended::Found(Found::Change(_) | Found::Could(_)) => {}
            Ended::Cancelled => {
                self.who.cancel();
                self.what.cancel();
            }
            Ended::Left => {
                self.who.put_off();
                self.what.put_off();
            }
        }
    }

    /// Answers again after the account has changed. What was open stays open.
    pub(super) fn again(&mut self, cx: &Cx<'_>) {
        if let Some(before) = self.may.take() {
            self.answer_may(cx);
            if let Some(shown) = &mut self.may {
                shown.open_as(&before);
                self.on.set_count(shown.rows.len());
                self.on.select(shown.first());
            }
        }
        if !self.who.is_unasked() {
            self.ask_who(cx);
        }
        if !self.what.is_unasked() {
            self.ask_what(cx);
        }
    }
}
