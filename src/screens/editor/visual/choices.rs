//! What there is to choose for a statement: services and their actions, forms of ARNs, condition keys and operators.

use super::conditions::operators;
use super::rows::prefix;
use crate::app::cx::Cx;
use crate::app::overlay::dialog::Dialog;
use crate::app::step::Step;
use crate::catalog::{AccessLevel, ConditionKey, KeyType, SERVICE_REFERENCE, Service};
use crate::policy::actions::{ActionSet, ServiceId};
use crate::policy::completion::service_of;
use crate::policy::document::{Amendment, ConditionOutline, Element, Entries, StatementOutline};
use crate::screens::editor::handed::Handed;
use crate::screens::parts::table::Table;
use crate::screens::sight::seen_arns::{seen_arns, seen_of};
use crate::widgets::Line;
use crate::widgets::form::Field;
use crate::widgets::list::Column;
use crate::widgets::text_input::blank;

const SERVICES: &[Column] = &[Column::text("Service", 20, 60, 10), Column::fixed("Prefix", 24, 8), Column::number("Actions", 8, 5)];
const ACTIONS: &[Column] =
    &[Column::text("Action", 30, 60, 10), Column::fixed("Access level", 22, 8), Column::text("Limited to", 12, 50, 5)];
const RESOURCES: &[Column] = &[Column::fixed("Type", 20, 5), Column::text("Form", 30, 90, 10)];
const KEYS: &[Column] = &[Column::text("Condition key", 34, 60, 10), Column::fixed("Type", 14, 8), Column::fixed("About", 12, 5)];

/// Asks for a service.
pub(in crate::screens::editor) fn service(statement: usize, cx: &Cx<'_>) -> Step {
    // By name: one whose name another one's goes on from, as Amazon S3, stands before that, whatever is filtered.
    let mut services: Vec<&Service> = SERVICE_REFERENCE.services().iter().collect();
    services.sort_by_key(|service| service.name);
    let row = |service: &Service| {
        let actions = Line::new().quiet(service.actions().len().to_string());
        // Its prefix is a name of it, too.
        vec![Line::new().text(service.name), Line::new().quiet(service.prefix), actions, Line::new().text(service.prefix)]
    };
    let rows = services.iter().copied().map(row).collect();
    let chosen = move |places: &[usize]| {
        let service = places.first().and_then(|place| services.get(*place));
        Handed::Service { statement, prefix: service.map_or_else(String::new, |service| service.prefix.to_owned()) }
    };
    let title = format!("Service for statement {}", statement + 1);
    Table { title, columns: SERVICES, rows, empty: "", marked: None, chosen: Box::new(chosen) }.open(cx)
}

/// Asks which actions of a service a statement is to name. Patterns that it has already are rows of their own.
pub(in crate::screens::editor) fn actions(at: usize, statement: &StatementOutline, of: &str, cx: &Cx<'_>) -> Option<Step> {
    let service = ServiceId::of_prefix(of)?.service()?;
    let all = statement.actions.as_ref().map_or(&[][..], |entries| &entries.texts);
    let own: Vec<&String> = all.iter().filter(|text| prefix(text).as_deref() == Some(service.prefix)).collect();
    let named = |text: &str| service.actions().iter().any(|action| text.split_once(':').is_some_and(|(_, name)| name == action.name));
    let whole = format!("{}:*", service.prefix);
    let mut entries: Vec<String> = own.iter().filter(|text| !named(text)).map(|text| (*text).clone()).collect();
    if !entries.contains(&whole) {
        entries.push(whole);
    }
    let patterns = entries.len();
    entries.extend(by_level(service).map(|action| format!("{}:{}", service.prefix, action.name)));
    let rows = entries.iter().enumerate().map(|(place, entry)| action_row(service, entry, place < patterns)).collect();
    let spelled = |entry: &String| own.iter().any(|text| text.eq_ignore_ascii_case(entry));
    let marked = entries.iter().enumerate().filter(|(_, entry)| spelled(entry)).map(|(place, _)| place).collect();
    let others: Vec<String> = all.iter().filter(|text| prefix(text).as_deref() != Some(service.prefix)).cloned().collect();
    let own: Vec<String> = own.into_iter().cloned().collect();
    let chosen = move |places: &[usize]| {
        let mut places = places.to_vec();
        places.sort_unstable();
        // One that is there already is left as it is spelled.
        let as_written = |entry: &String| own.iter().find(|text| text.eq_ignore_ascii_case(entry)).unwrap_or(entry).clone();
        let chosen = places.iter().filter_map(|place| entries.get(*place)).map(as_written);
        Handed::Amend(Amendment::SetEntries(at, Element::Action, others.iter().cloned().chain(chosen).collect()))
    };
    let title = format!("Actions of {} in statement {}", service.name, at + 1);
    Some(Table { title, columns: ACTIONS, rows, empty: "", marked: Some(marked), chosen: Box::new(chosen) }.open(cx))
}

fn by_level(service: &Service) -> impl Iterator<Item = &crate::catalog::ServiceAction> {
    AccessLevel::ALL.into_iter().flat_map(move |level| service.actions().iter().filter(move |action| action.level == level))
}

