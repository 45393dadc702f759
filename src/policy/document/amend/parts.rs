//! Putting things into lists and objects and taking them out, in the manner in which the rest is laid out.

use crate::policy::document::json::{Node, Value};
use crate::policy::document::{Span, TextEdit};

/// One level of an indent.
const INDENT: &str = "  ";

/// A text as JSON.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// How the things in brackets are laid out.
pub(super) struct Layout {
    /// What stands before each on its line; `None` where they share one.
    indent: Option<String>,
    /// What stands before the closing bracket.
    outer: String,
}

impl Layout {
    pub fn indent(&self) -> Option<&str> {
        self.indent.as_deref()
    }

    /// The same one level further in.
    pub fn deeper(&self) -> Self {
        let outer = self.indent.clone().unwrap_or_default();
        Self { indent: self.indent.as_ref().map(|indent| format!("{indent}{INDENT}")), outer }
    }

    fn gap(&self) -> String {
        self.indent.as_ref().map_or_else(|| " ".to_owned(), |indent| format!("\n{indent}"))
    }

    /// What stands between brackets.
    fn inside(&self, items: &[String]) -> String {
        match &self.indent {
            _ if items.is_empty() => String::new(),
            None => items.join(", "),
            Some(indent) => {
                let items: Vec<String> = items.iter().map(|item| format!("\n{indent}{item}")).collect();
                format!("{}\n{}", items.join(","), self.outer)
            }
        }
    }

    /// A list of these one level in, where this is the layout of what it is put into.
    pub fn list(&self, items: &[String]) -> String {
        format!("[{}]", self.deeper().inside(items))
    }

    /// An object of one member, likewise.
    pub fn object(&self, name: &str, value: &str) -> String {
        format!("{{{}}}", self.deeper().inside(&[format!("{}: {value}", quoted(name))]))
    }
}

/// How the members of an object, or the items of a list, are laid out.
pub(super) fn layout_at(text: &str, node: &Node<'_>) -> Layout {
    let first = match &node.value {
        Value::Object(members) => members.first().map(|member| member.name_span.start),
        Value::List(items) => items.first().map(|item| item.span.start),
        _ => None,
    };
    let line = text.get(..node.span.start).unwrap_or_default().rsplit('\n').next().unwrap_or_default();
    let outer: String = line.chars().take_while(|letter| matches!(letter, ' ' | '\t')).collect();
    let indent = match first {
        Some(first) => {
            let before = text.get(node.span.start + 1..first).unwrap_or_default();
            before.rsplit_once('\n').map(|(_, indent)| indent.to_owned())
        }
        // Nothing shows how it is to be: as a document is that has lines.
        None => text.contains('\n').then(|| format!("{outer}{INDENT}")),
    };
    Layout { indent, outer }
}

/// The things in a pair of brackets, with their places.
pub(super) struct Parts {
    items: Vec<Span>,
    inside: Span,
    layout: Layout,
}

impl Parts {
    /// The items of a list.
    pub fn of_list(text: &str, node: &Node<'_>) -> Option<Self> {
        let Value::List(items) = &node.value else { return None };
        Some(Self::new(text, node, items.iter().map(|item| item.span).collect()))
    }

    /// The members of an object.
    fn of_object(text: &str, node: &Node<'_>) -> Option<Self> {
        let Value::Object(members) = &node.value else { return None };
        let span = |member: &super::Member<'_>| Span { start: member.name_span.start, end: member.value.span.end };
        Some(Self::new(text, node, members.iter().map(span).collect()))
    }

    fn new(text: &str, node: &Node<'_>, items: Vec<Span>) -> Self {
        Self { items, inside: Span { start: node.span.start + 1, end: node.span.end - 1 }, layout: layout_at(text, node) }
    }

    pub const fn len(&self) -> usize {
        self.items.len()
    }

    pub fn indent(&self) -> Option<&str> {
        self.layout.indent()
    }

