//! Where statements are written and taken out: editors and pages, or a question where the whole policy goes.

use super::{Made, Shown};
use crate::access::{Made as Does, Written, is_written_whole};
use crate::account::authorization::{Asker, Origin, Source};
use crate::account::entity::{PolicyKey, ResourceKey, ResourceKind};
use crate::account::identity::Identity;
use crate::account::operation::{DeleteBucketPolicy, Operation};
use crate::app::cx::Cx;
use crate::app::overlay::dialog::Dialog;
use crate::app::route::{Route, ScreenId, Subject};
use crate::app::step::Step;
use crate::policy::decision::{Change, How, List, Loosened, Loosening, Narrowing, Place, PolicyElement};
use crate::policy::document::Outline;
use crate::screens::changes::effect;
use crate::screens::parts::permissions::{Granted, removal};

/// Why nothing is done about a policy.
const NOT_OF_THE_ACCOUNT: &str = "This policy is not one of the account's.";

/// Where a policy is written anew for a change: in the editor, with the change in it already. A statement that is the only one
/// goes with its policy.
pub(super) fn to_written(cx: &Cx<'_>, shown: &Shown, change: &Change) -> Made {
    if let Some(written) = shown.answer.written(cx.account, change) {
        let words = told(&written);
        return match edited(&written.source) {
            Some(of) => Made::at(Route::advice(of, Some(written.document), written.statement), words),
            None => Made::Nowhere("This policy can't be written as a whole."),
        };
    }
    match change {
        Change::Remove(place) | Change::Loosen(place) => match shown.answer.authority.origins.get(place.layer, place.policy as usize) {
            Some(origin) if matches!(change, Change::Remove(_)) => to_whole(cx, shown, origin, *place),
            Some(origin) => to_source(cx, shown, origin, place.statement as usize),
            None => Made::Nowhere(NOT_OF_THE_ACCOUNT),
        },
        _ => match shown.question.resource.arn().and_then(|arn| cx.account.resource_with_arn(arn)) {
            Some(key) if !is_written_whole(&key) => to_function(&key),
            _ => Made::Nowhere("The resource's policy is the resource's own; the practice account does not hold it."),
        },
    }
}

/// What is done already where a policy is written anew.
fn told(written: &Written) -> String {
    let done = match &written.made {
        Does::TakenOut => {
            return "The whole statement is taken out now: ctrl-s looks at the rest and saves it, ctrl-z brings it back, to narrow it \
                    instead."
                .to_owned();
        }
        Does::Added => "The statement is added now".to_owned(),
        Does::Narrowed(Narrowing { how: How::TakenOut, list, entry, .. }) => {
            let list = match list {
                List::Actions => "actions",
                List::Resources => "resources",
                List::Principals => "principals",
                List::Values { .. } => "values",
            };
            format!("{entry} is out of the statement's {list} now")
        }
        Does::Narrowed(narrowing) => format!("The statement leaves {} out now", narrowing.entry),
        Does::Loosened(Loosening { element, how }) => match (element, how) {
            (PolicyElement::Version, _) => "The Version is written now".to_owned(),
            (PolicyElement::Action, _) => "The action is written as it is spelt, now".to_owned(),
            (PolicyElement::Resource, _) => "The resource is added now".to_owned(),
            (PolicyElement::Condition { key, .. }, Loosened::Gone) => format!("The condition on {key} is out now"),
            (PolicyElement::Condition { key, .. }, _) => format!("The values of {key} are changed now"),
        },
    };
    format!("{done}: ctrl-s looks at the rest and saves it.")
}

/// What the editor is opened on for a policy; `None` where it is not written as a whole.
fn edited(source: &Source) -> Option<Subject> {
    Some(match source {
        Source::Managed(key @ PolicyKey::Customer(_)) => Subject::Policy(key.clone()),
        Source::Inline { of, name } => Subject::InlinePolicy { of: *of, name: Some(name.clone()) },
        Source::Resource(key) if is_written_whole(key) => Subject::Resource(key.clone()),
        Source::Trust(role) => Subject::TrustPolicy(*role),
        Source::Managed(PolicyKey::AwsManaged(_)) | Source::Resource(_) | Source::PasswordPolicy => return None,
    })
}

