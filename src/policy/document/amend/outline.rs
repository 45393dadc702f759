//! What can be made out of a document, for looking at it and changing it.

use super::{Element, member, members, statements};
use crate::policy::document::json::{self, Node, Value};
use crate::policy::document::{Effect, Operator, Span};

/// What can be made out of a text that is JSON.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Outline {
    /// The statements, in their order.
    pub statements: Vec<StatementOutline>,
}

/// What can be made out of a statement.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StatementOutline {
    /// The whole statement.
    pub span: Span,
    /// `Sid`
    pub sid: Option<String>,
    /// `Effect`, where it is one.
    pub effect: Option<Effect>,
    /// `Action` or `NotAction`
    pub actions: Option<Entries>,
    /// `Resource` or `NotResource`
    pub resources: Option<Entries>,
    /// The conditions, one for each operator and key.
    pub conditions: Vec<ConditionOutline>,
    /// Other elements, such as `Principal`, each with the texts in it.
    pub others: Vec<OtherOutline>,
    /// Where its parts are in the text.
    places: Vec<(Span, StatementPart)>,
}

/// An element that is kept as it is, or taken away as a whole.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OtherOutline {
    /// Its name.
    pub name: String,
    /// The texts in it, however deep.
    pub texts: Vec<String>,
}

/// A part of a statement, by what it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum StatementPart {
    /// Its actions or resources, all of them.
    Entries(Element),
    /// One of them, as written.
    Entry(Element, String),
    /// A key of a condition operator, both as written.
    Condition(String, String),
    /// Another element, by its name.
    Other(String),
}

/// An element that lists patterns.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entries {
    /// Whether it is the `Not…` element.
    pub negated: bool,
    /// The texts among what it lists.
    pub texts: Vec<String>,
}

/// A key of a condition operator.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ConditionOutline {
    /// The operator, as written.
    pub operator: String,
    /// The condition key, as written.
    pub key: String,
    /// Its values; numbers and booleans as they are written.
    pub values: Vec<String>,
}

impl StatementOutline {
    /// The actions or resources that it lists.
    pub fn entries(&self, element: Element) -> &[String] {
        let entries = if element == Element::Action { &self.actions } else { &self.resources };
        entries.as_ref().map_or(&[], |entries| &entries.texts)
    }

    /// The condition with this operator on this key.
    pub fn condition(&self, operator: Operator, key: &str) -> Option<&ConditionOutline> {
        let is_it = |there: &&ConditionOutline| Operator::named(&there.operator) == Some(operator) && there.key.eq_ignore_ascii_case(key);
        self.conditions.iter().find(is_it)
    }

    /// The smallest part around a place of the text.
    pub fn part_around(&self, span: Span) -> Option<&StatementPart> {
        let around = self.places.iter().filter(|(place, _)| place.start <= span.start && span.end <= place.end);
        around.min_by_key(|(place, _)| place.end - place.start).map(|(_, part)| part)
    }
}

impl Outline {
    /// What can be made out; `None` where the text is no JSON object.
    pub fn of(text: &str) -> Option<Self> {
        let root = json::parse(text).ok()?.root;
        members(&root)?;
        Some(Self { statements: statements(&root).iter().map(statement).collect() })
    }
}

fn statement(node: &Node<'_>) -> StatementOutline {
    let known = ["Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition"];
    let others = members(node).unwrap_or_default().iter().filter(|member| !known.contains(&&*member.name));
    StatementOutline {
        span: node.span,
        sid: member(node, "Sid").and_then(|member| text(&member.value)),
        effect: member(node, "Effect").and_then(|member| match &member.value.value {
            Value::Text(name) if name == "Allow" => Some(Effect::Allow),
            Value::Text(name) if name == "Deny" => Some(Effect::Deny),
            _ => None,
        }),
        actions: entries(node, Element::Action),
        resources: entries(node, Element::Resource),
        conditions: conditions(node),
        others: others.map(|member| OtherOutline { name: member.name.to_string(), texts: all_texts(&member.value) }).collect(),
        places: members(node).unwrap_or_default().iter().flat_map(places).collect(),
    }
}

/// Where an element and its parts are.
fn places(member: &json::Member<'_>) -> Vec<(Span, StatementPart)> {
    let whole = |member: &json::Member<'_>| Span { start: member.name_span.start, end: member.value.span.end };
    let element = [Element::Action, Element::Resource].into_iter().find(|element| element.names().contains(&&*member.name));
    if let Some(element) = element {
        let nodes = if let Value::List(items) = &member.value.value { items.as_slice() } else { std::slice::from_ref(&member.value) };
        let entries = nodes.iter().filter_map(|node| Some((node.span, StatementPart::Entry(element, text(node)?))));
        return std::iter::once((whole(member), StatementPart::Entries(element))).chain(entries).collect();
    }
    match &*member.name {
        "Sid" | "Effect" => Vec::new(),
        "Condition" => {
            let of_operator = |operator: &json::Member<'_>| {
                let key = |key: &json::Member<'_>| (whole(key), StatementPart::Condition(operator.name.to_string(), key.name.to_string()));
                members(&operator.value).unwrap_or_default().iter().map(key).collect::<Vec<_>>()
            };
            members(&member.value).unwrap_or_default().iter().flat_map(of_operator).collect()
        }
        name => vec![(whole(member), StatementPart::Other(name.to_owned()))],
    }
}

/// The texts in a value, however deep; what they are named stands before those of an object.
fn all_texts(node: &Node<'_>) -> Vec<String> {
    match &node.value {
        Value::List(items) => items.iter().flat_map(all_texts).collect(),
        Value::Object(members) => {
            let named = |member: &json::Member<'_>| {
                all_texts(&member.value).into_iter().map(|text| format!("{} {text}", member.name)).collect::<Vec<_>>()
            };
            members.iter().flat_map(named).collect()
        }
        _ => text(node).into_iter().collect(),
    }
}

fn entries(node: &Node<'_>, element: Element) -> Option<Entries> {
    let mut names = element.names().into_iter().enumerate();
    names.find_map(|(at, name)| Some(Entries { negated: at == 1, texts: texts(&member(node, name)?.value) }))
}

fn conditions(node: &Node<'_>) -> Vec<ConditionOutline> {
    let Some(condition) = member(node, "Condition") else { return Vec::new() };
    let of_operator = |operator: &json::Member<'_>| {
        let keys = members(&operator.value).unwrap_or_default().iter().map(|key| ConditionOutline {
            operator: operator.name.to_string(),
            key: key.name.to_string(),
            values: texts(&key.value),
        });
        keys.collect::<Vec<_>>()
    };
    members(&condition.value).unwrap_or_default().iter().flat_map(of_operator).collect()
}

/// The texts of a list, or the one that stands alone.
pub(super) fn texts(node: &Node<'_>) -> Vec<String> {
    match &node.value {
        Value::List(items) => items.iter().filter_map(text).collect(),
        _ => text(node).into_iter().collect(),
    }
}

fn text(node: &Node<'_>) -> Option<String> {
    match &node.value {
        Value::Text(text) => Some(text.to_string()),
        Value::Flag(written) | Value::Number(written) => Some((*written).to_owned()),
        _ => None,
    }
}
