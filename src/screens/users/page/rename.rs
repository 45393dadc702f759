//! Renaming a user: what stays, what changes, and what the change breaks.

use crate::account::entity::User;
use crate::account::operation::UpdateUser;
use crate::app::cx::Cx;
use crate::app::overlay::dialog::Dialog;
use crate::app::step::Step;
use crate::screens::changes::{effect, naming};
use crate::widgets::Line;
use crate::widgets::form::Field;

/// Asks for the new name; the ARN that it gives is shown as one types.
pub(super) fn dialog(cx: &Cx<'_>, user: &User) -> Dialog {
    let named = cx.account.policies_naming_user(user);
    let (old, user) = (user.name.clone(), user.clone());
    let field = Field::text_line(0, "New user name", old.clone()).of(UpdateUser::SPEC.member("NewUserName"));
    let dialog = Dialog::new(format!("Rename user {old}"), "Rename", move |form, _| match form.text(0) {
        new if new == old => Err((0, "This is the name that the user has.".into())),
        new => {
            let rename = UpdateUser { user_name: old.clone(), new_user_name: Some(new.to_owned()), ..UpdateUser::default() };
            Ok(vec![Step::submit(rename)])
        }
    });
    let dialog = dialog
        .line(Line::new().text("Unique ID, groups, policies, password, keys and devices stay."))
        .line(Line::new().text("The name to sign in with changes, and the ARN: policies that name the old one stop matching."));
    let dialog = naming::told_of(dialog, cx, &named);
    effect::told_of_typed(dialog, cx)
        .line(Line::new().quiet("The console of AWS can't do this; there it takes the CLI or the API."))
        .fields(vec![field])
        .following(cx, move |form, cx| {
            let renamed = User { name: form.text(0).to_owned(), ..user.clone() };
            form.set_hint(0, cx.account.user_arn(&renamed));
        })
}
