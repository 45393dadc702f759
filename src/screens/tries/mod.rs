//! *Try it*: a request is made as somebody, and done or refused with all reasons.
//!
//! Nothing is pretended: the operation goes through the account's one door, as whoever was chosen. [`choose`] is what there is
//! to choose, [`view`] draws what came of it.

mod choose;
mod view;

use std::any::Any;

use crate::access;
use crate::account::caller::Caller;
use crate::account::entity::{Entity, ResourceKey, ResourceKind};
use crate::account::estate::{Actor, ActorChoice, Offer};
use crate::account::operation::OpenSession;
use crate::account::refusal::Refusal;
use crate::account::reply::Reply;
use crate::app::action::Action;
use crate::app::binding::Binding;
use crate::app::cx::Cx;
use crate::app::overlay::reader::Reader;
use crate::app::route::{Route, ScreenId, Subject};
use crate::app::screen::{Focus, Screen, ScreenSpec};
use crate::app::sight::denial::Denial;
use crate::app::step::{Outcome, Step};
use crate::screens::access::answer::Shown;
use crate::screens::sight::needs;
use crate::store::Revision;
use crate::widgets::key::{Code, Key};
use crate::widgets::rows::Rows;
use crate::widgets::{Canvas, Line};
use choose::Chosen;

pub(in crate::screens) const SPEC: ScreenSpec = ScreenSpec {
    id: ScreenId::Try,
    names: &["try", "try-it"],
    title: |_| "Try it".into(),
    about: "Make a request as somebody, and see what comes of it and why",
    parent: Some(ScreenId::Dashboard),
    needs: needs::nothing,
    bindings: BINDINGS,
    open: |route, cx| Box::new(Try::new(route, cx)),
};

const BINDINGS: &[Binding] = &[
    Binding::new(&[Key::plain(Code::Enter)], Action::Open, "choose…", "Choose as whom, on what and what; on the last row, try it"),
    Binding::new(&[Key::char('t')], Action::Run, "try it", "Make the request"),
    Binding::new(&[Key::char('w')], Action::Why, "all of it", "Read the whole answer, or all the reasons"),
];

/// What is chosen, row by row, and what is done with it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Row {
    As,
    On,
    Do,
    Try,
}

impl Row {
    const ALL: [Self; 4] = [Self::As, Self::On, Self::Do, Self::Try];
}

/// What came of a try.
enum Came {
    /// It was done.
    Done {
        /// What was answered, as it would be read.
        answer: String,
        /// The same as others may read it, where there are secrets in it.
        hidden: Option<String>,
        /// The ARN of who asked.
        by: Option<String>,
    },
    /// It was refused, and where policies did that, by which.
    Refused(Refusal, Option<Box<Shown>>),
    /// The policies let it be done, but it could not: there is no such object, say.
    Allowed(Refusal),
    /// The store could not do it.
    Failed(String),
}

/// What was chosen, for when the screen is opened again.
struct Kept {
    who: ActorChoice,
    on: Option<ResourceKey>,
    what: Option<Offer>,
}

struct Try {
    /// The page of the resource that it was opened about.
    from: Option<Route>,
    rows: Rows,
    who: ActorChoice,
    /// On what; `None`: on nothing in particular.
    on: Option<ResourceKey>,
    what: Option<Offer>,
    /// As whom it is being tried, once that is known.
    caller: Option<Caller>,
    waiting: bool,
    came: Option<Came>,
    /// The account's revision that this is of.
    of: Option<Revision>,
}

