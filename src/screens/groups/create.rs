//! *Create user group*: the console's one page as three steps, and one batch at the end.

use crate::account::entity::PolicyKey;
use crate::account::id::UniqueId;
use crate::account::operation::{AddUserToGroup, AttachGroupPolicy, CreateGroup, Operation};
use crate::account::refusal::Refusal;
use crate::app::action::Action;
use crate::app::binding::Binding;
use crate::app::cx::Cx;
use crate::app::labels::Label;
use crate::app::overlay::picker::denied_or;
use crate::app::route::{Route, ScreenId};
use crate::app::screen::{Focus, Screen, ScreenSpec};
use crate::app::sight::denial::Denial;
use crate::app::step::{Outcome, Step};
use crate::app::words::count;
use crate::screens::parts::wizard::{self, Marking};
use crate::screens::policies::rows::{PolicyRows, attachable};
use crate::screens::sight::denied::Asking as _;
use crate::screens::sight::denied::denials;
use crate::screens::sight::needs;
use crate::screens::users::rows::UserRows;
use crate::theme::Role;
use crate::widgets::form::{Answer, Field, Form};
use crate::widgets::list::List;
use crate::widgets::{Canvas, Line};

pub(in crate::screens) const SPEC: ScreenSpec = ScreenSpec {
    id: ScreenId::CreateGroup,
    names: &["create-group"],
    title: |cx| cx.label(Label::CreateGroup).into(),
    about: "Make a group, with users and policies",
    parent: Some(ScreenId::Groups),
    needs: needs::nothing,
    bindings: BINDINGS,
    open: |_, _| Box::new(Wizard::new()),
};

const BINDINGS: &[Binding] = &[wizard::NEXT, wizard::PREVIOUS, wizard::COMMANDS];

/// The steps.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Name,
    Users,
    Policies,
}

impl Part {
    const ALL: [Self; 3] = [Self::Name, Self::Users, Self::Policies];
    const TITLES: [&str; 3] = ["Name the group", "Add users", "Attach policies"];

    /// The step where an operation's input is given.
    const fn of(operation: &Operation) -> Self {
        match operation {
            Operation::AddUserToGroup(_) => Self::Users,
            Operation::AttachGroupPolicy(_) => Self::Policies,
            _ => Self::Name,
        }
    }

    fn next(self) -> Option<Self> {
        Self::ALL.into_iter().find(|part| *part > self)
    }

    fn previous(self) -> Option<Self> {
        Self::ALL.into_iter().rfind(|part| *part < self)
    }
}

struct Wizard {
    part: Part,
    /// The name, the form's only field.
    form: Form<()>,
    users: List<UniqueId>,
    policies: List<PolicyKey>,
    waiting: bool,
}

impl Wizard {
    fn new() -> Self {
        let member = CreateGroup::SPEC.member("GroupName");
        let hint = "Up to 128 letters, digits and + = , . @ _ -";
        Self {
            part: Part::Name,
            form: Form::new(vec![Field::text_line((), "User group name", "").of(member).hint(hint)]),
            users: List::marking("users of a new group"),
            policies: List::marking("policies of a new group"),
            waiting: false,
        }
    }

    /// What the wizard runs, as far as it is filled in.
    fn operations(&self, cx: &Cx<'_>) -> Vec<Operation> {
        let group_name = self.form.text(()).to_owned();
        if group_name.is_empty() {
            return Vec::new();
        }
        let users = self.users.marks().iter().filter_map(|id| cx.account.user(*id));
        let adds = users.map(|user| AddUserToGroup { group_name: group_name.clone(), user_name: user.name.clone() }.into());
        let policies = self.policies.marks().iter();
        let attaches =
            policies.map(|policy| AttachGroupPolicy { group_name: group_name.clone(), policy_arn: cx.account.policy_arn(policy) }.into());
        let create = CreateGroup { group_name: group_name.clone(), path: None };
        std::iter::once(create.into()).chain(adds).chain(attaches).collect()
    }

    /// What would be refused as it stands, and at which step that was entered.
    fn refusal(&self, cx: &Cx<'_>) -> Option<(Part, Refusal)> {
        let operations = self.operations(cx);
        let refused = cx.plan_all(&operations).err()?;
        Some((operations.get(refused.index).map_or(Part::Name, Part::of), refused.refusal))
    }

    /// Goes to the step that is to blame. A name's error is under its field; a list's is under the list while it holds.
    fn blame(&mut self, part: Part, refusal: &Refusal) {
        self.part = part;
        if part == Part::Name {
            self.refuse_name(refusal);
        }
    }

    fn refuse_name(&mut self, refusal: &Refusal) {
        let about_the_name = refusal.remedy.clone().filter(|_| refusal.member.is_some());
        self.form.refuse((), about_the_name.unwrap_or_else(|| wizard::words(refusal)));
    }

    fn next(&mut self, cx: &Cx<'_>) -> Vec<Step> {
        if self.waiting {
            return Vec::new();
        }
        if !self.form.check() {
            self.part = Part::Name;
            return Vec::new();
        }
        // What policies deny is asked for in the end all the same: a request that was denied is in the history.
        let is_told = |part: Part, refusal: &Refusal| part <= self.part && refusal.denied.is_none();
        if let Some((part, refusal)) = self.refusal(cx).filter(|(part, refusal)| is_told(*part, refusal)) {
            self.blame(part, &refusal);
            return wizard::told(&refusal);
        }
        if let Some(part) = self.part.next() {
            let left = std::mem::replace(&mut self.part, part);
            let told = || wizard::left_out(&self.users, "No user was chosen: the group begins without any.");
            return if left == Part::Users { told() } else { Vec::new() };
        }
        self.waiting = true;
        let holds = [(self.users.marks().len(), "user"), (self.policies.marks().len(), "policy")];
        let holds: Vec<String> = holds.into_iter().filter(|(number, _)| *number > 0).map(|(number, thing)| count(number, thing)).collect();
        let with = if holds.is_empty() { String::new() } else { format!(" with {}", holds.join(" and ")) };
        vec![Step::submit_all(self.operations(cx), format!("Created group {}{with}", self.form.text(())))]
    }

