//! *Create role*: who may assume it, of all the console's kinds; what it may do; its name. One batch at the end.

mod details;
mod entity;
mod permissions;
mod view;

use crate::account::operation::{AddRoleToInstanceProfile, AttachRolePolicy, CreateInstanceProfile, CreateRole, Operation};
use crate::account::refusal::Refusal;
use crate::app::action::Action;
use crate::app::binding::{Binding, joined, total};
use crate::app::cx::Cx;
use crate::app::notice::{Notice, Tone};
use crate::app::route::{Route, ScreenId};
use crate::app::screen::{Focus, Screen, ScreenSpec};
use crate::app::sight::denial::Denial;
use crate::app::step::{Outcome, Step};
use crate::app::words::count;
use crate::policy::document::{DocumentKind, laid_out};
use crate::screens::editor::help_keys::{WRITING_HELP, is_help};
use crate::screens::editor::writing::Writing;
use crate::screens::parts::wizard;
use crate::screens::sight::denied::denials;
use crate::screens::sight::needs;
use crate::widgets::Canvas;
use crate::widgets::form::Answer;
use crate::widgets::key::{Code, Key};
use details::{Detail, Details};
use entity::{Entities, Kind};
use permissions::Chosen;

pub(in crate::screens) const SPEC: ScreenSpec = ScreenSpec {
    id: ScreenId::CreateRole,
    names: &["create-role"],
    title: |_| "Create role".into(),
    about: "Make a role for a service, an account or whom a provider vouches for",
    parent: Some(ScreenId::Roles),
    needs: needs::nothing,
    bindings: BINDINGS,
    open: |_, cx| Box::new(Wizard::new(cx)),
};

const BINDINGS: &[Binding] = &joined::<{ total(TABLES) }>(TABLES);

const TABLES: &[&[Binding]] = &[
    &[
        // While a trust policy is written, enter breaks its lines.
        Binding::new(
            &[Key::plain(Code::Enter), Key::ctrl('s')],
            Action::Next,
            "next",
            "Go to the next step, or finish on the last; ctrl-s while a trust policy is written",
        ),
        wizard::PREVIOUS,
    ],
    WRITING_HELP,
    &[
        Binding::new(&[Key::char('b')], Action::Boundary, "boundary", "Choose a permissions boundary, or go back to the policies"),
        wizard::COMMANDS,
    ],
];

/// The steps.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Trust,
    Permissions,
    Details,
}

impl Part {
    const ALL: [Self; 3] = [Self::Trust, Self::Permissions, Self::Details];
    const TITLES: [&str; 3] = ["Select trusted entity", "Add permissions", "Name, review, and create"];

    fn previous(self) -> Option<Self> {
        Self::ALL.into_iter().rfind(|part| *part < self)
    }
}

/// What going on with a faulty document does.
const SEND_IT: &str = "ctrl-s once more sends it as it is, for AWS to refuse.";

struct Wizard {
    part: Part,
    entity: Entities,
    /// A custom trust policy, from when it is written on.
    custom: Option<Writing>,
    /// Whether it is being written now.
    is_writing: bool,
    /// The document whose faults were told last: gone on with once more, it is sent as it is.
    told: Option<String>,
    chosen: Chosen,
    details: Details,
    waiting: bool,
}

impl Wizard {
    fn new(cx: &Cx<'_>) -> Self {
        Self {
            part: Part::Trust,
            entity: Entities::new(cx),
            custom: None,
            is_writing: false,
            told: None,
            chosen: Chosen::new(),
            details: Details::new(cx),
            waiting: false,
        }
    }

    fn is_custom(&self) -> bool {
        self.entity.kind() == Kind::Custom
    }

    fn trust_policy(&self) -> String {
        match &self.custom {
            Some(writing) if self.is_custom() => writing.text().to_owned(),
            _ => self.entity.trust_policy(),
        }
    }

    /// What the wizard runs, once the role has a name.
    fn operations(&self, cx: &Cx<'_>) -> Vec<Operation> {
        let role_name = self.details.role_name().to_owned();
        if role_name.is_empty() {
            return Vec::new();
        }
        let create = CreateRole {
            role_name: role_name.clone(),
            assume_role_policy_document: self.trust_policy(),
            description: self.details.description(),
            permissions_boundary: self.chosen.boundary().map(|policy| cx.account.policy_arn(policy)),
            tags: self.details.tags(),
            ..CreateRole::default()
        };
        let policies = self.chosen.policies.marks().iter();
        let attaches =
            policies.map(|policy| AttachRolePolicy { role_name: role_name.clone(), policy_arn: cx.account.policy_arn(policy) }.into());
        let profile = || {
            let instance_profile_name = role_name.clone();
            let make = CreateInstanceProfile { instance_profile_name: instance_profile_name.clone(), ..Default::default() };
            [make.into(), AddRoleToInstanceProfile { instance_profile_name, role_name: role_name.clone() }.into()]
        };
        let profile = self.entity.makes_profile().then(profile).into_iter().flatten();
        std::iter::once(create.into()).chain(attaches).chain(profile).collect()
    }

