//! From a remedy to where it is done: the smallest change, one key away.

use super::answer::Shown;
use crate::account::Account;
use crate::account::authorization::{Asker, Origin, Source};
use crate::account::entity::PolicyKey;
use crate::account::id::UniqueId;
use crate::account::operation::{CreatePolicyVersion, Operation, PutRolePolicy, PutUserPolicy};
use crate::app::cx::Cx;
use crate::app::notice::{Notice, Tone};
use crate::app::overlay::dialog::Dialog;
use crate::app::route::{Route, ScreenId, Subject};
use crate::app::step::Step;
use crate::policy::decision::{Change, Layer, Place};
use crate::policy::document::{Amendment, Effect, Element, Outline, amended};
use crate::policy::request::{Request, Value};
use crate::screens::permissions::boundary;
use crate::screens::policies::attach::Identity;
use crate::widgets::Line;
use crate::widgets::document::json;

/// What is done about a denial.
pub(super) enum Doing {
    /// Steps to take.
    Steps(Vec<Step>),
    /// The question is asked again with this condition key.
    AskWith(String, String),
}

/// What doing a remedy comes to; of several changes the first that can be made in this account, the others follow when it is asked again.
pub(super) fn doing(cx: &Cx<'_>, shown: &Shown, remedy: usize) -> Doing {
    let Some(change) = shown.feasible(remedy) else {
        return Doing::Steps(Vec::new());
    };
    match change {
        Change::Add { layer: Layer::Identity, effect: Effect::Allow, .. } => Doing::Steps(vec![granting(cx, shown, change)]),
        Change::Add { layer: Layer::Boundary, .. } => Doing::Steps(vec![widening(cx, shown, change)]),
        Change::Add { .. } => Doing::Steps(vec![to_resource(cx, shown)]),
        Change::RemoveBoundary => Doing::Steps(vec![unbinding(cx, shown)]),
        Change::Remove(place) => Doing::Steps(vec![to_policy(cx, shown, *place)]),
        Change::SetKey { key, value: Value::Single(value) } => Doing::AskWith(key.clone(), value.clone()),
        Change::SetKey { .. } | Change::DropKey { .. } => {
            Doing::Steps(vec![hint("Another request is needed, not another policy; e asks about it.")])
        }
    }
}

fn hint(words: &str) -> Step {
    Step::Hint(Notice::new(Tone::Info, words.to_owned()))
}

/// Asks before an inline policy is put that grants just this.
fn granting(cx: &Cx<'_>, shown: &Shown, change: &Change) -> Step {
    let Some(document) = change.document(&shown.answer.request) else { return hint("Nothing has to be added.") };
    let name_of = |id: UniqueId| free_name(cx.account, id, shown.question.action.name());
    let operation: Operation = match &shown.question.asker {
        Asker::User(id) => match cx.account.user(*id) {
            Some(user) => {
                PutUserPolicy { user_name: user.name.clone(), policy_name: name_of(*id), policy_document: document.clone() }.into()
            }
            None => return hint("The user is gone."),
        },
        Asker::RoleSession { role, .. } => match cx.account.role(*role) {
            Some(found) => {
                PutRolePolicy { role_name: found.name.clone(), policy_name: name_of(*role), policy_document: document.clone() }.into()
            }
            None => return hint("The role is gone."),
        },
        Asker::Root | Asker::FederatedUser { .. } | Asker::Outsider(_) => {
            return hint("Only users and roles of this account have identity policies.");
        }
    };
    let who = cx.account.asker_name(&shown.question.asker);
    let dialog =
        Dialog::new(format!("Give {who} this inline policy?"), "Create policy", move |_, _| Ok(vec![Step::submit(operation.clone())]))
            .line(Line::new().text("It allows just what was asked about, and nothing else. u takes it back."))
            .lines(json(&document));
    Step::Ask(Box::new(dialog))
}

/// A name that no inline policy of the identity has.
fn free_name(account: &Account, of: UniqueId, action: &str) -> String {
    let name = format!("Allow-{action}");
    let is_free = |name: &String| account.inline_policy(of, name).is_none();
    let numbered = (2..).map(|number| format!("{name}-{number}"));
    std::iter::once(name.clone()).chain(numbered).find(is_free).unwrap_or(name)
}

