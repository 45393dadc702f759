//! Setting, changing and removing a permissions boundary.

use crate::account::entity::PolicyKey;
use crate::account::id::UniqueId;
use crate::account::identity::Identity;
use crate::app::cx::Cx;
use crate::app::overlay::Overlay;
use crate::app::overlay::dialog::Dialog;
use crate::app::overlay::picker::{Choices, Picker};
use crate::app::step::Step;
use crate::screens::changes::effect;
use crate::screens::policies::rows::{PolicyRows, attachable};
use crate::screens::sight::denied::{Asking as _, Unseen};
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

fn picker(cx: &Cx<'_>, of: Identity<'_>) -> Picker<Boundaries> {
    let title = format!("Set permissions boundary of {} {}", cx.kind_of(of), of.name());
    Picker::one(Boundaries { of: of.id(), title }, cx)
}

fn change_or_remove(cx: &Cx<'_>, of: Identity<'_>, policy: &PolicyKey, chosen: usize) -> Dialog {
    let (id, name) = (of.id(), of.name().to_owned());
    let options = ["Change boundary", "Remove boundary"].map(|label| ChoiceOption { label: label.into(), about: String::new() });
    let own = if matches!(policy, PolicyKey::AwsManaged(_)) { " It is AWS's own and can't be widened." } else { "" };
    let bound = format!("{name} may do no more than {} allows.{own}", cx.account.policy_name(policy));
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

/// Policies to choose a boundary from.
struct Boundaries {
    of: UniqueId,
    title: String,
}

impl Choices for Boundaries {
    type Key = PolicyKey;
    type Rows<'a> = PolicyRows<'a>;

    fn title(&self) -> String {
        self.title.clone()
    }

    fn keys(&self, cx: &Cx<'_>) -> Vec<PolicyKey> {
        let present = cx.account.boundary_of(self.of);
        attachable(cx).into_iter().filter(|policy| Some(policy) != present).collect()
    }

    fn rows<'a>(&self, cx: &'a Cx<'a>) -> PolicyRows<'a> {
        PolicyRows { cx }
    }

    fn lists(&self) -> &'static [&'static str] {
        &["ListPolicies"]
    }

    fn unseen(&self, policy: &PolicyKey, cx: &Cx<'_>) -> Option<Unseen> {
        PolicyRows { cx }.unseen(policy)
    }

    fn empty(&self) -> Vec<Line> {
        vec![Line::new().quiet("There is no policy that could be the boundary.")]
    }

    /// Asks before it is set: what the boundary does not allow is lost.
    fn chosen(&self, policies: &[PolicyKey], cx: &Cx<'_>) -> Vec<Step> {
        let Some((policy, of)) = policies.first().zip(Identity::of(cx.account, self.of)) else { return Vec::new() };
        let Some(put) = of.put_boundary(cx.account, policy) else { return Vec::new() };
        let (name, boundary) = (of.name(), cx.account.policy_name(policy));
        let title = format!("Set the permissions boundary of {name} to {boundary}?");
        let operations = [put.clone()];
        let dialog = Dialog::new(title, "Set boundary", move |_, _| Ok(vec![Step::submit(put.clone())]));
        let dialog =
            dialog.line(Line::new().text(format!("{name} may then do only what both {boundary} and the policies of {name} allow.")));
        let dialog = effect::told_of_all(dialog, cx, &operations).line(Line::new().quiet("A boundary grants nothing by itself."));
        vec![Step::Ask(Box::new(dialog))]
    }
}
