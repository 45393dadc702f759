//! IAM's own rules for documents, by kind of policy.

use super::read::read;
use super::{Document, DocumentKind, Fault};

impl Document {
    /// What IAM does not accept in this document as a policy of this kind; the first is what the API answers.
    pub fn check(&self, _text: &str, _kind: DocumentKind) -> Vec<Fault> {
        Vec::new()
    }
}

/// Reads a document and checks that IAM accepts it as a policy of this kind.
///
/// # Errors
/// Everything that IAM does not accept; the first is what the API answers.
pub fn validate(text: &str, kind: DocumentKind) -> Result<Document, Vec<Fault>> {
    let reading = read(text, Some(kind));
    let mut faults = reading.faults;
    if let Some(document) = &reading.document {
        faults.extend(document.check(text, kind));
    }
    faults.sort_by_key(|fault| (fault.kind, fault.span.start));
    match reading.document {
        Some(document) if faults.is_empty() => Ok(document),
        _ => Err(faults),
    }
}

/// A document's size as IAM counts it for its quotas: characters, white space left out.
pub fn counted_characters(text: &str) -> usize {
    text.chars().filter(|letter| !letter.is_whitespace()).count()
}