/// Where the statement at a place is changed.
fn to_policy(cx: &Cx<'_>, shown: &Shown, place: Place) -> Step {
    match shown.answer.authority.origins.get(place.layer, place.policy as usize) {
        Some(origin) => to_source(cx, shown, origin),
        None => hint("This policy is not one of the account's."),
    }
}

fn to_source(cx: &Cx<'_>, shown: &Shown, origin: &Origin) -> Step {
    Step::Go(match &origin.source {
        Source::Managed(key @ PolicyKey::Customer(_)) => Route::about(ScreenId::EditPolicy, Subject::Policy(key.clone())),
        // AWS's own can't be changed; it can be detached where it is attached.
        Source::Managed(key @ PolicyKey::AwsManaged(_)) => match (origin.group, &shown.question.asker) {
            (Some(group), _) => Route::group(group),
            (None, Asker::User(id)) => Route::user(*id),
            (None, Asker::RoleSession { role, .. }) => Route::role(*role),
            _ => Route::policy(key.clone()),
        },
        Source::Inline { of, name } => Route::inline_policy(*of, Some(name.clone())),
        Source::Resource(resource) => return Step::Go(Route::resource(resource.clone())),
        Source::Trust(role) => match cx.account.role(*role) {
            Some(_) => Route::role(*role),
            None => return hint("The role is gone."),
        },
    })
}

/// Asks before the boundary gets a version with the statement; where there is no room for one, or nothing that can be made out
/// of the boundary, its page or the editor is where to go.
fn widening(cx: &Cx<'_>, shown: &Shown, change: &Change) -> Step {
    let Some(origin) = shown.answer.authority.origins.boundary.first() else { return hint("There is no boundary any more.") };
    let Source::Managed(key @ PolicyKey::Customer(id)) = &origin.source else { return unbinding(cx, shown) };
    let most = cx.account.quotas().versions_per_policy;
    let name = cx.account.policy_name(key).to_owned();
    if cx.account.versions_of(*id).count() >= most {
        return hint(&format!("Policy {name} has {most} versions already: delete one on its page, then do this again."));
    }
    let old = cx.account.policy_document(key).unwrap_or_default();
    let Some(policy_document) = widened(old, change, &shown.answer.request) else { return to_source(cx, shown, origin) };
    let operation = CreatePolicyVersion { policy_arn: cx.account.policy_arn(key), policy_document, set_as_default: Some(true) };
    let title = format!("Add this statement to policy {name}?");
    let dialog = Dialog::new(title, "Create version", move |_, _| Ok(vec![Step::submit(operation.clone())]))
        .line(Line::new().text("A new version of the boundary has it beside all the others, and becomes the default. u takes it back."))
        .lines(change.document(&shown.answer.request).iter().flat_map(|document| json(document)));
    Step::Ask(Box::new(dialog))
}

/// Asks what is to be done with the boundary as a whole: another can be set, or none.
fn unbinding(cx: &Cx<'_>, shown: &Shown) -> Step {
    let of = match &shown.question.asker {
        Asker::User(id) => Identity::of(cx.account, *id),
        Asker::RoleSession { role, .. } => Identity::of(cx.account, *role),
        Asker::Root | Asker::FederatedUser { .. } | Asker::Outsider(_) => None,
    };
    of.map_or_else(|| hint("Only users and roles of this account have a boundary."), |of| Step::Ask(boundary::question(cx, of)))
}

/// A document with a statement more that allows what was asked.
fn widened(old: &str, change: &Change, request: &Request) -> Option<String> {
    let at = Outline::of(old)?.statements.len();
    let (resource, _) = change.resource(request)?;
    let action = request.action.text().to_owned();
    let amendments = [
        Amendment::AddStatement(Effect::Allow),
        Amendment::SetEntries(at, Element::Action, vec![action]),
        Amendment::SetEntries(at, Element::Resource, vec![resource]),
    ];
    amended(old, &amendments)
}

/// Where the resource's policy is changed: on the role's page, or on the resource's.
fn to_resource(cx: &Cx<'_>, shown: &Shown) -> Step {
    let held = shown.question.resource.arn().and_then(|arn| cx.account.resource_with_arn(arn));
    match (&shown.answer.authority.origins.resource, held) {
        (Some(Origin { source: Source::Trust(role), .. }), _) => Step::Go(Route::role(*role)),
        (_, Some(resource)) => Step::Go(Route::resource(resource)),
        _ => hint("The resource's policy is the resource's own; the practice account does not hold it."),
    }
}
