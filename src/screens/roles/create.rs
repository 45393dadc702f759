//! *Create role* for an AWS service: who may assume it, what it may do, its name; one batch at the end.

use super::trust;
use super::use_case::UseCase;
use crate::account::entity::PolicyKey;
use crate::account::operation::{AttachRolePolicy, CreateRole, Operation, Tag};
use crate::account::refusal::Refusal;
use crate::app::action::Action;
use crate::app::binding::Binding;
use crate::app::cx::Cx;
use crate::app::notice::{Notice, Tone};
use crate::app::route::{Route, ScreenId};
use crate::app::screen::{Focus, Screen, ScreenSpec};
use crate::app::step::{Outcome, Step};
use crate::app::words::{count, listed};
use crate::screens::policies::rows::{PolicyRows, attachable};
use crate::screens::wizard::{self, Marking};
use crate::widgets::form::{Answer, ChoiceOption, Field, Form};
use crate::widgets::key::{Code, Key};
use crate::widgets::list::List;
use crate::widgets::{Canvas, Hit, Line};

pub(in crate::screens) const SPEC: ScreenSpec = ScreenSpec {
    id: ScreenId::CreateRole,
    names: &["create-role"],
    title: |_| "Create role".into(),
    about: "Make a role for an AWS service",
    parent: Some(ScreenId::Roles),
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

/// The fields of the last step.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Detail {
    RoleName,
    Description,
    Tags,
}

struct Wizard {
    part: Part,
    /// The use case, the form's only field.
    entity: Form<()>,
    policies: List<PolicyKey>,
    details: Form<Detail>,
    waiting: bool,
}

impl Wizard {
    fn new() -> Self {
        let options = UseCase::ALL.map(|case| ChoiceOption { label: case.name().into(), about: case.about().into() });
        let use_case = Field::choice((), "AWS service", options.into(), 0).hint(UseCase::ALL[0].meaning());
        let member = |name| CreateRole::SPEC.member(name);
        let name = Field::text_line(Detail::RoleName, "Role name", "")
            .of(member("RoleName"))
            .hint("At most 64 characters. It can't be changed later.");
        let description =
            Field::text_line(Detail::Description, "Description", "").of(member("Description")).optional().hint("Optional: what it is for.");
        let tags = Field::text_line(Detail::Tags, "Tags", "").of(member("Tags")).optional().hint("Optional, as in team=web, stage=test.");
        Self {
            part: Part::Trust,
            entity: Form::new(vec![use_case]),
            policies: List::marking("policies of a new role"),
            details: Form::new(vec![name, description, tags]),
            waiting: false,
        }
    }

    fn use_case(&self) -> UseCase {
        UseCase::ALL.get(self.entity.chosen(())).copied().unwrap_or(UseCase::Ec2)
    }

    /// What the wizard runs, once the role has a name.
    fn operations(&self) -> Vec<Operation> {
        let role_name = self.details.text(Detail::RoleName).to_owned();
        if role_name.is_empty() {
            return Vec::new();
        }
        let description = self.details.text(Detail::Description);
        let tags = tags(self.details.text(Detail::Tags));
        let create = CreateRole {
            role_name: role_name.clone(),
            assume_role_policy_document: self.use_case().trust_policy(),
            description: (!description.is_empty()).then(|| description.to_owned()),
            tags: (!tags.is_empty()).then_some(tags),
            ..CreateRole::default()
        };
        let policies = self.policies.marks().iter();
        let attaches = policies.map(|policy| AttachRolePolicy { role_name: role_name.clone(), policy_arn: policy.arn() }.into());
        std::iter::once(create.into()).chain(attaches).collect()
    }

    /// The door's answer to too many policies, before there is a name to ask it with.
    fn too_many(&self, cx: &Cx<'_>) -> Option<String> {
        let quota = cx.account.quotas().policies_per_role;
        let refusal = Refusal::quota("PoliciesPerRole", quota);
        (self.policies.marks().len() > quota).then(|| format!("{} Choose fewer.", refusal.message))
    }

    /// Puts a refusal where it was entered.
    fn blame(&mut self, refusal: Refusal) {
        let words = refusal.remedy.unwrap_or(refusal.message);
        let of_details = refusal.member.is_some_and(|member| self.details.refuse_member(member, &words));
        self.part = if of_details { Part::Details } else { Part::Permissions };
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
        if !self.details.check() {
            return Vec::new();
        }
        self.waiting = true;
        let with = match self.policies.marks().len() {
            0 => String::new(),
            policies => format!(" with {}", count(policies, "policy")),
        };
        vec![Step::submit_all(self.operations(), format!("Created role {}{with}", self.details.text(Detail::RoleName)))]
    }

