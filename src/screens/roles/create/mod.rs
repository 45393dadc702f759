//! *Create role* for an AWS service: who may assume it, what it may do, its name; one batch at the end.

mod details;

use super::trust;
use super::use_case::UseCase;
use crate::account::entity::PolicyKey;
use crate::account::operation::{AttachRolePolicy, CreateRole, Operation};
use crate::account::refusal::Refusal;
use crate::app::action::Action;
use crate::app::binding::Binding;
use crate::app::cx::Cx;
use crate::app::notice::{Notice, Tone};
use crate::app::route::{Route, ScreenId};
use crate::app::screen::{Focus, Screen, ScreenSpec};
use crate::app::step::{Outcome, Step};
use crate::app::words::{count, listed};
use crate::screens::needs;
use crate::screens::policies::rows::{PolicyRows, attachable};
use crate::screens::wizard::{self, Marking};
use crate::widgets::form::{Answer, ChoiceOption, Field, Form};
use crate::widgets::key::{Code, Key};
use crate::widgets::list::List;
use crate::widgets::{Canvas, Hit, Line};
use details::Details;

pub(in crate::screens) const SPEC: ScreenSpec = ScreenSpec {
    id: ScreenId::CreateRole,
    names: &["create-role"],
    title: |_| "Create role".into(),
    about: "Make a role for an AWS service",
    parent: Some(ScreenId::Roles),
    needs: needs::nothing,
    bindings: BINDINGS,
    open: |_, _| Box::new(Wizard::new()),
};

const BINDINGS: &[Binding] = &[wizard::NEXT, wizard::PREVIOUS, wizard::COMMANDS];

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

    fn next(self) -> Option<Self> {
        Self::ALL.into_iter().find(|part| *part > self)
    }

    fn previous(self) -> Option<Self> {
        Self::ALL.into_iter().rfind(|part| *part < self)
    }
}

struct Wizard {
    part: Part,
    /// The use case, the form's only field.
    entity: Form<()>,
    policies: List<PolicyKey>,
    details: Details,
    waiting: bool,
}

impl Wizard {
    fn new() -> Self {
        let options = UseCase::ALL.map(|case| ChoiceOption { label: case.name().into(), about: case.about().into() });
        let use_case = Field::choice((), "AWS service", options.into(), 0).hint(UseCase::ALL[0].meaning());
        Self {
            part: Part::Trust,
            entity: Form::new(vec![use_case]),
            policies: List::marking("policies of a new role").by_name(),
            details: Details::new(),
            waiting: false,
        }
    }

    fn use_case(&self) -> UseCase {
        UseCase::ALL.get(self.entity.chosen(())).copied().unwrap_or(UseCase::Ec2)
    }

    /// What the wizard runs, once the role has a name.
    fn operations(&self, cx: &Cx<'_>) -> Vec<Operation> {
        let role_name = self.details.role_name().to_owned();
        if role_name.is_empty() {
            return Vec::new();
        }
        let create = CreateRole {
            role_name: role_name.clone(),
            assume_role_policy_document: self.use_case().trust_policy(),
            description: self.details.description(),
            tags: self.details.tags(),
            ..CreateRole::default()
        };
        let policies = self.policies.marks().iter();
        let attaches =
            policies.map(|policy| AttachRolePolicy { role_name: role_name.clone(), policy_arn: cx.account.policy_arn(policy) }.into());
        std::iter::once(create.into()).chain(attaches).collect()
    }

    /// The door's answer to too many policies, before there is a name to ask it with.
    fn too_many(&self, cx: &Cx<'_>) -> Option<String> {
        let quota = cx.account.quotas().policies_per_role;
        let refusal = Refusal::quota("PoliciesPerRole", quota).remedy("Choose fewer.");
        (self.policies.marks().len() > quota).then(|| wizard::words(&refusal))
    }

    fn next(&mut self, cx: &Cx<'_>) -> Vec<Step> {
        if self.waiting {
            return Vec::new();
        }
        if let Some(reason) = self.too_many(cx).filter(|_| self.part == Part::Permissions) {
            return vec![Step::Say(Notice::new(Tone::Warning, reason))];
        }
        if let Some(part) = self.part.next() {
            self.part = part;
            return Vec::new();
        }
        if !self.details.form.check() {
            return Vec::new();
        }
        self.waiting = true;
        let with = match self.policies.marks().len() {
            0 => String::new(),
            policies => format!(" with {}", count(policies, "policy")),
        };
        vec![Step::submit_all(self.operations(cx), format!("Created role {}{with}", self.details.role_name()))]
    }