    fn next(&mut self, cx: &Cx<'_>) -> Vec<Step> {
        if self.waiting {
            return Vec::new();
        }
        match self.part {
            Part::Trust => self.trust_given(),
            Part::Permissions if self.chosen.is_bounding => {
                self.chosen.take_boundary();
                Vec::new()
            }
            Part::Permissions => {
                if let Some(reason) = self.chosen.too_many(cx) {
                    return vec![Step::Hint(Notice::new(Tone::Warning, reason))];
                }
                self.part = Part::Details;
                wizard::left_out(&self.chosen.policies, "No policy was chosen: the role may do nothing yet.")
            }
            Part::Details => self.create(cx),
        }
    }

    fn go(&mut self, part: Part) -> Vec<Step> {
        self.part = part;
        Vec::new()
    }

    /// From the first step on: to the document where it is custom, and from there if it is one. What AWS would refuse goes on when
    /// that is wanted twice: one may want to see it refused.
    fn trust_given(&mut self) -> Vec<Step> {
        if !self.is_custom() {
            return if self.entity.check() { self.go(Part::Permissions) } else { Vec::new() };
        }
        if !self.is_writing {
            self.write();
            return Vec::new();
        }
        let document = self.trust_policy();
        match self.custom.as_mut().and_then(Writing::refusal) {
            Some(reason) if self.told.as_ref() != Some(&document) => {
                self.told = Some(document);
                vec![Step::Hint(Notice::new(Tone::Warning, reason).remedy(Some(SEND_IT.into())))]
            }
            _ => self.go(Part::Permissions),
        }
    }

    fn write(&mut self) {
        let beginning = || {
            let text = self.entity.trust_policy();
            Writing::new(&laid_out(&text), DocumentKind::Trust)
        };
        self.custom = self.custom.take().or_else(|| Some(beginning()));
        self.is_writing = true;
    }

    /// The trust policy that has the keys.
    fn written(&self) -> Option<&Writing> {
        self.custom.as_ref().filter(|_| self.is_writing && self.part == Part::Trust)
    }

    fn previous(&mut self) {
        match self.part {
            Part::Trust => self.is_writing = false,
            Part::Permissions if self.chosen.is_bounding => self.chosen.is_bounding = false,
            part => self.part = part.previous().unwrap_or(part),
        }
    }

    fn create(&mut self, cx: &Cx<'_>) -> Vec<Step> {
        if !self.details.form.check() {
            return Vec::new();
        }
        self.waiting = true;
        let with = match self.chosen.policies.marks().len() {
            0 => String::new(),
            policies => format!(" with {}", count(policies, "policy")),
        };
        vec![Step::submit_all(self.operations(cx), format!("Created role {}{with}", self.details.role_name()))]
    }

    /// Says what is wrong where it was entered.
    fn blame(&mut self, operation: Option<&Operation>, refusal: &Refusal) -> Vec<Step> {
        match (operation, refusal.member) {
            (Some(Operation::CreateRole(_)), Some("AssumeRolePolicyDocument")) => {
                self.part = Part::Trust;
                if self.is_custom() {
                    self.write();
                }
                vec![Step::Say(Notice::new(Tone::Warning, wizard::words(refusal)))]
            }
            (Some(Operation::CreateRole(_) | Operation::CreateInstanceProfile(_) | Operation::AddRoleToInstanceProfile(_)), _) => {
                self.details.refuse(refusal);
                Vec::new()
            }
            _ => self.go(Part::Permissions),
        }
    }

    /// Checks the field that is typed in as the door would.
    fn check_typed(&mut self, cx: &Cx<'_>) {
        if let Err(refused) = cx.plan_all(&self.operations(cx))
            && self.details.is_typed(&refused.refusal)
        {
            self.details.refuse(&refused.refusal);
        }
    }
}

impl Screen for Wizard {
    fn refresh(&mut self, cx: &Cx<'_>) {
        if self.entity.is_outdated(cx) {
            self.entity = Entities::new(cx);
        }
        self.chosen.refresh(cx);
    }