    /// Checks the field that is typed in as the door would.
    fn check_typed(&mut self, cx: &Cx<'_>) {
        let Err(refused) = cx.plan_all(&self.operations()) else { return };
        let typed = match self.details.focused() {
            Some(Detail::RoleName) => "RoleName",
            Some(Detail::Tags) => "Tags",
            Some(Detail::Description) | None => return,
        };
        if refused.refusal.member == Some(typed) {
            self.blame(refused.refusal);
        }
    }

    fn draw_trust(&self, canvas: &mut Canvas<'_>) {
        let row = self.entity.draw(canvas, true);
        canvas.line_at(row, 2, &Line::new().title("Trust policy").quiet("  who may assume the role, not what it may do"));
        trust::draw_document(&mut canvas.rows(row + 1, usize::MAX).inset(2), &self.use_case().trust_policy());
    }

    fn draw_permissions(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        let refusal = self.too_many(cx);
        let marking = Marking {
            title: "Permissions policies – optional",
            empty: &[],
            chosen: Some((self.policies.marks().len(), cx.account.quotas().policies_per_role)),
            refusal: refusal.as_deref(),
            then: "next: name",
        };
        marking.draw(canvas, &self.policies, &PolicyRows { cx });
    }

    fn draw_details(&self, canvas: &mut Canvas<'_>) {
        let height = self.details.height(canvas.width());
        self.details.draw(canvas, true);
        let policy = self.use_case().trust_policy();
        let names: Vec<&str> = self.policies.marks().iter().map(PolicyKey::name).collect();
        let grants = if names.is_empty() { "nothing yet: no policy is chosen".into() } else { listed(&names) };
        let mut review = canvas.rows(height, usize::MAX);
        let mut review = review.inset(2);
        review.line(0, &Line::new().quiet("Who may assume it  ").text(trust::entities(&policy)));
        review.line(1, &Line::new().quiet("What it may do     ").text(grants));
        let create = Line::new().key("enter", "Create role");
        review.hit(2, 0, create.width(), Hit::Key(Key::plain(Code::Enter)));
        review.line(2, &create);
        trust::draw_document(&mut review.rows(4, usize::MAX), &policy);
    }
}

/// Tags as they are typed: `team=web, stage=test`. No tag holds a comma.
fn tags(text: &str) -> Vec<Tag> {
    let tags = text.split(',').map(str::trim).filter(|tag| !tag.is_empty());
    let tags = tags.map(|tag| tag.split_once('=').unwrap_or((tag, "")));
    tags.map(|(key, value)| Tag { key: key.trim().into(), value: value.trim().into() }).collect()
}

impl Screen for Wizard {
    fn refresh(&mut self, cx: &Cx<'_>) {
        self.policies.refresh(attachable(), &PolicyRows { cx });
    }

    fn rearrange(&mut self, cx: &Cx<'_>) {
        self.policies.arrange(&PolicyRows { cx });
    }

    fn focus(&mut self) -> Focus<'_> {
        match self.part {
            Part::Trust => Focus::Form(self.entity.as_any()),
            Part::Permissions => Focus::List(self.policies.as_any()),
            Part::Details => Focus::Form(self.details.as_any()),
        }
    }

    fn why_not(&self, action: Action, _cx: &Cx<'_>) -> Option<String> {
        let reason = match action {
            Action::Previous if self.part.previous().is_none() => "This is the first step. esc leaves.",
            Action::Commands if self.operations().is_empty() => "The commands are known once the role has a name.",
            _ => return None,
        };
        Some(reason.into())
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Step> {
        match action {
            Action::Next => return self.next(cx),
            Action::Previous => self.part = self.part.previous().unwrap_or(self.part),
            Action::Commands => return vec![wizard::commands(cx, &self.operations())],
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
                let made = cx.account.role_named(self.details.text(Detail::RoleName));
                made.map_or_else(|| vec![Step::Up], |role| vec![Step::Replace(Route::role(role.id))])
            }
            Outcome::Refused(refused) => {
                self.blame(refused.refusal);
                Vec::new()
            }
            Outcome::Failed(_) => Vec::new(),
        }
    }

    fn unsaved(&self) -> Option<String> {
        let entered = self.entity.is_touched() || self.details.is_touched() || !self.policies.marks().is_empty();
        entered.then(|| "The role is not created yet; what you entered is lost.".into())
    }

    fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        wizard::draw(cx, canvas, "Create role", &Part::TITLES, self.part as usize, &self.operations(), |canvas| match self.part {
            Part::Trust => self.draw_trust(canvas),
            Part::Permissions => self.draw_permissions(cx, canvas),
            Part::Details => self.draw_details(canvas),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_typed_with_commas_between_them() {
        let tag = |key: &str, value: &str| Tag { key: key.into(), value: value.into() };
        assert_eq!(tags(""), []);
        assert_eq!(tags("team=web, empty, path=a=b,"), [tag("team", "web"), tag("empty", ""), tag("path", "a=b")]);
    }
}
