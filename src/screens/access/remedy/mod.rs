//! From a remedy to where it is done: the smallest change, one key away.
//!
//! Here it is asked about; [`places`] are where statements are written and taken out.

mod places;

use self::places::{to_source, to_written};
use super::answer::Shown;
use crate::access::{Lacking, Whose, Written};
use crate::account::authorization::{Asker, Source};
use crate::account::entity::{Owner, PolicyKey};
use crate::account::identity::Identity;
use crate::account::operation::{CreatePolicy, CreatePolicyVersion, Operation};
use crate::app::cx::Cx;
use crate::app::notice::{Notice, Tone};
use crate::app::overlay::dialog::Dialog;
use crate::app::route::{Route, Subject};
use crate::app::step::Step;
use crate::policy::decision::{Change, Layer};
use crate::policy::document::Effect;
use crate::policy::request::Value;
use crate::screens::changes::effect;
use crate::screens::parts::permissions::boundary;
use crate::screens::tags;
use crate::widgets::Line;
use crate::widgets::document::json;

pub(super) use self::places::{to_policy, to_statement};

/// The tab of versions on the page of one of the account's own policies.
const VERSIONS: usize = 3;

/// The tab of credentials on the page of a user.
const CREDENTIALS: usize = 3;

/// What is said where an MFA device is assigned.
const DEVICE_FIRST: &str = "First the device; a request in a session that was opened with its code is then allowed.";

/// Why a change of the request is made nowhere.
const ANOTHER_REQUEST: &str = "Another request is needed, not another policy; e asks about it.";

/// What is done about a denial.
pub(super) enum Doing {
    /// Steps to take.
    Steps(Vec<Step>),
    /// The question is asked again with this condition key.
    AskWith(String, String),
}

/// Where a change is made.
enum Made {
    /// It is asked about here.
    Asked(Box<Dialog>),
    /// At this place, with what there is to say about it.
    At(Route, Option<String>),
    /// Nowhere, for this reason.
    Nowhere(&'static str),
}

impl Made {
    fn asked(dialog: Option<Dialog>, otherwise: &'static str) -> Self {
        dialog.map_or(Self::Nowhere(otherwise), |dialog| Self::Asked(Box::new(dialog)))
    }

    fn at(route: Route, words: impl Into<String>) -> Self {
        Self::At(route, Some(words.into()))
    }

