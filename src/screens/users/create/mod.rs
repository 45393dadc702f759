//! The create-user wizard: who the user is, what it may do, a last look, and its password shown once.
//!
//! Nothing happens to the account until the last step; then all of it does at once, or nothing.

mod details;
mod draft;
mod permissions;
mod review;
mod stage;

use std::rc::Rc;

use rand::SeedableRng;
use rand::rngs::StdRng;

use self::details::Details;
use self::draft::Draft;
use self::permissions::Permissions;
use self::review::Review;
use self::stage::Stage;
use crate::account::operation::{CreateGroup, Operation};
use crate::account::password;
use crate::account::plan::RefusedAt;
use crate::account::refusal::Refusal;
use crate::app::action::Action;
use crate::app::binding::Binding;
use crate::app::cx::Cx;
use crate::app::labels::Label;
use crate::app::overlay::dialog::Dialog;
use crate::app::overlay::reader::Reader;
use crate::app::route::{Route, ScreenId};
use crate::app::screen::{Focus, Screen, ScreenSpec};
use crate::app::sight::denial::Denial;
use crate::app::step::{Outcome, Step};
use crate::screens::parts::wizard;
use crate::screens::sight::denied::denials;
use crate::screens::sight::needs;
use crate::screens::users::sign_in;
use crate::widgets::form::{Answer, Field};
use crate::widgets::key::Key;
use crate::widgets::{Canvas, document};

pub(in crate::screens) const SPEC: ScreenSpec = ScreenSpec {
    id: ScreenId::CreateUser,
    names: &["create-user"],
    title: |_| TITLE.into(),
    about: "Make a user, step by step: sign-in, permissions, tags",
    parent: Some(ScreenId::Users),
    needs: needs::nothing,
    bindings: BINDINGS,
    open: |_, cx| Box::new(CreateUser::new(cx)),
};

const TITLE: &str = "Create user";

const BINDINGS: &[Binding] = &[
    wizard::NEXT,
    wizard::PREVIOUS,
    Binding::new(&[Key::char('c')], Action::Create, "create group…", "Make a group and choose it for the user"),
    Binding::new(&[Key::char('b')], Action::Boundary, "boundary", "Choose a permissions boundary, or go back to the permissions"),
    Binding::new(&[Key::char('v')], Action::Show, "view policy", "Show the document of the selected policy"),
    Binding::new(&[Key::char('a')], Action::Add, "add tag", "Add a tag to the user"),
    wizard::COMMANDS,
];

/// The wizard's state. Has no `Debug`: it holds a password.
struct CreateUser {
    stage: Stage,
    details: Details,
    permissions: Permissions,
    review: Review,
    /// What was submitted and is not answered yet.
    submitted: Option<Draft>,
}

impl CreateUser {
    fn new(cx: &Cx<'_>) -> Self {
        Self { stage: Stage::Details, details: Details::new(), permissions: Permissions::new(), review: Review::new(cx), submitted: None }
    }

    /// What the user is to be, by all that was entered so far.
    fn draft(&self, cx: &Cx<'_>) -> Draft {
        Draft {
            name: self.details.name().to_owned(),
            console: self.details.console(cx.account),
            grants: self.permissions.grants(cx),
            boundary: self.permissions.boundary(cx),
            tags: self.review.tags(),
        }
    }

    fn next(&mut self, cx: &Cx<'_>) -> Vec<Step> {
        match self.stage {
            Stage::Details if !self.details.check(cx) => {}
            Stage::Details => match self.refusal_at(Stage::Details, cx) {
                Some(refusal) => self.blame(Stage::Details, &refusal),
                None => self.stage = Stage::Permissions,
            },
            Stage::Permissions if self.permissions.is_boundary_open() => self.permissions.take_boundary(),
            Stage::Permissions => {
                self.stage = Stage::Review;
                return self.permissions.passed_by();
            }
            Stage::Review => return self.create(cx),
        }
        Vec::new()
    }

    fn previous(&mut self) {
        match self.stage {
            Stage::Permissions if self.permissions.is_boundary_open() => self.permissions.show_boundary(false),
            Stage::Details | Stage::Permissions => self.stage = Stage::Details,
            Stage::Review => self.stage = Stage::Permissions,
        }
    }

    /// Submits all of it, once.
    fn create(&mut self, cx: &Cx<'_>) -> Vec<Step> {
        if self.submitted.is_some() || !self.review.check() {
            return Vec::new();
        }
        let mut draft = self.draft(cx);
        // What policies deny is asked for all the same: a request that was denied is in the history.
        if let Some((operation, refusal)) = draft.refusal(cx).filter(|(_, refusal)| refusal.denied.is_none()) {
            self.blame(Stage::of(&operation, &refusal), &refusal);
            return wizard::told(&refusal);
        }
        if let Some(console) = draft.console.as_mut().filter(|_| self.details.is_generated()) {
            console.password = password::generate(cx.account, &mut StdRng::from_seed(cx.chance));
        }
        let submit = Step::submit_all(draft.operations(cx.account), format!("Created user {}", draft.name));
        self.submitted = Some(draft);
        vec![submit]
    }

