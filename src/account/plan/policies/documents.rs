//! Policy documents at the door: what the API answers to one that is no policy, or too long.

use crate::account::entity::{PolicyText, ResourcePolicy};
use crate::account::plan::Planning;
use crate::account::refusal::{ErrorCode, Refusal};
use crate::catalog::is_service_principal;
use crate::policy::document::{
    Document, DocumentKind, Fault, INVALID_PRINCIPAL, LineIndex, PrincipalEntry, PrincipalKind, Span, counted_characters, validate,
};

impl Planning<'_> {
    /// Passes a document on that a customer managed policy may have.
    pub(super) fn managed_document(&self, text: &str) -> Result<PolicyText, Refusal> {
        checked("PolicyDocument", text, DocumentKind::Managed)?;
        let quota = self.account.quotas().policy_size;
        if counted_characters(text) > quota {
            let refusal = Refusal::quota("PolicySize", quota).member("PolicyDocument");
            return Err(refusal.remedy("Shorten the policy or make two of it; white space does not count."));
        }
        Ok(text.into())
    }

    /// Passes a document on that a role may have as its trust policy. Principals of this account must be there.
    /// `member` is the operation's member that the document is given in.
    pub(in crate::account::plan) fn trust_document(&self, member: &'static str, text: &str) -> Result<ResourcePolicy, Refusal> {
        let document = checked(member, text, DocumentKind::Trust)?;
        let is_unknown = |entry: &&PrincipalEntry| entry.kind == PrincipalKind::Service && !is_service_principal(&entry.text.value);
        if let Some(entry) = document.principals().find(is_unknown) {
            let message = format!("{INVALID_PRINCIPAL}: \"SERVICE\":\"{}\"", entry.text.value);
            return Err(malformed(member, text, message, "No service of AWS is known by this name.", entry.text.span));
        }
        let policy = self.account.resource_policy(text, &document).map_err(|missing| {
            let message = format!("{INVALID_PRINCIPAL}: \"AWS\":\"{}\"", missing.value);
            malformed(member, text, message, &self.account.no_such_principal(&missing.value), missing.span)
        })?;
        let quota = self.account.quotas().trust_policy_size;
        if counted_characters(text) > quota {
            let refusal = Refusal::quota("ACLSizePerRole", quota).member(member);
            return Err(refusal.remedy("Shorten the trust policy; white space does not count."));
        }
        Ok(policy)
    }

    /// Passes a document on that a resource may have as its policy. Principals of this account must be there. What is wrong
    /// has this code, and a principal that is none these words: each service has its own.
    pub(in crate::account::plan) fn resource_document(
        &self,
        member: &'static str,
        text: &str,
        (code, invalid_principal): (ErrorCode, &'static str),
    ) -> Result<(ResourcePolicy, Document), Refusal> {
        let refused = |refusal: Refusal| match &*refusal.message {
            INVALID_PRINCIPAL => Refusal { code, message: invalid_principal.into(), ..refusal },
            _ => Refusal { code, ..refusal },
        };
        let no_principal = |about: &str, span| refused(malformed(member, text, INVALID_PRINCIPAL, about, span));
        let document = checked(member, text, DocumentKind::Resource).map_err(refused)?;
        let canonical = document.principals().find(|entry| entry.kind == PrincipalKind::CanonicalUser);
        if let Some(entry) = canonical.filter(|_| code != ErrorCode::MalformedPolicy) {
            return Err(no_principal("Canonical users are known to S3 alone; name the account under AWS.", entry.text.span));
        }
        let policy = self.account.resource_policy(text, &document);
        let policy = policy.map_err(|missing| no_principal(&self.account.no_such_principal(&missing.value), missing.span))?;
        Ok((policy, document))
    }
}

/// Passes a document on that an inline policy may have. How long all of an identity may be together, the quotas say.
pub(super) fn identity_document(text: &str) -> Result<PolicyText, Refusal> {
    checked("PolicyDocument", text, DocumentKind::Identity)?;
    Ok(text.into())
}

/// Passes a document on that may narrow a session.
pub(in crate::account::plan) fn session_document(text: &str) -> Result<PolicyText, Refusal> {
    checked("Policy", text, DocumentKind::Identity)?;
    Ok(text.into())
}

fn checked(member: &'static str, text: &str, kind: DocumentKind) -> Result<Document, Refusal> {
    validate(text, kind).map_err(|faults| match faults.into_iter().next() {
        Some(Fault { message, about, span, .. }) => malformed(member, text, message, &about, span),
        None => Refusal::new(ErrorCode::MalformedPolicyDocument, "Syntax errors in policy.").member(member),
    })
}

fn malformed(member: &'static str, text: &str, message: impl Into<String>, about: &str, span: Span) -> Refusal {
    let place = LineIndex::of(text).position(span.start);
    let remedy = format!("{about} See line {}, column {}.", place.line, place.column);
    Refusal::new(ErrorCode::MalformedPolicyDocument, message).member(member).remedy(remedy)
}
