//! From JSON to a document: the structure, with every fault in it.

use super::fault::{Fault, FaultKind, Faults, SYNTAX, quoted};
use super::json::{self, Member, Node, Value};
use super::read_statement::statement;
use super::read_text::string;
use super::{Document, DocumentKind, Version};

impl Document {
    /// Reads a document's structure. What the values say is not looked at, except that operators must be known: a decision
    /// on a document that was read is never a guess.
    ///
    /// # Errors
    /// All faults of the structure, in the order of the text.
    pub fn read(text: &str) -> Result<Self, Vec<Fault>> {
        let reading = read(text, None);
        match reading.document {
            Some(document) if reading.faults.is_empty() => Ok(document),
            _ => Err(reading.faults),
        }
    }

    /// Reads as much of a document as can be read: what has a fault is left out, or as if nothing were said. Not for decisions.
    /// `None` where the text is no JSON, or no object: of such nothing is known.
    pub fn read_in_part(text: &str) -> Option<Self> {
        read(text, None).document
    }
}

/// What was read: the document as far as there is one, and what was wrong with the structure.
pub(super) struct Reading {
    pub document: Option<Document>,
    pub faults: Vec<Fault>,
}

/// Reads a text as a policy of a kind.
pub(super) fn read(text: &str, kind: Option<DocumentKind>) -> Reading {
    let mut faults = Faults::new(kind);
    let json = match json::parse(text) {
        Ok(json) => json,
        Err(error) => {
            let message = if kind == Some(DocumentKind::Trust) { "This policy contains invalid Json" } else { SYNTAX };
            let fault = Fault::new(FaultKind::Json, error.span, message, format!("{}.", error.what));
            return Reading { document: None, faults: vec![fault] };
        }
    };
    for span in json.duplicates {
        faults.syntax(span, "The name stands twice in one object; leave one of them out.");
    }
    let document = document(json.root, &mut faults);
    Reading { document, faults: faults.in_order() }
}

fn document(root: Node<'_>, faults: &mut Faults) -> Option<Document> {
    let span = root.span;
    let Value::Object(members) = root.value else {
        faults.syntax(span, "A policy is an object: {\"Version\": …, \"Statement\": …}.");
        return None;
    };
    let mut document = Document { version: Version::V2008, version_span: None, id: None, statements: Vec::new(), span };
    let mut has_statements = false;
    for member in members {
        match &*member.name {
            "Version" => version(&mut document, &member, faults),
            "Id" => document.id = string("Id", member.value, faults),
            "Statement" => {
                has_statements = true;
                document.statements = statements(member, faults);
            }
            name => faults.syntax(member.name_span, format!("A policy has no element {}; it has Version, Id and Statement.", quoted(name))),
        }
    }
    if !has_statements {
        faults.syntax(span, "A policy has a Statement: add one.");
    }
    Some(document)
}

fn version(document: &mut Document, member: &Member<'_>, faults: &mut Faults) {
    document.version_span = Some(member.value.span);
    document.version = match &member.value.value {
        Value::Text(text) if text == "2012-10-17" => Version::V2012,
        Value::Text(text) if text == "2008-10-17" => Version::V2008,
        _ => {
            let about = "Version is the version of the policy language, \"2012-10-17\" (or the older \"2008-10-17\"), not a date of yours.";
            return faults.syntax(member.value.span, about);
        }
    };
}

fn statements(member: Member<'_>, faults: &mut Faults) -> Vec<super::Statement> {
    let span = member.value.span;
    match member.value.value {
        Value::Object(members) => vec![statement(members, span, faults)],
        Value::List(list) if list.is_empty() => {
            faults.syntax(span, "A policy has at least one statement.");
            Vec::new()
        }
        Value::List(list) => list.into_iter().filter_map(|node| statement_of_list(node, faults)).collect(),
        other => {
            faults.syntax(span, format!("Statement is an object or a list of objects, not {}.", other.what()));
            Vec::new()
        }
    }
}

fn statement_of_list(node: Node<'_>, faults: &mut Faults) -> Option<super::Statement> {
    let span = node.span;
    match node.value {
        Value::Object(members) => Some(statement(members, span, faults)),
        other => {
            faults.syntax(span, format!("A statement is an object, not {}.", other.what()));
            None
        }
    }
}
