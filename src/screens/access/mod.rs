//! Questions about access: may somebody do something, and why; who can; what can somebody do.
//!
//! Questions about one request are answered while they are typed, those over all that somebody has or over everybody once they
//! are sent, while the console goes on; none while a frame is drawn.
//! [`answering`] asks, [`acts`] is what is done with an answer; each kind of answer has a file of its own.

mod acts;
pub(super) mod answer;
mod answering;
mod asking;
mod choose;
pub(super) mod decisions;
mod export;
mod hints;
mod keys;
mod remedy;
mod view;
mod what;
mod who;
pub(super) mod who_could;

use std::any::Any;

use crate::access::{Inquiry, Question, WhoCan};
use crate::account::Account;
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::inquiry::{Awaited, Ended};
use crate::app::overlay::picker::Picker;
use crate::app::route::{Route, ScreenId, Subject};
use crate::app::screen::{Focus, Screen, ScreenSpec};
use crate::app::step::Step;
use crate::screens::sight::needs;
use crate::store::Revision;
use crate::training::check::LookedUp;
use crate::widgets::Canvas;
use crate::widgets::form::Answer as FormAnswer;
use crate::widgets::list::List;
use crate::widgets::rows::Rows;
use answer::Shown;
use asking::{AskField, Asking, name_of};
use choose::{Chosen, ForField};
use export::Asked;
use what::FoundWhat;
use who::{WhoKey, WhoRows};

pub(in crate::screens) const SPEC: ScreenSpec = ScreenSpec {
    id: ScreenId::Access,
    names: &["access", "may", "who-can", "what-can"],
    title: |_| "Access".into(),
    about: "May somebody do something, and why; who can; what can somebody do",
    parent: Some(ScreenId::Dashboard),
    needs: needs::nothing,
    bindings: keys::BINDINGS,
    open: |route, cx| Box::new(Access::new(route, cx)),
};

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
    /// The table that the question about somebody alone was put from: `esc` leads back to it.
    put_from: Option<Tab>,
    /// What the answer of each tab is to.
    asked: [Asked; 3],
    may: Option<Shown>,
    on: Rows,
    who: Awaited<WhoCan>,
    all: bool,
    people: List<WhoKey>,
    what: Awaited<FoundWhat>,
    grants: List<usize>,
    /// The account's revision that the answers are of.
    revision: Option<Revision>,
}

impl Access {
    fn new(route: &Route, cx: &Cx<'_>) -> Self {
        let name = name_of(route.subject.as_ref(), cx.account);
        let mut asking = [Asking::may(name.clone()), Asking::who(), Asking::what(name.clone())];
        if !name.is_empty() {
            asking[0].form.focus_on(AskField::Action);
        }
        // Of a policy it is first what all of it comes to.
        let is_policy = matches!(route.subject, Some(Subject::Policy(_)));
        let tab = if is_policy { Tab::What } else { Tab::ALL.get(route.tab).copied().unwrap_or(Tab::May) };
        let mut access = Self {
            tab,
            from: route.subject.as_ref().and_then(page_of),
            asking,
            editing: Tab::ALL.map(|other| other == tab && !is_policy),
            put_from: None,
            asked: Default::default(),
            may: None,
            on: Rows::default(),
            who: Awaited::default(),
            all: false,
            people: List::new("who can"),
            what: Awaited::default(),
            grants: List::new("what can"),
            revision: None,
        };
        if let Some(Subject::Question(question)) = &route.subject {
            access.take_question(question, cx);
        }
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

impl Screen for Access {
    fn decided(&self, account: &Account) -> Vec<LookedUp> {
        let asked = |part: &str| {
            let said = self.asked[Tab::Who as usize].iter().find(|(named, _)| *named == part);
            said.map(|(_, text)| text.clone())
        };
        let request = match self.tab {
            Tab::May => self.may.as_ref().map(|shown| {
                let Question { asker, action, resource, .. } = &shown.question;
                // A group's or a policy's alone is nobody's in particular.
                let who = self.asking[Tab::May as usize].whose(account).is_none().then(|| asker.clone());
                LookedUp { who, action: action.text().to_owned(), resource: resource.text().to_owned() }
            }),
            Tab::Who => self.who.answer().and_then(|_| {
                let resource = asked("Asked resource").unwrap_or_else(|| "*".to_owned());
                Some(LookedUp { who: None, action: asked("Asked action")?, resource })
            }),
            Tab::What => None,
        };
        request.into_iter().collect()
    }

    fn refresh(&mut self, cx: &Cx<'_>) {
        let revision = Some(cx.history.revision());
        if self.revision != revision {
            self.revision = revision;
            self.again(cx);
        }
    }

    fn rearrange(&mut self, cx: &Cx<'_>) {
        if let (Tab::Who, Some(who)) = (self.tab, self.who.answer()) {
            self.people.arrange(&WhoRows { cx, who });
        }
        if let (Tab::What, Some(found)) = (self.tab, self.what.answer()) {
            self.grants.arrange(&found.rows(cx));
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
        self.put_from = None;
        self.carry_over(from, cx);
    }

    fn parent(&self, _cx: &Cx<'_>) -> Option<Route> {
        self.from.clone()
    }

    fn why_not(&self, action: Action, _cx: &Cx<'_>) -> Option<String> {
        keys::why_not(self, action)
    }

    fn label(&self, action: Action, _cx: &Cx<'_>) -> Option<&'static str> {
        keys::label(self, action)
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Step> {
        match action {
            Action::Ask => {
                let with_key = self.on_missing_key();
                self.asking().begin(with_key);
                self.editing[self.tab as usize] = true;
            }
            Action::Open => return self.open(cx),
            Action::Next => self.ask_next(cx),
            Action::Help => return decisions::opened(),
            Action::SaveFile => return self.files(cx),
            Action::Narrow => {
                self.all = !self.all;
                self.refresh_people(cx);
            }
            Action::Choose => {
                let with_groups = self.tab != Tab::Who;
                let form = &self.asking().form;
                let action = form.text(AskField::Action).to_owned();
                let Some(field) = form.focused() else { return Vec::new() };
                let typed = form.text(field).to_owned();
                let picker = Picker::one(ForField { field, action, with_groups }, cx).narrowed(&typed, cx);
                return vec![Step::Ask(Box::new(picker))];
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

    /// Only what is shown is asked. What the other tab waits for gives way, and is asked again there.
    fn inquires(&mut self, _cx: &Cx<'_>) -> Option<Inquiry> {
        match self.tab {
            Tab::May => None,
            Tab::Who => self.who.inquires().inspect(|_| self.what.put_off()),
            Tab::What => self.what.inquires().inspect(|_| self.who.put_off()),
        }
    }

    fn inquiry_ended(&mut self, ended: Ended, cx: &Cx<'_>) {
        self.take(ended, cx);
    }

    fn close_part(&mut self) -> bool {
        let was_editing = self.is_editing();
        self.editing[self.tab as usize] = false;
        if was_editing {
            return true;
        }
        let put_from = self.put_from.take();
        self.tab = put_from.unwrap_or(self.tab);
        put_from.is_some()
    }

    fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        view::draw(self, cx, canvas);
    }
}
