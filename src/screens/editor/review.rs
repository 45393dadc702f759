//! The second step: what the policy is called, or which version makes room for this one, and a last look.

use super::target::{Draft, Target};
use crate::account::operation::{CreatePolicy, PutUserPolicy};
use crate::account::refusal::Refusal;
use crate::app::cx::Cx;
use crate::app::words::ago;
use crate::screens::parts::wizard;
use crate::theme::Role;
use crate::widgets::form::{AnyForm, ChoiceOption, Field, Form};
use crate::widgets::key::{Code, Key};
use crate::widgets::line::wrap;
use crate::widgets::{Canvas, Hit, Line};

/// Rows that the fields have at least: one with what stands under it.
const LEAST_FIELDS: usize = 4;

/// Columns between what finishes and what is reminded of.
const APART: usize = 4;

/// The fields.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Name,
    Description,
    Tags,
    Default,
    Removed,
}

/// The second step's state.
pub(super) struct Review {
    form: Form<Part>,
    /// The versions that the choice offers.
    removable: Vec<u32>,
    /// Why it was not kept, where no field is to blame.
    refused: Option<String>,
}

impl Review {
    pub fn new(target: &Target, name: String, cx: &Cx<'_>) -> Self {
        let removable = target.removable_versions(cx);
        let fields = match target {
            Target::New => new_policy(name, cx),
            Target::NewInline(_) => {
                let hint = "Up to 128 letters, digits and + = , . @ _ -";
                vec![Field::text_line(Part::Name, "Policy name", "").of(PutUserPolicy::SPEC.member("PolicyName")).hint(hint)]
            }
            Target::Version(_) => version(target, &removable, cx),
            Target::Inline(..) | Target::Trust(_) | Target::Resource(_) => Vec::new(),
        };
        Self { form: Form::new(fields), removable, refused: None }
    }

    /// Follows a change of the account: another version may have to go.
    pub fn refresh(&mut self, target: &Target, cx: &Cx<'_>) {
        if target.removable_versions(cx) != self.removable {
            *self = Self::new(target, String::new(), cx);
        }
    }

    pub fn form(&mut self) -> &mut dyn AnyForm {
        self.form.as_any()
    }

    pub const fn is_touched(&self) -> bool {
        self.form.is_touched()
    }

    /// What is written so far, around a document.
    pub fn draft(&self, document: &str) -> Draft {
        Draft {
            name: self.form.text(Part::Name).to_owned(),
            description: self.form.text(Part::Description).to_owned(),
            tags: self.form.tags(Part::Tags),
            set_as_default: self.form.is_on(Part::Default),
            removed: self.removable.get(self.form.chosen(Part::Removed)).copied(),
            document: document.to_owned(),
        }
    }

    /// Checks the fields; the first that is wrong gets the focus.
    pub fn check(&mut self) -> bool {
        self.refused = None;
        self.form.check()
    }

    /// Whether a refusal is about the field that is typed in.
    pub fn is_typed(&self, refusal: &Refusal) -> bool {
        let typed = match self.form.focused() {
            Some(Part::Name) => "PolicyName",
            Some(Part::Description) => "Description",
            Some(Part::Tags) => "Tags",
            _ => return false,
        };
        refusal.member == Some(typed)
    }

    /// Puts a refusal under the field that is to blame, or else above all of them.
    pub fn refuse(&mut self, refusal: &Refusal) {
        let words = refusal.remedy.as_deref().unwrap_or(&refusal.message);
        if !refusal.member.is_some_and(|member| self.form.refuse_member(member, words)) {
            self.refused = Some(wizard::words(refusal));
        }
    }

    /// Says why it was not kept.
    pub fn fail(&mut self, reason: String) {
        self.refused = Some(reason);
    }

    /// Takes back what was said: something was changed.
    pub fn changed(&mut self) {
        self.refused = None;
    }

    /// Draws the fields and what finishes, with what is reminded of beside it or else below, and leaves so many rows below, if there
    /// is room for a field above them.
    pub fn draw(&self, canvas: &mut Canvas<'_>, target: &Target, below: usize, reminder: Option<&Line>) -> usize {
        let finish = Line::new().key("enter", target.finish());
        let beside = 2 + finish.width() + APART;
        let is_beside = reminder.is_some_and(|reminder| beside + reminder.width() <= canvas.width());
        let below = below + usize::from(reminder.is_some() && !is_beside);
        let reason = self.refused.as_ref().map_or_else(Vec::new, |reason| wrap(&format!("✖ {reason}"), canvas.width().saturating_sub(2)));
        // Of the fields the one with the focus stays in sight: all of the reason is to be read.
        let gap = usize::from(!reason.is_empty());
        let room = canvas.height().saturating_sub(gap + reason.len() + gap + 1);
        // What is deleted with it is chosen with all there is to choose from in sight.
        let least = if self.removable.is_empty() { LEAST_FIELDS } else { self.form.height(canvas.width()) };
        let room = room.saturating_sub(1 + below).max(room.min(least));
        let is_cut = self.form.height(canvas.width()) > room;
        let mut row = self.form.draw(&mut canvas.rows(0, room), true).min(room) + if is_cut { gap } else { 0 };
        for text in &reason {
            canvas.line_at(row, 2, &Line::new().with(text.clone(), Role::Bad));
            row += 1;
        }
        row += gap;
        canvas.hit(row, 2, finish.width(), Hit::Key(Key::plain(Code::Enter)));
        canvas.line_at(row, 2, &finish);
        if let Some(reminder) = reminder {
            row += usize::from(!is_beside);
            canvas.line_at(row, if is_beside { beside } else { 2 }, reminder);
        }
        row + 2
    }
}

impl Target {
    /// What the last key does.
    pub(super) const fn finish(&self) -> &'static str {
        match self {
            Self::New | Self::NewInline(_) => "Create policy",
            Self::Version(_) | Self::Inline(..) | Self::Trust(_) | Self::Resource(_) => "Save changes",
        }
    }
}

fn new_policy(name: String, cx: &Cx<'_>) -> Vec<Field<Part>> {
    let field = |id, label, text, member| Field::text_line(id, label, text).of(CreatePolicy::SPEC.member(member));
    vec![
        field(Part::Name, "Policy name", name, "PolicyName").hint("Up to 128 letters, digits and + = , . @ _ - It can't be changed later."),
        field(Part::Description, "Description", String::new(), "Description")
            .optional()
            .hint("Optional: what it is for. It can't be changed later."),
        Field::tags(Part::Tags, "Tags – optional", cx.account.quotas().tags_per_entity).of(CreatePolicy::SPEC.member("Tags")),
    ]
}

fn version(target: &Target, removable: &[u32], cx: &Cx<'_>) -> Vec<Field<Part>> {
    let default = Field::toggle(Part::Default, "Set this new version as the default", true);
    if removable.is_empty() {
        return vec![default.hint("The default version is the one that holds, for everyone the policy is attached to.")];
    }
    let created = |number: u32| target.policy(cx.account).and_then(|policy| cx.account.policy_version(policy.id, number));
    let option = |number: &u32| ChoiceOption {
        label: format!("v{number}"),
        about: created(*number).map_or_else(String::new, |version| format!("created {}", ago(version.created, cx.now))),
    };
    let options = removable.iter().map(option).collect();
    let hint = "Five is the most: this one goes. Undo brings it back.";
    vec![default, Field::choice(Part::Removed, "Version to remove", options, 0).hint(hint)]
}