fn action_row(service: &Service, entry: &str, is_pattern: bool) -> Vec<Line> {
    let name = entry.split_once(':').map_or(entry, |(_, name)| name);
    if is_pattern {
        let count = ActionSet::matching(entry).len();
        let words = if name == "*" { format!("* – all {count} actions") } else { format!("{name} – {count} actions") };
        return vec![Line::new().text(words), Line::new().quiet("pattern")];
    }
    let Some(action) = service.action(name) else { return vec![Line::new().text(name.to_owned())] };
    let types: Vec<&str> = action.resources.iter().map(|resource| resource.resource_type).collect();
    let limited = if types.is_empty() { "nothing: takes * only".to_owned() } else { types.join(", ") };
    // It is found by its whole name, too.
    vec![
        Line::new().text(action.name),
        Line::new().quiet(action.level.label()),
        Line::new().quiet(limited),
        Line::new().text(entry.to_owned()),
    ]
}

/// Asks for a form of ARN that an action of the statement takes; one that is to be replaced stands first.
pub(in crate::screens::editor) fn template(at: usize, statement: &StatementOutline, replaced: Option<&str>, cx: &Cx<'_>) -> Step {
    let account = cx.account.id().to_string();
    let there = replaced.filter(|there| *there != "*").map(|there| ("as it is".to_owned(), there.to_owned()));
    let mut forms: Vec<(String, String)> = there.into_iter().collect();
    forms.extend([("all".to_owned(), "*".to_owned()), ("any other".to_owned(), String::new())]);
    let kinds = kinds(statement);
    // Of a statement about all but some, what the account has of the other services.
    let excepted = statement.actions.as_ref().filter(|actions| actions.negated).map(|actions| &actions.texts);
    let is_excepted =
        |arn: &String| excepted.is_some_and(|texts| texts.iter().any(|text| prefix(text).as_deref() == Some(service_of(arn))));
    let seen = match excepted {
        Some(_) => seen_arns(cx).into_iter().filter(|arn| !is_excepted(arn)).collect(),
        None => seen_of(cx, kinds.iter().map(|(service, kind)| (*service, kind.name))),
    };
    let takes_objects = kinds.iter().any(|(service, kind)| service.prefix == "s3" && kind.name == "object");
    let buckets = seen_arns(cx).into_iter().filter(|arn| arn.strip_prefix("arn:aws:s3:::").is_some_and(|name| !name.contains('/')));
    let whole = buckets.filter(|_| takes_objects).map(|arn| ("all of a bucket".to_owned(), format!("{arn}/*")));
    forms.extend(whole);
    forms.extend(seen.into_iter().map(|arn| ("of this account".to_owned(), arn)));
    for (service, kind) in kinds {
        let (filled, any) = (kind.filled("*", &account), kind.any_in("*", &account));
        let is_varied = any != filled;
        forms.push((format!("{} {}", service.short_name, kind.name), filled));
        forms.extend(is_varied.then(|| (format!("{} {}, any", service.short_name, kind.name), any)));
    }
    let words = |arn: &str| match arn {
        "*" => Line::new().text("* – all resources"),
        "" => Line::new().text("an ARN of your own"),
        arn => Line::new().text(arn.to_owned()),
    };
    let rows = forms.iter().map(|(kind, arn)| vec![Line::new().quiet(kind.clone()), words(arn)]).collect();
    let title = match replaced {
        Some(_) => format!("Another resource for statement {}", at + 1),
        None => format!("Resource for statement {}", at + 1),
    };
    let replaced = replaced.map(str::to_owned);
    let chosen = move |places: &[usize]| {
        let arn = places.first().and_then(|place| forms.get(*place)).map_or_else(String::new, |(_, arn)| arn.clone());
        Handed::Template { statement: at, arn, replaced: replaced.clone() }
    };
    Table { title, columns: RESOURCES, rows, empty: "", marked: None, chosen: Box::new(chosen) }.open(cx)
}

/// The resource types that the statement's actions take, each once; none where it is about all but some.
fn kinds(statement: &StatementOutline) -> Vec<(&'static Service, &'static crate::catalog::ResourceType)> {
    let mut kinds: Vec<(&Service, &crate::catalog::ResourceType)> = Vec::new();
    for id in meant(statement.actions.as_ref().filter(|actions| !actions.negated)).iter() {
        let (Some(service), Some(action)) = (id.service_id().service(), id.action()) else { continue };
        for kind in action.resources.iter().filter_map(|resource| service.resource_type(resource.resource_type)) {
            if !kinds.iter().any(|(other, there)| other.prefix == service.prefix && there.name == kind.name) {
                kinds.push((service, kind));
            }
        }
        // More forms than this nobody looks through; one that is missing can be typed.
        if kinds.len() > 200 {
            break;
        }
    }
    // A short name before those that it is a part of: `object` before `accesspointobject`.
    kinds.sort_by_key(|(service, kind)| (service.prefix, kind.name.len()));
    kinds
}

