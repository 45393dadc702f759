//! Setting, changing and removing a permissions boundary.

use crate::account::entity::PolicyKey;
use crate::account::identity::Identity;
use crate::app::cx::Cx;
use crate::app::overlay::Overlay;
use crate::app::overlay::dialog::Dialog;
use crate::app::overlay::picker::Picker;
use crate::app::step::Step;
use crate::screens::changes::effect;
use crate::screens::policies::choices::PolicyChoices;
use crate::widgets::Line;
use crate::widgets::form::{ChoiceOption, Field};

/// What `b` opens: the policies that can bound, or where one does, what to do with it.
pub(in crate::screens) fn question(cx: &Cx<'_>, of: Identity<'_>) -> Box<dyn Overlay> {
    match cx.account.boundary_of(of.id()) {
        None => Box::new(picker(cx, of)),
        Some(policy) => Box::new(change_or_remove(cx, of, policy, CHANGE)),
    }
}

/// Asks the same where the boundary is in somebody's way: removing it is chosen already. `None` where there is no boundary.
pub(in crate::screens) fn removing(cx: &Cx<'_>, of: Identity<'_>) -> Option<Dialog> {
    cx.account.boundary_of(of.id()).map(|policy| change_or_remove(cx, of, policy, REMOVE))
}

/// The options, in order.
const CHANGE: usize = 0;
const REMOVE: usize = 1;

fn picker(cx: &Cx<'_>, of: Identity<'_>) -> Picker<PolicyChoices> {
    let title = format!("Set permissions boundary of {} {}", cx.kind_of(of), of.name());
    let id = of.id();
    let is_wanted = move |policy: &PolicyKey, cx: &Cx<'_>| cx.account.boundary_of(id) != Some(policy);
    let chosen = move |policies: &[PolicyKey], cx: &Cx<'_>| {
        let setting = policies.first().zip(Identity::of(cx.account, id)).and_then(|(policy, of)| setting(cx, of, policy));
        setting.map(|dialog| Step::Ask(Box::new(dialog))).into_iter().collect()
    };
    Picker::one(PolicyChoices::new(title, "There is no policy that could be the boundary.", is_wanted, chosen), cx)
}

/// Asks before it is set: what the boundary does not allow is lost.
fn setting(cx: &Cx<'_>, of: Identity<'_>, policy: &PolicyKey) -> Option<Dialog> {
    let put = of.put_boundary(cx.account, policy)?;
    let (name, boundary) = (of.name(), cx.account.policy_name(policy));
    let title = format!("Set the permissions boundary of {name} to {boundary}?");
    let operations = [put.clone()];
    let dialog = Dialog::new(title, "Set boundary", move |_, _| Ok(vec![Step::submit(put.clone())]));
    let dialog = dialog.line(Line::new().text(format!("The policies of {name} then allow only what {boundary} allows, too.")));
    Some(effect::told_of_all(dialog, cx, &operations).line(Line::new().quiet("A boundary grants nothing by itself.")))
}

fn change_or_remove(cx: &Cx<'_>, of: Identity<'_>, policy: &PolicyKey, chosen: usize) -> Dialog {
    let (id, name) = (of.id(), of.name().to_owned());
    let options = ["Change boundary", "Remove boundary"].map(|label| ChoiceOption { label: label.into(), about: String::new() });
    let own = if matches!(policy, PolicyKey::AwsManaged(_)) { " It is AWS's own and can't be widened." } else { "" };
    let bound = format!("The policies of {name} allow no more than {} does.{own}", cx.account.policy_name(policy));
    let dialog = Dialog::new(format!("Permissions boundary of {name}"), "Next", move |form, cx| {
        let Some(of) = Identity::of(cx.account, id) else { return Ok(Vec::new()) };
        let next: Option<Box<dyn Overlay>> =
            if form.chosen(0) == CHANGE { Some(Box::new(picker(cx, of))) } else { removal(cx, of).map(|dialog| Box::new(dialog) as _) };
        Ok(next.map(Step::Ask).into_iter().collect())
    });
    dialog.line(Line::new().text(bound)).fields(vec![Field::choice(0, "What to do", options.into(), chosen)])
}

fn removal(cx: &Cx<'_>, of: Identity<'_>) -> Option<Dialog> {
    let name = of.name();
    let remove = of.delete_boundary()?;
    let operations = [remove.clone()];
    let dialog =
        Dialog::new(format!("Remove the permissions boundary of {name}?"), "Remove", move |_, _| Ok(vec![Step::submit(remove.clone())]));
    let dialog = dialog.line(Line::new().text(format!("All that the policies of {name} grant holds again."))).danger();
    Some(effect::told_of_all(dialog, cx, &operations))
}
