//! Renaming a group: what stays, and what the new ARN breaks.

use crate::account::entity::Group;
use crate::account::operation::UpdateGroup;
use crate::app::cx::Cx;
use crate::app::overlay::dialog::Dialog;
use crate::app::step::Step;
use crate::screens::changes::{effect, naming};
use crate::widgets::Line;
use crate::widgets::form::{Field, Form};

/// Asks for the new name; the ARN that it would give is shown as one types.
pub(super) fn dialog(cx: &Cx<'_>, group: &Group) -> Dialog {
    let named = cx.account.policies_naming_group(cx.account.group_arn(group));
    let (old, group) = (group.name.clone(), group.clone());
    let field = Field::text_line(0, "User group name", old.clone()).of(UpdateGroup::SPEC.member("NewGroupName"));
    let arn = move |form: &mut Form<usize>, cx: &Cx<'_>| {
        let renamed = Group { name: form.text(0).to_owned(), ..group.clone() };
        form.set_hint(0, cx.account.group_arn(&renamed));
    };
    let title = format!("Rename {old}");
    let dialog = Dialog::new(title, "Rename", move |form, _| match form.text(0) {
        new if new == old => Err((0, "The group has this name already.".into())),
        new => {
            Ok(vec![Step::submit(UpdateGroup { group_name: old.clone(), new_group_name: Some(new.to_owned()), ..UpdateGroup::default() })])
        }
    });
    let dialog = dialog
        .line(Line::new().text("Its users, its policies and its unique id stay."))
        .line(Line::new().text("The ARN changes: policies that name the old one stop matching."));
    let dialog = naming::told_of(dialog, cx, &named);
    effect::told_of_typed(dialog, cx).fields(vec![field]).following(cx, arn)
}
