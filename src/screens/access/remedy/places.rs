//! Where statements are written and taken out: editors and pages, or a question where the whole policy goes.

use super::{Made, Shown};
use crate::account::Account;
use crate::account::authorization::{Asker, Origin, Source};
use crate::account::entity::{PolicyKey, ResourceKey, ResourceKind};
use crate::account::identity::Identity;
use crate::account::operation::{DeleteBucketPolicy, Operation};
use crate::app::cx::Cx;
use crate::app::overlay::dialog::Dialog;
use crate::app::route::{Route, ScreenId, Subject};
use crate::app::step::Step;
use crate::policy::decision::{Change, How, List, Narrowing, Place, StatementFinding};
use crate::policy::document::{Amendment, ConditionOutline, Effect, Element, Outline, amended, laid_out};
use crate::screens::changes::effect;
use crate::screens::parts::permissions::{Granted, removal};

/// Where the statement at a place is taken out: in the editor, without it already. The only one goes with its policy.
pub(super) fn to_removal(cx: &Cx<'_>, shown: &Shown, place: Place) -> Made {
    let Some(origin) = shown.answer.authority.origins.get(place.layer, place.policy as usize) else {
        return to_policy(cx, shown, place);
    };
    let statement = place.statement as usize;
    let Some((of, text)) = written(cx.account, &origin.source) else { return to_source(cx, shown, origin, statement) };
    let policies = &shown.answer.authority.policies;
    let narrowing = policies.statement(place).and_then(|found| Narrowing::of(found, &shown.answer.request, !policies.boundary.is_empty()));
    if let Some((narrowing, narrowed)) = narrowing.and_then(|of| narrowed(&text, statement, &of).map(|text| (of, text))) {
        return Made::at(Route::advice(of, Some(narrowed), statement), told(&narrowing));
    }
    let Some(last) = Outline::of(&text).and_then(|outline| outline.statements.len().checked_sub(2)) else {
        let denies = |finding: &StatementFinding| finding.place == place && finding.effect == Effect::Deny;
        // To lift one denial is less than to lift all that the policy denies.
        if shown.answer.explanation.statements().iter().any(denies) {
            let words =
                "Narrow it here so that it leaves this request out. It is the policy's only statement: without it, there is no policy.";
            return Made::at(Route::advice(of, None, statement), words);
        }
        return to_whole(cx, shown, origin);
    };
    match amended(&text, &[Amendment::RemoveStatement(statement)]) {
        Some(without) => {
            let words = if is_of_several(&text, statement) {
                "The whole statement is taken out already, with the other actions it is about: ctrl-s looks at the rest and saves it, \
                 ctrl-z brings it back, to narrow it instead."
            } else {
                "The statement is taken out already: ctrl-s looks at the rest and saves it."
            };
            let without = laid_out(&without);
            Made::at(Route::advice(of, Some(without), statement.min(last)), words)
        }
        None => to_source(cx, shown, origin, statement),
    }
}

/// Whether a statement of a document is about more than one action.
fn is_of_several(text: &str, statement: usize) -> bool {
    let actions = Outline::of(text).and_then(|outline| outline.statements.into_iter().nth(statement)?.actions);
    actions.is_some_and(|actions| actions.negated || !matches!(actions.texts.as_slice(), [one] if !one.contains(['*', '?'])))
}

/// A document whose statement leaves out what was asked; what else it is about stays.
fn narrowed(text: &str, statement: usize, narrowing: &Narrowing) -> Option<String> {
    let set = |element| Amendment::SetEntries(statement, element, narrowing.entries.clone());
    let negate = |element| (narrowing.how == How::AllBut).then_some(Amendment::Negate(statement, element));
    let changes: Vec<Amendment> = match &narrowing.list {
        List::Actions => negate(Element::Action).into_iter().chain([set(Element::Action)]).collect(),
        List::Resources => negate(Element::Resource).into_iter().chain([set(Element::Resource)]).collect(),
        List::Principals if narrowing.how == How::LeftOut => vec![Amendment::LeavePrincipalOut(statement, narrowing.entry.clone())],
        List::Principals => vec![Amendment::RemovePrincipal(statement, narrowing.entry.clone())],
        List::Values { operator, key } => {
            let (operator, key) = (operator.to_string(), key.clone());
            vec![Amendment::AddCondition(statement, ConditionOutline { operator, key, values: vec![narrowing.entry.clone()] })]
        }
    };
    let narrowed = amended(text, &changes)?;
    Some(laid_out(&narrowed))
}

/// What is done already where a statement is narrowed.
fn told(narrowing: &Narrowing) -> String {
    let list = match &narrowing.list {
        List::Actions => "actions",
        List::Resources => "resources",
        List::Principals => "principals",
        List::Values { .. } => "values",
    };
    let done = match narrowing.how {
        How::TakenOut => format!("{} is out of the statement's {list} already", narrowing.entry),
        How::LeftOut | How::AllBut => format!("The statement leaves {} out already", narrowing.entry),
    };
    format!("{done}: ctrl-s looks at the rest and saves it.")
}

/// A policy that is written as a whole, and its document.
fn written(account: &Account, source: &Source) -> Option<(Subject, String)> {
    Some(match source {
        Source::Managed(key @ PolicyKey::Customer(_)) => (Subject::Policy(key.clone()), account.policy_document(key)?.to_owned()),
        Source::Inline { of, name } => {
            let document = account.inline_policy(*of, name)?.document.to_string();
            (Subject::InlinePolicy { of: *of, name: Some(name.clone()) }, document)
        }
        Source::Resource(key) if is_written_whole(key) => (Subject::Resource(key.clone()), account.policy_on(key)?.to_string()),
        Source::Trust(role) => (Subject::TrustPolicy(*role), account.current_policy(&account.role(*role)?.trust_policy).to_string()),
        _ => return None,
    })
}