    fn rearrange(&mut self, cx: &Cx<'_>) {
        self.chosen.arrange(cx);
    }

    fn focus(&mut self) -> Focus<'_> {
        match self.part {
            Part::Trust => match self.custom.as_mut().filter(|_| self.is_writing) {
                Some(writing) => Focus::Code(&mut writing.code),
                None => Focus::Form(self.entity.form.as_any()),
            },
            Part::Permissions => Focus::List(self.chosen.list()),
            Part::Details => Focus::Form(self.details.form.as_any()),
        }
    }

    fn denied(&self, cx: &Cx<'_>) -> Vec<Denial> {
        match self.part {
            Part::Trust => Denial::of_all(self.entity.denied().filter(|_| !self.is_writing)),
            Part::Permissions => [denials(&self.chosen.unseen(cx)), Denial::of_all(cx.sight.refusal("ListPolicies"))].concat(),
            Part::Details => Vec::new(),
        }
    }

    fn label(&self, action: Action, _cx: &Cx<'_>) -> Option<&'static str> {
        match (action, self.part) {
            (Action::Next, Part::Details) => Some("create role"),
            (Action::Next, Part::Permissions) if self.chosen.is_bounding => Some("take this one"),
            _ => None,
        }
    }

    fn why_not(&self, action: Action, cx: &Cx<'_>) -> Option<String> {
        let reason = match action {
            Action::Previous if self.part.previous().is_none() && !self.is_writing => "This is the first step. esc leaves.",
            Action::Boundary if self.part != Part::Permissions => "The permissions boundary is chosen at step 2.",
            action if is_help(action) => match self.written() {
                Some(writing) => return writing.why_no_help(action).map(str::to_owned),
                None => "That helps while a custom trust policy is written, at step 1.",
            },
            Action::Commands if self.operations(cx).is_empty() => "The commands are known once the role has a name.",
            _ => return None,
        };
        Some(reason.into())
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Step> {
        match action {
            Action::Next => return self.next(cx),
            Action::Previous => self.previous(),
            Action::Boundary => self.chosen.is_bounding = !self.chosen.is_bounding,
            Action::Commands => return vec![wizard::commands(cx, &self.operations(cx))],
            action if is_help(action) => {
                let writing = self.custom.as_mut().filter(|_| self.is_writing && self.part == Part::Trust);
                return writing.map_or_else(Vec::new, |writing| writing.help(action, cx));
            }
            _ => {}
        }
        Vec::new()
    }

    fn form_answered(&mut self, answer: Answer, cx: &Cx<'_>) -> Vec<Step> {
        match (answer, self.part) {
            (Answer::Submitted, _) => return self.next(cx),
            (Answer::Changed, Part::Trust) => match self.custom.as_mut().filter(|_| self.is_writing) {
                Some(writing) => {
                    writing.check();
                    writing.offer_while_typing(cx);
                }
                None => self.entity.changed(),
            },
            (Answer::Changed, Part::Details) => self.check_typed(cx),
            _ => {}
        }
        Vec::new()
    }

    fn answered(&mut self, outcome: Outcome, cx: &Cx<'_>) -> Vec<Step> {
        self.waiting = false;
        match outcome {
            Outcome::Done(_) => {
                let made = cx.account.role_named(self.details.role_name());
                made.map_or_else(|| vec![Step::Up], |role| vec![Step::Replace(Route::role(role.id))])
            }
            Outcome::Refused(refused) => {
                let operations = self.operations(cx);
                self.blame(operations.get(refused.index), &refused.refusal)
            }
            Outcome::Failed(reason) => {
                self.details.form.refuse(Detail::RoleName, reason);
                Vec::new()
            }
        }
    }

    fn close_part(&mut self) -> bool {
        let was_open = (self.part == Part::Trust && self.is_writing) || (self.part == Part::Permissions && self.chosen.is_bounding);
        if was_open {
            self.previous();
        }
        was_open
    }

    fn unsaved(&self) -> Option<String> {
        let written = self.custom.as_ref().is_some_and(Writing::is_changed);
        let entered = written || self.entity.form.is_touched() || self.details.form.is_touched() || self.chosen.is_touched();
        entered.then(|| "The role is not created yet; what was entered would be lost.".into())
    }

    fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        wizard::draw(cx, canvas, "Create role", &Part::TITLES, self.part as usize, &self.operations(cx), |canvas| match self.part {
            Part::Trust => self.draw_trust(canvas),
            Part::Permissions => self.chosen.draw(cx, canvas),
            Part::Details => self.draw_details(cx, canvas),
        });
    }
}