    /// Keeps these and puts others behind them. What is kept stays as it is, with the blanks around it.
    pub fn change(&self, kept: &[bool], added: &[String]) -> Vec<TextEdit> {
        let is_kept = |at: usize| kept.get(at).copied().unwrap_or(true);
        let Some(last) = (0..self.items.len()).rev().find(|at| is_kept(*at)) else {
            let is_empty = self.items.is_empty() && added.is_empty();
            let text = match added {
                // One text needs no line of its own.
                [one] if one.starts_with('"') => one.clone(),
                _ => self.layout.inside(added),
            };
            return if is_empty { Vec::new() } else { vec![TextEdit { span: self.inside, text }] };
        };
        let mut edits = Vec::new();
        let mut run = None;
        for (at, item) in self.items.iter().enumerate().take(last + 1) {
            if !is_kept(at) {
                run = run.or(Some(item.start));
            } else if let Some(start) = run.take() {
                edits.push(TextEdit { span: Span { start, end: item.start }, text: String::new() });
            }
        }
        let end = self.items.get(last).map_or(self.inside.end, |item| item.end);
        let tail = Span { start: end, end: self.items.last().map_or(end, |item| item.end) };
        let gap = self.layout.gap();
        let text = added.iter().flat_map(|item| [",", &gap, item]).collect::<String>();
        if tail.start < tail.end || !text.is_empty() {
            edits.push(TextEdit { span: tail, text });
        }
        edits
    }
}

/// Adds a member behind those that an object has.
pub(super) fn add_member(text: &str, object: &Node<'_>, name: &str, value: &str) -> Option<TextEdit> {
    let parts = Parts::of_object(text, object)?;
    parts.change(&vec![true; parts.len()], &[format!("{}: {value}", quoted(name))]).pop()
}

/// Takes a member of an object away.
pub(super) fn remove_member(text: &str, object: &Node<'_>, name: &str) -> Option<Vec<TextEdit>> {
    let parts = Parts::of_object(text, object)?;
    let kept: Vec<bool> = super::members(object)?.iter().map(|member| member.name != name).collect();
    Some(parts.change(&kept, &[]))
}

/// Makes these the texts of a value: a list, or one text alone. Those that it has keep their places.
pub(super) fn set_texts(text: &str, node: &Node<'_>, wanted: &[String]) -> Option<Vec<TextEdit>> {
    match &node.value {
        Value::Text(own) => {
            let others: Vec<String> = wanted.iter().filter(|one| *own != **one).cloned().collect();
            let is_kept = wanted.iter().any(|one| *own == **one);
            Some(match (is_kept, others.as_slice()) {
                (true, []) => Vec::new(),
                (false, others) => vec![TextEdit { span: node.span, text: super::values(others) }],
                (true, others) => {
                    let others: String = others.iter().flat_map(|other| [", ".to_owned(), quoted(other)]).collect();
                    let at = |at: usize| Span { start: at, end: at };
                    let open = TextEdit { span: at(node.span.start), text: "[".into() };
                    vec![open, TextEdit { span: at(node.span.end), text: format!("{others}]") }]
                }
            })
        }
        Value::List(items) => {
            let own = |item: &Node<'_>| match &item.value {
                Value::Text(text) => Some(text.to_string()),
                _ => None,
            };
            // What is no text is not ours to take away.
            let kept: Vec<bool> = items.iter().map(|item| own(item).is_none_or(|own| wanted.contains(&own))).collect();
            let owned: Vec<String> = items.iter().filter_map(own).collect();
            let added: Vec<String> = wanted.iter().filter(|one| !owned.contains(one)).map(|one| quoted(one)).collect();
            Some(Parts::of_list(text, node)?.change(&kept, &added))
        }
        Value::Number(_) | Value::Flag(_) => Some(vec![TextEdit { span: node.span, text: super::values(wanted) }]),
        Value::Object(_) | Value::Null => None,
    }
}
