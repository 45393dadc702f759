//! The policy simulator: whose policies, which of them are on, actions, resources and condition keys go in; what is allowed and
//! what is denied comes out, each with its reasons. Nothing of it changes the account.
//!
//! [`parts`] are the tabs and [`run`] is a simulation; each tab has a file of its own.

mod actions;
mod acts;
mod command;
mod context;
pub(super) mod context_value;
mod details;
mod export;
mod handed;
mod keys;
mod own;
mod parts;
mod policies;
mod resources;
mod results;
mod run;
mod service_actions;
mod start;
mod subject;
mod told;
mod view;

use std::any::Any;

use self::context::ContextPart;
use self::handed::Handed;
use self::own::Writing;
use self::parts::{ActionPart, Part, ResourcePart};
use self::policies::PolicyPart;
use self::results::ResultPart;
use self::run::Setup;
use self::subject::Whose;
use crate::account::Account;
use crate::account::authorization::Derived;
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::route::{Route, ScreenId, Subject};
use crate::app::screen::{Focus, Screen, ScreenSpec};
use crate::app::step::Step;
use crate::app::words::count;
use crate::awscli;
use crate::policy::actions::ActionId;
use crate::policy::request::{self, Resource};
use crate::screens::access::decisions;
use crate::screens::editor::help_keys::is_help;
use crate::screens::sight::needs;
use crate::training::check::LookedUp;
use crate::widgets::Canvas;
use crate::widgets::form::Answer;

pub(in crate::screens) const SPEC: ScreenSpec = ScreenSpec {
    id: ScreenId::Simulator,
    names: &["simulate", "simulator", "policy-simulator"],
    title: |_| "Policy simulator".into(),
    about: "Try actions against policies, with the context you choose",
    parent: Some(ScreenId::Dashboard),
    needs: needs::nothing,
    bindings: keys::BINDINGS,
    open: |route, _| Box::new(Simulator::new(route)),
};

/// What one is about to ask, and what was answered last.
struct Simulator {
    /// The page that it was opened from.
    from: Option<Route>,
    /// Whose policies they were when it was opened.
    opened_about: Whose,
    whose: Whose,
    part: Part,
    policies: PolicyPart,
    actions: ActionPart,
    resources: ResourcePart,
    context: ContextPart,
    results: ResultPart,
    /// What the console derives for the first request.
    derived: Vec<Derived>,
    /// The own policy that is being written.
    writing: Option<Writing>,
}

impl Simulator {
    fn new(route: &Route) -> Self {
        let from = match route.subject {
            Some(Subject::User(id)) => Some(Route::user(id)),
            Some(Subject::Group(id)) => Some(Route::group(id)),
            Some(Subject::Role(id)) => Some(Route::role(id)),
            _ => None,
        };
        let whose = Whose::of(route.subject.as_ref());
        Self {
            from,
            opened_about: whose,
            whose,
            part: Part::Policies,
            policies: PolicyPart::new(),
            actions: ActionPart::new(),
            resources: ResourcePart::new(),
            context: ContextPart::new(),
            results: ResultPart::new(),
            derived: Vec::new(),
            writing: None,
        }
    }

    /// Everything that is asked as things are.
    fn setup(&self) -> Setup {
        Setup {
            whose: self.whose,
            playing: self.policies.playing(),
            actions: self.actions.chosen.clone(),
            resources: self.resources.chosen.clone(),
            given: self.context.all_given(),
            derived: run::without_clock(self.derived.clone()),
        }
    }

    /// Whether something has changed since the simulation that is shown.
    fn is_old(&self) -> bool {
        self.results.run.as_ref().is_some_and(|run| run.setup != self.setup())
    }

    /// What is derived for the first request, and what follows from it and from the policies that are on.
    fn follow(&mut self, cx: &Cx<'_>) {
        self.policies.refresh(self.whose, &self.tried(), cx.account);
        let first = self.actions.chosen.first().map_or_else(|| "sts:GetCallerIdentity".to_owned(), |action| action.full_name());
        let resource = self.resources.chosen.first().map_or("*", String::as_str);
        self.derived = match (request::Action::parse(&first), Resource::parse(resource)) {
            (Ok(action), Ok(resource)) => run::derived(cx.account, self.whose, &action, &resource, cx.now),
            _ => Vec::new(),
        };
        self.follow_policies();
    }

    /// The resources that are tried, each with one action of every service that is.
    fn tried(&self) -> Vec<(request::Action, Resource)> {
        let mut services = Vec::new();
        let of_new_service = |action: &&ActionId| {
            let is_new = !services.contains(&action.service_id());
            services.extend(is_new.then(|| action.service_id()));
            is_new
        };
        let actions =
            self.actions.chosen.iter().filter(of_new_service).filter_map(|action| request::Action::parse(&action.full_name()).ok());
        let actions: Vec<request::Action> = actions.collect();
        let resources = self.resources.chosen.iter().filter_map(|resource| Resource::parse(resource).ok());
        resources.flat_map(|resource| actions.iter().map(move |action| (action.clone(), resource.clone()))).collect()
    }

