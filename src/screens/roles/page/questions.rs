//! What a role's page asks: its description and longest session, and whether it is to go.

use crate::account::entity::Role;
use crate::account::identity::revocation::REVOCATION_POLICY;
use crate::account::operation::{DeleteRole, DeleteServiceLinkedRole, GetRole, Operation, UpdateRole};
use crate::app::cx::Cx;
use crate::app::overlay::dialog::Dialog;
use crate::app::step::Step;
use crate::app::words::{count, days_ago};
use crate::screens::changes::deletion;
use crate::widgets::Line;
use crate::widgets::form::{ChoiceOption, Field};

/// The fields of the dialog that edits a role.
const DESCRIPTION: usize = 0;
const DURATION: usize = 1;

/// The durations that the console offers, in seconds.
const DURATIONS: [u32; 5] = [3600, 7200, 14_400, 28_800, 43_200];

/// Of so many roles it is told when they were used last.
const MOST_TOLD: usize = 4;

/// Asks for another description and another longest session. Of a service-linked role only the description is the account's.
pub(super) fn edit(role: &Role) -> Dialog {
    let (name, longest) = (role.name.clone(), role.max_session_duration);
    let mut durations = DURATIONS.to_vec();
    // One that was set with the CLI may be any.
    if !durations.contains(&longest) {
        durations.push(longest);
        durations.sort_unstable();
    }
    let options = durations.iter().map(|seconds| ChoiceOption { label: duration(*seconds), about: String::new() }).collect();
    let chosen = durations.iter().position(|seconds| *seconds == longest).unwrap_or(0);
    let before = role.description.clone().unwrap_or_default();
    let description = Field::text_line(DESCRIPTION, "Description", before).of(UpdateRole::SPEC.member("Description")).optional();
    let session = Field::choice(DURATION, "Maximum session duration", options, chosen);
    let session = if role.is_service_linked() { session.hidden() } else { session };
    let dialog = Dialog::new(format!("Edit role {name}"), "Save changes", move |form, _| {
        let seconds = durations.get(form.chosen(DURATION)).copied();
        let update = UpdateRole {
            role_name: name.clone(),
            description: Some(form.text(DESCRIPTION).to_owned()),
            max_session_duration: seconds.filter(|seconds| *seconds != longest),
        };
        Ok(vec![Step::submit(update)])
    });
    dialog
        .line(Line::new().text("Sessions that are open keep the length that they were opened with."))
        .line(Line::new().quiet("A role's name and path never change."))
        .fields(vec![description, session])
}

/// What revoking a role's sessions comes to, a sentence each.
pub(super) fn of_revoking() -> [String; 3] {
    [
        format!("The inline policy {REVOCATION_POLICY} denies everything to sessions that were opened before now."),
        "Whoever may enter can do so again at once, and has a session that is not denied.".into(),
        "An instance or a function is denied until its credentials are renewed.".into(),
    ]
}

/// Asks before all sessions that are open now are denied everything.
pub(super) fn revoke(role: &Role) -> Dialog {
    let (id, name) = (role.id, role.name.clone());
    let dialog = Dialog::new(format!("Revoke active sessions of {name}?"), "Revoke active sessions", move |form, cx| {
        if !form.is_on(0) {
            return Err((0, "Acknowledge it first: space turns it on.".into()));
        }
        let revoke = cx.account.role(id).map(|role| Step::submit(role.revoking_sessions(cx.now)));
        Ok(revoke.into_iter().collect())
    });
    of_revoking().into_iter().fold(dialog, |dialog, sentence| dialog.line(Line::new().text(sentence))).fields(vec![Field::toggle(
        0,
        "I acknowledge that all active sessions of this role are revoked",
        false,
    )])
}

/// A session's length as the console writes it: `1 hour`, `1 hour 30 minutes`.
pub(super) fn duration(seconds: u32) -> String {
    let parts = [(seconds / 3600, "hour"), (seconds % 3600 / 60, "minute"), (seconds % 60, "second")];
    let parts: Vec<String> = parts.into_iter().filter(|(number, _)| *number > 0).map(|(number, unit)| count(number, unit)).collect();
    parts.join(" ")
}

/// The operation that deletes a role. A service-linked one goes by one of its own, with the policy that it has.
fn deletion_of(role: &Role) -> Operation {
    let role_name = role.name.clone();
    if role.is_service_linked() { DeleteServiceLinkedRole { role_name }.into() } else { DeleteRole { role_name }.into() }
}

/// Asks before roles are deleted. `None` for none.
pub(in crate::screens::roles) fn delete(cx: &Cx<'_>, roles: &[&Role]) -> Option<Dialog> {
    if let [role] = roles
        && role.is_service_linked()
    {
        return Some(told_of_activity(delete_service_linked(role), cx, roles));
    }
    let dialog = deletion::of(cx, "role", roles.iter().map(|role| (role.name.clone(), deletion_of(role))).collect())?;
    Some(told_of_activity(dialog, cx, roles))
}

fn told_of_activity(dialog: Dialog, cx: &Cx<'_>, roles: &[&Role]) -> Dialog {
    dialog.line(Line::new().quiet("Last activity: ").text(last_activities(cx, roles)))
}

/// When each of several roles was used last; of a single one its name goes without saying.
fn last_activities(cx: &Cx<'_>, roles: &[&Role]) -> String {
    let last = |role: &Role| {
        if !cx.may(&GetRole { role_name: role.name.clone() }.into()) {
            return "not to be seen by you".to_owned();
        }
        let used = cx.account.last_activity(role.id).map(|service_use| service_use.at);
        used.map_or_else(|| "never".to_owned(), |at| days_ago(at, cx.now))
    };
    if let [role] = roles {
        return format!("{}.", last(role));
    }
    let told: Vec<String> = roles.iter().take(MOST_TOLD).map(|role| format!("{}: {}", role.name, last(role))).collect();
    let more = roles.len().saturating_sub(MOST_TOLD);
    let more = if more > 0 { format!(", and {more} more") } else { String::new() };
    format!("{}{more}.", told.join(", "))
}

fn delete_service_linked(role: &Role) -> Dialog {
    let operation = deletion_of(role);
    let dialog =
        Dialog::new(format!("Delete service-linked role {}?", role.name), "Delete", move |_, _| Ok(vec![Step::submit(operation.clone())]));
    dialog
        .line(Line::new().text("The service that it belongs to can act in this account no longer, and makes it anew when it needs it."))
        .line(Line::new().quiet("AWS first asks the service whether it still uses the role; here nothing does."))
        .typed(&role.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_told_in_hours() {
        assert_eq!([3600, 5400, 43_200, 3661].map(duration), ["1 hour", "1 hour 30 minutes", "12 hours", "1 hour 1 minute 1 second"]);
    }
}
