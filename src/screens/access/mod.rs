//! Questions about access: may somebody do something, and why; who can; what can somebody do.
//!
//! Questions are answered when they are sent, or while they are typed where that is quick, never while a frame is drawn.

mod answer;
mod asking;
mod choose;
mod export;
mod remedy;
mod view;
mod what;
mod who;

use std::any::Any;

use crate::access::{Progress, Row as WhatRow, WhatCan, WhoCan, may, what_can, what_identity_can, what_policy_can, who_can};
use crate::account::Account;
use crate::account::entity::PolicyKey;
use crate::app::action::Action;
use crate::app::binding::Binding;
use crate::app::cx::Cx;
use crate::app::overlay::picker::Picker;
use crate::app::route::{Route, ScreenId, Subject};
use crate::app::screen::{Focus, Screen, ScreenSpec};
use crate::app::step::Step;
use crate::catalog::AWS_MANAGED_POLICIES;
use crate::store::Revision;
use crate::widgets::Canvas;
use crate::widgets::form::Answer as FormAnswer;
use crate::widgets::key::{Code, Key};
use crate::widgets::list::List;
use crate::widgets::rows::Rows;
use answer::{Row, Shown};
use asking::{AskField, Asking, name_of};
use choose::{Chosen, ForField};
use remedy::{Doing, doing};
use what::WhatRows;
use who::{WhoKey, WhoRows};

pub(in crate::screens) const SPEC: ScreenSpec = ScreenSpec {
    id: ScreenId::Access,
    names: &["access", "may", "who-can", "what-can"],
    title: |_| "Access".into(),
    about: "May somebody do something, and why; who can; what can somebody do",
    parent: Some(ScreenId::Dashboard),
    bindings: BINDINGS,
    open: |route, cx| Box::new(Access::new(route, cx)),
};

const BINDINGS: &[Binding] = &[
    Binding::new(&[Key::plain(Code::Enter)], Action::Open, "open", "Open what is selected: a layer's statements, a change to make, a page"),
    Binding::new(&[Key::char('e')], Action::Ask, "ask…", "Ask something else"),
    Binding::new(&[Key::plain(Code::F(3))], Action::Choose, "choose…", "Choose what to put into the field: somebody, an action, an ARN"),
    Binding::new(&[Key::char('f')], Action::Narrow, "all", "Show all principals, or only those who may"),
    Binding::new(
        &[Key::char('w')],
        Action::SaveFile,
        "write files",
        "Write the table into files in the working directory, as CSV and JSON",
    ),
];

/// What is asked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tab {
    May,
    Who,
    What,
}

impl Tab {
    const ALL: [Self; 3] = [Self::May, Self::Who, Self::What];
    const TITLES: [&str; 3] = ["May they?", "Who can?", "What can?"];
}

struct Access {
    tab: Tab,
    /// The page of whom it was opened about.
    from: Option<Route>,
    /// A question for each tab, and whether it is being typed.
    asking: [Asking; 3],
    editing: [bool; 3],
    may: Option<Shown>,
    on: Rows,
    who: Option<WhoCan>,
    all: bool,
    people: List<WhoKey>,
    what: Option<(WhatCan, Vec<WhatRow>)>,
    grants: List<usize>,
    /// The account's revision that the answers are of.
    revision: Option<Revision>,
}

impl Access {
    fn new(route: &Route, cx: &Cx<'_>) -> Self {
        let name = name_of(route.subject.as_ref(), cx.account);
        // Neither a group nor a policy makes requests, but both let somebody do something.
        let is_group = matches!(route.subject, Some(Subject::Group(_) | Subject::Policy(_)));
        let mut asking = [Asking::may(if is_group { String::new() } else { name.clone() }), Asking::who(), Asking::what(name.clone())];
        if !name.is_empty() && !is_group {
            asking[0].form.focus_on(AskField::Action);
        }
        let tab = if is_group { Tab::What } else { Tab::ALL.get(route.tab).copied().unwrap_or(Tab::May) };
        let mut access = Self {
            tab,
            from: route.subject.as_ref().and_then(page_of),
            asking,
            editing: Tab::ALL.map(|other| other == tab && !is_group),
            may: None,
            on: Rows::default(),
            who: None,
            all: false,
            people: List::new("who can"),
            what: None,
            grants: List::new("what can"),
            revision: None,
        };
        if !name.is_empty() {
            access.ask_what(cx);
        }
        access
    }

