//! Taking an identity's own policies away: managed ones are detached, inline ones deleted.

use super::grant::Granted;
use crate::account::identity::Identity;
use crate::account::operation::Operation;
use crate::app::cx::Cx;
use crate::app::overlay::dialog::Dialog;
use crate::app::step::Step;
use crate::app::words::{count, listed};
use crate::screens::changes::effect;
use crate::widgets::Line;

/// The operations that take these policies from their identity.
fn operations(cx: &Cx<'_>, from: Identity<'_>, policies: &[Granted]) -> Vec<Operation> {
    let take = |policy: &Granted| match policy {
        Granted::Managed(policy) => from.detach(cx.account, policy),
        Granted::Inline { name, .. } => from.delete_inline(name),
    };
    policies.iter().map(take).collect()
}

/// Asks before policies are taken from a user, group or role, and says what is lost.
pub(in crate::screens) fn question(cx: &Cx<'_>, from: Identity<'_>, policies: &[Granted]) -> Dialog {
    let inline = policies.iter().filter(|policy| matches!(policy, Granted::Inline { .. })).count();
    let (verb, done) = match inline {
        0 => ("Detach", "Detached"),
        _ if inline == policies.len() => ("Delete", "Deleted"),
        _ => ("Remove", "Removed"),
    };
    let what = match policies {
        [Granted::Inline { name, .. }] => format!("inline policy {name}"),
        [policy] => policy.name(cx.account).to_owned(),
        policies => count(policies.len(), "policy"),
    };
    let name = from.name();
    let preposition = if verb == "Delete" { "of" } else { "from" };
    let operations = operations(cx, from, policies);
    let said = format!("{done} {what} {preposition} {name}");
    let submitted = operations.clone();
    let dialog = Dialog::new(format!("{verb} {what} {preposition} {name}?"), verb, move |_, _| {
        Ok(vec![Step::submit_all(submitted.clone(), said.clone())])
    });
    let dialog = if inline == 0 { dialog } else { dialog.danger().line(Line::new().text(told_gone(cx, name, policies))) };
    let dialog = effect::told_of_all(dialog, cx, &operations);
    match from {
        Identity::Role(_) => dialog.line(Line::new().quiet("Whoever acts with the role loses this at once, in open sessions as well.")),
        Identity::Group(_) | Identity::User(_) => dialog,
    }
}

/// That inline policies are gone for good.
fn told_gone(cx: &Cx<'_>, from: &str, policies: &[Granted]) -> String {
    let is_inline = |policy: &&Granted| matches!(policy, Granted::Inline { .. });
    let gone: Vec<&str> = policies.iter().filter(is_inline).map(|policy| policy.name(cx.account)).collect();
    if let [one] = gone.as_slice() {
        format!("{one} is deleted, not detached: it is part of {from} and nowhere else.")
    } else {
        format!("{} are deleted, not detached: they are part of {from} and nowhere else.", listed(&gone))
    }
}
