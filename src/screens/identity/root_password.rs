//! A new password for root, set by the account's owner: what a message to root's address does on AWS.

use crate::account::operation::SetRootPassword;
use crate::account::password::requirements_of_default;
use crate::account::secret::Secret;
use crate::app::cx::Cx;
use crate::app::overlay::dialog::Dialog;
use crate::app::step::Step;
use crate::screens::users::sign_in::told;
use crate::widgets::form::Field;

const NEW: usize = 0;
const AGAIN: usize = 1;

/// Asks for the new password, twice.
pub(in crate::screens) fn dialog(cx: &Cx<'_>) -> Dialog {
    let email = cx.account.root().map_or_else(String::new, |root| root.email.clone());
    let fields =
        vec![Field::secret(NEW, "New password").of(SetRootPassword::SPEC.member("NewPassword")), Field::secret(AGAIN, "Confirm password")];
    Dialog::new("Set the root user's password", "Set password", |form, _| {
        if form.text(NEW) != form.text(AGAIN) {
            return Err((AGAIN, "The passwords differ.".into()));
        }
        Ok(vec![Step::submit(SetRootPassword { new_password: Secret::new(form.text(NEW)) })])
    })
    .line(format!("On AWS a message to {email} would lead here. This account is on your own machine, so it is yours to set."))
    .fields(fields)
    .following(cx, |form, cx| {
        let rules = told(&requirements_of_default(cx.account, form.text(NEW)));
        form.set_hint(NEW, rules);
    })
}
