//! IAM's own rules for documents, by kind of policy.
//!
//! Each file has the rules of one element; this one puts them together and says which fault the API answers.

mod actions;
mod dates;
mod organizations;
mod principals;
mod resources;
mod sids;
mod trust;

pub use principals::INVALID_PRINCIPAL;

use super::fault::{Fault, FaultKind};
use super::read::read;
use super::read_statement::NO_RESOURCES;
use super::{Document, DocumentKind, Span, Statement, Version};

impl Document {
    /// What IAM does not accept in this document as a policy of this kind; the first is what the API answers. `text` is what
    /// the document was read from.
    pub fn check(&self, text: &str, kind: DocumentKind) -> Vec<Fault> {
        let mut faults = Vec::new();
        characters(text, &mut faults);
        if kind == DocumentKind::Managed && self.version != Version::V2012 {
            faults.push(old_version(self));
        }
        sids::check(&self.statements, kind, &mut faults);
        for statement in &self.statements {
            match kind {
                DocumentKind::Identity | DocumentKind::Managed => identity(statement, &mut faults),
                DocumentKind::Trust => trust::check(statement, &mut faults),
                DocumentKind::Resource => {
                    resource(statement, &mut faults);
                    let entries = statement.principals.iter().flat_map(|principals| &principals.entries);
                    faults.extend(entries.filter_map(principals::of_resource));
                }
                DocumentKind::VpcEndpoint => resource(statement, &mut faults),
                DocumentKind::ServiceControl => organizations::service_control(statement, &mut faults),
                DocumentKind::ResourceControl => organizations::resource_control(statement, &mut faults),
            }
            dates::check(&statement.conditions, &mut faults);
        }
        in_order_of_answer(&mut faults);
        faults
    }
}

/// Reads a document and checks that IAM accepts it as a policy of this kind.
///
/// # Errors
/// Everything that IAM does not accept; the first is what the API answers.
pub fn validate(text: &str, kind: DocumentKind) -> Result<Document, Vec<Fault>> {
    let reading = read(text, Some(kind));
    let mut faults = reading.faults;
    // What a misread element holds, nobody knows: its rules are looked at when the structure is right.
    if let Some(document) = reading.document.as_ref().filter(|_| faults.iter().all(|fault| fault.kind > FaultKind::Syntax)) {
        faults.extend(document.check(text, kind));
    }
    in_order_of_answer(&mut faults);
    match reading.document {
        Some(document) if faults.is_empty() => Ok(document),
        _ => Err(faults),
    }
}

/// A document's size as IAM counts it for its quotas: characters, white space left out.
pub fn counted_characters(text: &str) -> usize {
    text.chars().filter(|letter| !letter.is_whitespace()).count()
}

/// The kinds in IAM's order, and in each the first of the text first.
fn in_order_of_answer(faults: &mut Vec<Fault>) {
    faults.sort_by_key(|fault| (fault.kind, fault.span.start));
    faults.dedup();
}

/// The API's pattern for policy documents: tab, line feed, carriage return and U+0020 to U+00FF.
fn characters(text: &str, faults: &mut Vec<Fault>) {
    let is_allowed = |letter: char| matches!(letter, '\t' | '\n' | '\r' | '\u{20}'..='\u{ff}');
    if let Some((start, letter)) = text.char_indices().find(|(_, letter)| !is_allowed(*letter)) {
        let span = Span { start, end: start + letter.len_utf8() };
        let about = format!("A policy is written in the characters U+0020 to U+00FF; write this one as \\u{:04X}.", u32::from(letter));
        faults.push(Fault::syntax(span, about));
    }
}

fn old_version(document: &Document) -> Fault {
    let span = document.version_span.unwrap_or(Span { start: document.span.start, end: document.span.start + 1 });
    let about = "A managed policy says \"Version\": \"2012-10-17\"; only inline policies may be older.";
    Fault::new(FaultKind::Version, span, "Policy document must be version 2012-10-17 or greater.", about)
}

/// A statement of a policy that is attached to whom it is about.
fn identity(statement: &Statement, faults: &mut Vec<Fault>) {
    if let Some(principals) = &statement.principals {
        let about = "This policy is about whoever it is attached to; leave the principals out.";
        let message = "Policy document should not specify a principal.";
        faults.push(Fault::new(FaultKind::Element, principals.key_span, message, about));
    }
    needs_resources(statement, faults);
    actions::check(statement, faults);
    resources::check(statement, faults);
}

/// A statement of a policy on a resource or a way to resources.
fn resource(statement: &Statement, faults: &mut Vec<Fault>) {
    if statement.principals.as_ref().is_none_or(|principals| principals.entries.is_empty()) {
        let about = "A policy of a resource says whom it is about: add a Principal, as in \"Principal\": \"*\" for everyone.";
        faults.push(missing_principal(statement, about));
    }
    needs_resources(statement, faults);
    actions::check(statement, faults);
    resources::check(statement, faults);
}

fn missing_principal(statement: &Statement, about: &str) -> Fault {
    let span = statement.principals.as_ref().map_or(statement.span, |principals| principals.key_span);
    Fault::new(FaultKind::Element, span, "Missing required field Principal", about)
}

/// That there are actions is a matter of the structure; resources may be absent there, as in trust policies.
fn needs_resources(statement: &Statement, faults: &mut Vec<Fault>) {
    if statement.resources.is_none() {
        let about = "Say which resources the statement is about: add \"Resource\", \"*\" for all.";
        faults.push(Fault::new(FaultKind::Missing, statement.span, NO_RESOURCES, about));
    }
}