    fn follow_policies(&mut self) {
        self.context.refresh(&self.policies.playing(), &self.derived);
    }
}

impl Screen for Simulator {
    fn decided(&self, account: &Account) -> Vec<LookedUp> {
        let looked_up = |answer: &run::Answer| LookedUp {
            who: account.asker_named(answer.request.principal.text()).ok(),
            action: answer.action.full_name(),
            resource: answer.request.resource.text().to_owned(),
        };
        self.results.run.iter().flat_map(|run| &run.answers).map(looked_up).collect()
    }

    fn refresh(&mut self, cx: &Cx<'_>) {
        self.follow(cx);
        self.results.refresh(cx);
    }

    fn rearrange(&mut self, cx: &Cx<'_>) {
        self.policies.arrange();
        self.actions.list.arrange(&actions::ActionRows);
        self.resources.list.arrange(&resources::ResourceRows);
        self.results.arrange(cx);
        self.follow_policies();
    }

    fn focus(&mut self) -> Focus<'_> {
        if let Some(writing) = &mut self.writing {
            return Focus::Code(&mut writing.text.code);
        }
        Focus::List(match self.part {
            Part::Policies => self.policies.list.as_any(),
            Part::Actions => self.actions.list.as_any(),
            Part::Resources => self.resources.list.as_any(),
            Part::Context => self.context.list.as_any(),
            Part::Results => self.results.list.as_any(),
        })
    }

    fn tabs(&self, cx: &Cx<'_>) -> Option<(Vec<String>, usize)> {
        let place = Part::ALL.iter().position(|part| *part == self.part).unwrap_or(0);
        self.writing.is_none().then(|| (view::titles(self, cx), place))
    }

    fn show_tab(&mut self, tab: usize, _cx: &Cx<'_>) {
        if self.writing.is_none() {
            self.part = Part::ALL.get(tab).copied().unwrap_or(self.part);
        }
    }

    fn parent(&self, _cx: &Cx<'_>) -> Option<Route> {
        self.from.clone()
    }

    fn why_not(&self, action: Action, cx: &Cx<'_>) -> Option<String> {
        keys::why_not(self, action, cx)
    }

    fn label(&self, action: Action, _cx: &Cx<'_>) -> Option<&'static str> {
        keys::label(self, action)
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Step> {
        match action {
            Action::Run => return self.run(cx),
            Action::Switch => return vec![Step::Ask(Box::new(subject::picker(cx)))],
            Action::Duplicate => return vec![Step::Ask(Box::new(start::picker(cx)))],
            Action::Add => return self.add(cx),
            Action::Edit => return self.edit(cx),
            Action::Open => return self.open(cx),
            Action::Remove => {
                self.remove();
                self.follow(cx);
            }
            Action::Boundary => self.use_as_next(),
            Action::Narrow => self.results.narrow(cx),
            Action::SaveFile => {
                return self.results.run.as_ref().map(|run| Step::Ask(Box::new(export::dialog(run, cx)))).into_iter().collect();
            }
            Action::Copy => {
                let operation = command::operation(&self.setup(), &self.policies, &self.context, cx.account);
                return vec![Step::Copy { text: awscli::line(&operation), what: "the AWS CLI command".into() }];
            }
            Action::Next => {
                self.stop_writing();
            }
            Action::Help => return decisions::opened(),
            action if is_help(action) => {
                return self.writing.as_mut().map_or_else(Vec::new, |writing| writing.text.help(action, cx));
            }
            _ => {}
        }
        Vec::new()
    }

    fn handed(&mut self, what: Box<dyn Any>, cx: &Cx<'_>) -> Vec<Step> {
        what.downcast::<Handed>().map_or_else(|_| Vec::new(), |handed| self.take(*handed, cx))
    }

    fn form_answered(&mut self, answer: Answer, cx: &Cx<'_>) -> Vec<Step> {
        if let Some(writing) = self.writing.as_mut().filter(|_| answer == Answer::Changed) {
            writing.check(cx);
        }
        Vec::new()
    }

    fn close_part(&mut self) -> bool {
        self.stop_writing()
    }

    fn unsaved(&self) -> Option<String> {
        let written = self.policies.own.len();
        if written > 0 {
            return Some(format!("{} written in the simulator would be lost.", count(written, "policy")));
        }
        let chosen = self.actions.chosen.len();
        if chosen > 0 {
            return Some(format!("What is set up in the simulator would be forgotten, with {}.", count(chosen, "action")));
        }
        // Whom it was opened about is found again there.
        let is_other = matches!(self.whose, Whose::Of(_)) && self.whose != self.opened_about;
        is_other.then(|| "What is set up in the simulator would be forgotten.".to_owned())
    }

    fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        view::draw(self, cx, canvas);
    }
}
