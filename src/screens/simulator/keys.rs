//! What the simulator's keys do, part by part, and why some do nothing.

use super::Simulator;
use super::context::Given;
use super::parts::Part;
use crate::app::action::Action;
use crate::app::binding::{Binding, joined, total};
use crate::app::cx::Cx;
use crate::screens::access::decisions;
use crate::screens::editor::help_keys::{WRITING_HELP, is_help};
use crate::screens::parts::narrowing::NARROW;
use crate::widgets::key::{Code, Key};

pub(super) const BINDINGS: &[Binding] = &joined::<{ total(TABLES) }>(TABLES);

const TABLES: &[&[Binding]] = &[
    &[
        Binding::new(&[Key::char('r')], Action::Run, "run", "Run the simulation: every action on every resource"),
        Binding::new(&[Key::ctrl('s')], Action::Next, "done", "Stop writing the policy, and use it as it is"),
    ],
    WRITING_HELP,
    &[
        Binding::new(&[Key::char('c')], Action::Switch, "whose…", "Choose whose policies are simulated, or own ones alone"),
        Binding::new(&[Key::char('a')], Action::Add, "add…", "Add a policy, actions of a service, or a resource"),
        Binding::new(
            &[Key::char('e')],
            Action::Edit,
            "edit…",
            "Change a policy for the simulation alone; type actions as patterns; edit a resource or a key's value",
        ),
        Binding::new(
            &[Key::plain(Code::Enter)],
            Action::Open,
            "open",
            "Show a policy or an answer in full; edit a resource or a key's value",
        ),
        Binding::new(
            &[Key::char('x')],
            Action::Remove,
            "remove",
            "Remove own policies, actions and resources; leave a condition key absent",
        ),
        Binding::new(&[Key::char('p')], Action::Duplicate, "begin with…", "Write a policy that begins with an existing one"),
        Binding::new(
            &[Key::char('b')],
            Action::Boundary,
            "use as",
            "Use an own policy as permissions policy, boundary or the resource's policy",
        ),
        NARROW,
        Binding::new(&[Key::char('y')], Action::Copy, "copy command", "Copy the AWS CLI command that simulates the same"),
        Binding::new(&[Key::char('w')], Action::SaveFile, "export…", "Write the results into a file, as CSV or JSON"),
        decisions::HELP,
    ],
];

/// The words of an action as things are.
pub(super) fn label(of: &Simulator, action: Action) -> Option<&'static str> {
    match (action, of.part) {
        (Action::Run, _) if of.is_old() => Some("run again"),
        (Action::Switch, _) if of.whose == super::Whose::Unchosen => Some("choose whose…"),
        (Action::Add, Part::Policies) => Some("write policy"),
        (Action::Add, Part::Actions) => Some("choose…"),
        (Action::Edit, Part::Policies) if of.policies.selected_own().is_some() => Some("edit"),
        (Action::Edit, Part::Policies) => Some("try a change"),
        (Action::Edit, Part::Actions) => Some("type…"),
        (Action::Open, Part::Policies) => Some("document"),
        (Action::Open, Part::Resources) => Some("edit…"),
        (Action::Open, Part::Context) => Some("set…"),
        (Action::Open, Part::Results) => Some("why?"),
        (Action::Remove, Part::Context) => match of.context.selected().map(|asked| of.context.given(asked)) {
            Some(Given::Absent) => Some("as derived"),
            _ => Some("leave absent"),
        },
        _ => None,
    }
}

/// Why an action can't be done now.
pub(super) fn why_not(of: &Simulator, action: Action, cx: &Cx<'_>) -> Option<String> {
    if let Some(writing) = of.writing.as_ref().filter(|_| is_help(action)) {
        return writing.text.why_no_help(action).map(str::to_owned);
    }
    if of.writing.is_some() {
        return (!matches!(action, Action::Next | Action::Help))
            .then(|| "First finish writing the policy: esc does it, and keeps it.".into());
    }
    let reason = match (action, of.part) {
        (Action::Copy, _) if of.policies.playing().is_without_resource_policy() => {
            "No command leaves out the policy that a resource has. Switch it on again first."
        }
        (Action::Run | Action::Copy, _) => return of.setup().why_not(cx.account),
        (Action::Next, _) => "No policy is being written.",
        (action, _) if is_help(action) => "That helps while a policy is written: a writes one, under Policies.",
        (Action::Add, Part::Context) => "The policies that are on ask for these keys alone; others would change nothing.",
        (Action::Add | Action::Edit | Action::Remove, Part::Results) => "These are answers. What they are to is under the other tabs.",
        (Action::Duplicate | Action::Boundary, part) if part != Part::Policies => "That is done under Policies.",
        (Action::Boundary, _) if of.policies.selected_own().is_none() => {
            "Only a policy that is written here can be used as something else. p begins one with an existing policy."
        }
        (Action::Edit | Action::Open, Part::Policies) if of.policies.selected().is_none() => {
            of.policies.list.why_none("There is no policy here. c chooses whose, a writes one.")
        }
        (Action::Remove, Part::Policies) if of.policies.selected_own().is_none() => {
            "Only a policy that is written here can be removed. space switches others off."
        }
        (Action::Open, Part::Actions) => "An action has nothing more to show. r runs the simulation.",
        (Action::Remove, Part::Actions) if of.actions.list.chosen().is_empty() => {
            of.actions.list.why_none("There is no action to remove. a adds some.")
        }
        (Action::Open | Action::Edit | Action::Remove, Part::Resources) if of.resources.list.chosen().is_empty() => {
            of.resources.list.why_none("There is no resource here. a adds one.")
        }
        (Action::Open | Action::Edit | Action::Remove, Part::Context) if of.context.selected().is_none() => {
            of.context.list.why_none("The policies that are on ask for no condition key.")
        }
        (Action::Open, Part::Results) if of.results.selected().is_none() => {
            of.results.list.why_none("There is no answer yet. r runs the simulation.")
        }
        (Action::Narrow, part) if part != Part::Results => "Only results are of several kinds. tab leads there.",
        (Action::Narrow | Action::SaveFile, _) if of.results.run.is_none() => "There is no result yet. r runs the simulation.",
        _ => return None,
    };
    Some(reason.into())
}
