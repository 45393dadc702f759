//! From JSON to a statement.

use super::fault::{Fault, FaultKind, Faults, quoted};
use super::json::{Member, Node, Value};
use super::read_text::{string, strings, text};
use super::{Condition, DocumentKind, Effect, Operator, Patterns, PrincipalEntry, PrincipalKind, Principals, Span, Statement, Text};

/// Reads a statement's elements.
pub(super) fn statement(members: Vec<Member<'_>>, span: Span, faults: &mut Faults) -> Statement {
    let mut read = Statement { span, effect_span: span, ..Statement::about_nothing(Effect::Allow) };
    let mut has_effect = false;
    let mut prohibited = Vec::new();
    for member in members {
        if is_prohibited(&member, faults) {
            prohibited.push(member);
            continue;
        }
        match &*member.name {
            "Sid" => read.sid = string("Sid", member.value, faults),
            "Effect" => {
                has_effect = true;
                effect(&mut read, &member.value, faults);
            }
            "Principal" | "NotPrincipal" => {
                once(&mut read.principals, "Principal", principals(member, faults), |it| (it.negated, it.key_span), faults);
            }
            "Action" | "NotAction" => once(&mut read.actions, "Action", patterns(member, faults), |it| (it.negated, it.key_span), faults),
            "Resource" | "NotResource" => {
                once(&mut read.resources, "Resource", patterns(member, faults), |it| (it.negated, it.key_span), faults);
            }
            "Condition" => {
                read.conditions_span = Some(Span { start: member.name_span.start, end: member.value.span.end });
                read.conditions = conditions(member.value, faults);
            }
            name => faults.syntax(member.name_span, unknown_element(name)),
        }
    }
    if !has_effect {
        faults.syntax(span, "A statement has an Effect: add \"Effect\": \"Allow\" or \"Deny\".");
    }
    for member in prohibited {
        keep_place(&mut read, &member);
    }
    if read.actions.is_none() {
        faults.add(Fault::new(
            FaultKind::Missing,
            span,
            NO_ACTIONS,
            "A statement says which actions it is about: add Action or NotAction.",
        ));
    }
    read
}

/// IAM's message where a statement has no actions.
const NO_ACTIONS: &str = "Policy statement must contain actions.";
/// IAM's message where a statement has no resources.
pub(super) const NO_RESOURCES: &str = "Policy statement must contain resources.";

fn unknown_element(name: &str) -> String {
    const KNOWN: [&str; 9] = ["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"];
    match KNOWN.into_iter().find(|known| known.eq_ignore_ascii_case(name) || strsim::osa_distance(known, name) == 1) {
        Some(known) => format!("A statement has no element {}; {known} is meant.", quoted(name)),
        None => format!("A statement has no element {}.", quoted(name)),
    }
}

/// What a trust policy must not hold is not looked at, whatever its value is.
fn is_prohibited(member: &Member<'_>, faults: &mut Faults) -> bool {
    let about = match &*member.name {
        _ if faults.kind != Some(DocumentKind::Trust) => return false,
        "Resource" | "NotResource" => "A trust policy says who may assume this role; leave the resource out.",
        "NotPrincipal" => "Name those who may assume the role with Principal.",
        "NotAction" => "Name what they may do with Action, as in sts:AssumeRole.",
        _ => return false,
    };
    faults.add(Fault::new(FaultKind::Element, member.name_span, format!("Has prohibited field {}", member.name), about));
    true
}

/// Keeps the place of an element that is prohibited, so that nothing else is thought to be missing.
fn keep_place(read: &mut Statement, member: &Member<'_>) {
    let key_span = member.name_span;
    let patterns = |negated| Patterns { negated, key_span, entries: Vec::new() };
    match &*member.name {
        "NotPrincipal" => _ = read.principals.get_or_insert(Principals { negated: true, key_span, entries: Vec::new() }),
        "NotAction" => _ = read.actions.get_or_insert(patterns(true)),
        name => _ = read.resources.get_or_insert(patterns(name == "NotResource")),
    }
}

/// Keeps an element; a second of its kind under the other name is a fault. `place_of` tells which name, and where it stands.
fn once<T>(kept: &mut Option<T>, element: &str, value: T, place_of: fn(&T) -> (bool, Span), faults: &mut Faults) {
    let (negated, span) = place_of(&value);
    match kept {
        Some(kept) if place_of(kept).0 != negated => {
            faults.syntax(span, format!("A statement has {element} or Not{element}, not both."));
        }
        _ => *kept = Some(value),
    }
}

fn effect(read: &mut Statement, node: &Node<'_>, faults: &mut Faults) {
    read.effect_span = node.span;
    match &node.value {
        Value::Text(text) if text == "Allow" => read.effect = Effect::Allow,
        Value::Text(text) if text == "Deny" => read.effect = Effect::Deny,
        // The newer of IAM's parsers takes any case, the older one does not.
        Value::Text(text) if text.eq_ignore_ascii_case("Allow") || text.eq_ignore_ascii_case("Deny") => {
            let about = "Effect is \"Allow\" or \"Deny\", with a capital letter and the others small.";
            faults.add(Fault::new(FaultKind::Legacy, node.span, LEGACY, about));
        }
        _ => faults.syntax(node.span, "Effect is \"Allow\" or \"Deny\"."),
    }
}

