//! From a remedy to where it is done: the smallest change, one key away.

use super::answer::Shown;
use crate::account::Account;
use crate::account::authorization::{Asker, Origin, Source};
use crate::account::entity::{Owner, PolicyKey, ResourceKey, ResourceKind};
use crate::account::id::UniqueId;
use crate::account::operation::{CreatePolicyVersion, DeleteBucketPolicy, Operation, PutRolePolicy, PutUserPolicy};
use crate::app::cx::Cx;
use crate::app::notice::{Notice, Tone};
use crate::app::overlay::dialog::Dialog;
use crate::app::route::{Route, ScreenId, Subject};
use crate::app::step::Step;
use crate::policy::decision::{Change, Layer, Place, StatementFinding};
use crate::policy::document::{Amendment, Effect, Element, Outline, amended, laid_out};
use crate::policy::request::{Request, Value};
use crate::screens::effect;
use crate::screens::permissions::{Granted, boundary, removal};
use crate::screens::policies::attach::Identity;
use crate::widgets::Line;
use crate::widgets::document::json;

/// The tab of versions on the page of one of the account's own policies.
const VERSIONS: usize = 3;

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
    let changes = shown.turn_at(remedy).map_or(1, |remedy| remedy.changes.len());
    let part = (changes > 1).then(|| format!("Step 1 of {changes}: the answer then says what is left to do."));
    let asked = |step: Option<Dialog>, otherwise: &str| {
        step.map_or_else(|| hint(otherwise), |dialog| Step::Ask(Box::new(with(dialog, part.as_ref()))))
    };
    let mut steps = match change {
        Change::Add { layer: Layer::Identity, effect, .. } => {
            return Doing::Steps(vec![asked(
                granting(cx, shown, change, *effect),
                "Only users and roles of this account have identity policies.",
            )]);
        }
        Change::Add { layer: Layer::Boundary, .. } => match widening(cx, shown, change) {
            Widening::Asked(dialog) => return Doing::Steps(vec![asked(Some(*dialog), "")]),
            Widening::Steps(steps) => steps,
        },
        Change::Add { .. } => to_resource(cx, shown, change),
        Change::RemoveBoundary => vec![unbinding(cx, shown)],
        Change::Remove(place) => to_removal(cx, shown, *place),
        Change::SetKey { key, value: Value::Single(value) } => return Doing::AskWith(key.clone(), value.clone()),
        Change::SetKey { .. } | Change::DropKey { .. } => {
            vec![hint("Another request is needed, not another policy; e asks about it.")]
        }
    };
    if let (Some(part), [Step::Aside(_)]) = (part, steps.as_slice()) {
        steps.push(hint(&part));
    }
    Doing::Steps(steps)
}

/// Asks before it is changed who has which policy, and says what that gives and takes.
pub(super) fn doing_way(cx: &Cx<'_>, shown: &Shown, way: usize) -> Vec<Step> {
    let way = shown.answer.ways.get(way);
    let Some((words, operation)) = way.and_then(|way| Some((way.in_words(cx.account), way.operation(cx.account)?))) else {
        return vec![hint("Who or what that is about is gone.")];
    };
    let title = format!("{}?", words.split([',', ':']).next().unwrap_or(&words).trim_end_matches('.'));
    let does = operation.clone();
    let dialog = Dialog::new(title, "Do it", move |_, _| Ok(vec![Step::submit(does.clone())]));
    vec![Step::Ask(Box::new(effect::told(dialog, cx, &operation)))]
}

/// A question with the word that it is not all there is to do.
fn with(dialog: Dialog, part: Option<&String>) -> Dialog {
    part.into_iter().fold(dialog, |dialog, part| dialog.line(Line::new().quiet(part.clone())))
}

pub(super) fn hint(words: &str) -> Step {
    Step::Hint(Notice::new(Tone::Info, words.to_owned()))
}

/// Asks before an inline policy is put that grants just this, or denies it.
fn granting(cx: &Cx<'_>, shown: &Shown, change: &Change, effect: Effect) -> Option<Dialog> {
    let policy_document = change.document(&shown.answer.request)?;
    let document = policy_document.clone();
    let name_of = |id: UniqueId| free_name(cx.account, id, &format!("{}-{}", effect.name(), shown.question.action.name()));
    let operation: Operation = match &shown.question.asker {
        Asker::User(id) | Asker::FederatedUser { by: Owner::User(id), .. } => {
            let user_name = cx.account.user(*id)?.name.clone();
            PutUserPolicy { user_name, policy_name: name_of(*id), policy_document }.into()
        }
        Asker::RoleSession { role, .. } => {
            let role_name = cx.account.role(*role)?.name.clone();
            PutRolePolicy { role_name, policy_name: name_of(*role), policy_document }.into()
        }
        Asker::Root | Asker::FederatedUser { by: Owner::Root, .. } | Asker::Outsider(_) => return None,
    };
    let who = match &shown.question.asker {
        Asker::FederatedUser { by, .. } => cx.account.name_of(*by).unwrap_or_default().to_owned(),
        asker => cx.account.asker_name(asker),
    };
    let dialog =
        Dialog::new(format!("Give {who} this inline policy?"), "Create policy", move |_, _| Ok(vec![Step::submit(operation.clone())]));
    let is_wild = shown.question.resource.arn().is_some_and(|arn| arn.contains(['*', '?']));
    let about = match (effect, is_wild) {
        (Effect::Allow, true) => "It allows the action on all that * and ? stand for. u takes it back.",
        (Effect::Allow, false) => "It allows just what was asked about, and nothing else. u takes it back.",
        (Effect::Deny, true) => "It denies the action on all that * and ? stand for. u takes it back.",
        (Effect::Deny, false) => "It denies just what was asked about, whatever else allows it. u takes it back.",
    };
    Some(dialog.line(Line::new().text(about)).lines(json(&document)))
}

