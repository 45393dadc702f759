//! Changing a document and leaving alone all else: what is not understood stays, and nothing changes its place.
//!
//! [`Outline`] is what can be made out of a text that is JSON, however odd a policy it is; [`Amendment`] a change of it, and
//! [`amend`] the edits of the text that it comes to. [`parts`] puts things into and takes them out of lists and objects.

mod outline;
mod parts;
mod statement;

pub use outline::{ConditionOutline, Entries, OtherOutline, Outline, StatementOutline, StatementPart};

use super::json::{self, Member, Node, Value};
use super::{Effect, Span, TextEdit, insert_member};
use parts::{Parts, add_member, layout_at, quoted};

/// A change of a document. Statements are told by their place, from 0.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Amendment {
    /// Makes it a document of version 2012-10-17.
    CurrentVersion,
    /// Adds a statement behind the others, about nothing yet.
    AddStatement(Effect),
    /// Takes a statement away.
    RemoveStatement(usize),
    /// Puts a statement in the place of this other one, and that in its place; one has no place to change with itself.
    SwapStatements(usize, usize),
    /// Turns `Action` into `NotAction` and back; `Resource` likewise.
    Negate(usize, Element),
    /// Turns a statement's effect.
    SetEffect(usize, Effect),
    /// Makes these a statement's actions or resources. Those that it has keep their places; others come behind them.
    SetEntries(usize, Element, Vec<String>),
    /// Adds a condition, or values to one that is there.
    AddCondition(usize, ConditionOutline),
    /// Puts a condition in the place of another one.
    ReplaceCondition(usize, ConditionOutline, ConditionOutline),
    /// Takes a condition away: the key of an operator, with all its values.
    RemoveCondition(usize, ConditionOutline),
    /// Takes another element away, by its name.
    RemoveElement(usize, String),
    /// Takes a principal out of a statement's `Principal`, which names others, too.
    RemovePrincipal(usize, String),
    /// Adds a user, role or session to those that a statement's `NotPrincipal` leaves out.
    LeavePrincipalOut(usize, String),
}

/// An element of a statement that lists patterns.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Element {
    /// `Action` or `NotAction`
    Action,
    /// `Resource` or `NotResource`
    Resource,
}

impl Element {
    /// The element's names: as it is, and with `Not`.
    pub const fn names(self) -> [&'static str; 2] {
        match self {
            Self::Action => ["Action", "NotAction"],
            Self::Resource => ["Resource", "NotResource"],
        }
    }
}

/// The edits that a change comes to; `None` where the text is no JSON, or has no place for it. None of them lies in another.
pub fn amend(text: &str, amendment: &Amendment) -> Option<Vec<TextEdit>> {
    let root = json::parse(text).ok()?.root;
    match amendment {
        Amendment::CurrentVersion => current_version(text, &root),
        Amendment::AddStatement(effect) => add_statement(text, &root, *effect),
        Amendment::RemoveStatement(at) => remove_statement(text, &root, *at),
        Amendment::SwapStatements(one, other) => swap_statements(text, &root, (*one, *other)),
        Amendment::Negate(at, element) => statement::negate(statement_at(&root, *at)?, *element),
        Amendment::SetEffect(at, effect) => statement::set_effect(text, statement_at(&root, *at)?, *effect),
        Amendment::SetEntries(at, element, wanted) => statement::set_entries(text, statement_at(&root, *at)?, *element, wanted),
        Amendment::AddCondition(at, condition) => statement::add_condition(text, statement_at(&root, *at)?, condition),
        Amendment::ReplaceCondition(at, there, wanted) => replace_condition(text, &root, *at, (there, wanted)),
        Amendment::RemoveCondition(at, condition) => statement::remove_condition(text, statement_at(&root, *at)?, condition),
        Amendment::RemoveElement(at, name) => statement::remove_element(text, statement_at(&root, *at)?, name),
        Amendment::RemovePrincipal(at, name) => statement::remove_principal(text, statement_at(&root, *at)?, name),
        Amendment::LeavePrincipalOut(at, name) => statement::leave_principal_out(text, statement_at(&root, *at)?, name),
    }
}

fn current_version(text: &str, root: &Node<'_>) -> Option<Vec<TextEdit>> {
    const CURRENT: &str = "\"2012-10-17\"";
    match member(root, "Version") {
        Some(member) => Some(vec![TextEdit { span: member.value.span, text: CURRENT.to_owned() }]),
        None => Some(vec![insert_member(text, root.span, &format!("\"Version\": {CURRENT}"))?]),
    }
}

/// One that keeps its operator and key changes its values where it is; any other goes, and what is wanted comes.
fn replace_condition(
    text: &str,
    root: &Node<'_>,
    at: usize,
    (there, wanted): (&ConditionOutline, &ConditionOutline),
) -> Option<Vec<TextEdit>> {
    if (&there.operator, &there.key) == (&wanted.operator, &wanted.key) {
        return statement::set_values(text, statement_at(root, at)?, wanted);
    }
    let both = [Amendment::RemoveCondition(at, there.clone()), Amendment::AddCondition(at, wanted.clone())];
    let changed = amended(text, &both)?;
    Some(vec![difference(text, &changed)])
}