    /// The steps, which say that it is not all there is to do where that is so.
    fn steps(self, part: Option<String>) -> Vec<Step> {
        match self {
            Self::Asked(dialog) => {
                vec![Step::Ask(Box::new(part.into_iter().fold(*dialog, |dialog, part| dialog.line(Line::new().quiet(part)))))]
            }
            Self::At(route, words) => {
                let told: Vec<String> = part.into_iter().chain(words).collect();
                let told = (!told.is_empty()).then(|| hint(&told.join(" ")));
                std::iter::once(Step::Aside(route)).chain(told).collect()
            }
            Self::Nowhere(reason) => vec![hint(reason)],
        }
    }
}

/// What doing a remedy comes to; of several changes the first that can be made in this account, the others follow when it is asked again.
pub(super) fn doing(cx: &Cx<'_>, shown: &Shown, remedy: usize) -> Doing {
    let Some(change) = shown.feasible(remedy) else {
        return Doing::Steps(Vec::new());
    };
    let made = match change {
        Change::Add { layer: Layer::Identity, effect, .. } => granting(cx, shown, change, *effect),
        Change::Add { layer: Layer::Boundary, .. } => widening(cx, shown, change),
        Change::Add { .. } | Change::Remove(_) | Change::Loosen(_) => to_written(cx, shown, change),
        Change::RemoveBoundary => unbinding(cx, shown),
        Change::SetKey { .. } if shown.answer.lacks(change).is_some() => equipping(shown, shown.answer.lacks(change)),
        Change::SetKey { key, value } => match &**value {
            Value::Single(value) => match shown.tag(remedy) {
                Some((holder, key)) => Made::asked(tags::wanted(cx, holder, key, value), "What has the tag is gone."),
                None => return Doing::AskWith(key.name().to_owned(), value.clone()),
            },
            Value::Multi(_) => Made::Nowhere(ANOTHER_REQUEST),
        },
        Change::DropKey { .. } => match shown.tag(remedy) {
            Some((holder, key)) => Made::asked(tags::remove(cx, holder.clone(), key), "What has the tag is gone."),
            None => Made::Nowhere(ANOTHER_REQUEST),
        },
    };
    let changes = shown.turn_at(remedy).map_or(1, |remedy| remedy.changes.len());
    let part = (changes > 1).then(|| format!("Step 1 of {changes}: the answer then says what is left to do."));
    Doing::Steps(made.steps(part))
}

/// Where whoever asks gets what is missing for signing in with MFA.
fn equipping(shown: &Shown, lacking: Option<Lacking>) -> Made {
    match (&shown.question.asker, lacking) {
        (Asker::User(id), Some(Lacking::Credentials)) => {
            Made::at(Route::user(*id).tab(CREDENTIALS), "First a password (p) or an access key (c), then an MFA device (a).")
        }
        (Asker::User(id), _) => Made::at(Route::assign_mfa(Owner::User(*id)), DEVICE_FIRST),
        (Asker::Root, _) => Made::at(Route::assign_mfa(Owner::Root), DEVICE_FIRST),
        (Asker::RoleSession { .. } | Asker::FederatedUser { .. } | Asker::Outsider(_), _) => Made::Nowhere("Only users have MFA devices."),
    }
}

/// Asks before it is changed who has which policy, and says what that gives and takes.
pub(super) fn doing_way(cx: &Cx<'_>, shown: &Shown, way: usize) -> Vec<Step> {
    let way = shown.answer.ways.get(way);
    let Some((way, operations)) = way.and_then(|way| Some((way, way.operations(cx.account)?))) else {
        return vec![hint("Who or what that is about is gone.")];
    };
    let (deed, does) = (way.deed(cx.account), operations.clone());
    let dialog = Dialog::new(format!("{deed}?"), "Do it", move |_, _| {
        Ok(vec![match <[Operation; 1]>::try_from(does.clone()) {
            Ok([operation]) => Step::submit(operation),
            Err(operations) => Step::submit_all(operations, deed.clone()),
        }])
    });
    let then = way.then().map(|then| Line::new().text(format!("And then: {then}")));
    vec![Step::Ask(Box::new(effect::told_of_all(dialog.lines(then), cx, &operations)))]
}

pub(super) fn hint(words: &str) -> Step {
    Step::Hint(Notice::new(Tone::Info, words.to_owned()))
}

/// Asks before an inline policy is put that grants just this, or denies it. A policy that is asked about by itself gets the
/// statement instead.
fn granting(cx: &Cx<'_>, shown: &Shown, change: &Change, effect: Effect) -> Made {
    if let Some(Whose::Policy(key)) = &shown.whose {
        let widened = cx.account.policy_document(key).and_then(|old| shown.answer.widened(old, change));
        let (PolicyKey::Customer(_), Some(document)) = (key, widened) else {
            return Made::Nowhere("AWS's own policies can't be changed.");
        };
        return places::to_added(Subject::Policy(key.clone()), document);
    }
    let operations = shown.answer.granting(cx.account, change);
    let (Some(operations), Some(document)) = (operations, change.document(&shown.answer.request)) else {
        return Made::Nowhere("Only users, groups and roles of this account have inline policies.");
    };
    let (foretold, holder) = (operations.clone(), shown.answer.holder());
    let dialog = match <[Operation; 1]>::try_from(operations) {
        Ok([operation]) if shown.answer.statement_goes_into().is_some() => adding(shown, vec![operation]),
        Ok([operation]) => Dialog::new(format!("Give {holder} this inline policy?"), "Create policy", move |_, _| {
            Ok(vec![Step::submit(operation.clone())])
        }),
        Err(operations) if shown.answer.statement_goes_into().is_some() => adding(shown, operations),
        Err(operations) => {
            let said = format!("Created a policy and attached it to {holder}");
            let title = format!("Create this policy and attach it to {holder}?");
            Dialog::new(title, "Create policy", move |_, _| Ok(vec![Step::submit_all(operations.clone(), said.clone())]))
        }
    };
    let is_wild = shown.question.resource.arn().is_some_and(|arn| arn.contains(['*', '?']));
    let about = match (effect, is_wild) {
        (Effect::Allow, true) => "It allows the action on all that * and ? stand for. u takes it back.",
        (Effect::Allow, false) => "It allows just what was asked about, and nothing else. u takes it back.",
        (Effect::Deny, true) => "It denies the action on all that * and ? stand for. u takes it back.",
        (Effect::Deny, false) => "It denies just what was asked about, whatever else allows it. u takes it back.",
    };
    let dialog = dialog.line(Line::new().text(about)).lines(json(&document));
    // Of a group, all its users have it, and others may have what is attached.
    let is_of_group = shown.answer.holder_id().is_some_and(|id| cx.account.group(id).is_some());
    let is_of_others = is_of_group || shown.answer.statement_goes_into().is_some();
    Made::Asked(Box::new(if is_of_others { effect::told_of_all(dialog, cx, &foretold) } else { dialog }))
}

/// Asks before a policy that is attached gets a version with the statement more.
fn adding(shown: &Shown, operations: Vec<Operation>) -> Dialog {
    let name = shown.answer.statement_goes_into().unwrap_or_default().to_owned();
    let said = format!("Added a statement to policy {name}");
    let dialog = Dialog::new(format!("Add this statement to policy {name}?"), "Create version", move |_, _| {
        Ok(vec![Step::submit_all(operations.clone(), said.clone())])
    });
    dialog.lines(shown.answer.version_goes().map(|gone| Line::new().text(gone)))
}

/// Asks before the boundary gets a version with the statement; where there is no room for one, or nothing that can be made out
/// of the boundary, its page or the editor is where to go.
fn widening(cx: &Cx<'_>, shown: &Shown, change: &Change) -> Made {
    let Some(origin) = shown.answer.authority.origins.boundary.first() else {
        return Made::Nowhere("There is no boundary any more.");
    };
    let Source::Managed(key @ PolicyKey::Customer(id)) = &origin.source else { return rebinding(cx, shown, change) };
    let most = cx.account.quotas().versions_per_policy;
    let name = cx.account.policy_name(key).to_owned();
    if cx.account.versions_of(*id).count() >= most {
        let words = format!("Policy {name} has {most} versions already: delete one here, then do this again.");
        return Made::at(Route::policy(key.clone()).tab(VERSIONS), words);
    }
    let Some(Written { document: policy_document, .. }) = shown.answer.written(cx.account, change) else {
        return to_source(cx, shown, origin, 0);
    };
    let operation = CreatePolicyVersion { policy_arn: cx.account.policy_arn(key), policy_document, set_as_default: Some(true) };
    let title = format!("Add this statement to policy {name}?");
    let foretold = Operation::from(operation.clone());
    let dialog = Dialog::new(title, "Create version", move |_, _| Ok(vec![Step::submit(operation.clone())]))
        .line(Line::new().text("A new version of the boundary has it beside all the others, and becomes the default. u takes it back."))
        .lines(change.document(&shown.answer.request).iter().flat_map(|document| json(document)));
    // Others may have the same boundary.
    Made::Asked(Box::new(effect::told(dialog, cx, &foretold)))
}

/// Asks before a policy of the account's own, AWS's text with the statement, takes the place of AWS's as the boundary.
fn rebinding(cx: &Cx<'_>, shown: &Shown, change: &Change) -> Made {
    let Some(operations) = shown.answer.own_boundary(cx.account, change).map(Vec::from) else { return unbinding(cx, shown) };
    let Some(Operation::CreatePolicy(CreatePolicy { policy_name, .. })) = operations.first() else { return unbinding(cx, shown) };
    let (holder, policy_name) = (shown.answer.holder(), policy_name.clone());
    let of_aws = shown.answer.authority.origins.boundary.first().map_or("", |origin| cx.account.source_name(&origin.source));
    let about = format!("It is created with all that {of_aws} says and this statement, and set in its place. u takes back both.");
    let (does, said) = (operations.clone(), format!("Set {policy_name} as the permissions boundary of {holder}"));
    let title = format!("Bound {holder} by a new policy {policy_name}?");
    let dialog = Dialog::new(title, "Set boundary", move |_, _| Ok(vec![Step::submit_all(does.clone(), said.clone())]))
        .line(Line::new().text(about))
        .lines(change.document(&shown.answer.request).iter().flat_map(|document| json(document)));
    Made::Asked(Box::new(effect::told_of_all(dialog, cx, &operations)))
}

/// Asks what is to be done with the boundary as a whole: another can be set, or none.
fn unbinding(cx: &Cx<'_>, shown: &Shown) -> Made {
    let of = match &shown.question.asker {
        Asker::User(id) => Identity::of(cx.account, *id),
        Asker::RoleSession { role, .. } => Identity::of(cx.account, *role),
        Asker::Root | Asker::FederatedUser { .. } | Asker::Outsider(_) => None,
    };
    let Some(of) = of else { return Made::Nowhere("Only users and roles of this account have a boundary.") };
    Made::asked(boundary::removing(cx, of), "There is no boundary any more.")
}