/// Where a policy is taken away as a whole. A trust policy and a key's can only become another one.
fn to_whole(cx: &Cx<'_>, shown: &Shown, origin: &Origin) -> Made {
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
        _ => to_source(cx, shown, origin, 0),
    }
}

/// Where the statement at a place is changed.
fn to_policy(cx: &Cx<'_>, shown: &Shown, place: Place) -> Made {
    match shown.answer.authority.origins.get(place.layer, place.policy as usize) {
        Some(origin) => to_source(cx, shown, origin, place.statement as usize),
        None => Made::Nowhere("This policy is not one of the account's."),
    }
}

/// Where the statement at a place is read.
pub(in crate::screens::access) fn to_statement(cx: &Cx<'_>, shown: &Shown, place: Place) -> Vec<Step> {
    match shown.answer.authority.origins.get(place.layer, place.policy as usize).map(|origin| &origin.source) {
        Some(Source::Managed(key @ PolicyKey::AwsManaged(_))) => vec![Step::Aside(Route::policy(key.clone()))],
        _ => to_policy(cx, shown, place).steps(None),
    }
}

pub(super) fn to_source(cx: &Cx<'_>, shown: &Shown, origin: &Origin, statement: usize) -> Made {
    let edited = |of: Subject| Made::At(Route::advice(of, None, statement), None);
    match &origin.source {
        Source::Managed(key @ PolicyKey::Customer(_)) => edited(Subject::Policy(key.clone())),
        Source::Managed(key @ PolicyKey::AwsManaged(_)) => to_attachment(cx, shown, origin, key),
        Source::Inline { of, name } => edited(Subject::InlinePolicy { of: *of, name: Some(name.clone()) }),
        Source::Resource(key) if is_written_whole(key) => edited(Subject::Resource(key.clone())),
        Source::Resource(key) => to_function(key),
        Source::PasswordPolicy => Made::at(
            Route::to(ScreenId::AccountSettings),
            "The account's password policy lets every user change their own password: it is edited here.",
        ),
        Source::Trust(role) => match cx.account.role(*role) {
            Some(_) => edited(Subject::TrustPolicy(*role)),
            None => Made::Nowhere("The role is gone."),
        },
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

/// Whether the policy of a resource is written as a whole; a function's is written statement by statement.
const fn is_written_whole(key: &ResourceKey) -> bool {
    matches!(key.kind, ResourceKind::Bucket | ResourceKind::Queue | ResourceKind::Key | ResourceKind::Secret)
}

fn to_function(key: &ResourceKey) -> Made {
    Made::at(Route::resource(key.clone()), "A function's policy changes statement by statement: a has Add and Remove permission.")
}

/// Where the resource's policy is changed: in the editor, the statement written already.
pub(super) fn to_resource(cx: &Cx<'_>, shown: &Shown, change: &Change) -> Made {
    let held = shown.question.resource.arn().and_then(|arn| cx.account.resource_with_arn(arn));
    let (of, old) = match (&shown.answer.authority.origins.resource, held) {
        (Some(Origin { source: Source::Trust(role), .. }), _) => {
            let old = cx.account.role(*role).map(|role| cx.account.current_policy(&role.trust_policy).to_string());
            (Subject::TrustPolicy(*role), old)
        }
        (_, Some(key)) if is_written_whole(&key) => {
            let old = cx.account.policy_on(&key).map(|policy| policy.to_string());
            (Subject::Resource(key), old)
        }
        (_, Some(key)) => return to_function(&key),
        _ => return Made::Nowhere("The resource's policy is the resource's own; the practice account does not hold it."),
    };
    let document = change.document(&shown.answer.request).and_then(|new| joined(old.as_deref(), &new));
    to_added(of, document)
}

/// Where a document is written that has one statement more, behind the others.
pub(super) fn to_added(of: Subject, document: Option<String>) -> Made {
    let statement = document.as_deref().and_then(Outline::of).map_or(0, |outline| outline.statements.len().saturating_sub(1));
    let words = document.is_some().then(|| "The statement is added already: ctrl-s looks at all of it and saves it.".to_owned());
    Made::At(Route::advice(of, document, statement), words)
}

/// A policy with the statement of another one behind its own; the other one where there is none yet.
fn joined(old: Option<&str>, new: &str) -> Option<String> {
    let Some(old) = old else { return Some(new.to_owned()) };
    let span = |text: &str| Some(Outline::of(text)?.statements.last()?.span);
    let statement = span(new).and_then(|span| new.get(span.start..span.end))?;
    let mut text = amended(old, &[Amendment::AddStatement(Effect::Allow)])?;
    let place = span(&text)?;
    text.replace_range(place.start..place.end, statement);
    Some(laid_out(&text))
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn a_statement_comes_behind_those_that_are_there() {
        let new = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*"}]}"#;
        assert_eq!(joined(None, new).as_deref(), Some(new));
        for old in [
            r#"{"Version":"2012-10-17","Statement":{"Sid":"One","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"}}"#,
            r#"{"Version":"2012-10-17","Statement":[{"Sid":"One","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"}]}"#,
        ] {
            let text = joined(Some(old), new).unwrap();
            let read: serde_json::Value = serde_json::from_str(&text).unwrap();
            assert_eq!((&read["Statement"][0]["Sid"], &read["Statement"][1]["Action"]), (&"One".into(), &"s3:GetObject".into()));
            assert_eq!(read["Statement"][1]["Principal"], "*", "{text}");
        }
    }
}