    fn draw_name(&self, canvas: &mut Canvas<'_>) {
        let row = self.form.draw(canvas, true);
        let about = "A group carries policies for its users. It can't sign in, it can't hold other groups, and no policy can name it \
                     as its principal.";
        canvas.inset(2).paragraph(row, about, Role::Quiet);
    }

    fn draw_users(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>, refusal: Option<&str>) {
        let empty =
            [Line::new().text("There are no users yet."), Line::new().quiet("The group can do without; users can be added at any time.")];
        let empty = denied_or(cx, "ListUsers", &empty);
        let marking = Marking { title: "Users – optional", empty: &empty, refusal, then: "next: policies", chosen: None };
        marking.draw(canvas, &self.users, &UserRows { cx });
    }

    fn draw_policies(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>, refusal: Option<&str>) {
        let quota = cx.account.quotas().policies_per_group;
        let empty = denied_or(cx, "ListPolicies", &[]);
        let marking = Marking {
            title: "Policies – optional",
            empty: &empty,
            refusal,
            then: cx.label(Label::CreateGroup),
            chosen: Some((self.policies.marks().len(), quota)),
        };
        marking.draw(canvas, &self.policies, &PolicyRows { cx });
    }
}

impl Screen for Wizard {
    fn refresh(&mut self, cx: &Cx<'_>) {
        self.users.refresh(cx.listed("ListUsers", || cx.account.users().map(|user| user.id).collect()), &UserRows { cx });
        self.policies.refresh(cx.listed("ListPolicies", || attachable(cx)), &PolicyRows { cx });
    }

    fn rearrange(&mut self, cx: &Cx<'_>) {
        match self.part {
            Part::Name => {}
            Part::Users => self.users.arrange(&UserRows { cx }),
            Part::Policies => self.policies.arrange(&PolicyRows { cx }),
        }
    }

    fn focus(&mut self) -> Focus<'_> {
        match self.part {
            Part::Name => Focus::Form(self.form.as_any()),
            Part::Users => Focus::List(self.users.as_any()),
            Part::Policies => Focus::List(self.policies.as_any()),
        }
    }

    fn denied(&self, cx: &Cx<'_>) -> Vec<Denial> {
        let (unseen, list) = match self.part {
            Part::Name => return Vec::new(),
            Part::Users => (UserRows { cx }.unseen_of(self.users.selected()), cx.sight.refusal("ListUsers")),
            Part::Policies => (PolicyRows { cx }.unseen_of(self.policies.selected()), cx.sight.refusal("ListPolicies")),
        };
        // What stops one comes before what can't be read.
        let stops = self.refusal(cx).filter(|(part, _)| *part == self.part).map(|(_, refusal)| refusal);
        [Denial::of_all(&stops), denials(&unseen), Denial::of_all(list)].concat()
    }

    fn label(&self, action: Action, _cx: &Cx<'_>) -> Option<&'static str> {
        (action == Action::Next && self.part == Part::Policies).then_some("create group")
    }

    fn why_not(&self, action: Action, cx: &Cx<'_>) -> Option<String> {
        let reason = match action {
            Action::Previous if self.part.previous().is_none() => "This is the first step. esc leaves.",
            Action::Commands if self.operations(cx).is_empty() => "The commands are known once the group has a name.",
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
        match answer {
            Answer::Submitted => return self.next(cx),
            Answer::Changed => {
                if let Some((Part::Name, refusal)) = self.refusal(cx).filter(|(_, refusal)| refusal.denied.is_none()) {
                    self.refuse_name(&refusal);
                }
            }
            _ => {}
        }
        Vec::new()
    }

    fn answered(&mut self, outcome: Outcome, cx: &Cx<'_>) -> Vec<Step> {
        self.waiting = false;
        match outcome {
            Outcome::Done(_) => {
                let made = cx.account.group_named(self.form.text(()));
                made.map_or_else(|| vec![Step::Up], |group| vec![Step::Replace(Route::group(group.id))])
            }
            Outcome::Refused(refused) => {
                let part = self.operations(cx).get(refused.index).map_or(Part::Name, Part::of);
                self.blame(part, &refused.refusal);
                Vec::new()
            }
            Outcome::Failed(reason) => {
                self.part = Part::Name;
                self.form.refuse((), reason);
                Vec::new()
            }
        }
    }

    fn unsaved(&self) -> Option<String> {
        let entered = self.form.is_touched() || !self.users.marks().is_empty() || !self.policies.marks().is_empty();
        entered.then(|| "The group is not created yet; what was entered would be lost.".into())
    }

    fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        let refusal = self.refusal(cx).filter(|(part, _)| *part == self.part).map(|(_, refusal)| wizard::words(&refusal));
        let (at, refusal) = (self.part as usize, refusal.as_deref());
        wizard::draw(cx, canvas, cx.label(Label::CreateGroup), &Part::TITLES, at, &self.operations(cx), |canvas| match self.part {
            Part::Name => self.draw_name(canvas),
            Part::Users => self.draw_users(cx, canvas, refusal),
            Part::Policies => self.draw_policies(cx, canvas, refusal),
        });
    }
}