    /// What would be refused now, if it was entered at this step.
    fn refusal_at(&self, stage: Stage, cx: &Cx<'_>) -> Option<Refusal> {
        let (operation, refusal) = self.draft(cx).refusal(cx)?;
        (Stage::of(&operation, &refusal) == stage).then_some(refusal)
    }

    /// Why it does not go on at the second step; what is attached for the first step's sake is told apart.
    fn stop(&self, cx: &Cx<'_>) -> Option<String> {
        let refusal = self.refusal_at(Stage::Permissions, cx)?;
        let draft = self.draft(cx);
        let (operation, _) = draft.refusal(cx)?;
        let of_password = draft.console.as_ref().and_then(|console| console.policy.as_ref()).map(|policy| cx.account.policy_arn(policy));
        let is_of_password = matches!(&operation, Operation::AttachUserPolicy(attach) if of_password.as_ref() == Some(&attach.policy_arn));
        let hint = " It is for the new password that step 1 asks the user for: ctrl-b leads back there.";
        Some(refusal.message + if is_of_password { hint } else { "" })
    }

    /// Goes to the step that is to blame, and says there what is wrong. The second step says so by itself, as long as it is so.
    fn blame(&mut self, stage: Stage, refusal: &Refusal) {
        self.stage = stage;
        match stage {
            Stage::Details => self.details.refuse(refusal),
            Stage::Permissions => {}
            Stage::Review => self.review.refuse(wizard::words(refusal)),
        }
    }

    /// Asks for the name of a new group.
    fn create_group(cx: &Cx<'_>) -> Step {
        let field = Field::text_line(0, "Group name", "")
            .of(CreateGroup::SPEC.member("GroupName"))
            .hint("For a job, such as Developers. Policies are attached on the group's page.");
        let label = cx.label(Label::CreateGroup);
        let dialog =
            Dialog::new(label, label, |form, _| Ok(vec![Step::submit(CreateGroup { group_name: form.text(0).into(), path: None })]));
        Step::Ask(Box::new(dialog.fields(vec![field])))
    }

    /// Shows the document of the selected policy.
    fn show_policy(&self, cx: &Cx<'_>) -> Vec<Step> {
        let policy = self.permissions.selected_policy();
        let document = policy.and_then(|policy| Some((cx.account.policy_name(policy), cx.account.policy_document(policy)?)));
        let reader = document.map(|(name, text)| Reader::new(name, text, document::json(text)));
        reader.map(|reader| Step::Ask(Box::new(reader))).into_iter().collect()
    }
}

/// What follows once the user is there: on to its page, and over it the password, this once.
fn created(cx: &Cx<'_>, draft: &Draft) -> Vec<Step> {
    let Some(user) = cx.account.user_named(&draft.name) else { return vec![Step::Up] };
    let page = Step::Replace(Route::user(user.id));
    let password = draft.console.as_ref().map(|console| sign_in::retrieve_password(cx, &user.name, &console.password, console.is_typed));
    std::iter::once(page).chain(password.map(|password| Step::Ask(Box::new(password)))).collect()
}

impl Screen for CreateUser {
    fn refresh(&mut self, cx: &Cx<'_>) {
        self.details.follow(cx);
        self.permissions.refresh(cx);
    }

