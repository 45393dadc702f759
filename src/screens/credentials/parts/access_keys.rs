//! An owner's access keys: the rows, and the dialogs that deactivate, activate and delete one.

use std::rc::Rc;

pub(in crate::screens) use super::access_key_creation::{create, why_not_create};
use super::row::{Credential, Drawn, Section};
use super::sight::SectionSight;
use super::{Whose, key_description};
use crate::account::entity::{AccessKey, KeyStatus, Owner};
use crate::account::id::AccessKeyId;
use crate::account::operation::{DeleteAccessKey, UpdateAccessKey};
use crate::app::action::Action;
use crate::app::binding::Binding;
use crate::app::cx::Cx;
use crate::app::overlay::dialog::Dialog;
use crate::app::step::Step;
use crate::app::words::ago;
use crate::screens::sight::denied::{Unseen, told};
use crate::theme::Role;
use crate::widgets::{Key, Line};

/// The key that makes an access key.
pub(in crate::screens) const CREATE: Binding =
    Binding::new(&[Key::char('c')], Action::AccessKey, "create key…", "Create an access key, after a look at the alternatives");

/// The key that deactivates an access key and activates it again.
pub(in crate::screens) const ACTIVATE: Binding =
    Binding::new(&[Key::char('t')], Action::Activate, "deactivate…", "Deactivate the selected access key, or activate it again");

/// An owner's keys, oldest first, under a heading that counts them.
pub(in crate::screens) fn rows(cx: &Cx<'_>, owner: Owner, sight: &SectionSight, width: usize) -> Vec<Drawn> {
    let keys = cx.account.access_keys_of(owner);
    let most = cx.account.quotas().access_keys_per_user;
    let heading = Line::new().title("Access keys").quiet(format!("  {} of {most}   ", keys.len())).key("c", "create access key");
    let mut rows = vec![Drawn::Words(heading)];
    if keys.is_empty() {
        rows.push(Drawn::Words(Line::new().quiet("  No access keys. They are for programs; people sign in with a password.")));
    }
    let has_keys = !keys.is_empty();
    for key in keys {
        rows.push(Drawn::Row(Credential::AccessKey(key.id), row(cx, key)));
        rows.push(Drawn::Words(used(cx, key, sight)));
    }
    let unseen = sight.refusal(Section::LastUsed).filter(|_| has_keys);
    let unseen = unseen.map(|refusal| Unseen { name: "Last used", refusal: Rc::new(refusal.clone()) });
    rows.extend(told(&Vec::from_iter(unseen), width.saturating_sub(1)).into_iter().next().into_iter().flatten().map(Drawn::Words));
    // The key bar names only what can be done now, and an active key is not deleted.
    rows.extend(
        has_keys.then(|| Drawn::Words(Line::new().text("  ").key("t", "deactivates a key").quiet(", then ").key("x", "deletes it"))),
    );
    rows
}

fn row(cx: &Cx<'_>, key: &AccessKey) -> Line {
    let (sign, role) = match key.status {
        KeyStatus::Active => ("✔ ", Role::Good),
        KeyStatus::Inactive => ("– ", Role::Quiet),
    };
    let line = Line::new().text(format!("{}  ", key.id)).with(sign, role).text(format!("{:<8}", key.status.as_str()));
    line.quiet("  Created ").text(ago(key.created, cx.now))
}

/// When a key was used last and for what, and what it is for.
fn used(cx: &Cx<'_>, key: &AccessKey, sight: &SectionSight) -> Line {
    let line = Line::new().quiet("    Last used ");
    let line = match cx.account.key_last_used(key.id).filter(|_| sight.may(Section::LastUsed)) {
        Some(used) => line.text(ago(used.at, cx.now)).quiet(format!(", {} in {}", used.service, used.region)),
        None if sight.may(Section::LastUsed) => line.text("never"),
        None => line.with("access denied", Role::Bad),
    };
    let description = key_description::of(cx.account, key).filter(|_| sight.may(Section::Descriptions));
    description.map_or_else(|| line.clone(), |description| line.clone().quiet("   For ").text(description.to_owned()))
}

/// What activating or deactivating does to a key as it is.
pub(in crate::screens) fn word_for_activating(cx: &Cx<'_>, id: AccessKeyId) -> &'static str {
    match cx.account.access_key(id).map(|key| key.status) {
        Some(KeyStatus::Inactive) => "activate",
        _ => "deactivate…",
    }
}

/// Deactivates an active key, after saying what then fails; activates an inactive one at once.
pub(in crate::screens) fn activate_or_deactivate(cx: &Cx<'_>, id: AccessKeyId) -> Vec<Step> {
    let Some((key, whose)) = find(cx, id) else { return Vec::new() };
    let update = |status: KeyStatus| UpdateAccessKey {
        user_name: whose.user_name.clone(),
        access_key_id: id.to_string(),
        status: status.as_str().to_owned(),
    };
    match key.status {
        KeyStatus::Inactive => vec![Step::submit(update(KeyStatus::Active))],
        KeyStatus::Active => {
            let operation = update(KeyStatus::Inactive);
            let dialog =
                Dialog::new(format!("Deactivate access key {id}?"), "Deactivate", move |_, _| Ok(vec![Step::submit(operation.clone())]))
                    .line(Line::new().text(format!("Whatever uses this key of {} is refused from then on.", whose.words())))
                    .line(Line::new().quiet(
                        "It can be activated again at any time. Before deleting a key, deactivate it and see whether anything breaks.",
                    ));
            vec![Step::Ask(Box::new(dialog))]
        }
    }
}

/// Why a key can't be deleted now; `None` where it can.
pub(in crate::screens) fn why_not_delete(cx: &Cx<'_>, id: AccessKeyId) -> Option<String> {
    let active = find(cx, id).is_some_and(|(key, _)| key.status == KeyStatus::Active);
    active.then(|| "An active key is not deleted: deactivate it first, with t, and see whether anything still used it.".into())
}

/// Asks before an inactive key is deleted: its id is typed.
pub(in crate::screens) fn delete(cx: &Cx<'_>, id: AccessKeyId) -> Option<Dialog> {
    let (key, whose) = find(cx, id)?;
    let operation = DeleteAccessKey { user_name: whose.user_name.clone(), access_key_id: id.to_string() };
    let dialog = Dialog::new(format!("Delete access key {id}?"), "Delete", move |_, _| Ok(vec![Step::submit(operation.clone())]))
        .line(Line::new().text(format!(
            "A key of {}, created {}, {}.",
            whose.words(),
            ago(key.created, cx.now),
            key.status.as_str().to_lowercase()
        )))
        .line(Line::new().quiet("Here u undoes it. On AWS a deleted key is gone for good."))
        .typed_as("key ID", id.as_str());
    Some(dialog)
}

fn find<'a>(cx: &Cx<'a>, id: AccessKeyId) -> Option<(&'a AccessKey, Whose)> {
    let key = cx.account.access_key(id)?;
    Some((key, Whose::of(cx, key.owner)?))
}
