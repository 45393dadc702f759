//! Policy documents at the door: what the API answers to one that is no policy, or too long.

use super::Planning;
use crate::account::Account;
use crate::account::entity::PolicyText;
use crate::account::refusal::{ErrorCode, Refusal};
use crate::policy::document::{Document, DocumentKind, Fault, LineIndex, PrincipalKind, Span, Text, counted_characters, validate};

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
    pub(super) fn trust_document(&self, text: &str) -> Result<PolicyText, Refusal> {
        const MEMBER: &str = "AssumeRolePolicyDocument";
        let document = checked(MEMBER, text, DocumentKind::Trust)?;
        if let Some(missing) = self.missing_principal(&document) {
            let message = format!("Invalid principal in policy: \"AWS\":\"{}\"", missing.value);
            return Err(malformed(MEMBER, text, message, NO_SUCH_PRINCIPAL, missing.span));
        }
        let quota = self.account.quotas().trust_policy_size;
        if counted_characters(text) > quota {
            let refusal = Refusal::quota("ACLSizePerRole", quota).member(MEMBER);
            return Err(refusal.remedy("Shorten the trust policy; white space does not count."));
        }
        Ok(text.into())
    }

    /// Passes a document on that a resource may have as its policy. Principals of this account must be there. What is wrong
    /// has this code: each service has one of its own.
    pub(super) fn resource_document(&self, member: &'static str, text: &str, code: ErrorCode) -> Result<(PolicyText, Document), Refusal> {
        let refused = |refusal: Refusal| Refusal { code, ..refusal };
        let document = checked(member, text, DocumentKind::Resource).map_err(refused)?;
        if let Some(missing) = self.missing_principal(&document) {
            return Err(refused(malformed(member, text, "Invalid principal in policy", NO_SUCH_PRINCIPAL, missing.span)));
        }
        Ok((text.into(), document))
    }

    /// The first principal of this account that a document names and that is not there.
    fn missing_principal<'d>(&self, document: &'d Document) -> Option<&'d Text> {
        let principals = document.statements.iter().flat_map(|statement| &statement.principals).flat_map(|principals| &principals.entries);
        let mut named = principals.filter(|principal| principal.kind == PrincipalKind::Aws).map(|principal| &principal.text);
        named.find(|named| self.account.lacks_principal(&named.value))
    }
}

const NO_SUCH_PRINCIPAL: &str = "No such user or role is in this account.";

/// Passes a document on that an inline policy may have. How long all of an identity may be together, the quotas say.
pub(super) fn identity_document(text: &str) -> Result<PolicyText, Refusal> {
    checked("PolicyDocument", text, DocumentKind::Identity)?;
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

impl Account {
    /// Whether an ARN names a user or role of this account that isn't there. Of other accounts nothing is known.
    fn lacks_principal(&self, arn: &str) -> bool {
        let own = arn.strip_prefix("arn:aws:iam::").and_then(|rest| rest.strip_prefix(self.id().as_str())?.strip_prefix(':'));
        let Some(resource) = own else { return false };
        let name = resource.rsplit('/').next().unwrap_or_default();
        match resource.split_once('/') {
            Some(("user", _)) => self.user_named(name).is_none_or(|user| self.user_arn(user) != arn),
            Some(("role", _)) => self.role_named(name).is_none_or(|role| self.role_arn(role) != arn),
            _ => false,
        }
    }
}