/// A name that no inline policy of the identity has.
fn free_name(account: &Account, of: UniqueId, name: &str) -> String {
    let is_free = |name: &String| account.inline_policy(of, name).is_none();
    let numbered = (2..).map(|number| format!("{name}-{number}"));
    std::iter::once(name.to_owned()).chain(numbered).find(is_free).unwrap_or_else(|| name.to_owned())
}

/// Where the statement at a place is taken out: in the editor, without it already. The only one goes with its policy.
fn to_removal(cx: &Cx<'_>, shown: &Shown, place: Place) -> Vec<Step> {
    let Some(origin) = shown.answer.authority.origins.get(place.layer, place.policy as usize) else {
        return to_policy(cx, shown, place);
    };
    let statement = place.statement as usize;
    let Some((of, text)) = written(cx.account, &origin.source) else { return to_source(cx, shown, origin, statement) };
    let Some(last) = Outline::of(&text).and_then(|outline| outline.statements.len().checked_sub(2)) else {
        let denies = |finding: &StatementFinding| finding.place == place && finding.effect == Effect::Deny;
        // To lift one denial is less than to lift all that the policy denies.
        if shown.answer.explanation.statements().iter().any(denies) {
            let words =
                "Narrow it here so that it leaves this request out. It is the policy's only statement: without it, there is no policy.";
            return vec![Step::Aside(Route::advice(of, None, statement)), hint(words)];
        }
        return to_whole(cx, shown, origin);
    };
    match amended(&text, &[Amendment::RemoveStatement(statement)]) {
        Some(without) => vec![
            Step::Aside(Route::advice(of, Some(without), statement.min(last))),
            hint("The statement is taken out already: ctrl-s looks at the rest and saves it."),
        ],
        None => to_source(cx, shown, origin, statement),
    }
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
fn to_whole(cx: &Cx<'_>, shown: &Shown, origin: &Origin) -> Vec<Step> {
    match &origin.source {
        Source::Resource(key) if key.kind == ResourceKind::Bucket => {
            let delete = DeleteBucketPolicy { bucket: key.name.clone() };
            let operation = Operation::from(delete.clone());
            let dialog = Dialog::new(format!("Delete the policy of bucket {}?", key.name), "Delete", move |_, _| {
                Ok(vec![Step::submit(delete.clone())])
            });
            let dialog = effect::told(dialog.line("The statement is its only one. u takes it back."), cx, &operation);
            vec![Step::Ask(Box::new(dialog))]
        }
        Source::Inline { of, name } => match Identity::of(cx.account, *of) {
            Some(identity) => {
                let policy = Granted::Inline { of: *of, name: name.clone() };
                vec![Step::Ask(Box::new(removal::question(cx, identity, &[policy])))]
            }
            None => vec![hint("Whom it is part of is gone.")],
        },
        Source::Managed(key @ PolicyKey::Customer(_)) => {
            let words = format!("The statement is the only one of {}; x detaches the policy here.", cx.account.policy_name(key));
            vec![Step::Aside(attached_at(shown, origin, key)), hint(&words)]
        }
        _ => to_source(cx, shown, origin, 0),
    }
}

/// Where the statement at a place is changed.
fn to_policy(cx: &Cx<'_>, shown: &Shown, place: Place) -> Vec<Step> {
    match shown.answer.authority.origins.get(place.layer, place.policy as usize) {
        Some(origin) => to_source(cx, shown, origin, place.statement as usize),
        None => vec![hint("This policy is not one of the account's.")],
    }
}

/// Where the statement at a place is read.
pub(super) fn to_statement(cx: &Cx<'_>, shown: &Shown, place: Place) -> Vec<Step> {
    match shown.answer.authority.origins.get(place.layer, place.policy as usize).map(|origin| &origin.source) {
        Some(Source::Managed(key @ PolicyKey::AwsManaged(_))) => vec![Step::Aside(Route::policy(key.clone()))],
        _ => to_policy(cx, shown, place),
    }
}

fn to_source(cx: &Cx<'_>, shown: &Shown, origin: &Origin, statement: usize) -> Vec<Step> {
    let edited = |of: Subject| vec![Step::Aside(Route::advice(of, None, statement))];
    match &origin.source {
        Source::Managed(key @ PolicyKey::Customer(_)) => edited(Subject::Policy(key.clone())),
        Source::Managed(key @ PolicyKey::AwsManaged(_)) => to_attachment(cx, shown, origin, key),
        Source::Inline { of, name } => edited(Subject::InlinePolicy { of: *of, name: Some(name.clone()) }),
        Source::Resource(key) if is_written_whole(key) => edited(Subject::Resource(key.clone())),
        Source::Resource(key) => to_function(key),
        Source::PasswordPolicy => vec![
            Step::Aside(Route::to(ScreenId::AccountSettings)),
            hint("The account's password policy lets every user change their own password: it is edited here."),
        ],
        Source::Trust(role) => match cx.account.role(*role) {
            Some(_) => edited(Subject::TrustPolicy(*role)),
            None => vec![hint("The role is gone.")],
        },
    }
}

/// AWS's own policies can't be changed; they can be detached where they are attached.
fn to_attachment(cx: &Cx<'_>, shown: &Shown, origin: &Origin, key: &PolicyKey) -> Vec<Step> {
    let words = format!("{} is AWS's own and can't be changed; x detaches it here.", cx.account.policy_name(key));
    vec![Step::Aside(attached_at(shown, origin, key)), hint(&words)]
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

fn to_function(key: &ResourceKey) -> Vec<Step> {
    vec![
        Step::Aside(Route::resource(key.clone())),
        hint("A function's policy changes statement by statement: a has Add and Remove permission."),
    ]
}

/// What widening a boundary comes to.
enum Widening {
    /// It is asked about.
    Asked(Box<Dialog>),
    /// It is done elsewhere.
    Steps(Vec<Step>),
}

/// Asks before the boundary gets a version with the statement; where there is no room for one, or nothing that can be made out
/// of the boundary, its page or the editor is where to go.
fn widening(cx: &Cx<'_>, shown: &Shown, change: &Change) -> Widening {
    let Some(origin) = shown.answer.authority.origins.boundary.first() else {
        return Widening::Steps(vec![hint("There is no boundary any more.")]);
    };
    let Source::Managed(key @ PolicyKey::Customer(id)) = &origin.source else { return Widening::Steps(vec![unbinding(cx, shown)]) };
    let most = cx.account.quotas().versions_per_policy;
    let name = cx.account.policy_name(key).to_owned();
    if cx.account.versions_of(*id).count() >= most {
        let words = format!("Policy {name} has {most} versions already: delete one here, then do this again.");
        return Widening::Steps(vec![Step::Aside(Route::policy(key.clone()).tab(VERSIONS)), hint(&words)]);
    }
    let old = cx.account.policy_document(key).unwrap_or_default();
    let Some(policy_document) = widened(old, change, &shown.answer.request) else {
        return Widening::Steps(to_source(cx, shown, origin, 0));
    };
    let operation = CreatePolicyVersion { policy_arn: cx.account.policy_arn(key), policy_document, set_as_default: Some(true) };
    let title = format!("Add this statement to policy {name}?");
    let foretold = Operation::from(operation.clone());
    let dialog = Dialog::new(title, "Create version", move |_, _| Ok(vec![Step::submit(operation.clone())]))
        .line(Line::new().text("A new version of the boundary has it beside all the others, and becomes the default. u takes it back."))
        .lines(change.document(&shown.answer.request).iter().flat_map(|document| json(document)));
    // Others may have the same boundary.
    Widening::Asked(Box::new(effect::told(dialog, cx, &foretold)))
}

/// Asks what is to be done with the boundary as a whole: another can be set, or none.
fn unbinding(cx: &Cx<'_>, shown: &Shown) -> Step {
    let of = match &shown.question.asker {
        Asker::User(id) => Identity::of(cx.account, *id),
        Asker::RoleSession { role, .. } => Identity::of(cx.account, *role),
        Asker::Root | Asker::FederatedUser { .. } | Asker::Outsider(_) => None,
    };
    of.map_or_else(|| hint("Only users and roles of this account have a boundary."), |of| Step::Ask(boundary::removing(cx, of)))
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

/// Where the resource's policy is changed: in the editor, the statement written already.
fn to_resource(cx: &Cx<'_>, shown: &Shown, change: &Change) -> Vec<Step> {
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
        _ => return vec![hint("The resource's policy is the resource's own; the practice account does not hold it.")],
    };
    let document = change.document(&shown.answer.request).and_then(|new| joined(old.as_deref(), &new));
    let statement = document.as_deref().and_then(Outline::of).map_or(0, |outline| outline.statements.len().saturating_sub(1));
    vec![Step::Aside(Route::advice(of, document, statement))]
}

/// A policy with the statement of another one behind its own; the other one where there is none yet.
fn joined(old: Option<&str>, new: &str) -> Option<String> {
    let Some(old) = old else { return Some(new.to_owned()) };
    let span = |text: &str| Some(Outline::of(text)?.statements.last()?.span);
    let statement = span(new).and_then(|span| new.get(span.start..span.end))?;
    let mut text = amended(old, &[Amendment::AddStatement(Effect::Allow)])?;
    let place = span(&text)?;
    text.replace_range(place.start..place.end, statement);
    Some(laid_out(&text).unwrap_or(text))
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