/// The edit that makes one text another.
fn difference(text: &str, wanted: &str) -> TextEdit {
    let shared = |pairs: &mut dyn Iterator<Item = (char, char)>| -> usize {
        pairs.take_while(|(own, other)| own == other).map(|(own, _)| own.len_utf8()).sum()
    };
    let start = shared(&mut text.chars().zip(wanted.chars()));
    let (rest, come) = (text.get(start..).unwrap_or_default(), wanted.get(start..).unwrap_or_default());
    let behind = shared(&mut rest.chars().rev().zip(come.chars().rev()));
    let come = come.get(..come.len() - behind).unwrap_or_default().to_owned();
    TextEdit { span: Span { start, end: text.len() - behind }, text: come }
}

/// The text with changes made one after the other; `None` where one of them has no place.
pub fn amended(text: &str, amendments: &[Amendment]) -> Option<String> {
    amendments.iter().try_fold(text.to_owned(), |mut text, amendment| {
        let mut edits = amend(&text, amendment)?;
        // From the back, so that what is in front stays where it is.
        edits.sort_by_key(|edit| std::cmp::Reverse((edit.span.start, edit.span.end)));
        for edit in edits {
            let before = text.get(..edit.span.start)?;
            let behind = text.get(edit.span.end..)?;
            text = [before, &edit.text, behind].concat();
        }
        Some(text)
    })
}

/// The members of an object.
fn members<'n, 't>(node: &'n Node<'t>) -> Option<&'n [Member<'t>]> {
    match &node.value {
        Value::Object(members) => Some(members),
        _ => None,
    }
}

/// A member of an object by its name; of several the last, as IAM reads them.
fn member<'n, 't>(node: &'n Node<'t>, name: &str) -> Option<&'n Member<'t>> {
    members(node)?.iter().rfind(|member| member.name == name)
}

/// The statements' nodes: those of the list, or the one that stands alone.
fn statements<'n, 't>(root: &'n Node<'t>) -> &'n [Node<'t>] {
    match member(root, "Statement").map(|member| &member.value) {
        Some(Node { value: Value::List(items), .. }) => items,
        Some(node) => std::slice::from_ref(node),
        None => &[],
    }
}

fn statement_at<'n, 't>(root: &'n Node<'t>, at: usize) -> Option<&'n Node<'t>> {
    statements(root).get(at).filter(|node| members(node).is_some())
}

fn add_statement(text: &str, root: &Node<'_>, effect: Effect) -> Option<Vec<TextEdit>> {
    let render = |indent: Option<&str>| statement::empty(effect, indent);
    let Some(member) = member(root, "Statement") else {
        let layout = layout_at(text, root);
        let deeper = layout.deeper();
        let statement = render(deeper.indent());
        return Some(vec![add_member(text, root, "Statement", &layout.list(&[statement]))?]);
    };
    let node = &member.value;
    if let Some(parts) = Parts::of_list(text, node) {
        let statement = render(parts.indent());
        return Some(parts.change(&vec![true; parts.len()], &[statement]));
    }
    let (span, statement) = (node.span, render(None));
    let start = TextEdit { span: Span { start: span.start, end: span.start }, text: "[".into() };
    let end = TextEdit { span: Span { start: span.end, end: span.end }, text: format!(", {statement}]") };
    Some(vec![start, end])
}

fn remove_statement(text: &str, root: &Node<'_>, at: usize) -> Option<Vec<TextEdit>> {
    let node = &member(root, "Statement")?.value;
    match &node.value {
        Value::List(items) if at < items.len() => {
            let parts = Parts::of_list(text, node)?;
            let kept: Vec<bool> = (0..items.len()).map(|place| place != at).collect();
            Some(parts.change(&kept, &[]))
        }
        Value::Object(_) if at == 0 => Some(vec![TextEdit { span: node.span, text: "[]".into() }]),
        _ => None,
    }
}

fn swap_statements(text: &str, root: &Node<'_>, (one, other): (usize, usize)) -> Option<Vec<TextEdit>> {
    let (one, other) = (statement_at(root, one.min(other))?.span, statement_at(root, one.max(other))?.span);
    if one == other {
        return None;
    }
    let put = |span: Span, from: Span| Some(TextEdit { span, text: text.get(from.start..from.end)?.to_owned() });
    Some(vec![put(one, other)?, put(other, one)?])
}

/// Values as JSON: one alone, several as a list.
fn values(values: &[String]) -> String {
    match values {
        [one] => quoted(one),
        all => format!("[{}]", all.iter().map(|value| quoted(value)).collect::<Vec<_>>().join(", ")),
    }
}

#[cfg(test)]
mod tests;
