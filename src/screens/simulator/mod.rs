//! The policy simulator: whose policies, which of them are on, actions, resources and condition keys go in; what is allowed and
//! what is denied comes out, each with its reasons. Nothing of it changes the account.
//!
//! [`parts`] are the tabs and [`run`] is a simulation; each tab has a file of its own.

mod actions;
mod context;
mod context_value;
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
mod start;
mod subject;
mod view;

use std::any::Any;

use self::context::{ContextPart, Given};
use self::handed::Handed;
use self::own::Writing;
use self::parts::{ActionPart, Part, ResourcePart};
use self::policies::{PolicyId, PolicyPart};
use self::results::ResultPart;
use self::run::Setup;
use self::subject::Whose;
use crate::account::authorization::Derived;
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::notice::{Notice, Tone};
use crate::app::overlay::reader::Reader;
use crate::app::route::{Route, ScreenId, Subject};
use crate::app::screen::{Focus, Screen, ScreenSpec};
use crate::app::step::Step;
use crate::app::words::count;
use crate::policy::decision::Layer;
use crate::policy::request::{self, Resource};
use crate::widgets::document::{json, laid_out};
use crate::widgets::form::Answer;
use crate::widgets::{Canvas, Line};

pub(in crate::screens) const SPEC: ScreenSpec = ScreenSpec {
    id: ScreenId::Simulator,
    names: &["simulate", "simulator", "policy-simulator"],
    title: |_| "Policy simulator".into(),
    about: "Try actions against policies, with the context you choose",
    parent: Some(ScreenId::Dashboard),
    bindings: keys::BINDINGS,
    open: |route, _| Box::new(Simulator::new(route)),
};

/// What one is about to ask, and what was answered last.
struct Simulator {
    /// The page that it was opened from.
    from: Option<Route>,
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
        Self {
            from,
            whose: Whose::of(route.subject.as_ref()),
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
        let first = self.actions.chosen.first().map_or_else(|| "sts:GetCallerIdentity".to_owned(), |action| action.full_name());
        let resource = self.resources.chosen.first().map_or("*", String::as_str);
        self.derived = match (request::Action::parse(&first), Resource::parse(resource)) {
            (Ok(action), Ok(resource)) => run::derived(cx.account, self.whose, &action, &resource, cx.now),
            _ => Vec::new(),
        };
        self.follow_policies();
    }

    fn follow_policies(&mut self) {
        self.context.refresh(&self.policies.playing(), &self.derived);
    }

    fn run(&mut self, cx: &Cx<'_>) -> Vec<Step> {
        match self.setup().run(cx.account, cx.now) {
            Ok(run) => {
                self.results.take(run, cx);
                self.part = Part::Results;
                Vec::new()
            }
            Err(error) => vec![Step::Hint(Notice::new(Tone::Warning, format!("This can't be simulated: {error}.")))],
        }
    }

    /// Writes a policy that begins with this text.
    fn write(&mut self, name: impl FnOnce(u32) -> String, text: Option<String>) {
        if self.whose == Whose::Unchosen {
            self.whose = Whose::Own;
        }
        let number = self.policies.add(name, text.clone().unwrap_or_default());
        self.policies.gather();
        self.policies.list.select_key(&PolicyId::Own(number));
        self.part = Part::Policies;
        self.writing = Some(text.map_or_else(|| Writing::anew(number), |text| Writing::of(number, &text, Layer::Identity)));
    }

    /// Keeps what was written, faulty or not; nothing at all is thrown away.
    fn stop_writing(&mut self) -> bool {
        let Some(writing) = self.writing.take() else { return false };
        if writing.is_empty() {
            self.policies.remove(writing.number);
        } else if let Some(own) = self.policies.own_mut(writing.number) {
            own.rewrite(writing.code.text());
            self.policies.gather();
        }
        self.follow_policies();
        true
    }

    /// Edits the selected own policy, or begins one of its own with another policy, which is switched off.
    fn edit_policy(&mut self) {
        if let Some(own) = self.policies.selected_own() {
            self.writing = Some(Writing::of(own.number, &own.text, own.layer));
            return;
        }
        let Some(held) = self.policies.selected().cloned() else { return };
        self.policies.switch_off(&held.id);
        self.write(|_| format!("{} as changed", held.name), Some(laid_out(&held.text)));
        if held.layer == Layer::Boundary
            && let Some(writing) = &self.writing
            && let Some(own) = self.policies.own_mut(writing.number)
        {
            own.use_as_next();
            self.policies.gather();
        }
    }

    fn show_policy(&self) -> Option<Step> {
        let policy = self.policies.selected()?;
        let text = laid_out(&policy.text);
        let mut lines: Vec<Line> = policy.rules.as_ref().err().map(|fault| Line::new().text(format!("✖ {fault}"))).into_iter().collect();
        lines.extend(json(&policy.text));
        Some(Step::Ask(Box::new(Reader::new(policy.name.clone(), text, lines))))
    }

