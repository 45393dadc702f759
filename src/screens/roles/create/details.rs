//! The last step: the role's name, description and tags.

use crate::account::operation::{CreateRole, Tag};
use crate::account::refusal::Refusal;
use crate::app::cx::Cx;
use crate::screens::parts::wizard;
use crate::widgets::form::{Field, Form};

/// The fields.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Detail {
    RoleName,
    Description,
    Tags,
}

/// What is filled in last.
pub(super) struct Details {
    pub form: Form<Detail>,
}

impl Details {
    pub(super) fn new(cx: &Cx<'_>) -> Self {
        let field = |id, label, member| Field::text_line(id, label, "").of(CreateRole::SPEC.member(member));
        let name = field(Detail::RoleName, "Role name", "RoleName").hint("Up to 64 characters. It can't be changed later.");
        let description = field(Detail::Description, "Description", "Description").optional().hint("Optional: what it is for.");
        let tags = Field::tags(Detail::Tags, "Tags – optional", cx.account.quotas().tags_per_entity).of(CreateRole::SPEC.member("Tags"));
        Self { form: Form::new(vec![name, description, tags]) }
    }

    /// The name, perhaps empty still.
    pub(super) fn role_name(&self) -> &str {
        self.form.text(Detail::RoleName)
    }

    /// The description, if there is one.
    pub(super) fn description(&self) -> Option<String> {
        Some(self.form.text(Detail::Description).to_owned()).filter(|description| !description.is_empty())
    }

    /// The tags, if there are any.
    pub(super) fn tags(&self) -> Option<Vec<Tag>> {
        Some(self.form.tags(Detail::Tags)).filter(|tags| !tags.is_empty())
    }

    /// Whether a refusal is about the field that is typed in.
    pub(super) fn is_typed(&self, refusal: &Refusal) -> bool {
        let typed = match self.form.focused() {
            Some(Detail::RoleName) => "RoleName",
            Some(Detail::Description) => "Description",
            Some(Detail::Tags) => "Tags",
            None => return false,
        };
        refusal.member == Some(typed)
    }

    /// Puts a refusal under the field that is to blame. Without any, it is the role itself that can't be made.
    pub(super) fn refuse(&mut self, refusal: &Refusal) {
        let words = refusal.remedy.as_deref().unwrap_or(&refusal.message);
        if !refusal.member.is_some_and(|member| self.form.refuse_member(member, words)) {
            self.form.refuse(Detail::RoleName, wizard::words(refusal));
        }
    }
}