    fn asking(&mut self) -> &mut Asking {
        &mut self.asking[self.tab as usize]
    }

    const fn is_editing(&self) -> bool {
        self.editing[self.tab as usize]
    }

    /// Sends the question of the tab that is shown.
    fn send(&mut self, cx: &Cx<'_>) {
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
    fn carry_over(&mut self, from: Tab, cx: &Cx<'_>) {
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
    fn answer_may(&mut self, cx: &Cx<'_>) -> bool {
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

    fn refresh_people(&mut self, cx: &Cx<'_>) {
        if let Some(who) = &self.who {
            self.people.refresh(who::keys(who, self.all), &WhoRows { cx, who });
        }
    }

    fn ask_what(&mut self, cx: &Cx<'_>) -> bool {
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

    fn open(&mut self, cx: &Cx<'_>) -> Vec<Step> {
        match self.tab {
            Tab::May => self.open_row(cx),
            Tab::Who => {
                let (Some(who), Some(key)) = (&self.who, self.people.selected()) else { return Vec::new() };
                WhoRows { cx, who }.route(key).map(Step::Go).into_iter().collect()
            }
            Tab::What => {
                let (Some((what, rows)), Some(key)) = (&self.what, self.grants.selected()) else { return Vec::new() };
                let reader = WhatRows { cx, what, rows }.details(*key);
                reader.map(|reader| Step::Ask(Box::new(reader))).into_iter().collect()
            }
        }
    }

    /// Whether a remedy is selected, and something of it can be done in this account.
    fn on_remedy(&self) -> Option<bool> {
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

    fn files(&self, cx: &Cx<'_>) -> Vec<Step> {
        match (self.tab, &self.who, &self.what) {
            (Tab::Who, Some(who), _) => WhoRows { cx, who }.files(&who::keys(who, self.all)),
            (Tab::What, _, Some((what, rows))) => WhatRows { cx, what, rows }.files(),
            _ => Vec::new(),
        }
    }

    /// Answers again after the account has changed. What was open stays open.
    fn again(&mut self, cx: &Cx<'_>) {
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

/// The page of a subject that a question can be about.
fn page_of(subject: &Subject) -> Option<Route> {
    match subject {
        Subject::User(id) => Some(Route::user(*id)),
        Subject::Group(id) => Some(Route::group(*id)),
        Subject::Role(id) => Some(Route::role(*id)),
        Subject::Policy(policy) => Some(Route::policy(policy.clone())),
        _ => None,
    }
}

/// The managed policy of a name: the account's own before AWS's.
fn managed(account: &Account, name: &str) -> Option<PolicyKey> {
    let own = account.policy_named(name).map(|policy| PolicyKey::Customer(policy.id));
    own.or_else(|| AWS_MANAGED_POLICIES.named(name).map(PolicyKey::from))
}

impl Screen for Access {
    fn refresh(&mut self, cx: &Cx<'_>) {
        let revision = Some(cx.history.revision());
        if self.revision != revision {
            self.revision = revision;
            self.again(cx);
        }
    }

    fn rearrange(&mut self, cx: &Cx<'_>) {
        if let (Tab::Who, Some(who)) = (self.tab, &self.who) {
            self.people.arrange(&WhoRows { cx, who });
        }
        if let (Tab::What, Some((what, rows))) = (self.tab, &self.what) {
            self.grants.arrange(&WhatRows { cx, what, rows });
        }
    }

    fn focus(&mut self) -> Focus<'_> {
        if self.is_editing() {
            return Focus::Form(self.asking().form.as_any());
        }
        match self.tab {
            Tab::May => Focus::Rows(&mut self.on),
            Tab::Who => Focus::List(self.people.as_any()),
            Tab::What => Focus::List(self.grants.as_any()),
        }
    }

    fn tabs(&self, _cx: &Cx<'_>) -> Option<(Vec<String>, usize)> {
        Some((Tab::TITLES.map(str::to_owned).into(), self.tab as usize))
    }

    fn show_tab(&mut self, tab: usize, cx: &Cx<'_>) {
        let from = self.tab;
        self.tab = Tab::ALL.get(tab).copied().unwrap_or(self.tab);
        self.carry_over(from, cx);
    }

    fn parent(&self, _cx: &Cx<'_>) -> Option<Route> {
        self.from.clone()
    }

    fn why_not(&self, action: Action, _cx: &Cx<'_>) -> Option<String> {
        let is_answered = match self.tab {
            Tab::May => self.may.is_some(),
            Tab::Who => self.who.is_some(),
            Tab::What => self.what.is_some(),
        };
        let field = self.asking[self.tab as usize].form.focused();
        match action {
            Action::Open if !is_answered && !self.is_editing() => Some("Nothing has been asked yet. e asks.".into()),
            Action::Open if !self.is_editing() && self.on_remedy() == Some(false) => {
                Some("The resource's policy is the resource's own; the practice account does not hold it.".into())
            }
            Action::SaveFile if self.tab == Tab::May || !is_answered => Some("There is no table to write.".into()),
            Action::Narrow if self.tab != Tab::Who || !is_answered => Some("There is no table of principals here.".into()),
            Action::Choose if !self.is_editing() => Some("Nothing is being typed. e asks something else.".into()),
            Action::Choose if matches!(field, Some(AskField::Mfa | AskField::Context)) => Some("This field is typed.".into()),
            Action::Ask if self.is_editing() => Some("The question is being typed.".into()),
            _ => None,
        }
    }

    fn label(&self, action: Action, _cx: &Cx<'_>) -> Option<&'static str> {
        match action {
            Action::Narrow if self.all => Some("only who may"),
            Action::Open if self.is_editing() => Some("answer"),
            Action::Open if self.on_remedy() == Some(true) => Some("do it…"),
            _ => None,
        }
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Step> {
        match action {
            Action::Ask => self.editing[self.tab as usize] = true,
            Action::Open => return self.open(cx),
            Action::SaveFile => return self.files(cx),
            Action::Narrow => {
                self.all = !self.all;
                self.refresh_people(cx);
            }
            Action::Choose => {
                let with_groups = self.tab == Tab::What;
                let form = &self.asking().form;
                let action = form.text(AskField::Action).to_owned();
                let Some(field) = form.focused() else { return Vec::new() };
                return vec![Step::Ask(Box::new(Picker::one(ForField { field, action, with_groups }, cx)))];
            }
            _ => {}
        }
        Vec::new()
    }

    fn form_answered(&mut self, answer: FormAnswer, cx: &Cx<'_>) -> Vec<Step> {
        match answer {
            FormAnswer::Submitted => self.send(cx),
            FormAnswer::Changed => {
                self.asking().follow();
                if self.tab == Tab::May {
                    self.answer_may(cx);
                }
            }
            _ => {}
        }
        Vec::new()
    }

    fn handed(&mut self, what: Box<dyn Any>, cx: &Cx<'_>) -> Vec<Step> {
        if let Ok(chosen) = what.downcast::<Chosen>() {
            self.asking().form.set_text(chosen.field, chosen.text);
            return self.form_answered(FormAnswer::Changed, cx);
        }
        Vec::new()
    }

    fn close_part(&mut self) -> bool {
        let was_editing = self.is_editing();
        self.editing[self.tab as usize] = false;
        was_editing
    }

    fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        view::draw(self, cx, canvas);
    }
}