impl Try {
    fn new(route: &Route, cx: &Cx<'_>) -> Self {
        let on = match &route.subject {
            Some(Subject::Resource(key)) => Some(key.clone()),
            _ => None,
        };
        let who =
            ActorChoice { name: cx.caller.label(cx.account), about: "who is signed in".into(), actor: Actor::Caller(cx.caller.clone()) };
        let mut rows = Rows::default();
        rows.set_count(Row::ALL.len());
        // An instance is one as whom something is done.
        if let Some(instance) = on.as_ref().filter(|on| on.kind == ResourceKind::Instance)
            && let Some(who) = cx.account.actor_on(cx.caller, instance, cx.now)
        {
            let (on, what) = cx.account.offer_to_instance(&instance.name, cx.now).unzip();
            rows.select(if what.is_some() { Row::ALL.len() - 1 } else { 0 });
            let from = Some(Route::resource(instance.clone()));
            return Self { from, rows, who, on, what, caller: None, waiting: false, came: None, of: None };
        }
        Self { from: on.clone().map(Route::resource), rows, who, on, what: None, caller: None, waiting: false, came: None, of: None }
    }

    fn row(&self) -> Row {
        Row::ALL.get(self.rows.selected()).copied().unwrap_or(Row::As)
    }

    fn open(&mut self, cx: &Cx<'_>) -> Vec<Step> {
        match self.row() {
            Row::As => vec![choose::who(cx, &self.who)],
            Row::On => vec![choose::resource(cx, self.on.as_ref())],
            Row::Do => vec![choose::what(cx, self.on.as_ref(), self.what.as_ref())],
            Row::Try => self.run(),
        }
    }

    /// Makes the request; where it takes a session, that is opened first.
    fn run(&mut self) -> Vec<Step> {
        if self.waiting || self.what.is_none() {
            return Vec::new();
        }
        self.came = None;
        self.waiting = true;
        match &self.who.actor {
            Actor::Caller(caller) => {
                self.caller = Some(caller.clone());
                self.request()
            }
            Actor::Session(principal) => {
                self.caller = None;
                let open = OpenSession { principal: principal.clone() };
                vec![Step::submit_all(vec![open.into()], format!("Got the credentials of {principal}"))]
            }
        }
    }

    fn request(&self) -> Vec<Step> {
        let (Some(caller), Some(what)) = (&self.caller, &self.what) else { return Vec::new() };
        vec![Step::submit_as(caller.clone(), what.operation.clone(), format!("Allowed: {} as {}", what.words, self.who.name))]
    }

    fn done(&mut self, replies: &[Reply], cx: &Cx<'_>) -> Vec<Step> {
        if let [Reply::Opened { caller }] = replies {
            self.caller = Some(caller.clone());
            return self.request();
        }
        self.waiting = false;
        let reply = replies.first();
        let hidden = reply.and_then(Reply::masked).as_ref().map(view::answer);
        let by = self.caller.as_ref().and_then(|caller| cx.account.asker_arn(&caller.who));
        self.came = Some(Came::Done { answer: reply.map_or_else(String::new, view::answer), hidden, by });
        Vec::new()
    }

    fn refused(&mut self, refusal: Refusal, cx: &Cx<'_>) {
        self.waiting = false;
        let asked = self.caller.as_ref().zip(self.what.as_ref());
        if asked.is_some_and(|(caller, what)| access::is_let(cx.account, caller, &what.operation, &refusal, cx.now)) {
            self.came = Some(Came::Allowed(refusal));
            return;
        }
        let question = || {
            let (question, answer) = access::refused(cx.account, self.caller.as_ref()?, refusal.denied.as_ref()?, cx.now)?;
            Some(Box::new(Shown::new(question, answer)))
        };
        let shown = question();
        self.came = Some(Came::Refused(refusal, shown));
    }

    /// Goes on with what was chosen before, as long as there is what it was about.
    fn take_up(&mut self, kept: Kept, cx: &Cx<'_>) {
        let is_there = |key: &ResourceKey| cx.account.resources(key.kind).filter_map(Entity::resource).any(|there| there == *key);
        if kept.on.as_ref().is_none_or(is_there) {
            (self.who, self.on, self.what) = (kept.who, kept.on, kept.what);
            let is_ready = self.what.is_some();
            self.rows.select(if is_ready { Row::ALL.len() - 1 } else { 0 });
        }
    }