    /// Uses the selected own policy as the next of what a policy can be.
    fn use_as_next(&mut self) {
        let Some(number) = self.policies.selected_own().map(|own| own.number) else { return };
        if let Some(own) = self.policies.own_mut(number) {
            own.use_as_next();
        }
        self.policies.gather();
        self.follow_policies();
    }

    fn add(&mut self, cx: &Cx<'_>) -> Vec<Step> {
        match self.part {
            Part::Policies => {
                self.write(|number| format!("Own policy {number}"), None);
                Vec::new()
            }
            Part::Actions => vec![Step::Ask(Box::new(actions::by_service(cx)))],
            Part::Resources => vec![Step::Ask(Box::new(resources::picker(&self.actions.chosen, cx)))],
            Part::Context | Part::Results => Vec::new(),
        }
    }

    fn edit(&mut self, cx: &Cx<'_>) -> Vec<Step> {
        match self.part {
            Part::Policies => {
                self.edit_policy();
                Vec::new()
            }
            Part::Actions => vec![Step::Ask(Box::new(actions::typed(cx)))],
            Part::Resources | Part::Context | Part::Results => self.open(cx),
        }
    }

    fn open(&self, cx: &Cx<'_>) -> Vec<Step> {
        let step = match self.part {
            Part::Policies => self.show_policy(),
            Part::Actions => None,
            Part::Resources => self.resources.list.selected().map(|text| {
                let typed = resources::typed(Some(text), if text == "*" { "arn:aws:" } else { text });
                Step::Ask(Box::new(typed))
            }),
            Part::Context => self.context.selected().map(|asked| {
                let dialog = context_value::dialog(asked, &self.context.given(asked));
                Step::Ask(Box::new(dialog))
            }),
            Part::Results => self.results.selected().map(|(run, answer)| Step::Ask(Box::new(details::reader(run, answer, cx.account)))),
        };
        step.into_iter().collect()
    }

    fn remove(&mut self) {
        match self.part {
            Part::Policies => {
                if let Some(number) = self.policies.selected_own().map(|own| own.number) {
                    self.policies.remove(number);
                }
            }
            Part::Actions => self.actions.remove(),
            Part::Resources => self.resources.remove(),
            Part::Context => {
                if let Some(asked) = self.context.selected() {
                    let (key, is_absent) = (asked.key.clone(), self.context.given(asked) == Given::Absent);
                    self.context.give(&key, if is_absent { Given::AsDerived } else { Given::Absent });
                }
            }
            Part::Results => {}
        }
    }

    fn take(&mut self, handed: Handed, cx: &Cx<'_>) -> Vec<Step> {
        let hint = |tone, text: String| vec![Step::Hint(Notice::new(tone, text))];
        match handed {
            Handed::Whose(whose) => {
                self.whose = whose;
                self.part = Part::Policies;
                self.refresh(cx);
            }
            Handed::Actions(more) => {
                self.part = Part::Actions;
                let added = self.actions.add(&more);
                self.follow(cx);
                return match added {
                    Ok(new) => hint(Tone::Info, format!("{} added, {} in all.", count(new, "action"), self.actions.chosen.len())),
                    Err(reason) => hint(Tone::Warning, reason),
                };
            }
            Handed::Resource { instead_of, text } => {
                self.part = Part::Resources;
                let added = self.resources.add(instead_of.as_deref(), text);
                self.follow(cx);
                return added.err().map_or_else(Vec::new, |reason| hint(Tone::Warning, reason));
            }
            Handed::Key(key, given) => {
                self.context.give(&key, given);
                self.follow_policies();
            }
            Handed::Start { name, text } => self.write(|_| format!("{name} as changed"), Some(laid_out(&text))),
        }
        Vec::new()
    }
}

impl Screen for Simulator {
    fn refresh(&mut self, cx: &Cx<'_>) {
        self.policies.refresh(self.whose, cx.account);
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
            return Focus::Code(&mut writing.code);
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
                return self.results.run.as_ref().map(|run| Step::Ask(Box::new(export::dialog(run)))).into_iter().collect();
            }
            Action::Next => {
                self.stop_writing();
            }
            _ => {}
        }
        Vec::new()
    }

    fn handed(&mut self, what: Box<dyn Any>, cx: &Cx<'_>) -> Vec<Step> {
        what.downcast::<Handed>().map_or_else(|_| Vec::new(), |handed| self.take(*handed, cx))
    }

    fn form_answered(&mut self, answer: Answer, _cx: &Cx<'_>) -> Vec<Step> {
        if let Some(writing) = self.writing.as_mut().filter(|_| answer == Answer::Changed) {
            writing.check();
        }
        Vec::new()
    }

    fn close_part(&mut self) -> bool {
        self.stop_writing()
    }

    fn unsaved(&self) -> Option<String> {
        let written = self.policies.own.len();
        (written > 0).then(|| format!("{} written in the simulator would be lost.", count(written, "policy")))
    }

    fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        view::draw(self, cx, canvas);
    }
}