    /// Checks the field that is typed in as the door would.
    fn check_typed(&mut self, cx: &Cx<'_>) {
        if let Err(refused) = cx.plan_all(&self.operations(cx))
            && self.details.is_typed(&refused.refusal)
        {
            self.details.refuse(&refused.refusal);
        }
    }

    fn draw_trust(&self, canvas: &mut Canvas<'_>) {
        let row = self.entity.draw(canvas, true);
        canvas.line_at(row, 2, &Line::new().title("Trust policy").quiet("  who may assume it, not what it may do"));
        let policy = self.use_case().trust_policy();
        let mut below = canvas.rows(row + 1, usize::MAX);
        let mut below = below.inset(2);
        if trust::draw_document(&mut below, &policy) == 0 {
            trust::draw_sentences(&mut below, &policy);
        }
    }

    fn draw_permissions(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        let refusal = self.too_many(cx);
        let marking = Marking {
            title: "Policies – optional",
            empty: &[],
            chosen: Some((self.policies.marks().len(), cx.account.quotas().policies_per_role)),
            refusal: refusal.as_deref(),
            then: "next: name",
        };
        marking.draw(canvas, &self.policies, &PolicyRows { cx });
    }

    fn draw_details(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        let height = self.details.form.height(canvas.width());
        self.details.form.draw(canvas, true);
        let policy = self.use_case().trust_policy();
        let names: Vec<&str> = self.policies.marks().iter().map(|policy| cx.account.policy_name(policy)).collect();
        let grants = match names.len() {
            0 => "nothing yet: no policy is chosen".into(),
            policies => format!("{}: {}", count(policies, "policy"), listed(&names)),
        };
        let mut review = canvas.rows(height, usize::MAX);
        let mut review = review.inset(2);
        review.line(0, &Line::new().quiet("What it may do     ").text(grants));
        review.line(1, &Line::new().quiet("Who may assume it  ").text(trust::entities(&policy)));
        let room = review.height().saturating_sub(3);
        let row = 2 + trust::draw_document(&mut review.rows(2, room), &policy);
        let create = Line::new().key("enter", "Create role");
        review.hit(row, 0, create.width(), Hit::Key(Key::plain(Code::Enter)));
        review.line(row, &create);
    }
}

impl Screen for Wizard {
    fn refresh(&mut self, cx: &Cx<'_>) {
        self.policies.refresh(attachable(cx), &PolicyRows { cx });
    }

    fn rearrange(&mut self, cx: &Cx<'_>) {
        self.policies.arrange(&PolicyRows { cx });
    }

    fn focus(&mut self) -> Focus<'_> {
        match self.part {
            Part::Trust => Focus::Form(self.entity.as_any()),
            Part::Permissions => Focus::List(self.policies.as_any()),
            Part::Details => Focus::Form(self.details.form.as_any()),
        }
    }

    fn why_not(&self, action: Action, cx: &Cx<'_>) -> Option<String> {
        let reason = match action {
            Action::Previous if self.part.previous().is_none() => "This is the first step. esc leaves.",
            Action::Commands if self.operations(cx).is_empty() => "The commands are known once the role has a name.",
            _ => return None,
        };
        Some(reason.into())
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Step> {
        match action {
            Action::Next => return self.next(cx),
            Action::Previous => self.part = self.part.previous().unwrap_or(self.part),
            Action::Commands => return vec![wizard::commands(cx, &self.operations(cx))],
            _ => {}
        }
        Vec::new()
    }

    fn form_answered(&mut self, answer: Answer, cx: &Cx<'_>) -> Vec<Step> {
        match (answer, self.part) {
            (Answer::Submitted, _) => return self.next(cx),
            (Answer::Changed, Part::Trust) => self.entity.set_hint((), self.use_case().meaning()),
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
                match self.operations(cx).get(refused.index) {
                    Some(Operation::CreateRole(_)) => self.details.refuse(&refused.refusal),
                    _ => self.part = Part::Permissions,
                }
                Vec::new()
            }
            Outcome::Failed(_) => Vec::new(),
        }
    }

    fn unsaved(&self) -> Option<String> {
        let entered = self.entity.is_touched() || self.details.form.is_touched() || !self.policies.marks().is_empty();
        entered.then(|| "The role is not created yet; what was entered would be lost.".into())
    }

    fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        wizard::draw(cx, canvas, "Create role", &Part::TITLES, self.part as usize, &self.operations(cx), |canvas| match self.part {
            Part::Trust => self.draw_trust(canvas),
            Part::Permissions => self.draw_permissions(cx, canvas),
            Part::Details => self.draw_details(cx, canvas),
        });
    }
}
