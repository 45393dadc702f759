//! Deleting a user. One with active access keys is deleted in two steps: the keys are deactivated first, which can be taken back
//! while one sees whether anything still used them.

use crate::account::entity::{AccessKey, KeyStatus, Owner, User};
use crate::account::operation::{DeleteUser, GetAccessKeyLastUsed, ListAccessKeys, Operation, UpdateAccessKey};
use crate::app::cx::Cx;
use crate::app::overlay::dialog::Dialog;
use crate::app::step::Step;
use crate::app::words::{ago, count};
use crate::screens::changes::deletion;
use crate::theme::Role;
use crate::widgets::Line;

/// Asks before a user is deleted, or before its active keys are deactivated; `after` is what follows once the user is gone.
pub(super) fn dialog(cx: &Cx<'_>, user: &User, after: fn() -> Vec<Step>) -> Dialog {
    let active = active_keys(cx, user);
    if active.is_empty() { delete(cx, user, after) } else { deactivate(cx, user, &active, after) }
}

/// The active keys of a user. To whom they are denied they are not told: the deletion itself says what is wrong.
fn active_keys<'a>(cx: &Cx<'a>, user: &User) -> Vec<&'a AccessKey> {
    if !cx.may(&ListAccessKeys { user_name: Some(user.name.clone()), ..Default::default() }.into()) {
        return Vec::new();
    }
    let keys = cx.account.access_keys_of(Owner::User(user.id)).into_iter();
    keys.filter(|key| key.status == KeyStatus::Active).collect()
}

/// Why several users can't be deleted at once: one with active keys is deleted by itself, in two steps.
pub(super) fn why_not(cx: &Cx<'_>, users: &[&User]) -> Option<String> {
    let active = users.iter().find(|user| !active_keys(cx, user).is_empty());
    let user = active.filter(|_| users.len() > 1)?;
    Some(format!("{} has active access keys. Deactivate them first, or delete {} alone.", user.name, user.name))
}

/// Asks before users are deleted; `None` for nobody.
pub(super) fn dialog_for(cx: &Cx<'_>, users: &[&User]) -> Option<Dialog> {
    if let [user] = users {
        return Some(dialog(cx, user, Vec::new));
    }
    let victim = |user: &&User| (user.name.clone(), DeleteUser { user_name: user.name.clone() }.into());
    deletion::of(cx, "user", users.iter().map(victim).collect())
}

fn delete(cx: &Cx<'_>, user: &User, after: fn() -> Vec<Step>) -> Dialog {
    let operation = Operation::from(DeleteUser { user_name: user.name.clone() });
    deletion::dialog(cx, "user", &user.name, operation).done(move |_, _, _| after())
}

/// Deactivates the keys, and then asks about the deletion.
fn deactivate(cx: &Cx<'_>, user: &User, active: &[&AccessKey], after: fn() -> Vec<Step>) -> Dialog {
    let update = |key: &&AccessKey| {
        let status = KeyStatus::Inactive.as_str().to_owned();
        Operation::from(UpdateAccessKey { user_name: Some(user.name.clone()), access_key_id: key.id.to_string(), status })
    };
    let operations: Vec<Operation> = active.iter().map(update).collect();
    let said = format!("Deactivated {} of {}", count(active.len(), "access key"), user.name);
    let title = format!("Deactivate the active keys of {} first?", user.name);
    let id = user.id;
    Dialog::new(title, "Deactivate", move |_, _| Ok(vec![Step::submit_all(operations.clone(), said.clone())]))
        .line("A user with active access keys is not deleted. These are active:")
        .lines(active.iter().map(|key| line(cx, key)))
        .line(Line::new().quiet("Whatever uses them is refused from then on. They can be activated again; a deleted user's can't."))
        .done(move |_, _, cx| cx.account.user(id).map(|user| Step::Ask(Box::new(delete(cx, user, after)))).into_iter().collect())
}

/// A key, how old it is, and when it was used last: the sign of whether anything still needs it.
fn line(cx: &Cx<'_>, key: &AccessKey) -> Line {
    let used = match cx.account.key_last_used(key.id) {
        _ if !cx.may(&GetAccessKeyLastUsed { access_key_id: key.id.to_string() }.into()) => "last use not to be seen by you".into(),
        Some(last) => format!("used {} for {}", ago(last.at, cx.now), last.service),
        None => "never used".into(),
    };
    Line::new().with("  ✔ ", Role::Good).text(key.id.to_string()).quiet(format!("  created {}, {used}", ago(key.created, cx.now)))
}