    /// What is chosen no longer goes with what came of the one before.
    fn take(&mut self, chosen: Chosen) -> Vec<Step> {
        if let Chosen::What(offer) = &chosen
            && offer.is_open
        {
            return vec![choose::name(offer)];
        }
        self.came = None;
        match chosen {
            Chosen::Who(who) => self.who = who,
            Chosen::On(on) => {
                if self.on != on {
                    self.what = None;
                }
                self.on = on;
            }
            Chosen::What(what) => self.what = Some(what),
        }
        self.rows.select(self.rows.selected() + 1);
        Vec::new()
    }
}

impl Screen for Try {
    fn refresh(&mut self, cx: &Cx<'_>) {
        // What is said of them may be another by now: an instance has got a role.
        if let Some(who) =
            cx.account.actors(cx.caller, cx.now).into_iter().find(|who| who.name == self.who.name && who.actor == self.who.actor)
        {
            self.who = who;
        }
    }

    fn focus(&mut self) -> Focus<'_> {
        if self.row() == Row::Try { Focus::Rows(&mut self.rows) } else { Focus::Choices(&mut self.rows) }
    }

    fn parent(&self, _cx: &Cx<'_>) -> Option<Route> {
        self.from.clone()
    }

    fn denied(&self, _cx: &Cx<'_>) -> Vec<Denial> {
        match &self.came {
            Some(Came::Refused(refusal, _) | Came::Allowed(refusal)) => Denial::of_all([refusal]),
            _ => Vec::new(),
        }
    }

    fn why_not(&self, action: Action, cx: &Cx<'_>) -> Option<String> {
        let tries = action == Action::Run || (action == Action::Open && self.row() == Row::Try);
        if tries && self.what.is_none() {
            return Some("Choose what to try first.".into());
        }
        if tries && cx.read_only.is_some() && matches!(self.who.actor, Actor::Session(_)) {
            return cx.read_only.map(|reason| format!("No session can be opened. {reason}"));
        }
        (action == Action::Why && self.came.is_none()).then(|| "Nothing has been tried yet.".into())
    }

    fn label(&self, action: Action, _cx: &Cx<'_>) -> Option<&'static str> {
        (action == Action::Open && self.row() == Row::Try).then_some("try it")
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Step> {
        match action {
            Action::Open => self.open(cx),
            Action::Run => self.run(),
            Action::Why => {
                let lines = self.came.as_ref().map(|came| view::lines(came, cx)).unwrap_or_default();
                let text = lines.iter().map(Line::plain).collect::<Vec<_>>().join("\n");
                vec![Step::Ask(Box::new(Reader::new("What came of it", text, lines)))]
            }
            _ => Vec::new(),
        }
    }

    fn kept(&self) -> Option<Box<dyn Any>> {
        let Self { who, on, what, .. } = self;
        Some(Box::new(Kept { who: who.clone(), on: on.clone(), what: what.clone() }))
    }

    fn handed(&mut self, what: Box<dyn Any>, cx: &Cx<'_>) -> Vec<Step> {
        let what = match what.downcast::<Kept>() {
            Ok(kept) => {
                self.take_up(*kept, cx);
                self.refresh(cx);
                return Vec::new();
            }
            Err(what) => what,
        };
        if let Ok(chosen) = what.downcast::<Option<Chosen>>()
            && let Some(chosen) = *chosen
        {
            return self.take(chosen);
        }
        Vec::new()
    }

    fn answered(&mut self, outcome: Outcome, cx: &Cx<'_>) -> Vec<Step> {
        self.of = Some(cx.history.revision());
        match outcome {
            Outcome::Done(replies) => return self.done(&replies, cx),
            Outcome::Refused(refused) => self.refused(refused.refusal, cx),
            Outcome::Failed(reason) => {
                self.waiting = false;
                self.came = Some(Came::Failed(reason));
            }
        }
        Vec::new()
    }

    fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        view::draw(self, cx, canvas);
    }
}