/// Where a policy is taken away as a whole. A trust policy and a key's can only become another one.
fn to_whole(cx: &Cx<'_>, shown: &Shown, origin: &Origin, place: Place) -> Made {
    match &origin.source {
        Source::Resource(key) if key.kind == ResourceKind::Bucket => {
            let delete = DeleteBucketPolicy { bucket: key.name.clone() };
            let operation = Operation::from(delete.clone());
            let dialog = Dialog::new(format!("Delete the policy of bucket {}?", key.name), "Delete", move |_, _| {
                Ok(vec![Step::submit(delete.clone())])
            });
            Made::Asked(Box::new(effect::told(dialog.line("The statement is its only one. u takes it back."), cx, &operation)))
        }
        Source::Inline { of, name } => {
            let policy = Granted::Inline { of: *of, name: name.clone() };
            let asked = Identity::of(cx.account, *of).map(|identity| removal::question(cx, identity, &[policy]));
            Made::asked(asked, "Whom it is part of is gone.")
        }
        Source::Managed(key @ PolicyKey::Customer(_)) => {
            let words = format!("The statement is the only one of {}; x detaches the policy here.", cx.account.policy_name(key));
            Made::at(attached_at(shown, origin, key), words)
        }
        Source::Trust(_) | Source::Resource(_) if edited(&origin.source).is_some() => match to_source(cx, shown, origin, 0) {
            Made::At(route, _) => Made::at(route, "It is the only statement, and this policy can't be without: put another in its place."),
            made => made,
        },
        _ => to_source(cx, shown, origin, place.statement as usize),
    }
}

/// Where the statement at a place is read.
pub(in crate::screens::access) fn to_statement(cx: &Cx<'_>, shown: &Shown, place: Place) -> Vec<Step> {
    match shown.answer.authority.origins.get(place.layer, place.policy as usize) {
        Some(Origin { source: Source::Managed(key @ PolicyKey::AwsManaged(_)), .. }) => vec![Step::Aside(Route::policy(key.clone()))],
        Some(origin) => to_source(cx, shown, origin, place.statement as usize).steps(None),
        None => Made::Nowhere(NOT_OF_THE_ACCOUNT).steps(None),
    }
}

/// Where a statement of a policy is read, whoever has it.
pub(in crate::screens::access) fn to_policy(origin: &Origin, statement: usize) -> Vec<Step> {
    let made = match (&origin.source, edited(&origin.source)) {
        (_, Some(of)) => Made::At(Route::advice(of, None, statement), None),
        (Source::Managed(key), None) => Made::At(Route::policy(key.clone()), None),
        (Source::Resource(key), None) => to_function(key),
        (Source::PasswordPolicy, None) => Made::At(Route::to(ScreenId::AccountSettings), None),
        (Source::Inline { .. } | Source::Trust(_), None) => Made::Nowhere(NOT_OF_THE_ACCOUNT),
    };
    made.steps(None)
}

pub(super) fn to_source(cx: &Cx<'_>, shown: &Shown, origin: &Origin, statement: usize) -> Made {
    if let Some(of) = edited(&origin.source) {
        return Made::At(Route::advice(of, None, statement), None);
    }
    match &origin.source {
        Source::Managed(key) => to_attachment(cx, shown, origin, key),
        Source::Resource(key) => to_function(key),
        Source::PasswordPolicy => Made::at(
            Route::to(ScreenId::AccountSettings),
            "The account's password policy lets every user change their own password: it is edited here.",
        ),
        Source::Inline { .. } | Source::Trust(_) => Made::Nowhere(NOT_OF_THE_ACCOUNT),
    }
}

/// AWS's own policies can't be changed; they can be detached where they are attached.
fn to_attachment(cx: &Cx<'_>, shown: &Shown, origin: &Origin, key: &PolicyKey) -> Made {
    let words = format!("{} is AWS's own and can't be changed; x detaches it here.", cx.account.policy_name(key));
    Made::at(attached_at(shown, origin, key), words)
}

/// The page where a managed policy is attached that came into a decision.
fn attached_at(shown: &Shown, origin: &Origin, key: &PolicyKey) -> Route {
    match (origin.group, &shown.question.asker) {
        (Some(group), _) => Route::group(group).tab(1),
        (None, Asker::User(id)) => Route::user(*id),
        (None, Asker::RoleSession { role, .. }) => Route::role(*role),
        _ => Route::policy(key.clone()),
    }
}

fn to_function(key: &ResourceKey) -> Made {
    Made::at(Route::resource(key.clone()), "A function's policy changes statement by statement: a has Add and Remove permission.")
}

/// Where a document is written that has one statement more, behind the others.
pub(super) fn to_added(of: Subject, document: String) -> Made {
    let statement = Outline::of(&document).map_or(0, |outline| outline.statements.len().saturating_sub(1));
    Made::at(Route::advice(of, Some(document), statement), "The statement is added now: ctrl-s looks at all of it and saves it.")
}