fn meant(entries: Option<&Entries>) -> ActionSet {
    let mut set = ActionSet::new();
    for text in entries.map_or(&[][..], |entries| &entries.texts) {
        set.union_with(&ActionSet::matching(text));
    }
    set
}

/// A statement's actions or resources with one more, perhaps in the place of another.
pub(in crate::screens::editor) fn with_entry(
    (at, element): (usize, Element),
    statement: &StatementOutline,
    entry: String,
    replaced: Option<&str>,
) -> Amendment {
    let mut wanted: Vec<String> = statement.entries(element).iter().filter(|text| Some(text.as_str()) != replaced).cloned().collect();
    if !wanted.contains(&entry) {
        wanted.push(entry);
    }
    Amendment::SetEntries(at, element, wanted)
}

/// Asks what a pattern of actions that belongs to no one service is to be instead.
pub(in crate::screens::editor) fn pattern(at: usize, statement: &StatementOutline, there: &str) -> Step {
    let (statement, replaced) = (statement.clone(), there.to_owned());
    let dialog = Dialog::new(format!("Change the actions of statement {}", at + 1), "Save", move |form, _| {
        let pattern = form.text(0).trim();
        if pattern != "*" && pattern.split_once(':').is_none_or(|(service, name)| service.is_empty() || name.is_empty()) {
            return Err((0, "A service comes first, as in s3:Get*; * alone is every action of every service.".to_owned()));
        }
        let amendment = with_entry((at, Element::Action), &statement, pattern.to_owned(), Some(&replaced));
        Ok(vec![Step::Hand(Box::new(Handed::Amend(amendment)))])
    });
    let hint = "As in s3:Get*, or * for every action of every service. Actions of one service are chosen by a.";
    Step::Ask(Box::new(dialog.fields(vec![Field::text_line(0, "Pattern", there).hint(hint)])))
}

/// Asks for an ARN, beginning with a form.
pub(in crate::screens::editor) fn resource(at: usize, statement: &StatementOutline, arn: &str, replaced: Option<String>) -> Step {
    let (title, button) = match replaced {
        Some(_) => (format!("Change a resource of statement {}", at + 1), "Save"),
        None => (format!("Add a resource to statement {}", at + 1), "Add"),
    };
    let statement = statement.clone();
    let hint = "What you type takes the place of ${…}: a name, or * for any.";
    let dialog = Dialog::new(title, button, move |form, _| {
        let arn = form.text(0).trim();
        if let Some(blank) = blank(arn).and_then(|blank| arn.get(blank)) {
            return Err((0, format!("Put a name in the place of {blank}, or * for any.")));
        }
        if arn.is_empty() {
            return Err((0, "Enter an ARN, or * for all resources.".to_owned()));
        }
        let amendment = with_entry((at, Element::Resource), &statement, arn.to_owned(), replaced.as_deref());
        Ok(vec![Step::Hand(Box::new(Handed::Amend(amendment)))])
    });
    Step::Ask(Box::new(dialog.fields(vec![Field::template(0, "Resource", arn).hint(hint)])))
}

/// Asks for a condition key: those of any service, and those that the statement's actions send.
pub(in crate::screens::editor) fn condition_key(at: usize, statement: &StatementOutline, cx: &Cx<'_>) -> Step {
    let services: Vec<&Service> = meant(statement.actions.as_ref()).services().filter_map(ServiceId::service).collect();
    // Where every service is meant, those of any service are what can be said.
    let of_services = services.iter().take(if services.len() > 8 { 0 } else { 8 }).flat_map(|service| service.condition_keys());
    let keys: Vec<&ConditionKey> = SERVICE_REFERENCE.global_condition_keys().iter().chain(of_services).collect();
    let row = |key: &&ConditionKey| {
        let about = key.category.unwrap_or("the service");
        vec![Line::new().text(key.key), Line::new().quiet(type_words(key.kind)), Line::new().quiet(about)]
    };
    let rows = keys.iter().map(row).collect();
    let keys: Vec<(String, KeyType)> = keys.iter().map(|key| (key.key.to_owned(), key.kind)).collect();
    let chosen = move |places: &[usize]| {
        let (key, kind) = places.first().and_then(|place| keys.get(*place)).cloned().unwrap_or_else(|| (String::new(), KeyType::String));
        let operator = operators(kind).first().copied().unwrap_or("StringEquals").to_owned();
        Handed::ConditionKey { statement: at, condition: ConditionOutline { operator, key, values: Vec::new() } }
    };
    let title = format!("Condition for statement {}", at + 1);
    Table { title, columns: KEYS, rows, empty: "", marked: None, chosen: Box::new(chosen) }.open(cx)
}

const fn type_words(kind: KeyType) -> &'static str {
    match kind {
        KeyType::String => "text",
        KeyType::Arn => "ARN",
        KeyType::Bool => "true or false",
        KeyType::Numeric => "number",
        KeyType::Date => "date",
        KeyType::IpAddress => "IP address",
        KeyType::ArrayOfString => "texts",
        KeyType::ArrayOfArn => "ARNs",
        KeyType::ArrayOfBool => "trues or falses",
    }
}