/// IAM's message where its older parser refuses a value.
pub(super) const LEGACY: &str = "The policy failed legacy parsing";

/// `Action`, `Resource` and their opposites. IAM wants at least one of each: an empty list is as none.
fn patterns(member: Member<'_>, faults: &mut Faults) -> Patterns {
    let (negated, key_span, span) = (member.name.starts_with("Not"), member.name_span, member.value.span);
    let entries = match member.value.value {
        Value::List(list) if list.is_empty() => {
            let message = if member.name.ends_with("Action") { NO_ACTIONS } else { NO_RESOURCES };
            let about = format!("{} lists nothing: name at least one, or take the statement out.", member.name);
            faults.add(Fault::new(FaultKind::Missing, span, message, about));
            Vec::new()
        }
        value => strings(&member.name, Node { value, span }, faults),
    };
    Patterns { negated, key_span, entries }
}

fn principals(member: Member<'_>, faults: &mut Faults) -> Principals {
    let span = member.value.span;
    let mut read = Principals { negated: member.name.starts_with("Not"), key_span: member.name_span, entries: Vec::new() };
    match member.value.value {
        // Of trust policies IAM tells whom it takes a lone text for, so there it is kept to be told.
        Value::Text(value) if value == "*" || faults.kind == Some(DocumentKind::Trust) => {
            read.entries.push(PrincipalEntry { kind: PrincipalKind::Everyone, text: text(value, span) });
        }
        Value::Text(_) => {
            let about = "Name principals with their kind, as in {\"AWS\": \"123456789012\"} or {\"Service\": \"ec2.amazonaws.com\"}.";
            faults.syntax(span, about);
        }
        Value::Object(members) => {
            for member in members {
                principals_of_kind(&mut read.entries, member, faults);
            }
        }
        other => {
            let about = format!("{} is \"*\" or an object such as {{\"AWS\": \"123456789012\"}}, not {}.", member.name, other.what());
            faults.syntax(span, about);
        }
    }
    read
}

fn principals_of_kind(entries: &mut Vec<PrincipalEntry>, member: Member<'_>, faults: &mut Faults) {
    if let Some(kind) = PrincipalKind::NAMED.into_iter().find(|kind| kind.name() == member.name) {
        let texts = strings(kind.name(), member.value, faults);
        entries.extend(texts.into_iter().map(|text| PrincipalEntry { kind, text }));
    } else {
        let about = format!("Principals are listed under AWS, Service, Federated or CanonicalUser, not under {}.", quoted(&member.name));
        faults.syntax(member.name_span, about);
    }
}

fn conditions(node: Node<'_>, faults: &mut Faults) -> Vec<Condition> {
    let Value::Object(operators) = node.value else {
        faults.syntax(node.span, "Condition is an object of operators, as in {\"StringEquals\": {\"aws:username\": \"alice\"}}.");
        return Vec::new();
    };
    let mut seen = Vec::new();
    let mut read = Vec::new();
    for member in operators {
        let span = member.name_span;
        let Some(operator) = Operator::named(&member.name) else {
            // One that has no keys asks for nothing: IAM lets it stand, whatever its name.
            if !matches!(&member.value.value, Value::Object(keys) if keys.is_empty()) {
                faults.syntax(span, unknown_operator(&member.name));
            }
            continue;
        };
        // Operators are known in any case of letters, and there are some two hundred in all.
        if seen.contains(&operator) {
            faults.syntax(span, format!("The operator {operator} stands twice in the condition; put its keys together."));
            continue;
        }
        seen.push(operator);
        let Value::Object(keys) = member.value.value else {
            faults.syntax(member.value.span, format!("Under {operator} stands an object of condition keys and their values."));
            continue;
        };
        for key in keys {
            let values = values(key.value, faults);
            read.push(Condition { operator, operator_span: span, key: text(key.name, key.name_span), values });
        }
    }
    read
}

fn unknown_operator(name: &str) -> String {
    const FAR: usize = 3;
    let (set, plain) = name.rsplit_once(':').map_or(("", name), |(set, plain)| (set, plain));
    let plain: String = plain.chars().take(60).collect();
    let nearest = super::Test::ALL.iter().map(|test| (strsim::osa_distance(test.name(), &plain), test.name())).min();
    match nearest {
        Some((distance, nearest)) if distance <= FAR && set.is_empty() => {
            format!("IAM knows no condition operator {}; {nearest} is near.", quoted(name))
        }
        _ => format!("IAM knows no condition operator {}.", quoted(name)),
    }
}

/// One value or a list; numbers and booleans are their texts.
fn values(node: Node<'_>, faults: &mut Faults) -> Vec<Text> {
    match node.value {
        Value::List(list) => list.into_iter().filter_map(|node| value(node, faults)).collect(),
        _ => value(node, faults).into_iter().collect(),
    }
}

fn value(node: Node<'_>, faults: &mut Faults) -> Option<Text> {
    match node.value {
        Value::Text(value) => Some(text(value, node.span)),
        Value::Flag(value) | Value::Number(value) => Some(text(value.into(), node.span)),
        other => {
            faults.syntax(node.span, format!("A condition's value is a string, a number or a boolean, not {}.", other.what()));
            None
        }
    }
}