    fn focus(&mut self) -> Focus<'_> {
        match self.stage {
            Stage::Details => Focus::Form(self.details.form()),
            Stage::Permissions => Focus::List(self.permissions.list()),
            Stage::Review => Focus::Form(self.review.form()),
        }
    }

    fn tabs(&self, _cx: &Cx<'_>) -> Option<(Vec<String>, usize)> {
        if self.stage == Stage::Permissions { self.permissions.ways() } else { None }
    }

    fn show_tab(&mut self, tab: usize, _cx: &Cx<'_>) {
        self.permissions.choose_way(tab);
    }

    fn close_part(&mut self) -> bool {
        let was_open = self.stage == Stage::Permissions && self.permissions.is_boundary_open();
        self.permissions.show_boundary(false);
        was_open
    }

    fn rearrange(&mut self, cx: &Cx<'_>) {
        self.permissions.rearrange(cx);
    }

    fn denied(&self, cx: &Cx<'_>) -> Vec<Denial> {
        if self.stage != Stage::Permissions {
            return Vec::new();
        }
        // What stops one comes before what can't be read.
        let permissions = &self.permissions;
        let stops = Denial::of_all(&self.refusal_at(Stage::Permissions, cx));
        let unread = [permissions.uncopied(cx), permissions.unread(cx)].map(|refusals| Denial::of_all(refusals.iter().map(Rc::as_ref)));
        let [uncopied, unread] = unread;
        [uncopied, stops, unread, denials(&permissions.unseen(cx)), Denial::of_all(permissions.unlisted(cx))].concat()
    }

    fn why_not(&self, action: Action, cx: &Cx<'_>) -> Option<String> {
        let at_permissions = self.stage == Stage::Permissions;
        let reason = match action {
            Action::Next if at_permissions && self.permissions.is_boundary_open() => return None,
            Action::Next if at_permissions && !self.permissions.uncopied(cx).is_empty() => {
                "What may not be read can't be copied. D says why; space takes the choice back."
            }
            Action::Next if at_permissions => return self.stop(cx),
            Action::Previous if self.stage == Stage::Details => "This is the first step. esc leaves.",
            Action::Create if !at_permissions || !self.permissions.chooses_groups() => {
                "A group is made at step 2, where the user is added to groups."
            }
            Action::Boundary if !at_permissions => "The permissions boundary is chosen at step 2.",
            Action::Show if !at_permissions || self.permissions.selected_policy().is_none() => "No policy is selected here.",
            Action::Show if !self.permissions.unread(cx).is_empty() => "Its document may not be read by you. D says why.",
            Action::Add if self.stage != Stage::Review => "Tags are added at step 3.",
            Action::Commands if self.details.name().is_empty() => "Give the user a name first.",
            _ => return None,
        };
        Some(reason.into())
    }

    fn label(&self, action: Action, _cx: &Cx<'_>) -> Option<&'static str> {
        match (action, self.stage) {
            (Action::Next, Stage::Review) => Some(if self.review.is_on_button() { "create user" } else { "next field" }),
            (Action::Next, Stage::Permissions) if self.permissions.is_boundary_open() => Some("take this one"),
            (Action::Boundary, _) if self.permissions.is_boundary_open() => Some("permissions"),
            _ => None,
        }
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Step> {
        match action {
            Action::Next => return self.next(cx),
            Action::Previous => self.previous(),
            Action::Create => return vec![Self::create_group(cx)],
            Action::Boundary => self.permissions.show_boundary(!self.permissions.is_boundary_open()),
            Action::Show => return self.show_policy(cx),
            Action::Add => self.review.add_tag(),
            Action::Commands => return vec![wizard::commands(cx, &self.draft(cx).operations(cx.account))],
            _ => {}
        }
        Vec::new()
    }

    fn form_answered(&mut self, answer: Answer, cx: &Cx<'_>) -> Vec<Step> {
        match answer {
            Answer::Changed if self.stage == Stage::Details => {
                self.details.follow(cx);
                if let Some(refusal) = self.refusal_at(Stage::Details, cx).filter(|_| self.details.is_naming()) {
                    self.blame(Stage::Details, &refusal);
                }
            }
            Answer::Submitted | Answer::Pressed => return self.next(cx),
            _ => {}
        }
        Vec::new()
    }

    fn answered(&mut self, outcome: Outcome, cx: &Cx<'_>) -> Vec<Step> {
        let Some(draft) = self.submitted.take() else { return Vec::new() };
        match outcome {
            Outcome::Done(_) => return created(cx, &draft),
            Outcome::Refused(RefusedAt { index, refusal }) => {
                let stage = draft.operations(cx.account).get(index).map_or(Stage::Review, |operation| Stage::of(operation, &refusal));
                self.blame(stage, &refusal);
            }
            Outcome::Failed(reason) => self.review.refuse(reason),
        }
        Vec::new()
    }

    fn unsaved(&self) -> Option<String> {
        let touched = self.details.is_touched() || self.permissions.is_touched() || self.review.is_touched();
        touched.then(|| "The user is not created yet; what was entered would be lost.".into())
    }

    fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        let draft = self.draft(cx);
        let steps = Stage::labels(draft.console.is_some());
        wizard::draw(cx, canvas, TITLE, steps, self.stage as usize, &draft.operations(cx.account), |canvas| match self.stage {
            Stage::Details => self.details.view(canvas),
            Stage::Permissions => {
                let refusal = self.refusal_at(Stage::Permissions, cx).map(|refusal| refusal.message);
                self.permissions.view(cx, canvas, &draft, refusal.as_deref());
            }
            Stage::Review => self.review.view(cx, canvas, &draft, self.details.is_generated()),
        });
    }
}
