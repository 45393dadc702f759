//! What is asked before a version becomes the default, and before one is deleted.

use super::opened::{HELD_BY_NOBODY, holders};
use crate::account::entity::{ManagedPolicy, PolicyKey, PolicyVersion};
use crate::account::operation::{DeletePolicyVersion, SetDefaultPolicyVersion};
use crate::app::cx::Cx;
use crate::app::overlay::dialog::Dialog;
use crate::app::step::Step;
use crate::app::words::count;
use crate::screens::changes::effect;
use crate::widgets::Line;

/// The operation that makes a version the one that holds.
pub(super) fn setting(cx: &Cx<'_>, policy: &ManagedPolicy, version: &PolicyVersion) -> SetDefaultPolicyVersion {
    SetDefaultPolicyVersion { policy_arn: cx.account.policy_arn(&PolicyKey::Customer(policy.id)), version_id: version.version_id() }
}

/// Asks before a version becomes the default, and says who gains and loses what.
pub(super) fn set_default(cx: &Cx<'_>, policy: &ManagedPolicy, version: &PolicyVersion) -> Dialog {
    let operation = setting(cx, policy, version);
    let holders = holders(cx, policy);
    let who = match holders {
        0 => HELD_BY_NOBODY.to_owned(),
        holders => format!("It is used in {}, and what it grants changes there at once.", count(holders, "place")),
    };
    let submitted = operation.clone();
    let dialog = Dialog::new(format!("Make {} the default of {}?", version.version_id(), policy.name), "Set as default", move |_, _| {
        Ok(vec![Step::submit(submitted.clone())])
    })
    .line(Line::new().text(who));
    let dialog = if holders == 0 { dialog } else { effect::told(dialog, cx, &operation.into()) };
    dialog.line(Line::new().quiet(format!("v{} stays as a version to go back to.", policy.default_version)))
}

/// Asks before a version is deleted.
pub(super) fn delete(cx: &Cx<'_>, policy: &ManagedPolicy, version: &PolicyVersion) -> Dialog {
    let policy_arn = cx.account.policy_arn(&PolicyKey::Customer(policy.id));
    let operation = DeletePolicyVersion { policy_arn, version_id: version.version_id() };
    Dialog::new(format!("Delete {} of {}?", version.version_id(), policy.name), "Delete", move |_, _| {
        Ok(vec![Step::submit(operation.clone())])
    })
    .line(Line::new().text("It does not hold, so nobody gains or loses anything by it."))
    .line(Line::new().quiet("Its number is not given again. Here u undoes it; on AWS it is gone for good."))
    .danger()
}
